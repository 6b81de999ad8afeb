"""What is done about a danger: the writer of its steps. Opening and closing one stand in `actions.receiving`.

Each locks the danger, asks `rules.hazards`, writes named fields and one event in the danger's own chain, and settles
the moment that lists sort by. Refused where the danger is closed already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from putright.complaints.actions.shared import Moment, caseworker, hearer
from putright.record import chain
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.rules.errors import Refused
from putright.rules.hazards import HazardKind, Seriousness, Step, check_step

from ..models import Hazard, HazardAttempt
from . import kinds
from .queries import facts_of_hazard, next_due_of

ELSEWHERE = ("accepted", "declined", "waiting")


def classify_hazard(
    hazard: Hazard, *, seriousness: Seriousness, kind: HazardKind, why: str, by: By, at: datetime
) -> None:
    """A person decides how serious a danger is and of which kind, with the reason. May be decided anew."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        if not why.strip():
            raise Refused("hazard_why_missing", {})
        before = {"seriousness": hazard.seriousness, "kind": hazard.kind}
        hazard.seriousness, hazard.kind, hazard.why_so_serious = seriousness.value, kind.value, why
        hazard.classified_at, hazard.classified_by_id = at, by.person_id
        _write(hazard, "seriousness", "kind", "why_so_serious", "classified_at", "classified_by")
        facts = {"seriousness": seriousness.value, "kind": kind.value}
        _note(hazard, kinds.CLASSIFIED, moment, facts=facts, before=before, personal={"why": why})


def record_attempt(
    hazard: Hazard,
    *,
    when: datetime,
    how: str,
    reached: bool,
    notice: str = "",
    summary: str = "",
    by: By,
    at: datetime,
) -> HazardAttempt:
    """Writes down a call or visit about a danger, in vain or not. `notice` says how a visit was announced."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment, anybody=True)
        if when > at:
            raise Refused("hazard_moment_in_future", {})
        if when < hazard.opened_at.replace(second=0, microsecond=0):
            raise Refused("hazard_moment_before_report", {})
        made = HazardAttempt.objects.create(
            landlord_id=hazard.landlord_id,
            hazard=hazard,
            at=when,
            how=how,
            reached=reached,
            notice=notice,
            summary=summary,
            by_id=by.person_id,
        )
        _note(
            hazard,
            kinds.ATTEMPTED,
            moment,
            on=timezone.localdate(when),
            facts={"at": when, "how": how, "reached": reached, "announced": bool(notice.strip())},
            personal={"notice": notice, "summary": summary},
        )
        return made


def investigate_hazard(hazard: Hazard, *, on: date, found: bool, findings: str, by: By, at: datetime) -> None:
    """Writes down that the danger was investigated, whether it is there, and what was seen."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        check_step(facts_of_hazard(hazard), Step.INVESTIGATE, on, moment.on)
        if not findings.strip():
            raise Refused("hazard_findings_missing", {})
        hazard.investigated_on, hazard.found, hazard.findings = on, found, findings
        _write(hazard, "investigated_on", "found", "findings")
        _note(
            hazard, kinds.INVESTIGATED, moment, on=on, facts={"found": found}, personal={"findings": findings}
        )


def send_summary(hazard: Hazard, *, on: date, by: By, at: datetime) -> None:
    """Writes down that the resident was sent the written summary of the investigation."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        check_step(facts_of_hazard(hazard), Step.SUMMARY, on, moment.on)
        hazard.summary_on = on
        _write(hazard, "summary_on")
        _note(hazard, kinds.SUMMARY_SENT, moment, on=on)


def make_hazard_safe(hazard: Hazard, *, when: datetime, how: str, by: By, at: datetime) -> None:
    """Writes down when it was made safe, and how that is known."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        if when > at:
            raise Refused("hazard_moment_in_future", {})
        if when < hazard.opened_at.replace(second=0, microsecond=0):
            raise Refused("hazard_moment_before_report", {})
        if not how.strip():
            raise Refused("hazard_proof_missing", {})
        hazard.safe_at, hazard.made_safe = when, how
        _write(hazard, "safe_at", "made_safe")
        on = timezone.localdate(when)
        _note(hazard, kinds.MADE_SAFE, moment, on=on, facts={"at": when}, personal={"how": how})


def decide_work(hazard: Hazard, *, needed: bool, work: str, by: By, at: datetime) -> None:
    """Says whether further work is needed so that it does not come back, and which, or why none."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        check_step(facts_of_hazard(hazard), Step.DECIDE_WORK, moment.on, moment.on)
        if not work.strip():
            raise Refused("hazard_work_missing", {})
        hazard.work_needed, hazard.work = needed, work
        _write(hazard, "work_needed", "work")
        _note(hazard, kinds.WORK_DECIDED, moment, facts={"needed": needed}, personal={"work": work})


def begin_work(hazard: Hazard, *, on: date, by: By, at: datetime) -> None:
    """Writes down that the further work began."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment)
        check_step(facts_of_hazard(hazard), Step.BEGIN_WORK, on, moment.on)
        hazard.work_needed, hazard.work_began_on = True, on
        _write(hazard, "work_needed", "work_began_on")
        _note(hazard, kinds.WORK_BEGUN, moment, on=on)


def offer_elsewhere(hazard: Hazard, *, answer: str, words: str, by: By, at: datetime) -> None:
    """Writes down that the resident was offered somewhere else to stay, and what they said (one of ELSEWHERE)."""
    moment = Moment(at, by)
    with transaction.atomic():
        hazard = _open(hazard, moment, anybody=True)
        if answer not in ELSEWHERE:
            raise ValueError(answer)
        hazard.elsewhere, hazard.elsewhere_on, hazard.elsewhere_words = answer, moment.on, words
        _write(hazard, "elsewhere", "elsewhere_on", "elsewhere_words")
        _note(hazard, kinds.ELSEWHERE, moment, facts={"answer": answer}, personal={"words": words})


def _open(hazard: Hazard, moment: Moment, *, anybody: bool = False) -> Hazard:
    """The danger as it is now, locked. Refused where it is closed, or to whoever may not do this."""
    locked = Hazard.objects.select_for_update().get(landlord_id=hazard.landlord_id, id=hazard.id)
    (hearer if anybody else caseworker)(locked.landlord, moment, locked.complaint)
    if locked.closed_at is not None:
        raise Refused("hazard_already_closed", {})
    return locked


def _write(hazard: Hazard, *fields: str) -> None:
    hazard.next_due_at = next_due_of(hazard)
    hazard.save(update_fields=[*fields, "next_due_at"])


def _note(
    hazard: Hazard,
    kind: Kind,
    moment: Moment,
    *,
    on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    before: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    chain.note(
        landlord_id=hazard.landlord_id,
        subject=("hazard", hazard.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=on or moment.on,
        facts=facts,
        before=before,
        personal=personal,
    )
