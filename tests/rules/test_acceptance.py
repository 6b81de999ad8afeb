"""When a complaint may be refused, how old it may be, and where a new issue belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules import english
from putright.rules.acceptance import Belongs, RefusalFacts, age, grounds, may_refuse, new_issue
from putright.rules.calendar import months_after
from putright.rules.editions import edition, editions, read_edition, sister_editions
from putright.rules.errors import Refused
from putright.rules.sentences import codes_of_sentences
from tests.rules.cases import complaint, day, stage

MADE_UP = Path(__file__).with_name("data") / "2030.toml"
FEW = settings(max_examples=40, deadline=None, database=None)
days = st.dates(date(2019, 1, 1), date(2034, 12, 31))
ids = st.sampled_from([known.id for known in (*editions(), *sister_editions())])
REASONS = "The matter is with the county court since May."


def refused(*args, **kwargs) -> tuple[str, str]:  # type: ignore[no-untyped-def]
    """The code and provision of a refusal to refuse."""
    with pytest.raises(Refused) as caught:
        may_refuse(*args, **kwargs)
    assert str(caught.value)
    return caught.value.code, caught.value.provision


@pytest.mark.parametrize(
    ("from_day", "months", "to"),
    [
        ("2025-11-03", 12, "2026-11-03"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 12, "2024-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-12-31", 6, "2026-06-30"),
        ("2026-01-15", 0, "2026-01-15"),
        ("9999-12-31", 12, "9999-12-31"),
    ],
)
def test_months_keep_the_day_number_or_end_with_the_month(from_day, months, to):
    assert months_after(day(from_day), months) == day(to)


@pytest.mark.parametrize(
    ("id", "happened", "aware", "made", "last", "in_time"),
    [
        ("2024", "2025-11-03", None, "2026-11-03", "2026-11-03", True),
        ("2024", "2025-11-03", None, "2026-11-04", "2026-11-03", False),
        ("2024", "2024-01-01", "2025-11-03", "2026-11-03", "2026-11-03", True),
        ("2024", "2024-02-29", None, "2025-02-28", "2025-02-28", True),
        ("2022", "2022-10-31", None, "2023-04-30", "2023-04-30", True),
        ("2022", "2022-10-31", None, "2023-05-01", "2023-04-30", False),
        # These editions count from the matter alone: learning of it later does not move the day.
        ("2022", "2022-10-31", "2023-03-01", "2023-05-01", "2023-04-30", False),
        ("2020", "2020-10-01", None, "2021-04-01", "2021-04-01", True),
        ("2020", "2020-10-01", None, "2021-04-02", "2021-04-01", False),
        ("lgsco-2024", "2024-03-01", "2024-05-01", "2025-05-01", "2025-05-01", True),
    ],
)
def test_the_age_limit(id, happened, aware, made, last, in_time):
    found = age(id, made_on=day(made), happened_on=day(happened), aware_on=day(aware) if aware else None)
    assert (found.last_day, found.in_time) == (day(last), in_time)
    assert {step.provision for step in found.explained} == {edition(id).provision("age_limit")}


def test_an_age_explains_itself():
    found = age("2024", made_on=day("2026-11-04"), happened_on=day("2025-01-06"), aware_on=day("2025-11-03"))
    assert [english(step.code, step.facts) for step in found.explained] == [
        "The resident learned of it on Monday 3 November 2025: the months count from there.",
        "Months within which a complaint is taken: 12. The last day is Tuesday 3 November 2026.",
        "The complaint was made on Wednesday 4 November 2026, after that.",
    ]


@pytest.mark.parametrize(
    ("happened", "aware", "code"),
    [
        ("2026-11-05", None, "issue_after_complaint"),
        ("2026-10-05", "2026-10-04", "aware_out_of_order"),
        ("2026-10-05", "2026-11-05", "aware_out_of_order"),
    ],
)
def test_days_that_cannot_be(happened, aware, code):
    with pytest.raises(Refused) as caught:
        age(
            "2024",
            made_on=day("2026-11-04"),
            happened_on=day(happened),
            aware_on=day(aware) if aware else None,
        )
    assert caught.value.code == code
    assert str(caught.value)


# Each ground in each edition: what has to be recorded, and where it stands. The list is the law's to change.
GROUNDS = {
    "2020": {
        "older_than_limit": ("chc2020-body-six-months", "low", "happened_on"),
        "in_court": ("chc2020-body-legal-or-past", "low", "claim_filed_on"),
        "considered_before": ("chc2020-body-legal-or-past", "low", "earlier_reference earlier_answered_on"),
        "other": ("chc2020-body-accept", "high", "fair_because"),
    },
    "2022": {
        "older_than_limit": ("1.8", "medium", "happened_on"),
        "in_court": ("1.8", "medium", "claim_filed_on"),
        "considered_before": ("1.8", "medium", "earlier_reference earlier_answered_on"),
        "other": ("1.8", "medium", "fair_because"),
    },
    "2024": {
        "older_than_limit": ("2.2", "high", "happened_on"),
        "in_court": ("2.2", "high", "claim_filed_on particulars_filed_on"),
        "considered_before": ("2.2", "high", "earlier_reference earlier_answered_on"),
        "other": ("2.2", "high", "fair_because"),
    },
    "lgsco-2024": {
        "older_than_limit": ("2.2", "high", "happened_on"),
        "other": ("2.3", "high", "fair_because"),
    },
}
FULL = {
    "happened_on": day("2018-01-05"),
    "no_discretion_because": "Nobody is left who could say what was done.",
    "claim_filed_on": day("2020-05-11"),
    "particulars_filed_on": day("2020-05-20"),
    "earlier_reference": "K7QR-2MWX",
    "earlier_answered_on": day("2020-03-02"),
    "fair_because": "The same words were sent to eleven services on one day.",
}


def test_the_grounds_of_each_edition():
    assert {
        known.id: {one.code: (one.provision, one.confidence, " ".join(one.needs)) for one in grounds(known)}
        for known in (*editions(), *sister_editions())
    } == GROUNDS
    families = {f"ground.{code}" for table in GROUNDS.values() for code in table}
    families |= {f"missing.{need}" for known in editions() for one in known.grounds for need in one.needs}
    assert families <= codes_of_sentences()


@pytest.mark.parametrize(("id", "ground"), [(id, ground) for id in GROUNDS for ground in GROUNDS[id]])
@pytest.mark.parametrize("number", [1, 2])
def test_a_ground_holds_only_with_all_that_it_rests_on(id, ground, number):
    made, on = day("2026-11-03"), day("2026-11-05")
    full = RefusalFacts(ground, **FULL)
    right = edition(id).provision("refusal", number)
    provision, confidence, needs = GROUNDS[id][ground]
    steps = may_refuse(id, number, made_on=made, on=on, refusal=full, reasons=REASONS)
    assert [steps[0].code, steps[-1].code] == ["refused_on_ground", "refusal_may_be_challenged"]
    assert (steps[0].provision, steps[-1].provision) == (provision, right)
    assert ("recalled" in [step.code for step in steps]) is (confidence == "low"), "what is recalled says so"
    assert all(english(step.code, step.facts) for step in steps)
    for need in needs.split():
        without = replace(full, **{need: "  " if isinstance(FULL[need], str) else None})
        asked = {"made_on": made, "on": on, "refusal": without, "reasons": REASONS}
        assert refused(id, number, **asked) == ("ground_without_facts", provision), need
    asked = {"made_on": made, "on": on, "refusal": full, "reasons": " "}
    assert refused(id, number, **asked) == ("refusal_without_reasons", right)


def test_a_ground_that_is_none():
    asked = {"made_on": day("2026-11-03"), "on": day("2026-11-05"), "reasons": REASONS}
    assert refused("2024", 1, refusal=None, **asked) == ("refusal_without_ground", "2.4")
    rude = RefusalFacts("was_rude", fair_because="He shouted.")
    assert refused("2024", 2, refusal=rude, **asked) == ("refusal_without_ground", "5.11")


def test_a_letter_before_claim_is_not_enough():
    asked = {"made_on": day("2026-11-03"), "on": day("2026-11-05"), "reasons": REASONS}
    form_alone = RefusalFacts("in_court", claim_filed_on=day("2026-10-01"))
    assert refused("2024", 1, refusal=form_alone, **asked) == ("ground_without_facts", "2.2")
    to_come = replace(form_alone, particulars_filed_on=day("2026-11-06"))
    assert refused("2024", 1, refusal=to_come, **asked) == ("ground_in_future", "2.2")
    assert may_refuse("2024", 1, refusal=replace(to_come, particulars_filed_on=day("2026-11-05")), **asked)


def test_too_old_only_past_the_limit_and_with_a_recorded_decision():
    made = day("2026-11-03")
    asked = {"made_on": made, "on": day("2027-06-01"), "reasons": "Nothing can be found out now."}
    in_time = RefusalFacts("older_than_limit", happened_on=day("2025-11-03"), no_discretion_because="No.")
    assert refused("2024", 1, refusal=in_time, **asked) == ("not_too_old", "2.3"), (
        "it does not age in waiting"
    )
    late = RefusalFacts("older_than_limit", happened_on=day("2025-11-02"))
    assert refused("2024", 1, refusal=late, **asked) == ("discretion_not_decided", "2.3")
    assert refused("2022", 1, refusal=late, **asked) == ("discretion_not_decided", "")
    decided = replace(late, no_discretion_because="The records of that year are gone.")
    steps = [step.code for step in may_refuse("2024", 1, refusal=decided, **asked)]
    assert (
        steps
        == (
            "refused_on_ground age.from_issue age.last_day age.late discretion_decided refusal_may_be_challenged"
        ).split()
    )
    learned = replace(decided, aware_on=day("2026-01-12"))
    assert refused("2024", 1, refusal=learned, **asked) == ("not_too_old", "2.3")


def test_a_new_edition_brings_its_own_limit_and_grounds():
    made_up = read_edition(MADE_UP)
    found = age(made_up, made_on=day("2031-11-01"), happened_on=day("2030-05-01"))
    assert (found.months, found.last_day, found.in_time) == (18, day("2031-11-01"), True)
    asked = {"made_on": day("2031-11-01"), "on": day("2031-11-05"), "reasons": REASONS}
    assert (
        refused(made_up, 1, refusal=RefusalFacts("in_court", **FULL), **asked)[0] == "refusal_without_ground"
    )


@FEW
@given(ids, days, st.integers(0, 900), st.integers(0, 900))
def test_a_later_complaint_is_never_younger(id, happened, a, b):
    first, second = sorted((happened + timedelta(days=a), happened + timedelta(days=b)))
    earlier = age(id, made_on=first, happened_on=happened)
    later = age(id, made_on=second, happened_on=happened)
    assert earlier.in_time >= later.in_time
    assert earlier.last_day == later.last_day


@FEW
@given(ids, days, st.integers(0, 900), st.integers(0, 900))
def test_learning_of_it_late_never_shortens_the_time(id, happened, a, b):
    learned, made = sorted((happened + timedelta(days=a), happened + timedelta(days=b)))
    without = age(id, made_on=made, happened_on=happened)
    assert age(id, made_on=made, happened_on=happened, aware_on=learned).last_day >= without.last_day


@FEW
@given(days, days, st.integers(1, 36))
def test_months_never_cross(a, b, months):
    first, second = sorted((a, b))
    assert first < months_after(first, months) <= months_after(second, months)


OPEN = complaint("2024", stage(1, "2026-11-04", acknowledged="2026-11-09"))
ANSWERED = stage(1, "2026-11-04", acknowledged="2026-11-09", answered="2026-11-16")


@pytest.mark.parametrize(
    ("facts", "related", "delays", "on", "joins", "why"),
    [
        (complaint("2024", stage(1, "2026-11-04")), True, False, None, True, "joins"),
        (OPEN, True, False, None, True, "joins"),
        (OPEN, False, False, None, False, "unrelated"),
        (OPEN, True, True, None, False, "delays"),
        (OPEN, False, True, None, False, "unrelated"),
        (complaint("2024", ANSWERED), True, False, None, False, "answered"),
        (complaint("2024", ANSWERED), True, False, "2026-11-15", True, "joins"),
        (complaint("2024", ANSWERED, stage(2, "2026-11-20")), True, False, None, False, "answered"),
        (complaint("2024", stage(1, "2026-11-04", refused="2026-11-06")), True, False, None, False, "ended"),
        (
            complaint("2024", stage(1, "2026-11-04", refused="2026-11-06", acknowledged="2026-12-01")),
            *(True, False, None, True, "joins"),
        ),
        (replace(OPEN, withdrawn_on=day("2026-11-10")), True, False, None, False, "ended"),
        (replace(OPEN, closed_on=day("2026-11-10")), True, False, None, False, "ended"),
    ],
)
def test_a_new_issue_joins_or_becomes_its_own_complaint(facts, related, delays, on, joins, why):
    found = new_issue(facts, related=related, delays=delays, on=day(on) if on else None)
    assert found.belongs is (Belongs.JOINS if joins else Belongs.OWN_COMPLAINT)
    assert found.explained[0].code == f"new_issue.{why}"
    assert (found.explained[-1].code == "new_issue.own_dates") is not joins
    assert {step.provision for step in found.explained} == {"6.8"}
    assert all(english(step.code, step.facts) for step in found.explained)


@pytest.mark.parametrize(("id", "provision"), [("2020", ""), ("2022", "5.7"), ("2024", "6.8"), (None, "")])
def test_where_the_rule_about_a_new_issue_stands(id, provision):
    found = new_issue(complaint(id, stage(1, "2026-11-04")), related=True)
    assert found.explained[0].provision == provision
