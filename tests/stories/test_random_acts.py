"""Random acts by random people against one case, and what has to hold after each of them.

An example is a list of numbers. Each is one step: a day that passes with or without the worker, or a card of
`tests/stories/deck.py` played by somebody who may do it or may not. 0 is no step, so that Hypothesis can leave steps
out of an example that fails. After each step:

- an act that was permitted left one event on the case's chain; what leaves others stands in BESIDE with the reason;
- an act that was refused left none and changed no row, and its code has a sentence;
- nobody without a role, nobody who was stopped and nobody shut out of the case did anything to it;
- the columns that lists sort by, the kept counters and who is shut out are what the facts give, counted anew;
- nothing that anybody wrote is left in a case whose personal text was removed;
- the events alone give the state, every date and every finding that the rows have (`replay.py`);
- no clock moved but by an event of its case;
- no letter went out with a point unanswered, money not approved, or unread where a second person has to read it.

A longer run: RANDOM_ACTS=500 (examples) pytest tests/stories/test_random_acts.py
"""

from __future__ import annotations

import inspect
import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from putright.accounts import lines
from putright.accounts.models import Line, Person, Role
from putright.accounts.policy import policy_of
from putright.complaints import actions, letters, tending
from putright.complaints.actions.told import ConfidedTold, WorryTold
from putright.complaints.conflicts.queries import is_shut_out, worked_out
from putright.complaints.drafting import queries as drafting
from putright.complaints.evidence import scanning
from putright.complaints.hazards.queries import facts_of_hazard, next_due_of
from putright.complaints.models import (
    Complaint,
    Finding,
    Hazard,
    JoinedCase,
    Letter,
    LetterCheck,
    LetterDraft,
    Missed,
    Point,
    Promise,
    Remedy,
    Restriction,
    ShutOut,
    Tally,
)
from putright.complaints.news.queries import next_news_on
from putright.complaints.queries import ENDED, considered_before, facts_of, standing, with_facts
from putright.complaints.worklist import tally
from putright.record.chain import By
from putright.record.models import Chain, Event
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules import english
from putright.rules.clocks import clocks
from putright.rules.errors import Refused
from putright.rules.sentences import REFUSALS
from putright.rules.stages import state
from putright.ui import words
from tests.access.test_every_act import folders_with_actions
from tests.access.world import told
from tests.cast import Cast, make_cast, make_person, moment
from tests.record.tenant_tables import tenant_tables
from tests.record.test_tenant_tables import OUTSIDE
from tests.stories.deck import CARDS, MARK, Card, Play, onward
from tests.stories.replay import as_it_stands, replayed, replayed_hazard, without_nothing

EXAMPLES = int(os.environ.get("RANDOM_ACTS", "0"))
STEPS = 70 if EXAMPLES else 45
Subject = tuple[str, UUID]
# Under the Codes of 2024, 2022 and 2020.
BEGINNINGS = ("2026-11-02", "2026-11-02", "2023-09-04", "2020-10-05")
POLICIES: tuple[dict[str, Any], ...] = (
    {"second_reader": []},
    {"second_reader": ["everything"]},
    {"second_reader": ["hazard", "money"], "extension_needs_agreement": True},
)

# Acts that anybody may do who comes to the door, and the operator's.
ANYBODY = {"raise_complaint", "open_hazard", "add_holiday"}
# Acts about no case: who is shut out of one may do them. A list of cases is judged case by case.
ABOUT_NO_CASE = {
    *(
        "import_homes",
        "save_for_later",
        "write_down",
        "write_down_request",
        "record_request",
        "become_complaint",
    ),
    *("answer_request", "review_request", "finish_request", "note_offer"),
    *("note_absence", "end_absence", "save_search", "remove_search", "allocate_many"),
    *("begin_campaign", "end_campaign"),
}
# Done again they are the same act: no event, and no row changes.
ONCE = {
    *("write_message", "record_need", "share_file", "withhold_file", "link_cases", "match_home", "refer_on"),
    *("ask_what_is_held", "choose_evidence", "answer_remedy", "judge_promise", "ask_for_check", "add_file"),
    *("add_file_by_link", "answer_evidence", "write_down", "write_down_request", "record_request"),
    *("become_complaint", "add_holiday", "allocate_many", "save_for_later", "end_campaign"),
    *("reply_to_understanding", "take_time", "raise_issue", "change_contact", "say_afterwards"),
    *("share_story", "withdraw_story", "revoke_invitation"),
}
# Rows change and no event is noted, by design.
UNNOTED = {
    "save_evidence": "an answer that is not sent yet is a draft of somebody outside",
    "save_for_later": "a page that is not finished is a draft, of no case yet",
}
# What acts leave beside the one event on the case, or in its place: kinds that may be there, and why.
BESIDE: dict[str, tuple[set[str], str]] = {
    "link_cases": ({"case.linked"}, "both cases say so"),
    "unlink_cases": ({"case.unlinked"}, "both cases say so"),
    "join_case": (
        {"case.joined", "case.took_in", "conflict.line_followed"},
        "both cases say so, and each is closed to whom the other is closed to",
    ),
    "take_apart": ({"case.taken_apart", "case.gave_back"}, "both cases say so"),
    "restrict": (
        {"conflict.named", "conflict.line_followed"},
        "cases joined with it hold its words, and are closed to the same people",
    ),
    "lift_restriction": ({"conflict.lifted", "conflict.line_followed"}, "as for restrict"),
    "leave_group": (
        {"group.member_left", "complaint.received", "complaint.left_group"}
        | {"conflict.named", "conflict.line_followed"},
        "the household's own case begins",
    ),
    "raise_issue": (
        {"point.added_by_resident", "complaint.issue_apart", "complaint.received"}
        | {"conflict.named", "conflict.line_followed"}
        | {"need.asked", "household.told", "representative.named", "representative.asked"},
        "what does not belong becomes a complaint of its own",
    ),
    "judge_promise": (
        {"promise.judged", "complaint.reopened"},
        "a promise not kept opens a closed case again",
    ),
    "decide_removal": (
        {"removal.decided", "record.personal_text_blanked", "complaint.blanked"},
        "each text that is removed is noted in the chain that held it",
    ),
    "blank_personal_text": ({"record.personal_text_blanked", "complaint.blanked"}, "as for decide_removal"),
    "add_holiday": ({"complaint.holiday_added"}, "it is named on every open case"),
    "allocate_many": ({"complaint.allocated"}, "each case has its own"),
    "raise_complaint": ({"complaint.received"}, "another case begins"),
    "write_down": (
        {"complaint.received", "hazard.opened", "representative.named", "representative.asked"},
        "one page holds a danger, a complaint and who writes it",
    ),
    "save_for_later": ({"hazard.opened"}, "a danger is opened before the page is finished"),
    "write_down_request": ({"service_request.recorded", "hazard.opened"}, "one page holds a danger too"),
    "become_complaint": (
        {"service_request.became_complaint", "complaint.received"},
        "the request goes on beside the complaint",
    ),
}
# One for each text that is removed, and for each person who is named.
REPEATED = {"record.personal_text_blanked", "conflict.named", "need.asked"}
# Steps of the worker that need nobody outside.
ROUND = [
    (name, step)
    for name, step in tending.STEPS
    if name not in {"messages sent", "messages followed", "checkpoints made"}
]


@dataclass
class World:
    """One example: the people, the case, the day, and what was done so far."""

    cast: Cast
    people: dict[str, By]
    main: UUID
    at: datetime
    # How much of what is done takes the case further: some stories wander, some get to the end.
    eager: float
    # What was there after the last act, where nothing but acts happened since.
    seen: tuple[dict[Subject, int], dict[str, str]] | None = None
    trace: list[str] = field(default_factory=list)
    clocks: dict[UUID, tuple[int, dict[str, tuple[date, date]]]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    @property
    def cases(self) -> list[Complaint]:
        return list(Complaint.objects.filter(landlord=self.cast.landlord).order_by("id"))

    def case(self, case_id: UUID) -> Complaint:
        return Complaint.objects.select_related("landlord").get(landlord=self.cast.landlord, id=case_id)

    def because(self, what: str) -> str:
        """A failure with the story that led to it."""
        return what + "\n  after\n    " + "\n    ".join(self.trace[-60:])


# What is there


_DIGESTS: list[str] = []


def rows() -> dict[str, str]:
    """A digest of every row that the landlord has, by table, and of the links to its cases."""
    if not _DIGESTS:
        tables = sorted(tenant_tables(OUTSIDE) | {"accounts_link"})
        _DIGESTS.append(
            " UNION ALL ".join(
                f"SELECT '{table}', coalesce(md5(string_agg(md5(row::text), '' ORDER BY md5(row::text))), '')"
                f" FROM {table} AS row"
                for table in tables
            )
        )
    with connection.cursor() as cursor:
        cursor.execute(_DIGESTS[0])
        return {str(table): str(digest) for table, digest in cursor.fetchall()}


def lengths() -> dict[Subject, int]:
    return {
        (kind, subject): length
        for kind, subject, length in Chain.objects.values_list("subject_kind", "subject_id", "length")
    }


def new_events(before: dict[Subject, int], after: dict[Subject, int]) -> list[tuple[Subject, Event]]:
    """The events that were noted between two looks, chain by chain."""
    found = []
    for subject, length in after.items():
        if length > before.get(subject, 0):
            events = Event.objects.filter(
                chain__subject_kind=subject[0],
                chain__subject_id=subject[1],
                number__gt=before.get(subject, 0),
            ).order_by("number")
            found += [(subject, event) for event in events]
    return found


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in after if before[table] != after[table]]


# Who acts


def actors(cast: Cast) -> dict[str, By]:
    """Everybody who could try, each saying of themself that they are the Head of Housing: that must not help."""
    names = "officer manager other_manager head admin front_line leader service_manager member former_officer"
    people = {name: getattr(cast, name) for name in f"{names} stranger_officer ombudsman".split()}
    people["stopped"] = make_person("Gerda Gone", cast.landlord, None)
    Role.objects.create(landlord=cast.landlord, person=people["stopped"], kind="head_of_housing")
    Person.objects.filter(id=people["stopped"].id).update(is_active=False)
    found = {name: By.staff(person.id, "head_of_housing") for name, person in people.items()}
    found["resident"] = By.resident()
    found["link"] = By.link()
    found["adviser"] = By.adviser(cast.adviser.id)
    return found


def who(world: World, play: Play, card: Card, proper: float) -> tuple[str, By]:
    """Mostly somebody whose act it is, else anybody."""
    name = play.pick(*card.mostly) if play.seldom(proper) else play.pick(*world.people)
    if name == "system":
        return name, By.system()
    if name == "handler":
        late = max((one.number for one in play.case.stages.all()), default=1) > 1
        has = play.case.reviewer_id if late else play.case.handler_id
        for known, by in world.people.items():
            if has is not None and by.person_id == has:
                return known, by
        name = "manager"
    return name, world.people[name]


# The steps


def step(world: World, number: int) -> None:
    """One step of the story, and all that has to hold after it."""
    dice = random.Random(number)
    if dice.random() < 0.16:
        pass_days(world, dice)
        return
    if dice.random() < 0.03:
        change_line(world, dice)
        return
    world.at += timedelta(minutes=dice.choice((1, 5, 20)))
    others = [one.id for one in world.cases if one.id != world.main]
    case = world.case(dice.choice(others) if others and dice.random() < 0.12 else world.main)
    play = Play(world.cast, case, world.at, dice)
    drawn = onward(play) if dice.random() < world.eager else None
    if drawn is not None:
        card, do = CARDS[drawn[0]], drawn[1]
    else:
        card = dice.choices(list(CARDS.values()), [one.often for one in CARDS.values()])[0]
        made = card.make(play)
        if made is None:
            return
        do = made
    name, by = who(world, play, card, 0.9 if drawn else 0.7)
    attempt(world, card, case, name, by, do, signed_in=dice.random() < 0.5)


def attempt(
    world: World, card: Card, case: Complaint, name: str, by: By, do: Any, *, signed_in: bool
) -> None:
    landlord = world.cast.landlord
    shut = by.kind == "staff" and is_shut_out(case, by.person_id)
    issued = set(Letter.objects.values_list("id", flat=True))
    told_before, before = world.seen or (lengths(), rows())
    refused: Exception | None = None
    world.trace.append(f"{world.on} {card.name} by {name} on {str(case.id)[-4:]} ({case.state})")
    try:
        # As a page would: in the transaction of whoever is signed in.
        with as_landlord(landlord.id, person_id=by.person_id if signed_in else None):
            do(by)
    except Refused as error:
        refused = error
        spoken(world, error)
    except ObjectDoesNotExist as error:
        # The database hides the rows of a case from whoever is shut out of it.
        assert shut and signed_in, world.because(f"{card.name} found nothing: {error!r}")
        refused = error
    told_after, after = world.seen = lengths(), rows()
    events = new_events(told_before, told_after)
    if refused is not None:
        world.trace[-1] += f": refused, {getattr(refused, 'code', refused)}"
        assert not events, world.because(f"{card.name} was refused and noted {events}")
        assert before == after, world.because(f"{card.name} was refused and changed {changed(before, after)}")
        return
    world.trace[-1] += ": " + ", ".join(event.kind for _subject, event in events)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    allowed(world, card, name, shut)
    left_its_event(world, card, case, events, changed(before, after))
    for subject, event in events:
        event_is_sound(world, by, name, subject, event)
        if event.kind == "complaint.blanked":
            nothing_is_left(world, subject[1])
        if event.kind == "complaint.left_group":
            whole = ShutOut.objects.filter(complaint=case.id).values_list("person_id", flat=True)
            own = ShutOut.objects.filter(complaint=subject[1]).values_list("person_id", flat=True)
            assert set(whole) <= set(own), world.because("the case of a household is open to more people")
    for letter in Letter.objects.exclude(id__in=issued):
        letter_may_go_out(world, letter)
    acted_on(world, events, {case.id})


def pass_days(world: World, dice: random.Random) -> None:
    """Days pass. Nothing moves by that; the worker, where it runs, notes what was missed and nothing else."""
    world.seen = None
    world.at = moment(
        world.on + timedelta(days=dice.choice((1, 1, 2, 3, 5, 8, 13))), dice.choice((8, 10, 16))
    )
    world.trace.append(f"{world.on}")
    for row in with_their_facts(world):
        clocks_stand(world, row)
        projected(world, row)
    if dice.random() < 0.6:
        return
    before = lengths()
    with as_landlord(world.cast.landlord.id):
        done = tending.tend(world.cast.landlord.id, world.at, ROUND)
    assert not done.broken, world.because(f"the worker broke off at {done.broken}")
    events = new_events(before, lengths())
    world.trace[-1] += " the worker: " + ", ".join(event.kind for _subject, event in events)
    for _subject, event in events:
        assert json.loads(event.body)["by"]["kind"] == "system"
    for case in with_their_facts(world):
        missed = {one.what for one in Missed.objects.filter(complaint=case)}
        stands = standing(case, world.on)
        late = {one.id for one in stands.clocks if one.late}
        late |= {
            f"promise:{one.id}"
            for one in Promise.objects.filter(complaint=case, promised_on__isnull=False, done_on=None)
            if one.due_on < world.on
        }
        assert late <= missed, world.because(f"the worker looked and did not note {late - missed}")
    acted_on(world, events, set())


def change_line(world: World, dice: random.Random) -> None:
    """Somebody reports to somebody else from now on."""
    cast, world.seen = world.cast, None
    person = dice.choice((cast.manager, cast.other_manager))
    to = dice.choice((cast.head, cast.leader))
    Line.objects.update_or_create(landlord=cast.landlord, person=person, defaults={"reports_to": to})
    lines.tell_of_change(cast.landlord, world.at)
    world.trace.append(f"{world.on} {person} reports to {to}")
    acted_on(world, [], {one.id for one in world.cases})


# What has to hold


def spoken(world: World, error: Refused) -> None:
    """A refusal names its reason: its code has a sentence on a page, and for commands where it is of the rules."""
    try:
        assert words.refusal(error).strip()
        if error.code in REFUSALS:
            assert english(error.code, error.facts).strip()
    except KeyError as missing:
        raise AssertionError(
            world.because(f"{error.code} {error.facts} has no sentence: {missing!r}")
        ) from None


def allowed(world: World, card: Card, name: str, shut: bool) -> None:
    """Who may do nothing did nothing, whatever the act says."""
    if card.name in ANYBODY:
        return
    nobody = {"former_officer", "stranger_officer", "ombudsman", "stopped"}
    assert name not in nobody, world.because(f"{name} did {card.name}")
    assert name != "adviser" or card.name in {"record_contact", "escalate"}, world.because(card.name)
    if card.name not in ABOUT_NO_CASE:
        assert not shut, world.because(f"{name} is shut out of the case and did {card.name}")


def left_its_event(
    world: World,
    card: Card,
    case: Complaint,
    events: list[tuple[Subject, Event]],
    tables: list[str],
) -> None:
    """One act, one event on the chain of what it is about; what else there may be stands in BESIDE."""
    kinds = [event.kind for _subject, event in events]
    if not events:
        if card.name in UNNOTED:
            return
        assert card.name in ONCE, world.because(f"{card.name} left no event")
        assert not tables, world.because(f"{card.name} left no event and changed {tables}")
        return
    if card.name in BESIDE:
        strange = set(kinds) - BESIDE[card.name][0]
        assert not strange, world.because(f"{card.name} left {strange}")
        twice = Counter((subject, event.kind) for subject, event in events)
        twice = Counter({key: number for key, number in twice.items() if key[1] not in REPEATED})
        assert max(twice.values(), default=1) == 1, world.because(f"{card.name} left {twice}")
        return
    assert len(events) == 1, world.because(f"{card.name} left {kinds}")
    subject = events[0][0]
    assert subject[0] == card.on, world.because(f"{card.name} left its event on a {subject[0]}")
    if card.on == "complaint":
        assert subject[1] == case.id, world.because(f"{card.name} left its event on another case")


def event_is_sound(world: World, by: By, name: str, subject: Subject, event: Event) -> None:
    """It says who acted, in a role that they hold that day; it is of no day to come; it holds nobody's words."""
    said = json.loads(event.body)
    assert MARK not in event.body, world.because(f"{event.kind} holds personal text: {event.body}")
    assert event.happened_on <= world.on and event.noted_at == world.at, world.because(event.kind)
    if said["by"]["kind"] == "staff":
        assert said["by"]["person"] == str(by.person_id)
        held = set(
            Role.objects.filter(landlord=world.cast.landlord, person=by.person_id).values_list(
                "kind", flat=True
            )
        )
        anybody = event.kind in {"complaint.received", "hazard.opened", "complaint.holiday_added"}
        assert anybody or said["by"]["role"] in held, world.because(
            f"{event.kind} says that {name} acted as {said['by']['role']}"
        )


def nothing_is_left(world: World, case_id: UUID) -> None:
    """No row of the case holds what anybody wrote, once its personal text was removed."""
    found = []
    with connection.cursor() as cursor:
        for table, column in (
            *_tables_of_a_case(),
            ("complaints_complaint", "id"),
            ("record_message", "about_id"),
        ):
            # Both are names out of the database's own catalogue.
            cursor.execute(
                f"SELECT row::text FROM {table} AS row WHERE {column} = %s AND row::text LIKE %s",
                [case_id, f"%{MARK}%"],
            )
            found += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    assert not found, world.because("what is left:\n" + "\n".join(found))


def _tables_of_a_case() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text, attname::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE attname = 'complaint_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return [(str(table), str(column)) for table, column in cursor.fetchall()]


def letter_may_go_out(world: World, letter: Letter) -> None:
    """What was issued was whole, approved, read by whom it has to be read by, and by nobody who may not."""
    case = world.case(letter.complaint_id)
    mine = {"landlord": world.cast.landlord, "complaint": case}
    assert letter.issued_by_id is not None
    assert not is_shut_out(case, letter.issued_by_id), world.because("issued by somebody shut out")
    live = [one for one in Point.objects.filter(**mine) if one.live]
    assert live, world.because(f"{letter.kind} went out without a point")
    if letter.kind.endswith("_acknowledgement"):
        assert all(one.words.strip() for one in live), world.because("a point without our words")
    draft = LetterDraft.objects.filter(**mine, letter=letter).first()
    read = draft is not None and draft.wants_reader and letter.kind.endswith(drafting.READ_TWICE)
    if letter.kind.endswith("_response"):
        assert letter.issued_by_id not in considered_before(case, letter.stage), world.because(
            "the same person"
        )
        for point in live:
            found = Finding.objects.filter(point=point, stage=letter.stage).first()
            assert found is not None and found.finding and found.reasons.strip(), world.because(
                f"point {point.number} went out unanswered"
            )
            assert found.remedy.strip() or found.no_remedy_because.strip(), world.because(
                "no remedy, nor why"
            )
        unapproved = Remedy.objects.filter(**mine, stage=letter.stage, needs_approval=True, approved_on=None)
        assert not unapproved.exists(), world.because("money went out that nobody approved")
        above = Remedy.objects.filter(**mine, stage=letter.stage, approved_on__isnull=False)
        assert all(one.approved_by_id != one.decided_by_id for one in above), world.because(
            "approved by oneself"
        )
        assert not Promise.objects.filter(**mine, stage=letter.stage, owner=None, done_on=None).exists()
        read = read or "everything" in policy_of(case.landlord).second_reader
    if read:
        checks = LetterCheck.objects.filter(
            **mine, outcome="accepted", version=drafting.version_of(letter.content), kind=letter.kind
        )
        readers = {one.decided_by_id for one in checks}
        assert readers - {letter.issued_by_id}, world.because(f"{letter.kind} went out unread")


def with_their_facts(world: World, only: set[UUID] | None = None) -> list[Complaint]:
    """The landlord's cases as they are now, all or `only` these."""
    rows = Complaint.objects.filter(landlord=world.cast.landlord)
    return list(with_facts(rows if only is None else rows.filter(id__in=only)).order_by("id"))


def acted_on(world: World, events: list[tuple[Subject, Event]], also: set[UUID]) -> None:
    """What has to hold of the cases and dangers that an act touched."""
    touched = {subject[1] for subject, _event in events if subject[0] == "complaint"} | also
    for row in with_their_facts(world, touched):
        clocks_stand(world, row)
        projected(world, row)
        told_by_its_events(world, row)
    counters(world)
    dangers = {subject[1] for subject, _event in events if subject[0] == "hazard"}
    for hazard in Hazard.objects.filter(landlord=world.cast.landlord, id__in=dangers):
        assert hazard.next_due_at == next_due_of(hazard), world.because("a danger's sort key is stale")
        assert replayed_hazard(hazard) == facts_of_hazard(hazard), world.because("a danger's events")


def clocks_stand(world: World, row: Complaint) -> None:
    """No clock of the case has moved since the last look, but where an event of the case was noted in between."""
    ticking = {one.id: (one.due, one.last_day) for one in clocks(facts_of(row), world.on)}
    length = Chain.objects.get(subject_kind="complaint", subject_id=row.id).length
    seen, before = world.clocks.get(row.id, (length, {}))
    if seen == length:
        same = {key: value for key, value in ticking.items() if key in before}
        assert same == before, world.because(f"clocks moved without an event: {before} {ticking}")
    world.clocks[row.id] = (length, ticking)


def projected(world: World, row: Complaint) -> None:
    """The copies that lists sort by are what the facts give today."""
    stands = standing(row, world.on)
    assert (row.state, row.next_due_on) == (stands.state.value, stands.next_due_on), world.because(
        f"{row.state}, {row.next_due_on} stand in the row and {stands.state.value}, {stands.next_due_on} in the facts"
    )
    ended = row.state in ENDED
    assert row.news_due_on == next_news_on(row, ended=ended), world.because("news_due_on is stale")
    assert row.counted == tally.entry(row, world.on), world.because(
        f"counted as {row.counted}, and is {tally.entry(row, world.on)}"
    )
    # The worker comes back before anything new can have been missed.
    days = [one.last_day for one in stands.clocks if one.running and not one.late]
    days += [one.due_on for one in row.open_promises if one.due_on >= world.on]  # type: ignore[attr-defined]
    if days and row.look_on is not None:
        assert row.look_on <= min(days) + timedelta(days=1), world.because(f"looked at on {row.look_on} only")
    assert not days or row.look_on is not None or row.next_due_on is not None, world.because(
        "never looked at"
    )
    shut_out(world, row)


def shut_out(world: World, row: Complaint) -> None:
    """Who is shut out is who is named on the case or one it was joined with, with their line; none has work on it."""
    joined, before = {row.id}, set[UUID]()
    pairs = list(JoinedCase.objects.values_list("complaint_id", "into_id"))
    while joined != before:
        before = set(joined)
        joined |= {one for pair in pairs if set(pair) & joined for one in pair}
    named = Restriction.objects.filter(complaint__in=joined, lifted_at=None)
    line = lines.lines_of(world.cast.landlord)
    wanted = {
        one: why.value for one, why in worked_out(named.values_list("person_id", flat=True), line).items()
    }
    found = dict(ShutOut.objects.filter(complaint=row.id).values_list("person_id", "why"))
    assert found == wanted, world.because(f"shut out are {found}, and should be {wanted}")
    at_work = {row.handler_id, row.reviewer_id}
    at_work |= set(Promise.objects.filter(complaint=row.id, done_on=None).values_list("owner_id", flat=True))
    assert not at_work & set(found), world.because("somebody who is shut out has work on the case")
    number = max(one.number for one in row.stages.all())
    if number > 1 and row.reviewer_id is not None and row.state not in ENDED:
        assert row.reviewer_id not in considered_before(row, number), world.because(
            "reviewed by the same person"
        )


def told_by_its_events(world: World, row: Complaint) -> None:
    """The record suffices: folded, its events give what the rows say, and so every date."""
    by_events, by_rows = replayed(row), as_it_stands(row)
    ours, theirs = without_nothing(by_events), without_nothing(by_rows)
    different = {name: (ours[name], theirs[name]) for name in ours if ours[name] != theirs[name]}
    assert not different, world.because(f"by events and by rows: {different}")
    facts = by_events.facts(facts_of(row).closure_days)
    assert state(facts).value == row.state
    assert clocks(facts, world.on) == standing(row, world.on).clocks


def counters(world: World) -> None:
    """The kept counters are the sum over the landlord's ended cases."""
    landlord = world.cast.landlord
    wanted = tally.differences(
        [],
        Complaint.objects.filter(landlord=landlord, counted__isnull=False).values_list("counted", flat=True),
    )
    found = {
        (one.month, one.measure): one.number for one in Tally.objects.filter(landlord=landlord) if one.number
    }
    assert found == wanted, world.because(f"counted {found}, and there are {wanted}")


# The example


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    made = make_cast()
    with (
        ExitStack() as stack,
        as_landlord(made.landlord.id),
    ):
        # Drawing the paper takes most of an act's time; no rule looks at it. A scanner finds nothing.
        stack.enter_context(mock.patch.object(letters, "pdf", return_value=b"%PDF-1.7 stands for the paper"))
        stack.enter_context(mock.patch.object(scanning, "is_set", return_value=True))
        stack.enter_context(mock.patch.object(scanning, "scan", return_value=scanning.Scanned()))
        yield made


def begin(cast: Cast, dice: random.Random) -> World:
    """A landlord with its policy, an earlier and a later case, and the case that the story is about."""
    at = moment(dice.choice(BEGINNINGS))
    cast.landlord.policy = dict(dice.choice(POLICIES))
    cast.landlord.save(update_fields=["policy"])
    Line.objects.create(landlord=cast.landlord, person=cast.manager, reports_to=cast.leader)
    ways = dice.choice(
        ({}, {"contact_ways": ("phone",)}, {"contact_ways": ("post",), "documents_by": "post"})
    )
    made = []
    for days in (4, 0, 0):
        what = told(f"{MARK} is damp.")
        what = type(what)(
            **{
                **vars_of(what),
                **ways,
                "name": f"{MARK} Tamsin",
                "called": "",
                "safe_times": "",
                "worry": WorryTold(about=("staff",), words=MARK, asks=("other_person", "no_name")),
                "confided": ConfidedTold(name=f"{MARK} Tamsin", reach=MARK),
                "call_phone": "07700 900 982",
                "only_paper": True,
            }
        )
        received = actions.raise_complaint(
            cast.landlord, what, by=By.resident(), at=at - timedelta(days=days)
        )
        made.append(received.complaint.id)
    world = World(cast, actors(cast), made[1], at, dice.choice((0.3, 0.5, 0.75)))
    actions.open_hazard(cast.landlord, complaint=world.case(made[1]), danger="yes", by=By.resident(), at=at)
    acted_on(world, [], set(made))
    return world


def vars_of(what: Any) -> dict[str, Any]:
    return {name: getattr(what, name) for name in what.__dataclass_fields__}


def test_the_deck_holds_every_act() -> None:
    modules = [actions, *(import_module(name) for name in folders_with_actions())]
    there = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and function.__module__.startswith("putright.complaints")
        and {"by", "at"} <= set(inspect.signature(function).parameters)
    }
    # The details of a request that never became a complaint are no case's: tests/complaints/test_keeping.py.
    assert set(CARDS) == there - {"blank_request"}, "give each act a card"
    assert set(BESIDE) | set(UNNOTED) | ONCE | ANYBODY | ABOUT_NO_CASE <= there


@settings(
    max_examples=EXAMPLES or 4,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink] if EXAMPLES else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(numbers=st.lists(st.integers(0, 2**40), min_size=STEPS, max_size=STEPS))
def test_random_acts(cast: Cast, numbers: list[int]) -> None:
    story(cast, numbers)


def story(cast: Cast, numbers: list[int]) -> None:
    with transaction.atomic():
        try:
            world = begin(cast, random.Random(numbers[0]))
            for number in numbers:
                if number:
                    step(world, number)
            found = verify([cast.landlord.id])
            assert found.ok, world.because(str([one.sentence() for one in found.problems]))
        finally:
            transaction.set_rollback(True)
