"""What blanking a case does to its evidence. Apart from the acts, since blanking stands among those they build on."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from putright.complaints.models import Complaint
from putright.record import documents

from .models import CaseFile, EvidenceLink, EvidenceRequest


def forget_files(complaint: Complaint, *, reason: str, at: datetime) -> None:
    """Empties what the case's files and requests say and removes the files' bytes. For the blanking of the case."""
    mine: dict[str, Any] = {"landlord": complaint.landlord, "complaint": complaint}
    found = CaseFile.objects.filter(**mine)
    ids = {one for row in found.values_list("original", "shared", "redacted") for one in row if one}
    ids |= {UUID(one) for earlier in found.values_list("earlier_copies", flat=True) for one in earlier}
    documents.forget(complaint.landlord_id, ids, reason=reason, at=at)
    found.update(
        name="", about="", virus="", taken_out="", taken_out_because="", forgotten_at=at, let_see_at=None
    )
    requests = EvidenceRequest.objects.filter(**mine)
    EvidenceLink.objects.filter(landlord=complaint.landlord, request__in=requests).delete()
    empty = "name organisation email question photographs adjustments answer notice attempts ask_instead"
    requests.update(**dict.fromkeys(empty.split(), ""), ended_because="", chase_on=None)
