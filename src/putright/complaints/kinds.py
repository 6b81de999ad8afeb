"""The kinds of event in a complaint's record: their sentence, their fields, and whether a resident sees them.

To add a kind: register it here, note it in the act that causes it (`actions.py`), and give the sentence its
translation. `record.chain.note` refuses a kind or a field that does not stand here.
"""

from uuid import UUID

from django.utils.translation import pgettext_lazy

from putright.record.kinds import name_subjects, register

EVENT = "timeline of a complaint"

RECEIVED = register(
    "complaint.received",
    pgettext_lazy(EVENT, "You told us what is wrong"),
    facts="channel reference points wanted language for_whom".split(),
    personal="who words wanted_other".split(),
    shown_to_resident=True,
)
HAZARD_OPENED = register(
    "hazard.opened",
    pgettext_lazy(EVENT, "You told us that somebody may be in danger"),
    facts="danger kinds has_called call_back".split(),
    personal="phone words".split(),
    shown_to_resident=True,
)
HAZARD_CLOSED = register(
    "hazard.closed",
    pgettext_lazy(EVENT, "We dealt with the danger you told us about"),
    personal="outcome".split(),
    shown_to_resident=True,
)
DEFINED = register(
    "complaint.defined",
    pgettext_lazy(EVENT, "We wrote down what we understand"),
    facts="points".split(),
    personal="wordings outcomes outside".split(),
    shown_to_resident=True,
)
ACKNOWLEDGED = register(
    "complaint.acknowledged",
    pgettext_lazy(EVENT, "We logged your complaint and wrote to you"),
    facts="stage letter html pdf".split(),
    shown_to_resident=True,
)
ALLOCATED = register(
    "complaint.allocated",
    pgettext_lazy(EVENT, "We chose the person who deals with your complaint"),
    facts="stage person".split(),
    shown_to_resident=True,
)
CONTACTED = register(
    "contact.recorded",
    pgettext_lazy(EVENT, "We spoke or wrote to each other"),
    facts="channel outgoing".split(),
    personal="who summary".split(),
    shown_to_resident=True,
)
FOUND = register(
    "finding.recorded",
    pgettext_lazy(EVENT, "We worked on our answer to one of your points"),
    facts="stage point finding".split(),
    personal="facts reasons basis remedy no_remedy_because".split(),
)
PROMISE_DRAFTED = register(
    "promise.drafted",
    pgettext_lazy(EVENT, "We planned what to do"),
    facts="promise stage due_on".split(),
    personal="action".split(),
)
PROMISE_DROPPED = register(
    "promise.dropped",
    pgettext_lazy(EVENT, "We took something out of our plan before writing to you"),
    facts="promise".split(),
)
EXTENDED = register(
    "complaint.extended",
    pgettext_lazy(EVENT, "We told you that we need more time"),
    facts="stage until good_reason approved_by news_every_days resident_agrees letter html pdf".split(),
    personal="reasons".split(),
    shown_to_resident=True,
)
ANSWERED = register(
    "complaint.answered",
    pgettext_lazy(EVENT, "We answered your complaint"),
    facts="stage letter html pdf findings promises".split(),
    shown_to_resident=True,
)
ESCALATED = register(
    "complaint.escalated",
    pgettext_lazy(EVENT, "You asked for stage 2"),
    facts="stage points".split(),
    personal="why wanted_now".split(),
    shown_to_resident=True,
)
REFUSED = register(
    "complaint.refused",
    pgettext_lazy(EVENT, "We told you that we do not take this further"),
    facts="stage ground letter html pdf".split(),
    personal="reasons".split(),
    shown_to_resident=True,
)
WITHDRAWN = register(
    "complaint.withdrawn",
    pgettext_lazy(EVENT, "You withdrew your complaint"),
    personal="reasons".split(),
    shown_to_resident=True,
)
PROMISED = register(
    "promise.made",
    pgettext_lazy(EVENT, "We promised to do something"),
    facts="promise due_on".split(),
    personal="action".split(),
    shown_to_resident=True,
)
PROMISE_KEPT = register(
    "promise.kept",
    pgettext_lazy(EVENT, "We did something we promised"),
    facts="promise due_on".split(),
    personal="proof".split(),
    shown_to_resident=True,
)
PROMISE_JUDGED = register(
    "promise.judged",
    pgettext_lazy(EVENT, "You told us whether a promise was kept"),
    facts="promise kept".split(),
    shown_to_resident=True,
)
CLOSED = register(
    "complaint.closed",
    pgettext_lazy(EVENT, "We closed your complaint"),
    shown_to_resident=True,
)
REOPENED = register(
    "complaint.reopened",
    pgettext_lazy(EVENT, "Your complaint was opened again"),
    facts="because".split(),
    shown_to_resident=True,
)
HOLIDAY_ADDED = register(
    "complaint.holiday_added",
    pgettext_lazy(EVENT, "A new bank holiday moved a date"),
    facts="day name clock due".split(),
    shown_to_resident=True,
)
ACCESS_RENEWED = register(
    "complaint.access_renewed",
    pgettext_lazy(EVENT, "You were given a new passphrase and link"),
    shown_to_resident=True,
)
BLANKED = register(
    "complaint.blanked",
    pgettext_lazy(EVENT, "Personal details were removed from the record"),
    facts="reason".split(),
    shown_to_resident=True,
)


def _reference(landlord_id: UUID, complaint_id: UUID) -> str | None:
    from .models import Complaint

    return (
        Complaint.objects.filter(landlord_id=landlord_id, id=complaint_id)
        .values_list("reference", flat=True)
        .first()
    )


name_subjects("complaint", _reference)
