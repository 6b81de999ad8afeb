"""Staff pages of remedies: what is decided, what the guidance says beside it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.policy import policy_of
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint, Remedy
from putright.complaints.points.queries import live
from putright.complaints.queries import current_stage, standing
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    permitted,
    sent_form,
    staff_page,
    stage_or_404,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules import remedies as rules
from putright.rules.stages import Act

from . import actions, queries
from . import words as said
from .forms import Decide, Paid, TookOffer


@dataclass(frozen=True)
class Shown:
    """A remedy as a list shows it, with where each act on it is; empty where it may not be done."""

    remedy: Remedy
    text: Any
    colour: str
    head: Any
    links: list[tuple[Any, str]]
    drop: str = ""


@staff_page(*READING)
@require_safe
def show(request: PutrightRequest, reference: str) -> HttpResponse:
    """What is decided, offered and paid, stage by stage."""
    complaint = access.for_staff(request, reference)
    stage = current_stage(complaint)
    acts = permitted(request, complaint, standing(complaint, today(request)))
    decide = ""
    if Act.DECIDE_REMEDY in acts:
        decide = case_address(request, complaint, "remedy_new", stage=stage.number)
    return case_page(
        request,
        "remedies/list",
        complaint,
        {
            "page_title": _("Remedies"),
            "remedies": [_shown(request, complaint, one, acts) for one in queries.remedies_of(complaint)],
            "decide": decide,
            "waiting": queries.unapproved(complaint, stage.number),
        },
    )


def _shown(request: PutrightRequest, complaint: Complaint, one: Remedy, acts: frozenset[Act]) -> Shown:
    def to(name: str) -> str:
        return address(request, f"complaints:{name}", reference=complaint.reference, remedy=one.id)

    text, colour = said.STATES[one.state]
    links: list[tuple[Any, str]] = []
    drop = ""
    if one.offered_on is None:
        if Act.DECIDE_REMEDY in acts:
            links.append((_("Change"), to("remedy_change")))
            drop = to("remedy_dropped")
        if Act.APPROVE_REMEDY in acts and one.needs_approval and not one.approved_on:
            person = request.visitor.person
            if person is not None and person.id != one.decided_by_id:
                links.append((_("Approve"), to("remedy_approve")))
    elif Act.SETTLE_REMEDY in acts and not one.paid_on:
        links.append((_("Write down what the resident says"), to("remedy_settle")))
        if one.is_payment and not one.declined_on:
            links.append((_("Write down that it is paid"), to("remedy_paid")))
    return Shown(one, text, colour, said.HEADS.get(one.head, ""), links, drop)


def prompts(request: PutrightRequest, complaint: Complaint) -> dict[str, Any]:
    """What the pages that decide or approve money show beside it: ranges of the day, what is weighed, our policy."""
    day = rules.prompts(today(request))
    return {
        "guidance": [
            (one, said.SETS[one.code], _bands(one), _fixed(one), one is day.before)
            for one in (day.now, day.before)
            if one is not None
        ],
        "factors": [said.FACTORS[code] for code in rules.factors()],
        "arrears": said.ARREARS[policy_of(complaint.landlord).arrears],
    }


def _bands(one: rules.Guidance) -> list[tuple[Any, int, int | None, bool]]:
    return [(said.WHEN[band.when], band.least, band.most, band.confidence == "low") for band in one.bands]


def _fixed(one: rules.Guidance) -> list[tuple[Any, int, Any, bool]]:
    return [
        (said.FIXED[sum.code], sum.pounds, said.PER[sum.per], sum.confidence == "low") for sum in one.fixed
    ]


def _of(complaint: Complaint, remedy_id: UUID) -> Remedy:
    """A remedy of a case that a door has opened. Http404 for another case's."""
    return access.row_of(
        complaint, Remedy.objects.select_related("complaint", "point", "decided_by"), id=remedy_id
    )


def _page(
    request: PutrightRequest, complaint: Complaint, template: str, context: Mapping[str, Any]
) -> HttpResponse:
    back = case_address(request, complaint, "remedies")
    return case_page(request, template, complaint, {"back_url": back, **context})


@staff_page(*who_may(Act.DECIDE_REMEDY))
@methods
def decide(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Decides what puts a point right at a stage."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    return _decided(request, complaint, stage, None)


@staff_page(*who_may(Act.DECIDE_REMEDY))
@methods
def change(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Changes a remedy before it is offered; a payment's approval is then asked for anew."""
    complaint = access.for_staff(request, reference)
    found = _of(complaint, remedy)
    return _decided(request, complaint, found.stage, found)


def _decided(
    request: PutrightRequest, complaint: Complaint, stage: int, found: Remedy | None
) -> HttpResponse:
    points = live(complaint.points.all())
    asked = request.GET.get("point", "")
    initial = Decide.of(found) if found else {"point": asked, "kind": ""}
    form = Decide(sent_form(request), points=points, initial=initial)

    def act() -> None:
        actions.decide_remedy(
            complaint,
            stage,
            form.draft(),
            point=next((one for one in points if str(one.number) == form.cleaned_data["point"]), None),
            remedy=found,
            **acting(request),
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return to_tab(request, complaint, "remedies", _("The remedy is saved. The answer will offer it."))
    return _page(
        request,
        complaint,
        "remedies/decide",
        {
            "page_title": _("What puts it right at stage %(stage)s") % {"stage": stage},
            "form": form,
            "approval_lost": found is not None and found.approved_on is not None,
            **prompts(request, complaint),
        },
    )


@staff_page(*who_may(Act.DECIDE_REMEDY))
@require_POST
def drop(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Takes a remedy out before it is offered."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(form, lambda: actions.drop_remedy(_of(complaint, remedy), **acting(request))):
        return to_tab(request, complaint, "remedies", _("The remedy is taken out."))
    return _page(request, complaint, "refused", {"page_title": _("Not taken out"), "form": form})


@staff_page(*who_may(Act.APPROVE_REMEDY))
@methods
def approve(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Approves a payment that somebody else proposes."""
    complaint = access.for_staff(request, reference)
    found = _of(complaint, remedy)
    form = Confirm(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.approve_remedy(found, **acting(request)))
    ):
        return to_tab(
            request, complaint, "remedies", _("The payment is approved. The answer can go out with it.")
        )
    return _page(
        request,
        complaint,
        "remedies/approve",
        {
            "page_title": _("Approve a payment"),
            "form": form,
            "remedy": found,
            "head": said.HEADS.get(found.head, ""),
            "button_text": _("Approve this payment"),
            **prompts(request, complaint),
        },
    )


@staff_page(*who_may(Act.SETTLE_REMEDY))
@methods
def settle(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Writes down whether the resident accepts what was offered, as they told us."""
    complaint = access.for_staff(request, reference)
    found = _of(complaint, remedy)
    form = TookOffer(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.answer_remedy(
                found,
                accepted=form.cleaned_data["accepted"] == "yes",
                because=form.cleaned_data["because"],
                **acting(request),
            ),
        )
    ):
        return to_tab(request, complaint, "remedies", _("What the resident says is written down."))
    return _page(
        request,
        complaint,
        "remedies/one",
        {
            "page_title": _("What the resident says to our offer"),
            "form": form,
            "remedy": found,
            "head": said.HEADS.get(found.head, ""),
        },
    )


@staff_page(*who_may(Act.SETTLE_REMEDY))
@methods
def paid(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Writes down that money was paid, on which day, and how that is known."""
    complaint = access.for_staff(request, reference)
    found = _of(complaint, remedy)
    form = Paid(
        sent_form(request),
        initial={
            "on": today(request),
            "offset": found.offset_pence or None,
            "offset_agreed": found.offset_agreed_on is not None,
        },
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.pay_remedy(
                found,
                on=form.cleaned_data["on"],
                proof=form.cleaned_data["proof"],
                offset_pence=form.cleaned_data["offset"] or 0,
                offset_agreed=form.cleaned_data["offset_agreed"],
                **acting(request),
            ),
        )
    ):
        return to_tab(
            request, complaint, "remedies", _("The payment is marked as paid. The resident is told.")
        )
    return _page(
        request,
        complaint,
        "remedies/one",
        {
            "page_title": _("The money was paid"),
            "form": form,
            "remedy": found,
            "head": said.HEADS.get(found.head, ""),
            "arrears": said.ARREARS[policy_of(complaint.landlord).arrears],
        },
    )


case_patterns = [
    path("remedies/", show, name="remedies"),
    path("remedies/stage/<int:stage>/", decide, name="remedy_new"),
    path("remedies/<uuid:remedy>/", change, name="remedy_change"),
    path("remedies/<uuid:remedy>/drop/", drop, name="remedy_dropped"),
    path("remedies/<uuid:remedy>/approve/", approve, name="remedy_approve"),
    path("remedies/<uuid:remedy>/settle/", settle, name="remedy_settle"),
    path("remedies/<uuid:remedy>/paid/", paid, name="remedy_paid"),
]
