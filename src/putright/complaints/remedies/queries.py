"""Reads of remedies: those of a case, what waits for approval, what is to be paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from putright.accounts.models import Landlord
from putright.accounts.policy import policy_of
from putright.complaints.models import Complaint
from putright.rules.stages import Role

from .models import Kind, Remedy


def remedies_of(complaint: Complaint) -> list[Remedy]:
    """The remedies of a case, stage by stage, each with its point and its people, in one statement."""
    return list(
        Remedy.objects.filter(landlord=complaint.landlord_id, complaint=complaint).select_related(
            "point", "decided_by", "approved_by"
        )
    )


def of_stage(complaint: Complaint, stage: int) -> QuerySet[Remedy]:
    """The remedies decided at a stage, those of the points first, in their order."""
    return (
        Remedy.objects.filter(landlord=complaint.landlord_id, complaint=complaint, stage=stage)
        .select_related("point")
        .order_by("point__number", "id")
    )


def payments_of_letter(complaint: Complaint, stage: int) -> list[Remedy]:
    """The money that the answer of a stage offers, for the letter: amount, head, how and by when."""
    numbers: dict[UUID | None, int] = {point.id: point.number for point in complaint.points.all()}
    found = [one for one in complaint.remedies.all() if one.stage == stage and one.is_payment]
    # Those of the complaint as a whole come last.
    return sorted(found, key=lambda one: (numbers.get(one.point_id, len(numbers) + 1), one.id))


def unapproved(complaint: Complaint, stage: int) -> list[int]:
    """The numbers of the points whose payment at a stage still waits for approval; 0 is the complaint as a whole."""
    waiting = of_stage(complaint, stage).filter(needs_approval=True, approved_on=None)
    return sorted({one.point.number if one.point else 0 for one in waiting})


def offered_to(complaint: Complaint) -> list[Remedy]:
    """What the answers that were issued offer, as the resident may read it."""
    return [one for one in remedies_of(complaint) if one.offered_on]


def payments_open(complaint: Complaint) -> int:
    """How many payments the resident has accepted and not been paid."""
    return Remedy.objects.filter(
        landlord=complaint.landlord_id,
        complaint=complaint,
        kind=Kind.PAYMENT,
        offered_on__isnull=False,
        accepted_on__isnull=False,
        declined_on=None,
        paid_on=None,
    ).count()


def to_approve(landlord: Landlord) -> QuerySet[Remedy]:
    """Payments that wait for somebody senior, the oldest first."""
    return (
        Remedy.objects.filter(landlord=landlord, needs_approval=True, approved_on=None)
        .select_related("complaint", "decided_by")
        .order_by("decided_on", "id")
    )


def payments_due(landlord: Landlord, on: date) -> QuerySet[Remedy]:
    """Money that was offered, not declined and not paid by its day, the oldest first."""
    return (
        Remedy.objects.filter(
            landlord=landlord,
            kind=Kind.PAYMENT,
            offered_on__isnull=False,
            declined_on=None,
            paid_on=None,
            pay_by__lte=on,
        )
        .select_related("complaint")
        .order_by("pay_by", "id")
    )


def limit(landlord: Landlord, roles: Iterable[Role]) -> int:
    """The pence that somebody with these roles may pay out alone at the landlord."""
    limits = policy_of(landlord).payment_limits
    return max((limits.get(role.value, 0) for role in roles), default=0) * 100
