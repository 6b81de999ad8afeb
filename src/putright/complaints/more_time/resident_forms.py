"""What a resident says to a new date."""

from __future__ import annotations

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText, Radios

from .models import Says


class MoreTimeAnswer(forms.Form):
    says = forms.ChoiceField(
        label=pgettext_lazy("more time", "Do you agree to the new date?"),
        choices=[
            (Says.AGREES.value, pgettext_lazy("more time", "I agree")),
            (Says.DISAGREES.value, pgettext_lazy("more time", "I do not agree")),
            (Says.CALL.value, pgettext_lazy("more time", "Call me about it")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("more time", "Select whether you agree, or would like a call"),
            "invalid_choice": pgettext_lazy("more time", "Select whether you agree, or would like a call"),
        },
    )
    because = LongText(
        label=pgettext_lazy("more time", "Is the new date a problem for you? (optional)"),
        required=False,
        max_length=2000,
        help_text=pgettext_lazy("more time", "You do not have to give a reason."),
        error_messages={
            "max_length": pgettext_lazy("more time", "What you tell us must be 2,000 characters or less")
        },
    )
    wants_ready_points = forms.BooleanField(
        label=pgettext_lazy("more time", "Answer the points that are ready now, without the rest"),
        required=False,
    )
