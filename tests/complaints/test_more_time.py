"""More time: what the resident says to it, who reacts by when, and that late is shown as late to everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from putright.accounts.models import Landlord
from putright.complaints import actions
from putright.complaints.actions import Received
from putright.complaints.models import MoreTimeReply, Stage
from putright.complaints.more_time import actions as more_time
from putright.complaints.more_time.queries import last_reply, more_time_disputed
from putright.complaints.queries import standing, with_facts
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk, day, page, read_and_issue, sent
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
# Received 3 November 2026, acknowledged on the 5th: the answer is due on Thursday 19 November.
DUE, TOLD, UNTIL = "2026-11-19", "2026-11-16", date(2026, 11, 30)


def needs_agreement(cast: Cast) -> None:
    cast.landlord.policy = {"extension_needs_agreement": True}
    Landlord.objects.filter(id=cast.landlord.id).update(policy=cast.landlord.policy)


def extended(cast: Cast, **more: Any) -> Received:
    got = received(cast)
    acknowledged(cast, got.complaint)
    typed = {"until": UNTIL, "reasons": "The surveyor comes on the 24th.", "news_every_days": 3} | more
    with as_landlord(cast.landlord.id):
        actions.extend(got.complaint, 1, **typed, by=cast.by(cast.officer), at=moment(TOLD))
    return got


def replied(cast: Cast, got: Received, says: str, on: str = "2026-11-17", **more: Any) -> MoreTimeReply:
    with as_landlord(cast.landlord.id):
        return more_time.reply_to_more_time(got.complaint, 1, says=says, by=RESIDENT, at=moment(on), **more)


def stands(cast: Cast, got: Received, on: str) -> Any:
    with as_landlord(cast.landlord.id):
        complaint = with_facts(type(got.complaint).objects.filter(landlord=cast.landlord)).get()
        return standing(complaint, date.fromisoformat(on))


def row(cast: Cast) -> Stage:
    with as_landlord(cast.landlord.id):
        return Stage.objects.get(landlord=cast.landlord)


def test_not_agreeing_takes_no_time_away_and_asks_somebody_to_react(cast: Cast) -> None:
    got = extended(cast)
    reply = replied(cast, got, "disagree", because="My son is ill.")
    assert stands(cast, got, "2026-11-20").next.last_day == UNTIL
    assert reply.react_by == date(2026, 11, 18)
    with as_landlord(cast.landlord.id):
        assert [one.id for one in more_time_disputed(cast.landlord, date(2026, 11, 17))] == [reply.id]
        alert = Message.objects.filter(landlord_id=cast.landlord.id, to=cast.manager.email).get()
    assert "does not agree to more time" in alert.subject
    assert "My son" not in alert.subject + alert.text, "what the resident said stays on the case"


def test_agreeing_is_recorded_and_waits_for_nobody(cast: Cast) -> None:
    got = extended(cast)
    reply = replied(cast, got, "agree")
    assert reply.react_by is None
    assert row(cast).extension_agreed and row(cast).extension_agreed_on == date(2026, 11, 17)
    with as_landlord(cast.landlord.id):
        assert not more_time_disputed(cast.landlord, date(2026, 12, 1))


def test_a_newer_word_takes_the_place_of_an_older_one(cast: Cast) -> None:
    got = extended(cast)
    first = replied(cast, got, "disagree")
    second = replied(cast, got, "call", on="2026-11-18")
    with as_landlord(cast.landlord.id):
        assert [one.id for one in more_time_disputed(cast.landlord, date(2026, 11, 18))] == [second.id]
        replied(cast, got, "agree", on="2026-11-18")
        assert not more_time_disputed(cast.landlord, date(2026, 11, 18))
        assert last_reply(got.complaint, 1).says == "agree"  # type: ignore[union-attr]  # made above
    assert first.id != second.id


def test_reacting_ends_it_once(cast: Cast) -> None:
    got = extended(cast)
    reply = replied(cast, got, "call")
    by, at = cast.by(cast.manager), moment("2026-11-18")
    with as_landlord(cast.landlord.id):
        with pytest.raises(Refused) as unsaid:
            more_time.react_to_reply(reply, words=" ", by=by, at=at)
        more_time.react_to_reply(reply, words="I called. She is content.", by=by, at=at)
        assert not more_time_disputed(cast.landlord, date(2026, 11, 18))
        with pytest.raises(Refused) as refused:
            more_time.react_to_reply(reply, words="Again", by=by, at=at)
    assert unsaid.value.code == "reaction_without_words"
    assert refused.value.code == "reply_settled_already"


def test_nothing_can_be_said_where_no_more_time_was_taken(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with pytest.raises(Refused) as refused:
        replied(cast, got, "agree")
    assert refused.value.code == "no_more_time_taken"
    client = let_in(got)
    response = posted(client, case(got.complaint, "more-time/"), "2026-11-10", says="agree")
    assert response.status_code == 302


# A landlord that promised to take more time only with agreement


@pytest.mark.parametrize(
    ("agreed_on", "late"), [(None, True), ("2026-11-17", False), (DUE, False), ("2026-11-20", True)]
)
def test_without_agreement_by_the_first_date_the_case_shows_late(
    cast: Cast, agreed_on: str | None, late: bool
) -> None:
    needs_agreement(cast)
    got = extended(cast)
    assert row(cast).extension_needs_agreement
    if agreed_on:
        replied(cast, got, "agree", on=agreed_on)
    assert stands(cast, got, "2026-11-20").late is late
    with as_landlord(cast.landlord.id):
        sorts_by = type(got.complaint).objects.get(landlord=cast.landlord).next_due_on
    assert sorts_by == (UNTIL if not late else date.fromisoformat(DUE))


def test_a_policy_that_changes_later_moves_no_date(cast: Cast) -> None:
    got = extended(cast)
    needs_agreement(cast)
    assert stands(cast, got, "2026-11-20").late is False


def test_agreement_taken_back_in_time_is_gone_and_later_is_not(cast: Cast) -> None:
    needs_agreement(cast)
    got = extended(cast)
    replied(cast, got, "agree")
    replied(cast, got, "disagree", on="2026-11-18")
    assert not row(cast).extension_agreed
    replied(cast, got, "agree", on=DUE)
    replied(cast, got, "disagree", on="2026-11-23")
    assert row(cast).extension_agreed, "the date it was given for has passed"


def test_the_letter_says_that_it_counts_only_with_agreement(cast: Cast) -> None:
    needs_agreement(cast)
    got = received(cast)
    acknowledged(cast, got.complaint)
    by, at = cast.by(cast.officer), moment(TOLD)
    with as_landlord(cast.landlord.id):
        letter = actions.extend(got.complaint, 1, until=UNTIL, reasons="A survey.", by=by, at=at)
    said = str(letter.content["blocks"])
    assert "We take more time only where you agree." in said
    assert "Thursday 19 November 2026, our answer is still due on that day" in said
    assert "Housing Ombudsman" in said


# What people see


def test_the_resident_answers_on_their_page_and_reads_the_reaction(cast: Cast) -> None:
    got = extended(cast)
    client = let_in(got)
    seen = words(shown(client, case(got.complaint), "2026-11-17"))
    assert "Our new date is Monday 30 November 2026" in seen
    assert "Tell us what you think of the new date" in seen
    asked = words(shown(client, case(got.complaint, "more-time/"), "2026-11-17"))
    assert "Do you agree to the new date?" in asked and "Housing Ombudsman" in asked
    empty = posted(client, case(got.complaint, "more-time/"), "2026-11-17")
    assert "Select whether you agree, or would like a call" in empty.content.decode()
    sent_on = posted(
        client,
        case(got.complaint, "more-time/"),
        "2026-11-17",
        says="disagree",
        because="No heating with a baby",
        wants_ready_points="on",
    )
    assert sent_on.status_code == 302
    waiting = words(shown(client, case(got.complaint), "2026-11-17"))
    assert "We will answer that by Wednesday 18 November 2026" in waiting
    assert "We are late. We should have answered that" in words(
        shown(client, case(got.complaint), "2026-11-19")
    )
    with as_landlord(cast.landlord.id):
        reply = MoreTimeReply.objects.get(landlord=cast.landlord)
        assert reply.wants_ready_points and reply.taken_by is None
    with at_desk(cast.manager, "2026-11-18") as desk:
        follow = page(desk, "/meadowbank/en/staff/follow-up/")
        assert "Does not agree" in follow
        assert "More time disputed" in page(desk, "/meadowbank/en/staff/")
        shown_reply = page(desk, staff_case(got.complaint, f"more-time/replies/{reply.id}/"))
        assert "No heating with a baby" in shown_reply
        sent(desk, staff_case(got.complaint, f"more-time/replies/{reply.id}/"), words="A heater comes today.")
    assert "A heater comes today." in shown(client, case(got.complaint), "2026-11-18")


def test_staff_write_down_what_the_resident_says_on_the_phone(cast: Cast) -> None:
    got = extended(cast)
    with at_desk(cast.front_line, "2026-11-17") as desk:
        sent(desk, staff_case(got.complaint, "more-time/1/"), says="call", because="")
    with as_landlord(cast.landlord.id):
        reply = MoreTimeReply.objects.get(landlord=cast.landlord)
    assert reply.taken_by_id == cast.front_line.id and reply.says == "call"


def test_late_is_late_to_the_resident_to_staff_and_in_the_letter(cast: Cast) -> None:
    got = extended(cast)
    late_on = "2026-12-02"
    seen = words(shown(let_in(got), case(got.complaint), late_on))
    assert "We are late. We should have answered by Monday 30 November 2026." in seen
    assert "You can ask the Housing Ombudsman to step in now." in seen
    assert "We need more time. Our new date" not in seen
    with at_desk(cast.manager, late_on) as desk:
        assert "2 working days late" in page(desk, staff_case(got.complaint))
    with as_landlord(cast.landlord.id):
        by = cast.by(cast.manager)
        for point in got.complaint.points.all():
            draft = actions.FindingDraft("agree", "F", "R", "", "M")
            actions.record_finding(got.complaint, point, 1, draft, by=by, at=moment(late_on))
        letter = actions.answer(got.complaint, 1, by=by, at=moment(late_on))
    assert "We should have answered you by Monday 30 November 2026. We did not" in str(letter.content)


def test_a_date_that_is_not_agreed_is_not_shown_as_the_date(cast: Cast) -> None:
    needs_agreement(cast)
    got = extended(cast)
    client = let_in(got)
    before = words(shown(client, case(got.complaint), "2026-11-17"))
    assert "We take more time only if you agree by Thursday 19 November 2026" in before
    assert "Our new date is" not in before
    after = words(shown(client, case(got.complaint), "2026-11-20"))
    assert "We are late. We should have answered by Thursday 19 November 2026." in after
    assert "You had not agreed to that date, so the first date counts." in after


def test_a_date_past_the_cap_says_from_when_it_is_late(cast: Cast) -> None:
    got = extended(
        cast,
        until=date(2026, 12, 18),
        good_reason="The part is made to order.",
        approved_by=cast.head,
    )
    seen = words(shown(let_in(got), case(got.complaint), "2026-11-20"))
    assert "We told you Friday 18 December 2026." in seen
    assert "After Thursday 3 December 2026 we are late." in seen


def test_the_reasons_chosen_stand_beside_their_explanation(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        point = got.complaint.points.all()[0]
        draft = actions.FindingDraft("agree", "F", "R", "", "M")
        actions.record_finding(
            got.complaint, point, 1, draft, by=cast.by(cast.manager), at=moment("2026-11-10")
        )
    with at_desk(cast.officer, TOLD) as desk:
        form = page(desk, staff_case(got.complaint, "extend/1/"))
        assert "Ready to answer now: point 1." in " ".join(form.split())
        read_and_issue(
            desk,
            staff_case(got.complaint, "extend/1/"),
            **day("until", "2026-11-30"),
            because=["inspection", "records"],
            reasons="The surveyor comes on the 24th.",
            news_every_days="5",
        )
    assert row(cast).extension_because == ["inspection", "records"]
