"""The shape of what readers type: the days of a complaint, words to search for. Law is asked elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import DayField

from .calculator import Days

SEARCH_LENGTH = 100
# Past this a date is a slip of the finger, and soon past the table of holidays.
MOST_YEARS_AHEAD = 3
_TOO_EARLY = {
    "made_on": _("%(field)s must not be before the day you complained"),
    "asked_2_on": _("%(field)s must not be before the day you asked for stage 2"),
}


def day_field(
    label: Any, called: Any, hint: Any = "", *, required: bool = False, missing: Any = None
) -> DayField:
    return DayField(label=label, called=called, help_text=hint, required=required, required_message=missing)


class DaysForm(forms.Form):
    """The days of somebody's complaint, as far as they know them. Only the first is needed."""

    title = _("When must my landlord answer?")
    STAGE_1 = ("logged_on", "more_until", "answered_on")
    STAGE_2 = ("asked_2_on", "logged_2_on", "more_until_2", "answered_2_on")

    made_on = day_field(
        _("When did you complain?"),
        _("The day you complained"),
        _("For example, 3 11 2026. A letter counts from the day it arrived."),
        required=True,
        missing=_("Enter the day you complained"),
    )
    logged_on = day_field(
        _("When did your landlord log your complaint?"),
        _("The day your complaint was logged"),
        _("It should have told you so in writing."),
    )
    more_until = day_field(
        _("Did your landlord say that it needs more time? Until when?"),
        _("The new date at stage 1"),
    )
    answered_on = day_field(_("When did you get the answer?"), _("The day of the answer"))
    asked_2_on = day_field(_("When did you ask for stage 2?"), _("The day you asked for stage 2"))
    logged_2_on = day_field(
        _("When did your landlord log that?"), _("The day your request for stage 2 was logged")
    )
    more_until_2 = day_field(
        _("Did your landlord say at stage 2 that it needs more time? Until when?"),
        _("The new date at stage 2"),
    )
    answered_2_on = day_field(_("When did you get the final answer?"), _("The day of the final answer"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Days in the future, before what they follow, or without what they follow, each with one sentence."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.fields:
            day = given.get(name)
            if day is not None and not name.startswith("more_until"):
                self._in_the_past(name, day)
        for name, before in (
            ("logged_on", "made_on"),
            ("more_until", "made_on"),
            ("answered_on", "made_on"),
            ("asked_2_on", "made_on"),
            ("logged_2_on", "asked_2_on"),
            ("more_until_2", "asked_2_on"),
            ("answered_2_on", "asked_2_on"),
        ):
            self._after(name, before)
        return given

    def _in_the_past(self, name: str, day: date) -> None:
        if day > self.today:
            self._wrong(name, _("%(field)s must be today or in the past"))

    def _after(self, name: str, before: str) -> None:
        day, earlier = self.cleaned_data.get(name), self.cleaned_data.get(before)
        if day is None or name in self.errors:
            return
        if earlier is None:
            if before not in self.errors:
                self.add_error(
                    before, ValidationError(_("Enter the day you asked for stage 2 as well"), code="needed")
                )
        elif day < earlier:
            self._wrong(name, _TOO_EARLY[before])
        elif day > self.today + timedelta(days=366 * MOST_YEARS_AHEAD):
            self._wrong(name, _("%(field)s is too far ahead. Check the year"))

    def _wrong(self, name: str, message: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, DayField)  # all of this form are
        params = {"field": field.called, "parts": ("day", "month", "year")}
        self.add_error(name, ValidationError(message, code="day", params=params))

    def _used(self, names: tuple[str, ...]) -> bool:
        return self.is_bound and any(any(self[name].value() or ()) or self.errors.get(name) for name in names)

    @property
    def stage_1_used(self) -> bool:
        """Whether something stands in the days of stage 1, or is wrong with them: the page then shows them."""
        return self._used(self.STAGE_1)

    @property
    def stage_2_used(self) -> bool:
        """The same for stage 2."""
        return self._used(self.STAGE_2)

    def days(self) -> Days:
        """What was typed, once it is valid."""
        given: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.fields}
        return Days(**given)


class SearchForm(forms.Form):
    """What to look for in the guidance."""

    q = forms.CharField(
        label=_("Search this guidance"), max_length=SEARCH_LENGTH, required=False, strip=True,
        error_messages={"max_length": _("What you search for must be %(limit_value)s characters or less")},
    )  # fmt: skip
