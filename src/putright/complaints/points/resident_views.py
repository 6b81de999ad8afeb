"""The resident's page for something new: it joins this complaint or becomes one of its own; they are told which."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, let_resident_in, open_to_residents
from putright.complaints import access, queries
from putright.complaints.actions.shared import Moment
from putright.complaints.views.resident_acting import (
    acting,
    back_to_case,
    case_of,
    sent_form,
    tried,
    without_nul,
)
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
        own = raised.own.complaint
        response = render(
            request,
            "complaints/resident/new_issue_sent.html",
            {
                "page_title": pgettext("new issue", "It is a complaint of its own"),
                "complaint": own,
                "passphrase": raised.own.passphrase,
                "because": raised.why.explained[0].code,
                "next": queries.standing(own, moment.on).next,
                "before": complaint,
                "own_page": address(request, "complaints:case", reference=own.reference),
                "back_page": case_of(request, complaint),
            },
        )
        let_resident_in(request, response, own.id, access.mark_of(own))
        return response
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
