"""Rows of complaints/homes: a landlord's list of homes, a home's page, and the home of a case."""

from __future__ import annotations

import io
from typing import Any

from putright.complaints.homes.actions import import_homes, match_home, unmatch_home
from putright.complaints.models import Home
from tests.cast import moment

AT = moment("2026-11-09")

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
