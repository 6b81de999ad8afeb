"""Acts on landlords, people and roles. Each is one event in the landlord's own chain, in the same
transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from putright.record import tenancy
from putright.record.chain import By, note
from putright.record.ids import uuid7
from putright.record.kinds import Kind
from putright.rules.stages import Role as RoleKind
from putright.ui import contrast

from . import kinds, lines
from .doors import STAFF
from .models import Body, BodyRole, Landlord, Line, Person, Role
from .policy import WrongPolicy, read_policy
from .queries import landlords_of

# First parts of addresses that are not a landlord's.
RESERVED = frozenset({"advice", "equality", "make-things-right", "sign-in", "static"})
LOGO_BYTES = 200_000
LOGO_PIXELS = 2000
MOST_HOMES = 10_000_000
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_PHONE = re.compile(r"\+?[0-9][0-9 ]{4,}\Z")


class NotAccepted(ValueError):
    """What was given cannot stand; `sentences` say, one for each wrong thing, what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, kw_only=True)
class LandlordSettings:
    """What a landlord's pages need. Phones and lifetimes have no default: a wrong one would be worse than a
    question.

    link_days, draft_days  how many days a resident's private link and an unsent form live
    own_switch_2022        the landlord's own day of going over to the 2022 edition, 1 April to 1 October 2022
    logo                   the bytes of a PNG
    closure_days           {"day": ISO date, "name": text}: shown beside dates, never counted out
    policy                 what the Code leaves to the landlord, by the names of `policy.Policy`
    """

    code: str
    name: str
    phone: str
    emergency_phone: str
    gas_phone: str
    email: str
    office_address: str
    link_days: int
    draft_days: int
    homes: int = 0
    text_phone: str = ""
    team_name: str = "Complaints team"
    brand_colour: str = "#1d4f91"
    logo: bytes | None = None
    languages: Sequence[str] = ()
    own_switch_2022: date | None = None
    closure_days: Sequence[Mapping[str, str]] = field(default_factory=tuple)
    policy: Mapping[str, Any] = field(default_factory=dict)

    def wrong(self) -> tuple[str, ...]:
        """A sentence for each setting that cannot stand, saying what to give instead; none where all is
        well.
        """
        found = [*_wrong_code(self.code), *_wrong_colour(self.brand_colour)]
        if not self.name.strip():
            found.append("Give the landlord's name.")
        for words, phone in (
            ("phone number for complaints", self.phone),
            ("phone number for emergencies", self.emergency_phone),
            ("phone number for gas leaks", self.gas_phone),
        ):
            if not _PHONE.match(phone):
                found.append(f"The {words} is {phone!r}. Give it in digits, like 01632 960001.")
        if self.text_phone and not _PHONE.match(self.text_phone):
            found.append(
                f"The number for texts is {self.text_phone!r}. Give it in digits, like 07700 900001."
            )
        found.extend(_wrong_email(self.email))
        found.extend(
            _too_long(
                Landlord,
                name=self.name,
                phone=self.phone,
                emergency_phone=self.emergency_phone,
                gas_phone=self.gas_phone,
                text_phone=self.text_phone,
                email=self.email,
                office_address=self.office_address,
                team_name=self.team_name,
            )
        )
        if not self.team_name.strip():
            found.append("Give the name of the team that handles complaints.")
        if not 0 <= self.homes <= MOST_HOMES:
            found.append(f"The number of homes is {self.homes}. Give a number from 0 to {MOST_HOMES:,}.")
        if not self.office_address.strip():
            found.append("Give the address of an office where somebody can complain in person or by post.")
        for words, days in (("private link", self.link_days), ("form that was not sent", self.draft_days)):
            if not 1 <= days <= 365:
                found.append(f"A {words} would live {days} days. Give a number of days from 1 to 365.")
        for code in set(self.languages) - {code for code, _name in settings.LANGUAGES}:
            found.append(f"There is no language {code!r}. Give some of: {_codes_of_languages()}.")
        if self.own_switch_2022 and not date(2022, 4, 1) <= self.own_switch_2022 <= date(2022, 10, 1):
            found.append("The own switch to the 2022 edition lies between 1 April and 1 October 2022.")
        if self.logo is not None:
            found.extend(_wrong_logo(self.logo))
        try:
            read_policy(self.policy)
        except WrongPolicy as error:
            found.append(str(error))
        return tuple(found)


def add_landlord(given: LandlordSettings, *, by: By, at: datetime) -> Landlord:
    """Adds a landlord, the tenant of all that follows. Raises NotAccepted for settings that cannot stand."""
    wrong = list(given.wrong())
    if Landlord.objects.filter(code=given.code).exists():
        wrong.append(f"There is a landlord with the code {given.code!r} already. Choose another.")
    if Landlord.objects.filter(name=given.name).exists():
        wrong.append(f"There is a landlord named {given.name!r} already.")
    if wrong:
        raise NotAccepted(*wrong)
    landlord_id = uuid7()
    plain = {name: getattr(given, name) for name in given.__dataclass_fields__}
    plain |= {"languages": list(given.languages), "closure_days": [dict(one) for one in given.closure_days]}
    plain["policy"] = dict(given.policy)
    with tenancy.as_landlord(landlord_id):
        landlord = Landlord.objects.create(id=landlord_id, **plain)
        shown = {name: value for name, value in plain.items() if name not in {"code", "logo"}}
        _note(landlord, kinds.LANDLORD_ADDED, by=by, at=at, facts={"code": given.code, "settings": shown})
    return landlord


def change_landlord(code: str, changes: Mapping[str, Any], *, by: By, at: datetime) -> Landlord:
    """Changes settings of the landlord of that code: `changes` by the names of `LandlordSettings`.

    Complaints keep the edition they were made under, also where the day of the landlord's own switch changes. Raises
    NotAccepted for a code that is not there and for settings that cannot stand.
    """
    with transaction.atomic():
        landlord = Landlord.objects.select_for_update().filter(code=code).first()
        if landlord is None:
            raise NotAccepted(f"There is no landlord {code!r}: `putright landlord list` names them.")
        before = {name: getattr(landlord, name) for name in LandlordSettings.__dataclass_fields__}
        if before["logo"] is not None:
            before["logo"] = bytes(before["logo"])
        wrong = list(LandlordSettings(**before | dict(changes)).wrong())
        if Landlord.objects.filter(name=changes.get("name", landlord.name)).exclude(id=landlord.id).exists():
            wrong.append(f"There is a landlord named {changes['name']!r} already.")
        if wrong:
            raise NotAccepted(*wrong)
        changed = {name: value for name, value in changes.items() if value != before[name]}
        if not changed:
            return landlord
        for name, value in changed.items():
            setattr(landlord, name, value)
        landlord.save(update_fields=list(changed))
        with tenancy.as_landlord(landlord.id):
            _note(
                landlord,
                kinds.LANDLORD_CHANGED,
                by=by,
                at=at,
                facts={"settings": {name: value for name, value in changed.items() if name != "logo"}},
                before={"settings": {name: before[name] for name in changed if name != "logo"}},
            )
    return landlord


def add_landlord_by_name(name: str, *, by: By, at: datetime) -> Landlord:
    """Adds a landlord that an import names, with its contact settings still empty.

    `putright landlord change` fills them.

    The code is made from the name. It is left out of the public list until it has a phone number, so that no
    resident meets a page without one. Raises NotAccepted for a name that gives no code.
    """
    code = slugify(name)[:40].strip("-")
    taken = set(Landlord.objects.filter(code__startswith=code[:36]).values_list("code", flat=True))
    code = next(
        (
            made
            for made in (code, *(f"{code[:36]}-{number}" for number in range(2, 1000)))
            if made not in taken
        ),
        "",
    )
    wrong = _wrong_code(code)
    if wrong:
        raise NotAccepted(
            f"The name {name!r} gives no code for an address. Add the landlord first, with a code."
        )
    landlord_id = uuid7()
    with tenancy.as_landlord(landlord_id):
        landlord = Landlord.objects.create(id=landlord_id, code=code, name=name, link_days=30, draft_days=28)
        _note(landlord, kinds.LANDLORD_ADDED, by=by, at=at, facts={"code": code, "settings": {"name": name}})
    return landlord


def add_person(
    landlord: Landlord,
    *,
    email: str,
    name: str,
    role: RoleKind,
    by: By,
    at: datetime,
    job_title: str = "",
    phone: str = "",
) -> Person:
    """Adds somebody who works for `landlord` in the role `role`, without a password yet (see
    `password_address`).

    Who signs in here already, for another landlord, keeps their account and gets the role besides. Raises
    NotAccepted for an address or a role that cannot stand, and where the person has that role already.
    """
    email = email.strip().lower()
    wrong = list(_wrong_email(email))
    if not name.strip():
        wrong.append("Give the person's name.")
    wrong.extend(_too_long(Person, name=name, email=email, job_title=job_title, phone=phone))
    if wrong:
        raise NotAccepted(*wrong)
    with tenancy.as_landlord(landlord.id):
        person, made = _person(email, name, job_title=job_title, phone=phone)
        if made:
            _note(
                landlord,
                kinds.PERSON_ADDED,
                by=by,
                at=at,
                facts={"person": person.id},
                personal={"name": person.name, "email": email, "job_title": job_title, "phone": phone},
            )
        give_role(person, landlord, role, by=by, at=at)
    return person


def _person(email: str, name: str, **more: str) -> tuple[Person, bool]:
    """The person who signs in with that address, made where there is none; and whether they were made."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is not None:
        return person, False
    person = Person(email=email, name=name.strip(), **more)
    person.set_unusable_password()
    person.save(force_insert=True)
    # The administrator vouches for the address; the package asks for a row of its own.
    EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    return person, True


def give_role(person: Person, landlord: Landlord, role: RoleKind, *, by: By, at: datetime) -> Role:
    """Gives a role at a landlord, from now on. Raises NotAccepted for a role that staff cannot hold or hold
    already.
    """
    if role not in STAFF:
        raise NotAccepted(f"{role.value!r} is no role of staff. Give one of: {', '.join(sorted(STAFF))}.")
    with tenancy.as_landlord(landlord.id):
        held = (
            Role.objects.select_for_update().filter(landlord=landlord, person=person, kind=role.value).first()
        )
        if held is not None and (held.ended_on is None or held.ended_on > timezone.localdate(at)):
            raise NotAccepted(f"{person.name} holds the role {role.value} at {landlord.name} already.")
        if held is None:
            held = Role.objects.create(landlord=landlord, person=person, kind=role.value)
        else:
            held.ended_on = None
            held.save(update_fields=["ended_on"])
        _note(landlord, kinds.ROLE_GIVEN, by=by, at=at, facts={"person": person.id, "role": role.value})
    return held


def end_role(
    person: Person, landlord: Landlord, role: RoleKind, *, by: By, at: datetime, on: date | None = None
) -> Role:
    """Ends a role on the day `on` (today where none is given): on that day it opens nothing any more.

    Raises NotAccepted where the person does not hold it.
    """
    with tenancy.as_landlord(landlord.id):
        held = (
            Role.objects.select_for_update().filter(landlord=landlord, person=person, kind=role.value).first()
        )
        if held is None or held.ended_on is not None:
            raise NotAccepted(f"{person.name} does not hold the role {role.value} at {landlord.name}.")
        held.ended_on = on or timezone.localdate(at)
        held.save(update_fields=["ended_on"])
        _note(
            landlord,
            kinds.ROLE_ENDED,
            by=by,
            at=at,
            facts={"person": person.id, "role": role.value, "ended_on": held.ended_on},
        )
    return held


def report_to(person: Person, landlord: Landlord, manager: Person | None, *, by: By, at: datetime) -> None:
    """Writes down whom a person reports to at a landlord (None: nobody).

    A complaint about somebody is closed to those they report to and to those who report to them: such cases are
    worked out anew here, in the same transaction. Raises NotAccepted for somebody who has no role there, and where
    the line would lead back to the person.
    """
    with tenancy.as_landlord(landlord.id):
        # One at a time: two that are right alone could make a ring together.
        list(Line.objects.select_for_update().filter(landlord=landlord))
        for one in (person, *([manager] if manager else [])):
            if not Role.objects.filter(landlord=landlord, person=one).exists():
                raise NotAccepted(f"{one.name} has no role at {landlord.name}. Give them one first.")
        line = lines.lines_of(landlord)
        before = line.get(person.id)
        if manager is not None and person.id in (manager.id, *lines.above(line, manager.id)):
            raise NotAccepted(f"{manager.name} reports to {person.name} already, or is the same person.")
        if before == (manager.id if manager else None):
            return
        if manager is None:
            Line.objects.filter(landlord=landlord, person=person).delete()
        else:
            Line.objects.update_or_create(landlord=landlord, person=person, defaults={"reports_to": manager})
        _note(
            landlord,
            kinds.LINE_SET,
            by=by,
            at=at,
            facts={"person": person.id, "reports_to": manager.id if manager else None},
            before={"person": person.id, "reports_to": before},
        )
        lines.tell_of_change(landlord, at)


def add_body(code: str, name: str, kind: str, *, by: By, at: datetime) -> Body:
    """Adds a body that is no landlord: an advice agency, the Ombudsman. Raises NotAccepted for what cannot stand."""
    wrong = [*_wrong_code(code), *_too_long(Body, name=name)]
    if not name.strip():
        wrong.append("Give the body's name.")
    if kind not in Body.Kind.values:
        wrong.append(f"There is no kind of body {kind!r}. Give one of: {', '.join(Body.Kind.values)}.")
    if Body.objects.filter(Q(code=code) | Q(name=name.strip())).exists():
        wrong.append(f"There is a body with the code {code!r} or the name {name!r} already.")
    if wrong:
        raise NotAccepted(*wrong)
    with transaction.atomic():
        body = Body.objects.create(code=code, name=name.strip(), kind=kind)
        facts = {"code": code, "name": body.name, "kind": kind}
        _note_body(body, kinds.BODY_ADDED, by=by, at=at, facts=facts)
    return body


def join_body(body: Body, *, email: str, name: str, by: By, at: datetime, phone: str = "") -> Person:
    """Adds somebody who works for a body, without a password yet (see `password_address`).

    It opens no case by itself: a referral or an authority does. Raises NotAccepted for an address that cannot stand,
    and where the person belongs to it already.
    """
    email = email.strip().lower()
    wrong = list(_wrong_email(email))
    if not name.strip():
        wrong.append("Give the person's name.")
    wrong.extend(_too_long(Person, name=name, email=email, phone=phone))
    if wrong:
        raise NotAccepted(*wrong)
    with transaction.atomic():
        person = _person(email, name, phone=phone)[0]
        held = BodyRole.objects.select_for_update().filter(body=body, person=person).first()
        if held is not None and (held.ended_on is None or held.ended_on > timezone.localdate(at)):
            raise NotAccepted(f"{person.name} belongs to {body.name} already.")
        if held is None:
            BodyRole.objects.create(body=body, person=person)
        else:
            held.ended_on = None
            held.save(update_fields=["ended_on"])
        _note_body(
            body,
            kinds.BODY_JOINED,
            by=by,
            at=at,
            facts={"person": person.id},
            personal={"name": person.name, "email": email},
        )
    return person


def leave_body(person: Person, body: Body, *, by: By, at: datetime) -> None:
    """Ends a person's place in a body today: it opens nothing any more. Raises NotAccepted where they have none."""
    with transaction.atomic():
        held = BodyRole.objects.select_for_update().filter(body=body, person=person, ended_on=None).first()
        if held is None:
            raise NotAccepted(f"{person.name} does not belong to {body.name}.")
        held.ended_on = timezone.localdate(at)
        held.save(update_fields=["ended_on"])
        _note_body(
            body, kinds.BODY_LEFT, by=by, at=at, facts={"person": person.id, "ended_on": held.ended_on}
        )


def stop_person(person: Person, *, by: By, at: datetime) -> None:
    """Stops somebody from signing in, everywhere and at once: open sessions end with their next page."""
    person.is_active = False
    # In one transaction with the events, also where the person works for nobody any more.
    with tenancy.as_landlord(None, person_id=person.id):
        person.save(update_fields=["is_active"])
        for landlord in landlords_of(person):
            with tenancy.as_landlord(landlord.id):
                _note(landlord, kinds.PERSON_STOPPED, by=by, at=at, facts={"person": person.id})


def password_address(person: Person, landlord: Landlord | Body, *, by: By, at: datetime) -> str:
    """An address at which the person sets a password: it works once, and for three days. It is stored
    nowhere.
    """
    with transaction.atomic():
        token = EmailAwarePasswordResetTokenGenerator().make_token(person)
        if isinstance(landlord, Body):
            _note_body(landlord, kinds.PASSWORD_ADDRESS_MADE, by=by, at=at, facts={"person": person.id})
        else:
            with tenancy.as_landlord(landlord.id):
                _note(landlord, kinds.PASSWORD_ADDRESS_MADE, by=by, at=at, facts={"person": person.id})
    path = reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": token}
    )
    return str(settings.ORIGIN) + path


def _note_body(
    body: Body,
    kind: Kind,
    *,
    by: By,
    at: datetime,
    facts: Mapping[str, object],
    personal: Mapping[str, object] | None = None,
) -> None:
    """An event in a body's own chain: a body is a tenant of its own, its id stands where a landlord's does."""
    with tenancy.as_landlord(body.id):
        note(
            landlord_id=body.id,
            subject=("body", body.id),
            kind=kind.name,
            by=by,
            at=at,
            on=timezone.localdate(at),
            facts=facts,
            personal=personal or {},
        )


def _note(
    landlord: Landlord,
    kind: Kind,
    *,
    by: By,
    at: datetime,
    facts: Mapping[str, object],
    before: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
) -> None:
    note(
        landlord_id=landlord.id,
        subject=("landlord", landlord.id),
        kind=kind.name,
        by=by,
        at=at,
        on=timezone.localdate(at),
        facts=facts,
        before=before,
        personal=personal or {},
    )


def _wrong_code(code: str) -> list[str]:
    if not _CODE.match(code) or len(code) > 40:
        return [f"The code is {code!r}. Give small letters, digits and single hyphens, 40 at most."]
    if code in RESERVED:
        return [f"The code {code!r} is an address of the service itself. Choose another."]
    return []


def _too_long(model: type[Model], **texts: str) -> list[str]:
    """A sentence for each text that is longer than its column."""
    return [
        f"The {name.replace('_', ' ')} has {len(text):,} characters. Give {most:,} at most."
        for name, text in texts.items()
        if len(text) > (most := getattr(model._meta.get_field(name), "max_length", None) or 0)
    ]


def _wrong_email(email: str) -> list[str]:
    try:
        validate_email(email)
    except ValidationError:
        return [f"The email address is {email!r}. Give one like complaints@example.org."]
    return []


def _wrong_colour(colour: str) -> list[str]:
    try:
        if contrast.readable(colour):
            return []
        darker = contrast.darkened(colour)
    except contrast.NotAColour as error:
        return [str(error)]
    found = contrast.ratio(colour, contrast.WHITE)
    return [
        f"White text on {colour} has a contrast of {found:.1f}; to read it takes {contrast.ENOUGH_FOR_TEXT}."
        f" The nearest shade that has them is {darker}."
    ]


def _wrong_logo(logo: bytes) -> list[str]:
    if len(logo) > LOGO_BYTES:
        return [f"The logo has {len(logo):,} bytes. Give a PNG of {LOGO_BYTES:,} bytes at most."]
    try:
        with Image.open(BytesIO(logo), formats=["PNG"]) as image:
            if max(image.size) > LOGO_PIXELS:
                return [
                    f"The logo is {image.width} by {image.height} pixels. Give one of {LOGO_PIXELS} at most."
                ]
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ["The logo is no PNG that can be read. Give a PNG file."]
    return []


def _codes_of_languages() -> str:
    return ", ".join(sorted(code for code, _name in settings.LANGUAGES))
