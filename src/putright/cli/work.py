"""`putright work`: the background's work, once or until it is stopped. Safe to run twice, and beside itself.

1. Messages that wait in the outbox go out.
2. Once a day each landlord's record gets a checkpoint.
3. Drafts past their lifetime, and links that have expired, are removed.
A worker that stands still makes messages late; none is lost, and no date depends on it.
"""

from __future__ import annotations

import logging
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from putright.cli.application import application
from putright.cli.options import Parser

log = logging.getLogger("putright.work")
SECONDS = 15


def run(argv: Sequence[str]) -> int:
    """Works until it is stopped, or with --once through what is due now. Gives 1 where the mail server is down."""
    parser = Parser(prog="putright work", description="Do the work of the background.")
    parser.add_argument("--once", action="store_true", help="do what is due now and end")
    arguments = parser.parse_args(argv)
    stopped = threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
    with application():
        if arguments.once:
            return 0 if once() else 1
        while not stopped.is_set():
            try:
                once()
            except Exception:
                # The database may be starting again; the next round finds all that this one left.
                log.exception("This round of the background's work ended early.")
            stopped.wait(SECONDS)
    return 0


def once() -> bool:
    """One round over all landlords. Gives whether the mail server could be reached (or none is set)."""
    from django.conf import settings
    from django.utils import timezone

    from putright.accounts.models import Landlord

    now = timezone.now()
    reached = True
    for landlord in Landlord.objects.order_by("id"):
        reached = _round(landlord.id, now, mail=settings.MAIL_CONFIGURED) and reached
    _expire(now)
    return reached


def _round(landlord_id: UUID, now: datetime, *, mail: bool) -> bool:
    from django.utils import timezone

    from putright.complaints.actions import remove_expired_drafts
    from putright.record import checkpoint, outbox
    from putright.record.models import Checkpoint
    from putright.record.tenancy import as_landlord

    reached = True
    if mail:
        delivered = outbox.deliver(landlord_id, limit=200, now=now)
        if delivered.down:
            reached = False
            print(f"The mail server is down ({delivered.down}). The messages wait.", file=sys.stderr)
    with as_landlord(landlord_id):
        remove_expired_drafts(landlord_id, now)
        latest = Checkpoint.objects.filter(landlord_id=landlord_id).order_by("-number").first()
    if latest is None or timezone.localdate(latest.made_at) < timezone.localdate(now):
        checkpoint.take(landlord_id, at=now)
    return reached


def _expire(now: datetime) -> None:
    from putright.accounts.links import remove_expired_links

    remove_expired_links(now)
