"""The people of the demo's cases: a restricted case, representatives of each kind, and an advice agency's clients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from putright.accounts.actions import add_body, join_body, report_to
from putright.accounts.models import Body, Landlord, Person
from putright.complaints.actions import Received
from putright.complaints.conflicts.actions import restrict
from putright.complaints.representatives.actions import Named, name_representative
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .cast import ADVISER, AGENCY


@dataclass(frozen=True)
class Spoken:
    """Somebody who speaks for the resident of a case: its place among the live ones, and what is known of them."""

    place: int
    named: Named
    permission: str
    scope: tuple[str, ...]
    note: str = ""
    days: int | None = None
    # Whether they are of the demo's advice agency.
    agency: bool = False


# Whom each reports to: the line that a complaint about somebody is closed to.
LINES = {
    "meadowbank": (
        ("olive", "leah"),
        ("leah", "hetty"),
        ("martin", "hetty"),
        ("mabel", "hetty"),
        ("fay", "leah"),
    ),
    "tidewell": (("tess", "ruth"), ("desmond", "ruth")),
}
ADVISES = Named(
    name=ADVISER.name,
    organisation=AGENCY[1],
    role="advice_agency",
    reference="QA/2291",
    phone="01632 960 771",
    email=ADVISER.email,
    hours="Monday to Thursday, 10 to 3",
)
ALL = ("talk", "letters", "decide")
SPOKEN: Mapping[str, Sequence[Spoken]] = {
    "meadowbank": (
        Spoken(0, ADVISES, "with_them", ALL, agency=True),
        Spoken(6, ADVISES, "signed_form", ("talk", "letters"), "Scanned with the tenancy file", 60, True),
        Spoken(
            3,
            Named(name="Councillor Perrin Oxbow", role="councillor", email="p.oxbow@council.example"),
            "with_them",
            ("talk",),
        ),
        Spoken(
            4,
            Named(name="Delia Marchmont", organisation="House of Commons", role="mp", reference="DM/88213"),
            "signed_form",
            ("talk", "letters"),
            "Sent with the MP’s letter",
        ),
        Spoken(
            9,
            Named(name="Rufus Holloway", organisation="Bridge Street Support", role="support_worker"),
            "ask",
            ("talk",),
        ),
        Spoken(
            10,
            Named(name="Vera Fothergill", organisation="Fothergill and Sons", role="solicitor"),
            "with_them",
            ALL,
            days=14,
        ),
        Spoken(
            11,
            Named(name="Edmund Larkspurr", role="attorney", phone="07700 900 312"),
            "legal",
            ALL,
            "Lasting power of attorney for property, seen on paper",
        ),
        Spoken(
            13,
            Named(name="Nurse Iris Pennywell", organisation="Ward 6", role="other"),
            "cannot",
            ("talk",),
            "The resident is in hospital and cannot speak",
        ),
    ),
    "tidewell": (Spoken(3, ADVISES, "with_them", ("talk", "letters"), agency=True),),
}
# The case about a member of staff: its place, and whom it names.
RESTRICTED = {"meadowbank": (5, "mabel")}


def adviser(now: datetime) -> Person:
    """The agency's one adviser, made with the agency where they are not there yet."""
    found = Person.objects.filter(email=ADVISER.email).first()
    if found is not None:
        return found
    body = add_body(*AGENCY, Body.Kind.ADVICE_AGENCY.value, by=By.system(), at=now)
    return join_body(
        body, email=ADVISER.email, name=ADVISER.name, phone=ADVISES.phone, by=By.system(), at=now
    )


def speak_and_restrict(
    landlord: Landlord, people: Mapping[str, Person], live: Sequence[Received], now: datetime
) -> None:
    """Writes down who reports to whom, who speaks for whom, and which case somebody must not open."""
    for person, manager in LINES.get(landlord.code, ()):
        report_to(people[person], landlord, people[manager], by=By.system(), at=now)
    officer = people[{"meadowbank": "olive", "tidewell": "tess"}.get(landlord.code, "lou")]
    by, today = By.staff(officer.id, ""), timezone.localdate(now)
    with as_landlord(landlord.id):
        for one in SPOKEN.get(landlord.code, ()):
            _name(one, live[one.place], by, today, now)
        if landlord.code in RESTRICTED:
            place, who = RESTRICTED[landlord.code]
            restrict(
                live[place].complaint,
                people[who],
                kind="complained_of",
                reason="The resident complains of how she was spoken to on the phone, and names her.",
                by=by,
                at=now,
            )


def _name(one: Spoken, received: Received, by: By, today: date, now: datetime) -> None:
    body = Body.objects.get(code=AGENCY[0]) if one.agency else None
    name_representative(
        received.complaint,
        Named(**{**vars(one.named), "body": body}),
        permission=one.permission,
        note_on_permission=one.note,
        scope=one.scope,
        until=today + timedelta(days=one.days) if one.days else None,
        by=by,
        at=now,
    )
