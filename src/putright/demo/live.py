"""Cases that are being worked on today, made by the same acts as real ones, at days that led up to it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from putright.accounts.models import Landlord, Person
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Helper, Received, Told
from putright.complaints.drafting import actions as drafting
from putright.complaints.drafting import queries
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar

from . import remedies
from .cast import FIRST_NAMES, LAST_NAMES, STREETS
from .form import by_the_form
from .intake import arrivals
from .words import AWKWARD, IN_URDU, TROUBLES, Awkward, Trouble

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Team:
    """Who does what at a landlord of the demo. The manager and the head are different people."""

    officer: Person
    managers: tuple[Person, ...]
    head: Person


def worked_back(now: datetime, days_ago: int) -> datetime:
    """The last working day that is at least that many days before `now`, at a quarter past ten."""
    day = now.astimezone(LONDON).date() - timedelta(days=days_ago)
    while not Calendar.england().is_working(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(10, 15), LONDON)


@dataclass
class _Case:
    landlord: Landlord
    team: Team
    manager: Person
    trouble: Trouble
    complaint: Complaint
    today: date

    def at(self, days_ago: int) -> datetime:
        """The last working day that is at least that many days ago, at a quarter past ten."""
        return worked_back(datetime.combine(self.today, time(12), LONDON), days_ago)

    def by(self, person: Person) -> By:
        return By.staff(person.id, "")

    def acknowledge(self, days_ago: int) -> None:
        officer, at = self.by(self.team.officer), self.at(days_ago)
        actions.define(
            self.complaint,
            points=list(self.trouble.wording),
            outcomes=self.trouble.outcomes,
            outside="",
            by=officer,
            at=at,
        )
        actions.allocate(self.complaint, self.manager, stage=1, by=officer, at=at)
        actions.acknowledge(self.complaint, 1, by=officer, at=at)

    def talk(self, *days_ago: int, skip: int = 0) -> None:
        """Contacts on these days, in the order in which the trouble has them, from the one after `skip` on."""
        for ago, (channel, outgoing, summary) in zip(days_ago, self.trouble.talks[skip:], strict=False):
            actions.record_contact(
                self.complaint,
                on=self.at(ago).date(),
                channel=channel,
                outgoing=outgoing,
                who=self.complaint.name or "The resident",
                summary=summary,
                by=self.by(self.manager),
                at=self.at(ago),
            )

    def find(self, days_ago: int, stage: int, *, points: int = 9) -> None:
        writer = self.manager if stage == 1 else self.team.head
        replies = self.trouble.replies if stage == 1 else self.trouble.again or self.trouble.replies
        for point, reply in zip(self.complaint.points.order_by("number")[:points], replies, strict=False):
            actions.record_finding(
                self.complaint,
                point,
                stage,
                FindingDraft(
                    finding=reply.finding,
                    facts=reply.facts,
                    reasons=reply.reasons,
                    basis=reply.basis,
                    remedy=reply.remedy,
                    no_remedy_because=reply.nothing,
                ),
                by=self.by(writer),
                at=self.at(days_ago),
            )

    def answer(self, days_ago: int, stage: int, *, promise_in: int | None, pay: int | None = None) -> None:
        writer = self.manager if stage == 1 else self.team.head
        self.find(days_ago, stage)
        if pay is not None:
            remedies.offer(
                self.complaint,
                stage,
                pay,
                writer=self.by(writer),
                senior=self.by(self.team.head),
                at=self.at(days_ago),
            )
        if promise_in is not None:
            actions.plan_promise(
                self.complaint,
                stage,
                action=self.trouble.promise,
                due_on=self.at(days_ago).date() + timedelta(days=promise_in),
                owner=self.manager,
                point=self.complaint.points.first(),
                news_every_days=10,
                by=self.by(writer),
                at=self.at(days_ago),
            )
        self.read_twice(writer, stage, days_ago)
        actions.answer(self.complaint, stage, by=self.by(writer), at=self.at(days_ago))

    def read_twice(self, writer: Person, stage: int, days_ago: int) -> None:
        """Has somebody else read the answer, where the landlord's policy asks for a second reader."""
        by, at = self.by(writer), self.at(days_ago)
        content = actions.preview_letter(lambda: actions.answer(self.complaint, stage, by=by, at=at))
        if not queries.reading_of(self.complaint, content).done:
            check = drafting.ask_for_check(self.complaint, f"stage{stage}_response", stage, by=by, at=at)
            possible = (self.team.officer, self.team.head, *self.team.managers)
            reader = next(one for one in possible if one not in (writer, self.manager))
            drafting.check_letter(check, accepted=True, by=self.by(reader), at=at)

    def keep(self, days_ago: int, proof: str) -> None:
        """Writes down that what was promised so far is done."""
        for promise in self.complaint.promises.filter(done_on=None):
            at = self.at(days_ago)
            actions.keep_promise(promise, on=at.date(), proof=proof, by=self.by(self.manager), at=at)

    def extend(self, days_ago: int, working_days: int) -> None:
        from putright.complaints.queries import facts_of, with_facts
        from putright.rules.clocks import original_due

        fresh = with_facts(Complaint.objects.filter(landlord=self.landlord)).get(id=self.complaint.id)
        due = original_due(facts_of(fresh), 1)
        actions.extend(
            self.complaint,
            1,
            until=Calendar.england().add(due, working_days),
            reasons=self.trouble.more_time,
            news_every_days=5,
            by=self.by(self.manager),
            at=self.at(days_ago),
        )

    def to_stage_two(self, days_ago: int, *, acknowledged: int | None) -> None:
        actions.escalate(self.complaint, why=self.trouble.why, by=By.resident(), at=self.at(days_ago))
        if acknowledged is not None:
            officer = self.by(self.team.officer)
            actions.allocate(self.complaint, self.team.head, stage=2, by=officer, at=self.at(acknowledged))
            actions.acknowledge(self.complaint, 2, by=officer, at=self.at(acknowledged))


def _just_received(case: _Case) -> None:
    """Nobody has logged it yet."""


def _logged(case: _Case) -> None:
    case.acknowledge(4)
    case.talk(2)


def _half_answered(case: _Case) -> None:
    case.acknowledge(11)
    case.talk(9, 4)
    case.find(3, 1, points=1)
    # More than the manager may pay out: it waits for somebody senior.
    remedies.propose(case.complaint, 1, 38_000, writer=case.by(case.manager), at=case.at(3))


def _late_answer(case: _Case) -> None:
    case.acknowledge(24)
    case.talk(20)
    words = "We are late. The surveyor’s report came back with questions, and we wait for the answers."
    remedies.tell(case.complaint, words, by=case.by(case.manager), at=case.at(7), again_in=5)


def _more_time(case: _Case) -> None:
    case.acknowledge(16)
    case.talk(13)
    case.extend(6, 7)
    remedies.dispute(case.complaint, at=case.at(2))


def _promise_open(case: _Case) -> None:
    case.acknowledge(30)
    case.talk(28, 24)
    case.answer(20, 1, promise_in=34, pay=9_000)


def _promise_broken(case: _Case) -> None:
    case.acknowledge(45)
    case.talk(40, 36)
    case.answer(33, 1, promise_in=21)
    case.talk(8, skip=2)


def _stage_two_asked(case: _Case) -> None:
    case.acknowledge(33)
    case.talk(30)
    case.answer(22, 1, promise_in=20)
    case.to_stage_two(3, acknowledged=None)


def _stage_two_under_way(case: _Case) -> None:
    case.acknowledge(48)
    case.talk(45, 40)
    case.answer(37, 1, promise_in=12)
    case.keep(27, "The corrected account was sent; copy kept with the case.")
    case.to_stage_two(20, acknowledged=16)


def _stage_two_late(case: _Case) -> None:
    case.acknowledge(75)
    case.talk(72, 68)
    case.answer(64, 1, promise_in=None)
    case.to_stage_two(52, acknowledged=48)


def _final_answer(case: _Case) -> None:
    case.acknowledge(70)
    case.talk(66, 63)
    case.answer(60, 1, promise_in=None)
    case.to_stage_two(50, acknowledged=46)
    case.answer(21, 2, promise_in=40, pay=60_000)
    remedies.learn(case.complaint, 0, landlord=case.landlord, by=case.by(case.team.officer), at=case.at(14))


def _extended_and_answered(case: _Case) -> None:
    case.acknowledge(38)
    case.talk(36, 30)
    case.extend(27, 7)
    remedies.call_back(case.complaint, by=case.by(case.manager), at=case.at(26))
    case.answer(19, 1, promise_in=33, pay=42_000)
    remedies.learn(case.complaint, 1, landlord=case.landlord, by=case.by(case.team.officer), at=case.at(12))


def _promise_kept(case: _Case) -> None:
    case.acknowledge(44)
    case.talk(41)
    case.answer(33, 1, promise_in=25, pay=15_000)
    case.talk(12, skip=1)
    case.keep(10, "Pictures of the finished work are kept with the case.")
    remedies.accept_and_pay(case.complaint, by=case.by(case.manager), at=case.at(9))
    remedies.learn(case.complaint, 0, landlord=case.landlord, by=case.by(case.team.officer), at=case.at(8))


# How a case stands, with how many days ago it was received.
SHAPES: tuple[tuple[Callable[[_Case], None], int], ...] = (
    (_promise_broken, 48),
    (_just_received, 1),
    (_logged, 7),
    (_stage_two_under_way, 52),
    (_half_answered, 14),
    (_late_answer, 29),
    (_more_time, 20),
    (_just_received, 9),
    (_promise_open, 34),
    (_stage_two_asked, 37),
    (_stage_two_late, 79),
    (_final_answer, 74),
    (_just_received, 0),
    (_extended_and_answered, 42),
    (_promise_kept, 47),
)
# Places in the list above, round after round, whose residents are not simply tenants who write English.
IN_URDU_AT = frozenset({14, 25})
# The number of the last of them gets no texts: what did not arrive is to be seen too.
BY_TEXT_AT = (4, 13, 14, 28)
FOR_A_MOTHER_AT = frozenset({8, 20})


def live_cases(landlord: Landlord, team: Team, count: int, now: datetime) -> list[Received]:
    """Makes `count` open cases at the landlord. Gives each with its passphrase, in the order of SHAPES."""
    chance = random.Random(landlord.code)
    made = []
    with as_landlord(landlord.id), letters.in_this_process():
        for number in range(count):
            shape, days_ago = SHAPES[number % len(SHAPES)]
            made.append(_make(landlord, team, number, shape, days_ago, chance, now))
        _hazards(landlord, made, now)
        remedies.take_on(landlord, at=now)
        arrivals(landlord, team.officer, made, now)
        by_the_form(landlord, now)
    return made


def _make(
    landlord: Landlord,
    team: Team,
    number: int,
    shape: Callable[[_Case], None],
    days_ago: int,
    chance: random.Random,
    now: datetime,
) -> Received:
    trouble = IN_URDU if number in IN_URDU_AT else TROUBLES[number % len(TROUBLES)]
    awkward = shape is _just_received and number >= len(SHAPES)
    today = now.astimezone(LONDON).date()
    received_at = datetime.combine(today - timedelta(days=days_ago), time(9, 40), LONDON)
    told = _told(trouble, number, chance, awkward=awkward)
    received = actions.raise_complaint(
        landlord, told, by=By.resident(), at=min(received_at, now), channel="web" if number % 3 else "phone"
    )
    manager = team.managers[number % len(team.managers)]
    shape(_Case(landlord, team, manager, trouble, received.complaint, today))
    return received


def _told(trouble: Trouble, number: int, chance: random.Random, *, awkward: bool) -> Told:
    if awkward:
        return _awkward(AWKWARD[number // 5 % len(AWKWARD)], number)
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    house, street = chance.randint(1, 88), chance.choice(STREETS)
    by_post = number % 5 == 1
    told = Told(
        words=trouble.words,
        more_points=trouble.more,
        wanted=("work", "explain"),
        name=f"{first} {last}",
        address=f"{house} {street}",
        postcode=f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}ZZ",
        contact_ways=("phone", "post") if by_post else ("email", "phone"),
        phone=f"07700 900 {chance.randint(0, 999):03}",
        email="" if by_post else f"{first.lower()}.{number}@resident.example",
        safe_times="After four in the afternoon" if number % 4 == 2 else "",
        safe_message=bool(chance.getrandbits(1)),
        safe_letters=True,
        documents_by="large_print" if number % 10 == 9 else "post" if by_post else "email",
        spoken_language="English",
    )
    if number in BY_TEXT_AT:
        gone = number == BY_TEXT_AT[-1]
        told = replace(
            told,
            contact_ways=("text",),
            email="",
            documents_by="online",
            safe_message=True,
            phone="07700 900 000" if gone else told.phone,
        )
    if number in IN_URDU_AT:
        return replace(
            told, name=f"Rukhsana {last}", spoken_language="Urdu", written_language="ur", interpreter=True
        )
    if number in FOR_A_MOTHER_AT:
        helper = Helper(
            name=told.name, role="family", phone=told.phone, permission="ask", scope=("talk", "letters")
        )
        return replace(
            told,
            for_whom="someone",
            name=f"Agnes {last}",
            own_home=True,
            helper=helper,
            contact_ways=("representative",),
            phone="",
            email="",
            documents_by="post",
        )
    return told


def _awkward(given: Awkward, number: int) -> Told:
    told = Told(words=given.words, written_language=given.language, spoken_language=given.spoken)
    if not given.name:
        return replace(told, for_whom="no_name", contact_ways=("none",))
    return replace(
        told,
        name=given.name,
        contact_ways=("phone",),
        phone=f"07700 900 {number:03}",
        safe_message=True,
        documents_by="online",
        interpreter=given.spoken != "English",
    )


def _hazards(landlord: Landlord, made: list[Received], now: datetime) -> None:
    actions.open_hazard(
        landlord,
        danger="yes",
        what=("water",),
        words="Water is coming through the light fitting.",
        phone="07700 900 461",
        by=By.resident(),
        at=now - timedelta(minutes=50),
    )
    actions.open_hazard(
        landlord,
        complaint=made[1].complaint,
        danger="unknown",
        what=("breathing",),
        by=By.resident(),
        at=now - timedelta(hours=20),
    )


def team_of(people: dict[str, Person], keys: tuple[str, tuple[str, ...], str]) -> Team:
    """The team whose people have these keys: officer, managers, head."""
    officer, managers, head = keys
    return Team(people[officer], tuple(people[key] for key in managers), people[head])


TEAMS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "meadowbank": ("olive", ("martin", "mabel"), "hetty"),
    "tidewell": ("tess", ("desmond",), "ruth"),
    "larkfield": ("lou", ("lou",), "bea"),
}
