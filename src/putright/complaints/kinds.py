"""The kinds of event in a complaint's record: their sentence, their fields, and whether a resident sees them.

To add a kind: register it here, note it in the act that causes it (`actions`), and give the sentence its
translation. `record.chain.note` refuses a kind or a field that does not stand here.
"""

from uuid import UUID

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, name_subjects, register

from .afterwards import kinds as afterwards
from .awareness import kinds as awareness
from .conflicts import kinds as conflicts
from .correspondence import kinds as correspondence
from .drafting import kinds as drafting
from .evidence import kinds as evidence

# Those of the folders beside this module.
from .groups import kinds as groups_kinds
from .homes import kinds as homes_kinds
from .keeping import kinds as keeping
from .learning import kinds as learning
from .linking import kinds as linking_kinds
from .more_time import kinds as more_time
from .needs import kinds as needs
from .news import kinds as news
from .pack import kinds as pack_kinds
from .points import kinds as points_kinds
from .remedies import kinds as remedies
from .representatives import kinds as representatives
from .returning import kinds as returning
from .understanding import kinds as understanding
from .worklist import kinds as worklist
from .worries import kinds as worries

# `added_days` here and below are one-off holidays that count for the case from then on, each with the day it was added.
RECEIVED = register(
    Kind(
        "complaint.received",
        pgettext_lazy("timeline", "You told us what is wrong"),
        facts=frozenset(
            {"channel", "reference", "points", "wanted", "language", "for_whom", "taken", "requested_on"}
            | {
                "added_days",
                "topics",
                "told_before",
                "choice",
                "began",
                "households",
                "worried",
                "asks",
                "confided",
            }
        ),
        personal=frozenset(
            {"who", "words", "wanted_other", "our_words", "source", "topic_other", "why_late", "effect"}
        ),
        shown_to_resident=True,
    )
)
HAZARD_OPENED = register(
    Kind(
        "hazard.opened",
        pgettext_lazy("timeline", "You told us that somebody may be in danger"),
        facts=frozenset({"danger", "kinds", "has_called", "call_back"}),
        personal=frozenset({"phone", "words"}),
        shown_to_resident=True,
    )
)
HAZARD_CLOSED = register(
    Kind(
        "hazard.closed",
        pgettext_lazy("timeline", "We dealt with the danger you told us about"),
        facts=frozenset({"ending"}),
        personal=frozenset({"outcome"}),
        shown_to_resident=True,
    )
)
DEFINED = register(
    Kind(
        "complaint.defined",
        pgettext_lazy("timeline", "We wrote down what we understand"),
        # Which version the resident is asked about, where it is a new one.
        facts=frozenset({"points", "version"}),
        personal=frozenset({"wordings", "outcomes", "outside"}),
        shown_to_resident=True,
    )
)
ACKNOWLEDGED = register(
    Kind(
        "complaint.acknowledged",
        pgettext_lazy("timeline", "We logged stage %(stage)s of your complaint and wrote to you"),
        facts=frozenset({"stage", "letter", "html", "pdf"}),
        shown_to_resident=True,
    )
)
ALLOCATED = register(
    Kind(
        "complaint.allocated",
        pgettext_lazy("timeline", "We chose the person who deals with your complaint"),
        facts=frozenset({"stage", "person"}),
        shown_to_resident=True,
    )
)
CONTACTED = register(
    Kind(
        "contact.recorded",
        pgettext_lazy("timeline", "We spoke or wrote to each other"),
        facts=frozenset({"channel", "outgoing"}),
        personal=frozenset({"who", "summary"}),
        shown_to_resident=True,
    )
)
FOUND = register(
    Kind(
        "finding.recorded",
        pgettext_lazy("timeline", "We worked on our answer to one of your points"),
        facts=frozenset({"stage", "point", "finding"}),
        personal=frozenset({"facts", "reasons", "basis", "remedy", "no_remedy_because"}),
    )
)
PROMISE_DRAFTED = register(
    Kind(
        "promise.drafted",
        pgettext_lazy("timeline", "We planned what to do"),
        facts=frozenset({"promise", "stage", "due_on", "news_every_days"}),
        personal=frozenset({"action"}),
    )
)
PROMISE_DROPPED = register(
    Kind(
        "promise.dropped",
        pgettext_lazy("timeline", "We took something out of our plan before writing to you"),
        facts=frozenset({"promise"}),
    )
)
EXTENDED = register(
    Kind(
        "complaint.extended",
        pgettext_lazy("timeline", "We told you that we need more time for stage %(stage)s"),
        facts=frozenset(
            {"stage", "until", "approved_by", "news_every_days", "resident_agrees", "letter", "html", "pdf"}
            | {"because", "needs_agreement"}
        ),
        personal=frozenset({"reasons", "good_reason"}),
        shown_to_resident=True,
    )
)
ANSWERED = register(
    Kind(
        "complaint.answered",
        pgettext_lazy("timeline", "We answered your complaint at stage %(stage)s"),
        facts=frozenset({"stage", "letter", "html", "pdf", "findings", "promises", "remedies"}),
        shown_to_resident=True,
    )
)
ESCALATED = register(
    Kind(
        "complaint.escalated",
        pgettext_lazy("timeline", "You asked for stage 2"),
        facts=frozenset({"stage", "points", "third_stage_reasons", "added_days"}),
        personal=frozenset({"why", "wanted_now"}),
        shown_to_resident=True,
    )
)
# What a refusal rests on: days, and texts that may name somebody. Only those given are noted.
DAYS_OF_REFUSAL = (
    "happened_on",
    "aware_on",
    "claim_filed_on",
    "particulars_filed_on",
    "earlier_answered_on",
)
WORDS_OF_REFUSAL = ("no_discretion_because", "earlier_reference", "fair_because")
REFUSED = register(
    Kind(
        "complaint.refused",
        pgettext_lazy("timeline", "We told you that we do not take this further"),
        facts=frozenset({"stage", "ground", "letter", "html", "pdf", *DAYS_OF_REFUSAL}),
        personal=frozenset({"reasons", *WORDS_OF_REFUSAL}),
        shown_to_resident=True,
    )
)
WITHDRAWN = register(
    Kind(
        "complaint.withdrawn",
        pgettext_lazy("timeline", "You withdrew your complaint"),
        personal=frozenset({"reasons"}),
        shown_to_resident=True,
    )
)
PROMISED = register(
    Kind(
        "promise.made",
        pgettext_lazy("timeline", "We promised to do something"),
        facts=frozenset({"promise", "due_on"}),
        personal=frozenset({"action"}),
        shown_to_resident=True,
    )
)
PROMISE_KEPT = register(
    Kind(
        "promise.kept",
        pgettext_lazy("timeline", "We did something we promised"),
        facts=frozenset({"promise", "due_on", "file"}),
        personal=frozenset({"proof"}),
        shown_to_resident=True,
    )
)
PROMISE_JUDGED = register(
    Kind(
        "promise.judged",
        pgettext_lazy("timeline", "You told us whether a promise was kept"),
        facts=frozenset({"promise", "kept"}),
        shown_to_resident=True,
    )
)
CLOSED = register(
    Kind(
        "complaint.closed",
        pgettext_lazy("timeline", "We closed your complaint"),
        shown_to_resident=True,
    )
)
REOPENED = register(
    Kind(
        "complaint.reopened",
        pgettext_lazy("timeline", "Your complaint was opened again"),
        facts=frozenset({"because"}),
        personal=frozenset({"why"}),
        shown_to_resident=True,
    )
)
HOLIDAY_ADDED = register(
    Kind(
        "complaint.holiday_added",
        pgettext_lazy("timeline", "A new bank holiday moved a date"),
        facts=frozenset({"day", "name", "added_on", "clock", "due"}),
        shown_to_resident=True,
    )
)
ACCESS_RENEWED = register(
    Kind(
        "complaint.access_renewed",
        pgettext_lazy("timeline", "You were given a new passphrase and link"),
        shown_to_resident=True,
    )
)
BLANKED = register(
    Kind(
        "complaint.blanked",
        pgettext_lazy("timeline", "Personal details were removed from the record"),
        facts=frozenset({"reason"}),
        shown_to_resident=True,
    )
)


def _reference(landlord_id: UUID, complaint_id: UUID) -> str | None:
    from .models import Complaint

    return (
        Complaint.objects.filter(landlord_id=landlord_id, id=complaint_id)
        .values_list("reference", flat=True)
        .first()
    )


name_subjects("complaint", _reference)

# The kinds of the folders beside this module.
from .hazards import kinds as hazards_kinds  # noqa: E402
from .intake import kinds as intake_kinds  # noqa: E402
