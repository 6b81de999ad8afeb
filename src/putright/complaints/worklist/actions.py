"""Sharing out the work: absences, bulk allocation, saved searches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from putright.accounts.models import Landlord, Person
from putright.complaints.actions.casework import allocate
from putright.complaints.actions.shared import Moment, must_be, roles_of
from putright.complaints.models import Complaint
from putright.complaints.queries import current_stage, with_facts
from putright.complaints.roles import READING
from putright.record import chain
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.rules.errors import Refused
from putright.rules.stages import CASEWORKERS, WHO, Act, Role

from . import kinds
from .models import Absence, SavedSearch

# More at once than one person can look through is a slip, not a decision.
BULK_LIMIT = 100


def _note(landlord: Landlord, kind: Kind, moment: Moment, facts: Mapping[str, Any], **personal: Any) -> None:
    chain.note(
        landlord_id=landlord.id,
        subject=("landlord", landlord.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=moment.on,
        facts=facts,
        personal=personal,
    )


# Absence


def note_absence(
    landlord: Landlord,
    person: Person,
    *,
    from_on: date,
    until_on: date | None,
    cover: Person | None,
    by: By,
    at: datetime,
) -> Absence:
    """Writes down that a person is away, and who covers. Their own, or anybody's by who may share out work.

    The cover sees the cases of the person and is told of them; a case changes hands only by `allocate`, since the
    resident has one contact person. Raises Refused: dates the wrong way round or past, somebody who covers for
    themself or works on no cases, an absence that overlaps another of the same person.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        _may_share_out(landlord, moment, person)
        if until_on is not None and until_on < max(from_on, moment.on):
            raise Refused("absence_ends_before_it_begins", {"day": until_on})
        if cover is not None:
            if cover.id == person.id:
                raise Refused("absence_covered_by_oneself", {})
            if not set(roles_of(landlord, By.staff(cover.id, ""), moment.on)) & CASEWORKERS:
                raise Refused("cannot_answer", {})
        rows = Absence.objects.select_for_update().filter(landlord=landlord, person=person)
        for other in rows:
            if (until_on is None or other.from_on <= until_on) and (
                other.until_on is None or other.until_on >= from_on
            ):
                raise Refused("absence_overlaps", {"day": other.from_on})
        absence = Absence.objects.create(
            landlord=landlord, person=person, from_on=from_on, until_on=until_on, cover=cover
        )
        _note(
            landlord,
            kinds.ABSENCE_NOTED,
            moment,
            {
                "absence": absence.id,
                "person": person.id,
                "from_on": from_on,
                "until_on": until_on,
                "cover": cover.id if cover else None,
            },
        )
        return absence


def end_absence(absence: Absence, *, by: By, at: datetime) -> None:
    """The person is back today: yesterday was the last day away. One that had not begun is taken out."""
    moment = Moment(at, by)
    with transaction.atomic():
        absence = Absence.objects.select_for_update().get(landlord=absence.landlord, id=absence.id)
        _may_share_out(absence.landlord, moment, absence.person)
        last = date.fromordinal(moment.on.toordinal() - 1)
        if absence.until_on is not None and absence.until_on <= last:
            raise Refused("absence_over", {"day": absence.until_on})
        _note(
            absence.landlord,
            kinds.ABSENCE_ENDED,
            moment,
            {"absence": absence.id, "person": absence.person_id, "until_on": last},
        )
        if absence.from_on > last:
            absence.delete()
        else:
            absence.until_on = last
            absence.save(update_fields=["until_on"])


def _may_share_out(landlord: Landlord, moment: Moment, person: Person) -> None:
    own = moment.by.person_id == person.id
    must_be(WHO[Act.ALLOCATE] | (CASEWORKERS if own else frozenset()), landlord, moment)


# Bulk


@dataclass(frozen=True)
class Allocated:
    """What became of one case of a bulk allocation: refused with this reason, or given over."""

    complaint: Complaint
    refused: Refused | None


def allocate_many(
    landlord: Landlord, references: Sequence[str], person: Person, *, by: By, at: datetime
) -> list[Allocated]:
    """Gives many cases, each at the stage it is at, to one person. Each is an act of its own, with its own checks.

    A case that may not go to the person is left as it is and named with the reason. Raises Refused for none chosen,
    or more than BULK_LIMIT.
    """
    moment = Moment(at, by)
    must_be(WHO[Act.ALLOCATE], landlord, moment)
    wanted = list(dict.fromkeys(references))
    if not wanted:
        raise Refused("nothing_chosen", {})
    if len(wanted) > BULK_LIMIT:
        raise Refused("too_many_chosen", {"number": len(wanted), "limit": BULK_LIMIT})
    rows = with_facts(Complaint.objects.filter(landlord=landlord, reference__in=wanted)).order_by(
        "next_due_on", "id"
    )
    found: list[Allocated] = []
    for complaint in rows:
        try:
            with transaction.atomic():
                allocate(complaint, person, stage=current_stage(complaint).number, by=by, at=at)
        except Refused as refused:
            found.append(Allocated(complaint, refused))
        else:
            found.append(Allocated(complaint, None))
    return found


# Saved searches


def save_search(
    landlord: Landlord, *, name: str, asks: Mapping[str, str], notify: bool, by: By, at: datetime
) -> SavedSearch:
    """Keeps a search under a name for the person who acts; the same name again replaces it.

    With `notify` they are told of cases that arrive from now on. Raises Refused without a name or anything asked.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        person_id = moment.by.person_id
        must_be(frozenset(READING), landlord, moment)
        if person_id is None:
            raise Refused("no_role_here", {})
        if not name.strip():
            raise Refused("search_without_name", {})
        if not asks:
            raise Refused("search_asks_nothing", {})
        newest = (
            Complaint.objects.filter(landlord=landlord).order_by("-id").values_list("id", flat=True).first()
        )
        saved, _made = SavedSearch.objects.update_or_create(
            landlord=landlord,
            person_id=person_id,
            name=name.strip()[:80],
            defaults={"asks": dict(asks), "notify": notify, "told_to": newest},
        )
        _note(
            landlord,
            kinds.SEARCH_SAVED,
            moment,
            {"search": saved.id, "person": saved.person_id, "notify": notify},
            name=saved.name,
            asks=saved.asks,
        )
        return saved


def remove_search(search: SavedSearch, *, by: By, at: datetime) -> None:
    """Removes a kept search of the person who acts; somebody else's is not theirs to remove."""
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(frozenset(Role), search.landlord, moment)
        if search.person_id != moment.by.person_id:
            raise Refused("no_role_here", {})
        _note(
            search.landlord,
            kinds.SEARCH_REMOVED,
            moment,
            {"search": search.id, "person": search.person_id},
        )
        search.delete()


def told_of(search: SavedSearch, newest: UUID) -> None:
    """Marks that the person was told of the cases up to `newest`; no event, since nothing happened to any case."""
    SavedSearch.objects.filter(landlord_id=search.landlord_id, id=search.id).update(told_to=newest)
