"""What staff fill in about cases that belong together."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import LongText, Radios

from .models import Why


def _reference() -> forms.CharField:
    return forms.CharField(
        label=_("Reference of the other complaint"),
        max_length=40,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the reference of the other complaint"),
            "max_length": _("A reference has 40 characters or less"),
        },
    )


def _reasons() -> LongText:
    return long_text(
        _("Why?"),
        1000,
        rows=3,
        help_text=_("Both records keep it. The residents may ask for it."),
        required_message=_("Enter why"),
        too_long=_("Why must be 1,000 characters or less"),
    )


class LinkCases(StaffForm):
    title = _("Link another complaint")

    other = _reference()
    why = forms.ChoiceField(
        label=_("Why do they belong together?"),
        choices=[(value, label) for value, label in Why.choices if value != Why.LEFT_GROUP.value],
        widget=Radios(small=True),
        error_messages={
            "required": _("Select why they belong together"),
            "invalid_choice": _("Select why they belong together"),
        },
    )


class JoinCase(StaffForm):
    title = _("Answer this complaint with an earlier one")

    other = _reference()
    whose = forms.ChoiceField(
        label=_("Who made the two complaints?"),
        choices=(
            ("same_resident", _("The same resident, or one household")),
            (
                "all_agree",
                _("Different residents, and each agrees to one answer and that the other reads it"),
            ),
        ),
        widget=Radios(small=True),
        error_messages={
            "required": _("Select who made the two complaints"),
            "invalid_choice": _("Select who made the two complaints"),
        },
    )
    reasons = _reasons()


class TakeApart(StaffForm):
    title = _("Take the two complaints apart")

    reasons = _reasons()
