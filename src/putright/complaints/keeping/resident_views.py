"""The resident's own copy of their details, and the question for everything that is held."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.complaints.models import DataQuestion
from putright.record import access_log
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.retention import retention
from putright.ui import words

from . import actions
from .held import download_of


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def my_data(request: PutrightRequest, reference: str) -> HttpResponse:
    """What the copy holds and what it does not; and a button to ask for everything, which a person answers."""
    complaint = access.for_resident(request, reference)
    if request.method == "POST":
        try:
            actions.ask_what_is_held(complaint, by=By.resident(), at=request.moment)
        except Refused as refused:
            messages.info(request, words.refusal_to_resident(refused))
        else:
            messages.success(
                request, pgettext("data", "We have your question. You do not need to do anything else.")
            )
        return redirect(address(request, "complaints:my_data", reference=complaint.reference))
    return render(
        request,
        "complaints/resident/keeping/my_data.html",
        {
            "page_title": pgettext("data", "Take a copy of your details"),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
            "complaint": complaint,
            "months": retention()[1].months,
            "question": DataQuestion.objects.filter(
                landlord=request.landlord, complaint=complaint, answered_on=None
            ).first(),
        },
    )


@open_to_residents
@require_safe
def my_data_file(request: PutrightRequest, reference: str) -> FileResponse:
    """The copy, at once and without asking anybody: what their pages show them and what they told us."""
    complaint = access.for_resident(request, reference)
    access_log.seen(
        request.landlord.id,
        by=By.resident(),
        what="data_export",
        subject=("complaint", complaint.id),
        at=request.moment,
    )
    return download_of(request, [complaint], by_themselves=True)


patterns = [
    path("your-complaint/<reference:reference>/what-we-hold/", my_data, name="my_data"),
    path("your-complaint/<reference:reference>/what-we-hold/copy/", my_data_file, name="my_data_file"),
]
