"""The kinds of event of letters to come. Residents are not told of them: they hear of the letter."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

DRAFTED = register(
    Kind(
        "letter.drafted",
        pgettext_lazy("timeline", "A letter was drafted"),
        facts=frozenset({"letter", "stage", "parts", "arranged", "wants_reader"}),
        personal=frozenset({"texts", "arrangements"}),
    )
)
TRANSLATED = register(
    Kind(
        "letter.translated",
        pgettext_lazy("timeline", "A text for a letter was translated"),
        facts=frozenset({"place", "language"}),
        personal=frozenset({"source", "text"}),
    )
)
CHECK_ASKED = register(
    Kind(
        "letter.check_asked",
        pgettext_lazy("timeline", "A letter was given to a second reader"),
        facts=frozenset({"letter", "stage", "version", "why"}),
    )
)
CHECKED = register(
    Kind(
        "letter.checked",
        pgettext_lazy("timeline", "A second reader has read a letter"),
        facts=frozenset({"letter", "stage", "version", "accepted"}),
        personal=frozenset({"reasons"}),
    )
)
