"""Keeps secrets out of the log: the token of a resident's link stands in an address, and addresses are logged."""

import logging
import re

_TOKEN = re.compile(r"(/link/)[^/\s]+")


class WithoutTokens(logging.Filter):
    """Replaces the token of a link in a record's message and arguments by dots. Lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"\1…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_TOKEN.sub(r"\1…", str(a)) if isinstance(a, str) else a for a in record.args)
        return True
