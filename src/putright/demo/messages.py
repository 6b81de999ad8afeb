"""Messages of the demo: a talk on a case, one without an answer, notes, and what went out, arrived and did not."""

from __future__ import annotations

from datetime import datetime, timedelta

from putright.accounts.models import Landlord
from putright.complaints.correspondence import actions
from putright.complaints.models import Complaint
from putright.record import outbox
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord

from .live import Team

TALK = (
    (True, 74, "The man who came yesterday said he only looks at roofs. Who looks at the damp inside?"),
    (
        False,
        70,
        "Thank you for telling us. Our damp surveyor comes on Thursday between 9 and 11. She looks at the inside walls "
        "and the vents. If that does not suit you, write here or call me.",
    ),
    (True, 50, "Thursday is good. My son has asthma, so please tell her to wear a mask for the mould spray."),
)
ALONE = (
    (49, "Will you also pay for the mattress? I have the receipt."),
    (20, "میں کل سارا دن گھر پر ہوں۔ کیا کوئی آئے گا؟"),
    (3, "Nobody came this morning."),
)


def write_messages(landlord: Landlord, team: Team, now: datetime) -> None:
    """Writes on a few cases of the landlord, and sends what waits in its outbox to the demo's shelf."""
    by_manager, resident = By.staff(team.managers[0].id, ""), By.resident()
    with as_landlord(landlord.id):
        cases = list(
            Complaint.objects.filter(landlord=landlord, imported=False)
            .select_related("landlord")
            .order_by("id")[:20]
        )
        talked, *others = cases[2:]
        for from_resident, hours, text in TALK[: 3 if len(cases) > 3 else 1]:
            at = now - timedelta(hours=hours)
            actions.write_message(talked, text, by=resident if from_resident else by_manager, at=at)
        actions.write_note(
            talked,
            "The surveyor has been told about the asthma, and brings a mask and the sealed spray.",
            by=by_manager,
            at=now - timedelta(hours=46),
        )
        for complaint, (hours, text) in zip(others[3:], ALONE, strict=False):
            actions.write_message(complaint, text, by=resident, at=now - timedelta(hours=hours))
    # As a worker would have done: what went out by now has arrived, or not.
    outbox.deliver(landlord.id, limit=500, now=now)
    outbox.follow(landlord.id, limit=500, now=now + timedelta(minutes=2))
    with as_landlord(landlord.id):
        letter = Message.objects.filter(landlord_id=landlord.id, channel="post", state="sent").first()
        if letter is not None:
            actions.report_returned(letter, reason="Gone away", by=By.staff(team.officer.id, ""), at=now)
