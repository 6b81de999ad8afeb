"""Restricted cases: who is shut out hears "not found", on every page, and no list, count or search gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from putright.accounts import actions as accounts
from putright.accounts.models import Person
from putright.complaints import actions, alerts, letters, queries
from putright.complaints.conflicts import actions as conflicts
from putright.complaints.conflicts.queries import (
    named_in_conflict,
    seen_by,
    shut_out_of,
    without_shut_out,
)
from putright.complaints.linking import actions as linking
from putright.complaints.models import Complaint, Contact, Hazard, Letter, Point, Promise, Restriction, Stage
from putright.complaints.queries import Show
from putright.record.access_log import seen
from putright.record.chain import By, timeline
from putright.record.models import AccessEntry, Chain, Event, Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.access.addresses import every_address
from tests.cast import Cast, make_cast, moment
from tests.complaints.desk import acknowledged, answered, at_desk, case, fresh, page, received, sent

DAY = "2026-11-24"
AT = moment(DAY)


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with letters.in_this_process():
        made = make_cast()
        # The head of everybody; one of the two managers reports to the other.
        for one in (made.officer, made.manager, made.leader):
            accounts.report_to(one, made.landlord, made.head, by=By.system(), at=AT)
        accounts.report_to(made.other_manager, made.landlord, made.manager, by=By.system(), at=AT)
        yield made


def restricted(cast: Cast, complaint: Complaint, person: Person, by: Person | None = None) -> Restriction:
    with as_landlord(cast.landlord.id):
        return conflicts.restrict(
            complaint,
            person,
            kind="complained_of",
            reason="The complaint is about what he said on the doorstep.",
            by=cast.by(by or cast.officer),
            at=AT,
        )


def refused(code: str, act: Any) -> None:
    before = Event.objects.count()
    with pytest.raises(Refused) as error:
        act()
    assert error.value.code == code
    assert Event.objects.count() == before


# Who is shut out


def test_the_person_those_above_and_those_who_report_to_them_are_shut_out(cast: Cast) -> None:
    complaint = received(cast)
    restricted(cast, complaint, cast.manager)
    with as_landlord(cast.landlord.id):
        assert {(one.person_id, one.why) for one in shut_out_of(complaint)} == {
            (cast.manager.id, "named"),
            (cast.head.id, "above"),
            (cast.other_manager.id, "below"),
        }
        assert named_in_conflict(complaint) == (cast.manager,)
        assert without_shut_out(complaint, [cast.head, cast.officer, cast.manager]) == [cast.officer]


def test_a_line_that_changes_is_followed_with_one_event_on_each_case_that_it_changes(cast: Cast) -> None:
    complaint, untouched = received(cast), received(cast)
    restricted(cast, complaint, cast.other_manager)
    assert _shut(cast, complaint) == {cast.other_manager.id, cast.manager.id, cast.head.id}
    accounts.report_to(cast.other_manager, cast.landlord, cast.leader, by=By.system(), at=AT)
    assert _shut(cast, complaint) == {cast.other_manager.id, cast.leader.id, cast.head.id}
    accounts.report_to(cast.other_manager, cast.landlord, None, by=By.system(), at=AT)
    assert _shut(cast, complaint) == {cast.other_manager.id}
    with as_landlord(cast.landlord.id):
        kinds = [one.kind.name for one in timeline(cast.landlord.id, ("complaint", complaint.id))]
        assert kinds.count("conflict.line_followed") == 2
        assert len(timeline(cast.landlord.id, ("complaint", untouched.id))) == 1


def _shut(cast: Cast, complaint: Complaint) -> set[Any]:
    with as_landlord(cast.landlord.id):
        return {one.person_id for one in shut_out_of(complaint)}


def test_nobody_reports_to_themself_nor_in_a_ring_nor_without_a_role(cast: Cast) -> None:
    for person, manager in (
        (cast.head, cast.head),
        (cast.head, cast.other_manager),
        (cast.officer, cast.stranger_officer),
    ):
        with pytest.raises(accounts.NotAccepted):
            accounts.report_to(person, cast.landlord, manager, by=By.system(), at=AT)


def test_whom_somebody_reports_to_is_one_event_of_the_landlord_and_the_same_again_is_none(cast: Cast) -> None:
    def said() -> int:
        with as_landlord(cast.landlord.id):
            return len(timeline(cast.landlord.id, ("landlord", cast.landlord.id)))

    before = said()
    accounts.report_to(cast.officer, cast.landlord, cast.leader, by=By.system(), at=AT)
    accounts.report_to(cast.officer, cast.landlord, cast.leader, by=By.system(), at=AT)
    assert said() == before + 1


# The act


def test_a_restriction_needs_a_reason_a_person_of_the_landlord_and_somebody_left_to_do_the_work(
    cast: Cast,
) -> None:
    complaint = received(cast)
    by = cast.by(cast.officer)

    def name(person: Person, reason: str = "R") -> None:
        conflicts.restrict(complaint, person, kind="conflict", reason=reason, by=by, at=AT)

    with as_landlord(cast.landlord.id):
        refused("restriction_without_reason", lambda: name(cast.manager, " "))
        refused("restriction_of_stranger", lambda: name(cast.stranger_officer))
        # The officer reports to the Head of Housing: nobody would be left who may choose who answers.
        refused("restriction_leaves_nobody", lambda: name(cast.head))
        name(cast.manager)
        refused("restricted_already", lambda: name(cast.manager))


def test_whoever_had_the_case_in_hand_loses_it_and_it_waits_for_somebody(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.plan_promise(
            complaint,
            1,
            action="Call",
            due_on=date(2026, 12, 1),
            owner=cast.manager,
            by=cast.by(cast.manager),
            at=AT,
        )
    restricted(cast, complaint, cast.manager)
    assert fresh(complaint).handler_id is None
    with as_landlord(cast.landlord.id):
        assert Promise.objects.get(landlord=cast.landlord).owner_id is None
        waiting = queries.queue(cast.landlord, Show.UNALLOCATED, cast.officer.id, AT.date())
        assert [one.id for one in waiting] == [complaint.id]
        last = timeline(cast.landlord.id, ("complaint", complaint.id))[-1]
        assert (last.kind.name, last.facts["released"]) == ("conflict.named", ["handler", "promises"])


def test_a_shut_out_person_can_be_given_nothing_and_do_nothing(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    restricted(cast, complaint, cast.manager)
    officer, head = cast.by(cast.officer), cast.by(cast.head)
    with as_landlord(cast.landlord.id):
        hazard = actions.open_hazard(
            cast.landlord, complaint=complaint, danger="yes", by=By.resident(), at=AT
        )
        refused(
            "person_in_conflict",
            lambda: actions.allocate(complaint, cast.other_manager, stage=1, by=officer, at=AT),
        )
        refused(
            "person_in_conflict",
            lambda: actions.plan_promise(
                complaint, 1, action="A", due_on=AT.date(), owner=cast.manager, by=officer, at=AT
            ),
        )
        for act in (
            lambda: actions.close(complaint, by=head, at=AT),
            lambda: actions.renew_access(complaint, by=head, at=AT),
            lambda: actions.close_hazard(hazard, "O", by=head, at=AT),
            lambda: actions.record_contact(
                complaint,
                on=AT.date(),
                channel="phone",
                outgoing=True,
                who="W",
                summary="S",
                by=head,
                at=AT,
            ),
        ):
            refused("no_such_complaint", act)


def test_the_one_shut_out_cannot_lift_it_and_lifting_needs_a_reason_and_gives_nothing_back(
    cast: Cast,
) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    restriction = restricted(cast, complaint, cast.manager)

    def lift(person: Person, because: str = "It was somebody else.") -> None:
        conflicts.lift_restriction(restriction, because=because, by=cast.by(person), at=AT)

    with as_landlord(cast.landlord.id):
        refused("no_such_complaint", lambda: lift(cast.head))
        refused("lifting_without_reason", lambda: lift(cast.officer, ""))
        lift(cast.officer)
        refused("restriction_lifted_already", lambda: lift(cast.officer))
        assert not shut_out_of(complaint)
        assert named_in_conflict(complaint) == ()
    assert fresh(complaint).handler_id is None


def test_one_who_is_named_twice_over_stays_shut_out_when_one_is_lifted(cast: Cast) -> None:
    complaint = received(cast)
    first = restricted(cast, complaint, cast.manager)
    restricted(cast, complaint, cast.other_manager)
    with as_landlord(cast.landlord.id):
        conflicts.lift_restriction(first, because="B", by=cast.by(cast.officer), at=AT)
    assert _shut(cast, complaint) == {cast.other_manager.id, cast.manager.id, cast.head.id}


def test_cases_that_are_answered_together_are_closed_to_the_same_people(cast: Cast) -> None:
    earlier, later = received(cast), received(cast)
    restricted(cast, later, cast.manager)
    assert _shut(cast, earlier) == set()
    with as_landlord(cast.landlord.id):
        linking.join_case(later, earlier, whose="same_resident", reasons="R", by=cast.by(cast.officer), at=AT)
    assert _shut(cast, earlier) == _shut(cast, later) != set()
    with as_landlord(cast.landlord.id):
        # The points it brought stay readable there.
        linking.take_apart(later, reasons="R", by=cast.by(cast.officer), at=AT)
        assert cast.manager.id in {one.person_id for one in shut_out_of(earlier)}


def test_news_of_a_restricted_case_does_not_go_to_the_address_of_the_whole_team(cast: Cast) -> None:
    complaint = received(cast)
    restricted(cast, complaint, cast.manager)
    with as_landlord(cast.landlord.id):
        alerts.to_answerer(complaint, 1, "The resident wrote", at=AT)
        written = Message.objects.filter(about_id=complaint.id).values_list("to", flat=True)
        assert list(written) == [cast.officer.email]


# The database itself


@pytest.mark.parametrize("model", [Complaint, Stage, Point, Letter, Contact, Hazard, Restriction])
def test_the_database_shows_whoever_is_shut_out_no_row_of_the_case(cast: Cast, model: Any) -> None:
    complaint, other = received(cast), received(cast)
    acknowledged(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.open_hazard(cast.landlord, complaint=complaint, danger="yes", by=By.resident(), at=AT)
        actions.open_hazard(cast.landlord, danger="yes", by=By.resident(), at=AT)
        actions.record_contact(
            complaint,
            on=AT.date(),
            channel="phone",
            outgoing=True,
            who="W",
            summary="S",
            by=cast.by(cast.officer),
            at=AT,
        )
    restricted(cast, complaint, cast.manager)
    column = "id" if model is Complaint else "complaint_id"

    def rows(person: Person | None) -> list[Any]:
        with as_landlord(cast.landlord.id, person_id=person.id if person else None):
            return list(model.objects.values_list(column, flat=True))

    assert complaint.id in rows(None)
    assert complaint.id in rows(cast.officer)
    assert complaint.id not in rows(cast.head)
    # What belongs to no case, or to another, stays.
    assert set(rows(cast.head)) == set(rows(None)) - {complaint.id}
    assert model is not Complaint or other.id in rows(cast.head)


def test_the_record_the_messages_and_the_access_log_of_the_case_are_hidden_too(cast: Cast) -> None:
    complaint = received(cast, contact_ways=("email",), email="tamsin@resident.example")
    with as_landlord(cast.landlord.id):
        seen(
            cast.landlord.id,
            by=cast.by(cast.officer),
            what="x",
            subject=("complaint", complaint.id),
            at=AT,
        )
    restricted(cast, complaint, cast.manager)

    def there(person: Person) -> tuple[int, int, int, int]:
        with as_landlord(cast.landlord.id, person_id=person.id):
            return (
                Chain.objects.filter(subject_id=complaint.id).count(),
                Message.objects.filter(about_id=complaint.id).count(),
                AccessEntry.objects.filter(subject_id=complaint.id).count(),
                len(timeline(cast.landlord.id, ("complaint", complaint.id))),
            )

    assert min(there(cast.officer)) >= 1
    assert there(cast.head) == (0, 0, 0, 0)


def test_a_list_made_for_somebody_else_leaves_the_case_out_in_the_same_statement(cast: Cast) -> None:
    complaint = received(cast)
    restricted(cast, complaint, cast.manager)
    with (
        as_landlord(cast.landlord.id),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        rows = Complaint.objects.filter(landlord=cast.landlord)
        assert not list(seen_by(rows, cast.head.id))
        assert list(seen_by(rows, cast.officer.id))
        assert list(seen_by(rows, None))
    assert len([one for one in asked if "complaints_complaint" in one["sql"]]) == 3


# The pages


def case_addresses() -> list[tuple[str, dict[str, Any]]]:
    """Every address of one case below the landlord's staff."""
    return [
        (one.name, dict.fromkeys(one.parts))
        for one in every_address()
        if "reference" in one.parts and "staff/" in one.pattern
    ]


NO = "01900000-0000-7000-8000-000000000000"


def filled(name: str, parts: dict[str, Any], complaint: Complaint) -> str:
    given: dict[str, Any] = dict.fromkeys(parts, NO)
    for number in ("stage", "number", "size"):
        if number in given:
            given[number] = 1
    known = {
        "landlord": complaint.landlord.code,
        "language": "en",
        "reference": complaint.reference,
        "kind": "x",
    }
    return reverse(name, kwargs={part: known.get(part, value) for part, value in given.items()})


def test_every_page_of_the_case_is_not_found_by_get_and_by_post_for_the_whole_line(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    answered(cast, complaint)
    restricted(cast, complaint, cast.manager)
    addresses = case_addresses()
    assert len(addresses) > 25
    for person in (cast.manager, cast.head, cast.other_manager):
        with at_desk(person, DAY) as client:
            for name, parts in addresses:
                address = filled(name, parts, complaint)
                assert client.get(address).status_code in {404, 405}, name
                assert client.post(address).status_code in {404, 405}, name
                assert client.get(address).status_code == 404 or client.post(address).status_code == 404, name
    with as_landlord(cast.landlord.id):
        looked = AccessEntry.objects.filter(subject_id=complaint.id).values_list("person_id", flat=True)
        assert not set(looked) & {cast.manager.id, cast.head.id, cast.other_manager.id}


def test_a_case_that_one_is_shut_out_of_reads_like_one_that_does_not_exist(cast: Cast) -> None:
    complaint = received(cast)
    restricted(cast, complaint, cast.manager)
    with at_desk(cast.head, DAY) as client:
        there, nowhere = (
            client.get(case(complaint)),
            client.get(case(complaint).replace(complaint.reference, "ZZZZ9999")),
        )
        # A link may hold the address that was asked for; nothing else may tell one from the other.
        typed = (complaint.reference.encode(), b"ZZZZ9999")
        assert (there.status_code, there.content.replace(*typed)) == (nowhere.status_code, nowhere.content)


def test_lists_counts_and_searches_leave_it_out(cast: Cast) -> None:
    complaint = received(cast, name="Tamsin Unmistakable")
    acknowledged(cast, complaint)
    with as_landlord(cast.landlord.id):
        actions.open_hazard(cast.landlord, complaint=complaint, danger="yes", by=By.resident(), at=AT)
    before = _counts(cast, cast.head)
    restricted(cast, complaint, cast.manager)
    for person in (cast.manager, cast.head):
        with at_desk(person, DAY) as client:
            for rest in (
                "staff/?show=all",
                "staff/?show=mine",
                "staff/?show=unallocated",
                "staff/?show=stage-2",
                "staff/search/?q=Unmistak",
                f"staff/search/?q={complaint.reference}",
                "staff/team/",
            ):
                shown = page(client, f"/meadowbank/en/{rest}")
                shown = re.sub(r'<input[^>]*name="q"[^>]*>|<bdi[^>]*>[^<]*</bdi>', "", shown)
                assert f"staff/complaints/{complaint.reference}/" not in shown, rest
                assert "Unmistakable" not in shown, rest
                assert "hazards/" not in shown, rest
    assert before["open"] == 1
    assert _counts(cast, cast.head) == {"open": 0, "all": 0, "dangers": 0, "in_hand": 0}
    assert _counts(cast, cast.officer) == {"open": 1, "all": 1, "dangers": 1, "in_hand": 0}


def _counts(cast: Cast, person: Person) -> dict[str, int]:
    with as_landlord(cast.landlord.id, person_id=person.id):
        rows = queries.queue(cast.landlord, Show.ALL, person.id, AT.date())
        return {
            "open": sum(queries.urgency_counts(rows, date(2026, 11, 24)).values()),
            "all": Complaint.objects.count(),
            "dangers": len(queries.open_hazards(cast.landlord)),
            "in_hand": sum(
                one.open_cases for one in queries.people_who_answer(cast.landlord, date(2026, 11, 24))
            ),
        }


def test_a_hazard_of_the_case_is_not_found(cast: Cast) -> None:
    complaint = received(cast)
    with as_landlord(cast.landlord.id):
        hazard = actions.open_hazard(
            cast.landlord, complaint=complaint, danger="yes", by=By.resident(), at=AT
        )
    restricted(cast, complaint, cast.manager)
    for person, status in ((cast.officer, 200), (cast.head, 404)):
        with at_desk(person, DAY) as client:
            page(client, f"/meadowbank/en/staff/hazards/{hazard.id}/", status)


def test_the_residents_own_way_in_is_closed_to_a_person_who_is_signed_in_and_shut_out(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        made = actions.raise_complaint(
            cast.landlord, actions.Told(words="W", name="N"), by=By.resident(), at=AT
        )
    restricted(cast, made.complaint, cast.manager)
    address = f"/meadowbank/en/your-complaint/{made.complaint.reference}/"
    for person, status in ((cast.manager, 404), (None, 200)):
        with at_desk(cast.manager, DAY) as client:
            browser = client if person else Client()
            browser.get(f"/meadowbank/en/link/{made.link_token}/")
            page(browser, address, status)


def test_the_pages_restrict_and_lift_and_tell_those_who_may_know(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.officer, DAY) as client:
        lacking = client.post(case(complaint, "people/restrict/"), {}).content.decode()
        assert "Enter why this person must not open the case" in lacking
        sent(
            client,
            case(complaint, "people/restrict/"),
            person=cast.manager.id,
            kind="complained_of",
            reason="He is complained of.",
        )
        shown = page(client, case(complaint, "people/"))
        assert "He is complained of." in shown
        assert cast.head.name in shown
        assert "cannot open this case" in page(client, case(complaint, "allocate/1/"))
        lifting = re.search(r'href="([^"]+/lift/)"', shown)
        assert lifting
        sent(client, lifting.group(1), because="It was a colleague of the same name.")
        assert "Everybody whose role opens cases" in page(client, case(complaint, "people/"))
    with at_desk(cast.front_line, DAY) as client:
        assert "He is complained of." not in page(client, case(complaint, "people/"))


def test_an_officer_who_names_herself_is_led_away_from_the_case(cast: Cast) -> None:
    complaint = received(cast)
    accounts.report_to(cast.officer, cast.landlord, None, by=By.system(), at=AT)
    with at_desk(cast.officer, DAY) as client:
        answer = sent(
            client,
            case(complaint, "people/restrict/"),
            person=cast.officer.id,
            kind="conflict",
            reason="My neighbour.",
        )
        assert answer.headers["Location"] == "/meadowbank/en/staff/"
        page(client, case(complaint), 404)
    with at_desk(cast.head, DAY) as client:
        page(client, case(complaint))


# Who has looked


def test_each_page_of_a_case_writes_one_entry(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)

    def entries() -> int:
        with as_landlord(cast.landlord.id):
            return AccessEntry.objects.filter(subject_kind="complaint", subject_id=complaint.id).count()

    with at_desk(cast.officer, DAY) as client:
        opened = 0
        for name, parts in case_addresses():
            before = entries()
            answer = client.get(filled(name, parts, complaint))
            if answer.status_code == 200:
                opened += 1
                assert entries() == before + 1, name
    assert opened > 10


def test_who_has_looked_is_shown_by_day_to_those_who_oversee(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    answered(cast, complaint)
    with as_landlord(cast.landlord.id):
        letter = Letter.objects.filter(landlord=cast.landlord).first()
    assert letter is not None
    with at_desk(cast.leader, "2026-11-23") as client:
        page(client, case(complaint))
        page(client, case(complaint))
        assert client.get(case(complaint, f"letters/{letter.id}/pdf/")).status_code == 200
        page(client, case(complaint, "who-has-looked/"), 404)
    with at_desk(cast.member, DAY) as client:
        shown = re.sub(r"\s+", " ", page(client, case(complaint, "who-has-looked/")))
        assert "Leah Leader, Team leader" in shown
        assert "3 pages, 1 copy taken" in shown
        with CaptureQueriesContext(connection) as asked:
            page(client, case(complaint, "who-has-looked/"))
        assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 14


@pytest.mark.parametrize("everybody", [False, True])
def test_a_resident_reads_roles_and_the_names_of_those_who_dealt_with_the_case(
    cast: Cast, everybody: bool
) -> None:
    with as_landlord(cast.landlord.id):
        made = actions.raise_complaint(
            cast.landlord, actions.Told(words="W", name="N"), by=By.resident(), at=moment("2026-11-03")
        )
    acknowledged(cast, made.complaint)
    if everybody:
        cast.landlord.policy = {"names_who_looked": True}
        cast.landlord.save(update_fields=["policy"])
    for person in (cast.leader, cast.manager):
        with at_desk(person, "2026-11-23") as client:
            page(client, case(made.complaint))
    with at_desk(cast.member, DAY):
        browser = Client()
        browser.get(f"/meadowbank/en/link/{made.link_token}/")
        shown = page(browser, f"/meadowbank/en/your-complaint/{made.complaint.reference}/who-has-looked/")
    assert "Martin Manager, Housing manager" in shown
    assert "Team leader" in shown
    assert ("Leah Leader" in shown) is everybody
    assert "You, or somebody with your keys" in shown
