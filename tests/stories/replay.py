"""A case told from its record alone: the events of its chain folded, one after the other, without a look at its rows.

That this gives what the rows say is the proof that the record suffices: the state, every date and every finding can be
had from it, also where somebody would have changed a row behind the acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from putright.complaints.models import (
    AddedDay,
    Complaint,
    Finding,
    Hazard,
    Hold,
    Missed,
    Need,
    Point,
    Promise,
    Remedy,
    ShutOut,
)
from putright.complaints.queries import facts_of
from putright.record import chain
from putright.record.chain import Noted
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts
from putright.rules.hazards import HazardFacts, HazardKind, Seriousness


def day(written: Any) -> date | None:
    return date.fromisoformat(written) if written else None


@dataclass
class Told:
    """What the events of one case say."""

    received_on: date = date.min
    made_on: date | None = None
    edition: str | None = None
    withdrawn_on: date | None = None
    closed_on: date | None = None
    joined_on: date | None = None
    joined_into: str | None = None
    handler: str | None = None
    reviewer: str | None = None
    stages: dict[int, StageFacts] = field(default_factory=dict)
    # By number: under which other point it is answered, if any; and those that went back to their own case.
    points: dict[int, int | None] = field(default_factory=dict)
    gone_back: set[int] = field(default_factory=set)
    findings: dict[tuple[int, int], str] = field(default_factory=dict)
    # Planned, and made: their days; done.
    promises: dict[str, tuple[date, bool, date | None]] = field(default_factory=dict)
    remedies: dict[str, dict[str, Any]] = field(default_factory=dict)
    needs: dict[str, tuple[str, bool]] = field(default_factory=dict)
    holds: dict[str, bool] = field(default_factory=dict)
    added: dict[date, date] = field(default_factory=dict)
    missed: dict[str, date] = field(default_factory=dict)
    shut_out: frozenset[str] = frozenset()
    news_given_on: date | None = None

    def facts(self, closure_days: tuple[tuple[date, str], ...]) -> ComplaintFacts:
        """The facts that `rules` computes every date from."""
        return ComplaintFacts(
            received_on=self.received_on,
            made_on=self.made_on,
            edition=self.edition,
            stages=tuple(self.stages[number] for number in sorted(self.stages)),
            withdrawn_on=self.withdrawn_on,
            closed_on=self.closed_on,
            joined_on=self.joined_on,
            added_holidays=tuple(AddedHoliday(one, self.added[one]) for one in sorted(self.added)),
            closure_days=closure_days,
        )

    def stage(self, number: int, **changed: Any) -> None:
        self.stages[number] = replace(self.stages[number], **changed)

    def holidays(self, facts: Any) -> None:
        """One-off holidays that an event names as counting for the case from now on."""
        for one in facts.get("added_days", ()):
            self.added[date.fromisoformat(one["day"])] = date.fromisoformat(one["added_on"])


def _received(it: Told, e: Noted, f: Any) -> None:
    it.received_on, it.edition = e.happened_on, e.edition
    it.points = dict.fromkeys(range(1, f["points"] + 1))
    it.stages = {1: StageFacts(1, e.happened_on)}
    it.holidays(f)


def _defined(it: Told, e: Noted, f: Any) -> None:
    for number in range(1, f["points"] + 1):
        it.points.setdefault(number, None)


def _acknowledged(it: Told, e: Noted, f: Any) -> None:
    stage = it.stages[f["stage"]]
    first = stage.acknowledged_on if stage.refused_on and stage.acknowledged_on else e.happened_on
    it.stage(f["stage"], acknowledged_on=first, refused_on=None)


def _allocated(it: Told, e: Noted, f: Any) -> None:
    if f["stage"] == 1:
        it.handler = f["person"]
    else:
        it.reviewer = f["person"]


def _extended(it: Told, e: Noted, f: Any) -> None:
    it.stage(
        f["stage"],
        extended_to=day(f["until"]),
        extended_told_on=e.happened_on,
        extension_agreed=f["resident_agrees"],
        extension_agreed_on=e.happened_on if f["resident_agrees"] else None,
        extension_needs_agreement=f["needs_agreement"],
    )


def _replied(it: Told, e: Noted, f: Any) -> None:
    it.stage(f["stage"], extension_agreed=f["agreed"], extension_agreed_on=day(f["agreed_on"]))


def _answered(it: Told, e: Noted, f: Any) -> None:
    it.stage(f["stage"], answered_on=e.happened_on)
    for one in f["promises"]:
        due, _made, done = it.promises[one["promise"]]
        assert due == day(one["due_on"])
        it.promises[one["promise"]] = (due, True, done)
    for one in f["remedies"]:
        it.remedies[one["remedy"]]["offered_on"] = e.happened_on
        assert it.remedies[one["remedy"]]["pence"] == one["pence"]
    for number, finding in f["findings"].items():
        assert it.findings[int(number), f["stage"]] == finding


def _escalated(it: Told, e: Noted, f: Any) -> None:
    it.stages[f["stage"]] = StageFacts(f["stage"], e.happened_on)
    it.closed_on, it.reviewer = None, None
    it.holidays(f)


def _refused(it: Told, e: Noted, f: Any) -> None:
    it.stage(f["stage"], refused_on=e.happened_on)


def _withdrawn(it: Told, e: Noted, f: Any) -> None:
    it.withdrawn_on = e.happened_on


def _closed(it: Told, e: Noted, f: Any) -> None:
    it.closed_on = e.happened_on


def _reopened(it: Told, e: Noted, f: Any) -> None:
    it.closed_on = None


def _holiday(it: Told, e: Noted, f: Any) -> None:
    it.added[date.fromisoformat(f["day"])] = date.fromisoformat(f["added_on"])


def _found(it: Told, e: Noted, f: Any) -> None:
    it.findings[f["point"], f["stage"]] = f["finding"]


def _issue_added(it: Told, e: Noted, f: Any) -> None:
    it.points[f["point"]] = None


def _split(it: Told, e: Noted, f: Any) -> None:
    it.points |= dict.fromkeys(f["new"])


def _under(it: Told, e: Noted, f: Any) -> None:
    it.points[f["point"]] = f["to"]


def _separated(it: Told, e: Noted, f: Any) -> None:
    assert it.points[f["point"]] == f["from"]
    it.points[f["point"]] = None


def _joined(it: Told, e: Noted, f: Any) -> None:
    it.joined_on, it.joined_into = e.happened_on, f["into"]


def _took_in(it: Told, e: Noted, f: Any) -> None:
    under = f.get("under", {})
    for number in f["points"].values():
        it.points[number] = under.get(str(number))


def _taken_apart(it: Told, e: Noted, f: Any) -> None:
    it.joined_on, it.joined_into = None, None
    it.holidays(f)


def _gave_back(it: Told, e: Noted, f: Any) -> None:
    it.gone_back |= set(f["points"])
    for number in f["freed"]:
        it.points[number] = None


def _left_group(it: Told, e: Noted, f: Any) -> None:
    it.made_on, it.edition = day(f["made_on"]), e.edition
    it.handler, it.reviewer = f["handler"], f["reviewer"]
    flags = ("extension_agreed", "extension_needs_agreement")
    for one in f["stages"]:
        facts = {name: one[name] if name in flags else day(one[name]) for name in one if name != "stage"}
        it.stages[one["stage"]] = StageFacts(one["stage"], **facts)
    for one in f["findings"]:
        it.findings[one["point"], one["stage"]] = one["finding"]


def _planned(it: Told, e: Noted, f: Any) -> None:
    it.promises[f["promise"]] = (date.fromisoformat(f["due_on"]), False, None)


def _dropped(it: Told, e: Noted, f: Any) -> None:
    del it.promises[f["promise"]]


def _kept(it: Told, e: Noted, f: Any) -> None:
    due, made, _done = it.promises[f["promise"]]
    it.promises[f["promise"]] = (due, made, e.happened_on)


def _judged(it: Told, e: Noted, f: Any) -> None:
    due, made, done = it.promises[f["promise"]]
    it.promises[f["promise"]] = (due, made, done if f["kept"] else None)


def _remedy(it: Told, e: Noted, f: Any) -> None:
    it.remedies[f["remedy"]] = {
        "kind": f["kind"],
        "stage": f["stage"],
        "pence": f["pence"],
        "needs_approval": f["needs_approval"],
    }


def _remedy_dropped(it: Told, e: Noted, f: Any) -> None:
    del it.remedies[f["remedy"]]


def _remedy_now(column: str, *cleared: str) -> Callable[[Told, Noted, Any], None]:
    def fold(it: Told, e: Noted, f: Any) -> None:
        it.remedies[f["remedy"]] |= {column: e.happened_on} | dict.fromkeys(cleared)

    return fold


def _missed(it: Told, e: Noted, f: Any) -> None:
    it.missed[f["clock"] if "clock" in f else f"promise:{f['promise']}"] = date.fromisoformat(f["due"])


def _conflict(it: Told, e: Noted, f: Any) -> None:
    it.shut_out = frozenset(f["shut_out"])
    for released in f.get("released", ()):
        if released in {"handler", "reviewer"}:
            setattr(it, released, None)


def _need(it: Told, e: Noted, f: Any) -> None:
    it.needs[f["need"]] = ("", False)


def _need_decided(it: Told, e: Noted, f: Any) -> None:
    it.needs[f["need"]] = (f["decision"], False)


def _need_ended(it: Told, e: Noted, f: Any) -> None:
    it.needs[f["need"]] = (it.needs[f["need"]][0], True)


def _held(it: Told, e: Noted, f: Any) -> None:
    it.holds[f["hold"]] = True


def _released(it: Told, e: Noted, f: Any) -> None:
    it.holds[f["hold"]] = False


def _news(it: Told, e: Noted, f: Any) -> None:
    it.news_given_on = e.happened_on


FOLDS: dict[str, Callable[[Told, Noted, Any], None]] = {
    "complaint.received": _received,
    "complaint.defined": _defined,
    "complaint.acknowledged": _acknowledged,
    "complaint.allocated": _allocated,
    "complaint.extended": _extended,
    "complaint.answered": _answered,
    "complaint.escalated": _escalated,
    "complaint.refused": _refused,
    "complaint.withdrawn": _withdrawn,
    "complaint.closed": _closed,
    "complaint.reopened": _reopened,
    "complaint.holiday_added": _holiday,
    "complaint.left_group": _left_group,
    "finding.recorded": _found,
    "point.split": _split,
    "point.added_by_resident": _issue_added,
    "point.joined": _under,
    "point.separated": _separated,
    "case.joined": _joined,
    "case.took_in": _took_in,
    "case.taken_apart": _taken_apart,
    "case.gave_back": _gave_back,
    "promise.drafted": _planned,
    "promise.dropped": _dropped,
    "promise.kept": _kept,
    "promise.judged": _judged,
    "promise.missed": _missed,
    "clock.missed": _missed,
    "more_time.replied": _replied,
    "news.given": _news,
    "remedy.decided": _remedy,
    "remedy.dropped": _remedy_dropped,
    "remedy.approved": _remedy_now("approved_on"),
    "remedy.accepted": _remedy_now("accepted_on", "declined_on"),
    "remedy.declined": _remedy_now("declined_on", "accepted_on"),
    "remedy.paid": _remedy_now("paid_on"),
    "conflict.named": _conflict,
    "conflict.lifted": _conflict,
    "conflict.line_followed": _conflict,
    "need.asked": _need,
    "need.decided": _need_decided,
    "need.ended": _need_ended,
    "hold.placed": _held,
    "hold.lifted": _released,
}


def replayed(complaint: Complaint) -> Told:
    """The case as its events tell it, from the first to the last."""
    it = Told()
    for event in chain.timeline(complaint.landlord_id, ("complaint", complaint.id), personal=False):
        fold = FOLDS.get(event.kind.name)
        if fold is not None:
            fold(it, event, event.facts)
    return it


def as_it_stands(row: Complaint) -> Told:
    """The same of the case's rows; takes it with its facts (`queries.with_facts`)."""
    mine = {"landlord": row.landlord_id, "complaint": row.id}
    facts = facts_of(row)
    points = {one.id: one for one in Point.objects.filter(**mine)}
    return Told(
        received_on=facts.received_on,
        made_on=facts.made_on,
        edition=facts.edition,
        withdrawn_on=facts.withdrawn_on,
        closed_on=facts.closed_on,
        joined_on=facts.joined_on,
        joined_into=str(row.joined_into_id) if row.joined_into_id else None,
        handler=str(row.handler_id) if row.handler_id else None,
        reviewer=str(row.reviewer_id) if row.reviewer_id else None,
        stages={one.number: one for one in facts.stages},
        points={
            one.number: points[one.joined_to_id].number if one.joined_to_id else None
            for one in points.values()
        },
        gone_back={one.number for one in points.values() if one.taken_back_on},
        findings={
            (points[one.point_id].number, one.stage): one.finding for one in Finding.objects.filter(**mine)
        },
        promises={
            str(one.id): (one.due_on, one.promised_on is not None, one.done_on)
            for one in Promise.objects.filter(**mine)
        },
        remedies={str(one.id): _columns(one) for one in Remedy.objects.filter(**mine)},
        needs={str(one.id): (one.decision, one.ended_on is not None) for one in Need.objects.filter(**mine)},
        holds={str(one.id): one.lifted_on is None for one in Hold.objects.filter(**mine)},
        added={one.day: one.added_on for one in AddedDay.objects.filter(**mine)},
        missed={one.what: one.due for one in Missed.objects.filter(**mine)},
        shut_out=frozenset(
            str(one) for one in ShutOut.objects.filter(**mine).values_list("person_id", flat=True)
        ),
        news_given_on=row.news_given_on,
    )


def _columns(remedy: Remedy) -> dict[str, Any]:
    kept = ("kind", "stage", "pence", "needs_approval")
    days = ("offered_on", "approved_on", "accepted_on", "declined_on", "paid_on")
    columns = {name: getattr(remedy, name) for name in kept}
    return columns | {name: value for name in days if (value := getattr(remedy, name)) is not None}


def without_nothing(told: Told) -> dict[str, Any]:
    """Everything that was told, by name, for comparing; what a remedy has not is not there."""
    found = dict(vars(told))
    found["remedies"] = {
        one: {name: value for name, value in columns.items() if value is not None or name == "pence"}
        for one, columns in told.remedies.items()
    }
    return found


def replayed_hazard(hazard: Hazard) -> HazardFacts:
    """A danger as the events of its own chain tell it."""
    it = HazardFacts(opened_at=hazard.opened_at)
    for number, event in enumerate(chain.timeline(hazard.landlord_id, ("hazard", hazard.id), personal=False)):
        f: Any = event.facts
        match event.kind.name:
            case "hazard.opened" if number == 0:
                it = HazardFacts(opened_at=event.noted_at)
            case "hazard.classified":
                it = replace(it, seriousness=Seriousness(f["seriousness"]), kind=HazardKind(f["kind"]))
            case "hazard.investigated":
                it = replace(it, investigated_on=event.happened_on, found=f["found"])
            case "hazard.summary_sent":
                it = replace(it, summary_on=event.happened_on)
            case "hazard.made_safe":
                it = replace(it, safe_at=datetime.fromisoformat(f["at"]))
            case "hazard.work_decided":
                it = replace(it, work_needed=f["needed"])
            case "hazard.work_begun":
                it = replace(it, work_needed=True, work_began_on=event.happened_on)
            case "hazard.closed":
                it = replace(it, closed_at=event.noted_at)
    return it
