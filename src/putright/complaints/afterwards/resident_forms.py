"""Two questions, and, apart from them, one about a case study."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.ui.fields import Radios

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class TwoQuestions(forms.Form):
    title = pgettext_lazy("afterwards", "How was it?")

    fair = forms.ChoiceField(
        label=pgettext_lazy("afterwards", "Did we handle your complaint fairly?"),
        choices=YES_NO,
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("afterwards", "Select yes if we handled your complaint fairly"),
            "invalid_choice": pgettext_lazy("afterwards", "Select yes if we handled your complaint fairly"),
        },
    )
    solved = forms.ChoiceField(
        label=pgettext_lazy("afterwards", "Is the problem solved?"),
        choices=YES_NO,
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("afterwards", "Select yes if the problem is solved"),
            "invalid_choice": pgettext_lazy("afterwards", "Select yes if the problem is solved"),
        },
    )


class Story(forms.Form):
    """Whether others may read of the case, and under which name."""

    title = pgettext_lazy("case study", "May we tell others about your complaint?")

    share = forms.ChoiceField(
        label=pgettext_lazy(
            "case study", "May we write about your complaint, so that others can learn from it?"
        ),
        choices=[
            ("nameless", pgettext_lazy("case study", "Yes, without my name")),
            ("named", pgettext_lazy("case study", "Yes, under a name that I choose")),
            ("no", _("No")),
        ],
        widget=Radios(reveals={"named": "name_as"}),
        error_messages={
            "required": pgettext_lazy("case study", "Select whether we may write about your complaint"),
            "invalid_choice": pgettext_lazy("case study", "Select whether we may write about your complaint"),
        },
    )
    name_as = forms.CharField(
        label=pgettext_lazy("case study", "Which name?"),
        required=False,
        max_length=100,
        help_text=pgettext_lazy("case study", "It does not have to be your own name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": pgettext_lazy("case study", "The name must be 100 characters or less")},
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("share") == "named" and not str(typed.get("name_as", "")).strip():
            self.add_error(
                "name_as", pgettext_lazy("case study", "Enter the name to use, or choose ‘without my name’")
            )
        return typed
