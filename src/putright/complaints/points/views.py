"""Staff pages of a case's points: each with its words, its history, and what is answered under it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest
from putright.accounts.models import Person
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint, Point
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    sent_form,
    staff_page,
    to_tab,
    tried,
    who_may,
)
from putright.rules.stages import WHEN, WHO, Act, State

from . import actions, queries
from .forms import JoinPoints, SplitPoint
from .queries import Wording


@dataclass(frozen=True)
class PointShown:
    """A point with how it was worded before, and the points that are answered under it."""

    point: Point
    earlier: list[tuple[Wording, str]]
    also: list[Point]


@staff_page(*READING)
@require_safe
def show_points(request: PutrightRequest, reference: str) -> HttpResponse:
    """Every point that there ever was, those that are answered by themselves first."""
    complaint = access.for_staff(request, reference)
    points = sorted(complaint.points.all(), key=lambda one: one.number)
    live = queries.live(points)
    history = queries.wordings(complaint)
    people = {one.by.person_id for each in history.values() for one in each if one.by.person_id}
    names = Person.objects.in_bulk(people)

    def earlier(point: Point) -> list[tuple[Wording, str]]:
        before = [one for one in history.get(point.number, []) if one.words != point.words]
        return [
            (one, names[one.by.person_id].name if one.by.person_id in names else _("The service"))
            for one in before
        ]

    may = bool(request.visitor.roles & WHO[Act.DEFINE]) and Act.DEFINE in WHEN[State(complaint.state)]
    return case_page(
        request,
        "points/points",
        complaint,
        {
            "page_title": _("Points"),
            "shown": [PointShown(one, earlier(one), one.also) for one in live],  # type: ignore[attr-defined]  # by live
            "gone_back": [one for one in points if one.taken_back_on is not None],
            "numbers": {one.id: one.number for one in points},
            "may": may,
            "several": len(live) > 1,
            "back_url": case_address(request, complaint),
        },
    )


def _point(complaint: Complaint, number: int) -> tuple[Point, list[Point]]:
    """The point of that number, and the others answered by themselves. Http404 where it is not one of these."""
    points = queries.live(complaint.points.all())
    point = next((one for one in points if one.number == number), None)
    if point is None:
        raise Http404
    return point, [one for one in points if one is not point]


@staff_page(*who_may(Act.DEFINE))
@methods
def split(request: PutrightRequest, reference: str, number: int) -> HttpResponse:
    """Makes several points of one."""
    complaint = access.for_staff(request, reference)
    point, _others = _point(complaint, number)
    form = SplitPoint(sent_form(request), initial={"words": point.words})
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.split_point(
                complaint, number, words=form.cleaned_data["words"], parts=form.parts, **acting(request)
            ),
        )
    ):
        return to_tab(request, complaint, "points", _("Point %(number)s is told apart.") % {"number": number})
    return case_page(
        request,
        "points/form",
        complaint,
        {
            "page_title": _("Make several points of point %(number)s") % {"number": number},
            "form": form,
            "point": point,
            "splits": True,
            "back_url": case_address(request, complaint, "points"),
        },
    )


@staff_page(*who_may(Act.DEFINE))
@methods
def join(request: PutrightRequest, reference: str, number: int) -> HttpResponse:
    """Answers a point under another one."""
    complaint = access.for_staff(request, reference)
    point, others = _point(complaint, number)
    form = JoinPoints(sent_form(request), points=others)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.join_points(complaint, number, int(form.cleaned_data["to"]), **acting(request)),
        )
    ):
        said = _("Point %(number)s is answered under point %(to)s.")
        return to_tab(request, complaint, "points", said % {"number": number, "to": form.cleaned_data["to"]})
    return case_page(
        request,
        "points/form",
        complaint,
        {
            "page_title": _("Answer point %(number)s under another one") % {"number": number},
            "form": form,
            "point": point,
            "splits": False,
            "back_url": case_address(request, complaint, "points"),
        },
    )


@staff_page(*who_may(Act.DEFINE))
@require_POST
def separate(request: PutrightRequest, reference: str, number: int) -> HttpResponse:
    """Answers a point by itself again."""
    complaint = access.for_staff(request, reference)
    form = Confirm({})
    if tried(form, lambda: actions.separate_point(complaint, number, **acting(request))):
        said = _("Point %(number)s is answered by itself again.")
        return to_tab(request, complaint, "points", said % {"number": number})
    return case_page(request, "refused", complaint, {"page_title": _("Not changed"), "form": form})


case_patterns = [
    path("points/", show_points, name="points"),
    path("points/<int:number>/split/", split, name="point_split"),
    path("points/<int:number>/join/", join, name="point_join"),
    path("points/<int:number>/separate/", separate, name="point_separate"),
]
