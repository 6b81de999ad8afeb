"""Reads of saved forms, of files beside a form, and of what still has to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Draft, Hazard

from . import codes
from .models import DraftFile, SavedDraft, StillToCome


def saved_of(draft: Draft) -> SavedDraft | None:
    """What is kept of the code to a form; None where it was not saved to come back to."""
    return SavedDraft.objects.filter(landlord=draft.landlord_id, draft=draft).first()


def was_sent(draft: Draft) -> bool:
    """Whether a form became a complaint, or a report of something to be fixed."""
    return draft.complaint_id is not None or draft.request_id is not None


def files_of(draft: Draft) -> QuerySet[DraftFile]:
    """The files that wait beside a form, in the order in which they came."""
    return DraftFile.objects.filter(landlord=draft.landlord_id, draft=draft).select_related("original")


def proofs_in(answers: Mapping[str, Any]) -> list[str]:
    """The postcode and the phone numbers that were typed into a form, whichever are there."""
    found = [
        str(answers.get(page, {}).get(name, ""))
        for page, name in (
            ("address", "postcode"),
            ("contact", "phone"),
            ("urgent", "phone"),
            ("what-went-wrong", "call_phone"),
        )
    ]
    return [one for one in found if codes.tidy_proof(one)]


def proofs_of(saved: SavedDraft) -> list[str]:
    """What a saved form can be come back to with, beside its code. For one that was sent, what stands in the case."""
    found = [*proofs_in(saved.draft.answers), saved.proof, saved.phone]
    for became in (saved.draft.complaint, saved.draft.request):
        if became is not None:
            found += [became.postcode, became.phone]
    return [one for one in found if codes.tidy_proof(one)]


def by_code(landlord: Landlord, typed: str, *, at: datetime) -> SavedDraft | None:
    """The saved form that a code may belong to, while it is kept; whether the code is right, `code` says."""
    return _live(landlord, at).filter(code_digest__in=codes.digests(landlord.id, typed)).first()


def by_link(landlord: Landlord, token: str, *, at: datetime) -> SavedDraft | None:
    """The saved form that a link leads to, or None: unknown, cut off, expired, another landlord's."""
    return _live(landlord, at).filter(links__digest=digest(token), links__expires_at__gt=at).first()


def by_id(landlord: Landlord, saved_id: UUID, *, at: datetime) -> SavedDraft | None:
    """A saved form that a link has led to, while it is kept."""
    return _live(landlord, at).filter(id=saved_id).first()


def _live(landlord: Landlord, at: datetime) -> QuerySet[SavedDraft]:
    return SavedDraft.objects.filter(landlord=landlord, draft__expires_at__gt=at).select_related(
        "draft", "draft__complaint", "draft__request"
    )


def danger_is_open_in(draft: Draft) -> bool:
    """Whether this form said that somebody may be in danger, and nobody has ended it yet."""
    return Hazard.objects.filter(landlord=draft.landlord_id, draft=draft, closed_at=None).exists()


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody who said that there is danger may be found, from a form that they have not sent."""

    phones: tuple[str, ...]
    emails: tuple[str, ...]
    address: str
    name: str

    def __bool__(self) -> bool:
        return bool(self.phones or self.emails or self.address or self.name)


def reach_of(hazard: Hazard) -> Reach | None:
    """What a form that opened this danger says of where its person is; None once it was sent: the case says more."""
    draft = hazard.draft
    if draft is None or was_sent(draft) or draft.begun_by_id is not None:
        return None
    saved = saved_of(draft)
    typed = draft.answers
    phones = [
        hazard.phone,
        typed.get("contact", {}).get("phone", ""),
        typed.get("what-went-wrong", {}).get("call_phone", ""),
        *((saved.phone, saved.proof if codes.tidy_proof(saved.proof).isdigit() else "") if saved else ()),
    ]
    emails = [typed.get("contact", {}).get("email", ""), saved.email if saved else ""]
    home = typed.get("address", {})
    place = [home.get(part, "") for part in ("line_1", "line_2", "town", "postcode")]
    if saved is not None and not any(place) and not codes.tidy_proof(saved.proof).isdigit():
        place = [saved.proof]
    return Reach(
        tuple(dict.fromkeys(one for one in phones if one)),
        tuple(dict.fromkeys(one for one in emails if one)),
        ", ".join(one for one in place if one),
        typed.get("name", {}).get("name", ""),
    )


def still_to_come(landlord: Landlord) -> QuerySet[StillToCome]:
    """Calls to make and papers to copy for forms that were sent, the longest waiting first."""
    return (
        StillToCome.objects.filter(landlord=landlord, done_at=None)
        .select_related("complaint", "complaint__handler")
        .order_by("since", "id")
    )


def still_to_come_of(complaint: Complaint) -> QuerySet[StillToCome]:
    """The same of one case."""
    return StillToCome.objects.filter(landlord=complaint.landlord_id, complaint=complaint, done_at=None)
