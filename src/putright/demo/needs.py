"""What residents of the demo need, a reprisal told, limited contact, a hold, and questions about what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints.actions import Received
from putright.complaints.keeping.actions import ask_what_is_held, hold, propose_removal
from putright.complaints.keeping.queries import kept_long_enough
from putright.complaints.models import Removal
from putright.complaints.needs.actions import (
    decide_need,
    limit_contact,
    record_household,
    record_need,
    report_reprisal,
)
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .live import Team


def care_and_keep(landlord: Landlord, team: Team, live: Sequence[Received], now: datetime) -> None:
    """Places among the live cases: 2 has needs that are agreed, 4 one refused, 8 a reprisal, 10 a limit, 9 a hold."""
    officer, head = By.staff(team.officer.id, ""), By.staff(team.head.id, "")
    manager, resident = By.staff(team.managers[0].id, ""), By.resident()
    today = timezone.localdate(now)
    with as_landlord(landlord.id):
        waits, care, refused = live[2].complaint, live[6].complaint, live[4].complaint
        record_need(waits, kind="afternoons", by=resident, at=now - timedelta(hours=5))
        for kind, words in (("same_person", ""), ("ring_and_wait", "It takes me a while to reach the door.")):
            need = record_need(
                care,
                kind=kind,
                words=words,
                shared_with=("contact_person",),
                by=officer,
                at=now - timedelta(days=5),
            )
            decide_need(
                need,
                decision="agreed",
                review_on=today + timedelta(days=180),
                by=manager,
                at=now - timedelta(days=4),
            )
        record_household(care, at_home=("young_child",), by=officer, at=now - timedelta(days=5))
        need = record_need(
            refused,
            kind="other",
            words="A visit after nine in the evening.",
            by=resident,
            at=now - timedelta(days=6),
        )
        decide_need(
            need,
            decision="refused",
            instead="A visit on a Saturday, or a call in the evening.",
            reasons="Nobody who may assess damp works at that hour.",
            by=manager,
            at=now - timedelta(days=3),
        )
        report_reprisal(
            live[8].complaint,
            words="Since I complained the caretaker does not greet me, and my parking permit was not renewed.",
            by=resident,
            at=now - timedelta(days=1),
        )
        limit_contact(
            live[10].complaint,
            limit="One call a week, on Tuesdays, to Olive Marrowby. Letters and emails as before.",
            reasons="More than twenty calls a day for two weeks, with threats to the person who answered.",
            needs_considered="They told us of no condition. We asked twice, and offered a call with an advocate.",
            warned_on=today - timedelta(days=12),
            review_on=today + timedelta(days=80),
            by=head,
            at=now - timedelta(days=2),
        )
        hold(live[9].complaint, reasons="A claim at the county court was announced.", by=officer, at=now)
        ask_what_is_held(live[14].complaint, by=officer, at=now - timedelta(days=3))
        old = list(kept_long_enough(landlord, today)[:2])
        if old:
            propose_removal(landlord, old, why=Removal.Why.RETENTION.value, by=officer, at=now)
