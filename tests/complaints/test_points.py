"""Points told apart and answered together: no word is lost, and every point is answered somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from putright.complaints import actions, queries
from putright.complaints.actions import Told
from putright.complaints.models import Complaint, Point
from putright.complaints.points.actions import join_points, separate_point, split_point
from putright.complaints.points.queries import live, root, wordings
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, moment
from tests.complaints.outcomes import refused

AT = moment("2026-11-09")
TOLD = Told(words="It leaks and the lift is broken.", more_points=("Nobody rang.", "The caretaker shouts."))


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with as_landlord(cast.landlord.id):
        yield cast


def raised(cast: Cast) -> Complaint:
    return actions.raise_complaint(cast.landlord, TOLD, by=By.resident(), at=AT).complaint


def test_a_point_that_is_told_apart_keeps_the_resident_s_words_in_each_part(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    made = split_point(
        complaint, 1, words="The roof leaks.", parts=["The lift is broken.", " "], by=by, at=AT
    )
    assert [(one.number, one.words, one.resident_words) for one in made] == [
        (4, "The lift is broken.", TOLD.words)
    ]
    first = Point.objects.get(complaint=complaint, number=1)
    assert (first.words, first.resident_words) == ("The roof leaks.", TOLD.words)
    assert made[0].split_from_id == first.id
    noted = timeline(cast.landlord.id, ("complaint", complaint.id))[-1]
    assert noted.facts == {"point": 1, "new": [4]}
    assert noted.personal["wordings"] == {"1": "The roof leaks.", "4": "The lift is broken."}


def test_a_point_under_another_needs_no_answer_and_its_words_stand_beside_the_other_s(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    join_points(complaint, 3, 2, by=by, at=AT)
    join_points(complaint, 2, 1, by=by, at=AT)
    assert [one.number for one in actions.point_facts(complaint, 1)] == [1]
    (point,) = queries.points_with_findings(complaint)
    assert point.told.split("\n\n") == [TOLD.words, *TOLD.more_points]
    with refused("point_not_live"):
        join_points(complaint, 1, 3, by=by, at=AT)
    with refused("point_into_itself"):
        join_points(complaint, 1, 1, by=by, at=AT)
    separate_point(complaint, 2, by=by, at=AT)
    assert [one.number for one in queries.points_with_findings(complaint)] == [1, 2]
    with refused("point_not_joined"):
        separate_point(complaint, 1, by=by, at=AT)
    with refused("split_without_words"):
        split_point(complaint, 1, words="", parts=["x"], by=by, at=AT)
    with refused("not_this_role"):
        join_points(complaint, 2, 1, by=cast.by(cast.leader), at=AT)


def test_a_point_under_another_keeps_its_wording_when_the_definition_is_saved(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    actions.define(complaint, points=["A", "B", "C"], outcomes="", outside="", by=by, at=AT)
    join_points(complaint, 2, 1, by=by, at=AT)
    actions.define(complaint, points=["A2", "", "C", "D"], outcomes="", outside="", by=by, at=AT)
    assert list(complaint.points.values_list("words", flat=True)) == ["A2", "B", "C", "D"]


def test_the_history_of_a_wording_is_read_from_the_record(cast: Cast) -> None:
    complaint, by = raised(cast), cast.by(cast.officer)
    for first in ("A", "A", "A again"):
        actions.define(complaint, points=[first, "B", ""], outcomes="", outside="", by=by, at=AT)
    split_point(complaint, 2, words="B, first", parts=["B, second"], by=by, at=AT)
    found = {number: [one.words for one in each] for number, each in wordings(complaint).items()}
    assert found == {1: ["A", "A again"], 2: ["B", "B, first"], 3: [], 4: ["B, second"]}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "join", "separate", "define"]),
        st.integers(1, 8),
        st.integers(1, 8),
        st.text("abc xyzäñ", min_size=1, max_size=12),
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_word_is_lost_over_any_splits_and_joins(
    cast: Cast, steps: list[tuple[str, int, int, str]]
) -> None:
    by = cast.by(cast.officer)
    with transaction.atomic():
        complaint = raised(cast)
        given_words: set[str] = set()
        for what, number, other, words in steps:
            there = {one.number: one for one in complaint.points.all()}
            with suppress(Refused), transaction.atomic():
                if what == "split":
                    split_point(complaint, number, words=words, parts=[words + "!"], by=by, at=AT)
                    given_words |= {words, words + "!"}
                elif what == "join":
                    join_points(complaint, number, other, by=by, at=AT)
                elif what == "separate":
                    separate_point(complaint, number, by=by, at=AT)
                else:
                    lines = [f"{words} {one}" for one in sorted(there)]
                    actions.define(complaint, points=lines, outcomes="", outside="", by=by, at=AT)
                    given_words |= {
                        line for one, line in zip(sorted(there), lines, strict=True) if there[one].live
                    }
            after = {one.number: one for one in complaint.points.all()}
            assert set(there) <= set(after), "numbers stay"
            assert all(after[one].resident_words == there[one].resident_words for one in there)
        points = list(complaint.points.all())
        answered, by_id = live(points), {one.id: one for one in points}
        assert answered and all(root(one, by_id) in answered for one in points)
        told = "\n".join(one.told for one in answered)
        assert all(words in told for words in (TOLD.words, *TOLD.more_points)), "every word is answered"
        kept = {one.words for each in wordings(complaint).values() for one in each}
        assert {one.strip() for one in given_words if one.strip()} <= {one.strip() for one in kept}
        assert not verify([cast.landlord.id]).problems
        transaction.set_rollback(True)
