"""`putright messages`: bring the catalogues of translations up to the source, check and compile them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Updates every catalogue, prints how full each is, and says what is wrong. Gives 1 where something is.

    `--missing LANGUAGE` prints the residents' sentences that the language has not yet, and changes nothing.
    """
    from putright.ui import catalogues

    parser = Parser(prog="putright messages", description="Update, check and compile translations.")
    parser.add_argument("--missing", metavar="LANGUAGE", choices=catalogues.TRANSLATED)
    options = parser.parse_args(argv)
    found = catalogues.found_in_source()
    if options.missing:
        for one in catalogues.missing(options.missing, found):
            print(
                f"{one.msgid}"
                + (f"  [{one.context}]" if one.context else "")
                + f"  ({sorted(one.places)[0]})"
            )
        return 0
    wrong: list[str] = []
    for code in catalogues.TRANSLATED:
        catalogues.update(code, found)
        wrong += catalogues.problems(code)
        print(f"{code}: {catalogues.percent(code, found)} per cent of what residents read")
    catalogues.compile_all()
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0
