"""Fills an empty demo database; a second call finds it filled and only gives the keys to it again."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from putright.accounts.actions import LandlordSettings, add_landlord, add_person, give_role
from putright.accounts.models import Landlord, Person
from putright.accounts.second_factor import provision
from putright.complaints import letters
from putright.complaints.actions import without_passphrases
from putright.complaints.imports import take
from putright.complaints.models import Complaint
from putright.complaints.reference import WORDS
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.stages import Role

from .awareness import come_through
from .cast import ADVISER, LANDLORDS, PEOPLE, DemoLandlord
from .drafting import letters_to_come
from .evidence import gather_evidence
from .histories import histories
from .homes import homes_and_links
from .live import TEAMS, live_cases, team_of
from .messages import write_messages
from .needs import care_and_keep
from .own_words import say_their_word
from .pack import last_words
from .parties import adviser, speak_and_restrict
from .returning import saved_and_promised
from .stories import residents_stories
from .worklist import share_out

# The residents whose keys are printed: their place among the landlord's live cases, and what their case shows.
RESIDENTS = {
    0: "a promise that was not kept",
    2: "logged; we ask whether we have understood",
    3: "stage 2 under way",
    6: "more time",
    8: "answered at stage 1; somebody else complains for their mother",
    11: "a final answer: may go to the Ombudsman now, with an evidence pack",
    14: "a promise that was kept; everything in Urdu",
}


@dataclass(frozen=True)
class ResidentKey:
    """How to follow one of the demo's cases as its resident."""

    landlord: str
    language: str
    name: str
    shows: str
    reference: str
    passphrase: str


def password(secret: str, key: str) -> str:
    """The password of a person of the demo: it follows from this clone's secret, and is the same at each start."""
    return hmac.new(secret.encode(), f"password:{key}".encode(), hashlib.sha256).hexdigest()[:16]


def passphrase(secret: str, reference: str) -> str:
    """The passphrase of a resident of the demo, from the same secret."""
    digest = hmac.new(secret.encode(), f"passphrase:{reference}".encode(), hashlib.sha256).digest()
    return "-".join([*(WORDS[byte % len(WORDS)] for byte in digest[:4]), str(digest[4] % 90 + 10)])


def fill(
    secret: str, tell: Callable[[str], None], *, set_up: Callable[[], None] | None = None
) -> list[ResidentKey]:
    """Makes whatever the demo's database lacks, and gives the residents' keys. `tell` is called with each step.

    What is killed on the way is made anew by the next call: each landlord's cases come in one transaction.

    set_up  sets Django up in a fresh process, so that two landlords are filled side by side; left out, this one does
            it all
    """
    now = timezone.now()
    with transaction.atomic():
        landlords = _everybody(secret, now)
    empty = []
    for given in LANDLORDS:
        with as_landlord(landlords[given.code].id):
            if not Complaint.objects.filter(landlord=landlords[given.code]).exists():
                tell(f"Making the complaints of {given.name} …")
                empty.append((given.code, now))
    if set_up is None or len(empty) < 2:
        for each in empty:
            _fill_landlord(each)
    else:
        with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=set_up) as pool:
            list(pool.map(_fill_landlord, empty))
    return [key for given in LANDLORDS for key in _residents(landlords[given.code], secret)]


def _everybody(secret: str, now: datetime) -> dict[str, Landlord]:
    """The landlords by their codes; they, their people and the adviser are made where they are not there yet."""
    landlords = {given.code: _landlord(given, now) for given in LANDLORDS}
    for number, person in enumerate(PEOPLE):
        landlord = landlords[person.landlord]
        found = Person.objects.filter(email=person.email).first()
        if found is None:
            first, *more = person.roles
            found = add_person(
                landlord,
                email=person.email,
                name=person.name,
                role=first,
                by=By.system(),
                at=now,
                job_title=person.job,
                phone=f"01632 960 {number + 400}",
            )
            for role in more:
                give_role(found, landlord, role, by=By.system(), at=now)
        provision(found, password=password(secret, person.key), demo_secret=secret)
    provision(adviser(now), password=password(secret, ADVISER.key), demo_secret=secret)
    return landlords


def _fill_landlord(which: tuple[str, datetime]) -> None:
    """Gives the landlord with this code all its cases, or none: half of them would pass for all at the next start."""
    code, now = which
    given = next(one for one in LANDLORDS if one.code == code)
    landlord = Landlord.objects.get(code=code)
    known = {person.email: person.key for person in PEOPLE}
    people = {known[one.email]: one for one in Person.objects.filter(email__in=known)}
    team = team_of(people, TEAMS[code])
    with as_landlord(landlord.id), letters.in_this_process(), without_passphrases():
        _histories(given, now)
        live = live_cases(landlord, team, given.live, now)
        gather_evidence(landlord, team, now)
        last_words(landlord, team, now)
        share_out(landlord, people, now)
        come_through(landlord, people, now)
        homes_and_links(landlord, team, now)
        write_messages(landlord, team, now)
        if code == "meadowbank":
            letters_to_come(landlord, team, now)
            care_and_keep(landlord, team, live, now)
            saved_and_promised(landlord, now)
            residents_stories(landlord, people, now)
        if code == "meadowbank":
            say_their_word(landlord, team, live, now)
        # Last: whoever is shut out of a case does nothing on it any more.
        speak_and_restrict(landlord, people, live, now)


def add_officer() -> Person:
    """The demo's first landlord with a complaints officer and nothing else, where they are not there yet."""
    now = timezone.now()
    given = next(one for one in PEOPLE if Role.COMPLAINTS_OFFICER in one.roles)
    found = Person.objects.filter(email=given.email).first()
    landlord = _landlord(LANDLORDS[0], now)
    return found or add_person(
        landlord, email=given.email, name=given.name, role=Role.COMPLAINTS_OFFICER, by=By.system(), at=now
    )


def _landlord(given: DemoLandlord, now: datetime) -> Landlord:
    found = Landlord.objects.filter(code=given.code).first()
    if found is not None:
        return found
    settings = LandlordSettings(code=given.code, name=given.name, **given.settings)  # type: ignore[arg-type]  # of many types
    return add_landlord(settings, by=By.system(), at=now)


def _histories(given: DemoLandlord, now: datetime) -> None:
    rows = histories(given, timezone.localdate(now))
    refused = [
        outcome
        for outcome, _ in take(
            ((number, json.dumps(row)) for number, row in enumerate(rows, start=1)), at=now
        )
        if outcome.what == "refused"
    ]
    if refused:
        raise RuntimeError(f"The demo's own history was refused: {refused[0].reference}: {refused[0].why}")


def _residents(landlord: Landlord, secret: str) -> list[ResidentKey]:
    """Sets the known passphrases of a few live cases, found by their place among those made here."""
    keys = []
    with as_landlord(landlord.id):
        live = list(
            Complaint.objects.filter(landlord=landlord, imported=False).order_by("id")[: max(RESIDENTS) + 1]
        )
        for place, shows in RESIDENTS.items():
            if place >= len(live):
                continue
            complaint = live[place]
            words = passphrase(secret, complaint.reference)
            Complaint.objects.filter(landlord=landlord, id=complaint.id).update(
                passphrase=make_password(words)
            )
            language = "ur" if complaint.written_language == "ur" else "en"
            keys.append(
                ResidentKey(landlord.code, language, complaint.name, shows, complaint.reference, words)
            )
    return keys
