"""Reads: the cases that may be the same as one, its links, what was joined into it. Each list is bounded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from putright.accounts.models import Landlord
from putright.complaints.gathering import Children, gathered
from putright.complaints.models import CaseLink, Complaint, Contact, Finding, Hazard, Letter, Point
from putright.complaints.points.queries import live
from putright.complaints.queries import FINDINGS, with_facts

from .cues import Likeness, Seen, likeness

EACH_CUE = 30
SHOWN = 20
REPEATED_WITHIN_DAYS = 731

_POINTS = Children("points", Point.objects.order_by("number"))
_WRITTEN = (
    Children("contacts", Contact.objects.order_by("-on", "-id"), most=50),
    Children("letters", Letter.objects.order_by("issued_at"), without=("content",)),
)


@dataclass(frozen=True)
class Alike:
    """Another case, and what it has in common with the one that is looked at."""

    complaint: Complaint
    likeness: Likeness


def seen(complaint: Complaint) -> Seen:
    """A case as cues look at it. Reads what `with_points` fetched, or fetches it."""
    texts = [complaint.original_words]
    for point in complaint.points.all():
        texts += [point.resident_words, point.words]
    return Seen(
        id=complaint.id,
        received_on=complaint.received_on,
        home=complaint.home_id,
        name=complaint.name,
        email=complaint.email,
        phone=complaint.phone,
        address=complaint.address,
        postcode=complaint.postcode,
        texts="\n".join(dict.fromkeys(text for text in texts if text)),
    )


def with_points(complaints: QuerySet[Complaint]) -> QuerySet[Complaint]:
    """The same complaints with their points, in one statement. How they stand is read from the settled copy."""
    return gathered(complaints, _POINTS)


def alike(complaint: Complaint) -> list[Alike]:
    """The cases that share the home, a way to reach the resident, the name or the postcode; the most alike first.

    Each of these is looked up by its own index, the latest cases first, `EACH_CUE` of them at most; so the work stays
    the same however many cases the landlord has.
    """
    cues: list[Q] = []
    if complaint.home_id:
        cues.append(Q(home_id=complaint.home_id))
    if complaint.email:
        cues.append(Q(email__in=sorted({complaint.email, complaint.email.lower()})))
    for field in ("phone", "postcode", "name"):
        if value := getattr(complaint, field):
            cues.append(Q(**{field: value}))
    if not cues:
        return []
    rows = Complaint.objects.filter(landlord=complaint.landlord_id).exclude(id=complaint.id)
    first, *more = [
        rows.filter(cue).order_by("-received_on").values_list("id", flat=True)[:EACH_CUE] for cue in cues
    ]
    ids = set(first.union(*more) if more else first)
    others = with_points(Complaint.objects.filter(landlord=complaint.landlord_id, id__in=ids))
    mine = seen(complaint)
    found = [Alike(other, likeness(mine, seen(other))) for other in others]
    return sorted(
        found, key=lambda one: (-one.likeness.score, one.likeness.days_apart, one.complaint.reference)
    )


def links(complaint: Complaint) -> list[tuple[CaseLink, UUID]]:
    """The links of a case, the latest first, each with the id of the case at its other end; 50 at most."""
    rows = CaseLink.objects.filter(
        Q(complaint=complaint) | Q(other=complaint), landlord=complaint.landlord_id
    ).order_by("-linked_at")[:50]
    return [(row, row.other_id if row.complaint_id == complaint.id else row.complaint_id) for row in rows]


def link_between(one: Complaint, other: Complaint) -> CaseLink | None:
    """The link between two cases, whichever stands first in it."""
    first, second = sorted((one.id, other.id))
    return CaseLink.objects.filter(landlord=one.landlord_id, complaint_id=first, other_id=second).first()


def cases(landlord_id: UUID, ids: Iterable[UUID]) -> dict[UUID, Complaint]:
    """Cases of a landlord by their ids, with all that a list shows of them."""
    return {
        one.id: one for one in with_points(Complaint.objects.filter(landlord=landlord_id, id__in=set(ids)))
    }


def joined_into(complaint: Complaint) -> list[Complaint]:
    """The cases that are answered with this one, each with everything in it that people wrote, in one statement."""
    rows = Complaint.objects.filter(landlord=complaint.landlord_id, joined_into=complaint.id)
    return list(gathered(rows.order_by("received_on", "id"), _POINTS, *_WRITTEN))


def surviving(complaint: Complaint) -> Complaint | None:
    """The case that a joined one is answered with, with its facts; None for one that is answered by itself."""
    if complaint.joined_into_id is None:
        return None
    return with_facts(
        Complaint.objects.filter(landlord=complaint.landlord_id, id=complaint.joined_into_id)
    ).first()


def answers_elsewhere(complaint: Complaint) -> dict[UUID, list[Finding]]:
    """The issued answers to a joined case's points, by the point here: they were given in the case that it is part of.

    Nothing, and no statement, for a case that is answered by itself.
    """
    into = surviving(complaint)
    if into is None:
        return {}
    answered = {stage.number for stage in into.stages.all() if stage.answered_on}
    rows = Point.objects.filter(landlord=complaint.landlord_id, complaint=into).order_by("number")
    found: dict[UUID, list[Finding]] = {}
    for point in live(gathered(rows, FINDINGS)):
        issued = [finding for finding in point.findings.all() if finding.stage in answered]
        for one in (point, *point.also):  # type: ignore[attr-defined]  # set by live
            if one.brought_from_id is not None and issued:
                found[one.brought_from_id] = issued
    return found


def cases_of_home(landlord: Landlord, home_id: UUID) -> list[Complaint]:
    """The cases of a home, the latest first; 100 at most."""
    return list(
        with_points(Complaint.objects.filter(landlord=landlord, home=home_id)).order_by(
            "-received_on", "-id"
        )[:100]
    )


def open_dangers(landlord_id: UUID, ids: Iterable[UUID]) -> list[Hazard]:
    """The dangers that nobody has dealt with yet in these cases, the oldest first; 50 at most."""
    return list(
        Hazard.objects.filter(landlord=landlord_id, complaint__in=list(ids), closed_at=None)
        .select_related("complaint")
        .order_by("opened_at")[:50]
    )


@dataclass(frozen=True)
class Repeat:
    """A problem that came again at a home: a case, and the earlier one of the same kind within 24 months."""

    case: Complaint
    earlier: Complaint
    likeness: Likeness


def repeats(of_home: Iterable[Complaint]) -> list[Repeat]:
    """For each case of a home the latest earlier one about the same thing within 24 months, the latest first.

    A case that is joined into another counts with that one.
    """
    rows = sorted(
        (one for one in of_home if one.joined_on is None), key=lambda one: (one.received_on, one.reference)
    )
    known = {one.id: seen(one) for one in rows}
    found = []
    for place, case in enumerate(rows):
        for earlier in reversed(rows[:place]):
            if not _within(case.received_on, earlier.received_on):
                break
            alike = likeness(known[case.id], known[earlier.id])
            if alike.same_problem:
                found.append(Repeat(case, earlier, alike))
                break
    return found[::-1]


def _within(later: date, earlier: date) -> bool:
    return later - earlier <= timedelta(days=REPEATED_WITHIN_DAYS)
