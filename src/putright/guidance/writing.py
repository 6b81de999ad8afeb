"""From a page's tokens to HTML: GOV.UK's classes, facts in the place of tokens, every text escaped.

Nothing is taken over from Markdown as it stands: each kind of token that a page may hold is drawn here, and a kind
that is not known is an error. So what comes out is safe by the way it is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it.token import Token

from .pages import TOKEN, BadPage, Page

_CLASSES = {
    "bullet_list": "govuk-list govuk-list--bullet",
    "ordered_list": "govuk-list govuk-list--number",
}
_TAGS = {"bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "strong": "strong"}


class Filling(Protocol):
    """Where a page gets its facts and addresses from."""

    @property
    def conditions(self) -> frozenset[str]:
        """The conditions of `::: …` that hold here."""

    def fact(self, name: str) -> SafeString:
        """The words of a token inside a sentence. Raises KeyError for one that is not known."""

    def block(self, name: str) -> SafeString | None:
        """The part of a page that a token of its own paragraph stands for; None where it is no such token."""

    def address(self, target: str) -> str:
        """The address of `page:ombudsman` or `service:help`. Raises KeyError."""


def written(page: Page, filling: Filling, *, deeper: bool = False) -> SafeString:
    """The page's text as HTML, `deeper` by one level of headings where pages stand below one another.

    Raises BadPage for a token, a link or Markdown that nobody knows.
    """
    try:
        return _joined(_blocks(page, filling, int(deeper)))
    except KeyError as error:
        raise BadPage(
            f"{page.slug} ({page.language}) names {error.args[0]!r}, which there is not."
        ) from error


def _blocks(page: Page, filling: Filling, deeper: int) -> Iterable[str]:
    tokens = page.parsed(filling.conditions)
    headings = 0
    place = 0
    while place < len(tokens):
        token = tokens[place]
        kind = token.type
        if kind == "paragraph_open" and (block := _block(tokens[place + 1], filling)) is not None:
            yield block
            place += 3
            continue
        if kind == "heading_open":
            headings += 1
            level = int(token.tag[1]) + deeper
            size = "m" if level == 2 else "s"
            yield format_html('<h{} class="govuk-heading-{}" id="{}-{}">', level, size, page.slug, headings)
        elif kind == "heading_close":
            yield format_html("</h{}>\n", int(token.tag[1]) + deeper)
        elif kind == "paragraph_open":
            # A list whose items are a line each has no paragraphs of its own.
            yield "" if token.hidden else '<p class="govuk-body">'
        elif kind == "paragraph_close":
            yield "" if token.hidden else "</p>\n"
        elif kind in {"bullet_list_open", "ordered_list_open"}:
            name = kind.removesuffix("_open")
            yield format_html('<{} class="{}">\n', _TAGS[name], _CLASSES[name])
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            yield format_html("</{}>\n", _TAGS[kind.removesuffix("_close")])
        elif kind == "list_item_open":
            yield "<li>"
        elif kind == "list_item_close":
            yield "</li>\n"
        elif kind == "inline":
            yield from _line(token.children or (), filling)
        else:
            raise KeyError(kind)
        place += 1


def _block(inline: Token, filling: Filling) -> SafeString | None:
    """What a paragraph that is one token stands for, where that is a part of the page and no word."""
    alone = TOKEN.fullmatch(inline.content.strip())
    return filling.block(alone[1]) if alone else None


def _line(tokens: Iterable[Token], filling: Filling) -> Iterable[str]:
    for token in tokens:
        if token.type == "text":
            yield from _text(token.content, filling)
        elif token.type == "softbreak":
            yield "\n"
        elif token.type in {"strong_open", "strong_close"}:
            yield "<strong>" if token.type == "strong_open" else "</strong>"
        elif token.type == "link_open":
            href = filling.address(str(token.attrGet("href") or ""))
            yield format_html('<a class="govuk-link" href="{}">', href)
        elif token.type == "link_close":
            yield "</a>"
        else:
            raise KeyError(token.type)


def _text(text: str, filling: Filling) -> Iterable[str]:
    for number, part in enumerate(TOKEN.split(text)):
        yield str(filling.fact(part)) if number % 2 else escape(part)


def _joined(parts: Iterable[str]) -> SafeString:
    # Every part was escaped, or made by format_html, where it was drawn.
    return mark_safe("".join(parts))  # noqa: S308
