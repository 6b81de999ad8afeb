"""Dangers, service requests and words that hint: limits by date, what closing needs, when a complaint counts from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from putright.rules import codes_of_sentences, english
from putright.rules.cues import About, cues, languages
from putright.rules.errors import Refused
from putright.rules.hazards import (
    Attempt,
    Ending,
    HazardFacts,
    HazardKind,
    Seriousness,
    Step,
    check_close,
    check_step,
    hazard_clocks,
    hazard_explanation,
    limits_on,
    next_hazard_clock,
    phase_of,
    phases,
    steps_missing,
    visits_in_vain,
)
from putright.rules.requests import check_first_contact, complaint_day, review_due
from tests.rules.cases import day

LONDON = ZoneInfo("Europe/London")
CALL = Attempt(visit=False, reached=True)
IN_VAIN = Attempt(visit=True, reached=False, notice="Letter of 2 November, by hand")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# Friday before a weekend, in winter time.
OPENED = HazardFacts(at("2026-11-06T16:40"))
MOULD = replace(OPENED, seriousness=Seriousness.SIGNIFICANT, kind=HazardKind.DAMP_MOULD)


def due(facts: HazardFacts, now: datetime | None = None) -> dict[str, str]:
    return {one.step.value: one.due_on.isoformat() for one in hazard_clocks(facts, now)}


# Clocks


def test_until_somebody_decides_it_is_an_emergency_of_24_hours():
    (clock,) = hazard_clocks(OPENED)
    assert clock.step is Step.MAKE_SAFE
    assert clock.due_at == at("2026-11-07T16:40")
    assert clock.assumed
    assert not hazard_clocks(replace(OPENED, seriousness=Seriousness.EMERGENCY))[0].assumed


@pytest.mark.parametrize(
    ("now", "met"), [("2026-11-07T16:40", None), ("2026-11-07T16:41", False), ("2026-11-06T17:00", None)]
)
def test_an_emergency_is_judged_to_the_minute(now, met):
    assert hazard_clocks(OPENED, at(now))[0].met is met


def test_24_hours_are_hours_also_when_the_clocks_go_back():
    opened = at("2026-10-24T20:00")
    (clock,) = hazard_clocks(HazardFacts(opened))
    assert clock.due_at.timestamp() - opened.timestamp() == 24 * 3600


def test_a_significant_danger_is_investigated_within_ten_working_days():
    assert due(MOULD) == {"investigate": "2026-11-20"}


def test_what_follows_counts_from_the_investigation():
    seen = replace(MOULD, investigated_on=day("2026-12-17"), found=True)
    assert due(seen) == {
        "investigate": "2026-11-20",
        "summary": "2026-12-22",
        # 18, 21, 22, 23, 24 December; Christmas follows.
        "make_safe": "2026-12-24",
        "begin_work": "2026-12-24",
        "begin_work_latest": "2027-03-11",
    }
    clocks = {one.step: one for one in hazard_clocks(seen, at("2026-12-18T09:00"))}
    assert clocks[Step.INVESTIGATE].met is False and not clocks[Step.INVESTIGATE].running
    following = next_hazard_clock(clocks.values())
    assert following is not None and following.step is Step.SUMMARY


def test_a_step_on_its_last_day_is_in_time_and_a_day_later_is_not():
    seen = replace(MOULD, investigated_on=day("2026-11-20"), found=True, summary_on=day("2026-11-25"))
    assert {one.step: one.met for one in hazard_clocks(seen)}[Step.SUMMARY]
    late = replace(seen, summary_on=day("2026-11-26"))
    assert {one.step: one.met for one in hazard_clocks(late)}[Step.SUMMARY] is False


def test_nothing_found_ends_what_would_have_followed():
    seen = replace(MOULD, investigated_on=day("2026-11-10"), found=False)
    stopped = {one.step: one.stopped for one in hazard_clocks(seen)}
    assert stopped == {
        Step.INVESTIGATE: None,
        Step.SUMMARY: None,
        Step.MAKE_SAFE: "not_found",
        Step.BEGIN_WORK: "not_found",
        Step.BEGIN_WORK_LATEST: "not_found",
    }


def test_no_further_work_ends_its_clocks_alone():
    seen = replace(MOULD, investigated_on=day("2026-11-10"), found=True, work_needed=False)
    stopped = {one.step for one in hazard_clocks(seen) if one.stopped == "not_needed"}
    assert stopped == {Step.BEGIN_WORK, Step.BEGIN_WORK_LATEST}


def test_closing_ends_what_runs():
    (clock,) = hazard_clocks(replace(OPENED, closed_at=at("2026-11-07T08:00")), at("2026-12-01T08:00"))
    assert (clock.stopped, clock.met) == ("closed", None)
    assert next_hazard_clock([clock]) is None


def test_what_a_person_found_to_be_neither_has_no_clock():
    assert hazard_clocks(replace(OPENED, seriousness=Seriousness.OTHER)) == ()


# The law by date


@pytest.mark.parametrize(
    ("kind", "seriousness", "on", "phase"),
    [
        ("damp_mould", "significant", "2025-10-26", None),
        ("damp_mould", "significant", "2025-10-27", "2025"),
        ("fire", "emergency", "2025-10-27", "2025"),
        ("fire", "significant", "2025-10-27", None),
        ("fire", "significant", "2026-10-27", "2026"),
        ("other", "significant", "2026-10-27", None),
        ("other", "significant", "2027-10-27", "2027"),
        (None, None, "2025-10-27", "2025"),
    ],
)
def test_which_dangers_are_in_scope_from_which_day(kind, seriousness, on, phase):
    found = phase_of(kind and HazardKind(kind), seriousness and Seriousness(seriousness), day(on))
    assert (found.id if found else None) == phase


def test_days_that_are_settings_are_marked():
    assert [one.confidence for one in phases()] == ["high", "low", "low"]
    assert limits_on(day("2020-01-01")) == limits_on(day("2026-11-06"))
    assert frozenset(HazardKind) == frozenset().union(*(one.hazards for one in phases()))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (MOULD, "hazard_law.since"),
        (replace(MOULD, kind=HazardKind.FIRE), "hazard_law.setting"),
        (replace(MOULD, kind=HazardKind.OTHER), "hazard_law.later"),
        (replace(MOULD, opened_at=at("2025-03-03T09:00"), kind=None), "hazard_law.before"),
    ],
)
def test_an_explanation_says_whether_the_limit_is_law(facts, says):
    for clock in hazard_clocks(facts, at("2027-01-04T10:00")):
        steps = hazard_explanation(clock)
        assert steps[-1].code == says
        assert all(step.code in codes_of_sentences() and english(step.code, step.facts) for step in steps)


def test_an_explanation_names_moments_and_days():
    said = [
        english(one.code, one.facts)
        for one in hazard_explanation(hazard_clocks(OPENED, at("2026-11-09T09:00"))[0])
    ]
    assert said[1:4] == [
        "Reported on Friday 6 November 2026 at 16:40.",
        "Limit: 24 hours, day and night.",
        "Make it safe by Saturday 7 November 2026 at 16:40.",
    ]
    assert "Late: not done by Saturday 7 November 2026." in said
    done = replace(MOULD, investigated_on=day("2026-11-20"), found=True, work_needed=False)
    whole = [
        english(one.code, one.facts) for clock in hazard_clocks(done) for one in hazard_explanation(clock)
    ]
    assert "Done in time, on Friday 20 November 2026." in whole
    assert "Ended on Friday 20 November 2026: no further work is needed." in whole


# Steps and closing


@pytest.mark.parametrize(
    ("facts", "step", "on", "code"),
    [
        (MOULD, Step.INVESTIGATE, "2026-11-05", "hazard_step_before_report"),
        (MOULD, Step.INVESTIGATE, "2026-12-02", "hazard_step_in_future"),
        (MOULD, Step.SUMMARY, "2026-11-10", "hazard_not_investigated"),
        (
            replace(MOULD, investigated_on=day("2026-11-10")),
            Step.SUMMARY,
            "2026-11-09",
            "hazard_step_before_investigation",
        ),
    ],
)
def test_a_step_is_dated_as_it_can_have_been(facts, step, on, code):
    with pytest.raises(Refused) as refused:
        check_step(facts, step, day(on), day("2026-12-01"))
    assert refused.value.code == code
    assert str(refused.value)


def test_a_step_on_the_day_of_the_report_may_be_noted():
    check_step(OPENED, Step.MAKE_SAFE, day("2026-11-06"), day("2026-11-06"))


SAFE = replace(OPENED, seriousness=Seriousness.EMERGENCY, safe_at=at("2026-11-06T19:00"))
DONE = replace(
    MOULD,
    investigated_on=day("2026-11-10"),
    found=True,
    summary_on=day("2026-11-11"),
    safe_at=at("2026-11-12T10:00"),
    work_needed=True,
    work_began_on=day("2026-11-16"),
)


@pytest.mark.parametrize(
    ("facts", "ending", "attempts", "code"),
    [
        (SAFE, Ending.MADE_SAFE, [], "hazard_without_attempt"),
        (OPENED, Ending.MADE_SAFE, [CALL], "hazard_not_classified"),
        (replace(SAFE, safe_at=None), Ending.MADE_SAFE, [CALL], "hazard_steps_missing"),
        (replace(DONE, work_began_on=None), Ending.MADE_SAFE, [CALL], "hazard_steps_missing"),
        (replace(DONE, summary_on=None), Ending.MADE_SAFE, [CALL], "hazard_steps_missing"),
        (DONE, Ending.NO_DANGER, [CALL], "hazard_no_danger_unproven"),
        (MOULD, Ending.NO_ACCESS, [CALL, IN_VAIN], "hazard_no_access_unproven"),
        (
            MOULD,
            Ending.NO_ACCESS,
            [IN_VAIN, replace(IN_VAIN, notice=" ")],
            "hazard_no_access_unproven",
        ),
        (MOULD, Ending.NO_ACCESS, [IN_VAIN, replace(IN_VAIN, reached=True)], "hazard_no_access_unproven"),
    ],
)
def test_what_a_danger_cannot_be_closed_without(facts, ending, attempts, code):
    with pytest.raises(Refused) as refused:
        check_close(facts, ending, attempts)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize(
    ("facts", "ending", "attempts"),
    [
        (SAFE, Ending.MADE_SAFE, [CALL]),
        (DONE, Ending.MADE_SAFE, [CALL]),
        (replace(DONE, found=False, safe_at=None, work_needed=None), Ending.NO_DANGER, [CALL]),
        (replace(OPENED, seriousness=Seriousness.OTHER), Ending.NO_DANGER, [CALL]),
        (MOULD, Ending.NO_ACCESS, [IN_VAIN] * visits_in_vain()),
    ],
)
def test_what_a_danger_may_be_closed_with(facts, ending, attempts):
    check_close(facts, ending, attempts)


def test_the_steps_that_are_missing_are_named_in_order():
    seen = replace(MOULD, investigated_on=day("2026-11-10"), found=True)
    assert steps_missing(seen) == (Step.SUMMARY, Step.MAKE_SAFE, Step.DECIDE_WORK)
    with pytest.raises(Refused, match="send the written summary, make it safe, decide whether"):
        check_close(seen, Ending.MADE_SAFE, [CALL])


# First contact and service requests


def test_the_dates_count_from_the_first_contact_at_the_latest():
    today = day("2026-11-09")
    check_first_contact(day("2026-11-06"), contact_on=day("2026-11-06"), today=today)
    with pytest.raises(Refused, match="after the first contact, Friday 6 November 2026"):
        check_first_contact(day("2026-11-09"), contact_on=day("2026-11-06"), today=today)
    with pytest.raises(Refused, match="is still to come"):
        check_first_contact(day("2026-11-10"), contact_on=day("2026-11-10"), today=today)


def test_a_complaint_from_a_request_counts_from_the_request():
    today = day("2026-11-20")
    assert complaint_day(day("2026-10-01"), unhappy_on=None, because="", today=today) == day("2026-10-01")
    assert complaint_day(day("2026-10-01"), unhappy_on=day("2026-10-01"), because="", today=today) == day(
        "2026-10-01"
    )
    later = complaint_day(
        day("2026-10-01"), unhappy_on=day("2026-11-02"), because="She was content until then", today=today
    )
    assert later == day("2026-11-02")


@pytest.mark.parametrize(
    ("unhappy_on", "because", "code"),
    [
        ("2026-09-30", "R", "unhappy_before_request"),
        ("2026-11-21", "R", "received_in_future"),
        ("2026-11-02", "  ", "unhappy_day_without_reason"),
    ],
)
def test_a_later_day_needs_a_reason_and_a_place_in_time(unhappy_on, because, code):
    with pytest.raises(Refused) as refused:
        complaint_day(day("2026-10-01"), unhappy_on=day(unhappy_on), because=because, today=day("2026-11-20"))
    assert (refused.value.code, refused.value.provision) == (code, "1.5")
    assert str(refused.value)


def test_a_request_is_looked_at_again_after_twenty_working_days():
    assert review_due(day("2026-11-02")) == day("2026-11-30")
    assert review_due(day("2019-11-04")) == day("2019-12-02")


# Words that hint


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("There is a smell of GAS in the hall", "gas"),
        ("the socket sparked twice", "spark"),
        ("He can’t breathe at night", "can't breathe"),
        ("رائحة الغاز في المطبخ", "غاز"),
        ("ঘরে গ্যাসের গন্ধ", "গ্যাস"),
        ("Z gniazdka lecą iskry", "iskr"),
        ("ਰਸੋਈ ਵਿੱਚ ਗੈਸ ਦੀ ਬਦਬੂ", "ਗੈਸ"),
        ("tavanul se prabuseste", "prăbuș"),
        ("گھر میں گیس کی بو ہے", "گیس"),
    ],
)
def test_words_of_danger_are_seen_in_seven_languages(text, word):
    assert word in cues(text, About.DANGER, day("2026-11-09"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("I am not happy, nobody came", "nobody came"),
        ("I want to complain", "complain"),
        ("أريد تقديم شكوى", "شكوى"),
        ("আমি অভিযোগ করতে চাই", "অভিযোগ"),
        ("Jestem bardzo niezadowolona", "niezadowol"),
        ("ਮੈਂ ਸ਼ਿਕਾਇਤ ਕਰਨੀ ਹੈ", "ਸ਼ਿਕਾਇਤ"),
        ("Vreau sa fac o plangere", "plâng"),
        ("مجھے شکایت کرنی ہے", "شکایت"),
    ],
)
def test_unhappy_words_are_seen_in_seven_languages(text, word):
    assert word in cues(text, About.UNHAPPY, day("2026-11-09"))


def test_whole_words_are_whole():
    assert cues("The gasket of the tap", About.DANGER, day("2026-11-09")) == ()
    assert cues("firefly", About.DANGER, day("2026-11-09")) == ()
    assert cues("", About.UNHAPPY, day("2026-11-09")) == ()


def test_a_list_counts_from_its_day():
    assert cues("gas", About.DANGER, day("2020-06-30")) == ()
    assert languages(About.DANGER) == languages(About.UNHAPPY) == {"en", "ar", "bn", "pl", "pa", "ro", "ur"}
