"""What somebody needs, what happened because they complained, and limits to how they contact us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.letters.needs import of_columns
from putright.complaints.models import Complaint, ContactLimit, Need, Reprisal
from putright.complaints.needs import queries
from putright.complaints.needs.actions import (
    answer_reprisal,
    decide_need,
    end_need,
    limit_contact,
    record_household,
    record_need,
    report_reprisal,
    review_limit,
)
from putright.complaints.needs.queries import for_letters
from putright.record.chain import By, timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()
SECRET = "The manager said he would put me out if I went on."


@pytest.fixture
def complaint(cast: Cast) -> Iterator[Complaint]:
    with as_landlord(cast.landlord.id):
        told = Told(words="It leaks.", contact_ways=("email",), email="tamsin@resident.example")
        yield actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=AT).complaint


def kinds_of(subject: str, row: Any) -> list[str]:
    return [one.kind.name for one in timeline(row.landlord_id, (subject, row.id))]


def test_a_need_is_agreed_in_another_way_and_holds_until_it_ends(cast: Cast, complaint: Complaint) -> None:
    need = record_need(
        complaint, kind="braille", words="Braille, please", shared_with=["contractors"], by=RESIDENT, at=AT
    )
    assert record_need(complaint, kind="braille", words="Braille, please", by=RESIDENT, at=AT) == need
    assert list(queries.undecided(cast.landlord, cast.officer, DAY)) == [need]
    assert not queries.agreed(complaint)
    manager = cast.by(cast.manager)
    with pytest.raises(Refused, match="need_changed_without_words"):
        decide_need(need, decision="changed", instead="Audio", by=manager, at=AT)
    decide_need(
        need,
        decision="changed",
        instead="Audio, until Braille is printed",
        reasons="The printer needs a week",
        review_on=DAY + timedelta(days=10),
        by=manager,
        at=AT,
    )
    assert [one.instead for one in queries.agreed(complaint)] == ["Audio, until Braille is printed"]
    assert not queries.to_review(cast.landlord, cast.officer, DAY).exists()
    assert queries.to_review(cast.landlord, cast.officer, DAY + timedelta(days=10)).exists()
    end_need(need, by=RESIDENT, at=AT)
    assert not queries.agreed(complaint)
    assert kinds_of("complaint", complaint) == [
        "complaint.received",
        "need.asked",
        "need.decided",
        "need.ended",
    ]


def test_a_refusal_is_a_managers_with_reasons(cast: Cast, complaint: Complaint) -> None:
    need = record_need(complaint, kind="mornings", by=RESIDENT, at=AT)
    with pytest.raises(Refused, match="need_refused_by_another"):
        decide_need(need, decision="refused", reasons="No", by=cast.by(cast.officer), at=AT)
    with pytest.raises(Refused, match="need_refused_without_reasons"):
        decide_need(need, decision="refused", by=cast.by(cast.manager), at=AT)
    decide_need(need, decision="refused", reasons="Nobody works then", by=cast.by(cast.manager), at=AT)
    assert queries.refused_needs(cast.landlord, DAY) == 1
    assert not queries.agreed(complaint)


def test_something_else_is_said_in_words(complaint: Complaint) -> None:
    for kind, words in (("other", " "), ("telepathy", "yes")):
        with pytest.raises(Refused, match="need_without_words"):
            record_need(complaint, kind=kind, words=words, by=RESIDENT, at=AT)
    assert not Need.objects.exists()


def test_who_is_at_home_is_kept_in_the_forms_own_order(complaint: Complaint) -> None:
    record_household(
        complaint, at_home=["over_65", "young_child", "dragon"], words="Gran", by=RESIDENT, at=AT
    )
    complaint.refresh_from_db()
    assert (complaint.at_home, complaint.at_home_words) == (["young_child", "over_65"], "Gran")


def test_what_was_agreed_stands_on_the_case_and_decides_about_letters(
    cast: Cast, complaint: Complaint
) -> None:
    for kind in ("large_print_22", "braille", "mornings"):
        need = record_need(complaint, kind=kind, by=RESIDENT, at=AT)
        assert for_letters(complaint, of_columns(complaint)).print_size in (12, 22)
        decide_need(need, decision="agreed", by=cast.by(cast.manager), at=AT)
    needs = for_letters(complaint, of_columns(complaint))
    assert (needs.print_size, needs.formats) == (22, {"braille"})
    with at_desk(cast.officer, "2026-11-09") as client:
        page = client.get(f"/meadowbank/en/staff/complaints/{complaint.reference}/").content.decode()
    assert "Large print, 22 point" in page and "Mornings only" in page


# Reprisals


def test_a_reprisal_is_read_by_the_member_alone(cast: Cast, complaint: Complaint) -> None:
    reprisal = report_reprisal(complaint, words=SECRET, by=RESIDENT, at=AT)
    assert report_reprisal(complaint, words=SECRET, by=RESIDENT, at=AT) == reprisal
    assert kinds_of("complaint", complaint) == ["complaint.received"]
    [told] = Message.objects.filter(to=cast.member.email)
    assert SECRET not in told.text + told.subject
    for person in (cast.officer, cast.manager, cast.head, cast.leader):
        with at_desk(person, "2026-11-09") as client:
            for page in ("", "needs/", "record/"):
                answer = client.get(
                    f"/meadowbank/en/staff/complaints/{complaint.reference}/{page}", follow=True
                )
                assert SECRET not in answer.content.decode()
            assert client.get("/meadowbank/en/staff/reprisals/").status_code == 404
            assert client.get(f"/meadowbank/en/staff/reprisals/{reprisal.id}/").status_code == 404
    with at_desk(cast.member, "2026-11-09") as client:
        address = f"/meadowbank/en/staff/reprisals/{reprisal.id}/"
        assert SECRET in client.get(address).content.decode()
        assert client.post(address, {"answer": ""}).status_code == 200
        assert client.post(address, {"answer": "He was spoken to."}).status_code == 302
    reprisal.refresh_from_db()
    assert reprisal.answer == "He was spoken to."
    with pytest.raises(Refused, match="reprisal_answered"):
        answer_reprisal(reprisal, answer="Again", by=cast.by(cast.member), at=AT)
    assert kinds_of("reprisal", reprisal) == ["reprisal.reported", "reprisal.answered"]


# Limits


def test_a_limit_has_reasons_and_a_review_within_half_a_year(cast: Cast, complaint: Complaint) -> None:
    head: dict[str, Any] = {"by": cast.by(cast.head), "at": AT}
    words = {"limit": "By letter alone", "reasons": "Threats by phone", "needs_considered": "None known"}
    for change, code in (
        ({"needs_considered": " "}, "limit_without_reasons"),
        ({"review_on": DAY}, "review_not_to_come"),
        ({"review_on": DAY + timedelta(days=200)}, "review_too_far"),
        ({"warned_on": DAY + timedelta(days=1)}, "warning_to_come"),
    ):
        with pytest.raises(Refused, match=code):
            limit_contact(complaint, **{"review_on": DAY + timedelta(days=30), **words, **change}, **head)
    assert not ContactLimit.objects.exists()
    limit = limit_contact(complaint, review_on=DAY + timedelta(days=30), **words, **head)
    due = DAY + timedelta(days=30)
    assert list(queries.limits_to_review(cast.landlord, cast.head, due)) == [limit]
    review_limit(limit, keep_until=due + timedelta(days=30), reasons="It goes on", **head)
    assert not queries.limits_to_review(cast.landlord, cast.head, due).exists()
    review_limit(limit, keep_until=None, reasons="It is over", **head)
    with pytest.raises(Refused, match="limit_ended"):
        review_limit(limit, keep_until=None, reasons="It is over", **head)
    # It closes nothing: they may complain anew.
    actions.raise_complaint(cast.landlord, Told(words="Another thing"), by=RESIDENT, at=AT)


def test_blanking_takes_all_of_it(cast: Cast, complaint: Complaint) -> None:
    record_need(complaint, kind="other", words=SECRET, by=RESIDENT, at=AT)
    report_reprisal(complaint, words=SECRET, by=RESIDENT, at=AT)
    record_household(complaint, at_home=["pregnant"], words=SECRET, by=RESIDENT, at=AT)
    actions.withdraw(complaint, by=RESIDENT, at=AT)
    actions.blank_personal_text(complaint, reason="retention", by=By.system(), at=AT)
    complaint.refresh_from_db()
    assert (complaint.at_home, complaint.at_home_words) == ([], "")
    assert (Need.objects.get().words, Reprisal.objects.get().words) == ("", "")
    for subject, row in (("complaint", complaint), ("reprisal", Reprisal.objects.get())):
        for noted in timeline(row.landlord_id, (subject, row.id)):
            assert SECRET not in str(noted.personal)
