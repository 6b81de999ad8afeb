"""The resident's own report of something to be fixed: how it stands, and one tap that makes it a complaint."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, let_resident_in, open_to_residents
from putright.complaints import access, drafts
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.ui import words

from .actions import become_complaint
from .resident_forms import ComplainNow


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PutrightRequest, report: str) -> HttpResponse:
    """The number, the day by which somebody looks at it, what was done so far; and the way to complain.

    The complaint counts from the day of the report, and opens with the passphrase that the report had.
    """
    asked = access.report_for_resident(request, report)
    form = ComplainNow(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = become_complaint(
                asked, words=form.cleaned_data["words"], channel="web", by=By.resident(), at=request.moment
            )
        except Refused as refused:
            form.add_error(None, words.refusal_to_resident(refused))
        else:
            messages.success(
                request,
                pgettext(
                    "report",
                    "Your report is a complaint now. It counts from the day you reported it, and the work goes on.",
                ),
            )
            response = redirect(address(request, "complaints:case", reference=made.complaint.reference))
            let_resident_in(request, response, made.complaint.id, access.mark_of(made.complaint))
            return response
    mine = drafts.held(request)
    fresh = mine is not None and mine.draft.request_id == asked.id
    complaint = None
    if asked.complained_as is not None:
        complaint = Complaint.objects.filter(landlord=request.landlord, id=asked.complained_as).first()
    return render(
        request,
        "complaints/resident/intake/report.html",
        {
            "page_title": pgettext("report", "We have your report"),
            "asked": asked,
            "form": form,
            "fresh": fresh,
            "passphrase": drafts.opened(mine, request.moment) if mine is not None and fresh else "",
            "complaint": complaint,
            "danger": asked.hazards.filter(landlord=request.landlord, closed_at=None).exists(),
            "back_url": "" if fresh else address(request, "complaints:start"),
        },
    )


patterns = [path("your-report/<reference:report>/", report, name="report")]
