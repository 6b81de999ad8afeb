"""Whole journeys through the acts, told with their dates: over Christmas, and over the change of edition."""

from __future__ import annotations

from datetime import date

import pytest

from putright.complaints import actions, letters, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.models import Complaint, Letter
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, moment, nothing_learned

TOLD = Told(
    words="The bedroom ceiling leaks whenever it rains and the plaster has come down twice.",
    more_points=("Nobody came on the two days I waited in.",),
    wanted=("repair", "apology"),
    name="Tamsin Example",
    address="14 Sample Court, Example Town",
    postcode="ZZ9 9ZZ",
    contact_ways=("email",),
    email="tamsin@resident.example",
)
RESIDENT = By.resident()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def due(complaint: Complaint, clock: str, on: date) -> date:
    fresh = queries.with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)
    return next(one for one in queries.standing(fresh, on).clocks if one.id == clock).last_day


def answer_every_point(complaint: Complaint, stage: int, cast: Cast, person: object, day: str) -> None:
    by = cast.by(person)  # type: ignore[arg-type]
    for point in complaint.points.all():
        actions.record_finding(
            complaint,
            point,
            stage,
            FindingDraft(
                finding="agree",
                facts="Two visits were booked and not kept.",
                reasons="Our repairs log has no entry for either day.",
                basis="Repairs policy, section 4",
                remedy="We will repair the ceiling and pay 150 pounds.",
            ),
            by=by,
            at=moment(day),
        )


def test_a_complaint_over_christmas_from_the_form_to_the_closing(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = actions.raise_complaint(
            cast.landlord, TOLD, by=RESIDENT, at=moment("2026-12-18")
        ).complaint
        assert complaint.edition == "2024"
        assert due(complaint, "A1-24", date(2026, 12, 18)) == date(2026, 12, 29)

        actions.define(
            complaint,
            points=["The roof over the bedroom leaks.", "Two visits were missed."],
            outcomes="Repair the roof, and an apology.",
            outside="",
            by=cast.by(cast.officer),
            at=moment("2026-12-29"),
        )
        actions.allocate(complaint, cast.manager, stage=1, by=cast.by(cast.officer), at=moment("2026-12-29"))
        actions.acknowledge(complaint, 1, by=cast.by(cast.officer), at=moment("2026-12-29"))
        assert due(complaint, "R1-24", date(2026, 12, 29)) == date(2027, 1, 13)

        with pytest.raises(Refused):
            actions.answer(complaint, 1, by=cast.by(cast.manager), at=moment("2027-01-05"))
        actions.extend(
            complaint,
            1,
            until=date(2027, 1, 27),
            reasons="The roofer's report comes after the holidays.",
            by=cast.by(cast.manager),
            at=moment("2027-01-13"),
        )
        assert due(complaint, "R1-24", date(2027, 1, 13)) == date(2027, 1, 27)

        answer_every_point(complaint, 1, cast, cast.manager, "2027-01-20")
        actions.plan_promise(
            complaint,
            1,
            action="Repair the roof over the bedroom",
            due_on=date(2027, 2, 26),
            owner=cast.manager,
            by=cast.by(cast.manager),
            at=moment("2027-01-20"),
        )
        actions.answer(complaint, 1, by=cast.by(cast.manager), at=moment("2027-01-21"))

        actions.escalate(complaint, by=RESIDENT, at=moment("2027-01-25"))
        assert due(complaint, "A2-24", date(2027, 1, 25)) == date(2027, 2, 1)
        with pytest.raises(Refused) as refused:
            actions.allocate(
                complaint, cast.manager, stage=2, by=cast.by(cast.officer), at=moment("2027-01-26")
            )
        assert refused.value.code == "considered_before"
        actions.allocate(complaint, cast.head, stage=2, by=cast.by(cast.officer), at=moment("2027-01-26"))
        actions.acknowledge(complaint, 2, by=cast.by(cast.officer), at=moment("2027-01-26"))
        assert due(complaint, "R2-24", date(2027, 1, 26)) == date(2027, 2, 23)
        answer_every_point(complaint, 2, cast, cast.head, "2027-02-10")
        with pytest.raises(Refused):
            actions.answer(complaint, 2, by=cast.by(cast.manager), at=moment("2027-02-11"))
        actions.answer(complaint, 2, by=cast.by(cast.head), at=moment("2027-02-11"))

        with pytest.raises(Refused) as refused:
            nothing_learned(complaint, by=cast.by(cast.officer), at=moment("2027-02-12"))
            actions.close(complaint, by=cast.by(cast.officer), at=moment("2027-02-12"))
        assert refused.value.code == "promises_open"
        promise = complaint.promises.get()
        actions.keep_promise(
            promise,
            on=date(2027, 2, 25),
            proof="Job 4471 signed off with photographs",
            by=cast.by(cast.manager),
            at=moment("2027-02-25"),
        )
        nothing_learned(complaint, by=cast.by(cast.officer), at=moment("2027-03-01"))
        actions.close(complaint, by=cast.by(cast.officer), at=moment("2027-03-01"))
        complaint.refresh_from_db()
        assert complaint.state == "closed"
        assert not queries.standing(complaint, date(2027, 3, 1)).late
        kinds = [noted.kind.name for noted in timeline(cast.landlord.id, ("complaint", complaint.id))]
        assert kinds[0] == "complaint.received"
        assert kinds[-1] == "complaint.closed"
        assert [letter.kind for letter in Letter.objects.filter(complaint=complaint)] == [
            "stage1_acknowledgement",
            "stage1_extension",
            "stage1_response",
            "stage2_acknowledgement",
            "stage2_response",
        ]
    assert not verify([cast.landlord.id]).problems


@pytest.mark.parametrize(
    ("received", "edition", "clock", "last_day"),
    [
        # 2022: answered by 10 working days from logging; Good Friday 29 March and Easter Monday 1 April do not count.
        ("2024-03-28", "2022", "R1-22", date(2024, 4, 15)),
        # 2024: from the acknowledgement.
        ("2024-04-02", "2024", "R1-24", date(2024, 4, 17)),
    ],
)
def test_the_edition_is_that_of_the_day_the_complaint_was_made(
    cast: Cast, received: str, edition: str, clock: str, last_day: date
) -> None:
    logged = {"2024-03-28": "2024-03-28", "2024-04-02": "2024-04-03"}[received]
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = actions.raise_complaint(cast.landlord, TOLD, by=RESIDENT, at=moment(received)).complaint
        assert complaint.edition == edition
        actions.define(
            complaint,
            points=["The roof leaks.", "Two visits were missed."],
            outcomes="A repair.",
            outside="",
            by=cast.by(cast.officer),
            at=moment(logged),
        )
        actions.allocate(complaint, cast.manager, stage=1, by=cast.by(cast.officer), at=moment(logged))
        actions.acknowledge(complaint, 1, by=cast.by(cast.officer), at=moment(logged))
        assert due(complaint, clock, date.fromisoformat(logged)) == last_day
        answer_every_point(complaint, 1, cast, cast.manager, last_day.isoformat())
        actions.answer(complaint, 1, by=cast.by(cast.manager), at=moment(last_day))
        # An escalation keeps the edition of its complaint, also after 1 April 2024 (C7).
        actions.escalate(complaint, by=RESIDENT, at=moment("2024-05-01"))
        complaint.refresh_from_db()
        assert complaint.edition == edition
        fresh = queries.with_facts(Complaint.objects.all()).get(id=complaint.id)
        stage2 = [one.id for one in queries.standing(fresh, date(2024, 5, 1)).clocks if one.stage == 2]
        assert stage2 == (["R2-22"] if edition == "2022" else ["A2-24"])
