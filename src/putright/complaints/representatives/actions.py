"""The acts of representatives. The clock started with the first contact, so nothing here moves a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Body
from putright.complaints import messages
from putright.complaints.actions.shared import Moment, locked, note, permit
from putright.complaints.models import Authority, CaseFile, Complaint, Representative
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act

from . import kinds
from .models import Permission, RoleOfHelper, Share, Standing

# These say that the resident agrees, or need not be asked.
THERE = frozenset({Permission.WITH_THEM, Permission.SIGNED_FORM, Permission.LEGAL})
# And these need a sentence beside them: where the form is, which authority, why nobody can ask.
EXPLAINED = frozenset({Permission.SIGNED_FORM, Permission.LEGAL, Permission.CANNOT})


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who it is: a person, an organisation or both, and how to reach them. `body`: an agency that signs in here."""

    name: str = ""
    organisation: str = ""
    role: str = RoleOfHelper.OTHER.value
    reference: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    body: Body | None = None


def name_representative(
    complaint: Complaint,
    named: Named,
    *,
    permission: str,
    note_on_permission: str = "",
    scope: Collection[str],
    until: date | None = None,
    form: CaseFile | None = None,
    by: By,
    at: datetime,
) -> Representative:
    """Writes down who speaks for the resident. Without permission they wait, and nothing is shared with them.

    permission          a `Permission`; the resident who names somebody gives it by that
    note_on_permission  where the form lies, what the authority is, why the resident cannot be asked
    scope, until        some of `Share`; the last day, which still counts
    form                the signed form, a file of the case
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.NAME_REPRESENTATIVE, complaint, moment)
        how = Permission.WITH_THEM if by.kind == "resident" else Permission(permission)
        if not (named.name.strip() or named.organisation.strip()):
            raise Refused("representative_without_name", {})
        _wanted(scope, until, moment.on)
        if how in EXPLAINED and not note_on_permission.strip() and form is None:
            raise Refused("permission_unexplained", {})
        made = Representative.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            name=named.name.strip(),
            organisation=named.organisation.strip(),
            role=RoleOfHelper(named.role).value,
            reference=named.reference,
            phone=named.phone,
            email=named.email,
            address=named.address,
            hours=named.hours,
            body=named.body,
            permission=how.value,
            permission_note=note_on_permission,
            form=form,
            scope=_in_order(scope),
            until=until,
            named_at=at,
            named_by_id=by.person_id,
            given_on=moment.on if how in THERE else None,
        )
        _keep_authority(made, moment.on)
        note(
            complaint,
            kinds.NAMED if how in THERE else kinds.ASKED,
            moment,
            facts={
                "representative": made.id,
                "role": made.role,
                "permission": how.value,
                "scope": made.scope,
                "until": until,
                "body": named.body.code if named.body else None,
            },
            personal={
                "name": made.name,
                "organisation": made.organisation,
                "reference": made.reference,
                "contact": [one for one in (made.phone, made.email, made.address, made.hours) if one],
                "note": note_on_permission,
            },
        )
        if by.kind != "resident":
            messages.news(complaint, at=at)
        return made


def give_permission(
    representative: Representative,
    *,
    how: str,
    note_on_permission: str = "",
    scope: Collection[str],
    until: date | None = None,
    form: CaseFile | None = None,
    by: By,
    at: datetime,
) -> None:
    """Writes down that the resident agrees, or why somebody decides for them; also to give more than before."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, representative = _locked(representative, moment)
        permission = Permission.WITH_THEM if by.kind == "resident" else Permission(how)
        _wanted(scope, until, moment.on)
        if permission is Permission.ASK:
            raise Refused("permission_still_asked", {})
        if permission in EXPLAINED and not note_on_permission.strip() and form is None:
            raise Refused("permission_unexplained", {})
        representative.permission, representative.permission_note = permission.value, note_on_permission
        representative.scope, representative.until = _in_order(scope), until
        representative.form = form or representative.form
        representative.given_on, representative.refused_on = moment.on, None
        representative.save(
            update_fields=[
                "permission",
                "permission_note",
                "scope",
                "until",
                "form",
                "given_on",
                "refused_on",
            ]
        )
        _keep_authority(representative, moment.on)
        note(
            complaint,
            kinds.GIVEN,
            moment,
            facts={
                "representative": representative.id,
                "permission": permission.value,
                "scope": representative.scope,
                "until": until,
            },
            personal={"note": note_on_permission},
        )
        if by.kind != "resident":
            messages.news(complaint, at=at)


def refuse_permission(representative: Representative, *, by: By, at: datetime) -> None:
    """Writes down that the resident does not agree: nothing is shared, and what was shared so far ends."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, representative = _locked(representative, moment)
        if representative.given_on is not None:
            raise Refused("permission_given_already", {})
        representative.refused_on = moment.on
        representative.save(update_fields=["refused_on"])
        _keep_authority(representative, moment.on)
        note(complaint, kinds.REFUSED, moment, facts={"representative": representative.id})


def narrow_representative(
    representative: Representative, *, scope: Collection[str], until: date | None, by: By, at: datetime
) -> None:
    """Leaves a representative less than before: a smaller scope, an earlier last day. More takes permission."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, representative = _locked(representative, moment)
        _wanted(scope, until, moment.on)
        longer = representative.until is not None and (until is None or until > representative.until)
        if set(scope) - set(representative.scope) or longer:
            raise Refused("scope_not_narrower", {})
        before = {"scope": representative.scope, "until": representative.until}
        representative.scope, representative.until = _in_order(scope), until
        representative.save(update_fields=["scope", "until"])
        _keep_authority(representative, moment.on)
        note(
            complaint,
            kinds.NARROWED,
            moment,
            facts={"representative": representative.id, "scope": representative.scope, "until": until},
            before=before,
        )


def end_representative(representative: Representative, *, because: str = "", by: By, at: datetime) -> None:
    """Ends it today: from now on nothing is shared with this representative."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, representative = _locked(representative, moment)
        representative.ended_on = moment.on
        representative.save(update_fields=["ended_on"])
        _keep_authority(representative, moment.on)
        note(
            complaint,
            kinds.ENDED,
            moment,
            facts={"representative": representative.id},
            personal={"because": because},
        )


def blank(complaint: Complaint, on: date) -> None:
    """Empties who they were and how to reach them, and ends every authority. Part of `blank_personal_text`."""
    mine = Representative.objects.filter(landlord=complaint.landlord, complaint=complaint)
    mine.update(
        name="",
        organisation="",
        reference="",
        phone="",
        email="",
        address="",
        hours="",
        permission_note="",
        form=None,
    )
    Authority.objects.filter(landlord=complaint.landlord, complaint=complaint, ended_on=None).update(
        ended_on=on
    )


def _locked(representative: Representative, moment: Moment) -> tuple[Complaint, Representative]:
    """The case and the representative as they are now. Refused for one that has ended already."""
    complaint = locked(representative.complaint)
    permit(Act.NAME_REPRESENTATIVE, complaint, moment)
    now = Representative.objects.select_for_update(of=("self",)).get(
        landlord=complaint.landlord, id=representative.id
    )
    if now.ended_on is not None:
        raise Refused("representative_ended", {})
    return complaint, now


def _wanted(scope: Collection[str], until: date | None, on: date) -> None:
    if not scope or set(scope) - set(Share.values):
        raise Refused("representative_without_scope", {})
    if until is not None and until < on:
        raise Refused("representative_ends_in_past", {"day": until})


def _in_order(scope: Iterable[str]) -> list[str]:
    return [one for one in Share.values if one in set(scope)]


def _keep_authority(representative: Representative, on: date) -> None:
    """Lets the agency's authority follow its representative: it is there as long as permission is."""
    rows = Authority.objects.filter(landlord=representative.landlord_id, representative=representative)
    if representative.body is None or representative.standing(on) is not Standing.GIVEN:
        rows.filter(ended_on=None).update(ended_on=on)
        return
    assert representative.given_on is not None  # it stands as given
    Authority.objects.update_or_create(
        landlord_id=representative.landlord_id,
        representative=representative,
        defaults={
            "complaint_id": representative.complaint_id,
            "body": representative.body,
            "scope": representative.scope,
            "from_on": representative.given_on,
            "given_on": representative.given_on,
            "until": representative.until,
            "ended_on": None,
        },
    )
