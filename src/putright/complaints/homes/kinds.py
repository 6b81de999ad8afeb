"""The kinds of event of homes: lists in the landlord's own record, in a case's the home that it is about."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

HOMES_IMPORTED = register(
    Kind(
        "homes.imported",
        pgettext_lazy("timeline", "A list of homes was imported"),
        facts=frozenset({"list", "sha256", "full", "taken", "changed", "unchanged", "gone", "refused"}),
    )
)
# Which home it is says where somebody lives: it is blanked with the case.
HOME_MATCHED = register(
    Kind(
        "home.matched",
        pgettext_lazy("timeline", "We matched the complaint to a home in our list"),
        personal=frozenset({"home", "address"}),
    )
)
HOME_UNMATCHED = register(
    Kind(
        "home.unmatched",
        pgettext_lazy("timeline", "We took back which home the complaint is about"),
        personal=frozenset({"home", "address"}),
    )
)
