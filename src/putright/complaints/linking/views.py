"""Staff pages of cases that belong together: the tab "Links", linking, joining and taking apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import CaseLink, Complaint, Group
from putright.complaints.queries import by_reference
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    STATES,
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
from putright.rules.stages import WHO, Act, State

from . import actions, queries
from .cues import Cue, Likeness
from .forms import JoinCase, LinkCases, TakeApart

CUES: Mapping[Cue, object] = {
    Cue.SAME_HOME: gettext_lazy("same home"),
    Cue.SAME_EMAIL: gettext_lazy("same email address"),
    Cue.SAME_PHONE: gettext_lazy("same phone number"),
    Cue.SAME_NAME: gettext_lazy("same name"),
    Cue.SAME_ADDRESS: gettext_lazy("same address"),
    Cue.SAME_POSTCODE: gettext_lazy("same postcode"),
    Cue.SAME_WORDS: gettext_lazy("almost the same words"),
    Cue.SIMILAR_WORDS: gettext_lazy("similar words"),
    Cue.SAME_PROBLEM: gettext_lazy("the same kind of problem"),
    Cue.NEAR_DAYS: gettext_lazy("about the same time"),
}
WORDS_SHOWN = 160


@dataclass(frozen=True)
class Other:
    """Another case as the tab shows it."""

    complaint: Complaint
    href: str
    state_text: object
    state_colour: str
    about: str
    cues: tuple[object, ...] = ()
    link: CaseLink | None = None


def _other(
    request: PutrightRequest, complaint: Complaint, like: Likeness | None = None, link: CaseLink | None = None
) -> Other:
    text, colour = STATES[State(complaint.state)]
    about = complaint.original_words or " ".join(str(point) for point in complaint.points.all())
    return Other(
        complaint,
        case_address(request, complaint),
        text,
        colour,
        about[:WORDS_SHOWN],
        tuple(CUES[cue] for cue in like.cues) if like else (),
        link,
    )


@staff_page(*READING)
@require_safe
def show_links(request: PutrightRequest, reference: str) -> HttpResponse:
    """What else belongs to the case: its home, its group, what was joined, links, likely duplicates, the resident's.

    The statements do not grow with the cases: each list is bounded, and fetched in one.
    """
    complaint = access.for_staff(request, reference)
    linked = queries.links(complaint)
    joined = queries.joined_into(complaint)
    ids = [other for _link, other in linked] + (
        [complaint.joined_into_id] if complaint.joined_into_id else []
    )
    known = queries.cases(complaint.landlord_id, ids)
    # Whoever may not know of a case finds it in no list: a link to it is left out.
    links = [_other(request, known[other], link=link) for link, other in linked if other in known]
    settled = {one.complaint.id for one in links} | {one.id for one in joined} | {complaint.joined_into_id}
    alike = [one for one in queries.alike(complaint) if one.complaint.id not in settled]
    duplicates = [one for one in alike if one.likeness.likely_duplicate][: queries.SHOWN]
    shown = {one.complaint.id for one in duplicates}
    others = [one for one in alike if one.likeness.same_resident and one.complaint.id not in shown]
    roles = request.visitor.roles
    into = known.get(complaint.joined_into_id) if complaint.joined_into_id else None
    return case_page(
        request,
        "linking/links",
        complaint,
        {
            "page_title": _("Links"),
            "home": complaint.home,
            "group": Group.objects.filter(landlord=complaint.landlord, complaint=complaint).first(),
            "into": _other(request, into) if into else None,
            "joined": joined,
            "linked": links,
            "duplicates": [_other(request, one.complaint, one.likeness) for one in duplicates],
            "others": [_other(request, one.complaint, one.likeness) for one in others[: queries.SHOWN]],
            "may_match": bool(roles & WHO[Act.MATCH_HOME]),
            "may_link": bool(roles & WHO[Act.LINK]),
            "may_join": bool(roles & WHO[Act.JOIN]),
            "may_group": bool(roles & WHO[Act.CHANGE_GROUP]),
            "can_join": bool(roles & WHO[Act.JOIN])
            and complaint.state in {State.RECEIVED.value, State.ACKNOWLEDGED.value},
            "back_url": case_address(request, complaint),
        },
    )


def _found(request: PutrightRequest, form: Form) -> Complaint | None:
    """The case whose reference was typed; None, and the form says so, where there is none."""
    found = by_reference(Complaint.objects.filter(landlord=request.landlord), form.cleaned_data["other"])
    if found is None:
        form.add_error("other", _("There is no complaint with this reference. Check it and try again."))
    return found


@staff_page(*who_may(Act.LINK))
@methods
def link(request: PutrightRequest, reference: str) -> HttpResponse:
    """Links another case by its reference."""
    complaint = access.for_staff(request, reference)
    form = LinkCases(sent_form(request), initial={"other": request.GET.get("other", "")[:40]})
    if request.method == "POST" and form.is_valid():
        other = _found(request, form)
        if other is not None and tried(
            form,
            lambda: actions.link_cases(complaint, other, why=form.cleaned_data["why"], **acting(request)),
        ):
            return to_tab(request, complaint, "links", _("The two complaints are linked."))
    return case_page(
        request,
        "case_form",
        complaint,
        {"page_title": form.title, "form": form, "back_url": case_address(request, complaint, "links")},
    )


@staff_page(*who_may(Act.LINK))
@require_POST
def unlink(request: PutrightRequest, reference: str, other: UUID) -> HttpResponse:
    """Takes a link away."""
    complaint = access.for_staff(request, reference)
    across = access.case_of(request, other)
    form = Confirm({})
    if tried(form, lambda: actions.unlink_cases(complaint, across, **acting(request))):
        return to_tab(request, complaint, "links", _("The link is taken away."))
    return case_page(request, "refused", complaint, {"page_title": _("Not taken away"), "form": form})


@staff_page(*who_may(Act.JOIN))
@methods
def join(request: PutrightRequest, reference: str) -> HttpResponse:
    """Answers this case with an earlier one. What happens then stands on the page before anything is done."""
    complaint = access.for_staff(request, reference)
    form = JoinCase(sent_form(request), initial={"other": request.GET.get("other", "")[:40]})
    if request.method == "POST" and form.is_valid():
        into = _found(request, form)
        if into is not None and tried(
            form,
            lambda: actions.join_case(
                complaint,
                into,
                whose=form.cleaned_data["whose"],
                reasons=form.cleaned_data["reasons"],
                **acting(request),
            ),
        ):
            return to_tab(request, into, "links", _("The complaint is answered with this one from now on."))
    return case_page(
        request,
        "linking/join",
        complaint,
        {
            "page_title": form.title,
            "form": form,
            "button_text": _("Answer them together"),
            "back_url": case_address(request, complaint, "links"),
        },
    )


@staff_page(*who_may(Act.JOIN))
@methods
def take_apart(request: PutrightRequest, reference: str) -> HttpResponse:
    """Undoes a joining."""
    complaint = access.for_staff(request, reference)
    form = TakeApart(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.take_apart(complaint, reasons=form.cleaned_data["reasons"], **acting(request)),
        )
    ):
        return to_tab(
            request,
            complaint,
            "links",
            _("The complaint is answered by itself again, with the dates it had."),
        )
    return case_page(
        request,
        "linking/apart",
        complaint,
        {
            "page_title": form.title,
            "form": form,
            "button_text": _("Take them apart"),
            "back_url": case_address(request, complaint, "links"),
        },
    )


case_patterns = [
    path("links/", show_links, name="links"),
    path("links/add/", link, name="link_add"),
    path("links/<uuid:other>/remove/", unlink, name="link_remove"),
    path("join/", join, name="case_join"),
    path("join/undo/", take_apart, name="case_apart"),
]
