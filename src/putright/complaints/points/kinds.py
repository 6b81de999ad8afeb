"""The kinds of event of points that are told apart or answered together."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

POINT_SPLIT = register(
    Kind(
        "point.split",
        pgettext_lazy("timeline", "We look at one of your points as several"),
        facts=frozenset({"point", "new"}),
        personal=frozenset({"wordings"}),
        shown_to_resident=True,
    )
)
POINT_JOINED = register(
    Kind(
        "point.joined",
        pgettext_lazy("timeline", "We answer two of your points together"),
        facts=frozenset({"point", "to"}),
        shown_to_resident=True,
    )
)
POINT_SEPARATED = register(
    Kind(
        "point.separated",
        pgettext_lazy("timeline", "We answer two of your points by themselves again"),
        facts=frozenset({"point", "from"}),
        shown_to_resident=True,
    )
)
ISSUE_ADDED = register(
    Kind(
        "point.added_by_resident",
        pgettext_lazy("timeline", "You told us about something new, and it is part of this complaint"),
        facts=frozenset({"point"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
ISSUE_APART = register(
    Kind(
        "complaint.issue_apart",
        pgettext_lazy("timeline", "You told us about something new, and it became a complaint of its own"),
        facts=frozenset({"own_case", "because"}),
        shown_to_resident=True,
    )
)
