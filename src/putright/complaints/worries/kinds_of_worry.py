"""What people are worried about when they complain, and what they ask us to mind, as form and staff pages know it."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

ABOUT = {
    "staff": pgettext_lazy("worry", "What staff or contractors may do or say"),
    "neighbours": pgettext_lazy("worry", "That neighbours find out"),
    "tenancy": pgettext_lazy("worry", "My tenancy"),
    "other": pgettext_lazy("worry", "Something else"),
}
ASKS = {
    "no_name": pgettext_lazy("worry", "Do not give my name to the person I complain about"),
    "other_person": pgettext_lazy("worry", "Give me a different contact person"),
    "elsewhere": pgettext_lazy("worry", "Meet me somewhere else, not at my home"),
    "no_letters": pgettext_lazy("worry", "Do not send letters to my home"),
    "ask_first": pgettext_lazy("worry", "Speak to nobody about this until I agree"),
    "representative": pgettext_lazy("worry", "Speak only to the person who speaks for me"),
}
