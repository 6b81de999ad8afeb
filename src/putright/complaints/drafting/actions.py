"""The acts on letters to come: worded by their writer, translated, and read by a second person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from putright.complaints import letters
from putright.complaints.actions.casework import Overtaken, acknowledge, answer
from putright.complaints.actions.issuing import preview_letter
from putright.complaints.actions.shared import Moment, locked, must_be_at, note, permit
from putright.complaints.models import Complaint, Letter, LetterCheck, LetterDraft, TranslatedText
from putright.complaints.queries import considered_before
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act

from . import kinds, queries

# Needs of the reader that a letter may go without, where it is written down how they are met all the same.
MAY_BE_ARRANGED = frozenset({"language", "format", "delivery"})


def draft_letter(
    complaint: Complaint,
    kind: str,
    stage: int,
    *,
    parts: Mapping[str, str],
    arranged: Mapping[str, str] | None = None,
    wants_reader: bool = False,
    seen: str | None = None,
    by: By,
    at: datetime,
) -> LetterDraft:
    """Keeps what the writer has worded of a letter to come. What the law asks for is no part: it stays generated.

    `arranged` says how a need is met that the letter does not meet (MAY_BE_ARRANGED). With `seen`
    (`queries.version_of_draft`) raises Overtaken where somebody has saved the draft since. Parts that a letter of this
    kind does not have are refused.
    """
    moment = Moment(at, by)
    texts = {part: text.strip() for part, text in parts.items() if text.strip()}
    arrangements = {need: text.strip() for need, text in (arranged or {}).items() if text.strip()}
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.DRAFT_LETTER, complaint, moment)
        must_be_at(complaint, stage)
        if kind not in letters.KINDS:
            raise Refused("letter_without_part", {"part": kind})
        strange = sorted((set(texts) - set(letters.parts_of(kind))) | (set(arrangements) - MAY_BE_ARRANGED))
        if strange:
            raise Refused("letter_without_part", {"part": ", ".join(strange)})
        draft = queries.draft_of(complaint, kind, stage)
        if seen is not None and seen != queries.version_of_draft(draft):
            raise Overtaken
        if draft is None:
            draft = LetterDraft(landlord=complaint.landlord, complaint=complaint, kind=kind, stage=stage)
        draft.parts, draft.arranged, draft.wants_reader = texts, arrangements, wants_reader
        draft.changed_at, draft.changed_by_id = moment.at, by.person_id
        draft.save()
        note(
            complaint,
            kinds.DRAFTED,
            moment,
            facts={
                "letter": kind,
                "stage": stage,
                "parts": sorted(texts),
                "arranged": sorted(arrangements),
                "wants_reader": wants_reader,
            },
            personal={"texts": texts, "arrangements": arrangements},
        )
        return draft


def translate(
    complaint: Complaint,
    stage: int,
    place: str,
    language: str,
    text: str,
    *,
    seen: str,
    by: By,
    at: datetime,
) -> None:
    """Keeps the translation of a text of staff beside its English. An empty one takes it away.

    `seen` is the English that was translated. Raises Overtaken where another text stands there by now; refuses a
    place that no letter of the stage has.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.DRAFT_LETTER, complaint, moment)
        must_be_at(complaint, stage)
        source = queries.staff_texts(complaint, stage).get(place)
        if source is None:
            raise Refused("nothing_to_translate", {})
        if letters.tidy(source).strip() != letters.tidy(seen).strip():
            raise Overtaken
        mine = TranslatedText.objects.filter(
            landlord=complaint.landlord, complaint=complaint, language=language, place=place
        )
        if text.strip():
            mine.update_or_create(
                landlord=complaint.landlord,
                complaint=complaint,
                language=language,
                place=place,
                defaults={"source": source, "text": text.strip(), "at": moment.at, "by_id": by.person_id},
            )
        else:
            mine.delete()
        note(
            complaint,
            kinds.TRANSLATED,
            moment,
            facts={"place": place, "language": language},
            personal={"source": source, "text": text.strip()},
        )


def ask_for_check(complaint: Complaint, kind: str, stage: int, *, by: By, at: datetime) -> LetterCheck:
    """Gives a letter, as it now stands, to a second reader. Only who may issue it may ask; what blocks it is refused.

    An earlier version that nobody has read yet is taken back.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.DRAFT_LETTER, complaint, moment)
        must_be_at(complaint, stage)
        content = preview_letter(_issuing(complaint, kind, stage, by=by, at=at))
        reading = queries.reading_of(complaint, content)
        if not reading.why:
            raise Refused("check_not_needed", {})
        if reading.accepted:
            raise Refused("letter_read_already", {})
        if reading.waiting and reading.check is not None:
            return reading.check
        blocking = [hit for hit in queries.hits(complaint, content) if hit.blocks]
        if blocking:
            raise Refused(blocking[0].code, dict(blocking[0].facts))
        LetterCheck.objects.filter(
            landlord=complaint.landlord,
            complaint=complaint,
            kind=kind,
            stage=stage,
            outcome=LetterCheck.Outcome.WAITING,
        ).update(outcome=LetterCheck.Outcome.OVERTAKEN, decided_at=moment.at)
        check = LetterCheck.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            kind=kind,
            stage=stage,
            version=reading.version,
            why=list(reading.why),
            asked_at=moment.at,
            asked_by_id=by.person_id,
        )
        note(
            complaint,
            kinds.CHECK_ASKED,
            moment,
            facts={"letter": kind, "stage": stage, "version": reading.version, "why": list(reading.why)},
        )
        return check


def check_letter(check: LetterCheck, *, accepted: bool, reasons: str = "", by: By, at: datetime) -> None:
    """A second reader accepts a letter, or returns it with reasons. It is good for that version and no other.

    The reader is not the writer, nor at stage 2 somebody who was concerned before (2024:6.13). Refused where the letter
    has changed since it was given to be read: its writer asks again.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(check.complaint)
        check = LetterCheck.objects.select_for_update().get(landlord=complaint.landlord, id=check.id)
        permit(Act.CHECK_LETTER, complaint, moment)
        if check.outcome != LetterCheck.Outcome.WAITING:
            raise Refused("letter_read_already", {})
        if by.person_id in queries.writers_of(complaint, check.kind, check.stage, check):
            raise Refused("own_letter", {})
        if by.person_id in considered_before(complaint, check.stage):
            raise Refused("considered_before", {"stage": check.stage})
        if queries.version_of(content_to_check(check, at=at)) != check.version:
            raise Refused("letter_changed_since_asked", {})
        if not accepted and not reasons.strip():
            raise Refused("return_without_reasons", {})
        check.outcome = LetterCheck.Outcome.ACCEPTED if accepted else LetterCheck.Outcome.RETURNED
        check.reasons, check.decided_at, check.decided_by_id = reasons.strip(), moment.at, by.person_id
        check.save(update_fields=["outcome", "reasons", "decided_at", "decided_by"])
        note(
            complaint,
            kinds.CHECKED,
            moment,
            facts={
                "letter": check.kind,
                "stage": check.stage,
                "version": check.version,
                "accepted": accepted,
            },
            personal={"reasons": reasons.strip()},
        )


def content_to_check(check: LetterCheck, *, at: datetime) -> letters.Content:
    """The letter that a second reader has been asked to read, as its writer would issue it now. Raises Refused."""
    by = By.staff(check.asked_by_id, "") if check.asked_by_id else By.system()
    return preview_letter(_issuing(check.complaint, check.kind, check.stage, by=by, at=at))


def _issuing(complaint: Complaint, kind: str, stage: int, *, by: By, at: datetime) -> Callable[[], Letter]:
    """The act that issues a letter of this kind with nothing more to be asked. Refuses one that a form makes."""
    if kind == f"stage{stage}_response":
        return lambda: answer(complaint, stage, by=by, at=at)
    if kind == f"stage{stage}_acknowledgement":
        return lambda: acknowledge(complaint, stage, by=by, at=at)
    raise Refused("check_not_needed", {})
