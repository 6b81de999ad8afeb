"""What a resident may write for their evidence pack."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText

MOST = 4000


class ForThePack(forms.Form):
    """Why they are still unhappy, and what would put it right. Both may stay empty."""

    why = LongText(
        label=pgettext_lazy("pack", "Why are you still unhappy? (optional)"),
        help_text=pgettext_lazy(
            "pack", "You can write in any language. You do not need to be brief or formal."
        ),
        required=False,
        max_length=MOST,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        error_messages={
            "max_length": pgettext_lazy("pack", "Why you are still unhappy must be 4,000 characters or less")
        },
    )
    wanted = LongText(
        label=pgettext_lazy("pack", "What would put it right? (optional)"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
        error_messages={
            "max_length": pgettext_lazy("pack", "What would put it right must be 4,000 characters or less")
        },
    )

    def clean_why(self) -> Any:
        # PostgreSQL keeps no NUL, and no keyboard types one.
        return self.cleaned_data["why"].replace("\x00", "")

    def clean_wanted(self) -> Any:
        return self.cleaned_data["wanted"].replace("\x00", "")
