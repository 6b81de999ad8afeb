"""Landlords, people and roles: what is accepted, what is refused with which sentence, and the event each act notes."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from putright.accounts import actions, second_factor
from putright.accounts.models import Landlord, Person, Role
from putright.accounts.policy import Policy, policy_of, typed
from putright.accounts.queries import landlords_of, public_landlords, roles_of
from putright.cli import landlord as command
from putright.cli.__main__ import main
from putright.database.lifecycle import Server
from putright.record.chain import By, Noted, timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify_landlord
from putright.rules.stages import Role as RoleKind
from tests.accounts.steps import DEMO_SECRET, PASSWORD
from tests.cast import Cast, moment

AT = moment("2026-01-05")
BY = By.system()


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\0" * width for _row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


GOOD = actions.LandlordSettings(
    code="meadowbank",
    name="Meadowbank Homes",
    phone="01632 960100",
    emergency_phone="01632 960101",
    gas_phone="01632 960102",
    email="complaints@meadowbank.example",
    office_address="1 Quay Row",
    link_days=30,
    draft_days=28,
    languages=("ur",),
    logo=png(),
)


def events(landlord: Landlord) -> list[Noted]:
    with as_landlord(landlord.id):
        return timeline(landlord.id, ("landlord", landlord.id))


@pytest.mark.django_db
def test_a_landlord_is_added_with_one_event(db: None) -> None:
    landlord = actions.add_landlord(GOOD, by=BY, at=AT)
    assert Landlord.objects.get(code="meadowbank") == landlord
    (event,) = events(landlord)
    assert event.kind.name == "landlord.added"
    assert event.facts["code"] == "meadowbank"
    assert "logo" not in str(event.facts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"code": "Meadow Bank"}, "Give small letters, digits and single hyphens"),
        ({"code": "sign-in"}, "is an address of the service itself"),
        ({"name": " "}, "Give the landlord's name."),
        ({"phone": ""}, "The phone number for complaints is ''. Give it in digits"),
        ({"emergency_phone": "ask"}, "The phone number for emergencies is 'ask'"),
        ({"gas_phone": ""}, "The phone number for gas leaks"),
        ({"email": "nobody"}, "The email address is 'nobody'"),
        ({"office_address": ""}, "Give the address of an office"),
        ({"link_days": 0}, "A private link would live 0 days"),
        ({"draft_days": 400}, "A form that was not sent would live 400 days"),
        ({"brand_colour": "#ffcc00"}, "White text on #ffcc00 has a contrast of 1.5"),
        ({"brand_colour": "yellow"}, "'yellow' is not a colour"),
        ({"languages": ("fr",)}, "There is no language 'fr'"),
        ({"own_switch_2022": date(2022, 11, 1)}, "between 1 April and 1 October 2022"),
        ({"name": "x" * 201}, "The name has 201 characters. Give 200 at most."),
        ({"office_address": "x" * 301}, "The office address has 301 characters. Give 300 at most."),
        ({"phone": "0" * 41}, "The phone has 41 characters. Give 40 at most."),
        ({"team_name": " "}, "Give the name of the team"),
        ({"homes": -1}, "The number of homes is -1. Give a number from 0 to 10,000,000."),
        ({"homes": 10**10}, "The number of homes is 10000000000."),
        ({"logo": b"GIF89a"}, "The logo is no PNG"),
        ({"logo": png() + b"\0" * 200_000}, "Give a PNG of 200,000 bytes at most"),
        ({"logo": png(2001)}, "The logo is 2001 by 1 pixels"),
        ({"policy": {"second_raeder": []}}, "There is no policy 'second_raeder'. Give one of: "),
        ({"policy": {"second_reader": ["hazard", "luck"]}}, "Give a list of some of: hazard,"),
        ({"policy": {"second_reader_above": "500"}}, "Give whole pounds from 0 to 1,000,000"),
        ({"policy": {"extension_needs_agreement": 1}}, "Give yes or no."),
        ({"policy": {"leave_to": "http://www.example.org/"}}, "Give an address that begins with https://."),
        ({"policy": {"leave_to": "javascript:alert(1)"}}, "Give an address that begins with https://."),
        ({"policy": {"leave_to": ["https://a.example", "https://b.example"]}}, "begins with https://."),
        ({"policy": {"evidence_chase_every": 0}}, "Give days from 1 to 20, in digits."),
    ],
)
def test_a_setting_that_cannot_stand_is_refused_with_a_sentence(
    changed: dict[str, object], sentence: str
) -> None:
    with pytest.raises(actions.NotAccepted) as refused:
        actions.add_landlord(replace(GOOD, **changed), by=BY, at=AT)  # type: ignore[arg-type]
    assert len(refused.value.sentences) == 1
    assert sentence in refused.value.sentences[0]
    assert not Landlord.objects.exists()


@pytest.mark.django_db
def test_the_website_to_which_residents_leave_is_the_landlord_s_choice(db: None) -> None:
    landlord = actions.add_landlord(GOOD, by=BY, at=AT)
    assert landlord.leave_to == Policy().leave_to
    name, value = typed("leave_to=https://www.example.org/recipes")
    landlord.policy = {name: value}
    assert landlord.leave_to == policy_of(landlord).leave_to == "https://www.example.org/recipes"


@pytest.mark.django_db
def test_a_landlord_that_an_import_added_is_listed_once_it_was_given_its_settings(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    landlord = actions.add_landlord_by_name("Quay Homes", by=BY, at=AT)
    assert landlord not in public_landlords()
    change = ["change", "quay-homes", "--phone", "01632 960 001", "--email", "help@quay.example"]
    assert command.run(change) == 2
    assert "phone number for emergencies" in capsys.readouterr().err
    rest = [
        "--emergency-phone",
        "01632 960 002",
        "--gas-phone",
        "01632 960 003",
        "--office-address",
        "1 Quay",
    ]
    assert command.run([*change, *rest, "--closure-day", "2026-12-24=Christmas Eve"]) == 0
    assert landlord in public_landlords()
    changed = events(landlord)[-1]
    assert changed.kind.name == "landlord.changed"
    assert changed.facts["settings"]["phone"] == "01632 960 001"  # type: ignore[index, call-overload]
    assert changed.before["settings"]["phone"] == ""  # type: ignore[index, call-overload]
    # What was not given stays as it is, and what is as it was makes no event.
    assert command.run(change) == 0
    assert events(landlord)[-1] == changed
    landlord.refresh_from_db()
    assert (landlord.name, landlord.gas_phone) == ("Quay Homes", "01632 960 003")
    assert command.run(["change", "nowhere", "--phone", "01632 960 001"]) == 2


@pytest.mark.django_db
def test_a_landlord_decides_and_goes_back_to_the_default(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.add_landlord(GOOD, by=BY, at=AT)

    def decide(*given: str) -> Policy:
        assert command.run(["change", "meadowbank", *(f"--policy={one}" for one in given)]) == 0
        return policy_of(Landlord.objects.get(code="meadowbank"))

    assert policy_of(Landlord.objects.get(code="meadowbank")) == Policy()
    decided = decide(
        "extension_needs_agreement=yes", "second_reader=hazard, death", "second_reader_above=200"
    )
    assert decided == Policy(
        extension_needs_agreement=True,
        second_reader=frozenset({"hazard", "death"}),
        second_reader_above=200,
    )
    assert decide("second_reader=nothing").second_reader == frozenset()
    assert decide("second_reader=default", "extension_needs_agreement=") == Policy(second_reader_above=200)
    assert Landlord.objects.get(code="meadowbank").policy == {"second_reader_above": 200}
    capsys.readouterr()
    assert command.run(["policy", "meadowbank"]) == 0
    assert "second_reader_above\t200\tpounds;" in capsys.readouterr().out
    for wrong in ("second_reader", "second_reader_above=much", "agreement=yes"):
        assert command.run(["change", "meadowbank", "--policy", wrong]) == 2
        assert "Give " in capsys.readouterr().err
    assert command.run(["policy", "nowhere"]) == 2


def test_all_that_is_wrong_is_said_at_once_and_no_landlord_twice() -> None:
    with pytest.raises(actions.NotAccepted) as refused:
        actions.add_landlord(replace(GOOD, phone="", gas_phone="", link_days=0), by=BY, at=AT)
    assert len(refused.value.sentences) == 3
    actions.add_landlord(GOOD, by=BY, at=AT)
    with pytest.raises(actions.NotAccepted) as refused:
        actions.add_landlord(GOOD, by=BY, at=AT)
    assert len(refused.value.sentences) == 2


@pytest.mark.django_db
def test_a_person_is_added_with_a_role_and_can_be_blanked(db: None) -> None:
    landlord = actions.add_landlord(GOOD, by=BY, at=AT)
    person = actions.add_person(
        landlord, email=" Ann@Example.ORG ", name="Ann", role=RoleKind.HOUSING_MANAGER, by=BY, at=AT
    )
    assert person.email == "ann@example.org"
    assert not person.has_usable_password()
    added, given = events(landlord)[1:]
    assert (added.kind.name, given.kind.name) == ("person.added", "role.given")
    assert added.personal["email"] == "ann@example.org"
    assert "ann@" not in str(added.facts), "personal text lies beside the chain"
    assert given.facts == {"person": str(person.id), "role": "housing_manager"}


@pytest.mark.django_db
def test_who_works_for_two_landlords_has_one_account(cast: Cast) -> None:
    again = actions.add_person(
        cast.other_landlord,
        email=cast.officer.email.upper(),
        name="Another Spelling",
        role=RoleKind.COMPLAINTS_OFFICER,
        by=BY,
        at=AT,
    )
    assert again == cast.officer
    assert {each.code for each in landlords_of(cast.officer)} == {"meadowbank", "ferrous-valley"}
    assert "person.added" not in {each.kind.name for each in events(cast.other_landlord)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "ann"}, "The email address is 'ann'"),
        ({"name": ""}, "Give the person's name."),
        ({"name": "x" * 201}, "The name has 201 characters. Give 200 at most."),
        ({"job_title": "x" * 121}, "The job title has 121 characters."),
        ({"phone": "0" * 41}, "The phone has 41 characters."),
        ({"email": "a" * 60 + "@" + "b" * 63 + ".example" * 20}, "The email has "),
        ({"role": RoleKind.RESIDENT}, "'resident' is no role of staff"),
    ],
)
def test_a_person_who_cannot_stand_is_refused(cast: Cast, changed: dict[str, object], sentence: str) -> None:
    given: dict[str, object] = {"email": "ann@example.org", "name": "Ann", "role": RoleKind.HOUSING_MANAGER}
    before = Person.objects.count(), len(events(cast.landlord))
    with pytest.raises(actions.NotAccepted, match=sentence):
        actions.add_person(cast.landlord, by=BY, at=AT, **(given | changed))  # type: ignore[arg-type]
    assert (Person.objects.count(), len(events(cast.landlord))) == before


@pytest.mark.django_db
def test_a_role_is_given_ended_and_given_again(cast: Cast) -> None:
    role, now = RoleKind.COMPLAINTS_OFFICER, timezone.now()
    with pytest.raises(actions.NotAccepted, match="holds the role complaints_officer at"):
        actions.give_role(cast.officer, cast.landlord, role, by=BY, at=now)
    ended = actions.end_role(cast.officer, cast.landlord, role, by=BY, at=now)
    assert ended.ended_on == timezone.localdate(now)
    assert not roles_of(cast.officer)
    with pytest.raises(actions.NotAccepted, match="does not hold the role"):
        actions.end_role(cast.officer, cast.landlord, role, by=BY, at=now)
    actions.give_role(cast.officer, cast.landlord, role, by=BY, at=now)
    assert [each.kind for each in roles_of(cast.officer)] == [role.value]
    with as_landlord(cast.landlord.id):
        assert Role.objects.filter(person=cast.officer).count() == 1
    assert [each.kind.name for each in events(cast.landlord)] == ["role.ended", "role.given"]


@pytest.mark.django_db
def test_an_event_that_cannot_be_noted_takes_the_act_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError("the record is full")

    monkeypatch.setattr(actions, "note", fails)
    with pytest.raises(RuntimeError):
        actions.end_role(cast.officer, cast.landlord, RoleKind.COMPLAINTS_OFFICER, by=BY, at=AT)
    assert roles_of(cast.officer)


@pytest.mark.django_db
def test_stopping_a_person_is_noted_where_they_work(cast: Cast) -> None:
    actions.stop_person(cast.officer, by=BY, at=AT)
    assert [each.kind.name for each in events(cast.landlord)] == ["person.stopped"]
    assert not events(cast.other_landlord)


@pytest.mark.django_db
def test_asking_for_roles_leaves_the_transactions_landlord_as_it_was(cast: Cast) -> None:
    with as_landlord(cast.other_landlord.id):
        assert roles_of(cast.officer)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('putright.landlord'), current_setting('putright.person')")
            assert cursor.fetchone() == (str(cast.other_landlord.id), "")


@pytest.mark.django_db
def test_the_demos_second_factor_follows_from_its_secret(cast: Cast) -> None:
    second_factor.provision(cast.officer, password=PASSWORD, demo_secret=DEMO_SECRET)
    first = second_factor.present_code(cast.officer)
    noted = len(events(cast.landlord))
    second_factor.provision(cast.officer, password=PASSWORD, demo_secret=DEMO_SECRET)
    assert len(events(cast.landlord)) == noted, "a second start of the demo changes nothing"
    assert len(first) == 6
    second_factor.provision(cast.officer, password=PASSWORD, demo_secret="another")
    second_factor.provision(cast.manager, password=PASSWORD, demo_secret="another")
    assert second_factor.present_code(cast.officer) != second_factor.present_code(cast.manager)
    with pytest.raises(second_factor.NoSecondFactor, match="Hetty Head has set up no app"):
        second_factor.present_code(cast.head)


@dataclass(frozen=True)
class Said:
    """What a command gave back and printed."""

    code: int
    out: str
    err: str


ADD = (
    *("landlord", "add", "quayside", "Quayside Homes", "--phone", "01632 960100"),
    *("--emergency-phone", "01632 960101", "--gas-phone", "01632 960102"),
    *("--email", "complaints@quayside.example", "--office-address", "1 Quay Row"),
    *("--link-days", "30", "--draft-days", "28"),
)


def test_landlords_and_people_by_command(
    own_database: str,
    test_server: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    # As the application alone, as a service is run: whether to migrate is not its question.
    monkeypatch.setenv("DATABASE_URL", test_server.url(own_database))
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)

    def run(*words: str) -> Said:
        capsys.readouterr()
        return Said(main(list(words)), *capsys.readouterr())

    logo = tmp_path / "logo.png"
    logo.write_bytes(png())
    added = run(*ADD, "--logo", str(logo), "--language", "ur", "--closure-day", "2026-12-24=Christmas Eve")
    assert added.code == 0, added.err
    assert run("landlord", "list").out == "quayside\tQuayside Homes\t0\n"
    refused = run(*ADD, "--brand-colour", "#ffff00")
    assert refused.code == 2
    assert "White text on #ffff00" in refused.err
    late = run(*ADD, "--closure-day", "24 December")
    assert (late.code, "Write a date as" in late.err) == (2, True)
    ann = ["--landlord", "quayside", "--email", "ann@quayside.example"]
    person = run("person", "add", *ann, "--name", "Ann", "--role", "housing_manager")
    assert person.code == 0, person.err
    assert "/sign-in/password/new/" in person.out
    twice = run("person", "add", *ann, "--name", "Ann", "--role", "housing_manager")
    assert (twice.code, "already" in twice.err) == (2, True)
    strange = run("person", "stop", "--email", "nobody@quayside.example")
    assert (strange.code, "Nobody signs in with" in strange.err) == (2, True)
    assert run("person", "stop", "--email", "ann@quayside.example").code == 0
    landlord = Landlord.objects.get(code="quayside")
    assert landlord.closure_days == [{"day": "2026-12-24", "name": "Christmas Eve"}]
    assert [each.kind.name for each in events(landlord)] == [
        "landlord.added",
        "person.added",
        "role.given",
        "person.password_address_made",
        "person.stopped",
    ]
    assert not verify_landlord(landlord.id).problems
