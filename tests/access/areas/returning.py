"""Saving a form, coming back to it, and what it promised and still had to come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from putright.complaints.models import StillToCome
from putright.complaints.returning import actions
from putright.record.tenancy import as_landlord

GET = """
complaints:save                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:saved                     302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:come_back                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:return_link               404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:form_files                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
equality:about                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
equality:questions                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
equality:thanks                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:still_to_come              in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:call_made                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:papers_seen                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:equality_counts            in  in  in  in  in 404 404 404 404 200 404 404 404 200 404 404 404 404 2nd  in
"""
POST = """
complaints:save                      302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:saved                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:come_back                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
complaints:return_link               405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:form_files                302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
equality:about                       405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
equality:questions                   302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
equality:thanks                      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:still_to_come              in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:call_made                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:papers_seen                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:equality_counts            in  in  in  in  in 404 404 404 404 405 404 404 404 405 404 404 404 404 2nd  in
"""
ACT_ROWS = """
try_call             no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
write_down_call      no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
copy_papers          no  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
"""


def asked(scene: Any) -> None:
    """The form asked for a call, and said that there is only paper."""
    _asked(scene.complaint, scene.at)


def _asked(complaint: Any, at: Any) -> None:
    from tests.access.world import HOSTILE

    for kind in StillToCome.Kind:
        StillToCome.objects.create(
            landlord=complaint.landlord,
            complaint=complaint,
            kind=kind,
            phone="07700 900 982",
            when=HOSTILE[:200],
            since=at,
        )


ACTS: Mapping[str, Any] = {
    "try_call": (asked, lambda s, by: actions.try_call(s.complaint, by=by, at=s.at)),
    "write_down_call": (
        asked,
        lambda s, by: actions.write_down_call(s.complaint, "The lift", by=by, at=s.at),
    ),
    "copy_papers": (asked, lambda s, by: actions.copy_papers(s.complaint, "Two letters", by=by, at=s.at)),
}


def make(world: Any) -> None:
    """A call and papers that the form of each case asked for."""
    with as_landlord(world.cast.landlord.id):
        _asked(world.mine.complaint, timezone.now())
