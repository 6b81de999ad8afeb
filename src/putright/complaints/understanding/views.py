"""Staff pages of what is understood: each version with the resident's word on it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.roles import CASEWORK, READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules.stages import Act

from . import actions
from .forms import Heard, Stays
from .queries import to_settle, versions

SHOWN = 100


@staff_page(*READING)
@require_safe
def show(request: PutrightRequest, reference: str) -> HttpResponse:
    """The versions, the newest first: when the resident was asked, what they said, what became of it."""
    complaint = access.for_staff(request, reference)
    found = versions(complaint)
    return case_page(
        request,
        "understanding/case",
        complaint,
        {
            "page_title": _("Have we understood?"),
            "versions": found,
            "latest": found[0] if found else None,
            "may_settle": bool(request.visitor.roles & set(CASEWORK)),
            "may_hear": bool(request.visitor.roles & set(who_may(Act.CHECK_UNDERSTANDING))),
        },
    )


@staff_page(*who_may(Act.CHECK_UNDERSTANDING))
@methods
def heard(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down what the resident said by phone or in person."""
    complaint = access.for_staff(request, reference)
    form = Heard(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.reply_to_understanding(
                complaint,
                says=form.cleaned_data["says"],
                words=form.cleaned_data["words"],
                **acting(request),
            ),
        )
    ):
        return to_tab(request, complaint, "understanding", _("What the resident said is written down."))
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": form.title,
            "form": form,
            "back_url": case_address(request, complaint, "understanding"),
        },
    )


@staff_page(*CASEWORK)
@methods
def stays(request: PutrightRequest, reference: str) -> HttpResponse:
    """Says why nothing is worded anew."""
    complaint = access.for_staff(request, reference)
    form = Stays(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.keep_understanding(
                complaint, because=form.cleaned_data["because"], **acting(request)
            ),
        )
    ):
        return to_tab(request, complaint, "understanding", _("The resident is told why it stays as it is."))
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": _("Why it stays as we wrote it"),
            "form": form,
            "back_url": case_address(request, complaint, "understanding"),
        },
    )


@staff_page(*CASEWORK)
@require_safe
def wishes(request: PutrightRequest) -> HttpResponse:
    """`staff/understanding/`: residents who want to change or add to what we understand, the longest waiting first."""
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    known = access.known_to(request).values("id")
    access.looked_at(request, "wishes")
    return page(
        request,
        "understanding/wishes",
        {
            "page_title": _("What residents want to change in what we understand"),
            "wishes": to_settle(request.landlord, person, today(request)).filter(complaint__in=known)[:SHOWN],
        },
        here="follow_up",
    )


case_patterns = [
    path("understanding/", show, name="understanding"),
    path("understanding/said/", heard, name="understanding_said"),
    path("understanding/stays/", stays, name="understanding_stays"),
]
patterns = [path("staff/understanding/", wishes, name="wishes")]
