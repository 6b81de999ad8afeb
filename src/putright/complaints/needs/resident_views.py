"""The resident's pages: what happened because they complained, and what help they need."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.complaints.views.resident_acting import acting, case_of, sent_form, tried, without_nul
from putright.record.chain import By

from . import actions
from .kinds_of_help import HELP
from .resident_forms import AskForHelp, TellReprisal


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def tell_reprisal(request: PutrightRequest, reference: str) -> HttpResponse:
    """Goes to the Member Responsible for Complaints alone. Their answers stand here too."""
    complaint = access.for_resident(request, reference)
    back = address(request, "complaints:case", reference=complaint.reference)
    form = TellReprisal(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.report_reprisal(
            complaint, words=form.cleaned_data["words"], by=By.resident(), at=request.moment
        )
        messages.success(
            request,
            pgettext("reprisal", "Thank you for telling us. Only the board member for complaints reads it."),
        )
        return redirect(back)
    return render(
        request,
        "complaints/resident/reprisal.html",
        {
            "form": form,
            "complaint": complaint,
            "told": list(complaint.reprisals.all()),
            "back_url": back,
            # What is told here is about people who may stand beside them.
            "leave_quickly": True,
        },
    )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def extra_help(request: PutrightRequest, reference: str) -> HttpResponse:
    """What help they asked for and what we decided, and more of it. From stage 2's last page it leads back there."""
    complaint = access.for_resident(request, reference)
    form = AskForHelp(sent_form(request))
    to_stage2 = request.GET.get("then") == "stage-2"
    here = address(request, "complaints:extra_help", reference=complaint.reference)
    back = (
        address(request, "complaints:stage2_check", reference=complaint.reference)
        if to_stage2
        else case_of(request, complaint)
    )

    def act() -> None:
        typed = form.cleaned_data
        shared = typed["shared_with"]
        for kind in typed["kinds"]:
            actions.record_need(complaint, kind=kind, shared_with=shared, **acting(request))
        own = without_nul(typed["words"])
        if own.strip():
            actions.record_need(complaint, kind="other", words=own, shared_with=shared, **acting(request))

    if form.is_valid() and tried(form, act):
        messages.success(
            request,
            pgettext(
                "extra help", "We have written down what would help you, and we tell you what we do about it."
            ),
        )
        return redirect(back if to_stage2 else here)
    return render(
        request,
        "complaints/resident/extra_help.html",
        {
            "form": form,
            "complaint": complaint,
            "asked": [(one, HELP.get(one.kind, one.kind)) for one in complaint.needs.filter(ended_on=None)],
            "back_url": back,
        },
    )


patterns = [
    path("your-complaint/<reference:reference>/reprisal/", tell_reprisal, name="tell_reprisal"),
    path("your-complaint/<reference:reference>/extra-help/", extra_help, name="extra_help"),
]
