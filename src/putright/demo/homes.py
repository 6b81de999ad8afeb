"""The homes of the demo's landlords, cases matched to them, and cases that belong together."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace
from datetime import datetime, timedelta

from putright.accounts.models import Landlord
from putright.complaints import actions, letters
from putright.complaints.actions import Told
from putright.complaints.groups.actions import Household, form_group
from putright.complaints.homes.actions import import_homes, match_home
from putright.complaints.homes.queries import suggestions
from putright.complaints.homes.reading import COLUMNS
from putright.complaints.linking.actions import join_case, link_cases
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .cast import FIRST_NAMES, LAST_NAMES, STREETS
from .live import Team

HOMES = {"meadowbank": 420, "tidewell": 300, "larkfield": 200}
AREAS = ("East", "West", "Riverside")


def homes_and_links(landlord: Landlord, team: Team, now: datetime) -> None:
    """Gives a landlord its homes, most live cases their home, and a repeat, a duplicate, a joined case, a group."""
    chance = random.Random(f"homes {landlord.code}")
    with as_landlord(landlord.id), letters.in_this_process():
        live = list(Complaint.objects.filter(landlord=landlord, imported=False).order_by("id"))
        import_homes(
            landlord,
            io.BytesIO(_list(landlord, live, chance).encode()),
            name=f"{landlord.code}-homes.csv",
            full=True,
            by=By.system(),
            at=now - timedelta(days=90),
        )
        officer = By.staff(team.officer.id, "")
        for complaint in live:
            found = [one.home for one in suggestions(complaint) if one.close]
            # A few wait for somebody to say which home they are about.
            if found and chance.random() < 0.75:
                match_home(complaint, found[0], by=officer, at=now)
        _again(landlord, live, officer, now)
        _twice(landlord, live, officer, now)
        _group(landlord, officer, chance, now)


def _list(landlord: Landlord, live: list[Complaint], chance: random.Random) -> str:
    """A list of homes as a housing system would write it: those that complained, and their neighbours."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    places = {(one.address, one.postcode) for one in live if one.address and one.postcode}
    while len(places) < HOMES[landlord.code]:
        street = chance.choice(STREETS)
        places.add(
            (f"{chance.randint(1, 160)} {street}", f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}ZZ")
        )
    for number, (address, postcode) in enumerate(sorted(places), start=1):
        line, *more = address.split(", ")
        town = more.pop() if more else ""
        area = AREAS[int(postcode[2]) % len(AREAS)]
        rows.writerow(
            [f"{landlord.code[:3].upper()}{number:05}", line, ", ".join(more), town, postcode, area]
        )
    return written.getvalue()


def _as_told(complaint: Complaint, words: str) -> Told:
    return Told(
        words=words,
        name=complaint.name,
        address=complaint.address,
        postcode=complaint.postcode,
        contact_ways=tuple(complaint.contact_ways),
        phone=complaint.phone,
        email=complaint.email,
    )


def _again(landlord: Landlord, live: list[Complaint], officer: By, now: datetime) -> None:
    """A home at which the same problem comes again: a complaint of last winter, withdrawn when somebody had called."""
    matched = Complaint.objects.filter(landlord=landlord, id__in=[one.id for one in live]).exclude(home=None)
    later = matched.order_by("id").first()
    if later is None or later.home is None:
        return
    then = now - timedelta(days=300)
    before = actions.raise_complaint(
        landlord, _as_told(later, later.original_words), by=By.resident(), at=then
    ).complaint
    match_home(before, later.home, by=officer, at=now)
    actions.withdraw(
        before, reasons="A man came and washed it down.", by=By.resident(), at=then + timedelta(days=6)
    )
    link_cases(later, before, why="again", by=officer, at=now)


def _twice(landlord: Landlord, live: list[Complaint], officer: By, now: datetime) -> None:
    """Somebody who wrote and then rang: once found and joined, once still to be looked at."""
    waiting = [one for one in live if one.state in {"received", "acknowledged"} and one.email][-2:]
    for number, first in enumerate(waiting):
        words = f"I wrote to you about this. {first.original_words}"
        again = actions.raise_complaint(
            landlord,
            replace(_as_told(first, words), more_points=("Nobody has told me when somebody comes.",)),
            by=officer,
            at=now - timedelta(hours=3 - number),
            channel="phone",
        ).complaint
        if number == 0:
            join_case(
                again,
                first,
                whose="same_resident",
                reasons="The same resident about the same thing: the form, then a call.",
                by=officer,
                at=now - timedelta(hours=1),
            )


def _group(landlord: Landlord, officer: By, chance: random.Random, now: datetime) -> None:
    """Five households of one block about its lift."""
    at = now - timedelta(days=3)
    block = "Specimen House, Placeholder Walk, Example Town"
    names = [
        f"{first} {last}"
        for first, last in zip(chance.sample(FIRST_NAMES, 5), chance.sample(LAST_NAMES, 5), strict=True)
    ]
    complaint = actions.raise_complaint(
        landlord,
        Told(
            words="The lift in our block has been out of order for three weeks. People on the fifth floor cannot get "
            "out. We were told it would be mended in two days.",
            more_points=("The notice by the door still gives a date that has gone by.",),
            wanted=("work", "explain"),
            for_whom="group",
            name=names[0],
            address=f"Flat 12, {block}",
            postcode="ZZ4 4ZZ",
            contact_ways=("phone",),
            phone="07700 900 770",
        ),
        by=officer,
        at=at,
        channel="visit",
    ).complaint
    households = [
        Household(names[0], f"Flat 12, {block}", "ZZ4 4ZZ", phone="07700 900 770"),
        Household(
            names[1],
            f"Flat 17, {block}",
            "ZZ4 4ZZ",
            phone="07700 900 771",
            same_as_group=False,
            effect="I use a wheelchair and have missed two hospital appointments.",
            wish="Pay for the taxis, and tell the hospital why I did not come.",
            letter="own",
        ),
        Household(names[2], f"Flat 18, {block}", "ZZ4 4ZZ"),
        Household(
            names[3],
            f"Flat 21, {block}",
            "ZZ4 4ZZ",
            email="flat21@resident.example",
            same_as_group=False,
            effect="With a pram and a baby I carry everything up five floors.",
            wish="Somebody to help with shopping until it works.",
        ),
        Household(names[4], f"Flat 24, {block}", "ZZ4 4ZZ", letter="own"),
    ]
    form_group(
        complaint,
        name="Specimen House lift",
        place="Specimen House",
        households=households,
        how="meeting",
        by=officer,
        at=at,
    )
