"""The staff's pages of what forms promised, and of the counts of equality answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.models import Complaint
from putright.complaints.roles import HEARING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_case,
    today,
    tried,
)
from putright.rules.stages import Role

from . import actions, equality, queries
from .models import StillToCome
from .staff_forms import CallMade, PapersSeen

SHOWN = 100
Kind = StillToCome.Kind


@dataclass(frozen=True)
class Row:
    """A call to make or papers to copy, as the list shows it."""

    still: StillToCome
    href: str
    text: Any
    days: int


@staff_page(*HEARING)
@require_safe
def still_to_come(request: PutrightRequest) -> HttpResponse:
    """`staff/still-to-come/`: calls to make and papers to copy, the longest waiting first."""
    on = today(request)
    found = list(queries.still_to_come(request.landlord)[: SHOWN + 1])
    access.looked_at(request, "still_to_come")
    return page(
        request,
        "returning/still",
        {
            "page_title": _("Calls and papers that forms asked for"),
            "rows": [_row(request, one, on) for one in found[:SHOWN]],
            "more": len(found) > SHOWN,
        },
    )


def _row(request: PutrightRequest, one: StillToCome, on: Any) -> Row:
    call = one.kind == Kind.CALL
    href = case_address(request, one.complaint, "call_made" if call else "papers_seen")
    text = _("Call, and write down what went wrong") if call else _("Copy their papers")
    return Row(one, href, text, (on - one.since.date()).days)


@staff_page(*HEARING)
@methods
def call_made(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down the call that a form asked for: what they said, or that nobody answered."""
    complaint, row = _still(request, reference, Kind.CALL)
    form = CallMade(sent_form(request))
    if request.method == "POST" and form.is_valid():
        reached = form.cleaned_data["reached"] == "yes"

        def act() -> None:
            if reached:
                words = form.cleaned_data["words"]
                actions.write_down_call(complaint, words, form.points, **acting(request))
            else:
                actions.try_call(complaint, **acting(request))

        if tried(form, act):
            said = (
                _("It is written down.")
                if reached
                else _("It is written down. The call is still to be made.")
            )
            return to_case(request, complaint, said)
    return case_page(
        request,
        "returning/call",
        complaint,
        {"form": form, "still": row, "page_title": form.title, "button_text": _("Write it down")},
    )


@staff_page(*HEARING)
@methods
def papers_seen(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down what was done about the papers of somebody who has nothing but paper."""
    complaint, row = _still(request, reference, Kind.PAPER)
    form = PapersSeen(sent_form(request))
    if request.method == "POST" and form.is_valid():
        what = form.cleaned_data["what"]
        if tried(form, lambda: actions.copy_papers(complaint, what, **acting(request))):
            return to_case(request, complaint, _("It is written down."))
    return case_page(
        request,
        "returning/call",
        complaint,
        {"form": form, "still": row, "page_title": form.title, "button_text": _("Write it down")},
    )


def _still(request: PutrightRequest, reference: str, kind: Kind) -> tuple[Complaint, StillToCome]:
    complaint = access.for_staff(request, reference)
    row = queries.still_to_come_of(complaint).filter(kind=kind).first()
    if row is None:
        raise Http404
    return complaint, row


@staff_page(Role.MEMBER_RESPONSIBLE, Role.LANDLORD_ADMIN)
@require_safe
def equality_counts(request: PutrightRequest) -> HttpResponse:
    """`staff/equality/`: how many gave which answer, year by year, small numbers kept back."""
    access.looked_at(request, "equality_counts")
    return page(
        request,
        "returning/equality",
        {
            "page_title": _("Equality questions"),
            "years": equality.years(request.landlord, today(request)),
            "small": equality.SMALL,
            "rounded_to": equality.ROUNDED_TO,
        },
        here="equality_counts",
    )


patterns = [
    path("staff/still-to-come/", still_to_come, name="still_to_come"),
    path("staff/equality/", equality_counts, name="equality_counts"),
]
case_patterns = [
    path("call/", call_made, name="call_made"),
    path("papers/", papers_seen, name="papers_seen"),
]
