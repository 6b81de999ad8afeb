"""What a resident says to what we understand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText, Radios

from .models import WISHES, Says

LONGEST = 4000


class Check(forms.Form):
    """Right, or what to change or add. The words are asked for under either wish alone."""

    says = forms.ChoiceField(
        label=pgettext_lazy("understanding", "Have we understood you?"),
        choices=[
            (Says.RIGHT.value, pgettext_lazy("understanding", "Yes, that is right")),
            (Says.CHANGE.value, pgettext_lazy("understanding", "Change something")),
            (Says.ADD.value, pgettext_lazy("understanding", "Add something")),
        ],
        widget=Radios(reveals={"change": "change", "add": "add"}),
        error_messages={
            "required": pgettext_lazy("understanding", "Select whether we have understood you"),
            "invalid_choice": pgettext_lazy("understanding", "Select whether we have understood you"),
        },
    )
    change = LongText(
        label=pgettext_lazy("understanding", "What should we change?"),
        required=False,
        max_length=LONGEST,
        help_text=pgettext_lazy("understanding", "You can write in any language."),
        error_messages={
            "max_length": pgettext_lazy(
                "understanding", "What we should change must be 4,000 characters or less"
            )
        },
    )
    add = LongText(
        label=pgettext_lazy("understanding", "What should we add?"),
        required=False,
        max_length=LONGEST,
        help_text=pgettext_lazy("understanding", "You can write in any language."),
        error_messages={
            "max_length": pgettext_lazy(
                "understanding", "What we should add must be 4,000 characters or less"
            )
        },
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        says = typed.get("says")
        if says in WISHES and not str(typed.get(says, "")).strip():
            self.add_error(
                says,
                pgettext_lazy("understanding", "Enter what we should change")
                if says == Says.CHANGE
                else pgettext_lazy("understanding", "Enter what we should add"),
            )
        return typed

    @property
    def words(self) -> str:
        says = self.cleaned_data["says"]
        return str(self.cleaned_data.get(says, "")).replace("\x00", "") if says in WISHES else ""
