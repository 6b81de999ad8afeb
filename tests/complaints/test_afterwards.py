"""What residents say once their case is closed: asked ten days after, answered, counted; and consent to a story."""

from __future__ import annotations

from typing import Any

import pytest

from putright.complaints import actions
from putright.complaints.afterwards.actions import ask_afterwards, say_afterwards, share_story, withdraw_story
from putright.complaints.afterwards.queries import said_since, stories, stories_over
from putright.complaints.models import Afterwards, CaseStudy, Complaint
from putright.complaints.news.actions import reopen
from putright.record.chain import timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment, nothing_learned
from tests.complaints.desk import at_desk, page
from tests.complaints.resident import (
    RESIDENT,
    Received,
    Told,
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
BY_EMAIL = Told(
    words="The boiler broke.", more_points=("The hall light is out",), name="Amira Khan",
    contact_ways=("email",), email="amira@residents.example",
)  # fmt: skip


def closed(cast: Cast, day: str = "2026-11-20", told: Told = BY_EMAIL) -> Received:
    got = received(cast, told=told)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        manager, officer, at = cast.by(cast.manager), cast.by(cast.officer), moment(day)
        for promise in got.complaint.promises.all():
            actions.keep_promise(promise, on=at.date(), proof="Job 12", by=manager, at=at)
        nothing_learned(got.complaint, by=officer, at=at)
        actions.close(got.complaint, by=officer, at=at)
    return got


def asked(cast: Cast, day: str) -> int:
    return ask_afterwards(cast.landlord.id, moment(day))


def mail(cast: Cast, complaint: Complaint) -> list[Message]:
    with as_landlord(cast.landlord.id):
        rows = Message.objects.filter(about_id=complaint.id, subject__contains="How was it?")
        return list(rows.order_by("written_at"))


def test_a_resident_is_asked_ten_days_after_the_closing_and_once(cast: Cast) -> None:
    got = closed(cast)
    assert asked(cast, "2026-11-29") == 0
    assert asked(cast, "2026-11-30") == 1
    assert asked(cast, "2026-11-30") == 0 and asked(cast, "2026-12-01") == 0
    (sent,) = mail(cast, got.complaint)
    assert sent.to == "amira@residents.example"
    # The message says that there is a question, and nothing of the complaint.
    assert "boiler" not in sent.text and "two short questions" in sent.text
    with as_landlord(cast.landlord.id):
        kinds = [one.kind.name for one in timeline(cast.landlord.id, ("complaint", got.complaint.id))]
    assert kinds.count("afterwards.asked") == 1


def test_nobody_is_asked_weeks_later_or_about_an_open_case(cast: Cast) -> None:
    late, again = closed(cast), closed(cast)
    assert asked(cast, "2027-01-20") == 0
    with as_landlord(cast.landlord.id):
        reopen(again.complaint, why="It is back", by=RESIDENT, at=moment("2026-11-24"))
    assert asked(cast, "2026-12-01") == 1
    with as_landlord(cast.landlord.id):
        assert Afterwards.objects.get().complaint_id == late.complaint.id


def test_two_questions_and_no_offers_the_way_back(cast: Cast) -> None:
    got = closed(cast)
    client = let_in(got)
    address = case(got.complaint, "how-was-it/")
    # Before we ask there is nothing to answer.
    assert posted(client, address, "2026-11-25", fair="yes", solved="yes").url == case(got.complaint)
    asked(cast, "2026-12-01")
    assert "Answer two short questions" in shown(client, case(got.complaint), "2026-12-01")
    nothing = words(posted(client, address, "2026-12-01").content.decode())
    assert "Select yes if we handled your complaint fairly" in nothing
    assert "Select yes if the problem is solved" in nothing
    thanks = posted(client, address, "2026-12-01", fair="yes", solved="no").content.decode()
    assert case(got.complaint, "open-again/") in thanks and case(got.complaint, "stage-2/") in thanks
    with as_landlord(cast.landlord.id):
        row = Afterwards.objects.get()
        assert (row.fair, row.solved, row.said_on) == (True, False, moment("2026-12-01").date())
        assert row.taken_by is None
    assert "Answer two short questions" not in shown(client, case(got.complaint), "2026-12-01")
    # Opened again by that way, it is asked about again after it is closed again.
    assert posted(client, case(got.complaint, "open-again/"), "2026-12-01", why="").url == case(got.complaint)
    assert posted(client, address, "2026-12-02", fair="no", solved="no").url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        actions.close(got.complaint, by=cast.by(cast.officer), at=moment("2026-12-03"))
    assert asked(cast, "2026-12-14") == 1
    with as_landlord(cast.landlord.id):
        assert Afterwards.objects.count() == 2


def test_a_solved_problem_is_not_told_to_come_back(cast: Cast) -> None:
    got = closed(cast)
    asked(cast, "2026-12-01")
    client = let_in(got)
    thanks = posted(client, case(got.complaint, "how-was-it/"), "2026-12-01", fair="yes", solved="yes")
    assert "Open my complaint again" not in thanks.content.decode()


def test_the_counts_are_those_of_what_was_said(cast: Cast) -> None:
    for fair, solved in ((True, True), (False, True), (True, False)):
        got = closed(cast)
        asked(cast, "2026-12-01")
        client = let_in(got)
        typed = {"fair": "yes" if fair else "no", "solved": "yes" if solved else "no"}
        posted(client, case(got.complaint, "how-was-it/"), "2026-12-01", **typed)
    closed(cast)
    asked(cast, "2026-12-01")
    with as_landlord(cast.landlord.id):
        said = said_since(cast.landlord, moment("2026-01-01").date())
    assert (said.asked, said.answered, said.fair, said.solved) == (4, 3, 2, 2)
    with at_desk(cast.member, "2026-12-02") as client:
        shown_there = words(page(client, "/meadowbank/en/staff/dashboard/"))
    assert (
        "4 were asked, 10 days after the closing 3 answered 2 say that it was handled fairly" in shown_there
    )


def test_staff_write_down_what_was_said_by_phone(cast: Cast) -> None:
    got = closed(cast)
    asked(cast, "2026-12-01")
    address = f"/meadowbank/en/staff/complaints/{got.complaint.reference}/afterwards/"
    with at_desk(cast.front_line, "2026-12-02") as client:
        assert client.post(address, {"fair": "no", "solved": "yes"}).status_code == 302
    with as_landlord(cast.landlord.id):
        row = Afterwards.objects.get()
    assert (row.fair, row.solved, row.taken_by_id) == (False, True, cast.front_line.id)


def consents(cast: Cast) -> tuple[list[Any], list[Any]]:
    with as_landlord(cast.landlord.id):
        known = Complaint.objects.filter(landlord=cast.landlord).values("id")
        return stories(cast.landlord, known), stories_over(cast.landlord, known)


def test_consent_is_asked_apart_under_a_name_of_their_choice_and_taken_back(cast: Cast) -> None:
    got = closed(cast)
    client = let_in(got)
    address = case(got.complaint, "tell-others/")
    assert "Select whether we may write" in posted(client, address, "2026-12-01").content.decode()
    unnamed = posted(client, address, "2026-12-01", share="named", name_as=" ").content.decode()
    assert "Enter the name to use" in unnamed
    posted(client, address, "2026-12-01", share="named", name_as="Asha <b>")
    ((one,), over) = consents(cast)
    assert one.name_as == "Asha <b>" and not over
    assert "under the name" in shown(client, address, "2026-12-02")
    with at_desk(cast.member, "2026-12-02") as desk:
        assert "Asha &lt;b&gt;" in page(desk, "/meadowbank/en/staff/case-studies/")
    posted(client, address, "2026-12-03", withdraw="yes")
    (now, (gone,)) = consents(cast)
    assert not now and gone.withdrawn_on == moment("2026-12-03").date()
    # Taken back twice is once, and a later yes counts again.
    with as_landlord(cast.landlord.id):
        withdraw_story(got.complaint, by=RESIDENT, at=moment("2026-12-04"))
        kinds = [one.kind.name for one in timeline(cast.landlord.id, ("complaint", got.complaint.id))]
        assert kinds.count("case_study.withdrawn") == 1
        share_story(got.complaint, agreed=True, by=RESIDENT, at=moment("2026-12-05"))
    assert [one.name_as for one in consents(cast)[0]] == [""] and not consents(cast)[1]


def test_no_takes_the_place_of_an_earlier_yes(cast: Cast) -> None:
    got = closed(cast)
    client = let_in(got)
    for share in ("nameless", "no"):
        posted(client, case(got.complaint, "tell-others/"), "2026-12-01", share=share)
    now, over = consents(cast)
    assert not now and len(over) == 1
    with as_landlord(cast.landlord.id):
        assert CaseStudy.objects.get(withdrawn_on=None).agreed is False


def test_removal_takes_the_name_and_the_consent_with_it(cast: Cast) -> None:
    got = closed(cast)
    with as_landlord(cast.landlord.id):
        share_story(got.complaint, agreed=True, name_as="Asha", by=RESIDENT, at=moment("2026-12-01"))
        case_now = Complaint.objects.get(id=got.complaint.id)
        actions.blank_personal_text(
            case_now, reason="retention", by=cast.by(cast.officer), at=moment("2026-12-09")
        )
        row = CaseStudy.objects.get()
    assert row.name_as == "" and row.withdrawn_on is not None
    assert consents(cast) == ([], [])


def test_who_was_never_asked_cannot_be_noted_as_having_said(cast: Cast) -> None:
    got = closed(cast)
    with as_landlord(cast.landlord.id), pytest.raises(Refused) as refusal:
        say_afterwards(got.complaint, fair=True, solved=True, by=RESIDENT, at=moment("2026-12-01"))
    assert refusal.value.code == "not_asked_afterwards"
