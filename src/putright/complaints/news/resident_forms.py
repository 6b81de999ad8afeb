"""Opening a closed complaint again."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText


class Reopen(forms.Form):
    title = pgettext_lazy("reopen", "Open your complaint again")

    why = LongText(
        label=pgettext_lazy("reopen", "What has come back, or was not done? (optional)"),
        required=False,
        max_length=2000,
        help_text=pgettext_lazy("reopen", "You do not have to give a reason."),
        error_messages={
            "max_length": pgettext_lazy("reopen", "What has come back must be 2,000 characters or less")
        },
    )
