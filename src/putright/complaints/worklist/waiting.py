"""What waits for somebody beside the cases' own dates, and whose it is. A folder of the room adds its line here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy as counted_as

from putright.complaints.correspondence import queries as correspondence
from putright.complaints.drafting.queries import letters_read, letters_to_check
from putright.complaints.evidence.queries import awaited
from putright.complaints.intake import queries as intake
from putright.complaints.keeping import queries as keeping
from putright.complaints.more_time.queries import more_time_disputed
from putright.complaints.needs import queries as needs
from putright.complaints.news.queries import news_due, reopened
from putright.complaints.remedies.queries import payments_due, to_approve
from putright.complaints.returning import queries as returning
from putright.complaints.roles import CASEWORK, HEARING, KEEPING, TEAM
from putright.complaints.understanding.queries import to_settle
from putright.complaints.worries import queries as worries
from putright.complaints.worries.actions import AGREEING
from putright.rules.stages import WHO, Act, Role

from .queries import Waiting

WAITING: tuple[Waiting, ...] = (
    Waiting(
        "unanswered",
        counted_as("Unanswered message", "Unanswered messages", "number"),
        "waiting_messages",
        TEAM,
        lambda landlord, person, on: correspondence.unanswered(landlord).filter(
            correspondence.by_or_nobody(landlord, person.id, on)
        ),
    ),
    Waiting(
        "to_tell",
        counted_as("Resident to call", "Residents to call", "number"),
        "waiting_messages",
        TEAM,
        lambda landlord, person, on: correspondence.to_tell(landlord).filter(
            correspondence.by_or_nobody(landlord, person.id, on)
        ),
    ),
    Waiting(
        "still_to_come",
        _("Calls and papers that forms asked for"),
        "still_to_come",
        HEARING,
        lambda landlord, _person, _on: returning.still_to_come(landlord),
    ),
    Waiting(
        "not_arrived",
        counted_as("Message that did not arrive", "Messages that did not arrive", "number"),
        "not_arrived",
        TEAM,
        lambda landlord, person, on: correspondence.undelivered(landlord),
    ),
    Waiting(
        "more_time_disputed",
        _("More time disputed"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, on: more_time_disputed(landlord, on),
    ),
    Waiting(
        "wishes",
        counted_as("Wish to change what we understand", "Wishes to change what we understand", "number"),
        "wishes",
        CASEWORK,
        to_settle,
    ),
    Waiting(
        "news_due",
        counted_as("Resident due news", "Residents due news", "number"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, on: news_due(landlord, on),
    ),
    Waiting(
        "reopened",
        counted_as("Closed case open again", "Closed cases open again", "number"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, _on: reopened(landlord),
    ),
    Waiting(
        "to_approve",
        counted_as("Payment to approve", "Payments to approve", "number"),
        "follow_up",
        tuple(sorted(WHO[Act.APPROVE_REMEDY])),
        lambda landlord, _person, _on: to_approve(landlord),
    ),
    Waiting(
        "payments_due",
        counted_as("Payment past its day", "Payments past their day", "number"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, on: payments_due(landlord, on),
    ),
    Waiting(
        "letters_to_check",
        counted_as("Letter to check", "Letters to check", "number"),
        "letters_to_check",
        tuple(sorted(WHO[Act.CHECK_LETTER])),
        lambda landlord, person, _on: letters_to_check(landlord, person.id),
    ),
    Waiting(
        "letters_read",
        counted_as(
            "Letter of yours read by a second person",
            "Letters of yours read by a second person",
            "number",
        ),
        "letters_to_check",
        CASEWORK,
        lambda landlord, person, _on: letters_read(landlord, person.id),
    ),
    Waiting(
        "evidence",
        _("Evidence late"),
        "evidence_awaited",
        TEAM,
        lambda landlord, _person, on: awaited(landlord).filter(due_on__lt=on),
    ),
    Waiting(
        "worries",
        counted_as("Resident worried about complaining", "Residents worried about complaining", "number"),
        "worries_waiting",
        tuple(sorted(AGREEING)),
        worries.open_worries,
    ),
    Waiting(
        "needs",
        counted_as("Adjustment to decide", "Adjustments to decide", "number"),
        "needs_waiting",
        CASEWORK,
        needs.undecided,
    ),
    Waiting(
        "needs_review",
        counted_as("Adjustment to look at again", "Adjustments to look at again", "number"),
        "needs_waiting",
        CASEWORK,
        needs.to_review,
    ),
    Waiting(
        "limits",
        counted_as("Limit to contact to look at again", "Limits to contact to look at again", "number"),
        "needs_waiting",
        (Role.HEAD_OF_HOUSING,),
        needs.limits_to_review,
    ),
    Waiting(
        "unhappy_requests",
        counted_as("Service request with unhappy words", "Service requests with unhappy words", "number"),
        "requests",
        (Role.COMPLAINTS_OFFICER, Role.TEAM_LEADER),
        lambda landlord, person, on: intake.requests(landlord, intake.Which.UNHAPPY, on),
    ),
    Waiting(
        "requests_to_review",
        counted_as("Service request to look at again", "Service requests to look at again", "number"),
        "requests",
        (Role.COMPLAINTS_OFFICER, Role.TEAM_LEADER),
        lambda landlord, person, on: intake.requests(landlord, intake.Which.REVIEW, on),
    ),
    Waiting(
        "saved_for_later",
        _("Saved for later"),
        "staff_drafts",
        (Role.COMPLAINTS_OFFICER, Role.TEAM_LEADER),
        lambda landlord, person, on: intake.unfinished(landlord),
    ),
    Waiting(
        "removals",
        counted_as("Removal to decide", "Removals to decide", "number"),
        "keeping",
        KEEPING,
        keeping.to_decide,
    ),
    Waiting(
        "questions",
        counted_as("Person who asks what is held", "People who ask what is held", "number"),
        "keeping",
        KEEPING,
        keeping.questions,
    ),
)


def of(roles: frozenset[Role]) -> list[Waiting]:
    """What waits for somebody with these roles."""
    return [kind for kind in WAITING if roles & set(kind.roles)]
