"""What goes out by e-mail or text: that there is news, never what the news is (a phone may be read by another).

Messages wait in the record's outbox until the act's transaction is committed. Residents without an e-mail address
are written to by letter or called; the case page says how they asked to be reached.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from putright.accounts.models import Landlord
from putright.record import outbox
from putright.ui.languages import offered

from .models import Complaint, Hazard
from .reference import spoken


def language_of(complaint: Complaint) -> str:
    """The language to write to the resident in: the one they chose, if the landlord's service has it."""
    chosen = complaint.written_language
    return chosen if chosen in {one.code for one in offered(complaint.landlord.languages)} else "en"


def address(landlord: Landlord, language: str, name: str, **parts: str) -> str:
    """The full address of a page of a landlord's service."""
    return settings.ORIGIN + reverse(name, kwargs={"landlord": landlord.code, "language": language, **parts})


def received(complaint: Complaint, link_token: str, *, at: datetime) -> None:
    """Tells the resident that the complaint has been received, with the private link to follow it."""
    if not by_email(complaint):
        return
    language = language_of(complaint)
    with translation.override(language):
        _send(
            complaint,
            pgettext("message", "We have received %(reference)s")
            % {"reference": spoken(complaint.reference)},
            pgettext(
                "message",
                "We have received what you sent us. Your reference is %(reference)s.\n\n"
                "Follow it here. The link is private and works for %(days)s days:\n%(link)s\n\n"
                "After that, use your reference and your passphrase:\n%(find)s\n\n"
                "%(landlord)s, %(phone)s",
            )
            % {
                "reference": spoken(complaint.reference),
                "days": complaint.landlord.link_days,
                "link": address(complaint.landlord, language, "complaints:link", token=link_token),
                "find": address(complaint.landlord, language, "complaints:find"),
                "landlord": complaint.landlord.name,
                "phone": complaint.landlord.phone,
            },
            at=at,
            secret=True,
        )


def news(complaint: Complaint, *, at: datetime) -> None:
    """Tells the resident that there is news about the case, and where to read it."""
    if not by_email(complaint):
        return
    language = language_of(complaint)
    with translation.override(language):
        _send(
            complaint,
            pgettext("message", "There is news about %(reference)s")
            % {"reference": spoken(complaint.reference)},
            pgettext(
                "message",
                "There is news about %(reference)s.\n\n"
                "Read it here, with your reference and your passphrase:\n%(find)s\n\n"
                "Or call us: %(phone)s\n\n%(landlord)s",
            )
            % {
                "reference": spoken(complaint.reference),
                "find": address(complaint.landlord, language, "complaints:find"),
                "landlord": complaint.landlord.name,
                "phone": complaint.landlord.phone,
            },
            at=at,
        )


def hazard(landlord: Landlord, opened: Hazard) -> None:
    """Alerts the landlord's duty address that somebody may be in danger. Details stay on the staff page.

    A landlord that an import added may have none yet: its staff find the danger at the head of their queue.
    """
    if not landlord.email:
        return
    outbox.send_later(
        landlord.id,
        to=landlord.email,
        subject="Danger reported: look now",
        text=(
            "A resident has said that somebody may be in danger.\n\n"
            f"Open it: {address(landlord, 'en', 'complaints:hazard', hazard=str(opened.id))}\n"
        ),
        about=("hazard", opened.id),
        at=opened.opened_at,
    )


def by_email(complaint: Complaint) -> bool:
    return bool(complaint.email) and "email" in complaint.contact_ways and not complaint.imported


def _send(complaint: Complaint, subject: str, text: str, *, at: datetime, secret: bool = False) -> None:
    """Puts a message into the outbox. The text of one that holds a link is forgotten once it was sent."""
    outbox.send_later(
        complaint.landlord_id,
        to=complaint.email,
        subject=subject,
        text=text,
        about=("complaint", complaint.id),
        at=at,
        forget_text=secret,
    )
