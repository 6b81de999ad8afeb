"""The resident's pages once their case is closed: two questions, and consent to a case study."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.complaints.views.resident_acting import (
    acting,
    back_to_case,
    case_of,
    may,
    not_now,
    sent_form,
    tried,
    without_nul,
)
from putright.rules.stages import Act

from . import actions
from .queries import question_of, story_of
from .resident_forms import Story, TwoQuestions

CASE = "your-complaint/<reference:reference>/"
_SAID = {True: "yes", False: "no", None: None}


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def afterwards(request: PutrightRequest, reference: str) -> HttpResponse:
    """Two questions and no more. Whoever says that it is not solved is offered the way back into the case."""
    complaint = access.for_resident(request, reference)
    asked = question_of(complaint)
    allowed = may(request, complaint)
    if asked is None or Act.SAY_AFTERWARDS not in allowed:
        return not_now(request, complaint)
    form = TwoQuestions(
        sent_form(request), initial={"fair": _SAID[asked.fair], "solved": _SAID[asked.solved]}
    )
    if form.is_valid():
        fair, solved = form.cleaned_data["fair"] == "yes", form.cleaned_data["solved"] == "yes"

        def act() -> None:
            actions.say_afterwards(complaint, fair=fair, solved=solved, **acting(request))

        if tried(form, act):
            return render(
                request,
                "complaints/resident/afterwards/thanks.html",
                {
                    "page_title": pgettext("afterwards", "Thank you for telling us"),
                    "complaint": complaint,
                    "solved": solved,
                    "fair": fair,
                    "reopen": address(request, "complaints:reopen", reference=complaint.reference)
                    if Act.REOPEN in allowed
                    else "",
                    "stage2": address(request, "complaints:stage2", reference=complaint.reference)
                    if Act.ESCALATE in allowed
                    else "",
                    "story": address(request, "complaints:story", reference=complaint.reference),
                    "back_page": case_of(request, complaint),
                },
            )
    return render(
        request,
        "complaints/resident/afterwards/questions.html",
        {"form": form, "complaint": complaint, "back_url": case_of(request, complaint)},
    )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: PutrightRequest, reference: str) -> HttpResponse:
    """Yes, under which name, or no; and the way to take a yes back. Nothing of the case hangs on it."""
    complaint = access.for_resident(request, reference)
    said = story_of(complaint)
    if request.method == "POST" and "withdraw" in request.POST:
        actions.withdraw_story(complaint, **acting(request))
        return back_to_case(
            request,
            complaint,
            pgettext("case study", "You have taken it back. We write nothing more about your complaint."),
        )
    share = None if said is None else "no" if not said.agreed else "named" if said.name_as else "nameless"
    form = Story(sent_form(request), initial={"share": share, "name_as": said.name_as if said else ""})
    if form.is_valid():
        typed = form.cleaned_data
        agreed = typed["share"] != "no"

        def act() -> None:
            actions.share_story(
                complaint,
                agreed=agreed,
                name_as=without_nul(typed["name_as"]) if typed["share"] == "named" else "",
                **acting(request),
            )

        if tried(form, act):
            return back_to_case(
                request,
                complaint,
                pgettext("case study", "Thank you. You can take this back at any time.")
                if agreed
                else pgettext("case study", "We do not write about your complaint."),
            )
    return render(
        request,
        "complaints/resident/afterwards/story.html",
        {
            "form": form,
            "complaint": complaint,
            "said": said,
            "back_url": case_of(request, complaint),
        },
    )


patterns = [
    path(f"{CASE}how-was-it/", afterwards, name="afterwards"),
    path(f"{CASE}tell-others/", story, name="story"),
]
