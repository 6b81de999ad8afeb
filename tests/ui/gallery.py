"""One page with every component, for tests alone, and how it is drawn without a server or a database."""

from __future__ import annotations

import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import Checkboxes, DayField, LongText, Radios

HERE = Path(__file__).parent
LANDLORD = SimpleNamespace(
    code="hillside",
    name="Hillside Homes",
    phone="01632 960 001",
    text_phone="07700 900 982",
    email="complaints@hillside.example",
    office_address="1 High Street, Hillside",
    emergency_phone="01632 960 999",
    brand_colour="#1d4f91",
    languages=["ur", "pl"],
    has_logo=False,
)


class EveryKind(forms.Form):
    """One field of every kind; the labels are strings that the catalogues have, so that Urdu looks like
    Urdu."""

    title = "Every kind of question"

    danger = forms.ChoiceField(
        label=_("If anyone is in immediate danger, call 999"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=Radios(reveals={"yes": "phone"}, hints={"no": _("Not provided")}),
        error_messages={"required": "Select yes if anyone is in danger right now"},
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "class": "govuk-input--width-20"}
        ),
    )
    what = LongText(
        label=_("There is a problem"),
        help_text=_("We can arrange an interpreter. It is free."),
        max_length=4000,
        error_messages={"required": "Tell us what went wrong"},
    )
    name = forms.CharField(
        label=_("Phone"), widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"})
    )
    email = forms.EmailField(
        label=_("Email"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    when = DayField(label=_("Draft"), help_text="27 3 2026", called="The date you called")
    wanted = forms.MultipleChoiceField(
        label=_("Change"),
        choices=[("work", _("Help")), ("sorry", _("Done")), ("none", _("No"))],
        widget=Checkboxes(exclusive="none", hints={"work": _("Not provided")}),
        error_messages={"required": "Select what you would like us to do"},
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("ur", "اردو")])
    photo = forms.FileField(label=_("Letter"), required=False)
    agreed = forms.BooleanField(label=_("Yes"), required=False)


class OneQuestion(forms.Form):
    what = LongText(label="What went wrong?", max_length=4000)


def request(language: str = "en", landlord: Any = LANDLORD, path: str = "complain/what/") -> HttpRequest:
    """A request as the middleware of `accounts` leaves it."""
    made = RequestFactory().get(f"/hillside/{language}/{path}", {"from": "poster"})
    made.landlord = landlord
    made.LANGUAGE_CODE = language
    return made


def gallery(language: str = "en", *, errors: bool = False, staff: bool = False) -> str:
    """The page's HTML in a language, with the forms filled in wrongly where `errors` is set."""
    with translation.override(language):
        data = (
            {"danger": "yes", "when-day": "3", "when-year": "2026", "name": "<b>Amina</b>"}
            if errors
            else None
        )
        context = {
            "base": "ui/staff_base.html" if staff else "ui/base.html",
            "form": EveryKind(data),
            "day": datetime.date(2026, 11, 3),
            "counted": [datetime.date(2026, 11, day) for day in (4, 5, 6, 9, 10)],
            "back_url": "../",
            "list": Paginator(range(90), 10).page(4),
            "staff_nav": [("New", "/new/", True), ("My cases", "/mine/", False)],
            "user": SimpleNamespace(is_authenticated=staff, name="Priya Shah"),
        }
        text = (HERE / "templates" / "gallery.html").read_text(encoding="utf-8")
        return str(engines["django"].from_string(text).render(context, request(language)))
