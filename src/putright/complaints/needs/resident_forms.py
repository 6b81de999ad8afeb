"""What residents fill in about a reprisal."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText


class TellReprisal(forms.Form):
    """The resident's page."""

    words = LongText(
        label=pgettext_lazy("reprisal", "What happened?"),
        max_length=4000,
        help_text=pgettext_lazy("reprisal", "Who said or did what, and when. You can write in any language."),
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": pgettext_lazy("reprisal", "Tell us what happened"),
            "max_length": pgettext_lazy("reprisal", "What happened must be 4,000 characters or less"),
        },
    )
