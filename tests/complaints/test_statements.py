"""The statements that each page may cost, and that it costs as many with many cases and events as with few.

`statements` counts as decisions say. A page that grows past its budget fails here with the statements it made.
"""

from __future__ import annotations

import pytest
from django.db.models import Model
from django.test import Client

from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.models import Complaint, Draft
from putright.complaints.queries import contents_of, with_facts
from putright.record.chain import By
from putright.record.models import Event
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk
from tests.complaints.filling import elm, fill_in
from tests.complaints.filling import page as form_page
from tests.statements import statements

QUEUE = "/meadowbank/en/staff/"
SEARCH = "/meadowbank/en/staff/search/?q=ceiling"
TODAY = "2026-11-20"


def received(cast: Cast, number: int = 0) -> Complaint:
    told = Told(words="The ceiling leaks.", more_points=("Nobody came.",), name=f"Tamsin {number}")
    with as_landlord(cast.landlord.id):
        return actions.raise_complaint(
            cast.landlord, told, by=By.resident(), at=moment("2026-11-03")
        ).complaint


def at_stage_2(cast: Cast) -> Complaint:
    """A case that was answered, with a promise, a letter, a contact and a danger, and is asked to be taken further."""
    complaint = received(cast)
    officer, manager = cast.by(cast.officer), cast.by(cast.manager)
    with as_landlord(cast.landlord.id):
        actions.open_hazard(
            cast.landlord, complaint=complaint, danger="yes", by=By.resident(), at=moment("2026-11-03")
        )
        actions.define(
            complaint,
            points=["The ceiling", "The visit"],
            outcomes="",
            outside="",
            by=officer,
            at=moment("2026-11-05"),
        )
        actions.acknowledge(complaint, 1, by=officer, at=moment("2026-11-05"))
        actions.allocate(complaint, cast.manager, stage=1, by=officer, at=moment("2026-11-05"))
        for point in complaint.points.all():
            finding = FindingDraft("agree", "It leaks", "The roof", "Repairs policy", "We mend it")
            actions.record_finding(complaint, point, 1, finding, by=manager, at=moment("2026-11-06"))
        contact(cast, complaint)
        actions.plan_promise(
            complaint,
            1,
            action="Mend the roof",
            due_on=moment("2026-12-04").date(),
            owner=cast.manager,
            by=manager,
            at=moment("2026-11-06"),
        )
        actions.answer(complaint, 1, by=manager, at=moment("2026-11-09"))
        actions.escalate(complaint, by=By.resident(), at=moment("2026-11-10"))
    return complaint


def contact(cast: Cast, complaint: Complaint) -> None:
    with as_landlord(cast.landlord.id):
        actions.record_contact(
            complaint,
            on=moment("2026-11-06").date(),
            channel="phone",
            outgoing=True,
            who="Her",
            summary="Called",
            by=cast.by(cast.manager),
            at=moment("2026-11-06"),
        )


def told(made: list[str]) -> str:
    return "\n".join(one[:160] for one in made)


@pytest.mark.parametrize(("path", "budget"), [(QUEUE, 8), (SEARCH, 8), (f"{QUEUE}dashboard/", 10)])
def test_a_list_costs_as_many_statements_with_many_cases_as_with_one(
    cast: Cast, path: str, budget: int
) -> None:
    received(cast)
    with at_desk(cast.officer, TODAY) as client:
        client.get(path)
        few = statements(client, "GET", path)
        for number in range(60):
            received(cast, number)
        many = statements(client, "GET", path)
    assert len(few) == len(many) <= budget, told(many)


def test_a_case_costs_as_many_statements_with_20_events_as_with_1(cast: Cast) -> None:
    fresh, long = received(cast), at_stage_2(cast)
    for _number in range(30):
        contact(cast, long)
    with as_landlord(cast.landlord.id):
        assert Event.objects.filter(chain__subject_id=long.id).count() > 20
    with at_desk(cast.officer, TODAY) as client:
        few = statements(client, "GET", f"{QUEUE}complaints/{fresh.reference}/")
        many = statements(client, "GET", f"{QUEUE}complaints/{long.reference}/")
    # From stage 2 on the record is asked who considered the case before: one statement, however long it is.
    assert len(few) + 1 == len(many) <= 10, told(many)


def test_a_case_costs_as_many_statements_among_many_as_alone(cast: Cast) -> None:
    complaint = at_stage_2(cast)
    path = f"{QUEUE}complaints/{complaint.reference}/"
    with at_desk(cast.officer, TODAY) as client:
        alone = statements(client, "GET", path)
        for number in range(60):
            received(cast, number)
        among = statements(client, "GET", path)
    assert len(alone) == len(among) <= 10, told(among)


@pytest.mark.parametrize("points", [1, 20])
@pytest.mark.parametrize("cases", [0, 40])
def test_sending_a_complaint_costs_the_same_whatever_was_written(
    client: Client, db: None, points: int, cases: int
) -> None:
    landlord = elm()
    for number in range(cases):
        with as_landlord(landlord.id):
            actions.raise_complaint(
                landlord,
                Told(words="It leaks.", name=f"Case {number}"),
                by=By.resident(),
                at=moment(TODAY),
            )
    fill_in(client, **{"anything-else": {f"point_{number}": "Something" for number in range(points)}})
    made = statements(client, "POST", form_page("check"), answers=302)
    with as_landlord(landlord.id):
        assert Draft.objects.filter(complaint__isnull=False).count() == 1
    assert len(made) == 9, told(made)


def test_what_a_page_reads_at_once_is_what_each_table_holds(cast: Cast) -> None:
    complaint = at_stage_2(cast)
    with as_landlord(cast.landlord.id):
        rows = Complaint.objects.filter(landlord=cast.landlord)
        shown = contents_of(with_facts(rows).get(id=complaint.id), 5)
        for name in ("stages", "points", "findings", "promises", "letters", "hazards"):
            at_once, apart = list(getattr(shown, name).all()), list(getattr(complaint, name).order_by("id"))
            assert apart, name
            for one, other in zip(sorted(at_once, key=lambda each: each.id), apart, strict=True):
                assert {f: getattr(one, f) for f in values(other)} == values(other)
        assert [one.id for one in shown.latest_contacts] == [one.id for one in complaint.contacts.all()]
        assert shown.promises.all()[0].owner == cast.manager
        assert [one.due_on for one in shown.open_promises] == [one.due_on for one in complaint.promises.all()]


def values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
