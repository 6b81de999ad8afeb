"""The components: what they say, to whom, and that free text stays text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

from django.core.paginator import Paginator
from django.utils import translation

from tests.ui.test_forms import Elements, written

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "putright"


def test_a_button_is_not_sent_twice_by_a_double_click() -> None:
    html = written("{% button 'Send' %}")
    assert '<button type="submit"' in html
    assert 'data-prevent-double-click="true"' in html


def test_a_link_like_a_button_is_a_link() -> None:
    html = written("{% button 'Start now' href='/start/' start=True %}")
    assert html.startswith('<a href="/start/" role="button"')
    assert "aria-hidden" in html


def test_change_links_say_what_they_change() -> None:
    html = written(
        "{% row key='Your name' change='/n/' change_what='your name' %}{{ name|bdi }}{% endrow %}", name="<i>"
    )
    assert 'Change<span class="govuk-visually-hidden"> your name</span>' in html
    assert '<bdi dir="auto">&lt;i&gt;</bdi>' in html


def test_an_empty_answer_says_that_it_was_not_provided() -> None:
    assert "Not provided" in written("{% row key='Phone' %} {% endrow %}")


def test_typed_text_keeps_its_lines_and_no_markup() -> None:
    html = written("{{ text|paragraphs }}", text="one\r\ntwo\r\n\r\n<b>three</b>")
    assert html.count("<p ") == 2
    assert "one<br>two" in html
    assert "&lt;b&gt;three&lt;/b&gt;" in html
    assert html.count('dir="auto"') == 2


def test_codes_and_money_run_left_to_right() -> None:
    assert written("{{ 'K7QM-3XPD'|code }}") == '<bdi dir="ltr" class="putright-code">K7QM-3XPD</bdi>'
    for language in ("en", "pl", "ar", "ro"):
        with translation.override(language):
            assert "£1,250.00<" in written("{{ sum|pounds }}", sum=Decimal("1250"))


def test_a_phone_number_can_be_called() -> None:
    assert 'href="tel:01632960001"' in written("{{ '01632 960 001'|tel }}")


def test_a_warning_says_so_to_those_who_cannot_see_the_sign() -> None:
    html = written("{% warning %}Call 999{% endwarning %}")
    assert '<span class="govuk-visually-hidden">Warning</span>' in html


def test_a_confirmation_is_the_heading_of_its_page() -> None:
    assert '<h1 class="govuk-panel__title">Sent</h1>' in written("{% panel title='Sent' %}K7{% endpanel %}")


def test_a_timeline_entry_is_text_with_its_date() -> None:
    html = written(
        "<ol>{% event title='We visited' on=day who='Priya' %}{% endevent %}</ol>",
        day=datetime.date(2026, 11, 3),
    )
    assert '<time datetime="2026-11-03">Tuesday 3 November 2026</time>' in html
    assert "Priya" in html


def test_pages_keep_the_rest_of_the_query() -> None:
    html = written("{% pagination list %}", list=Paginator(range(90), 10).page(4))
    links = [attrs["href"] for tag, attrs in Elements(html).all if tag == "a"]
    assert all("from=poster" in str(link) for link in links)
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pages() -> None:
    assert written("{% pagination list %}", list=Paginator(range(3), 10).page(1)) == ""


def test_no_template_formats_a_date_by_django_which_would_leak_english() -> None:
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        for filter_ in ("|date", "|time:", "|timesince", "|naturaltime"):
            assert filter_ not in text, f"{path.name} uses {filter_}: use |day, |short_day or |moment of ui"


def test_no_template_carries_a_script_or_a_style_inside() -> None:
    for path in PACKAGE.rglob("templates/**/*.html"):
        # Without the tags, whose comparisons would end an element early.
        markup = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for tag, attrs in Elements(markup).all:
            assert tag != "style", path.name
            assert tag != "script" or "src" in attrs or attrs.get("type") == "application/json", path.name
            assert not [name for name in attrs if name == "style" or name.startswith("on")], path.name
