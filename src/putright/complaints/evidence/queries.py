"""Reads of a case's evidence; each a fixed number of statements, however many files there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.models import Complaint, Finding
from putright.rules.calendar import Calendar

from .models import CaseFile, EvidenceRequest, FindingFile


def files_of(complaint: Complaint) -> QuerySet[CaseFile]:
    """The case's files with their documents, who gave them, and the findings that rest on them (two statements)."""
    rests = FindingFile.objects.filter(landlord=complaint.landlord).select_related(
        "finding", "finding__point"
    )
    return (
        CaseFile.objects.filter(landlord=complaint.landlord, complaint=complaint)
        .select_related("original", "shared", "redacted", "given_by", "request")
        .prefetch_related(Prefetch("findings", queryset=rests.order_by("finding__point__number", "id")))
    )


def requests_of(complaint: Complaint) -> QuerySet[EvidenceRequest]:
    """The case's requests, the earliest first (one statement)."""
    return EvidenceRequest.objects.filter(landlord=complaint.landlord, complaint=complaint).select_related(
        "asked_by", "point"
    )


def evidence_of(finding: Finding) -> list[str]:
    """The names of the files that a finding rests on, for a letter. Of a redacted file its type alone is named."""
    if finding._state.adding:
        # Composed from what nobody has saved: it rests on nothing yet, and no database is asked.
        return []
    files = CaseFile.objects.filter(
        landlord_id=finding.landlord_id, findings__finding=finding, findings__landlord_id=finding.landlord_id
    ).select_related("original", "redacted")
    return [name_outside(file) for file in files.order_by("given_at", "id")]


def name_outside(file: CaseFile) -> str:
    """The name by which others than staff see a file: its own, unless parts were taken out of it."""
    if file.redacted_id is None:
        return file.name
    return f"{file.original.name.rpartition('.')[2].upper()} {file.given_at:%Y-%m-%d}"


@dataclass(frozen=True)
class Waiting:
    """Who holds up a case: an open request, since when, and by how many working days it is late."""

    request: EvidenceRequest
    since: date
    late: int

    @property
    def who(self) -> str:
        return self.request.organisation or self.request.name or self.request.email


def waiting(requests: Iterable[EvidenceRequest], on: date) -> list[Waiting]:
    """The open ones of these requests, the latest first; no statement."""
    calendar = Calendar.england()
    found = [
        Waiting(
            one, one.first_due_on, calendar.working_days_between(one.due_on, on) if one.due_on < on else 0
        )
        for one in requests
        if one.state == EvidenceRequest.State.OPEN
    ]
    return sorted(found, key=lambda one: (one.request.due_on, one.request.asked_at))


def adjustments_of(complaint: Complaint) -> str:
    """What to keep to when somebody calls or visits, as the case has it: a beginning, for the handler to finish."""
    parts: list[Any] = []
    if complaint.interpreter:
        parts.append(f"Bring an interpreter for {complaint.spoken_language or 'the resident’s language'}.")
    if complaint.british_sign_language:
        parts.append("Bring a British Sign Language interpreter.")
    if complaint.safe_times:
        parts.append(f"Call or come: {complaint.safe_times}.")
    if complaint.safe_message is False:
        parts.append("Do not leave messages.")
    return "\n".join(parts)


def awaited(landlord: Landlord) -> QuerySet[EvidenceRequest]:
    """The landlord's open requests, the one that is due first at the head (one statement)."""
    return (
        EvidenceRequest.objects.filter(landlord=landlord, state=EvidenceRequest.State.OPEN)
        .select_related("complaint", "asked_by")
        .order_by("due_on", "asked_at", "id")
    )
