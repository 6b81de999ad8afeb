"""The sister edition for a council's other services: chosen by service, never for a complaint about a home."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules.clocks import refusal_due
from putright.rules.editions import edition, edition_for, edition_for_service, editions, sister_editions
from putright.rules.errors import EditionNotYetInForce, Refused, RulesError
from putright.rules.letters import missing_blocks
from putright.rules.stages import Act, Role, What, check
from tests.rules.cases import by_id, complaint, day, stage


@pytest.mark.parametrize(
    ("service", "made", "kept"),
    [
        ("landlord", "2026-11-03", "2024"),
        ("landlord", "2024-02-08", "2022"),
        ("landlord", "2019-05-01", None),
        ("council", "2026-11-03", "lgsco-2024"),
        ("council", "2024-02-08", "lgsco-2024"),
        ("council", "2024-02-07", None),
        ("adult_social_care", "2026-11-03", None),
        ("childrens_social_care", "2026-11-03", None),
        ("public_health", "2026-11-03", None),
    ],
)
def test_the_code_of_a_service(service, made, kept):
    found = edition_for_service(service, day(made))
    assert (found.id if found else None) == kept


def test_an_own_switch_date_is_for_the_landlords_code():
    switch = day("2022-07-01")
    assert edition_for_service("landlord", day("2022-06-30"), switch) is edition("2020")
    with pytest.raises(RulesError, match="There is no service parking"):
        edition_for_service("parking", day("2026-11-03"))


@settings(max_examples=40, deadline=None, database=None)
@given(st.dates(date(2019, 1, 1), date(2034, 12, 31)))
def test_never_chosen_for_a_home(made):
    assert edition_for(made) not in sister_editions()
    assert edition_for_service("landlord", made) == edition_for(made)


def test_it_is_no_edition_of_the_landlords_code():
    assert "lgsco-2024" not in [known.id for known in editions()]
    assert [known.id for known in sister_editions()] == ["lgsco-2024"]
    assert edition("lgsco-2024").service == "council"


def test_its_own_clocks_are_advice():
    rules = edition("lgsco-2024").clocks
    assert {rule.id: rule.days for rule in rules} == {
        "A1-L24": 5,
        "R1-L24": 10,
        "X1-L24": 10,
        "A2-L24": 5,
        "R2-L24": 20,
        "X2-L24": 20,
    }
    assert {rule.obligation for rule in rules} == {"should"}
    assert {rule.id for rule in rules if rule.confidence != "high"} == {"X2-L24"}
    assert all(rule.source for rule in rules)


def test_a_case_runs_under_it():
    first = stage(1, "2026-11-03", acknowledged="2026-11-09", answered="2026-11-23")
    facts = complaint("lgsco-2024", first, stage(2, "2026-11-25", acknowledged="2026-11-27"))
    found = by_id(facts, "2026-12-01")
    assert {id: clock.due for id, clock in found.items()} == {
        "A1-L24": day("2026-11-10"),
        "R1-L24": day("2026-11-23"),
        "A2-L24": day("2026-12-02"),
        "R2-L24": day("2026-12-29"),
    }
    assert refusal_due(facts, 2) == day("2026-12-02")
    with pytest.raises(EditionNotYetInForce):
        by_id(complaint("lgsco-2024", stage(1, "2024-02-07")))


def test_its_guards_name_its_own_paragraphs():
    first = stage(1, "2026-11-03", acknowledged="2026-11-09", answered="2026-11-23")
    facts = complaint("lgsco-2024", first, stage(2, "2026-11-25", acknowledged="2026-11-27"))
    same = What(person="Dee", answers_stage="Dee", considered_before=frozenset({"Dee"}))
    for act, what, provision in (
        (Act.FIND, same, "lgsco-stage2-other-person"),
        (Act.REFUSE, What(), "5.7"),
    ):
        with pytest.raises(Refused) as caught:
            check(act, role=Role.HEAD_OF_HOUSING, facts=facts, on=day("2026-12-01"), what=what)
        assert caught.value.provision == provision


def test_its_letters():
    lacking = [one.block for one in missing_blocks("stage1_extension", "lgsco-2024", {})]
    assert lacking == ["new_date", "extension_reasons", "ombudsman"]
    assert missing_blocks("stage1_acknowledgement", "lgsco-2024", {}) == ()
