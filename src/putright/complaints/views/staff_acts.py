"""What staff do to a case, each act on a page of its own. GET shows, POST acts; a refusal is said above the form.

An act that issues a letter shows the letter first. What is issued is what was read: the page sends the digest of the
letter that it showed, and where it would be another by now it is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.models import Person
from putright.complaints import access, actions, forms_landlords, letters
from putright.complaints.actions import FindingDraft, Overtaken
from putright.complaints.forms_landlords import Confirm, RecordFinding, Seen
from putright.complaints.models import Complaint, Finding, Letter
from putright.complaints.queries import (
    considered_before,
    current_stage,
    facts_of,
    people_of,
    people_who_answer,
    points_with_findings,
)
from putright.rules import stages
from putright.rules.clocks import extension_cap, original_due
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.ui import words

from .staff import (
    CASEWORK,
    ROLES,
    answerer,
    case_page,
    refuse_title,
    staff_page,
    stage_or_404,
    to_case,
    today,
    tried,
    who_may,
)

methods = require_http_methods(["GET", "HEAD", "POST"])
# What a form of two steps carries besides its own fields.
_STEPS = frozenset({"csrfmiddlewaretoken", "step", "seen"})


def _sent(request: PutrightRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: PutrightRequest) -> dict[str, Any]:
    """Who acts, and when."""
    return {"by": request.visitor.by, "at": request.moment}


# Letters: looked at, then issued


def _looked_at(act: Callable[[], Letter]) -> tuple[letters.Content | None, str]:
    """The letter that `act` would issue, or why it cannot be issued now."""
    try:
        return actions.preview_letter(act), ""
    except Refused as refused:
        # What each point lacks stands on the page already, point by point.
        return None, "" if refused.code in _LACKING else words.refusal(refused)


def _issued_as_read(form: Form, act: Callable[[], Letter], seen: str) -> tuple[bool, letters.Content | None]:
    """Issues the letter if it is the one that was read; otherwise the form says why not, with the letter as it is."""
    content: letters.Content | None = None

    def look() -> None:
        nonlocal content
        content = actions.preview_letter(act)

    if not tried(form, look):
        return False, None
    if actions.version(content) != seen:
        form.add_error(
            None, _("The letter has changed since this page was opened. Read it again, then issue it.")
        )
        return False, content
    return tried(form, act), content


def _letter_page(
    request: PutrightRequest,
    complaint: Complaint,
    act: Callable[[], Letter],
    template: str,
    context: Mapping[str, Any],
    said: str,
) -> HttpResponse:
    """A page that shows the letter of an act without questions of its own, and issues it."""
    form = Seen(_sent(request))
    why_not = ""
    if request.method == "POST" and form.is_valid():
        issued, content = _issued_as_read(form, act, form.cleaned_data["seen"])
        if issued:
            return to_case(request, complaint, said)
    else:
        content, why_not = _looked_at(act)
    return case_page(
        request,
        template,
        complaint,
        {
            "form": form,
            "why_not": why_not,
            "letter_body": letters.body(content, top=2) if content else "",
            "seen": actions.version(content),
            **context,
        },
    )


def _form_then_letter(
    request: PutrightRequest,
    complaint: Complaint,
    form: Form,
    act: Callable[[], Letter],
    template: str,
    context: Mapping[str, Any],
    said: str,
) -> HttpResponse:
    """A form whose act issues a letter: filled in, read as a letter, issued; back to the form from there."""
    step = request.POST.get("step", "")
    if request.method == "POST" and form.is_valid() and step != "change":
        content: letters.Content | None = None
        if step == "issue":
            issued, content = _issued_as_read(form, act, request.POST.get("seen", ""))
            if issued:
                return to_case(request, complaint, said)
        else:
            content, why_not = _looked_at(act)
            if why_not:
                form.add_error(None, why_not)
        if content is not None:
            carried = [
                (name, value)
                for name, values in request.POST.lists()
                if name not in _STEPS
                for value in values
            ]
            return case_page(
                request,
                "preview",
                complaint,
                {
                    "form": form,
                    "carried": carried,
                    "letter_body": letters.body(content, top=2),
                    "seen": actions.version(content),
                    **context,
                },
            )
    return case_page(request, template, complaint, {"form": form, **context})


# Defining, acknowledging, allocating


@staff_page(*who_may(Act.DEFINE))
@methods
def define(request: PutrightRequest, reference: str) -> HttpResponse:
    """Our wording beside the resident's own words. Two people who write at once are shown both texts."""
    complaint = access.for_staff(request, reference)
    points = list(complaint.points.all())
    as_is: dict[str, Any] = {f"point_{point.number}": point.words for point in points}
    as_is |= {"outcomes": complaint.outcomes, "outside": complaint.outside}
    seen = actions.definition_version(complaint)
    form = forms_landlords.Define(_sent(request), points=points, initial={**as_is, "seen": seen})
    overtaken = False
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.define(
                complaint,
                points=form.wordings,
                outcomes=form.cleaned_data["outcomes"],
                outside=form.cleaned_data["outside"],
                seen=form.cleaned_data["seen"],
                **_who(request),
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


@staff_page(*who_may(Act.ACKNOWLEDGE))
@methods
def acknowledge(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Shows the letter that acknowledges a stage, and issues it."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    return _letter_page(
        request,
        complaint,
        lambda: actions.acknowledge(complaint, stage, **_who(request)),
        "acknowledge",
        {
            "page_title": _("Acknowledge and log stage %(stage)s") % {"stage": stage},
            "button_text": _("Issue this letter and log stage %(stage)s") % {"stage": stage},
        },
        _("Stage %(stage)s is acknowledged and logged. The letter is issued.") % {"stage": stage},
    )


@staff_page(*who_may(Act.ALLOCATE))
@methods
def allocate(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Chooses who answers a stage, from people whose role fits, each with the open cases they have."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    before = considered_before(complaint, stage)
    loads = people_who_answer(complaint.landlord, today(request))
    possible = [load for load in loads if load.person.id not in before]
    form = forms_landlords.Allocate(
        _sent(request),
        people=[
            (
                load.person,
                ngettext("%(role)s, %(number)s open case", "%(role)s, %(number)s open cases", load.open_cases)
                % {"role": ", ".join(str(ROLES[role]) for role in load.roles), "number": load.open_cases},
            )
            for load in possible
        ],
        initial={"person": getattr(answerer(complaint, stage), "id", None)},
    )
    if request.method == "POST" and form.is_valid():
        person = next(load.person for load in possible if str(load.person.id) == form.cleaned_data["person"])
        if tried(form, lambda: actions.allocate(complaint, person, stage=stage, **_who(request))):
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
        _sent(request), initial={"on": today(request), "who": complaint.called or complaint.name}
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
                **_who(request),
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
    point = access.point_of(complaint, number)
    findings = {one.stage: one for one in Finding.objects.filter(landlord=complaint.landlord, point=point)}
    there = findings.get(stage)
    as_is = RecordFinding.of(there)
    seen = actions.finding_version(there)
    form = RecordFinding(_sent(request), initial=as_is)
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
                **_who(request),
            )

        try:
            if tried(form, act):
                return _after_finding(request, complaint, stage, number)
        except Overtaken:
            overtaken = True
            form.add_error(None, _OVERTAKEN)
    others = list(complaint.points.all())
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
            "following": number < len(others),
        },
    )


def _after_finding(request: PutrightRequest, complaint: Complaint, stage: int, number: int) -> HttpResponse:
    """On to the next point where that was asked for, else back to the case."""
    if "next" in request.POST and number < complaint.points.count():
        return HttpResponseRedirect(
            address(
                request, "complaints:finding", reference=complaint.reference, stage=stage, number=number + 1
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
    points = list(complaint.points.all())
    form = forms_landlords.PlanPromise(
        _sent(request),
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
                owner=_chosen(people, typed["owner"]),
                point=next((point for point in points if str(point.number) == typed["point"]), None),
                **_who(request),
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


def _chosen(people: list[Person], chosen: str) -> Person | None:
    return next((person for person in people if str(person.id) == chosen), None)


@staff_page(*who_may(Act.PROMISE))
@require_POST
def drop_promise(request: PutrightRequest, reference: str, promise: UUID) -> HttpResponse:
    """Takes a planned promise out again."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(form, lambda: actions.drop_promise(access.promise_of(complaint, promise), **_who(request))):
        return to_case(request, complaint, _("It is taken out of the plan."))
    return case_page(request, "refused", complaint, {"page_title": _("Not taken out"), "form": form})


# More time, the answer, a refusal


@staff_page(*who_may(Act.EXTEND))
@methods
def extend(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Takes more time: new date and reasons, read as a letter, then issued."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    seniors = people_of(complaint.landlord, stages.SENIOR_MANAGERS, today(request))
    form = forms_landlords.Extend(_sent(request), seniors=seniors)
    due, cap = _extension_dates(complaint, stage)

    def act() -> Letter:
        typed = form.cleaned_data
        return actions.extend(
            complaint,
            stage,
            until=typed["until"],
            reasons=typed["reasons"],
            good_reason=typed["good_reason"],
            approved_by=_chosen(seniors, typed["approved_by"]),
            news_every_days=typed["news_every_days"],
            resident_agrees=typed["resident_agrees"],
            **_who(request),
        )

    sent = _sent(request) or {}
    return _form_then_letter(
        request,
        complaint,
        form,
        act,
        "extend",
        {
            "page_title": _("More time for stage %(stage)s") % {"stage": stage},
            "button_text": _("Issue this letter and take more time"),
            "original_due": due,
            "cap": cap,
            "beyond_open": any(sent.get(name) for name in forms_landlords.Extend.BEYOND),
        },
        _("More time is taken. The letter is issued."),
    )


def _extension_dates(complaint: Complaint, stage: int) -> tuple[date | None, date | None]:
    """The day the answer is due without more time, and the latest new date; None where no edition sets one."""
    facts = facts_of(complaint)
    try:
        return original_due(facts, stage), extension_cap(facts, stage)
    except ValueError:
        return None, None


@staff_page(*who_may(Act.ANSWER))
@methods
def answer(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """What is still missing, point by point; where nothing is, the letter, to read and issue."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    final = stage > 1
    gaps = [
        (
            point.number,
            [_LACKING[code] for code in stages.lacking(point)],
            address(
                request,
                "complaints:finding",
                reference=complaint.reference,
                stage=stage,
                number=point.number,
            ),
        )
        for point in actions.point_facts(complaint, stage)
    ]
    return _letter_page(
        request,
        complaint,
        lambda: actions.answer(complaint, stage, **_who(request)),
        "answer",
        {
            "page_title": _("Issue the final answer") if final else _("Issue the stage 1 answer"),
            "button_text": _("Issue this final answer") if final else _("Issue this answer"),
            "gaps": gaps,
            "lacks": any(missing for _number, missing, _href in gaps),
            "planned": complaint.promises.filter(stage=stage, promised_on=None).select_related("owner"),
            "plan": address(request, "complaints:promises", reference=complaint.reference, stage=stage),
            "number": stage,
        },
        _("The final answer is issued.") if final else _("The stage 1 answer is issued."),
    )


_LACKING: Mapping[str, Any] = {
    "point_without_finding": gettext_lazy("whether we agree"),
    "point_without_reasons": gettext_lazy("the reasons"),
    "point_without_remedy": gettext_lazy("how we put it right, or why there is nothing to put right"),
}


@staff_page(*who_may(Act.REFUSE))
@methods
def refuse(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Declines to accept a complaint, or to take it to the next stage: ground and reasons, read as a letter."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    form = forms_landlords.Refuse(_sent(request))

    def act() -> Letter:
        typed = form.cleaned_data
        return actions.refuse(
            complaint, stage, reasons=typed["reasons"], ground=typed["ground"], **_who(request)
        )

    return _form_then_letter(
        request,
        complaint,
        form,
        act,
        "refuse",
        {"page_title": refuse_title(stage), "button_text": _("Issue this refusal"), "number": stage},
        _("The refusal is issued, with the way to the Ombudsman."),
    )


# The resident's word, taken down; promises; the end


@staff_page(*who_may(Act.ESCALATE))
@methods
def escalate(request: PutrightRequest, reference: str) -> HttpResponse:
    """The resident asked for the next stage by phone, letter or in person."""
    complaint = access.for_staff(request, reference)
    points = points_with_findings(complaint)
    number = current_stage(complaint).number + 1
    form = forms_landlords.Escalate(_sent(request), choices=points)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.escalate(
                complaint,
                why=typed["why"],
                wanted_now=typed["wanted_now"],
                points=[int(one) for one in typed["points"]],
                **_who(request),
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
    form = forms_landlords.Withdraw(_sent(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.withdraw(complaint, reasons=form.cleaned_data["reasons"], **_who(request)),
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
    form = forms_landlords.KeepPromise(_sent(request), initial={"on": today(request)})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.keep_promise(
                found, on=form.cleaned_data["on"], proof=form.cleaned_data["proof"], **_who(request)
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
    """Closes a case that was answered and whose promises are kept."""
    complaint = access.for_staff(request, reference)
    form = Confirm(_sent(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.close(complaint, **_who(request)))
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
        },
    )
