"""The resident's page of messages about their complaint."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.ui import words

from . import actions, queries
from .resident_forms import WriteToUs


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def case_messages(request: PutrightRequest, reference: str) -> HttpResponse:
    """What the resident and the landlord wrote to each other, and a box to write in, whatever the case's state."""
    complaint = access.for_resident(request, reference)
    form = WriteToUs(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.write_message(complaint, form.cleaned_data["text"], by=By.resident(), at=request.moment)
        except Refused as refused:
            form.add_error(None, words.refusal(refused))
        else:
            messages.success(
                request,
                pgettext(
                    "case messages",
                    "We have your message. The person dealing with your complaint will answer it.",
                ),
            )
            return redirect(address(request, "complaints:messages", reference=complaint.reference))
    return render(
        request,
        "complaints/resident/correspondence/messages.html",
        {
            "page_title": pgettext("case messages", "Messages about your complaint"),
            "complaint": complaint,
            "form": form,
            "thread": queries.thread(complaint),
            "notes": queries.notes(complaint).count(),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
        },
    )
