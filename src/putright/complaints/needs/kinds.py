"""The kinds of event about needs, reprisals and limits to contact.

A reprisal has a chain of its own: the case's record is read by the very people it may be about.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, name_subjects, register

NEED_ASKED = register(
    Kind(
        "need.asked",
        pgettext_lazy("timeline", "You told us what help you need"),
        facts=frozenset({"need", "kind", "shared_with"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
NEED_DECIDED = register(
    Kind(
        "need.decided",
        pgettext_lazy("timeline", "We decided about the help you asked for"),
        facts=frozenset({"need", "decision", "review_on"}),
        personal=frozenset({"instead", "reasons"}),
        shown_to_resident=True,
    )
)
NEED_ENDED = register(
    Kind(
        "need.ended",
        pgettext_lazy("timeline", "Help that is no longer needed was ended"),
        facts=frozenset({"need"}),
        shown_to_resident=True,
    )
)
HOUSEHOLD_TOLD = register(
    Kind(
        "household.told",
        pgettext_lazy("timeline", "You told us whom to think about at home"),
        personal=frozenset({"at_home", "words"}),
        shown_to_resident=True,
    )
)
REPRISAL_REPORTED = register(
    Kind(
        "reprisal.reported",
        pgettext_lazy("timeline", "You told us that something happened because you complained"),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
REPRISAL_ANSWERED = register(
    Kind(
        "reprisal.answered",
        pgettext_lazy("timeline", "We answered what you told us about a reprisal"),
        personal=frozenset({"answer"}),
        shown_to_resident=True,
    )
)
CONTACT_LIMITED = register(
    Kind(
        "contact.limited",
        pgettext_lazy("timeline", "We limited how you can contact us"),
        facts=frozenset({"limit", "warned_on", "from_on", "review_on"}),
        personal=frozenset({"words", "reasons", "needs_considered"}),
        shown_to_resident=True,
    )
)
LIMIT_REVIEWED = register(
    Kind(
        "contact.limit_reviewed",
        pgettext_lazy("timeline", "We looked again at the limit to how you can contact us"),
        facts=frozenset({"limit", "kept", "review_on"}),
        personal=frozenset({"reasons"}),
        shown_to_resident=True,
    )
)


def _reference(landlord_id: UUID, reprisal_id: UUID) -> str | None:
    from putright.complaints.models import Complaint

    return (
        Complaint.objects.filter(landlord_id=landlord_id, reprisals__id=reprisal_id)
        .values_list("reference", flat=True)
        .first()
    )


name_subjects("reprisal", _reference)
