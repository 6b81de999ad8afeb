"""The kinds of event about campaigns; they stand in the landlord's own chain."""

from django.utils.translation import gettext_lazy as _

from putright.record.kinds import Kind, register

CAMPAIGN_BEGUN = register(
    Kind(
        "campaign.begun",
        _("A campaign was given an address"),
        facts=frozenset({"campaign", "code"}),
        personal=frozenset({"name"}),
    )
)
CAMPAIGN_ENDED = register(
    Kind("campaign.ended", _("A campaign ended"), facts=frozenset({"campaign", "code"}))
)
