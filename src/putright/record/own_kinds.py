"""The record's own event kinds."""

from django.utils.translation import gettext_lazy as _

from putright.record.kinds import Kind, register

PERSONAL_TEXT_BLANKED = register(
    Kind(
        "record.personal_text_blanked",
        _("Personal text was removed from entry %(number)s"),
        facts=frozenset({"number", "fields", "reason"}),
        shown_to_resident=True,
    )
)
