"""The kinds of event of representatives. Names and contacts are personal; who may what until when is a fact."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

WHO = frozenset({"name", "organisation", "reference", "contact", "note"})

NAMED = register(
    Kind(
        "representative.named",
        pgettext_lazy("timeline", "Somebody speaks for you, with your permission"),
        facts=frozenset({"representative", "role", "permission", "scope", "until", "body"}),
        personal=WHO,
        shown_to_resident=True,
    )
)
ASKED = register(
    Kind(
        "representative.asked",
        pgettext_lazy("timeline", "Somebody would like to speak for you"),
        facts=frozenset({"representative", "role", "permission", "scope", "until", "body"}),
        personal=WHO,
        shown_to_resident=True,
    )
)
GIVEN = register(
    Kind(
        "representative.given",
        pgettext_lazy("timeline", "Permission was given to somebody to speak for you"),
        facts=frozenset({"representative", "permission", "scope", "until"}),
        personal=frozenset({"note"}),
        shown_to_resident=True,
    )
)
REFUSED = register(
    Kind(
        "representative.refused",
        pgettext_lazy("timeline", "Permission was not given to somebody to speak for you"),
        facts=frozenset({"representative"}),
        shown_to_resident=True,
    )
)
NARROWED = register(
    Kind(
        "representative.narrowed",
        pgettext_lazy("timeline", "What somebody may do for you was limited"),
        facts=frozenset({"representative", "scope", "until"}),
        shown_to_resident=True,
    )
)
ENDED = register(
    Kind(
        "representative.ended",
        pgettext_lazy("timeline", "Somebody no longer speaks for you"),
        facts=frozenset({"representative"}),
        personal=frozenset({"because"}),
        shown_to_resident=True,
    )
)
