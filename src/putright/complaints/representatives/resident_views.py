"""What a resident sees of the people of their case: who speaks for them, and who has looked at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.accounts.policy import policy_of
from putright.complaints import access
from putright.complaints.conflicts.looked import Looked, who_looked
from putright.complaints.models import Complaint, Representative
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.ui import words

from . import actions, queries
from .models import Share, Standing
from .resident_forms import SHARES, Helper

CASE = "your-complaint/<reference:reference>/"


def helpers_of(request: PutrightRequest, complaint: Complaint) -> list[dict[str, Any]]:
    """Those who speak for the resident, or would like to, with the page on which each is answered. One statement."""
    on = timezone.localdate(request.moment)
    return [
        {
            "who": one,
            "standing": one.standing(on).value,
            "scope": [SHARES[Share(share)] for share in one.scope],
            "until": one.until,
            "href": address(
                request, "complaints:helper", reference=complaint.reference, representative=one.id
            ),
        }
        for one in queries.representatives_of(complaint)
        if one.standing(on) is not Standing.ENDED
    ]


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def helper(request: PutrightRequest, reference: str, representative: UUID) -> HttpResponse:
    """One page to give permission, to limit it, and to end it: whatever it was before, this is what holds now."""
    complaint = access.for_resident(request, reference)
    found = access.representative_of(complaint, representative)
    back = address(request, "complaints:case", reference=complaint.reference)
    given = found.standing(timezone.localdate(request.moment)) is Standing.GIVEN
    form = Helper(
        request.POST if request.method == "POST" else None,
        initial={"scope": found.scope, "until": found.until, "answer": "yes" if given else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            _answered(found, form.cleaned_data, request)
        except Refused as refused:
            form.add_error(None, words.refusal(refused))
        else:
            messages.success(request, pgettext("helper", "Your answer is saved. It holds from now on."))
            return redirect(back)
    return render(
        request,
        "complaints/resident/helper.html",
        {
            "page_title": pgettext("helper", "Somebody who speaks for you"),
            "form": form,
            "complaint": complaint,
            "who": found,
            "back_url": back,
        },
    )


def _answered(found: Representative, typed: dict[str, Any], request: PutrightRequest) -> None:
    by, at = By.resident(), request.moment
    if typed["answer"] == "no":
        if found.given_on is None:
            actions.refuse_permission(found, by=by, at=at)
        else:
            actions.end_representative(found, by=by, at=at)
        return
    scope, until = typed["scope"], typed["until"]
    longer = found.until is not None and (until is None or until > found.until)
    given = found.standing(timezone.localdate(at)) is Standing.GIVEN
    if given and set(scope) <= set(found.scope) and not longer:
        if set(scope) != set(found.scope) or until != found.until:
            actions.narrow_representative(found, scope=scope, until=until, by=by, at=at)
        return
    actions.give_permission(found, how="with_them", scope=scope, until=until, by=by, at=at)


@open_to_residents
@require_safe
def looked(request: PutrightRequest, reference: str) -> HttpResponse:
    """Who has opened the case, day by day: by role; by name who dealt with it, or all if the landlord says so."""
    complaint = access.for_resident(request, reference)
    looks = who_looked(complaint, timezone.localdate(request.moment))
    everybody = policy_of(request.landlord).names_who_looked
    days = []
    for day in looks.days:
        # Two people of one role are one line where neither is named.
        lines: dict[str, tuple[int, int]] = {}
        for line in day.lines:
            pages, copies = lines.get(who := _who(line, everybody, request.landlord.name), (0, 0))
            lines[who] = (pages + line.times, copies + line.copies)
        days.append((day.on, [(who, *counts) for who, counts in lines.items()]))
    return render(
        request,
        "complaints/resident/looked.html",
        {
            "page_title": pgettext("looked", "Who has looked at my case"),
            "complaint": complaint,
            "days": days,
            "more": looks.more,
            "back_url": address(request, "complaints:case", reference=complaint.reference),
        },
    )


ROLES = {
    "complaints_officer": pgettext_lazy("looked", "Complaints officer"),
    "housing_manager": pgettext_lazy("looked", "Housing manager"),
    "head_of_housing": pgettext_lazy("looked", "Head of Housing"),
    "landlord_admin": pgettext_lazy("looked", "Administrator"),
    "front_line": pgettext_lazy("looked", "Somebody who takes calls"),
    "team_leader": pgettext_lazy("looked", "Team leader"),
    "service_manager": pgettext_lazy("looked", "Manager of a service"),
    "member_responsible": pgettext_lazy("looked", "Member of the board who is responsible for complaints"),
}


def _who(line: Looked, everybody: bool, landlord: str) -> str:
    if line.by_kind == "resident":
        return pgettext("looked", "You, or somebody with your keys")
    if line.by_kind == "adviser":
        return pgettext("looked", "Your adviser: %(name)s") % {
            "name": line.person.name if line.person else ""
        }
    role = str(ROLES.get(line.role, landlord))
    if line.person is not None and (everybody or line.dealt):
        return pgettext("looked", "%(name)s, %(role)s") % {"name": line.person.name, "role": role}
    return role


patterns = [
    path(f"{CASE}helpers/<uuid:representative>/", helper, name="helper"),
    path(f"{CASE}who-has-looked/", looked, name="who_looked"),
]
