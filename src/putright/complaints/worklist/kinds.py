"""The kinds of event about absences and saved searches; they stand in the landlord's own chain."""

from django.utils.translation import gettext_lazy as _

from putright.record.kinds import Kind, register

ABSENCE_NOTED = register(
    Kind(
        "absence.noted",
        _("Somebody is away"),
        facts=frozenset({"absence", "person", "from_on", "until_on", "cover"}),
    )
)
ABSENCE_ENDED = register(
    Kind("absence.ended", _("Somebody is back"), facts=frozenset({"absence", "person", "until_on"}))
)
SEARCH_SAVED = register(
    Kind(
        "search.saved",
        _("A search was kept"),
        facts=frozenset({"search", "person", "notify"}),
        personal=frozenset({"name", "asks"}),
    )
)
SEARCH_REMOVED = register(
    Kind("search.removed", _("A kept search was removed"), facts=frozenset({"search", "person"}))
)
