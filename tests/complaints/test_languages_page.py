"""What an administrator reads of translations: how far each language is, what waits, and the sheet for a reviewer."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import override_settings

from putright.ui import reviews, sheets
from tests.cast import Cast, make_cast
from tests.complaints.desk import at_desk, page

pytestmark = pytest.mark.django_db
AT = "/meadowbank/en/staff/languages/"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def row_of(html: str, language: str) -> str:
    """The table's row of a language, in words alone."""
    start = html.index(f">{language}</a>")
    return " ".join(html[start : html.index("</tr>", start)].split())


def test_each_language_says_whether_residents_see_it_and_what_waits(cast: Cast) -> None:
    with at_desk(cast.admin, "2026-11-12") as client:
        with override_settings(PUTRIGHT_DRAFT_LANGUAGES=True):
            html = page(client, AT)
        assert "Shown as a draft" in row_of(html, "Urdu")
        assert "Not chosen by us" in row_of(html, "Polish")
        figures = reviews.figures("ur")
        assert f"{figures.filled}%" in row_of(html, "Urdu")
        assert f"{figures.critical_checked} of {figures.critical}" in row_of(html, "Urdu")
        with override_settings(PUTRIGHT_DRAFT_LANGUAGES=False):
            assert "Not shown: not checked" in row_of(page(client, AT), "Urdu")


def test_what_waits_is_shown_with_its_place_and_what_it_needs(cast: Cast) -> None:
    with at_desk(cast.officer, "2026-11-12") as client:
        html = page(client, f"{AT}ur/")
        assert "Nobody yet" in html
        # What two people must check comes first.
        assert html.count("Needs two people") == 50
        assert 'lang="ur" dir="rtl"' in html
        critical = page(client, f"{AT}ur/?only=critical&page=9999")
        assert "Needs one person" not in critical
        assert page(client, f"{AT}ur/?page=nonsense")
        for unknown in ("en", "fr", "ur-pk"):
            assert client.get(f"{AT}{unknown}/").status_code == 404
            assert client.get(f"{AT}{unknown}/sheet/").status_code == 404


def test_the_sheet_can_be_worked_on_and_taken_in(cast: Cast) -> None:
    with at_desk(cast.admin, "2026-11-12") as client:
        answer = client.get(f"{AT}ur/sheet/")
    assert answer["Content-Disposition"] == 'attachment; filename="putright-ur.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) >= reviews.figures("ur").waiting
    first = next(row for row in rows if row[sheets.TRANSLATION])
    held = io.StringIO()
    writer = csv.DictWriter(held, sheets.COLUMNS)
    writer.writeheader()
    writer.writerow({**first, sheets.RIGHT: "yes"})
    report = sheets.take_in(
        "ur",
        sheets.read(held.getvalue().encode()),
        reviewer="Amna Malik",
        role="interpreter",
        on=date(2026, 11, 12),
        write=False,
    )
    assert report.count(sheets.APPROVED) == 1


def test_a_page_of_languages_asks_the_database_for_nothing_of_its_own(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    with at_desk(cast.admin, "2026-11-12") as client:
        page(client, AT)
        with django_assert_max_num_queries(10):  # type: ignore[operator]  # the session, the person, the roles
            page(client, f"{AT}ur/")
