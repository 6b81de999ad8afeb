"""`putright check-letter`: what a letter lacks of what an edition of the Code asks of it.

Needs no database and no Django. Prints the missing blocks with their provisions; with --json one object. Ends with
0 where nothing is missing, 1 where something is, 2 on bad input.
"""

from __future__ import annotations

import json

from putright.cli.check_policy import Parser, Unclear, refused, value_of
from putright.rules.editions import edition, editions
from putright.rules.errors import RulesError
from putright.rules.letter_files import agreed, read_letter
from putright.rules.letters import KINDS, MissingBlock, blocks_of, missing_blocks
from putright.rules.sentences import english


def run(argv: list[str]) -> int:
    """Check the letter file that `argv` names; gives 0, 1 where blocks are missing, 2 on bad input."""
    try:
        parser = Parser(prog="./putright check-letter", description=__doc__, allow_abbrev=False)
        parser.add_argument("file", metavar="FILE", help="the letter (docs/formats/letter.md)")
        parser.add_argument(
            "--kind", metavar="KIND", help=f"one of {', '.join(KINDS)}, if the file does not say"
        )
        parser.add_argument("--edition", metavar="ID", help="2020, 2022 or 2024, if the file does not say")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        options = parser.parse_args(argv)
        if options.edition is not None:
            edition(options.edition)
            if options.kind is not None:
                blocks_of(options.kind, options.edition)
        letter = read_letter(value_of(options.file))
        kind = agreed("--kind", letter.kind, options.kind, list(KINDS))
        code = agreed("--edition", letter.edition, options.edition, [known.id for known in editions()])
        missing = missing_blocks(kind, code, letter.blocks, letter.circumstances)
    except (Unclear, RulesError) as error:
        return refused(error)
    except SystemExit as asked_for_help:
        return int(asked_for_help.code or 0)
    if options.json:
        rows = [{"block": one.block, "provision": one.provision} for one in missing]
        print(json.dumps({"missing": rows}, indent=2))
    else:
        print(_as_text(kind, code, missing))
    return 1 if missing else 0


def _as_text(kind: str, code: str, missing: tuple[MissingBlock, ...]) -> str:
    lines = [f"{edition(code).title}: {english(f'letter.{kind}')}"]
    if not missing:
        return "\n".join([*lines, "Nothing is missing."])
    lines.append("Missing:")
    width = max(len(one.provision) for one in missing)
    for one in missing:
        recalled = f" {english('recalled')}" if one.confidence == "low" else ""
        lines.append(f"  {one.provision:{width}}  {english(f'block.{one.block}')} ({one.block}){recalled}")
    return "\n".join(lines)
