"""Promises after the letter: news at the agreed interval, who sees to them, and a case opened again when one breaks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Received
from putright.complaints.models import CaseFile, Complaint, Promise
from putright.complaints.news import actions as news
from putright.complaints.news.queries import broken_promises, news_due, reopened
from putright.complaints.queries import Show, queue
from putright.record.chain import By, timeline
from putright.record.documents import keep
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.stages import State
from tests.cast import Cast, moment, nothing_learned
from tests.complaints.desk import at_desk, day, page, sent
from tests.complaints.desk import case as staff_case
from tests.complaints.resident import (
    acknowledged,
    case,
    let_in,
    posted,
    received,
    shown,
    words,
)

RESIDENT = By.resident()
ANSWERED = "2026-11-16"


def promised(cast: Cast, **more: Any) -> tuple[Received, Promise]:
    got = received(cast)
    acknowledged(cast, got.complaint)
    by, at = cast.by(cast.manager), moment(ANSWERED)
    with as_landlord(cast.landlord.id):
        for point in got.complaint.points.all():
            draft = FindingDraft("agree", "F", "R", "", "M")
            actions.record_finding(got.complaint, point, 1, draft, by=by, at=at)
        planned = {"action": "Fit a boiler", "due_on": date(2026, 12, 14), "owner": cast.manager} | more
        promise = actions.plan_promise(got.complaint, 1, **planned, by=by, at=at)
        actions.answer(got.complaint, 1, by=by, at=at)
    return got, promise


def closed(cast: Cast) -> tuple[Received, Promise]:
    got, promise = promised(cast)
    officer = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        on = date(2026, 12, 10)
        actions.keep_promise(promise, on=on, proof="Job 44", by=officer, at=moment(on))
        nothing_learned(got.complaint, by=officer, at=moment(on))
        actions.close(got.complaint, by=officer, at=moment("2026-12-11"))
    return got, promise


def now(complaint: Complaint) -> Complaint:
    with as_landlord(complaint.landlord_id):
        return Complaint.objects.get(landlord=complaint.landlord, id=complaint.id)


def given(cast: Cast, got: Received, on: str, **more: Any) -> None:
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment(on)
        news.give_news(got.complaint, words="The part is ordered.", by=by, at=at, **more)


# The answer goes out when it is known


def test_the_answer_goes_out_with_the_work_still_to_be_done(cast: Cast) -> None:
    got, promise = promised(cast)
    assert now(got.complaint).state == State.ANSWERED
    with as_landlord(cast.landlord.id):
        promise.refresh_from_db()
        with pytest.raises(Refused) as refused:
            actions.close(got.complaint, by=cast.by(cast.officer), at=moment("2026-11-17"))
    assert promise.promised_on == date(2026, 11, 16) and promise.done_on is None
    assert refused.value.code == "promises_open"


# News


def test_news_is_due_at_the_interval_of_a_promise_until_it_is_kept(cast: Cast) -> None:
    got, promise = promised(cast, news_every_days=5)
    assert now(got.complaint).news_due_on == date(2026, 11, 23)
    with as_landlord(cast.landlord.id):
        assert not news_due(cast.landlord, date(2026, 11, 22))
        assert [one.id for one in news_due(cast.landlord, date(2026, 11, 23))] == [got.complaint.id]
    given(cast, got, "2026-11-20")
    assert now(got.complaint).news_due_on == date(2026, 11, 27)
    with as_landlord(cast.landlord.id):
        on = date(2026, 11, 26)
        actions.keep_promise(promise, on=on, proof="Job 44", by=cast.by(cast.manager), at=moment(on))
    assert now(got.complaint).news_due_on is None


def test_news_is_due_while_an_extended_stage_is_open(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        actions.extend(
            got.complaint,
            1,
            until=date(2026, 11, 30),
            reasons="A survey.",
            news_every_days=3,
            by=cast.by(cast.officer),
            at=moment("2026-11-16"),
        )
    assert now(got.complaint).news_due_on == date(2026, 11, 19)
    with as_landlord(cast.landlord.id):
        actions.withdraw(got.complaint, by=RESIDENT, at=moment("2026-11-17"))
    assert now(got.complaint).news_due_on is None


def test_an_interval_can_be_agreed_where_the_answer_is_merely_late(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    given(cast, got, "2026-11-23", news_every_days=2)
    assert now(got.complaint).news_due_on == date(2026, 11, 25)


def test_news_is_an_event_with_words_and_none_without(cast: Cast) -> None:
    got, _promise = promised(cast, news_every_days=5)
    with as_landlord(cast.landlord.id):
        length = len(timeline(cast.landlord.id, ("complaint", got.complaint.id)))
        with pytest.raises(Refused) as refused:
            news.give_news(got.complaint, words=" ", by=cast.by(cast.manager), at=moment("2026-11-20"))
        assert len(timeline(cast.landlord.id, ("complaint", got.complaint.id))) == length
    assert refused.value.code == "news_without_words"
    given(cast, got, "2026-11-20")
    with as_landlord(cast.landlord.id):
        last = timeline(cast.landlord.id, ("complaint", got.complaint.id))[-1]
    assert last.kind.name == "news.given" and last.personal["words"] == "The part is ordered."


def test_the_resident_reads_the_news_and_that_it_is_late(cast: Cast) -> None:
    got, _promise = promised(cast, news_every_days=5)
    client = let_in(got)
    assert "We will tell you how far we are by Monday 23 November 2026" in words(
        shown(client, case(got.complaint), "2026-11-20")
    )
    assert "We are late. We should have told you how far we are" in words(
        shown(client, case(got.complaint), "2026-11-24")
    )
    with at_desk(cast.manager, "2026-11-24") as desk:
        assert "Resident due news" in page(desk, "/meadowbank/en/staff/")
        sent(desk, staff_case(got.complaint, "news/"), words="The boiler came. We fit it on Friday.")
    seen = words(shown(client, case(got.complaint), "2026-11-24"))
    assert seen.count("The boiler came. We fit it on Friday.") == 2, "as news, and in what has happened"
    assert "by Tuesday 1 December 2026" in seen


def test_a_promise_is_handed_to_somebody_who_works_on_cases(cast: Cast) -> None:
    got, promise = promised(cast)
    with at_desk(cast.officer, "2026-11-20") as desk:
        sent(desk, staff_case(got.complaint, f"promises/{promise.id}/owner/"), owner=str(cast.head.id))
    with as_landlord(cast.landlord.id):
        promise.refresh_from_db()
        with pytest.raises(Refused) as refused:
            by, at = cast.by(cast.officer), moment("2026-11-20")
            news.hand_over_promise(promise, owner=cast.admin, by=by, at=at)
    assert promise.owner_id == cast.head.id
    assert refused.value.code == "cannot_keep_promise"


def test_a_file_of_the_case_can_prove_that_a_promise_was_kept_and_no_other(cast: Cast) -> None:
    got, promise = promised(cast)
    elsewhere = received(cast)

    def photograph(complaint: Complaint) -> CaseFile:
        made = keep(
            cast.landlord.id,
            name="boiler.jpg",
            content_type="image/jpeg",
            data=b"a photograph",
            at=moment(ANSWERED),
        )
        return CaseFile.objects.create(
            landlord=cast.landlord,
            complaint=complaint,
            name="boiler.jpg",
            giver="staff",
            given_at=moment(ANSWERED),
            original=made,
        )

    with as_landlord(cast.landlord.id):
        mine, other = photograph(got.complaint), photograph(elsewhere.complaint)
    with at_desk(cast.manager, "2026-12-10") as desk:
        address = staff_case(got.complaint, f"promises/{promise.id}/")
        asked = page(desk, address)
        assert str(mine.id) in asked and str(other.id) not in asked
        sent(desk, address, **day("on", "2026-12-10"), proof="Job 44", file=str(mine.id))
        assert f"files/{mine.id}/" in page(desk, staff_case(got.complaint))
    with as_landlord(cast.landlord.id):
        actions.judge_promise(promise, kept=False, by=RESIDENT, at=moment("2026-12-11"))
        by, at = cast.by(cast.manager), moment("2026-12-14")
        with pytest.raises(Refused) as refused:
            on = date(2026, 12, 14)
            actions.keep_promise(promise, on=on, proof="P", file=other.id, by=by, at=at)
    assert refused.value.code == "proof_file_elsewhere"


# Broken


def test_a_promise_past_its_day_is_broken_and_leads_the_queue(cast: Cast) -> None:
    got, promise = promised(cast)
    with as_landlord(cast.landlord.id):
        assert not broken_promises(cast.landlord, date(2026, 12, 14))
        assert [one.id for one in broken_promises(cast.landlord, date(2026, 12, 15))] == [promise.id]
        first = queue(cast.landlord, Show.ALL, cast.officer.id, date(2026, 12, 15))[0]
    assert first.id == got.complaint.id


def test_a_no_of_the_resident_opens_the_promise_and_the_closed_case_again(cast: Cast) -> None:
    got, promise = closed(cast)
    assert now(got.complaint).state == State.CLOSED_AFTER_STAGE1
    client = let_in(got, "2026-11-20")
    assert (
        posted(client, case(got.complaint, f"promises/{promise.id}/"), "2026-12-14", kept="no").status_code
        == 302
    )
    again = now(got.complaint)
    assert again.state == State.ANSWERED and again.reopened_on == date(2026, 12, 14)
    assert again.next_due_on == date(2026, 12, 14), "the promise's own day: it sorts with what is late"
    with as_landlord(cast.landlord.id):
        assert [one.id for one in broken_promises(cast.landlord, date(2026, 12, 14))] == [promise.id]
        assert [one.id for one in reopened(cast.landlord)] == [got.complaint.id]


def test_the_resident_opens_a_closed_case_without_a_reason(cast: Cast) -> None:
    got, _promise = closed(cast)
    client = let_in(got, "2026-11-20")
    seen = words(shown(client, case(got.complaint), "2026-12-14"))
    assert "You can open your complaint again if this comes back." in seen
    assert "You do not have to give a reason." in words(
        shown(client, case(got.complaint, "open-again/"), "2026-12-14")
    )
    assert posted(client, case(got.complaint, "open-again/"), "2026-12-14").status_code == 302
    assert now(got.complaint).state == State.ANSWERED
    with at_desk(cast.officer, "2026-12-15") as desk:
        assert "Closed case open again" in page(desk, "/meadowbank/en/staff/")
    overtaken = posted(client, case(got.complaint, "open-again/"), "2026-12-14")
    assert overtaken.status_code == 302 and now(got.complaint).state == State.ANSWERED


def test_staff_say_why_they_open_a_case_again(cast: Cast) -> None:
    got, _promise = closed(cast)
    with at_desk(cast.officer, "2026-12-14") as desk:
        empty = desk.post(staff_case(got.complaint, "reopen/"), {"why": ""})
        assert "Write why the complaint is opened again." in empty.content.decode()
        sent(desk, staff_case(got.complaint, "reopen/"), why="It leaks again, she says.")
    with as_landlord(cast.landlord.id):
        last = timeline(cast.landlord.id, ("complaint", got.complaint.id))[-1]
    assert last.kind.name == "complaint.reopened"
    assert last.facts["because"] == "staff" and last.personal["why"] == "It leaks again, she says."


def test_an_open_case_is_not_opened_again(cast: Cast) -> None:
    got, _promise = promised(cast)
    with as_landlord(cast.landlord.id), pytest.raises(Refused) as refused:
        news.reopen(got.complaint, by=RESIDENT, at=moment("2026-11-20"))
    assert refused.value.code == "not_in_this_state"


def test_the_sort_key_of_news_is_what_the_facts_say(cast: Cast) -> None:
    from putright.complaints.news.queries import next_news_on
    from putright.complaints.queries import with_facts

    got, _promise = promised(cast, news_every_days=5)
    for days in (1, 4, 9):
        given(cast, got, (date(2026, 11, 16) + timedelta(days=days)).isoformat())
        with as_landlord(cast.landlord.id):
            row = with_facts(Complaint.objects.filter(landlord=cast.landlord)).get()
            assert row.news_due_on == next_news_on(row, ended=False)
