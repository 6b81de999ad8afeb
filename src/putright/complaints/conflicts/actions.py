"""The acts of restricted cases: name somebody who is in a conflict, lift that again, follow a line that changes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from putright.accounts import lines
from putright.accounts.models import Landlord, Person, Role
from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Complaint, JoinedCase, Promise, Restriction, ShutOut
from putright.complaints.queries import people_of
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.stages import WHO, Act

from . import kinds
from .queries import worked_out


def restrict(
    complaint: Complaint, person: Person, *, kind: str, reason: str, by: By, at: datetime
) -> Restriction:
    """Names somebody as in a conflict on the case. From now on they and their line cannot open it.

    Their line is those they report to, upwards, and those who report to them. Whoever of these has the case in hand
    loses it, and it waits for somebody to be chosen. Refused where nobody would be left who could do that.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RESTRICT, complaint, moment)
        if not reason.strip():
            raise Refused("restriction_without_reason", {})
        if not Role.objects.filter(landlord=complaint.landlord, person=person).exists():
            raise Refused("restriction_of_stranger", {})
        if _open(complaint).filter(person=person).exists():
            raise Refused("restricted_already", {})
        made = Restriction.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            person=person,
            kind=Restriction.Kind(kind).value,
            reason=reason,
            set_at=at,
            set_by_id=by.person_id,
        )
        shut = _worked_out(complaint)
        left = people_of(complaint.landlord, WHO[Act.RESTRICT], moment.on)
        if all(one.id in shut for one in left):
            raise Refused("restriction_leaves_nobody", {})
        released = _release(complaint, shut)
        note(
            complaint,
            kinds.RESTRICTED,
            moment,
            facts={
                "restriction": made.id,
                "person": person.id,
                "why": made.kind,
                "shut_out": sorted(map(str, shut)),
                "released": released,
            },
            personal={"reason": reason},
        )
        for other in _joined(complaint):
            if other.id != complaint.id:
                _follow(other, moment)
        # Last: whoever names themself does not see the case any more from here on.
        _keep(complaint, shut)
        return made


def lift_restriction(restriction: Restriction, *, because: str, by: By, at: datetime) -> None:
    """Lifts a restriction, with the reason. Who is named by another one stays shut out; nobody gets the case back."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(restriction.complaint)
        permit(Act.RESTRICT, complaint, moment)
        restriction = Restriction.objects.select_for_update().get(
            landlord=complaint.landlord, id=restriction.id
        )
        if restriction.lifted_at is not None:
            raise Refused("restriction_lifted_already", {})
        if not because.strip():
            raise Refused("lifting_without_reason", {})
        restriction.lifted_at, restriction.lifted_by_id = at, by.person_id
        restriction.lifted_because = because
        restriction.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
        shut = _worked_out(complaint)
        note(
            complaint,
            kinds.LIFTED,
            moment,
            facts={
                "restriction": restriction.id,
                "person": restriction.person_id,
                "shut_out": sorted(map(str, shut)),
            },
            personal={"reason": because},
        )
        _keep(complaint, shut)
        for other in _joined(complaint):
            if other.id != complaint.id:
                _follow(other, moment)


def follow_lines(landlord: Landlord, at: datetime) -> None:
    """Works out anew who is shut out of the landlord's restricted cases; one event on each case that it changes."""
    # As nobody in particular: the one who changes a line may be shut out of a case themself.
    with as_landlord(landlord.id):
        named = Restriction.objects.filter(landlord=landlord, lifted_at=None)
        found = Complaint.objects.filter(landlord=landlord, id__in=named.values("complaint"))
        for each in found.order_by("id"):
            for complaint in _joined(locked(each)):
                _follow(complaint, Moment(at, By.system()))


def follow_case(complaint: Complaint, moment: Moment) -> None:
    """Works out anew who is shut out of a case that was joined with another, and of those with which it was joined.

    Part of that act, in its transaction, and its last step. A case that holds the words of a restricted one is closed
    to the same people.
    """
    for one in _joined(complaint):
        _follow(one, moment)


def close_to_the_same(complaint: Complaint, own: Complaint, moment: Moment) -> None:
    """Names on a case that left another one, whose words it holds, everybody whom that one names.

    Part of the act that makes it, in its transaction, and its last step.
    """
    named = Restriction.objects.filter(
        landlord=complaint.landlord, complaint__in=_joined(complaint), lifted_at=None
    ).order_by("set_at", "id")
    for one in {one.person_id: one for one in named}.values():
        made = Restriction.objects.create(
            landlord=own.landlord,
            complaint=own,
            person_id=one.person_id,
            kind=one.kind,
            reason=one.reason,
            set_at=moment.at,
            set_by_id=one.set_by_id,
        )
        shut = _worked_out(own)
        note(
            own,
            kinds.RESTRICTED,
            moment,
            facts={
                "restriction": made.id,
                "person": made.person_id,
                "why": made.kind,
                "shut_out": sorted(map(str, shut)),
                "released": _release(own, shut),
            },
            personal={"reason": made.reason},
        )
        _keep(own, shut)


def blank(complaint: Complaint) -> None:
    """Empties the reasons of restrictions. Part of `blank_personal_text`."""
    Restriction.objects.filter(landlord=complaint.landlord, complaint=complaint).update(
        reason="", lifted_because=""
    )


def _follow(complaint: Complaint, moment: Moment) -> None:
    shut = _worked_out(complaint)
    rows = ShutOut.objects.filter(landlord=complaint.landlord, complaint=complaint)
    if set(rows.values_list("person_id", "why")) == {(person, why.value) for person, why in shut.items()}:
        return
    released = _release(complaint, shut)
    facts = {"shut_out": sorted(map(str, shut)), "released": released}
    note(complaint, kinds.LINE_FOLLOWED, moment, facts=facts)
    _keep(complaint, shut)


def _joined(complaint: Complaint) -> list[Complaint]:
    """The case and those that were ever answered with it: the points that one brought stay readable in the other."""
    ids, before = {complaint.id}, set[UUID]()
    while ids != before:
        before = set(ids)
        pairs = JoinedCase.objects.filter(
            Q(complaint__in=before) | Q(into__in=before), landlord=complaint.landlord
        )
        ids |= {one for pair in pairs.values_list("complaint_id", "into_id") for one in pair}
    return list(
        Complaint.objects.filter(landlord=complaint.landlord, id__in=ids)
        .select_related("landlord")
        .order_by("id")
    )


def _open(complaint: Complaint) -> QuerySet[Restriction]:
    return Restriction.objects.filter(landlord=complaint.landlord, complaint=complaint, lifted_at=None)


def _worked_out(complaint: Complaint) -> dict[UUID, ShutOut.Why]:
    named = Restriction.objects.filter(
        landlord=complaint.landlord, complaint__in=_joined(complaint), lifted_at=None
    )
    return worked_out(named.values_list("person_id", flat=True), lines.lines_of(complaint.landlord))


def _release(complaint: Complaint, shut: Collection[UUID]) -> list[str]:
    """Takes the case, and what is still to be kept of its promises, from everybody who is shut out."""
    released = []
    for field in ("handler", "reviewer"):
        if getattr(complaint, f"{field}_id") in shut:
            setattr(complaint, field, None)
            complaint.save(update_fields=[field])
            released.append(field)
    owned = Promise.objects.filter(
        landlord=complaint.landlord, complaint=complaint, done_on=None, owner__in=list(shut)
    )
    if owned.update(owner=None):
        released.append("promises")
    return released


def _keep(complaint: Complaint, shut: dict[UUID, ShutOut.Why]) -> None:
    rows = ShutOut.objects.filter(landlord=complaint.landlord, complaint=complaint)
    rows.delete()
    ShutOut.objects.bulk_create(
        ShutOut(landlord=complaint.landlord, complaint=complaint, person_id=person, why=why.value)
        for person, why in shut.items()
    )
