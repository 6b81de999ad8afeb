"""Noting what happened, and reading it back."""

import hashlib
import json
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from putright.record import chain
from putright.record.chain import GENESIS, By, Entry, Subject
from putright.record.ids import uuid7
from putright.record.kinds import KindError
from putright.record.models import Chain, Event, PersonalText
from putright.record.tenancy import as_landlord
from putright.record.verify import verify_landlord

AT = datetime(2026, 11, 4, 9, 30, 0, 5, tzinfo=UTC)
ON = date(2026, 11, 3)


def _note(landlord: UUID, subject: Subject, **more: Any) -> Event:
    given: dict[str, Any] = {"kind": "test.received", "by": By.system(), "at": AT, "on": ON}
    return chain.note(landlord_id=landlord, subject=subject, **(given | more))


@pytest.fixture
def subject() -> Subject:
    return ("case", uuid7())


@pytest.mark.django_db
def test_an_event_says_who_what_when_and_before_and_after(landlord: UUID, subject: Subject) -> None:
    person = uuid7()
    with as_landlord(landlord):
        _note(
            landlord,
            subject,
            by=By.staff(person, "housing_manager"),
            before={"channel": "phone"},
            facts={"channel": "web", "day": ON},
            personal={"name": "Ms A", "words": ["damp", "لا"]},
            edition="2024",
        )
        (noted,) = chain.timeline(landlord, subject)
    assert (noted.number, noted.kind.name, noted.happened_on, noted.noted_at) == (1, "test.received", ON, AT)
    assert noted.by == By("staff", person, "housing_manager")
    assert (noted.before, noted.facts) == ({"channel": "phone"}, {"channel": "web", "day": "2026-11-03"})
    assert noted.personal == {"name": "Ms A", "words": ["damp", "لا"]}
    assert (noted.edition, noted.blanked) == ("2024", frozenset())
    assert noted.told() == "Received by web from Ms A"
    assert noted.told(lambda name, value: str(value).upper()) == "Received by WEB from MS A"


@pytest.mark.django_db
def test_the_chained_body_holds_no_personal_text(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        event = _note(landlord, subject, personal={"name": "Xanthippe", "words": "mould by the cot"})
        event.refresh_from_db()
        text = PersonalText.objects.get(field="name")
    assert "Xanthippe" not in event.body
    assert "mould" not in event.body
    body = json.loads(event.body)
    assert body["personal"]["name"] == hashlib.sha256(f'{text.salt}:"Xanthippe"'.encode()).hexdigest()
    assert len(text.salt) == 32


@pytest.mark.django_db
def test_equal_personal_text_has_unequal_digests(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        bodies = [json.loads(_note(landlord, subject, personal={"name": "Ms A"}).body) for _ in range(2)]
    assert bodies[0]["personal"]["name"] != bodies[1]["personal"]["name"]


@pytest.mark.django_db
def test_each_event_is_chained_to_the_one_before(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        made = [_note(landlord, subject) for _ in range(3)]
        row = Chain.objects.get()
        stored = list(Event.objects.order_by("number"))
    assert [event.previous for event in stored] == [GENESIS, made[0].hash, made[1].hash]
    assert [event.hash for event in stored] == [
        hashlib.sha256(event.body.encode()).hexdigest() for event in stored
    ]
    assert [json.loads(event.body)["previous"] for event in stored] == [event.previous for event in stored]
    assert (row.length, row.head) == (3, made[2].hash)


@pytest.mark.django_db
def test_each_subject_has_a_chain_of_its_own(landlord: UUID) -> None:
    first = uuid7()
    with as_landlord(landlord):
        _note(landlord, ("case", first))
        _note(landlord, ("landlord", first))
        assert [noted.number for noted in chain.timeline(landlord, ("case", first))] == [1]
        assert chain.timeline(landlord, ("case", uuid7())) == []


@pytest.mark.django_db
def test_a_resident_is_shown_only_their_kinds(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        _note(landlord, subject)
        _note(landlord, subject, kind="test.considered", facts={"stage": 1})
        assert [noted.number for noted in chain.timeline(landlord, subject)] == [1, 2]
        assert [noted.number for noted in chain.timeline(landlord, subject, for_resident=True)] == [1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "test.unknown"}, "not registered"),
        ({"facts": {"postcode": "A"}}, "postcode"),
        ({"before": {"postcode": "A"}}, "postcode"),
        ({"personal": {"channel": "web"}}, "channel"),
        ({"facts": {"name": "Ms A"}}, "name"),
        ({"kind": "test.open_facts", "facts": {"words": "mine"}}, "words"),
    ],
)
def test_a_kind_or_field_that_nobody_declared_is_refused(
    wrong: dict[str, Any], says: str, landlord: UUID, subject: Subject
) -> None:
    with as_landlord(landlord):
        with pytest.raises(KindError, match=says):
            _note(landlord, subject, **wrong)
        assert not Chain.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"facts": {"channel": 1.5}}, TypeError),
        ({"facts": {"channel": {1: "a"}}}, TypeError),
        ({"facts": {"channel": {"a", "b"}}}, TypeError),
        ({"personal": {"name": "\ud800"}}, ValueError),
        ({"at": datetime(2026, 11, 4)}, ValueError),
    ],
)
def test_what_cannot_be_written_in_one_way_is_refused(
    wrong: dict[str, Any], error: type[Exception], landlord: UUID, subject: Subject
) -> None:
    with as_landlord(landlord), pytest.raises(error), transaction.atomic():
        _note(landlord, subject, **wrong)


def test_canonical_json_has_one_form() -> None:
    one = chain.canonical({"b": [1, True, None], "a": "é ☂ \x00", "on": ON, "at": AT})
    other = chain.canonical(
        {
            "at": AT.astimezone(timezone(timedelta(hours=5, minutes=30))),
            "on": ON,
            "a": "é ☂ \x00",
            "b": (1, True, None),
        }
    )
    assert one == other
    assert one == (
        '{"a":"é ☂ \\u0000","at":"2026-11-04T09:30:00.000005Z","b":[1,true,null],"on":"2026-11-03"}'
    )


@pytest.mark.django_db
def test_one_event_costs_two_statements(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        _note(landlord, subject)
        with CaptureQueriesContext(connection) as queries:
            _note(landlord, subject, personal={"name": "Ms A", "words": "b"})
    assert len([query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]) == 2


@pytest.mark.django_db
def test_many_events_cost_as_many_statements_as_few(landlord: UUID) -> None:
    def entries(count: int) -> list[Entry]:
        subjects = [("case", uuid7()) for _ in range(count)]
        return [
            Entry(each, "test.received", By.imported(), AT, ON, personal={"name": f"Ms {turn}"})
            for turn in range(3)
            for each in subjects
        ]

    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            chain.note_many(landlord, entries(count))
        return len(
            [each for each in queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "SET LOCAL"))]
        )

    with as_landlord(landlord):
        assert statements(400) == statements(1) == 2
        assert Event.objects.count() == 1_203
        assert {row.length for row in Chain.objects.all()} == {3}
    assert verify_landlord(landlord).ok


@pytest.mark.django_db
def test_a_subject_that_was_just_made_costs_one_statement(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        with CaptureQueriesContext(connection) as queries:
            _note(landlord, subject, personal={"name": "Ms A"}, begins=True)
        assert len(queries) == 1
        _note(landlord, subject)
        assert [noted.number for noted in chain.timeline(landlord, subject)] == [1, 2]
        with pytest.raises(IntegrityError), transaction.atomic():
            _note(landlord, subject, begins=True)
    assert verify_landlord(landlord).ok


@pytest.mark.usefixtures("committed")
def test_bulk_work_does_not_trust_plans_made_for_small_tables(landlord: UUID) -> None:
    def plan() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW plan_cache_mode")
            return str(cursor.fetchone()[0])

    with as_landlord(landlord):
        chain.note_many(
            landlord,
            [Entry(("case", uuid7()), "test.received", By.imported(), AT, ON) for _ in range(chain.BULK)],
        )
        assert plan() == "force_generic_plan"
    assert plan() == "auto"


@pytest.mark.django_db
def test_events_noted_together_keep_their_order(landlord: UUID, subject: Subject) -> None:
    with as_landlord(landlord):
        _note(landlord, subject)
        made = chain.note_many(
            landlord,
            [Entry(subject, "test.considered", By.system(), AT, ON, {"stage": stage}) for stage in (2, 1, 3)],
        )
        assert [event.number for event in made] == [2, 3, 4]
        assert [noted.facts.get("stage") for noted in chain.timeline(landlord, subject)] == [None, 2, 1, 3]
        assert chain.note_many(landlord, []) == []


@pytest.mark.django_db
def test_blanking_removes_text_and_salt_and_is_itself_an_event(landlord: UUID, subject: Subject) -> None:
    person = uuid7()
    with as_landlord(landlord):
        event = _note(landlord, subject, facts={"channel": "web"}, personal={"name": "Ms A", "words": "damp"})
        chain.blank(
            event,
            ["name"],
            by=By.staff(person, "landlord_admin"),
            at=AT,
            on=ON,
            reason="erasure_request",
        )
        first, second = chain.timeline(landlord, subject)
        blanked = PersonalText.objects.get(field="name")
    assert (first.personal, first.blanked) == ({"words": "damp"}, frozenset({"name"}))
    assert first.told() == "Received by web from [removed]"
    assert second.kind.name == "record.personal_text_blanked"
    assert second.facts == {"number": 1, "fields": ["name"], "reason": "erasure_request"}
    assert second.by.person_id == person
    assert (blanked.salt, blanked.value) == ("blanked", "blanked")


@pytest.mark.django_db
def test_blanking_wants_a_field_that_is_there_and_a_reason_that_is_a_code(
    landlord: UUID, subject: Subject
) -> None:
    with as_landlord(landlord):
        event = _note(landlord, subject, personal={"name": "Ms A"})
        for fields, reason in (
            (["words"], "erasure_request"),
            ([], "erasure_request"),
            (["name"], "She asked"),
        ):
            with pytest.raises(ValueError, match=r"no personal field|no reason code"):
                chain.blank(event, fields, by=By.system(), at=AT, on=ON, reason=reason)
        assert len(chain.timeline(landlord, subject)) == 1


@pytest.mark.usefixtures("committed")
class TestCommitted:
    """What only real transactions, and several at once, show."""

    def test_an_event_is_noted_inside_a_transaction(self, landlord: UUID, subject: Subject) -> None:
        with pytest.raises(TransactionManagementError, match="in the transaction of what it tells"):
            _note(landlord, subject)

    @pytest.mark.parametrize("step", ["_lock_chains", "_next_event", "_write"])
    def test_a_crash_at_any_step_leaves_nothing(
        self, step: str, landlord: UUID, subject: Subject, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = getattr(chain, step)

        def crash(*given: object, **more: object) -> None:
            done(*given, **more)
            raise SystemExit

        with as_landlord(landlord):
            _note(landlord, subject)
        monkeypatch.setattr(chain, step, crash)
        with pytest.raises(SystemExit), as_landlord(landlord):
            _note(landlord, subject, personal={"name": "Ms A"})
        monkeypatch.undo()
        with as_landlord(landlord):
            assert len(chain.timeline(landlord, subject)) == 1
            assert Chain.objects.get().length == 1
            assert not PersonalText.objects.exists()
        assert verify_landlord(landlord).ok

    def test_what_fails_after_the_event_takes_it_along(self, landlord: UUID, subject: Subject) -> None:
        with pytest.raises(KeyError), as_landlord(landlord):
            _note(landlord, subject)
            raise KeyError
        with as_landlord(landlord):
            assert not Chain.objects.exists()

    def test_two_writers_to_one_chain_take_turns(self, landlord: UUID, subject: Subject) -> None:
        waiting, release = threading.Event(), threading.Event()

        def slow() -> None:
            with as_landlord(landlord):
                _note(landlord, subject)
                waiting.set()
                assert release.wait(10)

        def fast() -> None:
            assert waiting.wait(10)
            # Let go only once the second writer stands at the lock: otherwise nothing is shown.
            threading.Thread(target=_release_when_blocked, args=(release,)).start()
            with as_landlord(landlord):
                _note(landlord, subject)

        _at_once(slow, fast)
        with as_landlord(landlord):
            assert [noted.number for noted in chain.timeline(landlord, subject)] == [1, 2]
        assert verify_landlord(landlord).ok

    def test_many_writers_to_one_chain_leave_no_gap(self, landlord: UUID, subject: Subject) -> None:
        def write() -> None:
            for _ in range(5):
                with as_landlord(landlord):
                    _note(landlord, subject)

        _at_once(*[write] * 4)
        with as_landlord(landlord):
            assert Chain.objects.get().length == 20
        assert verify_landlord(landlord).ok

    def test_two_bulk_writers_of_the_same_cases_do_not_wait_for_each_other(self, landlord: UUID) -> None:
        subjects = [("case", uuid7()) for _ in range(40)]

        def write(order: list[Subject]) -> None:
            for _ in range(5):
                with as_landlord(landlord):
                    chain.note_many(
                        landlord, [Entry(each, "test.received", By.imported(), AT, ON) for each in order]
                    )

        _at_once(lambda: write(subjects), lambda: write(subjects[::-1]))
        report = verify_landlord(landlord)
        assert report.ok
        assert (report.chains, report.events) == (40, 400)


def _release_when_blocked(release: threading.Event) -> None:
    try:
        for _ in range(500):
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                )
                if cursor.fetchone()[0]:
                    break
            release.wait(0.01)
    finally:
        connection.close()
        release.set()


def _at_once(*works: Callable[[], None]) -> None:
    """Runs each in a thread with a connection of its own, and raises what any of them raised."""
    errors: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if errors:
        raise errors[0]
