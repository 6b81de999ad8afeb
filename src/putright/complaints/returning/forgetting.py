"""What goes with a form that had its time, and with a case whose personal text is removed.

Apart from the acts, since removal stands among those they build on.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from putright.complaints.models import Complaint, Draft, ServiceRequest
from putright.record import documents, outbox

from .models import DraftFile, DraftKey, DraftLink, SavedDraft, StillToCome

_EMPTY = {"phone": "", "email": "", "proof": "", "shown_code": ""}


def forget_beside(landlord_id: UUID, drafts: Collection[UUID], *, reason: str, at: datetime) -> None:
    """Removes what lies beside forms that were never sent: files with their bytes, codes, links, keys, messages."""
    if not drafts:
        return
    files = DraftFile.objects.filter(landlord_id=landlord_id, draft__in=drafts)
    documents.forget(landlord_id, set(files.values_list("original", flat=True)), reason=reason, at=at)
    files.delete()
    DraftKey.objects.filter(landlord_id=landlord_id, draft__in=drafts).delete()
    saved = SavedDraft.objects.filter(landlord_id=landlord_id, draft__in=drafts)
    for one in saved:
        outbox.forget(landlord_id, ("draft", one.draft_id))
    DraftLink.objects.filter(landlord_id=landlord_id, saved__in=saved).delete()
    saved.delete()


def tidy_sent(landlord_id: UUID, now: datetime) -> int:
    """Empties what was kept to reach the person of a form that was sent since, and removes its code once its time is
    over; until then the code still leads to the page on which the complaint is found. Gives how many rows.
    """
    sent = Q(draft__complaint__isnull=False) | Q(draft__request__isnull=False)
    over = Q(draft__expires_at__lte=now)
    saved = SavedDraft.objects.filter(sent, landlord_id=landlord_id)
    # The bytes of a complaint's files are the case's now. Those of a report wait for the complaint it may become.
    done = DraftFile.objects.filter(landlord_id=landlord_id, draft__complaint__isnull=False).delete()[0]
    done += DraftKey.objects.filter(sent & over, landlord_id=landlord_id).delete()[0]
    DraftLink.objects.filter(landlord_id=landlord_id, saved__in=saved).delete()
    done += saved.filter(over).delete()[0]
    return done + saved.exclude(**_EMPTY).update(**_EMPTY)


def forget_of_request(request: ServiceRequest, *, reason: str, at: datetime) -> None:
    """Removes what lies beside the form of a report, for the removal of what the report said."""
    drafts = Draft.objects.filter(landlord=request.landlord, request=request, complaint=None)
    forget_beside(request.landlord_id, set(drafts.values_list("id", flat=True)), reason=reason, at=at)


def forget_of_case(complaint: Complaint) -> None:
    """Empties what a sent form left behind, for the blanking of its case."""
    drafts = Draft.objects.filter(landlord=complaint.landlord, complaint=complaint)
    for table in (DraftFile, DraftKey):
        table.objects.filter(landlord=complaint.landlord, draft__in=drafts).delete()
    saved = SavedDraft.objects.filter(landlord=complaint.landlord, draft__in=drafts)
    DraftLink.objects.filter(landlord=complaint.landlord, saved__in=saved).delete()
    saved.delete()
    for draft in drafts:
        outbox.forget(complaint.landlord_id, ("draft", draft.id))
    StillToCome.objects.filter(landlord=complaint.landlord, complaint=complaint).update(phone="", when="")
