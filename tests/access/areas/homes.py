"""Rows of complaints/homes: a landlord's list of homes, a home's page, and the home of a case."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from putright.complaints.homes.actions import import_homes, match_home, unmatch_home
from putright.complaints.models import Complaint, Home
from putright.record.tenancy import as_landlord
from tests.cast import moment

AT = moment("2026-11-09")

GET = """
complaints:homes                       in  in  in  in  in 200 200 200 200 200 200 200 404 200 404 404 404 404 2nd  in
complaints:homes_import                in  in  in  in  in 404 404 404 404 200 404 404 404 404 404 404 404 404 2nd  in
complaints:home                        in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:home_match                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:home_unmatch                in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:homes                       in  in  in  in  in 405 405 405 405 405 405 405 404 405 404 404 404 404 2nd  in
complaints:homes_import                in  in  in  in  in 404 404 404 404 200 404 404 404 404 404 404 404 404 2nd  in
complaints:home                        in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:home_match                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:home_unmatch                in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
"""
# The list is an administrator's; which home it is may be said by whoever takes the call.
ACT_ROWS = """
import_homes         no  no  no  no  no  ok  no  no  no  no  no  no  no  no  no
match_home          not  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
unmatch_home        not  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
"""


def a_home(scene: Any) -> Home:
    return Home.objects.create(
        landlord=scene.cast.landlord, reference="H1", line_1="1 Sample Court", postcode="ZZ1 1AA"
    )


def matched(scene: Any) -> None:
    match_home(scene.complaint, a_home(scene), by=scene.cast.by(scene.cast.officer), at=AT)


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


LIST = b"reference,line_1,postcode\nH1,1 Road,ZZ1 1AA\n"
ACTS = {
    "import_homes": (
        nothing,
        lambda s, by: import_homes(s.cast.landlord, io.BytesIO(LIST), name="homes.csv", by=by, at=AT),
    ),
    "match_home": (a_home, lambda s, by: match_home(s.complaint, Home.objects.get(), by=by, at=AT)),
    "unmatch_home": (matched, lambda s, by: unmatch_home(s.complaint, by=by, at=AT)),
}


def make(world: Any) -> None:
    """A home at each landlord with a hostile address; ours has two cases."""
    for case in (world.mine, world.elsewhere):
        landlord = case.complaint.landlord
        with as_landlord(landlord.id):
            home = Home.objects.create(
                landlord=landlord,
                reference="<H1>",
                line_1=case.complaint.address[:200],
                postcode="ZZ9 9ZZ",
                service_area=case.complaint.address[:100],
            )
            Complaint.objects.filter(landlord=landlord).update(home=home)


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    landlord = case.complaint.landlord
    with as_landlord(landlord.id):
        return {"home": Home.objects.get(landlord=landlord).id}
