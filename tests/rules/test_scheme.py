"""The Ombudsman by date: where to write, and whether the democratic filter is mentioned."""

from __future__ import annotations

import pytest

from putright.rules.errors import RulesError
from putright.rules.scheme import contact, contacts, democratic_filter, weeks_to_wait
from tests.rules.cases import day


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
