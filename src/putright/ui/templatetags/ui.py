"""Tags and filters of every page: `{% load ui %}`."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django import template
from django.forms import BaseForm
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from putright.rules.explanations import Explained
from putright.ui import dates, form_renderer, words

register = template.Library()
_LINE_END = SafeString("<br>")


# Forms


@register.simple_tag
def field(
    bound: form_renderer.BoundField, heading: bool = False, size: str = "", caption: Any = "", hint: Any = ""
) -> SafeString:
    """A whole question: label or legend, hint, error and control.

    `heading=True` makes the label the page's h1; `size` is s, m, l or xl (l for a heading); `caption` stands
    above a heading; `hint` replaces the form's help text.
    """
    if hint:
        bound.help_text = hint
    size = size or ("l" if heading else "")
    context = {"field": bound, "heading": heading, "size": size, "caption": caption}
    return bound.render(context=context)


@register.simple_tag
def fields(form: BaseForm, *names: str, heading: bool = False, size: str = "") -> SafeString:
    """The named questions of a form, or all of them, with its hidden fields. Revealed ones stand under
    their option. `size` is that of their labels, as of `field`."""
    wanted = [one for one in form_renderer.questions(form) if not names or one.name in names]
    drawn = [field(one, heading=heading, size=size) for one in wanted]
    hidden = [str(one) for one in form.hidden_fields()]
    return mark_safe("\n".join([*hidden, *drawn]))  # noqa: S308 - each part was drawn, and escaped, by a template


@register.simple_tag(takes_context=True)
def error_summary(context: Context, *forms: Any) -> SafeString:
    """The list of errors at the top, each leading to its control. Takes forms (or formsets); draws nothing
    without errors."""
    found = _errors(forms)
    if not found:
        return SafeString("")
    return render_to_string("ui/parts/error_summary.html", {"errors": found})


def _errors(forms: Iterable[Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for one in forms:
        if isinstance(one, BaseForm):
            if not one.is_bound:
                continue
            first = next(iter(form_renderer.questions(one)), None)
            for message in one.non_field_errors():
                found.append((f"#{first.first_id}" if first else "", str(message)))
            # In the order of the page, as the reader meets them.
            for bound in one:
                if bound.errors and not bound.is_hidden:
                    target = cast(form_renderer.BoundField, bound).first_id
                    found.extend((f"#{target}", str(message)) for message in bound.errors)
        elif isinstance(one, (list, tuple)) or hasattr(one, "forms"):
            found.extend(_errors(one))
    return found


@register.filter
def has_errors(form: Any) -> bool:
    """Whether a bound form or formset was refused; False for anything that is no form."""
    return bool(_errors([form]))


@register.filter
def title_of(form: Any) -> Any:
    """The title of a form's page: its own `title`, else the label of its only question, else nothing."""
    if not isinstance(form, BaseForm):
        return ""
    if own := getattr(form, "title", ""):
        return own
    asked = list(form_renderer.questions(form))
    return asked[0].label if len(asked) == 1 else ""


@register.filter
def one_question(form: Any) -> bool:
    """Whether the label of a form's only question is the page's h1: it has no title of its own."""
    return isinstance(form, BaseForm) and not getattr(form, "title", "") and bool(title_of(form))


# Text that keeps its own direction


@register.filter
def bdi(value: Any) -> SafeString:
    """A name or another piece of free text inside a sentence, kept from reordering what stands around it."""
    return format_html('<bdi dir="auto">{}</bdi>', value)


@register.filter
def code(value: Any) -> SafeString:
    """A reference, phone number, postcode, email or money: always left to right, and never broken over two
    lines."""
    return format_html('<bdi dir="ltr" class="putright-code">{}</bdi>', value)


@register.filter
def pounds(value: Decimal | int | str) -> SafeString:
    """£1,250.00 in every language: pound sign first, comma for thousands, full stop for pence."""
    return code(f"£{Decimal(value):,.2f}")


@register.filter
def tel(value: Any) -> SafeString:
    """A phone number as a link that a phone can call."""
    digits = "".join(one for one in str(value) if one.isdigit() or one == "+")
    return format_html(
        '<a class="govuk-link putright-code" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', digits, value
    )


@register.filter
def web(value: Any) -> SafeString:
    """A website as a link, shown as people say it: without https:// and www."""
    shown = str(value).removeprefix("https://").removeprefix("www.").rstrip("/")
    return format_html(
        '<a class="govuk-link" href="{}" rel="noreferrer"><bdi dir="ltr">{}</bdi></a>', value, shown
    )


@register.filter
def paragraphs(value: Any) -> SafeString:
    """Free text as it was typed: each paragraph with its own direction, single line ends kept, nothing
    interpreted."""
    blocks = [one.strip("\n") for one in str(value or "").replace("\r\n", "\n").split("\n\n") if one.strip()]
    return format_html_join(
        "\n",
        '<p class="govuk-body putright-typed" dir="auto">{}</p>',
        ((format_html_join(_LINE_END, "{}", ((line,) for line in block.split("\n"))),) for block in blocks),
    )


# Dates


def _local(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, datetime.date) else None


def _time(value: Any, shown: str) -> SafeString:
    day = _local(value)
    return format_html('<time datetime="{}">{}</time>', day.isoformat() if day else "", shown)


@register.filter
def day(value: Any) -> SafeString:
    """Tuesday 3 November 2026, in the reader's language."""
    found = _local(value)
    return _time(found, dates.day(found, get_language())) if found else SafeString("")


@register.filter
def day_month_year(value: Any) -> SafeString:
    """3 November 2026."""
    found = _local(value)
    return _time(found, dates.day_month_year(found, get_language())) if found else SafeString("")


@register.filter
def short_day(value: Any) -> SafeString:
    """3 Nov 2026: for the tables of staff."""
    found = _local(value)
    return _time(found, dates.short(found, get_language())) if found else SafeString("")


@register.filter
def moment(value: datetime.datetime) -> SafeString:
    """3 November 2026 at 14:05, in the time of England."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}</time>',
        local.isoformat(timespec="minutes"),
        dates.moment(local, get_language()),
    )


@register.filter
def days(value: Sequence[datetime.date]) -> str:
    """4, 5, 6, 9, 10 November: the days of an explanation."""
    return dates.days(value, get_language())


# What the rules say


@register.simple_tag
def sentence(code: str, **facts: Any) -> str:
    """The sentence of a code of the rules, in the reader's language."""
    return words.sentence(code, facts)


@register.filter
def explained(steps: Iterable[Explained]) -> list[str]:
    """The sentences of `rules.explanations.explanation(clock)`."""
    return words.explanation(steps)


@register.filter
def word(code: Any, family: str) -> str:
    """{{ state|word:"state" }}: the words for a state, an act or a role."""
    return words.word(family, code)


# Parts with a body


class Part(Node):
    """`{% part "name" key=value %} … {% endpart %}`: a component of ui/parts/ with the body as `body`."""

    def __init__(self, name: str, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.name = name
        self.nodelist = nodelist
        self.given = given

    def render(self, context: Context) -> SafeString:
        values = {key: value.resolve(context) for key, value in self.given.items()}
        with context.push(**values, body=self.nodelist.render(context)):
            drawn_in = context.template
            assert drawn_in is not None  # Django sets it before any node is drawn
            return drawn_in.engine.get_template(f"ui/parts/{self.name}.html").render(context)


def _part(parser: Parser, token: Token) -> Part:
    bits = token.split_contents()
    given = token_kwargs(bits[1:], parser)
    if len(given) != len(bits) - 1:
        raise template.TemplateSyntaxError(f"{bits[0]} takes key=value only, and a body up to end{bits[0]}.")
    nodelist = parser.parse((f"end{bits[0]}",))
    parser.delete_first_token()
    return Part(bits[0], nodelist, given)


# Each is a template of the same name in ui/parts/, which says what it takes.
for _name in (
    "inset",
    "warning",
    "notice",
    "panel",
    "interruption",
    "details",
    "card",
    "row",
    "event",
    "fieldset",
):
    register.tag(_name, _part)


@register.inclusion_tag("ui/parts/tag.html")
def tag(text: Any, colour: str = "") -> dict[str, Any]:
    """A state in words; `colour` is one of GOV.UK's tag colours and never says anything that the text does
    not."""
    return {"text": text, "colour": colour}


@register.inclusion_tag("ui/parts/button.html")
def button(
    text: Any, href: str = "", kind: str = "", name: str = "", value: str = "", start: bool = False
) -> dict[str, Any]:
    """A button, or a link that looks like one with `href`; `kind` is secondary, warning or inverse."""
    return {"text": text, "href": href, "kind": kind, "name": name, "value": value, "start": start}


@register.inclusion_tag("ui/parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """The pages of a list, for a `django.core.paginator.Page`; keeps the other parts of the query."""
    query = context["request"].GET.copy()

    def to(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    items = [
        {"number": one, "href": to(one) if isinstance(one, int) else "", "current": one == page.number}
        for one in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "items": items,
        "previous": to(page.previous_page_number()) if page.has_previous() else "",
        "next": to(page.next_page_number()) if page.has_next() else "",
    }
