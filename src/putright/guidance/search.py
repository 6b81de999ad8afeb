"""Words to pages of one language, in memory: some dozen pages need no table.

Letters are compared without what differs from keyboard to keyboard: case, accents of Latin letters, Arabic vowel signs
and the several shapes of one Arabic letter. Bengali and Gurmukhi are compared sign by sign: a vowel sign is no accent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from . import pages
from .pages import TOKEN, Page

TITLE, KEYWORD, SUMMARY, TEXT = 12, 8, 5, 1
MOST = 12
_SNIPPET = 160
# Shapes of one letter, those of Urdu keyboards among them, and letters that no accent can be taken from.
_SAME = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ے": "ي", "ؤ": "و", "ة": "ه",
        "ہ": "ه", "ھ": "ه", "ۃ": "ه", "ک": "ك", "ـ": None, "\u200c": None, "\u200d": None,
        "ł": "l", "đ": "d", "ø": "o", "ß": "ss", "’": None, "'": None,
    }
)  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u0652\u0670\u0653-\u0655]")


@dataclass(frozen=True, slots=True)
class Found:
    """A page that has the words, and the line of it that shows so (with its tokens)."""

    page: Page
    line: str
    score: int


def folded(text: str) -> str:
    """A text as it is compared."""
    # Composed first, so that a letter with its own shape ("أ") is not taken apart into a letter and a mark.
    same = unicodedata.normalize("NFC", text.casefold()).translate(_SAME)
    return _MARKS.sub("", unicodedata.normalize("NFD", same))


def words_of(text: str) -> list[str]:
    """The words of a text, compared: what stands between white space, punctuation and symbols."""
    kept = (one if unicodedata.category(one)[0] in "LMN" else " " for one in folded(text))
    return "".join(kept).split()


def search(typed: str, language: str, conditions: frozenset[str]) -> list[Found]:
    """The pages that hold every word of `typed`, the best first; where none does, those that hold some of them."""
    wanted = list(dict.fromkeys(words_of(typed)))[:10]
    if not wanted:
        return []
    rated = [(_rated(one, wanted), one) for one in _index(language, conditions)]
    most = max((len(hit) for hit, _one in rated), default=0)
    found = [
        Found(one.page, one.line(hit), sum(hit.values())) for hit, one in rated if hit and len(hit) == most
    ]
    return sorted(found, key=lambda one: (-one.score, one.page.order))[:MOST]


@dataclass(frozen=True, slots=True)
class _Indexed:
    page: Page
    title: tuple[str, ...]
    keywords: tuple[str, ...]
    summary: tuple[str, ...]
    lines: tuple[tuple[str, tuple[str, ...]], ...]

    def line(self, hit: dict[str, int]) -> str:
        """The first line of the text with most of the words that were found, else the summary."""
        best = max(self.lines, key=lambda line: sum(_count(word, line[1]) > 0 for word in hit), default=None)
        if best is None or not any(_count(word, best[1]) for word in hit):
            return self.page.summary
        return best[0]


@cache
def _index(language: str, conditions: frozenset[str]) -> tuple[_Indexed, ...]:
    return tuple(
        _Indexed(
            page,
            tuple(words_of(page.title)),
            tuple(word for one in page.keywords for word in words_of(one)),
            tuple(words_of(page.summary)),
            tuple((line, tuple(words_of(TOKEN.sub(" ", line)))) for line in _lines(page, conditions)),
        )
        for page in pages.contents(language)
    )


def _lines(page: Page, conditions: frozenset[str]) -> Iterator[str]:
    """The text of headings, paragraphs and items, without Markdown's signs; tokens stay."""
    for token in page.parsed(conditions):
        if token.type == "inline" and not TOKEN.fullmatch(token.content.strip()):
            yield "".join(
                " " if one.type == "softbreak" else one.content
                for one in token.children or ()
                if one.type in {"text", "softbreak"}
            )


def _rated(one: _Indexed, wanted: list[str]) -> dict[str, int]:
    """Each of the words that the page holds, with what it is worth there."""
    found: dict[str, int] = {}
    for word in wanted:
        score = (
            TITLE * (_count(word, one.title) > 0)
            + KEYWORD * (_count(word, one.keywords) > 0)
            + SUMMARY * (_count(word, one.summary) > 0)
            + TEXT * min(3, sum(_count(word, words) for _line, words in one.lines))
        )
        if score:
            found[word] = score
    return found


def _count(word: str, words: tuple[str, ...]) -> int:
    """How often a word stands there, in whatever form: languages bend words at their ends, some at their beginnings."""
    if len(word) < 3:
        return sum(word == one for one in words)
    if word.isascii():
        stem = word.removesuffix("s") if len(word) > 4 else word
        return sum(one.startswith(stem) for one in words)
    stem = word[: max(3, len(word) - 2)] if len(word) > 5 else word
    return sum(stem in one for one in words)


def shortened(line: str) -> str:
    """A line of at most some 160 characters, cut between words."""
    if len(line) <= _SNIPPET:
        return line
    return line[:_SNIPPET].rsplit(" ", 1)[0] + " …"
