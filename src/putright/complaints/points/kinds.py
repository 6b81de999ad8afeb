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
