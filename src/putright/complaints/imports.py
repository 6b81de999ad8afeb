"""Histories from a landlord's old system: one complaint a row, taken whole or refused with a sentence.

The format is documented in docs/formats/complaints.md and complaints.schema.json. A history that broke the Code is
taken, and its clocks show it late; one that cannot be (answered before received) is refused. A second run with the
same rows changes nothing; one with more events appends them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from putright.accounts.actions import NotAccepted
from putright.accounts.models import Landlord
from putright.accounts.queries import landlord_named
from putright.record import chain, tenancy
from putright.record.chain import By, Entry
from putright.record.models import Chain
from putright.record.tenancy import as_landlord
from putright.rules.editions import edition_for
from putright.rules.errors import RulesError
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts
from putright.rules.stages import impossible

from . import kinds
from .models import (
    AddedDay,
    Channel,
    Complaint,
    Finding,
    FindingKind,
    History,
    OneOffHoliday,
    Point,
    Promise,
    Stage,
)
from .queries import ENDED, standing_of
from .together import create_together

BATCH = 500
MOST_TEXT = 20_000
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}\Z")
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")

# What each kind of event must and may carry beside `kind` and `on`.
FIELDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "received": (frozenset(), frozenset()),
    "acknowledged": (frozenset({"stage"}), frozenset()),
    "extended": (frozenset({"stage", "until", "reason"}), frozenset({"agreed"})),
    "answered": (frozenset({"stage"}), frozenset()),
    "escalated": (frozenset(), frozenset({"stage", "reason"})),
    "refused": (frozenset({"stage", "reason"}), frozenset()),
    "withdrawn": (frozenset(), frozenset({"reason"})),
    "action_promised": (frozenset({"action", "due"}), frozenset()),
    "action_done": (frozenset({"action"}), frozenset({"proof"})),
    "closed": (frozenset(), frozenset({"reason"})),
}


class RowRefused(ValueError):
    """A row that cannot be taken. str() is one sentence that says what to do next."""


@dataclass(frozen=True)
class Outcome:
    """What became of one row. `what` is taken, appended, unchanged or refused; `why` a sentence where refused."""

    line: int
    reference: str
    what: str
    why: str = ""
    events: int = 0


@dataclass(frozen=True)
class Happened:
    """One event of a history, as the row gives it."""

    kind: str
    on: date
    stage: int | None = None
    until: date | None = None
    text: str = ""
    due: date | None = None
    proof: str = ""
    agreed: bool = False

    def json(self) -> dict[str, Any]:
        """The event in one fixed form, for telling a second run's events from the first's."""
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in vars(self).items()
            if value not in (None, "", False)
        }


@dataclass(frozen=True)
class Row:
    """One line of the file, its shape checked: dates are dates, kinds are known."""

    line: int
    reference: str
    landlord: str
    channel: str
    points: tuple[str, ...]
    events: tuple[Happened, ...]
    made_on: date | None = None

    def json(self) -> dict[str, Any]:
        return {
            "channel": self.channel,
            "points": list(self.points),
            "made_on": self.made_on.isoformat() if self.made_on else None,
            "events": [event.json() for event in self.events],
        }


@dataclass
class _Promised:
    action: str
    stage: int
    promised_on: date
    due_on: date
    done_on: date | None = None
    proof: str = ""


@dataclass
class _Case:
    """The facts that a row's events come to."""

    facts: ComplaintFacts
    reasons: dict[tuple[str, int], str] = field(default_factory=dict)
    promises: list[_Promised] = field(default_factory=list)


# Reading


def read_row(text: str, line: int, *, today: date) -> Row:
    """Reads one line. Raises RowRefused with a sentence for whatever is not as docs/formats/complaints.md says."""
    if not text.isascii() and not _storable(text):
        raise RowRefused("The line is not text in UTF-8: save the file as UTF-8 and import it again.")
    try:
        value = json.loads(text)
        whole = not _HALF_PAIR.search(text) or _storable(json.dumps(value, ensure_ascii=False))
    except (ValueError, RecursionError):
        raise RowRefused("The line is not JSON: write one JSON object on a line of its own.") from None
    if not whole:
        raise RowRefused(
            r"The line has half a character, such as \ud83d alone: write the whole one or take it out."
        )
    if not isinstance(value, dict):
        raise RowRefused(
            "The line is no JSON object: write {…} with reference, landlord, channel, points and events."
        )
    _fields(value, {"reference", "landlord", "channel", "points", "events"}, {"made_on"}, "The row")
    reference = _text(value, "reference", 40)
    if not _REFERENCE.match(reference):
        raise RowRefused(
            f"The reference {reference!r} has characters other than letters, digits, spaces and . / _ -: "
            "write it without."
        )
    channel = _text(value, "channel", 20)
    if channel not in Channel.values:
        raise RowRefused(f"The channel {channel!r} is not known: use one of {', '.join(Channel.values)}.")
    points = value["points"]
    if not isinstance(points, list) or not all(isinstance(one, str) and one.strip() for one in points):
        raise RowRefused("The points are not a list of texts: write [text, …], each with something in it.")
    if any(len(one) > MOST_TEXT for one in points):
        raise RowRefused(f"A point is longer than {MOST_TEXT:,} characters: shorten it.")
    if any("\x00" in one for one in points):
        raise RowRefused("A point has a null character in it: take it out.")
    events = value["events"]
    if not isinstance(events, list):
        raise RowRefused("The events are not a list: write [{kind, on, …}, …].")
    made_on = _date(value, "made_on", "The row", today) if value.get("made_on") is not None else None
    return Row(
        line=line,
        reference=reference,
        landlord=_text(value, "landlord", 200),
        channel=channel,
        points=tuple(points),
        events=tuple(_event(number, one, today) for number, one in enumerate(events, start=1)),
        made_on=made_on,
    )


def _storable(text: str) -> bool:
    """Whether UTF-8 can hold the text: bytes that were none, and halves of characters, it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _event(number: int, value: Any, today: date) -> Happened:
    where = f"Event {number}"
    if not isinstance(value, dict):
        raise RowRefused(f"{where} is no JSON object: write {{kind, on, …}}.")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in FIELDS:
        raise RowRefused(
            f"{where} has the kind {kind!r}, which is not known: use one of {', '.join(FIELDS)}."
        )
    must, may = FIELDS[kind]
    where = f"Event {number} ({kind})"
    _fields(value, {"kind", "on", *must}, may, where)
    stage = value.get("stage")
    if "stage" in value and (not isinstance(stage, int) or isinstance(stage, bool) or not 1 <= stage <= 3):
        raise RowRefused(f"{where} has the stage {stage!r}: write 1 or 2 (3 in editions 2020 and 2022).")
    texts = {
        name: _text(value, name, MOST_TEXT, where) for name in ("reason", "action", "proof") if name in value
    }
    agreed = value.get("agreed", False)
    if not isinstance(agreed, bool):
        raise RowRefused(f"{where} has an `agreed` that is neither true nor false: write one of them.")
    return Happened(
        kind=kind,
        on=_date(value, "on", where, today),
        stage=stage,
        until=_date(value, "until", where, None) if "until" in value else None,
        text=texts.get("action") or texts.get("reason") or "",
        due=_date(value, "due", where, None) if "due" in value else None,
        proof=texts.get("proof", ""),
        agreed=agreed,
    )


def _fields(
    value: Mapping[str, Any], must: set[str] | frozenset[str], may: Iterable[str], where: str
) -> None:
    missing = sorted(must - value.keys())
    if missing:
        raise RowRefused(f"{where} lacks {' and '.join(missing)}: add it.")
    unknown = sorted(value.keys() - must - set(may))
    if unknown:
        raise RowRefused(
            f"{where} has {' and '.join(map(repr, unknown))}, which the format does not know: take it out."
        )


def _text(value: Mapping[str, Any], name: str, most: int, where: str = "The row") -> str:
    text = value[name]
    if not isinstance(text, str) or not text.strip():
        raise RowRefused(f"{where} has no text in {name}: write it.")
    if len(text) > most:
        raise RowRefused(f"{where} has more than {most:,} characters in {name}: shorten it.")
    if "\x00" in text:
        raise RowRefused(f"{where} has a null character in {name}: take it out.")
    return text.strip()


def _date(value: Mapping[str, Any], name: str, where: str, today: date | None) -> date:
    text = value[name]
    try:
        day = date.fromisoformat(text) if isinstance(text, str) and len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise RowRefused(f"{where} has {text!r} in {name}: write a date that exists, as 2024-03-28.")
    if today is not None and day > today:
        raise RowRefused(f"{where} lies in the future ({day.isoformat()}): take in only what has happened.")
    return day


# From events to facts


def case_of(row: Row, landlord: Landlord) -> _Case:
    """The facts that a row's events come to. Raises RowRefused for a history that cannot be.

    Events count by their day; those of one day in the order of the list.
    """
    received = [event for event in row.events if event.kind == "received"]
    if len(received) != 1:
        raise RowRefused(f"The history has {len(received)} events of kind received: give exactly one.")
    stages: dict[int, dict[str, Any]] = {1: {"asked_on": received[0].on}}
    ends: dict[str, date] = {}
    closed_at: int | None = None
    case = _Case(ComplaintFacts(received_on=received[0].on, edition=None, stages=()))
    for event in sorted(row.events, key=lambda one: one.on):
        if event.kind == "received":
            continue
        if event.kind == "escalated":
            number = event.stage or max(stages) + 1
            if number in stages or number != max(stages) + 1 or number > 3:
                raise RowRefused(
                    f"The history asks for stage {number} after stage {max(stages)}: give each stage once, in order."
                )
            stages[number] = {"asked_on": event.on}
            case.reasons["why", number] = event.text
            # On one day the order of the list tells: the case went on after it was closed.
            if ends.get("closed") == event.on:
                del ends["closed"]
        elif event.kind in {"acknowledged", "extended", "answered", "refused"}:
            _stage_event(event, stages, case)
        elif event.kind in {"withdrawn", "closed"}:
            # A closed case that was taken further is closed once more: the last closing is the one that stands.
            if event.kind in ends and (event.kind == "withdrawn" or closed_at == max(stages)):
                raise RowRefused(f"The history is {event.kind} twice: give the last one only.")
            ends[event.kind] = event.on
            if event.kind == "closed":
                closed_at = max(stages)
        elif event.kind == "action_promised":
            assert event.due is not None
            if any(one.action == event.text and one.done_on is None for one in case.promises):
                raise RowRefused(
                    f"The action {event.text!r} is promised twice before it was done: name them apart."
                )
            case.promises.append(_Promised(event.text, max(stages), event.on, event.due))
        else:
            _done(event, case)
    made = row.made_on or received[0].on
    edition = edition_for(made, landlord.own_switch_2022)
    case.facts = ComplaintFacts(
        received_on=received[0].on,
        made_on=row.made_on,
        edition=edition.id if edition else None,
        stages=tuple(StageFacts(number=number, **facts) for number, facts in sorted(stages.items())),
        withdrawn_on=ends.get("withdrawn"),
        closed_on=ends.get("closed"),
    )
    if row.made_on and row.made_on > received[0].on:
        raise RowRefused("The complaint was made after it was received: correct one of the two dates.")
    if edition is not None and max(stages) > edition.stages_at_most:
        raise RowRefused(
            f"Edition {edition.id} of the Code has no stage {max(stages)}: take the later stage out."
        )
    refused = impossible(case.facts)
    if refused is not None:
        raise RowRefused(str(refused))
    return case


def _stage_event(event: Happened, stages: dict[int, dict[str, Any]], case: _Case) -> None:
    assert event.stage is not None
    facts = stages.get(event.stage)
    if facts is None:
        raise RowRefused(
            f"Stage {event.stage} is {event.kind} on {event.on.isoformat()} but nobody had asked for it: "
            "add the escalated event, or correct the stage."
        )
    if event.kind == "extended":
        # The Code knows one extension a stage: the first counts, a further one stands in the record alone.
        if "extended_to" not in facts:
            facts |= {
                "extended_to": event.until,
                "extended_told_on": event.on,
                "extension_agreed": event.agreed,
            }
            case.reasons["extended", event.stage] = event.text
        return
    name = f"{event.kind}_on"
    if name in facts:
        raise RowRefused(f"Stage {event.stage} is {event.kind} twice: give the one that counts.")
    facts[name] = event.on
    if event.text:
        case.reasons[event.kind, event.stage] = event.text


def _done(event: Happened, case: _Case) -> None:
    for promise in case.promises:
        if promise.action == event.text and promise.done_on is None:
            promise.done_on, promise.proof = event.on, event.proof
            return
    raise RowRefused(
        f"The action {event.text!r} is done but was not promised before: add the promise, or name it alike."
    )


# Taking in


def take(
    lines: Iterable[tuple[int, str]], *, at: datetime, create_landlord: Any = None, by: By | None = None
) -> Iterator[tuple[Outcome, str]]:
    """Takes rows in, and gives what became of each with the line as it was, in the order of the file.

    Many complaints share a transaction; each is taken whole or not at all. `create_landlord` is called with an
    unknown name and gives the landlord; without it such a row is refused.
    """
    by = by or By.imported()
    waiting: list[tuple[int, str]] = []
    for numbered in lines:
        if numbered[1].strip():
            waiting.append(numbered)
        if len(waiting) == BATCH:
            yield from _take_batch(waiting, at, create_landlord, by)
            waiting = []
    yield from _take_batch(waiting, at, create_landlord, by)


def _take_batch(
    lines: Sequence[tuple[int, str]], at: datetime, create_landlord: Any, by: By
) -> Iterator[tuple[Outcome, str]]:
    today = timezone.localdate(at)
    outcomes: dict[int, Outcome] = {}
    groups: dict[Any, list[tuple[Row, _Case]]] = {}
    landlords: dict[Any, Landlord] = {}
    named: dict[str, Landlord] = {}
    for line, text in lines:
        reference = ""
        try:
            row = read_row(text, line, today=today)
            reference = row.reference
            if row.landlord not in named:
                named[row.landlord] = _landlord(row.landlord, create_landlord)
            landlord = named[row.landlord]
            case = case_of(row, landlord)
        except (RowRefused, RulesError) as refused:
            outcomes[line] = Outcome(line, reference or _guess_reference(text), "refused", str(refused))
            continue
        landlords[landlord.id] = landlord
        groups.setdefault(landlord.id, []).append((row, case))
    for landlord_id, cases in groups.items():
        # The same reference twice in one batch is a first run and a second: they go one after the other.
        for part in _without_doubles(cases):
            with as_landlord(landlord_id):
                tenancy.plan_afresh()
                for outcome in _take_part(landlords[landlord_id], part, at, by):
                    outcomes[outcome.line] = outcome
    for line, text in lines:
        yield outcomes[line], text


def _guess_reference(text: str) -> str:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    reference = value.get("reference") if isinstance(value, dict) else None
    # Only what could be one: the rest may hold what a terminal would obey or cannot show.
    reference = reference.strip() if isinstance(reference, str) else ""
    return reference if _REFERENCE.match(reference) else ""


def _landlord(named: str, create: Any) -> Landlord:
    landlord = landlord_named(named)
    if landlord is not None:
        return landlord
    if create is None:
        raise RowRefused(
            f"The landlord {named!r} is not known here: correct the name, or run again with --create-landlords."
        )
    try:
        made: Landlord = create(named)
    except NotAccepted as wrong:
        raise RowRefused(str(wrong)) from None
    return made


def _without_doubles(cases: Sequence[tuple[Row, _Case]]) -> Iterator[list[tuple[Row, _Case]]]:
    part: list[tuple[Row, _Case]] = []
    seen: set[str] = set()
    for row, case in cases:
        if row.reference in seen:
            yield part
            part, seen = [], set()
        part.append((row, case))
        seen.add(row.reference)
    yield part


def _take_part(
    landlord: Landlord, cases: Sequence[tuple[Row, _Case]], at: datetime, by: By
) -> Iterator[Outcome]:
    there = {
        complaint.reference: complaint
        for complaint in Complaint.objects.select_for_update().filter(
            landlord=landlord, reference__in=[row.reference for row, _ in cases]
        )
    }
    histories = {
        history.complaint_id: history
        for history in History.objects.filter(landlord=landlord, complaint__in=there.values())
    }
    lengths = dict(
        Chain.objects.filter(
            landlord_id=landlord.id,
            subject_kind="complaint",
            subject_id__in=[complaint.id for complaint in there.values()],
        ).values_list("subject_id", "length")
    )
    new = []
    for row, case in cases:
        complaint = there.get(row.reference)
        if complaint is None:
            new.append((row, case))
            continue
        history = histories.get(complaint.id)
        try:
            added = _added(row, history, lengths.get(complaint.id, 0))
        except RowRefused as refused:
            yield Outcome(row.line, row.reference, "refused", str(refused))
            continue
        if not added:
            yield Outcome(row.line, row.reference, "unchanged")
            continue
        assert history is not None
        with transaction.atomic():
            _append(landlord, complaint, history, row, case, added, at, by)
        yield Outcome(row.line, row.reference, "appended", events=len(added))
    _create(landlord, new, at, by)
    for row, _ in new:
        yield Outcome(row.line, row.reference, "taken", events=len(row.events))


def _added(row: Row, history: History | None, chain_length: int) -> list[Happened]:
    """The events that a second run brings on top of the first. Raises RowRefused where it changes the first's."""
    if history is None:
        raise RowRefused(
            f"The reference {row.reference} is taken by a complaint that was made here: "
            "give this one another reference."
        )
    if not history.row:
        raise RowRefused(
            f"The personal text of {row.reference} was removed here: take its row out of the file."
        )
    before, now = history.row, row.json()
    if any(before[name] != now[name] for name in ("channel", "points", "made_on")):
        raise RowRefused(
            "The complaint was imported before with another channel, points or date made: "
            "bring the row back to what it was, or change the complaint here."
        )
    old = Counter(json.dumps(event, sort_keys=True) for event in before["events"])
    fresh = Counter(json.dumps(event, sort_keys=True) for event in now["events"])
    if old - fresh:
        raise RowRefused(
            "The complaint was imported before with events that this row changes or leaves out: "
            "keep those as they were and add the new ones."
        )
    left = fresh - old
    added = []
    for event in reversed(row.events):
        key = json.dumps(event.json(), sort_keys=True)
        if left[key] > 0:
            left[key] -= 1
            added.append(event)
    if added and chain_length != history.events:
        raise RowRefused(
            "The complaint has been worked on here since it was imported: write the new events down here instead."
        )
    added.reverse()
    return sorted(added, key=lambda event: event.on)


def _create(landlord: Landlord, cases: Sequence[tuple[Row, _Case]], at: datetime, by: By) -> None:
    holidays = list(OneOffHoliday.objects.all())
    today = timezone.localdate(at)
    complaints: list[Complaint] = []
    rows: list[Model] = []
    entries: list[Entry] = []
    for row, case in cases:
        complaint = Complaint(
            landlord=landlord,
            reference=row.reference,
            channel=row.channel,
            received_on=case.facts.received_on,
            made_on=row.made_on,
            edition=case.facts.edition or "",
            withdrawn_on=case.facts.withdrawn_on,
            closed_on=case.facts.closed_on,
            original_words=row.points[0] if row.points else "",
            imported=True,
        )
        points = [
            Point(landlord=landlord, complaint=complaint, number=number, resident_words=words)
            for number, words in enumerate(row.points, start=1)
        ]
        later = [holiday for holiday in holidays if holiday.day > case.facts.received_on]
        days = _settled(complaint, case, [], later, today)
        complaints.append(complaint)
        rows += points
        rows += [_stage_row(complaint, stage, case) for stage in case.facts.stages]
        rows += [_promise_row(complaint, promise) for promise in case.promises]
        rows += _findings(complaint, points, case.facts.stages)
        rows += days
        events = sorted(row.events, key=lambda event: (event.on, event.kind != "received"))
        entries += [_entry(complaint, event, row, by, at) for event in events]
        rows.append(
            History(
                landlord=landlord, complaint=complaint, row=row.json(), imported_at=at, events=len(events)
            )
        )
    create_together([*complaints, *rows])
    chain.note_many(landlord.id, entries, begins=True)


def _append(
    landlord: Landlord,
    complaint: Complaint,
    history: History,
    row: Row,
    case: _Case,
    added: Sequence[Happened],
    at: datetime,
    by: By,
) -> None:
    Stage.objects.filter(landlord=landlord, complaint=complaint).delete()
    Promise.objects.filter(landlord=landlord, complaint=complaint).delete()
    Finding.objects.filter(landlord=landlord, complaint=complaint).delete()
    points = list(Point.objects.filter(landlord=landlord, complaint=complaint))
    complaint.withdrawn_on, complaint.closed_on = case.facts.withdrawn_on, case.facts.closed_on
    # A one-off holiday added since was named on the case if it was open then. If it was not, the holiday counts for a
    # stage that began afterwards, and for nothing before.
    named = [
        AddedHoliday(day=added_day.day, added_on=added_day.added_on)
        for added_day in AddedDay.objects.filter(landlord=landlord, complaint=complaint)
    ]
    began = max(stage.asked_on for stage in case.facts.stages)
    unnamed = OneOffHoliday.objects.filter(day__gt=began).exclude(day__in=[one.day for one in named])
    days = _settled(complaint, case, named, list(unnamed), timezone.localdate(at))
    complaint.save(update_fields=["withdrawn_on", "closed_on", "state", "next_due_on"])
    AddedDay.objects.bulk_create(days)
    Stage.objects.bulk_create(_stage_row(complaint, stage, case) for stage in case.facts.stages)
    Promise.objects.bulk_create(_promise_row(complaint, promise) for promise in case.promises)
    Finding.objects.bulk_create(_findings(complaint, points, case.facts.stages))
    chain.note_many(landlord.id, [_entry(complaint, event, row, by, at) for event in added])
    history.row, history.imported_at = row.json(), at
    history.events += len(added)
    history.save(update_fields=["row", "imported_at", "events"])


def _settled(
    complaint: Complaint,
    case: _Case,
    named: Sequence[AddedHoliday],
    days: Sequence[OneOffHoliday],
    today: date,
) -> list[AddedDay]:
    """Sets the copies that lists sort by. Gives `days` as added holidays of the case, beside those that are `named` on
    it already; none if it has ended."""
    more = [AddedHoliday(day=one.day, added_on=one.added_on) for one in days]
    _copies(complaint, case, [*named, *more], today)
    if complaint.state in ENDED:
        return []
    return [
        AddedDay(
            landlord=complaint.landlord,
            complaint=complaint,
            day=one.day,
            name=one.name,
            added_on=one.added_on,
        )
        for one in days
    ]


def _copies(complaint: Complaint, case: _Case, named: Sequence[AddedHoliday], today: date) -> None:
    facts = ComplaintFacts(
        received_on=case.facts.received_on,
        made_on=case.facts.made_on,
        edition=case.facts.edition,
        stages=case.facts.stages,
        withdrawn_on=case.facts.withdrawn_on,
        closed_on=case.facts.closed_on,
        added_holidays=tuple(named),
    )
    stands = standing_of(facts, [one.due_on for one in case.promises if one.done_on is None], today)
    complaint.state, complaint.next_due_on = stands.state.value, stands.next_due_on


def _stage_row(complaint: Complaint, stage: StageFacts, case: _Case) -> Stage:
    return Stage(
        landlord=complaint.landlord,
        complaint=complaint,
        number=stage.number,
        asked_on=stage.asked_on,
        acknowledged_on=stage.acknowledged_on,
        extended_to=stage.extended_to,
        extended_told_on=stage.extended_told_on,
        extension_reasons=case.reasons.get(("extended", stage.number), ""),
        extension_agreed=stage.extension_agreed,
        answered_on=stage.answered_on,
        refused_on=stage.refused_on,
        refusal_reasons=case.reasons.get(("refused", stage.number), ""),
        why=case.reasons.get(("why", stage.number), ""),
    )


def _promise_row(complaint: Complaint, promise: _Promised) -> Promise:
    return Promise(
        landlord=complaint.landlord,
        complaint=complaint,
        stage=promise.stage,
        action=promise.action,
        due_on=promise.due_on,
        promised_on=promise.promised_on,
        done_on=promise.done_on,
        proof=promise.proof,
    )


def _findings(complaint: Complaint, points: Sequence[Point], stages: Sequence[StageFacts]) -> list[Finding]:
    return [
        Finding(
            landlord=complaint.landlord,
            complaint=complaint,
            point=point,
            stage=stage.number,
            finding=FindingKind.NOT_RECORDED.value,
        )
        for stage in stages
        if stage.answered_on
        for point in points
    ]


_KINDS = {
    "received": kinds.RECEIVED,
    "acknowledged": kinds.ACKNOWLEDGED,
    "extended": kinds.EXTENDED,
    "answered": kinds.ANSWERED,
    "escalated": kinds.ESCALATED,
    "refused": kinds.REFUSED,
    "withdrawn": kinds.WITHDRAWN,
    "action_promised": kinds.PROMISED,
    "action_done": kinds.PROMISE_KEPT,
    "closed": kinds.CLOSED,
}
# Under which name each kind keeps the text of its event, beside the chain.
_TEXTS = {
    "extended": "reasons",
    "refused": "reasons",
    "withdrawn": "reasons",
    "escalated": "why",
    "action_promised": "action",
}


def _entry(complaint: Complaint, event: Happened, row: Row, by: By, at: datetime) -> Entry:
    facts: dict[str, object] = {}
    personal: dict[str, object] = {}
    if event.kind == "received":
        facts = {"channel": row.channel, "reference": row.reference, "points": len(row.points)}
        personal = {"words": list(row.points)}
    if event.stage is not None:
        facts["stage"] = event.stage
    if event.until is not None:
        facts["until"] = event.until
    if event.due is not None:
        facts["due_on"] = event.due
    if event.text and event.kind in _TEXTS:
        personal[_TEXTS[event.kind]] = event.text
    if event.kind == "action_done":
        personal["proof"] = event.proof or event.text
    return Entry(
        subject=("complaint", complaint.id),
        kind=_KINDS[event.kind].name,
        by=by,
        at=at,
        on=event.on,
        facts=facts,
        personal=personal,
        edition=complaint.edition or None,
    )
