"""The quality gate as a page shows it: each hit with its sentence, its place, and where it is put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from putright.accounts.doors import PutrightRequest, address
from putright.complaints.letters.content import Content
from putright.complaints.letters.quality import Hit, Place
from putright.complaints.models import Complaint

from . import queries, words
from .queries import READ_TWICE, Reading

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class HitShown:
    """A hit in words, the text that it is about, and the page on which that text is changed."""

    sentence: str
    where: str
    says: str
    href: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a letter and its issue, what its writer should look at, and its second reader."""

    blocks: list[HitShown]
    hints: list[HitShown]
    more_hints: int
    reading: Reading
    why: list[str]
    draft: str
    translations: str
    ask: str

    @property
    def open(self) -> bool:
        """Whether the letter may be issued as it stands."""
        return not self.blocks and self.reading.done


def gate(request: PutrightRequest, complaint: Complaint, content: Content) -> tuple[Gate, tuple[Hit, ...]]:
    """The gate for a letter that is being looked at, and its hits, which belong to what the writer has seen."""
    hits = queries.hits(complaint, content)
    kind, stage = content["kind"], content["stage"]
    here = {"reference": complaint.reference, "kind": kind, "stage": stage}
    reading = queries.reading_of(complaint, content)
    hints = [_shown(request, complaint, content, hit) for hit in hits if not hit.blocks]
    return (
        Gate(
            blocks=[_shown(request, complaint, content, hit) for hit in hits if hit.blocks],
            hints=hints[:MOST_SHOWN],
            more_hints=max(0, len(hints) - MOST_SHOWN),
            reading=reading,
            why=reader_words(reading.why),
            draft=address(request, "complaints:letter_draft", **here),
            translations=translations_address(request, complaint, content),
            ask=address(request, "complaints:letter_check_asked", **here)
            if kind.endswith(READ_TWICE)
            else "",
        ),
        hits,
    )


def reader_words(why: Iterable[str]) -> list[str]:
    """Why a letter has a second reader, as staff read it."""
    return [str(words.READER[one]) for one in why if one in words.READER]


def translations_address(request: PutrightRequest, complaint: Complaint, content: Content) -> str:
    """The page of translations, for a letter that has any."""
    if not content.get("sources"):
        return ""
    return address(request, "complaints:translations", reference=complaint.reference, stage=content["stage"])


def _shown(request: PutrightRequest, complaint: Complaint, content: Content, hit: Hit) -> HitShown:
    place = hit.place or Place("letter")
    return HitShown(
        words.sentence(hit),
        words.where(place, complaint),
        hit.says,
        _href(request, complaint, content, hit.code, place),
    )


def _href(request: PutrightRequest, complaint: Complaint, content: Content, code: str, place: Place) -> str:
    """Where the text of a place is changed."""
    stage = content["stage"]

    def to(name: str, **parts: object) -> str:
        return address(request, f"complaints:{name}", reference=complaint.reference, **parts)

    if place.part == "translation" or code == "letter_untranslated":
        return to("translations", stage=stage)
    if place.point and place.row != "heading":
        return to("finding", stage=stage, number=place.point)
    if code == "promise_without_owner" or place.part == "outstanding_actions":
        return to("promises", stage=stage)
    if place.point or place.part in {"complaint_definition", "outcomes_wanted", "responsibilities"}:
        return to("define")
    return to("letter_draft", kind=content["kind"], stage=stage)
