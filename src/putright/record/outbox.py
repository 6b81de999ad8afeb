"""Messages out, by email, text or post: written in the transaction of what they tell about, sent after it, never lost.

A message waits in its table until whoever carries its channel has taken it (providers.py). When they are down or say
"later", it is tried again and again, at growing intervals, without end. Only when they refuse the message itself (a
mailbox that does not exist) does it stop, as `refused`. What was taken may still not arrive: where the provider can be
asked, `follow` asks, and the message ends as `delivered` or `failed`; a letter that comes back is marked `returned` by
whoever opens the post. Whatever did not arrive stands in `not_arrived` until a person has dealt with it.

A crash between the other side's yes and our commit sends once more: the Message-ID (Notify's reference) is the same,
so a mailbox can tell. Nothing can make that gap vanish; losing the message instead would be worse.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet

from putright.record import texts
from putright.record.chain import Subject
from putright.record.models import Document, Message
from putright.record.providers import (
    Later,
    Provider,
    Refused,
    Unreachable,
    carrier,
    provider_of,
)
from putright.record.tenancy import as_landlord

log = logging.getLogger("putright.outbox")

BACK_OFF: Final[Sequence[timedelta]] = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
# How long after it was sent we still ask what became of a message: carriers try for three days at most.
FOLLOWED_FOR: Final = timedelta(days=7)
DID_NOT_ARRIVE: Final = frozenset({Message.State.REFUSED, Message.State.FAILED, Message.State.RETURNED})
REMOVED: Final = "Removed on request."


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round of `deliver` did. `down` says who could not be reached, where somebody could not."""

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
    channel: str = "email",
    document: Document | None = None,
    key: str | None = None,
    forget_text: bool = False,
) -> Message:
    """Puts a message into the outbox, in the caller's transaction: it goes if and only if that commits.

    to           an email address; a phone number; for the post the lines of an address
    about        what it tells about: ("complaint", its id)
    at           the moment, with its time zone; the message is due from then on
    channel      "email", "text" or "post"
    document     the letter's PDF, which the post needs and nothing else takes
    key          where given, a second message with this key is not made and the first is given back
    forget_text  for a text that holds a private link: it is emptied once the message is sent

    Raises ValueError for an address, a number or a subject that cannot be, and `texts.TooLong` for a text message of
    more than three parts.
    """
    to = _possible(channel, to, text, document)
    if "\n" in subject or "\r" in subject:
        raise ValueError("A subject is one line.")
    message = Message(
        landlord_id=landlord_id,
        channel=channel,
        to=to,
        subject=subject[:255],
        text=text,
        document=document,
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


def _possible(channel: str, to: str, text: str, document: Document | None) -> str:
    """Who it goes to, in the shape that the channel takes."""
    if (document is not None) != (channel == Message.Channel.POST):
        raise ValueError("A letter is a document, and a document goes by post alone.")
    if channel == Message.Channel.EMAIL:
        if "@" not in parseaddr(to)[1] or "\n" in to or "\r" in to or len(to) > 254:
            raise ValueError(f"{to!r} is no email address.")
        return to
    if channel == Message.Channel.TEXT:
        texts.checked(text)
        return texts.number(to)
    if channel == Message.Channel.POST:
        if not to.strip() or len(to) > 500:
            raise ValueError("A letter needs an address of at most 500 characters.")
        return to.strip()
    raise ValueError(f"{channel!r} is no channel: give email, text or post.")


def deliver(landlord_id: UUID, *, limit: int, now: datetime) -> Delivered:
    """Sends up to `limit` of the landlord's messages of each channel that are due at `now`, each in a transaction of
    its own.

    Call it outside a transaction. Two at once share the work: what one has claimed, the other skips. A channel's round
    ends early when its carrier cannot be reached; the other channels go on. What nobody carries waits.
    """
    carried = {channel: carrier(channel) for channel in Message.Channel.values}
    if not any(carried.values()):
        return Delivered(down="No mail server is set: set PUTRIGHT_MAIL or PUTRIGHT_NOTIFY_KEY.")
    counts = dict.fromkeys(Message.State.values, 0)
    down: list[str] = []
    for name in sorted({name for name in carried.values() if name}):
        provider = provider_of(name)
        if provider is None:
            continue
        try:
            for channel in (channel for channel, by in carried.items() if by == name):
                said = _round(provider, landlord_id, channel, limit, now, counts)
                if said:
                    down.append(said)
        finally:
            provider.close()
    return Delivered(
        counts[Message.State.SENT],
        counts[Message.State.WAITING],
        counts[Message.State.REFUSED],
        " ".join(down),
    )


def _round(
    provider: Provider, landlord_id: UUID, channel: str, limit: int, now: datetime, counts: dict[str, int]
) -> str:
    for _turn in range(limit):
        with as_landlord(landlord_id):
            message = _claim(landlord_id, channel, now)
            if message is None:
                return ""
            down = _attempt(provider, message, now)
        counts[message.state] += 1
        if down:
            return down
    return ""


def follow(landlord_id: UUID, *, limit: int, now: datetime) -> int:
    """Asks what became of messages that were sent, up to `limit` of them, each in a transaction of its own.

    Gives how many are known to have arrived or not. Call it outside a transaction; two at once share the work.
    """
    providers: dict[str, Provider | None] = {}
    settled = 0
    try:
        for _turn in range(limit):
            with as_landlord(landlord_id):
                message = (
                    Message.objects.select_for_update(skip_locked=True)
                    .filter(landlord_id=landlord_id, next_check_at__lte=now)
                    .order_by("next_check_at")
                    .first()
                )
                if message is None:
                    break
                if message.provider not in providers:
                    providers[message.provider] = provider_of(message.provider)
                down = _ask_fate(providers[message.provider], message, now)
            settled += message.state in {Message.State.DELIVERED, Message.State.FAILED}
            if down:
                log.warning("%s", down)
                break
    finally:
        for provider in providers.values():
            if provider is not None:
                provider.close()
    return settled


def keys_written(landlord_id: UUID, keys: Iterable[str]) -> set[str]:
    """Those of the keys under which a message stands already: what is to go out once has gone out."""
    rows = Message.objects.filter(landlord_id=landlord_id, key__in=list(keys))
    return {key for key in rows.values_list("key", flat=True) if key is not None}


def not_arrived(landlord_id: UUID) -> QuerySet[Message]:
    """The landlord's messages that did not arrive and that nobody has dealt with yet, the oldest first."""
    return Message.objects.filter(
        landlord_id=landlord_id, failed_at__isnull=False, dealt_with_at=None
    ).order_by("failed_at", "id")


def to_post(landlord_id: UUID) -> QuerySet[Message]:
    """Letters that wait to be printed and posted by hand, since nobody carries the post here; the oldest first."""
    found = Message.objects.filter(
        landlord_id=landlord_id, channel=Message.Channel.POST, state=Message.State.WAITING
    ).order_by("next_attempt_at", "id")
    return found.none() if carrier(Message.Channel.POST) else found


def posted(message: Message, *, at: datetime) -> bool:
    """Marks a waiting letter as posted by hand, in the caller's transaction; gives False where it no longer waits."""
    return bool(
        Message.objects.filter(
            landlord_id=message.landlord_id,
            id=message.id,
            channel=Message.Channel.POST,
            state=Message.State.WAITING,
        ).update(state=Message.State.SENT, sent_at=at, provider="hand", attempts=F("attempts") + 1)
    )


def came_back(message: Message, *, reason: str, at: datetime) -> bool:
    """Marks a message that was sent as come back, in the caller's transaction: an envelope, or a bounce.

    Gives False for one that was never sent, or that is known not to have arrived already.
    """
    return bool(
        Message.objects.filter(
            landlord_id=message.landlord_id,
            id=message.id,
            state__in=[Message.State.SENT, Message.State.DELIVERED],
        ).update(
            state=Message.State.RETURNED,
            failed_at=at,
            last_error=reason[:500],
            next_check_at=None,
            dealt_with_at=None,
        )
    )


def deal_with(message: Message, *, by: UUID | None, how: str, at: datetime) -> bool:
    """Writes down who saw to a message that did not arrive, and how. False where somebody has already."""
    return bool(
        Message.objects.filter(
            landlord_id=message.landlord_id, id=message.id, failed_at__isnull=False, dealt_with_at=None
        ).update(dealt_with_at=at, dealt_with_by=by, dealt_with_how=how[:500])
    )


def mark_told(landlord_id: UUID, messages: Sequence[Message], *, at: datetime) -> int:
    """Marks failures as told to the landlord. Gives how many this call was the first to mark."""
    return Message.objects.filter(
        landlord_id=landlord_id, id__in=[one.id for one in messages], told_at=None
    ).update(told_at=at)


def try_again(message: Message, *, now: datetime) -> None:
    """Makes a message that did not arrive wait once more, due at `now`, in the caller's transaction.

    A text that was forgotten cannot be sent again, since nothing is left of it: write a new message then.
    """
    Message.objects.filter(landlord_id=message.landlord_id, id=message.id, state__in=DID_NOT_ARRIVE).exclude(
        last_error=REMOVED
    ).update(
        state=Message.State.WAITING,
        next_attempt_at=now,
        next_check_at=None,
        failed_at=None,
        told_at=None,
        provider_id="",
        attempts=0,
    )


def forget(landlord_id: UUID, about: Subject) -> None:
    """Takes address and words out of the messages about a subject, in the caller's transaction.

    What had not gone out yet no longer goes: there is nobody left to send it to. The letter that a message carried
    stays with the case that issued it.
    """
    rows = Message.objects.filter(landlord_id=landlord_id, about_kind=about[0], about_id=about[1])
    rows.filter(state=Message.State.WAITING).update(state=Message.State.REFUSED, last_error=REMOVED)
    # What somebody wrote about a failure may name a person too. Nobody is left to be reached, so none is open.
    rows.update(
        to="", subject="", text="", document=None, dealt_with_how="", failed_at=None, next_check_at=None
    )


def _claim(landlord_id: UUID, channel: str, now: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(skip_locked=True)
        .filter(
            landlord_id=landlord_id,
            channel=channel,
            state=Message.State.WAITING,
            next_attempt_at__lte=now,
        )
        .order_by("next_attempt_at", "id")
        .first()
    )


def _attempt(provider: Provider, message: Message, now: datetime) -> str:
    """Sends one claimed message and writes down what came of it; gives why the carrier is down, or ""."""
    message.attempts += 1
    try:
        provider.open()
        provider_id = provider.send(message)
    except Unreachable as error:
        _wait(message, now, error)
        return str(error)
    except Later as error:
        _wait(message, now, error)
        return ""
    except Refused as error:
        message.state, message.failed_at = Message.State.REFUSED, now
        message.last_error = str(error)[:500]
        message.save(update_fields=["state", "attempts", "failed_at", "last_error"])
        return ""
    message.state = Message.State.SENT
    message.sent_at = now
    message.last_error = ""
    message.provider, message.provider_id = provider.name, provider_id
    message.next_check_at = now + BACK_OFF[0] if provider.tells_fate else None
    if message.forget_text and not provider.keeps_texts:
        message.text = ""
    message.save(
        update_fields=[
            "state", "attempts", "sent_at", "last_error", "text", "provider", "provider_id", "next_check_at",
        ]
    )  # fmt: skip
    return ""


def _ask_fate(provider: Provider | None, message: Message, now: datetime) -> str:
    """Asks about one claimed message and writes down the answer; gives why the provider is down, or ""."""
    down = ""
    sent_at = message.sent_at or now
    try:
        fate = provider.fate(message) if provider else None
    except Unreachable as error:
        fate, down = None, str(error)
    except (Later, Refused) as error:
        fate = None
        log.warning("What became of message %s is not known: %s", message.id, error)
    message.next_check_at = None
    if fate is not None and fate.delivered:
        message.state, message.delivered_at = Message.State.DELIVERED, now
    elif fate is not None and fate.failed:
        message.state, message.failed_at = Message.State.FAILED, now
        message.last_error = fate.word
    elif (fate is None or not fate.final) and now - sent_at < FOLLOWED_FOR:
        # As long again as it has been on its way: soon at first, seldom later.
        message.next_check_at = now + min(max(now - sent_at, BACK_OFF[0]), BACK_OFF[-1])
    message.save(update_fields=["state", "delivered_at", "failed_at", "last_error", "next_check_at"])
    return down


def _wait(message: Message, now: datetime, error: Exception) -> None:
    message.next_attempt_at = now + BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    message.last_error = str(error)[:500]
    message.save(update_fields=["attempts", "next_attempt_at", "last_error"])
