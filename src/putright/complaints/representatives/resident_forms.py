"""What a resident answers about somebody who speaks for them: yes to what, until when, or no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from putright.ui.fields import Checkboxes, DayField, Radios

from .models import Share

SHARES = {
    Share.TALK: pgettext_lazy("helper", "Talk to us about your complaint"),
    Share.LETTERS: pgettext_lazy("helper", "Get copies of our letters to you"),
    Share.DECIDE: pgettext_lazy("helper", "Decide for you, for example what would put it right"),
}


class Helper(forms.Form):
    """Yes with what they may do, or no. The same page gives, limits and ends it."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("helper", "May this person speak for you?"),
        choices=[
            ("yes", pgettext_lazy("helper", "Yes, for what I choose below")),
            ("no", pgettext_lazy("helper", "No")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("helper", "Select yes if this person may speak for you"),
            "invalid_choice": pgettext_lazy("helper", "Select yes if this person may speak for you"),
        },
    )
    scope = forms.MultipleChoiceField(
        label=pgettext_lazy("helper", "What may they do?"),
        choices=[(one.value, label) for one, label in SHARES.items()],
        widget=Checkboxes,
        required=False,
    )
    until = DayField(
        called=pgettext_lazy("helper", "The last day"),
        label=pgettext_lazy("helper", "Until which day? (optional)"),
        help_text=pgettext_lazy("helper", "You can stop it at any time, also without a day."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("answer") == "yes" and not typed.get("scope"):
            self.add_error("scope", pgettext("helper", "Select at least one thing that they may do"))
        return typed
