"""What the pages of the landlord's staff share: the door, the frame, the words, and how an act is tried.

A page shows a case through `case_page`, does something through `tried`, and asks `rules` alone what is due or allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any, TypeVar, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_staff
from putright.accounts.models import Person
from putright.complaints import letters
from putright.complaints.forms_landlords import ways_of
from putright.complaints.models import Complaint, Stage
from putright.complaints.queries import (
    Standing,
    Urgency,
    considered_before,
    current_stage,
    facts_of,
    standing,
    urgency,
)
from putright.complaints.reference import spoken
from putright.complaints.roles import (
    CASE_KEEPING,
    CASEWORK,
    CHECKING,
    HEARING,
    LEARNING,
    OVERSEEING,
    READING,
    TEAM,
    WATCHING,
)
from putright.rules import editions, stages
from putright.rules.clocks import Clock, overdue
from putright.rules.errors import Refused
from putright.rules.explanations import explanation
from putright.rules.stages import Act, Extension, Role, State, What
from putright.ui import words

from .once import once

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def staff_page(*roles: Role) -> Callable[[View], View]:
    """The door of a staff page, for people with one of these roles. Staff pages are in English alone.

    What is sent to one is done once, however often it is sent.
    """

    def mark(view: View) -> View:
        view = once(view)

        @wraps(view)
        def shown(request: PutrightRequest, **parts: Any) -> HttpResponseBase:
            if request.LANGUAGE_CODE != "en":
                if request.method not in {"GET", "HEAD"}:
                    raise Http404
                head = f"/{request.landlord.code}/"
                rest = request.get_full_path().removeprefix(f"{head}{request.LANGUAGE_CODE}/")
                return HttpResponseRedirect(f"{head}en/{rest}")
            return view(request, **parts)

        return open_to_staff(*roles)(cast(View, shown))

    return mark


def who_may(act: Act) -> tuple[Role, ...]:
    """The staff roles that an act is open to at all; whether it may be done now is asked when it is done."""
    return tuple(sorted(stages.WHO[act] - {Role.RESIDENT}))


def today(request: PutrightRequest) -> date:
    """The day of the request in England."""
    return timezone.localdate(request.moment)


# Words

STATES: Mapping[State, tuple[Any, str]] = {
    State.RECEIVED: (gettext_lazy("Received"), "blue"),
    State.ACKNOWLEDGED: (gettext_lazy("At stage 1"), "yellow"),
    State.ANSWERED: (gettext_lazy("Stage 1 answered"), "green"),
    State.STAGE2_ASKED: (gettext_lazy("Stage 2 asked for"), "blue"),
    State.STAGE2_ACKNOWLEDGED: (gettext_lazy("At stage 2"), "yellow"),
    State.STAGE2_ANSWERED: (gettext_lazy("Final answer given"), "green"),
    State.STAGE3_ASKED: (gettext_lazy("Stage 3 asked for"), "blue"),
    State.STAGE3_ACKNOWLEDGED: (gettext_lazy("At stage 3"), "yellow"),
    State.STAGE3_ANSWERED: (gettext_lazy("Stage 3 answered"), "green"),
    State.REFUSED: (gettext_lazy("Not accepted"), "grey"),
    State.ESCALATION_REFUSED: (gettext_lazy("Next stage refused"), "grey"),
    State.WITHDRAWN: (gettext_lazy("Withdrawn"), "grey"),
    State.CLOSED_AFTER_STAGE1: (gettext_lazy("Closed"), "grey"),
    State.CLOSED: (gettext_lazy("Closed"), "grey"),
    State.JOINED: (gettext_lazy("Joined into another"), "grey"),
}

URGENCIES: Mapping[Urgency, Any] = {
    Urgency.LATE: gettext_lazy("Late"),
    Urgency.TODAY: gettext_lazy("Due today"),
    Urgency.THIS_WEEK: gettext_lazy("Due this week"),
    Urgency.LATER: gettext_lazy("Later"),
    Urgency.UNDATED: gettext_lazy("Nothing due"),
}

ROLES: Mapping[Role, Any] = {
    Role.COMPLAINTS_OFFICER: gettext_lazy("Complaints officer"),
    Role.HOUSING_MANAGER: gettext_lazy("Housing manager"),
    Role.HEAD_OF_HOUSING: gettext_lazy("Head of Housing"),
    Role.LANDLORD_ADMIN: gettext_lazy("Administrator"),
    Role.FRONT_LINE: gettext_lazy("Front-line staff"),
    Role.TEAM_LEADER: gettext_lazy("Team leader"),
    Role.SERVICE_MANAGER: gettext_lazy("Service manager"),
    Role.MEMBER_RESPONSIBLE: gettext_lazy("Member Responsible for Complaints"),
    Role.RESIDENT: gettext_lazy("Resident"),
}

LETTERS: Mapping[str, Any] = {
    "stage1_acknowledgement": gettext_lazy("Stage 1: logged"),
    "stage2_acknowledgement": gettext_lazy("Stage 2: logged"),
    "stage3_acknowledgement": gettext_lazy("Stage 3: logged"),
    "stage1_extension": gettext_lazy("Stage 1: more time"),
    "stage2_extension": gettext_lazy("Stage 2: more time"),
    "stage3_extension": gettext_lazy("Stage 3: more time"),
    "stage1_response": gettext_lazy("Stage 1: our answer"),
    "stage2_response": gettext_lazy("Stage 2: our final answer"),
    "stage3_response": gettext_lazy("Stage 3: our answer"),
    "refusal_to_accept": gettext_lazy("Complaint not accepted"),
    "refusal_to_escalate": gettext_lazy("Next stage refused"),
}


def clock_title(clock: Clock) -> str:
    """What a clock waits for: "Acknowledge and log stage 1"."""
    stage = {"stage": clock.stage}
    if clock.event == "acknowledge":
        return _("Acknowledge and log stage %(stage)s") % stage
    if clock.event == "extend":
        return _("More time for stage %(stage)s") % stage
    return _("Answer stage %(stage)s") % stage


@dataclass(frozen=True)
class Due:
    """What is to be done next on a case, by when, and how that stands."""

    what: str
    on: date
    urgency: Urgency
    left: str


def due_next(stands: Standing, on: date) -> Due | None:
    """The nearer of the running clock and the first promise still to keep; None where nothing is waited for."""
    clock, promised = stands.next, stands.next_promise_on
    if promised is not None and (clock is None or promised < clock.last_day):
        what = ngettext("Keep a promise", "Keep the first of %(number)s promises", stands.open_promises) % {
            "number": stands.open_promises
        }
        near = urgency(promised, on)
        return Due(what, promised, near, _("late") if near is Urgency.LATE else "")
    if clock is None:
        return None
    return Due(clock_title(clock), clock.last_day, urgency(clock.last_day, on), days_left(clock, on))


def days_left(clock: Clock, on: date) -> str:
    """How long a running clock has still to go, or by how much it is late, in working days."""
    if clock.late:
        late = clock.working_days_late or 0
        if not late:
            return _("late")
        return ngettext("%(number)s working day late", "%(number)s working days late", late) % {
            "number": late
        }
    left = clock.calendar.working_days_between(on, clock.last_day) if clock.last_day > on else 0
    if not left:
        return _("last day") if clock.last_day == on else ""
    return ngettext("%(number)s working day left", "%(number)s working days left", left) % {"number": left}


@dataclass(frozen=True)
class ClockShown:
    """A clock with its title, how it stands in a word, and how its date came about."""

    clock: Clock
    title: str
    text: str
    colour: str
    steps: list[str]


def clock_shown(clock: Clock, on: date) -> ClockShown:
    """A clock of a complaint in words, as it stands on that day."""
    if clock.event == "extend":
        text, colour = (_("In time"), "green") if clock.met else (_("Does not hold"), "red")
    elif clock.running:
        text, colour = (
            days_left(clock, on),
            "red" if clock.late else "yellow" if clock.last_day == on else "blue",
        )
    elif clock.stopped:
        text, colour = (_("Ended, late"), "red") if clock.late else (_("Ended"), "grey")
    elif clock.late:
        text, colour = _("Done late"), "red"
    else:
        text, colour = _("Done in time"), "green"
    return ClockShown(clock, clock_title(clock), text, colour, words.explanation(explanation(clock)))


# What may be done now


@dataclass(frozen=True)
class Doable:
    """An act that the rules permit now: its button, where it leads, and whether it is the next step."""

    text: str
    href: str
    next_step: bool = False


# Refusals that say that somebody else has to do it: no button for those.
BY_ANOTHER = frozenset({"answered_by_another", "extension_by_another", "considered_before"})


def permitted(request: PutrightRequest, complaint: Complaint, stands: Standing) -> frozenset[Act]:
    """The acts that the case's state, its edition and the visitor's roles allow, and that are not another's to do."""
    edition = editions.edition(complaint.edition) if complaint.edition else None
    facts, stage, on = facts_of(complaint), current_stage(complaint), today(request)
    person, answers = request.visitor.person, answerer(complaint, stage.number)
    what = What(
        person=person.id if person else None,
        answers_stage=answers.id if answers else None,
        considered_before=considered_before(complaint, stage.number),
        extension=Extension(on, reasons="asked only whose it is"),
    )
    found: set[Act] = set()
    for role in request.visitor.roles:
        for act in stages.permitted(stands.state, role, edition) - found:
            try:
                if act is not Act.ALLOCATE:
                    stages.check(act, role=role, facts=facts, on=on, what=what)
            except Refused as refused:
                if refused.code in BY_ANOTHER:
                    continue
            found.add(act)
    return frozenset(found)


def doable(
    request: PutrightRequest,
    complaint: Complaint,
    stands: Standing,
    acts: frozenset[Act],
    *,
    worded: bool,
    unanswered: int | None,
) -> list[Doable]:
    """The buttons of a case for the acts that are `permitted`, the likely next step first. `worded` says whether every
    point has our words, `unanswered` the first point whose answer still lacks something.

    What hangs on one point or one promise stands beside that point or promise, not here.
    """
    stage = current_stage(complaint)
    answers = answerer(complaint, stage.number)
    number = {"stage": stage.number}

    def to(name: str, **parts: Any) -> str:
        return address(request, f"complaints:{name}", reference=complaint.reference, **parts)

    last = _("Issue the final answer") if stage.number > 1 else _("Issue the stage 1 answer")
    offered: tuple[tuple[Act, str, str, bool], ...] = (
        (Act.DEFINE, _("Write down what we understand"), to("define"), not worded),
        (
            Act.ACKNOWLEDGE,
            _("Acknowledge and log stage %(stage)s") % number,
            to("acknowledge", stage=stage.number),
            worded,
        ),
        (
            Act.ALLOCATE,
            (_("Change who answers stage %(stage)s") if answers else _("Choose who answers stage %(stage)s"))
            % number,
            to("allocate", stage=stage.number),
            worded and answers is None and stage.acknowledged_on is not None,
        ),
        (Act.ANSWER, last, to("answer", stage=stage.number), unanswered is None),
        (
            Act.FIND,
            _("Write the answer to point %(number)s") % {"number": unanswered or 1},
            to("finding", stage=stage.number, number=unanswered or 1),
            unanswered is not None,
        ),
        (Act.EXTEND, _("Take more time"), to("extend", stage=stage.number), False),
        (Act.RECORD_CONTACT, _("Write down a contact"), to("contact"), False),
        (Act.CLOSE, _("Close the complaint"), to("close"), not stands.open_promises),
        (Act.REOPEN, _("Open the complaint again"), to("staff_reopen"), False),
        (
            Act.ESCALATE,
            _("Resident asks for stage %(stage)s") % {"stage": stage.number + 1},
            to("staff_escalate"),
            False,
        ),
        (Act.REFUSE, refuse_title(stage.number), to("refuse", stage=stage.number), False),
        (Act.WITHDRAW, _("Resident withdraws"), to("staff_withdraw"), False),
    )
    found = [
        Doable(text, href, next_step)
        for act, text, href, next_step in offered
        if act in acts
        # More time is told before the answer is due, and once: after that the link would lead to a refusal.
        and not (act is Act.EXTEND and (stage.extended_to or stands.overdue))
        and not (act is Act.FIND and unanswered is None)
    ]
    first = next((one for one in found if one.next_step), None)
    return [
        *([first] if first else []),
        *(Doable(one.text, one.href) for one in found if one is not first),
    ]


def refuse_title(stage: int) -> str:
    """What refusing is called: the complaint itself at stage 1, a further stage after it."""
    if stage == 1:
        return _("Do not accept the complaint")
    return _("Refuse stage %(stage)s") % {"stage": stage}


def answerer(complaint: Complaint, stage: int) -> Any:
    """The person to whom a stage was given, or None."""
    return complaint.handler if stage == 1 else complaint.reviewer


# Pages


# The menu: the name of an address, its text, whose it is. A folder of the room adds its own lists here.
MENU: tuple[tuple[str, Any, tuple[Role, ...]], ...] = (
    ("queue", gettext_lazy("Cases"), TEAM),
    ("letters_to_check", gettext_lazy("Letters to check"), TEAM),
    ("staff_search", gettext_lazy("Search"), READING),
    ("staff_new", gettext_lazy("New complaint"), HEARING),
    ("waiting_messages", gettext_lazy("Messages"), TEAM),
    ("requests", gettext_lazy("Service requests"), HEARING),
    ("dangers", gettext_lazy("Dangers"), HEARING),
    ("team", gettext_lazy("Team"), TEAM),
    ("follow_up", gettext_lazy("To follow up"), CASEWORK),
    ("learning_list", gettext_lazy("Learning"), LEARNING),
    ("dashboard", gettext_lazy("Dashboard"), OVERSEEING),
    ("awareness", gettext_lazy("Awareness"), OVERSEEING),
    ("reprisals", gettext_lazy("Reprisals"), (Role.MEMBER_RESPONSIBLE,)),
    ("confided", gettext_lazy("Names given to you"), (Role.MEMBER_RESPONSIBLE,)),
    ("homes", gettext_lazy("Homes"), (*READING, Role.LANDLORD_ADMIN)),
    ("equality_counts", gettext_lazy("Equality"), (Role.MEMBER_RESPONSIBLE, Role.LANDLORD_ADMIN)),
    ("keeping", gettext_lazy("What is kept"), (Role.HEAD_OF_HOUSING, Role.LANDLORD_ADMIN)),
    # A room beside this one: its address is named and nothing of it imported.
    (
        "guidance:staff_stories",
        gettext_lazy("Residents’ stories"),
        (Role.TEAM_LEADER, Role.MEMBER_RESPONSIBLE),
    ),
    ("procedure", gettext_lazy("Check our procedure"), CHECKING),
    ("languages", gettext_lazy("Languages"), CHECKING),
    ("outbox", gettext_lazy("The demo’s outbox"), (Role.LANDLORD_ADMIN,)),
)

# The pages of one case, in the order of their tabs: a folder of the room adds its own here. First what the work on it
# needs, in the order in which the work goes; below it what one looks up.
TABS: tuple[tuple[str, Any, tuple[Role, ...]], ...] = (
    ("staff_case", gettext_lazy("Case"), READING),
    ("case_messages", gettext_lazy("Messages"), READING),
    ("points", gettext_lazy("Points"), READING),
    ("evidence", gettext_lazy("Evidence"), READING),
    ("remedies", gettext_lazy("Remedies"), READING),
    ("case_letters", gettext_lazy("Letters"), READING),
    ("case_news", gettext_lazy("News and more time"), READING),
    ("learning", gettext_lazy("Learning"), READING),
)
LOOKED_UP: tuple[tuple[str, Any, tuple[Role, ...]], ...] = (
    ("people", gettext_lazy("People"), READING),
    ("needs", gettext_lazy("What they need"), HEARING),
    ("case_dangers", gettext_lazy("Dangers"), HEARING),
    ("links", gettext_lazy("Links"), READING),
    ("case_source", gettext_lazy("How it reached us"), READING),
    ("staff_pack", gettext_lazy("Evidence pack"), HEARING),
    ("record", gettext_lazy("Record"), TEAM),
    ("looked", gettext_lazy("Who has looked"), WATCHING),
    ("case_kept", gettext_lazy("What is kept"), CASE_KEEPING),
)


def navigation(request: PutrightRequest, here: str) -> list[tuple[str, str, bool]]:
    """The staff menu: (text, address, is current). It leads nowhere that the visitor's roles do not open."""
    return [
        (text, address(request, name if ":" in name else f"complaints:{name}"), name == here)
        for name, text, roles in MENU
        if request.visitor.roles & set(roles) and (name != "outbox" or settings.DEMO)
    ]


def tabs(request: PutrightRequest, complaint: Complaint) -> dict[str, list[tuple[str, str, bool]]]:
    """The pages of a case that the visitor's roles open, as two rows of tabs: (text, address, is current)."""
    match = request.resolver_match
    here = match.url_name if match else ""
    return {
        row: [
            (text, case_address(request, complaint, name), name == here)
            for name, text, roles in pages
            if request.visitor.roles & set(roles)
        ]
        for row, pages in (("tabs", TABS), ("tabs_looked_up", LOOKED_UP))
    }


def home(request: PutrightRequest) -> str:
    """Where the visitor's menu begins."""
    return next(
        (href for _text, href, _current in navigation(request, "")), address(request, "complaints:queue")
    )


def page(
    request: PutrightRequest, template: str, context: Mapping[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    """A staff page with its menu."""
    return render(
        request,
        f"complaints/staff/{template}.html",
        {
            "staff_nav": navigation(request, here),
            "staff_home": home(request),
            "today": today(request),
            **context,
        },
        status=status,
    )


def case_page(
    request: PutrightRequest, template: str, complaint: Complaint, context: Mapping[str, Any]
) -> HttpResponse:
    """A page about one case: who and what it is stands on each, and the way back to it."""
    on = today(request)
    stands = standing(complaint, on)
    stage = current_stage(complaint)
    text, colour = STATES[stands.state]
    return page(
        request,
        template,
        {
            "complaint": complaint,
            **tabs(request, complaint),
            "stands": stands,
            "stage": stage,
            "due": due_next(stands, on),
            "overdue": overdue(stands.clocks) or bool(stands.promises_overdue),
            "state_text": text,
            "state_colour": colour,
            "contact_ways": ways_of(complaint),
            "answerer": answerer(complaint, stage.number),
            "caption": spoken(complaint.reference),
            "back_url": case_address(request, complaint),
            **context,
        },
    )


def case_address(
    request: PutrightRequest, complaint: Complaint, name: str = "staff_case", **parts: Any
) -> str:
    """The address of a case, or of the page of it that bears that name."""
    return address(request, f"complaints:{name}", reference=complaint.reference, **parts)


def to_page(request: PutrightRequest, name: str, said: Any = "", **parts: Any) -> HttpResponse:
    """Leads on after an act to the page of that name, with a sentence that says what was done."""
    if said:
        messages.success(request, str(said))
    return HttpResponseRedirect(address(request, f"complaints:{name}", **parts))


def to_tab(
    request: PutrightRequest, complaint: Complaint, name: str, said: Any = "", **parts: Any
) -> HttpResponse:
    """Leads on after an act to the page of the case that bears that name."""
    return to_page(request, name, said, reference=complaint.reference, **parts)


def to_case(request: PutrightRequest, complaint: Complaint, said: Any = "") -> HttpResponse:
    """Leads back to the case after an act."""
    return to_tab(request, complaint, "staff_case", said)


# Acting

methods = require_http_methods(["GET", "HEAD", "POST"])


def sent_form(request: PutrightRequest) -> Any:
    """What a form is bound to: what was sent, or nothing."""
    return request.POST if request.method == "POST" else None


def acting(request: PutrightRequest) -> dict[str, Any]:
    """Who acts, and when: the two keywords of each act."""
    return {"by": request.visitor.by, "at": request.moment}


def chosen(people: Iterable[Person], person_id: str) -> Person | None:
    """The person of that id among those who could be chosen."""
    return next((person for person in people if str(person.id) == person_id), None)


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Does `act`; False where it was refused, and the form then says why. What was typed stays in the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, words.refusal(refused))
        return False
    except letters.LetterNotRendered:
        form.add_error(None, _("The letter could not be made, so nothing was sent or changed. Try again."))
        return False
    return True


def stage_or_404(complaint: Complaint, number: int) -> Stage:
    """The stage of that number. Http404 where nobody asked for it."""
    for stage in complaint.stages.all():
        if stage.number == number:
            return stage
    raise Http404


def wordless(points: Iterable[Any]) -> bool:
    """Whether some point has no words of ours yet."""
    return any(not point.words.strip() for point in points)
