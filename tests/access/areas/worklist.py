"""Sharing out the work: absences, bulk allocation, kept searches, the dashboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from putright.complaints.models import Absence, SavedSearch
from putright.complaints.worklist import actions
from putright.record.tenancy import as_landlord

DAY = date(2026, 11, 9)
GET = """
complaints:team                       in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:absence_ended              in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:allocate_many              in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:search_kept                in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:search_removed             in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:dashboard                  in  in  in  in  in 200 404 404 200 404 404 200 200 200 404 404 404 404 2nd  in
"""
POST = """
complaints:team                       in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:absence_ended              in  in  in  in  in 302 302 302 302 404 404 302 404 404 404 404 404 404 2nd  in
complaints:allocate_many              in  in  in  in  in 200 404 404 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:search_kept                in  in  in  in  in 302 302 302 302 404 302 302 404 302 404 404 404 404 2nd  in
complaints:search_removed             in  in  in  in  in 404 302 404 404 404 404 404 404 404 404 404 404 404 2nd  in
complaints:dashboard                  in  in  in  in  in 405 404 404 405 404 404 405 405 405 404 404 404 404 2nd  in
"""
ACT_ROWS = """
note_absence         no  ok  ok  no  ok  no  no  ok  no  no  no  no  no  no  no
end_absence          no  ok  ok  no  ok  no  no  ok  no  no  no  no  no  no  no
allocate_many        no  ok  no  no  ok  no  no  ok  no  no  no  no  no  no  no
save_search          no  ok  ok  ok  ok  no  ok  ok  no  ok  no  no  no  no  no
remove_search        no  no  ok  no  no  no  no  no  no  no  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def away(scene: Any) -> None:
    Absence.objects.create(landlord=scene.cast.landlord, person=scene.cast.manager, from_on=DAY)


def kept(scene: Any) -> None:
    SavedSearch.objects.create(
        landlord=scene.cast.landlord, person=scene.cast.manager, name="Leaks", asks={"q": "leak"}
    )


ACTS: Mapping[str, Any] = {
    "note_absence": (
        nothing,
        lambda s, by: actions.note_absence(
            s.cast.landlord,
            s.cast.manager,
            from_on=DAY,
            until_on=None,
            cover=s.cast.other_manager,
            by=by,
            at=s.at,
        ),
    ),
    "end_absence": (away, lambda s, by: actions.end_absence(Absence.objects.get(), by=by, at=s.at)),
    "allocate_many": (
        nothing,
        lambda s, by: actions.allocate_many(
            s.cast.landlord, [s.complaint.reference], s.cast.manager, by=by, at=s.at
        ),
    ),
    "save_search": (
        nothing,
        lambda s, by: actions.save_search(
            s.cast.landlord, name="Leaks", asks={"q": "leak"}, notify=True, by=by, at=s.at
        ),
    ),
    "remove_search": (kept, lambda s, by: actions.remove_search(SavedSearch.objects.get(), by=by, at=s.at)),
}


def make(world: Any) -> None:
    """An absence of the manager's, and a search that they keep."""
    landlord, manager = world.cast.landlord, world.cast.manager
    with as_landlord(landlord.id):
        Absence.objects.create(landlord=landlord, person=manager, from_on=DAY)
        SavedSearch.objects.create(landlord=landlord, person=manager, name="Leaks", asks={"q": "leak"})


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {"absence": Absence.objects.get().id, "search": SavedSearch.objects.get().id}
