"""What residents fill in about a group: the main contact who forms it, and a neighbour who joins it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.complaints.form.options import DOCUMENTS_BY
from putright.complaints.form.page import EMAIL_WRONG, PHONE_WRONG, clean, is_phone, western
from putright.complaints.homes.reading import tidy_postcode
from putright.complaints.models import GroupMember
from putright.ui import languages
from putright.ui.fields import LongText, Radios

from .actions import Household

MOST_HOUSEHOLDS = 100
_POSTCODE = {"autocomplete": "postal-code", "dir": "ltr", "class": "govuk-input--width-10"}


class FormOwnGroup(forms.Form):
    """The group's name, its main contact, and at least one household more."""

    title = pgettext_lazy("group", "Your group")

    name = forms.CharField(
        label=pgettext_lazy("group", "Short name for the group"),
        max_length=100,
        help_text=pgettext_lazy("group", "For example “Sample Court lift”."),
        error_messages={
            "required": _("Enter a short name for the group"),
            "max_length": pgettext_lazy("group", "The name must be 100 characters or less"),
        },
    )
    place = forms.CharField(
        label=pgettext_lazy("group", "Block or estate (optional)"),
        max_length=200,
        required=False,
        error_messages={
            "max_length": pgettext_lazy("group", "Block or estate must be 200 characters or less")
        },
    )
    lead = forms.CharField(
        label=pgettext_lazy("group", "Name of the main contact"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter the name of the main contact"),
            "max_length": pgettext_lazy("group", "The name must be 200 characters or less"),
        },
    )
    households = LongText(
        label=pgettext_lazy("group", "The other households, one on each line"),
        max_length=20_000,
        help_text=pgettext_lazy(
            "group",
            "Name; address; postcode. What you do not know may be left out. Ask them before you name them.",
        ),
        error_messages={
            "required": _("Enter at least 2 households"),
            "max_length": pgettext_lazy("group", "The other households must be 20,000 characters or less"),
        },
    )

    def clean_households(self) -> list[Household]:
        lines = [one for one in clean(self.cleaned_data["households"]).splitlines() if one.strip(" ;")]
        if not lines:
            raise ValidationError(_("Enter at least 2 households"))
        if len(lines) > MOST_HOUSEHOLDS:
            raise ValidationError(
                pgettext_lazy("group", "Enter 100 households or less, then invite others by a link")
            )
        found = []
        for line in lines:
            name, where, postcode = ([part.strip() for part in line.split(";")] + ["", ""])[:3]
            found.append(
                Household(
                    name=name[:200], address=where[:300], postcode=tidy_postcode(postcode) or postcode[:10]
                )
            )
        return found


class Join(forms.Form):
    """A neighbour: who and where, how it is for them, and how they hear from us."""

    name = forms.CharField(
        label=_("What is your name?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your full name"),
            "max_length": pgettext_lazy("group", "The name must be 200 characters or less"),
        },
    )
    address = forms.CharField(
        label=_("What is your address?"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={
            "required": _("Enter address line 1"),
            "max_length": pgettext_lazy("contact", "Your address must be 300 characters or less"),
        },
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=10,
        widget=forms.TextInput(attrs=_POSTCODE),
        error_messages={"required": _("Enter your postcode"), "max_length": _("Enter a full UK postcode")},
    )
    same = forms.ChoiceField(
        label=pgettext_lazy("group", "How does it affect you?"),
        choices=[
            ("same", pgettext_lazy("group", "In the same way as the group")),
            ("own", pgettext_lazy("group", "In another way, or more than the others")),
        ],
        widget=Radios(reveals={"own": ["effect", "wish"]}),
        error_messages={
            "required": pgettext_lazy("group", "Select how it affects you"),
            "invalid_choice": pgettext_lazy("group", "Select how it affects you"),
        },
    )
    effect = LongText(
        label=pgettext_lazy("group", "How does it affect you, in your own words?"),
        required=False,
        max_length=2000,
        help_text=pgettext_lazy("group", "You can write in any language."),
        error_messages={
            "max_length": pgettext_lazy("group", "How it affects you must be 2,000 characters or less")
        },
    )
    wish = LongText(
        label=pgettext_lazy("group", "What would put it right for you? (optional)"),
        required=False,
        max_length=2000,
        error_messages={
            "max_length": pgettext_lazy("group", "What would put it right must be 2,000 characters or less")
        },
    )
    letter = forms.ChoiceField(
        label=pgettext_lazy("group", "How do you want to hear our answer?"),
        choices=[
            (GroupMember.Letter.OWN.value, pgettext_lazy("group", "In a letter of my own")),
            (GroupMember.Letter.LEAD.value, pgettext_lazy("group", "From the main contact of the group")),
        ],
        widget=Radios(
            reveals={GroupMember.Letter.OWN.value: ["documents_by"]},
            hints={
                GroupMember.Letter.OWN.value: pgettext_lazy(
                    "group", "You get a reference and a passphrase of your own, to read it on this website."
                )
            },
        ),
        error_messages={
            "required": pgettext_lazy("group", "Select how you want to hear our answer"),
            "invalid_choice": pgettext_lazy("group", "Select how you want to hear our answer"),
        },
    )
    documents_by = forms.ChoiceField(
        label=_("How should we send you letters and documents?"),
        choices=list(DOCUMENTS_BY.items()),
        required=False,
        widget=Radios,
    )
    phone = forms.CharField(
        label=_("Phone number, if we may call or text you"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )
    email = forms.CharField(
        label=_("Email address, if we may email you"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"max_length": EMAIL_WRONG},
    )
    written = forms.ChoiceField(
        label=_("When we write to you"),
        choices=[(one.code, one.own_name) for one in languages.LANGUAGES],
        widget=Radios,
        error_messages={
            "required": _("Select which language we should use when we write to you"),
            "invalid_choice": _("Select which language we should use when we write to you"),
        },
    )

    def clean_postcode(self) -> str:
        found = tidy_postcode(western(self.cleaned_data["postcode"]))
        if not found:
            raise ValidationError(_("Enter a full UK postcode"))
        return found

    def clean_phone(self) -> str:
        typed = clean(self.cleaned_data["phone"])
        if typed and not is_phone(typed):
            raise ValidationError(PHONE_WRONG)
        return western(typed)

    def clean_email(self) -> str:
        typed = str(self.cleaned_data["email"])
        if typed:
            try:
                validate_email(typed)
            except ValidationError:
                raise ValidationError(EMAIL_WRONG) from None
        return typed

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("same") == "own" and not (
            str(typed.get("effect", "")).strip() or str(typed.get("wish", "")).strip()
        ):
            self.add_error("effect", pgettext_lazy("group", "Tell us how it affects you"))
        if typed.get("letter") == GroupMember.Letter.OWN:
            by = typed.get("documents_by")
            if not by:
                self.add_error("documents_by", _("Select how we should send you letters and documents"))
            elif by == "email" and not typed.get("email"):
                self.add_error("email", EMAIL_WRONG)
        return typed

    @property
    def household(self) -> Household:
        typed = self.cleaned_data
        return Household(
            name=clean(typed["name"]),
            address=clean(typed["address"]),
            postcode=typed["postcode"],
            phone=typed["phone"],
            email=typed["email"],
            same_as_group=typed["same"] == "same",
            effect=clean(typed["effect"]),
            wish=clean(typed["wish"]),
            letter=typed["letter"],
        )
