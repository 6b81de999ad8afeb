"""What people fear when they complain: shown to those who work on the case, kept by the acts, agreed by a person."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from putright.complaints import actions
from putright.complaints.actions import ConfidedTold, Told, WorryTold
from putright.complaints.evidence.actions import Question, ask_evidence
from putright.complaints.keeping.held import held
from putright.complaints.models import Complaint, Confided, EvidenceRequest, Worry
from putright.complaints.worries.actions import agree_worry
from putright.complaints.worries.queries import gives_away, minded, names, worried_about
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk, received
from tests.complaints.resident import words

DAY = "2026-11-09"
AT = moment(DAY)
pytestmark = pytest.mark.django_db


def case_of(cast: Cast, *asks: str, person: str = "", name: str = "Amira Khan") -> Complaint:
    worry = WorryTold(about=("staff",), words="He shouts at us", person=person, asks=asks)
    return received(cast, worry=worry, name=name)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def asking(cast: Cast, complaint: Complaint, question: str) -> Callable[[], object]:
    asked = Question(question=question, email="plumber@works.example", due_on=date(2026, 11, 20))
    return lambda: ask_evidence(complaint, asked, by=cast.by(cast.officer), at=AT)


def test_nobody_is_asked_anything_before_the_resident_agrees(cast: Cast) -> None:
    complaint = case_of(cast, "ask_first", "elsewhere")
    with as_landlord(cast.landlord.id):
        ask = asking(cast, complaint, "When did you come?")
        refused("resident_asked_first", ask)
        worry = Worry.objects.get()
        officer: dict[str, Any] = {"by": cast.by(cast.officer), "at": AT}
        refused("worry_without_words", lambda: agree_worry(worry, agreed=" ", still=[], **officer))
        agree_worry(worry, agreed="We may ask the plumber", still=["elsewhere"], **officer)
        assert minded(complaint) == {"elsewhere"}
        ask()
        assert EvidenceRequest.objects.count() == 1


def test_no_question_names_somebody_who_asked_not_to_be_named(cast: Cast) -> None:
    complaint = case_of(cast, "no_name")
    with as_landlord(cast.landlord.id):
        for question in ("What did you tell Ms Khan?", "KHAN, AMIRA: what did you say?"):
            refused("question_names_resident", asking(cast, complaint, question))
        asking(cast, complaint, "What was said at the visit of 2 October?")()


def test_nobody_whom_they_fear_is_given_the_case(cast: Cast) -> None:
    complaint = case_of(cast, person=f"I think {cast.manager.name.upper()}, the manager")
    with as_landlord(cast.landlord.id):
        officer: dict[str, Any] = {"by": cast.by(cast.officer), "at": AT}
        actions.define(complaint, points=["A", "B"], outcomes="", outside="", **officer)
        actions.acknowledge(complaint, 1, **officer)
        assert worried_about(complaint, cast.manager) and not worried_about(complaint, cast.head)
        give = actions.allocate
        refused("person_worried_about", lambda: give(complaint, cast.manager, stage=1, **officer))
        complaint.refresh_from_db()
        assert complaint.handler is None


@pytest.mark.parametrize(
    ("text", "name", "whole", "part"),
    [
        ("Ask May Rose about it", "May Rose", True, True),
        ("ROSE, MAY", "May Rose", True, True),
        ("You may ask", "May Rose", False, False),
        ("Ask Rose", "May Rose", False, True),
        ("Ask ਰਾਜ", "ਰਾਜ ਸਿੰਘ", False, False),
        ("Anything", "", False, False),
    ],
)
def test_what_counts_as_naming_somebody(text: str, name: str, whole: bool, part: bool) -> None:
    assert (names(text, name), gives_away(text, name)) == (whole, part)


def test_the_case_says_what_to_mind_and_only_some_read_the_words(cast: Cast) -> None:
    complaint = case_of(cast, "other_person", "elsewhere", person="Mr Rook")
    case = f"/meadowbank/en/staff/complaints/{complaint.reference}/"
    with at_desk(cast.manager, DAY) as desk:
        shown = words(desk.get(case).content.decode())
        assert "The resident is worried about complaining" in shown
        assert "Give me a different contact person. Meet me somewhere else, not at my home." in shown
        assert "Rook" not in shown and "He shouts" not in shown
        assert desk.get(f"{case}worry/").status_code == 404
        assert "Rook" not in desk.get(f"{case}record/").content.decode()
    with at_desk(cast.officer, DAY) as desk:
        assert f"{case}worry/" in desk.get(case).content.decode()
        read = words(desk.get(f"{case}worry/").content.decode())
        assert "Mr Rook" in read and "He shouts at us" in read and "Close the case to this person" in read
        assert complaint.name in desk.get("/meadowbank/en/staff/worries/").content.decode()
        lacking = desk.post(f"{case}worry/", {"still": ["elsewhere"]}).content.decode()
        assert "Enter what you agreed with the resident" in lacking
        typed = {"agreed": "Mabel calls her at work", "still": ["elsewhere"]}
        assert desk.post(f"{case}worry/", typed).status_code == 302
        after = words(desk.get(case).content.decode())
        assert "Agreed with the resident, who is worried" in after
        assert "Meet me somewhere else" in after and "different contact person" not in after
        assert complaint.name not in desk.get("/meadowbank/en/staff/worries/").content.decode()


def test_somebody_whom_they_name_does_not_read_it(cast: Cast) -> None:
    complaint = case_of(cast, person=cast.head.name)
    case = f"/meadowbank/en/staff/complaints/{complaint.reference}/worry/"
    with at_desk(cast.head, DAY) as desk:
        assert desk.get(case).status_code == 404
        assert complaint.name not in desk.get("/meadowbank/en/staff/worries/").content.decode()
    with at_desk(cast.officer, DAY) as desk:
        assert f"This may be {cast.head.name}" in words(desk.get(case).content.decode())


def test_blanking_empties_what_they_feared(cast: Cast) -> None:
    complaint = case_of(cast, person="Mr Rook")
    with as_landlord(cast.landlord.id):
        by = cast.by(cast.officer)
        actions.withdraw(complaint, by=by, at=AT)
        actions.blank_personal_text(complaint, reason="retention", by=by, at=AT)
        worry = Worry.objects.get()
        assert (worry.words, worry.person, worry.about) == ("", "", ["staff"])


def test_what_the_form_asked_is_before_staff(cast: Cast) -> None:
    told: dict[str, Any] = {
        "topics": ("damp", "other", "moving"),
        "topic_other": "Pigeons",
        "told_before": "yes",
        "began": "2025-03",
        "why_late": "I was ill",
        "effect": "We sleep in one room",
    }
    complaint = received(cast, **told)
    assert isinstance(Told("x", **told), Told)
    with at_desk(cast.manager, DAY) as desk:
        shown = words(desk.get(f"/meadowbank/en/staff/complaints/{complaint.reference}/").content.decode())
    for one in (
        "Damp, mould or leaks; Moving, or a housing application; Pigeons",
        "Another ombudsman may deal with a housing application",
        "March 2025",
        "More than the Code’s limit before the complaint",
        "I was ill",
        "Told us before",
        "We sleep in one room",
    ):
        assert one in shown, one


def test_a_name_for_one_person_is_in_no_file_that_other_staff_make(cast: Cast) -> None:
    complaint = received(
        cast,
        for_whom="no_name",
        name="",
        confided=ConfidedTold(name="Odalys Fernhollow", reach="After six"),
        worry=WorryTold(about=("neighbours",), words="They watch us", asks=("elsewhere",)),
    )
    with as_landlord(cast.landlord.id):
        for by_themselves, there in ((False, False), (True, True)):
            with zipfile.ZipFile(held([complaint], AT, by_themselves=by_themselves)) as archive:
                said = "".join(archive.read(name).decode() for name in archive.namelist())
            assert ("Odalys Fernhollow" in said) is there
            # Staff who make the answer may be those who are feared.
            assert ("They watch us" in said) is there
        by = cast.by(cast.officer)
        actions.withdraw(complaint, by=by, at=AT)
        actions.blank_personal_text(complaint, reason="retention", by=by, at=AT)
        confided = Confided.objects.get()
        assert (confided.name, confided.reach) == ("", "")
