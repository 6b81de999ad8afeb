"""A resident's page for one thing that an answer offered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.complaints.models import Complaint, Remedy
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.ui import words

from . import actions
from .resident_forms import OfferReply


def offered(complaint: Complaint, remedy_id: UUID) -> Remedy:
    """A remedy that an issued answer of this case offers. Http404 for any other."""
    return access.row_of(
        complaint, Remedy.objects.select_related("point", "complaint"), id=remedy_id, offered_on__isnull=False
    )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: PutrightRequest, reference: str, remedy: UUID) -> HttpResponse:
    """Accepts or declines what was offered; either may be changed until it is paid."""
    complaint = access.for_resident(request, reference)
    found = offered(complaint, remedy)
    back = address(request, "complaints:case", reference=complaint.reference)
    if found.paid_on:
        messages.info(request, pgettext("remedy", "This has been paid already."))
        return redirect(back)
    form = OfferReply(request.POST if request.method == "POST" else None)
    if form.is_valid():
        accepted = form.cleaned_data["accepted"] == "yes"
        try:
            actions.answer_remedy(
                found,
                accepted=accepted,
                because=form.cleaned_data["because"],
                by=By.resident(),
                at=request.moment,
            )
        except Refused as refusal:
            messages.info(request, words.refusal_to_resident(refusal))
            return redirect(back)
        messages.success(
            request,
            pgettext("remedy", "You accepted what we offered.")
            if accepted
            else pgettext("remedy", "You did not accept what we offered. You can still change your mind."),
        )
        return redirect(back)
    return render(
        request,
        "complaints/resident/offer.html",
        {
            "page_title": pgettext("remedy", "What we offered"),
            "form": form,
            "remedy": found,
            "complaint": complaint,
            "back_url": back,
        },
    )
