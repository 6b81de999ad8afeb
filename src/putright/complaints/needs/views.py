"""Staff pages about needs, reprisals and limits to contact; and the resident's page to report a reprisal."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint
from putright.complaints.roles import CASEWORK, HEARING
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
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules.stages import Act, Role

from . import actions, queries
from .forms import (
    AnswerReprisal,
    DecideNeed,
    Household,
    LimitContact,
    NoteReprisal,
    RecordNeed,
    ReviewLimit,
)
from .kinds_of_help import AT_HOME, HELP, SHARED_WITH
from .models import ContactLimit, Need, Reprisal

_LISTED = 100


def _need_of(complaint: Complaint, need: UUID) -> Need:
    found = access.row_of(complaint, Need.objects.all(), id=need)
    found.complaint = complaint
    return found


@staff_page(*HEARING)
@methods
def needs(request: PutrightRequest, reference: str) -> HttpResponse:
    """The case's tab: what somebody needs and what was decided, who is at home, limits to contact. Adds a need."""
    complaint = access.for_staff(request, reference)
    form = RecordNeed(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.record_need(
                complaint,
                kind=typed["kind"],
                words=typed["words"],
                shared_with=typed["shared_with"],
                **acting(request),
            ),
        ):
            return to_tab(
                request,
                complaint,
                "needs",
                _("It is written down. Decide about it before anything goes out."),
            )
    rows = list(complaint.needs.select_related("decided_by"))
    names, told = dict(HELP), dict(SHARED_WITH)
    return case_page(
        request,
        "needs/needs",
        complaint,
        {
            "page_title": _("What they need"),
            "form": form,
            "needs": [
                (one, names.get(one.kind, one.kind), [told[who] for who in one.shared_with if who in told])
                for one in rows
            ],
            "at_home": [words for code, words in AT_HOME if code in complaint.at_home],
            "limits": list(complaint.contact_limits.select_related("decided_by")),
            "may_decide": bool(request.visitor.roles & set(CASEWORK)),
            "may_limit": Role.HEAD_OF_HOUSING in request.visitor.roles,
        },
    )


@staff_page(*who_may(Act.DECIDE_NEED))
@methods
def need_decided(request: PutrightRequest, reference: str, need: UUID) -> HttpResponse:
    """Agrees to a need, agrees in another way, or refuses it."""
    complaint = access.for_staff(request, reference)
    found = _need_of(complaint, need)
    form = DecideNeed(
        sent_form(request),
        initial={
            "decision": found.decision,
            "instead": found.instead,
            "reasons": found.reasons,
            "review_on": found.review_on,
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.decide_need(
                found,
                decision=typed["decision"],
                instead=typed["instead"],
                reasons=typed["reasons"],
                review_on=typed["review_on"],
                **acting(request),
            ),
        ):
            return to_tab(request, complaint, "needs", _("It is decided, and the resident is told."))
    return case_page(
        request,
        "needs/decide",
        complaint,
        {
            "page_title": _("Decide about what they need"),
            "form": form,
            "need": found,
            "kind": HELP.get(found.kind, found.kind),
            "back_url": case_address(request, complaint, "needs"),
        },
    )


@staff_page(*who_may(Act.RECORD_NEED))
@require_POST
def need_ended(request: PutrightRequest, reference: str, need: UUID) -> HttpResponse:
    """Ends help that is no longer needed."""
    complaint = access.for_staff(request, reference)
    found = _need_of(complaint, need)
    form = Confirm({})
    if tried(form, lambda: actions.end_need(found, **acting(request))):
        return to_tab(request, complaint, "needs", _("It is ended."))
    return case_page(request, "refused", complaint, {"page_title": _("Not ended"), "form": form})


@staff_page(*who_may(Act.RECORD_NEED))
@methods
def household(request: PutrightRequest, reference: str) -> HttpResponse:
    """Whom to think about at home."""
    complaint = access.for_staff(request, reference)
    form = Household(
        sent_form(request), initial={"at_home": complaint.at_home, "words": complaint.at_home_words}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.record_household(
                complaint, at_home=typed["at_home"], words=typed["words"], **acting(request)
            ),
        ):
            return to_tab(request, complaint, "needs", _("It is written down."))
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": _("Whom to think about at home"),
            "form": form,
            "back_url": case_address(request, complaint, "needs"),
        },
    )


# Limits to contact


@staff_page(*who_may(Act.LIMIT_CONTACT))
@methods
def limit_new(request: PutrightRequest, reference: str) -> HttpResponse:
    """Limits how somebody may contact us."""
    complaint = access.for_staff(request, reference)
    form = LimitContact(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.limit_contact(complaint, **form.cleaned_data, **acting(request)))
    ):
        return to_tab(
            request, complaint, "needs", _("The limit is set. Write to the resident with the reasons.")
        )
    return case_page(
        request,
        "needs/limit",
        complaint,
        {
            "page_title": _("Limit how they contact us"),
            "form": form,
            "back_url": case_address(request, complaint, "needs"),
        },
    )


@staff_page(*who_may(Act.LIMIT_CONTACT))
@methods
def limit_reviewed(request: PutrightRequest, reference: str, limit: UUID) -> HttpResponse:
    """Looks again at a limit: it ends, or goes on until another review."""
    complaint = access.for_staff(request, reference)
    found = access.row_of(complaint, ContactLimit.objects.all(), id=limit)
    found.complaint = complaint
    form = ReviewLimit(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.review_limit(
                found,
                keep_until=typed["review_on"] if typed["keep"] == "keep" else None,
                reasons=typed["reasons"],
                **acting(request),
            ),
        ):
            return to_tab(
                request, complaint, "needs", _("The review is written down, and the resident is told.")
            )
    return case_page(
        request,
        "needs/limit_review",
        complaint,
        {
            "page_title": _("Look again at the limit"),
            "form": form,
            "limit": found,
            "back_url": case_address(request, complaint, "needs"),
        },
    )


# Lists


@staff_page(*CASEWORK)
@require_safe
def needs_waiting(request: PutrightRequest) -> HttpResponse:
    """Adjustments to decide or to look at again, and limits whose review is due."""
    on, person = today(request), request.visitor.person
    assert person is not None  # the door lets nobody else in
    return page(
        request,
        "needs/waiting",
        {
            "page_title": _("What people need"),
            "undecided": _named(queries.undecided(request.landlord, person, on)[:_LISTED]),
            "to_review": _named(queries.to_review(request.landlord, person, on)[:_LISTED]),
            "limits": list(queries.limits_to_review(request.landlord, person, on)[:_LISTED]),
            "today": on,
        },
        here="queue",
    )


def _named(rows: object) -> list[tuple[Need, object]]:
    return [(one, HELP.get(one.kind, one.kind)) for one in rows]  # type: ignore[attr-defined]  # a query of needs


# Reprisals


@staff_page(*(role for role in who_may(Act.REPORT_REPRISAL)))
@methods
def reprisal_noted(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down what somebody tells us happened because they complained. Nobody but the member reads it."""
    complaint = access.for_staff(request, reference)
    form = NoteReprisal(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.report_reprisal(complaint, words=form.cleaned_data["words"], **acting(request)),
        )
    ):
        return to_case(
            request, complaint, _("It has gone to the Member Responsible for Complaints, and to nobody else.")
        )
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": _("Something happened because they complained"),
            "form": form,
            "button_text": _("Send it"),
        },
    )


@staff_page(Role.MEMBER_RESPONSIBLE)
@require_safe
def reprisals(request: PutrightRequest) -> HttpResponse:
    """What residents told of reprisals: those without an answer first; the newest 100 of the others."""
    on, person = today(request), request.visitor.person
    assert person is not None  # the door lets nobody else in
    access.looked_at(request, "reprisals")
    return page(
        request,
        "needs/reprisals",
        {
            "page_title": _("Reprisals"),
            "open": list(queries.open_reprisals(request.landlord, person, on)[:_LISTED]),
            "answered": list(
                Reprisal.objects.filter(landlord=request.landlord, answered_on__isnull=False)
                .select_related("complaint", "answered_by")
                .order_by("-answered_on", "-id")[:_LISTED]
            ),
        },
        here="reprisals",
    )


@staff_page(Role.MEMBER_RESPONSIBLE)
@methods
def reprisal(request: PutrightRequest, reprisal: UUID) -> HttpResponse:
    """One report, read and answered."""
    found = (
        Reprisal.objects.filter(landlord=request.landlord, id=reprisal)
        .select_related("landlord", "complaint__landlord", "answered_by")
        .first()
    )
    if found is None:
        raise Http404
    access.looked_at(request, "reprisal", ("complaint", found.complaint_id))
    form = AnswerReprisal(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.answer_reprisal(found, answer=form.cleaned_data["answer"], **acting(request)),
        )
    ):
        return to_page(
            request,
            "reprisals",
            _("The answer is written down, and the resident is told that there is news."),
        )
    return page(
        request,
        "needs/reprisal",
        {
            "page_title": _("Reprisal"),
            "form": form,
            "reprisal": found,
            "back_url": address(request, "complaints:reprisals"),
        },
        here="reprisals",
    )


case_patterns = [
    path("needs/", needs, name="needs"),
    path("needs/home/", household, name="household"),
    path("needs/limit/", limit_new, name="limit_new"),
    path("needs/limit/<uuid:limit>/", limit_reviewed, name="limit_reviewed"),
    path("needs/reprisal/", reprisal_noted, name="reprisal_noted"),
    path("needs/<uuid:need>/", need_decided, name="need_decided"),
    path("needs/<uuid:need>/end/", need_ended, name="need_ended"),
]
patterns = [
    path("staff/needs/", needs_waiting, name="needs_waiting"),
    path("staff/reprisals/", reprisals, name="reprisals"),
    path("staff/reprisals/<uuid:reprisal>/", reprisal, name="reprisal"),
]
