"""What waits for somebody beside the cases' own dates, and whose it is. A folder of the room adds its line here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from putright.complaints.correspondence import queries as correspondence
from putright.record import outbox
from putright.rules.stages import CASEWORKERS, Role

from .queries import Waiting

_SENDERS = (*sorted(CASEWORKERS), Role.TEAM_LEADER)

WAITING: tuple[Waiting, ...] = (
    Waiting(
        "unanswered",
        _("Unanswered messages"),
        "waiting_messages",
        _SENDERS,
        lambda landlord, person, on: correspondence.unanswered(landlord).filter(
            correspondence.by_or_nobody(person.id)
        ),
    ),
    Waiting(
        "to_tell",
        _("Residents to call"),
        "waiting_messages",
        _SENDERS,
        lambda landlord, person, on: correspondence.to_tell(landlord).filter(
            correspondence.by_or_nobody(person.id)
        ),
    ),
    Waiting(
        "not_arrived",
        _("Messages that did not arrive"),
        "not_arrived",
        _SENDERS,
        lambda landlord, person, on: outbox.not_arrived(landlord.id),
    ),
)


def of(roles: frozenset[Role]) -> list[Waiting]:
    """What waits for somebody with these roles."""
    return [kind for kind in WAITING if roles & set(kind.roles)]
