"""What counts as checked: who, when, which sentences; and a sheet that comes back from somebody without Python."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import polib
import pytest

from putright.cli import review as command
from putright.ui import catalogues, glossary, languages, reviews, sheets

DAY = date(2026, 11, 20)
CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=4; plural=(n==1 ? 0 : n==2 ? 1 : 2);\\n"

#: src/putright/ui/templates/ui/help.html
msgid "Help"
msgstr "Pomoc"

#. critical: what it promises
#: src/putright/complaints/templates/complaints/resident/find.html
msgctxt "find"
msgid "Open it"
msgstr "Otwórz"

#: src/putright/complaints/templates/complaints/resident/case.html
msgid "We must answer by the end of: %(day)s."
msgstr "Odpowiemy najpóźniej: %(day)s."

#: src/putright/complaints/letters/writing.py
msgid "every day"
msgid_plural "every %(days)s days"
msgstr[0] "codziennie"
msgstr[1] "co %(days)s dni"
msgstr[2] "co %(days)s dni"
msgstr[3] "co %(days)s dnia"

#: src/putright/ui/templates/ui/parts/header.html
msgid "Sent"
msgstr ""

#: src/putright/complaints/templates/complaints/staff/queue.html
msgid "Queue"
msgstr ""
"""
PAGE = "---\ntitle: Say it\nsummary: How\n---\n\n## You need not wait\n\nRead [more](page:danger) in {days} days.\n"
PAGE_PL = (
    "---\ntitle: Powiedz\nsummary: Jak\n---\n\n"
    "## Nie musisz czekać\n\nCzytaj [więcej](page:danger) w {days} dni.\n"
)


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small package of its own: one catalogue in Polish and one page of guidance."""
    locale, guidance = tmp_path / "locale", tmp_path / "guidance"
    po = locale / "pl" / "LC_MESSAGES" / "django.po"
    for file, text in (
        (po, CATALOGUE.lstrip()),
        (guidance / "en" / "01-say.md", PAGE),
        (guidance / "pl" / "01-say.md", PAGE_PL),
    ):
        file.parent.mkdir(parents=True)
        file.write_text(text, "utf-8")
    monkeypatch.setattr(catalogues, "LOCALE", locale)
    monkeypatch.setattr(languages, "LOCALE", locale)
    monkeypatch.setattr(reviews, "GUIDANCE", guidance)
    languages.checked.cache_clear()
    yield tmp_path
    languages.checked.cache_clear()


def item(english: str) -> reviews.Item:
    return next(one for one in reviews.state("pl").items if english in one.english)


def sheet() -> list[dict[str, str]]:
    """What would be handed out, as rows."""
    state = reviews.state("pl")
    return list(csv.DictReader(io.StringIO(sheets.as_csv(state, state.items).removeprefix("\ufeff"))))


def sent_back(rows: list[dict[str, str]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    held = io.StringIO()
    writer = csv.DictWriter(held, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode(encoding)


def take_in(
    rows: list[dict[str, str]], who: str = "Ola Nowak", *, on: date = DAY, write: bool = True
) -> sheets.Report:
    return sheets.take_in(
        "pl", sheets.read(sent_back(rows)), reviewer=who, role="translator", on=on, write=write
    )


def marked(english: str, **written: str) -> list[dict[str, str]]:
    """The sheet with one sentence's rows marked."""
    rows = [row for row in sheet() if english in row[sheets.ENGLISH] or english in row[sheets.KEY]]
    assert rows, english
    return [
        {**row, **{getattr(sheets, name.upper()): text for name, text in written.items()}} for row in rows
    ]


def everything_right() -> list[dict[str, str]]:
    return [{**row, sheets.RIGHT: "yes"} for row in sheet() if row[sheets.TRANSLATION]]


def test_what_is_to_be_checked_is_what_residents_read() -> None:
    found = reviews.state("pl").items
    assert [one.english.split("\n")[0] for one in found] == [
        "Help",
        "Open it",
        "We must answer by the end of: %(day)s.",
        "every day",
        "Sent",
        "---",
        "## You need not wait",
        "Read [more](page:danger) in {days} days.",
    ]
    assert {one.english for one in found if one.critical} == {
        "Open it",
        "We must answer by the end of: %(day)s.",
    }
    assert item("Open it").where == "Resident’s page: find"
    assert item("Read").where == "Guidance: say"


def test_nothing_is_checked_until_somebody_did() -> None:
    state = reviews.state("pl")
    assert (state.checked, state.critical_checked, state.complete) == (0, 0, False)
    # What matters most comes first.
    assert [one.critical for one in state.unreviewed[:3]] == [True, True, False]
    assert languages.language("pl").draft


def test_a_sentence_is_checked_by_who_said_yes_and_a_critical_one_by_two() -> None:
    take_in(everything_right())
    state = reviews.state("pl")
    assert (state.checked, state.critical_checked) == (7, 0)
    assert state.people(item("Help")) == ("Ola Nowak",)
    assert state.needs(item("Open it")) == 1
    # The same person a second time, spelt another way, is no second person.
    take_in(everything_right(), who="ola  NOWAK", on=date(2026, 11, 21))
    assert reviews.state("pl").critical_checked == 0
    take_in(everything_right(), who="Piotr Lis")
    assert reviews.state("pl").critical_checked == 2
    # "Sent" has no translation: the language is not complete.
    assert [one.english for one in reviews.state("pl").unreviewed] == ["Sent"]
    assert not languages.checked("pl")


def test_a_language_is_no_draft_once_everything_is_checked() -> None:
    for who in ("Ola Nowak", "Piotr Lis"):
        take_in(everything_right(), who=who)
    take_in(marked("Sent", better="Wysłano"))
    assert reviews.state("pl").complete
    languages.checked.cache_clear()
    assert not languages.language("pl").draft
    assert languages.language("pl") in languages.offered(["pl"])


@pytest.mark.parametrize(
    ("old", "new"), [("Pomoc", "Wsparcie"), ('msgid "Help"', 'msgid "Help us"'), ("czekać", "zwlekać")]
)
def test_a_changed_source_or_translation_loses_its_review(old: str, new: str, package: Path) -> None:
    take_in(everything_right())
    before = reviews.state("pl").checked
    for file in package.rglob("*.po"), package.rglob("pl/*.md"):
        for one in file:
            one.write_text(one.read_text("utf-8").replace(old, new), "utf-8")
    assert reviews.state("pl").checked == before - 1


def test_a_better_text_goes_where_the_translation_stands(package: Path) -> None:
    report = take_in(
        [
            *marked("Help", better="Uzyskaj pomoc"),
            *marked("You need not wait", better="## Nie trzeba czekać"),
        ]
    )
    assert [one.what for one in report.rows] == [sheets.CORRECTED, sheets.CORRECTED]
    kept = polib.pofile(str(catalogues.path_of("pl")))
    assert kept.find("Help").msgstr == "Uzyskaj pomoc"
    assert "## Nie trzeba czekać\n\nCzytaj" in (package / "guidance/pl/01-say.md").read_text("utf-8")
    # Who wrote it has checked it.
    assert reviews.state("pl").people(item("Help")) == ("Ola Nowak",)
    assert reviews.state("pl").people(item("You need not wait")) == ("Ola Nowak",)


def test_without_writing_nothing_changes(package: Path) -> None:
    before = {file: file.read_bytes() for file in package.rglob("*") if file.is_file()}
    report = take_in(marked("Help", better="Uzyskaj pomoc"), write=False)
    assert report.count(sheets.CORRECTED) == 1
    assert {file: file.read_bytes() for file in package.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("english", "better", "says"),
    [
        ("We must answer", "Odpowiemy.", "does not have the same placeholders"),
        ("We must answer", "Odpowiemy do: %(day)s, w 3 dni.", "does not have the same numbers"),
        ("Help", "Помощь", "Cyrillic letters"),
        ("Help", "<b>Pomoc</b>", "does not have the same tags"),
        ("You need not wait", "Nie musisz czekać", "must begin its lines as the English does"),
        ("Read [more]", "Czytaj [więcej](https://example.org) w {days} dni.", "must have the same links"),
        ("Read [more]", "Czytaj [więcej](page:danger).", "does not have the same placeholders"),
        ("Read [more]", "Czytaj [więcej](page:danger)\n\nw {days} dni.", "must be one part"),
        ("You need not wait", "## Twoja reklamacja", "'reklamacj'"),
    ],
)
def test_a_better_text_that_cannot_stand_is_named_by_its_row_and_fault(
    english: str, better: str, says: str
) -> None:
    rows = marked(english, better=better)
    report = take_in(rows)
    assert [one.what for one in report.rows] == [sheets.REFUSED]
    assert says in str(report.rows[0])
    assert str(report.rows[0]).startswith("Row 2: not taken: It ")
    assert reviews.state("pl").checked == 0


def test_a_row_whose_translation_changed_meanwhile_is_looked_at_again() -> None:
    rows = marked("Help", right="yes")
    take_in(marked("Help", better="Wsparcie"), who="Piotr Lis")
    report = take_in(rows)
    assert "changed since this sheet was made" in str(report.rows[0])
    assert reviews.state("pl").people(item("Help")) == ("Piotr Lis",)


def test_a_row_that_is_used_no_more_or_was_damaged_says_so() -> None:
    gone = {**sheet()[0], sheets.KEY: "0123456789ab/0", sheets.RIGHT: "yes"}
    damaged = {**sheet()[1], sheets.KEY: sheet()[1][sheets.KEY].replace("/0", "/7"), sheets.RIGHT: "yes"}
    unclear = {**sheet()[2], sheets.RIGHT: "maybe"}
    empty = {**next(row for row in sheet() if row[sheets.ENGLISH] == "Sent"), sheets.RIGHT: "yes"}
    said = [str(one) for one in take_in([gone, damaged, unclear, empty]).rows]
    assert "not used any more" in said[0]
    assert "its key was changed" in said[1]
    assert "'maybe' is neither yes nor no" in said[2]
    assert "no translation to be right" in said[3]
    assert reviews.state("pl").checked == 0
    assert not reviews.path_of("pl").exists()


def test_a_sentence_that_counts_is_checked_with_all_its_forms() -> None:
    rows = [row for row in sheet() if row[sheets.FORM]]
    assert rows[0][sheets.FORM] == "for 1"
    assert len(rows) == 4
    part = [{**row, sheets.RIGHT: "yes"} for row in rows[:3]]
    assert any("other forms are not marked" in str(one) for one in take_in(part).rows)
    assert not reviews.state("pl").people(item("every day"))
    take_in([{**row, sheets.RIGHT: "yes"} for row in rows])
    assert reviews.state("pl").people(item("every day")) == ("Ola Nowak",)


def test_who_finds_it_wrong_takes_the_check_away_until_the_text_is_another() -> None:
    take_in(everything_right())
    take_in(marked("Help", right="no", remark="Too cold"), who="Piotr Lis", on=date(2026, 11, 21))
    assert reviews.state("pl").people(item("Help")) == ()
    assert item("Help") in reviews.state("pl").unreviewed
    assert reviews.reviews("pl")[-1].remarks == ((item("Help").key, "Too cold"),)
    # What nobody else changed, the same person may come round to.
    take_in(marked("Help", right="yes"), who="Piotr Lis", on=date(2026, 11, 22))
    assert reviews.state("pl").people(item("Help")) == ("Ola Nowak", "Piotr Lis")


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), (",", "utf-8")]
)
def test_a_sheet_is_read_however_a_spreadsheet_saved_it(delimiter: str, encoding: str) -> None:
    rows = marked("Open it", better="Otwórz ją")
    found = sheets.read(sent_back(rows, delimiter=delimiter, encoding=encoding))
    assert [(one.better, one.shown) for one in found] == [("Otwórz ją", "Otwórz")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("Otwórz".encode("cp1250"), "Save the sheet as CSV UTF-8"),
        (b"", "The file is empty"),
        (b"a,b\n1,2\n", "Keep the first row as it was"),
        (b'"a,b\n', "The file is no CSV"),
        (b"x" * (sheets.MOST_BYTES + 1), "larger than 20 MB"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(sheets.NotASheet, match=says):
        sheets.read(data)


def test_names_and_remarks_of_any_kind_are_kept_as_they_were(package: Path) -> None:
    odd = 'Zoë "Z" \\ O’Neil\n[[review]] عائشہ 😀'
    one = reviews.Review(odd, "x = 1", DAY, frozenset({"aa"}), frozenset({"bb"}), (("key", odd),))
    reviews.path_of("pl").write_text(reviews.written([one, replace(one, reviewer="B")]), "utf-8")
    assert reviews.reviews("pl")[0] == one


def test_a_review_without_a_name_is_an_error() -> None:
    one = reviews.Review(" ", "x", DAY, frozenset())
    reviews.path_of("pl").write_text(reviews.written([one]), "utf-8")
    with pytest.raises(ValueError, match="lacks its reviewer"):
        reviews.reviews("pl")


def test_the_page_to_print_shows_each_language_in_its_own_direction() -> None:
    html = sheets.as_html(replace(reviews.state("pl"), code="ur"), reviews.state("pl").items)
    assert '<td lang="ur" dir="rtl">Pomoc</td>' in html
    assert "<script" not in html


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pl.csv"
    who = ["--reviewer", "Ola Nowak", "--role", "translator"]
    assert command.run(["export", "pl", str(tmp_path / "pl.xls")]) == 2
    assert "Give one that ends in .csv or .html" in capsys.readouterr().err
    assert command.run(["export", "pl", str(file), "--critical"]) == 0
    assert "2 to check, 2 of them by two people." in capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    file.write_bytes(sent_back([{**row, sheets.RIGHT: "yes"} for row in rows]))
    assert command.run(["import", "pl", str(file), *who, "--check"]) == 0
    assert (
        "2 right, 0 corrected, 0 wrong, 0 not taken, 0 left. Nothing was changed." in capsys.readouterr().out
    )
    assert not reviews.path_of("pl").exists()
    assert command.run(["import", "pl", str(file), *who, "--on", "2026-11-20"]) == 0
    capsys.readouterr()
    assert command.run(["export", "pl", str(file), "--critical", "--reviewer", "ola nowak"]) == 0
    assert "0 to check" in capsys.readouterr().out
    assert command.run(["import", "pl", str(tmp_path / "none.csv"), *who]) == 2
    assert command.run(["import", "pl", str(file), *who, "--on", "2999-01-01"]) == 2
    assert "which is to come" in capsys.readouterr().err
    shutil.copyfile(catalogues.path_of("pl"), tmp_path / "kept.po")


def test_every_language_has_a_state_and_its_sentences_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the catalogues as they are: keys and digests tell all sentences apart."""
    monkeypatch.undo()
    for code in catalogues.TRANSLATED:
        state = reviews.state(code)
        assert len({one.key for one in state.items}) == len(state.items)
        assert len({one.digest for one in state.items}) == len(state.items)
        assert state.critical >= 100
        assert all(one.where for one in state.items)


def test_guidance_keeps_to_the_glossary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = [
        f"{code} {one.page}: {fault} [{one.english[:60]}]"
        for code in glossary.LANGUAGES
        for one in reviews.items(code)
        if one.page and one.filled
        for fault in glossary.departures(code, one.english, one.texts[0], running=True)
    ]
    assert not found, "\n".join(found)
