"""Histories from another system: taken whole or refused with a sentence, twice without doubling, late shown as late."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.cli import imports as command
from putright.complaints import actions, imports, queries
from putright.complaints.imports import Outcome, RowRefused, read_row, take
from putright.complaints.models import Complaint, Finding, Point, Promise, Stage
from putright.record.chain import timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from tests.cast import Cast, moment

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "formats" / "complaints.schema.json").read_text())
NOW = moment("2026-11-20")
TODAY = date(2026, 11, 20)


def row(**changes: Any) -> dict[str, Any]:
    """A whole history of 2024, answered in time at both stages."""
    return {
        "reference": "C-17",
        "landlord": "meadowbank",
        "channel": "phone",
        "points": ["No heating since Friday.", "Nobody called back."],
        "events": [
            {"kind": "received", "on": "2024-04-02"},
            {"kind": "acknowledged", "stage": 1, "on": "2024-04-05"},
            {"kind": "extended", "stage": 1, "on": "2024-04-18", "until": "2024-05-02", "reason": "Parts."},
            {"kind": "answered", "stage": 1, "on": "2024-05-01"},
            {"kind": "escalated", "on": "2024-05-03"},
            {"kind": "acknowledged", "stage": 2, "on": "2024-05-07"},
            {"kind": "answered", "stage": 2, "on": "2024-06-03"},
            {"kind": "action_promised", "on": "2024-06-03", "action": "Fit a pump", "due": "2024-06-20"},
            {"kind": "action_done", "on": "2024-06-19", "action": "Fit a pump"},
            {"kind": "closed", "on": "2024-06-21"},
        ],
        **changes,
    }


def run(*rows: Any, **more: Any) -> list[Outcome]:
    lines = [one if isinstance(one, str) else json.dumps(one) for one in rows]
    return [outcome for outcome, _ in take(enumerate(lines, start=1), at=NOW, **more)]


def only(cast: Cast) -> Complaint:
    return queries.with_facts(Complaint.objects.filter(landlord=cast.landlord)).get()


def test_a_history_is_taken_whole_with_its_dates_and_its_record(cast: Cast) -> None:
    [outcome] = run(row())
    assert (outcome.what, outcome.events) == ("taken", 10)
    with as_landlord(cast.landlord.id):
        complaint = only(cast)
        assert (complaint.edition, complaint.state, complaint.next_due_on) == ("2024", "closed", None)
        clocks = {clock.id: clock for clock in queries.standing(complaint, TODAY).clocks}
        assert clocks["R1-24"].met and clocks["R1-24"].extended_to == date(2024, 5, 2)
        assert clocks["R2-24"].met
        assert [finding.finding for finding in Finding.objects.all()] == ["not_recorded"] * 4
        assert Promise.objects.get().done_on == date(2024, 6, 19)
        noted = timeline(cast.landlord.id, ("complaint", complaint.id))
        assert [one.happened_on.isoformat() for one in noted] == [event["on"] for event in row()["events"]]
    assert not verify([cast.landlord.id]).problems


def test_a_second_run_changes_nothing_and_a_longer_one_appends(cast: Cast) -> None:
    short = row(events=row()["events"][:4])
    assert [one.what for one in run(short)] == ["taken"]
    assert [one.what for one in run(short, short)] == ["unchanged", "unchanged"]
    [outcome] = run(row())
    assert (outcome.what, outcome.events) == ("appended", 6)
    with as_landlord(cast.landlord.id):
        complaint = only(cast)
        assert complaint.state == "closed"
        assert Stage.objects.count() == 2
        assert len(timeline(cast.landlord.id, ("complaint", complaint.id))) == 10
    assert [one.what for one in run(row())] == ["unchanged"]
    assert not verify([cast.landlord.id]).problems


@pytest.mark.parametrize(
    ("second", "says"),
    [
        (row(events=row()["events"][:3]), "changes or leaves out"),
        (row(events=[*row()["events"][:9], {"kind": "closed", "on": "2024-06-22"}]), "changes or leaves out"),
        (row(points=["Something else."]), "another channel, points or date made"),
    ],
)
def test_a_second_run_that_changes_the_first_is_refused(
    cast: Cast, second: dict[str, Any], says: str
) -> None:
    run(row())
    [outcome] = run(second)
    assert outcome.what == "refused"
    assert says in outcome.why


def test_a_complaint_that_was_worked_on_here_is_not_written_over(cast: Cast) -> None:
    run(row(events=row()["events"][:4]))
    with as_landlord(cast.landlord.id):
        actions.record_contact(
            only(cast),
            on=date(2026, 11, 19),
            channel="phone",
            outgoing=True,
            who="The resident",
            summary="Asked about the pump.",
            by=cast.by(cast.manager),
            at=NOW,
        )
    [outcome] = run(row())
    assert outcome.what == "refused"
    assert "worked on here" in outcome.why
    assert [one.what for one in run(row(events=row()["events"][:4]))] == ["unchanged"]


def test_a_reference_of_a_complaint_made_here_is_not_taken_over(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        Complaint.objects.create(
            landlord=cast.landlord, reference="C-17", channel="web", received_on=TODAY, state="received"
        )
    [outcome] = run(row())
    assert "made here" in outcome.why


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        # Never acknowledged, and answered weeks after the latest day that C4 leaves.
        (
            [{"kind": "received", "on": "2024-04-02"}, {"kind": "answered", "stage": 1, "on": "2024-07-01"}],
            True,
        ),
        # Escalated before stage 1 was answered, never answered at all, closed.
        (
            [
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "escalated", "on": "2024-05-20"},
                {"kind": "closed", "on": "2024-09-01"},
            ],
            True,
        ),
        # Told of the extension after the answer had fallen due.
        (
            [
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "acknowledged", "stage": 1, "on": "2024-04-03"},
                {
                    "kind": "extended",
                    "stage": 1,
                    "on": "2024-04-19",
                    "until": "2024-05-01",
                    "reason": "Late.",
                },
                {"kind": "answered", "stage": 1, "on": "2024-04-30"},
            ],
            True,
        ),
        ([{"kind": "received", "on": "2026-11-19"}], False),
    ],
)
def test_a_history_that_broke_the_code_is_taken_and_shown_late(
    cast: Cast, changes: list[dict[str, Any]], late: bool
) -> None:
    [outcome] = run(row(events=changes))
    assert outcome.what == "taken", outcome.why
    with as_landlord(cast.landlord.id):
        assert queries.standing(only(cast), TODAY).late is late


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (
            [{"kind": "received", "on": "2024-04-02"}, {"kind": "answered", "stage": 1, "on": "2024-04-01"}],
            "before",
        ),
        ([{"kind": "answered", "stage": 1, "on": "2024-04-01"}], "received"),
        ([{"kind": "received", "on": "2024-04-02"}, {"kind": "received", "on": "2024-04-03"}], "exactly one"),
        ([{"kind": "received", "on": "2027-04-02"}], "future"),
        ([{"kind": "received", "on": "2024-02-30"}], "date that exists"),
        ([{"kind": "received", "on": "02/04/2024"}], "date that exists"),
        (
            [{"kind": "received", "on": "2024-04-02"}, {"kind": "answered", "stage": 2, "on": "2024-05-01"}],
            "asked for",
        ),
        ([{"kind": "received", "on": "2024-04-02"}, {"kind": "answered", "on": "2024-05-01"}], "lacks stage"),
        ([{"kind": "received", "on": "2024-04-02"}, {"kind": "paused", "on": "2024-05-01"}], "not known"),
        ([{"kind": "received", "on": "2024-04-02", "stage": 1}], "does not know"),
        (
            [
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "action_done", "on": "2024-05-01", "action": "Pump"},
            ],
            "not promised",
        ),
        (
            [
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "answered", "stage": 1, "on": "2024-05-01"},
                {"kind": "answered", "stage": 1, "on": "2024-05-02"},
            ],
            "twice",
        ),
        (
            [
                {"kind": "received", "on": "2024-04-02"},
                {"kind": "escalated", "on": "2024-05-01"},
                {"kind": "escalated", "on": "2024-06-01"},
            ],
            "no stage 3",
        ),
    ],
)
def test_a_history_that_cannot_be_is_refused_with_a_sentence(
    cast: Cast, events: list[dict[str, Any]], says: str
) -> None:
    [outcome] = run(row(events=events))
    assert outcome.what == "refused"
    assert says in outcome.why
    assert outcome.why.rstrip().endswith(".")
    with as_landlord(cast.landlord.id):
        assert not Complaint.objects.exists()
        assert not Point.objects.exists()


def test_a_third_stage_is_taken_under_the_editions_that_had_one(cast: Cast) -> None:
    events = [
        {"kind": "received", "on": "2021-04-06"},
        {"kind": "answered", "stage": 1, "on": "2021-04-16"},
        {"kind": "escalated", "stage": 2, "on": "2021-04-19"},
        {"kind": "answered", "stage": 2, "on": "2021-05-14"},
        {"kind": "escalated", "stage": 3, "on": "2021-05-17"},
        {"kind": "answered", "stage": 3, "on": "2021-06-11"},
    ]
    assert run(row(events=events))[0].what == "taken"
    with as_landlord(cast.landlord.id):
        clocks = [clock.id for clock in queries.standing(only(cast), TODAY).clocks]
    assert clocks[-1] == "R3-20"


def test_a_complaint_older_than_the_code_has_no_edition_and_no_clocks(cast: Cast) -> None:
    assert run(row(events=[{"kind": "received", "on": "2019-03-04"}]))[0].what == "taken"
    with as_landlord(cast.landlord.id):
        complaint = only(cast)
        assert complaint.edition == ""
        assert queries.standing(complaint, TODAY).clocks == ()


def test_an_unknown_landlord_is_refused_unless_it_may_be_added(cast: Cast) -> None:
    [outcome] = run(row(landlord="Nowhere Homes"))
    assert "--create-landlords" in outcome.why


def test_a_landlord_is_found_by_its_exact_name_and_sees_only_its_own(cast: Cast) -> None:
    outcomes = run(row(landlord="Ferrous Valley Housing"), row())
    assert [one.what for one in outcomes] == ["taken", "taken"]
    for landlord in (cast.landlord, cast.other_landlord):
        with as_landlord(landlord.id):
            assert Complaint.objects.count() == 1


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "null",
        '"text"',
        "12",
        "{}",
        "\x00",
        "[" * 5000,
        json.dumps(row(points="text")),
        json.dumps(row(x=1)),
    ],
)
def test_what_is_no_row_gets_a_sentence_and_stops_nobody(cast: Cast, line: str) -> None:
    outcomes = run(line, row(reference="C-18"))
    assert outcomes[0].what == "refused"
    assert outcomes[0].why
    assert outcomes[1].what == "taken"


def test_a_crash_in_the_middle_leaves_no_half_of_a_complaint(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*args: object, **more: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(imports.chain, "note_many", crash)
    with pytest.raises(RuntimeError):
        run(row())
    with as_landlord(cast.landlord.id):
        assert not Complaint.objects.exists()
        assert not Stage.objects.exists()
    monkeypatch.undo()
    assert run(row())[0].what == "taken"


def test_many_rows_cost_a_fixed_number_of_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = [row(reference=f"C-{number}") for number in range(200)]
    with django_assert_max_num_queries(30):
        assert {one.what for one in run(*rows)} == {"taken"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {
            "reference": st.sampled_from(["C-1", "", "a b", 7, "ü", "x" * 41]),
            "landlord": st.sampled_from(["meadowbank", "", None]),
            "channel": st.sampled_from(["web", "fax", 3]),
            "points": st.sampled_from([[], ["damp"], [""], "damp", [1]]),
            "events": st.lists(
                st.fixed_dictionaries(
                    {"kind": st.sampled_from([*imports.FIELDS, "paused"])},
                    optional={
                        "on": st.sampled_from(["2024-04-02", "2024-13-02", 5]),
                        "stage": st.sampled_from([1, 2, 3, 4, True, "1"]),
                        "until": st.sampled_from(["2024-05-02", "soon"]),
                        "reason": st.sampled_from(["Parts.", " "]),
                        "action": st.just("Pump"),
                        "due": st.just("2024-05-03"),
                        "agreed": st.sampled_from([True, 1]),
                    },
                ),
                min_size=1,
                max_size=2,
            ).filter(lambda events: sum(event["kind"] == "received" for event in events) == 1),
        }
    )
)
def test_the_reader_and_the_published_schema_take_the_same_rows(value: dict[str, Any]) -> None:
    try:
        read_row(json.dumps(value), 1, today=TODAY)
        taken = True
    except RowRefused:
        taken = False
    checker = jsonschema.FormatChecker()
    valid = jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).is_valid(value)
    # In JSON Schema `true` is no number, and neither is it a stage here.
    assert taken == valid


def test_the_command_writes_the_refused_rows_beside_the_file(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.jsonl"
    wrong = json.dumps(row(reference="C-2", channel="fax"))
    file.write_text("\n".join([json.dumps(row()), wrong, ""]), encoding="utf-8")
    with file.open() as opened:
        assert command._import(file, opened, create=False) == 1
    assert (tmp_path / "old.jsonl.refused.jsonl").read_text() == wrong + "\n"
    printed = capsys.readouterr().out
    assert "line 1  C-17  taken" in printed
    assert "line 2  C-2  refused: The channel 'fax' is not known" in printed
    file.write_text(json.dumps(row()), encoding="utf-8")
    with file.open() as opened:
        assert command._import(file, opened, create=True) == 0
    assert not (tmp_path / "old.jsonl.refused.jsonl").exists()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (b'["caf\xe9"]', "is not text in UTF-8"),
        (rb'["half \ud83d"]', "has half a character"),
        (rb'["half \uDC00"]', "has half a character"),
    ],
)
def test_text_that_cannot_be_kept_is_refused_and_stops_no_other_row(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: bytes, says: str
) -> None:
    file = tmp_path / "old.jsonl"
    good = json.dumps(row(reference="WHOLE-1", points=["A smile \U0001f600"])).encode()
    bad = json.dumps(row(reference="WRONG-1", points=["POINTS"])).encode().replace(b'["POINTS"]', wrong)
    file.write_bytes(bad + b"\n" + good + b"\n")
    assert command.run(["complaints", str(file)]) == 1
    said = capsys.readouterr().out
    assert says in said and "WHOLE-1  taken" in said
    assert (tmp_path / "old.jsonl.refused.jsonl").read_bytes() == bad + b"\n"


def test_a_reference_that_cannot_be_one_is_not_printed(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps(row(reference="A\x1b[2J\nline 9")), encoding="utf-8")
    assert command.run(["complaints", str(file)]) == 1
    said = capsys.readouterr().out
    assert "(no reference)" in said and "\x1b" not in said


def test_a_landlord_that_an_import_adds_has_a_code_of_its_name(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps(row(landlord="Brand New Homes")), encoding="utf-8")
    with file.open() as opened:
        assert command._import(file, opened, create=True) == 0
    assert run(row(landlord="brand-new-homes"))[0].what == "unchanged"


def test_imported_cases_that_are_open_can_be_worked_on(cast: Cast) -> None:
    run(row(events=row()["events"][:4]))
    with as_landlord(cast.landlord.id):
        complaint = only(cast)
        assert complaint.state == "answered"
        actions.escalate(complaint, by=cast.by(cast.officer), at=NOW)
        complaint.refresh_from_db()
        assert complaint.state == "stage2_asked"


def test_a_landlord_whose_name_gives_no_address_is_refused_and_the_rest_is_taken(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "histories.jsonl"
    file.write_text(f"{json.dumps(row(landlord='###'))}\n{json.dumps(row())}\n")
    assert command.run(["complaints", str(file), "--create-landlords"]) == 1
    said = capsys.readouterr().out
    assert "'###' gives no code for an address" in said
    assert "1 taken" in said
