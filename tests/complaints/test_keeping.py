"""A person's data: holds, removal by two people that keeps counts and chain, and all that is held in one download."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from putright.accounts.actions import change_landlord
from putright.accounts.links import make_link
from putright.complaints import actions
from putright.complaints.actions import Told, plan_promise
from putright.complaints.conflicts.actions import restrict
from putright.complaints.correspondence.actions import write_message, write_note
from putright.complaints.evidence.actions import (
    Question,
    Upload,
    add_file,
    add_file_by_link,
    ask_evidence,
)
from putright.complaints.groups.actions import Household, form_group
from putright.complaints.hazards.actions import classify_hazard, record_attempt
from putright.complaints.intake.actions import (
    Came,
    Danger,
    answer_request,
    become_complaint,
    finish_request,
    review_request,
    write_down_request,
)
from putright.complaints.keeping import queries
from putright.complaints.keeping.actions import (
    answer_what_is_held,
    ask_what_is_held,
    decide_removal,
    forget_dangers,
    hold,
    propose_removal,
    release,
)
from putright.complaints.keeping.held import BY_WAY_OF, LEFT_OUT, THEIRS, held, tables
from putright.complaints.keeping.resident_words import TITLES
from putright.complaints.models import (
    CaseFile,
    Complaint,
    DataQuestion,
    Finding,
    Hazard,
    Hold,
    Promise,
    Removal,
)
from putright.complaints.needs.actions import record_need, report_reprisal
from putright.complaints.news.actions import reopen
from putright.complaints.tending import STEPS
from putright.record import verify
from putright.record.chain import By, timeline
from putright.record.models import AccessEntry, Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.hazards import Ending, HazardKind, Seriousness
from putright.ui import words
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk
from tests.complaints.resident import on
from tests.record.tenant_tables import tenant_tables
from tests.record.test_tenant_tables import OUTSIDE

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()
MARK = "Quibblesworth"


@pytest.fixture
def complaint(cast: Cast) -> Iterator[Complaint]:
    """A case in which the mark stands wherever a person could write it."""
    with as_landlord(cast.landlord.id):
        told = Told(
            words=f"{MARK} leaks",
            more_points=(MARK,),
            wanted_other=MARK,
            name=MARK,
            called=MARK,
            address=MARK,
            phone="07700 900 123",
            email=f"{MARK}@resident.example",
            contact_ways=("email",),
            safe_times=MARK,
        )
        made = actions.raise_complaint(
            cast.landlord, told, by=RESIDENT, at=moment(date(2019, 5, 6))
        ).complaint
        record_need(made, kind="other", words=MARK, by=RESIDENT, at=AT)
        report_reprisal(made, words=MARK, by=RESIDENT, at=AT)
        actions.record_contact(
            made,
            on=DAY,
            channel="phone",
            outgoing=True,
            who=MARK,
            summary=MARK,
            by=cast.by(cast.officer),
            at=AT,
        )
        actions.open_hazard(
            cast.landlord, complaint=made, danger="yes", words=MARK, phone="07700", by=RESIDENT, at=AT
        )
        yield made


def ended(complaint: Complaint, on: date = date(2019, 6, 3)) -> Complaint:
    actions.withdraw(complaint, reasons=MARK, by=RESIDENT, at=AT)
    Complaint.objects.filter(id=complaint.id).update(withdrawn_on=on)
    Hazard.objects.filter(complaint=complaint, closed_at=None).update(closed_at=AT)
    complaint.refresh_from_db()
    return complaint


def test_what_was_kept_long_enough_is_listed_unless_it_is_held(cast: Cast, complaint: Complaint) -> None:
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()
    ended(complaint)
    assert list(queries.kept_long_enough(cast.landlord, DAY)) == [complaint]
    assert not queries.kept_long_enough(cast.landlord, date(2025, 6, 2)).exists()
    held_back = hold(complaint, reasons=f"A claim by {MARK}", by=cast.by(cast.head), at=AT)
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()
    release(held_back, by=cast.by(cast.officer), at=AT)
    change_landlord("meadowbank", {"policy": {"keep_years": ["complaint:10"]}}, by=By.system(), at=AT)
    cast.landlord.refresh_from_db()
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()


def test_one_person_proposes_and_another_decides(cast: Cast, complaint: Complaint) -> None:
    ended(complaint)
    [removal] = propose_removal(cast.landlord, [complaint], why="retention", by=cast.by(cast.admin), at=AT)
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()
    with pytest.raises(Refused, match="removal_by_one_person"):
        decide_removal(removal, approve=True, by=cast.by(cast.admin), at=AT)
    assert list(queries.to_decide(cast.landlord, cast.head, DAY)) == [removal]
    assert not queries.to_decide(cast.landlord, cast.admin, DAY).exists()
    placed = hold(complaint, reasons="A claim", by=cast.by(cast.head), at=AT)
    with pytest.raises(Refused, match="case_on_hold"):
        decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    release(placed, by=cast.by(cast.head), at=AT)
    decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    removal.refresh_from_db()
    assert (removal.done_on, removal.decided_by) == (DAY, cast.head)
    with pytest.raises(Refused, match="removal_decided"):
        decide_removal(removal, approve=False, by=cast.by(cast.head), at=AT)


def test_nothing_of_the_person_is_left_anywhere_and_the_chain_holds(cast: Cast, complaint: Complaint) -> None:
    hold_then = hold(complaint, reasons=MARK, by=cast.by(cast.head), at=AT)
    release(hold_then, by=cast.by(cast.head), at=AT)
    ended(complaint)
    number = len(timeline(cast.landlord.id, ("complaint", complaint.id)))
    [removal] = propose_removal(cast.landlord, [complaint], why="request", by=cast.by(cast.officer), at=AT)
    decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    with connection.cursor() as cursor:
        for table in sorted(tenant_tables(OUTSIDE)):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE %s", [f"%{MARK}%"])
            assert cursor.fetchone()[0] == 0, f"{table} still says who it was"
    complaint.refresh_from_db()
    assert complaint.state == "withdrawn" and complaint.reference
    assert len(timeline(cast.landlord.id, ("complaint", complaint.id))) > number
    report = verify.verify_landlord(cast.landlord.id)
    assert not report.problems and report.blanked


def test_an_open_case_is_not_removed(cast: Cast, complaint: Complaint) -> None:
    with pytest.raises(Refused, match="case_not_ended"):
        propose_removal(cast.landlord, [complaint], why="request", by=cast.by(cast.officer), at=AT)
    assert not Removal.objects.exists()


def test_a_request_that_never_became_a_complaint_is_removed_by_two_people_too(cast: Cast) -> None:
    by = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        told = Told(
            words=MARK, our_words=MARK, name=MARK, address=MARK, phone="07700", email=f"{MARK}@home.example"
        )
        asked: Any = {"danger": Danger("yes", words=MARK), "came": Came(link=MARK), "by": by}
        then = moment(date(2020, 5, 6))
        request = write_down_request(
            cast.landlord, "k", told, channel="phone", received_on=date(2020, 5, 6), **asked, at=then
        )
        answer_request(request, MARK, by=by, at=then)
        review_request(request, MARK, by=by, at=then)

        def proposed() -> Removal:
            [made] = propose_removal(cast.landlord, [request], why="retention", by=by, at=AT)
            return made

        with pytest.raises(Refused, match="request_not_removable"):
            proposed()
        finish_request(request, on=date(2020, 6, 3), done=MARK, by=by, at=moment(date(2020, 6, 3)))
        with pytest.raises(Refused, match="request_not_removable"):
            proposed()  # somebody may still be in danger
        Hazard.objects.update(closed_at=AT, outcome=MARK)
        assert list(queries.requests_kept_long_enough(cast.landlord, date(2023, 6, 2))) == []
        assert list(queries.requests_kept_long_enough(cast.landlord, date(2023, 6, 3))) == [request]
    with at_desk(cast.admin, "2026-11-10") as client:
        page = client.get("/meadowbank/en/staff/keeping/").content.decode()
        assert "Service request" in page and MARK not in page
    with at_desk(cast.officer, "2026-11-10") as client:
        page = "/meadowbank/en/staff/keeping/"
        assert MARK in client.get(page).content.decode()
        assert client.post(page, {"cases": [str(request.id)]}).status_code == 302
    with as_landlord(cast.landlord.id):
        removal = Removal.objects.get()
        assert not queries.requests_kept_long_enough(cast.landlord, DAY).exists()
        with pytest.raises(Refused, match="removal_proposed_already"):
            proposed()
        with pytest.raises(Refused, match="removal_by_one_person"):
            decide_removal(removal, approve=True, by=by, at=AT)
    with at_desk(cast.admin, "2026-11-10") as client:
        page = f"/meadowbank/en/staff/keeping/{removal.id}/"
        assert MARK not in client.get(page).content.decode()
        assert client.post(page, {"decision": "remove"}).status_code == 302
    with as_landlord(cast.landlord.id), connection.cursor() as cursor:
        for table in sorted(tenant_tables(OUTSIDE)):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text ILIKE %s", [f"%{MARK}%"])
            assert cursor.fetchone()[0] == 0, f"{table} still says who it was"
        for again in (
            lambda: review_request(request, "R", by=by, at=AT),
            lambda: become_complaint(request, by=by, at=AT),
        ):
            with pytest.raises(Refused, match="request_removed"):
                again()
        report = verify.verify_landlord(cast.landlord.id)
        assert not report.problems and report.blanked


# What is held


def test_every_table_of_a_case_is_in_the_answer_or_left_out_with_a_reason() -> None:
    from django.apps import apps

    there = {model.__name__ for model in tables()} | set(LEFT_OUT) | set(BY_WAY_OF)
    pointing = {
        model.__name__
        for model in apps.get_app_config("complaints").get_models()
        if any(
            field.name == "complaint" and field.is_relation and not field.auto_created
            for field in model._meta.get_fields()
        )
    }
    assert pointing <= there
    assert {"Need", "Reprisal", "Contact", "Letter", "Point"} <= there


def test_the_answer_holds_all_that_is_kept_and_no_secret(cast: Cast, complaint: Complaint) -> None:
    by = cast.by(cast.officer)
    actions.define(complaint, points=["It leaks", "Cold"], outcomes="", outside="", by=by, at=AT)
    actions.acknowledge(complaint, 1, by=by, at=AT)
    complaint.refresh_from_db()
    with zipfile.ZipFile(held([complaint], AT)) as archive:
        names = archive.namelist()
        text = archive.read("what-we-hold.json").decode()
        page = archive.read("read-me-first.html").decode()
        assert any(archive.read(name).startswith(b"%PDF") for name in names if name.endswith(".pdf"))
    told = json.loads(text)[0]["sections"]
    assert {"complaint", "contacts", "needs", "letters", "record"} <= set(told)
    assert text.count(MARK) > 8 and MARK in page
    assert complaint.passphrase not in text and '"passphrase"' not in text


def read(made: IO[bytes]) -> tuple[str, list[bytes]]:
    """The words of an answer, and the bytes of its files."""
    with zipfile.ZipFile(made) as archive:
        names = archive.namelist()
        data = next(one for one in names if one.endswith(".json"))
        text = archive.read(data).decode() + archive.read("read-me-first.html").decode()
        return text, [archive.read(name) for name in names if "/" in name]


def test_what_a_resident_takes_themselves_holds_nothing_of_others_and_nothing_unfinished(
    cast: Cast, complaint: Complaint
) -> None:
    by = cast.by(cast.officer)
    kept = read(held([complaint], AT, by_themselves=True))[0]
    assert MARK in kept and "reprisals" in kept
    secret = "Zanzibar"
    restrict(complaint, cast.other_manager, kind="conflict", reason=secret, by=by, at=AT)
    write_note(complaint, secret, by=by, at=AT)
    hold(complaint, reasons=secret, by=cast.by(cast.head), at=AT)
    households = [
        Household(name=secret, address=f"{secret} {number}", email="z@zanzibar.example") for number in "12"
    ]
    form_group(complaint, name="Lift", place="", households=households, how="paper", by=by, at=AT)
    asked = Question(email="zanzibar@contractor.example", question=secret, due_on=DAY + timedelta(days=9))
    request = ask_evidence(complaint, asked, by=by, at=AT)
    plan_promise(
        complaint, 1, action=secret, due_on=DAY + timedelta(days=9), owner=cast.manager, by=by, at=AT
    )
    point = complaint.points.get(number=1)
    Finding.objects.create(
        landlord=cast.landlord, complaint=complaint, point=point, stage=1, finding="agree", facts=secret
    )
    theirs = add_file_by_link(request, Upload.of("zanzibar.pdf", b"%PDF-1.4 ours"), by=By.link(), at=AT)
    mine = add_file(complaint, Upload.of("mine.pdf", b"%PDF-1.4 mine"), by=RESIDENT, at=AT)
    CaseFile.objects.update(check_state="clean")
    text, files = read(held([complaint], AT, by_themselves=True))
    assert secret.lower() not in text.lower() and "/evidence/" not in text
    assert files == [b"%PDF-1.4 mine"]
    share = {"let_see_at": AT, "redacted": mine.original_id}
    CaseFile.objects.filter(id=theirs.id).update(**share)
    assert b"%PDF-1.4 ours" not in read(held([complaint], AT, by_themselves=True))[1]
    CaseFile.objects.update(check_state="infected")
    assert not read(held([complaint], AT, by_themselves=True))[1]


def test_what_staff_make_holds_no_reprisal_no_restriction_and_no_link(
    cast: Cast, complaint: Complaint
) -> None:
    by = cast.by(cast.officer)
    report_reprisal(complaint, words="Threatened at the door", by=RESIDENT, at=AT)
    restrict(complaint, cast.other_manager, kind="conflict", reason="Zanzibar", by=by, at=AT)
    hold(complaint, reasons="Zanzibar", by=by, at=AT)
    ask_evidence(
        complaint, Question("c@contractor.example", "Was it you?", DAY + timedelta(days=9)), by=by, at=AT
    )
    file = add_file(complaint, Upload.of("mine.pdf", b"%PDF-1.4 mine"), by=RESIDENT, at=AT)
    CaseFile.objects.update(check_state="clean", redacted=None)
    text, files = read(held([complaint], AT))
    assert "Was it you?" in text and files == [b"%PDF-1.4 mine"]
    for never in ("Threatened at the door", "reprisal", "Zanzibar", str(cast.other_manager.id), "/en/link/"):
        assert never not in text, never
    assert "/evidence/" not in text and cast.other_manager.email not in text
    CaseFile.objects.filter(id=file.id).update(check_state="waiting")
    assert not read(held([complaint], AT))[1]


def test_a_question_is_answered_within_a_month_over_the_persons_cases(
    cast: Cast, complaint: Complaint
) -> None:
    told = Told(words="Another", email=f"{MARK}@RESIDENT.example", name=MARK)
    other = actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=AT).complaint
    actions.raise_complaint(cast.landlord, Told(words="A neighbour's"), by=RESIDENT, at=AT)
    question = ask_what_is_held(complaint, by=RESIDENT, at=AT)
    assert ask_what_is_held(complaint, by=RESIDENT, at=AT) == question
    assert question.due_on == date(2026, 12, 9)
    assert list(queries.cases_of_the_same_person(complaint)) == [other]
    assert list(queries.questions(cast.landlord, cast.officer, DAY)) == [question]
    with at_desk(cast.officer, "2026-11-10") as client:
        address = f"/meadowbank/en/staff/complaints/{complaint.reference}/kept/asked/{question.id}/"
        assert client.get(address).status_code == 200
        answer = client.post(address, {"cases": [str(other.id)]})
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
            told_of = {one["reference"] for one in json.loads(archive.read("what-we-hold.json"))}
    assert told_of == {complaint.reference, other.reference}
    assert DataQuestion.objects.get().answered_on == date(2026, 11, 10)
    taken = AccessEntry.objects.filter(what="data_export").values_list("subject_id", flat=True)
    assert set(taken) == {complaint.id, other.id}
    answer_what_is_held(question, cases=[complaint], by=cast.by(cast.officer), at=AT + timedelta(days=1))
    assert not queries.questions(cast.landlord, cast.officer, DAY).exists()


def test_a_hold_needs_a_reason_and_stands_once(cast: Cast, complaint: Complaint) -> None:
    with pytest.raises(Refused, match="hold_without_reasons"):
        hold(complaint, reasons=" ", by=cast.by(cast.head), at=AT)
    hold(complaint, reasons="A claim", by=cast.by(cast.head), at=AT)
    with pytest.raises(Refused, match="on_hold_already"):
        hold(complaint, reasons="Another", by=cast.by(cast.head), at=AT)
    assert Hold.objects.count() == 1


def test_a_residents_own_copy_says_what_it_is_in_their_language(cast: Cast, complaint: Complaint) -> None:
    with translation.override("ur"), zipfile.ZipFile(held([complaint], AT, by_themselves=True)) as archive:
        assert "my-details.json" in archive.namelist()
        page = archive.read("read-me-first.html").decode()
    assert '<html lang="ur" dir="rtl">' in page
    assert "everything we hold" not in page.lower()
    assert '<dt lang="en" dir="ltr">' in page
    for name in THEIRS:
        assert name in TITLES, f"{name} has no title for residents in keeping.held.TITLES"


def test_a_resident_asks_for_everything_on_their_own_page_once(cast: Cast, complaint: Complaint) -> None:
    client = Client()
    with on("2026-11-10"):
        token = make_link(cast.landlord, complaint.id, at=AT)
        assert client.get(f"/meadowbank/en/link/{token}/").status_code == 302
        address = f"/meadowbank/en/your-complaint/{complaint.reference}/what-we-hold/"
        assert "You can ask for everything" in client.get(address).content.decode()
        for _twice in range(2):
            assert client.post(address).status_code == 302
        page = client.get(address).content.decode()
    assert "We will answer by" in page and "10 December 2026" in page and "Ask for everything" not in page
    assert DataQuestion.objects.get().asked_on == date(2026, 11, 10)


def removed(cast: Cast, complaint: Complaint) -> Complaint:
    ended(complaint)
    [removal] = propose_removal(cast.landlord, [complaint], why="request", by=cast.by(cast.officer), at=AT)
    decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    complaint.refresh_from_db()
    return complaint


@pytest.mark.parametrize(
    "act",
    [
        lambda c, by: actions.record_contact(
            c, on=DAY, channel="phone", outgoing=False, who="W", summary="S", by=by, at=AT
        ),
        lambda c, by: write_message(c, "T", by=by, at=AT),
        lambda c, by: write_note(c, "T", by=by, at=AT),
        lambda c, by: add_file(c, Upload.of("mine.pdf", b"%PDF-1.4 mine"), by=by, at=AT),
        lambda c, by: actions.renew_access(c, by=by, at=AT),
        lambda c, by: hold(c, reasons="R", by=by, at=AT),
    ],
    ids=["contact", "message", "note", "file", "keys", "hold"],
)
def test_nothing_gathers_again_on_a_case_whose_details_were_removed(
    cast: Cast, complaint: Complaint, act: Any
) -> None:
    gone = removed(cast, complaint)
    before = len(timeline(cast.landlord.id, ("complaint", gone.id)))
    with pytest.raises(Refused) as refused:
        act(gone, cast.by(cast.officer))
    assert refused.value.code == "case_blanked"
    assert "were removed on Monday 9 November 2026" in words.refusal(refused.value)
    assert len(timeline(cast.landlord.id, ("complaint", gone.id))) == before


def test_a_closed_case_whose_details_were_removed_is_not_opened_again(
    cast: Cast, complaint: Complaint
) -> None:
    gone = removed(cast, complaint)
    Complaint.objects.filter(id=gone.id).update(withdrawn_on=None, closed_on=DAY, state="closed")
    gone.refresh_from_db()
    with pytest.raises(Refused, match="case_blanked"):
        reopen(gone, why="W", by=cast.by(cast.officer), at=AT)


def test_a_promise_or_a_danger_that_is_open_stops_the_removal(cast: Cast, complaint: Complaint) -> None:
    by = cast.by(cast.officer)
    promised = Promise.objects.create(
        landlord=cast.landlord,
        complaint=complaint,
        stage=1,
        action="A",
        due_on=date(2026, 11, 20),
        promised_on=DAY,
    )
    ended(complaint)
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()
    with pytest.raises(Refused, match="removal_promise_open") as refused:
        propose_removal(cast.landlord, [complaint], why="request", by=by, at=AT)
    assert "Friday 20 November 2026" in words.refusal(refused.value)
    Promise.objects.filter(id=promised.id).update(done_on=DAY)
    [removal] = propose_removal(cast.landlord, [complaint], why="request", by=by, at=AT)
    # What turns up between the proposal and the decision stops it too.
    danger = actions.open_hazard(
        cast.landlord, complaint=complaint, danger="yes", by=by, at=AT, words="Gas", what=["gas"]
    )
    assert not queries.kept_long_enough(cast.landlord, DAY).exists()
    with pytest.raises(Refused, match="removal_danger_open"):
        decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    with pytest.raises(Refused, match="removal_danger_open"):
        actions.blank_personal_text(complaint, reason="retention", by=By.system(), at=AT)
    Hazard.objects.filter(id=danger.id).update(closed_at=AT)
    decide_removal(removal, approve=True, by=cast.by(cast.head), at=AT)
    complaint.refresh_from_db()
    assert complaint.blanked_at


def test_a_danger_whose_form_was_never_sent_is_forgotten_in_its_time(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):

        def told(**more: Any) -> Hazard:
            return actions.open_hazard(
                cast.landlord, danger="yes", by=RESIDENT, at=AT, words=MARK, phone="07700 900 123", **more
            )

        alone, still_open = told(), told()
        of_a_case = told(
            complaint=actions.raise_complaint(cast.landlord, Told(words="W"), by=RESIDENT, at=AT).complaint
        )
        for one in (alone, of_a_case):
            by = cast.by(cast.officer)
            classify_hazard(one, seriousness=Seriousness.OTHER, kind=HazardKind.OTHER, why=MARK, by=by, at=AT)
            record_attempt(one, when=AT, how="call", reached=True, summary=MARK, by=by, at=AT)
            actions.close_hazard(one, MARK, ending=Ending.NO_DANGER, by=by, at=AT)
        assert forget_dangers(cast.landlord.id, AT + timedelta(days=3 * 365 - 2)) == 0
        later = AT + timedelta(days=3 * 366)
        assert forget_dangers(cast.landlord.id, later) == 1
        assert forget_dangers(cast.landlord.id, later) == 0
        rows = {one.id: one for one in Hazard.objects.all()}
        assert rows[alone.id].blanked_at == later
        assert not rows[alone.id].words and not rows[alone.id].phone and not rows[alone.id].outcome
        assert rows[of_a_case.id].words == rows[still_open.id].words == MARK
        assert not any(one.personal for one in timeline(cast.landlord.id, ("hazard", alone.id)))
        assert MARK not in str(list(Message.objects.filter(about_id=alone.id).values_list("text", "to")))
        assert not verify.verify_landlord(cast.landlord.id).problems
        assert dict(STEPS)["dangers forgotten"] is forget_dangers
