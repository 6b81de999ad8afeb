"""Staff pages about what is kept: holds, removal by two people, and questions about what is held."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.policy import policy_of
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint, ServiceRequest
from putright.complaints.reference import spoken
from putright.complaints.roles import CASE_KEEPING, HEARING, KEEPING
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
from putright.rules.retention import CLASSES, kept_for
from putright.ui.dates import day_month_year

from . import actions, queries
from .forms import DecideRemoval, PlaceHold, ProposeRemoval, WhichCases
from .held import download_of
from .models import DataQuestion, Hold, Removal


def _ended(one: Complaint | ServiceRequest, *, reads: bool) -> str:
    """A case that has ended, or a request that was done, as one decides about it: since when it rests, and whose it was
    for those who read cases.
    """
    ended = one.closed_on or one.withdrawn_on if isinstance(one, Complaint) else one.done_on
    said = (spoken(one.reference), one.name if reads else "", day_month_year(ended) if ended else "")
    return ", ".join(filter(None, said))


@staff_page(*KEEPING)
@methods
def keeping(request: PutrightRequest) -> HttpResponse:
    """`staff/keeping/`: how long things are kept, what has been kept long enough, what waits. Proposes removals."""
    on, person = today(request), request.visitor.person
    assert person is not None  # the door lets nobody else in
    due = list(queries.kept_long_enough(request.landlord, on)[: queries.LISTED])
    done = list(queries.requests_kept_long_enough(request.landlord, on)[: queries.LISTED])
    # Whoever reads no cases decides by reference and date alone.
    reads = bool(request.visitor.roles & set(CASE_KEEPING))
    form = ProposeRemoval(
        sent_form(request),
        choices=[
            *((str(one.id), _ended(one, reads=reads)) for one in due),
            *(
                (str(one.id), _("Service request %(which)s") % {"which": _ended(one, reads=reads)})
                for one in done
            ),
        ],
    )
    if request.method == "POST" and form.is_valid():
        found: list[Complaint | ServiceRequest] = [*due, *done]
        chosen = [one for one in found if str(one.id) in form.cleaned_data["cases"]]
        if tried(
            form,
            lambda: actions.propose_removal(
                request.landlord, chosen, why=Removal.Why.RETENTION.value, **acting(request)
            ),
        ):
            return to_page(request, "keeping", _("It is proposed. Somebody else decides."))
    own = policy_of(request.landlord).keep_years
    return page(
        request,
        "keeping/keeping",
        {
            "page_title": _("What is kept"),
            "form": form,
            "due": [*due, *done],
            "reads": reads,
            "kept": [kept_for(code, on, own) for code in CLASSES],
            "to_decide": list(queries.to_decide(request.landlord, person, on)[: queries.LISTED]),
            "questions": list(queries.questions(request.landlord, person, on)[: queries.LISTED]),
            "today": on,
        },
        here="keeping",
    )


@staff_page(*KEEPING)
@methods
def removal(request: PutrightRequest, removal: UUID) -> HttpResponse:
    """Decides about a removal that somebody else proposed."""
    found = (
        Removal.objects.filter(landlord=request.landlord, id=removal)
        .select_related("landlord", "complaint__landlord", "request__landlord", "proposed_by")
        .first()
    )
    if found is None:
        raise Http404
    kind = "complaint" if found.complaint is not None else "service_request"
    access.looked_at(request, "removal", (kind, found.of.id))
    form = DecideRemoval(sent_form(request))
    if request.method == "POST" and form.is_valid():
        approve = form.cleaned_data["decision"] == "remove"
        if tried(form, lambda: actions.decide_removal(found, approve=approve, **acting(request))):
            said = _("The personal details are removed.") if approve else _("They are kept.")
            return to_page(request, "keeping", said)
    return page(
        request,
        "keeping/removal",
        {
            "page_title": _("Remove personal details?"),
            "form": form,
            "removal": found,
            "reads": bool(request.visitor.roles & set(CASE_KEEPING)),
            "back_url": address(request, "complaints:keeping"),
        },
        here="keeping",
    )


# One case


@staff_page(*CASE_KEEPING)
@methods
def case_kept(request: PutrightRequest, reference: str) -> HttpResponse:
    """The case's tab: holds, removals proposed, questions about what is held. Places a hold."""
    complaint = access.for_staff(request, reference)
    form = PlaceHold(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form, lambda: actions.hold(complaint, reasons=form.cleaned_data["reasons"], **acting(request))
        )
    ):
        return to_case(request, complaint, _("Nothing is removed from this case until the hold is lifted."))
    return case_page(
        request,
        "keeping/case",
        complaint,
        {
            "page_title": _("What is kept"),
            "form": form,
            "holds": list(complaint.holds.select_related("placed_by", "lifted_by")),
            "removals": list(complaint.removals.select_related("proposed_by", "decided_by")),
            "questions": list(complaint.data_questions.select_related("answered_by")),
        },
    )


@staff_page(*CASE_KEEPING)
@require_POST
def hold_lifted(request: PutrightRequest, reference: str, hold: UUID) -> HttpResponse:
    """Lifts a hold."""
    complaint = access.for_staff(request, reference)
    found = access.row_of(complaint, Hold.objects.all(), id=hold)
    found.complaint = complaint
    form = Confirm({})
    if tried(form, lambda: actions.release(found, **acting(request))):
        return to_case(request, complaint, _("The hold is lifted."))
    return case_page(request, "refused", complaint, {"page_title": _("Not lifted"), "form": form})


@staff_page(*CASE_KEEPING)
@require_POST
def removal_proposed(request: PutrightRequest, reference: str) -> HttpResponse:
    """Proposes to remove the personal details of one case, because the person asked for it."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(
        form,
        lambda: actions.propose_removal(
            complaint.landlord, [complaint], why=Removal.Why.REQUEST.value, **acting(request)
        ),
    ):
        return to_case(request, complaint, _("It is proposed. Somebody else decides."))
    return case_page(request, "refused", complaint, {"page_title": _("Not proposed"), "form": form})


@staff_page(*HEARING)
@require_POST
def data_asked(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down that somebody asks what is held about them."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(form, lambda: actions.ask_what_is_held(complaint, **acting(request))):
        return to_case(
            request, complaint, _("The question is written down, with the day by which it is answered.")
        )
    return case_page(request, "refused", complaint, {"page_title": _("Not written down"), "form": form})


@staff_page(*CASE_KEEPING)
@methods
def data_given(request: PutrightRequest, reference: str, question: UUID) -> HttpResponse | FileResponse:
    """The answer: which cases are the person's, then one download over all of them."""
    complaint = access.for_staff(request, reference)
    found = access.row_of(complaint, DataQuestion.objects.all(), id=question)
    found.complaint = complaint
    others = list(queries.cases_of_the_same_person(complaint)[: queries.LISTED])
    form = WhichCases(
        sent_form(request),
        choices=[(str(one.id), f"{spoken(one.reference)} {one.name}".strip()) for one in others],
    )
    if request.method == "POST" and form.is_valid():
        cases = [complaint, *(one for one in others if str(one.id) in form.cleaned_data["cases"])]
        if tried(form, lambda: actions.answer_what_is_held(found, cases=cases, **acting(request))):
            return download_of(request, cases)
    return case_page(
        request,
        "keeping/answer",
        complaint,
        {
            "page_title": _("What we hold about them"),
            "form": form,
            "question": found,
            "others": others,
            "button_text": _("Download it all"),
            "back_url": case_address(request, complaint, "case_kept"),
        },
    )


case_patterns = [
    path("kept/", case_kept, name="case_kept"),
    path("kept/holds/<uuid:hold>/lift/", hold_lifted, name="hold_lifted"),
    path("kept/remove/", removal_proposed, name="removal_proposed"),
    path("kept/asked/", data_asked, name="data_asked"),
    path("kept/asked/<uuid:question>/", data_given, name="data_given"),
]
patterns = [
    path("staff/keeping/", keeping, name="keeping"),
    path("staff/keeping/<uuid:removal>/", removal, name="removal"),
]
