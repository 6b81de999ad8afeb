"""The rules against plainer readings of themselves, and the command against anything typed at it."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import date, timedelta
from pathlib import Path

import govuk_bank_holidays
import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.cli import due
from putright.rules.calendar import Calendar
from putright.rules.clocks import clocks, late
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.explanations import explanation
from putright.rules.sentences import english
from putright.rules.stages import Act, Role, What, check, impossible, permitted, state
from tests.rules.histories import histories

CALENDAR = Calendar.england()
MANY = settings(max_examples=200, deadline=None, database=None)
dates = st.dates(date(2019, 1, 1), date(2034, 12, 31))


def test_the_table_is_the_governments_own_list_as_far_as_that_reaches():
    listing = json.loads(Path(govuk_bank_holidays.__file__).with_name("bank-holidays.json").read_text())
    theirs = {date.fromisoformat(event["date"]) for event in listing["england-and-wales"]["events"]}
    end = max(theirs)
    assert {day for day in CALENDAR.holidays if day <= end} == {
        day for day in theirs if day >= CALENDAR.first
    }


def test_the_table_is_what_the_package_holidays_works_out_to_its_end():
    years = range(CALENDAR.first.year, CALENDAR.last.year + 1)
    theirs = holidays.UnitedKingdom(subdiv="ENG", years=years, observed=True)
    assert set(CALENDAR.holidays) == {day for day in theirs if day.weekday() < 5}


def stepped(day: date, n: int, added: frozenset[date] = frozenset()) -> date:
    """The nth working day after a day, one step at a time."""
    while n:
        day += timedelta(days=1)
        n -= day.weekday() < 5 and day not in CALENDAR.holidays and day not in added
    return day


@MANY
@given(dates, st.integers(0, 60), st.frozensets(dates, max_size=3))
def test_the_index_agrees_with_stepping_day_by_day(day, n, added):
    assert CALENDAR.with_added(added).add(day, n) == stepped(day, n, added)


@MANY
@given(histories())
def test_the_clocks_agree_with_the_conventions_read_aloud(facts_and_day):
    facts, on = facts_and_day
    if facts.added_holidays:
        return
    found = {(clock.event, clock.stage): clock for clock in clocks(facts, on)}
    for stage in facts.stages:
        asked = found.get(("acknowledge", stage.number))
        answer = found.get(("respond", stage.number))
        if asked:
            assert asked.started == stage.asked_on
            assert asked.due == stepped(stage.asked_on, 5)
        if answer is None:
            continue
        day_0 = stage.asked_on
        if answer.starts in ("acknowledgement", "logging", "acknowledgement_deadline"):
            assert asked is not None
            day_0 = min(stage.acknowledged_on or asked.due, asked.due)
        assert answer.started == day_0
        assert answer.due == stepped(day_0, 10 if stage.number == 1 else 20)
        if answer.done:
            assert answer.met is (answer.done <= answer.last_day)
        elif answer.running:
            assert answer.met is (False if on > answer.last_day else None)
        if stage.extended_to and stage.extended_told_on and stage.extended_told_on > answer.due:
            assert answer.extended_to is None


@MANY
@given(histories())
def test_every_history_explains_itself_and_goes_to_json(facts_and_day):
    facts, on = facts_and_day
    found = clocks(facts, on)
    for clock in found:
        assert all(english(step.code, step.facts) for step in explanation(clock))
        json.dumps(clock.to_json())
    assert isinstance(late(found), bool)
    refused = impossible(facts)
    assert refused is None or str(refused)


@MANY
@given(histories(), st.sampled_from(Act), st.sampled_from(Role))
def test_an_act_is_done_or_refused_with_a_sentence_and_never_against_the_table(facts_and_day, act, role):
    facts, on = facts_and_day
    allowed = permitted(state(facts), role, edition(str(facts.edition)))
    try:
        check(act, role=role, facts=facts, on=on, what=What(reasons="Because."))
    except Refused as refused:
        assert str(refused)
    else:
        assert act in allowed


OPTIONS = [f"--{option}" for fields in due.STAGES.values() for option in fields]
OPTIONS += [f"--{option}" for option in due.WHOLE]
OPTIONS += ["--edition", "--json", "--office-closed", "--extended-agreed", "--nonsense", "-x", ""]
values = st.one_of(
    st.dates().map(str),
    st.dates(date(2020, 1, 1), date(2027, 1, 1)).map(str),
    st.sampled_from(["2020", "2022", "2024", "2026-13-01", "0000-00-00", "2026-W01-1", "-1", "\x00"]),
    st.text(max_size=12),
)


@MANY
@given(st.lists(st.tuples(st.sampled_from(OPTIONS), values), max_size=8), st.booleans())
def test_whatever_is_typed_gets_an_answer_or_one_sentence(pairs, with_received):
    argv = ["--received", "2024-06-03"] if with_received else []
    argv += [part for pair in pairs for part in pair]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = due.run(argv)
    if code == 0:
        assert out.getvalue()
        assert not err.getvalue()
    else:
        assert code == 2
        assert not out.getvalue()
        assert err.getvalue().strip()
        assert err.getvalue().count("\n") == 1
