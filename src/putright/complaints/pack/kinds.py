"""The kinds of event about the evidence pack. That it was taken by its resident stands in the access log instead."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

WORDED = register(
    Kind(
        "pack.worded",
        pgettext_lazy("timeline", "You wrote for your evidence pack why you are still unhappy"),
        personal=frozenset({"why", "wanted"}),
        shown_to_resident=True,
    )
)
GIVEN = register(
    Kind(
        "pack.given",
        pgettext_lazy("timeline", "We gave you your evidence pack"),
        facts=frozenset({"how"}),
        shown_to_resident=True,
    )
)
