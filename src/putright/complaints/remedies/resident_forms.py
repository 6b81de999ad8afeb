"""What a resident says to an offer."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText, Radios


class OfferReply(forms.Form):
    accepted = forms.ChoiceField(
        label=pgettext_lazy("remedy", "Do you accept this?"),
        choices=[
            ("yes", pgettext_lazy("remedy", "Yes, I accept it")),
            ("no", pgettext_lazy("remedy", "No, I do not accept it")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("remedy", "Select yes if you accept it"),
            "invalid_choice": pgettext_lazy("remedy", "Select yes if you accept it"),
        },
    )
    because = LongText(
        label=pgettext_lazy("remedy", "Is there anything you want to tell us about it? (optional)"),
        required=False,
        max_length=2000,
        error_messages={
            "max_length": pgettext_lazy("remedy", "What you want to tell us must be 2,000 characters or less")
        },
    )
