"""The doors to a case: the case if this visitor may see it, otherwise "not found". Each opening is logged.

There are three: a resident's, by the cookie that a link or a passphrase gave them; a landlord's staff's; and an advice
agency's, while it has authority. All look inside the landlord of the address alone, and row-level security holds the
same line below them, as it does for who is shut out of a restricted case.
"""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from putright.accounts.doors import PutrightRequest
from putright.record import access_log
from putright.record.chain import By, Subject

from .conflicts.queries import seen_by
from .form.options import OF_PEOPLE
from .groups.queries import member_by_reference
from .models import (
    Authority,
    Complaint,
    GroupMember,
    Hazard,
    Home,
    Letter,
    Point,
    Promise,
    Representative,
    ServiceRequest,
)
from .queries import by_reference, with_facts
from .representatives.queries import authority_for

RowT = TypeVar("RowT", bound=Model)


def for_resident(request: PutrightRequest, reference: str) -> Complaint:
    """The resident's own case. Http404 for any other, whether or not it exists."""
    complaint = _found(request, reference)
    if complaint is None or not constant_time_compare(
        request.visitor.opens.get(complaint.id, ""), mark_of(complaint)
    ):
        raise Http404
    _log(request, By.resident(), ("complaint", complaint.id))
    request.own_case = complaint.reference
    # What is about neighbours or staff may be looked at beside them: every page of it has the way out.
    request.leave_quickly = bool(OF_PEOPLE & set(complaint.topics))
    return complaint


def just_sent(request: PutrightRequest, complaint_id: UUID, *, keys: bool) -> Complaint | None:
    """The case that this browser's form became, for the one page after sending; None for any other.

    The form's own secret has opened its draft, which names the case. Where `keys` went to this browser it has to hold
    the present ones; whoever sent it for somebody else has none, and sees no more than the reference and the dates.
    """
    rows = with_facts(Complaint.objects.filter(landlord=request.landlord)).select_related("landlord")
    complaint = seen_by(rows, _signed_in(request)).filter(id=complaint_id).first()
    if complaint is None:
        return None
    if keys and not constant_time_compare(request.visitor.opens.get(complaint.id, ""), mark_of(complaint)):
        return None
    _log(request, By.resident(), ("complaint", complaint.id))
    return complaint


def report_for_resident(request: PutrightRequest, reference: str) -> ServiceRequest:
    """The resident's own report of something to be fixed. Http404 for any other, whether or not it exists."""
    rows = ServiceRequest.objects.filter(landlord=request.landlord).select_related("landlord")
    found = rows.filter(reference=reference).first()
    if found is None or not constant_time_compare(request.visitor.opens.get(found.id, ""), mark_of(found)):
        raise Http404
    _log(request, By.resident(), ("service_request", found.id))
    return found


def mark_of(kept: Complaint | GroupMember | ServiceRequest) -> str:
    """What a resident's cookie holds beside the case: it changes with the passphrase, so that new keys end old
    cookies as they end old links. The same for a household of a group that has keys of its own.
    """
    return salted_hmac("putright.complaints.access.mark_of", kept.passphrase).hexdigest()[:16]


def household_for_resident(request: PutrightRequest, reference: str) -> GroupMember:
    """The household of a group whose own keys opened it in this browser. Http404 for any other.

    One that has left still comes to its page: the letters that it was sent are its own.
    """
    member = member_by_reference(request.landlord, reference)
    if member is None or not constant_time_compare(request.visitor.opens.get(member.id, ""), mark_of(member)):
        raise Http404
    _log(request, By.resident(), ("household", member.id))
    return member


def case_of_household(member: GroupMember) -> Complaint:
    """The group's case, with its facts, for a household that a door has let in. What it may read of it is little."""
    rows = with_facts(Complaint.objects.filter(landlord=member.landlord_id))
    return rows.select_related("landlord", "handler", "reviewer").get(id=member.group.complaint_id)


def for_staff(request: PutrightRequest, reference: str) -> Complaint:
    """A case of the landlord at which the visitor holds a role. Http404 for any other."""
    complaint = _found(request, reference)
    if complaint is None or not request.visitor.roles:
        raise Http404
    _log(request, request.visitor.by, ("complaint", complaint.id))
    return complaint


def hazard_for_staff(request: PutrightRequest, hazard_id: UUID) -> Hazard:
    """A hazard at the visitor's landlord, whether or not its form was ever sent. Http404 for any other."""
    rows = Hazard.objects.filter(landlord=request.landlord, id=hazard_id).select_related(
        "landlord", "complaint", "request", "closed_by", "classified_by"
    )
    hazard = seen_by(rows, _signed_in(request), "complaint").first()
    if hazard is None or not request.visitor.roles:
        raise Http404
    _log(request, request.visitor.by, ("hazard", hazard.id))
    return hazard


def for_agency(request: PutrightRequest, reference: str) -> tuple[Complaint, Authority]:
    """A case for which the visitor's advice agency holds an authority today. Http404 for any other.

    The agency's own rows are asked first; what the authority leaves out, the page has to leave out too.
    """
    person = request.visitor.person
    complaint = _found(request, reference)
    if complaint is None or person is None:
        raise Http404
    held = authority_for(complaint, request.visitor.agencies, timezone.localdate(request.moment))
    if held is None:
        raise Http404
    _log(request, By.adviser(person.id), ("complaint", complaint.id))
    return complaint, held


def row_of(complaint: Complaint, rows: QuerySet[RowT], **which: object) -> RowT:
    """The one of `rows` that belongs to a case that a door has opened and is `which`. Http404 for another case's."""
    found = rows.filter(landlord=complaint.landlord, complaint=complaint, **which).first()
    if found is None:
        raise Http404
    return found


def representative_of(complaint: Complaint, representative_id: UUID) -> Representative:
    """Somebody named as speaking for the resident of a case that a door has opened. Http404 for another case's."""
    return row_of(
        complaint, Representative.objects.select_related("complaint__landlord", "body"), id=representative_id
    )


def case_of(request: PutrightRequest, complaint_id: UUID) -> Complaint:
    """A case of the visitor's landlord by its id, as a page of another case names it. Http404 for any other."""
    complaint = Complaint.objects.filter(landlord=request.landlord, id=complaint_id).first()
    if complaint is None or not request.visitor.roles:
        raise Http404
    return complaint


def home_for_staff(request: PutrightRequest, home_id: UUID) -> Home:
    """A home of the landlord at which the visitor holds a role: its page tells of everybody who complained there."""
    home = Home.objects.filter(landlord=request.landlord, id=home_id).first()
    if home is None or not request.visitor.roles:
        raise Http404
    _log(request, request.visitor.by, ("home", home.id))
    return home


def letter_of(complaint: Complaint, letter_id: UUID) -> Letter:
    """A letter of a case that a door has opened. Http404 for another case's, and where its words were removed."""
    letter = Letter.objects.filter(landlord=complaint.landlord, complaint=complaint, id=letter_id).first()
    if letter is None or complaint.blanked_at is not None:
        raise Http404
    return letter


def point_of(complaint: Complaint, number: int) -> Point:
    """A point of a case that a door has opened. Http404 where it has none of that number."""
    return row_of(complaint, Point.objects.all(), number=number)


def promise_of(complaint: Complaint, promise_id: UUID) -> Promise:
    """A promise of a case that a door has opened. Http404 for another case's."""
    return row_of(complaint, Promise.objects.select_related("complaint", "owner"), id=promise_id)


def known_to(request: PutrightRequest) -> QuerySet[Complaint]:
    """The cases of the landlord, for lists and counts; the database leaves out those the visitor is shut out of."""
    return Complaint.objects.filter(landlord=request.landlord)


def looked_at(
    request: PutrightRequest, what: str, subject: Subject | tuple[str, None] = ("complaint_list", None)
) -> None:
    """Notes that staff opened a page that no door of one case stands before, such as a list of cases."""
    access_log.seen(request.landlord.id, by=request.visitor.by, what=what, subject=subject, at=request.moment)


def _found(request: PutrightRequest, reference: str) -> Complaint | None:
    rows = with_facts(Complaint.objects.filter(landlord=request.landlord)).select_related(
        "landlord", "handler", "reviewer", "home", "joined_into"
    )
    return by_reference(seen_by(rows, _signed_in(request)), reference)


def _signed_in(request: PutrightRequest) -> UUID | None:
    """Who is signed in, at whatever door: somebody who is shut out of a case comes to it by none."""
    return request.visitor.person.id if request.visitor.person else None


def _log(request: PutrightRequest, by: By, subject: Subject) -> None:
    name = request.resolver_match.url_name if request.resolver_match else None
    access_log.seen(request.landlord.id, by=by, what=name or "page", subject=subject, at=request.moment)
