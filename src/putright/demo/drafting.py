"""Letters to come in the demo: one that waits for its second reader, one that came back, one half translated."""

from __future__ import annotations

from datetime import datetime

from putright.accounts.models import Landlord
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.drafting import actions as drafting
from putright.complaints.drafting import queries
from putright.complaints.models import Complaint, LetterCheck
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .live import Team, worked_back

KIND = "stage1_response"
SAID_IN_URDU = {
    "case:outcomes": "آپ چاہتے ہیں کہ دیوار خشک ہو اور خرچ واپس ملے۔",
}


def letters_to_come(landlord: Landlord, team: Team, now: datetime) -> None:
    """Three cases whose answers are being written, at the places where letters usually wait."""
    with as_landlord(landlord.id), letters.in_this_process():
        waiting = _answered(
            landlord, team, now, "Idris Fernhollow", "Black mould is back in my son's bedroom."
        )
        _word(waiting, team, now, "Thank you for showing me the bedroom on Tuesday. This is what we found.")
        _ask(waiting, team, now)
        returned = _answered(
            landlord, team, now, "Peggy Saltmarsh", "My husband died and you wrote to him again."
        )
        _word(returned, team, now, "Unfortunately the records were not updated.")
        check = _ask(returned, team, now)
        drafting.check_letter(
            check,
            accepted=False,
            reasons="Begin with the husband, not with our records: say his name, and that we are sorry. Then say who "
            "has put the name right, and on which day.",
            by=By.staff(team.officer.id, ""),
            at=now,
        )
        _half_translated(landlord, team, now)


def _answered(landlord: Landlord, team: Team, now: datetime, name: str, words: str) -> Complaint:
    """A case whose one point is answered, with the letter still to come."""
    received, logged = worked_back(now, 9), worked_back(now, 6)
    officer, manager = By.staff(team.officer.id, ""), team.managers[0]
    told = Told(
        words=words,
        name=name,
        address="14 Gannet Row",
        postcode="ZZ4 4ZZ",
        contact_ways=("phone",),
        phone="07700 900 377",
        documents_by="online",
    )
    complaint = actions.raise_complaint(landlord, told, by=By.resident(), at=received).complaint
    actions.define(
        complaint, points=[words], outcomes="Put it right and say sorry.", outside="", by=officer, at=logged
    )
    actions.allocate(complaint, manager, stage=1, by=officer, at=logged)
    actions.acknowledge(complaint, 1, by=officer, at=logged)
    for point in complaint.points.all():
        finding = FindingDraft(
            finding="agree",
            facts="You told us twice in writing and once by phone. We have all three on record.",
            reasons="We should have acted on the first letter. We did not.",
            basis="Our policy on reports, section 2",
            remedy="We are sorry. The matter was put right on Monday, and a manager has checked it.",
        )
        actions.record_finding(complaint, point, 1, finding, by=By.staff(manager.id, ""), at=now)
    return complaint


def _word(complaint: Complaint, team: Team, now: datetime, opening: str) -> None:
    drafting.draft_letter(
        complaint,
        KIND,
        1,
        parts={"opening": opening, "learned": "We now read every letter on the day that it comes."},
        wants_reader=True,
        by=By.staff(team.managers[0].id, ""),
        at=now,
    )


def _ask(complaint: Complaint, team: Team, now: datetime) -> LetterCheck:
    return drafting.ask_for_check(complaint, KIND, 1, by=By.staff(team.managers[0].id, ""), at=now)


def _half_translated(landlord: Landlord, team: Team, now: datetime) -> None:
    """A case in Urdu whose English is translated in part: what is missing holds the letter up."""
    officer = By.staff(team.officer.id, "")
    told = Told(
        words="دیوار گیلی ہے۔",
        name="Nasreen Kestrelwood",
        contact_ways=("phone",),
        phone="07700 900 388",
        documents_by="online",
        spoken_language="Urdu",
        written_language="ur",
        interpreter=True,
    )
    at = worked_back(now, 3)
    complaint = actions.raise_complaint(landlord, told, by=By.resident(), at=at).complaint
    actions.define(
        complaint,
        points=["The bedroom wall has been wet since October, and nobody came on 28 October."],
        outcomes="You want the wall dry, and your costs back.",
        outside="",
        by=officer,
        at=at,
    )
    complaint = Complaint.objects.get(landlord=landlord, id=complaint.id)
    texts = queries.staff_texts(complaint, 1)
    for place, said in SAID_IN_URDU.items():
        drafting.translate(complaint, 1, place, "ur", said, seen=texts[place], by=officer, at=now)
