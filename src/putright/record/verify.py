"""Checking the record: what was altered, removed, reordered or cut since it was written.

Reads one landlord at a time in one snapshot, in streams: memory grows with what is wrong or was blanked, not
with the number of events. Says plainly what it cannot know.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from putright.record import tenancy
from putright.record.chain import BLANKED, GENESIS, JSON, Subject, digest, hashed, moment
from putright.record.checkpoint import Exported, Head, body
from putright.record.kinds import subject_name
from putright.record.models import Chain, Checkpoint, Event, PersonalText
from putright.record.own_kinds import PERSONAL_TEXT_BLANKED

BATCH = 500

SENTENCES: Mapping[str, str] = {
    "altered": "event %(number)s (%(kind)s) was altered after it was written (%(columns)s)",
    "removed": "events %(first)s to %(last)s were removed",
    "reordered": "event %(number)s (%(kind)s) was written as event %(written_as)s: events were moved",
    "doubled": "there is a second event %(number)s (%(kind)s)",
    "link_broken": "event %(number)s (%(kind)s) does not follow event %(before)s: that one was replaced",
    "tail_cut": "the last events were cut off: events %(first)s to %(last)s are missing",
    "tail_added": "events %(first)s to %(last)s were put in, or the chain's row was set back",
    "head_differs": "the last event, %(number)s (%(kind)s), is not the one the chain's row names",
    "chain_missing": "the chain's row was removed; %(events)s events are left",
    "text_altered": "the personal text %(field)s of event %(number)s (%(kind)s) was altered",
    "text_missing": "the personal text %(field)s of event %(number)s (%(kind)s) was removed",
    "text_added": "a personal text %(field)s was put to event %(number)s (%(kind)s), which has none",
    "text_blanked_unsaid": "the personal text %(field)s of event %(number)s was blanked and no event says so",
    "text_not_blanked": "the personal text %(field)s of event %(number)s is there, though said to be blanked",
    "text_orphaned": "personal text is left of an event that was removed (%(event)s)",
    "chain_removed": "the whole chain was removed; it had %(events)s events",
    "cut_since_checkpoint": "events %(first)s to %(last)s, there at the checkpoint, were cut off",
    "rewritten_since_checkpoint": "event %(number)s is not the one that was there at the checkpoint",
    "checkpoint_altered": "checkpoint %(checkpoint)s was altered",
    "checkpoint_removed": "checkpoint %(checkpoint)s was removed",
    "fewer_than_checkpoint": "%(chains)s chains, %(events)s events: checkpoint %(checkpoint)s counted more",
}

UNKNOWN_WITHOUT = (
    "Without a checkpoint kept elsewhere this cannot exclude that whole chains were removed together with "
    "their rows, that a chain's last events were cut off and its row set back, or that somebody with the "
    "database owner's rights rewrote a chain to its end with fresh hashes. Keep the file that "
    "`putright checkpoint --export FILE` writes where they cannot reach it, and run "
    "`putright verify --against FILE`."
)
UNKNOWN_WITH = (
    "Up to the checkpoint of %(at)s nothing can have been cut off or rewritten unseen. What was written "
    "later is compared with the chains' own rows only: of that, a later checkpoint is needed to say the same."
)
UNKNOWN_HERE = "The checkpoint holds nothing of this landlord, so nothing of it could be compared."


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    what     a code of SENTENCES
    subject  how people call the chain's subject ("complaint HK3M7P2R"), "" for what is about no chain
    number   the event's number in its chain, where it is about one event
    details  what the sentence names
    """

    landlord_id: UUID
    subject: str
    what: str
    number: int | None = None
    details: Mapping[str, JSON] = field(default_factory=dict)

    def sentence(self) -> str:
        """The problem in English, for whoever runs the command."""
        told = SENTENCES[self.what] % {"number": self.number, **self.details}
        return f"{self.subject}: {told}" if self.subject else told

    def to_json(self) -> dict[str, JSON]:
        """The problem as the command prints it with --json."""
        return {
            "landlord": str(self.landlord_id),
            "subject": self.subject,
            "what": self.what,
            "event": self.number,
            "details": dict(self.details),
            "sentence": self.sentence(),
        }


@dataclass(frozen=True, slots=True)
class Blanking:
    """Personal text that was blanked as it should be: which fields of which event, and the reason given."""

    landlord_id: UUID
    subject: str
    number: int
    fields: tuple[str, ...]
    reason: str
    on: str

    def sentence(self) -> str:
        """The blanking in English."""
        what = f"{', '.join(self.fields)} of event {self.number}"
        return f"{self.subject}: {what} blanked on {self.on} ({self.reason})"

    def to_json(self) -> dict[str, JSON]:
        """The blanking as the command prints it with --json."""
        return {
            "landlord": str(self.landlord_id),
            "subject": self.subject,
            "event": self.number,
            "fields": list(self.fields),
            "reason": self.reason,
            "on": self.on,
        }


@dataclass(slots=True)
class Report:
    """What a check found. `unknown` are sentences on what it could not exclude."""

    landlords: int = 0
    chains: int = 0
    events: int = 0
    problems: list[Problem] = field(default_factory=list)
    blanked: list[Blanking] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def to_json(self) -> dict[str, JSON]:
        """The report as the command prints it with --json."""
        return {
            "ok": self.ok,
            "landlords": self.landlords,
            "chains": self.chains,
            "events": self.events,
            "problems": [problem.to_json() for problem in self.problems],
            "blanked": [blanking.to_json() for blanking in self.blanked],
            "unknown": list(self.unknown),
        }


def verify(landlord_ids: Iterable[UUID], *, against: Exported | None = None) -> Report:
    """Checks all chains of the landlords, with a checkpoint's file where one is given.

    Each landlord is read in a transaction of its own, on one snapshot, while others go on writing; inside a
    transaction of the caller's, on that one's.
    """
    report = Report()
    for landlord_id in landlord_ids:
        with _snapshot(landlord_id):
            _verify_landlord(landlord_id, against, report)
        report.landlords += 1
    _say_what_is_unknown(report, against)
    return report


def verify_landlord(landlord_id: UUID) -> Report:
    """`verify` for one landlord, without a checkpoint's file."""
    return verify([landlord_id])


def verify_subject(landlord_id: UUID, subject: Subject) -> Report:
    """`verify` for the chain of one subject, inside the caller's transaction; for the page of a case."""
    report = Report(landlords=1)
    # Locked, or an event noted between this statement and the next would look as if it had been put in.
    chain = (
        Chain.objects.select_for_update()
        .filter(landlord_id=landlord_id, subject_kind=subject[0], subject_id=subject[1])
        .first()
    )
    if chain is not None:
        _Walk(landlord_id, chain.id, chain, None, report).all(_events(landlord_id, chain_id=chain.id))
    _say_what_is_unknown(report, None)
    return report


def _say_what_is_unknown(report: Report, against: Exported | None) -> None:
    if against is None:
        report.unknown.append(UNKNOWN_WITHOUT)
    else:
        moments = sorted({section.at for section in against.sections.values()})
        report.unknown.append(UNKNOWN_WITH % {"at": " and ".join(moments) or "no landlord"})


@contextmanager
def _snapshot(landlord_id: UUID) -> Iterator[None]:
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            # Chains and events are read by several statements; a case noted between them must not look wrong.
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        with tenancy.as_landlord(landlord_id):
            yield


def _verify_landlord(landlord_id: UUID, against: Exported | None, report: Report) -> None:
    section = against.sections.get(landlord_id) if against else None
    if against and section is None:
        report.unknown.append(f"{landlord_id}: {UNKNOWN_HERE}")
    heads = against.heads(landlord_id) if against else iter(())
    before = report.chains, report.events
    for chain_id, chain, events, head in _side_by_side(landlord_id, heads):
        _Walk(landlord_id, chain_id, chain, head, report).all(events)
    chains, events_here = report.chains - before[0], report.events - before[1]
    _check_orphans(landlord_id, report)
    _check_checkpoints(landlord_id, chains, events_here, report)
    if section and against:
        row = Checkpoint.objects.filter(landlord_id=landlord_id, number=section.number).first()
        if row is None or row.digest != section.digest:
            what = "checkpoint_removed" if row is None else "checkpoint_altered"
            report.problems.append(Problem(landlord_id, "", what, None, {"checkpoint": section.number}))


_Texts = list[PersonalText]


def _side_by_side(
    landlord_id: UUID, heads: Iterator[Head]
) -> Iterator[tuple[UUID, Chain | None, Iterator[tuple[Event, _Texts]], Head | None]]:
    """Chains, events and the checkpoint's heads, each in the order of chain ids, brought together."""
    chains = Chain.objects.filter(landlord_id=landlord_id).order_by("id").iterator(chunk_size=BATCH)
    groups = groupby(_events(landlord_id), key=lambda each: each[0].chain_id)
    chain, group, head = next(chains, None), next(groups, None), next(heads, None)
    while chain or group or head:
        ids = [chain.id] if chain else []
        ids += [group[0]] if group else []
        ids += [head.chain_id] if head else []
        chain_id = min(ids)
        mine_chain = chain if chain and chain.id == chain_id else None
        mine_events = group[1] if group and group[0] == chain_id else iter(())
        mine_head = head if head and head.chain_id == chain_id else None
        yield chain_id, mine_chain, mine_events, mine_head
        if mine_chain:
            chain = next(chains, None)
        if group and group[0] == chain_id:
            group = next(groups, None)
        if mine_head:
            head = next(heads, None)


def _events(landlord_id: UUID, **which: UUID) -> Iterator[tuple[Event, _Texts]]:
    """All events in the order of chain and number, each with its personal text, in batches."""
    events = (
        Event.objects.filter(landlord_id=landlord_id, **which)
        .order_by("chain_id", "number", "id")
        .iterator(chunk_size=BATCH)
    )
    while batch := list(islice(events, BATCH)):
        texts: dict[UUID, _Texts] = defaultdict(list)
        for text in PersonalText.objects.filter(
            landlord_id=landlord_id, event__in=[event.id for event in batch]
        ):
            texts[text.event_id].append(text)
        for event in batch:
            yield event, texts[event.id]


class _Walk:
    """One chain, walked from its first event to its last."""

    def __init__(
        self, landlord_id: UUID, chain_id: UUID, chain: Chain | None, head: Head | None, report: Report
    ) -> None:
        self.landlord_id, self.chain_id, self.report = landlord_id, chain_id, report
        self.chain, self.head = chain, head
        self.subject: tuple[str, UUID] | None = None
        if chain:
            self.subject = (chain.subject_kind, chain.subject_id)
        elif head:
            self.subject = head.subject
        self.number = 0
        self.hash: str | None = GENESIS
        self.kind = ""
        self.last_is_sound = True
        self.at_checkpoint: str | None = None
        self.blanked: set[tuple[int, str]] = set()
        self.said: dict[tuple[int, str], tuple[str, str]] = {}

    def all(self, events: Iterable[tuple[Event, _Texts]]) -> None:
        """Walks the whole chain and adds what it finds to the report."""
        for event, texts in events:
            self._event(event, texts)
            self.report.events += 1
        self.report.chains += 1 if self.chain else 0
        self._end()
        self._against_checkpoint()
        self._blankings()

    def _found(self, what: str, number: int | None = None, **details: JSON) -> None:
        self.report.problems.append(Problem(self.landlord_id, self._name(), what, number, details))

    def _name(self) -> str:
        if self.subject is None:
            return f"chain {self.chain_id}"
        return subject_name(self.landlord_id, *self.subject)

    def _event(self, event: Event, texts: _Texts) -> None:
        before = self.number
        gap = event.number > before + 1
        if gap:
            self._found("removed", None, first=before + 1, last=event.number - 1)
        elif event.number <= before:
            self._found("doubled", event.number, kind=event.kind)
        written = self._body(event)
        self.last_is_sound = False
        if written is not None:
            self.last_is_sound = in_place = written["number"] == event.number
            if in_place and not gap and self.hash not in (None, written["previous"]):
                self._found("link_broken", event.number, kind=event.kind, before=before)
            self._texts(event, written, texts)
            if event.kind == PERSONAL_TEXT_BLANKED.name:
                for name in written["facts"]["fields"]:
                    self.said[(written["facts"]["number"], name)] = (
                        written["facts"]["reason"],
                        written["happened_on"],
                    )
        else:
            self.blanked |= {(event.number, text.field) for text in texts if _is_blank(text)}
        self.number, self.kind = max(before, event.number), event.kind
        # What follows an event that was moved has lost its neighbour; that is reported once.
        self.hash = None if written is not None and not self.last_is_sound else event.hash
        if self.head and event.number == self.head.length:
            self.at_checkpoint = event.hash if written is not None else None

    def _body(self, event: Event) -> dict[str, Any] | None:
        """What the event's body says, or None where the event was altered, which is then reported."""
        if hashed(event.body) != event.hash:
            self._found("altered", event.number, kind=event.kind, columns="body or hash")
            return None
        written = _parsed(event.body)
        if written is None:
            self._found("altered", event.number, kind=event.kind, columns="body")
            return None
        if self.subject is None:
            self.subject = (written["subject"]["kind"], UUID(written["subject"]["id"]))
        if written["number"] != event.number:
            self._found("reordered", event.number, kind=event.kind, written_as=written["number"])
            return written
        columns = {
            "landlord": str(event.landlord_id),
            "subject": {"kind": self.subject[0], "id": str(self.subject[1])},
            "kind": event.kind,
            "happened_on": event.happened_on.isoformat(),
            "noted_at": moment(event.noted_at),
            "previous": event.previous,
        }
        differing = sorted(name for name, value in columns.items() if written[name] != value)
        if differing:
            self._found("altered", event.number, kind=event.kind, columns=", ".join(differing))
            return None
        return written

    def _texts(self, event: Event, written: Mapping[str, Any], texts: _Texts) -> None:
        digests = written["personal"]
        for text in texts:
            if text.field not in digests:
                self._found("text_added", event.number, kind=event.kind, field=text.field)
            elif _is_blank(text):
                self.blanked.add((written["number"], text.field))
            elif digest(text.salt, text.value) != digests[text.field]:
                self._found("text_altered", event.number, kind=event.kind, field=text.field)
        for name in sorted(set(digests) - {text.field for text in texts}):
            self._found("text_missing", event.number, kind=event.kind, field=name)

    def _end(self) -> None:
        if self.chain is None:
            if self.number:
                self._found("chain_missing", None, events=self.number)
        elif self.number < self.chain.length:
            self._found("tail_cut", None, first=self.number + 1, last=self.chain.length)
        elif self.number > self.chain.length:
            self._found("tail_added", None, first=self.chain.length + 1, last=self.number)
        elif self.last_is_sound and self.hash != self.chain.head:
            self._found("head_differs", self.number, kind=self.kind)

    def _against_checkpoint(self) -> None:
        if self.head is None:
            return
        if self.chain is None and not self.number:
            self._found("chain_removed", None, events=self.head.length)
        elif self.number < self.head.length:
            self._found("cut_since_checkpoint", None, first=self.number + 1, last=self.head.length)
        elif self.at_checkpoint is not None and self.at_checkpoint != self.head.head:
            self._found("rewritten_since_checkpoint", self.head.length)

    def _blankings(self) -> None:
        for number, name in sorted(self.blanked - set(self.said)):
            self._found("text_blanked_unsaid", number, field=name)
        for number, name in sorted(set(self.said) - self.blanked):
            self._found("text_not_blanked", number, field=name)
        together: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        for number, name in sorted(self.blanked & set(self.said)):
            together[(number, *self.said[(number, name)])].append(name)
        for (number, reason, on), names in together.items():
            self.report.blanked.append(
                Blanking(self.landlord_id, self._name(), number, tuple(names), reason, on)
            )


def _parsed(written: str) -> dict[str, Any] | None:
    """A body read, or None where it is not of the shape that `chain.note` writes."""
    try:
        body = json.loads(written)
        UUID(body["subject"]["id"])
        sound = (
            _SHAPE.keys() <= body.keys()
            and all(isinstance(body[name], kind) for name, kind in _SHAPE.items())
            and (
                body["kind"] != PERSONAL_TEXT_BLANKED.name
                or {"number", "fields", "reason"} <= body["facts"].keys()
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return body if sound else None


_SHAPE: Mapping[str, type] = {
    "landlord": str,
    "subject": dict,
    "number": int,
    "kind": str,
    "happened_on": str,
    "noted_at": str,
    "facts": dict,
    "personal": dict,
    "previous": str,
}


def _is_blank(text: PersonalText) -> bool:
    return text.salt == BLANKED and text.value == BLANKED


def _check_orphans(landlord_id: UUID, report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_id FROM record_personaltext AS text WHERE landlord_id = %s AND NOT EXISTS"
            " (SELECT FROM record_event AS event WHERE event.id = text.event_id) ORDER BY event_id",
            [landlord_id],
        )
        for (event_id,) in cursor.fetchall():
            report.problems.append(Problem(landlord_id, "", "text_orphaned", None, {"event": str(event_id)}))


def _check_checkpoints(landlord_id: UUID, chains: int, events: int, report: Report) -> None:
    expected, previous = 1, GENESIS
    last: Checkpoint | None = None
    for row in (
        Checkpoint.objects.filter(landlord_id=landlord_id).order_by("number").iterator(chunk_size=BATCH)
    ):
        for missing in range(expected, row.number):
            report.problems.append(
                Problem(landlord_id, "", "checkpoint_removed", None, {"checkpoint": missing})
            )
        after_gap = row.number != expected
        if hashed(body(row)) != row.digest or (not after_gap and row.previous != previous):
            report.problems.append(
                Problem(landlord_id, "", "checkpoint_altered", None, {"checkpoint": row.number})
            )
        expected, previous, last = row.number + 1, row.digest, row
    if last and (chains < last.chains or events < last.events):
        report.problems.append(
            Problem(
                landlord_id,
                "",
                "fewer_than_checkpoint",
                None,
                {"chains": chains, "events": events, "checkpoint": last.number},
            )
        )
