"""Widgets and fields that GOV.UK's patterns need beside Django's own."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from babel.dates import get_month_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

type_of_reveals = Mapping[str, str | Sequence[str]]


class Radios(forms.RadioSelect):
    """Radios with hints, dividers and questions revealed by a choice, each by the choice's value.

    `reveals` names fields of the same form. Without JavaScript they are all shown, so the form must not ask
    for an answer under an option that was not chosen.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
        reveals: type_of_reveals | None = None,
        dividers: Mapping[str, Any] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.dividers = dividers or {}
        self.inline = inline
        self.small = small


class Checkboxes(forms.CheckboxSelectMultiple):
    """Checkboxes; `exclusive` is the value of 'none of these', which stands under a divider and clears the
    others."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[str, Any] | None = None,
        reveals: type_of_reveals | None = None,
        dividers: Mapping[str, Any] | None = None,
        exclusive: str | None = None,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = hints or {}
        self.reveals = reveals or {}
        self.dividers = dividers or ({exclusive: _("or")} if exclusive else {})
        self.exclusive = exclusive
        self.small = small


class LongText(forms.CharField):
    """A longer text with a character count. Line ends count once, as the browser's counter counts them."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class DayTyped(NamedTuple):
    """What stands in the three boxes of a date, as typed."""

    day: str = ""
    month: str = ""
    year: str = ""


class DayInput(forms.Widget):
    """Three boxes for day, month and year. `birthday` turns on the browser's own filling in for a date of
    birth."""

    template_name = "ui/forms/day.html"
    use_fieldset = True
    kind = "day"

    def __init__(self, attrs: dict[str, Any] | None = None, *, birthday: bool = False) -> None:
        super().__init__(attrs)
        self.birthday = birthday

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DayTyped:
        return DayTyped(*(str(data.get(f"{name}-{part}") or "").strip() for part in DayTyped._fields))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in DayTyped._fields)

    @staticmethod
    def typed(value: Any) -> DayTyped:
        """What the boxes show for a date, for what was typed, or for nothing."""
        if isinstance(value, DayTyped):
            return value
        if isinstance(value, datetime.date):
            return DayTyped(str(value.day), str(value.month), str(value.year))
        return DayTyped()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {
            "day": pgettext_lazy("part of a date", "Day"),
            "month": pgettext_lazy("part of a date", "Month"),
            "year": pgettext_lazy("part of a date", "Year"),
        }
        typed = self.typed(value)
        context["widget"]["parts"] = [
            {
                "part": part,
                "name": f"{name}-{part}",
                "id": f"{(attrs or {}).get('id', f'id_{name}')}-{part}",
                "label": labels[part],
                "value": getattr(typed, part),
                "width": 4 if part == "year" else 2,
                "autocomplete": f"bday-{part}" if self.birthday else None,
            }
            for part in DayTyped._fields
        ]
        return context

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}-day" if id_ else ""


class DayField(forms.Field):
    """A date typed as day, month and year; gives `datetime.date`.

    `called` is the subject of its errors ("The date you called"). An error names the part that is wrong,
    marks that box alone, and keeps what was typed. A month may be typed as its English name. Dates before
    1900 are refused as slips of the finger.
    """

    widget = DayInput

    def __init__(self, *, called: Any, required_message: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.called = called
        self.required_message = required_message

    def clean(self, value: Any) -> datetime.date | None:
        typed = DayInput.typed(value)
        day = self._day(typed)
        if day is not None:
            self.run_validators(day)
        return day

    def _day(self, typed: DayTyped) -> datetime.date | None:
        missing = [part for part in DayTyped._fields if not getattr(typed, part)]
        if len(missing) == 3:
            if not self.required:
                return None
            raise self._error(self.required_message or _("Enter %(field)s"), *missing)
        if missing:
            raise self._error(_MISSING[tuple(missing)], *missing)
        month = _month(typed.month)
        if not (typed.day.isdecimal() and len(typed.day) < 4 and 1 <= int(typed.day) <= 31):
            raise self._error(_("%(field)s must be a real date"), "day")
        if month is None:
            raise self._error(_("%(field)s must be a real date"), "month")
        if not typed.year.isdecimal() or len(typed.year) != 4:
            raise self._error(_("Year must include 4 numbers"), "year")
        if int(typed.year) < 1900:
            raise self._error(_("%(field)s must be a real date"), "year")
        try:
            return datetime.date(int(typed.year), month, int(typed.day))
        except ValueError:
            raise self._error(_("%(field)s must be a real date"), "day", "month", "year") from None

    def _error(self, message: Any, *parts: str) -> ValidationError:
        return ValidationError(message, code="day", params={"field": self.called, "parts": parts})


class MonthField(DayField):
    """A month and year, with the day where somebody knows it; gives "2026-03" or "2026-03-14", or "" for nothing."""

    def clean(self, value: Any) -> Any:
        typed = DayInput.typed(value)
        if typed.day or not (typed.month or typed.year):
            day = super().clean(typed)
            return day.isoformat() if day else ""
        day = super().clean(typed._replace(day="1"))
        return f"{day:%Y-%m}" if day else ""


_MISSING: dict[tuple[str, ...], Any] = {
    ("day",): _("%(field)s must include a day"),
    ("month",): _("%(field)s must include a month"),
    ("year",): _("%(field)s must include a year"),
    ("day", "month"): _("%(field)s must include a day and month"),
    ("day", "year"): _("%(field)s must include a day and year"),
    ("month", "year"): _("%(field)s must include a month and year"),
}


def _month(typed: str) -> int | None:
    if typed.isdecimal():
        number = int(typed) if len(typed) < 4 else 0
        return number if 1 <= number <= 12 else None
    wanted = typed.casefold().rstrip(".")
    for width in ("wide", "abbreviated"):
        for number, name in get_month_names(width, locale="en_GB").items():
            if wanted in {name.casefold(), name.casefold()[:3]}:
                return int(number)
    return None
