"""The resident's page that opens a closed complaint again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access, queries
from putright.record.chain import By
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role, permitted
from putright.ui import words

from . import actions
from .resident_forms import Reopen


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: PutrightRequest, reference: str) -> HttpResponse:
    """One optional question and a button: a problem that came back needs no new complaint."""
    complaint = access.for_resident(request, reference)
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    code = edition(complaint.edition) if complaint.edition else None
    back = address(request, "complaints:case", reference=complaint.reference)
    if Act.REOPEN not in permitted(stands.state, Role.RESIDENT, code):
        messages.info(
            request, pgettext("reopen", "This cannot be done now. Here is how your complaint stands.")
        )
        return redirect(back)
    form = Reopen(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.reopen(complaint, why=form.cleaned_data["why"], by=By.resident(), at=request.moment)
        except Refused as refusal:
            messages.info(request, words.refusal_to_resident(refusal))
            return redirect(back)
        messages.success(request, pgettext("reopen", "Your complaint is open again. We have been told."))
        return redirect(back)
    return render(
        request,
        "complaints/resident/reopen.html",
        {"form": form, "complaint": complaint, "back_url": back},
    )
