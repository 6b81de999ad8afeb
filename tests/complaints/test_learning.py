"""Learning at close: a cause and a change with an owner, or a sentence; and the same cause again is seen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.complaints import actions
from putright.complaints.learning import actions as learning
from putright.complaints.learning.actions import Lesson
from putright.complaints.learning.queries import recurring
from putright.complaints.models import Complaint, Learning
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import (
    acknowledged,
    answered,
    at_desk,
    case,
    day,
    page,
    received,
    said,
    sent,
)

ON = date(2026, 11, 23)
LIST = "/meadowbank/en/staff/learning/"


def lesson(cast: Cast, cause: str = "process", service: str = "repairs") -> Lesson:
    return Lesson(
        cause, service, "Confirm each visit by text the day before.", cast.service_manager, date(2027, 1, 29)
    )


def ended(cast: Cast) -> Complaint:
    complaint = received(cast)
    acknowledged(cast, complaint)
    answered(cast, complaint)
    return complaint


def taught(cast: Cast, complaint: Complaint, what: Lesson | None = None, on: date = ON) -> Learning:
    with as_landlord(cast.landlord.id):
        by = cast.by(cast.officer)
        return learning.record_learning(complaint, what or lesson(cast), by=by, at=moment(on))


def taught_by_many(cast: Cast, number: int, on: date = ON) -> list[Complaint]:
    """Complaints of which each teaches the same; past their first, they are rows alone."""
    with as_landlord(cast.landlord.id):
        made = []
        for _one in range(number):
            complaint = received(cast)
            with as_landlord(cast.landlord.id):
                Learning.objects.create(
                    landlord=cast.landlord,
                    complaint=complaint,
                    stage=1,
                    cause="process",
                    service="repairs",
                    change="C",
                    owner=cast.service_manager,
                    due_on=date(2027, 1, 29),
                    recorded_on=on,
                )
            made.append(complaint)
    return made


def refused(cast: Cast, complaint: Complaint, what: Lesson) -> str:
    with pytest.raises(Refused) as refusal:
        taught(cast, complaint, what)
    return refusal.value.code


def test_a_case_is_not_closed_before_what_it_teaches_is_written_down(cast: Cast) -> None:
    complaint = ended(cast)
    by, at = cast.by(cast.officer), moment(ON)
    with as_landlord(cast.landlord.id), pytest.raises(Refused) as refusal:
        actions.close(complaint, by=by, at=at)
    assert refusal.value.code == "learning_missing" and refusal.value.provision == "9.1"
    taught(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.close(complaint, by=by, at=at)


def test_each_stage_teaches_anew(cast: Cast) -> None:
    complaint = ended(cast)
    taught(cast, complaint)
    with as_landlord(cast.landlord.id):
        officer, head = cast.by(cast.officer), cast.by(cast.head)
        actions.escalate(complaint, by=officer, at=moment("2026-11-24"))
        actions.acknowledge(complaint, 2, by=officer, at=moment("2026-11-25"))
        actions.allocate(complaint, cast.head, stage=2, by=officer, at=moment("2026-11-25"))
        for point in complaint.points.all():
            draft = actions.FindingDraft("agree", "F", "R", "", "M")
            actions.record_finding(complaint, point, 2, draft, by=head, at=moment("2026-11-27"))
        actions.answer(complaint, 2, by=head, at=moment("2026-11-27"))
        with pytest.raises(Refused) as refusal:
            actions.close(complaint, by=officer, at=moment("2026-11-30"))
    assert refusal.value.code == "learning_missing" and refusal.value.facts["stage"] == 2


def test_a_case_from_another_system_is_closed_as_it_came(cast: Cast) -> None:
    complaint = ended(cast)
    with as_landlord(cast.landlord.id):
        Complaint.objects.filter(landlord=cast.landlord, id=complaint.id).update(imported=True)
        actions.close(complaint, by=cast.by(cast.officer), at=moment(ON))


@pytest.mark.parametrize("words", ["None", "No", "Nothing to learn"])
def test_nothing_to_learn_needs_a_sentence(cast: Cast, words: str) -> None:
    complaint = ended(cast)
    assert refused(cast, complaint, Lesson(nothing_because=words)) == "nothing_learned_without_sentence"
    row = taught(cast, complaint, Lesson(nothing_because="The parcel firm lost it, not we."))
    assert row.cause == "" and row.state == "nothing"


def test_a_change_has_cause_service_owner_and_day(cast: Cast) -> None:
    complaint = ended(cast)
    whole = lesson(cast)
    for missing, code in (
        ({"cause": ""}, "learning_without_cause"),
        ({"service": "gardens"}, "learning_without_cause"),
        ({"change": " "}, "learning_without_change"),
        ({"owner": None}, "learning_without_change"),
        ({"due_on": None}, "learning_without_change"),
        ({"due_on": date(2026, 11, 20)}, "learning_for_a_day_past"),
        ({"owner": cast.admin}, "cannot_learn"),
    ):
        assert refused(cast, complaint, Lesson(**{**whole.__dict__, **missing})) == code


def test_its_owner_takes_it_on_does_it_and_proves_it(cast: Cast) -> None:
    complaint = ended(cast)
    row = taught(cast, complaint)
    with at_desk(cast.service_manager, "2026-11-24") as desk:
        assert desk.get("/meadowbank/en/staff/").url == LIST, "home of somebody who opens no case"
        mine = page(desk, LIST)
        assert "Confirm each visit by text" in mine and complaint.reference[:4] in mine
        assert f"/complaints/{complaint.reference}/" not in mine, "no way into the case"
        sent(desk, f"{LIST}{row.id}/accept/", **day("due_on", "2027-02-26"))
        empty = desk.post(f"{LIST}{row.id}/prove/", day("on", "2026-11-24"))
        assert "Say how we know that it was changed." in said(empty)
        sent(desk, f"{LIST}{row.id}/prove/", **day("on", "2026-11-24"), proof="Live since Monday.")
        assert "Live since Monday." in page(desk, LIST)
        assert desk.get(case(complaint)).status_code == 404
    with as_landlord(cast.landlord.id):
        row.refresh_from_db()
    assert row.due_on == date(2027, 2, 26) and row.state == "done"


def test_only_its_owner_or_the_head_changes_it(cast: Cast) -> None:
    row = taught(cast, ended(cast))
    with as_landlord(cast.landlord.id):
        with pytest.raises(Refused) as refusal:
            learning.accept_learning(row, by=cast.by(cast.officer), at=moment(ON))
        learning.accept_learning(row, by=cast.by(cast.head), at=moment(ON))
    assert refusal.value.code == "learning_of_another"


def test_the_same_cause_and_service_within_twelve_months_is_recurring(cast: Cast) -> None:
    first, second = taught_by_many(cast, 2)
    old = taught_by_many(cast, 1, on=date(2025, 11, 23))[0]
    taught(cast, ended(cast), lesson(cast, cause="people"))
    with as_landlord(cast.landlord.id):
        (found,) = recurring(cast.landlord, ON)
        assert (found.cause, found.service, found.number) == ("process", "repairs", 2)
        assert {one.id for one in found.cases} == {first.id, second.id}
        # A year and a day later only the newest would be left, and one alone is not "again".
        assert recurring(cast.landlord, date(2027, 11, 23)) == []
        # The old one counts on the last day of its twelve months.
        assert recurring(cast.landlord, date(2026, 11, 22)) == []
    assert old.id not in {one.id for one in found.cases}


def test_one_complaint_that_teaches_it_twice_is_one(cast: Cast) -> None:
    complaint = ended(cast)
    taught(cast, complaint)
    taught(cast, complaint)
    with as_landlord(cast.landlord.id):
        assert recurring(cast.landlord, ON) == []


def test_the_close_page_shows_that_it_comes_again_with_the_cases(cast: Cast) -> None:
    others = taught_by_many(cast, 2)
    complaint = ended(cast)
    with at_desk(cast.officer, "2026-11-23") as desk:
        asked = page(desk, case(complaint, "close/"))
        assert "Before the case is closed" in asked
        sent(
            desk,
            case(complaint, "close/"),
            step="learn",
            cause="process",
            service="repairs",
            change="Confirm each visit.",
            owner=str(cast.service_manager.id),
            **day("due_on", "2027-01-29"),
        )
        again = " ".join(page(desk, case(complaint, "close/")).split())
        assert "Recurring" in again and "3 complaints" in again
        assert all(f"/complaints/{one.reference}/" in again for one in others)
        sent(desk, case(complaint, "close/"))
        assert "3 complaints" in page(desk, LIST)


def test_the_learning_list_takes_the_same_statements_for_few_and_many(cast: Cast) -> None:
    taught_by_many(cast, 2)

    def statements() -> int:
        with at_desk(cast.head, "2026-11-23") as desk:
            desk.get(LIST)
            with CaptureQueriesContext(connection) as ran:
                page(desk, LIST)
        return sum(
            not one["sql"].startswith(
                ("SAVEPOINT", "RELEASE", "SET LOCAL", 'INSERT INTO "record_accessentry')
            )
            for one in ran.captured_queries
        )

    few = statements()
    taught_by_many(cast, 12)
    assert statements() == few <= 10


@pytest.mark.parametrize(
    "who",
    "officer manager head admin front_line leader service_manager member".split(),
)
def test_signing_in_leads_every_role_to_a_page_and_round_in_no_circle(cast: Cast, who: str) -> None:
    with at_desk(getattr(cast, who), "2026-11-23") as desk:
        response = desk.get("/meadowbank/en/staff/", follow=True)
        assert response.status_code == 200
        assert len(response.redirect_chain) <= 1
