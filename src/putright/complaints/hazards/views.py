"""Dangers: all that are open, one with its clocks and what was done, and a page for each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints.roles import CASEWORK, HEARING
from putright.rules.hazards import Ending, HazardClock, HazardKind, Seriousness, Step, hazard_explanation
from putright.ui import words
from putright.ui.dates import moment, short, weekday

from .. import access
from ..actions import close_hazard, open_hazard
from ..models import Hazard
from ..reference import spoken
from ..returning.queries import reach_of
from ..views.staff import acting, case_page, clock_shown, methods, page, sent_form, staff_page, today, tried
from . import actions, forms
from .queries import HazardStanding, dangers, hazard_standing, standing_of_case

PAGE = 50
STEPS = {
    Step.MAKE_SAFE: gettext_lazy("Make it safe"),
    Step.INVESTIGATE: gettext_lazy("Investigate"),
    Step.SUMMARY: gettext_lazy("Send the written summary"),
    Step.DECIDE_WORK: gettext_lazy("Decide about further work"),
    Step.BEGIN_WORK: gettext_lazy("Begin the further work"),
    Step.BEGIN_WORK_LATEST: gettext_lazy("Begin the further work, at the very latest"),
}
ELSEWHERE = {
    "accepted": gettext_lazy("Offered: they go there"),
    "declined": gettext_lazy("Offered: they stay at home"),
    "waiting": gettext_lazy("Offered: they think about it"),
}
ENDINGS = {
    Ending.MADE_SAFE.value: gettext_lazy("It was made safe"),
    Ending.NO_DANGER.value: gettext_lazy("There was no danger"),
    Ending.NO_ACCESS.value: gettext_lazy("Nobody let us in"),
}


@dataclass(frozen=True)
class DangerShown:
    """A danger as a list shows it: how serious, what is to be done next, and by when."""

    hazard: Hazard
    stands: HazardStanding
    next_text: str
    next_due: str
    late: bool
    serious_text: str
    colour: str


def dangers_shown(rows: Iterable[Hazard], now: datetime) -> list[DangerShown]:
    """Dangers for a list, in the order given. Asks the database nothing."""
    return [_danger_shown(row, now) for row in rows]


def _danger_shown(hazard: Hazard, now: datetime) -> DangerShown:
    stands = hazard_standing(hazard, now)
    clock = stands.next
    serious, colour = _serious(hazard)
    return DangerShown(
        hazard,
        stands,
        str(STEPS[clock.step]) if clock else _("Close it, or find out more"),
        _by(clock) if clock else "",
        stands.late,
        serious,
        colour,
    )


def _serious(hazard: Hazard) -> tuple[str, str]:
    if not hazard.seriousness:
        return _("Not decided: counts as an emergency"), "red"
    return {
        Seriousness.EMERGENCY: (_("Emergency"), "red"),
        Seriousness.SIGNIFICANT: (_("Significant danger"), "orange"),
        Seriousness.OTHER: (_("Neither"), "grey"),
    }[Seriousness(hazard.seriousness)]


def _by(clock: HazardClock) -> str:
    """The last moment in words: with the hour where the limit has one."""
    if clock.hours:
        return moment(timezone.localtime(clock.due_at), "en")
    return f"{weekday(clock.due_on, 'en')[:3]} {short(clock.due_on, 'en')}"


@dataclass(frozen=True)
class HazardClockShown:
    """A clock of a danger with its title, how it stands in a word, and how its date came about."""

    title: str
    text: str
    colour: str
    by: str
    steps: list[str]


def hazard_clock_shown(clock: HazardClock) -> HazardClockShown:
    """A clock of a danger in words."""
    if clock.running:
        text, colour = (_("Late"), "red") if clock.late else (_("Running"), "blue")
    elif clock.stopped:
        text, colour = (_("Ended, late"), "red") if clock.late else (_("Ended"), "grey")
    else:
        text, colour = (_("Done late"), "red") if clock.late else (_("Done in time"), "green")
    steps = words.explanation(hazard_explanation(clock))
    return HazardClockShown(str(STEPS[clock.step]), text, colour, _by(clock), steps)


@staff_page(*HEARING)
@require_safe
def show_dangers(request: PutrightRequest) -> HttpResponse:
    """`staff/dangers/`: every danger that is not over, the one whose clock ends first at the head."""
    on_page = Paginator(dangers(request.landlord), PAGE).get_page(request.GET.get("page"))
    access.looked_at(request, "dangers", ("hazard_list", None))
    return page(
        request,
        "hazards/list",
        {"page_title": _("Dangers"), "rows": dangers_shown(on_page, request.moment), "page": on_page},
        here="dangers",
    )


@staff_page(*HEARING)
@methods
def show_hazard(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`staff/hazards/<id>/`: what the resident said, both sets of clocks, what was done; closes it."""
    danger = access.hazard_for_staff(request, hazard)
    decides = bool(request.visitor.roles & {*CASEWORK})
    form = forms.CloseHazard(sent_form(request)) if decides else None

    def act() -> None:
        assert form is not None
        typed = form.cleaned_data
        close_hazard(danger, typed["outcome"], ending=Ending(typed["ending"]), **acting(request))

    if request.method == "POST" and form is not None and form.is_valid() and tried(form, act):
        messages.success(request, _("The danger is closed, with what was done."))
        return HttpResponseRedirect(_to(request, danger))
    stands = hazard_standing(danger, request.moment)
    case = standing_of_case(danger, today(request))
    return page(
        request,
        "hazards/hazard",
        {
            "page_title": _("Danger reported"),
            "form": form,
            "hazard": danger,
            "reach": reach_of(danger),
            "shown": _danger_shown(danger, request.moment),
            "clocks": [hazard_clock_shown(one) for one in stands.clocks],
            "case_clocks": [clock_shown(one, today(request)) for one in case.clocks if one.running]
            if case
            else [],
            "missing": [STEPS[one] for one in stands.missing],
            "attempts": list(danger.attempts.select_related("by")),
            "elsewhere": ELSEWHERE.get(danger.elsewhere, ""),
            "kind": dict(forms.KINDS).get(HazardKind(danger.kind)) if danger.kind else "",
            "ending": ENDINGS.get(danger.ending, ""),
            "acts": _acts(request, danger, decides=decides),
            "back_url": address(request, "complaints:dangers"),
        },
        here="dangers",
    )


def _acts(request: PutrightRequest, hazard: Hazard, *, decides: bool) -> list[tuple[str, str]]:
    """The steps that may be written down now, the likely next one first."""
    if hazard.closed_at is not None:
        return []
    seen = hazard.investigated_on is not None
    offered = (
        ("hazard_attempt", _("Write down a call or visit"), True),
        (
            "hazard_classify",
            _("Decide how serious it is") if not hazard.seriousness else _("Decide anew how serious it is"),
            decides,
        ),
        ("hazard_investigate", _("Write down the investigation"), decides and not seen),
        ("hazard_summary", _("The written summary was sent"), decides and seen and hazard.summary_on is None),
        ("hazard_safe", _("It was made safe"), decides and hazard.safe_at is None),
        ("hazard_work", _("Decide about further work"), decides and seen and hazard.work_needed is None),
        (
            "hazard_begin",
            _("The further work has begun"),
            decides and seen and hazard.work_needed is not False and hazard.work_began_on is None,
        ),
        ("hazard_elsewhere", _("Offer somewhere else to stay"), True),
    )
    return [
        (text, address(request, f"complaints:{name}", hazard=hazard.id))
        for name, text, there in offered
        if there
    ]


def _step(
    request: PutrightRequest,
    hazard: Hazard,
    form: Any,
    act: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    """A page with one step about a danger: shows its form, or does it and leads back."""
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(form.cleaned_data)):
        messages.success(request, said)
        return HttpResponseRedirect(_to(request, hazard))
    return page(
        request,
        "hazards/step",
        {"form": form, "hazard": hazard, "caption": _caption(hazard), "back_url": _to(request, hazard)},
        here="dangers",
    )


def _caption(hazard: Hazard) -> str:
    for one in (hazard.complaint, hazard.request):
        if one is not None:
            return spoken(one.reference)
    return _("The form was not sent, or not yet")


def _now(request: PutrightRequest) -> dict[str, Any]:
    local = timezone.localtime(request.moment)
    return {"on": local.date(), "time": f"{local:%H:%M}"}


@staff_page(*HEARING)
@methods
def attempt(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/attempt/`: a call or visit, in vain or not."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.RecordAttempt(sent_form(request), initial=_now(request))

    def act(typed: dict[str, Any]) -> None:
        actions.record_attempt(
            danger,
            when=form.moment,
            how=typed["how"],
            reached=typed["reached"] == "yes",
            notice=typed["notice"],
            summary=typed["summary"],
            **acting(request),
        )

    return _step(request, danger, form, act, _("The call or visit is written down."))


@staff_page(*CASEWORK)
@methods
def classify(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/serious/`: a person decides how serious it is, and why."""
    danger = access.hazard_for_staff(request, hazard)
    initial = {"seriousness": danger.seriousness, "kind": danger.kind, "why": danger.why_so_serious}
    form = forms.Classify(sent_form(request), initial=initial)

    def act(typed: dict[str, Any]) -> None:
        actions.classify_hazard(
            danger,
            seriousness=Seriousness(typed["seriousness"]),
            kind=HazardKind(typed["kind"]),
            why=typed["why"],
            **acting(request),
        )

    return _step(request, danger, form, act, _("It is written down how serious the danger is."))


@staff_page(*CASEWORK)
@methods
def investigate(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/investigation/`: whether there is a danger, and what was seen."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.Investigate(sent_form(request), initial={"on": today(request)})

    def act(typed: dict[str, Any]) -> None:
        found = typed["found"] == "yes"
        actions.investigate_hazard(
            danger, on=typed["on"], found=found, findings=typed["findings"], **acting(request)
        )

    return _step(request, danger, form, act, _("The investigation is written down."))


@staff_page(*CASEWORK)
@methods
def summary(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/summary/`: the resident was sent what the investigation found."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.SendSummary(sent_form(request), initial={"on": today(request)})

    def act(typed: dict[str, Any]) -> None:
        actions.send_summary(danger, on=typed["on"], **acting(request))

    return _step(request, danger, form, act, _("The written summary is marked as sent."))


@staff_page(*CASEWORK)
@methods
def make_safe(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/safe/`: when it was made safe, and how that is known."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.MakeSafe(sent_form(request), initial=_now(request))

    def act(typed: dict[str, Any]) -> None:
        actions.make_hazard_safe(danger, when=form.moment, how=typed["how"], **acting(request))

    return _step(request, danger, form, act, _("It is written down that it is safe."))


@staff_page(*CASEWORK)
@methods
def decide_work(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/further-work/`: whether further work is needed, and which."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.DecideWork(sent_form(request))

    def act(typed: dict[str, Any]) -> None:
        actions.decide_work(danger, needed=typed["needed"] == "yes", work=typed["work"], **acting(request))

    return _step(request, danger, form, act, _("It is written down whether further work is needed."))


@staff_page(*CASEWORK)
@methods
def begin_work(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/begun/`: the further work has begun."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.BeginWork(sent_form(request), initial={"on": today(request)})

    def act(typed: dict[str, Any]) -> None:
        actions.begin_work(danger, on=typed["on"], **acting(request))

    return _step(request, danger, form, act, _("It is written down that the work has begun."))


@staff_page(*HEARING)
@methods
def elsewhere(request: PutrightRequest, hazard: UUID) -> HttpResponse:
    """`…/elsewhere/`: somewhere else to stay was offered, and what the resident said."""
    danger = access.hazard_for_staff(request, hazard)
    form = forms.OfferElsewhere(sent_form(request))

    def act(typed: dict[str, Any]) -> None:
        actions.offer_elsewhere(danger, answer=typed["answer"], words=typed["words"], **acting(request))

    return _step(request, danger, form, act, _("What was offered is written down."))


@staff_page(*HEARING)
@methods
def case_dangers(request: PutrightRequest, reference: str) -> HttpResponse:
    """`…/dangers/` of a case: its dangers with their clocks, and a form that opens another."""
    complaint = access.for_staff(request, reference)
    form = forms.OpenDanger(sent_form(request), initial={"phone": complaint.phone})
    made: list[Hazard] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(
            open_hazard(
                request.landlord,
                complaint=complaint,
                danger=typed["danger"],
                what=typed["what"],
                words=typed["words"],
                phone=typed["phone"],
                has_called=typed["has_called"],
                **acting(request),
            )
        )

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The danger is open. See to it now."))
        return HttpResponseRedirect(_to(request, made[0]))
    rows = list(complaint.hazards.select_related("complaint", "request").order_by("opened_at"))
    return case_page(
        request,
        "hazards/case",
        complaint,
        {"page_title": _("Dangers"), "form": form, "rows": dangers_shown(rows, request.moment)},
    )


def _to(request: PutrightRequest, hazard: Hazard) -> str:
    return address(request, "complaints:hazard", hazard=hazard.id)


patterns = [
    path("staff/dangers/", show_dangers, name="dangers"),
    path("staff/hazards/<uuid:hazard>/", show_hazard, name="hazard"),
    path("staff/hazards/<uuid:hazard>/attempt/", attempt, name="hazard_attempt"),
    path("staff/hazards/<uuid:hazard>/serious/", classify, name="hazard_classify"),
    path("staff/hazards/<uuid:hazard>/investigation/", investigate, name="hazard_investigate"),
    path("staff/hazards/<uuid:hazard>/summary/", summary, name="hazard_summary"),
    path("staff/hazards/<uuid:hazard>/safe/", make_safe, name="hazard_safe"),
    path("staff/hazards/<uuid:hazard>/further-work/", decide_work, name="hazard_work"),
    path("staff/hazards/<uuid:hazard>/begun/", begin_work, name="hazard_begin"),
    path("staff/hazards/<uuid:hazard>/elsewhere/", elsewhere, name="hazard_elsewhere"),
]
case_patterns = [path("dangers/", case_dangers, name="case_dangers")]
