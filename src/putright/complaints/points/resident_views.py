"""The resident's page for something new: it joins this complaint or becomes one of its own; they are told which."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, open_to_residents
from putright.complaints import access
from putright.complaints.actions.shared import Moment
from putright.complaints.views.resident_acting import (
    acting,
    back_to_case,
    case_of,
    sent_form,
    tried,
    without_nul,
)
from putright.complaints.views.resident_raising import new_issue_sent
from putright.record.chain import By
from putright.rules.acceptance import Belongs

from .actions import Raised, raise_issue, where_it_belongs
from .resident_forms import SomethingNew


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def something_new(request: PutrightRequest, reference: str) -> HttpResponse:
    """One text. Where it becomes a complaint of its own its keys are shown, once, on the page that this leads to."""
    complaint = access.for_resident(request, reference)
    moment = Moment(request.moment, By.resident())
    may_join = where_it_belongs(complaint, related=True, moment=moment).belongs is Belongs.JOINS
    form = SomethingNew(sent_form(request), may_join=may_join)
    raised: Raised | None = None

    def act() -> None:
        nonlocal raised
        raised = raise_issue(
            complaint,
            words=without_nul(form.cleaned_data["words"]),
            related=form.is_related,
            **acting(request),
        )

    if form.is_valid() and tried(form, act) and raised is not None:
        if raised.own is None:
            return back_to_case(
                request,
                complaint,
                pgettext(
                    "new issue", "We have added it to this complaint. We answer it together with the rest."
                ),
            )
        return new_issue_sent(request, complaint, raised)
    return render(
        request,
        "complaints/resident/new_issue.html",
        {
            "form": form,
            "complaint": complaint,
            "may_join": may_join,
            "back_url": case_of(request, complaint),
        },
    )


patterns = [path("your-complaint/<reference:reference>/something-new/", something_new, name="something_new")]
