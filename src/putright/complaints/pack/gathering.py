"""Reads of one case for its evidence pack, in a fixed number of statements: whose it is decides what is in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone

from putright.complaints.correspondence.queries import thread
from putright.complaints.evidence.actions import for_resident, openable
from putright.complaints.evidence.queries import name_outside
from putright.complaints.linking.queries import surviving
from putright.complaints.models import (
    CaseFile,
    CaseMessage,
    Complaint,
    Hazard,
    Letter,
    PackWords,
    Promise,
    Understanding,
)
from putright.complaints.queries import Standing, facts_of, standing
from putright.complaints.remedies.queries import offered_to
from putright.complaints.representatives.models import Share
from putright.complaints.told import points_and_answers, timeline
from putright.record.documents import Document
from putright.record.models import AccessEntry
from putright.rules.going import MayIGo, may_i_go

# What the access log calls a pack that was taken (the names of its addresses), with the form in which it was.
TAKEN: Final = {
    "pack_page": "page",
    "pack_pdf": "pdf",
    "pack_zip": "zip",
    "staff_pack_page": "page",
    "staff_pack_pdf": "pdf",
}
LATEST_TAKEN: Final = 10
_NAME_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Reach:
    """What of a case goes into a pack: all of it for the resident, for others what they were allowed."""

    case: bool = True
    letters: bool = True
    messages: bool = True
    files: bool = True

    @property
    def whole(self) -> bool:
        return self.case and self.letters and self.messages and self.files


WHOLE: Final = Reach()


def reach_of(scope: Collection[str]) -> Reach:
    """How far an authority with these shares reaches (docs/decisions/0009).

    Who may talk about the complaint has its points, answers and what happened; who gets copies of letters has those;
    messages and files, which the resident wrote and gave to their landlord alone, only who decides in their place.
    """
    decides = Share.DECIDE.value in scope
    return Reach(
        case=Share.TALK.value in scope,
        letters=Share.LETTERS.value in scope,
        messages=decides,
        files=decides,
    )


class Held(StrEnum):
    """Whether a paper is in the pack, and why not."""

    IN = "in"
    NOT_CHECKED = "not_checked"
    INFECTED = "infected"
    GONE = "gone"


@dataclass(frozen=True)
class Paper:
    """A letter or a file in the pack's list. `path` is its place in the ZIP; `typed` says that a person named it."""

    number: int
    title: str
    language: str
    on: date
    whose: str
    held: Held
    path: str
    typed: bool = False
    redacted: bool = False
    about: str = ""
    document: Document | None = None
    letter: Letter | None = None


@dataclass(frozen=True)
class Case:
    """Everything that a pack is written from, read once."""

    complaint: Complaint
    reach: Reach
    on: date
    stands: Standing
    may_go: MayIGo
    joined_into: Complaint | None
    points: list[dict[str, Any]]
    promises: list[Promise]
    offers: list[Any]
    words: PackWords | None
    understood: Understanding | None
    dangers: list[Hazard]
    events: list[dict[str, Any]]
    messages: list[CaseMessage]
    papers: list[Paper]
    # What exists and is not in it: notes among staff, and files that the resident was not shown.
    notes: int
    files_not_shown: int

    @property
    def letters(self) -> list[Paper]:
        return [one for one in self.papers if one.letter is not None]


def gathered(complaint: Complaint, reach: Reach, on: date) -> Case:
    """The case as far as `reach` goes, as it stands on the day `on`. The statements do not grow with what it holds."""
    into = surviving(complaint)
    mine: dict[str, Any] = {"landlord": complaint.landlord_id, "complaint": complaint.id}
    letters = _letters(complaint) if reach.letters else []
    files, hidden = _files(complaint, after=len(letters)) if reach.files else ([], 0)
    return Case(
        complaint=complaint,
        reach=reach,
        on=on,
        stands=standing(complaint, on),
        may_go=may_i_go(on, facts_of(into or complaint), open_promises(complaint)),
        joined_into=into,
        points=points_and_answers(complaint) if reach.case else [],
        promises=list(Promise.objects.filter(**mine, promised_on__isnull=False).order_by("due_on", "id"))
        if reach.case
        else [],
        offers=offered_to(complaint) if reach.case else [],
        words=words_of(complaint) if reach.case else None,
        understood=Understanding.objects.filter(**mine).order_by("-number").first() if reach.case else None,
        dangers=list(Hazard.objects.filter(**mine).order_by("opened_at", "id")) if reach.case else [],
        # In the order of the days: what was written down later may have happened before.
        events=sorted(timeline(complaint), key=lambda one: one["on"]) if reach.case else [],
        messages=list(thread(complaint)) if reach.messages else [],
        papers=[*letters, *files],
        notes=complaint.notes.filter(landlord=complaint.landlord_id).count(),
        files_not_shown=hidden,
    )


def open_promises(complaint: Complaint) -> list[date]:
    """The days of what was promised and is not done; of a case that a door gave, without a statement."""
    if hasattr(complaint, "open_promises"):
        return [one.due_on for one in complaint.open_promises]
    return [one.due_on for one in complaint.promises.all() if one.promised_on and not one.done_on]


def words_of(complaint: Complaint) -> PackWords | None:
    """What the resident wrote for the pack, or None."""
    return PackWords.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id).first()


def taken(complaint: Complaint) -> list[AccessEntry]:
    """The packs of this case that were taken, the latest first, some of them."""
    return list(
        AccessEntry.objects.filter(
            landlord_id=complaint.landlord_id,
            subject_kind="complaint",
            subject_id=complaint.id,
            what__in=list(TAKEN),
        ).order_by("-at")[:LATEST_TAKEN]
    )


def plain(text: str) -> str:
    """A text as a part of a file's name that every program can read: small letters, digits and hyphens, or empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:_NAME_MOST].strip("-")


def _letters(complaint: Complaint) -> list[Paper]:
    rows = Letter.objects.filter(landlord=complaint.landlord_id, complaint=complaint).select_related("pdf")
    return [
        Paper(
            number=number,
            title=str(one.content.get("title", "")) or one.kind,
            language=one.language,
            on=_day(one.issued_at),
            whose="landlord",
            held=Held.IN if one.content else Held.GONE,
            path=f"letters/{number:03}-{_day(one.issued_at)}-{plain(one.kind)}.pdf",
            document=one.pdf if one.content else None,
            letter=one,
        )
        for number, one in enumerate(rows.order_by("issued_at", "id"), start=1)
    ]


def _files(complaint: Complaint, after: int) -> tuple[list[Paper], int]:
    """The resident's own files as they gave them, and what staff let them see: of a redacted one the redacted copy."""
    rows = (
        CaseFile.objects.filter(landlord=complaint.landlord_id, complaint=complaint)
        .select_related("original", "shared", "redacted")
        .order_by("given_at", "id")
    )
    shown = [one for one in rows if one.giver == CaseFile.Giver.RESIDENT or one.let_see_at is not None]
    papers = [_file(one, number) for number, one in enumerate(shown, start=after + 1)]
    return papers, len(rows) - len(shown)


def _file(file: CaseFile, number: int) -> Paper:
    mine = file.giver == CaseFile.Giver.RESIDENT
    document = for_resident(file)
    if file.forgotten_at is not None:
        held = Held.GONE
    elif file.check_state == CaseFile.Check.INFECTED:
        held = Held.INFECTED
    elif not openable(file) or document is None:
        held = Held.NOT_CHECKED
    else:
        held = Held.IN
    name = file.name if mine else name_outside(file)
    stem, _dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    ending = (document or file.original).name.rpartition(".")[2] or ending
    known = plain(stem)
    return Paper(
        number=number,
        title=name,
        language="",
        on=_day(file.given_at),
        whose="resident" if mine else "landlord",
        held=held,
        path=f"files/{number:03}-{_day(file.given_at)}-{known or 'file'}.{plain(ending) or 'bin'}",
        typed=True,
        redacted=not mine and file.redacted_id is not None,
        about=file.about if mine else "",
        document=document if held is Held.IN else None,
    )


def _day(at: datetime) -> date:
    return timezone.localdate(at)
