"""How Django's forms are drawn: GOV.UK's markup, errors that lead to the wrong control, nothing typed is
lost."""

from __future__ import annotations

import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from putright.ui.fields import Checkboxes, DayField, LongText, Radios
from tests.ui.gallery import EveryKind, OneQuestion, request


class Elements(HTMLParser):
    """Every start tag of a page with its attributes, and the ids that there are."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.all.append((tag, dict(attrs)))

    def by_id(self, wanted: str) -> dict[str, str | None]:
        return next(attrs for _tag, attrs in self.all if attrs.get("id") == wanted)

    @property
    def ids(self) -> list[str]:
        return [str(attrs["id"]) for _tag, attrs in self.all if attrs.get("id")]


def drawn(form: forms.BaseForm, **context: Any) -> str:
    return render_to_string("ui/form_page.html", {"form": form, **context}, request())


def written(template: str, **context: Any) -> str:
    text = "{% load i18n ui %}" + template
    return str(engines["django"].from_string(text).render(context, request())).strip()


def test_every_label_and_every_description_leads_to_something_that_is_there() -> None:
    for data in (None, {"danger": "yes"}):
        found = Elements(drawn(EveryKind(data)))
        assert len(found.ids) == len(set(found.ids))
        for _tag, attrs in found.all:
            for name in ("for", "aria-describedby", "aria-labelledby", "data-aria-controls"):
                for target in (attrs.get(name) or "").split():
                    assert target in found.ids, f"{name} leads to {target}, which is not there"


def test_a_single_question_is_the_heading_and_the_title() -> None:
    html = drawn(OneQuestion())
    assert html.count("<h1") == 1
    assert '<h1 class="govuk-label-wrapper">' in html
    assert "<title>What went wrong? – Hillside Homes</title>" in html


def test_radios_as_the_only_question_have_the_heading_in_their_legend() -> None:
    class Danger(forms.Form):
        danger = forms.ChoiceField(label="Is anyone in danger?", choices=[("y", "Yes")], widget=Radios())

    html = drawn(Danger())
    assert '<h1 class="govuk-fieldset__heading">Is anyone in danger?</h1>' in html


def test_a_form_with_a_title_keeps_ordinary_labels() -> None:
    html = drawn(EveryKind())
    assert '<h1 class="govuk-heading-l">Every kind of question</h1>' in html
    assert html.count("<h1") == 1


def test_errors_are_summed_up_in_the_order_of_the_page_and_the_title_says_so() -> None:
    html = drawn(EveryKind({"danger": "no", "when-day": "3", "when-year": "2026"}))
    assert "<title>Error: Every kind of question – Hillside Homes</title>" in html
    summary = html[html.index("govuk-error-summary__list") : html.index("<h1")]
    leads = [attrs["href"] for tag, attrs in Elements(summary).all if tag == "a"]
    assert leads == ["#id_what", "#id_name", "#id_when-month", "#id_wanted_0", "#id_language"]


def test_a_fresh_form_has_no_error_summary() -> None:
    html = drawn(EveryKind())
    assert "govuk-error-summary" not in html
    assert "Error:" not in html


def test_an_error_of_the_whole_form_leads_to_its_first_question() -> None:
    class Odd(forms.Form):
        name = forms.CharField(label="Name")

        def clean(self) -> None:
            raise forms.ValidationError("These do not go together")

    assert '<a href="#id_name">These do not go together</a>' in drawn(Odd({"name": "A"}))


def test_what_was_typed_is_kept_and_escaped() -> None:
    html = drawn(EveryKind({"name": "<b>Amina</b>", "what": "it's <script>", "when-month": "Smarch"}))
    assert 'value="&lt;b&gt;Amina&lt;/b&gt;"' in html
    assert "it&#x27;s &lt;script&gt;" in html
    assert 'value="Smarch"' in html
    assert "<script>" not in html.replace("<script src", "")


def test_the_browser_neither_cuts_what_is_typed_nor_speaks_in_our_place() -> None:
    html = drawn(EveryKind())
    assert " maxlength=" not in html
    assert " required" not in html
    assert "novalidate" in html


def test_free_text_has_its_own_direction_and_numbers_theirs() -> None:
    found = Elements(drawn(EveryKind()))
    assert found.by_id("id_what")["dir"] == "auto"
    assert found.by_id("id_name")["dir"] == "auto"
    assert found.by_id("id_email")["dir"] == "ltr"
    assert found.by_id("id_when-day")["dir"] == "ltr"


def test_input_purposes_reach_the_page() -> None:
    found = Elements(drawn(EveryKind()))
    assert found.by_id("id_name")["autocomplete"] == "name"
    assert found.by_id("id_email")["autocomplete"] == "email"
    assert found.by_id("id_phone")["autocomplete"] == "tel"


def test_a_revealed_question_stands_under_its_option_and_nowhere_else() -> None:
    html = drawn(EveryKind())
    assert html.count('id="id_phone"') == 1
    under = html[html.index('id="conditional-id_danger_0"') :]
    assert under.index('id="id_phone"') < under.index('id="id_danger_1"')


def test_the_exclusive_choice_stands_under_a_divider() -> None:
    html = drawn(EveryKind())
    assert html.index("govuk-checkboxes__divider") < html.index('data-behaviour="exclusive"')


def test_an_empty_choice_is_no_radio() -> None:
    class Blank(forms.Form):
        one = forms.ChoiceField(choices=[("", "---"), ("a", "A")], widget=Radios())

    html = drawn(Blank())
    assert "---" not in html
    assert 'id="id_one_0"' in html


def test_a_line_end_counts_once_however_the_browser_sends_it() -> None:
    class Short(forms.Form):
        text = LongText(max_length=3)

    form = Short({"text": "a\r\nb"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "a\nb"


def test_the_counter_has_a_sentence_for_each_plural_of_the_language() -> None:
    with translation.override("ar"):
        html = written("{% fields form %}", form=OneQuestion())
    for category in ("zero", "one", "two", "few", "many", "other"):
        assert f"data-i18n.characters-under-limit.{category}=" in html
    assert html.count("%{count}") >= 12


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("3", "11", "2026"), datetime.date(2026, 11, 3)),
        (("03", "nov", "2026"), datetime.date(2026, 11, 3)),
        (("29", "February", "2024"), datetime.date(2024, 2, 29)),
        ((" 1 ", "Sept", "2026"), datetime.date(2026, 9, 1)),
    ],
)
def test_a_date_is_read(typed: tuple[str, str, str], day: datetime.date) -> None:
    form = Day(dict(zip(("when-day", "when-month", "when-year"), typed, strict=True)))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"] == day


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter the date you called", "day month year"),
        (("", "11", "2026"), "The date you called must include a day", "day"),
        (("3", "", "2026"), "The date you called must include a month", "month"),
        (("3", "", ""), "The date you called must include a month and year", "month year"),
        (("3", "11", "26"), "Year must include 4 numbers", "year"),
        (("32", "11", "2026"), "The date you called must be a real date", "day"),
        (("3", "13", "2026"), "The date you called must be a real date", "month"),
        (("30", "2", "2026"), "The date you called must be a real date", "day month year"),
        (("3", "11", "0026"), "The date you called must be a real date", "year"),
        (("²", "11", "2026"), "The date you called must be a real date", "day"),
    ],
)
def test_a_wrong_date_says_which_part(typed: tuple[str, str, str], message: str, wrong: str) -> None:
    form = Day(dict(zip(("when-day", "when-month", "when-year"), typed, strict=True)))
    assert form.errors["when"] == [message]
    found = Elements(drawn(form))
    marked = [
        part
        for part in ("day", "month", "year")
        if "govuk-input--error" in str(found.by_id(f"id_when-{part}")["class"])
    ]
    assert marked == wrong.split()


def test_an_optional_date_may_be_left_out() -> None:
    class May(forms.Form):
        when = DayField(label="When", called="The date", required=False)

    form = May({})
    assert form.is_valid()
    assert form.cleaned_data["when"] is None


def test_a_date_that_is_there_already_fills_the_boxes() -> None:
    html = drawn(Day(initial={"when": datetime.date(2026, 11, 3)}))
    found = Elements(html)
    assert [found.by_id(f"id_when-{part}").get("value") for part in ("day", "month", "year")] == [
        "3",
        "11",
        "2026",
    ]


def test_a_form_of_files_says_how_to_send_them() -> None:
    assert 'enctype="multipart/form-data"' in drawn(EveryKind())
    assert "enctype" not in drawn(OneQuestion())


def test_hidden_fields_are_there_once_and_without_a_label() -> None:
    class Secret(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput(), initial="k")
        what = forms.CharField(label="What")

    html = drawn(Secret())
    assert html.count('name="key"') == 1
    assert 'for="id_key"' not in html


def test_checkboxes_keep_what_was_ticked() -> None:
    class Ticks(forms.Form):
        wanted = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=Checkboxes())

    found = Elements(drawn(Ticks({"wanted": ["b"]})))
    assert "checked" not in found.by_id("id_wanted_0")
    assert "checked" in found.by_id("id_wanted_1")


class Day(forms.Form):
    title = "A day"
    when = DayField(label="When", called="The date you called", required_message="Enter the date you called")
