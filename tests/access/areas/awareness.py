"""Whether people come through: the page, campaigns and the address of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from putright.complaints.awareness import actions
from putright.complaints.models import Campaign
from putright.record.tenancy import as_landlord

DAY = date(2026, 11, 9)
GET = """
complaints:campaign                  302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
complaints:awareness                  in  in  in  in  in 200 404 404 200 404 404 200 200 200 404 404 404 404 2nd  in
complaints:campaign_ended             in  in  in  in  in 405 404 404 405 404 404 405 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:campaign                  405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:awareness                  in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:campaign_ended             in  in  in  in  in 302 404 404 302 404 404 302 404 404 404 404 404 404 2nd  in
"""
ACT_ROWS = """
begin_campaign       no  ok  no  no  ok  no  no  ok  no  no  no  no  no  no  no
end_campaign         no  ok  no  no  ok  no  no  ok  no  no  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def begun(scene: Any) -> None:
    Campaign.objects.create(
        landlord=scene.cast.landlord,
        code="larch-lobby",
        name="Poster in the lobby",
        begun_on=DAY,
        begun_by=scene.cast.officer,
    )


ACTS: Mapping[str, Any] = {
    "begin_campaign": (
        nothing,
        lambda s, by: actions.begin_campaign(s.cast.landlord, "spring-text", "A text", by=by, at=s.at),
    ),
    "end_campaign": (begun, lambda s, by: actions.end_campaign(Campaign.objects.get(), by=by, at=s.at)),
}


def make(world: Any) -> None:
    """A campaign that runs."""
    landlord = world.cast.landlord
    with as_landlord(landlord.id):
        Campaign.objects.create(
            landlord=landlord,
            code="larch-lobby",
            name="Poster in the lobby",
            begun_on=DAY,
            begun_by=world.cast.officer,
        )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {"campaign": Campaign.objects.get().id, "code": "larch-lobby"}
