"""Who looked at what."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.record.access_log import seen
from putright.record.chain import By
from putright.record.ids import uuid7
from putright.record.models import AccessEntry, Event
from putright.record.tenancy import as_landlord

AT = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_a_view_is_one_row_and_one_statement(landlord: UUID) -> None:
    person, case = uuid7(), uuid7()
    with as_landlord(landlord):
        with CaptureQueriesContext(connection) as queries:
            seen(landlord, by=By.staff(person, "housing_manager"), what="case", subject=("case", case), at=AT)
        row = AccessEntry.objects.get()
        assert not Event.objects.exists()
    assert len(queries) == 1
    assert (row.by_kind, row.person_id, row.role) == ("staff", person, "housing_manager")
    assert (row.what, row.subject_kind, row.subject_id, row.at) == ("case", "case", case, AT)


@pytest.mark.django_db
def test_a_list_has_no_single_subject_and_a_resident_no_account(landlord: UUID) -> None:
    with as_landlord(landlord):
        seen(landlord, by=By.resident(), what="list", subject=("case_list", None), at=AT)
        row = AccessEntry.objects.get()
    assert (row.by_kind, row.person_id, row.subject_id) == ("resident", None, None)
