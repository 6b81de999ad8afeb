"""Writing down what somebody tells us, what was saved for later, service requests, and how a complaint reached us."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints.roles import HEARING, READING, TEAM
from putright.rules.cues import About, cues

from .. import access
from ..hazards.queries import hazard_standing
from ..models import Complaint, Draft, Hazard, ServiceRequest
from ..reference import spoken
from ..views.staff import (
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
from ..views.staff_case import keys_page
from . import actions
from .forms import (
    AnswerRequest,
    BecomeComplaint,
    FinishRequest,
    NoteOffer,
    ReviewRequest,
    WriteDown,
    danger_of,
)
from .queries import LISTED, Which, danger_words, request_counts, requests, unfinished

PAGE = 50

WHICH = {
    Which.UNHAPPY: gettext_lazy("Unhappy words"),
    Which.REVIEW: gettext_lazy("To look at again"),
    Which.OPEN: gettext_lazy("Open"),
    Which.DONE: gettext_lazy("Done"),
}


# Writing down


@staff_page(*HEARING)
@methods
def staff_new(request: PutrightRequest) -> HttpResponse:
    """`staff/new/`: writes down a complaint or a service request, however it was made, or saves it for later.

    Whatever is sent opens a danger where one was answered, and keeps what was typed, also where something is wrong.
    """
    on = today(request)
    if request.method == "POST":
        return _sent(request)
    form = WriteDown(
        landlord=request.landlord,
        today=on,
        initial={"received_on": on, "key": get_random_string(40), "written_language": "en"},
    )
    return _write_page(request, form)


@staff_page(*HEARING)
@methods
def staff_draft(request: PutrightRequest, draft: Any) -> HttpResponse:
    """`staff/new/unfinished/<id>/`: goes on with what somebody of the team saved for later."""
    if request.method == "POST":
        return _sent(request)
    found = Draft.objects.filter(landlord=request.landlord, id=draft, saved_at__isnull=False).first()
    if found is None:
        raise Http404
    access.looked_at(request, "staff_draft", ("draft", found.id))
    if found.complaint is not None:
        return to_case(request, found.complaint, _("This was written down already."))
    if found.request is not None:
        return HttpResponseRedirect(_to(request, found.request))
    typed = QueryDict(mutable=True)
    for name, values in found.answers.get("intake", {}).items():
        typed.setlist(name, values)
    form = WriteDown(landlord=request.landlord, today=today(request))
    form.initial = {
        name: field.widget.value_from_datadict(typed, {}, name) for name, field in form.fields.items()
    }
    return _write_page(request, form, begun=found)


@staff_page(*HEARING)
@require_safe
def staff_drafts(request: PutrightRequest) -> HttpResponse:
    """`staff/new/unfinished/`: what was saved for later, one's own first."""
    rows = list(unfinished(request.landlord)[:LISTED])
    person = request.visitor.person
    mine = [row for row in rows if person and row.begun_by_id == person.id]
    access.looked_at(request, "staff_drafts", ("draft_list", None))
    return page(
        request,
        "intake/unfinished",
        {
            "page_title": _("Saved for later"),
            "parts": [
                (_("Mine"), [_shown(row) for row in mine]),
                (_("The team’s"), [_shown(row) for row in rows if row not in mine]),
            ],
            "more": len(rows) == LISTED,
            "back_url": address(request, "complaints:staff_new"),
        },
        here="staff_new",
    )


def _shown(draft: Draft) -> dict[str, Any]:
    typed = draft.answers.get("intake", {})

    def first(name: str) -> str:
        return next(iter(typed.get(name, [])), "")

    return {
        "draft": draft,
        "name": first("name") or first("phone") or first("postcode"),
        "words": first("words") or first("our_words"),
        "danger": first("danger") in {"yes", "unknown"},
    }


def _sent(request: PutrightRequest) -> HttpResponse:
    """What was sent by one of the page's three buttons."""
    do = request.POST.get("do", "complaint")
    form = WriteDown(request.POST, landlord=request.landlord, today=today(request), wants=do)
    key = request.POST.get("key", "").replace("\x00", "")[:64] or get_random_string(40)
    danger = danger_of(request.POST)
    if do == "later":
        draft = _save(request, key, danger)
        messages.success(request, _("Saved. You, or somebody of the team, can go on with it."))
        if draft.complaint is not None:
            return to_case(request, draft.complaint, _("This was written down already."))
        return to_page(request, "staff_drafts")
    if not form.is_valid():
        _keep(request, key, danger)
        return _write_page(request, form)
    given: dict[str, Any] = {
        "channel": form.way,
        "received_on": form.cleaned_data["received_on"],
        "danger": danger,
        "came": form.came,
        **acting(request),
    }
    if do == "request":
        return _as_request(request, form, key, given)
    before = Draft.objects.filter(landlord=request.landlord, key=key, complaint__isnull=False).first()
    if before is not None and before.complaint is not None:
        return to_case(request, before.complaint, _("This complaint was written down already."))
    made: list[Any] = []
    if not tried(form, lambda: made.append(actions.write_down(request.landlord, key, form.told, **given))):
        _keep(request, key, danger)
        return _write_page(request, form)
    # The passphrase is shown on this one page: an address of its own would show it again and again.
    return keys_page(
        request, made[0], _("Complaint written down"), _next_steps(request, form, made[0].complaint)
    )


def _as_request(request: PutrightRequest, form: WriteDown, key: str, given: dict[str, Any]) -> HttpResponse:
    made: list[ServiceRequest] = []
    if not tried(
        form, lambda: made.append(actions.write_down_request(request.landlord, key, form.told, **given))
    ):
        _keep(request, key, given["danger"])
        return _write_page(request, form)
    messages.success(request, _("The request is recorded. Give them its reference."))
    return HttpResponseRedirect(_to(request, made[0]))


def _keep(request: PutrightRequest, key: str, danger: actions.Danger) -> None:
    """Keeps what cannot be taken down yet where something was typed, so that a closed window loses nothing."""
    if danger.opens or any(
        request.POST.get(name, "").strip() for name in ("words", "our_words", "name", "phone")
    ):
        _save(request, key, danger)


def _save(request: PutrightRequest, key: str, danger: actions.Danger) -> Draft:
    typed = {
        name: [one.replace("\x00", "")[:8000] for one in values]
        for name, values in request.POST.lists()
        # A day stands in three fields.
        if name.partition("-")[0] in WriteDown.base_fields
    }
    typed["key"] = [key]
    return actions.save_for_later(request.landlord, key, typed, danger=danger, **acting(request))


def _next_steps(request: PutrightRequest, form: WriteDown, complaint: Complaint) -> list[tuple[str, str]]:
    """What is to be done at once, with where: a danger first. Words are a hint for a person, and decide nothing."""
    typed = form.cleaned_data
    steps: list[tuple[str, str]] = []
    opened = Hazard.objects.filter(landlord=request.landlord, complaint=complaint, closed_at=None).first()
    dangers = case_address(request, complaint, "case_dangers")
    if opened is not None:
        to = address(request, "complaints:hazard", hazard=opened.id)
        steps.append((_("Somebody may be in danger: see to that now"), to))
    else:
        found = danger_words("\n".join([typed["words"], typed["more"], typed["our_words"]]), today(request))
        if found:
            text = _("Words that may mean danger: %(words)s. Ask again, and open a danger if there is one")
            steps.append((text % {"words": ", ".join(found)}, dangers))
        elif not typed["danger"]:
            steps.append((_("Nobody was asked about danger yet: ask, and write it down here"), dangers))
    if typed["cut_short"]:
        to = case_address(request, complaint, "contact")
        steps.append((_("They rang off: call them back, and write the call down"), to))
    return steps


def _write_page(request: PutrightRequest, form: WriteDown, *, begun: Draft | None = None) -> HttpResponse:
    waiting = unfinished(request.landlord).count()
    return page(
        request,
        "intake/write_down",
        {
            "form": form,
            "back_url": address(request, "complaints:staff_drafts"),
            "waiting": waiting,
            "begun": begun,
            "emergency": request.landlord,
        },
        here="staff_new",
    )


# Service requests


def request_for_staff(request: PutrightRequest, service_request: str) -> ServiceRequest:
    """A service request of the landlord. Http404 for any other; the opening is logged."""
    found = (
        ServiceRequest.objects.filter(landlord=request.landlord, reference=service_request)
        .select_related("taken_by", "answered_by", "reviewed_by", "landlord")
        .first()
    )
    if found is None:
        raise Http404
    access.looked_at(request, "request", ("service_request", found.id))
    return found


@staff_page(*HEARING)
@require_safe
def show_requests(request: PutrightRequest) -> HttpResponse:
    """`staff/requests/`: service requests, those with unhappy words first for whoever looks after that."""
    on = today(request)
    counts = request_counts(request.landlord, on)
    asked = request.GET.get("show", "")
    overseer = bool(request.visitor.roles & set(TEAM))
    begin = Which.UNHAPPY if overseer and counts[Which.UNHAPPY] else Which.OPEN
    which = Which(asked) if asked in set(Which) else begin
    paginator = Paginator(requests(request.landlord, which, on), PAGE)
    if which in counts:
        paginator.count = counts[which]
    access.looked_at(request, "requests", ("service_request_list", None))
    return page(
        request,
        "intake/requests",
        {
            "page_title": _("Service requests"),
            "filters": [
                (text, counts.get(one), f"?show={one.value}", one is which) for one, text in WHICH.items()
            ],
            "which": which.value,
            "page": paginator.get_page(request.GET.get("page")),
        },
        here="requests",
    )


@staff_page(*HEARING)
@require_safe
def show_request(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`staff/requests/<reference>/`: one service request with what became of it, and what may be done."""
    found = request_for_staff(request, service_request)
    overseer = bool(request.visitor.roles & set(TEAM))
    may = (
        ("request_answer", _("Write down the answer"), found.answered_on is None),
        ("request_done", _("The work is done"), found.done_on is None),
        ("request_review", _("Look at it again"), overseer and found.done_on is None),
        ("request_offer", _("They do not want to complain"), overseer and found.looks_unhappy),
    )
    return page(
        request,
        "intake/request",
        {
            "page_title": found.name or _("Name not given"),
            "caption": spoken(found.reference),
            "asked": found,
            "source": found.sources.select_related("taken_by").first(),
            "complaint": found.complaints.first(),
            "hazards": [
                (one, hazard_standing(one, request.moment)) for one in found.hazards.order_by("opened_at")
            ],
            "danger_words": danger_words(f"{found.original_words}\n{found.our_words}", today(request)),
            "unhappy_now": cues(found.answer, About.UNHAPPY, today(request)),
            "to_complaint": address(request, "complaints:request_complaint", service_request=found.reference)
            if found.complained_on is None
            else "",
            "acts": [
                (text, address(request, f"complaints:{name}", service_request=found.reference))
                for name, text, there in may
                if there
            ],
            "back_url": address(request, "complaints:requests"),
        },
        here="requests",
    )


def _act_page(
    request: PutrightRequest,
    found: ServiceRequest,
    form: Any,
    act: Callable[[], object],
    said: str,
    button: str,
    template: str = "intake/act",
) -> HttpResponse:
    """A page with one form about a request: shows it, or does the act and leads back."""
    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, said)
        return HttpResponseRedirect(_to(request, found))
    return page(
        request,
        template,
        {
            "form": form,
            "asked": found,
            "caption": spoken(found.reference),
            "back_url": _to(request, found),
            "button_text": button,
        },
        here="requests",
    )


@staff_page(*HEARING)
@methods
def answer_request(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`…/answer/`: what the resident was told."""
    found, form = request_for_staff(request, service_request), AnswerRequest(sent_form(request))

    def act() -> None:
        actions.answer_request(found, form.cleaned_data["answer"], **acting(request))

    return _act_page(request, found, form, act, _("The answer is written down."), _("Write down the answer"))


@staff_page(*HEARING)
@methods
def finish_request(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`…/done/`: the work that was asked for is done."""
    found = request_for_staff(request, service_request)
    form = FinishRequest(sent_form(request), initial={"on": today(request)})

    def act() -> None:
        typed = form.cleaned_data
        actions.finish_request(found, on=typed["on"], done=typed["done"], **acting(request))

    return _act_page(request, found, form, act, _("The work is marked as done."), _("Mark as done"))


@staff_page(*TEAM)
@methods
def review_request(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`…/review/`: somebody looks again at how the request stands."""
    found, form = request_for_staff(request, service_request), ReviewRequest(sent_form(request))

    def act() -> None:
        actions.review_request(found, form.cleaned_data["review"], **acting(request))

    return _act_page(request, found, form, act, _("You have looked at it again."), _("Save"))


@staff_page(*TEAM)
@methods
def note_offer(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`…/offer/`: the resident was asked whether they want to complain, and does not."""
    found, form = request_for_staff(request, service_request), NoteOffer(sent_form(request))

    def act() -> None:
        actions.note_offer(found, form.cleaned_data["note"], **acting(request))

    return _act_page(request, found, form, act, _("What they said is written down."), _("Save"))


@staff_page(*HEARING)
@methods
def request_complaint(request: PutrightRequest, service_request: str) -> HttpResponse:
    """`…/complaint/`: one act makes it a complaint that keeps the request's day."""
    found = request_for_staff(request, service_request)
    form = BecomeComplaint(sent_form(request), request=found)
    made: list[Any] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(
            actions.become_complaint(
                found,
                words=typed["words"],
                channel=typed["channel"],
                unhappy_on=typed["unhappy_on"],
                because=typed["because"],
                **acting(request),
            )
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        if not made[0].passphrase:
            return to_case(request, made[0].complaint, _("This request is a complaint already."))
        return keys_page(request, made[0], _("The request is a complaint now"))
    return page(
        request,
        "intake/complaint",
        {
            "form": form,
            "asked": found,
            "caption": spoken(found.reference),
            "back_url": _to(request, found),
            "button_text": _("Make it a complaint"),
        },
        here="requests",
    )


# How a complaint reached us


@staff_page(*READING)
@require_safe
def case_source(request: PutrightRequest, reference: str) -> HttpResponse:
    """`…/source/`: the resident's words as they came beside ours, who wrote them down, the request before."""
    complaint = access.for_staff(request, reference)
    return case_page(
        request,
        "intake/source",
        complaint,
        {
            "page_title": _("How it reached us"),
            "source": complaint.sources.select_related("taken_by").first(),
            "asked": complaint.request,
            "points": list(complaint.points.order_by("number")),
        },
    )


def _to(request: PutrightRequest, found: ServiceRequest) -> str:
    return address(request, "complaints:request", service_request=found.reference)


patterns = [
    path("staff/new/", staff_new, name="staff_new"),
    path("staff/new/unfinished/", staff_drafts, name="staff_drafts"),
    path("staff/new/unfinished/<uuid:draft>/", staff_draft, name="staff_draft"),
    path("staff/requests/", show_requests, name="requests"),
    path("staff/requests/<reference:service_request>/", show_request, name="request"),
    path("staff/requests/<reference:service_request>/answer/", answer_request, name="request_answer"),
    path("staff/requests/<reference:service_request>/done/", finish_request, name="request_done"),
    path("staff/requests/<reference:service_request>/review/", review_request, name="request_review"),
    path("staff/requests/<reference:service_request>/offer/", note_offer, name="request_offer"),
    path(
        "staff/requests/<reference:service_request>/complaint/", request_complaint, name="request_complaint"
    ),
]
case_patterns = [path("source/", case_source, name="case_source")]
