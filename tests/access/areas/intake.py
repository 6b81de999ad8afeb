"""Writing down what residents say, and service requests: whoever hears residents, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

from putright.complaints.actions import Told
from putright.complaints.intake import actions
from putright.complaints.intake.actions import Came, Danger
from putright.complaints.models import ServiceRequest
from tests.cast import moment

DAY = date(2026, 11, 9)
AT = moment(DAY)

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
