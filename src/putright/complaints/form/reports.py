"""What somebody only wants to have fixed: sent as a service request, with keys of its own (journeys 3.3)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from putright.accounts.doors import PutrightRequest
from putright.accounts.models import Landlord
from putright.complaints import drafts, messages, reference
from putright.complaints.actions import Told
from putright.complaints.intake.actions import record_request
from putright.complaints.models import ServiceRequest
from putright.complaints.queries import people_of
from putright.record.chain import By
from putright.rules.stages import Role


def report(request: PutrightRequest, mine: drafts.Held, said: Told) -> ServiceRequest:
    """Records the request, once, and seals its passphrase for the browser that sent it."""
    passphrase = reference.new_passphrase()
    made = record_request(
        request.landlord,
        said,
        channel="web",
        draft=mine.draft,
        passphrase=passphrase,
        seal=drafts.sealed(mine.secret, passphrase, request.moment),
        by=By.resident(),
        at=request.moment,
    )
    mine.draft.refresh_from_db(fields=["answers", "request"])
    messages.report_received(made, at=request.moment)
    return made


def has_member(landlord: Landlord, at: datetime) -> bool:
    """Whether this landlord has somebody to whom a name can be given alone."""
    return bool(people_of(landlord, [Role.MEMBER_RESPONSIBLE], timezone.localdate(at)))
