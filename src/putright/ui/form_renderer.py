"""Django's forms with the markup of GOV.UK Frontend: classes, hints, errors and conditional questions.

Set as FORM_RENDERER, so every form is drawn this way without saying so, those of the sign-in package too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from babel import Locale
from django.forms import BaseForm, CheckboxInput, FileInput, HiddenInput, RadioSelect, Select, Textarea
from django.forms.boundfield import BoundField as DjangoBoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxSelectMultiple, ChoiceWidget, Input, Widget
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext, npgettext, pgettext

_NEVER_FREE_TEXT = {"email", "tel", "url", "number", "password"}


@dataclass(frozen=True)
class Option:
    """One radio or checkbox as the template draws it; `reveals` are the questions under it."""

    id: str
    name: str
    value: str
    label: Any
    checked: bool
    hint: Any
    divider: Any
    exclusive: bool
    reveals: tuple[BoundField, ...]


class BoundField(DjangoBoundField):
    """A field of a form on a page: what it is (kind), its ids, and its attributes."""

    @property
    def kind(self) -> str:
        """Which part of ui/forms/field.html draws it: input, textarea, select, file, checkbox, radios,
        checkboxes, day."""
        widget = self.field.widget
        if hasattr(widget, "kind"):
            return str(widget.kind)
        match widget:
            case CheckboxSelectMultiple():
                return "checkboxes"
            case RadioSelect():
                return "radios"
            case CheckboxInput():
                return "checkbox"
            case FileInput():
                return "file"
            case Textarea():
                return "textarea"
            case Select():
                return "select"
            case _:
                return "input"

    @property
    def grouped(self) -> bool:
        """Whether the question is a fieldset with a legend rather than one control with a label."""
        return self.kind in {"radios", "checkboxes", "day"}

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def count_id(self) -> str:
        # GOV.UK Frontend finds the message by this very name.
        return f"{self.auto_id}-info"

    @property
    def first_id(self) -> str:
        """The control that the error summary leads to: for a date the part that is wrong."""
        if self.kind in {"radios", "checkboxes"}:
            return f"{self.auto_id}_0"
        if self.kind == "day":
            wrong = self.wrong_parts
            return (
                f"{self.auto_id}-{next((part for part in ('day', 'month', 'year') if part in wrong), 'day')}"
            )
        return self.auto_id

    @property
    def limit(self) -> int | None:
        """Most characters of a longer text, shown and counted; None where there is no limit."""
        if self.kind != "textarea":
            return None
        return cast(int | None, getattr(self.field, "max_length", None))

    @property
    def described_by(self) -> str:
        """The ids of hint, error and character count, in reading order, for aria-describedby."""
        ids = []
        if self.help_text:
            ids.append(self.hint_id)
        if self.errors:
            ids.append(self.error_id)
        if self.limit:
            ids.insert(0, self.count_id)
        return " ".join(ids)

    @property
    def aria_describedby(self) -> str | None:
        """Django's own name for it: its templates and build_widget_attrs ask here."""
        return self.described_by or None

    @property
    def wrong_parts(self) -> frozenset[str]:
        """Of a date: the parts that its error names ('day', 'month', 'year'); empty where there is none."""
        if self.name not in self.form.errors:
            return frozenset()
        error = self.form.errors.as_data()[self.name][0]
        return frozenset((error.params or {}).get("parts", ("day", "month", "year")))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Adds GOV.UK's classes and the text's own direction; takes out what would stop or cut typing.

        `required` and `maxlength` go: the browser's own messages are in the browser's language and cut what
        was typed without a word, and our errors say what to do.
        """
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if isinstance(widget, HiddenInput):
            return built
        built.pop("required", None)
        widget.attrs.pop("maxlength", None)
        widget.attrs.pop("minlength", None)
        name = {"input": "govuk-input", "textarea": "govuk-textarea", "select": "govuk-select",
                "file": "govuk-file-upload"}.get(self.kind)  # fmt: skip
        if name:
            classes = [name]
            if self.errors:
                classes.append(f"{name}--error")
            if self.limit:
                classes.append("govuk-js-character-count")
            own = widget.attrs.get("class", "")
            built["class"] = " ".join([*classes, *own.split()])
        if self.kind == "checkbox":
            built["class"] = "govuk-checkboxes__input"
        if self.kind == "textarea":
            widget.attrs.pop("cols", None)
            if widget.attrs.get("rows") == "10":
                widget.attrs["rows"] = "5"
        if self.kind == "day":
            built["wrong"] = self.wrong_parts
        if self.kind in {"input", "textarea"} and "dir" not in widget.attrs:
            kind = widget.input_type if isinstance(widget, Input) else "text"
            built["dir"] = "ltr" if kind in _NEVER_FREE_TEXT else "auto"
        return built

    @cached_property
    def options(self) -> list[Option]:
        """Radios or checkboxes with their hints, dividers and the questions that each reveals."""
        widget = cast(ChoiceWidget, self.field.widget)
        hints: Mapping[str, Any] = getattr(widget, "hints", {})
        reveals: Mapping[str, Any] = getattr(widget, "reveals", {})
        dividers: Mapping[str, Any] = getattr(widget, "dividers", {})
        exclusive = getattr(widget, "exclusive", None)
        found: list[Option] = []
        for one in widget.options(self.html_name, widget.format_value(self.value()), {"id": self.auto_id}):
            value = str(one["value"])
            if not value and self.kind == "radios":
                # An empty choice is Django's way to say "nothing chosen"; radios say it by none being chosen.
                continue
            names = reveals.get(value, ())
            names = (names,) if isinstance(names, str) else names
            found.append(
                Option(
                    id=f"{self.auto_id}_{len(found)}",
                    name=self.html_name,
                    value=value,
                    label=one["label"],
                    checked=bool(one["selected"]),
                    hint=hints.get(value),
                    divider=dividers.get(value),
                    exclusive=value == exclusive,
                    reveals=tuple(cast(BoundField, self.form[name]) for name in names),
                )
            )
        return found

    @property
    def small(self) -> bool:
        return bool(getattr(self.field.widget, "small", False))

    @property
    def inline(self) -> bool:
        return bool(getattr(self.field.widget, "inline", False))

    @property
    def count_messages(self) -> list[tuple[str, str]]:
        """The counter's sentences in the reader's language, as the data attributes that GOV.UK Frontend
        reads.

        One sentence for each plural category of the language, because the browser picks by category.
        """
        found = [("data-i18n.characters-at-limit", pgettext("character count", "You have 0 characters left"))]
        for category, number in _plural_examples(get_language() or "en").items():
            under = npgettext(
                "character count",
                "You have %(count)s character left",
                "You have %(count)s characters left",
                number,
            )
            over = npgettext(
                "character count",
                "You have %(count)s character too many",
                "You have %(count)s characters too many",
                number,
            )
            found.append((f"data-i18n.characters-under-limit.{category}", under % {"count": "%{count}"}))
            found.append((f"data-i18n.characters-over-limit.{category}", over % {"count": "%{count}"}))
        return found

    @property
    def count_text(self) -> str:
        """What stands under a longer text where there is no JavaScript."""
        limit = self.limit or 0
        return ngettext(
            "You can enter up to %(count)s character", "You can enter up to %(count)s characters", limit
        ) % {"count": f"{limit:,}"}


def _plural_examples(code: str) -> dict[str, int]:
    """For each plural category of a language one whole number of it, such as {'one': 1, 'few': 2, 'many':
    5}."""
    rule = Locale.parse(code.split("-")[0]).plural_form
    examples: dict[str, int] = {}
    for number in (*range(21), 100):
        examples.setdefault(rule(number), number)
    examples.setdefault("other", 100)
    return examples


def revealed(form: BaseForm) -> frozenset[str]:
    """The names of the fields that are asked under an option of another field."""
    names: set[str] = set()
    for field in form.fields.values():
        for under in getattr(field.widget, "reveals", {}).values():
            names.update((under,) if isinstance(under, str) else under)
    return frozenset(names)


def questions(form: BaseForm) -> Iterator[BoundField]:
    """The fields that stand on the page themselves: neither hidden nor revealed by another."""
    under = revealed(form)
    for field in form.visible_fields():
        if field.name not in under:
            yield cast(BoundField, field)


class FormRenderer(TemplatesSetting):
    """Draws forms with the templates of `ui/forms/`, found through the settings like every other template."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = BoundField
