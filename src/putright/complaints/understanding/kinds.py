"""The kinds of event about what we understand. That it was written down is `complaint.defined`, with its version."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

REPLIED = register(
    Kind(
        "understanding.replied",
        pgettext_lazy("timeline", "You told us whether we have understood you"),
        facts=frozenset({"version", "says"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
STAYS = register(
    Kind(
        "understanding.kept",
        pgettext_lazy("timeline", "We told you why we leave something as we wrote it"),
        facts=frozenset({"version"}),
        personal=frozenset({"because"}),
        shown_to_resident=True,
    )
)
