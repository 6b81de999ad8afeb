"""`/advice/`: the cases of an agency's clients, at whatever landlord, and what their authority lets an adviser do.

The list comes from the agency's own rows (`Authority`), read before any landlord is known. A case is opened under its
landlord, by `access.for_agency`. Whoever has no authority, or none any more, hears "not found".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, open_to_agencies
from putright.accounts.models import Body
from putright.complaints import access, actions, letters
from putright.complaints.letters import Content, LetterNotRendered
from putright.complaints.models import Authority, Complaint, Letter, Promise
from putright.complaints.pack.downloads import case_for, pdf_download, zip_download
from putright.complaints.pack.gathering import Case, reach_of
from putright.complaints.pack.writing import written
from putright.complaints.queries import Standing, current_stage, points_with_findings, standing, with_facts
from putright.complaints.representatives.forms import SHARES
from putright.complaints.representatives.models import Share
from putright.complaints.representatives.queries import authorities_of
from putright.complaints.views.explaining import explained
from putright.complaints.views.once import once
from putright.complaints.views.staff import LETTERS, STATES, due_next
from putright.record import access_log, documents, tenancy
from putright.record.chain import By
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role, permitted
from putright.ui import words

from .forms import AskStage2, WriteContact

PAGE = 50


@dataclass(frozen=True)
class Client:
    """A case in the list: of whom, how it stands, what is due next, and for how long the agency may see it."""

    complaint: Complaint
    authority: Authority
    href: str
    state_text: Any
    state_colour: str
    due: Any


@open_to_agencies
@require_safe
def clients(request: PutrightRequest) -> HttpResponse:
    """`/advice/`: the clients of the visitor's agency, the latest first, by landlord. 50 on a page.

    The statements grow with the landlords on the page, not with the cases.
    """
    found = Paginator(authorities_of(request.visitor.agencies, _today(request)), PAGE)
    on_page = found.get_page(request.GET.get("page"))
    groups = [
        (landlord, _clients(request, landlord, list(held)))
        for landlord, held in groupby(
            sorted(on_page, key=lambda one: (one.landlord.name, one.landlord_id)),
            key=lambda one: one.landlord,
        )
    ]
    return _page(
        request,
        "clients",
        {
            "page_title": _("Your clients’ complaints"),
            "groups": groups,
            "page": on_page,
            "bodies": Body.objects.filter(id__in=request.visitor.agencies).order_by("name"),
        },
    )


def _clients(request: PutrightRequest, landlord: Any, held: list[Authority]) -> list[Client]:
    """The cases of these authorities, read under their landlord."""
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    on = _today(request)
    with tenancy.as_landlord(landlord.id, person_id=person.id):
        cases = with_facts(
            Complaint.objects.filter(landlord=landlord, id__in=[one.complaint_id for one in held])
        )
        by_id = {one.id: one for one in cases}
        access_log.seen(
            landlord.id,
            by=By.adviser(person.id),
            what="clients",
            subject=("complaint_list", None),
            at=request.moment,
        )
        return [_client(by_id[one.complaint_id], one, on) for one in held if one.complaint_id in by_id]


def _client(complaint: Complaint, held: Authority, on: Any) -> Client:
    stands = standing(complaint, on)
    text, colour = STATES[stands.state]
    return Client(
        complaint,
        held,
        reverse("advice:case", kwargs=_parts(complaint)),
        text,
        colour,
        due_next(stands, on),
    )


@open_to_agencies
@require_safe
def case(request: PutrightRequest, reference: str) -> HttpResponse:
    """One client's case: what the resident sees of it, as far as the authority reaches."""
    complaint, held = access.for_agency(request, reference)
    on = _today(request)
    stands = standing(complaint, on)
    stage = current_stage(complaint)
    talks = Share.TALK.value in held.scope
    promises = (
        list(
            Promise.objects.filter(
                landlord=complaint.landlord, complaint=complaint, promised_on__isnull=False
            ).order_by("due_on", "id")
        )
        if talks
        else []
    )
    waiting = [one for one in promises if one.done_on is None]
    may = _may(complaint, stands)
    answered = {one.number for one in complaint.stages.all() if one.answered_on}
    return _page(
        request,
        "case",
        {
            "page_title": _("A client’s complaint"),
            "complaint": complaint,
            "held": held,
            "scope": [SHARES[Share(one)] for one in held.scope],
            "stands": stands,
            "state": stands.state.value,
            "stage": stage,
            "person": complaint.reviewer if stage.number > 1 else complaint.handler,
            "next": explained(stands.next) if stands.next else None,
            "missed": [clock for clock in stands.clocks if clock.late and not clock.running and clock.done],
            "promises": promises,
            "kept": len(promises) - len(waiting),
            "waiting": waiting[0] if waiting else None,
            "may": {act.value for act in may},
            "talks": talks,
            # Answers as they were issued: what is being written stays with the landlord.
            "points": [
                (point, [one for one in point.findings.all() if one.stage in answered])
                for point in (points_with_findings(complaint) if talks else [])
            ],
            "letters": [
                (one, LETTERS.get(one.kind, one.kind))
                for one in Letter.objects.filter(landlord=complaint.landlord, complaint=complaint)
                .defer("content")
                .order_by("issued_at")
            ]
            if Share.LETTERS.value in held.scope
            else None,
            "ask_stage2": Share.DECIDE.value in held.scope and Act.ESCALATE in may,
            "today": on,
            "back_url": reverse("advice:clients"),
        },
    )


def _may(complaint: Complaint, stands: Standing) -> frozenset[Act]:
    code = edition(complaint.edition) if complaint.edition else None
    return permitted(stands.state, Role.RESIDENT, code)


@open_to_agencies
@require_safe
def letter(request: PutrightRequest, reference: str, letter: UUID) -> HttpResponse:
    """A letter, inside a page of the agency, where the authority reaches to letters."""
    complaint, held = _with(request, reference, Share.LETTERS)
    found = access.letter_of(complaint, letter)
    return _page(
        request,
        "letter",
        {
            "page_title": LETTERS.get(found.kind, found.kind),
            "complaint": complaint,
            "held": held,
            "letter": found,
            "letter_body": letters.body(found.content, top=2),
            "back_url": reverse("advice:case", kwargs=_parts(complaint)),
        },
    )


@open_to_agencies
@require_safe
def letter_pdf(request: PutrightRequest, reference: str, letter: UUID) -> StreamingHttpResponse:
    """The letter's PDF, the very bytes that were kept when it was issued."""
    complaint, _held = _with(request, reference, Share.LETTERS)
    document = access.letter_of(complaint, letter).pdf
    response = StreamingHttpResponse(documents.read(document), content_type="application/pdf")
    response["Content-Length"] = str(document.size)
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@open_to_agencies
@require_safe
def pack_page(request: PutrightRequest, reference: str) -> HttpResponse:
    """The client's evidence pack as a page, as far as the authority reaches."""
    found, content = _pack(request, reference)
    return _page(
        request,
        "pack",
        {
            "page_title": content["title"],
            "complaint": found.complaint,
            "document": letters.body(content, top=2),
            "back_url": reverse("advice:case", kwargs=_parts(found.complaint)),
        },
    )


@open_to_agencies
@require_safe
def pack_pdf(request: PutrightRequest, reference: str) -> HttpResponse:
    """The same as a PDF."""
    found, content = _pack(request, reference)
    try:
        return pdf_download(found, content)
    except LetterNotRendered:
        messages.info(request, _("The PDF could not be made just now. Try again."))
        return redirect(reverse("advice:case", kwargs=_parts(found.complaint)))


@open_to_agencies
@require_safe
def pack_zip(request: PutrightRequest, reference: str) -> HttpResponseBase:
    """The same with the original letters and files that the authority covers."""
    found, content = _pack(request, reference)
    return zip_download(found, content)


def _pack(request: PutrightRequest, reference: str) -> tuple[Case, Content]:
    complaint, held = access.for_agency(request, reference)
    if complaint.blanked_at is not None:
        raise Http404
    found = case_for(request, complaint, reach_of(held.scope))
    return found, written(found, "en", by_adviser=True)


@open_to_agencies
@once
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down what the adviser tells the landlord."""
    complaint, held = _with(request, reference, Share.TALK)
    form = WriteContact(request.POST if request.method == "POST" else None)

    def act() -> None:
        actions.record_contact(
            complaint,
            on=_today(request),
            channel="representative",
            outgoing=False,
            who=f"{request.visitor.person}, {held.body.name}"[:200],
            summary=form.cleaned_data["summary"],
            by=_by(request),
            at=request.moment,
        )

    if request.method == "POST" and form.is_valid() and _tried(form, act):
        messages.success(request, _("The landlord can read what you wrote."))
        return redirect(reverse("advice:case", kwargs=_parts(complaint)))
    return _form(request, complaint, form, _("Write to the landlord"), _("Send"))


@open_to_agencies
@require_http_methods(["GET", "HEAD", "POST"])
def stage2(request: PutrightRequest, reference: str) -> HttpResponse:
    """Asks for stage 2 on behalf of the client, where they may decide for them."""
    complaint, _held = _with(request, reference, Share.DECIDE)
    form = AskStage2(request.POST if request.method == "POST" else None)

    def act() -> None:
        typed = form.cleaned_data
        actions.escalate(
            complaint, why=typed["why"], wanted_now=typed["wanted_now"], by=_by(request), at=request.moment
        )

    if request.method == "POST" and form.is_valid() and _tried(form, act):
        messages.success(request, _("Stage 2 is asked for. The date of its answer stands on the case."))
        return redirect(reverse("advice:case", kwargs=_parts(complaint)))
    return _form(request, complaint, form, _("Ask for stage 2"), _("Ask for stage 2"))


def _with(request: PutrightRequest, reference: str, needed: Share) -> tuple[Complaint, Authority]:
    """The case, where the authority reaches as far as `needed`. Http404 otherwise."""
    complaint, held = access.for_agency(request, reference)
    if needed.value not in held.scope:
        raise Http404
    return complaint, held


def _tried(form: forms.Form, act: Callable[[], None]) -> bool:
    try:
        act()
    except Refused as refused:
        form.add_error(None, words.refusal(refused))
        return False
    return True


def _by(request: PutrightRequest) -> By:
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    return By.adviser(person.id)


def _today(request: PutrightRequest) -> Any:
    return timezone.localdate(request.moment)


def _parts(complaint: Complaint) -> dict[str, str]:
    return {"landlord": complaint.landlord.code, "reference": complaint.reference}


def _form(
    request: PutrightRequest, complaint: Complaint, form: forms.Form, title: str, button: str
) -> HttpResponse:
    return _page(
        request,
        "form",
        {
            "page_title": title,
            "form": form,
            "complaint": complaint,
            "button_text": button,
            "back_url": reverse("advice:case", kwargs=_parts(complaint)),
        },
    )


def _page(request: PutrightRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(
        request,
        f"complaints/staff/advice/{template}.html",
        {
            "staff_nav": [(_("Your clients"), reverse("advice:clients"), template == "clients")],
            "staff_home": reverse("advice:clients"),
            **context,
        },
    )


CASE = "<slug:landlord>/<reference:reference>/"

app_name = "advice"
urlpatterns = [
    path("", clients, name="clients"),
    path(CASE, case, name="case"),
    path(f"{CASE}letters/<uuid:letter>/", letter, name="letter"),
    path(f"{CASE}letters/<uuid:letter>/pdf/", letter_pdf, name="letter_pdf"),
    path(f"{CASE}evidence-pack/page/", pack_page, name="pack_page"),
    path(f"{CASE}evidence-pack/pdf/", pack_pdf, name="pack_pdf"),
    path(f"{CASE}evidence-pack/zip/", pack_zip, name="pack_zip"),
    path(f"{CASE}write/", contact, name="contact"),
    path(f"{CASE}stage-2/", stage2, name="stage2"),
]
