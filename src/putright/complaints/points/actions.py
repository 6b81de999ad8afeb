"""The acts that tell points apart or put them together. No word is lost: a point keeps its number and its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from putright.complaints import alerts
from putright.complaints.actions.keys import Received
from putright.complaints.actions.receiving import raise_complaint
from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.actions.told import Helper, NeedTold, Told
from putright.complaints.conflicts.actions import close_to_the_same
from putright.complaints.models import CaseLink, Complaint, Point
from putright.complaints.queries import current_stage, facts_of
from putright.complaints.representatives.models import Standing
from putright.complaints.representatives.queries import representatives_of
from putright.record.chain import By
from putright.rules.acceptance import Belongs, NewIssue, new_issue
from putright.rules.errors import Refused
from putright.rules.explanations import Explained
from putright.rules.stages import Act, PointFacts, What

from . import kinds


def split_point(
    complaint: Complaint, number: int, *, words: str, parts: Sequence[str], by: By, at: datetime
) -> list[Point]:
    """Makes further points of one that holds several things: one for each of `parts`, in our words.

    Each keeps the resident's own words beside ours, as they came; `words` is what the point itself says from now on.
    """
    moment = Moment(at, by)
    further = [part.strip() for part in parts if part.strip()]
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        point = _live(there, number)
        if not further or not words.strip():
            raise Refused("split_without_words", {})
        point.words = words
        point.save(update_fields=["words"])
        last = max(there)
        made = [
            Point.objects.create(
                landlord=complaint.landlord,
                complaint=complaint,
                number=last + place,
                resident_words=point.resident_words,
                words=part,
                split_from=point,
            )
            for place, part in enumerate(further, start=1)
        ]
        note(
            complaint,
            kinds.POINT_SPLIT,
            moment,
            facts={"point": number, "new": [one.number for one in made]},
            personal={"wordings": {str(one.number): one.words for one in [point, *made]}},
        )
        return made


def join_points(complaint: Complaint, number: int, to: int, *, by: By, at: datetime) -> None:
    """Answers a point under another one. It keeps its number, both its texts and whatever was found about it."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        if number == to:
            raise Refused("point_into_itself", {})
        point, target = _live(there, number), _live(there, to)
        point.joined_to = target
        point.save(update_fields=["joined_to"])
        note(complaint, kinds.POINT_JOINED, moment, facts={"point": number, "to": to})


def separate_point(complaint: Complaint, number: int, *, by: By, at: datetime) -> None:
    """Answers a point by itself again that was answered under another one."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        there = _points(complaint)
        _may(complaint, moment, there)
        point = there.get(number)
        if point is None or point.joined_to_id is None or point.taken_back_on is not None:
            raise Refused("point_not_joined", {"point": number})
        before = next(one.number for one in there.values() if one.id == point.joined_to_id)
        point.joined_to = None
        point.save(update_fields=["joined_to"])
        note(complaint, kinds.POINT_SEPARATED, moment, facts={"point": number, "from": before})


def _points(complaint: Complaint) -> dict[int, Point]:
    return {point.number: point for point in complaint.points.all()}


def _may(complaint: Complaint, moment: Moment, there: dict[int, Point]) -> None:
    permit(
        Act.DEFINE,
        complaint,
        moment,
        What(points=[PointFacts(point.number) for point in there.values() if point.live]),
    )


def _live(there: dict[int, Point], number: int) -> Point:
    point = there.get(number)
    if point is None or not point.live:
        raise Refused("point_not_live", {"point": number})
    return point


@dataclass(frozen=True)
class Raised:
    """What became of a new issue: a point of the complaint, or a complaint of its own with its keys; and why."""

    why: NewIssue
    point: Point | None = None
    own: Received | None = None


def where_it_belongs(complaint: Complaint, *, related: bool, moment: Moment) -> NewIssue:
    """Whether an issue raised now joins the complaint. One that is answered with an earlier case takes nothing in."""
    if complaint.joined_on is not None:
        steps = (Explained("new_issue.ended", {"day": complaint.joined_on}, ""),)
        return NewIssue(Belongs.OWN_COMPLAINT, steps)
    return new_issue(facts_of(complaint), related=related, on=moment.on)


def raise_issue(
    complaint: Complaint, *, words: str, related: bool, channel: str = "web", by: By, at: datetime
) -> Raised:
    """Takes in something new. It joins the complaint while that is at stage 1 and is about the same; else it becomes a
    complaint of its own, received today, from the same person, reached in the same way. Both are linked.

    What joins has the resident's words alone: until somebody words it, no answer can go out without it.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RAISE_ISSUE, complaint, moment)
        if not words.strip():
            raise Refused("issue_without_words", {})
        why = where_it_belongs(complaint, related=related, moment=moment)
        if why.belongs is Belongs.JOINS:
            return Raised(why, point=_added(complaint, words.strip(), moment))
        return Raised(why, own=_apart(complaint, words.strip(), why, channel, moment))


def _added(complaint: Complaint, words: str, moment: Moment) -> Point:
    there = {point.number: point for point in complaint.points.all()}
    same = next((one for one in there.values() if one.resident_words == words), None)
    if same is not None:
        return same  # sent twice
    point = Point.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        number=max(there, default=0) + 1,
        resident_words=words,
    )
    note(complaint, kinds.ISSUE_ADDED, moment, facts={"point": point.number}, personal={"words": words})
    alerts.to_answerer(
        complaint, current_stage(complaint).number, "The resident has named a new point", at=moment.at
    )
    return point


def _who_speaks(complaint: Complaint, moment: Moment) -> Helper | None:
    """The first who speaks for the resident now, as somebody who would like to on a new complaint."""
    now = (one for one in representatives_of(complaint) if one.standing(moment.on) is Standing.GIVEN)
    found = next(now, None)
    if found is None:
        return None
    return Helper(
        name=found.name,
        organisation=found.organisation,
        role=found.role,
        reference=found.reference,
        phone=found.phone,
        email=found.email,
        address=found.address,
        hours=found.hours,
        permission="ask",
        scope=tuple(found.scope),
    )


def _apart(complaint: Complaint, words: str, why: NewIssue, channel: str, moment: Moment) -> Received:
    received = raise_complaint(
        complaint.landlord,
        Told(
            words=words,
            for_whom=complaint.for_whom if complaint.for_whom != "group" else "me",
            on_behalf_of=complaint.on_behalf_of if complaint.for_whom != "group" else "",
            relationship=complaint.relationship,
            name=complaint.name,
            called=complaint.called,
            address=complaint.address,
            postcode=complaint.postcode,
            tenancy_number=complaint.tenancy_number,
            contact_ways=tuple(complaint.contact_ways),
            phone=complaint.phone,
            email=complaint.email,
            safe_times=complaint.safe_times,
            safe_message=complaint.safe_message,
            safe_letters=complaint.safe_letters,
            documents_by=complaint.documents_by,
            spoken_language=complaint.spoken_language,
            written_language=complaint.written_language,
            interpreter=complaint.interpreter,
            british_sign_language=complaint.british_sign_language,
            # Nothing is asked twice: help that they need, whom to think about at home, and who speaks for them, where
            # they have to say yes again, since a permission is for one complaint.
            needs=tuple(
                NeedTold(kind=one.kind, words=one.words) for one in complaint.needs.filter(ended_on=None)
            ),
            at_home=tuple(complaint.at_home),
            at_home_words=complaint.at_home_words,
            helper=_who_speaks(complaint, moment),
        ),
        channel=channel,
        by=moment.by,
        at=moment.at,
    )
    own = received.complaint
    first, second = sorted((complaint, own), key=lambda one: one.id)
    CaseLink.objects.create(
        landlord=complaint.landlord,
        complaint=first,
        other=second,
        why="new_issue",
        linked_at=moment.at,
        linked_by_id=moment.by.person_id,
    )
    note(
        complaint,
        kinds.ISSUE_APART,
        moment,
        facts={"own_case": str(own.id), "because": why.explained[0].code},
    )
    # Whoever may not read of this complaint may not read of what its resident raises beside it.
    close_to_the_same(complaint, own, moment)
    return received
