"""Staff pages of homes: the list and its import, a home's page, and which home a case is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.linking import queries as linking
from putright.complaints.models import Complaint, Home
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    STATES,
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_page,
    to_tab,
    tried,
    who_may,
)
from putright.rules.stages import Act, Role, State

from . import actions, queries
from .forms import ImportHomes, MatchHome
from .reading import FileRefused

MOST_ROWS = 50_000


@staff_page(*READING, Role.LANDLORD_ADMIN)
@require_safe
def show_homes(request: PutrightRequest) -> HttpResponse:
    """`staff/homes/?q=`: homes by postcode or reference; the administrator's way to the import."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = queries.find(request.landlord, typed)
    return page(
        request,
        "homes/list",
        {
            "page_title": _("Homes"),
            "typed": typed,
            "homes": found,
            "may_open": bool(request.visitor.roles & set(READING)),
            "may_import": Role.LANDLORD_ADMIN in request.visitor.roles,
            "more": len(found) == queries.FOUND,
        },
        here="homes",
    )


@staff_page(Role.LANDLORD_ADMIN)
@methods
def import_homes(request: PutrightRequest) -> HttpResponse:
    """`staff/homes/import/`: a list is given and taken in; below it what became of the lists before."""
    form = ImportHomes(
        sent_form(request), request.FILES if request.method == "POST" else None, initial={"full": "part"}
    )
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.import_homes(
                request.landlord,
                form.cleaned_data["file"],
                name=form.cleaned_data["file"].name,
                full=form.cleaned_data["full"] == "full",
                most=MOST_ROWS,
                **acting(request),
            )

        try:
            if tried(form, act):
                return to_page(
                    request, "homes_import", _("The list was imported. What became of its rows stands below.")
                )
        except FileRefused as refused:
            form.add_error("file", str(refused))
    return page(
        request,
        "homes/import",
        {
            "form": form,
            "lists": queries.lists(request.landlord),
            "back_url": address(request, "complaints:homes"),
            "button_text": _("Import the list"),
        },
        here="homes",
    )


class HomeCase:
    """A case as the page of a home lists it."""

    def __init__(self, request: PutrightRequest, complaint: Complaint) -> None:
        self.complaint = complaint
        self.href = case_address(request, complaint)
        self.state_text, self.state_colour = STATES[State(complaint.state)]
        points = [point for point in complaint.points.all() if point.live]
        self.about = " ".join(str(point) for point in points) or complaint.original_words


@staff_page(*READING)
@require_safe
def show_home(request: PutrightRequest, home: UUID) -> HttpResponse:
    """`staff/homes/<id>/`: open dangers, problems that came again, and every case of the home in order."""
    found: Home = access.home_for_staff(request, home)
    cases = linking.cases_of_home(request.landlord, found.id)
    return page(
        request,
        "homes/home",
        {
            "page_title": str(found),
            "caption": found.reference,
            "home": found,
            "cases": [HomeCase(request, one) for one in cases],
            "repeats": [
                (HomeCase(request, one.case), HomeCase(request, one.earlier))
                for one in linking.repeats(cases)
            ],
            "dangers": linking.open_dangers(request.landlord.id, [one.id for one in cases]),
            "back_url": address(request, "complaints:homes"),
        },
        here="homes",
    )


@staff_page(*who_may(Act.MATCH_HOME))
@methods
def match(request: PutrightRequest, reference: str) -> HttpResponse:
    """Which home a case is about: suggestions by postcode and address, or a search. A person chooses."""
    complaint = access.for_staff(request, reference)
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    suggested = queries.suggestions(complaint, typed)
    form = MatchHome(
        sent_form(request),
        homes=[
            (
                str(one.home.id),
                f"{one.home}, {one.home.postcode}",
                _("The address is the same.")
                if one.close and one.of
                else _("The same: %(same)s of %(of)s parts of the address.")
                % {"same": one.same, "of": one.of}
                if one.same
                else "",
            )
            for one in suggested
        ],
    )
    if request.method == "POST" and form.is_valid():
        home = next(one.home for one in suggested if str(one.home.id) == form.cleaned_data["home"])
        if tried(form, lambda: actions.match_home(complaint, home, **acting(request))):
            return to_tab(
                request, complaint, "links", _("The complaint is matched to %(home)s.") % {"home": home}
            )
    return case_page(
        request,
        "homes/match",
        complaint,
        {
            "page_title": _("Which home is it about?"),
            "form": form,
            "typed": typed,
            "suggested": suggested,
            "back_url": case_address(request, complaint, "links"),
        },
    )


@staff_page(*who_may(Act.MATCH_HOME))
@require_POST
def unmatch(request: PutrightRequest, reference: str) -> HttpResponse:
    """Takes back which home a case is about."""
    complaint = access.for_staff(request, reference)
    form: Any = Confirm({})
    if tried(form, lambda: actions.unmatch_home(complaint, **acting(request))):
        return to_tab(request, complaint, "links", _("The complaint is no longer matched to a home."))
    return case_page(request, "refused", complaint, {"page_title": _("Not taken back"), "form": form})


patterns = [
    path("staff/homes/", show_homes, name="homes"),
    path("staff/homes/import/", import_homes, name="homes_import"),
    path("staff/homes/<uuid:home>/", show_home, name="home"),
]
case_patterns = [
    path("home/", match, name="home_match"),
    path("home/unmatch/", unmatch, name="home_unmatch"),
]
