"""Staff pages about worries, and the Member Responsible for Complaints' page of names given to them alone."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint
from putright.complaints.queries import people_of
from putright.complaints.roles import KNOWING_WORRIES, LEADING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_case,
    to_page,
    today,
    tried,
)
from putright.rules.stages import WHO, Act, Role

from . import actions, queries
from .forms import AgreeWorry
from .models import Confided, Worry

_LISTED = 100


@staff_page(*KNOWING_WORRIES)
@methods
def worry(request: PutrightRequest, reference: str) -> HttpResponse:
    """What the resident fears, whom they name, what they ask; and what was agreed with them about it.

    Not there for somebody whom they name.
    """
    complaint = access.for_staff(request, reference)
    found = _worry_of(request, complaint)
    decides = bool(request.visitor.roles & actions.AGREEING)
    form = AgreeWorry(sent_form(request), asks=found.asks) if decides else None
    if (
        request.method == "POST"
        and form is not None
        and form.is_valid()
        and tried(form, lambda: actions.agree_worry(found, **form.cleaned_data, **acting(request)))
    ):
        return to_case(request, complaint, _("What you agreed with the resident is written down."))
    return case_page(
        request,
        "worries/worry",
        complaint,
        {
            "page_title": _("What the resident is worried about"),
            "worry": found,
            "form": form,
            "named": _named(request, found),
            "restrict": case_address(request, complaint, "restrict")
            if request.visitor.roles & WHO[Act.RESTRICT]
            else "",
        },
    )


def _worry_of(request: PutrightRequest, complaint: Complaint) -> Worry:
    found = (
        Worry.objects.filter(landlord=request.landlord, complaint=complaint)
        .select_related("complaint__landlord", "agreed_by")
        .first()
    )
    person = request.visitor.person
    if found is None or person is None or queries.names(found.person, person.name):
        raise Http404
    return found


def _named(request: PutrightRequest, found: Worry) -> list[str]:
    """The landlord's people whose names stand in what the resident wrote: a hint, for a person to decide."""
    if not found.person:
        return []
    people = people_of(request.landlord, list(Role), today(request))
    return [one.name for one in people if queries.names(found.person, one.name)]


@staff_page(*LEADING)
@require_safe
def worries_waiting(request: PutrightRequest) -> HttpResponse:
    """`staff/worries/`: those who are worried, and with whom nobody has agreed yet how we go about it."""
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    access.looked_at(request, "worries_waiting")
    rows = queries.open_worries(request.landlord, person, today(request))
    return page(
        request,
        "worries/waiting",
        {
            "page_title": _("Residents worried about complaining"),
            "rows": [one for one in rows[:_LISTED] if not queries.names(one.person, person.name)],
        },
    )


@staff_page(Role.MEMBER_RESPONSIBLE)
@require_safe
def confided(request: PutrightRequest) -> HttpResponse:
    """`staff/confided/`: names that residents gave to the Member Responsible for Complaints alone."""
    access.looked_at(request, "confided")
    return page(
        request,
        "worries/confided",
        {
            "page_title": _("Names given to you alone"),
            "rows": list(queries.confided_to(request.landlord)[:_LISTED]),
        },
        here="confided",
    )


@staff_page(Role.MEMBER_RESPONSIBLE)
@methods
def confided_name(request: PutrightRequest, confided: UUID) -> HttpResponse:
    """One of them: who it is, how to reach them, and that they agreed that the people on the case may know."""
    found = (
        Confided.objects.filter(landlord=request.landlord, id=confided)
        .select_related("complaint__landlord")
        .first()
    )
    if found is None:
        raise Http404
    access.looked_at(request, "confided_name", ("complaint", found.complaint_id))
    form = Confirm(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.release_name(found, **acting(request)))
    ):
        return to_page(
            request,
            "confided",
            _("The name stands on the case now. The resident is told that there is news."),
        )
    return page(
        request,
        "worries/confided_name",
        {
            "page_title": _("A name given to you alone"),
            "confided": found,
            "form": form,
            "button_text": _("They agree: put the name on the case"),
            "back_url": address(request, "complaints:confided"),
        },
        here="confided",
    )


case_patterns = [path("worry/", worry, name="worry")]
patterns = [
    path("staff/worries/", worries_waiting, name="worries_waiting"),
    path("staff/confided/", confided, name="confided"),
    path("staff/confided/<uuid:confided>/", confided_name, name="confided_name"),
]
