"""What staff fill in to give a campaign an address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm


class BeginCampaign(StaffForm):
    name = forms.CharField(
        label=_("What is it?"),
        help_text=_("For example: poster in the lobby of Larch House, spring 2027."),
        max_length=100,
        error_messages={
            "required": _("Enter what it is, so that others know it from its figures"),
            "max_length": _("What it is must be 100 characters or less"),
        },
    )
    code = forms.CharField(
        label=_("Short name for its address"),
        help_text=_("3 to 24 small letters, digits and hyphens, for example larch-lobby."),
        max_length=24,
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={
            "required": _("Enter a short name for its address"),
            "max_length": _("The short name must be 24 characters or less"),
        },
    )
