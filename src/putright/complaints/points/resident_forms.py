"""What a resident fills in about something new."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.ui.fields import LongText, Radios


class SomethingNew(forms.Form):
    """What is new, in their words; and while a point could still join, whether it is about the same."""

    title = pgettext_lazy("new issue", "Tell us about something new")

    words = LongText(
        label=pgettext_lazy("new issue", "What is new?"),
        max_length=4000,
        help_text=pgettext_lazy(
            "new issue",
            "Something that you have not told us with this complaint. You can write in any language.",
        ),
        error_messages={
            "required": pgettext_lazy("new issue", "Tell us what is new"),
            "max_length": pgettext_lazy("new issue", "What is new must be 4,000 characters or less"),
        },
    )
    related = forms.ChoiceField(
        label=pgettext_lazy("new issue", "Is it about the same thing as this complaint?"),
        choices=[
            ("yes", _("Yes")),
            ("no", _("No")),
            ("unknown", pgettext_lazy("new issue", "I do not know")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("new issue", "Select yes if it is about the same thing"),
            "invalid_choice": pgettext_lazy("new issue", "Select yes if it is about the same thing"),
        },
    )

    def __init__(self, *args: Any, may_join: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_join:
            # Whatever it is about, it becomes a complaint of its own: nobody is asked what changes nothing.
            del self.fields["related"]

    @property
    def is_related(self) -> bool:
        """Whoever does not know loses nothing: as part of this complaint it is answered first."""
        return str(self.cleaned_data.get("related", "no")) != "no"
