"""The kinds of event of worries and of confided names.

Both have chains of their own: the case's record is read by the very people whom they may be about.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, name_subjects, register

TOLD = register(
    Kind(
        "worry.told",
        pgettext_lazy("timeline", "You told us what you are worried about"),
        facts=frozenset({"about", "asks"}),
        personal=frozenset({"words", "person"}),
        shown_to_resident=True,
    )
)
AGREED = register(
    Kind(
        "worry.agreed",
        pgettext_lazy("timeline", "We agreed with you how we go about what you are worried about"),
        facts=frozenset({"asks"}),
        personal=frozenset({"agreed"}),
        shown_to_resident=True,
    )
)
CONFIDED = register(
    Kind(
        "name.confided",
        pgettext_lazy("timeline", "You gave your name to one person only"),
        personal=frozenset({"name", "reach"}),
        shown_to_resident=True,
    )
)
RELEASED = register(
    Kind(
        "name.released",
        pgettext_lazy("timeline", "You agreed that the people who deal with your complaint know your name"),
        shown_to_resident=True,
    )
)


def _reference(of: str) -> Callable[[UUID, UUID], str | None]:
    def found(landlord_id: UUID, row_id: UUID) -> str | None:
        from putright.complaints.models import Complaint

        return (
            Complaint.objects.filter(landlord_id=landlord_id, **{f"{of}__id": row_id})
            .values_list("reference", flat=True)
            .first()
        )

    return found


name_subjects("worry", _reference("worries"))
name_subjects("confided", _reference("confided"))
