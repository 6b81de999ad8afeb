"""Letters of acts: composed, checked and frozen; or looked at first, with all else of the act taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextvars import ContextVar

from django.db import transaction

from putright.accounts.models import Person
from putright.complaints import letters, messages
from putright.complaints.drafting import queries as drafting
from putright.complaints.letters import letterhead
from putright.complaints.models import Complaint, Letter, LetterDraft
from putright.complaints.queries import with_facts
from putright.record import chain, documents
from putright.rules.errors import Refused

from .shared import Moment


def version(*parts: object) -> str:
    """A short digest by which a page says what it has seen. The same parts give the same digest."""
    return hashlib.sha256(chain.canonical([str(part) for part in parts]).encode()).hexdigest()[:24]


class _Composed(Exception):
    """Carries a letter's content out of an act that is only being looked at."""

    def __init__(self, content: letters.Content) -> None:
        super().__init__("looked at")
        self.content = content


_only_compose: ContextVar[bool] = ContextVar("only_compose", default=False)


def preview_letter(act: Callable[[], Letter]) -> letters.Content:
    """The content of the letter that `act` would issue now, and nothing else of the act.

    The act itself runs, with its checks, up to the moment at which its letter would be kept; then all of it is
    taken back. So the preview is what issuing makes, and a refusal comes as the act would give it. Raises Refused.
    """
    only = _only_compose.set(True)
    try:
        with transaction.atomic():
            act()
    except _Composed as composed:
        return composed.content
    finally:
        _only_compose.reset(only)
    raise TypeError("This act issues no letter, so there is nothing to look at.")


def issue(complaint: Complaint, kind: str, stage: int, moment: Moment) -> Letter:
    """Composes, checks and freezes a letter. One that lacks a block the Code asks for is refused (issue of law).

    So is one that the quality gate blocks, and one that a second person has to read and has not accepted as it stands.
    """
    complaint = with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    writer = Person.objects.filter(id=moment.by.person_id).first() if moment.by.person_id else None
    language = messages.language_of(complaint)
    content = letters.compose(
        complaint,
        kind,
        stage,
        on=moment.on,
        language=language,
        writer=writer,
        worded=drafting.worded(complaint, kind, stage, language),
    )
    missing = letters.missing(content)
    if missing:
        raise Refused(
            "letter_incomplete",
            {"block": [block.block for block in missing]},
            missing[0].provision,
        )
    if _only_compose.get():
        raise _Composed(content)
    _may_go_out(complaint, content)
    logo = letterhead.keep(complaint.landlord, at=moment.at)
    name = f"{complaint.reference}-{kind.replace('_', '-')}"
    letter = Letter.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        kind=kind,
        stage=stage,
        edition=complaint.edition,
        language=content["language"],
        content=content,
        html=documents.keep(
            complaint.landlord_id,
            name=f"{name}.html",
            content_type="text/html; charset=utf-8",
            data=letters.html(content).encode(),
            at=moment.at,
        ),
        pdf=documents.keep(
            complaint.landlord_id,
            name=f"{name}.pdf",
            content_type="application/pdf",
            data=letters.pdf(content, logo),
            at=moment.at,
        ),
        issued_at=moment.at,
        issued_by=writer,
    )
    LetterDraft.objects.filter(
        landlord=complaint.landlord, complaint=complaint, kind=kind, stage=stage, letter=None
    ).update(letter=letter)
    messages.letter(complaint, letter, at=moment.at)
    return letter


def _may_go_out(complaint: Complaint, content: letters.Content) -> None:
    """Refuses a letter that the quality gate blocks, or that still has to be read by a second person."""
    blocking = next((hit for hit in drafting.hits(complaint, content) if hit.blocks), None)
    if blocking is not None:
        raise Refused(blocking.code, dict(blocking.facts))
    if not drafting.reading_of(complaint, content).done:
        raise Refused("letter_not_read_yet", {})
