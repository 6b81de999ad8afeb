"""Time passes by itself: each thing is done once, however often, by however many, and however late the worker comes."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.accounts.models import Landlord, Role
from putright.complaints import actions, letters, tending
from putright.complaints.actions import Told
from putright.complaints.actions.looking import look_again
from putright.complaints.models import Complaint, Missed, Promise
from putright.complaints.queries import standing, with_facts
from putright.complaints.tending import tend
from putright.record.chain import By, timeline
from putright.record.models import Checkpoint, Event, Message
from putright.record.tenancy import as_landlord
from tests.cast import Cast, make_cast, moment

# A Tuesday. Logged by the 10th; answered by the 24th where it was logged on the day that it had to be.
RECEIVED = date(2026, 11, 3)
AT = moment(RECEIVED)
RESIDENT = By.resident()


@pytest.fixture
def cast(own_database: str) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def quickly() -> Iterator[None]:
    with letters.in_this_process():
        yield


def raised(cast: Cast, day: date = RECEIVED, **told: Any) -> Complaint:
    with as_landlord(cast.landlord.id):
        return actions.raise_complaint(
            cast.landlord, Told(words="Damp.", **told), by=RESIDENT, at=moment(day)
        ).complaint


def logged(cast: Cast, complaint: Complaint, day: date) -> None:
    officer = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        actions.define(complaint, points=["A"], outcomes="", outside="", by=officer, at=moment(day))
        actions.allocate(complaint, cast.manager, stage=1, by=officer, at=moment(day))
        actions.acknowledge(complaint, 1, by=officer, at=moment(day))


def promised(cast: Cast, complaint: Complaint, due: date) -> Promise:
    """By hand: an answer with its letter is another test's."""
    with as_landlord(cast.landlord.id):
        made = Promise.objects.create(
            landlord=cast.landlord,
            complaint=complaint,
            stage=1,
            action="Repair",
            owner=cast.manager,
            due_on=due,
            promised_on=RECEIVED,
        )
        # As an act would have done: the worker looks at it next.
        Complaint.objects.filter(id=complaint.id).update(look_on=complaint.received_on)
        return made


def missed(cast: Cast, complaint: Complaint) -> list[tuple[str, date, str]]:
    with as_landlord(cast.landlord.id):
        noted = timeline(cast.landlord.id, ("complaint", complaint.id))
        return [
            (one.kind.name, one.happened_on, str(one.facts["due"]))
            for one in noted
            if one.kind.name.endswith(".missed")
        ]


def due_of(cast: Cast, complaint: Complaint, on: date) -> date | None:
    with as_landlord(cast.landlord.id):
        fresh = with_facts(Complaint.objects.filter(landlord=cast.landlord)).get(id=complaint.id)
        stands = standing(fresh, on)
        assert (fresh.state, fresh.next_due_on) == (stands.state.value, stands.next_due_on)
        return fresh.next_due_on


def test_a_missed_clock_is_noted_once_on_the_first_day_that_was_too_late(cast: Cast) -> None:
    complaint = raised(cast)
    due = due_of(cast, complaint, RECEIVED)
    assert due == date(2026, 11, 10)
    tend(cast.landlord.id, moment(due))
    assert missed(cast, complaint) == [], "the last day counts to its end"
    for day in (due + timedelta(days=1), due + timedelta(days=1), due + timedelta(days=9)):
        tend(cast.landlord.id, moment(day))
        assert missed(cast, complaint) == [("clock.missed", date(2026, 11, 11), "2026-11-10")]
    # Nothing moved: it is due when it was due.
    assert due_of(cast, complaint, due + timedelta(days=9)) == due


def test_after_weeks_off_each_day_that_was_missed_is_told_truly(cast: Cast) -> None:
    complaint = raised(cast)
    tend(cast.landlord.id, moment(RECEIVED))
    logged(cast, complaint, date(2026, 11, 12))
    promise = promised(cast, complaint, date(2026, 11, 13))
    back = moment("2026-12-07")
    tend(cast.landlord.id, back)
    assert sorted(missed(cast, complaint), key=lambda one: one[1]) == [
        # Logged late while nobody looked, so its clock no longer runs, and is told all the same.
        ("clock.missed", date(2026, 11, 11), "2026-11-10"),
        ("promise.missed", date(2026, 11, 14), "2026-11-13"),
        ("clock.missed", date(2026, 11, 25), "2026-11-24"),
    ]
    with as_landlord(cast.landlord.id):
        Promise.objects.filter(id=promise.id).update(done_on=date(2026, 12, 8))
        Complaint.objects.update(look_on=RECEIVED)
        events = Event.objects.count()
    tend(cast.landlord.id, back + timedelta(days=2))
    with as_landlord(cast.landlord.id):
        assert Event.objects.count() == events
        assert Missed.objects.count() == 3


def test_a_date_that_was_kept_is_never_noted(cast: Cast) -> None:
    complaint = raised(cast)
    logged(cast, complaint, date(2026, 11, 10))
    for day in range(3, 25):
        tend(cast.landlord.id, moment(date(2026, 11, day)))
    assert missed(cast, complaint) == []


def test_sort_keys_that_went_stale_are_put_right_within_a_week(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    complaint = raised(cast)
    tend(cast.landlord.id, AT)
    with as_landlord(cast.landlord.id):
        Complaint.objects.update(state="closed", next_due_on=None)
    with caplog.at_level(logging.WARNING):
        tend(cast.landlord.id, AT + timedelta(days=8))
    assert due_of(cast, complaint, RECEIVED + timedelta(days=8)) == date(2026, 11, 10)
    assert "stale" in caplog.text


def test_a_case_that_was_brought_in_without_a_day_to_look_at_gets_one(cast: Cast) -> None:
    complaint = raised(cast)
    with as_landlord(cast.landlord.id):
        Complaint.objects.update(look_on=None)
    tend(cast.landlord.id, moment("2026-11-20"))
    assert len(missed(cast, complaint)) == 1


def test_an_ended_case_is_looked_at_no_more(cast: Cast) -> None:
    complaint = raised(cast)
    with as_landlord(cast.landlord.id):
        actions.withdraw(complaint, by=RESIDENT, at=AT)
    tend(cast.landlord.id, AT)
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.get().look_on is None


def test_one_broken_case_does_not_stop_the_rest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cases = [raised(cast) for _ in range(3)]
    broken = cases[0]
    tried: list[Any] = []

    def breaks(landlord_id: Any, complaint_id: Any, *, at: datetime) -> int:
        if complaint_id == broken.id:
            tried.append(at)
            look_again(landlord_id, complaint_id, at=at)
            raise ZeroDivisionError
        return look_again(landlord_id, complaint_id, at=at)

    monkeypatch.setattr(tending, "look_again", breaks)
    now = moment("2026-11-12")
    assert tend(cast.landlord.id, now).done["cases looked at"] == 2
    assert len(tried) == 1
    assert [len(missed(cast, one)) for one in cases] == [0, 1, 1], "what it did was taken back"
    assert str(broken.id) in caplog.text
    monkeypatch.undo()
    assert tend(cast.landlord.id, now).done["cases looked at"] == 1
    assert len(missed(cast, broken)) == 1


def test_one_broken_step_does_not_stop_the_rest(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    def breaks(landlord_id: Any, now: datetime) -> int:
        raise ZeroDivisionError

    done = tend(cast.landlord.id, AT, [("breaks", breaks), *tending.STEPS])
    assert done.broken == ("breaks",)
    assert done.done["checkpoints made"] == 1
    assert "'breaks' broke off" in caplog.text


def at_once(number: int, work: Callable[[], tending.Tended]) -> list[tending.Tended]:
    """Does `work` in that many threads at the same moment, each with a connection of its own; gives what they did."""
    start = threading.Barrier(number)
    done: list[tending.Tended] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            start.wait(10)
            done.append(work())
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    return done


def state_of(landlord: Landlord) -> dict[str, Any]:
    with as_landlord(landlord.id):
        return {
            "events": sorted(Event.objects.values_list("kind", "happened_on", "chain", "body")),
            "missed": sorted(Missed.objects.values_list("complaint", "what", "due")),
            "messages": sorted(
                Message.objects.values_list("id", "to", "subject", "text", "state", "told_at"), key=str
            ),
            "cases": sorted(Complaint.objects.values_list("id", "state", "next_due_on", "look_on"), key=str),
            "checkpoints": list(Checkpoint.objects.values_list("digest", flat=True)),
        }


def test_a_danger_whose_step_is_near_is_told_once_by_the_hour(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        hazard = actions.open_hazard(cast.landlord, danger="yes", words="Sparks", by=RESIDENT, at=AT)
        due = hazard.next_due_at
    assert due is not None
    for when in (due - timedelta(hours=5), due - timedelta(hours=2), due + timedelta(minutes=1)):
        tend(cast.landlord.id, when)
        tend(cast.landlord.id, when)
    with as_landlord(cast.landlord.id):
        told = list(Message.objects.filter(about_kind="hazard", key__startswith="danger:"))
    assert [one.subject for one in told] == ["Danger: the next step is due soon"]
    assert "Sparks" not in told[0].text and str(hazard.id) in told[0].text


def test_two_workers_at_once_do_each_thing_once_also_after_a_week_off(cast: Cast) -> None:
    cases = [raised(cast, RECEIVED + timedelta(days=number % 3)) for number in range(12)]
    for complaint in cases[:6]:
        logged(cast, complaint, date(2026, 11, 9))
        promised(cast, complaint, date(2026, 11, 13))
    for now in (moment("2026-11-12"), moment("2026-11-19"), moment("2026-11-27")):
        done = at_once(2, partial(tend, cast.landlord.id, now))
        assert [one.broken for one in done] == [(), ()]
        # What one was at work on while the other came by, the next round finds.
        tend(cast.landlord.id, now)
        settled = state_of(cast.landlord)
        at_once(2, partial(tend, cast.landlord.id, now))
        assert state_of(cast.landlord) == settled
    for complaint in cases:
        noted = missed(cast, complaint)
        assert len(noted) == len(set(noted)) == 2
    with as_landlord(cast.landlord.id):
        mornings = Message.objects.filter(key__startswith="morning:").values_list("key", flat=True)
        assert len(mornings) == len(set(mornings))
        assert sum("2026-11-27" in str(key) for key in mornings) == 2, "the officer's and the manager's"
        assert Checkpoint.objects.count() == 3


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    received=st.lists(st.integers(0, 40), min_size=1, max_size=4),
    log_after=st.lists(st.none() | st.integers(0, 20), min_size=4, max_size=4),
    promise_after=st.lists(st.none() | st.integers(1, 40), min_size=4, max_size=4),
    days=st.lists(st.integers(0, 90), min_size=1, max_size=4).map(sorted),
)
def test_tending_twice_is_tending_once_and_no_date_moves(
    received: list[int],
    log_after: list[int | None],
    promise_after: list[int | None],
    days: list[int],
    cast: Cast,
) -> None:
    first = date(2026, 9, 1)
    made: list[Complaint] = []
    for number, day in enumerate(received):
        complaint = raised(cast, first + timedelta(days=day))
        after = log_after[number]
        if after is not None:
            logged(cast, complaint, first + timedelta(days=day + after))
        promise = promise_after[number]
        if promise is not None:
            promised(cast, complaint, first + timedelta(days=day + promise))
        made.append(complaint)
    for day in days:
        now = moment(first + timedelta(days=60 + day))
        tend(cast.landlord.id, now)
        once = state_of(cast.landlord)
        tend(cast.landlord.id, now)
        assert state_of(cast.landlord) == once
    last = first + timedelta(days=60 + days[-1])
    for complaint in made:
        with as_landlord(cast.landlord.id):
            fresh = with_facts(Complaint.objects.filter(landlord=cast.landlord)).get(id=complaint.id)
            stands = standing(fresh, last)
            late = [one for one in stands.clocks if one.late]
            overdue = [one for one in fresh.open_promises if one.due_on < last]
        assert (fresh.state, fresh.next_due_on) == (stands.state.value, stands.next_due_on)
        told = sorted(
            [("clock.missed", one.last_day + timedelta(days=1), str(one.last_day)) for one in late]
            + [("promise.missed", one.due_on + timedelta(days=1), str(one.due_on)) for one in overdue]
        )
        assert sorted(missed(cast, complaint)) == told


# The morning


def mornings(cast: Cast) -> list[Message]:
    with as_landlord(cast.landlord.id):
        return list(Message.objects.filter(key__startswith="morning:").order_by("to", "written_at"))


def test_each_person_gets_one_list_a_working_morning_without_a_name(cast: Cast) -> None:
    mine = [raised(cast, name="SECRETNAME") for _ in range(3)]
    for complaint in mine:
        logged(cast, complaint, date(2026, 11, 10))
    promised(cast, mine[0], date(2026, 11, 20))
    raised(cast, date(2026, 11, 13))
    for at in (moment("2026-11-20", 6), moment("2026-11-21"), moment("2026-11-22")):
        tend(cast.landlord.id, at)
    assert mornings(cast) == [], "before seven, a Saturday, a Sunday"
    for hour in (7, 8, 15):
        tend(cast.landlord.id, moment("2026-11-20", hour))
    manager, officer = mornings(cast)
    assert (manager.to, officer.to) == (cast.manager.email, cast.officer.email)
    assert manager.subject == "4 dates to keep"
    assert manager.text.count("answer stage 1") == 3
    assert "Fri 20 November: keep a promise" in manager.text
    # The case that nobody has yet is the officer's.
    assert officer.text.count("log stage 1") == 1
    for message in (manager, officer):
        assert "SECRET" not in message.text
        assert "Damp" not in message.text
    tend(cast.landlord.id, moment("2026-11-25"))
    assert [one.subject for one in mornings(cast) if one.to == cast.manager.email] == [
        "4 dates to keep",
        "4 dates to keep, 4 late",
    ]


def test_how_long_before_a_date_is_warned_is_the_landlords_decision(cast: Cast) -> None:
    raised(cast)
    # Due on Tuesday 10 November: two working days before is Friday 6.
    tend(cast.landlord.id, moment("2026-11-05"))
    assert mornings(cast) == []
    Landlord.objects.filter(id=cast.landlord.id).update(policy={"warn_days": 3})
    tend(cast.landlord.id, moment("2026-11-05"))
    assert len(mornings(cast)) == 1


def test_who_left_gets_no_list_and_their_cases_still_stand_in_somebodys(cast: Cast) -> None:
    complaint = raised(cast)
    logged(cast, complaint, date(2026, 11, 10))
    with as_landlord(cast.landlord.id):
        Role.objects.filter(person=cast.manager).update(ended_on=date(2026, 11, 11))
    tend(cast.landlord.id, moment("2026-11-24"))
    assert [one.to for one in mornings(cast)] == [cast.officer.email]


def test_a_round_costs_as_many_statements_with_many_cases_at_rest_as_with_few(cast: Cast) -> None:
    def round_of(now: datetime) -> int:
        with CaptureQueriesContext(connection) as asked:
            tend(cast.landlord.id, now)
        return len(asked)

    now = moment("2026-11-04", 6)
    raised(cast)
    tend(cast.landlord.id, now)
    few = round_of(now)
    for _ in range(15):
        raised(cast)
    tend(cast.landlord.id, now)
    assert round_of(now) == few


def test_the_claim_reads_an_index_and_not_the_table(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for condition, index in (
            ("look_on <= '2026-11-04' ORDER BY look_on, id", "complaints_by_look"),
            ("look_on IS NULL AND next_due_on IS NOT NULL ORDER BY id", "complaints_never_looked"),
        ):
            cursor.execute(
                "EXPLAIN SELECT id FROM complaints_complaint WHERE landlord_id = %s AND "
                + condition
                + " LIMIT 1",
                [cast.landlord.id],
            )
            assert index in str(cursor.fetchall())
