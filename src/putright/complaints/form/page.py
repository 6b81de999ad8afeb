"""What the pages of the form have in common: keep what was typed, show it again, say what was answered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.forms.widgets import CheckboxSelectMultiple
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import DayInput, DayTyped
from putright.ui.form_renderer import BoundField, questions

Typed = dict[str, Any]

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
    about: Any
    title: Any = ""
    # What a question is called where answers are checked, if its own words only suit the page that asks it.
    short: ClassVar[Mapping[str, Any]] = {}

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        answers: Mapping[str, Any] | None = None,
    ) -> None:
        """`answers` are those of the whole form, for a page whose words depend on another one."""
        super().__init__(data, initial=dict(initial or {}))
        self.other = dict(answers or {})

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        """What was typed on this page, and nothing else that came with it. A day stands in its three boxes."""
        found: Typed = {}
        for name, field in cls.base_fields.items():
            if isinstance(field.widget, CheckboxSelectMultiple):
                found[name] = [clean(one) for one in post.getlist(name)]
            elif isinstance(field.widget, DayInput):
                found |= {each: clean(post.get(each, "")) for each in _boxes(name)}
            else:
                found[name] = clean(post.get(name, ""))
        return found

    @classmethod
    def shown(
        cls, typed: Mapping[str, Any] | None, language: str, answers: Mapping[str, Any] | None = None
    ) -> Page:
        """The page as it was left, or empty."""
        kept = dict(typed or {})
        for name, field in cls.base_fields.items():
            if isinstance(field.widget, DayInput):
                kept[name] = DayTyped(*(str(kept.pop(each, "")) for each in _boxes(name)))
        return cls(initial=kept, answers=answers)

    def answers(self) -> list[Answer]:
        """The questions of a bound page with their answers, revealed ones after what reveals them."""
        found: list[Answer] = []
        for one in questions(self):
            found.extend(self._answers(one))
        return found

    def _answers(self, bound: BoundField) -> list[Answer]:
        value = self.data.get(bound.name)
        label = self.short.get(bound.name, bound.label)
        if isinstance(bound.field.widget, DayInput):
            day = " ".join(str(self.data.get(each, "")) for each in _boxes(bound.name)).strip()
            return [Answer(label, (day,) if day else (), typed=True)]
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


def _boxes(name: str) -> tuple[str, ...]:
    """The names of the three boxes of a date, as `ui.fields.DayInput` has them."""
    return tuple(f"{name}-{part}" for part in DayTyped._fields)


def clean(typed: Any) -> str:
    """What was typed, as it can be kept."""
    # PostgreSQL keeps no NUL, and no keyboard types one.
    return str(typed).replace("\x00", "")


def western(typed: str) -> str:
    """The same with the digits of other scripts written as 0 to 9."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in typed)


def is_phone(typed: str) -> bool:
    """Whether it can be dialled: 10 to 15 digits, with what people put between them."""
    bare = re.sub(r"[\s().+-]", "", western(typed))
    return len(typed) <= 40 and bare.isascii() and bare.isdigit() and 10 <= len(bare) <= 15
