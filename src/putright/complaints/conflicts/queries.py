"""Who is in a conflict on a case, and who is shut out by it.

The database itself shows a person who is shut out no row of the case (`complaints.closing`). What stands here is for
the doors, for acts on other people ("may this case be given to them?") and for lists made for somebody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet

from putright.accounts import lines
from putright.accounts.models import Person
from putright.complaints.models import Complaint, Restriction, ShutOut

Rows = TypeVar("Rows", bound=Model)


def seen_by(rows: QuerySet[Rows], person_id: UUID | None, case: str = "id") -> QuerySet[Rows]:
    """The same rows without those of cases that this person is shut out of; `case` is the column of the case.

    In the same statement. For lists made for somebody who is not the one signed in: a worker's notification.
    """
    if person_id is None:
        return rows
    shut: QuerySet[Any] = ShutOut.objects.filter(
        landlord=OuterRef("landlord"), person=person_id, complaint=OuterRef(case)
    )
    return rows.filter(~Exists(shut))


def is_shut_out(complaint: Complaint, person_id: UUID | None) -> bool:
    """Whether this person cannot open the case."""
    if person_id is None:
        return False
    return ShutOut.objects.filter(
        landlord=complaint.landlord_id, person=person_id, complaint=complaint.id
    ).exists()


def shut_out_of(complaint: Complaint) -> list[ShutOut]:
    """Everybody who cannot open the case, with the person fetched, by name."""
    return list(
        ShutOut.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id)
        .select_related("person")
        .order_by("person__name")
    )


def without_shut_out(complaint: Complaint, people: Iterable[Person]) -> list[Person]:
    """Those of `people` who may open the case, in their order: whoever is offered work on it, or told of it."""
    shut = {one.person_id for one in shut_out_of(complaint)}
    return [person for person in people if person.id not in shut]


def restrictions_of(complaint: Complaint) -> list[Restriction]:
    """All restrictions of the case, those lifted too, in the order in which they were set."""
    return list(
        Restriction.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id)
        .select_related("person", "set_by", "lifted_by")
        .order_by("set_at", "id")
    )


def named_in_conflict(complaint: Complaint) -> tuple[Person, ...]:
    """The people whom open restrictions of the case name. A letter does not name them (journeys 5.3)."""
    return tuple(one.person for one in restrictions_of(complaint) if one.lifted_at is None)


def worked_out(named: Iterable[UUID], line: Mapping[UUID, UUID]) -> dict[UUID, ShutOut.Why]:
    """Who is shut out where these people are in a conflict: they, those above them, those who report to them.

    `line` says whom each person reports to.
    """
    found: dict[UUID, ShutOut.Why] = {}
    named = set(named)
    for person in sorted(named):
        found |= dict.fromkeys(lines.above(line, person), ShutOut.Why.ABOVE)
        found |= dict.fromkeys(lines.below(line, person), ShutOut.Why.BELOW)
    return found | dict.fromkeys(named, ShutOut.Why.NAMED)
