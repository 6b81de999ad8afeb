"""What happens because time passes: the background's work for one landlord, step by step.

`tend` is called by `putright work` every few seconds. No date depends on it: what is due and late is computed when it
is asked for. So it may run twice, beside itself, or after a week off: each step finds by an index what is left to do,
does it in small transactions of its own, and leaves a mark by which a second run knows that it is done.

To add a step, write a function that takes (landlord id, moment), opens its own transactions by `as_landlord`, and
gives how many things it did; and add one line to STEPS.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from putright.accounts.models import Landlord, Person
from putright.accounts.policy import policy_of
from putright.record import checkpoint, outbox, providers
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar
from putright.rules.clocks import Clock
from putright.rules.stages import CASEWORKERS, Role

from . import messages
from .actions import remove_expired_drafts
from .actions.looking import look_again
from .afterwards.actions import ask_afterwards
from .alerts import morning_of
from .awareness.actions import count_forms, count_heard
from .correspondence import actions as correspondence
from .evidence import actions as evidence
from .keeping import actions as keeping
from .models import Complaint, Hazard, Promise
from .queries import LATER_STAGES, STAGE_1, covered_by, people_of, standing, with_facts
from .reference import spoken
from .returning.actions import remind_of_saved
from .returning.forgetting import tidy_sent
from .returning.limits import forget_paces
from .worklist.notices import tell_searches
from .worklist.tally import count_ended

log = logging.getLogger("putright.tending")

# What one round does of each kind at most: the next round goes on.
BATCH: Final = 200
LINES: Final = 40
# How long before a danger's next step is due its duty address hears of it.
DANGER_NEAR: Final = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Tended:
    """What one round did: how many things by step, the steps that broke, and who could not be reached."""

    done: dict[str, int]
    broken: tuple[str, ...] = ()
    down: str = ""

    @property
    def more(self) -> bool:
        """Whether a step did as much as a round does at most, so that there may be more to do at once."""
        return any(number >= BATCH for number in self.done.values())


class Down(Exception):
    """Whoever carries messages could not be reached; the text says who."""


Step = Callable[[UUID, datetime], int]


def tend(landlord_id: UUID, now: datetime, steps: Sequence[tuple[str, Step]] | None = None) -> Tended:
    """Does for one landlord what is due at `now`. A step that breaks is logged, and the others go on.

    Call it outside a transaction. Safe to run twice, and beside itself.
    """
    done: dict[str, int] = {}
    broken: list[str] = []
    down = ""
    for name, step in STEPS if steps is None else steps:
        try:
            done[name] = step(landlord_id, now)
        except Down as error:
            down = str(error)
        except Exception:
            # Whatever it left, it finds again in the next round.
            log.exception("The step %r broke off; the next round tries again.", name)
            broken.append(name)
    return Tended(done, tuple(broken), down)


# 1. What was missed


def look_at_cases(landlord_id: UUID, now: datetime) -> int:
    """Looks at each case whose day has come, each in a transaction of its own. Gives how many it looked at.

    A case that breaks is passed over until the next round, and the others go on. One that another worker holds, or
    that somebody is at work on, is left for later.
    """
    on = timezone.localdate(now)
    looked = 0
    passed_over: set[UUID] = set()
    for _turn in range(BATCH):
        with as_landlord(landlord_id):
            found = _claim(landlord_id, on, passed_over)
            if found is None:
                break
            try:
                with transaction.atomic():
                    look_again(landlord_id, found, at=now)
                looked += 1
            except Exception:
                log.exception("Case %s cannot be looked at; the next round tries again.", found)
                passed_over.add(found)
    return looked


def _claim(landlord_id: UUID, on: date, passed_over: set[UUID]) -> UUID | None:
    """The next case to look at, its row locked: one whose day has come, else one that never had a day."""
    cases = Complaint.objects.filter(landlord_id=landlord_id).exclude(id__in=passed_over)
    for rows in (
        cases.filter(look_on__lte=on).order_by("look_on", "id"),
        cases.filter(look_on=None, next_due_on__isnull=False).order_by("id"),
    ):
        found = rows.select_for_update(skip_locked=True).values_list("id", flat=True).first()
        if found is not None:
            return found
    return None


# 2. Each person's morning


def tell_the_morning(landlord_id: UUID, now: datetime) -> int:
    """One message for each person with what is late on their cases, and due soon. Gives how many were written.

    Once a working day, from seven in the morning in England; after a day off the next morning's list has it all.
    """
    on = morning_of(now)
    if on is None:
        return 0
    with as_landlord(landlord_id):
        landlord = Landlord.objects.get(id=landlord_id)
        people = people_of(landlord, CASEWORKERS, on)
        keys = {person.id: f"morning:{person.id}:{on.isoformat()}" for person in people}
        told = outbox.keys_written(landlord_id, keys.values())
        here = frozenset(keys)
        officers = {person.id for person in people_of(landlord, [Role.COMPLAINTS_OFFICER], on)}
    until = Calendar.england().add(on, policy_of(landlord).warn_days)
    written = 0
    for person in people:
        if keys[person.id] in told:
            continue
        # As this person, so that a case they are shut out of is not there.
        with as_landlord(landlord_id, person_id=person.id):
            lines, more = _morning(landlord, person, on, until, here if person.id in officers else None)
            if lines:
                messages.morning(landlord, person, lines, more, key=keys[person.id], on=on, at=now)
                written += 1
    return written


def _morning(
    landlord: Landlord, person: Person, on: date, until: date, here: frozenset[UUID] | None
) -> tuple[list[messages.Line], int]:
    """The lines of a person's morning, the worst first, and how many more there are.

    With theirs come those of whom they cover. A complaints officer is given `here`, the people who work on cases today:
    what nobody of them has is the officer's.
    """
    mine_too = [person.id, *covered_by(landlord, person.id, on)]
    mine = Q(state__in=STAGE_1, handler__in=mine_too) | Q(state__in=LATER_STAGES, reviewer__in=mine_too)
    if here is not None:
        mine |= Q(state__in=STAGE_1) & ~Q(handler__in=here)
        mine |= Q(state__in=LATER_STAGES) & ~Q(reviewer__in=here)
    cases = Complaint.objects.filter(mine, landlord=landlord, next_due_on__lte=until)
    promises = Promise.objects.filter(
        landlord=landlord, owner=person, promised_on__isnull=False, done_on=None, due_on__lte=until
    )
    number = cases.count() + promises.count()
    if not number:
        return [], 0
    lines = [*_dates(cases, on, until), *_promised(promises)]
    lines.sort(key=lambda line: (line.due, line.reference))
    return lines[:LINES], max(0, number - LINES)


def _dates(cases: QuerySet[Complaint], on: date, until: date) -> list[messages.Line]:
    rows = with_facts(cases.order_by("next_due_on", "id"))[:LINES]
    found = [(complaint.reference, standing(complaint, on).next) for complaint in rows]
    return [
        messages.Line(spoken(reference), _what(clock), clock.last_day)
        for reference, clock in found
        if clock is not None and clock.last_day <= until
    ]


def _promised(promises: QuerySet[Promise]) -> list[messages.Line]:
    rows = promises.select_related("complaint").order_by("due_on", "id")[:LINES]
    return [messages.Line(spoken(one.complaint.reference), "keep a promise", one.due_on) for one in rows]


def _what(clock: Clock) -> str:
    verb = "log" if clock.event == "acknowledge" else "answer"
    return f"{verb} stage {clock.stage}"


def warn_of_dangers(landlord_id: UUID, now: datetime) -> int:
    """Tells the landlord's duty address of a danger whose next step is due within four hours, or was missed: each
    step once. A danger runs by the hour, so it does not wait for a morning. Gives how many messages were written.
    """
    with as_landlord(landlord_id):
        landlord = Landlord.objects.get(id=landlord_id)
        near = Hazard.objects.filter(
            landlord=landlord, closed_at=None, next_due_at__lte=now + DANGER_NEAR
        ).order_by("next_due_at", "id")[:BATCH]
        keys = {one.id: f"danger:{one.id}:{one.next_due_at:%Y%m%d%H%M}" for one in near}
        told = outbox.keys_written(landlord_id, keys.values())
        new = [one for one in near if keys[one.id] not in told]
        return sum(messages.danger_due(landlord, one, key=keys[one.id], at=now) for one in new)


# 3. Messages out


def deliver(landlord_id: UUID, now: datetime) -> int:
    """Sends what waits in the outbox. Raises Down where a carrier could not be reached: the messages wait."""
    if not any(providers.carries(channel) for channel in Message.Channel.values):
        return 0
    said = outbox.deliver(landlord_id, limit=BATCH, now=now)
    if said.down:
        raise Down(said.down)
    return said.sent + said.refused


def follow(landlord_id: UUID, now: datetime) -> int:
    """Asks what became of messages that were sent."""
    return outbox.follow(landlord_id, limit=BATCH, now=now)


def alert_failures(landlord_id: UUID, now: datetime) -> int:
    """Tells the landlord of messages that did not arrive, each once."""
    with as_landlord(landlord_id):
        failed = list(outbox.not_arrived(landlord_id).filter(told_at=None)[:BATCH])
        if not failed:
            return 0
        return correspondence.alert_failures(Landlord.objects.get(id=landlord_id), failed, at=now)


# 4. The record, and what has had its time


def make_checkpoint(landlord_id: UUID, now: datetime) -> int:
    """Makes the day's checkpoint of the record, where there is none yet."""
    return int(checkpoint.take(landlord_id, at=now, once_a_day=True).made_at == now)


def expire_drafts(landlord_id: UUID, now: datetime) -> int:
    """Removes forms that were never sent and are past their lifetime."""
    with as_landlord(landlord_id):
        return remove_expired_drafts(landlord_id, now)


def tidy_forms(landlord_id: UUID, now: datetime) -> int:
    """Removes what is left beside forms that were sent since, and the counts of hours that are over."""
    with as_landlord(landlord_id):
        return tidy_sent(landlord_id, now) + forget_paces(landlord_id, now)


def count_what_ended(landlord_id: UUID, now: datetime) -> int:
    """Counts ended cases that an import or other bulk work brought; every other case is counted when it ends."""
    with as_landlord(landlord_id):
        return count_ended(landlord_id, timezone.localdate(now), limit=BATCH)


def count_the_forms(landlord_id: UUID, now: datetime) -> int:
    """Counts forms that were sent or are over, before `expire_drafts` removes them."""
    with as_landlord(landlord_id):
        return count_forms(landlord_id, now)


def count_what_was_said(landlord_id: UUID, now: datetime) -> int:
    """Counts once a day what people said to us, and how much of it became a complaint."""
    with as_landlord(landlord_id):
        return count_heard(landlord_id, now)


# In this order: what a step writes into the outbox goes out in the same round.
STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("cases looked at", look_at_cases),
    ("files scanned", evidence.scan_waiting),
    ("evidence chased", evidence.chase),
    ("dangers told", warn_of_dangers),
    ("mornings told", tell_the_morning),
    ("searches told", tell_searches),
    ("forms reminded of", remind_of_saved),
    ("residents asked afterwards", ask_afterwards),
    ("failures told", alert_failures),
    ("messages sent", deliver),
    ("messages followed", follow),
    ("ended cases counted", count_what_ended),
    ("forms counted", count_the_forms),
    ("said to us counted", count_what_was_said),
    ("drafts removed", expire_drafts),
    ("forms tidied", tidy_forms),
    ("dangers forgotten", keeping.forget_dangers),
    ("checkpoints made", make_checkpoint),
)
