"""Remedies: decided beside the ranges of the day, approved by another, offered by the answer, settled after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from putright.accounts.models import Landlord
from putright.complaints import actions, kinds, letters
from putright.complaints.models import Complaint, Point, Remedy
from putright.complaints.remedies import actions as remedies
from putright.complaints.remedies import queries
from putright.complaints.remedies.actions import RemedyDraft
from putright.complaints.remedies.models import State
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment, nothing_learned
from tests.complaints import resident
from tests.complaints.desk import (
    ANSWER,
    acknowledged,
    at_desk,
    case,
    day,
    fresh,
    page,
    read_and_issue,
    received,
    said,
    sent,
)

RESIDENT = By.resident()
DAY = "2026-11-20"
SMALL = RemedyDraft(
    "payment",
    "For two days of waiting in.",
    "A child with asthma; three months; four calls.",
    15_000,
    "distress",
    "bank",
    date(2026, 12, 18),
)
LARGE = replace(SMALL, pence=62_050, head="loss")
SORRY = RemedyDraft("apology", "We did not come on two days. I am sorry.")


def policy(cast: Cast, **decided: Any) -> None:
    cast.landlord.policy = {**cast.landlord.policy, **decided}
    Landlord.objects.filter(id=cast.landlord.id).update(policy=cast.landlord.policy)


def at_work(cast: Cast) -> Complaint:
    policy(cast, second_reader=[])
    complaint = received(cast)
    acknowledged(cast, complaint)
    return fresh(complaint)


def decided(cast: Cast, complaint: Complaint, draft: RemedyDraft, **more: Any) -> Remedy:
    with as_landlord(cast.landlord.id):
        more = {"by": cast.by(cast.manager), "at": moment(DAY)} | more
        return remedies.decide_remedy(complaint, 1, draft, **more)


def findings(cast: Cast, complaint: Complaint) -> None:
    with as_landlord(cast.landlord.id):
        for point in complaint.points.all():
            draft = actions.FindingDraft(**ANSWER)
            actions.record_finding(complaint, point, 1, draft, by=cast.by(cast.manager), at=moment(DAY))


def answered(cast: Cast, complaint: Complaint) -> letters.Content:
    findings(cast, complaint)
    with as_landlord(cast.landlord.id):
        content: letters.Content = actions.answer(
            complaint, 1, by=cast.by(cast.manager), at=moment(DAY)
        ).content
        return content


def offered(cast: Cast, draft: RemedyDraft = SMALL) -> Remedy:
    complaint = at_work(cast)
    remedy = decided(cast, complaint, draft)
    answered(cast, complaint)
    return again(remedy)


def again(remedy: Remedy) -> Remedy:
    with as_landlord(remedy.landlord_id):
        return Remedy.objects.select_related("complaint", "complaint__landlord").get(id=remedy.id)


def first_point(complaint: Complaint) -> Point:
    with as_landlord(complaint.landlord_id):
        return complaint.points.all()[0]


def refused(cast: Cast, do: Any) -> str:
    with as_landlord(cast.landlord.id), pytest.raises(Refused) as refusal:
        do()
    return refusal.value.code


def test_where_a_remedy_stands_follows_from_its_dates(cast: Cast) -> None:
    complaint = at_work(cast)
    remedy = decided(cast, complaint, LARGE)
    assert again(remedy).state is State.WAITS_FOR_APPROVAL
    with as_landlord(cast.landlord.id):
        remedies.approve_remedy(remedy, by=cast.by(cast.head), at=moment(DAY))
    assert again(remedy).state is State.APPROVED
    answered(cast, complaint)
    assert again(remedy).state is State.OFFERED
    with as_landlord(cast.landlord.id):
        remedies.answer_remedy(remedy, accepted=False, because="Too little", by=RESIDENT, at=moment(DAY))
    assert again(remedy).state is State.DECLINED
    with as_landlord(cast.landlord.id):
        remedies.answer_remedy(remedy, accepted=True, by=RESIDENT, at=moment(DAY))
    assert again(remedy).state is State.ACCEPTED
    assert again(remedy).declined_because == ""
    with as_landlord(cast.landlord.id):
        on = date(2026, 11, 27)
        remedies.pay_remedy(remedy, on=on, proof="BACS 81", by=cast.by(cast.officer), at=moment(on))
        named = [one.kind.name for one in timeline(cast.landlord.id, ("complaint", complaint.id))]
    assert again(remedy).state is State.PAID
    assert [one for one in named if one.startswith("remedy.")] == [
        "remedy.decided",
        "remedy.approved",
        "remedy.declined",
        "remedy.accepted",
        "remedy.paid",
    ]


def test_the_event_of_the_answer_names_what_it_offers(cast: Cast) -> None:
    remedy = offered(cast)
    with as_landlord(cast.landlord.id):
        noted = timeline(cast.landlord.id, ("complaint", remedy.complaint_id), only=(kinds.ANSWERED,))
    assert noted[0].facts["remedies"] == [{"remedy": str(remedy.id), "kind": "payment", "pence": 15_000}]


def test_the_letter_lists_the_money_with_amount_head_way_and_day(cast: Cast) -> None:
    complaint = at_work(cast)
    decided(cast, complaint, SMALL, point=first_point(complaint))
    decided(cast, complaint, SORRY)
    content = answered(cast, complaint)
    (money,) = [part for part in content["blocks"] if part["code"] == "money"]
    assert [[cell["text"] for cell in row] for row in money["table"]["rows"]] == [
        ["worry and inconvenience", "£150.00", "to your bank account", "Friday 18 December 2026"]
    ]
    assert "keep every right" in money["paragraphs"][0]["text"]


def test_no_money_no_block_of_it(cast: Cast) -> None:
    complaint = at_work(cast)
    decided(cast, complaint, SORRY)
    assert not [part for part in answered(cast, complaint)["blocks"] if part["code"] == "money"]


def test_the_answer_waits_for_the_approval_of_a_payment(cast: Cast) -> None:
    complaint = at_work(cast)
    remedy = decided(cast, complaint, LARGE, point=first_point(complaint))
    findings(cast, complaint)

    def answer() -> None:
        actions.answer(complaint, 1, by=cast.by(cast.manager), at=moment(DAY))

    assert refused(cast, answer) == "payment_not_approved"
    with as_landlord(cast.landlord.id):
        remedies.approve_remedy(remedy, by=cast.by(cast.head), at=moment(DAY))
        answer()
    assert again(remedy).offered_on == date(2026, 11, 20)


def test_changing_an_approved_payment_asks_for_approval_anew(cast: Cast) -> None:
    complaint = at_work(cast)
    remedy = decided(cast, complaint, LARGE)
    with as_landlord(cast.landlord.id):
        remedies.approve_remedy(remedy, by=cast.by(cast.head), at=moment(DAY))
    decided(cast, complaint, replace(LARGE, pence=70_000), remedy=remedy)
    assert again(remedy).state is State.WAITS_FOR_APPROVAL
    decided(cast, complaint, replace(LARGE, pence=20_000), remedy=remedy)
    assert again(remedy).state is State.DECIDED, "within the manager's own limit nobody else is asked"


def test_the_limits_are_the_landlords(cast: Cast) -> None:
    policy(cast, payment_limits=["housing_manager:100", "head_of_housing:500"])
    complaint = at_work(cast)
    remedy = decided(cast, complaint, LARGE)

    def approve(person: Any) -> str:
        return refused(cast, lambda: remedies.approve_remedy(remedy, by=cast.by(person), at=moment(DAY)))

    assert approve(cast.manager) == "approved_by_proposer"
    assert approve(cast.other_manager) == "approval_above_limit"
    assert approve(cast.head) == "approval_above_limit"
    assert decided(cast, complaint, SMALL).needs_approval
    assert not decided(cast, complaint, replace(SMALL, pence=10_000)).needs_approval


def test_money_goes_against_arrears_never_without_the_residents_agreement(cast: Cast) -> None:
    complaint = at_work(cast)
    part = replace(SMALL, offset_pence=5_000)
    assert refused(cast, lambda: decided(cast, complaint, part)) == "offset_without_agreement"
    remedy = decided(cast, complaint, replace(part, offset_agreed=True))
    assert remedy.offset_agreed_on == date(2026, 11, 20)
    text = str(answered(cast, complaint))
    assert "£50.00 of it goes against your rent arrears, as you agreed." in text


def test_a_landlord_that_never_sets_off_never_does(cast: Cast) -> None:
    policy(cast, arrears="never")
    complaint = at_work(cast)
    part = replace(SMALL, offset_pence=5_000, offset_agreed=True)
    assert refused(cast, lambda: decided(cast, complaint, part)) == "offset_never"
    remedy = decided(cast, complaint, SMALL)
    answered(cast, complaint)
    on = date(2026, 11, 27)

    def pay() -> None:
        by, at = cast.by(cast.officer), moment(on)
        remedies.pay_remedy(remedy, on=on, proof="P", offset_pence=1, offset_agreed=True, by=by, at=at)

    assert refused(cast, pay) == "offset_never"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ({"proof": " "}, "payment_without_proof"),
        ({"on": date(2026, 11, 19)}, "paid_before_offered"),
        ({"on": date(2026, 12, 1)}, "date_in_future"),
    ],
)
def test_a_payment_is_marked_with_day_and_proof(cast: Cast, typed: dict[str, Any], code: str) -> None:
    remedy = offered(cast)
    given = {"on": date(2026, 11, 27), "proof": "BACS 81", **typed}
    by, at = cast.by(cast.officer), moment("2026-11-27")
    assert refused(cast, lambda: remedies.pay_remedy(remedy, **given, by=by, at=at)) == code


def test_what_is_offered_cannot_be_changed_or_taken_out(cast: Cast) -> None:
    remedy = offered(cast)
    with as_landlord(cast.landlord.id):
        actions.escalate(remedy.complaint, by=RESIDENT, at=moment("2026-11-23"))
        by, at = cast.by(cast.officer), moment("2026-11-24")
        complaint = remedy.complaint
        actions.acknowledge(complaint, 2, by=by, at=at)
        actions.allocate(complaint, cast.head, stage=2, by=by, at=at)
    head = {"by": cast.by(cast.head), "at": moment("2026-11-25")}
    assert refused(cast, lambda: remedies.drop_remedy(remedy, **head)) in {
        "considered_before",
        "answered_by_another",
        "remedy_offered_already",
    }
    assert (
        refused(cast, lambda: remedies.decide_remedy(complaint, 2, SORRY, remedy=remedy, **head))
        == "remedy_offered_already"
    )


def test_an_accepted_payment_is_made_before_the_case_is_closed(cast: Cast) -> None:
    remedy = offered(cast)
    officer = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        remedies.answer_remedy(remedy, accepted=True, by=RESIDENT, at=moment(DAY))
        nothing_learned(remedy.complaint, by=officer, at=moment(DAY))

    def close() -> None:
        actions.close(remedy.complaint, by=officer, at=moment("2026-12-21"))

    assert refused(cast, close) == "payments_open"
    with as_landlord(cast.landlord.id):
        assert [one.id for one in queries.payments_due(cast.landlord, date(2026, 12, 18))] == [remedy.id]
        on = date(2026, 12, 21)
        remedies.pay_remedy(remedy, on=on, proof="BACS 81", by=officer, at=moment(on))
        assert not queries.payments_due(cast.landlord, on)
        close()


# Pages


def test_a_manager_decides_beside_the_ranges_and_the_head_approves(cast: Cast) -> None:
    complaint = at_work(cast)
    with at_desk(cast.manager, DAY) as client:
        shown = page(client, case(complaint, "remedies/stage/1/"))
        assert "No heating and no hot water: £15 a day" in " ".join(shown.split())
        assert "nothing here enforces it" in shown
        assert "Not certain" in shown, "bands that have ended, and whose days are a setting"
        assert "Who lives there" in shown
        asked = client.post(
            case(complaint, "remedies/stage/1/"), {"point": "1", "kind": "payment", "amount": "a lot"}
        )
        assert "The amount must be an amount, like 150 or 62.50" in said(asked)
        sent(
            client,
            case(complaint, "remedies/stage/1/"),
            point="1",
            kind="payment",
            amount="£620.50",
            head="loss",
            how="bank",
            **day("pay_by", "2026-12-18"),
            weighed="Three months without a bedroom.",
        )
        listed = page(client, case(complaint, "remedies/"))
        assert "£620.50" in listed and "Waits for approval" in listed
        assert "approve/" not in listed, "whoever proposes it is not offered to approve it"
    findings(cast, complaint)
    with as_landlord(cast.landlord.id):
        (remedy,) = queries.to_approve(cast.landlord)
    with at_desk(cast.manager, DAY) as client:
        cannot = page(client, case(complaint, "answer/1/"))
        assert "still has to be approved" in cannot
    with at_desk(cast.head, DAY) as client:
        assert "£620.50" in page(client, "/meadowbank/en/staff/follow-up/")
        assert "Payment to approve" in page(client, "/meadowbank/en/staff/?show=all")
        sent(client, case(complaint, f"remedies/{remedy.id}/approve/"))
    with at_desk(cast.manager, DAY) as client:
        read_and_issue(client, case(complaint, "answer/1/"))
    with at_desk(cast.officer, "2026-11-24") as client:
        sent(client, case(complaint, f"remedies/{remedy.id}/settle/"), accepted="yes")
        sent(
            client,
            case(complaint, f"remedies/{remedy.id}/paid/"),
            **day("on", "2026-11-24"),
            proof="BACS 8113",
        )
        assert "BACS 8113" in page(client, case(complaint, "remedies/"))


def test_a_remedy_of_another_case_is_not_found_here(cast: Cast) -> None:
    remedy = offered(cast)
    other = received(cast)
    with at_desk(cast.officer, "2026-11-24") as client:
        for rest in ("", "settle/", "paid/"):
            assert client.get(case(other, f"remedies/{remedy.id}/{rest}")).status_code == 404


def test_the_resident_accepts_on_their_page_and_changes_their_mind(cast: Cast) -> None:
    policy(cast, second_reader=[])
    got = resident.received(cast)
    resident.acknowledged(cast, got.complaint)
    remedy = decided(cast, got.complaint, SMALL)
    resident.answered(cast, got.complaint, "2026-11-20")
    client = resident.let_in(got)
    seen = resident.words(resident.shown(client, resident.case(got.complaint), "2026-11-20"))
    assert "£150.00 for worry and inconvenience" in seen
    assert "Paid to your bank account by Friday 18 December 2026" in seen
    address = resident.case(got.complaint, f"offers/{remedy.id}/")
    assert "<h1" in resident.shown(client, address, "2026-11-20")
    empty = resident.posted(client, address, "2026-11-20")
    assert "Select yes if you accept it" in empty.content.decode()
    for accepted, state in (("no", State.DECLINED), ("yes", State.ACCEPTED)):
        answer = resident.posted(client, address, "2026-11-23", accepted=accepted)
        assert answer.status_code == 302 and again(remedy).state is state
    late = resident.words(resident.shown(client, resident.case(got.complaint), "2026-12-21"))
    assert "We are late. We should have paid this by Friday 18 December 2026." in late


def test_what_is_not_offered_yet_is_not_the_residents_to_see(cast: Cast) -> None:
    got = resident.received(cast)
    resident.acknowledged(cast, got.complaint)
    remedy = decided(cast, got.complaint, SMALL)
    client = resident.let_in(got)
    assert "£150" not in resident.shown(client, resident.case(got.complaint), "2026-11-20")
    resident.shown(client, resident.case(got.complaint, f"offers/{remedy.id}/"), "2026-11-20", status=404)
