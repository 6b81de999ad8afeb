"""Residents with a final answer: what they sent, and what they say on the first page of their evidence pack."""

from __future__ import annotations

from datetime import datetime, timedelta

from putright.accounts.models import Landlord
from putright.complaints.correspondence.actions import write_message
from putright.complaints.evidence.actions import Upload, add_file
from putright.complaints.models import Complaint
from putright.complaints.pack.actions import give_pack, write_for_pack
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .evidence import photograph
from .live import Team

AT_THE_END = "stage2_answered"
MOST = 2
WHY = (
    "You agreed with me twice, and it is still not put right. Nobody has said why it took so long.",
    "Your answer says that somebody called me on the 3rd. Nobody did, and I was at home all day.",
)
WANTED = (
    "A date that holds, from somebody who will be there.",
    "That somebody looks at your call records, and says sorry if I am right.",
)


def last_words(landlord: Landlord, team: Team, now: datetime) -> None:
    """Gives the landlord's cases with a final answer photographs, a message, and words for the pack; one is printed."""
    with as_landlord(landlord.id):
        cases = Complaint.objects.filter(landlord=landlord, imported=False, state=AT_THE_END).order_by("id")
        for number, complaint in enumerate(cases[:MOST]):
            mine, at = By.resident(), now - timedelta(days=2)
            for turn in range(3):
                add_file(
                    complaint,
                    Upload.of(f"at home {turn + 1}.jpg", photograph(4 + turn)),
                    about="The same, one week later" if turn else "",
                    by=mine,
                    at=at,
                )
            write_message(
                complaint, "Thank you for your letter. Nothing has changed here since.", by=mine, at=at
            )
            write_for_pack(
                complaint, why=WHY[number], wanted=WANTED[number], by=mine, at=now - timedelta(days=1)
            )
            if number:
                officer = By.staff(team.officer.id, "")
                give_pack(complaint, how="posted", by=officer, at=now - timedelta(hours=3))
