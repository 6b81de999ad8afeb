"""Pages of what is learned: on a case, at its close, and the list of what changes at a landlord."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.models import Person
from putright.complaints import access
from putright.complaints.models import Complaint, Learning
from putright.complaints.queries import people_of
from putright.complaints.roles import CASEWORK, LEARNING, READING
from putright.complaints.views.staff import (
    acting,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    to_page,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.rules.stages import WHO, Act, Role

from . import actions, queries
from .forms import Prove, TakeOn, Teach
from .models import Cause, Service, State

STATES = {
    State.NOTHING: (gettext_lazy("Nothing to learn"), "grey"),
    State.RECORDED: (gettext_lazy("To be taken on"), "blue"),
    State.ACCEPTED: (gettext_lazy("Under way"), "yellow"),
    State.DONE: (gettext_lazy("Changed"), "green"),
}


@dataclass(frozen=True)
class Shown:
    """What was learned as a list shows it, with where its next act is."""

    learning: Learning
    text: Any
    colour: str
    late: bool
    links: list[tuple[Any, str]]


@dataclass(frozen=True)
class AgainShown:
    """A cause that comes again, in words."""

    cause: str
    service: str
    number: int
    cases: tuple[Complaint, ...]


def shown(request: PutrightRequest, one: Learning) -> Shown:
    """What was learned, with the links to what the visitor may do about it now."""
    text, colour = STATES[one.state]
    late = one.due_on is not None and one.done_on is None and one.due_on < today(request)
    links: list[tuple[Any, str]] = []
    person, roles = request.visitor.person, request.visitor.roles
    mine = person is not None and one.owner_id == person.id
    if roles & WHO[Act.LEARN] and (mine or Role.HEAD_OF_HOUSING in roles):
        if one.state is State.RECORDED:
            links.append((_("Take it on"), address(request, "complaints:learning_accept", learning=one.id)))
        elif one.state is State.ACCEPTED:
            links.append((_("It is changed"), address(request, "complaints:learning_prove", learning=one.id)))
    return Shown(one, text, colour, late, links)


def again(request: PutrightRequest, found: list[queries.Again]) -> list[AgainShown]:
    """Causes that come again; the cases among them that the visitor may know of."""
    known = set(
        access.known_to(request)
        .filter(id__in=[case.id for one in found for case in one.cases])
        .values_list("id", flat=True)
        if found
        else []
    )
    return [
        AgainShown(
            str(Cause(one.cause).label),
            str(Service(one.service).label),
            one.number,
            tuple(case for case in one.cases if case.id in known),
        )
        for one in found
    ]


def of_case(request: PutrightRequest, complaint: Complaint) -> dict[str, Any]:
    """What the pages of a case show of what it teaches, and whether its causes come again: four statements."""
    learned = queries.learnings_of(complaint)
    pairs = {(one.cause, one.service) for one in learned if one.cause}
    found = queries.recurring(complaint.landlord, today(request), pairs=pairs) if pairs else []
    return {
        "learned": [shown(request, one) for one in learned],
        "again": again(request, found),
        "links_to_cases": True,
    }


def owners(request: PutrightRequest) -> list[Person]:
    """Who may see to what is learned, the managers of services among them."""
    return people_of(request.landlord, WHO[Act.LEARN], today(request))


@staff_page(*READING)
@methods
def case_learning(request: PutrightRequest, reference: str) -> HttpResponse:
    """What a case teaches, and one thing more to write down."""
    complaint = access.for_staff(request, reference)
    may = bool(request.visitor.roles & set(CASEWORK))
    form = Teach(sent_form(request) if may else None, people=owners(request) if may else [])
    if request.method == "POST" and form.is_valid() and record(request, complaint, form):
        return to_tab(request, complaint, "learning", _("It is written down."))
    return case_page(
        request,
        "learning/case",
        complaint,
        {
            "page_title": _("What we learn from it"),
            "form": form,
            "may_teach": may,
            **of_case(request, complaint),
        },
    )


def record(request: PutrightRequest, complaint: Complaint, form: Teach) -> bool:
    """Writes down what was typed; False where it was refused, and the form says why."""
    return tried(form, lambda: actions.record_learning(complaint, form.lesson(), **acting(request)))


@staff_page(*LEARNING)
@require_safe
def learning_list(request: PutrightRequest) -> HttpResponse:
    """`staff/learning/`: what is to change and has changed, and causes that come again. A service manager's own."""
    on, landlord = today(request), request.landlord
    person = request.visitor.person
    assert person is not None  # the door lets nobody else in
    everything = bool(request.visitor.roles - {Role.SERVICE_MANAGER})
    owner = None if everything else person.id
    access.looked_at(request, "learning_list")
    reads_cases = bool(request.visitor.roles & set(READING))
    found = queries.recurring(landlord, on)
    return page(
        request,
        "learning/list",
        {
            "page_title": _("What we learn") if everything else _("My changes from complaints"),
            "open": [shown(request, one) for one in queries.actions_of(landlord, owner=owner)],
            "done": [shown(request, one) for one in queries.actions_of(landlord, owner=owner, done=True)],
            "again": again(request, found)
            if reads_cases
            else [
                AgainShown(str(Cause(one.cause).label), str(Service(one.service).label), one.number, ())
                for one in found
            ],
            "links_to_cases": reads_cases,
        },
        here="learning_list",
    )


def _one(request: PutrightRequest, learning: UUID) -> Learning:
    """A change at the visitor's landlord: a service manager's own, any for those who read cases. Http404 else."""
    rows = Learning.objects.filter(landlord=request.landlord, id=learning, nothing_because="")
    person = request.visitor.person
    if not request.visitor.roles & set(READING):
        rows = rows.filter(owner_id=person.id if person else None)
    else:
        rows = rows.filter(complaint__in=access.known_to(request).values("id"))
    found = rows.select_related("complaint", "complaint__landlord", "owner").first()
    if found is None:
        raise Http404
    access.looked_at(request, "learning", ("complaint", found.complaint_id))
    return found


@staff_page(*who_may(Act.LEARN))
@methods
def accept(request: PutrightRequest, learning: UUID) -> HttpResponse:
    """Takes a change on, with another day where the planned one cannot be kept."""
    found = _one(request, learning)
    form = TakeOn(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.accept_learning(found, due_on=form.cleaned_data["due_on"], **acting(request)),
        )
    ):
        return to_page(request, "learning_list", _("You have taken it on."))
    return page(
        request,
        "learning/one",
        {
            "page_title": _("Take on a change"),
            "form": form,
            "shown": shown(request, found),
            "button_text": _("Take it on"),
            "back_url": address(request, "complaints:learning_list"),
        },
        here="learning_list",
    )


@staff_page(*who_may(Act.LEARN))
@methods
def prove(request: PutrightRequest, learning: UUID) -> HttpResponse:
    """Writes down that a change was made, and how that is known."""
    found = _one(request, learning)
    form = Prove(sent_form(request), initial={"on": today(request)})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.prove_learning(
                found, on=form.cleaned_data["on"], proof=form.cleaned_data["proof"], **acting(request)
            ),
        )
    ):
        return to_page(request, "learning_list", _("The change is marked as made."))
    return page(
        request,
        "learning/one",
        {
            "page_title": _("The change is made"),
            "form": form,
            "shown": shown(request, found),
            "button_text": _("Save"),
            "back_url": address(request, "complaints:learning_list"),
        },
        here="learning_list",
    )


case_patterns = [path("learning/", case_learning, name="learning")]
patterns = [
    path("staff/learning/", learning_list, name="learning_list"),
    path("staff/learning/<uuid:learning>/accept/", accept, name="learning_accept"),
    path("staff/learning/<uuid:learning>/prove/", prove, name="learning_prove"),
]
