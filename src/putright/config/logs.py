"""Keeps secrets out of the log: the token of a resident's link, of a link to a question, or of an address to set
a password, stands in an address, and addresses are logged."""

import logging
import re

_TOKEN = re.compile(r"(/link/|/evidence/|/complain/return/|/group/invited/|/password/new/)[^/\s]+")


class WithoutTokens(logging.Filter):
    """Replaces the token of a link in a record's message and arguments by dots. Lets every record pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _TOKEN.sub(r"\1…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_TOKEN.sub(r"\1…", str(a)) if isinstance(a, str) else a for a in record.args)
        if isinstance(record.args, dict):
            record.args = {
                key: _TOKEN.sub(r"\1…", a) if isinstance(a, str) else a for key, a in record.args.items()
            }
        if record.exc_info and not record.exc_text:
            # Kept beside the record, a formatter takes it as it is.
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = _TOKEN.sub(r"\1…", record.exc_text)
        return True
