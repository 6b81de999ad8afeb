"""What came of an act: a refusal that wrote nothing, or the events of a case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from putright.complaints.models import Complaint
from putright.record.chain import timeline
from putright.record.models import Event
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is tried inside is refused with this code, and no event is written."""
    before = Event.objects.count()
    with pytest.raises(Refused) as error:
        yield
    assert error.value.code == code
    assert Event.objects.count() == before


def kinds_of(complaint: Complaint) -> list[str]:
    """The kinds of a case's events, in their order."""
    with as_landlord(complaint.landlord_id):
        return [one.kind.name for one in timeline(complaint.landlord_id, ("complaint", complaint.id))]
