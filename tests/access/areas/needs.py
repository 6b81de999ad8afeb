"""What somebody needs, what happened because they complained, limits to how they contact us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from putright.complaints.models import ContactLimit, Need, Reprisal
from putright.complaints.needs import actions
from putright.record.tenancy import as_landlord

DAY = date(2026, 11, 9)
GET = """
complaints:needs                      in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:household                  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:limit_new                  in  in  in  in  in 404 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:limit_reviewed             in  in  in  in  in 404 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:reprisal_noted             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:need_decided               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:need_ended                 in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:needs_waiting              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:reprisals                  in  in  in  in  in 404 404 404 404 404 404 404 404 200 404 404 404 404 2nd  in
complaints:reprisal                   in  in  in  in  in 404 404 404 404 404 404 404 404 200 404 404 404 404 2nd  in
complaints:tell_reprisal             404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
POST = """
complaints:needs                      in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:household                  in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:limit_new                  in  in  in  in  in 404 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:limit_reviewed             in  in  in  in  in 404 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:reprisal_noted             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:need_decided               in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:need_ended                 in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:needs_waiting              in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:reprisals                  in  in  in  in  in 404 404 404 404 404 404 404 404 405 404 404 404 404 2nd  in
complaints:reprisal                   in  in  in  in  in 404 404 404 404 404 404 404 404 200 404 404 404 404 2nd  in
complaints:tell_reprisal             404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
ACT_ROWS = """
record_need          ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
decide_need         not  ok  ok  ok  ok not not not not not  no  no  no  no  no
end_need             ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
record_household     ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
report_reprisal      ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
answer_reprisal     not not not not not not not not not  ok  no  no  no  no  no
limit_contact       not not not not  ok not not not not not  no  no  no  no  no
review_limit        not not not not  ok not not not not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def need_of(complaint: Any, day: date) -> Need:
    return Need.objects.create(
        landlord=complaint.landlord, complaint=complaint, kind="other", words="<script>", asked_on=day
    )


def reprisal_of(complaint: Any, day: date) -> Reprisal:
    return Reprisal.objects.create(
        landlord=complaint.landlord, complaint=complaint, told_on=day, words="<script>"
    )


def limit_of(complaint: Any, day: date) -> ContactLimit:
    return ContactLimit.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        limit="<script>",
        reasons="<script>",
        needs_considered="<script>",
        from_on=day,
        review_on=day + timedelta(days=30),
    )


ACTS: Mapping[str, Any] = {
    "record_need": (
        nothing,
        lambda s, by: actions.record_need(s.complaint, kind="large_print_18", by=by, at=s.at),
    ),
    "decide_need": (
        lambda s: need_of(s.complaint, DAY),
        lambda s, by: actions.decide_need(Need.objects.get(), decision="agreed", by=by, at=s.at),
    ),
    "end_need": (
        lambda s: need_of(s.complaint, DAY),
        lambda s, by: actions.end_need(Need.objects.get(), by=by, at=s.at),
    ),
    "record_household": (
        nothing,
        lambda s, by: actions.record_household(s.complaint, at_home=["pregnant"], by=by, at=s.at),
    ),
    "report_reprisal": (
        nothing,
        lambda s, by: actions.report_reprisal(s.complaint, words="Threats", by=by, at=s.at),
    ),
    "answer_reprisal": (
        lambda s: reprisal_of(s.complaint, DAY),
        lambda s, by: actions.answer_reprisal(Reprisal.objects.get(), answer="Done", by=by, at=s.at),
    ),
    "limit_contact": (
        nothing,
        lambda s, by: actions.limit_contact(
            s.complaint,
            limit="By letter",
            reasons="R",
            needs_considered="N",
            review_on=DAY + timedelta(days=60),
            by=by,
            at=s.at,
        ),
    ),
    "review_limit": (
        lambda s: limit_of(s.complaint, DAY),
        lambda s, by: actions.review_limit(
            ContactLimit.objects.get(), keep_until=None, reasons="R", by=by, at=s.at
        ),
    ),
}


def make(world: Any) -> None:
    """A need, a reprisal and a limit on the resident's case, and a need elsewhere that nobody here may find."""
    today = timezone.localdate()
    for case in (world.mine, world.elsewhere):
        with as_landlord(case.complaint.landlord_id):
            need_of(case.complaint, today)
            reprisal_of(case.complaint, today)
            limit_of(case.complaint, today)


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {
            "need": Need.objects.get().id,
            "reprisal": Reprisal.objects.get().id,
            "limit": ContactLimit.objects.get().id,
        }
