"""What is to be minded on a case because its resident is afraid, and whose worries and names wait to be read."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from putright.accounts.models import Landlord, Person
from putright.complaints.models import Complaint, Confided, Worry


def worry_of(complaint: Complaint) -> Worry | None:
    """What this case's resident is worried about, if they said so."""
    return Worry.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id).first()


def minded(complaint: Complaint) -> frozenset[str]:
    """What the resident asks us to mind and still needs, as codes of `asks.ASKS`."""
    worry = worry_of(complaint)
    return frozenset(worry.asks) if worry else frozenset()


def names(text: str, name: str) -> bool:
    """Whether every part of a name stands in a text, in any order and in any letters."""
    said = set(re.findall(r"\w+", text.casefold()))
    parts = re.findall(r"\w+", name.casefold())
    return bool(parts) and said.issuperset(parts)


def gives_away(text: str, name: str) -> bool:
    """Whether a part of somebody's name stands in a text as it is written: "May", not "may"."""
    said = set(re.findall(r"\w+", text))
    return names(text, name) or any(len(part) > 2 and part in said for part in re.findall(r"\w+", name))


def worried_about(complaint: Complaint, person: Person) -> bool:
    """Whether the resident names this person as somebody they are worried about.

    A name typed in another way is not found: who is in a conflict is decided by a person (`conflicts.restrict`).
    """
    worry = worry_of(complaint)
    return worry is not None and names(worry.person, person.name)


def open_worries(landlord: Landlord, person: Person, on: date) -> QuerySet[Worry]:
    """Worries about which nobody has agreed with the resident yet how we go about them, the oldest first."""
    return (
        Worry.objects.filter(landlord=landlord, agreed_on=None)
        .select_related("complaint")
        .order_by("told_on", "id")
    )


def confided_to(landlord: Landlord) -> QuerySet[Confided]:
    """Names given to the Member Responsible for Complaints alone, the newest first."""
    return Confided.objects.filter(landlord=landlord).select_related("complaint").order_by("-told_on", "-id")


def is_confided(landlord_id: UUID, complaint_id: UUID) -> bool:
    """Whether the one who complained has given their name to one person alone."""
    return Confided.objects.filter(landlord=landlord_id, complaint=complaint_id, released_on=None).exists()
