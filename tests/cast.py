"""The fixed cast: two landlords, the people who work for them, bodies of other kinds. Names and numbers are made up.

Meadowbank Homes is where most tests take place; Ferrous Valley is the other landlord, whose officer must never see,
count or guess anything of Meadowbank's. Telephone numbers are from the range kept for drama.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from putright.accounts.models import Body, BodyRole, Landlord, Person, Role
from putright.complaints.hazards.actions import classify_hazard, record_attempt
from putright.complaints.learning.actions import Lesson, record_learning
from putright.complaints.models import Complaint, Hazard
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.hazards import HazardKind, Seriousness
from putright.rules.stages import Role as RoleKind

LONDON = ZoneInfo("Europe/London")


def moment(day: date | str, hour: int = 10) -> datetime:
    """That day at that hour in England, as the `at` of an act."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


@dataclass(frozen=True)
class Cast:
    """Who there is. Each person holds the one role their name says."""

    landlord: Landlord
    other_landlord: Landlord
    officer: Person
    manager: Person
    other_manager: Person
    head: Person
    admin: Person
    front_line: Person
    leader: Person
    service_manager: Person
    member: Person
    former_officer: Person
    stranger_officer: Person
    ombudsman: Person
    adviser: Person

    def by(self, person: Person) -> By:
        """This person as the one who acts; the act itself finds the role."""
        return By.staff(person.id, "")


def make_landlord(code: str, name: str, **settings: Any) -> Landlord:
    """A landlord with every required setting."""
    return Landlord.objects.create(
        **{
            "code": code,
            "name": name,
            "homes": 12_400,
            "phone": "01632 960 100",
            "email": f"complaints@{code}.example",
            "office_address": "1 Quay Row, Example Town, ZZ1 1AA",
            "emergency_phone": "01632 960 101",
            "gas_phone": "01632 960 102",
            "languages": ["en", "ur", "ar"],
            "link_days": 30,
            "draft_days": 28,
            # Tests that are not about second readers issue letters without one.
            "policy": {"second_reader": []},
            **settings,
        }
    )


def make_person(name: str, landlord: Landlord | None = None, kind: RoleKind | None = None) -> Person:
    """A person, with a role at a landlord where one is named."""
    person = Person.objects.create(email=f"{name.lower().replace(' ', '.')}@staff.example", name=name)
    if landlord is not None and kind is not None:
        with as_landlord(landlord.id):
            Role.objects.create(landlord=landlord, person=person, kind=kind.value)
    return person


def looked_into(hazard: Hazard, by: By, at: datetime) -> None:
    """Somebody called about a danger and decided that it is no emergency and nothing significant: it may be closed."""
    record_attempt(hazard, when=at, how="call", reached=True, summary="Called", by=by, at=at)
    classify_hazard(
        hazard, seriousness=Seriousness.OTHER, kind=HazardKind.OTHER, why="Nothing of that kind", by=by, at=at
    )


def make_cast() -> Cast:
    """Makes the cast in the present database."""
    here = make_landlord("meadowbank", "Meadowbank Homes")
    there = make_landlord("ferrous-valley", "Ferrous Valley Housing")
    former = make_person("Opal Former", here, RoleKind.COMPLAINTS_OFFICER)
    with as_landlord(here.id):
        Role.objects.filter(landlord=here, person=former).update(ended_on=date(2020, 1, 1))
    ombudsman = make_person("Orla Casework")
    adviser = make_person("Ada Advice")
    for person, code, name, kind in (
        (ombudsman, "ombudsman", "Housing Ombudsman", Body.Kind.OMBUDSMAN),
        (adviser, "advice", "Quayside Advice", Body.Kind.ADVICE_AGENCY),
    ):
        body = Body.objects.create(code=code, name=name, kind=kind)
        BodyRole.objects.create(body=body, person=person)
    return Cast(
        landlord=here,
        other_landlord=there,
        officer=make_person("Olive Officer", here, RoleKind.COMPLAINTS_OFFICER),
        manager=make_person("Martin Manager", here, RoleKind.HOUSING_MANAGER),
        other_manager=make_person("Mabel Manager", here, RoleKind.HOUSING_MANAGER),
        head=make_person("Hetty Head", here, RoleKind.HEAD_OF_HOUSING),
        admin=make_person("Alan Admin", here, RoleKind.LANDLORD_ADMIN),
        front_line=make_person("Fay Frontline", here, RoleKind.FRONT_LINE),
        leader=make_person("Leah Leader", here, RoleKind.TEAM_LEADER),
        service_manager=make_person("Saul Services", here, RoleKind.SERVICE_MANAGER),
        member=make_person("Mo Member", here, RoleKind.MEMBER_RESPONSIBLE),
        former_officer=former,
        stranger_officer=make_person("Strato Officer", there, RoleKind.COMPLAINTS_OFFICER),
        ombudsman=ombudsman,
        adviser=adviser,
    )


def nothing_learned(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Writes down, with its sentence, that a case teaches nothing, so that it may be closed."""
    lesson = Lesson(nothing_because="A single slip that was put right at once.")
    record_learning(complaint, lesson, by=by, at=at)
