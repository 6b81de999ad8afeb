"""What a resident does on their own case beside the stages: time of their own, something new, how they are reached,
help they need, stage 2 with all of that checked, and the things that wait for them in one list."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from putright.accounts.doors import RESIDENT_COOKIE
from putright.complaints import actions, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.correspondence.actions import write_message
from putright.complaints.models import CaseLink, Complaint, Need, OwnTime, Point, Promise
from putright.complaints.needs.actions import (
    answer_reprisal,
    record_household,
    record_need,
    report_reprisal,
)
from putright.complaints.news.actions import give_news
from putright.complaints.representatives.actions import Named, give_permission, name_representative
from putright.record.chain import timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk, day, page
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
BY_EMAIL = Told(
    words="The boiler broke.", more_points=("The hall light is out",), name="Amira Khan",
    contact_ways=("email",), email="amira@residents.example", written_language="en",
)  # fmt: skip


def due(complaint: Complaint, on: str) -> Any:
    with as_landlord(complaint.landlord_id):
        rows = queries.with_facts(Complaint.objects.filter(landlord=complaint.landlord))
        clock = queries.standing(rows.get(id=complaint.id), moment(on).date()).next
        return clock.last_day if clock else None


def kinds(complaint: Complaint) -> list[str]:
    with as_landlord(complaint.landlord_id):
        return [one.kind.name for one in timeline(complaint.landlord_id, ("complaint", complaint.id))]


# Time of their own


def test_time_is_granted_by_being_asked_for_and_moves_no_date_of_ours(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    before = due(got.complaint, "2026-11-10")
    client = let_in(got)
    address = case(got.complaint, "own-time/")
    nothing = words(posted(client, address, "2026-11-10").content.decode())
    for error in (
        "Select what you need time for",
        "Enter the day until which you need time",
        "Select yes if it is because of what you need",
    ):
        assert error in nothing
    typed = {"what": "evidence", "of_need": "no", "because": "My scanner is broken <b>"}
    early = posted(client, address, "2026-11-10", **typed, **day("until", "2026-11-10")).content.decode()
    assert "Choose a later day" in early and "My scanner is broken &lt;b&gt;" in early
    far = posted(client, address, "2026-11-10", **typed, **day("until", "2028-11-10")).content.decode()
    assert "You can ask again after that" in far
    for _twice in range(2):
        done = posted(client, address, "2026-11-10", **typed, **day("until", "2026-12-11"))
        assert done.url == case(got.complaint)
    there = words(shown(client, case(got.complaint), "2026-11-11"))
    assert (
        "You have time until Friday 11 December 2026, as you asked. Our own dates stay as they are." in there
    )
    assert due(got.complaint, "2026-11-11") == before
    with as_landlord(cast.landlord.id):
        assert OwnTime.objects.count() == 1 and Need.objects.count() == 0
    with at_desk(cast.manager, "2026-11-11") as desk:
        assert "until Fri 11 Dec 2026; our dates stay" in words(page(desk, desk_case(got.complaint)))
    # Once it is over it says nothing more.
    assert "as you asked" not in shown(client, case(got.complaint), "2026-12-12")


def test_time_that_somebody_needs_is_an_adjustment_too(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    typed = {"what": "reply", "of_need": "yes", "because": "I read slowly"}
    for _twice in range(2):
        posted(client, case(got.complaint, "own-time/"), "2026-11-10", **typed, **day("until", "2026-12-11"))
    with as_landlord(cast.landlord.id):
        (need,) = Need.objects.all()
    assert (need.kind, need.words, need.decision) == ("more_time", "I read slowly", "")
    assert "You asked on Tuesday 10 November 2026. We have not decided yet." in words(
        shown(client, case(got.complaint, "extra-help/"), "2026-11-11")
    )


def test_staff_write_down_time_asked_for_by_phone(cast: Cast) -> None:
    got = received(cast)
    with at_desk(cast.front_line, "2026-11-06") as desk:
        typed = {"what": "other", "because": "In hospital", "of_need": "on", **day("until", "2026-12-01")}
        assert desk.post(desk_case(got.complaint, "own-time/"), typed).status_code == 302
    with as_landlord(cast.landlord.id):
        assert OwnTime.objects.get().taken_by_id == cast.front_line.id
        assert Need.objects.get().kind == "more_time"


# Something new


def test_what_is_related_joins_while_stage_1_is_open(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    client = let_in(got)
    address = case(got.complaint, "something-new/")
    nothing = words(posted(client, address, "2026-11-10", words=" ").content.decode())
    assert "Tell us what is new" in nothing and "Select yes if it is about the same thing" in nothing
    said = "The stairs too 🪜 <i>"
    for _twice in range(2):
        assert posted(client, address, "2026-11-10", words=said, related="unknown").url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        point = Point.objects.get(complaint=got.complaint, number=3)
        assert Complaint.objects.count() == 1
    assert (point.resident_words, point.words) == (said, "")
    assert kinds(got.complaint).count("point.added_by_resident") == 1
    # No answer goes out without it.
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment("2026-11-16")
        for one in Point.objects.filter(complaint=got.complaint, number__lte=2):
            draft = FindingDraft("agree", "Visits were missed", "Nobody came.", "", "We come.")
            actions.record_finding(got.complaint, one, 1, draft, by=by, at=at)
        with pytest.raises(Refused) as refusal:
            actions.answer(got.complaint, 1, by=by, at=at)
    assert refusal.value.facts["points"] == [3]


@pytest.mark.parametrize("when", ["unrelated", "answered", "withdrawn"])
def test_what_does_not_belong_becomes_a_complaint_of_its_own(cast: Cast, when: str) -> None:
    got = received(cast, told=BY_EMAIL)
    acknowledged(cast, got.complaint)
    if when == "answered":
        answered(cast, got.complaint)
    elif when == "withdrawn":
        with as_landlord(cast.landlord.id):
            actions.withdraw(got.complaint, by=RESIDENT, at=moment("2026-11-16"))
    client = let_in(got)
    typed = {"words": "The rent is wrong", **({"related": "no"} if when == "unrelated" else {})}
    told = posted(client, case(got.complaint, "something-new/"), "2026-11-17", **typed)
    assert told.status_code == 200
    said = words(told.content.decode())
    with as_landlord(cast.landlord.id):
        own = Complaint.objects.exclude(id=got.complaint.id).get()
        assert (own.name, own.email, own.contact_ways) == ("Amira Khan", BY_EMAIL.email, ["email"])
        assert own.received_on == moment("2026-11-17").date() and own.original_words == "The rent is wrong"
        assert CaseLink.objects.get().why == "new_issue"
        stands = queries.standing(own, moment("2026-11-17").date())
    assert stands.next is not None and "By Tuesday 24 November 2026 we will log it" in said
    why = {
        "unrelated": "It is about something else",
        "answered": "We have answered stage 1 of your other complaint already",
        "withdrawn": "Your other complaint has ended",
    }
    assert why[when] in said
    # Its keys are shown once, and this browser is let in to it.
    assert own.reference[:4] in said
    assert "The rent is wrong" in shown(client, case(own), "2026-11-17")
    assert RESIDENT_COOKIE in told.cookies
    assert "complaint.issue_apart" in kinds(got.complaint)


def test_nothing_is_asked_twice_for_a_complaint_of_its_own(cast: Cast) -> None:
    got = received(cast, told=BY_EMAIL)
    with as_landlord(cast.landlord.id):
        at = moment("2026-11-04")
        record_need(got.complaint, kind="large_print_18", by=RESIDENT, at=at)
        record_household(got.complaint, at_home=("breathing",), by=RESIDENT, at=at)
        named = name_representative(
            got.complaint,
            Named(name="Ada Adviser", organisation="Advice", role="advice_agency"),
            permission="ask",
            scope=("talk",),
            by=cast.by(cast.officer),
            at=at,
        )
        give_permission(named, how="with_them", scope=("talk", "letters"), by=RESIDENT, at=at)
    posted(let_in(got), case(got.complaint, "something-new/"), "2026-11-10", words="Rent", related="no")
    with as_landlord(cast.landlord.id):
        own = Complaint.objects.exclude(id=got.complaint.id).get()
        (need,) = own.needs.all()
        assert (need.kind, need.decision, own.at_home) == ("large_print_18", "", ["breathing"])
        (helper,) = own.representatives.all()
        # They are named, and told nothing of the new complaint until its resident says yes again.
        assert (helper.name, helper.scope) == ("Ada Adviser", ["talk", "letters"])
        assert helper.standing(moment("2026-11-10").date()).value == "asked"


# How they are reached


def test_how_we_reach_them_is_changed_with_before_and_after_and_told_where_it_was(cast: Cast) -> None:
    got = received(cast, told=BY_EMAIL)
    client = let_in(got)
    address = case(got.complaint, "contact/")
    assert 'value="amira@residents.example"' in shown(client, address, "2026-11-10")
    bad = {
        "ways": ["email", "text"],
        "email": "amira",
        "phone": "12",
        "documents_by": "online",
        "written": "ur",
    }
    wrong = words(posted(client, address, "2026-11-10", **bad).content.decode())
    for error in ("Enter an email address in the correct format", "Enter a phone number, like 07700 900 982"):
        assert error in wrong
    good = {"ways": ["email"], "email": "new@residents.example", "documents_by": "online", "written": "ur"}
    assert posted(client, address, "2026-11-10", **good).url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        now = Complaint.objects.get(id=got.complaint.id)
        assert (now.email, now.written_language) == ("new@residents.example", "ur")
        (event,) = [
            one
            for one in timeline(cast.landlord.id, ("complaint", now.id))
            if one.kind.name == "contact.changed"
        ]
        warned = Message.objects.filter(to="amira@residents.example", subject__contains="was changed")
        assert warned.count() == 1 and "new@" not in warned.get().text
    assert event.personal["was"]["email"] == "amira@residents.example"  # type: ignore[index, call-overload]
    assert event.personal["is"]["email"] == "new@residents.example"  # type: ignore[index, call-overload]
    assert "email" in event.facts["fields"] and "residents.example" not in str(event.facts)  # type: ignore[operator]
    # Saved again as it stands it is no change.
    posted(client, address, "2026-11-11", **good)
    assert kinds(got.complaint).count("contact.changed") == 1


def test_somebody_who_speaks_for_them_is_a_way_where_there_is_one_and_is_not_named_anew(cast: Cast) -> None:
    alone = received(cast, told=BY_EMAIL)
    address = case(alone.complaint, "contact/")
    assert 'value="representative"' not in shown(let_in(alone), address, "2026-11-10")
    helped = received(cast, told=Told(**{**BY_EMAIL.__dict__, "contact_ways": ("representative",)}))
    client = let_in(helped)
    address = case(helped.complaint, "contact/")
    there = shown(client, address, "2026-11-10")
    assert 'value="representative" checked' in " ".join(there.split()) and 'name="speaker"' not in there
    typed = {"ways": ["representative"], "written": "en"}
    wrong = posted(client, address, "2026-11-10", **typed).content.decode()
    assert "Select how we should send you letters and documents" in wrong
    saved = posted(client, address, "2026-11-10", **typed, documents_by="online")
    assert saved.url == case(helped.complaint)


def test_staff_write_down_how_somebody_is_reached(cast: Cast) -> None:
    got = received(cast, told=BY_EMAIL)
    with at_desk(cast.front_line, "2026-11-10") as desk:
        address = desk_case(got.complaint, "contact-details/")
        assert 'value="amira@residents.example"' in page(desk, address)
        typed = {"ways": ["phone"], "phone": "٠٧٧٠٠ 900 123", "safe_message": "no", "documents_by": "online"}
        assert "Select which language" in desk.post(address, typed).content.decode()
        assert desk.post(address, {**typed, "written": "en"}).status_code == 302
    with as_landlord(cast.landlord.id):
        now = Complaint.objects.get(id=got.complaint.id)
        assert (now.phone, now.contact_ways, now.safe_message) == ("07700 900 123", ["phone"], False)
        # They are told by email, which held until now.
        assert Message.objects.filter(to=BY_EMAIL.email, subject__contains="was changed").count() == 1


# Stage 2


def test_stage_2_ticks_late_promises_and_leads_over_contact_help_and_helpers(cast: Cast) -> None:
    got = received(cast, told=BY_EMAIL)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        Promise.objects.filter(complaint=got.complaint).update(
            point=Point.objects.get(complaint=got.complaint, number=1)
        )
    client = let_in(got)
    form = shown(client, case(got.complaint, "stage-2/"), "2026-11-19")
    assert ticked(form) == ["2"]
    # "All of it" stands first; from the day on which the promise is late its point is ticked too: that is all.
    assert form.index('value="all"') < form.index('value="1"')
    assert ticked(shown(client, case(got.complaint, "stage-2/"), "2026-11-23")) == ["all"]
    check = posted(
        client, case(got.complaint, "stage-2/"), "2026-11-23", points=["1"], new="A <b>new</b> leak"
    ).url
    there = shown(client, check, "2026-11-23")
    assert "amira@residents.example" in there and "A &lt;b&gt;new&lt;/b&gt; leak" in there
    assert "?then=stage-2" in there
    # A correction on the way leads back, and what was typed is still there.
    good = {"ways": ["email"], "email": "new@residents.example", "documents_by": "online", "written": "en"}
    back = posted(client, f"{case(got.complaint, 'contact/')}?then=stage-2", "2026-11-23", **good)
    assert back.url == check
    there = shown(client, check, "2026-11-23")
    assert "new@residents.example" in there and "A &lt;b&gt;new&lt;/b&gt; leak" in there
    told = posted(client, check, "2026-11-23")
    assert told.status_code == 200 and "It is a complaint of its own" in told.content.decode()
    with as_landlord(cast.landlord.id):
        own = Complaint.objects.exclude(id=got.complaint.id).get()
        assert own.original_words == "A <b>new</b> leak" and own.email == "new@residents.example"
        assert got.complaint.stages.count() == 2
    # The second click of an impatient finger raises nothing twice.
    assert posted(client, check, "2026-11-23").url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.count() == 2


def ticked(form: str) -> list[str]:
    return re.findall(r'name="points"[^>]*value="(\w+)" checked', form)


# Help


def test_help_is_asked_for_at_any_time_and_shows_what_we_decided(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    address = case(got.complaint, "extra-help/")
    nothing = posted(client, address, "2026-11-10", words=" ").content.decode()
    assert "Select what would help you, or tell us in your own words" in nothing
    posted(
        client, address, "2026-11-10", kinds=["braille", "ring_and_wait"], words="A chair <b>",
        shared_with=["contractors"],
    )  # fmt: skip
    with as_landlord(cast.landlord.id):
        found = {one.kind: (one.words, one.shared_with) for one in Need.objects.all()}
    assert found == {
        "braille": ("", ["contractors"]),
        "ring_and_wait": ("", ["contractors"]),
        "other": ("A chair <b>", ["contractors"]),
    }
    assert "A chair &lt;b&gt;" in shown(client, address, "2026-11-11")


# In one list


def things(client: Client, complaint: Complaint, on: str) -> str:
    there = shown(client, case(complaint), on)
    part = there.split("Things for you to do", 1)[1].split("Your points and our answers", 1)[0]
    return words(part)


def test_what_waits_for_the_resident_stands_in_one_list_and_goes_when_it_is_done(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    assert "You do not have to do anything now." in things(client, got.complaint, "2026-11-03")
    acknowledged(cast, got.complaint)
    assert "Check whether we have understood you" in things(client, got.complaint, "2026-11-05")
    with as_landlord(cast.landlord.id):
        manager, at = cast.by(cast.manager), moment("2026-11-10")
        write_message(got.complaint, "We come on Monday.", by=manager, at=at)
        write_message(got.complaint, "Or on Tuesday.", by=manager, at=at)
        actions.extend(
            got.complaint,
            1,
            until=moment("2026-12-01").date(),
            reasons="R",
            by=manager,
            at=moment("2026-11-12"),
        )
    there = things(client, got.complaint, "2026-11-12")
    assert "Read 2 new messages from us" in there and "Tell us what you think of the new date" in there
    assert "Or on Tuesday." in shown(client, case(got.complaint), "2026-11-12")
    shown(client, case(got.complaint, "messages/"), "2026-11-12")
    assert "new message" not in things(client, got.complaint, "2026-11-12")
    posted(client, case(got.complaint, "more-time/"), "2026-11-12", says="agree")
    assert "new date" not in things(client, got.complaint, "2026-11-12")


def test_the_answer_to_a_reprisal_stands_on_the_case_itself(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    with as_landlord(cast.landlord.id):
        told = report_reprisal(got.complaint, words="A warning letter", by=RESIDENT, at=moment("2026-11-05"))
    assert "because you complained" not in things(client, got.complaint, "2026-11-05")
    with as_landlord(cast.landlord.id):
        answer_reprisal(told, answer="It is withdrawn.", by=cast.by(cast.member), at=moment("2026-11-09"))
    assert "Read the answer to what happened to you because you complained" in things(
        client, got.complaint, "2026-11-09"
    )
    there = words(shown(client, case(got.complaint), "2026-11-09"))
    assert "The board member for complaints answered it on Monday 9 November 2026." in there
    # Neither what was told nor the answer stands where somebody looks over a shoulder.
    assert "warning letter" not in there and "It is withdrawn." not in there
    assert "It is withdrawn." in shown(client, case(got.complaint, "reprisal/"), "2026-11-10")
    assert "Read the answer" not in things(client, got.complaint, "2026-11-11")


def test_late_says_who_will_be_in_touch_and_by_when(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    client = let_in(got)
    assert "will contact you by" not in words(shown(client, case(got.complaint), "2026-11-24"))
    with as_landlord(cast.landlord.id):
        give_news(
            got.complaint, words="We wait for the surveyor.", news_every_days=3,
            by=cast.by(cast.manager), at=moment("2026-11-23"),
        )  # fmt: skip
    there = words(shown(client, case(got.complaint), "2026-11-24"))
    assert "We are late. We should have answered by Thursday 19 November 2026." in there
    assert "Martin Manager will contact you by Thursday 26 November 2026." in there
    # A day that has passed is no promise: then the page says that we are late with that too.
    assert "will contact you by" not in words(shown(client, case(got.complaint), "2026-11-27"))


def test_nothing_of_it_opens_for_a_neighbour(cast: Cast) -> None:
    mine, other = received(cast), received(cast, told=TOLD)
    neighbour = let_in(other)
    for rest in (
        "understood/", "own-time/", "contact/", "something-new/", "extra-help/", "how-was-it/", "tell-others/",
        "group/",
    ):  # fmt: skip
        shown(neighbour, case(mine.complaint, rest), "2026-11-10", status=404)
        assert posted(neighbour, case(mine.complaint, rest), "2026-11-10").status_code == 404, rest


def test_the_way_out_stands_on_every_page_of_a_case_about_people_and_where_a_reprisal_is_told(
    cast: Cast,
) -> None:
    mould, people = received(cast), received(cast)
    with as_landlord(cast.landlord.id):
        Complaint.objects.filter(id=people.complaint.id).update(topics=["damp", "neighbours"])
    way_out = "putright-leave"
    for rest in ("", "messages/", "something-new/", "contact/"):
        assert way_out in shown(let_in(people), case(people.complaint, rest), "2026-11-04"), rest
        assert way_out not in shown(let_in(mould), case(mould.complaint, rest), "2026-11-04"), rest
    assert way_out in shown(let_in(mould), case(mould.complaint, "reprisal/"), "2026-11-04")
