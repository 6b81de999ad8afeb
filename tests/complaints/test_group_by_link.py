"""A group that neighbours join by a link: the link, who joins by it, their own keys, and the letter that each gets."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client, override_settings

from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.groups.actions import decide_for_member, invite
from putright.complaints.models import Complaint, Group, GroupMember, Invitation, Letter, MemberLetter
from putright.record.chain import timeline
from putright.record.documents import contents
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment, nothing_learned
from tests.complaints.resident import (
    RESIDENT,
    Received,
    acknowledged,
    case,
    let_in,
    on,
    posted,
    received,
    shown,
    words,
)

pytestmark = pytest.mark.django_db
GROUP = Told(
    words="The lift is out.", more_points=("Nobody answers.",), for_whom="group", on_behalf_of="Sample Court lift",
    name="Lena Lead", contact_ways=("phone",), phone="07700 900 982",
)  # fmt: skip
HOME = {"name": "Nasreen Neighbour", "address": "31 Sample Court", "postcode": "zz9 9zz"}
JOIN = {**HOME, "same": "same", "letter": "lead", "written": "en"}
OWN = {
    **HOME, "same": "own", "effect": "I use a <b>wheelchair</b>.", "wish": "Carry my shopping",
    "letter": "own", "documents_by": "email", "email": "nasreen@residents.example", "written": "ur",
}  # fmt: skip


def grouped(cast: Cast) -> tuple[Received, Client]:
    got = received(cast, told=GROUP)
    lead = let_in(got)
    done = posted(
        lead, case(got.complaint, "group/"), "2026-11-04",
        name="Sample Court lift", place="Sample Court", lead="Lena Lead",
        households="Omar One; 12 Sample Court; ZZ9 9ZZ\n\n ; \nTwo, Tess",
    )  # fmt: skip
    assert done.url == case(got.complaint, "group/")
    return got, lead


def invited(lead: Client, complaint: Complaint, day: str = "2026-11-04") -> str:
    """The link that the main contact makes, as it is shown this once."""
    made = posted(lead, case(complaint, "group/"), day).content.decode()
    found = re.search(r"http://testserver(/meadowbank/en/group/invited/[\w-]+/)", made)
    assert found
    return found.group(1)


def neighbour(link: str, day: str = "2026-11-05") -> Client:
    client = Client()
    with on(day):
        response = client.get(link)
    assert response.status_code == 302 and response.url == "/meadowbank/en/group/join/"
    assert response["Referrer-Policy"] == "no-referrer"
    return client


def joined(client: Client, day: str = "2026-11-05", **typed: Any) -> str:
    with on(day):
        response = client.post("/meadowbank/en/group/join/", typed)
    assert response.status_code == 200
    return response.content.decode()


def answer(cast: Cast, complaint: Complaint, day: str = "2026-11-16") -> None:
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment(day)
        for point in complaint.points.all():
            draft = FindingDraft("agree", "Two faults", "The log shows it.", "", "We mended it. I am sorry.")
            actions.record_finding(complaint, point, 1, draft, by=by, at=at)
        actions.answer(complaint, 1, by=by, at=at)


def test_the_main_contact_writes_the_group_down(cast: Cast) -> None:
    got = received(cast, told=GROUP)
    lead = let_in(got)
    address = case(got.complaint, "group/")
    assert "Sample Court lift" in shown(lead, address, "2026-11-04")
    bad = words(posted(lead, address, "2026-11-04", name="", lead="", households=" ").content.decode())
    for error in (
        "Enter a short name for the group",
        "Enter the name of the main contact",
        "Enter at least 2 households",
    ):
        assert error in bad
    same = posted(lead, address, "2026-11-04", name="N", lead="Lena Lead", households="Lena Lead")
    assert "Enter at least 2 households" in same.content.decode()
    grouped(cast)
    with as_landlord(cast.landlord.id):
        assert [one.name for one in Group.objects.get().members.order_by("-lead", "name")] == [
            "Lena Lead", "Omar One", "Two, Tess",
        ]  # fmt: skip
    # Whoever complains for themselves alone has no such page.
    alone = received(cast)
    assert posted(let_in(alone), case(alone.complaint, "group/"), "2026-11-04").url == case(alone.complaint)


def test_a_link_is_shown_once_lives_thirty_days_and_is_taken_back(cast: Cast) -> None:
    got, lead = grouped(cast)
    link = invited(lead, got.complaint)
    with as_landlord(cast.landlord.id):
        kept = Invitation.objects.get()
        assert link.split("/")[-2] not in str(kept.__dict__)
        events = timeline(cast.landlord.id, ("complaint", got.complaint.id))
        assert link.split("/")[-2] not in str([one.facts for one in events])
    assert link not in shown(lead, case(got.complaint, "group/"), "2026-11-04")
    neighbour(link, "2026-12-03")
    for dead, day in ((link, "2026-12-05"), ("/meadowbank/en/group/invited/nonsense/", "2026-11-05")):
        with on(day):
            over = Client().get(dead)
        assert over.status_code == 404 and "Ask your neighbour for a new one" in over.content.decode()
    other = f"/ferrous-valley/en/group/invited/{link.split('/')[-2]}/"
    assert Client().get(other).status_code == 404
    came = neighbour(link)
    posted(lead, case(got.complaint, "group/"), "2026-11-06", revoke=str(kept.id))
    with on("2026-11-06"):
        assert Client().get(link).status_code == 404
    # Who came in before it was taken back cannot join by it either.
    with on("2026-11-06"):
        assert came.post("/meadowbank/en/group/join/", JOIN).status_code == 404
    with as_landlord(cast.landlord.id):
        assert GroupMember.objects.filter(how="link").count() == 0


def test_a_forged_cookie_joins_nothing(cast: Cast) -> None:
    grouped(cast)
    client = Client()
    client.cookies["putright-invited"] = "made-up"
    with on("2026-11-05"):
        assert client.post("/meadowbank/en/group/join/", JOIN).status_code == 404


def test_a_neighbour_sees_the_name_of_the_group_and_nothing_of_anybody_in_it(cast: Cast) -> None:
    got, lead = grouped(cast)
    client = neighbour(invited(lead, got.complaint))
    there = shown(client, "/meadowbank/en/group/join/", "2026-11-05")
    assert "Sample Court lift" in there
    for said in ("Lena Lead", "Omar One", "The lift is out", got.complaint.reference):
        assert said not in there
    assert client.get(case(got.complaint)).status_code == 404


def test_joining_asks_for_what_it_needs_and_keeps_what_was_typed(cast: Cast) -> None:
    got, lead = grouped(cast)
    client = neighbour(invited(lead, got.complaint))
    bad = words(
        joined(client, same="own", letter="own", written="en", phone="12", email="x", postcode="nowhere")
    )
    for error in (
        "Enter your full name",
        "Enter address line 1",
        "Enter a full UK postcode",
        "Tell us how it affects you",
        "Select how we should send you letters and documents",
        "Enter a phone number, like 07700 900 982",
        "Enter an email address in the correct format",
    ):
        assert error in bad
    assert "I use a &lt;b&gt;wheelchair&lt;/b&gt;." in joined(client, **{**OWN, "postcode": "x"})
    said = joined(client, **JOIN)
    assert "You have joined the group" in said and "Your passphrase" not in said
    with as_landlord(cast.landlord.id):
        member = GroupMember.objects.get(how="link")
        assert (member.name, member.postcode, member.reference) == ("Nasreen Neighbour", "ZZ9 9ZZ", "")
        told = Message.objects.filter(subject__contains="joined the group")
        assert told.count() == 1 and "Nasreen" not in told.get().text
    # The same home again, by another browser, is there already.
    again = neighbour(invited(lead, got.complaint))
    assert "This household is in the group already" in words(joined(again, **JOIN))


def test_own_keys_open_the_own_page_and_no_other(cast: Cast) -> None:
    got, lead = grouped(cast)
    client = neighbour(invited(lead, got.complaint))
    said = joined(client, **OWN)
    with as_landlord(cast.landlord.id):
        member = GroupMember.objects.get(how="link")
    passphrase = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", said)
    assert passphrase and passphrase.group() not in member.passphrase
    mine = f"/meadowbank/en/group/household/{member.reference}/"
    assert "wheelchair" in shown(client, mine, "2026-11-06")
    # By reference and passphrase, on another device.
    with on("2026-11-06"):
        typed = {"reference": member.reference, "passphrase": passphrase.group()}
        elsewhere = Client()
        assert elsewhere.post("/meadowbank/en/find/", typed).url == mine
        wrong = Client().post("/meadowbank/en/find/", typed | {"passphrase": "acorn-acorn-acorn-acorn-10"})
        assert "do not go together" in wrong.content.decode()
    there = shown(elsewhere, mine, "2026-11-06")
    assert (
        "I use a &lt;b&gt;wheelchair&lt;/b&gt;." in there and "We log the complaint of the group by" in there
    )
    for secret in ("Lena Lead", "Omar One", got.complaint.reference):
        assert secret not in there
    # Neither the group's case nor another landlord's page opens by it, nor the household's page by the lead's cookie.
    assert elsewhere.get(case(got.complaint)).status_code == 404
    assert elsewhere.get(mine.replace("meadowbank", "ferrous-valley")).status_code == 404
    shown(lead, mine, "2026-11-06", status=404)
    # The lead sees how many there are, and nothing of what a neighbour said.
    group_page = shown(lead, case(got.complaint, "group/"), "2026-11-06")
    assert "4 households belong to it" in group_page and "wheelchair" not in group_page


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
def test_each_who_chose_it_gets_the_answer_in_a_letter_of_their_own(cast: Cast) -> None:
    cast.landlord.languages = ["en", "ur"]
    cast.landlord.save(update_fields=["languages"])
    got, lead = grouped(cast)
    client = neighbour(invited(lead, got.complaint))
    joined(client, **OWN)
    joined(neighbour(invited(lead, got.complaint)), **{**JOIN, "address": "32 Sample Court"})
    acknowledged(cast, got.complaint, "2026-11-06")
    with as_landlord(cast.landlord.id):
        member = GroupMember.objects.get(letter="own")
        decide_for_member(
            got.complaint, member, remedy="We carry your shopping up.",
            by=cast.by(cast.manager), at=moment("2026-11-10"),
        )  # fmt: skip
    mine = f"/meadowbank/en/group/household/{member.reference}/"
    # What is decided stands in an answer first.
    assert "We carry your shopping up." not in shown(client, mine, "2026-11-11")
    answer(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        (one,) = MemberLetter.objects.all()
        groups = Letter.objects.get(kind="stage1_response")
        text = contents(one.html).decode()
        assert contents(one.pdf).startswith(b"%PDF")
        sent = Message.objects.filter(to="nasreen@residents.example")
        assert sent.count() == 1 and member.reference[:4] in sent.get().text
        assert "wheelchair" not in sent.get().text
        # The group's letter, and what the lead may take of the case, say nothing of a neighbour.
        assert "carry your shopping" not in contents(groups.html).decode()
        assert not Message.objects.filter(about_id=got.complaint.id, to="nasreen@residents.example").exists()
    assert one.member_id == member.id and one.language == "ur" and 'dir="rtl"' in text
    for said in ("Nasreen Neighbour", "We carry your shopping up.", "I use a &lt;b&gt;wheelchair&lt;/b&gt;."):
        assert said in text
    assert "Lena Lead" not in text
    there = shown(client, mine, "2026-11-17")
    assert "We carry your shopping up." in there and "letters/" in there
    letter = f"{mine}letters/{one.id}/"
    with on("2026-11-17"):
        assert client.get(letter).content.decode() == text
        assert client.get(f"{letter}pdf/")["Content-Disposition"].startswith("attachment")
    # The lead's own page opens no neighbour's letter, by no address.
    shown(lead, letter, "2026-11-17", status=404)
    shown(lead, case(got.complaint, f"letters/{one.id}/"), "2026-11-17", status=404)
    assert str(one.id) not in shown(lead, case(got.complaint), "2026-11-17")


def test_leaving_by_oneself_keeps_every_date(cast: Cast) -> None:
    got, lead = grouped(cast)
    client = neighbour(invited(lead, got.complaint))
    joined(client, **OWN)
    acknowledged(cast, got.complaint, "2026-11-06")
    with as_landlord(cast.landlord.id):
        member = GroupMember.objects.get(how="link")
    mine = f"/meadowbank/en/group/household/{member.reference}/"
    assert "Stay in the group" in shown(client, f"{mine}leave/", "2026-11-10")
    left = posted(client, f"{mine}leave/", "2026-11-10")
    with as_landlord(cast.landlord.id):
        own = GroupMember.objects.get(id=member.id).own_case
        assert own is not None and own.received_on == got.complaint.received_on
        assert own.name == "Nasreen Neighbour" and own.written_language == "ur"
        assert [one.acknowledged_on for one in own.stages.all()] == [moment("2026-11-06").date()]
    assert own.reference[:4] in words(left.content.decode())
    assert "wheelchair" in shown(client, case(own), "2026-11-10")
    # The household's page says so, keeps its letters, and leads nowhere else.
    there = shown(client, mine, "2026-11-11")
    assert "This household left the group on Tuesday 10 November 2026." in words(there)
    assert f"{mine}leave/" not in there and "We answer the group by" not in there
    assert posted(client, f"{mine}leave/", "2026-11-11").url == mine
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.count() == 2


def test_removal_empties_letters_keys_and_links_of_households_too(cast: Cast) -> None:
    got, lead = grouped(cast)
    link = invited(lead, got.complaint)
    joined(neighbour(link), **OWN)
    acknowledged(cast, got.complaint, "2026-11-06")
    answer(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.officer), moment("2026-11-20")
        invite(got.complaint, by=RESIDENT, at=at)
        nothing_learned(got.complaint, by=by, at=at)
        actions.close(got.complaint, by=by, at=at)
        now = Complaint.objects.get(id=got.complaint.id)
        actions.blank_personal_text(now, reason="retention", by=by, at=at)
        assert MemberLetter.objects.get().content == {}
        member = GroupMember.objects.get(letter="own")
        assert (member.name, member.email, member.effect, member.passphrase) == ("", "", "", "")
        assert Invitation.objects.count() == 0
        assert not Message.objects.filter(to="nasreen@residents.example").exists()
    with on("2026-11-21"):
        assert Client().get(link).status_code == 404
