"""What waits for somebody beside the cases' own dates, and whose it is. A folder of the room adds its line here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from putright.complaints.correspondence import queries as correspondence
from putright.complaints.drafting.queries import letters_to_check
from putright.complaints.evidence.queries import awaited
from putright.complaints.intake import queries as intake
from putright.complaints.keeping import queries as keeping
from putright.complaints.more_time.queries import more_time_disputed
from putright.complaints.needs import queries as needs
from putright.complaints.news.queries import news_due, reopened
from putright.complaints.remedies.queries import payments_due, to_approve
from putright.complaints.returning import queries as returning
from putright.complaints.roles import CASEWORK, HEARING, KEEPING, TEAM
from putright.complaints.worries import queries as worries
from putright.complaints.worries.actions import AGREEING
from putright.rules.stages import WHO, Act, Role

from .queries import Waiting

WAITING: tuple[Waiting, ...] = (
    Waiting(
        "unanswered",
        _("Unanswered messages"),
        "waiting_messages",
        TEAM,
        lambda landlord, person, on: correspondence.unanswered(landlord).filter(
            correspondence.by_or_nobody(landlord, person.id, on)
        ),
    ),
    Waiting(
        "to_tell",
        _("Residents to call"),
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
        _("Messages that did not arrive"),
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
        "news_due",
        _("Residents due news"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, on: news_due(landlord, on),
    ),
    Waiting(
        "reopened",
        _("Closed cases open again"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, _on: reopened(landlord),
    ),
    Waiting(
        "to_approve",
        _("Payments to approve"),
        "follow_up",
        tuple(sorted(WHO[Act.APPROVE_REMEDY])),
        lambda landlord, _person, _on: to_approve(landlord),
    ),
    Waiting(
        "payments_due",
        _("Payments past their day"),
        "follow_up",
        CASEWORK,
        lambda landlord, _person, on: payments_due(landlord, on),
    ),
    Waiting(
        "letters_to_check",
        _("Letters to check"),
        "letters_to_check",
        tuple(sorted(WHO[Act.CHECK_LETTER])),
        lambda landlord, person, _on: letters_to_check(landlord, person.id),
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
        _("Residents worried about complaining"),
        "worries_waiting",
        tuple(sorted(AGREEING)),
        worries.open_worries,
    ),
    Waiting("needs", _("Adjustments to decide"), "needs_waiting", CASEWORK, needs.undecided),
    Waiting(
        "needs_review",
        _("Adjustments to look at again"),
        "needs_waiting",
        CASEWORK,
        needs.to_review,
    ),
    Waiting(
        "limits",
        _("Limits to contact to look at again"),
        "needs_waiting",
        (Role.HEAD_OF_HOUSING,),
        needs.limits_to_review,
    ),
    Waiting(
        "unhappy_requests",
        _("Service requests with unhappy words"),
        "requests",
        (Role.COMPLAINTS_OFFICER, Role.TEAM_LEADER),
        lambda landlord, person, on: intake.requests(landlord, intake.Which.UNHAPPY, on),
    ),
    Waiting(
        "requests_to_review",
        _("Service requests to look at again"),
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
    Waiting("removals", _("Removals to decide"), "keeping", KEEPING, keeping.to_decide),
    Waiting("questions", _("People who ask what is held"), "keeping", KEEPING, keeping.questions),
)


def of(roles: frozenset[Role]) -> list[Waiting]:
    """What waits for somebody with these roles."""
    return [kind for kind in WAITING if roles & set(kind.roles)]
