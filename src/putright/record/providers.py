"""Who carries a message: one interface, and behind it SMTP, GOV.UK Notify, or the demo's own outbox.

`carrier(channel)` says who carries a channel here, from the settings alone. Where nobody does, email and letters wait
in the outbox (a letter until somebody has printed and posted it), and nobody is offered texts.
"""

from __future__ import annotations

import smtplib
from email.utils import parseaddr
from typing import Final, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from putright.record import documents, notify
from putright.record.models import Message
from putright.record.notify import Fate, Later, Refused, Unreachable

REFUSED_FOR_GOOD: Final = 500
# In the demo these do not arrive, so that one can see what happens then.
GONE_IN_DEMO: Final = ("gone@", "+gone@", "07700900000")

__all__ = ["Fate", "Later", "Provider", "Refused", "Unreachable", "carrier", "carries", "provider_of"]


class Provider(Protocol):
    """What the outbox asks of whoever carries a message.

    name         kept with each message
    tells_fate   whether it can be asked later what became of a message
    keeps_texts  whether a text with a private link may stay readable after it was sent (in the demo alone)
    """

    name: str
    tells_fate: bool
    keeps_texts: bool

    def open(self) -> None:
        """Makes ready to send. Raises Unreachable."""

    def send(self, message: Message) -> str:
        """Hands one message over and gives the provider's id of it, or "". Raises Unreachable, Later or Refused."""

    def fate(self, message: Message) -> Fate:
        """What became of a message that was sent. Raises Unreachable, Later or Refused."""

    def close(self) -> None:
        """Ends the connection."""


class Smtp:
    """Email through a mail server. It takes the message; whether it arrived it does not say."""

    name = "smtp"
    tells_fate = False
    keeps_texts = False

    def __init__(self) -> None:
        self._server = get_connection()

    def open(self) -> None:
        try:
            self._server.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"The mail server cannot be reached: {error}") from error

    def send(self, message: Message) -> str:
        mail = EmailMessage(
            subject=message.subject,
            body=message.text,
            to=[message.to],
            connection=self._server,
            headers={"Message-ID": f"<{message.id}@{_our_domain()}>"},
        )
        try:
            mail.send()
        except (OSError, smtplib.SMTPException, ValueError) as error:
            if _for_good(error):
                raise Refused(str(error)) from error
            # What the server makes of this connection now is unknown: the next message gets a new one.
            self._server.close()
            raise Later(str(error)) from error
        return ""

    def fate(self, message: Message) -> Fate:
        return Fate("", final=True)

    def close(self) -> None:
        self._server.close()


class Notify:
    """Email, texts and letters through GOV.UK Notify."""

    name = "notify"
    tells_fate = True
    keeps_texts = False

    def __init__(self, key: notify.Key, templates: notify.Templates) -> None:
        self._client = notify.Client(settings.NOTIFY_URL, key, seconds=settings.NOTIFY_SECONDS)
        self._templates = templates

    def open(self) -> None:
        """The first request opens the connection."""

    def send(self, message: Message) -> str:
        reference = str(message.id)
        if message.attempts > 1 and (had := self._client.already(reference)):
            return had
        if message.channel == Message.Channel.EMAIL:
            return self._client.email(
                to=message.to,
                template=self._templates.email,
                subject=message.subject,
                body=message.text,
                reference=reference,
            )
        if message.channel == Message.Channel.TEXT:
            return self._client.text(
                to=message.to, template=self._templates.text, body=message.text, reference=reference
            )
        if message.document is None:
            raise Refused("There is no letter to print.")
        return self._client.letter(pdf=documents.contents(message.document), reference=reference)

    def fate(self, message: Message) -> Fate:
        return self._client.fate(message.provider_id)

    def close(self) -> None:
        self._client.close()


class Shelf:
    """The demo's: every message lies where it can be read, and a few addresses are known to fail."""

    name = "demo"
    tells_fate = True
    keeps_texts = True

    def open(self) -> None:
        """Always ready."""

    def send(self, message: Message) -> str:
        return str(message.id)

    def fate(self, message: Message) -> Fate:
        gone = any(one in message.to for one in GONE_IN_DEMO)
        word = "permanent-failure" if gone else "received" if message.channel == "post" else "delivered"
        return notify.FATES[word]

    def close(self) -> None:
        """Nothing to close."""


def carrier(channel: str) -> str:
    """The name of whoever carries a channel here: "smtp", "notify", "demo", or "" for nobody."""
    if channel == Message.Channel.EMAIL:
        if settings.MAIL_CONFIGURED:
            return Smtp.name
        if settings.NOTIFY_KEY and settings.NOTIFY_TEMPLATES.email:
            return Notify.name
    elif settings.NOTIFY_KEY and (
        settings.NOTIFY_TEMPLATES.text if channel == Message.Channel.TEXT else settings.NOTIFY_POST
    ):
        return Notify.name
    return Shelf.name if settings.DEMO else ""


def carries(channel: str) -> bool:
    """Whether somebody carries the channel here."""
    return bool(carrier(channel))


def provider_of(name: str) -> Provider | None:
    """The provider of that name, ready to be opened; None where it is not set up here any more."""
    if name == Smtp.name and settings.MAIL_CONFIGURED:
        return Smtp()
    if name == Notify.name and settings.NOTIFY_KEY:
        return Notify(settings.NOTIFY_KEY, settings.NOTIFY_TEMPLATES)
    if name == Shelf.name and settings.DEMO:
        return Shelf()
    return None


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
