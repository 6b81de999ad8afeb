"""The resident's page to say that something happened because they complained."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.record.chain import By

from . import actions
from .resident_forms import TellReprisal


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
        {"form": form, "complaint": complaint, "told": list(complaint.reprisals.all()), "back_url": back},
    )


patterns = [path("your-complaint/<reference:reference>/reprisal/", tell_reprisal, name="tell_reprisal")]
