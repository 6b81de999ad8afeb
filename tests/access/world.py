"""The world of the access tests: two landlords, three cases, and every visitor of the fixed cast at a browser.

Everybody comes in as they would in life: residents by a link or a passphrase, staff through the sign-in pages.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.http.cookie import SimpleCookie
from django.test import Client
from django.utils import timezone

from putright.accounts.links import make_link
from putright.accounts.models import Landlord, Person
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Received, Told
from putright.complaints.models import Complaint, Hazard, Letter, Promise
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.stages import Role
from tests.access.areas import AREAS
from tests.accounts.steps import can_sign_in, enter_password, forget_used_codes, sign_in, with_password_alone
from tests.cast import Cast, make_cast, make_person

# What an attacker would type. No page may hold it as markup, whoever reads it.
HOSTILE = "</title></textarea><script>alert('x')</script>\"' onmouseover=alert(1) {{ 7*7 }} %s %(a)s"
RESIDENT = By.resident()

# The columns of the tables, in their order.
VISITORS: dict[str, str] = {
    "str": "a stranger",
    "lnk": "the resident, by a private link",
    "nbr": "a neighbour: a resident of the same landlord, by the link to another case",
    "exp": "somebody with a link that has expired",
    "pas": "the resident, by reference and passphrase",
    "off": "a complaints officer",
    "mgr": "the housing manager who handles the case",
    "oth": "another housing manager",
    "hed": "the Head of Housing",
    "adm": "the landlord's administrator",
    "frt": "somebody who takes the calls",
    "ldr": "the team leader",
    "srv": "the manager of a service",
    "mrc": "the Member Responsible for Complaints",
    "fmr": "a former officer, whose role has ended",
    "frn": "the other landlord's officer",
    "omb": "a caseworker of the Ombudsman",
    "adv": "an adviser of an advice agency",
    "pwd": "an officer who signed in with a password and has set up no second factor",
    "dea": "an officer who was stopped while signed in",
}


@dataclass(frozen=True)
class Case:
    """A case that was answered at stage 1, with its letters, promises and keys."""

    complaint: Complaint
    received: Received
    letter: Letter
    kept: Promise
    planned: Promise
    hazard: Hazard


@dataclass(frozen=True)
class World:
    cast: Cast
    mine: Case
    neighbours: Case
    elsewhere: Case
    expired_token: str
    # Of a colleague who is not among the visitors.
    passkey: Authenticator
    # The cookies of each visitor who has come in.
    keys: dict[str, SimpleCookie] = field(default_factory=dict)
    # What stands in the addresses of a case, once it was looked up.
    known: dict[UUID, dict[str, Any]] = field(default_factory=dict)


def told(words: str = HOSTILE) -> Told:
    return Told(
        words=words,
        more_points=(HOSTILE,),
        wanted=("work", "other"),
        wanted_other=words,
        name=words[:200],
        called=words[:100],
        address=words[:300],
        postcode="ZZ9 9ZZ",
        contact_ways=("phone", "email"),
        phone="07700 900 123",
        email="tamsin@resident.example",
        safe_times=words[:200],
        spoken_language=words[:60],
    )


def answered_case(landlord: Landlord, officer: Person, manager: Person) -> Case:
    """A case of this landlord that was received eight days ago and answered today, acts and all."""
    now = timezone.now()
    by_officer, by_manager = By.staff(officer.id, ""), By.staff(manager.id, "")
    # Drawing the paper takes most of an act's time, and no door looks at it.
    paper = mock.patch.object(letters, "pdf", return_value=b"%PDF-1.7 stands for the paper")
    with as_landlord(landlord.id), paper:
        received = actions.raise_complaint(landlord, told(), by=RESIDENT, at=now - timedelta(days=8))
        complaint = received.complaint
        hazard = actions.open_hazard(
            landlord, complaint=complaint, danger="yes", words=HOSTILE, by=RESIDENT, at=now
        )
        texts: dict[str, Any] = {"points": [HOSTILE, HOSTILE], "outcomes": HOSTILE, "outside": HOSTILE}
        actions.define(complaint, **texts, by=by_officer, at=now)
        actions.acknowledge(complaint, 1, by=by_officer, at=now)
        actions.allocate(complaint, manager, stage=1, by=by_officer, at=now)
        actions.record_contact(
            complaint,
            on=timezone.localdate(now),
            channel="phone",
            outgoing=True,
            who=HOSTILE[:200],
            summary=HOSTILE,
            by=by_officer,
            at=now,
        )
        for point in complaint.points.all():
            finding = FindingDraft("agree", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
            actions.record_finding(complaint, point, 1, finding, by=by_manager, at=now)
        due = timezone.localdate(now) + timedelta(days=30)
        for _number in range(2):
            actions.plan_promise(
                complaint, 1, action=HOSTILE, due_on=due, owner=manager, by=by_manager, at=now
            )
        letter = actions.answer(complaint, 1, by=by_manager, at=now)
        kept, promised = Promise.objects.filter(landlord=landlord, complaint=complaint).order_by("id")
        actions.keep_promise(kept, on=timezone.localdate(now), proof=HOSTILE, by=by_manager, at=now)
        # By hand: no act leaves one behind that no letter has promised, and its address must hold all the same.
        planned = Promise.objects.create(
            landlord=landlord, complaint=complaint, stage=1, action=HOSTILE, due_on=due, owner=manager
        )
        kept.refresh_from_db()
        assert promised.promised_on and planned.promised_on is None
    return Case(complaint, received, letter, kept, planned, hazard)


def make_world() -> World:
    cast = make_cast()
    there = make_person("Strata Manager", cast.other_landlord, Role.HOUSING_MANAGER)
    mine = answered_case(cast.landlord, cast.officer, cast.manager)
    with as_landlord(cast.landlord.id):
        long_ago = timezone.now() - timedelta(days=cast.landlord.link_days, minutes=1)
        expired = make_link(cast.landlord, mine.complaint.id, at=long_ago)
    colleague = make_person("Pascal Passkey", cast.landlord, Role.COMPLAINTS_OFFICER)
    passkey = Authenticator.objects.create(
        user_id=colleague.pk,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": HOSTILE, "credential": {"id": "none"}},
    )
    world = World(
        cast=cast,
        mine=mine,
        neighbours=answered_case(cast.landlord, cast.officer, cast.manager),
        elsewhere=answered_case(cast.other_landlord, cast.stranger_officer, there),
        expired_token=expired,
        passkey=passkey,
    )
    for area in AREAS:
        area.make(world)
    for name, come_in in ways_in(world).items():
        cache.clear()
        world.keys[name] = come_in().cookies
    cache.clear()
    return world


# At the browser


def page(world: World, rest: str, landlord: Landlord | None = None) -> str:
    return f"/{(landlord or world.cast.landlord).code}/en/{rest}"


def with_link(world: World, token: str) -> Client:
    client = Client()
    client.get(page(world, f"link/{token}/"))
    return client


def with_passphrase(world: World) -> Client:
    client = Client()
    typed = {
        "reference": world.mine.complaint.reference,
        "passphrase": world.mine.received.passphrase,
    }
    assert client.post(page(world, "find/"), typed).status_code == 302
    return client


def signed_in(person: Person) -> Client:
    client = Client()
    sign_in(client, can_sign_in(person))
    forget_used_codes()
    return client


def with_password(world: World) -> Client:
    person = with_password_alone(make_person("Nora Newcomer", world.cast.landlord, Role.COMPLAINTS_OFFICER))
    client = Client()
    assert enter_password(client, person).status_code == 302
    return client


def stopped(world: World) -> Client:
    person = make_person("Gerda Gone", world.cast.landlord, Role.COMPLAINTS_OFFICER)
    client = signed_in(person)
    Person.objects.filter(id=person.id).update(is_active=False)
    return client


def ways_in(world: World) -> dict[str, Callable[[], Client]]:
    """How each visitor comes in, as far as they can; gives their browser."""
    cast = world.cast
    return {
        "str": Client,
        "lnk": lambda: with_link(world, world.mine.received.link_token),
        "nbr": lambda: with_link(world, world.neighbours.received.link_token),
        "exp": lambda: with_link(world, world.expired_token),
        "pas": lambda: with_passphrase(world),
        "off": lambda: signed_in(cast.officer),
        "mgr": lambda: signed_in(cast.manager),
        "oth": lambda: signed_in(cast.other_manager),
        "hed": lambda: signed_in(cast.head),
        "adm": lambda: signed_in(cast.admin),
        "frt": lambda: signed_in(cast.front_line),
        "ldr": lambda: signed_in(cast.leader),
        "srv": lambda: signed_in(cast.service_manager),
        "mrc": lambda: signed_in(cast.member),
        "fmr": lambda: signed_in(cast.former_officer),
        "frn": lambda: signed_in(cast.stranger_officer),
        "omb": lambda: signed_in(cast.ombudsman),
        "adv": lambda: signed_in(cast.adviser),
        "pwd": lambda: with_password(world),
        "dea": lambda: stopped(world),
    }


def browsers(world: World, *only: str) -> dict[str, Client]:
    """A browser for each visitor (for `only` these), in which they have come in: that was done with the world."""
    assert list(world.keys) == list(VISITORS)
    cache.clear()
    found = {name: Client() for name in only or VISITORS}
    for name, browser in found.items():
        # A copy: one visitor may come in at several browsers.
        browser.cookies = deepcopy(world.keys[name])
    return found


def same_cookies(client: Client) -> Callable[[], None]:
    """Gives a function that puts the browser's cookies back: a request may have taken one away."""
    before = client.cookies.output()
    kept = {name: morsel.value for name, morsel in client.cookies.items()}

    def put_back() -> None:
        if client.cookies.output() != before:
            client.cookies = SimpleCookie(kept)

    return put_back


def parts(world: World, case: Case | None = None) -> dict[str, Any]:
    """What stands in the addresses of a real case, by the names that the addresses use."""
    case = case or world.mine
    if case.complaint.id not in world.known:
        world.known[case.complaint.id] = _parts(world, case)
    return world.known[case.complaint.id]


def _parts(world: World, case: Case) -> dict[str, Any]:
    return {
        "landlord": world.cast.landlord.code,
        "language": "en",
        "reference": case.complaint.reference,
        "letter": case.letter.id,
        "promise": case.kept.id,
        "hazard": case.hazard.id,
        "stage": 1,
        "number": 1,
        "page": "what-went-wrong",
        "token": case.received.link_token,
        "digest": "0123abcd",
        "pk": world.passkey.pk,
        "uidb36": "0",
        "key": "1-2",
        "provider_id": "none",
    } | {name: value for area in AREAS for name, value in area.parts(world, case).items()}
