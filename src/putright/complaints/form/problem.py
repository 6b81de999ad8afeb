"""Pages about what is wrong: danger, what happened, and what would put it right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import Checkboxes, LongText, Radios

from .options import DANGERS, WANTED, YES_NO
from .page import Answer, Page, Typed, clean, is_phone

MOST_POINTS = 20


class Danger(Page):
    slug = "danger"
    about = _("Danger")

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"),
        choices=[*YES_NO, ("unknown", _("I do not know"))],
        widget=Radios,
        error_messages={
            "required": _("Select yes if anyone is in danger right now"),
            "invalid_choice": _("Select yes if anyone is in danger right now"),
        },
        help_text=cast(str, lazy(lambda: _danger_hint(), str)()),
    )


def _danger_hint() -> SafeString:
    return format_html(
        '{}<ul class="govuk-list govuk-list--bullet govuk-hint">{}</ul>',
        gettext("For example:"),
        format_html_join("", "<li>{}</li>", ((label,) for code, label in DANGERS.items() if code != "other")),
    )


class Urgent(Page):
    slug = "urgent"
    about = _("What is dangerous")
    title = _("Do not wait for your complaint")
    short = {"what": _("What is happening"), "called": _("Whether you called somebody")}

    what = forms.MultipleChoiceField(
        label=_("What is happening? (optional)"),
        choices=list(DANGERS.items()),
        required=False,
        widget=Checkboxes,
    )
    called = forms.ChoiceField(
        label=_("Have you called somebody? (optional)"),
        choices=[
            ("called", _("I have called")),
            ("call_me", _("Please call me now")),
            ("not_yet", pgettext_lazy("called", "Not yet")),
        ],
        required=False,
        widget=Radios(reveals={"call_me": "phone"}),
    )
    phone = forms.CharField(
        label=_("Phone number we can call now"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("called") == "call_me" and not is_phone(self.cleaned_data.get("phone", "")):
            self.add_error("phone", _("Enter a phone number we can call now"))


class WhatWentWrong(Page):
    slug = "what-went-wrong"
    about = _("What went wrong")

    words = LongText(
        label=_("What went wrong?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "What happened? Who have you spoken to? What were you promised? You can write in any language."
        ),
        error_messages={
            "required": _("Tell us what went wrong"),
            "max_length": _("What went wrong must be 4,000 characters or less"),
        },
    )


class AnythingElse(Page):
    """A list to add to. The rows are made from what is there; empty ones count for nothing."""

    slug = "anything-else"
    about = _("Other things that are wrong")
    title = _("Is there anything else wrong? (optional)")

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        rows = _rows(data if data is not None else initial) or [""]
        named = {f"point_{number}": words for number, words in enumerate(rows)}
        super().__init__(named if data is not None else None, initial=named)
        for number, name in enumerate(named, start=1):
            self.fields[name] = forms.CharField(
                label=gettext("Problem %(number)s") % {"number": number},
                required=False,
                max_length=200,
                error_messages={"max_length": _("Each problem must be 200 characters or less")},
            )

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        names = (f"point_{number}" for number in range(MOST_POINTS))
        return {"points": [clean(post[name]) for name in names if name in post]}

    @property
    def points(self) -> tuple[str, ...]:
        """The problems of a valid page."""
        return tuple(words for words in self.cleaned_data.values() if words)

    def answers(self) -> list[Answer]:
        there = [Answer(bound.label, (str(bound.value()),), typed=True) for bound in self if bound.value()]
        return there or [Answer(_("Other problems"), (), typed=True)]


class PutRight(Page):
    slug = "put-right"
    about = _("Putting things right")
    title = _("What would you like us to do to put things right?")
    short = {"wanted": _("What you would like us to do")}

    wanted = forms.MultipleChoiceField(
        label=_("Select all that you would like (optional)"),
        choices=list(WANTED.items()),
        required=False,
        widget=Checkboxes(reveals={"other": "wanted_other"}),
    )
    wanted_other = LongText(
        label=_("What else would you like us to do?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": _("What else you would like us to do must be 2,000 characters or less")
        },
    )

    def clean(self) -> None:
        if "other" in self.cleaned_data.get("wanted", []):
            self.needs("wanted_other", _("Enter what else you would like us to do"))


def _rows(typed: Mapping[str, Any] | None) -> list[str]:
    return [str(one) for one in (typed or {}).get("points", [])][:MOST_POINTS]
