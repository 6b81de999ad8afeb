"""Money, news, what residents say to more time, and what is learned, in the demo's cases that are worked on today."""

from __future__ import annotations

from datetime import datetime, timedelta

from putright.accounts.models import Landlord, Person, Role
from putright.complaints.learning.actions import Lesson, accept_learning, prove_learning, record_learning
from putright.complaints.models import Complaint, Learning, Remedy
from putright.complaints.more_time.actions import react_to_reply, reply_to_more_time
from putright.complaints.news.actions import give_news
from putright.complaints.remedies.actions import (
    RemedyDraft,
    answer_remedy,
    approve_remedy,
    decide_remedy,
    pay_remedy,
)
from putright.record.chain import By
from putright.rules.stages import Role as RoleKind

WEIGHED = "Three weeks of it, two calls that nobody returned, and somebody ill at home."
# Cause, service, what changes, what may be published. The same cause comes twice, so that it is seen to come again.
LESSONS = (
    (
        "process",
        "repairs",
        "A visit is confirmed by text the day before, and a missed one is booked again the same day.",
        "You said that nobody came. We now confirm each visit the day before.",
    ),
    (
        "system",
        "charges",
        "The account shows each charge with the day it is for before the bill goes out.",
        "",
    ),
)


def offer(complaint: Complaint, stage: int, pence: int, *, writer: By, senior: By, at: datetime) -> Remedy:
    """Decides a payment for the first point; where it is more than the writer may pay out, somebody senior approves."""
    remedy = propose(complaint, stage, pence, writer=writer, at=at)
    if remedy.needs_approval:
        approve_remedy(remedy, by=senior, at=at)
    return remedy


def propose(complaint: Complaint, stage: int, pence: int, *, writer: By, at: datetime) -> Remedy:
    """Decides a payment, and leaves an approval that it may need to somebody else."""
    draft = RemedyDraft(
        "payment",
        weighed=WEIGHED,
        pence=pence,
        head="distress",
        how="bank",
        pay_by=at.date() + timedelta(days=28),
    )
    return decide_remedy(complaint, stage, draft, point=complaint.points.first(), by=writer, at=at)


def accept_and_pay(complaint: Complaint, *, by: By, at: datetime) -> None:
    """The resident accepts what was offered, and it is paid."""
    for remedy in Remedy.objects.filter(landlord=complaint.landlord, complaint=complaint):
        answer_remedy(remedy, accepted=True, by=By.resident(), at=at)
        pay_remedy(remedy, on=at.date(), proof="Bank transfer, run of that day.", by=by, at=at)


def dispute(complaint: Complaint, *, at: datetime) -> None:
    """The resident does not agree to more time; nobody has reacted yet."""
    reply_to_more_time(
        complaint,
        1,
        says="disagree",
        because="We have waited since the summer, and it is getting cold.",
        wants_ready_points=True,
        by=By.resident(),
        at=at,
    )


def call_back(complaint: Complaint, *, by: By, at: datetime) -> None:
    """The resident wants a call about more time, and is called."""
    reply = reply_to_more_time(complaint, 1, says="call", by=By.resident(), at=at)
    react_to_reply(reply, words="I called and explained what the survey is for.", by=by, at=at)


def tell(complaint: Complaint, words: str, *, by: By, at: datetime, again_in: int | None = None) -> None:
    """News while the resident waits; `again_in` working days until the next."""
    give_news(complaint, words=words, news_every_days=again_in, by=by, at=at)


def learn(
    complaint: Complaint, which: int, *, landlord: Landlord, by: By, at: datetime, due_in: int = 60
) -> None:
    """Writes down what a case teaches, for the manager of a service where the landlord has one."""
    cause, service, change, publish = LESSONS[which % len(LESSONS)]
    owner = _service_manager(landlord) or Person.objects.get(id=str(by.person_id))
    lesson = Lesson(cause, service, change, owner, at.date() + timedelta(days=due_in), publish)
    record_learning(complaint, lesson, by=by, at=at)


def take_on(landlord: Landlord, *, at: datetime) -> None:
    """The manager of a service takes on the first change of the landlord's, and makes it."""
    owner = _service_manager(landlord)
    first = Learning.objects.filter(landlord=landlord, owner=owner).order_by("id").first() if owner else None
    if owner is None or first is None:
        return
    by = By.staff(owner.id, "")
    accept_learning(first, by=by, at=at)
    prove_learning(first, on=at.date(), proof="The texts have gone out since Monday.", by=by, at=at)


def _service_manager(landlord: Landlord) -> Person | None:
    role = (
        Role.objects.filter(landlord=landlord, kind=RoleKind.SERVICE_MANAGER.value)
        .select_related("person")
        .first()
    )
    return role.person if role else None
