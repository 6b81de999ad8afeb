"""What residents fill in after sending: the way back to their case, stage 2, taking it back, whether it was done."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from putright.ui.fields import Checkboxes, LongText, Radios

from .form.page import Typed, clean


class Find(forms.Form):
    """Reference and passphrase. Pasting is fine, and capitals, spaces and hyphens may come as they like."""

    title = _("Find your complaint")

    reference = forms.CharField(
        label=_("Your reference"),
        max_length=100,
        help_text=_("For example HK37 M7P4. It is in every message and letter from us."),
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
        error_messages={
            "required": _("Enter your reference"),
            "max_length": _("Enter your reference as it stands in our messages"),
        },
    )
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        max_length=200,
        help_text=_("Four words and a number, for example acorn-beacon-candle-daisy-10"),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Enter your passphrase"),
            "max_length": _("Enter your passphrase: four words and a number"),
        },
    )


class StageTwo(forms.Form):
    """Why, and what would help: both may stay empty. All points are chosen unless the resident picks some."""

    title = _("Ask for stage 2")

    points = forms.MultipleChoiceField(
        label=_("Which points are not put right?"),
        widget=Checkboxes,
        error_messages={
            "required": _("Select at least one point, or choose ‘All of it’"),
            "invalid_choice": _("Select at least one point, or choose ‘All of it’"),
        },
    )
    why = LongText(
        label=_("Why? (optional)"),
        required=False,
        max_length=4000,
        help_text=_("You do not need to give a reason."),
        error_messages={"max_length": _("Why must be 4,000 characters or less")},
    )
    wanted_now = LongText(
        label=_("What would put it right now? (optional)"),
        required=False,
        max_length=2000,
        error_messages={"max_length": _("What would put it right must be 2,000 characters or less")},
    )
    new = LongText(
        label=pgettext_lazy("stage 2", "Is there something new, that is not in these points? (optional)"),
        required=False,
        max_length=4000,
        help_text=pgettext_lazy(
            "stage 2",
            "Something new becomes a complaint of its own, with its own dates. Stage 2 goes on beside it.",
        ),
        error_messages={
            "max_length": pgettext_lazy("stage 2", "What is new must be 4,000 characters or less")
        },
    )

    def __init__(self, data: Any = None, *, points: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = cast(forms.MultipleChoiceField, self.fields["points"])
        field.choices = [("all", pgettext("stage 2", "All of it")), *points]

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        return {
            "points": [clean(one) for one in post.getlist("points")],
            "why": clean(post.get("why", "")),
            "wanted_now": clean(post.get("wanted_now", "")),
            "new": clean(post.get("new", "")),
        }

    @property
    def chosen(self) -> list[int]:
        """The numbers of the chosen points; empty where all of it is meant."""
        chosen = self.cleaned_data["points"]
        return [] if "all" in chosen else [int(one) for one in chosen]


class Withdraw(forms.Form):
    title = _("Withdraw your complaint")

    reasons = LongText(
        label=_("Why do you withdraw it? (optional)"),
        required=False,
        max_length=2000,
        help_text=_("You do not need to give a reason."),
        error_messages={"max_length": _("Why you withdraw it must be 2,000 characters or less")},
    )


class WasItDone(forms.Form):
    kept = forms.ChoiceField(
        label=_("Was it done?"),
        choices=[
            ("yes", pgettext_lazy("promise", "Yes, it was done")),
            ("no", pgettext_lazy("promise", "No, or not all of it")),
        ],
        widget=Radios,
        error_messages={
            "required": _("Select yes if it was done"),
            "invalid_choice": _("Select yes if it was done"),
        },
    )
