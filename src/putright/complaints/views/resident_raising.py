"""The page that tells a resident that something new became a complaint of its own, from wherever they raised it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext

from putright.accounts.doors import PutrightRequest, address, let_resident_in
from putright.complaints import access, queries
from putright.complaints.models import Complaint
from putright.complaints.points.actions import Raised

from .resident_acting import case_of


def new_issue_sent(request: PutrightRequest, complaint: Complaint, raised: Raised) -> HttpResponse:
    """The keys of the new complaint, this once, why it is one of its own, and its first date. Opens it here too."""
    assert raised.own is not None
    own = raised.own.complaint
    response = render(
        request,
        "complaints/resident/new_issue_sent.html",
        {
            "page_title": pgettext("new issue", "It is a complaint of its own"),
            "complaint": own,
            "passphrase": raised.own.passphrase,
            "because": raised.why.explained[0].code,
            "next": queries.standing(own, timezone.localdate(request.moment)).next,
            "before": complaint,
            "own_page": address(request, "complaints:case", reference=own.reference),
            "back_page": case_of(request, complaint),
        },
    )
    let_resident_in(request, response, own.id, access.mark_of(own))
    return response
