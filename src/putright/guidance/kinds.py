"""The kinds of event about stories, in the landlord's own chain. No word of a story stands in an event."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from putright.record.kinds import Kind, register

STORY_WRITTEN = register(
    Kind("story.written", _("A resident’s story was written down"), facts=frozenset({"story", "language"}))
)
STORY_PERMITTED = register(
    Kind(
        "story.permitted",
        _("A resident’s permission to tell their story was noted"),
        facts=frozenset({"story", "way", "given_on", "until", "safety_asked"}),
    )
)
STORY_APPROVED = register(
    Kind("story.approved", _("A resident’s story was approved"), facts=frozenset({"story", "language"}))
)
STORY_WITHDRAWN = register(
    Kind(
        "story.withdrawn",
        _("A resident took back their permission, and their story was removed"),
        facts=frozenset({"story", "languages"}),
    )
)
