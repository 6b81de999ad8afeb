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
from putright.complaints.needs.actions import record_need
from putright.complaints.views.resident_acting import acting, back_to_case, case_of, not_now, sent_form, tried
from putright.complaints.views.resident_acting import may as may_now
from putright.record.chain import By
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role, permitted
from putright.ui import dates, words

from . import actions
from .models import Says
from .queries import last_reply, own_time
from .resident_forms import MoreTimeAnswer, OwnTimeAsked


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


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: PutrightRequest, reference: str) -> HttpResponse:
    """Time of the resident's own: asked for is granted, and what we have to do by when stays as it was."""
    complaint = access.for_resident(request, reference)
    if Act.TAKE_TIME not in may_now(request, complaint):
        return not_now(request, complaint)
    form = OwnTimeAsked(sent_form(request))
    if form.is_valid():
        typed = form.cleaned_data
        of_need = typed["of_need"] == "yes"

        def act() -> None:
            actions.take_time(
                complaint,
                what=typed["what"],
                until=typed["until"],
                because=typed["because"].replace("\x00", ""),
                of_need=of_need,
                **acting(request),
            )
            if of_need:
                words_of_need = typed["because"].replace("\x00", "")
                record_need(complaint, kind="more_time", words=words_of_need, **acting(request))

        if tried(form, act):
            return back_to_case(
                request,
                complaint,
                pgettext("own time", "You have until %(day)s. Our own dates stay as they are.")
                % {"day": dates.day(typed["until"], request.LANGUAGE_CODE)},
            )
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    return render(
        request,
        "complaints/resident/own_time.html",
        {
            "form": form,
            "complaint": complaint,
            "clock": stands.next,
            "own_time": own_time(complaint, timezone.localdate(request.moment)),
            "back_url": case_of(request, complaint),
        },
    )
