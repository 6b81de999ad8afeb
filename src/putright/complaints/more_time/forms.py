"""What staff fill in about time that a resident needs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import DayField, Radios

from .models import OwnTime


class TimeHeard(StaffForm):
    title = _("The resident needs more time")

    what = forms.ChoiceField(
        label=_("What for?"),
        choices=OwnTime.What.choices,
        widget=Radios,
        error_messages={
            "required": _("Select what they need time for"),
            "invalid_choice": _("Select what they need time for"),
        },
    )
    until = DayField(
        label=_("Until which day?"),
        called=_("The day"),
        required_message=_("Enter the day until which they need time"),
    )
    of_need = forms.BooleanField(
        label=_(
            "It is because of a disability, an illness or something like it: write it down as an adjustment too"
        ),
        required=False,
    )
    because = long_text(_("What they said about it"), 2000)
