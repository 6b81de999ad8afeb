"""The addresses of the landlord's staff, and their lists: the queue, the search, dangers, a new complaint."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.afterwards import views as afterwards
from putright.complaints.awareness import views as awareness
from putright.complaints.conflicts import views as conflicts
from putright.complaints.correspondence import views as correspondence
from putright.complaints.drafting import views as drafting
from putright.complaints.evidence import staff_views as evidence
from putright.complaints.groups import views as groups
from putright.complaints.hazards import views as hazards
from putright.complaints.hazards.queries import dangers_at_the_head
from putright.complaints.hazards.views import dangers_shown
from putright.complaints.homes import views as homes
from putright.complaints.intake import views as intake
from putright.complaints.keeping import views as keeping
from putright.complaints.learning import views as learning
from putright.complaints.linking import views as linking
from putright.complaints.models import Complaint
from putright.complaints.more_time import views as more_time
from putright.complaints.needs import views as needs
from putright.complaints.news import views as news
from putright.complaints.pack import staff_views as pack
from putright.complaints.points import views as points
from putright.complaints.queries import (
    SEARCH_LIMIT,
    Show,
    people_of,
    queue,
    standing,
    urgency,
    urgency_counts,
    with_facts,
)
from putright.complaints.remedies import views as remedies
from putright.complaints.representatives import views as representatives
from putright.complaints.returning import staff_views as returning
from putright.complaints.roles import READING, TEAM
from putright.complaints.understanding import views as understanding
from putright.complaints.worklist import views as worklist
from putright.complaints.worklist import waiting
from putright.complaints.worklist.asks import Asks, found
from putright.complaints.worklist.forms import KeepSearch
from putright.complaints.worklist.queries import COUNT_LIMIT, counted, kept_searches
from putright.complaints.worries import views as worries
from putright.rules import stages
from putright.rules.clocks import overdue
from putright.rules.stages import Act, Role

from . import staff_acts, staff_case, staff_contact, staff_languages, staff_letters, staff_procedure
from .staff import STATES, URGENCIES, case_address, due_next, home, page, staff_page, today

PAGE = 50


class Row:
    """A case as a list shows it."""

    def __init__(self, request: PutrightRequest, complaint: Complaint) -> None:
        on = today(request)
        stands = standing(complaint, on)
        self.complaint = complaint
        self.href = case_address(request, complaint)
        self.state_text, self.state_colour = STATES[stands.state]
        self.due = due_next(stands, on)
        self.overdue = overdue(stands.clocks) or bool(stands.promises_overdue)
        # Late is what the rules say, made good since or not; overdue is what still is to be done.
        self.was_late = stands.late and not self.overdue
        later = max(stage.number for stage in complaint.stages.all()) > 1
        self.who = complaint.reviewer if later else complaint.handler


def _showing(request: PutrightRequest) -> Show:
    """The part of the queue that was asked for, else the one that the visitor's role begins with."""
    asked = request.GET.get("show", "")
    if asked in {one.value for one in Show}:
        return Show(asked)
    roles = request.visitor.roles
    if roles & {Role.COMPLAINTS_OFFICER, Role.TEAM_LEADER}:
        return Show.ALL
    return Show.STAGE_2 if Role.HEAD_OF_HOUSING in roles else Show.MINE


@staff_page()
@require_safe
def show_queue(request: PutrightRequest) -> HttpResponse:
    """`staff/`: open dangers first, then the cases with something to do, the worst first, 50 on a page.

    Signing in leads here. Somebody whose role opens no case is led on to what it does open.
    """
    if not request.visitor.roles & set(TEAM):
        return redirect(home(request))
    on, show = today(request), _showing(request)
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    cases = queue(request.landlord, show, person.id, on)
    counts = urgency_counts(cases, on)
    paginator = Paginator(cases, PAGE)
    # The counts are there already: the paginator need not count again.
    paginator.count = sum(counts.values())
    on_page = paginator.get_page(request.GET.get("page"))
    rows = [Row(request, complaint) for complaint in on_page]
    access.looked_at(request, "queue")
    return page(
        request,
        "queue",
        {
            "page_title": _("Cases"),
            "hazards": dangers_shown(dangers_at_the_head(request.landlord), request.moment),
            "filters": [
                (text, f"?show={one.value}", one is show)
                for one, text in (
                    (Show.ALL, _("All")),
                    (Show.MINE, _("Mine")),
                    (Show.NEW, _("Not logged yet")),
                    (Show.UNALLOCATED, _("Nobody chosen yet")),
                    (Show.STAGE_2, _("Stage 2")),
                )
            ],
            "waiting": [
                (kind.said(number), number, address(request, f"complaints:{kind.page}"))
                for kind, number in counted(request.landlord, person, on, waiting.of(request.visitor.roles))
                if number
            ],
            "waiting_limit": COUNT_LIMIT,
            "may_allocate": bool(request.visitor.roles & stages.WHO[Act.ALLOCATE]),
            "counts": [(URGENCIES[one], number, one.value) for one, number in counts.items()],
            "groups": [
                (one, URGENCIES[one], list(group))
                for one, group in groupby(rows, key=lambda row: urgency(row.complaint.next_due_on, on))
            ],
            "page": on_page,
        },
        here="queue",
    )


@staff_page(*READING)
@require_safe
def staff_search(request: PutrightRequest) -> HttpResponse:
    """`staff/search/?q=…`: by words, name, postcode, number or reference, narrowed by filters; searches kept."""
    on, person = today(request), request.visitor.person
    assert person is not None  # the door lets nobody else in
    typed = {name: str(text).replace("\x00", "") for name, text in request.GET.items()}
    form = Asks(typed, people=people_of(request.landlord, stages.CASEWORKERS, on))
    form.is_valid()
    asked = form.asked()
    rows: list[Row] = []
    if asked:
        cases = with_facts(found(request.landlord, asked, on)).select_related(
            "landlord", "handler", "reviewer"
        )
        rows = [Row(request, complaint) for complaint in cases[:SEARCH_LIMIT]]
        access.looked_at(request, "search")
    return page(
        request,
        "search",
        {
            "page_title": _("Search"),
            "form": form,
            "asked": asked,
            "narrowed": bool(asked.keys() - {"q"}),
            "asks": urlencode(asked),
            "keep": KeepSearch(),
            "kept": [(one, urlencode(one.asks)) for one in kept_searches(request.landlord, person)],
            "rows": rows,
            "more": len(rows) == SEARCH_LIMIT,
        },
        here="staff_search",
    )


urlpatterns = [
    path("staff/", show_queue, name="queue"),
    path("staff/search/", staff_search, name="staff_search"),
    *intake.patterns,
    *hazards.patterns,
    *worklist.patterns,
    *awareness.patterns,
    *returning.patterns,
    *evidence.patterns,
    *keeping.patterns,
    *correspondence.patterns,
    *news.patterns,
    *understanding.patterns,
    *afterwards.patterns,
    *learning.patterns,
    *needs.patterns,
    *worries.patterns,
    *homes.patterns,
    *drafting.patterns,
    path("staff/procedure/", staff_procedure.show_procedure, name="procedure"),
    path("staff/languages/", staff_languages.show_languages, name="languages"),
    path("staff/languages/<slug:translation>/", staff_languages.show_language, name="language"),
    path("staff/languages/<slug:translation>/sheet/", staff_languages.language_sheet, name="language_sheet"),
    path(
        "staff/complaints/<reference:reference>/",
        include(
            [
                path("", staff_case.show_case, name="staff_case"),
                path("record/", staff_case.show_record, name="record"),
                *correspondence.case_patterns,
                *returning.case_patterns,
                *needs.case_patterns,
                *worries.case_patterns,
                *keeping.case_patterns,
                *pack.case_patterns,
                *evidence.case_patterns,
                path("access/", staff_case.renew_access, name="access_renew"),
                path("letters/<uuid:letter>/", staff_case.show_letter, name="staff_letter"),
                path("letters/<uuid:letter>/pdf/", staff_case.letter_pdf, name="staff_letter_pdf"),
                path("define/", staff_acts.define, name="define"),
                path("acknowledge/<int:stage>/", staff_letters.acknowledge, name="acknowledge"),
                path("allocate/<int:stage>/", staff_acts.allocate, name="allocate"),
                path("contact/", staff_acts.contact, name="contact"),
                *staff_contact.case_patterns,
                path("stage/<int:stage>/points/<int:number>/", staff_acts.finding, name="finding"),
                path("stage/<int:stage>/promises/", staff_acts.promises, name="promises"),
                path("promises/<uuid:promise>/", staff_acts.keep_promise, name="promise_kept"),
                path("promises/<uuid:promise>/drop/", staff_acts.drop_promise, name="promise_dropped"),
                path("extend/<int:stage>/", staff_letters.extend, name="extend"),
                path("answer/<int:stage>/", staff_letters.answer, name="answer"),
                path("refuse/<int:stage>/", staff_letters.refuse, name="refuse"),
                path("stage-2/", staff_acts.escalate, name="staff_escalate"),
                path("withdraw/", staff_acts.withdraw, name="staff_withdraw"),
                path("close/", staff_acts.close, name="close"),
                *remedies.case_patterns,
                *news.case_patterns,
                *understanding.case_patterns,
                *more_time.case_patterns,
                *afterwards.case_patterns,
                *learning.case_patterns,
                *conflicts.case_patterns,
                *representatives.case_patterns,
                *homes.case_patterns,
                *linking.case_patterns,
                *points.case_patterns,
                *groups.case_patterns,
                *drafting.case_patterns,
                *intake.case_patterns,
                *hazards.case_patterns,
            ]
        ),
    ),
]
