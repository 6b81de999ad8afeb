"""Dangers: who sees them, who decides about them, who writes down that somebody was called."""

from __future__ import annotations

from datetime import date
from typing import Any

from putright.complaints.hazards import actions
from putright.record.chain import By
from putright.rules.hazards import HazardKind, Seriousness
from tests.cast import moment

DAY = date(2026, 11, 9)
AT = moment(DAY)

GET = """
complaints:dangers                    in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard                     in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_dangers               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_attempt             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_elsewhere           in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_classify            in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_investigate         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_summary             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_safe                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_work                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_begin               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:dangers                    in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:hazard                     in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_dangers               in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_attempt             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_elsewhere           in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:hazard_classify            in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_investigate         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_summary             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_safe                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_work                in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:hazard_begin               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
ACT_ROWS = """
# The officer, managers and the head decide; whoever hears residents notes calls and offers.
classify_hazard      no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
investigate_hazard   no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
send_summary         no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
make_hazard_safe     no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
decide_work          no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
begin_work           no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
record_attempt       no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
offer_elsewhere      no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
"""


def _nothing(scene: Any) -> None:
    """The danger has been reported, and no more."""


def _investigated(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    actions.investigate_hazard(scene.hazard, on=DAY, found=True, findings="F", by=by, at=AT)


def _classify(scene: Any, by: By) -> None:
    actions.classify_hazard(
        scene.hazard, seriousness=Seriousness.EMERGENCY, kind=HazardKind.FIRE, why="W", by=by, at=AT
    )


ACTS = {
    "classify_hazard": (_nothing, _classify),
    "investigate_hazard": (
        _nothing,
        lambda s, by: actions.investigate_hazard(s.hazard, on=DAY, found=True, findings="F", by=by, at=AT),
    ),
    "send_summary": (_investigated, lambda s, by: actions.send_summary(s.hazard, on=DAY, by=by, at=AT)),
    "make_hazard_safe": (
        _nothing,
        lambda s, by: actions.make_hazard_safe(s.hazard, when=AT, how="H", by=by, at=AT),
    ),
    "decide_work": (
        _investigated,
        lambda s, by: actions.decide_work(s.hazard, needed=False, work="W", by=by, at=AT),
    ),
    "begin_work": (_investigated, lambda s, by: actions.begin_work(s.hazard, on=DAY, by=by, at=AT)),
    "record_attempt": (
        _nothing,
        lambda s, by: actions.record_attempt(s.hazard, when=AT, how="call", reached=True, by=by, at=AT),
    ),
    "offer_elsewhere": (
        _nothing,
        lambda s, by: actions.offer_elsewhere(s.hazard, answer="declined", words="", by=by, at=AT),
    ),
}
