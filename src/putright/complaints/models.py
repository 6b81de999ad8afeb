"""The tables of a landlord's complaints. All are a tenant's but `OneOffHoliday`. Acts write them, and `imports`.

What stands here is the present state, for pages and clocks. What happened, when and by whom is the record's.
Dates are facts (received, acknowledged, answered …): what is due when is computed from them by `putright.rules`.
`Complaint.state` and `Complaint.next_due_on` are copies for sorting and filtering, set by `actions.shared.settle` and
imports.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.record.documents import Document
from putright.rules.stages import State

from .awareness.models import Campaign as Campaign
from .awareness.models import FormCount as FormCount
from .awareness.models import Heard as Heard
from .homes.models import Home as Home
from .homes.models import HomeList as HomeList
from .intake.models import ServiceRequest as ServiceRequest
from .tenanted import Channel as Channel
from .tenanted import Tenanted as Tenanted
from .worklist.models import Absence as Absence
from .worklist.models import SavedSearch as SavedSearch
from .worklist.models import Tally as Tally


class FindingKind(models.TextChoices):
    """How a point was answered. `NOT_RECORDED` stands for an imported answer alone."""

    AGREE = "agree", "We agree"
    PARTLY = "partly", "We agree in part"
    DISAGREE = "disagree", "We do not agree"
    NOT_ESTABLISHED = "not_established", "We could not establish what happened"
    NOT_RECORDED = "not_recorded", "Not recorded"


ENDED = frozenset(
    {
        State.CLOSED.value,
        State.CLOSED_AFTER_STAGE1.value,
        State.WITHDRAWN.value,
        # The case that it was joined into goes on for both.
        State.JOINED.value,
    }
)
# In a fixed order, as it stands in an index.
OPEN = tuple(sorted(one.value for one in State if one.value not in ENDED))


class Complaint(Tenanted):
    """One complaint, from the words it came in to its closing."""

    reference = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    received_on = models.DateField()
    # The service request that it grew from, and its day; the complaint's own may be a later one, for a reason.
    request = models.ForeignKey(
        ServiceRequest, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    requested_on = models.DateField(null=True)
    # Where a complaint was made before it was received (C7: the edition follows this day).
    made_on = models.DateField(null=True)
    edition = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=40)
    next_due_on = models.DateField(null=True)
    # The day on which the worker looks at the case again (`tending`), as something may have been missed by then.
    look_on = models.DateField(null=True)

    # Who complains, and how to reach them. Everything may be empty: a complaint needs no name.
    for_whom = models.CharField(max_length=20, default="me")
    name = models.CharField(max_length=200, blank=True)
    called = models.CharField(max_length=100, blank=True)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    relationship = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    tenancy_number = models.CharField(max_length=40, blank=True)
    contact_ways = models.JSONField(default=list)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    safe_times = models.CharField(max_length=200, blank=True)
    safe_message = models.BooleanField(null=True)
    safe_letters = models.BooleanField(null=True)
    documents_by = models.CharField(max_length=20, blank=True)
    spoken_language = models.CharField(max_length=60, blank=True)
    written_language = models.CharField(max_length=10, default="en")
    interpreter = models.BooleanField(default=False)
    british_sign_language = models.BooleanField(default=False)

    # How many households a group's main contact speaks for, as far as they know.
    households = models.PositiveIntegerField(null=True)
    # Whether the home is that of the person it is for, where somebody else sent the form.
    own_home = models.BooleanField(null=True)

    # What it is about, as the resident chose (form/options.py), and whether they had told us before.
    topics = models.JSONField(default=list)
    topic_other = models.CharField(max_length=100, blank=True)
    told_before = models.CharField(max_length=10, blank=True)
    # When it started, as exactly as they know: "2026-03-14", "2026-03", "unknown"; empty where nobody asked.
    began = models.CharField(max_length=10, blank=True)
    # Why they come only now with what began long ago, if they chose to say.
    why_late = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    original_words = models.TextField(blank=True)
    wanted = models.JSONField(default=list)
    wanted_other = models.TextField(blank=True)
    # The definition (2024:5.6): what is wanted and what lies outside, in the landlord's words.
    outcomes = models.TextField(blank=True)
    outside = models.TextField(blank=True)

    # Whom to think about at home: it decides how fast we act (needs/kinds_of_help.py).
    at_home = models.JSONField(default=list)
    at_home_words = models.TextField(blank=True)

    handler = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The home it is about, as staff matched it: nobody is turned away because it could not be found.
    home = models.ForeignKey(
        Home, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="complaints"
    )
    withdrawn_on = models.DateField(null=True)
    # Answered together with an earlier case since this day.
    joined_on = models.DateField(null=True)
    joined_into = models.ForeignKey(
        "self", db_constraint=False, null=True, on_delete=models.PROTECT, related_name="joined_here"
    )
    closed_on = models.DateField(null=True)
    # The last day on which it was opened again after it had been closed.
    reopened_on = models.DateField(null=True)
    # The last day on which the resident was given news; and when the next is due at the interval agreed. The second
    # is a sort key, set by `settle`.
    news_given_on = models.DateField(null=True)
    news_due_on = models.DateField(null=True)
    # scrypt, like a password's; the passphrase itself is shown once and kept nowhere.
    passphrase = models.CharField(max_length=200, blank=True)
    blanked_at = models.DateTimeField(null=True)
    imported = models.BooleanField(default=False)
    # What this case adds to the kept counters once it has ended: {"month", "measures"} (worklist/tally.py).
    counted = models.JSONField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "reference"], name="complaints_complaint_reference"),
            models.UniqueConstraint(fields=["landlord", "request"], name="complaints_complaint_of_request"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "next_due_on", "id"], name="complaints_by_due"),
            models.Index(fields=["landlord", "state", "next_due_on"], name="complaints_by_state"),
            models.Index(fields=["landlord", "handler", "next_due_on"], name="complaints_by_handler"),
            models.Index(fields=["landlord", "reviewer", "next_due_on"], name="complaints_by_reviewer"),
            models.Index(fields=["landlord", "received_on"], name="complaints_by_received"),
            # What the queue shows and counts, read from the index alone however many complaints have ended.
            models.Index(
                fields=["landlord", "next_due_on", "id"],
                include=["state", "handler", "reviewer"],
                condition=models.Q(next_due_on__isnull=False) | models.Q(state__in=OPEN),
                name="complaints_to_do",
            ),
            models.Index(
                fields=["landlord", "look_on", "id"],
                condition=models.Q(look_on__isnull=False),
                name="complaints_by_look",
            ),
            # Brought in without a day to look at: an import, a bulk path, a row from before there was such a day.
            models.Index(
                fields=["landlord", "id"],
                condition=models.Q(look_on__isnull=True, next_due_on__isnull=False),
                name="complaints_never_looked",
            ),
            # By what else a case may be the same: `linking.queries`.
            models.Index(fields=["landlord", "home", "received_on"], name="complaints_by_home"),
            models.Index(fields=["landlord", "postcode", "received_on"], name="complaints_by_postcode"),
            models.Index(fields=["landlord", "email", "received_on"], name="complaints_by_email"),
            models.Index(fields=["landlord", "phone", "received_on"], name="complaints_by_phone"),
            models.Index(fields=["landlord", "name", "received_on"], name="complaints_by_name"),
            models.Index(fields=["landlord", "joined_into"], name="complaints_joined"),
            models.Index(
                fields=["landlord", "closed_on"],
                condition=models.Q(blanked_at=None),
                name="complaints_kept_since",
            ),
            models.Index(
                fields=["landlord", "id"],
                condition=models.Q(counted__isnull=True),
                name="complaints_uncounted",
            ),
            models.Index(
                fields=["landlord", "news_due_on"],
                condition=models.Q(news_due_on__isnull=False),
                name="complaints_by_news_due",
            ),
            models.Index(
                fields=["landlord", "reopened_on"],
                condition=models.Q(reopened_on__isnull=False, closed_on=None),
                name="complaints_by_reopened",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Stage(Tenanted):
    """The facts of one stage: asked for, acknowledged, given more time, answered or refused."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="stages"
    )
    number = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    extended_to = models.DateField(null=True)
    extended_told_on = models.DateField(null=True)
    extension_reasons = models.TextField(blank=True)
    # The codes of the reasons chosen, beside their explanation.
    extension_because = models.JSONField(default=list)
    extension_agreed = models.BooleanField(default=False)
    extension_agreed_on = models.DateField(null=True)
    # By the landlord's policy on the day it was told: what it decides later moves no date.
    extension_needs_agreement = models.BooleanField(default=False)
    extension_approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    news_every_days = models.PositiveSmallIntegerField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    refused_on = models.DateField(null=True)
    refusal_reasons = models.TextField(blank=True)
    # Why the resident asked for this stage, if they chose to say (no reason is needed: 2024:6.12).
    why = models.TextField(blank=True)
    wanted_now = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint", "number"], name="complaints_stage_once"),
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"stage {self.number}"


class Point(Tenanted):
    """One thing complained of: the resident's words, kept as they came, and the landlord's beside them."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="points"
    )
    number = models.PositiveSmallIntegerField()
    resident_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    # The point of which this one is a part, told apart later; its resident's words stand in both.
    split_from = models.ForeignKey(
        "self", db_constraint=False, null=True, on_delete=models.PROTECT, related_name="split_off"
    )
    # The point that is answered for this one too. It keeps its number and its words, and needs no finding.
    joined_to = models.ForeignKey(
        "self", db_constraint=False, null=True, on_delete=models.PROTECT, related_name="joined_here"
    )
    # The point of a joined case that stands here, and the day it went back there.
    brought_from = models.ForeignKey(
        "self", db_constraint=False, null=True, on_delete=models.PROTECT, related_name="brought_to"
    )
    taken_back_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint", "number"], name="complaints_point_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "brought_from"], name="complaints_brought")]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.words or self.resident_words

    @property
    def live(self) -> bool:
        """Whether it is answered by itself: neither joined to another point nor gone back to its own case."""
        return self.joined_to_id is None and self.taken_back_on is None

    @property
    def told(self) -> str:
        """What the resident said that is answered here, each text once: this point's own words, and those of the points
        under it, where `points.queries.live` has gathered them.
        """
        texts = [self.resident_words, *(one.resident_words for one in getattr(self, "also", ()))]
        return "\n\n".join(dict.fromkeys(text for text in texts if text.strip()))


class Finding(Tenanted):
    """The answer to one point at one stage. It may be worked on until the letter is issued."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="findings"
    )
    point = models.ForeignKey(Point, db_constraint=False, on_delete=models.PROTECT, related_name="findings")
    stage = models.PositiveSmallIntegerField()
    finding = models.CharField(max_length=20, choices=FindingKind.choices)
    facts = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    # Policy, law or Code paragraph the reasons rest on (2024:6.7).
    basis = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    no_remedy_because = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "point", "stage"], name="complaints_finding_once"),
        ]

    def __str__(self) -> str:
        return self.finding


class Promise(Tenanted):
    """Something the landlord said it would do, with an owner and a day, followed until it is done."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="promises"
    )
    point = models.ForeignKey(
        Point, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="promises"
    )
    stage = models.PositiveSmallIntegerField()
    action = models.TextField()
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    # Working days between news to the resident while it is open.
    news_every_days = models.PositiveSmallIntegerField(null=True)
    # Set when the letter that makes the promise is issued; before that it is the writer's draft.
    promised_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    proof = models.TextField(blank=True)
    # A file of the same case that proves it. Its table points at this room's and is defined after it; the database
    # holds the pointer (migration 0015).
    proof_file_id = models.UUIDField(null=True)
    # What the resident says: "" not yet, "kept", "not_kept".
    resident_says = models.CharField(max_length=10, blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "done_on", "due_on"], name="complaints_promise_due")
        ]
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.action


class Contact(Tenanted):
    """One contact with the resident or about the complaint, as it was written down."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="contacts"
    )
    on = models.DateField()
    channel = models.CharField(max_length=20, choices=Channel.choices)
    outgoing = models.BooleanField()
    who = models.CharField(max_length=200)
    summary = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        ordering: ClassVar = ["-on", "-id"]

    def __str__(self) -> str:
        return self.summary[:60]


class Letter(Tenanted):
    """A letter as it was issued: its content as data, its HTML and its PDF. It never changes after."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="letters"
    )
    kind = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=20)
    language = models.CharField(max_length=10)
    content = models.JSONField()
    html = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        ordering: ClassVar = ["issued_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.issued_at:%Y-%m-%d}"


class Draft(Tenanted):
    """A form before it is sent: each page's answers, kept as typed. Sending it twice makes one complaint.

    Most are residents'. One that staff began belongs to whoever began it, and to their team.
    """

    key = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    begun_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(null=True)
    # The page that was saved last, the campaign whose address led here, and whether `awareness` has counted the form,
    # or is not to.
    page = models.CharField(max_length=40, blank=True)
    campaign = models.CharField(max_length=24, blank=True)
    counted = models.BooleanField(default=False)
    complaint = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    request = models.ForeignKey(
        ServiceRequest,
        db_constraint=False,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "key"], name="complaints_draft_key"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "saved_at"],
                name="complaints_draft_of_staff",
                condition=models.Q(saved_at__isnull=False, complaint=None, request=None),
            ),
            models.Index(
                fields=["landlord", "expires_at"],
                name="complaints_draft_uncounted",
                condition=models.Q(counted=False, begun_by=None, complaint=None, request=None),
            ),
            models.Index(
                fields=["landlord", "id"],
                name="complaints_draft_sent",
                condition=models.Q(counted=False, begun_by=None)
                & (models.Q(complaint__isnull=False) | models.Q(request__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.begun_at:%Y-%m-%d}"


class Hazard(Tenanted):
    """Somebody may be in danger. It opens the moment a resident says so, whether or not the form is ever sent."""

    draft = models.ForeignKey(
        Draft, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    complaint = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="hazards"
    )
    request = models.ForeignKey(
        ServiceRequest,
        db_constraint=False,
        null=True,
        on_delete=models.PROTECT,
        related_name="hazards",
    )
    danger = models.CharField(max_length=10)
    kinds = models.JSONField(default=list)
    words = models.TextField(blank=True)
    has_called = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField()
    # What a person decided: rules.hazards says what follows. Empty counts as an emergency.
    seriousness = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    why_so_serious = models.TextField(blank=True)
    classified_at = models.DateTimeField(null=True)
    classified_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    investigated_on = models.DateField(null=True)
    found = models.BooleanField(null=True)
    findings = models.TextField(blank=True)
    summary_on = models.DateField(null=True)
    safe_at = models.DateTimeField(null=True)
    made_safe = models.TextField(blank=True)
    work_needed = models.BooleanField(null=True)
    work = models.TextField(blank=True)
    work_began_on = models.DateField(null=True)
    # Somewhere else to stay: "accepted", "declined", "waiting"; empty where it was not offered.
    elsewhere = models.CharField(max_length=20, blank=True)
    elsewhere_on = models.DateField(null=True)
    elsewhere_words = models.TextField(blank=True)
    # When its next clock ends: a copy for sorting, set by `hazards.actions.settle`.
    next_due_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=20, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    # When its words were removed: of one that belongs to no case and no request, by the worker (keeping).
    blanked_at = models.DateTimeField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "closed_at", "opened_at"], name="complaints_hazard_open"),
            models.Index(fields=["landlord", "closed_at", "next_due_at"], name="complaints_hazard_due"),
        ]

    def __str__(self) -> str:
        return f"hazard of {self.opened_at:%Y-%m-%d}"


class Missed(Tenanted):
    """A date of a case that passed with the thing not done, noted once: a clock, or a promise."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="missed"
    )
    # A clock's id, or "promise:" and the promise's.
    what = models.CharField(max_length=60)
    due = models.DateField()
    noted_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint", "what"], name="complaints_missed_once"),
        ]
        verbose_name_plural = "missed"

    def __str__(self) -> str:
        return f"{self.what} of {self.due}"


class AddedDay(Tenanted):
    """A one-off holiday that an operator added while this complaint was open, as its event named it."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="added_days"
    )
    day = models.DateField()
    name = models.CharField(max_length=100)
    added_on = models.DateField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint", "day"], name="complaints_addedday_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class History(Tenanted):
    """What an import brought for a complaint, so that a second run appends and never doubles."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="histories"
    )
    # Empty once the personal text of the case was removed: the row held it too.
    row = models.JSONField()
    imported_at = models.DateTimeField()
    # The events that came by import, and the holidays named since: a longer chain means that work was done here.
    events = models.PositiveIntegerField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_history_once"),
        ]
        verbose_name_plural = "histories"

    def __str__(self) -> str:
        return f"history of {self.complaint_id}"


class OneOffHoliday(models.Model):
    """A bank holiday declared after this release, added by an operator. It lies outside tenancy: England's, for all."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=300)
    added_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


# The tables of the folders beside this module point at those above, so they come last; here Django finds them.
from .afterwards.models import Afterwards as Afterwards
from .afterwards.models import CaseStudy as CaseStudy
from .conflicts.models import Restriction as Restriction
from .conflicts.models import ShutOut as ShutOut
from .correspondence.models import CaseMessage as CaseMessage
from .correspondence.models import CaseNote as CaseNote
from .correspondence.models import ToTell as ToTell
from .drafting.models import LetterCheck as LetterCheck
from .drafting.models import LetterDraft as LetterDraft
from .drafting.models import TranslatedText as TranslatedText
from .evidence.models import CaseFile as CaseFile
from .evidence.models import EvidenceLink as EvidenceLink
from .evidence.models import EvidenceRequest as EvidenceRequest
from .evidence.models import FindingFile as FindingFile
from .groups.models import Group as Group
from .groups.models import GroupMember as GroupMember
from .groups.models import Invitation as Invitation
from .groups.models import MemberLetter as MemberLetter
from .hazards.models import HazardAttempt as HazardAttempt
from .intake.source import Source as Source
from .keeping.models import DataQuestion as DataQuestion
from .keeping.models import Hold as Hold
from .keeping.models import Removal as Removal
from .learning.models import Learning as Learning
from .linking.models import CaseLink as CaseLink
from .linking.models import JoinedCase as JoinedCase
from .more_time.models import MoreTimeReply as MoreTimeReply
from .more_time.models import OwnTime as OwnTime
from .needs.models import ContactLimit as ContactLimit
from .needs.models import Need as Need
from .needs.models import Reprisal as Reprisal
from .news.models import News as News
from .pack.models import PackWords as PackWords
from .remedies.models import Remedy as Remedy
from .representatives.models import Authority as Authority
from .representatives.models import Representative as Representative
from .returning.models import DraftFile as DraftFile
from .returning.models import DraftKey as DraftKey
from .returning.models import DraftLink as DraftLink
from .returning.models import EqualityCount as EqualityCount
from .returning.models import Pace as Pace
from .returning.models import SavedDraft as SavedDraft
from .returning.models import StillToCome as StillToCome
from .understanding.models import Understanding as Understanding
from .worries.models import Confided as Confided
from .worries.models import Worry as Worry
