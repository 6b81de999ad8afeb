"""Remedies, what residents say to more time, news and learning."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from putright.complaints import actions
from putright.complaints.learning import actions as learning
from putright.complaints.learning.actions import Lesson
from putright.complaints.more_time import actions as more_time
from putright.complaints.news import actions as news
from putright.complaints.remedies import actions as remedies
from putright.complaints.remedies.actions import RemedyDraft
from putright.record.chain import By
from tests.cast import moment, nothing_learned

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()
# More than a housing manager may pay out alone.
MONEY = RemedyDraft("payment", "", "H", 90_000, "distress", "bank", DAY + timedelta(days=60))
SORRY = RemedyDraft("apology", "We did not come. I am sorry.")


def _at_work(scene: Any, by: By | None = None) -> None:
    officer = scene.cast.by(scene.cast.officer)
    actions.define(scene.complaint, points=["A", "B"], outcomes="C", outside="", by=officer, at=AT)
    actions.acknowledge(scene.complaint, 1, by=officer, at=AT)
    actions.allocate(scene.complaint, scene.cast.manager, stage=1, by=officer, at=AT)


def _decided(scene: Any) -> None:
    _at_work(scene)
    manager = scene.cast.by(scene.cast.manager)
    remedies.decide_remedy(scene.complaint, 1, MONEY, by=manager, at=AT)


def _offered(scene: Any) -> None:
    _decided(scene)
    manager, head = scene.cast.by(scene.cast.manager), scene.cast.by(scene.cast.head)
    remedies.approve_remedy(_remedy(scene), by=head, at=AT)
    for point in scene.complaint.points.all():
        draft = actions.FindingDraft("agree", "F", "R", "", "M")
        actions.record_finding(scene.complaint, point, 1, draft, by=manager, at=AT)
    actions.plan_promise(
        scene.complaint, 1, action="Call", due_on=DAY, owner=scene.cast.manager, by=manager, at=AT
    )
    actions.answer(scene.complaint, 1, by=manager, at=AT)


def _extended(scene: Any) -> None:
    _at_work(scene)
    officer = scene.cast.by(scene.cast.officer)
    actions.extend(scene.complaint, 1, until=date(2026, 12, 1), reasons="R", by=officer, at=AT)


def _disputed(scene: Any) -> None:
    _extended(scene)
    more_time.reply_to_more_time(scene.complaint, 1, says="disagree", by=RESIDENT, at=AT)


def _kept(scene: Any) -> None:
    _offered(scene)
    by = scene.cast.by(scene.cast.manager)
    actions.keep_promise(scene.promise, on=DAY, proof="P", by=by, at=AT)


def _closed(scene: Any) -> None:
    _kept(scene)
    by = scene.cast.by(scene.cast.officer)
    nothing_learned(scene.complaint, by=by, at=AT)
    actions.close(scene.complaint, by=by, at=AT)


def _taught(scene: Any) -> None:
    _kept(scene)
    learning.record_learning(scene.complaint, _lesson(scene), by=scene.cast.by(scene.cast.officer), at=AT)


def _accepted(scene: Any) -> None:
    _taught(scene)
    by = scene.cast.by(scene.cast.service_manager)
    learning.accept_learning(_learning(scene), by=by, at=AT)


def _lesson(scene: Any) -> Lesson:
    owner = scene.cast.service_manager
    return Lesson("process", "repairs", "C", owner, DAY + timedelta(days=30), "P")


def _remedy(scene: Any) -> Any:
    return scene.complaint.remedies.all()[0]


def _learning(scene: Any) -> Any:
    return scene.complaint.learnings.all()[0]


def _reply(scene: Any) -> Any:
    return scene.complaint.more_time_replies.all()[0]


ACTS = {
    "decide_remedy": (
        _at_work,
        lambda s, by: remedies.decide_remedy(s.complaint, 1, SORRY, by=by, at=AT),
    ),
    "drop_remedy": (_decided, lambda s, by: remedies.drop_remedy(_remedy(s), by=by, at=AT)),
    "approve_remedy": (_decided, lambda s, by: remedies.approve_remedy(_remedy(s), by=by, at=AT)),
    "answer_remedy": (
        _offered,
        lambda s, by: remedies.answer_remedy(_remedy(s), accepted=True, by=by, at=AT),
    ),
    "pay_remedy": (
        _offered,
        lambda s, by: remedies.pay_remedy(_remedy(s), on=DAY, proof="P", by=by, at=AT),
    ),
    "reply_to_more_time": (
        _extended,
        lambda s, by: more_time.reply_to_more_time(s.complaint, 1, says="disagree", by=by, at=AT),
    ),
    "react_to_reply": (
        _disputed,
        lambda s, by: more_time.react_to_reply(_reply(s), words="W", by=by, at=AT),
    ),
    "give_news": (_at_work, lambda s, by: news.give_news(s.complaint, words="W", by=by, at=AT)),
    "hand_over_promise": (
        _offered,
        lambda s, by: news.hand_over_promise(s.promise, owner=s.cast.head, by=by, at=AT),
    ),
    "reopen": (_closed, lambda s, by: news.reopen(s.complaint, why="It leaks again", by=by, at=AT)),
    "record_learning": (
        _kept,
        lambda s, by: learning.record_learning(s.complaint, _lesson(s), by=by, at=AT),
    ),
    "accept_learning": (_taught, lambda s, by: learning.accept_learning(_learning(s), by=by, at=AT)),
    "prove_learning": (
        _accepted,
        lambda s, by: learning.prove_learning(_learning(s), on=DAY, proof="P", by=by, at=AT),
    ),
}

ACT_ROWS = """\
decide_remedy       not not  ok own own not not not not not  no  no  no  no  no
drop_remedy         not not  ok own own not not not not not  no  no  no  no  no
approve_remedy      not not prp lim  ok not not not not not  no  no  no  no  no
answer_remedy        ok  ok  ok  ok  ok not not not not not  no  no  no  no  no
pay_remedy          not  ok  ok  ok  ok not not not not not  no  no  no  no  no
reply_to_more_time   ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
react_to_reply      not  ok  ok  ok  ok not not not not not  no  no  no  no  no
give_news           not  ok  ok  ok  ok not not not not not  no  no  no  no  no
hand_over_promise   not  ok  ok  ok  ok not not not not not  no  no  no  no  no
reopen               ok  ok  ok  ok  ok not not not not not  no  no  no  no  no
record_learning     not  ok  ok  ok  ok not not not  ok not  no  no  no  no  no
accept_learning     not els els els  ok not not not  ok not  no  no  no  no  no
prove_learning      not els els els  ok not not not  ok not  no  no  no  no  no
"""
