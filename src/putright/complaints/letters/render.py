"""Makes a letter's PDF with typst. A program of its own: JSON on standard input, PDF on standard output.

It imports neither Django nor anything else of ours, so that it starts fast and typst's memory never comes
into a web worker. Its exit code is 0 with a PDF, 2 where the content is no letter, 3 where typst could
not set it.

A PDF/UA-1 file may hold no letter that its fonts cannot draw. An emoji is therefore written as its name in
brackets, any other character without a shape as a box, with a line at the end that says so.
"""

from __future__ import annotations

import functools
import json
import os
import re
import struct
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("letter.typ")
# The asset build puts the merged Noto families into its folder `fonts` (PUTRIGHT_ASSETS moves it).
ASSETS = Path(__file__).resolve().parents[4] / "build" / "assets"
SANS = ("Noto Sans", "Noto Naskh Arabic", "Noto Sans Bengali", "Noto Sans Gurmukhi", "Noto Nastaliq Urdu")
URDU = ("Noto Nastaliq Urdu", "Noto Sans", "Noto Naskh Arabic", "Noto Sans Bengali", "Noto Sans Gurmukhi")
LAST_RESORT = ("DejaVu Sans", "Libertinus Serif", "DejaVu Sans Mono")
# A word longer than this gets places to break, else it would run off the page.
LONGEST_WORD = 40
BOX = "\u25a1"
# No font draws these, and none needs to: joiners, spaces without width, direction marks, line ends.
SHAPELESS = frozenset("\n\t\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff")


class NotALetter(Exception):
    """What came is not the content of a letter."""


class Typesetter:
    """Typst with its fonts read and its template parsed, kept for many letters. For one thread at a time."""

    def __init__(self, fonts: Path) -> None:
        own = sorted(fonts.glob("*.ttf")) + sorted(fonts.glob("*.otf")) if fonts.is_dir() else []
        # Where the assets are not built yet, the machine's own fonts have to do.
        self._system = not own
        self._fonts = typst.Fonts(include_system_fonts=self._system, font_paths=[str(fonts)] if own else [])
        has = set(self._fonts.families())
        chain = [name for name in (*SANS, *LAST_RESORT) if name in has]
        self._setting = {
            "fonts": chain,
            "fonts_urdu": [name for name in (*URDU, *LAST_RESORT) if name in has],
        }
        self._paths = [font.path for font in self._fonts.fonts() if font.family in chain and font.path]
        self._compiler = typst.Compiler(
            str(TEMPLATE),
            root=str(TEMPLATE.parent),
            font_paths=self._fonts,
            ignore_system_fonts=not self._system,
        )

    @functools.cached_property
    def _drawn(self) -> frozenset[int]:
        """Every character that one of the letter's fonts has a shape for."""
        drawn: set[int] = set()
        for path in self._paths:
            drawn.update(characters_of(Path(path).read_bytes()))
        return frozenset(drawn)

    def pdf(self, content: dict[str, Any]) -> bytes:
        """The letter as a tagged PDF (PDF/UA-1). The same content gives the same bytes.

        Raises NotALetter where the content lacks what the template reads, typst.TypstError where typst fails.
        """
        left_out = False

        def fit(text: str) -> str:
            nonlocal left_out
            fitted, whole = self._fit(text)
            left_out = left_out or not whole
            return fitted

        try:
            day = date.fromisoformat(content["date"])
            logo = content.get("logo", [])
            shown = each_string({name: value for name, value in content.items() if name != "logo"}, fit)
            setting = self._setting | {
                "day": {"year": day.year, "month": day.month, "day": day.day},
                "left_out": left_out,
            }
        except (KeyError, TypeError, ValueError) as error:
            raise NotALetter(f"The content of the letter cannot be read: {error!r}") from error
        inputs = {"letter": json.dumps(shown, ensure_ascii=False), "setting": json.dumps(setting)}
        inputs["logo"] = json.dumps(logo)
        stamp = datetime(day.year, day.month, day.day, tzinfo=UTC)
        try:
            made = self._compiler.compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=stamp
            )
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
            # A rare pair of marks that no font has together. The letter matters more than the claim.
            made = self._compiler.compile(format="pdf", sys_inputs=inputs, timestamp=stamp)
        if not isinstance(made, bytes):
            raise NotALetter("Typst gave no single document.")
        return made

    def _fit(self, text: str) -> tuple[str, bool]:
        """The text with every character drawable and every word breakable, and whether all of it is there."""
        if text.isascii() and text.isprintable():
            return _with_breaks(text), True
        whole = True
        parts: list[str] = []
        for letter in text:
            number = ord(letter)
            if letter in SHAPELESS or number in self._drawn:
                parts.append(letter)
            elif unicodedata.category(letter) == "So":
                parts.append(f"[{unicodedata.name(letter, 'sign').lower()}]")
            elif (
                unicodedata.category(letter)[0] in "CM"
                or 0xFE00 <= number <= 0xFE0F
                or 0x1F3FB <= number <= 0x1F3FF
            ):
                continue
            else:
                parts.append(BOX if ord(BOX) in self._drawn else "?")
                whole = False
        return _with_breaks("".join(parts)), whole


def _with_breaks(text: str) -> str:
    if len(text) <= LONGEST_WORD:
        return text
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", lambda found: found.group() + "\u200b", text)


def each_string(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON value with every string changed (names of fields stay)."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [each_string(one, change) for one in value]
    if isinstance(value, dict):
        return {name: each_string(one, change) for name, one in value.items()}
    return value


def characters_of(font: bytes) -> Iterator[int]:
    """The characters that a TrueType or OpenType font maps to a shape (cmap tables of format 4 and 12)."""
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            break
    else:
        return
    for number in range(struct.unpack_from(">H", font, start + 2)[0]):
        offset = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        form = struct.unpack_from(">H", font, offset)[0]
        if form == 4:
            yield from _format_4(font, offset)
        elif form == 12:
            for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, offset + 16 + 12 * group)
                yield from range(first, last + 1)


def _format_4(font: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}h", font, offset + 16 + 4 * count)
    places = struct.unpack_from(f">{count}H", font, offset + 16 + 6 * count)
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            if places[segment] == 0:
                shape = (code + shifts[segment]) & 0xFFFF
            else:
                at = offset + 16 + 6 * count + 2 * segment + places[segment] + 2 * (code - starts[segment])
                shape = struct.unpack_from(">H", font, at)[0]
            if shape:
                yield code


@functools.cache
def typesetter(fonts: Path | None = None) -> Typesetter:
    """The kept typesetter of this process."""
    return Typesetter(fonts or Path(os.environ.get("PUTRIGHT_ASSETS") or ASSETS) / "fonts")


def main() -> int:
    """Reads a letter's content from standard input, writes its PDF; gives 2 for no letter, 3 where it failed."""
    try:
        content = json.load(sys.stdin.buffer)
        if not isinstance(content, dict):
            raise NotALetter("The content of a letter is a JSON object.")
        sys.stdout.buffer.write(typesetter().pdf(content))
    except (NotALetter, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
