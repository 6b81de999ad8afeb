"""Cases that belong together: linked, joined into one without losing a word or a date, and taken apart again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from putright.complaints import actions, letters, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.linking.actions import join_case, link_cases, take_apart, unlink_cases
from putright.complaints.linking.cues import Cue, Seen, likeness, problems, share
from putright.complaints.linking.queries import alike, cases_of_home, link_between, links, repeats
from putright.complaints.models import Complaint, Hazard, Home, JoinedCase, OneOffHoliday, Point
from putright.complaints.points.actions import join_points, split_point
from putright.record.chain import By, timeline
from putright.record.ids import uuid7
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.stages import State
from tests.cast import Cast, make_cast, moment
from tests.complaints.outcomes import kinds_of, refused

RESIDENT = By.resident()
TOLD = Told(
    words="Water leaks through the bathroom ceiling whenever it rains.",
    more_points=("Nobody rang back.",),
    name="Tamsin Example",
    address="14 Sample Court",
    postcode="ZZ9 9ZZ",
    email="tamsin@resident.example",
    phone="07700 900 123",
)
DAY = "2026-11-09"


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with as_landlord(cast.landlord.id), letters.in_this_process():
        yield cast


def raised(cast: Cast, day: str = "2026-11-04", told: Told = TOLD) -> Complaint:
    return actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment(day)).complaint


def fresh(complaint: Complaint) -> Complaint:
    return queries.with_facts(Complaint.objects.filter(landlord=complaint.landlord)).get(id=complaint.id)


def joined(cast: Cast, later: Complaint, earlier: Complaint, day: str = DAY) -> JoinedCase:
    return join_case(
        later,
        earlier,
        whose="same_resident",
        reasons="Sent twice.",
        by=cast.by(cast.officer),
        at=moment(day),
    )


# What is alike


SEEN = Seen(
    uuid7(), date(2026, 11, 4), name="Tamsin Example", postcode="ZZ9 9ZZ", texts="The ceiling leaks badly."
)


@pytest.mark.parametrize(
    ("one", "other", "cue"),
    [
        ({"email": "A@x.example"}, {"email": "a@x.example"}, Cue.SAME_EMAIL),
        ({"phone": "07700 900123"}, {"phone": "+44 7700 900 123"}, Cue.SAME_PHONE),
        ({"name": "Tamsin  EXAMPLE"}, {"name": "tamsin example"}, Cue.SAME_NAME),
        (
            {"address": "14 Sample Court, Town", "postcode": "ZZ9 9ZZ"},
            {"address": "14, Sample Court", "postcode": "zz99zz"},
            Cue.SAME_POSTCODE,
        ),
        ({"texts": "The boiler is broken"}, {"texts": "No heating at all"}, Cue.SAME_PROBLEM),
        (
            {"texts": "bathroom ceiling leaking water"},
            {"texts": "water leaks, bathroom ceiling"},
            Cue.SAME_WORDS,
        ),
    ],
)
def test_each_cue_is_found(one: dict[str, str], other: dict[str, str], cue: Cue) -> None:
    empty = Seen(uuid7(), date(2026, 11, 4))
    found = likeness(replace(empty, **one), replace(empty, **other))  # type: ignore[arg-type]
    assert cue in found.cues
    assert cue not in likeness(replace(empty, **one), empty).cues  # type: ignore[arg-type]


def test_nothing_is_alike_where_nothing_is_known() -> None:
    empty = Seen(uuid7(), date(2026, 11, 4))
    found = likeness(empty, replace(empty, received_on=date(2020, 1, 1)))
    assert found.cues == () and not found.likely_duplicate and not found.same_resident


def test_words_in_common_and_kinds_of_problem() -> None:
    assert share("", "leak") == 0 and share("the leak leaks", "LEAKING leaked") == 1
    assert problems("Rats behind the bath and no heating.") == {"pests", "heating"}
    assert "pests" not in problems("The separate ratio of the rate")


def test_likely_duplicates_come_first_with_their_reasons_and_others_are_not_alike(cast: Cast) -> None:
    first = raised(cast)
    again = raised(cast, "2026-11-06", replace(TOLD, words="Rain leaks through the bathroom ceiling, water!"))
    other = raised(cast, "2026-11-06", replace(TOLD, words="My rent account is wrong.", more_points=()))
    raised(cast, told=Told(words="Something else.", name="Someone Else", postcode="ZZ1 1ZZ"))
    found = alike(fresh(first))
    assert [one.complaint.id for one in found] == [again.id, other.id]
    assert found[0].likeness.likely_duplicate and Cue.SAME_EMAIL in found[0].likeness.cues
    assert not found[1].likeness.likely_duplicate and found[1].likeness.same_resident


def test_the_statements_do_not_grow_with_the_cases(cast: Cast, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    first = raised(cast)
    for _number in range(3):
        raised(cast)
    complaint = fresh(first)
    with django_assert_num_queries(3):
        assert len(alike(complaint)) == 3
    for _number in range(5):
        raised(cast)
    complaint = fresh(first)
    with django_assert_num_queries(3):
        assert len(alike(complaint)) == 8


def test_a_problem_that_comes_again_at_a_home_within_two_years_is_a_repeat(cast: Cast) -> None:
    home = Home.objects.create(
        landlord=cast.landlord, reference="H1", line_1="14 Sample Court", postcode="ZZ9 9ZZ"
    )
    made = [
        raised(cast, "2023-01-04"),
        raised(cast, "2025-11-04"),
        raised(cast, "2026-03-04", replace(TOLD, words="My rent is wrong", more_points=())),
        raised(cast, "2026-11-04"),
    ]
    Complaint.objects.filter(id__in=[one.id for one in made]).update(home=home)
    found = repeats(cases_of_home(cast.landlord, home.id))
    assert [(one.case.id, one.earlier.id) for one in found] == [(made[3].id, made[1].id)]


# Linked


def test_two_cases_are_linked_with_an_event_on_both_chains(cast: Cast) -> None:
    one, other, by = raised(cast), raised(cast), cast.by(cast.leader)
    for first, second in ((one, other), (other, one)):
        link_cases(first, second, why="again", by=by, at=moment(DAY))
    assert len(links(one)) == len(links(other)) == 1
    assert kinds_of(one)[1:] == kinds_of(other)[1:] == ["case.linked"], "the same link again is no event"
    link_cases(one, other, why="same_home", by=by, at=moment(DAY))
    found = link_between(other, one)
    assert found is not None and found.why == "same_home"
    unlink_cases(other, one, by=by, at=moment(DAY))
    assert not links(one)
    assert kinds_of(one)[1:] == ["case.linked", "case.linked", "case.unlinked"] == kinds_of(other)[1:]
    with refused("not_linked"):
        unlink_cases(one, other, by=by, at=moment(DAY))
    with refused("link_to_itself"):
        link_cases(one, one, why="again", by=by, at=moment(DAY))


# Joined


def words_of(*complaints: Complaint) -> set[str]:
    points = Point.objects.filter(complaint__in=complaints)
    return {text for point in points for text in (point.words, point.resident_words) if text}


def test_a_joined_case_loses_no_word_and_no_danger_and_is_answered_with_the_earlier_one(cast: Cast) -> None:
    earlier, later = raised(cast, told=replace(TOLD, words="First words.")), raised(cast, "2026-11-05")
    officer = cast.by(cast.officer)
    actions.define(
        later, points=["Our A.", "Our B."], outcomes="O", outside="", by=officer, at=moment("2026-11-06")
    )
    danger = actions.open_hazard(
        cast.landlord, complaint=later, danger="yes", by=RESIDENT, at=moment("2026-11-05")
    )
    before = words_of(later)
    joined(cast, later, earlier)
    assert before <= words_of(earlier) and words_of(later) == before
    later, earlier = fresh(later), fresh(earlier)
    assert later.state == State.JOINED and later.joined_into_id == earlier.id and later.next_due_on is None
    danger.refresh_from_db()
    assert danger.complaint_id == earlier.id and queries.danger_is_open(earlier)
    assert kinds_of(later)[-1] == "case.joined" and kinds_of(earlier)[-1] == "case.took_in"
    assert [point.number for point in queries.points_with_findings(earlier)] == [1, 2, 3, 4]
    assert [one.number for one in actions.point_facts(earlier, 1)] == [1, 2, 3, 4]
    assert later.id not in {one.id for one in queries.open_complaints(cast.landlord)}
    with refused("not_in_this_state"):
        actions.acknowledge(later, 1, by=officer, at=moment(DAY))
    assert not verify([cast.landlord.id]).problems


def test_taken_apart_each_has_its_dates_points_and_dangers_again(cast: Cast) -> None:
    earlier, later = raised(cast), raised(cast, "2026-11-05")
    by = cast.by(cast.officer)
    danger = actions.open_hazard(
        cast.landlord, complaint=later, danger="yes", by=RESIDENT, at=moment("2026-11-05")
    )
    actions.define(
        later, points=["Our A.", "Our B."], outcomes="", outside="", by=by, at=moment("2026-11-06")
    )
    actions.acknowledge(later, 1, by=by, at=moment("2026-11-06"))
    due = fresh(later).next_due_on
    joined(cast, later, earlier)
    # Its first point is told apart, and one of the earlier case's is answered under what came with it.
    split_point(earlier, 3, words="Our A, first.", parts=["Our A, second."], by=by, at=moment(DAY))
    join_points(earlier, 1, 4, by=by, at=moment(DAY))
    holiday = OneOffHoliday.objects.create(
        day=date(2026, 11, 18), name="Extra", source="S", added_on=date(2026, 11, 10)
    )
    actions.add_holiday(cast.landlord, holiday, by=By.system(), at=moment("2026-11-10"))
    take_apart(later, reasons="Two homes.", by=by, at=moment("2026-11-11"))
    later, earlier = fresh(later), fresh(earlier)
    assert later.state == State.ACKNOWLEDGED and later.joined_into_id is None
    assert due == date(2026, 11, 20) and later.next_due_on == date(2026, 11, 23), (
        "the holiday counts here too"
    )
    assert [point.number for point in queries.points_with_findings(earlier)] == [1, 2]
    assert [point.words for point in queries.points_with_findings(later)] == ["Our A.", "Our B."]
    assert "Our A, second." in words_of(earlier), "what was written in the meantime stays to be read"
    danger.refresh_from_db()
    assert danger.complaint_id == later.id and not queries.danger_is_open(earlier)
    assert kinds_of(later)[-1] == "case.taken_apart" and kinds_of(earlier)[-1] == "case.gave_back"
    gave = timeline(cast.landlord.id, ("complaint", earlier.id))[-1]
    assert gave.facts["points"] == [3, 4, 5] and gave.facts["freed"] == [1]
    assert JoinedCase.objects.get().apart_on == date(2026, 11, 11)
    joined(cast, later, earlier, "2026-11-12")
    assert fresh(later).state == State.JOINED, "it may be joined once more"


def test_what_may_not_be_joined(cast: Cast) -> None:
    earlier, later, latest = raised(cast), raised(cast, "2026-11-05"), raised(cast, "2026-11-06")
    with refused("join_into_later"):
        joined(cast, earlier, later)
    with refused("join_into_itself"):
        joined(cast, later, later)
    with refused("not_this_role"):
        join_case(
            later, earlier, whose="same_resident", reasons="R", by=cast.by(cast.manager), at=moment(DAY)
        )
    with refused("join_whose_missing"):
        join_case(later, earlier, whose="", reasons="R", by=cast.by(cast.head), at=moment(DAY))
    with refused("join_without_reasons"):
        join_case(later, earlier, whose="all_agree", reasons=" ", by=cast.by(cast.head), at=moment(DAY))
    joined(cast, latest, later)
    newest = raised(cast, "2026-11-07")
    with refused("join_holds_others"):
        joined(cast, later, earlier)
    with refused("join_into_ended"):
        joined(cast, newest, fresh(latest))
    with refused("not_joined"):
        take_apart(earlier, reasons="R", by=cast.by(cast.officer), at=moment(DAY))
    assert JoinedCase.objects.count() == 1


def test_a_case_of_another_landlord_is_not_joined(cast: Cast) -> None:
    mine = raised(cast, "2026-11-05")
    with as_landlord(cast.other_landlord.id):
        elsewhere = actions.raise_complaint(
            cast.other_landlord, TOLD, by=RESIDENT, at=moment("2026-11-04")
        ).complaint
    with refused("join_elsewhere"):
        joined(cast, mine, elsewhere)


def test_one_answer_for_both_answers_every_point_of_both(cast: Cast) -> None:
    earlier = raised(cast, told=replace(TOLD, words="First words.", more_points=()))
    later = raised(cast, "2026-11-05")
    joined(cast, later, earlier)
    by, manager = cast.by(cast.officer), cast.by(cast.manager)
    actions.define(earlier, points=["One.", "Two.", "Three."], outcomes="", outside="", by=by, at=moment(DAY))
    join_points(earlier, 3, 2, by=by, at=moment(DAY))
    actions.allocate(earlier, cast.manager, stage=1, by=by, at=moment(DAY))
    actions.acknowledge(earlier, 1, by=by, at=moment(DAY))
    draft = FindingDraft("agree", facts="F", reasons="R", remedy="M")
    for point in queries.points_with_findings(earlier):
        actions.record_finding(earlier, point, 1, draft, by=manager, at=moment(DAY))
    under = Point.objects.get(complaint=earlier, number=3)
    with refused("point_not_live"):
        actions.record_finding(earlier, under, 1, draft, by=manager, at=moment(DAY))
    letter = actions.answer(earlier, 1, by=manager, at=moment("2026-11-12"))
    text = str(letter.content)
    assert all(words in text for words in ("First words.", TOLD.words, "Nobody rang back.", "One.", "Two."))
    assert "Three." not in text, "it is answered under point 2"


def test_a_joined_case_keeps_its_words_until_the_case_that_it_is_part_of_has_ended(cast: Cast) -> None:
    earlier, later, by = raised(cast), raised(cast, "2026-11-05"), cast.by(cast.officer)
    joined(cast, later, earlier)
    with refused("case_not_ended"):
        actions.blank_personal_text(fresh(later), reason="retention", by=by, at=moment(DAY))
    actions.withdraw(earlier, by=RESIDENT, at=moment(DAY))
    for one in (earlier, later):
        actions.blank_personal_text(fresh(one), reason="retention", by=by, at=moment(DAY))
    assert not words_of(earlier, later) and not JoinedCase.objects.exclude(reasons="").exists()
    with refused("case_blanked"):
        take_apart(fresh(later), reasons="R", by=by, at=moment(DAY))
    assert not Hazard.objects.exists() and not verify([cast.landlord.id]).problems
