"""More time at a landlord that promised to take it only with the resident's agreement: without it, late is late."""

from __future__ import annotations

import pytest

from putright.rules.clocks import late
from putright.rules.explanations import explanation
from tests.rules.cases import by_id, complaint, stage

# Due Monday 23 November 2026; told in time of Monday 7 December, the cap.
TOLD = {"acknowledged": "2026-11-09", "extended": "2026-12-07", "told": "2026-11-20"}


def answer(on: str, edition: str = "2024", **facts: str | bool):  # type: ignore[no-untyped-def]
    return by_id(complaint(edition, stage(1, "2026-11-04", **TOLD, **facts)), on)[f"R1-{edition[2:]}"]


@pytest.mark.parametrize(
    ("facts", "last_day"),
    [
        ({}, "2026-12-07"),
        ({"needs_agreement": True}, "2026-11-23"),
        ({"needs_agreement": True, "agreed": True}, "2026-12-07"),
        ({"needs_agreement": True, "agreed": True, "agreed_on": "2026-11-20"}, "2026-12-07"),
        ({"needs_agreement": True, "agreed": True, "agreed_on": "2026-11-23"}, "2026-12-07"),
        ({"needs_agreement": True, "agreed": True, "agreed_on": "2026-11-24"}, "2026-11-23"),
        ({"needs_agreement": False, "agreed": True, "agreed_on": "2026-11-24"}, "2026-12-07"),
    ],
)
def test_the_new_date_counts_only_with_agreement_by_the_first(facts, last_day):
    clock = answer("2026-11-23", **facts)
    assert clock.last_day.isoformat() == last_day
    assert clock.promised is not None, "what the resident was told is not forgotten"


def test_without_it_the_case_is_late_the_day_after_and_says_why():
    needed = {"needs_agreement": True}
    assert answer("2026-11-23", **needed).late is False
    missed = answer("2026-11-24", **needed)
    assert missed.late and missed.working_days_late == 1
    assert [step.code for step in explanation(missed)][-2:] == ["extension_not_agreed", "not_done"]
    assert not answer("2026-11-24").late
    assert late([missed])


def test_agreement_never_lifts_the_cap_of_2024_and_does_that_of_2022():
    beyond = {"acknowledged": "2022-11-09", "extended": "2022-12-30", "told": "2022-11-18", "agreed": True}
    needed = {"needs_agreement": True, "agreed_on": "2022-11-18"}
    old = by_id(complaint("2022", stage(1, "2022-11-04", **beyond, **needed)))["R1-22"]
    assert old.last_day.isoformat() == "2022-12-30"
    # The same facts four years on, under an edition in which agreement lifts nothing.
    facts = {"acknowledged": "2026-11-09", "extended": "2026-12-30", "told": "2026-11-20", "agreed": True}
    new = by_id(complaint("2024", stage(1, "2026-11-04", **facts, needs_agreement=True)))["R1-24"]
    assert new.last_day.isoformat() == "2026-12-07"


def test_the_row_of_the_extension_is_the_codes_own_and_unmoved():
    rows = by_id(complaint("2024", stage(1, "2026-11-04", **TOLD, needs_agreement=True)))
    assert rows["X1-24"].met is True, "the Code asks for no agreement; the landlord's promise is its own"
