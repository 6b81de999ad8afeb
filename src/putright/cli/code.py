"""`putright code EDITION [PROVISION]`: what the Code asks, how sure that is, and what Putright does about it.

Needs no database and no Django. An unknown edition or provision is one sentence and exit code 2.
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections import Counter
from typing import NoReturn

from putright.rules.editions import BlockRule, ClockRule, edition
from putright.rules.errors import RulesError
from putright.rules.provisions import DOES, RULES, Provision, provision, provisions, resolve
from putright.rules.sentences import english

# Where the things that a name can stand for are, in the package; a room's name fills {room}, an edition {edition}.
WHERE = {
    "clock": "rules/clocks.py",
    "refusal": "rules/stages.py",
    "letter": "rules/letters.py",
    "act": "rules/stages.py",
    "edition": "rules/codes/{edition}.toml",
    "scheme": "rules/scheme.py",
    "measure": "rules/clocks.py",
    "policy": "rules/procedures.py",
    "ground": "rules/codes/{edition}.toml",
    "field": "{room}/models.py",
    "event": "complaints/kinds.py",
    "page": "{room}/views",
    "command": "cli",
}
EVENTS = {
    "acknowledge": "acknowledge",
    "respond": "answer",
    "extend": "more time at most",
    "evidence": "send evidence",
}
WIDTH = 100


class _Unclear(Exception):
    """Arguments that cannot be read; the message is the one sentence to show."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _Unclear(
            message[:1].upper() + message[1:].rstrip(".") + ". `./putright code --help` says more."
        )


def run(argv: list[str]) -> int:
    """Prints a provision, or all of an edition; gives 0, or 2 with one sentence for what there is not."""
    parser = _Parser(prog="./putright code", description=__doc__, allow_abbrev=False)
    parser.add_argument("edition", metavar="EDITION", help="2020, 2022 or 2024")
    parser.add_argument(
        "provision", nargs="?", metavar="PROVISION", help="such as 6.3; all of them if left out"
    )
    parser.add_argument("--json", action="store_true", help="print JSON: one object, or a list of them")
    try:
        options = parser.parse_args(argv)
        if options.provision is None:
            found = provisions(options.edition)
            print(_json([as_json(one) for one in found]) if options.json else _list(options.edition, found))
        else:
            one = provision(options.edition, options.provision)
            print(_json(as_json(one)) if options.json else _whole(one))
    except (_Unclear, RulesError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or 0)
    return 0


def as_json(one: Provision) -> dict[str, object]:
    """The object that --json prints for a provision."""
    return {
        "edition": one.edition,
        "ref": one.ref,
        "numbered": one.numbered,
        "section": one.section,
        "obligation": one.obligation,
        "kind": one.kind,
        "assessed": one.assessed,
        "says": one.says,
        "does": one.does,
        "how": one.how,
        "by": [{"name": name, "where": where(name, one.edition)} for name in one.by],
        "missing": one.missing or None,
        "confidence": one.confidence,
        "ref_confidence": one.ref_confidence,
        "source": list(one.source),
    }


def where(name: str, edition_id: str) -> str:
    """The file or folder of the package in which a name of `by` is to be found."""
    kind, _, rest = name.partition(":")
    if kind == "rule":
        return "/".join(RULES[rest].__module__.split(".")[1:]) + ".py"
    return WHERE[kind].format(edition=edition_id, room=rest.partition(":")[0].partition(".")[0])


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _list(edition_id: str, found: tuple[Provision, ...]) -> str:
    lines, section = [edition(edition_id).title], ""
    width = max(len(one.ref) for one in found)
    for one in found:
        if one.section != section:
            section = one.section
            lines += ["", section]
        lines.append(
            f"  {one.ref:{width}}  {one.obligation:6}  {one.does:8}  {_short(one.says, WIDTH - width - 22)}"
        )
    counts = Counter(one.does for one in found)
    lines += ["", f"{len(found)} provisions: " + ", ".join(f"{counts[does]} {does}" for does in DOES) + "."]
    return "\n".join(lines)


def _whole(one: Provision) -> str:
    number = one.ref if one.numbered else f"{one.ref} (our own key: its number is not known)"
    assessed = "" if one.assessed else ", not a row of the self-assessment"
    lines = [
        f"{edition(one.edition).title}, {number}",
        f"{one.section}; {one.obligation}, {one.kind}{assessed}",
        "",
        *textwrap.wrap(one.says, WIDTH),
        "",
        f"Putright: {english(f'does.{one.does}')}.",
        *textwrap.wrap(one.how, WIDTH, initial_indent="  ", subsequent_indent="  "),
    ]
    if one.by:
        lines += ["", "Where:"]
        lines += [f"  {_named(name, one.edition)}: {where(name, one.edition)}" for name in one.by]
    if one.missing:
        lines += ["", *textwrap.wrap(f"Missing: {one.missing}.", WIDTH, subsequent_indent="  ")]
    lines += [
        "",
        f"How sure the substance is: {english(f'confidence.{one.confidence}')}.",
        f"How sure the number is: {one.ref_confidence}.",
        "Source:" if one.source else "Source: recalled; no page was found.",
        *(f"  {address}" for address in one.source),
    ]
    return "\n".join(lines)


def _named(name: str, edition_id: str) -> str:
    """A name of `by` in words, where its kind has any."""
    kind, _, rest = name.partition(":")
    thing = resolve(name, edition(edition_id))
    if isinstance(thing, ClockRule):
        return f"clock {rest} (stage {thing.stage}: {EVENTS[thing.event]}, {thing.days} working days)"
    if isinstance(thing, BlockRule):
        letter, _, block = rest.partition("/")
        return f"letter {english(f'letter.{letter}')}, block {english(f'block.{block}')}"
    if kind == "act":
        return f"act {english(name.replace(':', '.'))}"
    if kind == "ground":
        return f"ground for refusing: {english(f'ground.{rest}')}"
    if kind == "policy":
        return f"check of a landlord’s procedure, {rest}"
    if kind == "edition":
        return f"{rest} = {thing}"
    return f"{kind} {rest}"


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, max(width, 30), placeholder=" …")
