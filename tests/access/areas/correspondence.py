"""Messages on a case, notes, news that a person tells, and messages that did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from putright.complaints.correspondence import actions
from putright.complaints.correspondence.calls import must_tell
from putright.complaints.models import CaseMessage, ToTell
from putright.record import documents, outbox
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.cast import moment

DAY = moment("2026-11-09").date()
AT = moment("2026-11-09")

GET = """
complaints:messages                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:case_messages              in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:message_came_in            in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:message_answered           in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:note                       in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:tell_news                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:waiting_messages           in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:not_arrived                in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:send_again                 in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:deal_with                  in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:came_back                  in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:posted                     in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:outgoing_letter            in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:outbox                     in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:messages                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:case_messages              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:message_came_in            in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:message_answered           in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:note                       in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:tell_news                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:waiting_messages           in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:not_arrived                in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:send_again                 in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:deal_with                  in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:came_back                  in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:posted                     in  in  in  in  in 302 302 302 302 404 404 302 404 404 404 404 404 404 2nd  in
complaints:outgoing_letter            in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:outbox                     in  in  in  in  in 404 404 404 404 405 404 404 404 404 404 404 404 404 2nd  in
"""
# What an attacker would type (as tests/access/world.py has it, which reads this module).
HOSTILE = "</title></textarea><script>alert('x')</script>\"' onmouseover=alert(1) {{ 7*7 }} %s %(a)s"

ACT_ROWS = """
write_message        ok  ok  ok  ok  ok not not not not not  no  no  no  no  no
take_message         no  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
answer_otherwise     no  ok  ok  ok  ok not not not not not  no  no  no  no  no
write_note           no  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
tell_news            no  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
mark_posted          no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
report_returned      no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
send_again           no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
deal_with            no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def written(scene: Any) -> None:
    actions.write_message(scene.complaint, "When will you come?", by=By.resident(), at=AT)


def to_call(scene: Any) -> None:
    must_tell(scene.complaint, "phone", at=AT)


def by_post(scene: Any) -> None:
    landlord = scene.cast.landlord.id
    outbox.send_later(
        landlord,
        channel="post",
        to="1 Quay Row",
        subject="S",
        text="",
        about=("complaint", scene.complaint.id),
        at=AT,
        document=documents.keep(landlord, name="l.pdf", content_type="application/pdf", data=b"%PDF", at=AT),
    )


def posted(scene: Any) -> None:
    by_post(scene)
    outbox.posted(sent(scene), at=AT)


def returned(scene: Any) -> None:
    posted(scene)
    outbox.came_back(sent(scene), reason="Gone away", at=AT)


def sent(scene: Any) -> Message:
    return Message.objects.get(about_id=scene.complaint.id, channel="post")


def message(scene: Any) -> CaseMessage:
    return CaseMessage.objects.get(complaint=scene.complaint)


ACTS: dict[str, Any] = {
    "write_message": (nothing, lambda s, by: actions.write_message(s.complaint, "M", by=by, at=AT)),
    "take_message": (
        nothing,
        lambda s, by: actions.take_message(s.complaint, "M", channel="email", on=DAY, by=by, at=AT),
    ),
    "answer_otherwise": (
        written,
        lambda s, by: actions.answer_otherwise(message(s), how="call", answer="A", by=by, at=AT),
    ),
    "write_note": (nothing, lambda s, by: actions.write_note(s.complaint, "N", by=by, at=AT)),
    "tell_news": (
        to_call,
        lambda s, by: actions.tell_news(
            ToTell.objects.get(complaint=s.complaint),
            channel="phone",
            reached=True,
            summary="S",
            by=by,
            at=AT,
        ),
    ),
    "mark_posted": (by_post, lambda s, by: actions.mark_posted(sent(s), by=by, at=AT)),
    "report_returned": (
        posted,
        lambda s, by: actions.report_returned(sent(s), reason="R", by=by, at=AT),
    ),
    "send_again": (
        returned,
        lambda s, by: actions.send_again(sent(s), channel="post", to="2 Quay Row", by=by, at=AT),
    ),
    "deal_with": (returned, lambda s, by: actions.deal_with(sent(s), how="H", by=by, at=AT)),
}


def make(world: Any) -> None:
    """Each case with an unanswered message, news that a person has to tell, and a letter on its way."""
    for landlord, case in (
        (world.cast.landlord, world.mine),
        (world.cast.landlord, world.neighbours),
        (world.cast.other_landlord, world.elsewhere),
    ):
        with as_landlord(landlord.id):
            CaseMessage.objects.create(
                landlord=landlord,
                complaint=case.complaint,
                from_resident=True,
                text=HOSTILE,
                written_at=AT,
            )
            ToTell.objects.create(landlord=landlord, complaint=case.complaint, why="phone", since=AT)
            outbox.send_later(
                landlord.id,
                channel="post",
                to=HOSTILE,
                subject="Our answer",
                text="",
                about=("complaint", case.complaint.id),
                at=AT,
                document=case.letter.pdf,
            )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(case.complaint.landlord_id):
        return {
            "message": CaseMessage.objects.get(complaint=case.complaint).id,
            "task": ToTell.objects.get(complaint=case.complaint).id,
            "sent": Message.objects.get(about_id=case.complaint.id, channel="post").id,
        }
