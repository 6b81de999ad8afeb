"""The pages of the resident's form: one question or one small group each, with the answers as typed.

A draft keeps what was typed, page by page, whether or not it could be sent like that; a form is made from it
again to show the page, to check it, and to say what is missing. So nothing that a resident typed depends on its
being right.
`told` turns complete answers into what `actions.raise_complaint` takes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core.validators import validate_email
from django.forms.widgets import CheckboxSelectMultiple
from django.http import QueryDict
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from putright.ui import languages
from putright.ui.fields import Checkboxes, LongText, Radios
from putright.ui.form_renderer import BoundField, questions

from .actions import Told

Typed = dict[str, Any]

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
DANGERS = {
    "gas": _("Smell of gas"),
    "fire": _("Fire or smoke"),
    "wires": _("Bare or sparking wires"),
    "structure": _("A ceiling or wall that moves or may fall"),
    "water": _("Water that cannot be stopped"),
    "cold": _("No heating or water, with a baby or somebody ill at home"),
    "security": _("An outside door or window that will not lock"),
    "breathing": _("Somebody struggles to breathe because of mould"),
    "other": _("Something else that is dangerous"),
}
WANTED = {
    "work": _("Do the work"),
    "explain": _("Explain what happened"),
    "sorry": _("Say sorry"),
    "money": _("Pay money back, or pay compensation"),
    "change": _("Change how you work"),
    "other": pgettext_lazy("wanted", "Something else"),
}
FOR_WHOM = {
    "me": pgettext_lazy("for whom", "Me, or my home"),
    "someone": pgettext_lazy("for whom", "Somebody else: I am helping them"),
    "group": pgettext_lazy("for whom", "A group: I am the main contact"),
    "no_name": _("I do not want to give my name"),
}
RELATIONSHIPS = {
    "family": _("Family or friend"),
    "support_worker": _("Support worker"),
    "advice_agency": _("Advice agency"),
    "councillor": pgettext_lazy("relationship", "Councillor"),
    "mp": _("Member of Parliament (MP)"),
    "solicitor": _("Solicitor"),
    "attorney": _("Attorney or deputy"),
    "other": pgettext_lazy("relationship", "Another way"),
}
CONTACT_WAYS = {
    "phone": _("Phone call"),
    "text": _("Text message"),
    "email": pgettext_lazy("contact", "Email"),
    "post": pgettext_lazy("contact", "Letter"),
    "office": _("In person, at the office"),
    "none": _("None of these: I will contact you"),
}
DOCUMENTS_BY = {
    "online": _("On this website, with my reference"),
    "email": pgettext_lazy("documents", "By email"),
    "post": pgettext_lazy("documents", "By post"),
    "large_print": _("By post, in large print"),
}
HELP_TALKING = {"interpreter": _("An interpreter"), "bsl": _("British Sign Language (BSL)")}

MOST_POINTS = 20
# A page that holds more than this was not typed by hand; it is shown again, and not kept.
KEPT_AT_MOST = 20_000

PHONE_WRONG = _("Enter a phone number, like 07700 900 982")
EMAIL_WRONG = _("Enter an email address in the correct format, like name@example.com")


@dataclass(frozen=True)
class Answer:
    """A row of the page that shows the answers: the question, and the answer (nothing: not provided)."""

    question: Any
    values: tuple[str, ...]
    # As typed by the resident, or our own words.
    typed: bool


class Page(forms.Form):
    """One page of the form. `slug` is its address, `about` its heading where answers are checked.

    A page with one question has no `title`: the question is the heading.
    """

    slug: ClassVar[str]
    about: ClassVar[Any]
    title: ClassVar[Any] = ""
    # What a question is called where answers are checked, if its own words only suit the page that asks it.
    short: ClassVar[Mapping[str, Any]] = {}

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        """What was typed on this page, and nothing else that came with it."""
        return {
            name: [_clean(one) for one in post.getlist(name)]
            if isinstance(field.widget, CheckboxSelectMultiple)
            else _clean(post.get(name, ""))
            for name, field in cls.base_fields.items()
        }

    @classmethod
    def shown(cls, typed: Mapping[str, Any] | None, language: str) -> Page:
        """The page as it was left, or empty."""
        return cls(initial=dict(typed or {}))

    def answers(self) -> list[Answer]:
        """The questions of a bound page with their answers, revealed ones after what reveals them."""
        found: list[Answer] = []
        for one in questions(self):
            found.extend(self._answers(one))
        return found

    def _answers(self, bound: BoundField) -> list[Answer]:
        value = self.data.get(bound.name)
        label = self.short.get(bound.name, bound.label)
        if not isinstance(bound.field, forms.ChoiceField):
            return [Answer(label, (str(value),) if value else (), typed=True)]
        if bound.kind not in {"radios", "checkboxes"}:
            labels = {str(key): str(label) for key, label in cast(Any, bound.field).choices}
            return [Answer(label, (labels[value],) if value in labels else (), typed=False)]
        chosen = [option for option in bound.options if option.checked]
        rows = [Answer(label, tuple(str(option.label) for option in chosen), typed=False)]
        for option in chosen:
            for under in option.reveals:
                rows.extend(self._answers(under))
        return rows

    def needs(self, name: str, message: Any) -> None:
        """An error where nothing is in a field that has to be filled in because of another answer."""
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, message)


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
        return {"points": [_clean(post[name]) for name in names if name in post]}

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


class WhoFor(Page):
    slug = "who-for"
    about = _("Who the complaint is for")

    for_whom = forms.ChoiceField(
        label=_("Who is the complaint for?"),
        choices=list(FOR_WHOM.items()),
        widget=Radios(
            reveals={"someone": ("on_behalf_of", "relationship"), "group": ("group_name",)},
            hints={
                "no_name": _(
                    "We will look into it. We may not be able to pay compensation, or to tell you what we "
                    "did, unless you come back with your reference and passphrase."
                )
            },
        ),
        error_messages={
            "required": _("Select who the complaint is for"),
            "invalid_choice": _("Select who the complaint is for"),
        },
    )
    on_behalf_of = forms.CharField(
        label=_("Name of the person you are helping"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The name must be 200 characters or less")},
    )
    relationship = forms.ChoiceField(
        label=_("How do you know this person?"),
        required=False,
        choices=[("", _("Select one")), *RELATIONSHIPS.items()],
    )
    group_name = forms.CharField(
        label=_("A short name for the group"),
        help_text=_("For example, the name of the block or estate. We will ask you who else belongs to it."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The name must be 200 characters or less")},
    )

    def clean(self) -> None:
        if self.cleaned_data.get("for_whom") == "group":
            self.needs("group_name", _("Enter a short name for the group"))
        if self.cleaned_data.get("for_whom") == "someone":
            self.needs("on_behalf_of", _("Enter the name of the person you are helping"))
            self.needs("relationship", _("Select how you know this person"))


class Name(Page):
    slug = "name"
    about = pgettext_lazy("heading", "Your name")
    title = _("What is your name?")
    short = {"called": _("What we should call you")}

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

    def clean_postcode(self) -> str:
        """Both groups in capitals with one space: SW1A 1AA."""
        typed = "".join(_western(self.cleaned_data["postcode"]).upper().split())
        if not _POSTCODE.fullmatch(typed):
            raise forms.ValidationError(_("Enter a full UK postcode"))
        return f"{typed[:-3]} {typed[-3:]}"


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
    }

    ways = forms.MultipleChoiceField(
        label=_("Select all that suit you"),
        choices=list(CONTACT_WAYS.items()),
        widget=Checkboxes(
            exclusive="none",
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
        if ways:
            self.needs("documents_by", _("Select how we should send you letters and documents"))
        if "post" in ways or got.get("documents_by") in {"post", "large_print"}:
            self.needs("safe_letters", _("Select yes if it is safe to send letters to your address"))

    def answers(self) -> list[Answer]:
        """Only what belongs to the ways that were chosen: the rest was not asked."""
        ways = set(self.data.get("ways", []))
        asked = {"ways", "documents_by"} if ways - {"none"} else {"ways"}
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
    def shown(cls, typed: Mapping[str, Any] | None, language: str) -> Page:
        """With the language of the page chosen already, to be confirmed."""
        return cls(initial=dict(typed or {"spoken": language, "written": language}))

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


PAGES: dict[str, type[Page]] = {
    page.slug: page
    for page in (
        Danger,
        Urgent,
        WhatWentWrong,
        AnythingElse,
        PutRight,
        WhoFor,
        Name,
        Address,
        Contact,
        Language,
    )
}
ABOUT_THE_PERSON = frozenset({Name.slug, Address.slug, Contact.slug})


def asked(answers: Mapping[str, Any]) -> list[str]:
    """The pages that these answers lead through, in order, by their addresses."""
    danger = answers.get(Danger.slug, {}).get("danger")
    nameless = answers.get(WhoFor.slug, {}).get("for_whom") == "no_name"
    return [
        slug
        for slug in PAGES
        if not (slug == Urgent.slug and danger not in {"yes", "unknown"})
        and not (nameless and slug in ABOUT_THE_PERSON)
    ]


def told(pages: Mapping[str, Page]) -> Told:
    """What valid pages tell. Answers under an option that is no longer chosen are left out."""
    words = pages[WhatWentWrong.slug].cleaned_data["words"]
    points = cast(AnythingElse, pages[AnythingElse.slug]).points
    right = pages[PutRight.slug].cleaned_data
    who = pages[WhoFor.slug].cleaned_data
    helping = who["for_whom"] == "someone"
    language = cast(Language, pages[Language.slug])
    talking = language.cleaned_data["help_talking"]
    return Told(
        words=words,
        more_points=points,
        wanted=tuple(right["wanted"]),
        wanted_other=right["wanted_other"] if "other" in right["wanted"] else "",
        for_whom=who["for_whom"],
        # Whom the letter names it is for: the person helped, or the group by its short name.
        on_behalf_of={"someone": who["on_behalf_of"], "group": who["group_name"]}.get(who["for_whom"], ""),
        relationship=who["relationship"] if helping else "",
        spoken_language=language.spoken_name,
        written_language=language.cleaned_data["written"],
        interpreter="interpreter" in talking,
        british_sign_language="bsl" in talking,
        **_person(pages),
    )


def _person(pages: Mapping[str, Page]) -> dict[str, Any]:
    if Name.slug not in pages:
        return {}
    name, home = pages[Name.slug].cleaned_data, pages[Address.slug].cleaned_data
    contact = pages[Contact.slug].cleaned_data
    ways = [way for way in contact["ways"] if way != "none"]
    by_phone = bool({"phone", "text"} & set(ways))
    documents_by = contact["documents_by"] if ways else ""
    by_post = "post" in ways or documents_by in {"post", "large_print"}
    return {
        "name": name["name"],
        "called": name["called"],
        "address": ", ".join(home[part] for part in ("line_1", "line_2", "town") if home[part]),
        "postcode": home["postcode"],
        "tenancy_number": home["tenancy_number"],
        "contact_ways": tuple(ways),
        "phone": _western(contact["phone"]) if by_phone else "",
        "email": contact["email"] if "email" in ways or documents_by == "email" else "",
        "safe_times": contact["safe_times"] if by_phone else "",
        "safe_message": contact["safe_message"] == "yes" if by_phone else None,
        "safe_letters": contact["safe_letters"] == "yes" if by_post else None,
        "documents_by": documents_by,
    }


# After sending


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

    def __init__(self, data: Any = None, *, points: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        field = cast(forms.MultipleChoiceField, self.fields["points"])
        field.choices = [("all", pgettext("stage 2", "All of it")), *points]

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        return {
            "points": [_clean(one) for one in post.getlist("points")],
            "why": _clean(post.get("why", "")),
            "wanted_now": _clean(post.get("wanted_now", "")),
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


def _clean(typed: Any) -> str:
    # PostgreSQL keeps no NUL, and no keyboard types one.
    return str(typed).replace("\x00", "")


def _rows(typed: Mapping[str, Any] | None) -> list[str]:
    return [str(one) for one in (typed or {}).get("points", [])][:MOST_POINTS]


def _western(typed: str) -> str:
    """The same with the digits of other scripts written as 0 to 9."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in typed)


def is_phone(typed: str) -> bool:
    """Whether it can be dialled: 10 to 15 digits, with what people put between them."""
    bare = re.sub(r"[\s().+-]", "", _western(typed))
    return len(typed) <= 40 and bare.isascii() and bare.isdigit() and 10 <= len(bare) <= 15
