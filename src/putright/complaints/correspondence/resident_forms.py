"""What a resident types: one message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText

from .actions import LONGEST


class WriteToUs(forms.Form):
    """A message to the people who deal with the complaint, in any language and script."""

    text = LongText(
        label=pgettext_lazy("case messages", "Your message"),
        max_length=LONGEST,
        help_text=pgettext_lazy("case messages", "You can write in any language."),
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        error_messages={
            "required": pgettext_lazy("case messages", "Enter your message"),
            "max_length": pgettext_lazy("case messages", "Your message must be 4,000 characters or less"),
        },
    )

    def clean_text(self) -> Any:
        # PostgreSQL keeps no NUL, and no keyboard types one.
        return self.cleaned_data["text"].replace("\x00", "")
