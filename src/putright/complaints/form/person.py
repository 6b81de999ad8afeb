"""Pages about the person: for whom it is, who they are, and how to reach them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from putright.ui import languages
from putright.ui.fields import Checkboxes, LongText, Radios
from putright.ui.form_renderer import questions

from .options import CONTACT_WAYS, DOCUMENTS_BY, FOR_WHOM, HELP_TALKING, YES_NO
from .page import EMAIL_WRONG, PHONE_WRONG, Answer, Page, is_phone, western


class WhoFor(Page):
    slug = "who-for"
    about = _("Who the complaint is for")

    for_whom = forms.ChoiceField(
        label=_("Who is the complaint for?"),
        choices=list(FOR_WHOM.items()),
        widget=Radios(
            reveals={"group": ("group_name", "households")},
            hints={
                "someone": _("The next pages ask who they are, who you are, and whether they agree."),
                "no_name": _(
                    "We look into it and act on any danger. We cannot reply to you, pay compensation, or take it to "
                    "stage 2 or the Ombudsman, unless you come back with your reference and passphrase."
                ),
            },
        ),
        error_messages={
            "required": _("Select who the complaint is for"),
            "invalid_choice": _("Select who the complaint is for"),
        },
    )
    group_name = forms.CharField(
        label=_("A short name for the group"),
        help_text=_("For example, the name of the block or estate."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The name must be 200 characters or less")},
    )
    households = forms.CharField(
        label=_("How many households belong to it, as far as you know?"),
        help_text=_("You do not need to name them now. They can join later, and each can leave again."),
        required=False,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "dir": "ltr",
                "class": "govuk-input--width-5",
            }
        ),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("for_whom") == "group":
            self.needs("group_name", _("Enter a short name for the group"))
            if self.how_many is None:
                self.add_error("households", _("Enter at least 2 households"))

    @property
    def how_many(self) -> int | None:
        """The number of households, where it is one of a group."""
        typed = western(str(self.cleaned_data.get("households", ""))).strip()
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
        return number if number >= 2 else None


class OnePerson(Page):
    """A name for the Member Responsible for Complaints alone (journeys 3.7): `worries.models.Confided`."""

    slug = "one-person"
    about = pgettext_lazy("heading", "Your name, for one person only")
    title = _("Would you give your name to one person only?")
    short: ClassVar[Mapping[str, Any]] = {
        "give": _("Give your name to one person only"),
        "reach": _("How that person may reach you"),
    }

    give = forms.ChoiceField(
        label=pgettext_lazy("one person", "Give your name to this person? (optional)"),
        choices=YES_NO,
        required=False,
        widget=Radios(reveals={"yes": ("name", "reach")}),
    )
    name = forms.CharField(
        label=_("Full name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Full name must be 200 characters or less")},
    )
    reach = LongText(
        label=_("How may this person reach you? (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example a phone number, and when it is safe to call."),
        error_messages={"max_length": _("How this person may reach you must be 500 characters or less")},
    )

    def clean(self) -> None:
        if self.cleaned_data.get("give") == "yes":
            self.needs("name", _("Enter the name you want to give to one person"))


class Name(Page):
    """A11. Of a group it is the main contact's."""

    slug = "name"
    about = pgettext_lazy("heading", "Your name")
    title = _("What is your name?")
    short: ClassVar[Mapping[str, Any]] = {"called": _("What we should call you")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_whom(self.other) == "group":
            self.fields["name"].error_messages["required"] = _("Enter the name of the main contact")

    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": _("Enter your full name"),
            "max_length": _("Full name must be 200 characters or less"),
        },
    )
    called = forms.CharField(
        label=_("What should we call you? (optional)"),
        required=False,
        max_length=100,
        help_text=_("For example a title, a short name, or how to say your name"),
        error_messages={"max_length": _("What we should call you must be 100 characters or less")},
    )


class Address(Page):
    """A12. Whether it is a home of the landlord's is found out by staff: nobody is turned away here."""

    slug = "address"
    about = pgettext_lazy("heading", "Your address")
    title = _("What is your address?")
    short = {
        "line_2": _("Address line 2"),
        "town": _("Town or city"),
        "tenancy_number": _("Tenancy number"),
    }

    line_1 = forms.CharField(
        label=_("Address line 1"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={
            "required": _("Enter address line 1"),
            "max_length": _("Address line 1 must be 100 characters or less"),
        },
    )
    line_2 = forms.CharField(
        label=_("Address line 2 (optional)"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "address-line2"}),
        error_messages={"max_length": _("Address line 2 must be 100 characters or less")},
    )
    town = forms.CharField(
        label=_("Town or city (optional)"),
        required=False,
        max_length=90,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "class": "govuk-!-width-two-thirds"}),
        error_messages={"max_length": _("Town or city must be 90 characters or less")},
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "dir": "ltr", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter your postcode")},
    )
    tenancy_number = forms.CharField(
        label=_("Tenancy number, if you know it (optional)"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"max_length": _("Tenancy number must be 40 characters or less")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_whom(self.other) == "someone":
            self.title = _("What is the address of their home?")
            self.about = pgettext_lazy("heading", "Their address")

    def clean_postcode(self) -> str:
        """Both groups in capitals with one space: SW1A 1AA."""
        typed = "".join(western(self.cleaned_data["postcode"]).upper().split())
        if not _POSTCODE.fullmatch(typed):
            raise forms.ValidationError(_("Enter a full UK postcode"))
        return f"{typed[:-3]} {typed[-3:]}"


def for_whom(answers: Mapping[str, Any]) -> str:
    """Whom the complaint is for, as far as it is answered yet."""
    return str(answers.get(WhoFor.slug, {}).get("for_whom", ""))


_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


class Contact(Page):
    """No way has to be given: whoever will contact us chooses that. Each way asks for what it needs alone.

    Number and address stand on the page itself, not under a way: two ways use the number, and documents can go by
    email where nothing else does.
    """

    slug = "contact"
    about = _("How we contact you")
    title = _("How should we contact you?")
    short = {
        "ways": _("Ways that suit you"),
        "phone": _("Phone number"),
        "safe_message": _("Safe to leave a message"),
        "safe_times": _("When it is safe to call"),
        "email": _("Email address"),
        "documents_by": _("Letters and documents"),
        "safe_letters": _("Safe to send letters to your address"),
        "speaker": _("Who speaks for you"),
        "speaker_reach": _("How we reach them"),
    }

    ways = forms.MultipleChoiceField(
        label=_("Select all that suit you"),
        choices=list(CONTACT_WAYS.items()),
        widget=Checkboxes(
            exclusive="none",
            reveals={"representative": ("speaker", "speaker_reach")},
            hints={
                "post": _("To the address you gave"),
                "none": _("You will get a reference and a passphrase to read our answers"),
            },
        ),
        error_messages={
            "required": _("Select how we should contact you"),
            "invalid_choice": _("Select how we should contact you"),
        },
    )
    speaker = forms.CharField(
        label=_("What is the name of the person who speaks for you?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The name must be 200 characters or less")},
    )
    speaker_reach = forms.CharField(
        label=_("How can we reach them?"),
        required=False,
        max_length=300,
        help_text=_("For example a phone number or an email address."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("How we can reach them must be 300 characters or less")},
    )
    phone = forms.CharField(
        label=_("Phone number, if we may call or text you"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )
    safe_message = forms.ChoiceField(
        label=_("Is it safe to leave a message on this number?"),
        choices=YES_NO,
        required=False,
        widget=Radios(inline=True),
    )
    safe_times = forms.CharField(
        label=_("When is it safe to call you? (optional)"),
        required=False,
        max_length=200,
        help_text=_("For example mornings only"),
        error_messages={"max_length": _("When it is safe to call must be 200 characters or less")},
    )
    email = forms.CharField(
        label=_("Email address, if we may email you"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    documents_by = forms.ChoiceField(
        label=_("How should we send you letters and documents?"),
        choices=list(DOCUMENTS_BY.items()),
        required=False,
        widget=Radios,
    )
    safe_letters = forms.ChoiceField(
        label=_("Is it safe to send letters to your address?"),
        choices=YES_NO,
        required=False,
        widget=Radios(inline=True),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helps = for_whom(self.other) == "someone"
        if self.helps:
            self._of_somebody_else()

    def _of_somebody_else(self) -> None:
        """The same questions about whoever is helped: who helps has said on another page how to reach them."""
        self.title = _("How should we contact the person you are helping?")
        self.about = _("How we contact them")
        for name in ("speaker", "speaker_reach"):
            del self.fields[name]
        ways = cast(forms.MultipleChoiceField, self.fields["ways"])
        ways.label = _("Select all that suit them")
        ways.choices = [
            (code, pgettext("contact", "Through me") if code == "representative" else label)
            for code, label in CONTACT_WAYS.items()
            if code != "none"
        ]
        widget = cast(Checkboxes, ways.widget)
        widget.reveals, widget.exclusive, widget.dividers = {}, None, {}
        widget.hints = {"post": _("To the address you gave")}
        self.fields["phone"].label = _("Their phone number, if we may call or text them")
        self.fields["safe_times"].label = _("When is it safe to call them? (optional)")
        self.fields["email"].label = _("Their email address, if we may email them")
        self.fields["documents_by"].label = _("How should we send them letters and documents?")
        cast(forms.ChoiceField, self.fields["documents_by"]).choices = [
            (code, label) for code, label in DOCUMENTS_BY.items() if code != "online"
        ]
        self.fields["safe_letters"].label = _("Is it safe to send letters to their address?")

    def clean(self) -> None:
        got = self.cleaned_data
        ways = got.get("ways", [])
        if "none" in ways:
            if len(ways) > 1:
                self.add_error("ways", _("Select how we should contact you, or that you will contact us"))
            return
        if "email" in ways or got.get("documents_by") == "email":
            try:
                validate_email(got.get("email", ""))
            except forms.ValidationError:
                self.add_error("email", EMAIL_WRONG)
            else:
                if len(got["email"]) > 254:
                    self.add_error("email", EMAIL_WRONG)
        if {"phone", "text"} & set(ways):
            if not is_phone(got.get("phone", "")):
                self.add_error("phone", PHONE_WRONG)
            self.needs("safe_message", _("Select yes if it is safe to leave a message"))
        if "representative" in ways and not self.helps:
            self.needs("speaker", _("Enter the name of the person who speaks for you"))
            self.needs("speaker_reach", _("Enter how we can reach them"))
        if ways and not self.helps:
            self.needs("documents_by", _("Select how we should send you letters and documents"))
        if "post" in ways or got.get("documents_by") in {"post", "large_print"}:
            self.needs("safe_letters", _("Select yes if it is safe to send letters to your address"))

    def answers(self) -> list[Answer]:
        """Only what belongs to the ways that were chosen: the rest was not asked."""
        ways = set(self.data.get("ways", []))
        asked: set[str] = {"ways", "documents_by"} if ways - {"none"} else {"ways"}
        if {"phone", "text"} & ways:
            asked |= {"phone", "safe_message", "safe_times"}
        if "email" in ways or self.data.get("documents_by") == "email":
            asked.add("email")
        if "post" in ways or self.data.get("documents_by") in {"post", "large_print"}:
            asked.add("safe_letters")
        rows: list[Answer] = []
        for one in questions(self):
            if one.name in asked:
                rows.extend(self._answers(one))
        return rows


_LANGUAGES = [(one.code, one.own_name) for one in languages.LANGUAGES]


class Language(Page):
    slug = "language"
    about = pgettext_lazy("heading", "Language")
    title = _("Which language should we use?")
    short = {"help_talking": _("Help when we speak")}

    spoken = forms.ChoiceField(
        label=_("When we speak to you"),
        choices=[*_LANGUAGES, ("other", _("Another language"))],
        widget=Radios(reveals={"other": "spoken_other"}),
        error_messages={
            "required": _("Select which language we should use when we speak to you"),
            "invalid_choice": _("Select which language we should use when we speak to you"),
        },
    )
    spoken_other = forms.CharField(
        label=_("Which language?"),
        required=False,
        max_length=60,
        error_messages={"max_length": _("The language must be 60 characters or less")},
    )
    help_talking = forms.MultipleChoiceField(
        label=_("Do you need one of these? (optional)"),
        choices=list(HELP_TALKING.items()),
        required=False,
        widget=Checkboxes,
        help_text=_("It is free. You do not have to ask family or children to interpret."),
    )
    written = forms.ChoiceField(
        label=_("When we write to you"),
        choices=_LANGUAGES,
        widget=Radios,
        error_messages={
            "required": _("Select which language we should use when we write to you"),
            "invalid_choice": _("Select which language we should use when we write to you"),
        },
    )

    @classmethod
    def shown(
        cls, typed: Mapping[str, Any] | None, language: str, answers: Mapping[str, Any] | None = None
    ) -> Page:
        """With the language of the page chosen already, to be confirmed."""
        return super().shown(typed or {"spoken": language, "written": language}, language, answers)

    def clean(self) -> None:
        if self.cleaned_data.get("spoken") == "other":
            self.needs("spoken_other", _("Enter which language we should use when we speak to you"))

    @property
    def spoken_name(self) -> str:
        """The spoken language as staff read it."""
        chosen = str(self.cleaned_data["spoken"])
        if chosen == "other":
            return str(self.cleaned_data["spoken_other"])
        return languages.language(chosen).english
