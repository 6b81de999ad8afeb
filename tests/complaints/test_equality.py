"""Equality questions: counted by month, tied to nobody, and shown so that nobody can be found in them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from putright.accounts.doors import RESIDENT_COOKIE
from putright.accounts.models import Landlord
from putright.complaints import drafts
from putright.complaints.models import EqualityCount
from putright.complaints.returning import equality
from putright.complaints.returning.actions import count_answers
from putright.record.models import AccessEntry
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk
from tests.complaints.filling import elm, fill_in, page

pytestmark = pytest.mark.django_db
ABOUT, QUESTIONS = "/equality/elm/en/", "/equality/elm/en/questions/"
SEX = next(one for one in equality.QUESTIONS if one.code == "sex")


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


def counts(landlord: Landlord) -> dict[tuple[str, str], int]:
    with as_landlord(landlord.id):
        return {(one.question, one.answer): one.number for one in EqualityCount.objects.all()}


def test_answers_are_counted_and_nothing_else_is_kept(client: Client, landlord: Landlord) -> None:
    for _number in range(2):
        answer = client.post(QUESTIONS, {"sex": "female", "age": "25_34", "religion": ""})
        assert answer.url == "/equality/elm/en/thanks/"
        assert client.get(answer.url).status_code == 200
    assert counts(landlord) == {("sex", "female"): 2, ("age", "25_34"): 2, ("answered", "answered"): 2}
    with as_landlord(landlord.id):
        assert {one.month.day for one in EqualityCount.objects.all()} == {1}
        # The usual key tells the millisecond at which a row was made.
        assert {one.id.version for one in EqualityCount.objects.all()} == {4}
        assert not AccessEntry.objects.filter(what__startswith="equality").exists()
    fields = {field.name for field in EqualityCount._meta.get_fields()}
    assert fields == {"id", "landlord", "month", "question", "answer", "number"}


def test_none_or_what_was_not_asked_counts_nothing(client: Client, landlord: Landlord) -> None:
    assert client.post(QUESTIONS, {}).status_code == 302
    wrong = client.post(QUESTIONS, {"sex": "<script>", "invented": "x"})
    assert wrong.status_code == 200 and "Select one of the answers, or none" in wrong.content.decode()
    assert client.post(QUESTIONS, {"invented": "x"}).status_code == 302
    assert counts(landlord) == {}


def test_no_cookie_that_opens_a_form_or_a_case_is_sent_there(
    client: Client, landlord: Landlord, settings: Any
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    fill_in(client)
    client.post(page("check"))
    for name in (drafts.COOKIE, RESIDENT_COOKIE):
        path = client.cookies[name]["path"]
        assert path == "/elm/" and not ABOUT.startswith(path), name
    sent = client.get("/elm/en/complain/sent/").content.decode()
    assert f'href="{ABOUT}" rel="noreferrer"' in sent
    assert client.get(ABOUT)["Referrer-Policy"] == "no-referrer"
    shown = client.get(ABOUT).content.decode()
    assert (
        "Your answers make no difference to your complaint" in shown and 'href="/equality/elm/ur/"' in shown
    )


def test_a_machine_is_stopped_and_finds_what_it_answered(client: Client, landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        landlord.policy = {"hourly_from_address": ["equality:2"]}
        landlord.save(update_fields=["policy"])
    for _number in range(2):
        assert client.post(QUESTIONS, {"sex": "male"}).status_code == 302
    barred = client.post(QUESTIONS, {"sex": "male"})
    assert barred.status_code == 429 and landlord.phone in barred.content.decode()
    assert 'value="male" checked' in " ".join(barred.content.decode().split())
    assert Client(REMOTE_ADDR="192.0.2.7").post(QUESTIONS, {"sex": "male"}).status_code == 302
    assert counts(landlord)["sex", "male"] == 3


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"female": 43, "male": 31, "not_said": 12}, [45, 30, 10]),
        # One that is small takes the next smallest along, or the total would give it away.
        ({"female": 43, "male": 31, "not_said": 9}, [45, None, None]),
        ({"female": 43, "male": 3, "not_said": 2}, [45, None, None]),
        ({"female": 9, "male": 9, "not_said": 9}, [None, None, None]),
        ({"female": 43}, [45, None, None]),
        ({}, [None, None, None]),
    ],
)
def test_small_numbers_are_kept_back(numbers: dict[str, int], expected: list[int | None]) -> None:
    assert [number for _label, number in equality.shown(numbers, SEX).rows] == expected


def test_the_page_has_years_of_months_that_are_over(cast: Cast) -> None:
    def answered(day: str, times: int, **answers: str) -> None:
        with as_landlord(cast.landlord.id):
            for _number in range(times):
                count_answers(cast.landlord, answers, at=moment(day))

    answered("2026-03-31", 9, sex="male")
    answered("2026-04-01", 12, sex="male")
    answered("2026-10-15", 21, sex="female")
    answered("2026-11-02", 30, sex="male")
    with as_landlord(cast.landlord.id):
        found = equality.years(cast.landlord, date(2026, 11, 20))
    assert [(one.first, one.last, one.answered) for one in found] == [
        (date(2026, 4, 1), date(2026, 10, 31), 35),
        (date(2025, 4, 1), date(2026, 3, 31), None),
    ]
    sex = next(one for one in found[0].questions if one.text == SEX.text)
    # The second smallest goes with the one that nobody gave.
    assert [number for _label, number in sex.rows] == [20, None, None]
    assert found[1].questions == ()
    with at_desk(cast.officer, "2026-11-20") as client:
        assert client.get("/meadowbank/en/staff/equality/").status_code == 404


def test_whoever_answers_for_complaints_reads_the_page(cast: Cast) -> None:
    from putright.rules.stages import Role
    from tests.cast import make_person

    member = make_person("Mira Member", cast.landlord, Role.MEMBER_RESPONSIBLE)
    with as_landlord(cast.landlord.id):
        for _number in range(11):
            count_answers(cast.landlord, {"sex": "female"}, at=moment("2026-10-15"))
    with at_desk(member, "2026-11-20") as client:
        shown = " ".join(client.get("/meadowbank/en/staff/equality/").content.decode().split())
    assert "April 2026 to October 2026" in shown and "kept back" in shown and ">11<" not in shown


def test_two_at_once_count_both(landlord: Landlord) -> None:
    """One statement that adds: nothing is read first and written later."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with as_landlord(landlord.id), CaptureQueriesContext(connection) as caught:
        count_answers(landlord, {"sex": "male", "age": "under_25"}, at=moment("2026-11-03"))
    assert len(caught.captured_queries) == 1
