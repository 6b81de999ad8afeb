"""What residents of the demo say of their own case: understood or not, time of their own, a neighbour who joins a
group by its link, and how it was once the case was closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints import actions
from putright.complaints.actions import FindingDraft, Received, Told
from putright.complaints.afterwards.actions import ask_afterwards, say_afterwards, share_story
from putright.complaints.groups.actions import Household, invite, join_by_link
from putright.complaints.learning.actions import Lesson, record_learning
from putright.complaints.models import Complaint, Group, Invitation
from putright.complaints.more_time.actions import take_time
from putright.complaints.needs.actions import record_need
from putright.complaints.understanding.actions import keep_understanding, reply_to_understanding
from putright.record.chain import By
from putright.record.tenancy import as_landlord

from .live import Team, worked_back

RESIDENT = By.resident()
CLOSED: tuple[tuple[str, str, str, bool, bool, str | None], ...] = (
    # Name, what went wrong, what was done, fair, solved, and the name for a case study (None: no word of one).
    (
        "Marta Sample",
        "The entry phone has not worked since spring, and parcels go back.",
        "We did not answer your three reports. I am sorry. The entry phone was replaced on 2 visits.",
        True,
        True,
        "Marta",
    ),
    (
        "Desmond Example",
        "The communal boiler room floods when it rains.",
        "We did not clear the drain when you first told us. I am sorry. It was cleared and is on the yearly list.",
        True,
        False,
        None,
    ),
)


def say_their_word(landlord: Landlord, team: Team, live: Sequence[Received], now: datetime) -> None:
    """Places among the live cases: 2 is asked whether we have understood, 3 says yes, 4 wishes for a change, 5 was told
    why it stays, 6 takes time of their own. A household joins the group by its link; two cases are closed and asked.
    """
    with as_landlord(landlord.id):
        for place, says, words in (
            (4, "change", "It is two rooms, not one: the small bedroom is damp as well."),
            (5, "add", "Please add that I wrote to you in March."),
        ):
            reply_to_understanding(
                live[place].complaint, says=says, words=words, by=RESIDENT, at=now - timedelta(days=2)
            )
        keep_understanding(
            live[5].complaint,
            because="Your letter of March is about the rent account. We answer it there, by the same day.",
            by=By.staff(team.managers[0].id, ""),
            at=now - timedelta(days=1),
        )
        waiting = live[6].complaint
        why = "I have treatment on two days a week and read slowly after it."
        take_time(
            waiting,
            what="evidence",
            until=timezone.localdate(now) + timedelta(days=12),
            because=why,
            of_need=True,
            by=RESIDENT,
            at=now - timedelta(days=1),
        )
        record_need(waiting, kind="more_time", words=why, by=RESIDENT, at=now - timedelta(days=1))
        _joined(landlord, now)
        for given in CLOSED:
            _closed(landlord, team, given, now)
    ask_afterwards(landlord.id, now)
    with as_landlord(landlord.id):
        for name, _wrong, _done, fair, solved, story in CLOSED:
            case = Complaint.objects.get(landlord=landlord, name=name)
            if story is not None:
                say_afterwards(case, fair=fair, solved=solved, by=RESIDENT, at=now)
                share_story(case, agreed=True, name_as=story, by=RESIDENT, at=now)


def _joined(landlord: Landlord, now: datetime) -> None:
    group = Group.objects.filter(landlord=landlord).select_related("complaint__landlord").first()
    if group is None:
        return
    invite(group.complaint, by=RESIDENT, at=now - timedelta(days=3))
    invitation = Invitation.objects.select_related("group__complaint__landlord").get(
        landlord=landlord, group=group
    )
    join_by_link(
        invitation,
        Household(
            "Nasreen Sample",
            "Flat 31, Specimen House",
            "ZZ9 9ZZ",
            email="nasreen@residents.example",
            same_as_group=False,
            effect="I use a wheelchair. When the lift is out I cannot leave my flat.",
            wish="A call on the morning on which it is out, and somebody who brings my shopping up.",
            letter="own",
        ),
        written_language="ur",
        documents_by="email",
        by=RESIDENT,
        at=now - timedelta(days=2),
    )


def _closed(
    landlord: Landlord, team: Team, given: tuple[str, str, str, bool, bool, str | None], now: datetime
) -> None:
    name, wrong, done, *_rest = given
    officer, manager = By.staff(team.officer.id, ""), By.staff(team.managers[0].id, "")
    told = Told(
        words=wrong, name=name, contact_ways=("email",), email=f"{name.split()[0].lower()}@residents.example"
    )
    case = actions.raise_complaint(landlord, told, by=RESIDENT, at=now - timedelta(days=62)).complaint
    at = worked_back(now, 60)
    actions.define(case, points=[wrong], outcomes="It works again.", outside="", by=officer, at=at)
    reply_to_understanding(case, says="right", by=RESIDENT, at=at)
    actions.allocate(case, team.managers[0], stage=1, by=officer, at=at)
    actions.acknowledge(case, 1, by=officer, at=at)
    at = worked_back(now, 52)
    reasons = "Our own record shows the reports, and no visit before the third."
    found = FindingDraft("agree", "You told us three times.", reasons, "Repairs policy, section 4", done)
    for point in case.points.all():
        actions.record_finding(case, point, 1, found, by=manager, at=at)
    actions.answer(case, 1, by=manager, at=at)
    at = worked_back(now, 13)
    nothing = "One report was overlooked by a person who has left; the team checks the list daily since."
    record_learning(case, Lesson(nothing_because=nothing), by=officer, at=at)
    actions.close(case, by=officer, at=at)
