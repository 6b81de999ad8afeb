"""The sheet on which a native reviewer works: made from a language's state, read back row by row.

A sheet is CSV, which every spreadsheet program opens; or HTML, to be read or printed. A row is one sentence, one plural
form of it, or one part of a page of guidance. Whoever checks writes "yes" beside what is right, or a better text into
the column for it; nothing else in a sheet is read. A row that cannot be taken says why and is left as it was.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from gettext import c2py

import polib
from django.utils.html import escape

from . import catalogues, glossary, reviews
from .languages import Language, language
from .reviews import Item, Review, State

NUMBER, KEY, TWO, WHERE, ENGLISH, FORM, TRANSLATION = (
    "No.",
    "Key (leave as it is)",
    "Two people",
    "Where it is seen",
    "English",
    "Form",
    "Translation",
)
RIGHT, BETTER, REMARK = "Right? (yes or no)", "Better translation", "Remark"
TERMS, NOTE, CHECKED = "Words that we always use", "Note", "Checked by"
COLUMNS = (
    NUMBER,
    KEY,
    TWO,
    WHERE,
    ENGLISH,
    FORM,
    TRANSLATION,
    RIGHT,
    BETTER,
    REMARK,
    TERMS,
    NOTE,
    CHECKED,
)
YES = frozenset({"yes", "y", "ok", "x", "✓", "✔", "1", "true"})
NO = frozenset({"no", "n", "0", "false"})
MOST_BYTES = 20 * 1024 * 1024
_LINK = re.compile(r"\]\(([^)]*)\)")
_MARKUP = re.compile(r"^(#{1,6}\s|[-*]\s|\d+\.\s|:::|---)", re.MULTILINE)
_FRONT = re.compile(r"^(title|summary|keywords):", re.MULTILINE)


class NotASheet(ValueError):
    """The file cannot be read as a sheet; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a reviewer wrote into one row."""

    number: int
    key: str
    form: int
    shown: str
    right: str
    better: str
    remark: str


@dataclass(frozen=True, slots=True)
class Said:
    """What became of one row, for the report."""

    number: int
    what: str
    why: str = ""
    english: str = ""

    def __str__(self) -> str:
        return f"Row {self.number}: {self.what}{': ' + self.why if self.why else ''}" + (
            f" [{self.english[:70]}]" if self.english else ""
        )


REFUSED, CORRECTED, APPROVED, WRONG, LEFT = "not taken", "corrected", "right", "wrong", "left"


@dataclass
class Report:
    """What became of a sheet: a line for each row in which something was written."""

    rows: list[Said] = field(default_factory=list)
    review: Review | None = None

    def add(self, row: Row, what: str, why: str = "", english: str = "") -> None:
        self.rows.append(Said(row.number, what, why, english))

    def count(self, what: str) -> int:
        return sum(one.what == what for one in self.rows)


# Making a sheet


def rows_of(state: State, wanted: Iterable[Item]) -> Iterator[dict[str, str]]:
    """The rows of a sheet, as its columns name them."""
    number = 0
    for item in wanted:
        for form, text in enumerate(item.texts):
            number += 1
            yield {
                NUMBER: str(number),
                KEY: f"{item.key}/{form}",
                TWO: "two people" if item.critical else "",
                WHERE: item.where,
                ENGLISH: item.plural if item.plural and form else item.english,
                FORM: form_said(state.code, form) if item.plural else "",
                TRANSLATION: text,
                RIGHT: "",
                BETTER: "",
                REMARK: "",
                TERMS: "; ".join(
                    f"{term.en}: {term.renderings[state.code]}" for term in glossary.terms_in(item.english)
                ),
                NOTE: " ".join(
                    filter(None, [f"({item.context})" if item.context else "", item.note.replace("\n", " ")])
                ),
                CHECKED: ", ".join(state.people(item)),
            }


def as_csv(state: State, wanted: Iterable[Item]) -> str:
    """The sheet as CSV, for any spreadsheet program; with the mark by which Excel knows that it is UTF-8."""
    held = io.StringIO()
    writer = csv.DictWriter(held, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows_of(state, wanted))
    return "\ufeff" + held.getvalue()


def as_html(state: State, wanted: Iterable[Item]) -> str:
    """The sheet as one page to read or print: English beside its translation, each in its own direction."""
    whose = language(state.code)
    shown = (NUMBER, TWO, WHERE, ENGLISH, FORM, TRANSLATION, TERMS, NOTE)
    lines = [
        '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">',
        f"<title>{escape(whose.english)}: translations to check</title>",
        "<style>body{font-family:sans-serif}table{border-collapse:collapse}th,td{border:1px solid #666;padding:.3rem;"
        "vertical-align:top;text-align:start;white-space:pre-wrap}[lang=ur]{line-height:2}</style></head><body>",
        f"<h1>{escape(whose.english)}: translations to check</h1><table><thead><tr>",
        *(f'<th scope="col">{escape(name)}</th>' for name in shown),
        "</tr></thead><tbody>",
    ]
    for row in rows_of(state, wanted):
        cells = "".join(_cell(name, row[name], whose) for name in shown)
        lines.append(f"<tr>{cells}</tr>")
    return "\n".join([*lines, "</tbody></table></body></html>", ""])


def _cell(name: str, text: str, whose: Language) -> str:
    mark = f' lang="{whose.bcp47}" dir="{whose.dir}"' if name == TRANSLATION else ""
    return f"<td{mark}>{escape(text)}</td>"


@cache
def form_said(code: str, form: int) -> str:
    """For which numbers a plural form is, by example: "1", "2, 3, 4, 22 …"."""
    rule: Callable[[int], int] = c2py(catalogues.plural_rule(code))
    numbers = [number for number in range(131) if rule(number) == form]
    return "for " + ", ".join(map(str, numbers[:4])) + (" …" if len(numbers) > 4 else "")


# Reading a sheet


def read(data: bytes) -> list[Row]:
    """The rows of a CSV sheet in which somebody wrote something. Raises NotASheet."""
    if len(data) > MOST_BYTES:
        raise NotASheet(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Give the sheet itself.")
    text = _decoded(data)
    if not text.strip():
        raise NotASheet("The file is empty. Give the sheet itself.")
    first = text.split("\n", 1)[0]
    divided_by = max(",;\t", key=first.count)
    csv.field_size_limit(MOST_BYTES)
    try:
        found = list(csv.DictReader(io.StringIO(text), delimiter=divided_by, strict=True))
    except csv.Error as error:
        raise NotASheet(f"The file is no CSV ({error}). Save the sheet as CSV UTF-8.") from None
    lacking = [name for name in (KEY, TRANSLATION, RIGHT, BETTER) if not found or name not in found[0]]
    if lacking:
        raise NotASheet(f"The sheet has no column {lacking[0]!r}. Keep the first row as it was.")
    rows = []
    for number, one in enumerate(found, start=2):
        row = _row(number, one)
        if row.right or row.better or row.remark:
            rows.append(row)
    return rows


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotASheet(
            "The file is not in UTF-8, so its letters are lost. Save the sheet as CSV UTF-8."
        ) from None


def _row(number: int, one: dict[str, str | None]) -> Row:
    def said(name: str) -> str:
        return (one.get(name) or "").strip()

    key, _sep, form = said(KEY).partition("/")
    return Row(
        number=number,
        key=key,
        form=int(form) if form.isascii() and form.isdigit() else -1,
        shown=_lines(one.get(TRANSLATION) or ""),
        right=said(RIGHT).casefold(),
        better=_lines(said(BETTER)),
        remark=said(REMARK),
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# Taking it in


def take_in(code: str, rows: Iterable[Row], *, reviewer: str, role: str, on: date, write: bool) -> Report:
    """Takes a reviewer's rows into the language: better texts into its catalogue and pages, the rest into its reviews.

    `write` False only reports. A row whose text changed since the sheet was made, whose better text lacks what the
    English has, or that says neither yes nor no, is not taken and says so.
    """
    report = Report()
    present = {item.key: item for item in reviews.items(code)}
    by_item: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.key in present:
            by_item[row.key].append(row)
        else:
            report.add(row, LEFT, "this sentence is not used any more, or its English changed")
    texts: dict[str, tuple[str, ...]] = {}
    right, wrong, remarks = set(), set(), []
    for key, found in by_item.items():
        item = present[key]
        remarks += [(key, row.remark) for row in found if row.remark]
        judged = _judged(code, item, found, report)
        if judged is None:
            continue
        if judged != item.texts:
            texts[key] = judged
        if any(one.right in NO and not one.better for one in found):
            wrong.add(item.digest)
        elif {row.form for row in found if row.right or row.better} == set(range(len(item.texts))):
            right.add(_digest(item, judged))
        else:
            report.add(found[0], LEFT, "its other forms are not marked, so it does not count", item.english)
    report.rows.sort(key=lambda one: one.number)
    if right or wrong or remarks:
        report.review = Review(reviewer, role, on, frozenset(right), frozenset(wrong), tuple(remarks))
    if write:
        _write(code, present, texts, report.review)
    return report


def _judged(code: str, item: Item, found: list[Row], report: Report) -> tuple[str, ...] | None:
    """The item's texts after these rows; None where one of them cannot be taken."""
    texts, fine = list(item.texts), True
    for row in found:
        if not 0 <= row.form < len(texts):
            report.add(row, REFUSED, "its key was changed", item.english)
            fine = False
        elif row.shown.strip() != texts[row.form].strip():
            report.add(row, REFUSED, "the translation changed since this sheet was made", item.english)
            fine = False
        elif row.better:
            fine = _better(code, item, row, texts, report) and fine
        elif row.right in YES:
            if texts[row.form]:
                report.add(row, APPROVED)
            else:
                report.add(row, REFUSED, "there is no translation to be right; write one", item.english)
                fine = False
        elif row.right in NO:
            report.add(
                row, WRONG, "it counts as checked by nobody until its text is another one", item.english
            )
        elif row.right:
            report.add(row, REFUSED, f"{row.right!r} is neither yes nor no", item.english)
            fine = False
        else:
            report.add(row, LEFT, "a remark alone", row.remark)
    return tuple(texts) if fine else None


def _better(code: str, item: Item, row: Row, texts: list[str], report: Report) -> bool:
    faults = list(faults_of(code, item, row.form, row.better))
    if faults:
        report.add(row, REFUSED, " ".join(f"It {one}" for one in faults), item.english)
        return False
    texts[row.form] = _with_spaces_of(item.english, row.better)
    report.add(row, CORRECTED, "", item.english)
    return True


def _with_spaces_of(english: str, text: str) -> str:
    """A spreadsheet loses the spaces around a text; the English says which belong there."""
    before = english[: len(english) - len(english.lstrip())]
    after = english[len(english.rstrip()) :]
    return f"{before}{text.strip()}{after}"


def faults_of(code: str, item: Item, form: int, text: str) -> Iterator[str]:
    """What keeps a text from being the translation, in words that follow "It"."""
    text = _with_spaces_of(item.english, text)
    if item.page:
        yield from _faults_of_part(item.english, text)
        yield from catalogues.differences(code, item.english, text, running=True)
        return
    sources = [item.plural, item.english] if item.plural else [item.english]
    yield from min((list(catalogues.differences(code, one, text)) for one in sources), key=len)


def _faults_of_part(english: str, text: str) -> Iterator[str]:
    if _MARKUP.findall(english) != _MARKUP.findall(text) or _FRONT.findall(english) != _FRONT.findall(text):
        yield "must begin its lines as the English does, with the same #, - or ::: signs."
    if sorted(_LINK.findall(english)) != sorted(_LINK.findall(text)):
        yield "must have the same links, between the same round brackets."
    if re.search(r"\n\s*\n", text):
        yield "must be one part, without an empty line."


def _digest(item: Item, texts: tuple[str, ...]) -> str:
    if item.page:
        return reviews.digest_of("guidance", item.page, item.english, texts[0])
    return reviews.digest_of("sentence", item.context, item.english, item.plural, *texts)


def _write(
    code: str, present: dict[str, Item], texts: dict[str, tuple[str, ...]], review: Review | None
) -> None:
    sentences = {key: found for key, found in texts.items() if not present[key].page}
    if sentences:
        _write_sentences(code, [(present[key], found) for key, found in sentences.items()])
    for key, found in texts.items():
        if present[key].page:
            _write_part(code, present[key], found[0])
    if review:
        file = reviews.path_of(code)
        file.write_text(reviews.written([*reviews.reviews(code), review]), encoding="utf-8")


def _write_sentences(code: str, changed: list[tuple[Item, tuple[str, ...]]]) -> None:
    path = catalogues.path_of(code)
    catalogue = polib.pofile(str(path), wrapwidth=110)
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    for item, texts in changed:
        entry = entries[(item.context, item.english)]
        if item.plural:
            entry.msgstr_plural = dict(enumerate(texts))
        else:
            entry.msgstr = texts[0]
    path.write_text(str(catalogue), encoding="utf-8")


def _write_part(code: str, item: Item, text: str) -> None:
    file = reviews.GUIDANCE / code / item.page
    parts = reviews.parts_of(file.read_text(encoding="utf-8"))
    parts[item.part] = text
    file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
