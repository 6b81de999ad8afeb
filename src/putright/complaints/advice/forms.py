"""What an adviser writes: a contact, and why stage 2 is asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import LongText


class WriteContact(forms.Form):
    summary = LongText(
        label=_("What do you want to tell the landlord?"),
        max_length=4000,
        help_text=_("It stands in the record of the complaint, and your client can read that you wrote."),
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": _("Enter what you want to tell the landlord"),
            "max_length": _("What you want to tell the landlord must be 4,000 characters or less"),
        },
    )


class AskStage2(forms.Form):
    why = LongText(
        label=_("Why is your client not satisfied? (optional)"),
        max_length=4000,
        required=False,
        help_text=_("No reason is needed."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": _("Why must be 4,000 characters or less")},
    )
    wanted_now = LongText(
        label=_("What would put it right now? (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"max_length": _("What would put it right must be 2,000 characters or less")},
    )
