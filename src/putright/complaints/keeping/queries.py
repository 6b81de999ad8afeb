"""Reads: what has been kept long enough, what waits for a second person, and what is held about one."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from putright.accounts.models import Landlord, Person
from putright.accounts.policy import policy_of
from putright.complaints.models import Complaint, Hazard, Promise, ServiceRequest
from putright.complaints.queries import ENDED
from putright.rules.retention import before, kept_for

from .models import DataQuestion, Hold, Removal

LISTED = 100


def on_hold(complaint: Complaint) -> bool:
    """Whether nothing may be removed from the case now."""
    return complaint.holds.filter(landlord=complaint.landlord_id, lifted_on=None).exists()


def kept_long_enough(landlord: Landlord, on: date) -> QuerySet[Complaint]:
    """Ended cases that were kept as long as the landlord keeps them, are on no hold and are proposed by nobody yet.

    Not those that owe a promise, or whose danger nobody has ended. The longest ended first. A case that was joined
    into another goes with that one.
    """
    years = kept_for("complaint", on, policy_of(landlord).keep_years).years
    last = before(on, years)
    held = Hold.objects.filter(landlord=landlord, complaint=OuterRef("id"), lifted_on=None)
    promised = Promise.objects.filter(
        landlord=landlord, complaint=OuterRef("id"), promised_on__isnull=False, done_on=None
    )
    dangers = Hazard.objects.filter(landlord=landlord, complaint=OuterRef("id"), closed_at=None)
    proposed = Removal.objects.filter(
        landlord=landlord, complaint=OuterRef("id"), done_on=None, declined=False, stopped_by=""
    )
    return (
        Complaint.objects.filter(
            Q(closed_on__lte=last) | Q(withdrawn_on__lte=last),
            landlord=landlord,
            state__in=ENDED,
            blanked_at=None,
        )
        .exclude(Exists(held))
        .exclude(Exists(promised))
        .exclude(Exists(dangers))
        .exclude(Exists(proposed))
        .order_by("closed_on", "id")
    )


def dangers_kept_long_enough(landlord: Landlord, on: date) -> QuerySet[Hazard]:
    """Dangers whose form was never sent, that ended long enough ago and still say whose they were, the oldest first."""
    years = kept_for("danger", on, policy_of(landlord).keep_years).years
    return Hazard.objects.filter(
        landlord=landlord,
        complaint=None,
        request=None,
        blanked_at=None,
        closed_at__date__lte=before(on, years),
    ).order_by("closed_at", "id")


def requests_kept_long_enough(landlord: Landlord, on: date) -> QuerySet[ServiceRequest]:
    """Service requests that were done long enough ago, never became a complaint and are proposed by nobody yet."""
    years = kept_for("service_request", on, policy_of(landlord).keep_years).years
    proposed = Removal.objects.filter(
        landlord=landlord, request=OuterRef("id"), declined=False, stopped_by=""
    )
    return (
        ServiceRequest.objects.filter(landlord=landlord, complained_on=None, done_on__lte=before(on, years))
        .exclude(Exists(proposed))
        .order_by("done_on", "id")
    )


def removed(request: ServiceRequest) -> bool:
    """Whether the personal text of the request is gone."""
    return Removal.objects.filter(
        landlord=request.landlord_id, request=request, done_on__isnull=False
    ).exists()


def to_decide(landlord: Landlord, person: Person, on: date) -> QuerySet[Removal]:
    """Removals that somebody else than `person` proposed and nobody has decided about."""
    return (
        Removal.objects.filter(landlord=landlord, decided_on=None, done_on=None, stopped_by="")
        .exclude(proposed_by=person)
        .select_related("complaint", "request", "proposed_by")
    )


def questions(landlord: Landlord, person: Person, on: date) -> QuerySet[DataQuestion]:
    """Questions about what is held that are not answered yet, the nearest day first."""
    return (
        DataQuestion.objects.filter(landlord=landlord, answered_on=None)
        .select_related("complaint")
        .order_by("due_on", "id")
    )


def cases_of_the_same_person(complaint: Complaint) -> QuerySet[Complaint]:
    """Other cases of the landlord with the same email address or telephone number: a person says which are theirs."""
    same = Q()
    if complaint.email:
        same |= Q(email__iexact=complaint.email)
    if complaint.phone:
        same |= Q(phone=complaint.phone)
    if not same:
        return Complaint.objects.none()
    return (
        Complaint.objects.filter(same, landlord=complaint.landlord)
        .exclude(id=complaint.id)
        .order_by("-received_on", "-id")
    )
