"""The link to a saved form, and the reminders of it: that there is something to go on with, never what it is.

Whoever else reads the phone learns that a form is saved, and opens nothing: the page asks for a postcode or a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import pgettext

from putright.accounts.models import Landlord
from putright.complaints.messages import address
from putright.record import outbox, providers, texts
from putright.record.models import Message
from putright.ui.dates import day_month_year
from putright.ui.languages import offered

from .models import SavedDraft


def takes_texts(typed: str) -> bool:
    """Whether a link can go to this number as a text."""
    return providers.carries(Message.Channel.TEXT) and texts.takes_texts(typed)


def saved(saved: SavedDraft, token: str, *, at: datetime) -> None:
    """Sends the link to a form that was saved just now."""
    said = _facts(saved, token)
    with translation.override(_language(saved.landlord, saved.language)):
        _send(
            saved,
            pgettext("message", "Your form is saved"),
            pgettext(
                "message",
                "Your form is saved until the end of %(day)s. It has not been sent.\n\n"
                "Go on with it here. You need a postcode or phone number that you gave:\n%(link)s\n\n"
                "%(landlord)s, %(phone)s",
            )
            % said,
            [
                pgettext("text message", "Your form is saved until %(day)s. Go on: %(link)s %(landlord)s")
                % said,
                pgettext("text message", "Your form is saved. Go on: %(link)s") % said,
            ],
            at,
        )


def reminder(saved: SavedDraft, token: str, *, at: datetime) -> None:
    """Reminds somebody once that a form of theirs waits, and until when."""
    said = _facts(saved, token)
    with translation.override(_language(saved.landlord, saved.language)):
        _send(
            saved,
            pgettext("message", "Your form has not been sent"),
            pgettext(
                "message",
                "You saved a form and have not sent it. We keep it until the end of %(day)s and remove it then.\n\n"
                "Go on with it here. You need a postcode or phone number that you gave:\n%(link)s\n\n"
                "Or call us, and we write it down with you: %(phone)s\n\n%(landlord)s",
            )
            % said,
            [
                pgettext(
                    "text message",
                    "Your form has not been sent. We keep it until %(day)s. Go on: %(link)s %(landlord)s",
                )
                % said,
                pgettext("text message", "Your form has not been sent. Go on: %(link)s") % said,
            ],
            at,
        )


def _facts(saved: SavedDraft, token: str) -> dict[str, object]:
    """All that a message may say of a saved form."""
    language = _language(saved.landlord, saved.language)
    return {
        "day": day_month_year(timezone.localdate(saved.draft.expires_at), language),
        "link": address(saved.landlord, language, "complaints:return_link", token=token),
        "landlord": saved.landlord.name,
        "phone": saved.landlord.phone,
    }


def _language(landlord: Landlord, chosen: str) -> str:
    return chosen if chosen in {one.code for one in offered(landlord.languages)} else "en"


def _send(saved: SavedDraft, subject: str, body: str, by_text: Sequence[str], at: datetime) -> None:
    """Puts it into the outbox; nothing where the number or the address cannot be reached that way."""
    by_phone = bool(saved.phone)
    fitting = next((one for one in by_text if texts.parts(one) <= texts.MOST_PARTS), None)
    if by_phone and (fitting is None or not takes_texts(saved.phone)):
        return
    outbox.send_later(
        saved.landlord_id,
        channel=Message.Channel.TEXT if by_phone else Message.Channel.EMAIL,
        to=saved.phone or saved.email,
        subject="" if by_phone else subject,
        text=str(fitting) if by_phone else body,
        about=("draft", saved.draft_id),
        at=at,
        forget_text=True,
    )
