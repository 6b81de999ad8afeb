"""The parser of the commands that need the application: what it refuses, it refuses in one sentence."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """A parser that ends the program with 2 and one sentence, where argparse would print its usage too."""

    def error(self, message: str) -> NoReturn:
        print(
            f"{message[:1].upper()}{message[1:].rstrip('.')}. `./{self.prog} --help` lists all.",
            file=sys.stderr,
        )
        sys.exit(2)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]  # it has overloads
        """As argparse does it; words that are not UTF-8 are refused, since nothing here could keep them."""
        found = super().parse_args(args, namespace)
        for name, value in vars(found).items():
            # Paths may be any bytes: they are no str by now.
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and not _is_text(each):
                    self.error(f"{name.replace('_', '-')} is {each!r}, which is not text in UTF-8")
        return found


def _is_text(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return False
    return True
