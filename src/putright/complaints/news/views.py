"""Staff pages of what goes on between letters: news, more time, promises handed over, a case opened again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.actions import point_facts
from putright.complaints.models import MoreTimeReply
from putright.complaints.more_time import actions as more_time
from putright.complaints.more_time.queries import last_reply, more_time_disputed, ready_points
from putright.complaints.queries import current_stage, people_of, standing
from putright.complaints.remedies.queries import payments_due, to_approve
from putright.complaints.roles import CASEWORK, READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    chosen,
    methods,
    page,
    permitted,
    sent_form,
    staff_page,
    stage_or_404,
    to_case,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules.stages import Act

from . import actions, queries
from .forms import GiveNews, HandOver, OpenAgain, React, TakeReply

# How many rows each part of the page of what waits shows.
SHOWN = 50


@staff_page(*READING)
@methods
def show(request: PutrightRequest, reference: str) -> HttpResponse:
    """News given and due, what the resident says to more time, and who sees to each promise. Gives news."""
    complaint = access.for_staff(request, reference)
    stage = current_stage(complaint)
    acts = permitted(request, complaint, standing(complaint, today(request)))
    form = GiveNews(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.give_news(
                complaint,
                words=form.cleaned_data["words"],
                news_every_days=form.cleaned_data["news_every_days"],
                **acting(request),
            ),
        )
    ):
        return to_tab(
            request, complaint, "case_news", _("The news is given. The resident is told that there is some.")
        )
    reply = last_reply(complaint, stage.number) if stage.extended_to else None
    return case_page(
        request,
        "news/case",
        complaint,
        {
            "page_title": _("News and more time"),
            "form": form,
            "stage": stage,
            "reply": reply,
            "may_give": Act.GIVE_NEWS in acts,
            "may_reply": Act.REPLY_TO_MORE_TIME in acts and stage.extended_to is not None,
            "may_reopen": Act.REOPEN in acts,
            "news": queries.news_of(complaint),
            "news_due": complaint.news_due_on,
            "promises": complaint.promises.filter(promised_on__isnull=False, done_on=None).select_related(
                "owner"
            ),
            "may_hand_over": Act.KEEP_PROMISE in acts,
        },
    )


@staff_page(*who_may(Act.REPLY_TO_MORE_TIME))
@methods
def reply(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Writes down what the resident told us about a new date."""
    complaint = access.for_staff(request, reference)
    row = stage_or_404(complaint, stage)
    form = TakeReply(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: more_time.reply_to_more_time(complaint, stage, **form.cleaned_data, **acting(request)),
        )
    ):
        return to_case(request, complaint, _("What the resident says is written down."))
    return case_page(
        request,
        "news/reply",
        complaint,
        {
            "page_title": _("What the resident says to more time"),
            "form": form,
            "row": row,
            "back_url": case_address(request, complaint, "case_news"),
        },
    )


@staff_page(*who_may(Act.GIVE_NEWS))
@methods
def react(request: PutrightRequest, reference: str, reply: UUID) -> HttpResponse:
    """Reacts to a resident who does not agree, or wants a call; offers what is ready of the answer."""
    complaint = access.for_staff(request, reference)
    found = access.row_of(complaint, MoreTimeReply.objects.select_related("complaint", "taken_by"), id=reply)
    form = React(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: more_time.react_to_reply(found, words=form.cleaned_data["words"], **acting(request)),
        )
    ):
        return to_tab(request, complaint, "case_news", _("It is written down. The resident can read it."))
    return case_page(
        request,
        "news/react",
        complaint,
        {
            "page_title": _("Answer what the resident says"),
            "form": form,
            "reply": found,
            "ready": ready_points(point_facts(complaint, found.stage)),
            "back_url": case_address(request, complaint, "case_news"),
        },
    )


@staff_page(*who_may(Act.KEEP_PROMISE))
@methods
def hand_over(request: PutrightRequest, reference: str, promise: UUID) -> HttpResponse:
    """Gives a promise to somebody else to see to."""
    complaint = access.for_staff(request, reference)
    found = access.promise_of(complaint, promise)
    if found.promised_on is None:
        raise Http404
    people = people_of(complaint.landlord, CASEWORK, today(request))
    form = HandOver(sent_form(request), people=people, initial={"owner": found.owner_id})
    if request.method == "POST" and form.is_valid():
        owner = chosen(people, form.cleaned_data["owner"])
        if owner is not None and tried(
            form, lambda: actions.hand_over_promise(found, owner=owner, **acting(request))
        ):
            return to_tab(
                request, complaint, "case_news", _("%(name)s sees to it now.") % {"name": owner.name}
            )
    return case_page(
        request,
        "promise",
        complaint,
        {
            "page_title": _("Who sees to this promise?"),
            "form": form,
            "promise": found,
            "back_url": case_address(request, complaint, "case_news"),
        },
    )


@staff_page(*who_may(Act.REOPEN))
@methods
def reopen(request: PutrightRequest, reference: str) -> HttpResponse:
    """Opens a closed case again, with why."""
    complaint = access.for_staff(request, reference)
    form = OpenAgain(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.reopen(complaint, why=form.cleaned_data["why"], **acting(request)))
    ):
        return to_case(request, complaint, _("The complaint is open again. The resident is told."))
    return case_page(
        request,
        "case_form",
        complaint,
        {
            "page_title": _("Open the complaint again"),
            "form": form,
            "button_text": _("Open the complaint again"),
        },
    )


@staff_page(*CASEWORK)
@require_safe
def follow_up(request: PutrightRequest) -> HttpResponse:
    """`staff/follow-up/`: what waits between the letters: more time disputed, news due, money, cases open again."""
    on, landlord = today(request), request.landlord
    known = access.known_to(request).values("id")
    access.looked_at(request, "follow_up")
    return page(
        request,
        "news/follow_up",
        {
            "page_title": _("To follow up"),
            "disputed": more_time_disputed(landlord, on).filter(complaint__in=known)[:SHOWN],
            "news": queries.news_due(landlord, on).filter(id__in=known)[:SHOWN],
            "reopened": queries.reopened(landlord).filter(id__in=known)[:SHOWN],
            "approve": to_approve(landlord).filter(complaint__in=known)[:SHOWN],
            "payments": payments_due(landlord, on).filter(complaint__in=known)[:SHOWN],
        },
        here="follow_up",
    )


case_patterns = [
    path("news/", show, name="case_news"),
    path("more-time/<int:stage>/", reply, name="more_time_reply"),
    path("more-time/replies/<uuid:reply>/", react, name="more_time_react"),
    path("promises/<uuid:promise>/owner/", hand_over, name="promise_owner"),
    path("reopen/", reopen, name="staff_reopen"),
]
patterns = [path("staff/follow-up/", follow_up, name="follow_up")]
