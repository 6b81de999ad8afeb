"""What `verify` finds out: each tampering is done as owner with every guard off."""

import hashlib
import json
import threading
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from putright.record import chain, kinds
from putright.record.chain import By, Entry, Subject
from putright.record.ids import uuid7
from putright.record.models import Event, PersonalText
from putright.record.tenancy import as_landlord
from putright.record.verify import SENTENCES, Report, verify, verify_landlord, verify_subject

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
ON = date(2026, 11, 4)
Connection = psycopg.Connection[tuple[object, ...]]
Tamper = Callable[..., None]
EVENT = "landlord_id = %s AND chain_id = (SELECT id FROM record_chain WHERE subject_id = %s) AND number = %s"

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def case(landlord: UUID, monkeypatch: pytest.MonkeyPatch) -> Subject:
    """A case of five events with personal text, between two others that stay as they are."""
    subjects: list[Subject] = [("case", uuid7()) for _ in range(3)]
    with as_landlord(landlord):
        for subject in subjects:
            chain.note_many(
                landlord,
                [
                    Entry(
                        subject,
                        "test.received",
                        By.system(),
                        AT,
                        ON,
                        facts={"channel": f"way {turn}"},
                        personal={"name": f"Ms {turn}", "words": "damp"},
                    )
                    for turn in range(5)
                ],
            )
    monkeypatch.setattr(kinds, "_subject_names", {"case": lambda _landlord, subject: _short(subject)})
    return subjects[1]


def _short(subject: UUID) -> str:
    return str(subject)[-8:]


def _found(landlord: UUID, case: Subject) -> list[tuple[str, int | None]]:
    """What verify finds: codes and event numbers; every problem must name this case."""
    report = verify_landlord(landlord)
    for problem in report.problems:
        assert problem.what in SENTENCES
        assert "%(" not in problem.sentence()
        if problem.what != "text_orphaned":
            assert problem.subject == f"case {_short(case[1])}"
            assert problem.sentence().startswith(f"case {_short(case[1])}: ")
    return [(problem.what, problem.number) for problem in report.problems]


def _event(landlord: UUID, case: Subject, number: int) -> Event:
    with as_landlord(landlord):
        return Event.objects.get(chain__subject_id=case[1], number=number)


def _forged(event: Event, **changes: object) -> tuple[str, str]:
    """The event's body with other facts, and the hash that such a body has."""
    body = chain.canonical(json.loads(event.body) | changes)
    return body, hashlib.sha256(body.encode()).hexdigest()


def test_a_record_as_it_was_written_is_sound(landlord: UUID, case: Subject) -> None:
    report = verify_landlord(landlord)
    assert report.ok
    assert (report.landlords, report.chains, report.events) == (1, 3, 15)
    assert (report.problems, report.blanked) == ([], [])


def test_it_says_what_it_cannot_exclude_without_a_checkpoint(landlord: UUID, case: Subject) -> None:
    (sentence,) = verify_landlord(landlord).unknown
    for word in ("checkpoint", "whole chains", "cut off", "rewrote", "--against FILE"):
        assert word in sentence


def test_an_altered_body_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    tamper(
        f"UPDATE record_event SET body = replace(body, 'way 2', 'way 9') WHERE {EVENT}", landlord, case[1], 3
    )
    assert _found(landlord, case) == [("altered", 3)]


def test_an_altered_last_event_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    tamper(
        f"UPDATE record_event SET body = replace(body, 'way 4', 'way 9') WHERE {EVENT}", landlord, case[1], 5
    )
    assert _found(landlord, case) == [("altered", 5)]


def test_an_altered_hash_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    tamper(f"UPDATE record_event SET hash = repeat('f', 64) WHERE {EVENT}", landlord, case[1], 3)
    assert ("altered", 3) in _found(landlord, case)


@pytest.mark.parametrize(
    "change",
    [
        "happened_on = happened_on - 1",
        "noted_at = noted_at + interval '1 microsecond'",
        "kind = 'test.considered'",
        "previous = repeat('f', 64)",
    ],
)
def test_an_altered_column_is_named(change: str, landlord: UUID, case: Subject, tamper: Tamper) -> None:
    tamper(f"UPDATE record_event SET {change} WHERE {EVENT}", landlord, case[1], 3)
    assert _found(landlord, case) == [("altered", 3)]
    (problem,) = verify_landlord(landlord).problems
    assert problem.details["columns"] == change.split()[0]


def test_an_event_forged_with_its_own_hash_breaks_the_next_link(
    landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    body, digest = _forged(_event(landlord, case, 3), facts={"channel": "forged"})
    tamper(f"UPDATE record_event SET body = %s, hash = %s WHERE {EVENT}", body, digest, landlord, case[1], 3)
    assert _found(landlord, case) == [("link_broken", 4)]
    (problem,) = verify_landlord(landlord).problems
    assert "does not follow event 3" in problem.sentence()


def test_a_last_event_forged_with_its_own_hash_is_not_the_chains_head(
    landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    body, digest = _forged(_event(landlord, case, 5), facts={"channel": "forged"})
    tamper(f"UPDATE record_event SET body = %s, hash = %s WHERE {EVENT}", body, digest, landlord, case[1], 5)
    assert _found(landlord, case) == [("head_differs", 5)]


@pytest.mark.parametrize("body", ["[]", "{}", "nonsense", '{"subject": 1}'])
def test_a_body_of_another_shape_is_an_altered_one(
    body: str, landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    digest = hashlib.sha256(body.encode()).hexdigest()
    tamper(f"UPDATE record_event SET body = %s, hash = %s WHERE {EVENT}", body, digest, landlord, case[1], 5)
    assert _found(landlord, case) == [("altered", 5)]


def _remove(tamper: Tamper, landlord: UUID, case: Subject, *numbers: int) -> None:
    for number in numbers:
        event = _event(landlord, case, number)
        tamper("DELETE FROM record_personaltext WHERE event_id = %s", event.id)
        tamper("DELETE FROM record_event WHERE id = %s", event.id)


def test_removed_events_are_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _remove(tamper, landlord, case, 2, 3)
    assert _found(landlord, case) == [("removed", None)]
    (problem,) = verify_landlord(landlord).problems
    assert "events 2 to 3 were removed" in problem.sentence()


def test_a_removed_first_event_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _remove(tamper, landlord, case, 1)
    assert verify_landlord(landlord).problems[0].details == {"first": 1, "last": 1}


def test_personal_text_that_an_event_leaves_behind_is_named(
    landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    tamper(f"DELETE FROM record_event WHERE {EVENT}", landlord, case[1], 3)
    assert _found(landlord, case) == [("removed", None), ("text_orphaned", None)]


def test_a_removed_event_whose_gap_was_closed_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _remove(tamper, landlord, case, 3)
    tamper(f"UPDATE record_event SET number = 3 WHERE {EVENT}", landlord, case[1], 4)
    tamper(f"UPDATE record_event SET number = 4 WHERE {EVENT}", landlord, case[1], 5)
    tamper("UPDATE record_chain SET length = 4 WHERE subject_id = %s", case[1])
    assert _found(landlord, case) == [("reordered", 3), ("reordered", 4)]


def test_reordered_events_are_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    for before, after in ((2, 99), (4, 2), (99, 4)):
        tamper(f"UPDATE record_event SET number = {after} WHERE {EVENT}", landlord, case[1], before)
    assert _found(landlord, case) == [("reordered", 2), ("reordered", 4)]
    assert "written as event 4" in verify_landlord(landlord).problems[0].sentence()


def test_an_event_moved_to_another_case_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    other = ("case", uuid7())
    with as_landlord(landlord):
        first = chain.note(
            landlord_id=landlord, subject=other, kind="test.received", by=By.system(), at=AT, on=ON
        )
    tamper(
        f"UPDATE record_event SET chain_id = %s, number = 6 WHERE {EVENT}",
        first.chain_id,
        landlord,
        case[1],
        5,
    )
    problems = verify_landlord(landlord).problems
    assert {(each.subject[-8:], each.what) for each in problems} >= {
        (_short(case[1]), "tail_cut"),
        (_short(other[1]), "tail_added"),
    }


def test_a_cut_tail_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _remove(tamper, landlord, case, 4, 5)
    assert _found(landlord, case) == [("tail_cut", None)]
    assert "events 4 to 5 are missing" in verify_landlord(landlord).problems[0].sentence()


def test_a_chain_without_any_event_left_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _remove(tamper, landlord, case, 1, 2, 3, 4, 5)
    assert _found(landlord, case) == [("tail_cut", None)]


def test_an_event_put_in_at_the_end_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    body, digest = _forged(
        _event(landlord, case, 5), number=6, previous=_event(landlord, case, 5).hash, personal={}
    )
    tamper(
        "INSERT INTO record_event (id, landlord_id, chain_id, number, kind, happened_on, noted_at, body,"
        " previous, hash) SELECT gen_random_uuid(), landlord_id, chain_id, 6, kind, happened_on, noted_at,"
        f" %s, hash, %s FROM record_event WHERE {EVENT}",
        body,
        digest,
        landlord,
        case[1],
        5,
    )
    assert _found(landlord, case) == [("tail_added", None)]


def test_a_chain_row_that_was_removed_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    tamper("DELETE FROM record_chain WHERE subject_id = %s", case[1])
    assert _found(landlord, case) == [("chain_missing", None)]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("length = 3", ("tail_added", None)),
        ("length = 7", ("tail_cut", None)),
        ("head = repeat('f', 64)", ("head_differs", 5)),
    ],
)
def test_a_chain_row_that_was_altered_is_named(
    change: str, what: tuple[str, int | None], landlord: UUID, case: Subject, tamper: Tamper
) -> None:
    tamper(f"UPDATE record_chain SET {change} WHERE subject_id = %s", case[1])
    assert _found(landlord, case) == [what]


def _text(tamper: Tamper, landlord: UUID, case: Subject, statement: str) -> None:
    tamper(f"{statement} field = 'name' AND event_id = %s", _event(landlord, case, 2).id)


@pytest.mark.parametrize("change", ["value = '\"Mr B\"'", "salt = 'other'", "value = 'blanked'"])
def test_altered_personal_text_is_named(change: str, landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _text(tamper, landlord, case, f"UPDATE record_personaltext SET {change} WHERE")
    assert _found(landlord, case) == [("text_altered", 2)]
    assert "personal text name of event 2" in verify_landlord(landlord).problems[0].sentence()


def test_removed_personal_text_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    _text(tamper, landlord, case, "DELETE FROM record_personaltext WHERE")
    assert _found(landlord, case) == [("text_missing", 2)]


def test_added_personal_text_is_named(landlord: UUID, case: Subject) -> None:
    with as_landlord(landlord):
        PersonalText.objects.create(
            landlord_id=landlord, event=_event(landlord, case, 2), field="more", salt="s", value='"x"'
        )
    assert _found(landlord, case) == [("text_added", 2)]


def test_text_blanked_behind_the_records_back_is_named(landlord: UUID, case: Subject) -> None:
    with as_landlord(landlord):
        PersonalText.objects.filter(event=_event(landlord, case, 2), field="name").update(
            salt="blanked", value="blanked"
        )
    assert _found(landlord, case) == [("text_blanked_unsaid", 2)]


def _blank(landlord: UUID, case: Subject) -> None:
    with as_landlord(landlord):
        chain.blank(
            _event(landlord, case, 2),
            ["name", "words"],
            by=By.system(),
            at=AT,
            on=ON,
            reason="erasure_request",
        )


def test_what_was_blanked_as_it_should_be_is_sound_and_told(landlord: UUID, case: Subject) -> None:
    _blank(landlord, case)
    report = verify_landlord(landlord)
    assert report.ok
    (blanking,) = report.blanked
    assert (blanking.number, blanking.fields, blanking.reason) == (2, ("name", "words"), "erasure_request")
    assert blanking.sentence() == (
        f"case {_short(case[1])}: name, words of event 2 blanked on 2026-11-04 (erasure_request)"
    )


def test_text_put_back_after_it_was_blanked_is_named(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    with as_landlord(landlord):
        before = PersonalText.objects.get(event=_event(landlord, case, 2), field="name")
    _blank(landlord, case)
    tamper(
        "UPDATE record_personaltext SET salt = %s, value = %s WHERE id = %s",
        before.salt,
        before.value,
        before.id,
    )
    assert _found(landlord, case) == [("text_not_blanked", 2)]


def test_problems_of_several_landlords_are_told_apart(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    other = uuid7()
    with as_landlord(other):
        chain.note(
            landlord_id=other, subject=("case", uuid7()), kind="test.received", by=By.system(), at=AT, on=ON
        )
    _remove(tamper, landlord, case, 5)
    report = verify([other, landlord])
    assert report.landlords == 2
    assert {problem.landlord_id for problem in report.problems} == {landlord}
    told = report.to_json()
    assert told["ok"] is False
    assert json.loads(json.dumps(told)) == told


def test_one_case_can_be_checked_alone(landlord: UUID, case: Subject, tamper: Tamper) -> None:
    with as_landlord(landlord):
        report = verify_subject(landlord, case)
    assert (report.ok, report.chains, report.events) == (True, 1, 5)
    _remove(tamper, landlord, case, 5)
    with as_landlord(landlord):
        assert [problem.what for problem in verify_subject(landlord, case).problems] == ["tail_cut"]
        assert verify_subject(landlord, ("case", uuid7())).chains == 0


def test_events_written_while_it_reads_do_not_look_wrong(landlord: UUID, case: Subject) -> None:
    stop = threading.Event()

    def write() -> None:
        try:
            while not stop.is_set():
                with as_landlord(landlord):
                    chain.note(
                        landlord_id=landlord, subject=case, kind="test.received", by=By.system(), at=AT, on=ON
                    )
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        reports = [verify_landlord(landlord) for _ in range(15)]
    finally:
        stop.set()
        writer.join()
    assert [report.problems for report in reports] == [[]] * 15
    assert reports[0].events < reports[-1].events


def test_its_memory_does_not_grow_with_the_record() -> None:
    def peak(cases: int) -> int:
        landlord = uuid7()
        with as_landlord(landlord):
            chain.note_many(
                landlord,
                [
                    Entry(
                        ("case", uuid7()),
                        "test.received",
                        By.imported(),
                        AT,
                        ON,
                        personal={"words": "x" * 200},
                    )
                    for _ in range(cases)
                ],
            )
        tracemalloc.start()
        report: Report = verify_landlord(landlord)
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert report.ok
        assert report.events == cases
        return highest

    peak(100)
    small, large = peak(700), peak(2_100)
    assert large < small * 1.3
