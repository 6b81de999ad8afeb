"""Staff pages of what residents say once their case is closed: noted by phone, and the cases that may be told."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.roles import OVERSEEING
from putright.complaints.views.staff import (
    acting,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_case,
    tried,
    who_may,
)
from putright.rules.stages import Act

from . import actions, queries
from .forms import SaidAfterwards, StoryHeard


@staff_page(*who_may(Act.SAY_AFTERWARDS))
@methods
def said(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down the answers to the two questions, where they were given by phone or in person."""
    complaint = access.for_staff(request, reference)
    form = SaidAfterwards(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.say_afterwards(
                complaint,
                fair=form.cleaned_data["fair"] == "yes",
                solved=form.cleaned_data["solved"] == "yes",
                **acting(request),
            ),
        )
    ):
        return to_case(request, complaint, _("What the resident said is written down."))
    return case_page(request, "case_form", complaint, {"page_title": form.title, "form": form})


@staff_page(*who_may(Act.SHARE_STORY))
@methods
def story_heard(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down whether the resident lets their case be told, and under which name; or that they take it back."""
    complaint = access.for_staff(request, reference)
    form = StoryHeard(sent_form(request))

    def act() -> None:
        share = form.cleaned_data["share"]
        if share == "withdrawn":
            actions.withdraw_story(complaint, **acting(request))
            return
        named = form.cleaned_data["name_as"] if share == "named" else ""
        actions.share_story(complaint, agreed=share != "no", name_as=named, **acting(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return to_case(request, complaint, _("What the resident said is written down."))
    return case_page(request, "case_form", complaint, {"page_title": form.title, "form": form})


@staff_page(*OVERSEEING)
@require_safe
def stories(request: PutrightRequest) -> HttpResponse:
    """`staff/case-studies/`: the cases that may be told, under which name, and those whose yes was taken back."""
    known = access.known_to(request).values("id")
    access.looked_at(request, "stories")
    return page(
        request,
        "afterwards/stories",
        {
            "page_title": _("Cases that may be told"),
            "stories": queries.stories(request.landlord, known),
            "over": queries.stories_over(request.landlord, known),
        },
        here="dashboard",
    )


case_patterns = [
    path("afterwards/", said, name="afterwards_said"),
    path("case-study/", story_heard, name="story_heard"),
]
patterns = [path("staff/case-studies/", stories, name="stories")]
