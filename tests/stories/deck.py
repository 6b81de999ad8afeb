"""Every act of the product as a card: drawn at random, played on whatever the case holds at that moment.

A card looks at the case and gives what would be done, or None where there is nothing to do it to. What it would do is
mostly sensible and sometimes not: a day to come, a text left empty, another stage. Whether it may be done, by this
person and now, is for the act to say.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.utils import timezone

from putright.accounts.models import Body, Person
from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Origin
from putright.complaints.afterwards import actions as afterwards
from putright.complaints.awareness import actions as awareness
from putright.complaints.conflicts import actions as conflicts
from putright.complaints.correspondence import actions as correspondence
from putright.complaints.correspondence.actions import Reach
from putright.complaints.drafting import actions as drafting
from putright.complaints.evidence import actions as evidence
from putright.complaints.evidence.actions import Answer, Question, Upload
from putright.complaints.evidence.copies import Box
from putright.complaints.groups import actions as groups
from putright.complaints.groups.actions import Household
from putright.complaints.hazards import actions as hazards
from putright.complaints.homes import actions as homes
from putright.complaints.intake import actions as intake
from putright.complaints.intake.actions import Came, Danger
from putright.complaints.keeping import actions as keeping
from putright.complaints.learning import actions as learning
from putright.complaints.learning.actions import Lesson
from putright.complaints.linking import actions as linking
from putright.complaints.models import (
    Absence,
    Campaign,
    CaseFile,
    CaseMessage,
    Complaint,
    Confided,
    ContactLimit,
    DataQuestion,
    Draft,
    EvidenceRequest,
    Finding,
    GroupMember,
    Hazard,
    Hold,
    Home,
    Invitation,
    Learning,
    LetterCheck,
    MoreTimeReply,
    Need,
    OneOffHoliday,
    Point,
    Promise,
    Remedy,
    Removal,
    Representative,
    Reprisal,
    Restriction,
    SavedSearch,
    ServiceRequest,
    ToTell,
    Worry,
)
from putright.complaints.more_time import actions as more_time
from putright.complaints.needs import actions as needs
from putright.complaints.news import actions as news
from putright.complaints.pack import actions as pack
from putright.complaints.points import actions as points
from putright.complaints.queries import current_stage
from putright.complaints.remedies import actions as remedies
from putright.complaints.remedies.actions import RemedyDraft
from putright.complaints.representatives import actions as representatives
from putright.complaints.representatives.actions import Named
from putright.complaints.returning import actions as returning
from putright.complaints.understanding import actions as understanding
from putright.complaints.worklist import actions as worklist
from putright.complaints.worries import actions as worries
from putright.record.chain import By
from putright.record.models import Message
from putright.rules.acceptance import RefusalFacts
from putright.rules.hazards import Ending, HazardKind, Seriousness
from putright.rules.stages import State
from tests.access.world import told
from tests.cast import Cast
from tests.complaints.evidence_files import jpeg, pdf

# Stands in every text that is typed here, so that it can be looked for where no text may be.
MARK = "quillwort"
T = TypeVar("T")
Do = Callable[[By], object]
STAGED = {
    State.RECEIVED: 1,
    State.ACKNOWLEDGED: 1,
    State.STAGE2_ASKED: 2,
    State.STAGE2_ACKNOWLEDGED: 2,
    State.STAGE3_ASKED: 3,
    State.STAGE3_ACKNOWLEDGED: 3,
}


@dataclass
class Play:
    """One step: the case that it is about, the moment, and the dice."""

    cast: Cast
    case: Complaint
    at: datetime
    dice: random.Random

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)

    @property
    def landlord(self) -> Any:
        return self.cast.landlord

    @property
    def mine(self) -> dict[str, Any]:
        """What picks the rows of the case."""
        return {"landlord": self.landlord, "complaint": self.case}

    @property
    def stage(self) -> int:
        """The stage that the case is at; now and then another one, as on a page left open."""
        at = current_stage(self.case).number
        return self.dice.choice((1, 2, 3)) if self.seldom(0.04) else at

    def seldom(self, chance: float) -> bool:
        return self.dice.random() < chance

    def text(self, empty: float = 0.06) -> str:
        """A few words; now and then none."""
        if self.seldom(empty):
            return self.dice.choice(("", "  "))
        return f"{MARK} {self.dice.choice(('the roof', 'the boiler', 'the letter', 'the visit'))} was late."

    def words(self) -> str:
        return self.text(empty=0)

    def past(self) -> date:
        """Mostly today; now and then a day before, or one to come."""
        return self.on - timedelta(days=self.dice.choice((0, 0, 0, 0, 1, 3, 9, -1)))

    def later(self) -> date:
        """Mostly a day to come; now and then one that is past, or far away."""
        return self.on + timedelta(days=self.dice.choice((1, 2, 3, 5, 8, 13, 21, 34, 60, 400, 0, -2)))

    def one(self, rows: Any) -> Any:
        """Any of these rows, or None."""
        found = list(rows.order_by("id")[:30])
        return self.dice.choice(found) if found else None

    def pick(self, *choices: T) -> T:
        return self.dice.choice(choices)

    def some(self, of: Sequence[T]) -> list[T]:
        return [one for one in of if self.dice.random() < 0.5]

    def staff(self) -> Person:
        return self.pick(*self.people())

    def people(self) -> list[Person]:
        cast = self.cast
        everybody = [cast.officer, cast.manager, cast.other_manager, cast.head, cast.admin, cast.front_line]
        return [*everybody, cast.leader, cast.service_manager, cast.member, cast.former_officer]

    def another(self) -> Complaint | None:
        """Another case of the landlord's; now and then this one."""
        rows = Complaint.objects.filter(landlord=self.landlord)
        found: Complaint | None = self.one(rows if self.seldom(0.05) else rows.exclude(id=self.case.id))
        return found

    def point(self) -> Point | None:
        found: Point | None = self.one(Point.objects.filter(**self.mine))
        return found


@dataclass(frozen=True)
class Card:
    """An act: what it would do, whose chain its event stands on, and who mostly does it."""

    name: str
    make: Callable[[Play], Do | None]
    # The case's, or another subject's by its kind.
    on: str = "complaint"
    # Whose act it mostly is: names of the cast, "handler" for whoever has the case, "resident".
    mostly: tuple[str, ...] = ("officer", "head", "handler")
    often: int = 2


CARDS: dict[str, Card] = {}


def card(
    name: str,
    *,
    on: str = "complaint",
    mostly: tuple[str, ...] = ("officer", "head", "handler"),
    often: int = 2,
) -> Callable[[Callable[[Play], Do | None]], Callable[[Play], Do | None]]:
    def keep(make: Callable[[Play], Do | None]) -> Callable[[Play], Do | None]:
        CARDS[name] = Card(name, make, on, mostly, often)
        return make

    return keep


# The stages


@card("define", often=3)
def _(p: Play) -> Do:
    there = list(Point.objects.filter(**p.mine).order_by("number"))
    wordings = [p.text(0.03) for _point in there] + ([p.text(0.3)] if p.seldom(0.1) else [])
    if p.seldom(0.1):
        wordings = wordings[:-1]
    outside, outcomes = p.text(0.5), p.text()
    return lambda by: actions.define(
        p.case, points=wordings, outcomes=outcomes, outside=outside, by=by, at=p.at
    )


@card("acknowledge", mostly=("officer",), often=3)
def _(p: Play) -> Do:
    stage = p.stage
    return lambda by: actions.acknowledge(p.case, stage, by=by, at=p.at)


@card("allocate", mostly=("officer", "leader"), often=3)
def _(p: Play) -> Do:
    stage = p.stage
    if stage == 1:
        person = p.pick(p.cast.manager, p.cast.manager, p.cast.other_manager, p.cast.head, p.staff())
    else:
        person = p.pick(p.cast.head, p.cast.other_manager, p.cast.manager, p.staff())
    return lambda by: actions.allocate(p.case, person, stage=stage, by=by, at=p.at)


@card("record_contact", mostly=("officer", "front_line", "adviser"), often=1)
def _(p: Play) -> Do:
    on, who, summary = p.past(), p.words(), p.words()
    return lambda by: actions.record_contact(
        p.case, on=on, channel="phone", outgoing=True, who=who, summary=summary, by=by, at=p.at
    )


def finding(p: Play, point: Point, *, whole: bool) -> Do:
    kind = p.pick("agree", "partly", "disagree", "not_established")
    empty = 0.0 if whole else 0.15
    remedy = p.text(0.3 if not whole else 0.0)
    draft = FindingDraft(
        kind, p.words(), p.text(empty), p.text(0.5), remedy, p.words() if not remedy.strip() else ""
    )
    stage = current_stage(p.case).number if whole else p.stage
    return lambda by: actions.record_finding(p.case, point, stage, draft, by=by, at=p.at)


@card("record_finding", mostly=("handler",), often=3)
def _(p: Play) -> Do | None:
    point = p.point()
    return None if point is None else finding(p, point, whole=False)


@card("extend", mostly=("officer", "handler"))
def _(p: Play) -> Do:
    stage, until, reasons = p.stage, p.later(), p.text()
    more: dict[str, Any] = {}
    if p.seldom(0.5):
        more = {"good_reason": p.words(), "approved_by": p.pick(p.cast.head, p.cast.manager)}
        more["news_every_days"] = p.pick(None, 5, 10)
    more["resident_agrees"] = p.seldom(0.3)
    return lambda by: actions.extend(p.case, stage, until=until, reasons=reasons, **more, by=by, at=p.at)


@card("answer", mostly=("handler",), often=4)
def _(p: Play) -> Do:
    stage = p.stage
    return lambda by: actions.answer(p.case, stage, by=by, at=p.at)


@card("escalate", mostly=("resident", "resident", "front_line", "adviser"))
def _(p: Play) -> Do:
    # Those of the landlord's self-assessment: nobody's own words.
    why, reasons = p.text(0.5), p.pick("", "A panel of residents looks at it.")
    return lambda by: actions.escalate(
        p.case, why=why, wanted_now=why, points=[1], third_stage_reasons=reasons, by=by, at=p.at
    )


@card("refuse", mostly=("officer",), often=1)
def _(p: Play) -> Do:
    stage, reasons = p.stage, p.text()
    ground = p.pick("other", "other", "older_than_limit", "in_court", "considered_before", "unknown")
    resting = RefusalFacts(
        ground,
        happened_on=p.pick(None, p.on - timedelta(days=900), p.on - timedelta(days=30)),
        no_discretion_because=p.text(0.5),
        claim_filed_on=p.pick(None, p.past()),
        particulars_filed_on=p.pick(None, p.past()),
        earlier_reference=p.pick("", "AB12"),
        earlier_answered_on=p.pick(None, p.past()),
        fair_because=p.text(0.2),
    )
    return lambda by: actions.refuse(
        p.case, stage, reasons=reasons, ground=ground, rests_on=resting, by=by, at=p.at
    )


@card("withdraw", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    reasons = p.text(0.5)
    return lambda by: actions.withdraw(p.case, reasons=reasons, by=by, at=p.at)


@card("close", often=3)
def _(p: Play) -> Do:
    return lambda by: actions.close(p.case, by=by, at=p.at)


@card("reopen", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do:
    why = p.text()
    return lambda by: news.reopen(p.case, why=why, by=by, at=p.at)


# Promises and news


@card("plan_promise", mostly=("handler", "officer"))
def _(p: Play) -> Do:
    stage, due, owner = p.stage, p.later(), p.pick(None, p.cast.manager, p.cast.head, p.staff())
    action, every, point = p.words(), p.pick(None, None, 5), p.pick(None, p.point())
    return lambda by: actions.plan_promise(
        p.case,
        stage,
        action=action,
        due_on=due,
        owner=owner,
        point=point,
        news_every_days=every,
        by=by,
        at=p.at,
    )


@card("drop_promise", often=1)
def _(p: Play) -> Do | None:
    promise = p.one(Promise.objects.filter(**p.mine))
    return None if promise is None else lambda by: actions.drop_promise(promise, by=by, at=p.at)


@card("keep_promise", often=3)
def _(p: Play) -> Do | None:
    promise = p.one(Promise.objects.filter(**p.mine))
    if promise is None:
        return None
    on, proof = p.past(), p.text()
    file = p.one(CaseFile.objects.filter(landlord=p.landlord)) if p.seldom(0.3) else None
    return lambda by: actions.keep_promise(
        promise, on=on, proof=proof, file=file.id if file else None, by=by, at=p.at
    )


@card("judge_promise", mostly=("resident",))
def _(p: Play) -> Do | None:
    promise = p.one(Promise.objects.filter(**p.mine))
    kept = p.seldom(0.5)
    return None if promise is None else lambda by: actions.judge_promise(promise, kept=kept, by=by, at=p.at)


@card("hand_over_promise", often=1)
def _(p: Play) -> Do | None:
    promise, owner = p.one(Promise.objects.filter(**p.mine)), p.staff()
    if promise is None:
        return None
    return lambda by: news.hand_over_promise(promise, owner=owner, by=by, at=p.at)


@card("give_news", often=1)
def _(p: Play) -> Do:
    words, every = p.text(), p.pick(None, None, 5, 10)
    return lambda by: news.give_news(p.case, words=words, news_every_days=every, by=by, at=p.at)


@card("reply_to_more_time", mostly=("resident", "front_line"), often=3)
def _(p: Play) -> Do:
    stage, says, because = p.stage, p.pick("agree", "disagree", "call"), p.text(0.5)
    return lambda by: more_time.reply_to_more_time(p.case, stage, says=says, because=because, by=by, at=p.at)


@card("react_to_reply", often=1)
def _(p: Play) -> Do | None:
    reply, words = p.one(MoreTimeReply.objects.filter(**p.mine)), p.text()
    return None if reply is None else lambda by: more_time.react_to_reply(reply, words=words, by=by, at=p.at)


# Points


@card("split_point")
def _(p: Play) -> Do | None:
    point = p.point()
    if point is None:
        return None
    words, parts = p.text(), [p.text(0.2) for _part in range(p.pick(1, 1, 2))]
    return lambda by: points.split_point(p.case, point.number, words=words, parts=parts, by=by, at=p.at)


@card("join_points")
def _(p: Play) -> Do | None:
    point, to = p.point(), p.point()
    if point is None or to is None:
        return None
    return lambda by: points.join_points(p.case, point.number, to.number, by=by, at=p.at)


@card("separate_point", often=1)
def _(p: Play) -> Do | None:
    point = p.point()
    return None if point is None else lambda by: points.separate_point(p.case, point.number, by=by, at=p.at)


# Letters to come


def _letter(p: Play) -> tuple[str, int]:
    stage = p.stage
    return p.pick(f"stage{stage}_response", f"stage{stage}_response", f"stage{stage}_acknowledgement"), stage


@card("draft_letter", mostly=("handler", "officer"))
def _(p: Play) -> Do:
    kind, stage = _letter(p)
    parts = {part: p.words() for part in p.some(("opening", "apology", "closing"))}
    if p.seldom(0.05):
        parts["nothing of ours"] = p.words()
    arranged = {"format": p.words(), "language": p.words()} if p.seldom(0.5) else {}
    wants = p.seldom(0.3)
    return lambda by: drafting.draft_letter(
        p.case, kind, stage, parts=parts, arranged=arranged, wants_reader=wants, by=by, at=p.at
    )


@card("translate", often=1)
def _(p: Play) -> Do:
    seen, text = p.case.outcomes, p.text(0.3)
    return lambda by: drafting.translate(
        p.case, current_stage(p.case).number, "case:outcomes", "ur", text, seen=seen, by=by, at=p.at
    )


@card("ask_for_check", mostly=("handler",), often=3)
def _(p: Play) -> Do:
    kind, stage = _letter(p)
    return lambda by: drafting.ask_for_check(p.case, kind, stage, by=by, at=p.at)


@card("check_letter", mostly=("officer", "leader", "head", "other_manager"), often=3)
def _(p: Play) -> Do | None:
    rows = LetterCheck.objects.filter(**p.mine)
    check = p.one(rows.filter(outcome="waiting")) or p.one(rows)
    accepted, reasons = p.seldom(0.75), p.text()
    if check is None:
        return None
    return lambda by: drafting.check_letter(check, accepted=accepted, reasons=reasons, by=by, at=p.at)


# Remedies and learning


@card("decide_remedy", mostly=("handler",), often=3)
def _(p: Play) -> Do:
    stage, point = p.stage, p.pick(None, p.point())
    before = p.one(Remedy.objects.filter(**p.mine)) if p.seldom(0.3) else None
    if p.seldom(0.6):
        draft = RemedyDraft(
            "payment",
            p.text(0.5),
            p.words(),
            p.pick(5_000, 24_999, 90_000, 90_000, 0),
            p.pick("distress", "distress", "rain"),
            "bank",
            p.later(),
            p.pick(0, 0, 1_000),
            p.seldom(0.5),
        )
    else:
        draft = RemedyDraft(p.pick("apology", "work", "explanation"), p.text())
    return lambda by: remedies.decide_remedy(p.case, stage, draft, point=point, remedy=before, by=by, at=p.at)


@card("drop_remedy", mostly=("handler",), often=1)
def _(p: Play) -> Do | None:
    remedy = p.one(Remedy.objects.filter(**p.mine))
    return None if remedy is None else lambda by: remedies.drop_remedy(remedy, by=by, at=p.at)


@card("approve_remedy", mostly=("head", "head", "manager"), often=3)
def _(p: Play) -> Do | None:
    remedy = p.one(Remedy.objects.filter(**p.mine))
    return None if remedy is None else lambda by: remedies.approve_remedy(remedy, by=by, at=p.at)


@card("answer_remedy", mostly=("resident",))
def _(p: Play) -> Do | None:
    remedy, accepted, because = p.one(Remedy.objects.filter(**p.mine)), p.seldom(0.6), p.text(0.5)
    if remedy is None:
        return None
    return lambda by: remedies.answer_remedy(remedy, accepted=accepted, because=because, by=by, at=p.at)


@card("pay_remedy", often=3)
def _(p: Play) -> Do | None:
    remedy = p.one(Remedy.objects.filter(**p.mine))
    if remedy is None:
        return None
    on, proof, offset, agreed = p.past(), p.text(), p.pick(0, 0, 0, 500, 10**7), p.seldom(0.5)
    return lambda by: remedies.pay_remedy(
        remedy, on=on, proof=proof, offset_pence=offset, offset_agreed=agreed, by=by, at=p.at
    )


@card("record_learning", often=3)
def _(p: Play) -> Do:
    if p.seldom(0.4):
        lesson = Lesson(nothing_because=p.pick(f"{MARK} was a single slip put right at once", "none"))
    else:
        owner = p.pick(p.cast.service_manager, p.cast.head, None, p.staff())
        lesson = Lesson(
            "process", p.pick("repairs", "tea"), p.text(), owner, p.later(), p.pick("", "For the public")
        )
    return lambda by: learning.record_learning(p.case, lesson, by=by, at=p.at)


@card("accept_learning", mostly=("service_manager", "head"))
def _(p: Play) -> Do | None:
    row, due = p.one(Learning.objects.filter(**p.mine)), p.pick(None, p.later())
    return None if row is None else lambda by: learning.accept_learning(row, due_on=due, by=by, at=p.at)


@card("prove_learning", mostly=("service_manager", "head"))
def _(p: Play) -> Do | None:
    row, on, proof = p.one(Learning.objects.filter(**p.mine)), p.past(), p.text()
    if row is None:
        return None
    return lambda by: learning.prove_learning(row, on=on, proof=proof, by=by, at=p.at)


# Evidence


@card("add_file", mostly=("resident", "officer"))
def _(p: Play) -> Do:
    data = p.pick(jpeg((p.pick(30, 40, 50), 20)), pdf(p.pick("A", "B")), b"MZ nothing that we take")
    name, about = p.pick("mould.jpg", "letter.pdf"), p.text(0.5)
    return lambda by: evidence.add_file(p.case, Upload.of(name, data), about=about, by=by, at=p.at)


def _asked(p: Play) -> EvidenceRequest | None:
    rows = EvidenceRequest.objects.filter(**p.mine).select_related("complaint")
    found: EvidenceRequest | None = p.one(rows.filter(state="open")) or p.one(rows)
    return found


@card("add_file_by_link", mostly=("link",))
def _(p: Play) -> Do | None:
    asked, data = _asked(p), p.pick(jpeg((60, 20)), pdf("C"))
    if asked is None:
        return None
    return lambda by: evidence.add_file_by_link(asked, Upload.of("a.pdf", data), by=by, at=p.at)


def _file(p: Play) -> CaseFile | None:
    found: CaseFile | None = p.one(CaseFile.objects.filter(**p.mine))
    return found


@card("share_file")
def _(p: Play) -> Do | None:
    file = _file(p)
    return None if file is None else lambda by: evidence.share_file(file, by=by, at=p.at)


@card("withhold_file", often=1)
def _(p: Play) -> Do | None:
    file, because = _file(p), p.text()
    return None if file is None else lambda by: evidence.withhold_file(file, because=because, by=by, at=p.at)


@card("redact", often=1)
def _(p: Play) -> Do | None:
    file, out, because = _file(p), p.text(), p.text()
    if file is None:
        return None
    what: dict[str, Any] = {"boxes": [Box(0, 0, p.pick(5, 10), 10)]}
    if p.seldom(0.3):
        what = {"copy": Upload.of("copy.pdf", pdf("Without the name"))}
    return lambda by: evidence.redact(file, **what, taken_out=out, because=because, by=by, at=p.at)


@card("open_original", often=1)
def _(p: Play) -> Do | None:
    file, because = _file(p), p.text()
    return None if file is None else lambda by: evidence.open_original(file, because=because, by=by, at=p.at)


@card("choose_evidence", mostly=("handler",))
def _(p: Play) -> Do | None:
    point, stage = p.point(), p.stage
    if point is None:
        return None
    files = [one.id for one in p.some(list(CaseFile.objects.filter(landlord=p.landlord).order_by("id")))]
    return lambda by: evidence.choose_evidence(p.case, point, stage, files, by=by, at=p.at)


@card("ask_evidence")
def _(p: Play) -> Do:
    question = Question(
        p.pick("works@contractor.example", ""),
        p.text(),
        p.later(),
        name=p.words(),
        organisation=p.words(),
        photographs=p.words(),
        adjustments=p.words(),
        point=p.pick(None, p.point()),
        chase_every=p.pick(None, 1),
    )
    return lambda by: evidence.ask_evidence(p.case, question, by=by, at=p.at)


def _said(p: Play) -> Answer:
    outcome = p.pick("", "", "no_access", "done")
    when = p.pick(None, p.past())
    return Answer(p.text(), outcome, when, time(10, 30) if when else None, p.text(0.5), p.text(0.5))


@card("save_evidence", mostly=("link",))
def _(p: Play) -> Do | None:
    asked, said = _asked(p), _said(p)
    return None if asked is None else lambda by: evidence.save_evidence(asked, said, by=by, at=p.at)


@card("answer_evidence", mostly=("link", "officer"))
def _(p: Play) -> Do | None:
    asked, said = _asked(p), _said(p)
    return None if asked is None else lambda by: evidence.answer_evidence(asked, said, by=by, at=p.at)


@card("refer_on", mostly=("link", "officer"), often=1)
def _(p: Play) -> Do | None:
    asked, instead = _asked(p), p.words()
    if asked is None:
        return None
    return lambda by: evidence.refer_on(asked, ask_instead=instead, answer=instead, by=by, at=p.at)


@card("cancel_evidence", often=1)
def _(p: Play) -> Do | None:
    asked, because = _asked(p), p.text()
    if asked is None:
        return None
    return lambda by: evidence.cancel_evidence(asked, because=because, by=by, at=p.at)


@card("extend_evidence", often=1)
def _(p: Play) -> Do | None:
    asked, due, because = _asked(p), p.later(), p.text()
    if asked is None:
        return None
    return lambda by: evidence.extend_evidence(asked, due_on=due, because=because, by=by, at=p.at)


@card("send_link_again", often=1)
def _(p: Play) -> Do | None:
    asked = _asked(p)
    return None if asked is None else lambda by: evidence.send_link_again(asked, by=by, at=p.at)


# Messages


@card("write_message", mostly=("resident", "officer"))
def _(p: Play) -> Do:
    text = p.text()
    return lambda by: correspondence.write_message(p.case, text, by=by, at=p.at)


@card("write_for_pack", mostly=("resident",), often=1)
def _(p: Play) -> Do:
    why, wanted = p.text(), p.text()
    return lambda by: pack.write_for_pack(p.case, why=why, wanted=wanted, by=by, at=p.at)


@card("give_pack", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    how = p.pick(*pack.HOW)
    return lambda by: pack.give_pack(p.case, how=how, by=by, at=p.at)


@card("take_message", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    text, on = p.text(), p.past()
    return lambda by: correspondence.take_message(p.case, text, channel="phone", on=on, by=by, at=p.at)


@card("answer_otherwise", often=1)
def _(p: Play) -> Do | None:
    message, answer = p.one(CaseMessage.objects.filter(**p.mine)), p.text()
    if message is None:
        return None
    return lambda by: correspondence.answer_otherwise(message, how="call", answer=answer, by=by, at=p.at)


@card("write_note", mostly=("officer", "front_line", "leader"), often=1)
def _(p: Play) -> Do:
    text = p.text()
    return lambda by: correspondence.write_note(p.case, text, by=by, at=p.at)


@card("tell_news", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do | None:
    task, reached, summary = p.one(ToTell.objects.filter(**p.mine)), p.seldom(0.7), p.text()
    if task is None:
        return None
    return lambda by: correspondence.tell_news(
        task, channel="phone", reached=reached, summary=summary, by=by, at=p.at
    )


def _sent(p: Play) -> Message | None:
    rows = Message.objects.filter(landlord_id=p.landlord.id, about_kind="complaint", about_id=p.case.id)
    failed = rows.filter(failed_at__isnull=False, dealt_with_at=None)
    found: Message | None = p.one(failed) or p.one(rows.filter(channel="post")) or p.one(rows)
    return found


@card("mark_posted", mostly=("officer", "leader"))
def _(p: Play) -> Do | None:
    sent = _sent(p)
    return None if sent is None else lambda by: correspondence.mark_posted(sent, by=by, at=p.at)


@card("report_returned", mostly=("officer", "leader"))
def _(p: Play) -> Do | None:
    sent, reason = _sent(p), p.text()
    if sent is None:
        return None
    return lambda by: correspondence.report_returned(sent, reason=reason, by=by, at=p.at)


@card("send_again", mostly=("officer", "leader"))
def _(p: Play) -> Do | None:
    sent, channel = _sent(p), p.pick("post", "email", "text")
    to = {"post": "2 Quay Row", "email": "t@resident.example", "text": "07700 900 456"}[channel]
    if sent is None:
        return None
    return lambda by: correspondence.send_again(sent, channel=channel, to=to, by=by, at=p.at)


@card("deal_with", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do | None:
    sent, how = _sent(p), p.text()
    return None if sent is None else lambda by: correspondence.deal_with(sent, how=how, by=by, at=p.at)


# What somebody needs


@card("record_need", mostly=("resident", "front_line"))
def _(p: Play) -> Do:
    kind, words = p.pick("large_print_18", "mornings", "other", "nothing of ours"), p.text(0.5)
    return lambda by: needs.record_need(
        p.case, kind=kind, words=words, shared_with=["contractors"], by=by, at=p.at
    )


@card("decide_need", mostly=("manager", "head", "officer"))
def _(p: Play) -> Do | None:
    need = p.one(Need.objects.filter(**p.mine))
    if need is None:
        return None
    decision, review = p.pick("agreed", "agreed", "changed", "refused"), p.pick(None, p.later())
    instead, reasons = p.text(), p.text()
    return lambda by: needs.decide_need(
        need, decision=decision, instead=instead, reasons=reasons, review_on=review, by=by, at=p.at
    )


@card("end_need", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do | None:
    need = p.one(Need.objects.filter(**p.mine))
    return None if need is None else lambda by: needs.end_need(need, by=by, at=p.at)


@card("record_household", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    at_home, words = p.some(["pregnant", "baby", "nothing"]), p.text(0.5)
    return lambda by: needs.record_household(p.case, at_home=at_home, words=words, by=by, at=p.at)


@card("report_reprisal", on="reprisal", mostly=("resident", "front_line"))
def _(p: Play) -> Do:
    words = p.text()
    return lambda by: needs.report_reprisal(p.case, words=words, by=by, at=p.at)


@card("answer_reprisal", on="reprisal", mostly=("member",))
def _(p: Play) -> Do | None:
    row, answer = p.one(Reprisal.objects.filter(**p.mine)), p.text()
    return None if row is None else lambda by: needs.answer_reprisal(row, answer=answer, by=by, at=p.at)


@card("limit_contact", mostly=("head",), often=1)
def _(p: Play) -> Do:
    limit, reasons, considered = p.text(), p.text(), p.text()
    review, warned = p.later(), p.pick(None, p.past())
    return lambda by: needs.limit_contact(
        p.case,
        limit=limit,
        reasons=reasons,
        needs_considered=considered,
        review_on=review,
        warned_on=warned,
        by=by,
        at=p.at,
    )


@card("review_limit", mostly=("head",), often=1)
def _(p: Play) -> Do | None:
    row, until, reasons = p.one(ContactLimit.objects.filter(**p.mine)), p.pick(None, p.later()), p.text()
    if row is None:
        return None
    return lambda by: needs.review_limit(row, keep_until=until, reasons=reasons, by=by, at=p.at)


# The people of a case


@card("restrict", mostly=("officer", "head"))
def _(p: Play) -> Do:
    person, reason = p.staff(), p.text()
    return lambda by: conflicts.restrict(
        p.case, person, kind=p.pick("complained_of", "conflict"), reason=reason, by=by, at=p.at
    )


@card("lift_restriction", mostly=("officer", "head"), often=3)
def _(p: Play) -> Do | None:
    row, because = p.one(Restriction.objects.filter(**p.mine)), p.text()
    if row is None:
        return None
    return lambda by: conflicts.lift_restriction(row, because=because, by=by, at=p.at)


def _scope(p: Play) -> list[str]:
    return p.some(["talk", "letters", "decide"]) or p.pick(["talk"], [])


@card("name_representative", mostly=("resident", "officer"))
def _(p: Play) -> Do:
    body = p.pick(None, Body.objects.get(code="advice"))
    named = Named(name=p.text(), role=p.pick("family", "advice_agency"), email="h@helper.example", body=body)
    how = p.pick("with_them", "ask", "signed_form", "cannot")
    scope, until, words = _scope(p), p.pick(None, p.later()), p.text()
    return lambda by: representatives.name_representative(
        p.case, named, permission=how, note_on_permission=words, scope=scope, until=until, by=by, at=p.at
    )


def _helper(p: Play) -> Representative | None:
    found: Representative | None = p.one(Representative.objects.filter(**p.mine))
    return found


@card("give_permission", mostly=("resident", "officer"))
def _(p: Play) -> Do | None:
    helper, how, words = _helper(p), p.pick("with_them", "ask", "legal"), p.text()
    scope, until = _scope(p), p.pick(None, p.later())
    if helper is None:
        return None
    return lambda by: representatives.give_permission(
        helper, how=how, note_on_permission=words, scope=scope, until=until, by=by, at=p.at
    )


@card("refuse_permission", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do | None:
    helper = _helper(p)
    return None if helper is None else lambda by: representatives.refuse_permission(helper, by=by, at=p.at)


@card("narrow_representative", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do | None:
    helper, scope, until = _helper(p), _scope(p), p.pick(None, p.later())
    if helper is None:
        return None
    return lambda by: representatives.narrow_representative(helper, scope=scope, until=until, by=by, at=p.at)


@card("end_representative", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do | None:
    helper, because = _helper(p), p.text(0.5)
    if helper is None:
        return None
    return lambda by: representatives.end_representative(helper, because=because, by=by, at=p.at)


# Cases that belong together, groups, homes


@card("link_cases", often=1)
def _(p: Play) -> Do | None:
    other, why = p.another(), p.pick("again", "related")
    return None if other is None else lambda by: linking.link_cases(p.case, other, why=why, by=by, at=p.at)


@card("unlink_cases", often=1)
def _(p: Play) -> Do | None:
    other = p.another()
    return None if other is None else lambda by: linking.unlink_cases(p.case, other, by=by, at=p.at)


@card("join_case", mostly=("officer",))
def _(p: Play) -> Do | None:
    other, whose, reasons = p.another(), p.pick("same_resident", "all_agree", "nobody's"), p.text()
    if other is None:
        return None
    pair = (p.case, other) if p.seldom(0.4) else (other, p.case)
    return lambda by: linking.join_case(*pair, whose=whose, reasons=reasons, by=by, at=p.at)


@card("take_apart", mostly=("officer",))
def _(p: Play) -> Do:
    rows = Complaint.objects.filter(landlord=p.landlord, joined_on__isnull=False)
    which, reasons = p.one(rows) or p.case, p.text()
    return lambda by: linking.take_apart(which, reasons=reasons, by=by, at=p.at)


def _household(p: Play) -> Household:
    number = p.pick(1, 2, 3, 4, 5)
    same = p.seldom(0.5)
    return Household(
        p.text(0.1),
        f"{number} {MARK} Court",
        "ZZ1 1AA",
        email="m@member.example",
        same_as_group=same,
        effect=p.text(0.5),
        wish=p.text(0.5),
    )


@card("form_group", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do:
    name, households = p.text(), [_household(p) for _number in range(3)]
    return lambda by: groups.form_group(
        p.case, name=name, place=MARK, households=households, how="paper", by=by, at=p.at
    )


@card("add_member", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do:
    household = _household(p)
    return lambda by: groups.add_member(p.case, household, how="link", by=by, at=p.at)


def _member(p: Play) -> GroupMember | None:
    found: GroupMember | None = p.one(
        GroupMember.objects.filter(landlord=p.landlord, group__complaint=p.case)
    )
    return found


@card("change_member", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do | None:
    member, household = _member(p), _household(p)
    if member is None:
        return None
    return lambda by: groups.change_member(p.case, member, household, by=by, at=p.at)


@card("decide_for_member", mostly=("handler",), often=1)
def _(p: Play) -> Do | None:
    member, remedy = _member(p), p.words()
    if member is None:
        return None
    return lambda by: groups.decide_for_member(p.case, member, remedy=remedy, by=by, at=p.at)


@card("change_group", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do | None:
    member, name = _member(p), p.text()
    if member is None:
        return None
    return lambda by: groups.change_group(p.case, name=name, place=MARK, lead=member, by=by, at=p.at)


@card("leave_group", mostly=("officer", "resident"))
def _(p: Play) -> Do | None:
    member = _member(p)
    return None if member is None else lambda by: groups.leave_group(p.case, member, by=by, at=p.at)


@card("invite", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do:
    return lambda by: groups.invite(p.case, by=by, at=p.at)


def _invitation(p: Play) -> Invitation | None:
    rows = Invitation.objects.filter(landlord=p.landlord, group__complaint=p.case)
    found: Invitation | None = p.one(rows.select_related("group__complaint__landlord"))
    return found


@card("revoke_invitation", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do | None:
    invitation = _invitation(p)
    return None if invitation is None else lambda by: groups.revoke_invitation(invitation, by=by, at=p.at)


@card("join_by_link", mostly=("resident",))
def _(p: Play) -> Do | None:
    invitation, household = _invitation(p), _household(p)
    if invitation is None:
        return None
    return lambda by: groups.join_by_link(
        invitation, household, written_language=p.pick("en", "ur"), documents_by="", by=by, at=p.at
    )


@card("new_keys", mostly=("officer", "resident"), often=1)
def _(p: Play) -> Do | None:
    member = _member(p)
    if member is None:
        return None
    member = GroupMember.objects.select_related("group__complaint__landlord").get(id=member.id)
    return lambda by: groups.new_keys(member, by=by, at=p.at)


# What residents say of their own case


@card("reply_to_understanding", mostly=("resident", "front_line"))
def _(p: Play) -> Do:
    says, words, seen = p.pick("right", "change", "add"), p.text(), p.pick(None, None, 1, 2)
    return lambda by: understanding.reply_to_understanding(
        p.case, says=says, words=words, seen=seen, by=by, at=p.at
    )


@card("keep_understanding", mostly=("handler", "officer"), often=1)
def _(p: Play) -> Do:
    because = p.text()
    return lambda by: understanding.keep_understanding(p.case, because=because, by=by, at=p.at)


@card("agree_worry", on="worry", mostly=("officer", "head"), often=1)
def _(p: Play) -> Do | None:
    worry = p.one(Worry.objects.filter(**p.mine))
    if worry is None:
        return None
    agreed, still = p.text(), p.some(worry.asks)
    return lambda by: worries.agree_worry(worry, agreed=agreed, still=still, by=by, at=p.at)


@card("release_name", on="confided", mostly=("member",), often=1)
def _(p: Play) -> Do | None:
    confided = p.one(Confided.objects.filter(**p.mine))
    return None if confided is None else lambda by: worries.release_name(confided, by=by, at=p.at)


@card("try_call", mostly=("front_line", "officer"), often=1)
def _(p: Play) -> Do:
    return lambda by: returning.try_call(p.case, by=by, at=p.at)


@card("write_down_call", mostly=("front_line", "officer"), often=1)
def _(p: Play) -> Do:
    words, more = p.text(), [p.words()] if p.seldom(0.3) else []
    return lambda by: returning.write_down_call(p.case, words, more, by=by, at=p.at)


@card("copy_papers", mostly=("front_line", "officer"), often=1)
def _(p: Play) -> Do:
    what = p.text()
    return lambda by: returning.copy_papers(p.case, what, by=by, at=p.at)


@card("take_time", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    what, until, because = p.pick("evidence", "reply", "other"), p.later(), p.text(0.5)
    return lambda by: more_time.take_time(
        p.case, what=what, until=until, because=because, of_need=p.seldom(0.3), by=by, at=p.at
    )


@card("raise_issue", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    words, related = p.text(), p.seldom(0.6)
    return lambda by: points.raise_issue(p.case, words=words, related=related, by=by, at=p.at)


@card("change_contact", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    phone, times = p.pick("", "07700 900 982", "01632 960 123"), p.text(0.5)
    reach = Reach(p.pick(("phone",), ("office",), ()), phone=phone, safe_times=times, safe_message=True)
    return lambda by: correspondence.change_contact(p.case, reach, by=by, at=p.at)


@card("say_afterwards", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    fair, solved = p.seldom(0.5), p.seldom(0.5)
    return lambda by: afterwards.say_afterwards(p.case, fair=fair, solved=solved, by=by, at=p.at)


@card("share_story", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    agreed, name_as = p.seldom(0.6), p.text(0.5)
    return lambda by: afterwards.share_story(p.case, agreed=agreed, name_as=name_as, by=by, at=p.at)


@card("withdraw_story", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    return lambda by: afterwards.withdraw_story(p.case, by=by, at=p.at)


@card("match_home", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do | None:
    home = p.one(Home.objects.filter(landlord=p.landlord))
    return None if home is None else lambda by: homes.match_home(p.case, home, by=by, at=p.at)


@card("unmatch_home", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    return lambda by: homes.unmatch_home(p.case, by=by, at=p.at)


@card("import_homes", on="landlord", mostly=("admin",), often=1)
def _(p: Play) -> Do:
    rows = "".join(f"H{number},{number} {MARK} Road,ZZ1 1AA\n" for number in range(p.pick(1, 2, 3)))
    data, full = f"reference,line_1,postcode\n{rows}".encode(), p.seldom(0.3)
    return lambda by: homes.import_homes(
        p.landlord, io.BytesIO(data), name="homes.csv", full=full, by=by, at=p.at
    )


# Dangers


def _danger(p: Play) -> Hazard | None:
    rows = Hazard.objects.filter(**p.mine)
    found: Hazard | None = p.one(rows.filter(closed_at=None)) or p.one(rows)
    return found


def _when(p: Play) -> datetime:
    return p.at - timedelta(hours=p.pick(0, 0, 0, 1, 30, -2))


@card("open_hazard", on="hazard", mostly=("resident", "front_line"), often=1)
def _(p: Play) -> Do:
    words = p.text(0.5)
    return lambda by: actions.open_hazard(
        p.landlord, complaint=p.case, danger="yes", words=words, what=["gas"], by=by, at=p.at
    )


@card("classify_hazard", on="hazard", often=3)
def _(p: Play) -> Do | None:
    hazard, how, kind = _danger(p), p.pick(*Seriousness), p.pick(*HazardKind)
    why = p.text()
    if hazard is None:
        return None
    return lambda by: hazards.classify_hazard(hazard, seriousness=how, kind=kind, why=why, by=by, at=p.at)


@card("record_attempt", on="hazard", mostly=("officer", "front_line"), often=3)
def _(p: Play) -> Do | None:
    hazard, when, how, reached = _danger(p), _when(p), p.pick("call", "visit"), p.seldom(0.5)
    notice, summary = p.text(0.3), p.text(0.5)
    if hazard is None:
        return None
    return lambda by: hazards.record_attempt(
        hazard, when=when, how=how, reached=reached, notice=notice, summary=summary, by=by, at=p.at
    )


@card("investigate_hazard", on="hazard")
def _(p: Play) -> Do | None:
    hazard, on, found, findings = _danger(p), p.past(), p.seldom(0.6), p.text()
    if hazard is None:
        return None
    return lambda by: hazards.investigate_hazard(
        hazard, on=on, found=found, findings=findings, by=by, at=p.at
    )


@card("send_summary", on="hazard")
def _(p: Play) -> Do | None:
    hazard, on = _danger(p), p.past()
    return None if hazard is None else lambda by: hazards.send_summary(hazard, on=on, by=by, at=p.at)


@card("make_hazard_safe", on="hazard")
def _(p: Play) -> Do | None:
    hazard, when, how = _danger(p), _when(p), p.text()
    if hazard is None:
        return None
    return lambda by: hazards.make_hazard_safe(hazard, when=when, how=how, by=by, at=p.at)


@card("decide_work", on="hazard", often=1)
def _(p: Play) -> Do | None:
    hazard, needed, work = _danger(p), p.seldom(0.5), p.text()
    if hazard is None:
        return None
    return lambda by: hazards.decide_work(hazard, needed=needed, work=work, by=by, at=p.at)


@card("begin_work", on="hazard", often=1)
def _(p: Play) -> Do | None:
    hazard, on = _danger(p), p.past()
    return None if hazard is None else lambda by: hazards.begin_work(hazard, on=on, by=by, at=p.at)


@card("offer_elsewhere", on="hazard", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do | None:
    hazard, answer, words = _danger(p), p.pick("accepted", "declined", "waiting"), p.text(0.5)
    if hazard is None:
        return None
    return lambda by: hazards.offer_elsewhere(hazard, answer=answer, words=words, by=by, at=p.at)


@card("close_hazard", on="hazard")
def _(p: Play) -> Do | None:
    hazard, outcome, ending = _danger(p), p.text(), p.pick(*Ending)
    if hazard is None:
        return None
    return lambda by: actions.close_hazard(hazard, outcome, ending=ending, by=by, at=p.at)


# How things reach us


def _told(p: Play) -> Any:
    return told(p.words())


@card("raise_complaint", mostly=("resident",), often=1)
def _(p: Play) -> Do:
    what, day = _told(p), p.on - timedelta(days=p.pick(0, 0, 2))
    return lambda by: actions.raise_complaint(
        p.landlord, what, received_on=day, origin=Origin(), by=by, at=p.at
    )


def _typed(p: Play) -> dict[str, Any]:
    return {
        "channel": "phone",
        "received_on": p.past(),
        "danger": Danger(p.pick("", "no", "yes")),
        "came": Came(writer=p.text(0.5)),
    }


@card("save_for_later", on="draft", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    key, danger, typed = p.pick("K1", "K2"), Danger(p.pick("", "no", "yes")), {"words": [p.words()]}
    return lambda by: intake.save_for_later(p.landlord, key, typed, danger=danger, by=by, at=p.at)


@card("write_down", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    key, what, typed = p.pick("K1", "K2"), _told(p), _typed(p)
    return lambda by: intake.write_down(p.landlord, key, what, **typed, by=by, at=p.at)


@card("write_down_request", on="service_request", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do:
    key, what, typed = p.pick("K1", "K2"), _told(p), _typed(p)
    return lambda by: intake.write_down_request(p.landlord, key, what, **typed, by=by, at=p.at)


@card("record_request", on="service_request", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do:
    what, day = _told(p), p.past()
    draft = p.one(Draft.objects.filter(landlord=p.landlord)) if p.seldom(0.2) else None
    return lambda by: intake.record_request(
        p.landlord, what, channel="web", received_on=day, draft=draft, by=by, at=p.at
    )


def _request(p: Play) -> ServiceRequest | None:
    found: ServiceRequest | None = p.one(ServiceRequest.objects.filter(landlord=p.landlord))
    return found


@card("answer_request", on="service_request", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do | None:
    row, answer = _request(p), p.text()
    return None if row is None else lambda by: intake.answer_request(row, answer, by=by, at=p.at)


@card("review_request", on="service_request", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do | None:
    row, review = _request(p), p.text()
    return None if row is None else lambda by: intake.review_request(row, review, by=by, at=p.at)


@card("finish_request", on="service_request", mostly=("officer", "front_line"), often=1)
def _(p: Play) -> Do | None:
    row, on, done = _request(p), p.past(), p.text()
    return None if row is None else lambda by: intake.finish_request(row, on=on, done=done, by=by, at=p.at)


@card("note_offer", on="service_request", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do | None:
    row, note = _request(p), p.text()
    return None if row is None else lambda by: intake.note_offer(row, note, by=by, at=p.at)


@card("become_complaint", on="service_request", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do | None:
    row, day, because = _request(p), p.pick(None, p.past()), p.text(0.3)
    if row is None:
        return None
    return lambda by: intake.become_complaint(row, unhappy_on=day, because=because, by=by, at=p.at)


# What is kept


@card("hold", mostly=("officer", "admin"), often=1)
def _(p: Play) -> Do:
    reasons = p.text()
    return lambda by: keeping.hold(p.case, reasons=reasons, by=by, at=p.at)


@card("release", mostly=("officer", "admin"), often=2)
def _(p: Play) -> Do | None:
    row = p.one(Hold.objects.filter(**p.mine))
    return None if row is None else lambda by: keeping.release(row, by=by, at=p.at)


@card("propose_removal", mostly=("officer", "admin"))
def _(p: Play) -> Do:
    cases = [p.case] if p.seldom(0.95) else []
    return lambda by: keeping.propose_removal(p.landlord, cases, why="request", by=by, at=p.at)


@card("decide_removal", mostly=("officer", "admin", "head"), often=1)
def _(p: Play) -> Do | None:
    rows, approve = Removal.objects.filter(**p.mine), p.seldom(0.7)
    row = p.one(rows.filter(decided_on=None)) or p.one(rows)
    return None if row is None else lambda by: keeping.decide_removal(row, approve=approve, by=by, at=p.at)


@card("ask_what_is_held", mostly=("resident", "officer"), often=1)
def _(p: Play) -> Do:
    return lambda by: keeping.ask_what_is_held(p.case, by=by, at=p.at)


@card("answer_what_is_held", mostly=("officer", "admin"), often=1)
def _(p: Play) -> Do | None:
    row = p.one(DataQuestion.objects.filter(**p.mine))
    if row is None:
        return None
    return lambda by: keeping.answer_what_is_held(row, cases=[p.case], by=by, at=p.at)


@card("blank_personal_text", mostly=("head",), often=1)
def _(p: Play) -> Do:
    return lambda by: actions.blank_personal_text(p.case, reason="request", by=by, at=p.at)


@card("renew_access", often=1)
def _(p: Play) -> Do:
    return lambda by: actions.renew_access(p.case, by=by, at=p.at)


# Sharing out the work


@card("note_absence", on="landlord", mostly=("leader", "manager"), often=1)
def _(p: Play) -> Do:
    person, cover = p.staff(), p.pick(None, p.staff())
    first, last = p.later(), p.pick(None, p.later())
    return lambda by: worklist.note_absence(
        p.landlord, person, from_on=first, until_on=last, cover=cover, by=by, at=p.at
    )


@card("end_absence", on="landlord", mostly=("leader",), often=1)
def _(p: Play) -> Do | None:
    row = p.one(Absence.objects.filter(landlord=p.landlord))
    return None if row is None else lambda by: worklist.end_absence(row, by=by, at=p.at)


@card("allocate_many", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do:
    other = p.another()
    references = [one.reference for one in (p.case, other) if one is not None]
    person = p.pick(p.cast.manager, p.cast.other_manager, p.cast.head, p.staff())
    return lambda by: worklist.allocate_many(p.landlord, references, person, by=by, at=p.at)


@card("save_search", on="landlord", mostly=("officer",), often=1)
def _(p: Play) -> Do:
    name, asks = p.text(), p.pick({}, {"q": "leak"})
    return lambda by: worklist.save_search(p.landlord, name=name, asks=asks, notify=True, by=by, at=p.at)


@card("remove_search", on="landlord", mostly=("officer",), often=1)
def _(p: Play) -> Do | None:
    row = p.one(SavedSearch.objects.filter(landlord=p.landlord))
    return None if row is None else lambda by: worklist.remove_search(row, by=by, at=p.at)


@card("begin_campaign", on="landlord", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do:
    code, name = p.pick("larch-lobby", "Larch", "ab", "spring-text"), p.text()
    return lambda by: awareness.begin_campaign(p.landlord, code, name, by=by, at=p.at)


@card("end_campaign", on="landlord", mostly=("officer", "leader"), often=1)
def _(p: Play) -> Do | None:
    row = p.one(Campaign.objects.filter(landlord=p.landlord))
    return None if row is None else lambda by: awareness.end_campaign(row, by=by, at=p.at)


@card("add_holiday", mostly=("system",), often=1)
def _(p: Play) -> Do:
    """The bank holiday of a day to come, as the operator's command writes it down."""
    day = p.on + timedelta(days=p.pick(1, 2, 3, 6, 9))

    def do(by: By) -> object:
        holiday, _made = OneOffHoliday.objects.get_or_create(
            day=day, defaults={"name": "A day of mourning", "source": "S", "added_on": p.on}
        )
        return actions.add_holiday(p.landlord, holiday, by=by, at=p.at)

    return do


def _before_it_goes_out(p: Play, stage: int) -> tuple[str, Do] | None:
    """What an answer still waits for: money to be approved, a second reader."""
    money = Remedy.objects.filter(**p.mine, stage=stage, needs_approval=True, approved_on=None).first()
    if money is not None:
        return "approve_remedy", lambda by: remedies.approve_remedy(money, by=by, at=p.at)
    check = LetterCheck.objects.filter(**p.mine, stage=stage, outcome="waiting").first()
    if check is not None:
        return "check_letter", lambda by: drafting.check_letter(check, accepted=True, by=by, at=p.at)
    promise = Promise.objects.filter(**p.mine, stage=stage, owner=None, done_on=None).first()
    if promise is not None:
        owner = p.pick(p.cast.manager, p.cast.head, p.cast.other_manager)
        return "hand_over_promise", lambda by: news.hand_over_promise(promise, owner=owner, by=by, at=p.at)
    kind = f"stage{stage}_response"
    read = LetterCheck.objects.filter(**p.mine, stage=stage, kind=kind, outcome="accepted").exists()
    if p.seldom(0.2 if read else 0.7):
        return "ask_for_check", lambda by: drafting.ask_for_check(p.case, kind, stage, by=by, at=p.at)
    return None


# The next thing that would take the case further, so that a short walk gets somewhere


def onward(p: Play) -> tuple[str, Do] | None:
    """The act that the case waits for, done properly; None at the end of the road."""
    case, state = p.case, State(p.case.state)
    stage = STAGED.get(state)
    live = [one for one in Point.objects.filter(**p.mine).order_by("number") if one.live]
    if state in {State.RECEIVED, State.STAGE2_ASKED, State.STAGE3_ASKED}:
        if any(not one.words.strip() for one in live):
            number = Point.objects.filter(**p.mine).count()
            worded = [p.words() for _each in range(number)]
            return "define", lambda by: actions.define(
                case, points=worded, outcomes=p.words(), outside="", by=by, at=p.at
            )
        assert stage is not None
        return "acknowledge", lambda by: actions.acknowledge(case, stage, by=by, at=p.at)
    if stage is not None:
        has = case.handler_id if stage == 1 else case.reviewer_id
        if has is None:
            person = p.cast.manager if stage == 1 else p.pick(p.cast.head, p.cast.other_manager)
            return "allocate", lambda by: actions.allocate(case, person, stage=stage, by=by, at=p.at)
        answered = {
            one.point_id
            for one in Finding.objects.filter(**p.mine, stage=stage)
            if one.finding and one.reasons.strip() and (one.remedy.strip() or one.no_remedy_because.strip())
        }
        for point in live:
            if point.id not in answered:
                return "record_finding", finding(p, point, whole=True)
        return _before_it_goes_out(p, stage) or (
            "answer",
            lambda by: actions.answer(case, stage, by=by, at=p.at),
        )
    if state in {State.ANSWERED, State.STAGE2_ANSWERED, State.STAGE3_ANSWERED}:
        promise = Promise.objects.filter(**p.mine, promised_on__isnull=False, done_on=None).first()
        if promise is not None:
            return "keep_promise", lambda by: actions.keep_promise(
                promise, on=p.on, proof=p.words(), by=by, at=p.at
            )
        if p.seldom(0.3):
            return "escalate", lambda by: actions.escalate(case, by=by, at=p.at)
        number = current_stage(case).number
        if not Learning.objects.filter(**p.mine, stage__gte=number).exists():
            lesson = Lesson(nothing_because=f"{MARK} was a single slip")
            return "record_learning", lambda by: learning.record_learning(case, lesson, by=by, at=p.at)
        return "close", lambda by: actions.close(case, by=by, at=p.at)
    return None
