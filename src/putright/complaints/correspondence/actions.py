"""The acts of messages: writing on a case, noting, telling by hand, and seeing to what did not arrive."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints import messages
from putright.complaints.actions.shared import Moment, locked, must_be_open_to, note, permit, roles_of
from putright.complaints.models import CaseMessage, CaseNote, Complaint, ToTell
from putright.record import chain, outbox, providers
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.record.models import Document, Message
from putright.rules.errors import Refused
from putright.rules.stages import CASEWORKERS, Act, Role

from . import kinds
from .queries import FORM, SEALED

LONGEST = 4000
# A form that is sent twice by a double click or a lost answer is one message.
SAME_WITHIN = timedelta(minutes=10)
# Who sees to the landlord's post: those who work on its cases, and whoever leads them.
SENDERS = CASEWORKERS | {Role.TEAM_LEADER}
# What a message may be about to be sent once more. Somebody's list of the morning names their cases: it is shown to
# nobody else and goes to no other address, as the next one comes anyway.
_GOES_AGAIN = frozenset({"complaint", "hazard"})


def write_message(complaint: Complaint, text: str, *, by: By, at: datetime) -> CaseMessage:
    """Writes a message on the case: the resident to the landlord, or the landlord's people to the resident.

    A resident's message waits until it is answered, whatever the state of the case: who deals with it is told, and
    an ended case stands in the list of unanswered messages like any other. A message of staff answers all that waits,
    and the resident hears that there is news.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.WRITE_MESSAGE, complaint, moment)
        _worded(text, "message_empty", "message_too_long")
        resident = moment.by.kind != "staff"
        there = CaseMessage.objects.filter(
            landlord=complaint.landlord,
            complaint=complaint,
            from_resident=resident,
            by_id=by.person_id,
            text=text,
            written_at__gt=at - SAME_WITHIN,
        ).first()
        if there is not None:
            return there
        waiting: list[UUID] = [] if resident else _waiting(complaint)
        written = CaseMessage.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            from_resident=resident,
            text=text,
            written_at=at,
            by_id=by.person_id,
        )
        if resident:
            facts: dict[str, object] = {"message": str(written.id), "channel": written.channel}
            note(complaint, kinds.RECEIVED, moment, facts=facts, personal={"text": text})
            messages.resident_wrote(complaint, on=moment.on, at=at)
        else:
            CaseMessage.objects.filter(landlord=complaint.landlord, id__in=waiting).update(
                answered_at=at, answered_by=by.person_id, answered_how="message"
            )
            facts = {"message": str(written.id), "answers": [str(one) for one in waiting]}
            note(complaint, kinds.SENT, moment, facts=facts, personal={"text": text})
            messages.news(complaint, at=at)
        return written


def take_message(
    complaint: Complaint, text: str, *, channel: str, on: date, by: By, at: datetime
) -> CaseMessage:
    """Writes down what the resident wrote or said to us on the day `on` by another way, so that it is answered too."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_CONTACT, complaint, moment, happened_on=on)
        _staff_only(moment)
        _worded(text, "message_empty", "message_too_long")
        came = at if on == moment.on else timezone.make_aware(datetime.combine(on, time(12)))
        written = CaseMessage.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            from_resident=True,
            channel=channel,
            text=text,
            written_at=came,
            by_id=by.person_id,
        )
        note(
            complaint,
            kinds.RECEIVED,
            moment,
            on=on,
            facts={"message": str(written.id), "channel": channel},
            personal={"text": text},
        )
        messages.resident_wrote(complaint, on=moment.on, at=at)
        return written


def answer_otherwise(message: CaseMessage, *, how: str, answer: str, by: By, at: datetime) -> None:
    """Writes down that a resident's message was answered in another way: by a call, a letter, a visit.

    how     "call", "letter", "visit", or "none" where it needed no answer
    answer  what was said, or why no answer was needed
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(message.complaint)
        permit(Act.WRITE_MESSAGE, complaint, moment)
        _staff_only(moment)
        message = CaseMessage.objects.select_for_update().get(landlord=complaint.landlord, id=message.id)
        if not message.from_resident or message.answered_at is not None:
            raise Refused("message_answered_already", {})
        _worded(answer, "message_answer_empty", "message_too_long")
        message.answered_at, message.answered_by_id = at, by.person_id
        message.answered_how, message.answer = how, answer
        message.save(update_fields=["answered_at", "answered_by", "answered_how", "answer"])
        note(
            complaint,
            kinds.ANSWERED,
            moment,
            facts={"message": str(message.id), "how": how},
            personal={"answer": answer},
        )


def write_note(complaint: Complaint, text: str, *, by: By, at: datetime) -> CaseNote:
    """Writes a note for the landlord's own people. It is never sent; that it exists is shown to the resident."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_CONTACT, complaint, moment)
        _staff_only(moment)
        _worded(text, "note_empty", "message_too_long")
        written = CaseNote.objects.create(
            landlord=complaint.landlord, complaint=complaint, text=text, written_at=at, by_id=by.person_id
        )
        note(complaint, kinds.NOTE_WRITTEN, moment, facts={"note": str(written.id)}, personal={"text": text})
        return written


def tell_news(task: ToTell, *, channel: str, reached: bool, summary: str, by: By, at: datetime) -> None:
    """Writes down that somebody called, or met, the resident to tell the news. Not reached, it stays to be done."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(task.complaint)
        permit(Act.RECORD_CONTACT, complaint, moment)
        _staff_only(moment)
        task = ToTell.objects.select_for_update().get(landlord=complaint.landlord, id=task.id)
        if task.done_at is not None:
            raise Refused("told_already", {})
        _worded(summary, "told_nothing", "message_too_long")
        if reached:
            task.done_at, task.done_by_id = at, by.person_id
            task.save(update_fields=["done_at", "done_by"])
        note(
            complaint,
            kinds.NEWS_TOLD,
            moment,
            facts={"why": task.why, "channel": channel, "reached": reached},
            personal={"summary": summary},
        )


# What goes out, and what comes back


def mark_posted(message: Message, *, by: By, at: datetime) -> None:
    """Writes down that somebody printed a letter and posted it."""
    moment = Moment(at, by)
    with transaction.atomic():
        _sender(message, moment)
        if not outbox.posted(message, at=at):
            raise Refused("posted_already", {})
        _note(message, kinds.POSTED, moment, facts={"message": str(message.id)})


def report_returned(message: Message, *, reason: str, by: By, at: datetime) -> None:
    """Writes down that a message came back: an envelope in the post, a bounce in the mailbox."""
    moment = Moment(at, by)
    with transaction.atomic():
        _sender(message, moment)
        _worded(reason, "returned_without_reason", "message_too_long")
        if not outbox.came_back(message, reason=reason, at=at):
            raise Refused("cannot_come_back", {})
        # Whoever wrote it down knows it: the landlord's address need not be told.
        outbox.mark_told(message.landlord_id, [message], at=at)
        facts = {"message": str(message.id), "channel": message.channel}
        _note(message, kinds.CAME_BACK, moment, facts=facts, personal={"reason": reason})


def send_again(message: Message, *, channel: str, to: str, by: By, at: datetime) -> Message:
    """Sends a message that did not arrive once more, to this address and by this way, and closes the failed one.

    A private link is not sent again: its text was forgotten, so the resident hears that there is news instead. A
    letter goes by post alone, and not where the resident said that letters are not safe.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        _sender(message, moment)
        message = Message.objects.select_for_update().get(landlord_id=message.landlord_id, id=message.id)
        if message.failed_at is None or message.dealt_with_at is not None:
            raise Refused("dealt_with_already", {})
        complaint = _case_of(message)
        subject, text, document = _again(message, complaint, channel)
        try:
            fresh = outbox.send_later(
                message.landlord_id,
                channel=channel,
                to=to,
                subject=subject,
                text=text,
                document=document,
                about=(message.about_kind, message.about_id),
                at=at,
            )
        except ValueError:
            raise Refused("no_such_address", {}) from None
        outbox.deal_with(message, by=by.person_id, how="Sent again", at=at)
        facts = {"message": str(message.id), "channel": channel, "again": str(fresh.id)}
        _note(message, kinds.SENT_AGAIN, moment, facts=facts, personal={"to": to})
        return fresh


def deal_with(message: Message, *, how: str, by: By, at: datetime) -> None:
    """Writes down what was done about a message that did not arrive, where it is not sent again."""
    moment = Moment(at, by)
    with transaction.atomic():
        _sender(message, moment)
        _worded(how, "dealt_with_how", "message_too_long")
        if not outbox.deal_with(message, by=by.person_id, how=how, at=at):
            raise Refused("dealt_with_already", {})
        facts = {"message": str(message.id), "channel": message.channel}
        _note(message, kinds.DEALT_WITH, moment, facts=facts, personal={"how": how})


def alert_failures(landlord: Landlord, failed: Collection[Message], *, at: datetime) -> int:
    """Notes what did not arrive on its case and tells the landlord's address once. Gives how many were new.

    Of two workers at once one marks a message, and only that one tells.
    """
    fresh = [one for one in failed if outbox.mark_told(landlord.id, [one], at=at)]
    moment = Moment(at, By.system())
    for one in fresh:
        facts = {"message": str(one.id), "channel": one.channel, "state": one.state}
        # A form that is not sent has no record yet.
        if one.about_kind != FORM:
            _note(one, kinds.NOT_ARRIVED, moment, facts=facts)
    # The alert's own failure raises no alert, and what is sealed is in no list of these people.
    telling = [one for one in fresh if one.to != landlord.email and one.about_kind not in SEALED]
    if telling:
        messages.did_not_arrive(landlord, len(telling), key=f"failed:{telling[0].id}", at=at)
    return len(fresh)


def _waiting(complaint: Complaint) -> list[UUID]:
    return list(
        CaseMessage.objects.filter(
            landlord=complaint.landlord, complaint=complaint, from_resident=True, answered_at=None
        )
        .order_by("written_at", "id")
        .values_list("id", flat=True)
    )


def _worded(text: str, empty: str, too_long: str) -> None:
    if not text.strip():
        raise Refused(empty, {})
    if len(text) > LONGEST:
        raise Refused(too_long, {"limit": LONGEST})


def _staff_only(moment: Moment) -> None:
    if moment.by.kind != "staff":
        raise Refused("no_role_here", {})


def _sender(message: Message, moment: Moment) -> None:
    """Refuses all but those who see to the landlord's post, and writes the role that they act in.

    A message about a case is not there for whoever is shut out of the case.
    """
    if message.about_kind in SEALED:
        raise Refused("no_role_here", {})
    landlord = Landlord.objects.get(id=message.landlord_id)
    roles = roles_of(landlord, moment.by, moment.on)
    allowed = [role for role in roles if role in SENDERS]
    if not allowed:
        raise Refused("no_role_here", {})
    if message.about_kind == "complaint":
        complaint = _case_of(message)
        if complaint is None:
            raise Refused("no_such_complaint", {})
        must_be_open_to(complaint, moment.by)
    moment.by = replace(moment.by, role=allowed[0].value)


def _case_of(message: Message) -> Complaint | None:
    if message.about_kind != "complaint":
        return None
    return (
        Complaint.objects.filter(landlord_id=message.landlord_id, id=message.about_id)
        .select_related("landlord")
        .first()
    )


def _again(message: Message, complaint: Complaint | None, channel: str) -> tuple[str, str, Document | None]:
    """Subject, text and document of a message that is sent once more by this way. Raises Refused."""
    if message.channel == Message.Channel.POST:
        if channel != Message.Channel.POST:
            raise Refused("letter_by_post_alone", {})
        if message.document is None:
            raise Refused("cannot_send_again", {})
        if complaint is not None and complaint.safe_letters is False:
            raise Refused("letters_not_safe", {})
        return message.subject, message.text, message.document
    if channel == Message.Channel.POST:
        raise Refused("letter_by_post_alone", {})
    if channel == Message.Channel.TEXT and not providers.carries(channel):
        raise Refused("nobody_carries_texts", {})
    if complaint is not None:
        if channel == Message.Channel.TEXT and complaint.safe_message is False:
            raise Refused("messages_not_safe", {})
        subject, text = messages.news_words(complaint, channel)
        return subject, text, None
    if not can_go_again(message):
        raise Refused("cannot_send_again", {})
    return message.subject, message.text, None


def can_go_again(message: Message) -> bool:
    """Whether a message that did not arrive may be sent once more, to whatever address."""
    return message.about_kind == "complaint" or (message.about_kind in _GOES_AGAIN and bool(message.text))


def _note(
    message: Message,
    kind: Kind,
    moment: Moment,
    *,
    facts: Mapping[str, object],
    personal: Mapping[str, object] | None = None,
) -> None:
    """Notes an event about a message in the chain of what the message is about."""
    chain.note(
        landlord_id=message.landlord_id,
        subject=(message.about_kind, message.about_id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=moment.on,
        facts=facts,
        personal=personal,
    )


@dataclass(frozen=True)
class Reach:
    """Every field by which somebody is reached, as they stand from now on."""

    contact_ways: tuple[str, ...]
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    safe_times: str = ""
    safe_message: bool | None = None
    safe_letters: bool | None = None
    documents_by: str = ""
    written_language: str = "en"

    @staticmethod
    def of(complaint: Complaint) -> Reach:
        """How they are reached now."""
        names = Reach.__dataclass_fields__
        found = {name: getattr(complaint, name) for name in names}
        return Reach(**found | {"contact_ways": tuple(complaint.contact_ways)})


def change_contact(complaint: Complaint, reach: Reach, *, by: By, at: datetime) -> list[str]:
    """Writes down how they are reached from now on, and gives the names of the fields that changed.

    Whoever was reached by email or text until now is told there that it was changed: somebody else may have done it.
    Refused where a way is chosen that has nothing to reach by.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.CHANGE_CONTACT, complaint, moment)
        ways = set(reach.contact_ways)
        if (ways & {"phone", "text"} and not reach.phone.strip()) or (
            ("email" in ways or reach.documents_by == "email") and not reach.email.strip()
        ):
            raise Refused("way_without_address", {})
        was, now = _said(Reach.of(complaint)), _said(reach)
        changed = sorted(name for name in now if was[name] != now[name])
        if not changed:
            return []
        before = copy.copy(complaint)
        before.contact_ways = list(complaint.contact_ways)
        for name, value in now.items():
            setattr(complaint, name, value)
        complaint.save(update_fields=list(now))
        note(
            complaint,
            kinds.CONTACT_CHANGED,
            moment,
            facts={"fields": changed},
            personal={
                "was": {name: was[name] for name in changed},
                "is": {name: now[name] for name in changed},
            },
        )
        if set(changed) & {"contact_ways", "phone", "email"}:
            messages.contact_changed(before, at=at)
        return changed


def _said(reach: Reach) -> dict[str, Any]:
    return asdict(reach) | {"contact_ways": list(reach.contact_ways)}
