"""Staff pages of restricted cases, and of who has looked at a case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import STAFF, PutrightRequest, address
from putright.complaints import access
from putright.complaints.models import Complaint, Restriction
from putright.complaints.queries import people_of
from putright.complaints.roles import WATCHING
from putright.complaints.views.staff import (
    ROLES,
    acting,
    case_page,
    chosen,
    methods,
    sent_form,
    staff_page,
    to_case,
    today,
    tried,
    who_may,
)
from putright.rules.stages import Act, Role

from . import actions, queries
from .forms import Lift, Restrict
from .looked import DAYS_BACK, MOST_LINES, Looked, who_looked


@staff_page(*who_may(Act.RESTRICT))
@methods
def restrict(request: PutrightRequest, reference: str) -> HttpResponse:
    """Names somebody who must not open the case, with the reason; their line is shut out with them."""
    complaint = access.for_staff(request, reference)
    people = people_of(complaint.landlord, STAFF, today(request))
    form = Restrict(sent_form(request), people=people)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        person = chosen(people, typed["person"])
        assert person is not None  # the form knows the list

        def act() -> None:
            actions.restrict(complaint, person, kind=typed["kind"], reason=typed["reason"], **acting(request))

        if tried(form, act):
            said = _("%(name)s and their line cannot open this case any more.") % {"name": person.name}
            # Whoever named themself is led away from the case.
            visitor = request.visitor.person
            if queries.is_shut_out(complaint, visitor.id if visitor else None):
                return redirect(address(request, "complaints:queue"))
            return to_case(request, complaint, said)
    return case_page(request, "conflicts/restrict", complaint, {"page_title": form.title, "form": form})


@staff_page(*who_may(Act.RESTRICT))
@methods
def lift(request: PutrightRequest, reference: str, restriction: UUID) -> HttpResponse:
    """Lifts a restriction, with the reason."""
    complaint = access.for_staff(request, reference)
    found = _restriction_of(complaint, restriction)
    form = Lift(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.lift_restriction(found, because=form.cleaned_data["because"], **acting(request)),
        )
    ):
        return to_case(request, complaint, _("The restriction is lifted."))
    title = _("Lift the restriction on %(name)s") % {"name": found.person.name}
    return case_page(request, "conflicts/lift", complaint, {"page_title": title, "form": form})


def _restriction_of(complaint: Complaint, restriction: UUID) -> Restriction:
    return access.row_of(
        complaint, Restriction.objects.select_related("person", "complaint__landlord"), id=restriction
    )


@staff_page(*WATCHING)
@require_safe
def show_looked(request: PutrightRequest, reference: str) -> HttpResponse:
    """Who has opened the case or taken something from it, day by day."""
    complaint = access.for_staff(request, reference)
    looks = who_looked(complaint, today(request))
    return case_page(
        request,
        "conflicts/looked",
        complaint,
        {
            "page_title": _("Who has looked"),
            "days": [(one.on, [(who(line), line) for line in one.lines]) for one in looks.days],
            "more": looks.more,
            "most": MOST_LINES,
            "days_back": DAYS_BACK,
        },
    )


def who(line: Looked) -> str:
    """Who looked, as staff read it: the name and the role."""
    if line.by_kind == "resident":
        return _("The resident, or whoever has their keys")
    name = line.person.name if line.person else _("The service")
    if line.by_kind == "adviser":
        return _("%(name)s, of an advice agency") % {"name": name}
    role = ROLES.get(Role(line.role)) if line.role in set(Role) else None
    return f"{name}, {role}" if role else name


case_patterns = [
    path("people/restrict/", restrict, name="restrict"),
    path("people/restrictions/<uuid:restriction>/lift/", lift, name="restriction_lifted"),
    path("who-has-looked/", show_looked, name="looked"),
]
