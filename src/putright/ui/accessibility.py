"""The accessibility statement, made from the state that accessibility.toml keeps and from what holds today.

The file says what was tested and what does not work; here each of its codes has its sentence. What changes with the
installation is looked up when the page is drawn: which of the landlord's languages nobody has checked yet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import languages
from .languages import Language

STATE = Path(__file__).with_name("accessibility.toml")

COMPLIANCE: dict[str, str | Lazy] = {
    "full": _("This website meets the standard in full."),
    "partial": _("This website meets the standard in part. What does not work yet is listed below."),
    "none": _("This website does not meet the standard. What does not work yet is listed below."),
}

TESTED: dict[str, str | Lazy] = {
    "program": _(
        "A program, axe-core, looked at every page on a small phone and on a large screen: at every page in "
        "English and Urdu, and in each other language at the most important ones."
    ),
    "keyboard": _("The form was filled in and sent with a keyboard alone."),
    "large_text": _(
        "Pages were read with text twice as large, with wider spacing, and 320 pixels wide, and nothing was lost."
    ),
    "colours_and_movement": _(
        "Pages were looked at in the colours that a device sets for high contrast, and with movement turned off."
    ),
    "without_javascript": _("A complaint was followed from the form to its end without JavaScript."),
    "paper": _("Pages were printed, in the usual size and in large print."),
}

UNTESTED: dict[str, str | Lazy] = {
    "people": _(
        "People who use a screen reader, speech, a magnifier or easy read have not tested it yet, so there may be "
        "problems that we do not know. Tell us if you find one."
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A known problem in words: what does not work, why, and what there is instead."""

    what: str | Lazy
    why: str | Lazy
    instead: str | Lazy


PROBLEMS: dict[str, Said] = {
    "pdf_order": Said(
        _("Letters as PDF in Arabic and Urdu may be read out in the wrong order."),
        _("The program that makes PDF letters marks the order of right-to-left text wrongly."),
        _("Every letter is also a web page, which is read out in the right order."),
    ),
    "files_of_others": Said(
        _("Photos, videos and letters that somebody sent us may have no text that can be read out."),
        _("We show them as they were sent."),
        _("Ask us and we tell you what they show."),
    ),
    "typed_language": Said(
        _("A screen reader may use the wrong voice for what you, or our staff, wrote."),
        _("The page cannot know in which language somebody wrote."),
        _("Ask us and we read it to you, or have it translated."),
    ),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A known problem as the file keeps it, with its sentences."""

    code: str
    criteria: tuple[str, ...]
    since: date

    @property
    def said(self) -> Said:
        return PROBLEMS[self.code]


@dataclass(frozen=True, slots=True)
class Tested:
    """Something that was tested: the day, and the tests that do it with every change."""

    code: str
    on: date
    tests: tuple[str, ...]

    @property
    def said(self) -> str | Lazy:
        return TESTED[self.code]


@dataclass(frozen=True, slots=True)
class State:
    """What accessibility.toml says."""

    standard: str
    compliance: str
    prepared_on: date
    review_by: date
    tested: tuple[Tested, ...]
    untested: tuple[str, ...]
    problems: tuple[Problem, ...]
    bodies: dict[str, str]

    @property
    def tested_on(self) -> date:
        """The last day on which all of it had been tested."""
        return min(one.on for one in self.tested)

    @property
    def complies(self) -> str | Lazy:
        return COMPLIANCE[self.compliance]

    @property
    def not_tested(self) -> list[str | Lazy]:
        return [UNTESTED[code] for code in self.untested]


@cache
def state(path: Path = STATE) -> State:
    """The state of the file, read once.

    Raises KeyError for a code without its sentence, for compliance that is no word of the regulations, and for a field
    that is missing: a statement must not go out with a hole.
    """
    kept: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    found = State(
        standard=kept["standard"],
        compliance=kept["compliance"],
        prepared_on=kept["prepared_on"],
        review_by=kept["review_by"],
        tested=tuple(Tested(one["code"], one["on"], tuple(one["tests"])) for one in kept["tested"]),
        untested=tuple(one["code"] for one in kept.get("untested", ())),
        problems=tuple(
            Problem(one["code"], tuple(one["criteria"]), one["since"]) for one in kept.get("problem", ())
        ),
        bodies={name: body["web"] for name, body in kept["bodies"].items()},
    )
    for known, codes in (
        (COMPLIANCE, [found.compliance]),
        (TESTED, [one.code for one in found.tested]),
        (UNTESTED, list(found.untested)),
        (PROBLEMS, [one.code for one in found.problems]),
    ):
        for code in codes:
            known[code]
    return found


def unreviewed(codes: Iterable[str]) -> tuple[Language, ...]:
    """Which of a landlord's offered languages nobody has checked yet."""
    return tuple(one for one in languages.offered(codes) if one.draft)


# Named on the page beside the criteria of the standard.
CRITERIA = pgettext_lazy("accessibility statement, before numbers like 1.3.2", "Parts of the standard:")
