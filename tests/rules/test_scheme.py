"""The Ombudsman by date: where to write, who may go to it and by which route, what it may leave alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from putright.rules import codes_of_sentences, english
from putright.rules.errors import Refused, RulesError
from putright.rules.scheme import (
    DesignatedPerson,
    Route,
    contact,
    contacts,
    democratic_filter,
    grounds,
    may_refer,
    raised,
    version,
    versions,
    weeks_to_wait,
)
from tests.rules.cases import day

SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "ombudsman.yaml"


@pytest.mark.parametrize(
    ("on", "post"),
    [
        ("2019-06-03", "London E14 9GE"),
        ("2021-06-01", "Liverpool L33 7WQ"),
        ("2024-06-03", "Preston PR2 0ET"),
        ("2026-11-04", "Preston PR2 0ET"),
    ],
)
def test_the_address_of_the_day(on, post):
    assert contact(day(on)).post[-1].endswith(post)
    assert contact(day(on)).phone == "0300 111 3000"


def test_no_new_cases_by_email_from_13_january_2026():
    assert contact(day("2026-01-12")).new_cases_by_email
    assert not contact(day("2026-01-13")).new_cases_by_email


def test_days_that_are_settings_are_marked():
    assert [known.confidence for known in contacts()] == ["low", "low", "low", "high"]


def test_before_the_first_address_known():
    with pytest.raises(RulesError, match="known from Tuesday 1 January 2019"):
        contact(day("2018-12-31"))


@pytest.mark.parametrize(
    ("on", "stood"),
    [
        ("2013-03-31", False),
        ("2013-04-01", True),
        ("2022-09-30", True),
        ("2022-10-01", False),
        ("2026-01-01", False),
    ],
)
def test_the_democratic_filter_by_date(on, stood):
    assert democratic_filter(day(on)) is stood
    assert weeks_to_wait() == 8


# Who may go to the Ombudsman, when, and by which route


ANSWERED = day("2022-07-20")  # eight weeks later: 14 September 2022


@pytest.mark.parametrize(
    ("on", "answered", "designated", "route"),
    [
        ("2022-09-13", ANSWERED, DesignatedPerson(), None),
        ("2022-09-14", ANSWERED, DesignatedPerson(), Route.EIGHT_WEEKS),
        ("2022-08-01", ANSWERED, DesignatedPerson(day("2022-08-01"), True), Route.DESIGNATED_PERSON),
        ("2022-07-31", ANSWERED, DesignatedPerson(day("2022-08-01"), True), None),
        ("2022-08-01", ANSWERED, DesignatedPerson(refused_on=day("2022-08-01")), Route.REFUSED_IN_WRITING),
        ("2022-08-01", ANSWERED, DesignatedPerson(agreed_on=day("2022-07-20")), Route.AGREED_IN_WRITING),
        ("2022-08-01", ANSWERED, DesignatedPerson(agreed_on=day("2022-07-19")), None),
        ("2022-09-30", day("2022-09-29"), DesignatedPerson(), None),
        ("2022-10-01", day("2022-09-29"), DesignatedPerson(), Route.DIRECT),
        ("2022-10-01", day("2022-10-01"), DesignatedPerson(), Route.DIRECT),
        ("2026-11-20", day("2026-11-20"), None, Route.DIRECT),
    ],
)
def test_the_route_by_the_day_of_the_referral(on, answered, designated, route):
    if route is None:
        with pytest.raises(Refused) as caught:
            may_refer(day(on), answered, designated)
        assert caught.value.code == "filter_not_passed"
        assert caught.value.facts["opens"] == min(answered + timedelta(weeks=8), day("2022-10-01"))
        assert str(caught.value)
        return
    found = may_refer(day(on), answered, designated)
    assert found.route is route
    assert found.explained[0].code == f"referral.{route}"
    assert all(english(step.code, step.facts) for step in found.explained)


def test_a_referral_needs_consent():
    with pytest.raises(Refused) as caught:
        may_refer(day("2022-08-01"), ANSWERED, DesignatedPerson(day("2022-07-25")))
    assert caught.value.code == "referral_without_consent"
    assert str(caught.value).endswith("Without one, the way is open from Wednesday 14 September 2022.")


@pytest.mark.parametrize("answered", [None, day("2026-11-21")])
def test_not_before_the_final_answer(answered):
    with pytest.raises(Refused) as caught:
        may_refer(day("2026-11-20"), answered)
    assert caught.value.code == "no_final_response"
    assert "The Ombudsman can help before it" in str(caught.value)


@pytest.mark.parametrize(("on", "late"), [("2025-11-20", False), ("2026-11-20", False), ("2026-11-21", True)])
def test_twelve_months_are_flagged_and_never_block(on, late):
    found = may_refer(day(on), day("2025-11-20"))
    assert (found.last_day, found.late) == (day("2026-11-20"), late)
    steps = {step.code: step.provision for step in found.explained}
    assert steps.get("referral.late") == ("42(b)" if late else None)
    assert "dated_setting" not in steps
    assert [one.code for one in raised(day(on), final_response_on=day("2025-11-20"))] == (
        ["late_to_ombudsman"] if late else []
    )


def test_a_limit_that_is_a_setting_says_so():
    found = may_refer(day("2023-02-01"), day("2022-12-01"))
    assert "dated_setting" in [step.code for step in found.explained]


@settings(max_examples=40, deadline=None, database=None)
@given(
    st.dates(date(2019, 1, 1), date(2027, 1, 1)),
    st.integers(-100, 600),
    st.integers(0, 300),
    st.builds(
        DesignatedPerson,
        st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1)),
        st.booleans(),
        st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1)),
        st.none() | st.dates(date(2019, 1, 1), date(2027, 1, 1)),
    ),
)
def test_never_before_the_final_answer_and_never_closed_again(answered, after, more, designated):
    on = answered + timedelta(days=after)
    try:
        found = may_refer(on, answered, designated)
    except Refused as refused:
        assert after < 0 or (democratic_filter(on) and after < 56), refused
        return
    assert on >= answered
    assert found.late is (on > found.last_day)
    may_refer(on + timedelta(days=more), answered, designated)


# What the Ombudsman may leave alone, by the version of the Scheme

# code: kind, then the paragraph in S2020, S2022, S2023, S2024 ('' not established, '-' no such ground)
PARAGRAPHS = """
not_member              must  .      .      .      .
no_relationship         must  .      .      .      .
court_decided           must  .      41(c)  41(c)  41(c)
council_non_landlord    must  .      .      41(d)  41(d)
procedure_not_finished  may   39(a)  42(a)  42(a)  42(a)
late_to_ombudsman       may   .      .      42(b)  42(b)
late_to_landlord        may   39(e)  42(c)  42(c)  42(c)
properly_decided_policy may   39(f)  42(d)  -      -
charge_level            may   39(g)  42(e)  42(d)  42(d)
legal_opportunity       may   .      42(f)  42(e)  42(e)
better_elsewhere        may   39(i)  42(g)  42(f)  42(f)
other_body              may   39(m)  42(k)  42(j)  42(j)
already_decided         may   .      .      42(l)  42(l)
outcome_not_available   may   .      42(p)  42(o)  42(o)
"""
IN_FORCE = {"S2020": "2021-06-01", "S2022": "2023-06-01", "S2023": "2024-01-15", "S2024": "2026-11-04"}


@pytest.mark.parametrize("number", range(4), ids=list(IN_FORCE))
def test_the_grounds_and_their_paragraphs_by_version(number):
    id, on = list(IN_FORCE.items())[number]
    rows = [line.split() for line in PARAGRAPHS.strip().splitlines()]
    expected = {
        code: (kind, "" if where[number] == "." else where[number])
        for code, kind, *where in rows
        if where[number] != "-"
    }
    found = grounds(day(on))
    assert {one.code: (one.kind, one.paragraph) for one in found} == expected
    assert {one.version for one in found} == {id}
    for one in found:
        said = [english(step.code, step.facts) for step in one.explained]
        assert ("The Scheme’s paragraph for this is not known." in said) is (not one.paragraph)
        assert f"jurisdiction.{one.code}" in codes_of_sentences()


def test_the_first_day_of_each_version():
    begins = {known.id: str(known.begins) for known in versions()}
    assert begins == {
        "S2013": "2013-04-01",
        "S2018": "2018-04-01",
        "S2020": "2020-09-01",
        "S2022": "2022-10-01",
        "S2023": "2023-10-01",
        "S2024": "2024-04-01",
    }
    assert [version(known.begins) for known in versions()] == list(versions())
    assert [known.id for known in versions() if known.from_confidence == "low"] == ["S2023"]
    with pytest.raises(RulesError, match="known from Monday 1 April 2013"):
        version(day("2013-03-31"))


def test_what_is_not_known_for_certain_says_so():
    settings_of = {
        on: [one.code for one in grounds(day(on)) if "dated_setting" in [step.code for step in one.explained]]
        for on in ("2021-06-01", "2026-11-04")
    }
    assert settings_of == {
        "2021-06-01": ["already_decided"],
        "2026-11-04": ["late_to_landlord", "legal_opportunity", "already_decided"],
    }
    assert all("dated_setting" in [step.code for step in one.explained] for one in grounds(day("2023-12-01")))


@pytest.mark.parametrize(
    ("on", "answered", "made", "happened", "found"),
    [
        ("2021-06-01", "2021-05-01", "2021-01-05", "2020-07-05", []),
        ("2021-06-01", "2021-05-01", "2021-01-06", "2020-07-05", ["late_to_landlord"]),
        ("2026-11-04", "2026-10-01", "2026-07-01", "2025-07-01", []),
        ("2026-11-04", "2026-10-01", "2026-07-02", "2025-07-01", ["late_to_landlord"]),
        ("2026-11-04", None, "2026-07-02", "2025-07-01", ["procedure_not_finished", "late_to_landlord"]),
        ("2026-11-04", "2025-10-01", None, None, ["late_to_ombudsman"]),
        ("2019-06-01", "2019-05-01", "2019-02-01", "2010-01-01", []),
    ],
)
def test_the_grounds_that_dates_raise(on, answered, made, happened, found):
    dates = {"made_on": made, "happened_on": happened}
    given = {name: day(text) if text else None for name, text in dates.items()}
    got = raised(day(on), final_response_on=day(answered) if answered else None, **given)
    assert [one.code for one in got] == found


@pytest.mark.skipif(
    not SHARED.is_file(), reason="the facts that the Scheme's data was made from are not here"
)
def test_the_scheme_agrees_with_the_facts_it_was_made_from():
    import yaml

    facts = yaml.load(SHARED.read_text(), Loader=yaml.CSafeLoader)
    assert {known.id: known.begins for known in versions()} == {
        row["id"]: row["from"] for row in facts["scheme_versions"]
    }
    kinds = {"must": "mandatory", "may": "discretionary"}
    rows = {row["code"]: row for row in facts["jurisdiction_exclusions"] if row["code"] != "freeholder"}
    for known in versions()[2:]:
        for one in grounds(known.begins):
            row = rows[one.code]
            assert row["kind"] == kinds[one.kind], one.code
            stated = row.get("letters", {}).get(known.id)
            if stated:
                assert one.paragraph == stated, (known.id, one.code)
            for limit in row.get("limits", ()):
                if limit["scheme"] == known.id:
                    assert (one.months, one.confidence) == (limit["months"], limit["confidence"])
