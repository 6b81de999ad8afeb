"""The kinds of event of what residents say to more time."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

REPLIED = register(
    Kind(
        "more_time.replied",
        pgettext_lazy("timeline", "You told us what you think of the new date"),
        facts=frozenset({"reply", "stage", "says", "wants_ready_points", "react_by", "agreed", "agreed_on"}),
        personal=frozenset({"because"}),
        shown_to_resident=True,
    )
)
REACTED = register(
    Kind(
        "more_time.reacted",
        pgettext_lazy("timeline", "We answered what you said about the new date"),
        facts=frozenset({"reply", "stage"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
OWN_TIME = register(
    Kind(
        "more_time.taken_by_resident",
        pgettext_lazy("timeline", "You told us that you need more time"),
        facts=frozenset({"what", "until", "of_need"}),
        personal=frozenset({"because"}),
        shown_to_resident=True,
    )
)
