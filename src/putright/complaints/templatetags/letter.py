"""What the letter's templates need: language, direction and level of headings."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from putright.ui import languages

register = template.Library()


@register.filter
def tag(code: str) -> str:
    """The language tag of a language's code: `en-GB` of `en`."""
    return languages.language(code).bcp47


@register.filter
def below(level: int, top: int) -> int:
    """The level of a heading on a page where the letter's first heading has the level `top` (6 at most)."""
    return min(level + int(top) - 1, 6)


@register.filter
def under(cells: list[Any], columns: list[str]) -> list[tuple[Any, str]]:
    """Each cell of a row with the column that it stands in."""
    return list(zip(cells, columns, strict=True))


@register.simple_tag
def attributes(line: dict[str, Any], around: str) -> SafeString:
    """`lang` and `dir` of a line in another language than `around` it; `dir=auto` on what people wrote."""
    found = SafeString("")
    if line["lang"] != around:
        found += format_html(' lang="{}"', tag(line["lang"]))
    if line["written"]:
        found += SafeString(' dir="auto"')
    elif line["lang"] != around:
        found += format_html(' dir="{}"', line["direction"])
    return found
