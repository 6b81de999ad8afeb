"""The kinds of event of what residents say once their case is closed."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

ASKED = register(
    Kind(
        "afterwards.asked",
        pgettext_lazy("timeline", "We asked you how it was"),
        shown_to_resident=True,
    )
)
SAID = register(
    Kind(
        "afterwards.said",
        pgettext_lazy("timeline", "You told us how it was"),
        facts=frozenset({"fair", "solved"}),
        shown_to_resident=True,
    )
)
STORY_SHARED = register(
    Kind(
        "case_study.answered",
        pgettext_lazy("timeline", "You told us whether we may tell others about your complaint"),
        facts=frozenset({"agreed", "named"}),
        personal=frozenset({"name_as"}),
        shown_to_resident=True,
    )
)
STORY_WITHDRAWN = register(
    Kind(
        "case_study.withdrawn",
        pgettext_lazy("timeline", "You took back that we may tell others about your complaint"),
        shown_to_resident=True,
    )
)
