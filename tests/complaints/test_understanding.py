"""What the landlord understands, put to the resident: right, changed, added to, silent; and what staff see of it."""

from __future__ import annotations

from typing import Any

import pytest

from putright.complaints import actions
from putright.complaints.models import Complaint, Point, Understanding
from putright.complaints.understanding.actions import keep_understanding, reply_to_understanding
from putright.record.chain import timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk, page, sent
from tests.complaints.desk import case as desk_case
from tests.complaints.resident import (
    RESIDENT,
    TOLD,
    acknowledged,
    answered,
    case,
    let_in,
    posted,
    received,
    shown,
    words,
)

pytestmark = pytest.mark.django_db


def define(cast: Cast, complaint: Complaint, day: str, *points: str, outcomes: str = "") -> None:
    with as_landlord(cast.landlord.id):
        actions.define(
            complaint,
            points=points or ("No heating", "Dark hall"),
            outcomes=outcomes,
            outside="",
            by=cast.by(cast.officer),
            at=moment(day),
        )


def versions(cast: Cast, complaint: Complaint) -> list[Understanding]:
    with as_landlord(cast.landlord.id):
        return list(Understanding.objects.filter(complaint=complaint).order_by("number"))


def events(cast: Cast, complaint: Complaint, kind: str) -> list[Any]:
    with as_landlord(cast.landlord.id):
        return [
            one for one in timeline(cast.landlord.id, ("complaint", complaint.id)) if one.kind.name == kind
        ]


def test_the_resident_is_asked_once_every_point_is_worded_and_again_when_words_change(cast: Cast) -> None:
    got = received(cast)
    define(cast, got.complaint, "2026-11-04", "No heating", "")
    assert versions(cast, got.complaint) == []
    client = let_in(got)
    assert "Check whether we have understood you" not in shown(client, case(got.complaint), "2026-11-04")
    define(cast, got.complaint, "2026-11-05")
    define(cast, got.complaint, "2026-11-06")  # the same words are no new question
    assert [one.number for one in versions(cast, got.complaint)] == [1]
    there = words(shown(client, case(got.complaint), "2026-11-06"))
    assert "Check whether we have understood you" in there
    assert "If we do not hear from you we will carry on." in there
    define(cast, got.complaint, "2026-11-09", "No heating since May", "Dark hall")
    assert [one.number for one in versions(cast, got.complaint)] == [1, 2]
    assert [one.facts.get("version") for one in events(cast, got.complaint, "complaint.defined")] == [
        None, 1, None, 2,
    ]  # fmt: skip


def test_yes_that_is_right(cast: Cast) -> None:
    got = received(cast)
    define(cast, got.complaint, "2026-11-05")
    client = let_in(got)
    address = case(got.complaint, "understood/")
    assert "Select whether we have understood you" in posted(client, address, "2026-11-05").content.decode()
    done = posted(client, address, "2026-11-06", says="right", seen="1")
    assert done.url == case(got.complaint)
    posted(client, address, "2026-11-06", says="right", seen="1")
    (one,) = versions(cast, got.complaint)
    assert (one.says, one.said_on, one.taken_by) == ("right", moment("2026-11-06").date(), None)
    assert len(events(cast, got.complaint, "understanding.replied")) == 1
    there = words(shown(client, case(got.complaint), "2026-11-07"))
    assert "you told us that we have understood you" in there
    assert "Check whether we have understood you" not in there
    with at_desk(cast.officer, "2026-11-07") as desk:
        assert "Confirmed" in page(desk, desk_case(got.complaint))


def test_a_wish_needs_words_reaches_the_handler_and_changes_nothing_by_itself(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    client = let_in(got)
    address = case(got.complaint, "understood/")
    for says, error in (("change", "Enter what we should change"), ("add", "Enter what we should add")):
        nothing = posted(client, address, "2026-11-06", says=says, seen="1", **{says: "  "}).content.decode()
        assert error in nothing
    long = posted(client, address, "2026-11-06", says="change", seen="1", change="x" * 4001)
    assert "must be 4,000 characters or less" in long.content.decode() and "x" * 4001 in long.content.decode()
    said = "Not <b>one</b> room: ٢ rooms 🏠"
    assert posted(client, address, "2026-11-06", says="change", seen="1", change=said).status_code == 302
    with as_landlord(cast.landlord.id):
        points = list(Point.objects.filter(complaint=got.complaint).order_by("number"))
        assert [one.resident_words for one in points] == [TOLD.words, *TOLD.more_points]
        assert [one.words for one in points] == ["No heating", "Dark hall"]
        told = Message.objects.filter(to=cast.manager.email, subject__contains="wants to change")
        assert told.count() == 1 and "room" not in told.get().text
    with at_desk(cast.manager, "2026-11-07") as desk:
        there = page(desk, desk_case(got.complaint))
        assert "A change is wanted" in there and "Not &lt;b&gt;one&lt;/b&gt; room: ٢ rooms 🏠" in there
        assert "Wish to change what we understand" in words(page(desk, "/meadowbank/en/staff/"))
        assert "٢ rooms" in page(desk, "/meadowbank/en/staff/understanding/")


def test_a_second_wish_joins_the_first_and_none_is_lost(cast: Cast) -> None:
    got = received(cast)
    define(cast, got.complaint, "2026-11-05")
    client = let_in(got)
    for says, said in (("change", "It was May"), ("add", "And the cellar")):
        posted(client, case(got.complaint, "understood/"), "2026-11-06", says=says, seen="1", **{says: said})
    (one,) = versions(cast, got.complaint)
    assert one.words == "It was May\n\nAnd the cellar"
    assert [dict(one.personal) for one in events(cast, got.complaint, "understanding.replied")] == [
        {"words": "It was May"},
        {"words": "And the cellar"},
    ]


def test_an_answer_to_an_older_version_is_not_taken_for_the_newer(cast: Cast) -> None:
    got = received(cast)
    define(cast, got.complaint, "2026-11-05")
    client = let_in(got)
    address = case(got.complaint, "understood/")
    define(cast, got.complaint, "2026-11-06", "No heating since May", "Dark hall")
    again = posted(
        client, address, "2026-11-06", says="change", seen="1", change="It was June"
    ).content.decode()
    assert "We have worded it anew since you opened this page" in again
    assert "It was June" in again and "No heating since May" in again and 'name="seen" value="2"' in again
    assert [one.says for one in versions(cast, got.complaint)] == ["", ""]


def test_wording_it_anew_settles_the_wish_and_asks_again(cast: Cast) -> None:
    got = received(
        cast, told=TOLD.__class__(**{**TOLD.__dict__, "contact_ways": ("email",), "email": "a@b.example"})
    )
    acknowledged(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        reply_to_understanding(
            got.complaint, says="change", words="Since May", by=RESIDENT, at=moment("2026-11-06")
        )
        before = Message.objects.filter(to="a@b.example").count()
    define(cast, got.complaint, "2026-11-09", "No heating since May", "Dark hall")
    first, second = versions(cast, got.complaint)
    assert first.settled_on == moment("2026-11-09").date() and not first.waits
    assert second.says == "" and not second.waits
    with as_landlord(cast.landlord.id):
        # The letter that logs it asks once; what is worded after it is news.
        assert Message.objects.filter(to="a@b.example").count() == before + 1


def test_why_it_stays_is_told(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        reply_to_understanding(
            got.complaint, says="add", words="The car park", by=RESIDENT, at=moment("2026-11-06")
        )
    with at_desk(cast.manager, "2026-11-09") as desk:
        assert (
            "Say why it stays"
            in desk.post(desk_case(got.complaint, "understanding/stays/"), {}).content.decode()
        )
        sent(desk, desk_case(got.complaint, "understanding/stays/"), because="The council owns it.")
        there = words(page(desk, desk_case(got.complaint, "understanding/")))
        assert "The council owns it." in there and "The car park" in there
    client = let_in(got)
    assert "The council owns it." in shown(client, case(got.complaint), "2026-11-10")
    with as_landlord(cast.landlord.id), pytest.raises(Refused) as refusal:
        keep_understanding(got.complaint, because="x", by=cast.by(cast.manager), at=moment("2026-11-10"))
    assert refusal.value.code == "wish_settled_already"


@pytest.mark.parametrize(
    ("says", "sentence"),
    [
        ("", "You have not told us, so it is not confirmed."),
        ("right", "You told us on Friday 6 November 2026 that we have understood this."),
        ("change", "You told us on Friday 6 November 2026 what to change or add. We have read it."),
    ],
)
def test_the_answer_says_whether_it_was_confirmed(cast: Cast, says: str, sentence: str) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    if says:
        with as_landlord(cast.landlord.id):
            reply_to_understanding(got.complaint, says=says, words="x", by=RESIDENT, at=moment("2026-11-06"))
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        letter = got.complaint.letters.get(kind="stage1_response")
    assert sentence in str(letter.content)


def test_silence_is_not_agreement_and_nothing_waits_for_it(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with at_desk(cast.manager, "2026-11-20") as desk:
        assert "Not confirmed" in page(desk, desk_case(got.complaint))
        assert "what we understand" not in words(page(desk, "/meadowbank/en/staff/"))
    # The letter that logs it says where to correct it.
    with as_landlord(cast.landlord.id):
        letter = got.complaint.letters.get(kind="stage1_acknowledgement")
    assert "You can also tell us on your complaint page" in str(letter.content)
    # After the answer the way to say so is stage 2.
    answered(cast, got.complaint)
    client = let_in(got)
    assert posted(client, case(got.complaint, "understood/"), "2026-11-17", says="right").url == case(
        got.complaint
    )


def test_staff_write_down_what_they_hear(cast: Cast) -> None:
    got = received(cast)
    define(cast, got.complaint, "2026-11-05")
    with at_desk(cast.front_line, "2026-11-06") as desk:
        address = desk_case(got.complaint, "understanding/said/")
        assert "Enter what we should change" in desk.post(address, {"says": "add"}).content.decode()
        sent(desk, address, says="add", words="The cellar too")
    (one,) = versions(cast, got.complaint)
    assert (one.says, one.words, one.taken_by_id) == ("add", "The cellar too", cast.front_line.id)
