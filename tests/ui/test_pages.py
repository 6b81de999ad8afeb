"""The skeleton of every page: language, landlord, help and Ombudsman in their places; errors that say what
next."""

from __future__ import annotations

import logging
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from putright.rules import scheme
from putright.ui import context, contrast, languages, text_size, views
from tests.ui.gallery import LANDLORD, gallery, request
from tests.ui.test_forms import Elements


def page(language: str = "en", landlord: Any = LANDLORD, **more: Any) -> str:
    with translation.override(language):
        return render_to_string(
            "ui/page.html", {"page_title": "A title", **more}, request(language, landlord)
        )


@pytest.mark.parametrize(
    ("language", "lang", "direction", "sheet"),
    [
        ("en", "en-GB", "ltr", "css/putright.css"),
        ("ur", "ur", "rtl", "css/putright.rtl.css"),
        ("ar", "ar", "rtl", "css/putright.rtl.css"),
        ("pa", "pa-Guru", "ltr", "css/putright.css"),
    ],
)
def test_language_and_direction_of_a_page(language: str, lang: str, direction: str, sheet: str) -> None:
    html = page(language)
    root = Elements(html).all[0]
    assert root[0] == "html"
    assert (root[1]["lang"], root[1]["dir"]) == (lang, direction)
    assert f'href="/static/{sheet}"' in html


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
def test_the_language_menu_keeps_the_page_and_names_languages_as_they_name_themselves() -> None:
    html = page()
    assert (
        '<a class="govuk-language-navigation__link putright-own-name" href="/hillside/ur/complain/what/?from=poster"'
        in html
    )
    assert 'lang="ur" hreflang="ur" dir="rtl">اردو</a>' in html


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
def test_a_language_that_is_not_filled_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the landlord wants it."""
    assert "Polski" in page()
    without = replace(languages.language("pl"), filled=False)
    monkeypatch.setitem(languages._BY_CODE, "pl", without)
    assert "Polski" not in page()


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=False)
def test_a_draft_is_not_offered_in_production() -> None:
    assert "اردو" not in page()


def test_a_draft_says_that_it_was_not_checked() -> None:
    assert "Translation not yet checked." in page("ur")
    assert "Translation not yet checked." not in page("en")


def test_the_demo_says_that_it_is_one() -> None:
    with override_settings(DEMO=True):
        assert "Everything here is made up" in page()
    with override_settings(DEMO=False):
        assert "Everything here is made up" not in page()


def test_help_and_the_ombudsman_stand_on_every_page() -> None:
    for html in (page(), gallery(), gallery(staff=True)):
        footer = html[html.index("<footer") :]
        assert "Housing Ombudsman" in footer
        assert "0300 111 3000" in footer
        assert LANDLORD.phone in footer
        for address in ("help", "accessibility", "cookies"):
            assert f'href="/hillside/en/{address}/"' in footer


def test_a_page_can_be_left_quickly_by_a_plain_link_that_says_nothing_of_where_it_stood() -> None:
    html = page(leave_quickly=True)
    ways = [
        given for tag, given in Elements(html).all if tag == "a" and given.get("href") == context.NEUTRAL_SITE
    ]
    assert len(ways) == 2, "one beside the page, one for the keyboard before everything"
    assert all(given["rel"] == "nofollow noreferrer" for given in ways)
    assert html.index("govuk-js-exit-this-page-skiplink") < html.index("<header")
    assert 'href="/hillside/en/safety/"' in html
    assert "govuk-exit-this-page" not in page()
    own = SimpleNamespace(**vars(LANDLORD), leave_to="https://www.example.org/recipes")
    assert 'href="https://www.example.org/recipes"' in page(landlord=own, leave_quickly=True)


def test_help_stands_in_the_same_place_on_every_page() -> None:
    """WCAG 3.2.6: the same ways to help, in the same order, wherever a resident is."""
    said = []
    for html in (page(), page(leave_quickly=True, back_url="../"), gallery(), gallery(errors=True)):
        footer = html[html.index("<footer") :]
        said.append([given["href"].partition("?")[0] for tag, given in Elements(footer).all if tag == "a"])
    assert said[0] and all(one == said[0] for one in said)


def test_the_text_is_as_large_as_somebody_chose() -> None:
    asked = request()
    for kept, shown in (("large", "putright-text-large"), ("usual", None), ('"><script>', None)):
        asked.COOKIES["putright-text"] = kept
        root = Elements(render_to_string("ui/page.html", {"page_title": "A title"}, asked)).all[0][1]
        assert root["class"] == " ".join(filter(None, ["govuk-template", shown]))


@pytest.mark.parametrize(
    ("back", "goes_to"),
    [
        ("/hillside/en/find/", "/hillside/en/find/"),
        ("", "/hillside/en/"),
        ("https://elsewhere.example/", "/hillside/en/"),
        ("//elsewhere.example/", "/hillside/en/"),
        ("/hillside/en//elsewhere.example", "/hillside/en//elsewhere.example"),
        ("/other-landlord/en/", "/hillside/en/"),
    ],
)
def test_choosing_a_size_is_kept_and_leads_back_to_the_page(back: str, goes_to: str) -> None:
    asked = RequestFactory().post("/hillside/en/text-size/", {"size": "largest", "back": back})
    answer = text_size.text_size(asked)
    assert (answer.status_code, answer["Location"]) == (302, goes_to)
    cookie = answer.cookies["putright-text"]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == ("largest", "/hillside/", True)


def test_no_size_chosen_and_one_that_is_none_are_asked_again() -> None:
    for typed in ({}, {"size": "9000pt"}):
        asked = request()
        asked.method, asked.POST = "POST", QueryDict(urlencode(typed))  # type: ignore[misc]  # as read
        answer = text_size.text_size(asked)
        assert answer.status_code == 200
        assert "putright-text" not in answer.cookies


def test_the_ombudsman_is_the_one_of_the_rules() -> None:
    assert context.page(request())["ombudsman"] in scheme.contacts()


def test_a_page_has_the_landlord_s_name_and_colours_and_no_crown() -> None:
    html = page()
    assert "Hillside Homes" in html
    assert 'href="/hillside/colours-' in html
    for word in ("crown", "crest", "GDS Transport", "gov.uk/help"):
        assert word not in html


def test_staff_see_who_is_signed_in_and_can_sign_out_by_a_form() -> None:
    html = gallery(staff=True)
    assert "Signed in as <bdi" in html
    assert 'method="post" action="/sign-in/out/"' in html
    assert "govuk-language-navigation" not in html


def test_everything_on_a_page_lies_in_a_landmark() -> None:
    html = page(back_url="../")
    body = html[html.index("<body") :]
    assert (
        body.index("<header")
        < body.index('<nav class="putright-before"')
        < body.index("<main")
        < body.index("<footer")
    )


@pytest.mark.parametrize(
    ("view", "status", "says"),
    [
        (views.not_found, 404, "Find your complaint"),
        (views.forbidden, 403, "Go back and try again"),
        (views.bad_request, 400, "try a smaller one"),
        (views.csrf_failure, 403, "what you typed should still be there"),
        (views.server_error, 500, "Your last step was not saved"),
    ],
)
@pytest.mark.parametrize("landlord", [LANDLORD, None], ids=["landlord", "none"])
def test_an_error_page_says_what_to_do_next(view: Any, status: int, says: str, landlord: Any) -> None:
    response = view(request(landlord=landlord))
    assert response.status_code == status
    html = response.content.decode()
    if landlord or says != "Find your complaint":
        assert says in html
    assert html.count("<h1") == 1
    assert "Traceback" not in html
    if landlord:
        assert LANDLORD.phone in html
    else:
        assert "Choose your landlord" in html


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/elm/ur/nowhere/", "ur"),
        ("/elm/en/nowhere/", "en-GB"),
        ("/elm/ar/nowhere/", "ar"),
        ("/elm/fr/nowhere/", "en-GB"),
        ("/ur/", "en-GB"),
        ("/", "en-GB"),
    ],
)
@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
def test_an_address_that_leads_nowhere_is_answered_in_its_own_language(path: str, language: str) -> None:
    html = views.not_found(RequestFactory().get(path)).content.decode()
    assert f'lang="{language}"' in html[: html.index(">", html.index("<html"))]
    assert ("صفحہ نہیں ملا" in html) == (language == "ur")


def test_the_reason_of_a_refused_form_is_not_shown() -> None:
    assert "SECRET" not in views.csrf_failure(request(), reason="SECRET").content.decode()


def test_a_page_for_errors_comes_even_when_drawing_it_fails(caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        @property
        def code(self) -> str:
            raise RuntimeError("the database is gone")

    with caplog.at_level(logging.CRITICAL):
        response = views.server_error(request(landlord=Broken()))
    assert response.status_code == 500
    assert b"Nothing was saved by your last step" in response.content
    assert b"the database is gone" not in response.content


@pytest.mark.parametrize(
    ("path", "present", "wanted", "found"),
    [
        ("/hillside/en/complain/", "en", "ur", "/hillside/ur/complain/"),
        ("/hillside/en/", "en", "ur", "/hillside/ur/"),
        ("/pa/pa/find/", "pa", "en", "/pa/en/find/"),
        ("/en/find/", "en", "ur", "/ur/find/"),
        ("/sign-in/", "en", "ur", "/sign-in/"),
    ],
)
def test_the_same_page_in_another_language(path: str, present: str, wanted: str, found: str) -> None:
    assert languages.address_in(path, present, wanted) == found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#fff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#fff", 4.54),
    ],
)
def test_contrast_after_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast.ratio(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast.ratio(other, one) == contrast.ratio(one, other)


@pytest.mark.parametrize("colour", ["#ffff00", "#80c0ff", "#ffffff", "#777777", "#1d4f91", "#abc"])
def test_white_text_on_any_landlord_s_colour_can_be_read(colour: str) -> None:
    found = contrast.darkened(colour)
    assert contrast.readable(found)
    assert (found == colour.lower()) == (contrast.readable(colour) and len(colour) == 7)


def test_a_colour_that_is_none_is_refused_with_a_sentence() -> None:
    for text in ("red", "#12345", "#gggggg", "", "#1d4f91;}"):
        with pytest.raises(contrast.NotAColour, match="like #1d4f91"):
            contrast.rgb(text)


def test_the_landlord_s_sheet_takes_in_no_style_of_others() -> None:
    sheet = views.landlord_colours("red; } body { display: none")
    assert "display" not in sheet
    assert views.DEFAULT_COLOUR in sheet
    response = views.landlord_stylesheet(request())
    assert response["Content-Type"].startswith("text/css")
    assert "#1d4f91" in response.content.decode()


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://testserver/hillside/en/help/", "/hillside/en/help/"),
        ("http://testserver/hillside/en/complain/danger/?change=1", "/hillside/en/complain/danger/"),
        ("http://testserver/elsewhere/en/help/", "/hillside/en/"),
        ("http://elsewhere.example/hillside/en/help/", "/hillside/en/"),
        ("", "/hillside/en/"),
    ],
)
def test_the_size_of_text_leads_back_to_the_page_that_the_browser_names(referrer: str, back: str) -> None:
    asked = RequestFactory().get("/hillside/en/text-size/", HTTP_REFERER=referrer)
    page = text_size.text_size(asked).content.decode()
    assert f'href="{back}" class="govuk-back-link"' in page
