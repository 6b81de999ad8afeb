"""The staff's pages of messages: a case's, those without an answer, whom to call, and what did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.models import Person
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.messages import news_words
from putright.complaints.models import CaseMessage, Complaint, ToTell
from putright.complaints.roles import HEARING, READING, TEAM
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_page,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.record import documents
from putright.record.models import Message
from putright.rules.stages import WHO, Act, Role

from . import actions, queries
from .forms import (
    ANSWERED,
    AnsweredOtherwise,
    CameBack,
    CameIn,
    DealWith,
    SendAgain,
    TellNews,
    WriteNote,
    WriteToResident,
)

SHOWN = 100
SENT_SHOWN = 50

CHANNELS: dict[str, Any] = {
    "email": gettext_lazy("Email"),
    "text": gettext_lazy("Text message"),
    "post": gettext_lazy("Letter"),
}
STATES: dict[str, tuple[Any, str]] = {
    "waiting": (gettext_lazy("Waiting"), "yellow"),
    "sent": (gettext_lazy("Sent"), "blue"),
    "delivered": (gettext_lazy("Delivered"), "green"),
    "refused": (gettext_lazy("Refused"), "red"),
    "failed": (gettext_lazy("Did not arrive"), "red"),
    "returned": (gettext_lazy("Came back"), "red"),
}
# What GOV.UK Notify calls the ways in which a message does not arrive; a mail server's own words stand as they are.
FAILED: dict[str, Any] = {
    "permanent-failure": gettext_lazy("There is no such address or number"),
    "temporary-failure": gettext_lazy("The mailbox or phone could not be reached for three days"),
    "technical-failure": gettext_lazy("The service that carries messages had a fault"),
    "validation-failed": gettext_lazy("The letter does not fit the printer’s rules"),
    "virus-scan-failed": gettext_lazy("The printer’s virus check stopped the letter"),
    "cancelled": gettext_lazy("The letter was stopped before it was printed"),
}
# Why a person tells the news.
WHY: dict[str, Any] = {
    "phone": gettext_lazy("They asked for calls"),
    "office": gettext_lazy("They asked to be met at the office"),
    "post": gettext_lazy("They asked for letters, and this news came without one"),
    "representative": gettext_lazy("They asked to be reached through somebody else"),
    "no_text": gettext_lazy("They asked for texts, and none can go to them"),
    "household": gettext_lazy("A household of the group cannot be reached about its letter"),
    "letter_unsafe": gettext_lazy(
        "They asked for letters on paper, and not at their address: it is not safe"
    ),
    "no_address": gettext_lazy("There is no address that it can go to"),
    "not_arrived": gettext_lazy("A message did not arrive"),
    "keys": gettext_lazy(
        "Somebody else sent the form: ask the resident whether they agree, and give them their passphrase"
    ),
}


@dataclass(frozen=True)
class SentShown:
    """A message that went out, as a list shows it."""

    message: Message
    complaint: Complaint | None
    channel: Any
    text: Any
    colour: str
    why: Any
    open: bool
    can_come_back: bool
    can_go_again: bool


def shown(message: Message, complaint: Complaint | None = None) -> SentShown:
    """A message that went out, with how it stands in words and what may be done about it."""
    text, colour = STATES[message.state]
    open_ = message.failed_at is not None and message.dealt_with_at is None
    return SentShown(
        message,
        complaint,
        CHANNELS[message.channel],
        text,
        colour,
        FAILED.get(message.last_error, message.last_error),
        open_,
        message.state in {"sent", "delivered"},
        open_ and actions.can_go_again(message),
    )


# A case's own page


@staff_page(*READING)
@methods
def case_messages(request: PutrightRequest, reference: str) -> HttpResponse:
    """A case's messages both ways with a box to answer in; below them the notes, and what went out about it."""
    complaint = access.for_staff(request, reference)
    may_write = bool(request.visitor.roles & WHO[Act.WRITE_MESSAGE])
    if request.method == "POST" and not may_write:
        raise Http404
    form = WriteToResident(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form, lambda: actions.write_message(complaint, form.cleaned_data["text"], **acting(request))
        )
    ):
        return to_tab(request, complaint, "case_messages", _("Your message is on the resident’s page."))
    listed = list(queries.sent_about(complaint)[: SENT_SHOWN + 1])
    thread = list(queries.thread(complaint))
    return case_page(
        request,
        "correspondence/case",
        complaint,
        {
            "page_title": _("Messages"),
            "form": form if may_write else None,
            "thread": [(one, ANSWERED.get(one.answered_how)) for one in thread],
            "waiting": [one for one in thread if one.from_resident and one.answered_at is None],
            "notes": list(queries.notes(complaint)),
            "to_tell": [(one, WHY.get(one.why, one.why)) for one in queries.to_tell_about(complaint)],
            "sent": [shown(one, complaint) for one in listed[:SENT_SHOWN]],
            "more_sent": len(listed) > SENT_SHOWN,
            "may_hear": bool(request.visitor.roles & set(HEARING)),
            "may_send": bool(request.visitor.roles & set(TEAM)),
        },
    )


@staff_page(*HEARING)
@methods
def came_in(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down a message that reached us by email, letter, call or in person, so that it is answered too."""
    complaint = access.for_staff(request, reference)
    form = CameIn(sent_form(request), initial={"on": today(request)})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.take_message(
                complaint, typed["text"], channel=typed["channel"], on=typed["on"], **acting(request)
            ),
        ):
            return to_tab(
                request,
                complaint,
                "case_messages",
                _("The message is written down, and waits for an answer."),
            )
    return _form(request, complaint, form, _("Write it down"))


@staff_page(*who_may(Act.WRITE_MESSAGE))
@methods
def answered(request: PutrightRequest, reference: str, message: UUID) -> HttpResponse:
    """Writes down that a message was answered by a call, a letter, a visit; or that it needs no answer."""
    complaint = access.for_staff(request, reference)
    found = CaseMessage.objects.filter(
        landlord=request.landlord, complaint=complaint, id=message, from_resident=True
    ).first()
    if found is None:
        raise Http404
    found.complaint = complaint
    form = AnsweredOtherwise(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.answer_otherwise(
                found, how=typed["how"], answer=typed["answer"], **acting(request)
            ),
        ):
            return to_tab(request, complaint, "case_messages", _("The answer is written down."))
    return _form(request, complaint, form, _("Write down the answer"), quoted=found.text)


@staff_page(*HEARING)
@methods
def write_note(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes a note that stays inside, on a page that looks unlike the one for messages."""
    complaint = access.for_staff(request, reference)
    form = WriteNote(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.write_note(complaint, form.cleaned_data["text"], **acting(request)))
    ):
        return to_tab(request, complaint, "case_messages", _("The note is kept. It was not sent to anybody."))
    return _form(request, complaint, form, _("Keep this note"), note=True)


@staff_page(*HEARING)
@methods
def tell_news(request: PutrightRequest, reference: str, task: UUID) -> HttpResponse:
    """Writes down that somebody called, or tried to, where no message reaches the resident."""
    complaint = access.for_staff(request, reference)
    found = ToTell.objects.filter(landlord=request.landlord, complaint=complaint, id=task).first()
    if found is None:
        raise Http404
    found.complaint = complaint
    form = TellNews(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        reached = typed["reached"] == "yes"
        if tried(
            form,
            lambda: actions.tell_news(
                found,
                channel=typed["channel"],
                reached=reached,
                summary=typed["summary"],
                **acting(request),
            ),
        ):
            return to_tab(
                request,
                complaint,
                "case_messages",
                _("It is written down.")
                if reached
                else _("It is written down. They still wait for the news."),
            )
    return _form(request, complaint, form, _("Write it down"), why=WHY.get(found.why, found.why))


def _form(
    request: PutrightRequest, complaint: Complaint, form: Any, button: str, **more: Any
) -> HttpResponse:
    return case_page(
        request,
        "correspondence/form",
        complaint,
        {
            "page_title": form.title,
            "form": form,
            "button_text": button,
            "back_url": case_address(request, complaint, "case_messages"),
            **more,
        },
    )


# The landlord's lists


@staff_page(*TEAM)
@require_safe
def waiting(request: PutrightRequest) -> HttpResponse:
    """`staff/messages/`: unanswered messages by age, residents to call, letters to post; 100 of each at most."""
    access.looked_at(request, "messages")
    on = today(request)
    unanswered = list(queries.unanswered(request.landlord)[: SHOWN + 1])
    calls = list(queries.to_tell(request.landlord)[: SHOWN + 1])
    return page(
        request,
        "correspondence/waiting",
        {
            "page_title": _("Messages"),
            "unanswered": [
                _waiting_row(request, one.complaint, one.written_at, on, one) for one in unanswered[:SHOWN]
            ],
            "calls": [_waiting_row(request, one.complaint, one.since, on, one) for one in calls[:SHOWN]],
            "letters": [
                shown(one.message, one.complaint) for one in queries.to_post(request.landlord, SHOWN)
            ],
            "more": len(unanswered) > SHOWN or len(calls) > SHOWN,
            "failed": queries.undelivered(request.landlord).count(),
        },
        here="waiting_messages",
    )


@dataclass(frozen=True)
class WaitingRow:
    """Something that waits on a case: since when, for how long in words, and who deals with the case."""

    complaint: Complaint
    what: Any
    age: str
    days: int
    who: Person | None
    why: Any
    href: str


def _waiting_row(
    request: PutrightRequest, complaint: Complaint, since: Any, on: date, what: Any
) -> WaitingRow:
    days = (on - timezone.localdate(since)).days
    age = _("today") if days <= 0 else ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if isinstance(what, ToTell):
        href = case_address(request, complaint, "tell_news", task=what.id)
        why = WHY.get(what.why, what.why)
    else:
        href, why = case_address(request, complaint, "case_messages"), ""
    return WaitingRow(complaint, what, age, days, complaint.reviewer or complaint.handler, why, href)


@staff_page(*TEAM)
@require_safe
def not_arrived(request: PutrightRequest) -> HttpResponse:
    """`staff/messages/not-arrived/`: what did not arrive and that nobody has seen to, the oldest first."""
    access.looked_at(request, "not_arrived")
    rows = queries.not_arrived(request.landlord, SHOWN + 1)
    return page(
        request,
        "correspondence/not_arrived",
        {
            "page_title": _("Messages that did not arrive"),
            "rows": [shown(one.message, one.complaint) for one in rows[:SHOWN]],
            "more": len(rows) > SHOWN,
            "back_url": address(request, "complaints:waiting_messages"),
        },
        here="waiting_messages",
    )


def _outgoing(request: PutrightRequest, sent: UUID) -> tuple[Message, Complaint | None]:
    """A message of the landlord's, and the case that it is about; Http404 for one of a case that is not open."""
    found = (
        Message.objects.filter(landlord_id=request.landlord.id, id=sent).select_related("document").first()
    )
    if found is None or found.about_kind in queries.SEALED:
        raise Http404
    if found.about_kind != "complaint":
        return found, None
    reference = (
        Complaint.objects.filter(landlord=request.landlord, id=found.about_id)
        .values_list("reference", flat=True)
        .first()
    )
    if reference is None:
        raise Http404
    return found, access.for_staff(request, reference)


def _outgoing_page(
    request: PutrightRequest,
    message: Message,
    complaint: Complaint | None,
    form: Any,
    button: str,
    preview: str = "",
) -> HttpResponse:
    context = {
        "page_title": form.title,
        "form": form,
        "button_text": button,
        "one": shown(message, complaint),
        "preview": preview,
        "back_url": address(request, "complaints:not_arrived"),
    }
    if complaint is not None:
        return case_page(request, "correspondence/outgoing", complaint, context)
    return page(request, "correspondence/outgoing", context, here="waiting_messages")


@staff_page(*TEAM)
@methods
def send_again(request: PutrightRequest, sent: UUID) -> HttpResponse:
    """Sends a message that did not arrive once more, to another address or by another way."""
    message, complaint = _outgoing(request, sent)
    form = SendAgain(
        sent_form(request), message=message, initial={"channel": message.channel, "to": message.to}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.send_again(message, channel=typed["channel"], to=typed["to"], **acting(request)),
        ):
            return to_page(request, "not_arrived", _("The message is on its way again."))
    preview = message.text if actions.can_go_again(message) else ""
    if complaint is not None and message.channel != "post":
        preview = news_words(complaint, "email")[1]
    return _outgoing_page(request, message, complaint, form, _("Send it again"), preview)


@staff_page(*TEAM)
@methods
def deal_with(request: PutrightRequest, sent: UUID) -> HttpResponse:
    """Writes down what was done about a message that did not arrive, where it is not sent again."""
    message, complaint = _outgoing(request, sent)
    form = DealWith(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.deal_with(message, how=form.cleaned_data["how"], **acting(request)))
    ):
        return to_page(request, "not_arrived", _("It is written down who saw to this message, and how."))
    return _outgoing_page(request, message, complaint, form, _("Write it down"))


@staff_page(*TEAM)
@methods
def came_back(request: PutrightRequest, sent: UUID) -> HttpResponse:
    """Writes down that an envelope or an email came back."""
    message, complaint = _outgoing(request, sent)
    form = CameBack(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.report_returned(message, reason=form.cleaned_data["reason"], **acting(request)),
        )
    ):
        return to_page(
            request, "not_arrived", _("It is written down. Now find another way to tell the resident.")
        )
    return _outgoing_page(request, message, complaint, form, _("It came back"))


@staff_page(*TEAM)
@require_POST
def posted(request: PutrightRequest, sent: UUID) -> HttpResponse:
    """Marks a letter as posted by hand."""
    message, _complaint = _outgoing(request, sent)
    form = Confirm(request.POST)
    if form.is_valid() and tried(form, lambda: actions.mark_posted(message, **acting(request))):
        messages.success(request, _("The letter is marked as posted."))
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return to_page(request, "waiting_messages")


@staff_page(*TEAM)
@require_safe
def letter(request: PutrightRequest, sent: UUID) -> HttpResponse:
    """The PDF of a letter that goes by post, to print."""
    message, _complaint = _outgoing(request, sent)
    if message.document is None:
        raise Http404
    answer = HttpResponse(documents.contents(message.document), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return answer


@staff_page(Role.LANDLORD_ADMIN)
@require_safe
def show_outbox(request: PutrightRequest) -> HttpResponse:
    """`staff/outbox/`: every message as it went out, to be opened and read. In the demo alone: texts hold links."""
    if not settings.DEMO:
        raise Http404
    rows = Message.objects.filter(landlord_id=request.landlord.id).order_by("-written_at", "-id")
    on_page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return page(
        request,
        "correspondence/outbox",
        {
            "page_title": _("The demo’s outbox"),
            "rows": [shown(one) for one in on_page],
            "page": on_page,
        },
        here="outbox",
    )


case_patterns = [
    path("messages/", case_messages, name="case_messages"),
    path("messages/came-in/", came_in, name="message_came_in"),
    path("messages/<uuid:message>/answered/", answered, name="message_answered"),
    path("messages/note/", write_note, name="note"),
    path("messages/tell/<uuid:task>/", tell_news, name="tell_news"),
]
patterns = [
    path("staff/messages/", waiting, name="waiting_messages"),
    path("staff/messages/not-arrived/", not_arrived, name="not_arrived"),
    path("staff/messages/<uuid:sent>/again/", send_again, name="send_again"),
    path("staff/messages/<uuid:sent>/done/", deal_with, name="deal_with"),
    path("staff/messages/<uuid:sent>/came-back/", came_back, name="came_back"),
    path("staff/messages/<uuid:sent>/posted/", posted, name="posted"),
    path("staff/messages/<uuid:sent>/letter/", letter, name="outgoing_letter"),
    path("staff/outbox/", show_outbox, name="outbox"),
]
