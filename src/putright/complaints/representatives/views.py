"""Staff pages of the people of a case: who speaks for the resident, and who must not open it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.accounts.models import Body
from putright.complaints import access
from putright.complaints.conflicts import queries as conflicts
from putright.complaints.conflicts.forms import KINDS
from putright.complaints.form.options import RELATIONSHIPS
from putright.complaints.models import Complaint, Representative, Restriction, ShutOut
from putright.complaints.roles import KNOWING, READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    sent_form,
    staff_page,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules.stages import WHO, Act

from . import actions, queries
from .actions import Named
from .forms import PERMISSIONS, SHARES, End, GivePermission, NameRepresentative, Narrow, what_of
from .models import Permission, Share, Standing

STANDINGS = {
    Standing.ASKED: (gettext_lazy("Waiting for permission: nothing may be shared"), "yellow"),
    Standing.GIVEN: (gettext_lazy("Has permission"), "green"),
    Standing.REFUSED: (gettext_lazy("The resident said no: nothing may be shared"), "red"),
    Standing.ENDED: (gettext_lazy("Ended"), "grey"),
    Standing.EXPIRED: (gettext_lazy("Past its last day: nothing may be shared"), "red"),
}
WHY = {
    ShutOut.Why.NAMED: gettext_lazy("in a conflict"),
    ShutOut.Why.ABOVE: gettext_lazy("somebody in a conflict reports to them"),
    ShutOut.Why.BELOW: gettext_lazy("they report to somebody in a conflict"),
}


@staff_page(*READING)
@require_safe
def show_people(request: PutrightRequest, reference: str) -> HttpResponse:
    """Everybody who was named as speaking for the resident; and who cannot open the case, for those who may know."""
    complaint = access.for_staff(request, reference)
    knows = bool(request.visitor.roles & set(KNOWING))
    may_name = bool(request.visitor.roles & WHO[Act.NAME_REPRESENTATIVE])
    restrictions = conflicts.restrictions_of(complaint) if knows else []
    return case_page(
        request,
        "representatives/people",
        complaint,
        {
            "page_title": _("People"),
            "representatives": [
                _shown(request, complaint, one, may_name) for one in queries.representatives_of(complaint)
            ],
            "name_one": case_address(request, complaint, "representative_new") if may_name else "",
            "knows": knows,
            "restrictions": [
                (one, KINDS[Restriction.Kind(one.kind)], _lifting(request, complaint, one))
                for one in restrictions
            ],
            "shut_out": [
                (one.person, WHY[ShutOut.Why(one.why)])
                for one in (conflicts.shut_out_of(complaint) if restrictions else [])
            ],
            "restrict": case_address(request, complaint, "restrict")
            if request.visitor.roles & WHO[Act.RESTRICT]
            else "",
        },
    )


def _shown(request: PutrightRequest, complaint: Complaint, one: Representative, may: bool) -> dict[str, Any]:
    standing = one.standing(today(request))
    text, colour = STANDINGS[standing]
    links = []
    if may and standing is not Standing.ENDED:
        again = standing is Standing.GIVEN
        links.append(
            (
                _("Give more permission") if again else _("Write down the permission"),
                case_address(request, complaint, "representative_permission", representative=one.id),
            )
        )
        if again:
            links.append(
                (
                    _("Limit it"),
                    case_address(request, complaint, "representative_narrow", representative=one.id),
                )
            )
        links.append(
            (_("End it"), case_address(request, complaint, "representative_end", representative=one.id))
        )
    return {
        "one": one,
        "text": text,
        "colour": colour,
        "role": RELATIONSHIPS.get(one.role, one.role),
        "permission": PERMISSIONS[Permission(one.permission)],
        "scope": [SHARES[Share(share)] for share in one.scope],
        "links": links,
    }


def _lifting(request: PutrightRequest, complaint: Complaint, one: Restriction) -> str:
    if one.lifted_at is not None or not request.visitor.roles & WHO[Act.RESTRICT]:
        return ""
    return case_address(request, complaint, "restriction_lifted", restriction=one.id)


@staff_page(*who_may(Act.NAME_REPRESENTATIVE))
@methods
def name_representative(request: PutrightRequest, reference: str) -> HttpResponse:
    """Who speaks for the resident: who it is, the permission, what for and until when (journeys R1 to R4)."""
    complaint = access.for_staff(request, reference)
    agencies = list(Body.objects.filter(kind=Body.Kind.ADVICE_AGENCY).order_by("name"))
    form = NameRepresentative(sent_form(request), agencies=agencies, initial={"scope": ["talk"]})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> None:
            actions.name_representative(
                complaint,
                Named(
                    body=next((one for one in agencies if str(one.id) == typed["body"]), None),
                    **{
                        field: typed[field]
                        for field in "name organisation role reference phone email address hours".split()
                    },
                ),
                permission=typed["permission"],
                note_on_permission=typed["note"],
                scope=typed["scope"],
                until=typed["until"],
                **acting(request),
            )

        if tried(form, act):
            return to_tab(request, complaint, "people")
    return case_page(request, "representatives/name", complaint, {"page_title": form.title, "form": form})


@staff_page(*who_may(Act.NAME_REPRESENTATIVE))
@methods
def give_permission(request: PutrightRequest, reference: str, representative: UUID) -> HttpResponse:
    """Writes down that the resident agrees and how that is known, or that they do not."""
    complaint = access.for_staff(request, reference)
    found = access.representative_of(complaint, representative)
    form = GivePermission(sent_form(request), initial=what_of(found))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> None:
            if typed["permission"] == "refused":
                actions.refuse_permission(found, **acting(request))
                return
            actions.give_permission(
                found,
                how=typed["permission"],
                note_on_permission=typed["note"],
                scope=typed["scope"],
                until=typed["until"],
                **acting(request),
            )

        if tried(form, act):
            return to_tab(request, complaint, "people")
    title = _("Permission for %(name)s") % {"name": found}
    return case_page(request, "case_form", complaint, {"page_title": title, "form": form})


@staff_page(*who_may(Act.NAME_REPRESENTATIVE))
@methods
def narrow(request: PutrightRequest, reference: str, representative: UUID) -> HttpResponse:
    """Leaves them less than before."""
    complaint = access.for_staff(request, reference)
    found = access.representative_of(complaint, representative)
    form = Narrow(sent_form(request), initial=what_of(found))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.narrow_representative(
                found, scope=typed["scope"], until=typed["until"], **acting(request)
            ),
        ):
            return to_tab(request, complaint, "people")
    title = _("Limit what %(name)s may do") % {"name": found}
    return case_page(request, "case_form", complaint, {"page_title": title, "form": form})


@staff_page(*who_may(Act.NAME_REPRESENTATIVE))
@methods
def end(request: PutrightRequest, reference: str, representative: UUID) -> HttpResponse:
    """Ends it: nothing is shared with them any more."""
    complaint = access.for_staff(request, reference)
    found = access.representative_of(complaint, representative)
    form = End(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.end_representative(
                found, because=form.cleaned_data["because"], **acting(request)
            ),
        )
    ):
        return to_tab(request, complaint, "people")
    title = _("%(name)s no longer speaks for the resident") % {"name": found}
    return case_page(request, "case_form", complaint, {"page_title": title, "form": form})


case_patterns = [
    path("people/", show_people, name="people"),
    path("people/representatives/new/", name_representative, name="representative_new"),
    path(
        "people/representatives/<uuid:representative>/permission/",
        give_permission,
        name="representative_permission",
    ),
    path("people/representatives/<uuid:representative>/limit/", narrow, name="representative_narrow"),
    path("people/representatives/<uuid:representative>/end/", end, name="representative_end"),
]
