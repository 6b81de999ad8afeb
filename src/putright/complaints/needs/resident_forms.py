"""What residents fill in about a reprisal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import Checkboxes, LongText

from .kinds_of_help import HELP, SHARED_WITH


class TellReprisal(forms.Form):
    """The resident's page."""

    words = LongText(
        label=pgettext_lazy("reprisal", "What happened?"),
        max_length=4000,
        help_text=pgettext_lazy("reprisal", "Who said or did what, and when. You can write in any language."),
        widget=forms.Textarea({"rows": 8}),
        error_messages={
            "required": pgettext_lazy("reprisal", "Tell us what happened"),
            "max_length": pgettext_lazy("reprisal", "What happened must be 4,000 characters or less"),
        },
    )


class AskForHelp(forms.Form):
    """Help that somebody needs to deal with us: any of the list, and their own words beside it."""

    title = pgettext_lazy("extra help", "Extra help")

    kinds = forms.MultipleChoiceField(
        label=pgettext_lazy("extra help", "What would help you?"),
        required=False,
        help_text=pgettext_lazy("extra help", "Select all that you need. We ask for no proof."),
        choices=[(code, words) for code, words in HELP.items() if code != "other"],
        widget=Checkboxes,
        error_messages={"invalid_choice": pgettext_lazy("extra help", "Select what would help you")},
    )
    words = LongText(
        label=pgettext_lazy("extra help", "Something else, in your own words (optional)"),
        required=False,
        max_length=2000,
        error_messages={
            "max_length": pgettext_lazy("extra help", "What would help must be 2,000 characters or less")
        },
    )
    shared_with = forms.MultipleChoiceField(
        label=pgettext_lazy("extra help", "Whom may we tell? (optional)"),
        required=False,
        help_text=pgettext_lazy("extra help", "We tell nobody else."),
        choices=list(SHARED_WITH),
        widget=Checkboxes,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors and not typed.get("kinds") and not str(typed.get("words", "")).strip():
            self.add_error(
                "kinds",
                pgettext_lazy("extra help", "Select what would help you, or tell us in your own words"),
            )
        return typed
