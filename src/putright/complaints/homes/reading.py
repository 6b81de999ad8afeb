"""A landlord's list of homes as a file: CSV, read row by row (docs/formats/homes.md), without a database.

A file that cannot be read at all raises `FileRefused`; a row that cannot be taken comes as a `RowRefused` in its place.
Each holds one sentence that says what to do, and none repeats what stands in the row but the reference.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

REQUIRED = ("reference", "line_1", "postcode")
OPTIONAL = ("line_2", "town", "service_area")
COLUMNS = ("reference", "line_1", "line_2", "town", "postcode", "service_area")
MOST = {
    "reference": 80,
    "line_1": 200,
    "line_2": 200,
    "town": 100,
    "postcode": 10,
    "service_area": 100,
}
LONGEST_LINE = 100_000
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
# What stands at the beginning of files that are no CSV in UTF-8.
_OTHERS = (
    (b"PK\x03\x04", "The file is a workbook, not CSV: in the spreadsheet choose Save as, CSV UTF-8."),
    (b"\xd0\xcf\x11\xe0", "The file is a workbook, not CSV: in the spreadsheet choose Save as, CSV UTF-8."),
    (b"\xff\xfe", "The file is UTF-16, not UTF-8: save it as CSV UTF-8."),
    (b"\xfe\xff", "The file is UTF-16, not UTF-8: save it as CSV UTF-8."),
    (b"%PDF", "The file is a PDF, not CSV: export the list of homes as CSV UTF-8."),
)


class FileRefused(ValueError):
    """A file of which no row can be taken. str() is one sentence that says what to do next."""


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One home as the file gives it, its postcode written in one way."""

    line: int
    reference: str
    line_1: str
    line_2: str
    town: str
    postcode: str
    service_area: str

    @property
    def values(self) -> tuple[str, ...]:
        """What may change about a home, in the order of COLUMNS after the reference."""
        return self.line_1, self.line_2, self.town, self.postcode, self.service_area


@dataclass(frozen=True, slots=True)
class RowRefused:
    """A row that is not taken, and why. `reference` is empty where it has none."""

    line: int
    reference: str
    why: str


def tidy_postcode(typed: str) -> str:
    """A postcode in capitals with one space before its last three characters; empty where it is none."""
    tight = "".join(typed.upper().split())
    return f"{tight[:-3]} {tight[-3:]}" if _POSTCODE.fullmatch(tight) else ""


def read_homes(file: BinaryIO) -> Iterator[HomeRow | RowRefused]:
    """The rows of a list of homes, in order, with the lines they begin on. Reads as it goes: the file may be huge.

    Takes UTF-8 with or without a byte order mark, line ends of Windows or Unix, and commas, semicolons or tabs between
    the fields.
    Raises FileRefused where the file is empty, of another kind or encoding, or lacks a column.
    """
    lines = _Lines(file)
    first = next(lines, "")
    if not first.strip():
        raise FileRefused("The file is empty: give a CSV file whose first line names its columns.")
    delimiter = next((one for one in (",", ";", "\t") if one in first), ",")
    names = _names(next(csv.reader([first], delimiter=delimiter)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    seen: dict[str, int] = {}
    while True:
        line = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused(
                f"From line {line} on the file cannot be read: a quotation mark is opened or closed in the wrong "
                "place, or a field is too long. Mend that line and import the file again."
            ) from None
        if not any(cell.strip() for cell in cells):
            continue
        row = _row(line, names, cells)
        if isinstance(row, HomeRow):
            before = seen.setdefault(row.reference, line)
            if before != line:
                row = RowRefused(
                    line,
                    row.reference,
                    f"The reference stands on line {before} already: keep one of the two rows.",
                )
        elif row.reference:
            seen.setdefault(row.reference, line)
        yield row


class _Lines(Iterator[str]):
    """The lines of a file as text; FileRefused at the first that is no UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.number = 0

    def __next__(self) -> str:
        raw = self._file.readline(LONGEST_LINE)
        if not raw:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            for beginning, sentence in _OTHERS:
                if raw.startswith(beginning):
                    raise FileRefused(sentence)
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            raise FileRefused(
                f"Line {self.number} has no end within {LONGEST_LINE:,} characters: export the list anew as CSV UTF-8."
            )
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            raise FileRefused(f"Line {self.number} is not UTF-8: save the file as CSV UTF-8.") from None
        if "\x00" in text:
            raise FileRefused(
                f"Line {self.number} has a null character in it: export the file anew as CSV UTF-8."
            )
        return text


def _names(header: list[str]) -> list[str]:
    names = ["_".join(one.strip().lower().replace("-", " ").split()) for one in header]
    missing = [one for one in REQUIRED if one not in names]
    if missing:
        raise FileRefused(
            f"The first line lacks the column {' and '.join(missing)}: name the columns {', '.join(COLUMNS)}."
        )
    twice = [one for one in COLUMNS if names.count(one) > 1]
    if twice:
        raise FileRefused(f"The first line names the column {' and '.join(twice)} twice: keep one.")
    return names


def _row(line: int, names: list[str], cells: list[str]) -> HomeRow | RowRefused:
    given = {
        name: " ".join(cell.split()) for name, cell in zip(names, cells, strict=False) if name in COLUMNS
    }
    reference = given.get("reference", "")

    def refused(why: str) -> RowRefused:
        return RowRefused(line, reference[:80], why)

    if len(cells) > len(names):
        return refused(
            f"The row has {len(cells)} fields for {len(names)} columns: put a field with a comma in quotation marks."
        )
    missing = [name for name in REQUIRED if not given.get(name)]
    if missing:
        return refused(f"The row has nothing in {' and '.join(missing)}: fill it in.")
    long = [name for name in COLUMNS if len(given.get(name, "")) > MOST[name] and name != "postcode"]
    if long:
        return refused(f"The row has more than {MOST[long[0]]} characters in {long[0]}: shorten it.")
    postcode = tidy_postcode(given["postcode"])
    if not postcode:
        return refused("The postcode is no full UK postcode: write it like ZZ1 1AA.")
    return HomeRow(
        line,
        reference,
        given["line_1"],
        given.get("line_2", ""),
        given.get("town", ""),
        postcode,
        given.get("service_area", ""),
    )
