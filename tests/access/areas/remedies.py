"""Remedies, what residents say to more time, news and learning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from putright.complaints import actions
from putright.complaints.learning import actions as learning
from putright.complaints.learning.actions import Lesson
from putright.complaints.models import Learning, MoreTimeReply, News, Remedy
from putright.complaints.more_time import actions as more_time
from putright.complaints.news import actions as news
from putright.complaints.remedies import actions as remedies
from putright.complaints.remedies.actions import RemedyDraft
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import moment, nothing_learned

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()
HOSTILE = "<script>alert('x')</script>\"' {{ 7*7 }} %s %(a)s"
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


GET = """\
complaints:offer                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:more_time                 404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:reopen                    404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:remedies                   in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:remedy_new                 in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_change              in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_dropped             in  in  in  in  in 404 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_approve             in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_settle              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_paid                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:case_news                  in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:more_time_reply            in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:more_time_react            in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_owner              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_reopen               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:follow_up                  in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:learning                   in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:learning_list              in  in  in  in  in 200 200 200 200 404 404 200 200 200 404 404 404 404 2nd  in
complaints:learning_accept            in  in  in  in  in 200 200 200 200 404 404 404 200 404 404 404 404 404 2nd  in
complaints:learning_prove             in  in  in  in  in 200 200 200 200 404 404 404 200 404 404 404 404 404 2nd  in
"""

# What an answer has offered cannot be changed any more; a learning may be taken on without another word.
POST = """\
complaints:offer                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:more_time                 404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:reopen                    404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:remedies                   in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:remedy_new                 in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_change              in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_dropped             in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_approve             in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_settle              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:remedy_paid                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:case_news                  in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:more_time_reply            in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:more_time_react            in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:promise_owner              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:staff_reopen               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:follow_up                  in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:learning                   in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:learning_list              in  in  in  in  in 405 405 405 405 404 404 405 405 405 404 404 404 404 2nd  in
complaints:learning_accept            in  in  in  in  in 200 200 200 302 404 404 404 302 404 404 404 404 404 2nd  in
complaints:learning_prove             in  in  in  in  in 200 200 200 200 404 404 404 200 404 404 404 404 404 2nd  in
"""


def make(world: Any) -> None:
    """In each case a remedy that was offered, a reply to more time, and a change that somebody sees to."""
    owners = {world.elsewhere.complaint.id: world.cast.stranger_officer}
    for case in (world.mine, world.neighbours, world.elsewhere):
        complaint = case.complaint
        landlord, mine = complaint.landlord, {"landlord": complaint.landlord, "complaint": complaint}
        with as_landlord(landlord.id):
            Remedy.objects.create(
                **mine,
                stage=1,
                kind="payment",
                words=HOSTILE,
                weighed=HOSTILE,
                pence=9_000,
                head="distress",
                how="bank",
                pay_by=DAY,
                decided_on=DAY,
                offered_on=DAY,
            )
            MoreTimeReply.objects.create(
                **mine, stage=1, says="disagree", because=HOSTILE, said_on=DAY, react_by=DAY
            )
            News.objects.create(**mine, stage=1, words=HOSTILE, given_on=DAY)
            Learning.objects.create(
                **mine,
                stage=1,
                cause="process",
                service="repairs",
                change=HOSTILE,
                publish=HOSTILE,
                owner=owners.get(complaint.id, world.cast.service_manager),
                due_on=DAY,
                recorded_on=DAY,
            )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    complaint = case.complaint
    with as_landlord(complaint.landlord_id):
        return {
            "remedy": complaint.remedies.get().id,
            "reply": complaint.more_time_replies.get().id,
            "learning": complaint.learnings.get().id,
        }
