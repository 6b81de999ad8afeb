"""What staff fill in about what is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import Checkboxes, Radios


class PlaceHold(StaffForm):
    reasons = long_text(
        _("Why must nothing be removed?"),
        1000,
        rows=3,
        help_text=_(
            "A claim at court, a case at the Ombudsman, an investigation. The resident does not read this."
        ),
        required_message=_("Enter why nothing may be removed"),
    )


class ProposeRemoval(StaffForm):
    cases = forms.MultipleChoiceField(
        label=_("Which cases?"),
        widget=Checkboxes(small=True),
        error_messages={"required": _("Select at least one case")},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cases"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


class DecideRemoval(StaffForm):
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=(
            ("remove", _("Remove the personal details for good")),
            ("keep", _("Keep them")),
        ),
        widget=Radios(
            hints={
                "remove": _(
                    "Names, addresses, words and files go and cannot be brought back. Dates and figures stay."
                )
            }
        ),
        error_messages={"required": _("Select what you decide")},
    )


class WhichCases(ProposeRemoval):
    """Which other cases are the same person's; none is an answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].required = False
        self.fields["cases"].label = _("Which of these cases are the same person’s too?")
