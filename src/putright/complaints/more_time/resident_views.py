"""The resident's page for what they think of a new date."""

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
from .models import Says
from .queries import last_reply
from .resident_forms import MoreTimeAnswer


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: PutrightRequest, reference: str) -> HttpResponse:
    """Agrees, does not agree, or asks for a call. Whatever they say, nobody may hold it against them."""
    complaint = access.for_resident(request, reference)
    stage = queries.current_stage(complaint)
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    code = edition(complaint.edition) if complaint.edition else None
    back = address(request, "complaints:case", reference=complaint.reference)
    may = Act.REPLY_TO_MORE_TIME in permitted(stands.state, Role.RESIDENT, code)
    if not may or stage.extended_to is None:
        messages.info(
            request, pgettext("more time", "This cannot be done now. Here is how your complaint stands.")
        )
        return redirect(back)
    form = MoreTimeAnswer(request.POST if request.method == "POST" else None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.reply_to_more_time(
                complaint,
                stage.number,
                says=typed["says"],
                because=typed["because"],
                wants_ready_points=typed["wants_ready_points"],
                by=By.resident(),
                at=request.moment,
            )
        except Refused as refusal:
            messages.info(request, words.refusal_to_resident(refusal))
            return redirect(back)
        messages.success(
            request,
            pgettext("more time", "Thank you for telling us.")
            if typed["says"] == Says.AGREES
            else pgettext(
                "more time", "Thank you for telling us. We will answer you by the next working day."
            ),
        )
        return redirect(back)
    return render(
        request,
        "complaints/resident/more_time.html",
        {
            "page_title": pgettext("more time", "We need more time"),
            "form": form,
            "complaint": complaint,
            "stage": stage,
            "clock": stands.next,
            "last": last_reply(complaint, stage.number),
            "back_url": back,
        },
    )
