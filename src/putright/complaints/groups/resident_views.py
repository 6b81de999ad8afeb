"""Residents' pages of a group: its main contact's, the way in by a link, and each household's own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import (
    PutrightRequest,
    address,
    let_resident_in,
    open_to_all,
    open_to_residents,
)
from putright.complaints import access, queries
from putright.complaints.models import Complaint, GroupMember, Invitation
from putright.complaints.views.resident_acting import acting, case_of, not_now, sent_form, tried
from putright.record import documents
from putright.rules.errors import Refused
from putright.ui import words

from . import actions
from .actions import Household
from .queries import group_of, households, invited_by, letter_of_member, letters_of, open_invitations
from .resident_forms import FormOwnGroup, Join

CASE = "your-complaint/<reference:reference>/"
COOKIE = "putright-invited"
HOURS = 12
_SALT = "putright.invited"


# The main contact


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def own_group(request: PutrightRequest, reference: str) -> HttpResponse:
    """The group of this complaint: formed here by whoever complains for one, and neighbours invited to it."""
    complaint = access.for_resident(request, reference)
    group = group_of(complaint)
    if group is None:
        return _form(request, complaint) if complaint.for_whom == "group" else not_now(request, complaint)
    link = ""
    if request.method == "POST":
        here = redirect(address(request, "complaints:own_group", reference=complaint.reference))
        if "revoke" in request.POST:
            found = next(
                (
                    one
                    for one in open_invitations(group, request.moment)
                    if str(one.id) == request.POST["revoke"]
                ),
                None,
            )
            if found is not None:
                actions.revoke_invitation(found, **acting(request))
                messages.success(
                    request, pgettext("group", "The link is taken back. Nobody joins by it any more.")
                )
            return here
        try:
            token = actions.invite(complaint, **acting(request))
        except Refused as refusal:
            messages.info(request, words.refusal_to_resident(refusal))
            return here
        link = request.build_absolute_uri(address(request, "complaints:group_invited", token=token))
    return render(
        request,
        "complaints/resident/groups/own.html",
        {
            "page_title": pgettext("group", "Your group"),
            "complaint": complaint,
            "group": group,
            "number": households(group),
            "link": link,
            "invitations": open_invitations(group, request.moment),
            "back_url": case_of(request, complaint),
        },
    )


def _form(request: PutrightRequest, complaint: Complaint) -> HttpResponse:
    form = FormOwnGroup(
        sent_form(request),
        initial={"name": complaint.on_behalf_of[:100], "lead": complaint.name},
    )
    if form.is_valid():
        typed = form.cleaned_data
        lead = Household(
            name=typed["lead"].replace("\x00", ""),
            address=complaint.address,
            postcode=complaint.postcode,
            phone=complaint.phone,
            email=complaint.email,
        )

        def act() -> None:
            actions.form_group(
                complaint,
                name=typed["name"].replace("\x00", ""),
                place=typed["place"].replace("\x00", ""),
                households=[lead, *typed["households"]],
                how=GroupMember.How.PAPER.value,
                **acting(request),
            )

        if tried(form, act):
            messages.success(
                request, pgettext("group", "Your group is written down. You can invite others by a link.")
            )
            return redirect(address(request, "complaints:own_group", reference=complaint.reference))
    return render(
        request,
        "complaints/resident/groups/form.html",
        {"form": form, "complaint": complaint, "back_url": case_of(request, complaint)},
    )


# A neighbour who was invited


@open_to_all
@require_safe
def invited(request: PutrightRequest, token: str) -> HttpResponse:
    """The link of an invitation: exchanged at once for a cookie, so that no address and no referrer holds the token."""
    invitation = invited_by(token, request.landlord, at=request.moment)
    if invitation is None:
        response = _over(request)
    else:
        response = redirect(address(request, "complaints:group_join"))
        response.set_cookie(
            COOKIE,
            signing.dumps({"host": request.get_host(), "invitation": str(invitation.id)}, salt=_SALT),
            max_age=HOURS * 60 * 60,
            path=f"/{request.landlord.code}/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    response["Referrer-Policy"] = "no-referrer"
    return response


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PutrightRequest) -> HttpResponse:
    """Who and where, how it is for them, and how they hear from us. What the others said stands nowhere here."""
    invitation = _invitation(request)
    if invitation is None:
        return _over(request)
    form = Join(sent_form(request), initial={"same": "same", "written": request.LANGUAGE_CODE})
    joined: actions.Joined | None = None

    def act() -> None:
        nonlocal joined
        joined = actions.join_by_link(
            invitation,
            form.household,
            written_language=form.cleaned_data["written"],
            documents_by=form.cleaned_data["documents_by"],
            **acting(request),
        )

    if form.is_valid() and tried(form, act) and joined is not None:
        member = joined.member
        response = render(
            request,
            "complaints/resident/groups/joined.html",
            {
                "page_title": pgettext("group", "You have joined the group"),
                "group": invitation.group,
                "member": member,
                "passphrase": joined.passphrase,
                "next": _next(request, invitation.group.complaint),
                "own_page": address(request, "complaints:group_household", household=member.reference)
                if member.reference
                else "",
            },
        )
        response.delete_cookie(COOKIE, path=f"/{request.landlord.code}/", samesite="Lax")
        if member.reference:
            let_resident_in(request, response, member.id, access.mark_of(member))
        return response
    return render(
        request,
        "complaints/resident/groups/join.html",
        {
            "page_title": pgettext("group", "Join a complaint of your neighbours"),
            "form": form,
            "group": invitation.group,
        },
    )


def _invitation(request: PutrightRequest) -> Invitation | None:
    try:
        value = signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=HOURS * 60 * 60)
        if value["host"] != request.get_host():
            return None
        wanted = UUID(value["invitation"])
    except (KeyError, signing.BadSignature, ValueError, TypeError):
        return None
    return (
        Invitation.objects.filter(
            landlord=request.landlord, id=wanted, revoked_on=None, expires_at__gt=request.moment
        )
        .select_related("group", "group__complaint", "group__complaint__landlord")
        .first()
    )


def _over(request: PutrightRequest) -> HttpResponse:
    return render(
        request,
        "complaints/resident/groups/over.html",
        {"page_title": pgettext("group", "This link does not work, or works no longer")},
        status=404,
    )


# Each household's own page


@open_to_residents
@require_safe
def group_household(request: PutrightRequest, household: str) -> HttpResponse:
    """How the group's complaint stands, this household's letters and what is put right for it; of others nothing."""
    member = access.household_for_resident(request, household)
    complaint = access.case_of_household(member)
    return render(
        request,
        "complaints/resident/groups/household.html",
        {
            "page_title": member.group.name or pgettext("group", "Your group"),
            **_shown(request, member, complaint),
        },
    )


def _shown(request: PutrightRequest, member: GroupMember, complaint: Complaint) -> Mapping[str, Any]:
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    stage = queries.current_stage(complaint)
    answered = any(one.answered_on for one in complaint.stages.all())
    return {
        "member": member,
        "group": member.group,
        "number": households(member.group),
        "stands": stands,
        "state": stands.state.value,
        "stage": stage,
        "person": complaint.reviewer if stage.number > 1 else complaint.handler,
        "next": _next(request, complaint),
        "letters": letters_of(member),
        # What is decided for one household stands in an answer first.
        "remedy": member.remedy if answered else "",
    }


def _next(request: PutrightRequest, complaint: Complaint) -> Any:
    fresh = queries.with_facts(Complaint.objects.filter(landlord=request.landlord)).get(id=complaint.id)
    return queries.standing(fresh, timezone.localdate(request.moment)).next


@open_to_residents
@require_safe
def group_household_letter(
    request: PutrightRequest, household: str, letter: UUID, pdf: bool = False
) -> HttpResponse:
    """A letter to this household exactly as it was issued: its page, or its PDF to keep."""
    member = access.household_for_resident(request, household)
    found = letter_of_member(member, letter)
    if found is None:
        raise Http404
    document = found.pdf if pdf else found.html
    response = HttpResponse(documents.contents(document), content_type=document.content_type)
    how = "attachment" if pdf else "inline"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(document.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def group_household_leave(request: PutrightRequest, household: str) -> HttpResponse:
    """Leaves the group after one button: the complaint goes on as their own, with the dates it had."""
    member = access.household_for_resident(request, household)
    back = address(request, "complaints:group_household", household=member.reference)
    if member.left_on is not None:
        return redirect(back)
    if request.method == "POST":
        complaint = access.case_of_household(member)
        try:
            received = actions.leave_group(complaint, member, **acting(request))
        except Refused as refusal:
            messages.info(request, words.refusal_to_resident(refusal))
            return redirect(back)
        own = received.complaint
        response = render(
            request,
            "complaints/resident/groups/left.html",
            {
                "page_title": pgettext("group", "Your complaint is your own now"),
                "complaint": own,
                "passphrase": received.passphrase,
                "own_page": address(request, "complaints:case", reference=own.reference),
            },
        )
        let_resident_in(request, response, own.id, access.mark_of(own))
        return response
    return render(
        request,
        "complaints/resident/groups/leave.html",
        {
            "page_title": pgettext("group", "Leave the group"),
            "member": member,
            "group": member.group,
            "back_url": back,
        },
    )


patterns = [
    path(f"{CASE}group/", own_group, name="own_group"),
    path("group/join/", join, name="group_join"),
    path("group/invited/<str:token>/", invited, name="group_invited"),
    path("group/household/<reference:household>/", group_household, name="group_household"),
    path("group/household/<reference:household>/leave/", group_household_leave, name="group_household_leave"),
    path(
        "group/household/<reference:household>/letters/<uuid:letter>/",
        group_household_letter,
        name="group_household_letter",
    ),
    path(
        "group/household/<reference:household>/letters/<uuid:letter>/pdf/",
        group_household_letter,
        {"pdf": True},
        name="group_household_letter_pdf",
    ),
]
