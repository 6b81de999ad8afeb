"""What staff do that issues a letter: acknowledging, taking more time, answering, refusing.

The letter is shown first. What is issued is what was read: the page sends the digest of the letter that it showed, and
where it would be another by now it is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.policy import policy_of
from putright.complaints import access, actions, forms_landlords, letters
from putright.complaints.drafting.gate import Gate, gate
from putright.complaints.drafting.queries import draft_of, hits
from putright.complaints.forms_landlords import Seen
from putright.complaints.models import Complaint, Letter
from putright.complaints.more_time.queries import ready_points
from putright.complaints.queries import facts_of, people_of
from putright.rules import stages
from putright.rules.clocks import extension_cap, original_due
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.ui import words

from .staff import (
    acting,
    case_address,
    case_page,
    chosen,
    methods,
    refuse_title,
    sent_form,
    staff_page,
    stage_or_404,
    to_case,
    today,
    tried,
    who_may,
)

# What a form of two steps carries besides its own fields.
_STEPS = frozenset({"csrfmiddlewaretoken", "step", "seen"})


# Letters: looked at, then issued


def _looked_at(act: Callable[[], Letter]) -> tuple[letters.Content | None, str]:
    """The letter that `act` would issue, or why it cannot be issued now."""
    try:
        return actions.preview_letter(act), ""
    except Refused as refused:
        return None, words.refusal(refused)


def _version(complaint: Complaint, content: letters.Content) -> str:
    """What a page has shown: the letter, and all that the quality gate says of it."""
    return actions.version(content, *(repr(hit) for hit in hits(complaint, content)))


def _issued_as_read(
    complaint: Complaint, form: Form, act: Callable[[], Letter], seen: str
) -> tuple[bool, letters.Content | None]:
    """Issues the letter if it is the one that was read; otherwise the form says why not, with the letter as it is."""
    content: letters.Content | None = None

    def look() -> None:
        nonlocal content
        content = actions.preview_letter(act)

    if not tried(form, look):
        return False, None
    if content is None or _version(complaint, content) != seen:
        form.add_error(
            None, _("The letter has changed since this page was opened. Read it again, then issue it.")
        )
        return False, content
    return tried(form, act), content


def _shown(request: PutrightRequest, complaint: Complaint, content: letters.Content | None) -> dict[str, Any]:
    """A letter for its page: how it looks, what the gate says of it, and the digest of both."""
    if content is None:
        return {"letter_body": "", "seen": "", "gate": None}
    found: Gate = gate(request, complaint, content)[0]
    return {
        "letter_body": letters.body(content, top=2),
        "seen": _version(complaint, content),
        "gate": found,
    }


def _letter_page(
    request: PutrightRequest,
    complaint: Complaint,
    act: Callable[[], Letter],
    template: str,
    context: Mapping[str, Any],
    said: str,
) -> HttpResponse:
    """A page that shows the letter of an act without questions of its own, and issues it."""
    form = Seen(sent_form(request))
    why_not = ""
    if request.method == "POST" and form.is_valid():
        issued, content = _issued_as_read(complaint, form, act, form.cleaned_data["seen"])
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
            **_shown(request, complaint, content),
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
            issued, content = _issued_as_read(complaint, form, act, request.POST.get("seen", ""))
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
                    **_shown(request, complaint, content),
                    **context,
                },
            )
    return case_page(request, template, complaint, {"form": form, **context})


def _drafted(complaint: Complaint, kind: str, stage: int) -> dict[str, str]:
    """What a draft has kept for the form of its act: the reasons, so that they could be translated first."""
    draft = draft_of(complaint, kind, stage)
    return {"reasons": draft.parts.get("reasons", "")} if draft else {}


# The acts


@staff_page(*who_may(Act.ACKNOWLEDGE))
@methods
def acknowledge(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Shows the letter that acknowledges a stage, and issues it."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    return _letter_page(
        request,
        complaint,
        lambda: actions.acknowledge(complaint, stage, **acting(request)),
        "acknowledge",
        {
            "page_title": _("Acknowledge and log stage %(stage)s") % {"stage": stage},
            "button_text": _("Issue this letter and log stage %(stage)s") % {"stage": stage},
        },
        _("Stage %(stage)s is acknowledged and logged. The letter is issued.") % {"stage": stage},
    )


@staff_page(*who_may(Act.EXTEND))
@methods
def extend(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Takes more time: new date and reasons, read as a letter, then issued."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    seniors = people_of(complaint.landlord, stages.SENIOR_MANAGERS, today(request))
    form = forms_landlords.Extend(
        sent_form(request),
        seniors=seniors,
        initial=_drafted(complaint, f"stage{stage}_extension", stage),
    )
    due, cap = _extension_dates(complaint, stage)

    def act() -> Letter:
        typed = form.cleaned_data
        return actions.extend(
            complaint,
            stage,
            until=typed["until"],
            reasons=typed["reasons"],
            because=typed["because"],
            good_reason=typed["good_reason"],
            approved_by=chosen(seniors, typed["approved_by"]),
            news_every_days=typed["news_every_days"],
            resident_agrees=typed["resident_agrees"],
            **acting(request),
        )

    sent = sent_form(request) or {}
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
            "ready": ready_points(actions.point_facts(complaint, stage)),
            "needs_agreement": policy_of(complaint.landlord).extension_needs_agreement,
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
        lambda: actions.answer(complaint, stage, **acting(request)),
        "answer",
        {
            "page_title": _("Issue the final answer") if final else _("Issue the stage 1 answer"),
            "button_text": _("Issue this final answer") if final else _("Issue this answer"),
            "gaps": gaps,
            "lacks": any(missing for _number, missing, _href in gaps),
            "planned": complaint.promises.filter(stage=stage, promised_on=None).select_related("owner"),
            "plan": case_address(request, complaint, "promises", stage=stage),
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
    kind = "refusal_to_accept" if stage == 1 else "refusal_to_escalate"
    form = forms_landlords.Refuse(sent_form(request), initial=_drafted(complaint, kind, stage))

    def act() -> Letter:
        typed = form.cleaned_data
        return actions.refuse(
            complaint,
            stage,
            reasons=typed["reasons"],
            ground=typed["ground"],
            rests_on=form.rests_on(),
            **acting(request),
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
