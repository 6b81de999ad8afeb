"""Writing down what residents say, and service requests: whoever hears residents, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from putright.complaints.actions import Told
from putright.complaints.intake import actions
from putright.complaints.intake.actions import Came, Danger
from putright.complaints.models import Draft, ServiceRequest
from putright.record.tenancy import as_landlord
from tests.cast import moment

DAY = date(2026, 11, 9)
AT = moment(DAY)

GET = """
complaints:staff_drafts               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:staff_draft                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:requests                   in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request                    in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request_answer             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request_done               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request_review             in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:request_offer              in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:request_complaint          in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_source                in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
"""
# Nothing typed: each is refused with a sentence; but a request becomes a complaint without a word, and only once.
POST = """
complaints:staff_drafts               in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:staff_draft                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:requests                   in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:request                    in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:request_answer             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request_done               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:request_review             in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:request_offer              in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:request_complaint          in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_source                in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
"""
ACT_ROWS = """
save_for_later       no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
write_down           no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
write_down_request   no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
# A resident's own form does these two.
record_request       ok  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
become_complaint     ok  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
answer_request       no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
finish_request       no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
# Looking at how requests stand is the complaints team's, and their leader's.
review_request       no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
note_offer           no  ok  ok  ok  ok  no  no  ok  no  no  no  no  no  no  no
"""
TYPED: dict[str, Any] = {"channel": "phone", "received_on": DAY, "danger": Danger(), "came": Came()}


# What belongs to each case of the world, by the case's id: a request beside it, and a page saved for later.
_made: dict[Any, tuple[ServiceRequest, Draft]] = {}


def make(world: Any) -> None:
    from tests.access.world import told

    for case in (world.mine, world.neighbours, world.elsewhere):
        landlord = case.complaint.landlord
        officer = world.cast.officer if landlord == world.cast.landlord else world.cast.stranger_officer
        acting: dict[str, Any] = {"by": world.cast.by(officer), "at": timezone.now()}
        with as_landlord(landlord.id):
            request = actions.record_request(landlord, told(), channel="phone", **acting)
            typed = {"words": [told().words], "name": [told().words], "key": [str(case.complaint.id)]}
            key = str(case.complaint.id)
            draft = actions.save_for_later(landlord, key, typed, danger=Danger(), **acting)
        _made[case.complaint.id] = (request, draft)


def parts(world: Any, case: Any) -> dict[str, Any]:
    request, draft = _made[case.complaint.id]
    return {"service_request": request.reference, "draft": draft.id}


def _nothing(scene: Any) -> None:
    """Nothing is there yet."""


def _requested(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    actions.record_request(scene.cast.landlord, Told("W"), channel="phone", by=by, at=AT)


def _request() -> ServiceRequest:
    return ServiceRequest.objects.get()


ACTS = {
    "save_for_later": (
        _nothing,
        lambda s, by: actions.save_for_later(s.cast.landlord, "K", {}, danger=Danger(), by=by, at=AT),
    ),
    "write_down": (
        _nothing,
        lambda s, by: actions.write_down(s.cast.landlord, "K", Told("W"), **TYPED, by=by, at=AT),
    ),
    "write_down_request": (
        _nothing,
        lambda s, by: actions.write_down_request(s.cast.landlord, "K", Told("W"), **TYPED, by=by, at=AT),
    ),
    "record_request": (
        _nothing,
        lambda s, by: actions.record_request(s.cast.landlord, Told("W"), channel="web", by=by, at=AT),
    ),
    "become_complaint": (_requested, lambda s, by: actions.become_complaint(_request(), by=by, at=AT)),
    "answer_request": (_requested, lambda s, by: actions.answer_request(_request(), "A", by=by, at=AT)),
    "finish_request": (
        _requested,
        lambda s, by: actions.finish_request(_request(), on=DAY, done="D", by=by, at=AT),
    ),
    "review_request": (_requested, lambda s, by: actions.review_request(_request(), "R", by=by, at=AT)),
    "note_offer": (_requested, lambda s, by: actions.note_offer(_request(), "N", by=by, at=AT)),
}
