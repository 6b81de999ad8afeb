"""Pages of guidance: Markdown with a heading of its own, one file for each page and language, read once.

    ---
    title: Put things right in three steps
    summary: One or two sentences, shown in lists and found by the search
    keywords: words, that, people, search, for
    ---
    Text in Markdown: headings from ##, lists, **strong**, [links](page:ombudsman).

    {times_table}

    ::: landlord
    Shown on a landlord's pages alone; `::: public` where no landlord is known, `::: agreement` where the landlord
    promises to take more time only with the resident's agreement.
    :::

A file's number is its place, the rest of its name its address, alike in every language. Facts are tokens in braces,
never typed. What Markdown may hold is a list (`KNOWN`): no HTML, no pictures, no addresses outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(__file__).with_name("pages")
MASTER = "en"
CONDITIONS = frozenset({"landlord", "public", "agreement"})
TOKEN = re.compile(r"\{([a-z][a-z0-9_]*)\}")
# The only kinds of Markdown that a page may hold: `writing` draws these and knows no others.
KNOWN = frozenset(
    {"paragraph", "heading", "bullet_list", "ordered_list", "list_item", "inline", "text", "strong", "link"}
    | {"softbreak"}
)
_NAME = re.compile(r"(\d{2})-([a-z][a-z0-9-]*)\.md\Z")
_FENCE = re.compile(r":::\s*(\w*)\s*\Z")
_HEADING = ("title", "summary", "keywords")


class BadPage(ValueError):
    """A page that cannot be shown; the text names the file and says what to change in it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page in one language, as it was written."""

    slug: str
    order: int
    language: str
    title: str
    summary: str
    keywords: tuple[str, ...]
    text: str

    def parsed(self, conditions: frozenset[str] = frozenset()) -> tuple[Token, ...]:
        """The page's Markdown as tokens, with the parts whose condition holds."""
        return _parsed(self, conditions)

    @property
    def tokens(self) -> frozenset[str]:
        """The facts that the page asks for, in whatever part."""
        return frozenset(TOKEN.findall(self.text))


@cache
def pages(language: str) -> Mapping[str, Page]:
    """The pages that there are in a language, by their addresses and in their order; read once. Raises BadPage."""
    return read_folder(FOLDER / language, language)


def page(slug: str, language: str) -> Page | None:
    """The page at an address in a language, in English where that language lacks it; None where there is none."""
    return pages(language).get(slug) or pages(MASTER).get(slug)


def contents(language: str) -> tuple[Page, ...]:
    """All pages in their order, each in the language or, where it is missing there, in English."""
    return tuple(pages(language).get(slug) or master for slug, master in pages(MASTER).items())


def read_folder(folder: Path, language: str) -> dict[str, Page]:
    """Every page of a folder. Raises BadPage for a file that is none, and for two at one place or address."""
    found: dict[str, Page] = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        one = read(path.read_text(encoding="utf-8"), path.name, language)
        if one.slug in found or one.order in {other.order for other in found.values()}:
            raise BadPage(f"{path.name} ({language}) has the number or the address of another page.")
        found[one.slug] = one
    return found


def read(text: str, name: str, language: str) -> Page:
    """One page from its file's text and name. Raises BadPage."""
    where = f"{name} ({language})"
    named = _NAME.match(name)
    if not named:
        raise BadPage(f"{where} is no name of a page. Call it like 01-start.md.")
    heading, body = _split(text, where)
    for key in _HEADING:
        if not heading.get(key):
            raise BadPage(f"{where} has no {key}. Give it at the head of the file, between two lines of ---.")
    if strange := sorted(set(heading) - set(_HEADING)):
        raise BadPage(f"{where} has {strange[0]!r} at its head. Give title, summary and keywords.")
    made = Page(
        slug=named[2],
        order=int(named[1]),
        language=language,
        title=heading["title"],
        summary=heading["summary"],
        keywords=tuple(word.strip() for word in re.split(r"[,،]", heading["keywords"]) if word.strip()),
        text=body,
    )
    for part in _lines(made, CONDITIONS):
        _check(part, where)
    for conditions in (frozenset[str](), CONDITIONS):
        _check_tokens(made.parsed(conditions), where)
    return made


def _split(text: str, where: str) -> tuple[dict[str, str], str]:
    parts = re.split(r"^---[ \t]*$", text.replace("\r\n", "\n"), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise BadPage(f"{where} does not begin with a head between two lines of ---.")
    heading: dict[str, str] = {}
    for line in parts[1].strip().splitlines():
        key, sep, value = line.partition(":")
        if not sep:
            raise BadPage(f"{where} has the line {line!r} at its head. Write NAME: text on one line.")
        heading[key.strip()] = value.strip()
    return heading, parts[2].strip() + "\n"


def _lines(one: Page, conditions: frozenset[str]) -> Iterator[str]:
    """The lines that stand under no condition or one that holds. Raises BadPage for a part without its end."""
    condition = ""
    for line in one.text.splitlines():
        fence = _FENCE.match(line)
        if fence is None:
            if not condition or condition in conditions:
                yield line
        elif condition:
            if fence[1]:
                raise BadPage(
                    f"{one.slug} ({one.language}) opens '::: {fence[1]}' inside another. End that first."
                )
            condition = ""
        elif fence[1] not in CONDITIONS:
            raise BadPage(
                f"{one.slug} ({one.language}) has '{line.strip()}'. Give one of: {', '.join(sorted(CONDITIONS))}."
            )
        else:
            condition = fence[1]
    if condition:
        raise BadPage(f"{one.slug} ({one.language}) does not end '::: {condition}' with a line of :::.")


def _check(line: str, where: str) -> None:
    if re.match(r"#(?!#)|#{4}", line):
        raise BadPage(f"{where} has the heading {line!r}. Begin with ##; the title is the page's own.")
    if "<" in line or "](http" in line:
        raise BadPage(
            f"{where} has HTML or an address outside in {line!r}. Write Markdown; addresses are tokens."
        )


def _check_tokens(tokens: Iterable[Token], where: str) -> None:
    for token in tokens:
        if kind_of(token) not in KNOWN:
            raise BadPage(
                f"{where} has Markdown that pages do not use ({kind_of(token)}): {token.content!r}. "
                "Use headings, paragraphs, lists, **strong** and links."
            )
        _check_tokens(token.children or (), where)


def kind_of(token: Token) -> str:
    """What a token is about, without its opening or closing."""
    return token.type.removesuffix("_open").removesuffix("_close")


@cache
def _parsed(one: Page, conditions: frozenset[str]) -> tuple[Token, ...]:
    # One blank line in the place of a part that is left out keeps its neighbours apart.
    text = "\n".join(_lines(one, conditions))
    return tuple(_markdown().parse(text))


class _Reader(MarkdownIt):
    """Our links name a page or a part of the service ("page:ombudsman"): nothing in them is to be encoded."""

    def normalizeLink(self, url: str) -> str:
        return url


@cache
def _markdown() -> MarkdownIt:
    reader = _Reader("zero", {"html": False, "linkify": False, "typographer": False})
    reader.enable(["heading", "list", "emphasis", "link"])
    return reader
