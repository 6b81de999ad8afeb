"""What staff write down about a worry, and about a name that was given to one person alone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import Checkboxes

from .kinds_of_worry import ASKS


class AgreeWorry(StaffForm):
    agreed = long_text(
        _("What did you agree with the resident?"),
        2000,
        rows=4,
        help_text=_("Talk to them in the way that is safe for them. They may read what you write."),
        required_message=_("Enter what you agreed with the resident"),
    )
    still = forms.MultipleChoiceField(
        label=_("What do they still ask of us?"),
        choices=list(ASKS.items()),
        required=False,
        widget=Checkboxes(small=True),
        help_text=_("Take out what they no longer need. What stays is kept."),
    )

    def __init__(self, typed: Any, *, asks: list[str]) -> None:
        super().__init__(typed, initial={"still": asks})
