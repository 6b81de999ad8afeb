"""Service requests, pages saved for later, and dangers in each state, at a landlord of the demo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from putright.accounts.models import Landlord, Person
from putright.complaints.actions import Received, Told, close_hazard, open_hazard
from putright.complaints.hazards import actions as dangers
from putright.complaints.intake import actions as intake
from putright.complaints.intake.actions import Came, Danger
from putright.complaints.models import Hazard
from putright.record.chain import By
from putright.rules.hazards import Ending, HazardKind, Seriousness

LONDON = ZoneInfo("Europe/London")


def arrivals(landlord: Landlord, officer: Person, made: Sequence[Received], now: datetime) -> None:
    """Makes them by the same acts as real ones. `made` are cases of the landlord, for dangers that came with one."""
    by = By.staff(officer.id, "")
    _requests(landlord, by, now)
    _unfinished(landlord, by, now)
    _mp(landlord, by, now)
    _dangers(landlord, by, made, now)


def _requests(landlord: Landlord, by: By, now: datetime) -> None:
    def request(days: int, told: Told, channel: str = "phone") -> Any:
        at = now - timedelta(days=days, minutes=20)
        return intake.record_request(
            landlord, told, channel=channel, received_on=at.astimezone(LONDON).date(), by=by, at=at
        )

    request(
        1,
        Told(
            words="The light on our landing has gone out.",
            name="Samira Umberleigh-Test",
            address="4 Specimen Close, Testbury",
            phone="07700 900 640",
            contact_ways=("phone",),
        ),
    )
    request(
        6,
        Told(
            words="The kitchen tap drips. This is the third time I ring, and nobody came.",
            our_words="Kitchen tap drips; two visits were booked and missed.",
            name="Percy Lintwhistle",
            address="61 Dummy Terrace, Testbury",
            phone="07700 900 641",
            contact_ways=("phone", "text"),
        ),
    )
    answered = request(
        30,
        Told(
            words="Please put a handrail at the back steps, my husband has had a stroke.",
            name="Bettina Quarrydale",
            address="19 Placeholder Walk, Example Town",
            email="bettina.q@resident.example",
            contact_ways=("email",),
        ),
        channel="email",
    )
    intake.answer_request(
        answered,
        "The rail is ordered; an occupational therapist visits first. You can complain at any time.",
        by=by,
        at=now - timedelta(days=28),
    )
    done = request(
        44,
        Told(
            words="باہر کا دروازہ بند نہیں ہوتا",
            name="Rukhsana Violetstoke",
            phone="07700 900 642",
            written_language="ur",
        ),
        channel="visit",
    )
    intake.answer_request(
        done, "A joiner comes on Thursday between 9 and 12.", by=by, at=now - timedelta(days=43)
    )
    intake.finish_request(
        done,
        on=(now - timedelta(days=40)).astimezone(LONDON).date(),
        done="Lock replaced; she tried it in front of us.",
        by=by,
        at=now - timedelta(days=40),
    )
    grew = request(
        16,
        Told(
            words="Water comes through the ceiling of the box room when it rains.",
            name="Kwame Saltmarrow",
            address="8 Nowhere Mews, Example Town",
            postcode="ZZ4 4ZZ",
            phone="07700 900 643",
            email="kwame.s@resident.example",
            contact_ways=("phone", "email"),
        ),
    )
    intake.answer_request(
        grew, "A roofer was booked for the following week.", by=by, at=now - timedelta(days=14)
    )
    intake.become_complaint(
        grew,
        words="The roofer never came and my son’s bed is wet again. I have had enough.",
        channel="phone",
        by=by,
        at=now - timedelta(days=2),
    )


def _unfinished(landlord: Landlord, by: By, now: datetime) -> None:
    day = (now - timedelta(hours=3)).astimezone(LONDON)
    typed: Mapping[str, list[str]] = {
        "channel": ["phone"],
        "cut_short": ["on"],
        "words": ["The heating is off again and she has a baby, she said, then the line went dead."],
        "phone": ["07700 900 644"],
        "received_on-day": [str(day.day)],
        "received_on-month": [str(day.month)],
        "received_on-year": [str(day.year)],
        "key": ["demo-saved-for-later"],
    }
    intake.save_for_later(
        landlord, "demo-saved-for-later", typed, danger=Danger(), by=by, at=now - timedelta(hours=3)
    )


def _mp(landlord: Landlord, by: By, now: datetime) -> None:
    at = now - timedelta(days=3)
    intake.write_down(
        landlord,
        "demo-letter-of-an-mp",
        Told(
            words="My constituent Ms Inkpenny has reported rats in the bin store since spring and is at her wits’ end.",
            our_words="Rats in the bin store since spring; reports were not acted on.",
            name="Ottoline Inkpenny",
            address="27 Sample Court, Example Town",
            phone="07700 900 645",
            contact_ways=("phone", "post"),
        ),
        channel="representative",
        received_on=at.astimezone(LONDON).date(),
        danger=Danger("no"),
        came=Came(
            writer="Cosmo Pebblecombe MP",
            writer_as="mp",
            writer_reference="CP/2291",
            writer_reach="Constituency office, Mondays to Thursdays",
            permission="with_them",
            reply_to="both",
        ),
        by=by,
        at=at,
    )


def _dangers(landlord: Landlord, by: By, made: Sequence[Received], now: datetime) -> None:
    """One of each: looked into and waiting for its summary, made safe in time, closed after visits in vain."""

    def danger(days: int, place: int, words: str, what: tuple[str, ...]) -> Hazard:
        complaint = made[place % len(made)].complaint
        return open_hazard(
            landlord,
            complaint=complaint,
            danger="yes",
            what=what,
            words=words,
            phone=complaint.phone,
            by=By.resident(),
            at=now - timedelta(days=days),
        )

    def decide(hazard: Hazard, days: int, seriousness: Seriousness, kind: HazardKind, why: str) -> None:
        at = now - timedelta(days=days) + timedelta(minutes=30)
        dangers.record_attempt(
            hazard,
            when=at,
            how="call",
            reached=True,
            summary="Spoke to her; told her what we do next.",
            by=by,
            at=at,
        )
        dangers.classify_hazard(hazard, seriousness=seriousness, kind=kind, why=why, by=by, at=at)

    mould = danger(9, 1, "Black mould over the cot, she coughs all night.", ("breathing",))
    decide(
        mould,
        9,
        Seriousness.SIGNIFICANT,
        HazardKind.DAMP_MOULD,
        "Mould in the room of a baby of five months.",
    )
    dangers.offer_elsewhere(
        mould,
        answer="declined",
        words="A hotel in town; she stays with her mother.",
        by=by,
        at=now - timedelta(days=8),
    )
    seen = now - timedelta(days=1)
    dangers.investigate_hazard(
        mould,
        on=seen.astimezone(LONDON).date(),
        found=True,
        findings="Humidity 82 %, mould on two walls of the bedroom; the fan in the bathroom does not run.",
        by=by,
        at=seen,
    )
    wires = danger(12, 2, "Sparks from the cooker socket.", ("wires",))
    decide(wires, 12, Seriousness.EMERGENCY, HazardKind.ELECTRICAL, "Sparks, and two small children.")
    safe = now - timedelta(days=12) + timedelta(hours=5)
    dangers.make_hazard_safe(
        wires, when=safe, how="Electrician replaced the socket and tested it.", by=by, at=safe
    )
    close_hazard(wires, "Socket replaced and tested the same day.", by=by, at=safe + timedelta(hours=1))
    steps = danger(20, 5, "The stair to the cellar is loose.", ("structure",))
    decide(steps, 20, Seriousness.SIGNIFICANT, HazardKind.FALLS, "He goes down there each day.")
    for days in (14, 8):
        at = now - timedelta(days=days)
        dangers.record_attempt(
            steps,
            when=at,
            how="visit",
            reached=False,
            notice="Letter by hand two days before, and a text on the morning.",
            summary="Nobody in; card left.",
            by=by,
            at=at,
        )
    close_hazard(
        steps,
        "Two announced visits in vain. We write to him each week and go again when he calls.",
        ending=Ending.NO_ACCESS,
        by=by,
        at=now - timedelta(days=7),
    )
