"""What the acts share: who acts and when, the case locked, the question to `rules`, the event, the settled copies."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from putright.accounts.models import Landlord, Person, Role
from putright.complaints.conflicts.queries import is_shut_out
from putright.complaints.models import AddedDay, Complaint, OneOffHoliday, Stage
from putright.complaints.news.queries import next_news_on
from putright.complaints.queries import ENDED, considered_before, facts_of, standing, with_facts
from putright.complaints.representatives.queries import OF_ADVISERS, authority_of_person
from putright.complaints.worklist import tally
from putright.complaints.worries.queries import worried_about
from putright.record import chain
from putright.record.chain import By, Entry, Subject
from putright.record.kinds import Kind
from putright.rules import editions, stages
from putright.rules.errors import Refused
from putright.rules.stages import Act, What
from putright.rules.stages import Role as RoleKind


@dataclass
class Moment:
    """Who acts and when. `permit` puts in the role that permits the act: a person may hold several."""

    at: datetime
    by: By

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def locked(complaint: Complaint) -> Complaint:
    """The case as it is now, locked until the transaction ends, so that two people's acts come one after the other.

    First the lock, then the facts: read in one statement they would be those from before the wait. Refused, as if
    there were no such case, for a person who is signed in and shut out of it.
    """
    rows = Complaint.objects.filter(landlord=complaint.landlord)
    if rows.select_for_update().values_list("id").filter(id=complaint.id).first() is None:
        raise Refused("no_such_complaint", {})
    return with_facts(rows).get(id=complaint.id)


def permit(
    act: Act,
    complaint: Complaint,
    moment: Moment,
    what: What | None = None,
    *,
    happened_on: date | None = None,
) -> None:
    """Asks `rules` whether the act may be done. The person's roles are read here, whatever the page believed."""
    must_hold_its_words(complaint)
    facts = facts_of(complaint)
    if moment.by.kind == "adviser":
        with_authority(act, complaint, moment)
        stages.check(
            act, role=RoleKind.RESIDENT, facts=facts, on=moment.on, happened_on=happened_on, what=what
        )
        return
    must_be_open_to(complaint, moment.by)
    edition = editions.edition(complaint.edition) if complaint.edition else None
    roles = roles_of(complaint.landlord, moment.by, moment.on)
    allowed = [role for role in roles if act in stages.permitted(stages.state(facts), role, edition)]
    role = (allowed or roles)[0]
    moment.by = replace(moment.by, role=role.value)
    stages.check(act, role=role, facts=facts, on=moment.on, happened_on=happened_on, what=what)


def must_be_open_to(complaint: Complaint, by: By) -> None:
    """Refuses every act on a case to whoever is shut out of it, as if there were no such case."""
    if by.kind == "staff" and is_shut_out(complaint, by.person_id):
        raise Refused("no_such_complaint", {})


def must_hold_its_words(complaint: Complaint) -> None:
    """Refuses every act on a case whose personal details were removed: nothing may gather there again that nobody
    would remove."""
    if complaint.blanked_at is not None:
        raise Refused("case_blanked", {"day": timezone.localdate(complaint.blanked_at)})


def may_be_given(complaint: Complaint, person: Person | None) -> None:
    """Refuses to give the case, or a part of the work on it, to somebody who is shut out of it, or whom the resident
    named as somebody they are worried about.
    """
    if person is not None and is_shut_out(complaint, person.id):
        raise Refused("person_in_conflict", {})
    if person is not None and worried_about(complaint, person):
        raise Refused("person_worried_about", {})


def with_authority(act: Act, complaint: Complaint, moment: Moment) -> None:
    """Refuses an adviser everything but what an authority of their agency for this case lets them do today."""
    needed = OF_ADVISERS.get(act)
    held = authority_of_person(complaint, moment.by.person_id, moment.on)
    if needed is None or held is None or needed.value not in held.scope:
        raise Refused("no_such_complaint", {})


def roles_of(landlord: Landlord, by: By, on: date) -> list[RoleKind]:
    """The roles in which `by` may act at the landlord on that day; Refused for a person who holds none there."""
    if by.kind in {"adviser", "link"}:
        # An adviser holds an authority instead. Whoever answers a question through a link speaks for nobody else.
        raise Refused("no_role_here", {})
    if by.kind != "staff" or by.person_id is None:
        return [RoleKind.RESIDENT]
    held = Role.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        landlord=landlord,
        person_id=by.person_id,
        person__is_active=True,
    ).values_list("kind", flat=True)
    roles = sorted(RoleKind(kind) for kind in held)
    if not roles:
        raise Refused("no_role_here", {})
    return roles


def must_be(
    allowed: Collection[RoleKind],
    landlord: Landlord,
    moment: Moment,
    complaint: Complaint | None = None,
    *,
    blanked_too: bool = False,
) -> None:
    """Refuses an act of the landlord's that the rules do not speak of to all who hold none of these roles.

    With a case also to whoever is shut out of it, and where its details were removed, but for acts about the removal
    itself (`blanked_too`). Puts in the role, as `permit` does: the record names no role that somebody only said they
    hold.
    """
    if complaint is not None:
        must_be_open_to(complaint, moment.by)
        if not blanked_too:
            must_hold_its_words(complaint)
    held = [role for role in roles_of(landlord, moment.by, moment.on) if role in allowed]
    if not held:
        raise Refused("no_role_here", {})
    if moment.by.kind == "staff":
        moment.by = replace(moment.by, role=held[0].value)


def caseworker(landlord: Landlord, moment: Moment, complaint: Complaint | None = None) -> None:
    """`must_be` for those who work on the landlord's cases."""
    must_be(stages.CASEWORKERS, landlord, moment, complaint)


def hearer(landlord: Landlord, moment: Moment, complaint: Complaint | None = None) -> None:
    """`must_be` for the staff who hear residents: what is written down from a resident's mouth."""
    must_be(stages.HEARERS - {RoleKind.RESIDENT}, landlord, moment, complaint)


def senior_role(landlord: Landlord, person: Person | None, on: date) -> RoleKind | None:
    """The senior role in which `person` may approve, or None."""
    if person is None:
        return None
    held = set(roles_of(landlord, By.staff(person.id, ""), on)) & stages.SENIOR_MANAGERS
    return next(iter(held), None)


def stage_row(complaint: Complaint, number: int) -> Stage:
    """The stage of that number, among those that came with the case. StopIteration where nobody asked for it."""
    return next(stage for stage in complaint.stages.all() if stage.number == number)


def people_of_stage(complaint: Complaint, stage: int, by: By, **more: Any) -> What:
    """What `rules` asks about people: who acts, who answers this stage, who considered an earlier one."""
    answers = complaint.handler_id if stage == 1 else complaint.reviewer_id
    return What(
        person=by.person_id,
        answers_stage=answers,
        considered_before=considered_before(complaint, stage),
        **more,
    )


def must_be_at(complaint: Complaint, stage: int) -> None:
    """Refuses work on another stage than the one the case is at: a page left open while the case went on."""
    at = max(one.number for one in complaint.stages.all())
    if stage != at:
        raise Refused("another_stage", {"stage": at})


def name_added_days(complaint: Complaint, since: date) -> dict[str, Any]:
    """One-off holidays that an operator has added count for clocks that begin on the day `since` too.

    Gives what the event says of them: nothing where there is none.
    """
    named = AddedDay.objects.filter(landlord=complaint.landlord, complaint=complaint)
    fresh = [
        added_day(complaint, holiday)
        for holiday in OneOffHoliday.objects.filter(day__gt=since).exclude(day__in=named.values("day"))
    ]
    AddedDay.objects.bulk_create(fresh)
    return said_of(fresh)


def said_of(added: Iterable[AddedDay]) -> dict[str, Any]:
    """One-off holidays as an event names them that makes them count for its case; nothing where there are none."""
    days = [{"day": one.day, "name": one.name, "added_on": one.added_on} for one in added]
    return {"added_days": days} if days else {}


def added_day(complaint: Complaint, holiday: OneOffHoliday) -> AddedDay:
    """A one-off holiday as it is named on a case."""
    return AddedDay(
        landlord=complaint.landlord,
        complaint=complaint,
        day=holiday.day,
        name=holiday.name,
        added_on=holiday.added_on,
    )


def note(
    complaint: Complaint,
    kind: Kind,
    moment: Moment,
    *,
    on: date | None = None,
    facts: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    begins: bool = False,
) -> None:
    """Notes one event of a case, of the edition that the case keeps. `on` is the day it happened, where not today."""
    said = entry(complaint, kind, moment, on=on, facts=facts, before=before, personal=personal)
    chain.note_many(complaint.landlord_id, [said], begins=begins)


def entry(
    complaint: Complaint,
    kind: Kind,
    moment: Moment,
    *,
    on: date | None = None,
    facts: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    subject: Subject | None = None,
) -> Entry:
    """An event of a case as `note` notes it, for `chain.note_many`; of another `subject` that belongs to the case."""
    return Entry(
        subject=subject or ("complaint", complaint.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=on or moment.on,
        facts=facts or {},
        before=before or {},
        personal=personal or {},
        edition=complaint.edition or None,
    )


def settle(complaint: Complaint, on: date) -> None:
    """Writes the copies that lists sort and filter by, from the facts as they now are."""
    fresh = with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    stands = standing(fresh, on)
    complaint.state, complaint.next_due_on = stands.state.value, stands.next_due_on
    Complaint.objects.filter(landlord=complaint.landlord, id=complaint.id).update(
        state=complaint.state,
        next_due_on=complaint.next_due_on,
        news_due_on=next_news_on(fresh, ended=complaint.state in ENDED),
        # The worker looks at it soon: a clock may have ended late, and the next day to look follows from the facts.
        look_on=on,
    )
    if complaint.state in ENDED or fresh.counted is not None:
        tally.recount(complaint.landlord_id, [fresh], on)
