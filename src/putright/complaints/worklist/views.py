"""Staff pages that share out the work: the team and its absences, bulk allocation, kept searches, the dashboard."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.afterwards.queries import said_since
from putright.complaints.forms_landlords import Confirm
from putright.complaints.needs.queries import open_reprisals, refused_needs
from putright.complaints.queries import (
    Load,
    current_stage,
    open_hazards,
    people_of,
    people_who_answer,
    with_facts,
)
from putright.complaints.roles import LEADING, OVERSEEING, READING, TEAM
from putright.complaints.views.staff import (
    STATES,
    acting,
    chosen,
    methods,
    page,
    sent_form,
    staff_page,
    to_page,
    today,
    tried,
    who_may,
)
from putright.rules.retention import before
from putright.rules.stages import CASEWORKERS, Act, Role, State
from putright.ui import dates, words

from . import actions, queries
from .asks import Asks
from .forms import AllocateMany, KeepSearch, NoteAbsence
from .models import Absence, SavedSearch

# The team


@staff_page(*TEAM)
@methods
def team(request: PutrightRequest) -> HttpResponse:
    """`staff/team/`: what each person has in hand, who is away and who covers. Writes an absence down."""
    on = today(request)
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    caseworkers = people_of(request.landlord, CASEWORKERS, on)
    leads = bool(request.visitor.roles & set(LEADING))
    form = NoteAbsence(
        sent_form(request),
        people=caseworkers if leads else [person],
        covers=caseworkers,
        initial={"from_on": on, "person": str(person.id)},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        who = chosen([*caseworkers, person], typed["person"])
        if who is not None and tried(
            form,
            lambda: actions.note_absence(
                request.landlord,
                who,
                from_on=typed["from_on"],
                until_on=typed["until_on"],
                cover=chosen(caseworkers, typed["cover"]),
                **acting(request),
            ),
        ):
            return to_page(request, "team", _("The absence is written down."))
    loads, nobody = queries.load(request.landlord, on, access.known_to(request))
    return page(
        request,
        "worklist/team",
        {
            "page_title": _("Team"),
            "form": form,
            "loads": loads,
            "nobody": nobody,
            "absences": queries.absences(request.landlord, on),
            "leads": leads,
        },
        here="team",
    )


@staff_page(*TEAM)
@require_POST
def absence_ended(request: PutrightRequest, absence: UUID) -> HttpResponse:
    """Ends an absence today."""
    found = (
        Absence.objects.filter(landlord=request.landlord, id=absence)
        .select_related("landlord", "person")
        .first()
    )
    if found is None:
        raise Http404
    form = Confirm({})
    if tried(form, lambda: actions.end_absence(found, **acting(request))):
        messages.success(request, _("%(name)s is back.") % {"name": found.person.name})
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return to_page(request, "team")


# Bulk allocation


def has_in_hand(load: Load, absence: Absence | None) -> str:
    """How many open cases somebody has, and until when they are away: what is said beside their name."""
    text = ngettext("%(number)s open case", "%(number)s open cases", load.open_cases) % {
        "number": load.open_cases
    }
    if absence is None:
        return text
    if absence.until_on is None:
        return _("%(cases)s, away until further notice") % {"cases": text}
    return _("%(cases)s, away until %(day)s") % {"cases": text, "day": dates.day(absence.until_on)}


@staff_page(*who_may(Act.ALLOCATE))
@methods
def allocate_many(request: PutrightRequest) -> HttpResponse:
    """`staff/allocate/?case=…`: gives the chosen cases to one person, and says which may not go, and why."""
    asked = request.POST if request.method == "POST" else request.GET
    references = list(dict.fromkeys(asked.getlist("case")))[: actions.BULK_LIMIT + 1]
    cases = list(
        with_facts(access.known_to(request).filter(reference__in=references[: actions.BULK_LIMIT]))
        .select_related("landlord", "handler", "reviewer")
        .order_by("next_due_on", "id")
    )
    on = today(request)
    loads, away = people_who_answer(request.landlord, on), queries.away(request.landlord, on)
    form = AllocateMany(
        sent_form(request),
        people=[
            (
                load.person,
                has_in_hand(load, away.get(load.person.id)),
            )
            for load in loads
        ],
    )
    done: list[actions.Allocated] = []
    if request.method == "POST" and form.is_valid():
        person = chosen((load.person for load in loads), form.cleaned_data["person"])
        assert person is not None  # the form knows the list

        def act() -> None:
            nonlocal done
            done = actions.allocate_many(
                request.landlord, [one.reference for one in cases], person, **acting(request)
            )

        if tried(form, act):
            given = [one.complaint for one in done if one.refused is None]
            left = [(one.complaint, words.refusal(one.refused)) for one in done if one.refused]
            text = ngettext(
                "%(number)s case is given to %(name)s.", "%(number)s cases are given to %(name)s.", len(given)
            ) % {"number": len(given), "name": person.name}
            if not left:
                return to_page(request, "queue", text)
            return page(
                request,
                "worklist/allocated",
                {
                    "page_title": _("Not all of them were given"),
                    "said": text,
                    "left": left,
                    "back_url": address(request, "complaints:queue"),
                },
                here="queue",
            )
    return page(
        request,
        "worklist/allocate",
        {
            "page_title": _("Give cases to somebody"),
            "form": form,
            "cases": [(one, current_stage(one).number) for one in cases],
            "too_many": len(references) > actions.BULK_LIMIT,
            "limit": actions.BULK_LIMIT,
            "back_url": address(request, "complaints:queue"),
        },
        here="queue",
    )


# Kept searches


@staff_page(*READING)
@require_POST
def keep_search(request: PutrightRequest) -> HttpResponse:
    """Keeps the search that stands in the address under a name."""
    people = people_of(request.landlord, CASEWORKERS, today(request))
    asks = Asks(request.GET, people=people)
    asks.is_valid()
    asked = asks.asked()
    form = KeepSearch(request.POST)
    back = f"{address(request, 'complaints:staff_search')}?{urlencode(asked)}"
    if form.is_valid() and tried(
        form,
        lambda: actions.save_search(
            request.landlord,
            name=form.cleaned_data["name"],
            asks=asked,
            notify=form.cleaned_data["notify"],
            **acting(request),
        ),
    ):
        messages.success(request, _("The search is kept."))
    else:
        for errors in form.errors.values():
            messages.error(request, str(errors[0]))
    return HttpResponseRedirect(back)


@staff_page(*READING)
@require_POST
def remove_search(request: PutrightRequest, search: UUID) -> HttpResponse:
    """Removes a search that the visitor keeps."""
    found = SavedSearch.objects.filter(
        landlord=request.landlord, id=search, person=request.visitor.person
    ).select_related("landlord")
    kept = found.first()
    if kept is None:
        raise Http404
    actions.remove_search(kept, **acting(request))
    return to_page(request, "staff_search", _("The search is removed."))


# The dashboard


@staff_page(*OVERSEEING)
@require_safe
def dashboard(request: PutrightRequest) -> HttpResponse:
    """`staff/dashboard/`: how the open cases stand, and what ended in each of the last 13 months."""
    on, person = today(request), request.visitor.person
    assert person is not None  # the door lets nobody else in
    now = queries.open_now(request.landlord, on, access.known_to(request))
    access.looked_at(request, "dashboard")
    return page(
        request,
        "worklist/dashboard",
        {
            "page_title": _("Dashboard"),
            "now": now,
            "states": [
                (STATES[state], now.by_state[state.value]) for state in State if state.value in now.by_state
            ],
            "dangers": len(open_hazards(request.landlord)),
            "refused_needs": refused_needs(request.landlord, before(on, 1)),
            "afterwards": said_since(request.landlord, before(on, 1)),
            "reprisals": open_reprisals(request.landlord, person, on).count()
            if Role.MEMBER_RESPONSIBLE in request.visitor.roles
            else None,
            "months": queries.months(request.landlord, on),
        },
        here="dashboard",
    )


patterns = [
    path("staff/team/", team, name="team"),
    path("staff/team/<uuid:absence>/back/", absence_ended, name="absence_ended"),
    path("staff/allocate/", allocate_many, name="allocate_many"),
    path("staff/searches/keep/", keep_search, name="search_kept"),
    path("staff/searches/<uuid:search>/remove/", remove_search, name="search_removed"),
    path("staff/dashboard/", dashboard, name="dashboard"),
]
