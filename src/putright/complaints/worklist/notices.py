"""Telling people of new cases that a search of theirs finds: once a morning, how many, and never what is in them."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from putright.accounts.models import Landlord, Role
from putright.complaints import messages
from putright.complaints.alerts import morning_of
from putright.complaints.models import SavedSearch
from putright.complaints.roles import READING
from putright.complaints.search.queries import MATCHES
from putright.record import outbox
from putright.record.models import Message
from putright.record.tenancy import as_landlord

from .actions import told_of
from .asks import found


def tell_searches(landlord_id: UUID, now: datetime) -> int:
    """Tells people of cases that arrived since they were last told, one message for each search and working day.

    From seven in the morning in England. A person is told of nothing they are shut out of, and of nothing at all once
    they hold no role here in which cases are searched. Gives how many messages were written.
    """
    on = morning_of(now)
    if on is None:
        return 0
    with as_landlord(landlord_id):
        landlord = Landlord.objects.get(id=landlord_id)
        here = Role.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=on),
            landlord_id=landlord_id,
            kind__in=[kind.value for kind in READING],
            person__is_active=True,
        )
        searches = list(
            SavedSearch.objects.filter(
                landlord_id=landlord_id, notify=True, person_id__in=here.values("person_id")
            )
            .select_related("person", "landlord")
            .order_by("id")
        )
    written = 0
    for search in searches:
        # As this person: a case they are shut out of is not there.
        with as_landlord(landlord_id, person_id=search.person_id):
            written += _tell(landlord, search, on, now)
    return written


def _tell(landlord: Landlord, search: SavedSearch, on: date, now: datetime) -> int:
    key = f"search:{search.id}:{on.isoformat()}"
    if Message.objects.filter(landlord_id=landlord.id, key=key).exists():
        return 0
    rows = found(landlord, search.asks, on)
    if search.told_to is not None:
        # Ids grow with time.
        rows = rows.filter(id__gt=search.told_to)
    new = list(rows.order_by("-id").values_list("id", flat=True)[:MATCHES])
    if not new:
        return 0
    page = messages.address(landlord, "en", "complaints:staff_search")
    outbox.send_later(
        landlord.id,
        to=search.person.email,
        subject=f"New cases for your search: {len(new)}",
        text=(
            f"Your search “{search.name}” finds {len(new)} new.\n\n"
            f"Look at them: {page}?{urlencode(search.asks)}\n"
        ),
        about=("saved_search", search.id),
        at=now,
        key=key,
    )
    told_of(search, new[0])
    return 1
