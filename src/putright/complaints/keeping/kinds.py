"""The kinds of event about what is kept."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

HELD = register(
    Kind(
        "hold.placed",
        pgettext_lazy("timeline", "Your details are kept for longer, for a reason of law"),
        facts=frozenset({"hold"}),
        personal=frozenset({"reasons"}),
    )
)
RELEASED = register(
    Kind(
        "hold.lifted",
        pgettext_lazy("timeline", "Your details need no longer be kept"),
        facts=frozenset({"hold"}),
    )
)
REMOVAL_PROPOSED = register(
    Kind(
        "removal.proposed",
        pgettext_lazy("timeline", "Somebody proposed to remove personal details"),
        facts=frozenset({"removal", "why"}),
    )
)
REMOVAL_DECIDED = register(
    Kind(
        "removal.decided",
        pgettext_lazy("timeline", "Somebody else decided about removing personal details"),
        facts=frozenset({"removal", "approved"}),
    )
)
ASKED_WHAT_IS_HELD = register(
    Kind(
        "data.asked",
        pgettext_lazy("timeline", "You asked what we hold about you"),
        facts=frozenset({"question", "due_on"}),
        shown_to_resident=True,
    )
)
TOLD_WHAT_IS_HELD = register(
    Kind(
        "data.given",
        pgettext_lazy("timeline", "We gave you what we hold about you"),
        facts=frozenset({"question", "cases"}),
        shown_to_resident=True,
    )
)
