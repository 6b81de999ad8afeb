"""Messages out: written in the transaction of what they tell about, sent after it, never lost.

A message waits in its table until the mail server has taken it. When the server is down or says "later", it
is tried again and again, at growing intervals, without end. Only when the server refuses the message itself
(a mailbox that does not exist) does it stop, as `refused`, where staff can see it and `try_again`.

A crash between the server's yes and our commit sends once more: the Message-ID is the same, so a mailbox can
tell. Nothing can make that gap vanish; losing the message instead would be worse.
"""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from putright.record.chain import Subject
from putright.record.models import Message
from putright.record.tenancy import as_landlord

BACK_OFF: Final[Sequence[timedelta]] = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)

REFUSED_FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of `deliver` did. `down` is the mail server's fault, where it could not be reached."""

    sent: int = 0
    later: int = 0
    refused: int = 0
    down: str = ""


def send_later(
    landlord_id: UUID,
    *,
    to: str,
    subject: str,
    text: str,
    about: Subject,
    at: datetime,
    key: str | None = None,
    forget_text: bool = False,
) -> Message:
    """Puts a message into the outbox, in the caller's transaction: it goes if and only if that commits.

    about        what it tells about: ("complaint", its id)
    at           the moment, with its time zone; the message is due from then on
    key          where given, a second message with this key is not made and the first is given back
    forget_text  for a text that holds a private link: it is emptied once the message is sent

    Raises ValueError for an address or a subject that no mail can carry.
    """
    if not parseaddr(to)[1] or "\n" in to or "\r" in to:
        raise ValueError(f"{to!r} is no email address.")
    if "\n" in subject or "\r" in subject:
        raise ValueError("A subject is one line.")
    message = Message(
        landlord_id=landlord_id,
        to=to,
        subject=subject[:255],
        text=text,
        about_kind=about[0],
        about_id=about[1],
        key=key,
        forget_text=forget_text,
        written_at=at,
        next_attempt_at=at,
    )
    if key is None:
        message.save(force_insert=True)
        return message
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(landlord_id=landlord_id, key=key)


def deliver(landlord_id: UUID, *, limit: int, now: datetime) -> Delivered:
    """Sends up to `limit` of the landlord's messages that are due at `now`, each in a transaction of its own.

    Call it outside a transaction. Two at once share the work: what one has claimed, the other skips.
    A round ends early when the mail server cannot be reached. Where no mail server is set, all of it waits.
    """
    if not getattr(settings, "MAIL_CONFIGURED", True):
        return Delivered(down="No mail server is set: set PUTRIGHT_MAIL.")
    counts = dict.fromkeys(Message.State.values, 0)
    down = ""
    server = get_connection()
    try:
        for _round in range(limit):
            with as_landlord(landlord_id):
                message = _claim(landlord_id, now)
                if message is None:
                    break
                down = _attempt(server, message, now)
            counts[message.state] += 1
            if down:
                break
    finally:
        server.close()
    return Delivered(
        counts[Message.State.SENT], counts[Message.State.WAITING], counts[Message.State.REFUSED], down
    )


def try_again(message: Message, *, now: datetime) -> None:
    """Makes a message that was refused wait once more, due at `now`, in the caller's transaction."""
    Message.objects.filter(
        landlord_id=message.landlord_id, id=message.id, state=Message.State.REFUSED
    ).update(state=Message.State.WAITING, next_attempt_at=now)


def forget(landlord_id: UUID, about: Subject) -> None:
    """Takes address and words out of the messages about a subject, in the caller's transaction.

    What had not gone out yet no longer goes: there is nobody left to send it to.
    """
    rows = Message.objects.filter(landlord_id=landlord_id, about_kind=about[0], about_id=about[1])
    rows.filter(state=Message.State.WAITING).update(
        state=Message.State.REFUSED, last_error="Removed on request."
    )
    rows.update(to="", subject="", text="")


def _claim(landlord_id: UUID, now: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(skip_locked=True)
        .filter(landlord_id=landlord_id, state=Message.State.WAITING, next_attempt_at__lte=now)
        .order_by("next_attempt_at", "id")
        .first()
    )


def _attempt(server: BaseEmailBackend, message: Message, now: datetime) -> str:
    """Sends one claimed message and writes down what came of it; gives why the server is down, or ""."""
    message.attempts += 1
    mail = EmailMessage(
        subject=message.subject,
        body=message.text,
        to=[message.to],
        connection=server,
        headers={"Message-ID": f"<{message.id}@{_our_domain()}>"},
    )
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        _wait(message, now, error)
        return f"The mail server cannot be reached: {error}"
    try:
        mail.send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if _for_good(error):
            _refused(message, error)
        else:
            # What the server makes of this connection now is unknown: the next message gets a new one.
            server.close()
            _wait(message, now, error)
        return ""
    message.state = Message.State.SENT
    message.sent_at = now
    message.last_error = ""
    if message.forget_text:
        message.text = ""
    message.save(update_fields=["state", "attempts", "sent_at", "last_error", "text"])
    return ""


def _wait(message: Message, now: datetime, error: Exception) -> None:
    message.next_attempt_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    message.last_error = str(error)[:500]
    message.save(update_fields=["attempts", "next_attempt_at", "last_error"])


def _refused(message: Message, error: Exception) -> None:
    message.state = Message.State.REFUSED
    message.last_error = str(error)[:500]
    message.save(update_fields=["state", "attempts", "last_error"])


def _for_good(error: Exception) -> bool:
    """Whether this very message can never go: the server says 5xx to it, or no mail can be made of it.

    A log-in that the server refuses is ours to mend, so that waits.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code >= REFUSED_FOR_GOOD
    return isinstance(error, ValueError)


def _our_domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "putright.invalid"
