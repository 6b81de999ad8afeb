"""What goes out, and by which way: the resident's chosen ways decide, and nothing says what the news is.

An email or a text holds the reference, a link and a phone number; whoever else reads the phone learns no more. A letter
goes by post only to those who asked for letters and said that it is safe. Whom no message reaches is called: that is a
task for a person (`correspondence.calls`), so that nobody waits for news that went nowhere.

Messages wait in the record's outbox until the act's transaction is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from putright.accounts.models import Landlord, Person
from putright.record import outbox, providers, texts
from putright.record.models import Message
from putright.ui import dates
from putright.ui.languages import offered

from .models import Complaint, Hazard, Letter, MemberLetter, ServiceRequest
from .reference import spoken

ON_PAPER = frozenset({"post", "large_print"})


def language_of(complaint: Complaint) -> str:
    """The language to write to the resident in: the one they chose, if the landlord's service has it."""
    chosen = complaint.written_language
    return chosen if chosen in {one.code for one in offered(complaint.landlord.languages)} else "en"


def address(landlord: Landlord, language: str, name: str, **parts: str) -> str:
    """The full address of a page of a landlord's service."""
    return settings.ORIGIN + reverse(name, kwargs={"landlord": landlord.code, "language": language, **parts})


# Which way


def by_email(complaint: Complaint) -> bool:
    """Whether the resident asked to be written to by email."""
    return bool(complaint.email) and "email" in complaint.contact_ways and not complaint.imported


def by_text(complaint: Complaint) -> bool:
    """Whether the resident asked for texts, on a number that gets them, and did not say that this is unsafe."""
    return (
        "text" in complaint.contact_ways
        and complaint.safe_message is not False
        and not complaint.imported
        and texts.takes_texts(complaint.phone)
        and providers.carries(Message.Channel.TEXT)
    )


def letters_by_post(complaint: Complaint) -> bool:
    """Whether the resident asked for letters on paper. Whether they are safe at home is another question."""
    if complaint.imported:
        return False
    return complaint.documents_by in ON_PAPER or (
        "post" in complaint.contact_ways and complaint.documents_by in {"", *ON_PAPER}
    )


def why_by_hand(complaint: Complaint) -> str:
    """Why a person has to tell the news, as a code of WHY; "" where a message does, or where nobody is to be told."""
    ways = set(complaint.contact_ways)
    if complaint.imported or by_email(complaint) or by_text(complaint) or "none" in ways:
        return ""
    for way, why in (("phone", "phone"), ("text", "no_text"), ("post", "post"), ("office", "office")):
        if way in ways:
            return why
    return "representative" if ways else "phone" if complaint.phone else ""


# To the resident


def received(complaint: Complaint, link_token: str, *, at: datetime) -> None:
    """Tells the resident that the complaint has been received, with the private link to follow it.

    A text has the link only where the resident said that messages on this number are safe. Nobody is called for this
    alone: who sends a form is shown its reference, and whoever calls has just been spoken to.
    """
    language = language_of(complaint)
    said = _facts(complaint, language) | {
        "days": complaint.landlord.link_days,
        "link": address(complaint.landlord, language, "complaints:link", token=link_token),
    }
    if by_email(complaint):
        with translation.override(language):
            subject = pgettext("message", "We have received %(reference)s") % said
            body = (
                pgettext(
                    "message",
                    "We have received what you sent us. Your reference is %(reference)s.\n\n"
                    "Follow it here. The link is private and works for %(days)s days:\n%(link)s\n\n"
                    "After that, use your reference and your passphrase:\n%(find)s\n\n"
                    "%(landlord)s, %(phone)s",
                )
                % said
            )
        _email(complaint, subject, body, at=at, secret=True)
    elif by_text(complaint):
        with translation.override(language):
            with_link = (
                pgettext(
                    "text message", "We have your complaint %(reference)s. Follow it: %(link)s %(landlord)s"
                )
                % said
            )
            without = (
                pgettext(
                    "text message",
                    "We have your complaint %(reference)s. Follow it: %(find)s or call %(phone)s",
                )
                % said
            )
        _text(complaint, [with_link, without] if complaint.safe_message else [without], at=at, secret=True)


def report_received(request: ServiceRequest, *, at: datetime) -> None:
    """Tells whoever asked us to put something right its number, by email where they chose that. No word of what it is.

    Nobody is called for this alone: its number stands on their screen.
    """
    if not request.email or "email" not in request.contact_ways or request.review_due_on is None:
        return
    language = (
        request.language
        if request.language in {one.code for one in offered(request.landlord.languages)}
        else "en"
    )
    with translation.override(language):
        said = {
            "reference": spoken(request.reference),
            "find": address(request.landlord, language, "complaints:find"),
            "day": dates.day(request.review_due_on, language),
            "landlord": request.landlord.name,
            "phone": request.landlord.phone,
        }
        subject = pgettext("message", "We have your report %(reference)s") % said
        body = (
            pgettext(
                "message",
                "We have your report. Its number is %(reference)s. We look at it by %(day)s.\n\n"
                "Read how it stands, or make it a complaint, with the number and your passphrase:\n%(find)s\n\n"
                "%(landlord)s, %(phone)s",
            )
            % said
        )
    outbox.send_later(
        request.landlord_id,
        to=request.email,
        subject=subject,
        text=body,
        about=("service_request", request.id),
        at=at,
    )


def news(complaint: Complaint, *, at: datetime) -> None:
    """Tells the resident that there is news about the case, and where to read it; or asks a person to tell them."""
    if by_email(complaint):
        subject, body = news_words(complaint, Message.Channel.EMAIL)
        _email(complaint, subject, body, at=at)
    elif by_text(complaint):
        _text(complaint, _news_by_text(complaint), at=at)
    elif why := why_by_hand(complaint):
        told_by_letter = "post" in complaint.contact_ways and _posted_with_it(complaint, at)
        if not told_by_letter:
            _by_hand(complaint, why, at)


def news_words(complaint: Complaint, channel: str) -> tuple[str, str]:
    """Subject and text of the message that there is news, in the resident's language. A text has no subject."""
    if channel == Message.Channel.TEXT:
        bodies = _news_by_text(complaint)
        return "", next((body for body in bodies if texts.parts(body) <= texts.MOST_PARTS), bodies[-1])
    language = language_of(complaint)
    said = _facts(complaint, language)
    with translation.override(language):
        return (
            pgettext("message", "There is news about %(reference)s") % said,
            pgettext(
                "message",
                "There is news about %(reference)s.\n\n"
                "Read it here, with your reference and your passphrase:\n%(find)s\n\n"
                "Or call us: %(phone)s\n\n%(landlord)s",
            )
            % said,
        )


def _news_by_text(complaint: Complaint) -> list[str]:
    language = language_of(complaint)
    said = _facts(complaint, language)
    with translation.override(language):
        return [
            pgettext(
                "text message",
                "There is news about %(reference)s. Read it: %(find)s or call %(phone)s. %(landlord)s",
            )
            % said,
            pgettext("text message", "There is news about %(reference)s. Read it: %(find)s or call %(phone)s")
            % said,
        ]


def two_questions(complaint: Complaint, *, at: datetime) -> None:
    """Asks the resident, in their way, to say how it was. Nobody is called for it: it is a wish of ours."""
    language = language_of(complaint)
    said = _facts(complaint, language)
    if by_email(complaint):
        with translation.override(language):
            subject = pgettext("message", "How was it? %(reference)s") % said
            body = (
                pgettext(
                    "message",
                    "We closed %(reference)s. We have two short questions: were we fair, and is the problem solved?\n\n"
                    "Answer here, with your reference and your passphrase:\n%(find)s\n\n"
                    "Or call us: %(phone)s\n\n%(landlord)s",
                )
                % said
            )
        _email(complaint, subject, body, at=at)
    elif by_text(complaint):
        with translation.override(language):
            text = (
                pgettext(
                    "text message", "Two short questions about %(reference)s: %(find)s or call %(phone)s"
                )
                % said
            )
        if texts.parts(text) <= texts.MOST_PARTS:
            _text(complaint, [text], at=at)


def contact_changed(complaint: Complaint, *, at: datetime) -> None:
    """Tells a resident, by the way that held until now, that how we reach them was changed.

    `complaint` is the case as it was. What it says names no old and no new way.
    """
    language = language_of(complaint)
    said = _facts(complaint, language)
    if by_email(complaint):
        with translation.override(language):
            subject = pgettext("message", "How we reach you about %(reference)s was changed") % said
            body = (
                pgettext(
                    "message",
                    "How we reach you about %(reference)s was changed.\n\n"
                    "If that was not you, call us now: %(phone)s\n\n%(landlord)s",
                )
                % said
            )
        _email(complaint, subject, body, at=at)
    elif by_text(complaint):
        with translation.override(language):
            text = (
                pgettext(
                    "text message",
                    "How we reach you about %(reference)s was changed. Not you? Call %(phone)s",
                )
                % said
            )
        _text(complaint, [text], at=at)


def letter(complaint: Complaint, issued: Letter, *, at: datetime) -> None:
    """Sends a letter that was issued in the way the resident asked for letters.

    By post only where that is safe: who asked for paper and not to be written to at home is told by a person.
    """
    if letters_by_post(complaint):
        if complaint.safe_letters is False or not complaint.address.strip():
            _by_hand(complaint, "letter_unsafe" if complaint.safe_letters is False else "no_address", at)
            return
        lines = [complaint.name, *complaint.address.split(", "), complaint.postcode]
        outbox.send_later(
            complaint.landlord_id,
            channel=Message.Channel.POST,
            to="\n".join(line for line in lines if line.strip())[:500],
            subject=str(issued.content.get("title", ""))[:255],
            text="",
            about=("complaint", complaint.id),
            at=at,
            document=issued.pdf,
            key=f"letter:{issued.id}",
        )
    elif (
        complaint.documents_by == "email" and complaint.email and not complaint.imported | by_email(complaint)
    ):
        # Who is written to by email anyway hears of the news by that.
        subject, body = news_words(complaint, Message.Channel.EMAIL)
        _email(complaint, subject, body, at=at)


def to_household(seen: Complaint, issued: MemberLetter, *, at: datetime) -> None:
    """Tells one household of a group that its letter is there, and sends it by post where they asked for paper.

    `seen` is the group's case as it is addressed to them (`groups.letters.as_addressed`). It is about the household and
    not about the case: whoever takes what is held about the case learns of no neighbour's address by it. Whom nothing
    reaches is told by a person, by way of the case.
    """
    about = ("household", issued.member_id)
    told = False
    if letters_by_post(seen) and seen.address.strip():
        lines = [seen.name, *seen.address.split(", "), seen.postcode]
        outbox.send_later(
            seen.landlord_id,
            channel=Message.Channel.POST,
            to="\n".join(line for line in lines if line.strip())[:500],
            subject=str(issued.content.get("title", ""))[:255],
            text="",
            about=about,
            at=at,
            document=issued.pdf,
            key=f"household:{issued.id}",
        )
        told = True
    if by_email(seen):
        subject, body = news_words(seen, Message.Channel.EMAIL)
        outbox.send_later(seen.landlord_id, to=seen.email, subject=subject, text=body, about=about, at=at)
    elif by_text(seen):
        _subject, body = news_words(seen, Message.Channel.TEXT)
        outbox.send_later(
            seen.landlord_id,
            channel=Message.Channel.TEXT,
            to=seen.phone,
            subject="",
            text=body,
            about=about,
            at=at,
        )
    elif not told:
        _by_hand(seen, "household", at)


def _facts(complaint: Complaint, language: str) -> dict[str, object]:
    """All that a message may say of a case."""
    return {
        "reference": spoken(complaint.reference),
        "find": address(complaint.landlord, language, "complaints:find"),
        "landlord": complaint.landlord.name,
        "phone": complaint.landlord.phone,
    }


def _email(complaint: Complaint, subject: str, text: str, *, at: datetime, secret: bool = False) -> None:
    """Puts an email into the outbox. The text of one that holds a link is forgotten once it was sent."""
    try:
        outbox.send_later(
            complaint.landlord_id,
            to=complaint.email,
            subject=subject,
            text=text,
            about=("complaint", complaint.id),
            at=at,
            forget_text=secret,
        )
    except ValueError:
        _by_hand(complaint, "no_address", at)


def _text(complaint: Complaint, bodies: Sequence[str], *, at: datetime, secret: bool = False) -> None:
    """Puts the first of the texts into the outbox that fits into three parts."""
    fitting = next((body for body in bodies if texts.parts(body) <= texts.MOST_PARTS), None)
    if fitting is None:
        _by_hand(complaint, "no_text", at)
        return
    outbox.send_later(
        complaint.landlord_id,
        channel=Message.Channel.TEXT,
        to=complaint.phone,
        subject="",
        text=fitting,
        about=("complaint", complaint.id),
        at=at,
        forget_text=secret,
    )


def _posted_with_it(complaint: Complaint, at: datetime) -> bool:
    """Whether the act that has news issued a letter that goes by post: then the letter tells it."""
    return Message.objects.filter(
        landlord_id=complaint.landlord_id,
        about_kind="complaint",
        about_id=complaint.id,
        channel=Message.Channel.POST,
        written_at=at,
    ).exists()


def _by_hand(complaint: Complaint, why: str, at: datetime) -> None:
    # Imported late: the folder's acts build on this module.
    from .correspondence.calls import must_tell

    must_tell(complaint, why, at=at)


# To the landlord's people. Details stay on the page: mail is read by others, on phones, over shoulders.


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


def danger_due(landlord: Landlord, hazard: Hazard, *, key: str, at: datetime) -> bool:
    """Tells the landlord's duty address that a danger's next step is due, or was missed; False where it has none."""
    if not landlord.email or hazard.next_due_at is None:
        return False
    missed = hazard.next_due_at <= at
    page = address(landlord, "en", "complaints:hazard", hazard=str(hazard.id))
    outbox.send_later(
        landlord.id,
        to=landlord.email,
        subject="Danger: a step was missed" if missed else "Danger: the next step is due soon",
        text=f"The next step for a danger {'should be done by now' if missed else 'is due soon'}.\n\nOpen it: {page}\n",
        about=("hazard", hazard.id),
        at=at,
        key=key,
    )
    return True


def resident_wrote(complaint: Complaint, *, on: date, at: datetime) -> None:
    """Tells the person who deals with the case that the resident has written; once a day for each case."""
    person = complaint.reviewer or complaint.handler
    to = person.email if person is not None and person.is_active else complaint.landlord.email
    if not to:
        return
    page = address(complaint.landlord, "en", "complaints:case_messages", reference=complaint.reference)
    outbox.send_later(
        complaint.landlord_id,
        to=to,
        subject=f"A resident has written: {spoken(complaint.reference)}",
        text=f"There is a message on {spoken(complaint.reference)} that waits for an answer.\n\nRead it: {page}\n",
        about=("complaint", complaint.id),
        at=at,
        key=f"wrote:{complaint.id}:{on.isoformat()}",
    )


def did_not_arrive(landlord: Landlord, number: int, *, key: str, at: datetime) -> None:
    """Tells the landlord's address that messages did not arrive. How many, and where to see to them."""
    if not landlord.email:
        return
    what = "A message did not arrive" if number == 1 else f"{number} messages did not arrive"
    outbox.send_later(
        landlord.id,
        to=landlord.email,
        subject=what,
        text=(
            f"{what}. Somebody has to try another way, or say what was done:\n"
            f"{address(landlord, 'en', 'complaints:not_arrived')}\n"
        ),
        about=("landlord", landlord.id),
        at=at,
        key=key,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of a person's morning: what is due on which case, and by which day."""

    reference: str
    what: str
    due: date


def morning(
    landlord: Landlord, person: Person, lines: Iterable[Line], more: int, *, key: str, on: date, at: datetime
) -> None:
    """One message a person a morning with what is due or late on their cases: references and dates, no names."""
    listed = list(lines)
    late = [one for one in listed if one.due < on]
    due = [one for one in listed if one.due >= on]
    parts = ["Good morning."]
    for title, group in (("Late", late), ("Due soon", due)):
        if group:
            rows = [
                f"- {one.due:%a} {one.due.day} {one.due:%B}: {one.what}, {one.reference}" for one in group
            ]
            parts.append("\n".join([f"{title}:", *rows]))
    if more:
        parts.append(f"And {more} more.")
    parts.append(f"Your cases: {address(landlord, 'en', 'complaints:queue')}")
    number = len(listed) + more
    outbox.send_later(
        landlord.id,
        to=person.email,
        subject=f"{number} {'date' if number == 1 else 'dates'} to keep"
        + (f", {len(late)} late" if late else ""),
        text="\n\n".join(parts) + "\n",
        about=("landlord", landlord.id),
        at=at,
        key=key,
    )
