"""The kinds of event of restricted cases. The resident is told that it was done, and of whom by asking us."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

RESTRICTED = register(
    Kind(
        "conflict.named",
        pgettext_lazy("timeline", "We made sure that somebody cannot open your complaint"),
        facts=frozenset({"restriction", "person", "why", "shut_out", "released"}),
        personal=frozenset({"reason"}),
        shown_to_resident=True,
    )
)
LIFTED = register(
    Kind(
        "conflict.lifted",
        pgettext_lazy("timeline", "Somebody who could not open your complaint can open it again"),
        facts=frozenset({"restriction", "person", "shut_out"}),
        personal=frozenset({"reason"}),
        shown_to_resident=True,
    )
)
LINE_FOLLOWED = register(
    Kind(
        "conflict.line_followed",
        _("Who cannot open the case was worked out anew, because somebody reports to somebody else now"),
        facts=frozenset({"shut_out", "released"}),
    )
)
