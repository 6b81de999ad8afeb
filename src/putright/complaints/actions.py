"""The acts of casework: the only writer of this room's tables.

Every act is the same: lock the case, make the facts, ask `rules.stages`, write named fields, note one event (all in
one transaction), leave messages in the outbox, settle the copies that lists sort by. An act that is not permitted
raises `putright.rules.stages.Refused` (code, facts, provision) and changes nothing.

Common keywords: `by` says who acts (`By`), `at` is the moment (aware). The day of an act is that moment's day in
England, since the hour does not matter (code-guide C2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from putright.accounts.links import make_link, revoke_links
from putright.accounts.models import Landlord, Person, Role
from putright.record import chain, documents, outbox
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.record.models import Event
from putright.rules import editions, stages
from putright.rules.acceptance import RefusalFacts
from putright.rules.editions import edition_for
from putright.rules.errors import Refused
from putright.rules.stages import Act, Extension, PointFacts, What
from putright.rules.stages import Role as RoleKind

from . import kinds, letters, messages, reference
from .models import (
    AddedDay,
    Complaint,
    Contact,
    Draft,
    Finding,
    Hazard,
    History,
    Letter,
    OneOffHoliday,
    Point,
    Promise,
    Stage,
)
from .queries import ENDED, considered_before, facts_of, standing, with_facts

# Who may be given a stage to answer: a housing manager, or the Head of Housing.
ANSWERERS = frozenset({RoleKind.HOUSING_MANAGER, RoleKind.HEAD_OF_HOUSING})


@dataclass(frozen=True)
class Told:
    """What a person told us when they complained, as the form or a member of staff wrote it down."""

    words: str
    more_points: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    wanted_other: str = ""
    for_whom: str = "me"
    on_behalf_of: str = ""
    relationship: str = ""
    name: str = ""
    called: str = ""
    address: str = ""
    postcode: str = ""
    tenancy_number: str = ""
    contact_ways: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    safe_times: str = ""
    safe_message: bool | None = None
    safe_letters: bool | None = None
    documents_by: str = ""
    spoken_language: str = ""
    written_language: str = "en"
    interpreter: bool = False
    british_sign_language: bool = False


@dataclass(frozen=True)
class Received:
    """What the resident is told when a complaint has been received: the case, and the keys to it, shown once."""

    complaint: Complaint
    passphrase: str
    link_token: str


@dataclass(frozen=True)
class FindingDraft:
    """The answer to a point as its writer has it so far. Empty parts may be saved; a letter needs them all."""

    finding: str
    facts: str = ""
    reasons: str = ""
    basis: str = ""
    remedy: str = ""
    no_remedy_because: str = ""


@dataclass
class _Moment:
    """Who acts and when. `_check` puts in the role that permits the act: a person may hold several."""

    at: datetime
    by: By

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


# Receiving


def raise_complaint(
    landlord: Landlord,
    told: Told,
    *,
    by: By,
    at: datetime,
    channel: str = "web",
    received_on: date | None = None,
    draft: Draft | None = None,
) -> Received:
    """Takes a complaint in. `received_on` is given where it came in on an earlier day than it is written down.

    With a `draft` that was sent already, gives that complaint again and makes no second one; the passphrase is
    then empty, since it is shown once. Everybody may complain, so nothing here is refused.
    """
    moment = _Moment(at, by)
    with transaction.atomic():
        if draft is not None:
            draft = Draft.objects.select_for_update().get(landlord=landlord, id=draft.id)
            if draft.complaint_id is not None:
                return Received(Complaint.objects.get(landlord=landlord, id=draft.complaint_id), "", "")
        day = received_on or moment.on
        edition = edition_for(day, landlord.own_switch_2022)
        passphrase = reference.new_passphrase()
        complaint = Complaint.objects.create(
            landlord=landlord,
            reference=_free_reference(landlord),
            channel=channel,
            received_on=day,
            edition=edition.id if edition else "",
            state=stages.State.RECEIVED.value,
            for_whom=told.for_whom,
            on_behalf_of=told.on_behalf_of,
            relationship=told.relationship,
            name=told.name,
            called=told.called,
            address=told.address,
            postcode=told.postcode,
            tenancy_number=told.tenancy_number,
            contact_ways=list(told.contact_ways),
            phone=told.phone,
            email=told.email,
            safe_times=told.safe_times,
            safe_message=told.safe_message,
            safe_letters=told.safe_letters,
            documents_by=told.documents_by,
            spoken_language=told.spoken_language,
            written_language=told.written_language,
            interpreter=told.interpreter,
            british_sign_language=told.british_sign_language,
            original_words=told.words,
            wanted=list(told.wanted),
            wanted_other=told.wanted_other,
            passphrase=make_password(passphrase),
        )
        Stage.objects.create(landlord=landlord, complaint=complaint, number=1, asked_on=day)
        points = [words for words in (told.words, *told.more_points) if words.strip()]
        Point.objects.bulk_create(
            Point(landlord=landlord, complaint=complaint, number=number, resident_words=words)
            for number, words in enumerate(points, start=1)
        )
        _name_added_days(complaint, day)
        _note(
            complaint,
            kinds.RECEIVED,
            moment,
            on=day,
            facts={
                "channel": channel,
                "reference": complaint.reference,
                "points": len(points),
                "wanted": list(told.wanted),
                "language": told.written_language,
                "for_whom": told.for_whom,
            },
            personal={
                "who": {
                    "name": told.name,
                    "called": told.called,
                    "address": told.address,
                    "postcode": told.postcode,
                    "phone": told.phone,
                    "email": told.email,
                    "on_behalf_of": told.on_behalf_of,
                },
                "words": points,
                "wanted_other": told.wanted_other,
            },
        )
        if draft is not None:
            # The answers now stand in the complaint; kept twice, they would have to be blanked twice.
            Draft.objects.filter(landlord=landlord, id=draft.id).update(complaint=complaint, answers={})
            Hazard.objects.filter(landlord=landlord, draft_id=draft.id).update(complaint=complaint)
        token = make_link(landlord, complaint.id, at=at)
        _settle(complaint, moment.on)
        messages.received(complaint, token, at=at)
        return Received(complaint, passphrase, token)


def _free_reference(landlord: Landlord) -> str:
    while True:
        made = reference.new_reference()
        if not Complaint.objects.filter(landlord=landlord, reference=made).exists():
            return made


def _name_added_days(complaint: Complaint, since: date) -> None:
    """One-off holidays that an operator has added count for clocks that begin on the day `since` too."""
    named = AddedDay.objects.filter(landlord=complaint.landlord, complaint=complaint)
    AddedDay.objects.bulk_create(
        AddedDay(
            landlord=complaint.landlord,
            complaint=complaint,
            day=holiday.day,
            name=holiday.name,
            added_on=holiday.added_on,
        )
        for holiday in OneOffHoliday.objects.filter(day__gt=since).exclude(day__in=named.values("day"))
    )


def save_draft(draft: Draft, page: str, answers: dict[str, Any]) -> bool:
    """Keeps one page's answers in the resident's draft, beside those of the other pages.

    False, and nothing is kept, where the form was sent meanwhile, in another tab: nobody would read them there.
    """
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(landlord_id=draft.landlord_id, id=draft.id)
        draft.answers, draft.complaint_id = locked.answers, locked.complaint_id
        if locked.complaint_id is not None:
            return False
        locked.answers[page] = answers
        locked.save(update_fields=["answers"])
        return True


def seal_passphrase(draft: Draft, sealed: str) -> None:
    """Keeps the passphrase beside a form that was sent, for the browser that sent it: see `drafts`."""
    Draft.objects.filter(landlord_id=draft.landlord_id, id=draft.id).update(answers={"passphrase": sealed})


def begin_draft(landlord: Landlord, key: str, language: str, *, at: datetime) -> Draft:
    """Begins a form. `key` is the digest of the secret in the resident's cookie."""
    return Draft.objects.create(
        landlord=landlord,
        key=key,
        language=language,
        begun_at=at,
        expires_at=at + timedelta(days=landlord.draft_days),
    )


def open_hazard(
    landlord: Landlord,
    *,
    draft: Draft | None = None,
    complaint: Complaint | None = None,
    danger: str,
    by: By,
    at: datetime,
    what: Sequence[str] = (),
    words: str = "",
    phone: str = "",
    has_called: bool = False,
) -> Hazard:
    """Writes down that somebody may be in danger, at once, and alerts the landlord. Twice for one form is once.

    A second call for the same draft adds what the resident ticked since.
    """
    with transaction.atomic():
        found = (
            Hazard.objects.select_for_update().filter(landlord=landlord, draft=draft, closed_at=None).first()
            if draft is not None
            else None
        )
        if found is not None:
            before = (found.kinds, found.words, found.phone, found.has_called)
            found.danger, found.kinds, found.words = danger, list(what), words
            found.phone, found.has_called = phone, has_called
            if before == (found.kinds, found.words, found.phone, found.has_called):
                return found
            found.save(update_fields=["danger", "kinds", "words", "phone", "has_called"])
            hazard = found
        else:
            hazard = Hazard.objects.create(
                landlord=landlord,
                draft=draft,
                complaint=complaint,
                danger=danger,
                kinds=list(what),
                words=words,
                phone=phone,
                has_called=has_called,
                opened_at=at,
            )
        chain.note(
            landlord_id=landlord.id,
            subject=("hazard", hazard.id),
            kind=kinds.HAZARD_OPENED.name,
            by=by,
            at=at,
            on=timezone.localdate(at),
            facts={"danger": danger, "kinds": list(what), "has_called": has_called, "call_back": bool(phone)},
            personal={"phone": phone, "words": words},
        )
        messages.hazard(landlord, hazard)
        return hazard


def close_hazard(hazard: Hazard, outcome: str, *, by: By, at: datetime) -> None:
    """Ends a hazard with what was done about it. Refused without a word of what was done."""
    moment = _Moment(at, by)
    with transaction.atomic():
        locked = Hazard.objects.select_for_update().get(landlord=hazard.landlord, id=hazard.id)
        _caseworker(hazard.landlord, moment)
        if not outcome.strip():
            raise Refused("hazard_outcome_missing", {})
        if locked.closed_at is not None:
            raise Refused("hazard_already_closed", {})
        locked.closed_at, locked.outcome = at, outcome
        locked.closed_by_id = by.person_id
        locked.save(update_fields=["closed_at", "outcome", "closed_by"])
        chain.note(
            landlord_id=hazard.landlord_id,
            subject=("hazard", hazard.id),
            kind=kinds.HAZARD_CLOSED.name,
            by=by,
            at=at,
            on=moment.on,
            personal={"outcome": outcome},
        )


# Stage work


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
    With `seen` (a `definition_version`) raises Overtaken where somebody has changed the definition since.
    """
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        there = {point.number: point for point in complaint.points.all()}
        worded = [
            PointFacts(number)
            for number, words in enumerate(points, start=1)
            if words.strip() or number in there
        ]
        _check(Act.DEFINE, complaint, moment, What(points=worded))
        if seen is not None and seen != definition_version(complaint):
            raise Overtaken
        for number, words in enumerate(points, start=1):
            if number in there:
                there[number].words = words
                there[number].save(update_fields=["words"])
            elif words.strip():
                Point.objects.create(
                    landlord=complaint.landlord, complaint=complaint, number=number, words=words
                )
        complaint.outcomes, complaint.outside = outcomes, outside
        complaint.save(update_fields=["outcomes", "outside"])
        _note(
            complaint,
            kinds.DEFINED,
            moment,
            facts={"points": len(points)},
            personal={"wordings": list(points), "outcomes": outcomes, "outside": outside},
        )


def acknowledge(complaint: Complaint, stage: int, *, by: By, at: datetime) -> Letter:
    """Acknowledges and logs a stage: issues its letter. Needs the definition (2024:5.6, 6.2, 6.11)."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(
            Act.ACKNOWLEDGE,
            complaint,
            moment,
            # A point counts as defined when it stands in our words: the letter says what we understand.
            What(
                points=[PointFacts(point.number) for point in complaint.points.all() if point.words.strip()]
            ),
        )
        _current(complaint, stage)
        unworded = [point.number for point in complaint.points.all() if not point.words.strip()]
        if unworded:
            raise Refused("point_without_wording", {"points": unworded})
        row = _stage(complaint, stage)
        if row.refused_on is None or row.acknowledged_on is None:
            row.acknowledged_on, row.acknowledged_by_id = moment.on, by.person_id
        # Taken up after it was refused: the refusal stands in the record, and the stage was acknowledged when it was.
        row.refused_on = None
        row.save(update_fields=["acknowledged_on", "acknowledged_by", "refused_on"])
        letter = _issue(complaint, f"stage{stage}_acknowledgement", stage, moment)
        _note(
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
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def allocate(complaint: Complaint, person: Person, *, by: By, at: datetime, stage: int) -> None:
    """Gives a stage to the person who will answer it: at stage 2 somebody who was not concerned at stage 1."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(
            Act.ALLOCATE,
            complaint,
            moment,
            What(person=person.id, considered_before=considered_before(complaint, stage)),
        )
        _current(complaint, stage)
        if not set(roles_of(complaint.landlord, By.staff(person.id, ""), moment.on)) & ANSWERERS:
            raise Refused("cannot_answer", {})
        if stage == 1:
            complaint.handler = person
            complaint.save(update_fields=["handler"])
        else:
            complaint.reviewer = person
            complaint.save(update_fields=["reviewer"])
        _note(complaint, kinds.ALLOCATED, moment, facts={"stage": stage, "person": str(person.id)})


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
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(Act.RECORD_CONTACT, complaint, moment, happened_on=on)
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
        _note(
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
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(Act.FIND, complaint, moment, _person(complaint, stage, by))
        _current(complaint, stage)
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
        _note(
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


def plan_promise(
    complaint: Complaint,
    stage: int,
    *,
    action: str,
    due_on: date,
    owner: Person | None,
    point: Point | None = None,
    by: By,
    at: datetime,
) -> Promise:
    """Plans what the letter will promise: what, by when, and who sees to it. The letter makes it a promise."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(Act.PROMISE, complaint, moment, _person(complaint, stage, by))
        _current(complaint, stage)
        if due_on < moment.on:
            raise Refused("promise_for_a_day_past", {"day": due_on})
        promise = Promise.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            point=point,
            stage=stage,
            action=action,
            owner=owner,
            due_on=due_on,
        )
        _note(
            complaint,
            kinds.PROMISE_DRAFTED,
            moment,
            facts={"promise": str(promise.id), "stage": stage, "due_on": due_on},
            personal={"action": action},
        )
        return promise


def drop_promise(promise: Promise, *, by: By, at: datetime) -> None:
    """Takes a planned promise out again. What a letter has promised cannot be taken back."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        if promise.promised_on is not None:
            raise Refused("promise_already_made", {})
        _check(Act.PROMISE, complaint, moment, _person(complaint, promise.stage, by))
        _note(complaint, kinds.PROMISE_DROPPED, moment, facts={"promise": str(promise.id)})
        promise.delete()


def extend(
    complaint: Complaint,
    stage: int,
    *,
    until: date,
    reasons: str,
    news_every_days: int | None = None,
    good_reason: str = "",
    approved_by: Person | None = None,
    resident_agrees: bool = False,
    by: By,
    at: datetime,
) -> Letter:
    """Takes more time for a stage, once, told today: reason, new date and the Ombudsman's details in the letter.

    Today must be on or before the original due date (2024:6.4, 6.15). Beyond the cap `rules` asks for good reason,
    a senior manager's approval and agreed intervals for news; the clock stays at the cap all the same.
    """
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(
            Act.EXTEND,
            complaint,
            moment,
            _person(
                complaint,
                stage,
                by,
                extension=Extension(
                    new_date=until,
                    reasons=reasons,
                    good_reason=good_reason,
                    approved_by=_senior(complaint.landlord, approved_by, moment.on),
                    news_every_days=news_every_days,
                ),
            ),
        )
        _current(complaint, stage)
        row = _stage(complaint, stage)
        row.extended_to, row.extended_told_on, row.extension_reasons = until, moment.on, reasons
        row.extension_agreed, row.extension_approved_by = resident_agrees, approved_by
        row.news_every_days = news_every_days
        row.save(
            update_fields=[
                "extended_to",
                "extended_told_on",
                "extension_reasons",
                "extension_agreed",
                "extension_approved_by",
                "news_every_days",
            ]
        )
        letter = _issue(complaint, f"stage{stage}_extension", stage, moment)
        _note(
            complaint,
            kinds.EXTENDED,
            moment,
            facts={
                "stage": stage,
                "until": until,
                "approved_by": str(approved_by.id) if approved_by else None,
                "news_every_days": news_every_days,
                "resident_agrees": resident_agrees,
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
            },
            personal={"reasons": reasons, "good_reason": good_reason},
        )
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def answer(complaint: Complaint, stage: int, *, by: By, at: datetime) -> Letter:
    """Issues a stage's answer. Every point needs a finding, reasons, and a remedy or why there is none (2024:6.7).

    The planned promises of that stage become promises on this day. At stage 2 the writer is not one who was
    concerned at stage 1 (2024:6.13).
    """
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(
            Act.ANSWER,
            complaint,
            moment,
            _person(complaint, stage, by, points=point_facts(complaint, stage)),
        )
        _current(complaint, stage)
        row = _stage(complaint, stage)
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
        letter = _issue(complaint, f"stage{stage}_response", stage, moment)
        _note(
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
            },
        )
        _settle(complaint, moment.on)
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
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        number = max(stage.number for stage in complaint.stages.all()) + 1
        _check(Act.ESCALATE, complaint, moment, What(third_stage_reasons=third_stage_reasons))
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
        _name_added_days(complaint, moment.on)
        _note(
            complaint,
            kinds.ESCALATED,
            moment,
            facts={"stage": number, "points": list(points)}
            | ({"third_stage_reasons": third_stage_reasons} if third_stage_reasons else {}),
            personal={"why": why, "wanted_now": wanted_now},
        )
        _settle(complaint, moment.on)
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
    moment = _Moment(at, by)
    resting = replace(rests_on or RefusalFacts(ground), ground=ground)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(Act.REFUSE, complaint, moment, What(reasons=reasons, refusal=resting))
        _current(complaint, stage)
        row = _stage(complaint, stage)
        row.refused_on, row.refusal_reasons = moment.on, reasons
        row.save(update_fields=["refused_on", "refusal_reasons"])
        letter = _issue(
            complaint, "refusal_to_accept" if stage == 1 else "refusal_to_escalate", stage, moment
        )
        _note(
            complaint,
            kinds.REFUSED,
            moment,
            facts={
                "stage": stage,
                "ground": ground,
                **{
                    name: day.isoformat()
                    for name in kinds.DAYS_OF_REFUSAL
                    if (day := getattr(resting, name))
                },
                "letter": str(letter.id),
                "html": letter.html.sha256,
                "pdf": letter.pdf.sha256,
            },
            personal={"reasons": reasons}
            | {name: text for name in kinds.WORDS_OF_REFUSAL if (text := getattr(resting, name))},
        )
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)
        return letter


def withdraw(complaint: Complaint, *, reasons: str = "", by: By, at: datetime) -> None:
    """The resident takes the complaint back. Its clocks stop; what was promised stays promised."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(Act.WITHDRAW, complaint, moment)
        complaint.withdrawn_on = moment.on
        complaint.save(update_fields=["withdrawn_on"])
        _note(complaint, kinds.WITHDRAWN, moment, personal={"reasons": reasons})
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)


def keep_promise(promise: Promise, *, on: date, proof: str, by: By, at: datetime) -> None:
    """Writes down that a promise was kept on the day `on`, and how that is known."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        _check(Act.KEEP_PROMISE, complaint, moment, happened_on=on)
        if promise.promised_on is None:
            raise Refused("promise_not_made_yet", {})
        if promise.done_on is not None:
            raise Refused("promise_done_already", {"day": promise.done_on})
        if on < promise.promised_on:
            raise Refused("promise_done_before_made", {"day": on, "before": promise.promised_on})
        if not proof.strip():
            raise Refused("promise_without_proof", {})
        promise.done_on, promise.proof, promise.resident_says = on, proof, ""
        promise.save(update_fields=["done_on", "proof", "resident_says"])
        _note(
            complaint,
            kinds.PROMISE_KEPT,
            moment,
            on=on,
            facts={"promise": str(promise.id), "due_on": promise.due_on},
            personal={"proof": proof},
        )
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)


def judge_promise(promise: Promise, *, kept: bool, by: By, at: datetime) -> None:
    """The resident says whether a promise was kept. "No" opens the promise again, and with it a closed case."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(promise.complaint)
        promise = Promise.objects.select_for_update().get(landlord=complaint.landlord, id=promise.id)
        roles_of(complaint.landlord, by, moment.on)
        if promise.promised_on is None or promise.done_on is None:
            raise Refused("promise_not_done_yet", {})
        if promise.resident_says == ("kept" if kept else "not_kept"):
            return
        promise.resident_says = "kept" if kept else "not_kept"
        fields = ["resident_says"]
        if not kept:
            promise.done_on = None
            fields.append("done_on")
        promise.save(update_fields=fields)
        _note(complaint, kinds.PROMISE_JUDGED, moment, facts={"promise": str(promise.id), "kept": kept})
        if not kept and complaint.closed_on is not None:
            _reopen(complaint, moment, because="promise_not_kept")
        _settle(complaint, moment.on)


def close(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Closes a case that was answered and whose promises are all kept."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _check(
            Act.CLOSE,
            complaint,
            moment,
            What(promises_open=complaint.promises.filter(promised_on__isnull=False, done_on=None).count()),
        )
        complaint.closed_on = moment.on
        complaint.save(update_fields=["closed_on"])
        _note(complaint, kinds.CLOSED, moment)
        _settle(complaint, moment.on)
        messages.news(complaint, at=at)


def _reopen(complaint: Complaint, moment: _Moment, *, because: str) -> None:
    complaint.closed_on = None
    complaint.save(update_fields=["closed_on"])
    _note(complaint, kinds.REOPENED, moment, facts={"because": because})


# Access of residents


def renew_access(complaint: Complaint, *, by: By, at: datetime) -> Received:
    """Gives the resident a new passphrase and link, and takes every older link back."""
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        _caseworker(complaint.landlord, moment)
        passphrase = reference.new_passphrase()
        complaint.passphrase = make_password(passphrase)
        complaint.save(update_fields=["passphrase"])
        revoke_links(complaint.landlord, complaint.id)
        # The browser that sent the form is let in again by it: that ends too.
        Draft.objects.filter(landlord=complaint.landlord, complaint=complaint).update(expires_at=at)
        token = make_link(complaint.landlord, complaint.id, at=at)
        _note(complaint, kinds.ACCESS_RENEWED, moment)
        return Received(complaint, passphrase, token)


def passphrase_opens(complaint: Complaint | None, typed: str) -> bool:
    """Whether `typed` is the passphrase of the case. An unknown case takes as long as a wrong passphrase."""
    stored = complaint.passphrase if complaint and complaint.passphrase else make_password(None)
    if complaint is None or not complaint.passphrase:
        make_password(typed)
        return False
    return check_password(reference.tidy_passphrase(typed), stored)


# The calendar and the record


def add_holiday(landlord: Landlord, holiday: OneOffHoliday, *, by: By, at: datetime) -> int:
    """Names a one-off holiday on every open case of a landlord, by an event with the old and the new date.

    Gives how many cases it was named on. Closed cases never move. Safe to run twice.
    """
    moment = _Moment(at, by)
    named = 0
    ids = list(
        Complaint.objects.filter(landlord=landlord, received_on__lt=holiday.day)
        .exclude(state__in=ENDED)
        .exclude(added_days__day=holiday.day)
        .order_by("id")
        .values_list("id", flat=True)
    )
    for start in range(0, len(ids), 500):
        with transaction.atomic():
            rows = with_facts(
                Complaint.objects.select_for_update(of=("self",)).filter(
                    landlord=landlord, id__in=ids[start : start + 500]
                )
            )
            for complaint in rows:
                before = standing(complaint, moment.on).next
                AddedDay.objects.create(
                    landlord=landlord,
                    complaint=complaint,
                    day=holiday.day,
                    name=holiday.name,
                    added_on=holiday.added_on,
                )
                fresh = with_facts(Complaint.objects.filter(landlord=landlord)).get(id=complaint.id)
                after = standing(fresh, moment.on).next
                _note(
                    complaint,
                    kinds.HOLIDAY_ADDED,
                    moment,
                    facts={
                        "day": holiday.day,
                        "name": holiday.name,
                        "clock": after.id if after else None,
                        "due": after.due if after else None,
                    },
                    before={"due": before.due if before else None},
                )
                _settle(fresh, moment.on)
                named += 1
            # Naming a holiday is no work on the case: a second run of its import still goes on from here.
            History.objects.filter(landlord=landlord, complaint__in=[one.id for one in rows]).update(
                events=F("events") + 1
            )
    return named


def blank_personal_text(complaint: Complaint, *, reason: str, by: By, at: datetime) -> None:
    """Removes names, addresses and free text from the case and its record, for good; dates and findings stay.

    The record's chain stays whole: each blanking is an event, and `verify` says what was blanked. Only an ended
    case may be blanked. What was issued stays: the files of letters, by their digest in the record, still hold the
    words, and nothing removes them yet.
    """
    moment = _Moment(at, by)
    with transaction.atomic():
        complaint = _locked(complaint)
        roles_of(complaint.landlord, by, moment.on)
        if complaint.state not in ENDED:
            raise Refused("case_not_ended", {})
        dangers = Hazard.objects.filter(landlord=complaint.landlord, complaint=complaint).order_by("id")
        subjects = [("complaint", complaint.id), *(("hazard", hazard.id) for hazard in dangers)]
        for subject in subjects:
            for noted in chain.timeline(complaint.landlord_id, subject):
                if noted.personal:
                    event = Event.objects.get(landlord_id=complaint.landlord_id, id=noted.id)
                    chain.blank(event, noted.personal, by=by, at=at, on=moment.on, reason=reason)
        empty = dict.fromkeys(
            (
                "name called on_behalf_of relationship address postcode tenancy_number phone email safe_times "
                "original_words wanted_other outcomes outside passphrase"
            ).split(),
            "",
        )
        Complaint.objects.filter(landlord=complaint.landlord, id=complaint.id).update(blanked_at=at, **empty)
        mine: dict[str, Any] = {"landlord": complaint.landlord, "complaint": complaint}
        Point.objects.filter(**mine).update(resident_words="", words="")
        Finding.objects.filter(**mine).update(facts="", reasons="", basis="", remedy="", no_remedy_because="")
        Promise.objects.filter(**mine).update(action="", proof="")
        Contact.objects.filter(**mine).update(who="", summary="")
        Stage.objects.filter(**mine).update(extension_reasons="", refusal_reasons="", why="", wanted_now="")
        Hazard.objects.filter(**mine).update(words="", phone="", outcome="")
        Letter.objects.filter(**mine).update(content={})
        History.objects.filter(**mine).update(row={})
        outbox.forget(complaint.landlord_id, ("complaint", complaint.id))
        revoke_links(complaint.landlord, complaint.id)
        _note(complaint, kinds.BLANKED, moment, facts={"reason": reason})


# Looking before one acts


class Overtaken(Exception):
    """Somebody has changed the same text since the page was opened. Nothing was written over."""


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


def version(*parts: object) -> str:
    """A short digest by which a page says what it has seen. The same parts give the same digest."""
    return hashlib.sha256(chain.canonical([str(part) for part in parts]).encode()).hexdigest()[:24]


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


def definition_version(complaint: Complaint) -> str:
    """What a definition says, as a digest for `define(seen=…)`."""
    return version(
        complaint.outcomes,
        complaint.outside,
        *(point.words for point in sorted(complaint.points.all(), key=lambda one: one.number)),
    )


# What acts share


def _locked(complaint: Complaint) -> Complaint:
    """The case as it is now, locked until the transaction ends, so that two people's acts come one after the other."""
    return with_facts(
        Complaint.objects.select_for_update(of=("self",)).filter(landlord=complaint.landlord)
    ).get(id=complaint.id)


def _check(
    act: Act,
    complaint: Complaint,
    moment: _Moment,
    what: What | None = None,
    *,
    happened_on: date | None = None,
) -> None:
    """Asks `rules` whether the act may be done. The person's roles are read here, whatever the page believed."""
    facts = facts_of(complaint)
    edition = editions.edition(complaint.edition) if complaint.edition else None
    roles = roles_of(complaint.landlord, moment.by, moment.on)
    allowed = [role for role in roles if act in stages.permitted(stages.state(facts), role, edition)]
    role = (allowed or roles)[0]
    moment.by = replace(moment.by, role=role.value)
    stages.check(act, role=role, facts=facts, on=moment.on, happened_on=happened_on, what=what)


def roles_of(landlord: Landlord, by: By, on: date) -> list[RoleKind]:
    """The roles in which `by` may act at the landlord on that day; Refused for a person who holds none there."""
    if by.kind != "staff" or by.person_id is None:
        return [RoleKind.RESIDENT]
    held = Role.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        landlord=landlord,
        person_id=by.person_id,
        person__is_active=True,
    ).values_list("kind", flat=True)
    roles = sorted(RoleKind(kind) for kind in held)
    if not roles:
        raise Refused("no_role_here", {})
    return roles


def _caseworker(landlord: Landlord, moment: _Moment) -> None:
    """Refuses an act of the landlord's that the rules do not speak of to all but those who work on its cases."""
    if not set(roles_of(landlord, moment.by, moment.on)) - {RoleKind.RESIDENT, RoleKind.LANDLORD_ADMIN}:
        raise Refused("no_role_here", {})


def _stage(complaint: Complaint, number: int) -> Stage:
    return next(stage for stage in complaint.stages.all() if stage.number == number)


def _person(complaint: Complaint, stage: int, by: By, **more: Any) -> What:
    """What `rules` asks about people: who acts, who answers this stage, who considered an earlier one."""
    answers = complaint.handler_id if stage == 1 else complaint.reviewer_id
    return What(
        person=by.person_id,
        answers_stage=answers,
        considered_before=considered_before(complaint, stage),
        **more,
    )


def _current(complaint: Complaint, stage: int) -> None:
    """Refuses work on another stage than the one the case is at: a page left open while the case went on."""
    at = max(one.number for one in complaint.stages.all())
    if stage != at:
        raise Refused("another_stage", {"stage": at})


def _senior(landlord: Landlord, person: Person | None, on: date) -> RoleKind | None:
    """The senior role in which `person` may approve, or None."""
    if person is None:
        return None
    held = set(roles_of(landlord, By.staff(person.id, ""), on)) & stages.SENIOR_MANAGERS
    return next(iter(held), None)


def point_facts(complaint: Complaint, stage: int) -> tuple[PointFacts, ...]:
    """What stands in the answer to each point at a stage, for `rules` to judge whether it is complete."""
    found = {finding.point_id: finding for finding in complaint.findings.filter(stage=stage)}
    return tuple(
        PointFacts(
            number=point.number,
            finding=found[point.id].finding if point.id in found else "",
            reasons=found[point.id].reasons if point.id in found else "",
            remedy=found[point.id].remedy if point.id in found else "",
            no_remedy_because=found[point.id].no_remedy_because if point.id in found else "",
        )
        for point in complaint.points.all()
    )


def _issue(complaint: Complaint, kind: str, stage: int, moment: _Moment) -> Letter:
    """Composes, checks and freezes a letter. One that lacks a block the Code asks for is refused (issue of law)."""
    complaint = with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    writer = Person.objects.filter(id=moment.by.person_id).first() if moment.by.person_id else None
    content = letters.compose(
        complaint, kind, stage, on=moment.on, language=messages.language_of(complaint), writer=writer
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
    name = f"{complaint.reference}-{kind.replace('_', '-')}"
    return Letter.objects.create(
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
            data=letters.pdf(content),
            at=moment.at,
        ),
        issued_at=moment.at,
        issued_by=writer,
    )


def _note(
    complaint: Complaint,
    kind: Kind,
    moment: _Moment,
    *,
    on: date | None = None,
    facts: dict[str, Any] | None = None,
    before: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
) -> None:
    chain.note(
        landlord_id=complaint.landlord_id,
        subject=("complaint", complaint.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=on or moment.on,
        facts=facts,
        before=before,
        personal=personal,
        edition=complaint.edition or None,
    )


def _settle(complaint: Complaint, on: date) -> None:
    """Writes the two copies that lists sort and filter by, from the facts as they now are."""
    fresh = with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    stands = standing(fresh, on)
    complaint.state, complaint.next_due_on = stands.state.value, stands.next_due_on
    Complaint.objects.filter(landlord=complaint.landlord, id=complaint.id).update(
        state=complaint.state, next_due_on=complaint.next_due_on
    )


def settle_all(landlord: Landlord, complaints: Iterable[Complaint], on: date) -> None:
    """The same for many cases at once, after an import: one statement for each thousand."""
    rows = []
    for complaint in complaints:
        stands = standing(complaint, on)
        complaint.state, complaint.next_due_on = stands.state.value, stands.next_due_on
        rows.append(complaint)
    Complaint.objects.bulk_update(rows, ["state", "next_due_on"], batch_size=1000)


def remove_expired_drafts(landlord_id: UUID, now: datetime) -> int:
    """Removes forms that were never sent and are past their lifetime; gives how many.

    One that opened a hazard stays until that is dealt with: it may be all there is to find the person by.
    """
    rows = Draft.objects.filter(landlord_id=landlord_id, complaint=None, expires_at__lte=now)
    kept = Hazard.objects.filter(landlord_id=landlord_id, draft__isnull=False).values("draft_id")
    return rows.exclude(id__in=kept).delete()[0]
