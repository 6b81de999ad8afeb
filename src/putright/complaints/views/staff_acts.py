"""What staff do to a case without a letter, each act on a page of its own.

GET shows, POST acts; a refusal is said above the form. What issues a letter stands in `staff_letters`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access, actions, forms_landlords
from putright.complaints.actions import FindingDraft, Overtaken
from putright.complaints.conflicts.queries import shut_out_of
from putright.complaints.evidence.queries import files_of
from putright.complaints.forms_landlords import Confirm, RecordFinding
from putright.complaints.learning.forms import Teach
from putright.complaints.learning.queries import learned
from putright.complaints.learning.views import of_case, owners, record
from putright.complaints.models import Complaint, Finding
from putright.complaints.points.queries import live
from putright.complaints.queries import (
    considered_before,
    current_stage,
    people_of,
    people_who_answer,
    points_with_findings,
)
from putright.complaints.roles import CASEWORK
from putright.complaints.worklist.queries import away as absent
from putright.complaints.worklist.views import has_in_hand
from putright.rules.stages import Act

from .staff import (
    ROLES,
    acting,
    answerer,
    case_page,
    chosen,
    methods,
    sent_form,
    staff_page,
    stage_or_404,
    to_case,
    to_tab,
    today,
    tried,
    who_may,
)

# Defining, acknowledging, allocating


@staff_page(*who_may(Act.DEFINE))
@methods
def define(request: PutrightRequest, reference: str) -> HttpResponse:
    """Our wording beside the resident's own words. Two people who write at once are shown both texts."""
    complaint = access.for_staff(request, reference)
    points = list(complaint.points.all())
    as_is: dict[str, Any] = {f"point_{point.number}": point.words for point in points if point.live}
    as_is |= {"outcomes": complaint.outcomes, "outside": complaint.outside}
    seen = actions.definition_version(complaint)
    form = forms_landlords.Define(sent_form(request), points=points, initial={**as_is, "seen": seen})
    overtaken = False
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.define(
                complaint,
                points=form.wordings,
                outcomes=form.cleaned_data["outcomes"],
                outside=form.cleaned_data["outside"],
                seen=form.cleaned_data["seen"],
                **acting(request),
            )

        try:
            if tried(form, act):
                return to_case(request, complaint, _("What we understand is saved."))
        except Overtaken:
            overtaken = True
            form.add_error(None, _OVERTAKEN)
    return case_page(
        request,
        "define",
        complaint,
        {
            "page_title": form.title,
            "form": form,
            "seen": _still_seen(form, seen, overtaken),
            "as_is": _differing(form, as_is) if overtaken else [],
            "further_open": any(bound.value() for bound in form.further_fields()),
        },
    )


_OVERTAKEN = gettext_lazy(
    "Somebody else has saved this since you opened the page. Nothing was written over. "
    "Compare the two texts below, then save again."
)


def _still_seen(form: Form, now: str, overtaken: bool) -> str:
    """What a page that is shown again has seen: what it had, unless it has just been shown what stands there now."""
    return now if overtaken or not form.is_bound else str(form.data.get("seen", ""))


def _differing(form: Form, as_is: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """The fields in which what was typed differs from what stands now: (label, what stands now)."""
    return [
        (form.fields[name].label, value)
        for name, value in as_is.items()
        if (form.cleaned_data.get(name) or "") != (value or "")
    ]


@staff_page(*who_may(Act.ALLOCATE))
@methods
def allocate(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Chooses who answers a stage, from people whose role fits, each with the open cases they have."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    before = considered_before(complaint, stage)
    on = today(request)
    loads, away = people_who_answer(complaint.landlord, on), absent(complaint.landlord, on)
    shut = {one.person_id for one in shut_out_of(complaint)}
    possible = [load for load in loads if load.person.id not in before | shut]
    form = forms_landlords.Allocate(
        sent_form(request),
        people=[
            (
                load.person,
                ", ".join(
                    [
                        *(str(ROLES[role]) for role in load.roles),
                        has_in_hand(load, away.get(load.person.id)),
                    ]
                ),
            )
            for load in possible
        ],
        initial={"person": getattr(answerer(complaint, stage), "id", None)},
    )
    if request.method == "POST" and form.is_valid():
        person = next(load.person for load in possible if str(load.person.id) == form.cleaned_data["person"])
        if tried(form, lambda: actions.allocate(complaint, person, stage=stage, **acting(request))):
            return to_case(
                request,
                complaint,
                _("%(name)s answers stage %(stage)s.") % {"name": person.name, "stage": stage},
            )
    return case_page(
        request,
        "allocate",
        complaint,
        {
            "page_title": _("Who answers stage %(stage)s?") % {"stage": stage},
            "form": form,
            "not_possible": [load.person for load in loads if load.person.id in before],
            "in_conflict": [load.person for load in loads if load.person.id in shut],
            "number": stage,
        },
    )


# Working on the answer


@staff_page(*who_may(Act.RECORD_CONTACT))
@methods
def contact(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down a call, letter or visit."""
    complaint = access.for_staff(request, reference)
    form = forms_landlords.RecordContact(
        sent_form(request), initial={"on": today(request), "who": complaint.called or complaint.name}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.record_contact(
                complaint,
                on=typed["on"],
                channel=typed["channel"],
                outgoing=typed["outgoing"] == "yes",
                who=typed["who"],
                summary=typed["summary"],
                **acting(request),
            ),
        ):
            return to_case(request, complaint, _("The contact is written down."))
    return case_page(request, "case_form", complaint, {"page_title": form.title, "form": form})


@staff_page(*who_may(Act.FIND))
@methods
def finding(request: PutrightRequest, reference: str, stage: int, number: int) -> HttpResponse:
    """The answer to one point at a stage; saved as far as it is. Two people who write at once are shown both."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    points = live(complaint.points.all())
    point = next((one for one in points if one.number == number), None)
    if point is None:
        raise Http404
    findings = {one.stage: one for one in Finding.objects.filter(landlord=complaint.landlord, point=point)}
    there = findings.get(stage)
    as_is = RecordFinding.of(there)
    seen = actions.finding_version(there)
    form = RecordFinding(sent_form(request), initial=as_is)
    overtaken = False
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data

        def act() -> None:
            actions.record_finding(
                complaint,
                point,
                stage,
                FindingDraft(**{part: typed[part] for part in RecordFinding.PARTS}),
                seen=typed["seen"],
                **acting(request),
            )

        try:
            if tried(form, act):
                return _after_finding(request, complaint, stage, number)
        except Overtaken:
            overtaken = True
            form.add_error(None, _OVERTAKEN)
    following = [one.number for one in points if one.number > number]
    return case_page(
        request,
        "finding",
        complaint,
        {
            "page_title": _("Stage %(stage)s: answer to point %(number)s")
            % {"stage": stage, "number": number},
            "form": form,
            "point": point,
            "seen": _still_seen(form, seen, overtaken),
            "as_is": _differing(form, as_is) if overtaken else [],
            "earlier": [one for key, one in sorted(findings.items()) if key < stage],
            "following": bool(following),
        },
    )


def _after_finding(request: PutrightRequest, complaint: Complaint, stage: int, number: int) -> HttpResponse:
    """On to the next point where that was asked for, else back to the case."""
    following = [one.number for one in live(complaint.points.all()) if one.number > number]
    if "next" in request.POST and following:
        return HttpResponseRedirect(
            address(
                request, "complaints:finding", reference=complaint.reference, stage=stage, number=following[0]
            )
        )
    return to_case(request, complaint, _("The answer to point %(number)s is saved.") % {"number": number})


@staff_page(*who_may(Act.PROMISE))
@methods
def promises(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Plans what the answer will promise: what, by when, who sees to it."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    people = people_of(complaint.landlord, CASEWORK, today(request))
    points = live(complaint.points.all())
    form = forms_landlords.PlanPromise(
        sent_form(request),
        people=people,
        points=points,
        initial={"owner": request.visitor.person.id if request.visitor.person else None},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.plan_promise(
                complaint,
                stage,
                action=typed["action"],
                due_on=typed["due_on"],
                owner=chosen(people, typed["owner"]),
                news_every_days=typed["news_every_days"],
                point=next((point for point in points if str(point.number) == typed["point"]), None),
                **acting(request),
            ),
        ):
            return to_case(request, complaint, _("It is planned. The answer will promise it."))
    return case_page(
        request,
        "promises",
        complaint,
        {
            "page_title": _("Plan what we will promise"),
            "form": form,
            "planned": complaint.promises.filter(stage=stage, promised_on=None).select_related("owner"),
        },
    )


@staff_page(*who_may(Act.PROMISE))
@require_POST
def drop_promise(request: PutrightRequest, reference: str, promise: UUID) -> HttpResponse:
    """Takes a planned promise out again."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(form, lambda: actions.drop_promise(access.promise_of(complaint, promise), **acting(request))):
        return to_case(request, complaint, _("It is taken out of the plan."))
    return case_page(request, "refused", complaint, {"page_title": _("Not taken out"), "form": form})


# The resident's word, taken down; promises; the end


@staff_page(*who_may(Act.ESCALATE))
@methods
def escalate(request: PutrightRequest, reference: str) -> HttpResponse:
    """The resident asked for the next stage by phone, letter or in person."""
    complaint = access.for_staff(request, reference)
    points = points_with_findings(complaint)
    number = current_stage(complaint).number + 1
    form = forms_landlords.Escalate(sent_form(request), choices=points)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.escalate(
                complaint,
                why=typed["why"],
                wanted_now=typed["wanted_now"],
                points=[int(one) for one in typed["points"]],
                **acting(request),
            ),
        ):
            return to_case(
                request,
                complaint,
                _("Stage %(stage)s is asked for. Its days count from today.") % {"stage": number},
            )
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": _("The resident asks for stage %(stage)s") % {"stage": number},
            "form": form,
            "button_text": _("Take to stage %(stage)s") % {"stage": number},
        },
    )


@staff_page(*who_may(Act.WITHDRAW))
@methods
def withdraw(request: PutrightRequest, reference: str) -> HttpResponse:
    """The resident takes the complaint back."""
    complaint = access.for_staff(request, reference)
    form = forms_landlords.Withdraw(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.withdraw(complaint, reasons=form.cleaned_data["reasons"], **acting(request)),
        )
    ):
        return to_case(request, complaint, _("The complaint is withdrawn."))
    return case_page(
        request,
        "withdraw",
        complaint,
        {
            "page_title": _("The resident withdraws the complaint"),
            "form": form,
            "button_text": _("Withdraw the complaint"),
        },
    )


@staff_page(*who_may(Act.KEEP_PROMISE))
@methods
def keep_promise(request: PutrightRequest, reference: str, promise: UUID) -> HttpResponse:
    """Writes down that a promise was kept, on which day, and how that is known."""
    complaint = access.for_staff(request, reference)
    found = access.promise_of(complaint, promise)
    if found.promised_on is None:
        raise Http404
    form = forms_landlords.KeepPromise(
        sent_form(request),
        initial={"on": today(request)},
        files=[(str(one.id), one.name or _("File without a name")) for one in files_of(complaint)],
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.keep_promise(
                found,
                on=form.cleaned_data["on"],
                proof=form.cleaned_data["proof"],
                file=UUID(form.cleaned_data["file"]) if form.cleaned_data["file"] else None,
                **acting(request),
            ),
        )
    ):
        return to_case(
            request, complaint, _("The promise is marked as kept. The resident can say whether it was.")
        )
    return case_page(
        request, "promise", complaint, {"page_title": _("A promise was kept"), "form": form, "promise": found}
    )


@staff_page(*who_may(Act.CLOSE))
@methods
def close(request: PutrightRequest, reference: str) -> HttpResponse:
    """Closes a case that was answered and whose promises are kept, once what it teaches is written down."""
    complaint = access.for_staff(request, reference)
    to_learn = not learned(complaint, current_stage(complaint).number)
    teaching = request.method == "POST" and request.POST.get("step") == "learn"
    form: Form = (
        Teach(sent_form(request), people=owners(request)) if to_learn else Confirm(sent_form(request))
    )
    if teaching and isinstance(form, Teach):
        if form.is_valid() and record(request, complaint, form):
            return to_tab(request, complaint, "close")
    elif (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.close(complaint, **acting(request)))
    ):
        return to_case(request, complaint, _("The complaint is closed."))
    return case_page(
        request,
        "close",
        complaint,
        {
            "page_title": _("Close the complaint"),
            "form": form,
            "open_promises": complaint.promises.filter(
                promised_on__isnull=False, done_on=None
            ).select_related("owner"),
            "to_learn": to_learn,
            **of_case(request, complaint),
        },
    )
