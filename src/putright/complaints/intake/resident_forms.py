"""What a resident says who makes a complaint of a report that was not put right."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText


class ComplainNow(forms.Form):
    """One tap is enough: the words are optional, and what was reported is the first point."""

    words = LongText(
        label=pgettext_lazy("report", "What is wrong now? (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=pgettext_lazy("report", "You do not need to write anything: we have what you reported."),
        error_messages={
            "max_length": pgettext_lazy("report", "What is wrong now must be 2,000 characters or less")
        },
    )
