"""The acts about cases that belong together: linked, joined into one, taken apart. Each is noted on both chains."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from putright.complaints import messages
from putright.complaints.actions.shared import Moment, locked, name_added_days, note, permit, settle
from putright.complaints.conflicts.actions import follow_case
from putright.complaints.models import CaseLink, Complaint, Group, Hazard, JoinedCase, Point
from putright.complaints.queries import facts_of
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act, Joining, What, state

from . import kinds
from .models import Why
from .queries import link_between

# Whose the two complaints are: what the residents of both will read depends on it.
WHOSE = frozenset({"same_resident", "all_agree"})


def link_cases(complaint: Complaint, other: Complaint, *, why: str, by: By, at: datetime) -> CaseLink:
    """Links two cases of one landlord; linking them again changes why they are linked."""
    moment = Moment(at, by)
    with transaction.atomic():
        if complaint.id == other.id:
            raise Refused("link_to_itself", {})
        complaint, other = _both(complaint, other)
        _on_both(complaint, other, moment)
        first, second = sorted((complaint, other), key=lambda one: one.id)
        found = link_between(first, second)
        if found is not None and found.why == why:
            return found
        if found is None:
            found = CaseLink.objects.create(
                landlord=complaint.landlord,
                complaint=first,
                other=second,
                why=Why(why).value,
                linked_at=at,
                linked_by_id=by.person_id,
            )
        else:
            found.why, found.linked_at, found.linked_by_id = Why(why).value, at, by.person_id
            found.save(update_fields=["why", "linked_at", "linked_by"])
        for one, across in ((complaint, other), (other, complaint)):
            note(one, kinds.LINKED, moment, facts={"other": str(across.id), "why": why})
        return found


def unlink_cases(complaint: Complaint, other: Complaint, *, by: By, at: datetime) -> None:
    """Takes the link between two cases away. That there was one stays in the record of both."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, other = _both(complaint, other)
        _on_both(complaint, other, moment)
        found = link_between(complaint, other)
        if found is None:
            raise Refused("not_linked", {})
        for one, across in ((complaint, other), (other, complaint)):
            note(one, kinds.UNLINKED, moment, facts={"other": str(across.id), "why": found.why})
        found.delete()


def join_case(
    complaint: Complaint, into: Complaint, *, whose: str, reasons: str, by: By, at: datetime
) -> JoinedCase:
    """Answers a case together with an earlier one, into which it is joined; it has a state of its own from then on.

    Its points stand in the surviving case too, with the resident's words and ours, and are answered there. Its dangers
    go along, open or closed, so that none is lost from sight. Everything else stays where it is and is read from the
    surviving case. `whose` says that both are one resident's, or that each agreed to one answer.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        same = complaint.id == into.id
        if complaint.landlord_id != into.landlord_id:
            survivor, complaint = into, locked(complaint)
        elif same:
            complaint = survivor = locked(complaint)
        else:
            complaint, survivor = _both(complaint, into)
        permit(Act.JOIN, complaint, moment, What(joining=_joining(complaint, survivor)))
        permit(Act.LINK, survivor, moment)
        if whose not in WHOSE:
            raise Refused("join_whose_missing", {})
        if not reasons.strip():
            raise Refused("join_without_reasons", {})
        numbers, under = _bring_points(complaint, survivor)
        dangers = list(Hazard.objects.filter(landlord=complaint.landlord, complaint=complaint).order_by("id"))
        moved = [str(hazard.id) for hazard in dangers]
        Hazard.objects.filter(landlord=complaint.landlord, id__in=[one.id for one in dangers]).update(
            complaint=survivor
        )
        joining = JoinedCase.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            into=survivor,
            joined_on=moment.on,
            reasons=reasons,
            hazards=moved,
        )
        complaint.joined_on, complaint.joined_into = moment.on, survivor
        complaint.save(update_fields=["joined_on", "joined_into"])
        shared = {"points": numbers, "hazards": moved, "whose": whose}
        note(
            complaint,
            kinds.JOINED,
            moment,
            facts={"into": str(survivor.id), **shared},
            personal={"reasons": reasons},
        )
        brought = {"other": str(complaint.id), **shared, **({"under": under} if under else {})}
        note(survivor, kinds.TOOK_IN, moment, facts=brought)
        settle(complaint, moment.on)
        settle(survivor, moment.on)
        messages.news(complaint, at=at)
        # Each of them holds the other's words now: it is closed to the same people.
        follow_case(complaint, moment)
        return joining


def take_apart(complaint: Complaint, *, reasons: str, by: By, at: datetime) -> None:
    """Undoes a joining: the case goes on by itself, with the dates it had, its dangers and its points as they were.

    The points that it brought stay readable in the other case, and are no longer answered there.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        into = Complaint.objects.filter(landlord=complaint.landlord, joined_here=complaint.id).first()
        if into is None:
            permit(Act.JOIN, locked(complaint), moment)
            raise Refused("not_joined", {})
        complaint, survivor = _both(complaint, into)
        permit(Act.JOIN, complaint, moment)
        permit(Act.LINK, survivor, moment)
        if not reasons.strip():
            raise Refused("join_without_reasons", {})
        joining = JoinedCase.objects.filter(
            landlord=complaint.landlord, complaint=complaint, into=survivor, apart_on=None
        ).latest("joined_on")
        back = Hazard.objects.filter(landlord=complaint.landlord, id__in=joining.hazards, complaint=survivor)
        moved = [str(one) for one in back.order_by("id").values_list("id", flat=True)]
        back.update(complaint=complaint)
        taken, freed = _take_points_back(complaint, survivor, moment)
        joining.apart_on = moment.on
        joining.save(update_fields=["apart_on"])
        since = complaint.joined_on or moment.on
        complaint.joined_on, complaint.joined_into = None, None
        complaint.save(update_fields=["joined_on", "joined_into"])
        # While it was joined no holiday was named on it.
        added = name_added_days(complaint, since)
        note(
            complaint,
            kinds.TAKEN_APART,
            moment,
            facts={"into": str(survivor.id), "hazards": moved, **added},
            personal={"reasons": reasons},
        )
        note(
            survivor,
            kinds.GAVE_BACK,
            moment,
            facts={"other": str(complaint.id), "points": taken, "hazards": moved, "freed": freed},
        )
        settle(complaint, moment.on)
        settle(survivor, moment.on)
        messages.news(complaint, at=at)


def _both(one: Complaint, other: Complaint) -> tuple[Complaint, Complaint]:
    """Two cases of one landlord, locked in a fixed order, so that two people cannot wait for each other."""
    if one.landlord_id != other.landlord_id:
        raise Refused("join_elsewhere", {})
    found = {each.id: locked(each) for each in sorted((one, other), key=lambda each: each.id)}
    return found[one.id], found[other.id]


def _on_both(complaint: Complaint, other: Complaint, moment: Moment) -> None:
    permit(Act.LINK, complaint, moment)
    permit(Act.LINK, other, moment)


def _joining(complaint: Complaint, survivor: Complaint) -> Joining:
    mine = {"landlord": complaint.landlord_id}
    return Joining(
        state=state(facts_of(survivor)),
        received_on=survivor.received_on,
        same_case=complaint.id == survivor.id,
        same_landlord=complaint.landlord_id == survivor.landlord_id,
        holds_others=Complaint.objects.filter(**mine, joined_into=complaint.id).exists(),
        has_group=Group.objects.filter(**mine, complaint=complaint.id).exists(),
    )


def _bring_points(complaint: Complaint, survivor: Complaint) -> tuple[dict[str, int], dict[str, int]]:
    """Writes a case's points into the surviving one, with their texts and how they hang together.

    Gives each one's number there by its own, and there the number of the point under which another is answered.
    """
    last = max((point.number for point in survivor.points.all()), default=0)
    mine = sorted(complaint.points.all(), key=lambda one: one.number)
    mine = [point for point in mine if point.taken_back_on is None]
    made: dict[UUID, Point] = {
        point.id: Point(
            landlord=complaint.landlord,
            complaint=survivor,
            number=last + place,
            resident_words=point.resident_words,
            words=point.words,
            brought_from=point,
        )
        for place, point in enumerate(mine, start=1)
    }
    for point in mine:
        made[point.id].joined_to = made.get(point.joined_to_id) if point.joined_to_id else None
        made[point.id].split_from = made.get(point.split_from_id) if point.split_from_id else None
    Point.objects.bulk_create(made.values())
    under = {str(one.number): one.joined_to.number for one in made.values() if one.joined_to is not None}
    return {str(point.number): made[point.id].number for point in mine}, under


def _take_points_back(
    complaint: Complaint, survivor: Complaint, moment: Moment
) -> tuple[list[int], list[int]]:
    """Marks what a case brought, and what was split off it since, as gone back; frees what hung under one of those.

    Gives the numbers of those that went back, and of the surviving case's own points that are answered by themselves
    again.
    """
    there = sorted(survivor.points.all(), key=lambda one: one.number)
    own = {point.id for point in complaint.points.all()}
    back: set[UUID] = set()
    for point in there:
        # A part has a higher number than what it was split from, so one pass finds them all.
        if point.taken_back_on is None and (point.brought_from_id in own or point.split_from_id in back):
            back.add(point.id)
    freed = [point for point in there if point.id not in back and point.joined_to_id in back]
    for point in there:
        if point.id in back:
            point.taken_back_on = moment.on
            point.save(update_fields=["taken_back_on"])
    for point in freed:
        point.joined_to = None
        point.save(update_fields=["joined_to"])
    return [point.number for point in there if point.id in back], [point.number for point in freed]
