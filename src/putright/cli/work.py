"""`putright work`: what happens because time passes, once or until it is stopped. Safe to run twice, beside itself too.

For each landlord in turn the steps of `complaints.tending`: dates that were missed are noted, people get their
morning's list, messages go out and are followed, the record gets its daily checkpoint, what has had its time is
removed. Then the links that have expired go. A worker that stands still makes messages late; none is lost, and no date
depends on it.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from putright.cli.application import application
from putright.cli.options import Parser

log = logging.getLogger("putright.work")
SECONDS = 15


@dataclass(frozen=True, slots=True)
class Round:
    """What one round came to: whether all that was due could be done, and whether there is more to do at once."""

    whole: bool
    more: bool


def run(argv: Sequence[str]) -> int:
    """Works until it is stopped, or with --once through what is due now. Gives 1 where not all could be done."""
    parser = Parser(prog="putright work", description="Do the work of the background.")
    parser.add_argument("--once", action="store_true", help="do what is due now and end")
    arguments = parser.parse_args(argv)
    stopped = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
    with application():
        if arguments.once:
            return 0 if once().whole else 1
        while not stopped.is_set():
            wait: float = SECONDS
            try:
                if once().more:
                    wait = 0
            except Exception:
                # The database may be starting again; the next round finds all that this one left.
                log.exception("This round of the background's work ended early.")
            stopped.wait(wait)
    return 0


def once() -> Round:
    """One round over all landlords; one that breaks does not stop the others."""
    from django.utils import timezone

    from putright.accounts.models import Landlord
    from putright.complaints.tending import tend

    now = timezone.now()
    whole, more, down = True, False, set()
    for landlord_id in Landlord.objects.order_by("id").values_list("id", flat=True):
        try:
            done = tend(landlord_id, now)
        except Exception:
            log.exception("The round of landlord %s ended early.", landlord_id)
            whole = False
            continue
        whole = whole and not done.broken
        more = more or done.more
        if done.down:
            down.add(done.down)
    for said in sorted(down):
        print(f"Messages cannot go out ({said}). The messages wait.", file=sys.stderr)
    _expire(now)
    return Round(whole and not down, more)


def _expire(now: datetime) -> None:
    from putright.accounts.links import remove_expired_links

    remove_expired_links(now)
