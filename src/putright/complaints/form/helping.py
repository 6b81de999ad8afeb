"""Pages for whoever complains for somebody else: whom they help, who they are, whether there is permission, for what.

The clock starts with the form, whatever is said here (journeys 3.5).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.complaints.actions import Helper
from putright.ui.fields import Checkboxes, DayField, LongText, Radios

from .options import MAY_DO, PERMISSIONS, RELATIONSHIPS, TOLD_BEFORE
from .page import EMAIL_WRONG, PHONE_WRONG, Page, is_phone, western


class Helped(Page):
    """R1."""

    slug = "helping"
    about = pgettext_lazy("heading", "Who you are helping")
    title = _("Who are you helping?")
    short: ClassVar[Mapping[str, Any]] = {"called": _("What we should call them")}

    name = forms.CharField(
        label=_("Their full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the name of the person you are helping"),
            "max_length": _("Full name must be 200 characters or less"),
        },
    )
    called = forms.CharField(
        label=_("What should we call them? (optional)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example a title, a short name, or how to say their name"),
        error_messages={"max_length": _("What we should call them must be 100 characters or less")},
    )
    own_home = forms.ChoiceField(
        label=_("Is the home that this is about their own home? (optional)"),
        choices=list(TOLD_BEFORE.items()),
        required=False,
        widget=Radios,
    )


class AboutYou(Page):
    """R2."""

    slug = "helper"
    about = pgettext_lazy("heading", "About you")
    title = pgettext_lazy("heading", "About you")
    short: ClassVar[Mapping[str, Any]] = {
        "organisation": _("Organisation"),
        "reference": _("Your reference"),
        "phone": _("Phone number"),
        "email": _("Email address"),
        "hours": _("When we can reach you"),
    }

    name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your full name"),
            "max_length": _("Full name must be 200 characters or less"),
        },
    )
    role = forms.ChoiceField(
        label=_("How do you know this person?"),
        choices=list(RELATIONSHIPS.items()),
        widget=Radios,
        error_messages={
            "required": _("Select how you know this person"),
            "invalid_choice": _("Select how you know this person"),
        },
    )
    organisation = forms.CharField(
        label=_("Organisation, if you work for one (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": _("Organisation must be 200 characters or less")},
    )
    reference = forms.CharField(
        label=_("Your own reference for this (optional)"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"max_length": _("Your reference must be 80 characters or less")},
    )
    phone = forms.CharField(
        label=_("Your phone number, a direct line if you have one"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )
    email = forms.CharField(
        label=_("Your email address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    hours = forms.CharField(
        label=_("When can we reach you? (optional)"),
        required=False,
        max_length=200,
        help_text=_("For example Mondays to Thursdays, 9 to 3"),
        error_messages={"max_length": _("When we can reach you must be 200 characters or less")},
    )

    def clean(self) -> None:
        phone, email = self.cleaned_data.get("phone", ""), self.cleaned_data.get("email", "")
        if not phone and not email:
            self.add_error("phone", _("Enter a phone number or an email address"))
        if phone and not is_phone(phone):
            self.add_error("phone", PHONE_WRONG)
        if email:
            try:
                validate_email(email)
            except forms.ValidationError:
                self.add_error("email", EMAIL_WRONG)
            else:
                if len(email) > 254:
                    self.add_error("email", EMAIL_WRONG)


class MayYou(Page):
    """R3. Whatever is answered, the complaint is taken today."""

    slug = "permission"
    about = pgettext_lazy("heading", "Their permission")
    title = _("Do you have their permission?")
    short: ClassVar[Mapping[str, Any]] = {"permission": _("Their permission")}

    permission = forms.ChoiceField(
        label=_("Select one"),
        choices=list(PERMISSIONS.items()),
        widget=Radios(
            reveals={"signed_form": ("form_where",), "legal": ("authority",), "cannot": ("cannot_why",)},
            hints={"ask": _("We ask them in the way that suits them: by phone, letter, text or in person.")},
        ),
        error_messages={
            "required": _("Select whether you have permission"),
            "invalid_choice": _("Select whether you have permission"),
        },
    )
    form_where = forms.CharField(
        label=_("Where is the form? (optional)"),
        required=False,
        max_length=300,
        help_text=_("You can add a picture of it with your photos and letters, or send it to us."),
        error_messages={"max_length": _("Where the form is must be 300 characters or less")},
    )
    authority = forms.CharField(
        label=_("Which authority do you have?"),
        required=False,
        max_length=300,
        help_text=_("We ask to see it before we share details."),
        error_messages={"max_length": _("Which authority you have must be 300 characters or less")},
    )
    cannot_why = LongText(
        label=_("Why can they not give permission?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Why they cannot give permission must be 1,000 characters or less")},
    )

    def clean(self) -> None:
        said = self.cleaned_data.get("permission")
        if said == "legal":
            self.needs("authority", _("Enter which authority you have"))
        if said == "cannot":
            self.needs("cannot_why", _("Tell us why they cannot give permission"))

    @property
    def note(self) -> str:
        """What stands under the option that was chosen."""
        under = {"signed_form": "form_where", "legal": "authority", "cannot": "cannot_why"}
        name = under.get(self.cleaned_data["permission"], "")
        return str(self.cleaned_data[name]) if name else ""


class MayDo(Page):
    """R4. For as long as they like; the resident can narrow or stop it at any time."""

    slug = "may-do"
    about = pgettext_lazy("heading", "What you may do for them")
    title = _("What may you do for them?")
    short: ClassVar[Mapping[str, Any]] = {"scope": _("What you may do"), "until": _("Until")}

    scope = forms.MultipleChoiceField(
        label=_("Select all that they agree to, or would agree to"),
        choices=list(MAY_DO.items()),
        widget=Checkboxes,
        error_messages={
            "required": _("Select what you can do for them"),
            "invalid_choice": _("Select what you can do for them"),
        },
    )
    until = DayField(
        called=pgettext_lazy("subject of an error", "The last day"),
        label=_("Until which day? (optional)"),
        required=False,
        help_text=_("Leave this empty if there is no last day. They can stop it at any time."),
    )

    def clean(self) -> None:
        until = self.cleaned_data.get("until")
        if until and until < timezone.localdate():
            self.add_error("until", _("The last day must be today or in the future"))


def helper_of(pages: Mapping[str, Page]) -> Helper:
    """Who sends the form for somebody else, as valid pages tell it."""
    you, may, scope = (pages[one.slug].cleaned_data for one in (AboutYou, MayYou, MayDo))
    permission = pages[MayYou.slug]
    assert isinstance(permission, MayYou)
    return Helper(
        name=you["name"],
        organisation=you["organisation"],
        role=you["role"],
        reference=you["reference"],
        phone=western(you["phone"]),
        email=you["email"],
        hours=you["hours"],
        permission=may["permission"],
        note=permission.note,
        scope=tuple(scope["scope"]),
        until=scope["until"],
    )
