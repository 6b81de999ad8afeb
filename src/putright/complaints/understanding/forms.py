"""What staff fill in about what is understood: the resident's word on it, heard by phone, and why it stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import Radios

from .models import WISHES, Says


class Heard(StaffForm):
    """What the resident said, in their words."""

    title = _("What the resident says of what we understand")

    says = forms.ChoiceField(
        label=_("Have we understood them?"),
        choices=[
            (Says.RIGHT.value, _("Yes, it is right")),
            (Says.CHANGE.value, _("Something is to be changed")),
            (Says.ADD.value, _("Something is to be added")),
        ],
        widget=Radios,
        error_messages={
            "required": _("Select what the resident said"),
            "invalid_choice": _("Select what the resident said"),
        },
    )
    words = long_text(_("What to change or add, in their words"), 4000)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("says") in WISHES and not str(typed.get("words", "")).strip():
            self.add_error("words", _("Enter what we should change"))
        return typed


class Stays(StaffForm):
    because = long_text(
        _("Why it stays as we wrote it"),
        2000,
        required_message=_("Say why it stays as it is: the resident reads it on their page"),
        help_text=_(
            "The resident reads this. Their wish stands beside it in the record and in the evidence pack."
        ),
    )
