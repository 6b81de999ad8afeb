"""Years of history, made in bulk: the same rows and events as the import makes of them, and a chain that holds."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.db.models import Model
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints.imports import take
from putright.complaints.models import Complaint, Finding, History, Point, Promise, Stage
from putright.demo import bulk
from putright.record.models import Event, PersonalText
from putright.record.tenancy import as_landlord
from putright.record.verify import verify_landlord
from tests.cast import make_landlord, moment

TABLES: tuple[type[Model], ...] = (Complaint, Stage, Point, Finding, Promise, History, Event, PersonalText)
# What differs between two runs of anything: keys, salts, and the hashes over them.
OF_ITS_OWN = {
    "id",
    "salt",
    "body",
    "hash",
    "previous",
    "landlord_id",
    "complaint_id",
    "point_id",
    "event_id",
    "chain_id",
}


@pytest.mark.django_db
def test_bulk_history_is_what_the_import_makes_of_the_same_lines() -> None:
    now = moment("2026-11-20")
    said: list[str] = []
    with mock.patch.object(timezone, "now", return_value=now), mock.patch.object(bulk, "PART", 15):
        ours = make_landlord("meadowbank", "Meadowbank Homes")
        events, _seconds = bulk.fill_up(40, said.append)
        assert bulk.fill_up(40, said.append)[0] == 0
        made = rows(ours)
        theirs = make_landlord("apart", "Apart Homes")
        # Line by line and under another name: no batch of the one is a batch of the other.
        for start, end in ((0, 15), (15, 30), (30, 40)):
            for line in bulk.lines((start, end), now):
                (outcome,) = take([(line[0], line[1].replace('"meadowbank"', '"apart"'))], at=now)
                assert outcome[0].what == "taken", outcome
    assert made == rows(theirs)
    assert len(made[Event]) == events > 150 and len(made[Complaint]) == 40
    for landlord in (ours, theirs):
        report = verify_landlord(landlord.id)
        assert report.ok and report.events == events
    assert said[-1].startswith("40 complaints; ")


def rows(landlord: Landlord) -> dict[type[Model], list[Any]]:
    """Everything that the landlord's tables hold, without what no two runs share, in the order it was made."""
    with as_landlord(landlord.id):
        return {
            table: [
                {
                    field.attname: getattr(row, field.attname)
                    for field in table._meta.concrete_fields
                    if field.attname not in OF_ITS_OWN
                }
                for row in table._default_manager.filter(landlord_id=landlord.id).order_by("id")
            ]
            for table in TABLES
        }
