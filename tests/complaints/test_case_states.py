"""The one sentence of "your complaint" in every state of the rules, and the order of the page below it.

Each state is reached by the acts themselves. The sentences are those of the service's journeys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from putright.complaints import actions
from putright.complaints.linking.actions import join_case
from putright.complaints.models import Complaint
from putright.record.tenancy import as_landlord
from putright.rules.acceptance import RefusalFacts
from putright.rules.stages import State
from tests.cast import Cast, moment, nothing_learned
from tests.complaints.resident import (
    RESIDENT,
    Received,
    acknowledged,
    answered,
    case,
    let_in,
    received,
    shown,
    words,
)

pytestmark = pytest.mark.django_db


def keep_all(cast: Cast, complaint: Complaint, day: str) -> None:
    manager, officer, at = cast.by(cast.manager), cast.by(cast.officer), moment(day)
    for promise in complaint.promises.filter(done_on=None):
        actions.keep_promise(promise, on=at.date(), proof="Job 12", by=manager, at=at)
    nothing_learned(complaint, by=officer, at=at)
    actions.close(complaint, by=officer, at=at)


def to_received(cast: Cast, got: Received) -> str:
    return "2026-11-04"


def to_check(cast: Cast, got: Received) -> str:
    by, at = cast.by(cast.officer), moment("2026-11-04")
    actions.define(got.complaint, points=["No heating", "Dark hall"], outcomes="", outside="", by=by, at=at)
    return "2026-11-04"


def to_acknowledged(cast: Cast, got: Received) -> str:
    acknowledged(cast, got.complaint)
    return "2026-11-06"


def to_unallocated(cast: Cast, got: Received) -> str:
    to_check(cast, got)
    actions.acknowledge(got.complaint, 1, by=cast.by(cast.officer), at=moment("2026-11-05"))
    return "2026-11-06"


def to_more_time(cast: Cast, got: Received) -> str:
    acknowledged(cast, got.complaint)
    until = moment("2026-12-01").date()
    by = cast.by(cast.manager)
    actions.extend(
        got.complaint, 1, until=until, reasons="The surveyor comes.", by=by, at=moment("2026-11-17")
    )
    return "2026-11-18"


def to_late_log(cast: Cast, got: Received) -> str:
    return "2026-11-12"


def to_late(cast: Cast, got: Received) -> str:
    acknowledged(cast, got.complaint)
    return "2026-11-25"


def to_answered(cast: Cast, got: Received) -> str:
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    return "2026-11-17"


def to_asked(cast: Cast, got: Received) -> str:
    to_answered(cast, got)
    actions.escalate(got.complaint, by=RESIDENT, at=moment("2026-11-18"))
    return "2026-11-18"


def to_stage2(cast: Cast, got: Received) -> str:
    to_asked(cast, got)
    acknowledged(cast, got.complaint, "2026-11-19", stage=2)
    return "2026-11-19"


def to_final(cast: Cast, got: Received) -> str:
    to_stage2(cast, got)
    answered(cast, got.complaint, "2026-12-01", stage=2)
    return "2026-12-01"


def to_closed1(cast: Cast, got: Received) -> str:
    to_answered(cast, got)
    keep_all(cast, got.complaint, "2026-11-19")
    return "2026-11-19"


def to_closed(cast: Cast, got: Received) -> str:
    to_final(cast, got)
    keep_all(cast, got.complaint, "2026-12-03")
    return "2026-12-03"


def to_refused(cast: Cast, got: Received) -> str:
    actions.refuse(
        got.complaint, 1, reasons="It is before a court.", ground="other",
        rests_on=RefusalFacts("other", fair_because="F"), by=cast.by(cast.officer), at=moment("2026-11-05"),
    )  # fmt: skip
    return "2026-11-06"


def to_refused2(cast: Cast, got: Received) -> str:
    to_asked(cast, got)
    actions.refuse(
        got.complaint, 2, reasons="It is before a court.", ground="other",
        rests_on=RefusalFacts("other", fair_because="F"), by=cast.by(cast.head), at=moment("2026-11-19"),
    )  # fmt: skip
    return "2026-11-20"


def to_withdrawn(cast: Cast, got: Received) -> str:
    actions.withdraw(got.complaint, by=RESIDENT, at=moment("2026-11-05"))
    return "2026-11-06"


def to_joined(cast: Cast, got: Received) -> str:
    earlier = received(cast, "2026-11-02").complaint
    join_case(
        got.complaint, earlier, whose="same_resident", reasons="Same leak",
        by=cast.by(cast.officer), at=moment("2026-11-05"),
    )  # fmt: skip
    return "2026-11-06"


STATES: dict[str, tuple[State, Callable[[Cast, Received], str], tuple[str, ...]]] = {
    "received": (
        State.RECEIVED, to_received,
        ("We have your complaint. By Tuesday 10 November 2026 we will log it and check we have understood it.",),
    ),
    "check understanding": (
        State.RECEIVED, to_check,
        ("Please check we have understood you. You can change anything. If we do not hear from you we will carry on.",),
    ),
    "logged": (
        State.ACKNOWLEDGED, to_acknowledged,
        ("Martin Manager is looking into your complaint. We will answer by Thursday 19 November 2026.",),
    ),
    "logged, nobody chosen": (
        State.ACKNOWLEDGED, to_unallocated,
        ("We are looking into your complaint. We will answer by Thursday 19 November 2026.",),
    ),
    "more time": (
        State.ACKNOWLEDGED, to_more_time,
        (
            "We need more time. Our new date is Tuesday 1 December 2026.",
            "The surveyor comes.",
            "You can tell us if this causes you a problem",
            "You can contact the Housing Ombudsman about it.",
        ),
    ),
    "late, not logged": (
        State.RECEIVED, to_late_log,
        (
            "We are late. We should have logged your complaint by Tuesday 10 November 2026.",
            "You can ask the Housing Ombudsman to step in now.",
        ),
    ),
    "late": (
        State.ACKNOWLEDGED, to_late,
        (
            "We are late. We should have answered by Thursday 19 November 2026.",
            "You can ask the Housing Ombudsman to step in now.",
        ),
    ),
    "answered, actions open": (
        State.ANSWERED, to_answered,
        (
            "We have answered. Read our answer",
            "If any point is not put right you can go to stage 2. You do not need to give a reason.",
            "We have promised 1 thing. Done so far: 0. Next: Fit a boiler, by Friday 20 November 2026.",
        ),
    ),
    "stage 2 asked": (
        State.STAGE2_ASKED, to_asked,
        ("You asked for stage 2. By Wednesday 25 November 2026 we will log it and check we have understood it.",),
    ),
    "stage 2": (
        State.STAGE2_ACKNOWLEDGED, to_stage2,
        (
            "who was not involved before, is reviewing your complaint.",
            "We will answer by Thursday 17 December 2026.",
        ),
    ),
    "final answer": (
        State.STAGE2_ANSWERED, to_final,
        (
            "We have given our final answer. Read our answer",
            "If you are still unhappy, the Housing Ombudsman can look at it. It is free.",
        ),
    ),
    "closed after stage 1": (
        State.CLOSED_AFTER_STAGE1, to_closed1,
        ("Everything we promised is done. You can open your complaint again if this comes back.",),
    ),
    "closed": (
        State.CLOSED, to_closed,
        (
            "Everything we promised is done. You can open your complaint again if this comes back.",
            "If you are still unhappy, the Housing Ombudsman can look at it.",
        ),
    ),
    "refused": (
        State.REFUSED, to_refused,
        (
            "We do not take this further. Our letter says why.",
            "If you think that is wrong, the Housing Ombudsman can look at it. It is free.",
        ),
    ),
    "stage 2 refused": (
        State.ESCALATION_REFUSED, to_refused2,
        ("We do not take this further. Our letter says why.",),
    ),
    "withdrawn": (State.WITHDRAWN, to_withdrawn, ("You withdrew your complaint.",)),
    "joined": (
        State.JOINED, to_joined,
        ("We answer your complaint together with an earlier one about the same thing.",),
    ),
}  # fmt: skip
ORDER = (
    "Person dealing with your complaint",
    "Things for you to do",
    "Your points and our answers",
    "Messages",
    "What has happened so far",
    "Letters and files",
    "What else you can do",
    "Get help, or turn to the Ombudsman",
)


@pytest.mark.parametrize("name", STATES)
def test_the_sentence_of_each_state_and_the_order_of_the_page(cast: Cast, name: str) -> None:
    state, reach, sentences = STATES[name]
    got = received(cast)
    with as_landlord(cast.landlord.id):
        day = reach(cast, got)
    client = let_in(got)
    page = shown(client, case(got.complaint), day)
    with as_landlord(cast.landlord.id):
        assert Complaint.objects.get(id=got.complaint.id).state == state.value
    said = words(page)
    for sentence in sentences:
        assert sentence in said
    headings = [page.index(f">{heading}<") for heading in ORDER]
    assert headings == sorted(headings)
    assert page.count("<h1") == 1 and "style=" not in page
    # One state, one sentence: none of the others' stands beside it. What we understand is asked beside the date to log.
    beside = {name, "check understanding"} | ({"received"} if name == "check understanding" else set())
    first = {key: one[2][0] for key, one in STATES.items() if key not in beside}
    others = [key for key, sentence in first.items() if sentence in said and sentence != sentences[0]]
    assert others == []
    # A second face of each: laid out from the right, with every number and name kept to itself.
    with override_settings(PUTRIGHT_DRAFT_LANGUAGES=True):
        urdu = shown(client, case(got.complaint).replace("/en/", "/ur/"), day)
    assert 'dir="rtl"' in urdu and urdu.count("<h1") == 1


def test_every_state_of_the_edition_in_force_is_shown_above() -> None:
    third: set[Any] = {State.STAGE3_ASKED, State.STAGE3_ACKNOWLEDGED, State.STAGE3_ANSWERED}
    assert {state for state, _reach, _sentences in STATES.values()} == set(State) - third
