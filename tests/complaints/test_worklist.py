"""Sharing out the work: absences, many cases at once, kept searches, and figures that never drift from the cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from putright.accounts.models import Role
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.learning.actions import Lesson, record_learning
from putright.complaints.models import Absence, Complaint, SavedSearch, Tally
from putright.complaints.queries import mine, with_facts
from putright.complaints.worklist import queries, tally
from putright.complaints.worklist.actions import (
    BULK_LIMIT,
    allocate_many,
    end_absence,
    note_absence,
    remove_search,
    save_search,
)
from putright.complaints.worklist.asks import found
from putright.complaints.worklist.notices import tell_searches
from putright.complaints.worklist.queries import Waiting, counted
from putright.record.chain import By, timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, make_landlord, moment
from tests.complaints.desk import at_desk

DAY = date(2026, 11, 9)
AT = moment(DAY)
RESIDENT = By.resident()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with as_landlord(cast.landlord.id), letters.in_this_process():
        yield cast


def received(cast: Cast, day: date = DAY - timedelta(days=4), words: str = "It leaks.") -> Complaint:
    return actions.raise_complaint(cast.landlord, Told(words=words), by=RESIDENT, at=moment(day)).complaint


def answered(cast: Cast, complaint: Complaint, day: date = DAY) -> None:
    officer, manager, at = cast.by(cast.officer), cast.by(cast.manager), moment(day)
    actions.define(complaint, points=["It leaks"], outcomes="Mend it", outside="", by=officer, at=at)
    actions.acknowledge(complaint, 1, by=officer, at=at)
    actions.allocate(complaint, cast.manager, stage=1, by=officer, at=at)
    for point in complaint.points.all():
        draft = FindingDraft("agree", "F", "R", "", "We mend it")
        actions.record_finding(complaint, point, 1, draft, by=manager, at=at)
    actions.answer(complaint, 1, by=manager, at=at)


def close(cast: Cast, complaint: Complaint) -> None:
    lesson = Lesson(nothing_because="A single slip, put right at once.")
    record_learning(complaint, lesson, by=cast.by(cast.manager), at=AT)
    actions.close(complaint, by=cast.by(cast.officer), at=AT)


def counters(cast: Cast) -> Counter[tuple[date, str]]:
    return Counter(
        {
            (one.month, one.measure): one.number
            for one in Tally.objects.filter(landlord=cast.landlord)
            if one.number
        }
    )


def counted_anew(cast: Cast) -> Counter[tuple[date, str]]:
    """The counters as they follow from the cases alone."""
    found: Counter[tuple[date, str]] = Counter()
    for one in with_facts(Complaint.objects.filter(landlord=cast.landlord)):
        entry = tally.entry(one, DAY)
        for measure in entry["measures"] if entry else ():
            found[date.fromisoformat(entry["month"]), measure] += 1  # type: ignore[index]
    return found


# Absence


def test_who_covers_sees_the_cases_of_whoever_is_away(cast: Cast) -> None:
    complaint = received(cast)
    answered(cast, complaint)
    absent = note_absence(
        cast.landlord,
        cast.manager,
        from_on=DAY,
        until_on=DAY + timedelta(days=7),
        cover=cast.other_manager,
        by=cast.by(cast.leader),
        at=AT,
    )
    theirs = Complaint.objects.filter(mine(cast.landlord, cast.other_manager.id, DAY))
    assert list(theirs) == [complaint]
    assert not Complaint.objects.filter(
        mine(cast.landlord, cast.other_manager.id, DAY + timedelta(days=8))
    ).exists()
    assert queries.away(cast.landlord, DAY) == {cast.manager.id: absent}
    end_absence(absent, by=cast.by(cast.manager), at=moment(DAY + timedelta(days=2)))
    assert not queries.away(cast.landlord, DAY + timedelta(days=2))
    assert queries.away(cast.landlord, DAY + timedelta(days=1))


def test_an_absence_that_had_not_begun_is_taken_out(cast: Cast) -> None:
    by = cast.by(cast.manager)
    later = DAY + timedelta(days=3)
    absent = note_absence(cast.landlord, cast.manager, from_on=later, until_on=None, cover=None, by=by, at=AT)
    end_absence(absent, by=by, at=AT)
    assert not Absence.objects.exists()
    noted = timeline(cast.landlord.id, ("landlord", cast.landlord.id))
    assert [one.kind.name for one in noted][-2:] == ["absence.noted", "absence.ended"]


@pytest.mark.parametrize(
    ("until", "cover", "code"),
    [
        (DAY - timedelta(days=1), "other_manager", "absence_ends_before_it_begins"),
        (None, "manager", "absence_covered_by_oneself"),
        (None, "front_line", "cannot_answer"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(
    cast: Cast, until: date | None, cover: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        note_absence(
            cast.landlord,
            cast.manager,
            from_on=DAY,
            until_on=until,
            cover=getattr(cast, cover),
            by=cast.by(cast.officer),
            at=AT,
        )
    assert refused.value.code == code
    assert not Absence.objects.exists()


def test_absences_of_one_person_do_not_overlap(cast: Cast) -> None:
    more: Any = {"until_on": None, "cover": None, "by": cast.by(cast.officer), "at": AT}
    note_absence(cast.landlord, cast.manager, from_on=DAY, **more)
    with pytest.raises(Refused, match="absence_overlaps"):
        note_absence(cast.landlord, cast.manager, from_on=DAY + timedelta(days=30), **more)


# Many at once


def test_many_cases_go_to_one_person_and_those_that_may_not_stay(cast: Cast) -> None:
    fresh, at_stage_2 = received(cast), received(cast)
    answered(cast, at_stage_2)
    actions.escalate(at_stage_2, by=RESIDENT, at=AT)
    done = allocate_many(
        cast.landlord,
        [fresh.reference, at_stage_2.reference, fresh.reference, "NOTTHERE"],
        cast.manager,
        by=cast.by(cast.leader),
        at=AT,
    )
    became = {one.complaint.reference: one.refused.code if one.refused else "" for one in done}
    assert became == {fresh.reference: "", at_stage_2.reference: "considered_before"}
    fresh.refresh_from_db()
    at_stage_2.refresh_from_db()
    assert fresh.handler == cast.manager
    assert at_stage_2.reviewer is None
    kinds = [one.kind.name for one in timeline(cast.landlord.id, ("complaint", fresh.id))]
    assert kinds == ["complaint.received", "complaint.allocated"]


def test_nothing_chosen_or_too_many_is_refused(cast: Cast) -> None:
    by = cast.by(cast.officer)
    with pytest.raises(Refused, match="nothing_chosen"):
        allocate_many(cast.landlord, [], cast.manager, by=by, at=AT)
    with pytest.raises(Refused, match="too_many_chosen"):
        many = [f"R{number}" for number in range(BULK_LIMIT + 1)]
        allocate_many(cast.landlord, many, cast.manager, by=by, at=AT)


def test_cases_of_another_landlord_are_not_found(cast: Cast) -> None:
    with as_landlord(cast.other_landlord.id):
        told = Told(words="Elsewhere")
        elsewhere = actions.raise_complaint(cast.other_landlord, told, by=RESIDENT, at=AT).complaint
    assert not allocate_many(
        cast.landlord, [elsewhere.reference], cast.manager, by=cast.by(cast.officer), at=AT
    )


# Load and what waits


def test_load_counts_each_case_with_whom_it_is(cast: Cast) -> None:
    first, second = received(cast), received(cast, DAY - timedelta(days=40))
    for complaint in (first, second):
        actions.allocate(complaint, cast.manager, stage=1, by=cast.by(cast.officer), at=AT)
    received(cast)
    loads, nobody = queries.load(cast.landlord, DAY, Complaint.objects.all())
    assert (loads[0].person, loads[0].open, loads[0].overdue) == (cast.manager, 2, 1)
    assert nobody is not None and nobody.open == 1
    assert {one.person for one in loads} == {cast.officer, cast.manager, cast.other_manager, cast.head}


def test_what_waits_is_counted_in_one_statement_up_to_a_limit(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    for _number in range(3):
        received(cast)

    def rows(landlord: Any, person: Any, on: date) -> Any:
        return Complaint.objects.filter(landlord=landlord)

    kinds = [Waiting(code, code, "queue", (), rows) for code in ("a", "b", "c")]
    with django_assert_num_queries(1):
        assert [number for _kind, number in counted(cast.landlord, cast.officer, DAY, kinds)] == [3, 3, 3]
    assert counted(cast.landlord, cast.officer, DAY, []) == []


# Kept searches


def test_a_search_is_kept_replaced_and_removed_by_its_owner_alone(cast: Cast) -> None:
    newest = received(cast)
    more: Any = {"notify": True, "by": cast.by(cast.manager), "at": AT}
    save_search(cast.landlord, name="Leaks", asks={"q": "leak"}, **more)
    kept = save_search(cast.landlord, name=" Leaks ", asks={"q": "mould"}, **more)
    assert SavedSearch.objects.get() == kept
    assert (kept.asks, kept.told_to) == ({"q": "mould"}, newest.id)
    for name, asks, code in (("", {"q": "x"}, "search_without_name"), ("A", {}, "search_asks_nothing")):
        with pytest.raises(Refused, match=code):
            save_search(cast.landlord, name=name, asks=asks, **more)
    with pytest.raises(Refused, match="no_role_here"):
        remove_search(kept, by=cast.by(cast.officer), at=AT)
    remove_search(kept, by=cast.by(cast.manager), at=AT)
    assert not SavedSearch.objects.exists()


def test_a_search_is_narrowed_by_its_filters(cast: Cast) -> None:
    wet, cold = received(cast, words="The ceiling is wet"), received(cast, words="The bedroom is cold")
    old = received(cast, DAY - timedelta(days=60), words="The ceiling fell")
    actions.allocate(cold, cast.manager, stage=1, by=cast.by(cast.officer), at=AT)
    for asked, wanted in (
        ({"q": "ceiling"}, [wet, old]),
        ({"q": "ceiling", "standing": "overdue"}, [old]),
        ({"who": "nobody"}, [wet, old]),
        ({"who": str(cast.manager.id)}, [cold]),
        ({"since": (DAY - timedelta(days=10)).isoformat(), "until": DAY.isoformat()}, [cold, wet]),
        ({"standing": "ended"}, []),
        ({"standing": "of a year to come", "channel": "web"}, [cold, wet, old]),
    ):
        assert list(found(cast.landlord, asked, DAY)) == wanted, asked


def test_the_search_page_keeps_what_was_asked_and_says_what_is_wrong(cast: Cast) -> None:
    received(cast, words="The ceiling is wet")
    with at_desk(cast.manager, DAY.isoformat()) as client:
        page = client.get(
            "/meadowbank/en/staff/search/?q=ceiling&standing=open&since=tomorrow"
        ).content.decode()
        assert "1 case" in page
        assert "A day must be a real date" in page
        answer = client.post("/meadowbank/en/staff/searches/keep/?q=ceiling&standing=open", {"name": "Wet"})
        assert answer["Location"].endswith("/staff/search/?q=ceiling&standing=open")
        page = client.get("/meadowbank/en/staff/search/").content.decode()
        assert "?q=ceiling&amp;standing=open" in page
    with at_desk(cast.officer, DAY.isoformat()) as client:
        assert ">Wet<" not in client.get("/meadowbank/en/staff/search/").content.decode()


def test_a_kept_search_tells_of_new_cases_once_a_morning(cast: Cast) -> None:
    received(cast, words="The ceiling is wet")
    by = cast.by(cast.manager)
    save_search(cast.landlord, name="Wet", asks={"q": "ceiling"}, notify=True, by=by, at=AT)
    assert tell_searches(cast.landlord.id, AT) == 0
    received(cast, words="Another ceiling")
    received(cast, words="A wall")
    assert tell_searches(cast.landlord.id, moment(DAY, 5)) == 0
    assert tell_searches(cast.landlord.id, moment(date(2026, 11, 8))) == 0
    assert tell_searches(cast.landlord.id, AT) == 1
    assert tell_searches(cast.landlord.id, AT) == 0
    assert tell_searches(cast.landlord.id, moment(DAY + timedelta(days=1))) == 0
    [message] = Message.objects.filter(landlord_id=cast.landlord.id, to=cast.manager.email)
    assert message.subject == "New cases for your search: 1"
    assert "ceiling is" not in message.text and "q=ceiling" in message.text


def test_whoever_left_is_told_of_nothing(cast: Cast) -> None:
    by = cast.by(cast.manager)
    save_search(cast.landlord, name="Wet", asks={"q": "ceiling"}, notify=True, by=by, at=AT)
    received(cast, words="Another ceiling")
    # A role in which nobody searches cases is no role for this.
    Role.objects.filter(person=cast.manager).update(kind="landlord_admin")
    assert tell_searches(cast.landlord.id, AT) == 0
    with pytest.raises(Refused, match="no_role_here"):
        save_search(cast.landlord, name="Dry", asks={"q": "roof"}, notify=True, by=by, at=AT)
    Role.objects.filter(person=cast.manager).update(kind="housing_manager", ended_on=DAY)
    assert tell_searches(cast.landlord.id, AT) == 0


# Figures


def test_the_counters_follow_a_case_that_ends_opens_again_and_ends(cast: Cast) -> None:
    complaint = received(cast)
    answered(cast, complaint)
    assert not counters(cast)
    close(cast, complaint)
    november = date(2026, 11, 1)
    assert counters(cast) == {(november, "ended"): 1, (november, "stage1_in_time"): 1}
    actions.escalate(complaint, by=RESIDENT, at=AT)
    assert not counters(cast)
    assert counters(cast) == counted_anew(cast)
    actions.withdraw(complaint, by=RESIDENT, at=AT)
    assert counters(cast)[november, "withdrawn"] == 1
    assert counters(cast) == counted_anew(cast)


def test_what_a_bulk_run_left_uncounted_is_counted_once(cast: Cast) -> None:
    closed, taken_back = received(cast, DAY - timedelta(days=30)), received(cast)
    answered(cast, closed)
    close(cast, closed)
    actions.withdraw(taken_back, by=RESIDENT, at=AT)
    Complaint.objects.update(counted=None)
    Tally.objects.all().delete()
    assert tally.count_ended(cast.landlord.id, DAY, batch=1) == 2
    assert tally.count_ended(cast.landlord.id, DAY) == 0
    assert counters(cast) == counted_anew(cast)
    assert counters(cast)[date(2026, 11, 1), "stage1_late"] == 1
    assert counters(cast)[date(2026, 11, 1), "acknowledged_late"] == 1


def test_months_and_open_cases_are_told_apart(cast: Cast) -> None:
    closed, still_open = received(cast), received(cast, DAY - timedelta(days=60))
    answered(cast, closed)
    close(cast, closed)
    assert still_open.state == "received"
    now = queries.open_now(cast.landlord, DAY, Complaint.objects.all())
    assert (now.total, now.overdue, now.by_state) == (1, 1, {"received": 1})
    [month] = queries.months(cast.landlord, DAY)
    assert (month.ended, month.stage1["in_time"], month.stage2["late"]) == (1, 1, 0)
    assert queries.months(make_landlord("quiet", "Quiet Homes"), DAY) == []
