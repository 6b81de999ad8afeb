"""Writing to the record and reading it back: `note`, `timeline`, `blank`.

Each subject has a chain. An event's body is canonical JSON that names the landlord, the subject, its number
in the chain and the hash of the event before; its own hash is SHA-256 over that text. Personal text never
stands in a body: only a salted digest of it does, so that the text can be blanked and the chain still holds.
"""

import hashlib
import json
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext_lazy as _

from putright.record.ids import uuid7
from putright.record.kinds import Kind, KindError, kind
from putright.record.models import Chain, Event, PersonalText
from putright.record.own_kinds import PERSONAL_TEXT_BLANKED
from putright.record.tenancy import plan_afresh

JSON = None | bool | int | str | Sequence["JSON"] | Mapping[str, "JSON"]
Subject = tuple[str, UUID]

FORMAT = 1
BULK = 100
GENESIS = "0" * 64
BLANKED = "blanked"
REMOVED = _("[removed]")

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_REASON = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")


@dataclass(frozen=True, slots=True)
class By:
    """Who acted. `role` is the role acted in; `person_id` stays empty for residents without an account."""

    kind: Literal["resident", "staff", "system", "import", "link", "adviser"]
    person_id: UUID | None = None
    role: str | None = None

    @classmethod
    def resident(cls) -> "By":
        """A resident, or whoever speaks for one."""
        return cls("resident", None, "resident")

    @classmethod
    def staff(cls, person_id: UUID, role: str) -> "By":
        """A person who is signed in, in the role acted in."""
        return cls("staff", person_id, role)

    @classmethod
    def system(cls) -> "By":
        """The service itself: a sweep, a job."""
        return cls("system")

    @classmethod
    def link(cls) -> "By":
        """Somebody outside who answers through a link that was sent to them: a contractor, another team."""
        return cls("link")

    @classmethod
    def adviser(cls, person_id: UUID) -> "By":
        """Somebody of an advice agency who speaks for the resident, with an authority."""
        return cls("adviser", person_id, "adviser")

    @classmethod
    def imported(cls, person_id: UUID | None = None) -> "By":
        """A history that was brought in, by `person_id` where one is known."""
        return cls("import", person_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be noted about one subject.

    by, at    who wrote it down and the moment (with its time zone)
    on        the day it happened, in England
    facts     the facts after it, of the fields that the kind declares
    before    the facts before it, where it changed something; same fields
    personal  the personal fields; they lie beside the chain and can be blanked
    edition   the edition of the Code that was applied, where one was

    Values are text, whole numbers, booleans, None, lists and dicts; dates, moments and UUIDs are written out.
    """

    subject: Subject
    kind: str
    by: By
    at: datetime
    on: date
    facts: Mapping[str, object] = field(default_factory=dict)
    before: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, object] = field(default_factory=dict)
    edition: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """An event as it is read back. `personal` lacks the fields that are in `blanked`."""

    id: UUID
    number: int
    kind: Kind
    happened_on: date
    noted_at: datetime
    by: By
    edition: str | None
    facts: Mapping[str, JSON]
    before: Mapping[str, JSON]
    personal: Mapping[str, JSON]
    blanked: frozenset[str]

    def told(self, show: Callable[[str, JSON], object] = lambda name, value: value) -> str:
        """The kind's sentence, filled; `show(field, value)` puts a date or a code into the reader's words."""
        values: dict[str, object] = defaultdict(lambda: REMOVED)
        for name, value in {**self.facts, **self.personal}.items():
            values[name] = show(name, value)
        return str(self.kind.sentence) % values


def note(
    *,
    landlord_id: UUID,
    subject: Subject,
    kind: str,
    by: By,
    at: datetime,
    on: date,
    facts: Mapping[str, object] | None = None,
    before: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
    edition: str | None = None,
    begins: bool = False,
) -> Event:
    """Appends one event to the subject's chain, inside the caller's transaction (arguments as in Entry and note_many).

    The chain's row stays locked until that transaction ends, so that two writers to one subject take turns.
    Raises KindError for a kind or a field nobody declared, TransactionManagementError outside a transaction,
    TypeError or ValueError for values that have no one way to be written.
    """
    entry = Entry(subject, kind, by, at, on, facts or {}, before or {}, personal or {}, edition)
    (written,) = note_many(landlord_id, [entry], begins=begins)
    return Event(
        id=written.id,
        landlord_id=landlord_id,
        chain_id=written.chain,
        number=written.number,
        kind=written.kind,
        happened_on=written.happened_on,
        noted_at=written.noted_at,
        body=written.body,
        previous=written.previous,
        hash=written.hash,
    )


def note_many(landlord_id: UUID, entries: Iterable[Entry], *, begins: bool = False) -> list["Written"]:
    """Appends many events, of one or many subjects, in the order given: the same events as `note` would.

    begins  nobody can have noted anything about these subjects: this transaction made them. Saves the look for their
            chains; a chain that is there all the same is an IntegrityError.

    Takes two statements however many entries there are. Chains are locked in a fixed order, so that two bulk writers
    cannot wait for each other. Raises as `note` does.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is noted in the transaction of what it tells about.")
    entries = list(entries)
    for entry in entries:
        _check(entry)
    if not entries:
        return []
    subjects = {entry.subject for entry in entries}
    chains = _new_chains(landlord_id, subjects) if begins else _lock_chains(landlord_id, subjects)
    events: list[Written] = []
    texts: list[_Text] = []
    for entry in entries:
        event, its_texts = _next_event(landlord_id, chains[entry.subject], entry)
        events.append(event)
        texts.extend(its_texts)
    if len(entries) >= BULK:
        plan_afresh()
    _write(landlord_id, chains.values(), events, texts, begins=begins)
    return events


def timeline(
    landlord_id: UUID,
    subject: Subject,
    *,
    for_resident: bool = False,
    only: Iterable[Kind] | None = None,
    personal: bool = True,
) -> list[Noted]:
    """The subject's events in order; with `for_resident` the kinds that residents are shown, with `only` just those.

    Without `personal` their personal text is not read, which saves a statement.
    """
    found = Event.objects.filter(
        landlord_id=landlord_id, chain__subject_kind=subject[0], chain__subject_id=subject[1]
    )
    if only is not None:
        found = found.filter(kind__in=[each.name for each in only])
    events = list(found.order_by("number"))
    texts: dict[UUID, list[PersonalText]] = defaultdict(list)
    if personal:
        for text in PersonalText.objects.filter(
            landlord_id=landlord_id, event__in=[event.id for event in events]
        ):
            texts[text.event_id].append(text)
    noted = [_read(event, texts[event.id]) for event in events]
    return [each for each in noted if each.kind.shown_to_resident or not for_resident]


def blank(event: Event, fields: Iterable[str], *, by: By, at: datetime, on: date, reason: str) -> Event:
    """Blanks personal fields of an event for good, and notes that in the same chain; gives the new event.

    reason  a short code from a list ("erasure_request"): it stands in the chain for good

    A field that is blank already is left alone. Raises ValueError for a reason that is no code or a field the
    event does not hold.
    """
    wanted = sorted(set(fields))
    if not _REASON.match(reason):
        raise ValueError(f"{reason!r} is no reason code: use small letters, digits and underscores.")
    chain = Chain.objects.select_for_update().get(landlord_id=event.landlord_id, id=event.chain_id)
    texts = PersonalText.objects.filter(landlord_id=event.landlord_id, event=event.id, field__in=wanted)
    missing = set(wanted) - {text.field for text in texts}
    if missing or not wanted:
        raise ValueError(f"Event {event.number} holds no personal field {sorted(missing)}.")
    texts.exclude(salt=BLANKED).update(salt=BLANKED, value=BLANKED)
    return note(
        landlord_id=event.landlord_id,
        subject=(chain.subject_kind, chain.subject_id),
        kind=PERSONAL_TEXT_BLANKED.name,
        by=by,
        at=at,
        on=on,
        facts={"number": event.number, "fields": wanted, "reason": reason},
    )


def canonical(value: object) -> str:
    """The one way to write `value` as JSON: keys sorted, no spaces, letters as they are, dates as text.

    Raises TypeError for anything that could be written in two ways (fractions, sets, objects) and ValueError
    for text that is no Unicode.
    """
    return _encoded(_plain(value))


def _encoded(plain: JSON) -> str:
    text = _WRITER.encode(plain)
    text.encode()  # half a character has no UTF-8, and is refused
    return text


def hashed(body: str) -> str:
    """The hash of an event with that body: SHA-256 in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


def digest(salt: str, value: str) -> str:
    """What a body holds of a personal field: SHA-256 over salt, colon and canonical JSON of the field."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment as bodies write it: UTC, microseconds, Z. Raises ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _plain(value: object) -> JSON:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, dict | Mapping):  # a dict is known at once, any other mapping by its class
        if not all(isinstance(key, str) for key in value):
            raise TypeError("The record takes only text as the keys of a dict.")
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(
        f"The record takes no {type(value).__name__}: give text, a whole number, a date, a list or a dict."
    )


def _check(entry: Entry) -> None:
    declared = kind(entry.kind)
    strange = declared.undeclared({*entry.facts, *entry.before}, entry.personal)
    if strange:
        raise KindError(f"{entry.kind!r} does not take {sorted(strange)} there: see its registration.")


# Rows go over as one JSON text: it is read where they are needed, and written several times faster than arrays are.
_LOCK_OR_MAKE = """
WITH wanted AS (
    SELECT * FROM json_to_recordset(%(chains)s) AS wanted (id uuid, kind text, subject uuid)
), found AS (
    SELECT chain.id, subject_kind, subject_id, length, head
    FROM record_chain AS chain JOIN wanted ON subject_kind = kind AND subject_id = subject
    WHERE landlord_id = %(landlord)s
    ORDER BY subject_kind, subject_id
    FOR UPDATE OF chain
), made AS (
    INSERT INTO record_chain (id, landlord_id, subject_kind, subject_id, length, head)
    SELECT id, %(landlord)s, kind, subject, 0, %(genesis)s FROM wanted
    WHERE NOT EXISTS (SELECT FROM found WHERE subject_kind = kind AND subject_id = subject)
    ORDER BY kind, subject
    ON CONFLICT (landlord_id, subject_kind, subject_id) DO NOTHING
    RETURNING id, subject_kind, subject_id, length, head
)
SELECT * FROM found UNION ALL SELECT * FROM made
"""

_GROW = """
    UPDATE record_chain AS chain SET length = new.length, head = new.head
    FROM json_to_recordset(%(chains)s) AS new (id uuid, length int, head text)
    WHERE chain.id = new.id AND chain.landlord_id = %(landlord)s
"""
_BEGIN = """
    INSERT INTO record_chain (id, landlord_id, subject_kind, subject_id, length, head)
    SELECT id, %(landlord)s, kind, subject, length, head
    FROM json_to_recordset(%(chains)s) AS new (id uuid, kind text, subject uuid, length int, head text)
"""
_WRITE = """
WITH chains AS ({chains}), events AS (
    INSERT INTO record_event
        (id, landlord_id, chain_id, number, kind, happened_on, noted_at, body, previous, hash)
    SELECT id, %(landlord)s, chain, number, kind, happened_on, noted_at, body, previous, hash
    FROM json_to_recordset(%(events)s) AS new (
        id uuid, chain uuid, number int, kind text, happened_on date, noted_at timestamptz, body text,
        previous text, hash text
    )
)
INSERT INTO record_personaltext (id, landlord_id, event_id, field, salt, value)
SELECT id, %(landlord)s, event, field, salt, value
FROM json_to_recordset(%(texts)s) AS new (id uuid, event uuid, field text, salt text, value text)
"""


def _lock_chains(landlord_id: UUID, subjects: set[Subject]) -> dict[Subject, Chain]:
    chains: dict[Subject, Chain] = {}
    # A second turn where another writer began a chain meanwhile: it is seen, locked and gone on from then.
    while missing := subjects - set(chains):
        with connection.cursor() as cursor:
            cursor.execute(
                _LOCK_OR_MAKE,
                {
                    "landlord": landlord_id,
                    "genesis": GENESIS,
                    "chains": _rows(
                        {"id": uuid7(), "kind": each[0], "subject": each[1]} for each in sorted(missing)
                    ),
                },
            )
            for chain_id, kind_of_subject, subject_id, length, head in cursor.fetchall():
                chains[kind_of_subject, subject_id] = Chain(
                    id=chain_id,
                    landlord_id=landlord_id,
                    subject_kind=kind_of_subject,
                    subject_id=subject_id,
                    length=length,
                    head=head,
                )
    return chains


def _new_chains(landlord_id: UUID, subjects: Iterable[Subject]) -> dict[Subject, Chain]:
    return {
        subject: Chain(
            landlord_id=landlord_id, subject_kind=subject[0], subject_id=subject[1], length=0, head=GENESIS
        )
        for subject in sorted(subjects)
    }


def _write(
    landlord_id: UUID,
    chains: Iterable[Chain],
    events: Sequence["Written"],
    texts: Sequence["_Text"],
    *,
    begins: bool,
) -> None:
    """Events, their texts and the chains' new heads in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(chains=_BEGIN if begins else _GROW),
            {
                "landlord": landlord_id,
                "chains": _rows(
                    {
                        "id": each.id,
                        "kind": each.subject_kind,
                        "subject": each.subject_id,
                        "length": each.length,
                        "head": each.head,
                    }
                    for each in chains
                ),
                "events": _rows(each._asdict() for each in events),
                "texts": _rows({"id": uuid7(), **each._asdict()} for each in texts),
            },
        )


def _rows(rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as one JSON text, for `json_to_recordset`; UUIDs, dates and moments as text."""
    return json.dumps(list(rows), ensure_ascii=False, default=str)


class Written(NamedTuple):
    """An event as it was written, its columns without the landlord's. Light, since bulk work makes a great many."""

    id: UUID
    chain: UUID
    number: int
    kind: str
    happened_on: date
    noted_at: datetime
    body: str
    previous: str
    hash: str


class _Text(NamedTuple):
    """One personal field of an event that is about to be written."""

    event: UUID
    field: str
    salt: str
    value: str


def _next_event(landlord_id: UUID, chain: Chain, entry: Entry) -> tuple[Written, list[_Text]]:
    event_id, number, previous = uuid7(), chain.length + 1, chain.head
    texts = [
        _Text(event_id, name, secrets.token_hex(16), canonical(value))
        for name, value in sorted(entry.personal.items())
    ]
    person = entry.by.person_id
    # Plain from the start but for the two that a caller filled: `canonical` would look at each part again.
    body = _encoded(
        {
            "format": FORMAT,
            "landlord": str(landlord_id),
            "subject": {"kind": chain.subject_kind, "id": str(chain.subject_id)},
            "number": number,
            "kind": entry.kind,
            "by": {
                "kind": entry.by.kind,
                "person": None if person is None else str(person),
                "role": entry.by.role,
            },
            "happened_on": entry.on.isoformat(),
            "noted_at": moment(entry.at),
            "edition": entry.edition,
            "facts": _plain(entry.facts),
            "before": _plain(entry.before),
            "personal": {text.field: digest(text.salt, text.value) for text in texts},
            "previous": previous,
        }
    )
    written = Written(
        event_id, chain.id, number, entry.kind, entry.on, entry.at, body, previous, hashed(body)
    )
    chain.length, chain.head = number, written.hash
    return written, texts


def _read(event: Event, texts: Iterable[PersonalText]) -> Noted:
    body = json.loads(event.body)
    personal: dict[str, JSON] = {}
    blanked: set[str] = set()
    for text in texts:
        if text.salt == BLANKED:
            blanked.add(text.field)
        else:
            personal[text.field] = json.loads(text.value)
    person = body["by"]["person"]
    return Noted(
        id=event.id,
        number=event.number,
        kind=kind(event.kind),
        happened_on=event.happened_on,
        noted_at=event.noted_at,
        by=By(body["by"]["kind"], UUID(person) if person else None, body["by"]["role"]),
        edition=body["edition"],
        facts=body["facts"],
        before=body["before"],
        personal=personal,
        blanked=frozenset(blanked),
    )
