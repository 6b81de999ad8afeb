"""Staff pages of a group's complaint: its households, and each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.actions import Received
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint, Group, GroupMember
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    sent_form,
    staff_page,
    to_tab,
    tried,
    who_may,
)
from putright.complaints.views.staff_case import keys_page
from putright.record import documents
from putright.rules.stages import WHEN, WHO, Act, State

from . import actions
from .forms import AddMember, ChangeGroup, FormGroup, MemberForm, MemberRemedy
from .queries import letter_of_member, letters_by_member, open_invitations


def _group(complaint: Complaint) -> Group:
    found = Group.objects.filter(landlord=complaint.landlord, complaint=complaint).first()
    if found is None:
        raise Http404
    return found


def _members(group: Group) -> list[GroupMember]:
    """All that ever belonged to it, those that left last; 500 at most."""
    rows = GroupMember.objects.filter(landlord=group.landlord_id, group=group).select_related("own_case")
    return sorted(rows[:500], key=lambda one: one.left_on is not None)


def _member(complaint: Complaint, member: UUID) -> GroupMember:
    found = GroupMember.objects.filter(
        landlord=complaint.landlord, group__complaint=complaint, id=member, left_on=None
    ).first()
    if found is None:
        raise Http404
    return found


@staff_page(*READING)
@require_safe
def show_group(request: PutrightRequest, reference: str) -> HttpResponse:
    """The group with its households, those that left last."""
    complaint = access.for_staff(request, reference)
    group = _group(complaint)
    members = _members(group)
    issued = letters_by_member(group)
    there = [one for one in members if one.left_on is None]
    roles = request.visitor.roles
    return case_page(
        request,
        "groups/group",
        complaint,
        {
            "page_title": group.name or _("A group"),
            "group": group,
            "households": [(one, issued.get(one.id, [])) for one in members],
            "invitations": open_invitations(group, request.moment),
            "number": len(there),
            "may_change": bool(roles & WHO[Act.CHANGE_GROUP]),
            "may_decide": bool(roles & WHO[Act.DECIDE_REMEDY])
            and Act.DECIDE_REMEDY in WHEN[State(complaint.state)],
            "back_url": case_address(request, complaint, "links"),
        },
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def new(request: PutrightRequest, reference: str) -> HttpResponse:
    """Makes the complaint that of a group of at least two households."""
    complaint = access.for_staff(request, reference)
    form = FormGroup(
        sent_form(request),
        initial={
            "lead_name": complaint.name,
            "lead_address": complaint.address,
            "lead_postcode": complaint.postcode,
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.form_group(
                complaint,
                name=typed["name"],
                place=typed["place"],
                households=form.households_given(complaint.phone, complaint.email),
                how=typed["how"],
                **acting(request),
            ),
        ):
            return to_tab(request, complaint, "group", _("The complaint is a group’s now."))
    return _form_page(
        request, complaint, form, form.title, address(request, "complaints:links", reference=reference)
    )


def _form_page(
    request: PutrightRequest, complaint: Complaint, form: Any, title: Any, back: str, **more: Any
) -> HttpResponse:
    return case_page(
        request, "case_form", complaint, {"page_title": title, "form": form, "back_url": back, **more}
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def add(request: PutrightRequest, reference: str) -> HttpResponse:
    """Takes a household into the group."""
    complaint = access.for_staff(request, reference)
    _group(complaint)
    form = AddMember(sent_form(request), initial=MemberForm.of(None))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.add_member(
                complaint, form.household, how=form.cleaned_data["how"], **acting(request)
            ),
        )
    ):
        return to_tab(request, complaint, "group", _("The household belongs to the group."))
    return _form_page(
        request, complaint, form, _("Add a household"), case_address(request, complaint, "group")
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def member(request: PutrightRequest, reference: str, member: UUID) -> HttpResponse:
    """What one household said."""
    complaint = access.for_staff(request, reference)
    found = _member(complaint, member)
    form = MemberForm(sent_form(request), initial=MemberForm.of(found))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.change_member(complaint, found, form.household, **acting(request)))
    ):
        return to_tab(request, complaint, "group", _("What the household said is saved."))
    return _form_page(
        request,
        complaint,
        form,
        found.name or _("A household of the group"),
        case_address(request, complaint, "group"),
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def change(request: PutrightRequest, reference: str) -> HttpResponse:
    """The group's name, place and main contact."""
    complaint = access.for_staff(request, reference)
    group = _group(complaint)
    there = [one for one in _members(group) if one.left_on is None]
    lead = next((one for one in there if one.lead), None)
    form = ChangeGroup(
        sent_form(request),
        members=there,
        initial={"name": group.name, "place": group.place, "lead": str(lead.id) if lead else ""},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        chosen = next(one for one in there if str(one.id) == typed["lead"])
        if tried(
            form,
            lambda: actions.change_group(
                complaint, name=typed["name"], place=typed["place"], lead=chosen, **acting(request)
            ),
        ):
            return to_tab(request, complaint, "group", _("The group is changed."))
    return _form_page(request, complaint, form, form.title, case_address(request, complaint, "group"))


@staff_page(*who_may(Act.DECIDE_REMEDY))
@methods
def remedy(request: PutrightRequest, reference: str, member: UUID) -> HttpResponse:
    """What is put right for one household."""
    complaint = access.for_staff(request, reference)
    found = _member(complaint, member)
    form = MemberRemedy(sent_form(request), initial={"remedy": found.remedy})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.decide_for_member(
                complaint, found, remedy=form.cleaned_data["remedy"], **acting(request)
            ),
        )
    ):
        return to_tab(request, complaint, "group", _("What is put right for the household is saved."))
    return case_page(
        request,
        "groups/remedy",
        complaint,
        {
            "page_title": _("What we put right for %(name)s") % {"name": found.name or _("this household")},
            "form": form,
            "member": found,
            "back_url": case_address(request, complaint, "group"),
        },
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def leave(request: PutrightRequest, reference: str, member: UUID) -> HttpResponse:
    """A household leaves; the keys of its own complaint are shown once."""
    complaint = access.for_staff(request, reference)
    found = _member(complaint, member)
    form = Confirm(sent_form(request))
    made: Received | None = None

    def act() -> None:
        nonlocal made
        made = actions.leave_group(complaint, found, **acting(request))

    if request.method == "POST" and form.is_valid() and tried(form, act) and made is not None:
        return keys_page(request, made, _("A complaint of their own"))
    return case_page(
        request,
        "groups/leave",
        complaint,
        {
            "page_title": _("%(name)s leaves the group") % {"name": found.name or _("This household")},
            "form": form,
            "button_text": _("They leave the group"),
            "back_url": case_address(request, complaint, "group"),
        },
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@require_POST
def invite(request: PutrightRequest, reference: str) -> HttpResponse:
    """Makes a link by which neighbours join, shown on this page and never again."""
    complaint = access.for_staff(request, reference)
    _group(complaint)
    form = Confirm(request.POST)
    made = ""

    def act() -> None:
        nonlocal made
        made = actions.invite(complaint, **acting(request))

    if not tried(form, act) or not made:
        return to_tab(request, complaint, "group")
    return case_page(
        request,
        "groups/invited",
        complaint,
        {
            "page_title": _("A link to join the group"),
            "link": request.build_absolute_uri(
                reverse(
                    "complaints:group_invited",
                    kwargs={"landlord": request.landlord.code, "language": "en", "token": made},
                )
            ),
            "days": actions.INVITED_FOR.days,
            "back_url": case_address(request, complaint, "group"),
        },
    )


@staff_page(*who_may(Act.CHANGE_GROUP))
@require_POST
def revoke(request: PutrightRequest, reference: str, invitation: UUID) -> HttpResponse:
    """Takes a link back: nobody joins by it any more."""
    complaint = access.for_staff(request, reference)
    found = next(
        (one for one in open_invitations(_group(complaint), request.moment) if one.id == invitation), None
    )
    if found is not None:
        actions.revoke_invitation(found, **acting(request))
    return to_tab(request, complaint, "group", _("Nobody joins by that link any more."))


@staff_page(*who_may(Act.CHANGE_GROUP))
@methods
def member_keys(request: PutrightRequest, reference: str, member: UUID) -> HttpResponse:
    """Gives a household a reference and a passphrase of its own, shown once; an older passphrase stops working."""
    complaint = access.for_staff(request, reference)
    found = _member(complaint, member)
    form = Confirm(sent_form(request))
    made: actions.Joined | None = None

    def act() -> None:
        nonlocal made
        made = actions.new_keys(found, **acting(request))

    if request.method == "POST" and form.is_valid() and tried(form, act) and made is not None:
        return case_page(
            request,
            "groups/keys",
            complaint,
            {
                "page_title": _("Keys of their own"),
                "member": made.member,
                "passphrase": made.passphrase,
                "find": request.build_absolute_uri(address(request, "complaints:find")),
                "back_url": case_address(request, complaint, "group"),
            },
        )
    return case_page(
        request,
        "groups/leave",
        complaint,
        {
            "page_title": _("Keys of their own for %(name)s") % {"name": found.name or _("this household")},
            "form": form,
            "button_text": _("Give them keys"),
            "own_keys": True,
            "back_url": case_address(request, complaint, "group"),
        },
    )


@staff_page(*READING)
@require_safe
def member_letter(request: PutrightRequest, reference: str, member: UUID, letter: UUID) -> HttpResponse:
    """A household's own letter, the very bytes that were kept when it was issued."""
    complaint = access.for_staff(request, reference)
    household = GroupMember.objects.filter(
        landlord=complaint.landlord, group__complaint=complaint, id=member
    ).first()
    found = letter_of_member(household, letter) if household is not None else None
    if found is None or complaint.blanked_at is not None:
        raise Http404
    response = HttpResponse(documents.contents(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


case_patterns = [
    path("group/", show_group, name="group"),
    path("group/invite/", invite, name="group_invite"),
    path("group/invitations/<uuid:invitation>/", revoke, name="group_invitation_revoked"),
    path("group/<uuid:member>/keys/", member_keys, name="group_member_keys"),
    path("group/<uuid:member>/letters/<uuid:letter>/", member_letter, name="group_member_letter"),
    path("group/new/", new, name="group_new"),
    path("group/add/", add, name="group_add"),
    path("group/change/", change, name="group_change"),
    path("group/<uuid:member>/", member, name="group_member"),
    path("group/<uuid:member>/remedy/", remedy, name="group_remedy"),
    path("group/<uuid:member>/leave/", leave, name="group_leave"),
]
