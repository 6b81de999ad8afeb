"""The kinds of event of cases that belong together. Each act is noted on the chains of both cases."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

LINKED = register(
    Kind(
        "case.linked",
        pgettext_lazy("timeline", "We linked the complaint to another one"),
        facts=frozenset({"other", "why"}),
    )
)
UNLINKED = register(
    Kind(
        "case.unlinked",
        pgettext_lazy("timeline", "We took a link to another complaint away"),
        facts=frozenset({"other", "why"}),
    )
)
# `points` says under which number each point stands in the other case, and `under` which of them is answered under
# which other.
JOINED = register(
    Kind(
        "case.joined",
        pgettext_lazy("timeline", "We began to answer your complaint together with an earlier one"),
        facts=frozenset({"into", "points", "hazards", "whose"}),
        personal=frozenset({"reasons"}),
        shown_to_resident=True,
    )
)
TOOK_IN = register(
    Kind(
        "case.took_in",
        pgettext_lazy("timeline", "We took a later complaint about the same thing into yours"),
        facts=frozenset({"other", "points", "under", "hazards", "whose"}),
        shown_to_resident=True,
    )
)
TAKEN_APART = register(
    Kind(
        "case.taken_apart",
        pgettext_lazy("timeline", "We answer your complaint by itself again, with the dates it had"),
        facts=frozenset({"into", "hazards", "added_days"}),
        personal=frozenset({"reasons"}),
        shown_to_resident=True,
    )
)
GAVE_BACK = register(
    Kind(
        "case.gave_back",
        pgettext_lazy("timeline", "We took another complaint out of yours again"),
        facts=frozenset({"other", "points", "hazards", "freed"}),
        shown_to_resident=True,
    )
)
