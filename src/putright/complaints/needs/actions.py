"""Acts about what somebody needs, what happened because they complained, and limits to contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from putright.complaints import messages
from putright.complaints.actions.shared import Moment, locked, note, permit, roles_of
from putright.complaints.models import Complaint
from putright.complaints.queries import people_of
from putright.record import chain, outbox
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.rules.stages import Role as RoleKind

from . import kinds
from .kinds_of_help import AT_HOME, HELP, SHARED_WITH
from .models import ContactLimit, Need, Reprisal

# A limit that nobody looks at again is a punishment (2024:5.14).
LONGEST_LIMIT = timedelta(days=184)
# Whoever may refuse what somebody needs answers for it.
MAY_REFUSE = frozenset({RoleKind.HOUSING_MANAGER, RoleKind.HEAD_OF_HOUSING})


def record_need(
    complaint: Complaint,
    *,
    kind: str,
    words: str = "",
    shared_with: Sequence[str] = (),
    by: By,
    at: datetime,
) -> Need:
    """Writes down help that somebody asks for, in their words; asked twice it stands once while it is open.

    No proof is asked. Raises Refused for a kind that is none, or something else without a word of what it is.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_NEED, complaint, moment)
        if kind not in HELP or kind == "other" and not words.strip():
            raise Refused("need_without_words", {})
        there = Need.objects.filter(
            landlord=complaint.landlord, complaint=complaint, kind=kind, words=words, ended_on=None
        ).first()
        if there is not None:
            return there
        need = Need.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            kind=kind,
            words=words,
            shared_with=[one for one, _words in SHARED_WITH if one in shared_with],
            asked_on=moment.on,
        )
        note(
            complaint,
            kinds.NEED_ASKED,
            moment,
            facts={"need": str(need.id), "kind": kind, "shared_with": need.shared_with},
            personal={"words": words},
        )
        return need


def decide_need(
    need: Need,
    *,
    decision: str,
    instead: str = "",
    reasons: str = "",
    review_on: date | None = None,
    by: By,
    at: datetime,
) -> None:
    """Agrees, agrees in another way (what is done instead, and why), or refuses (why, by a manager), and tells them.

    May be decided anew, at a review for example. Raises Refused for what is missing, a review that is not to come,
    or a refusal by somebody who may not refuse.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(need.complaint)
        permit(Act.DECIDE_NEED, complaint, moment)
        need = Need.objects.select_for_update().get(landlord=complaint.landlord, id=need.id)
        if need.ended_on is not None:
            raise Refused("need_ended", {"day": need.ended_on})
        if decision == Need.Decision.CHANGED and not (instead.strip() and reasons.strip()):
            raise Refused("need_changed_without_words", {})
        if decision == Need.Decision.REFUSED:
            if not set(roles_of(complaint.landlord, by, moment.on)) & MAY_REFUSE:
                raise Refused("need_refused_by_another", {})
            if not reasons.strip():
                raise Refused("need_refused_without_reasons", {})
        if review_on is not None and review_on <= moment.on:
            raise Refused("review_not_to_come", {"day": review_on})
        before = need.decision
        need.decision, need.decided_on, need.decided_by_id = decision, moment.on, by.person_id
        need.instead, need.reasons, need.review_on = instead, reasons, review_on
        need.save(update_fields=["decision", "decided_on", "decided_by", "instead", "reasons", "review_on"])
        note(
            complaint,
            kinds.NEED_DECIDED,
            moment,
            facts={"need": str(need.id), "decision": decision, "review_on": review_on},
            before={"decision": before} if before else None,
            personal={"instead": instead, "reasons": reasons},
        )
        messages.news(complaint, at=at)


def end_need(need: Need, *, by: By, at: datetime) -> None:
    """Help that is no longer needed ends: a bereavement passes, somebody has moved. What was stays in the record."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(need.complaint)
        permit(Act.RECORD_NEED, complaint, moment)
        need = Need.objects.select_for_update().get(landlord=complaint.landlord, id=need.id)
        if need.ended_on is not None:
            raise Refused("need_ended", {"day": need.ended_on})
        need.ended_on = moment.on
        need.save(update_fields=["ended_on"])
        note(complaint, kinds.NEED_ENDED, moment, facts={"need": str(need.id)})


def record_household(
    complaint: Complaint, *, at_home: Sequence[str], words: str = "", by: By, at: datetime
) -> None:
    """Writes down whom to think about at home; it decides how fast we act, and is no diagnosis."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.RECORD_NEED, complaint, moment)
        complaint.at_home = [code for code, _words in AT_HOME if code in at_home]
        complaint.at_home_words = words
        complaint.save(update_fields=["at_home", "at_home_words"])
        note(
            complaint,
            kinds.HOUSEHOLD_TOLD,
            moment,
            personal={"at_home": complaint.at_home, "words": words},
        )


# Reprisals


def report_reprisal(complaint: Complaint, *, words: str, by: By, at: datetime) -> Reprisal:
    """Writes down that something happened because somebody complained; goes to the Member Responsible for Complaints.

    It stands in a chain of its own, and on no page of the case that the landlord's staff read. The landlord's people
    with that role are told at once that there is one, without a word of what it says. The same words twice in a day
    are one report.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.REPORT_REPRISAL, complaint, moment)
        if not words.strip():
            raise Refused("reprisal_without_words", {})
        there = Reprisal.objects.filter(
            landlord=complaint.landlord, complaint=complaint, words=words, told_on=moment.on, answered_on=None
        ).first()
        if there is not None:
            return there
        reprisal = Reprisal.objects.create(
            landlord=complaint.landlord, complaint=complaint, told_on=moment.on, words=words
        )
        _note_reprisal(reprisal, kinds.REPRISAL_REPORTED.name, moment, {"words": words})
        for person in people_of(complaint.landlord, [RoleKind.MEMBER_RESPONSIBLE], moment.on):
            outbox.send_later(
                complaint.landlord_id,
                to=person.email,
                subject="Somebody reports a reprisal",
                text=(
                    "Somebody has told us that something happened to them because they complained.\n\n"
                    f"Read it: {messages.address(complaint.landlord, 'en', 'complaints:reprisals')}\n"
                ),
                about=("reprisal", reprisal.id),
                at=at,
            )
        return reprisal


def answer_reprisal(reprisal: Reprisal, *, answer: str, by: By, at: datetime) -> None:
    """The Member Responsible for Complaints says what was done; the resident is told that there is news."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(reprisal.complaint)
        permit(Act.ANSWER_REPRISAL, complaint, moment)
        reprisal = Reprisal.objects.select_for_update().get(landlord=complaint.landlord, id=reprisal.id)
        if reprisal.answered_on is not None:
            raise Refused("reprisal_answered", {"day": reprisal.answered_on})
        if not answer.strip():
            raise Refused("reprisal_without_answer", {})
        reprisal.answer, reprisal.answered_on = answer, moment.on
        reprisal.answered_by_id = by.person_id
        reprisal.save(update_fields=["answer", "answered_on", "answered_by"])
        _note_reprisal(reprisal, kinds.REPRISAL_ANSWERED.name, moment, {"answer": answer})
        messages.news(complaint, at=at)


def _note_reprisal(reprisal: Reprisal, kind: str, moment: Moment, personal: dict[str, str]) -> None:
    chain.note(
        landlord_id=reprisal.landlord_id,
        subject=("reprisal", reprisal.id),
        kind=kind,
        by=moment.by,
        at=moment.at,
        on=moment.on,
        personal=personal,
    )


# Limits to contact


def limit_contact(
    complaint: Complaint,
    *,
    limit: str,
    reasons: str,
    needs_considered: str,
    review_on: date,
    warned_on: date | None = None,
    by: By,
    at: datetime,
) -> ContactLimit:
    """Limits how somebody may contact us, with reasons, how their needs were considered, and a day of review.

    Raises Refused where a part is missing, the review is not to come or more than half a year away, or a warning is
    dated after today. It closes nothing: a new complaint, a danger and the Ombudsman stay open to them.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.LIMIT_CONTACT, complaint, moment)
        if not (limit.strip() and reasons.strip() and needs_considered.strip()):
            raise Refused("limit_without_reasons", {}, "5.14")
        if warned_on is not None and warned_on > moment.on:
            raise Refused("warning_to_come", {"day": warned_on})
        _review_in_time(review_on, moment.on)
        made = ContactLimit.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            limit=limit,
            reasons=reasons,
            needs_considered=needs_considered,
            warned_on=warned_on,
            from_on=moment.on,
            review_on=review_on,
            decided_by_id=by.person_id,
        )
        note(
            complaint,
            kinds.CONTACT_LIMITED,
            moment,
            facts={
                "limit": str(made.id),
                "warned_on": warned_on,
                "from_on": moment.on,
                "review_on": review_on,
            },
            personal={"words": limit, "reasons": reasons, "needs_considered": needs_considered},
        )
        messages.news(complaint, at=at)
        return made


def review_limit(limit: ContactLimit, *, keep_until: date | None, reasons: str, by: By, at: datetime) -> None:
    """Looks again at a limit: ends it, or keeps it until another review, with reasons either way."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(limit.complaint)
        permit(Act.LIMIT_CONTACT, complaint, moment)
        limit = ContactLimit.objects.select_for_update().get(landlord=complaint.landlord, id=limit.id)
        if limit.ended_on is not None:
            raise Refused("limit_ended", {"day": limit.ended_on})
        if not reasons.strip():
            raise Refused("limit_without_reasons", {}, "5.14")
        limit.review_notes = reasons
        if keep_until is None:
            limit.ended_on = moment.on
        else:
            _review_in_time(keep_until, moment.on)
            limit.review_on = keep_until
        limit.save(update_fields=["ended_on", "review_on", "review_notes"])
        note(
            complaint,
            kinds.LIMIT_REVIEWED,
            moment,
            facts={"limit": str(limit.id), "kept": keep_until is not None, "review_on": keep_until},
            personal={"reasons": reasons},
        )
        messages.news(complaint, at=at)


def _review_in_time(review_on: date, today: date) -> None:
    if review_on <= today:
        raise Refused("review_not_to_come", {"day": review_on})
    if review_on > today + LONGEST_LIMIT:
        raise Refused("review_too_far", {"day": review_on, "latest": today + LONGEST_LIMIT})
