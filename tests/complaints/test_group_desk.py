"""A group at the staff's desk: links that neighbours join by, a household's keys, and its letters."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from putright.complaints.groups.actions import Household, form_group
from putright.complaints.models import Complaint, GroupMember, Invitation
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk, case, page
from tests.complaints.resident import RESIDENT, acknowledged, on, received
from tests.complaints.test_group_by_link import GROUP, JOIN, answer

pytestmark = pytest.mark.django_db


def grouped(cast: Cast) -> Complaint:
    got = received(cast, told=GROUP)
    households = [
        Household("Lena Lead", "1 Sample Court"),
        Household("Omar One", "2 Sample Court", letter="own"),
    ]
    with as_landlord(cast.landlord.id):
        form_group(
            got.complaint, name="Lift", place="", households=households, how="meeting",
            by=RESIDENT, at=moment("2026-11-04"),
        )  # fmt: skip
    return got.complaint


def test_staff_make_a_link_and_take_it_back(cast: Cast) -> None:
    complaint = grouped(cast)
    with at_desk(cast.front_line, "2026-11-05") as desk:
        made = desk.post(case(complaint, "group/invite/")).content.decode()
        found = re.search(r"http://testserver(/meadowbank/en/group/invited/[\w-]+/)", made)
        assert found and found.group(1) not in page(desk, case(complaint, "group/"))
        neighbour = Client()
        assert neighbour.get(found.group(1)).url == "/meadowbank/en/group/join/"
        with as_landlord(cast.landlord.id):
            invitation = Invitation.objects.get()
        assert invitation.made_by_id == cast.front_line.id
        revoked = desk.post(case(complaint, f"group/invitations/{invitation.id}/"))
        assert revoked.status_code == 302
        assert neighbour.post("/meadowbank/en/group/join/", JOIN).status_code == 404
        # Another case's link is not to be had by this case's address.
        other = grouped(cast)
        assert desk.post(case(other, f"group/invitations/{invitation.id}/")).status_code == 302


def test_keys_are_shown_once_and_end_older_ones(cast: Cast) -> None:
    complaint = grouped(cast)
    with as_landlord(cast.landlord.id):
        member = GroupMember.objects.get(lead=False)
    passphrases = []
    with at_desk(cast.officer, "2026-11-05") as desk:
        for _time in range(2):
            said = desk.post(
                case(complaint, f"group/{member.id}/keys/"), {"step": "confirm"}
            ).content.decode()
            shown = re.search(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d", said)
            assert shown
            passphrases.append(shown.group())
    with as_landlord(cast.landlord.id):
        member.refresh_from_db()
    opened = []
    for passphrase in passphrases:
        with on("2026-11-06"):
            got = Client().post(
                "/meadowbank/en/find/", {"reference": member.reference, "passphrase": passphrase}
            )
        opened.append(got.status_code)
    assert opened == [200, 302]


def test_a_household_without_keys_gets_its_letter_by_post_and_staff_read_it(cast: Cast) -> None:
    complaint = grouped(cast)
    acknowledged(cast, complaint, "2026-11-06")
    answer(cast, complaint)
    with as_landlord(cast.landlord.id):
        posted = Message.objects.filter(channel=Message.Channel.POST)
        assert [one.to for one in posted] == ["Omar One\n2 Sample Court"]
    with at_desk(cast.manager, "2026-11-17") as desk:
        there = page(desk, case(complaint, "group/"))
        link = re.search(r'href="([^"]+/letters/[^"]+)"', there)
        assert link
        opened = desk.get(link.group(1))
        assert opened.status_code == 200 and opened.content.startswith(b"%PDF")
        # Not by the address of another case or another household.
        with as_landlord(cast.landlord.id):
            lead, omar = GroupMember.objects.get(lead=True), GroupMember.objects.get(lead=False)
        wrong = link.group(1).replace(str(omar.id), str(lead.id))
        assert desk.get(wrong).status_code == 404
