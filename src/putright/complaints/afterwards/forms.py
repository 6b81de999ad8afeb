"""What staff fill in when a resident says by phone how it was, or whether their case may be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, one_line
from putright.ui.fields import Radios

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class SaidAfterwards(StaffForm):
    title = _("How was it for the resident?")

    fair = forms.ChoiceField(
        label=_("Was the complaint handled fairly?"),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Select what the resident said")},
    )
    solved = forms.ChoiceField(
        label=_("Is the problem solved?"),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Select what the resident said")},
    )


class StoryHeard(StaffForm):
    title = _("May the case be told to others?")

    share = forms.ChoiceField(
        label=_("What did the resident say?"),
        choices=(
            ("nameless", _("Yes, without their name")),
            ("named", _("Yes, under a name that they chose")),
            ("no", _("No")),
            ("withdrawn", _("They take an earlier yes back")),
        ),
        widget=Radios(reveals={"named": "name_as"}),
        error_messages={"required": _("Select what the resident said")},
    )
    name_as = one_line(_("The name they chose"), 100)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("share") == "named" and not str(typed.get("name_as", "")).strip():
            self.add_error("name_as", _("Enter the name that they chose"))
        return typed
