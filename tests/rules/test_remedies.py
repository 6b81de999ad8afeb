"""Kinds, heads and ranges by date, and what a decided remedy has to say. No test here limits an amount: nothing may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from putright.rules.errors import Refused
from putright.rules.remedies import (
    ARREARS,
    RemedyFacts,
    check_decided,
    factors,
    guidance,
    heads,
    kinds,
    prompts,
)
from tests.rules.cases import day

ON = day("2026-11-20")
MONEY = RemedyFacts("payment", pence=25_000, head="distress", how="bank", pay_by=day("2026-12-18"))


def refusal(remedy: RemedyFacts, arrears: str = "with_agreement") -> str | None:
    try:
        check_decided(remedy, ON, arrears)
    except Refused as refused:
        assert str(refused), "a refusal has its sentence"
        return refused.code
    return None


def test_the_seven_kinds_of_remedy_and_the_heads_of_money():
    assert kinds() == (
        "apology",
        "explanation",
        "work",
        "change_of_decision",
        "correction",
        "payment",
        "change_of_practice",
    )
    assert {"loss", "distress", "time_and_trouble", "statutory"} <= set(heads())
    assert "household" in factors()


@pytest.mark.parametrize(
    ("on", "now", "before"),
    [
        ("2019-03-19", None, None),
        ("2019-03-20", "bands_2019", None),
        ("2021-12-31", "bands_2019", None),
        ("2022-01-01", "bands_to_2026", None),
        ("2026-03-31", "bands_to_2026", None),
        ("2026-04-01", "compensation_2026", "bands_to_2026"),
    ],
)
def test_the_ranges_in_force_on_a_day(on, now, before):
    found = prompts(day(on))
    assert (found.now.code if found.now else None) == now
    assert (found.before.code if found.before else None) == before


def test_figures_and_days_of_low_confidence_say_so():
    uncertain = {one.code: one.uncertain for one in guidance()}
    assert uncertain == {"bands_2019": True, "bands_to_2026": True, "compensation_2026": False}
    assert all(band.confidence == "low" for band in guidance()[0].bands)
    assert all(one.source.startswith("https://") for one in guidance())


def test_the_sums_of_2026():
    now = prompts(ON).now
    assert now is not None
    assert {(one.code, one.pounds, one.per) for one in now.fixed} == {
        ("heating_and_hot_water_lost", 15, "day"),
        ("heating_or_hot_water_lost", 8, "day"),
        ("power_lost", 10, "day"),
        ("lighting_lost", 10, "week"),
        ("missed_appointment", 15, "appointment"),
    }


@pytest.mark.parametrize("pence", [1, 500, 100_000, 5_000_000])
def test_no_amount_is_too_small_or_too_large(pence):
    assert refusal(replace(MONEY, pence=pence)) is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pence": None}, "payment_without_amount"),
        ({"pence": 0}, "payment_without_amount"),
        ({"head": ""}, "payment_without_head"),
        ({"head": "goodwill"}, "payment_without_head"),
        ({"how": ""}, "payment_without_day"),
        ({"pay_by": None}, "payment_without_day"),
        ({"pay_by": day("2026-11-19")}, "payment_for_a_day_past"),
        ({"kind": "flowers"}, "remedy_of_no_kind"),
    ],
)
def test_a_payment_says_how_much_for_what_how_and_by_when(changed, code):
    assert refusal(replace(MONEY, **changed)) == code


def test_anything_else_says_what_it_is():
    assert refusal(RemedyFacts("apology", words=" ")) == "remedy_without_words"
    assert refusal(RemedyFacts("apology", words="We did not come. I am sorry.")) is None


@pytest.mark.parametrize(
    ("arrears", "agreed", "code"),
    [
        ("never", False, "offset_never"),
        ("never", True, "offset_never"),
        ("with_agreement", False, "offset_without_agreement"),
        ("with_agreement", True, None),
        ("allowed", False, None),
    ],
)
def test_money_goes_against_arrears_only_as_the_landlord_promises(arrears, agreed, code):
    assert arrears in ARREARS
    assert refusal(replace(MONEY, offset_pence=5_000, offset_agreed=agreed), arrears) == code
    assert refusal(replace(MONEY, offset_pence=0, offset_agreed=agreed), arrears) is None


def test_no_more_goes_against_arrears_than_is_paid():
    assert refusal(replace(MONEY, offset_pence=25_001), "allowed") == "offset_more_than_payment"
    assert refusal(replace(MONEY, offset_pence=25_000), "allowed") is None
