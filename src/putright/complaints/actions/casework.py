"""The work on a stage, from what is understood to the answer, and what ends a stage or the case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from putright.accounts.models import Person
from putright.accounts.policy import policy_of
from putright.complaints import kinds, messages
from putright.complaints.groups.letters import issue_to_households
from putright.complaints.learning.queries import learned
from putright.complaints.models import Complaint, Contact, Finding, Letter, Point, Promise, Remedy, Stage
from putright.complaints.points.queries import live
from putright.complaints.queries import considered_before, current_stage
from putright.complaints.remedies.queries import payments_open, unapproved
from putright.complaints.understanding.asking import ask_again
from putright.record.chain import By
from putright.rules.acceptance import RefusalFacts
from putright.rules.errors import Refused
from putright.rules.stages import WHO, Act, Extension, PointFacts, What

from .issuing import issue, version
from .shared import (
    Moment,
    locked,
    may_be_given,
    must_be_at,
    name_added_days,
    note,
    people_of_stage,
    permit,
    roles_of,
    senior_role,
    settle,
    stage_row,
)


@dataclass(frozen=True)
class FindingDraft:
    """The answer to a point as its writer has it so far. Empty parts may be saved; a letter needs them all."""

    finding: str
    facts: str = ""
    reasons: str = ""
    basis: str = ""
    remedy: str = ""
    no_remedy_because: str = ""


class Overtaken(Exception):
    """Somebody has changed the same text since the page was opened. Nothing was written over."""


def define(
    complaint: Complaint,
    *,
    points: Sequence[str],
    outcomes: str,
    outside: str,
    seen: str | None = None,
    by: By,
    at: datetime,
) -> None:
    """Writes down what the landlord understands: a wording for each point, what is wanted, what lies outside.

    `points` are wordings in the order of the points; more than there are become further points. The resident's own
    words stay beside ours. A point cannot be taken away, only worded. May be saved at any time before the answer.
    Once every point has our words the resident is asked whether they are right, and again whenever they change; after
    the letter that acknowledges the stage, which asks it too, they hear that there is news.
    With `seen` (a `definition_version`) raises Overtaken where somebody has changed the definition since.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        there = {point.number: point for point in complaint.points.all()}
        points = [
            # What is answered under another point keeps the wording it had.
            there[number].words if number in there and not there[number].live else words
            for number, words in enumerate(points, start=1)
            # A further one that says nothing is none, and takes no number.
            if number in there or words.strip()
        ]
        worded = [PointFacts(number) for number, _words in enumerate(points, start=1)]
        permit(Act.DEFINE, complaint, moment, What(points=worded))
        if seen is not None and seen != definition_version(complaint):
            raise Overtaken
        for number, words in enumerate(points, start=1):
            if number in there:
                there[number].words = words
                there[number].save(update_fields=["words"])
            else:
                Point.objects.create(
                    landlord=complaint.landlord, complaint=complaint, number=number, words=words
                )
        complaint.outcomes, complaint.outside = outcomes, outside
        complaint.save(update_fields=["outcomes", "outside"])
        asked = None
        if all(point.words.strip() for point in live(complaint.points.all())):
            asked = ask_again(complaint, definition_version(complaint), on=moment.on, person_id=by.person_id)
        note(
            complaint,
            kinds.DEFINED,
            moment,
            facts={"points": len(points)} | ({"version": asked.number} if asked else {}),
            personal={"wordings": list(points), "outcomes": outcomes, "outside": outside},
        )
        if asked and asked.number > 1 and current_stage(complaint).acknowledged_on:
            messages.news(complaint, at=at)


def definition_version(complaint: Complaint) -> str:
    """What a definition says, as a digest for `define(seen=…)`."""
    return version(
        complaint.outcomes,
        complaint.outside,
        *(point.words for point in sorted(complaint.points.all(), key=lambda one: one.number)),
    )


def acknowledge(complaint: Complaint, stage: int, *, by: By, at: datetime) -> Letter:
    """Acknowledges and logs a stage: issues its letter. Needs the definition (2024:5.6, 6.2, 6.11)."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(
            Act.ACKNOWLEDGE,
            complaint,
            moment,
            # A point counts as defined when it stands in our words: the letter says what we understand.
            What(
                points=[
                    PointFacts(point.number) for point in live(complaint.points.all()) if point.words.strip()
                ]
            ),
        )
        must_be_at(complaint, stage)
        unworded = [point.number for point in live(complaint.points.all()) if not point.words.strip()]
        if unworded:
            raise Refused("point_without_wording", {"points": unworded})
        row = stage_row(complaint, stage)
        if row.refused_on is None or row.acknowledged_on is None:
            row.acknowledged_on, row.acknowledged_by_id = moment.on, by.person_id
        # Taken up after it was refused: the refusal stands in the record, and the stage was acknowledged when it was.
        row.refused_on = None
        row.save(update_fields=["acknowledged_on", "acknowledged_by", "refused_on"])
        letter = issue(complaint, f"stage{stage}_acknowledgement", stage, moment)
        note(
            complaint,
            kinds.ACKNOWLEDGED,
            moment,
            facts={
                "stage": stage,
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
            },
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def allocate(complaint: Complaint, person: Person, *, by: By, at: datetime, stage: int) -> None:
    """Gives a stage to the person who will answer it: at stage 2 somebody who was not concerned at stage 1."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(
            Act.ALLOCATE,
            complaint,
            moment,
            What(person=person.id, considered_before=considered_before(complaint, stage)),
        )
        must_be_at(complaint, stage)
        if not set(roles_of(complaint.landlord, By.staff(person.id, ""), moment.on)) & WHO[Act.ANSWER]:
            raise Refused("cannot_answer", {})
        may_be_given(complaint, person)
        if stage == 1:
            complaint.handler = person
            complaint.save(update_fields=["handler"])
        else:
            complaint.reviewer = person
            complaint.save(update_fields=["reviewer"])
        note(complaint, kinds.ALLOCATED, moment, facts={"stage": stage, "person": str(person.id)})


def record_contact(
    complaint: Complaint,
    *,
    on: date,
    channel: str,
    outgoing: bool,
    who: str,
    summary: str,
    by: By,
    at: datetime,
) -> Contact:
    """Writes down a contact that took place on the day `on`; a day after today is refused."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_CONTACT, complaint, moment, happened_on=on)
        contact = Contact.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            on=on,
            channel=channel,
            outgoing=outgoing,
            who=who,
            summary=summary,
            by_id=by.person_id,
        )
        note(
            complaint,
            kinds.CONTACTED,
            moment,
            on=on,
            facts={"channel": channel, "outgoing": outgoing},
            personal={"who": who, "summary": summary},
        )
        return contact


def record_finding(
    complaint: Complaint,
    point: Point,
    stage: int,
    draft: FindingDraft,
    *,
    seen: str | None = None,
    by: By,
    at: datetime,
) -> None:
    """Keeps the answer to a point as it stands so far; not once the stage is answered.

    With `seen` (a `finding_version`) raises Overtaken where somebody has saved this finding since.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.FIND, complaint, moment, people_of_stage(complaint, stage, by))
        must_be_at(complaint, stage)
        if not any(one.id == point.id and one.live for one in complaint.points.all()):
            raise Refused("point_not_live", {"point": point.number})
        before = Finding.objects.filter(landlord=complaint.landlord, point=point, stage=stage).first()
        if seen is not None and seen != finding_version(before):
            raise Overtaken
        Finding.objects.update_or_create(
            landlord=complaint.landlord,
            complaint=complaint,
            point=point,
            stage=stage,
            defaults={
                "finding": draft.finding,
                "facts": draft.facts,
                "reasons": draft.reasons,
                "basis": draft.basis,
                "remedy": draft.remedy,
                "no_remedy_because": draft.no_remedy_because,
            },
        )
        note(
            complaint,
            kinds.FOUND,
            moment,
            facts={
                "stage": stage,
                "point": point.number,
                "finding": draft.finding,
            },
            before={"finding": before.finding} if before else None,
            personal={
                "facts": draft.facts,
                "reasons": draft.reasons,
                "basis": draft.basis,
                "remedy": draft.remedy,
                "no_remedy_because": draft.no_remedy_because,
            },
        )


def finding_version(finding: Finding | None) -> str:
    """What a finding says, as a digest for `record_finding(seen=…)`; that of no finding where there is none yet."""
    if finding is None:
        return version()
    return version(
        finding.finding,
        finding.facts,
        finding.reasons,
        finding.basis,
        finding.remedy,
        finding.no_remedy_because,
    )


def point_facts(complaint: Complaint, stage: int) -> tuple[PointFacts, ...]:
    """What stands in the answer to each live point at a stage, for `rules` to judge whether it is complete."""
    found = {finding.point_id: finding for finding in complaint.findings.all() if finding.stage == stage}
    return tuple(
        PointFacts(
            number=point.number,
            finding=found[point.id].finding if point.id in found else "",
            reasons=found[point.id].reasons if point.id in found else "",
            remedy=found[point.id].remedy if point.id in found else "",
            no_remedy_because=found[point.id].no_remedy_because if point.id in found else "",
        )
        for point in live(complaint.points.all())
    )


def extend(
    complaint: Complaint,
    stage: int,
    *,
    until: date,
    reasons: str,
    because: Sequence[str] = (),
    news_every_days: int | None = None,
    good_reason: str = "",
    approved_by: Person | None = None,
    resident_agrees: bool = False,
    by: By,
    at: datetime,
) -> Letter:
    """Takes more time for a stage, once, told today: reason, new date and the Ombudsman's details in the letter.

    Today must be on or before the original due date (2024:6.4, 6.15). Beyond the cap `rules` asks for good reason,
    a senior manager's approval and agreed intervals for news; the clock stays at the cap all the same. `because` are
    the codes of the reasons chosen, which `reasons` explain. Where the landlord promises to take more time only with
    the resident's agreement, the new date counts once that is recorded, on or before the original due date.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(
            Act.EXTEND,
            complaint,
            moment,
            people_of_stage(
                complaint,
                stage,
                by,
                extension=Extension(
                    new_date=until,
                    reasons=reasons,
                    good_reason=good_reason,
                    approved_by=senior_role(complaint.landlord, approved_by, moment.on),
                    news_every_days=news_every_days,
                ),
            ),
        )
        must_be_at(complaint, stage)
        row = stage_row(complaint, stage)
        row.extended_to, row.extended_told_on, row.extension_reasons = until, moment.on, reasons
        row.extension_agreed, row.extension_approved_by = resident_agrees, approved_by
        row.extension_agreed_on = moment.on if resident_agrees else None
        row.extension_needs_agreement = policy_of(complaint.landlord).extension_needs_agreement
        row.extension_because = list(because)
        row.news_every_days = news_every_days
        row.save(
            update_fields=[
                "extended_to",
                "extended_told_on",
                "extension_reasons",
                "extension_agreed",
                "extension_agreed_on",
                "extension_needs_agreement",
                "extension_because",
                "extension_approved_by",
                "news_every_days",
            ]
        )
        letter = issue(complaint, f"stage{stage}_extension", stage, moment)
        note(
            complaint,
            kinds.EXTENDED,
            moment,
            facts={
                "stage": stage,
                "until": until,
                "because": list(because),
                "needs_agreement": row.extension_needs_agreement,
                "approved_by": str(approved_by.id) if approved_by else None,
                "news_every_days": news_every_days,
                "resident_agrees": resident_agrees,
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
            },
            personal={"reasons": reasons, "good_reason": good_reason},
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def answer(complaint: Complaint, stage: int, *, by: By, at: datetime) -> Letter:
    """Issues a stage's answer. Every point needs a finding, reasons, and a remedy or why there is none (2024:6.7).

    The planned promises of that stage become promises on this day. At stage 2 the writer is not one who was
    concerned at stage 1 (2024:6.13).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(
            Act.ANSWER,
            complaint,
            moment,
            people_of_stage(
                complaint,
                stage,
                by,
                points=point_facts(complaint, stage),
                unapproved=unapproved(complaint, stage),
            ),
        )
        must_be_at(complaint, stage)
        row = stage_row(complaint, stage)
        row.answered_on, row.answered_by_id = moment.on, by.person_id
        row.save(update_fields=["answered_on", "answered_by"])
        # What was promised before, in the system that the case was brought from, keeps its day.
        made = list(
            Promise.objects.filter(
                landlord=complaint.landlord, complaint=complaint, stage=stage, promised_on=None
            )
        )
        Promise.objects.filter(id__in=[promise.id for promise in made], landlord=complaint.landlord).update(
            promised_on=moment.on
        )
        decided = Remedy.objects.filter(landlord=complaint.landlord, complaint=complaint, stage=stage)
        decided.update(offered_on=moment.on)
        letter = issue(complaint, f"stage{stage}_response", stage, moment)
        issue_to_households(complaint, letter, moment)
        note(
            complaint,
            kinds.ANSWERED,
            moment,
            facts={
                "stage": stage,
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
                "findings": {
                    str(finding.point.number): finding.finding
                    for finding in complaint.findings.filter(stage=stage).select_related("point")
                },
                "promises": [{"promise": str(promise.id), "due_on": promise.due_on} for promise in made],
                "remedies": [
                    {"remedy": str(one.id), "kind": one.kind, "pence": one.pence} for one in decided
                ],
            },
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def escalate(
    complaint: Complaint,
    *,
    why: str = "",
    wanted_now: str = "",
    points: Sequence[int] = (),
    third_stage_reasons: str = "",
    by: By,
    at: datetime,
) -> Stage:
    """The resident asks for the next stage. No reason is needed (2024:6.12); what they say is kept.

    `third_stage_reasons` are the landlord's, from its self-assessment, where its edition allows a third stage
    only with them (2022:5.17).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        number = max(stage.number for stage in complaint.stages.all()) + 1
        permit(Act.ESCALATE, complaint, moment, What(third_stage_reasons=third_stage_reasons))
        row = Stage.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            number=number,
            asked_on=moment.on,
            why=why,
            wanted_now=wanted_now,
        )
        # A closed case is open again, also where it was closed on this very day. While it was closed no holiday
        # was named on it.
        complaint.closed_on = None
        # Who reviews a further stage is chosen anew: it cannot be who reviewed the one before.
        complaint.reviewer = None
        complaint.save(update_fields=["closed_on", "reviewer"])
        added = name_added_days(complaint, moment.on)
        note(
            complaint,
            kinds.ESCALATED,
            moment,
            facts={"stage": number, "points": list(points), **added}
            | ({"third_stage_reasons": third_stage_reasons} if third_stage_reasons else {}),
            personal={"why": why, "wanted_now": wanted_now},
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return row


def refuse(
    complaint: Complaint,
    stage: int,
    *,
    reasons: str,
    ground: str,
    rests_on: RefusalFacts | None = None,
    by: By,
    at: datetime,
) -> Letter:
    """Declines to accept (stage 1) or to escalate (2), with reasons and the way to the Ombudsman (2024:2.4, 5.11).

    `ground` is one of the edition's; `rests_on` is what has to be recorded for it to hold.
    """
    moment = Moment(at, by)
    resting = replace(rests_on or RefusalFacts(ground), ground=ground)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.REFUSE, complaint, moment, What(reasons=reasons, refusal=resting))
        must_be_at(complaint, stage)
        row = stage_row(complaint, stage)
        row.refused_on, row.refusal_reasons = moment.on, reasons
        row.save(update_fields=["refused_on", "refusal_reasons"])
        letter = issue(complaint, "refusal_to_accept" if stage == 1 else "refusal_to_escalate", stage, moment)
        note(
            complaint,
            kinds.REFUSED,
            moment,
            facts={
                "stage": stage,
                "ground": ground,
                **{
                    name: day.isoformat() for name in kinds.DAYS_OF_REFUSAL if (day := getattr(resting, name))
                },
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
            },
            personal={"reasons": reasons}
            | {name: text for name in kinds.WORDS_OF_REFUSAL if (text := getattr(resting, name))},
        )
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def withdraw(complaint: Complaint, *, reasons: str = "", by: By, at: datetime) -> None:
    """The resident takes the complaint back. Its clocks stop; what was promised stays promised."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.WITHDRAW, complaint, moment)
        complaint.withdrawn_on = moment.on
        complaint.save(update_fields=["withdrawn_on"])
        note(complaint, kinds.WITHDRAWN, moment, personal={"reasons": reasons})
        settle(complaint, moment.on)
        messages.news(complaint, at=at)


def close(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Closes a case that was answered, whose promises are all kept, and from which what it teaches is written down."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        stage = max(one.number for one in complaint.stages.all())
        permit(
            Act.CLOSE,
            complaint,
            moment,
            What(
                promises_open=complaint.promises.filter(promised_on__isnull=False, done_on=None).count(),
                payments_open=payments_open(complaint),
                learned=learned(complaint, stage),
            ),
        )
        complaint.closed_on = moment.on
        complaint.save(update_fields=["closed_on"])
        note(complaint, kinds.CLOSED, moment)
        settle(complaint, moment.on)
        messages.news(complaint, at=at)
