"""Dangers from the report to the end: clocks beside the complaint’s, each step an event, and what closing needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.hazards import actions as steps
from putright.complaints.hazards.queries import AT_THE_HEAD, dangers, dangers_at_the_head
from putright.complaints.models import Complaint, Hazard
from putright.complaints.queries import danger_is_open
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.hazards import Ending, HazardKind, Seriousness
from tests.cast import Cast, make_cast, moment
from tests.complaints.desk import at_desk, day, page, said

pytestmark = pytest.mark.django_db

RESIDENT = By.resident()


@pytest.fixture
def cast() -> Iterator[Cast]:
    made = make_cast()
    with as_landlord(made.landlord.id):
        yield made


def complained(cast: Cast, on: str = "2026-11-06") -> Complaint:
    told = Told(words="Mould over the cot", name="Samira Example")
    return actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment(on)).complaint


def danger(cast: Cast, on: str = "2026-11-06", **more: Any) -> Hazard:
    return actions.open_hazard(cast.landlord, danger="yes", by=RESIDENT, at=moment(on), **more)


def decided(cast: Cast, hazard: Hazard, seriousness: Seriousness = Seriousness.SIGNIFICANT) -> dict[str, Any]:
    acting: dict[str, Any] = {"by": cast.by(cast.officer), "at": moment("2026-11-06", 12)}
    steps.record_attempt(hazard, when=moment("2026-11-06", 11), how="call", reached=True, **acting)
    steps.classify_hazard(hazard, seriousness=seriousness, kind=HazardKind.DAMP_MOULD, why="A baby", **acting)
    hazard.refresh_from_db()
    return acting


def address(hazard: Hazard, step: str = "") -> str:
    return f"/meadowbank/en/staff/hazards/{hazard.id}/{step}"


def test_the_moment_that_lists_sort_by_follows_each_step(cast: Cast) -> None:
    hazard = danger(cast)
    assert hazard.next_due_at == moment("2026-11-07")
    acting = decided(cast, hazard)
    assert hazard.next_due_at == moment("2026-11-21", 0)
    acting["at"] = moment("2026-11-10")
    steps.investigate_hazard(hazard, on=date(2026, 11, 9), found=True, findings="Mould", **acting)
    hazard.refresh_from_db()
    assert hazard.next_due_at == moment("2026-11-13", 0)
    steps.send_summary(hazard, on=date(2026, 11, 10), **acting)
    steps.make_hazard_safe(hazard, when=moment("2026-11-10", 9), how="Washed down", **acting)
    steps.decide_work(hazard, needed=False, work="The fan works again", **acting)
    hazard.refresh_from_db()
    assert hazard.next_due_at is None
    actions.close_hazard(hazard, "Safe", **acting)
    names = [noted.kind.name.partition(".")[2] for noted in timeline(cast.landlord.id, ("hazard", hazard.id))]
    assert names == (
        "opened attempted classified investigated summary_sent made_safe work_decided closed".split()
    )


def test_a_danger_never_closes_because_the_complaint_does(cast: Cast) -> None:
    complaint = complained(cast)
    hazard = danger(cast, complaint=complaint)
    actions.withdraw(complaint, by=RESIDENT, at=moment("2026-11-09"))
    assert danger_is_open(complaint)
    with at_desk(cast.officer, "2026-11-09") as client:
        shown = page(client, address(hazard))
        assert "A danger stays open when a complaint closes" in shown
        assert "by 7 November 2026 at 10:00" in shown and "late" in shown


def test_both_sets_of_clocks_stand_on_the_page(cast: Cast) -> None:
    hazard = danger(cast, complaint=complained(cast))
    decided(cast, hazard)
    with at_desk(cast.manager, "2026-11-09") as client:
        shown = page(client, address(hazard))
    assert "Investigate" in shown and "Fri 20 Nov 2026" in shown
    assert "Acknowledge and log stage 1" in shown and "Fri 13 Nov 2026" in shown
    assert "A limit of the law" in shown


@pytest.mark.parametrize(
    ("step", "typed", "says"),
    [
        ("serious/", {"seriousness": "emergency", "kind": "fire", "why": " "}, "Say why you decided so"),
        (
            "investigation/",
            {**day("on", "2026-11-05"), "found": "yes", "findings": "F"},
            "before the danger was reported",
        ),
        ("investigation/", {**day("on", "2026-11-09"), "found": "yes"}, "Enter what was found"),
        ("summary/", day("on", "2026-11-09"), "Write down the investigation first"),
        ("safe/", {**day("on", "2026-11-10"), "time": "09:00", "how": "H"}, "still to come"),
        ("safe/", {**day("on", "2026-11-06"), "time": "09:00", "how": "H"}, "before the danger was reported"),
        ("safe/", {**day("on", "2026-11-09"), "time": "25:00", "how": "H"}, "Enter the time, like 14:30"),
        ("safe/", {**day("on", "2026-11-09"), "time": "0900"}, "Enter how it was made safe"),
        ("further-work/", {"needed": "yes", "work": "W"}, "Write down the investigation first"),
        ("begun/", day("on", "2026-11-09"), "Write down the investigation first"),
        (
            "attempt/",
            {**day("on", "2026-11-09"), "time": "23:30", "how": "call", "reached": "no"},
            "still to come",
        ),
        ("", {"outcome": "Safe", "ending": "made_safe"}, "Write down each try"),
    ],
)
def test_a_step_that_cannot_have_been_is_refused_and_keeps_what_was_typed(
    cast: Cast, step: str, typed: dict[str, str], says: str
) -> None:
    hazard = danger(cast)
    before = len(timeline(cast.landlord.id, ("hazard", hazard.id)))
    with at_desk(cast.officer, "2026-11-09") as client:
        answer = client.post(address(hazard, step), typed)
        assert says in said(answer)
    assert len(timeline(cast.landlord.id, ("hazard", hazard.id))) == before


def test_the_whole_way_through_the_pages(cast: Cast) -> None:
    hazard = danger(cast, complaint=complained(cast), phone="07700 900 111")
    at_nine = {**day("on", "2026-11-09"), "time": "9.05"}
    with at_desk(cast.front_line, "2026-11-09") as client:
        shown = page(client, address(hazard))
        assert "Write down a call or visit" in shown and "Close this danger" not in shown
        assert client.get(address(hazard, "serious/")).status_code == 404
        called = {**at_nine, "how": "call", "reached": "yes", "summary": "She is safe with her sister"}
        assert client.post(address(hazard, "attempt/"), called).status_code == 302
        offered = {"answer": "accepted", "words": "Hotel"}
        assert client.post(address(hazard, "elsewhere/"), offered).status_code == 302
        assert client.post(address(hazard), {"outcome": "Safe", "ending": "made_safe"}).status_code == 200
    assert danger_is_open(Complaint.objects.get())
    with at_desk(cast.manager, "2026-11-09") as client:
        for step, typed in (
            ("serious/", {"seriousness": "significant", "kind": "damp_mould", "why": "A baby"}),
            ("investigation/", {**day("on", "2026-11-09"), "found": "yes", "findings": "Mould"}),
            ("summary/", day("on", "2026-11-09")),
            ("safe/", {**at_nine, "how": "Washed down"}),
            ("further-work/", {"needed": "yes", "work": "A new fan"}),
        ):
            assert client.post(address(hazard, step), typed).status_code == 302, step
        closing = {"outcome": "Safe", "ending": "made_safe"}
        assert "begin the further work" in said(client.post(address(hazard), closing))
        assert client.post(address(hazard, "begun/"), day("on", "2026-11-09")).status_code == 302
        assert client.post(address(hazard), closing).status_code == 302
        shown = page(client, address(hazard))
        for text in (
            "She is safe with her sister",
            "A new fan",
            "Offered: they go there",
            "It was made safe",
        ):
            assert text in shown
        assert "already" in said(client.post(address(hazard, "summary/"), day("on", "2026-11-09")))
    assert not danger_is_open(Complaint.objects.get())


def test_no_access_needs_announced_visits_in_vain(cast: Cast) -> None:
    hazard = danger(cast)
    acting = decided(cast, hazard)
    acting["at"] = moment("2026-11-10")
    for hour, notice in ((9, "Letter by hand"), (10, "")):
        steps.record_attempt(
            hazard, when=moment("2026-11-09", hour), how="visit", reached=False, notice=notice, **acting
        )
    with pytest.raises(Refused, match="with proof of the notice: 1"):
        actions.close_hazard(hazard, "Nobody in", ending=Ending.NO_ACCESS, **acting)
    steps.record_attempt(
        hazard, when=moment("2026-11-10", 9), how="visit", reached=False, notice="Text", **acting
    )
    actions.close_hazard(hazard, "Nobody in", ending=Ending.NO_ACCESS, **acting)
    hazard.refresh_from_db()
    assert (hazard.ending, hazard.next_due_at) == ("no_access", None)


def test_anybody_who_hears_residents_opens_a_danger_on_a_case(cast: Cast) -> None:
    complaint = complained(cast)
    tab = f"/meadowbank/en/staff/complaints/{complaint.reference}/dangers/"
    with at_desk(cast.front_line, "2026-11-09") as client:
        assert "No danger was reported" in page(client, tab)
        assert "Select yes" in said(client.post(tab, {}))
        made = client.post(tab, {"danger": "yes", "what": ["gas"], "phone": "07700 900 111"})
        hazard = Hazard.objects.get()
        assert made.headers["Location"] == address(hazard)
        assert hazard.complaint == complaint
        assert "Not decided: counts as an emergency" in page(client, tab)


def test_the_worst_stands_first_and_the_head_of_the_queue_is_bounded(cast: Cast) -> None:
    for number in range(AT_THE_HEAD + 3):
        actions.open_hazard(
            cast.landlord,
            danger="yes",
            words=str(number),
            by=RESIDENT,
            at=moment("2026-11-09") - timedelta(hours=number),
        )
    decided_one = Hazard.objects.order_by("opened_at").first()
    assert decided_one is not None
    steps.classify_hazard(
        decided_one,
        seriousness=Seriousness.OTHER,
        kind=HazardKind.OTHER,
        why="Nothing",
        by=cast.by(cast.officer),
        at=moment("2026-11-09", 11),
    )
    rows = list(dangers(cast.landlord))
    assert rows[-1] == decided_one
    assert [row.words for row in rows[:3]] == ["11", "10", "9"]
    head = dangers_at_the_head(cast.landlord)
    assert len(head) == AT_THE_HEAD
    assert {row.in_all for row in head} == {AT_THE_HEAD + 3}  # type: ignore[attr-defined]  # annotated
    with at_desk(cast.officer, "2026-11-09") as client:
        shown = page(client, "/meadowbank/en/staff/")
        assert f"{AT_THE_HEAD + 3} reports" in shown
        assert shown.count("/staff/hazards/") == AT_THE_HEAD
        assert page(client, "/meadowbank/en/staff/dangers/").count("/staff/hazards/") == AT_THE_HEAD + 3


@pytest.mark.parametrize("rest", ["dangers/", "requests/", "new/unfinished/"])
def test_the_statements_of_a_list_do_not_grow_with_its_rows(cast: Cast, rest: str) -> None:
    from putright.complaints.intake import actions as intake
    from putright.complaints.intake.actions import Danger

    acting: dict[str, Any] = {"by": cast.by(cast.front_line), "at": moment("2026-11-06")}

    def fill(start: int, end: int) -> None:
        for number in range(start, end):
            request = intake.record_request(
                cast.landlord, Told(f"Nobody came {number}"), channel="phone", **acting
            )
            danger(cast, request=request)
            intake.save_for_later(cast.landlord, f"k{number}", {"words": ["W"]}, danger=Danger(), **acting)

    numbers = []
    with at_desk(cast.officer, "2026-11-09") as client:
        for start, end in ((0, 1), (1, 12)):
            fill(start, end)
            page(client, f"/meadowbank/en/staff/{rest}")
            with CaptureQueriesContext(
                connection,
            ) as seen:
                page(client, f"/meadowbank/en/staff/{rest}")
            numbers.append(len(seen))
    assert numbers[0] == numbers[1]
