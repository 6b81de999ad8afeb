"""Who speaks for a resident, what may be shared with them, and which cases an advice agency may open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from putright.accounts.models import Body
from putright.complaints.models import Authority, Complaint, Representative
from putright.rules.stages import Act

from .models import Share, Standing

# What an adviser may do to a case, and the part of the authority that it needs.
OF_ADVISERS = {Act.RECORD_CONTACT: Share.TALK, Act.ESCALATE: Share.DECIDE}


def may_share(complaint: Complaint, representative: Representative, what: str, on: date) -> bool:
    """Whether `what` (a `Share`) of the case may be given to this representative on the day `on`.

    Not before permission was given, not after its last day, and nothing outside its scope. Pages, letters and the
    advice agency's view ask here.
    """
    return (
        representative.complaint_id == complaint.id
        and representative.standing(on) is Standing.GIVEN
        and Share(what).value in representative.scope
    )


def representatives_of(complaint: Complaint) -> list[Representative]:
    """Everybody who was ever named for the case, the first first."""
    return list(
        Representative.objects.filter(landlord=complaint.landlord_id, complaint=complaint.id)
        .select_related("body", "named_by")
        .order_by("named_at", "id")
    )


def who_gets_letters(complaint: Complaint, on: date) -> list[Representative]:
    """Those to whom a copy of a letter goes."""
    return [
        one for one in representatives_of(complaint) if may_share(complaint, one, Share.LETTERS.value, on)
    ]


def holding(rows: QuerySet[Authority], on: date) -> QuerySet[Authority]:
    """Those authorities that open their case on the day `on`."""
    return rows.filter(
        Q(until=None) | Q(until__gte=on), Q(ended_on=None) | Q(ended_on__gt=on), from_on__lte=on
    )


def authorities_of(bodies: Collection[UUID], on: date) -> QuerySet[Authority]:
    """The authorities of these bodies that hold, the latest first. Asked outside a landlord it gives those of all."""
    return (
        holding(Authority.objects.filter(body__in=list(bodies)), on)
        .select_related("landlord", "body")
        .order_by("-given_on", "-id")
    )


def authority_for(complaint: Complaint, bodies: Collection[UUID], on: date) -> Authority | None:
    """The authority by which people of these bodies may open the case: the widest, where there are several."""
    found = authorities_of(bodies, on).filter(landlord=complaint.landlord_id, complaint=complaint.id)
    return max(found, key=lambda one: len(one.scope), default=None)


def authority_of_person(complaint: Complaint, person_id: UUID | None, on: date) -> Authority | None:
    """The authority by which this person may open the case, through an agency that they belong to that day."""
    if person_id is None:
        return None
    bodies = Body.objects.filter(
        Q(roles__ended_on=None) | Q(roles__ended_on__gt=on),
        kind=Body.Kind.ADVICE_AGENCY,
        roles__person=person_id,
        roles__person__is_active=True,
    )
    return authority_for(complaint, list(bodies.values_list("id", flat=True)), on)
