"""The tables of a case's evidence: its files, what is asked of others, and which finding rests on which file.

A file's bytes lie in `record.documents`, three times at most: as they were given (the original, never changed), as a
copy without place and camera (`shared`), and as a copy with parts painted over or taken out (`redacted`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint, Finding, Point
from putright.complaints.tenanted import Tenanted
from putright.record.documents import Document


class EvidenceRequest(Tenanted):
    """A question to a contractor or another team, answered through a link without an account."""

    class State(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        NOT_OURS = "not_ours", "They say that somebody else knows"
        CANCELLED = "cancelled", "Cancelled"

    class Outcome(models.TextChoices):
        NO_VISIT = "no_visit", "No visit was needed"
        VISITED = "visited", "We visited"
        NO_ACCESS = "no_access", "We could not get in"
        RECORD_MISSING = "record_missing", "We have no record of this"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="evidence_requests"
    )
    point = models.ForeignKey(
        Point, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    question = models.TextField()
    photographs = models.CharField(max_length=500, blank=True)
    # What to keep to when visiting or calling: the agreed adjustments, in words that tell nothing else of the case.
    adjustments = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    first_due_on = models.DateField()
    due_on = models.DateField()
    # Working days between two reminders once it is late, and days that a link lives: as they were when it was asked.
    chase_every = models.PositiveSmallIntegerField()
    link_days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    # The next day on which `chase` has something to do; null when there is nothing more to do.
    chase_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    chased_on = models.DateField(null=True)
    chases = models.PositiveSmallIntegerField(default=0)
    escalated_on = models.DateField(null=True)

    # The answer, saved as far as it is; `answered_at` is set when it is sent.
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices, blank=True)
    visited_on = models.DateField(null=True)
    visited_at = models.TimeField(null=True)
    notice = models.TextField(blank=True)
    attempts = models.TextField(blank=True)
    ask_instead = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "chase_on", "id"],
                condition=models.Q(state="open"),
                name="complaints_evidence_chase",
            ),
            models.Index(fields=["landlord", "complaint", "asked_at"], name="complaints_evidence_case"),
        ]
        ordering: ClassVar = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"{self.organisation or self.name}: {self.get_state_display()}"

    @property
    def visit_time(self) -> str:
        """The time of the visit as it is read in any language, or empty."""
        return f"{self.visited_at:%H:%M}" if self.visited_at else ""


class EvidenceLink(Tenanted):
    """The digest of a link to one request. The token stands in the message alone; each reminder carries its own."""

    request = models.ForeignKey(
        EvidenceRequest, db_constraint=False, on_delete=models.CASCADE, related_name="links"
    )
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "digest"], name="complaints_evidencelink_once"),
        ]

    def __str__(self) -> str:
        return f"link until {self.expires_at:%Y-%m-%d}"


class CaseFile(Tenanted):
    """A file on a case, by whoever gave it, with what is known about its safety and what of it may be shown to whom."""

    class Check(models.TextChoices):
        WAITING = "waiting", "Not checked"
        CLEAN = "clean", "Checked"
        INFECTED = "infected", "Contains a virus"

    class Giver(models.TextChoices):
        RESIDENT = "resident", "The resident"
        STAFF = "staff", "Us"
        LINK = "link", "Whoever we asked"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="files"
    )
    request = models.ForeignKey(
        EvidenceRequest, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="files"
    )
    # The name that it came with, cleaned; a document bears none, so that blanking reaches it here.
    name = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=500, blank=True)
    giver = models.CharField(max_length=10, choices=Giver.choices)
    given_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    original = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    check_state = models.CharField(max_length=10, choices=Check.choices, default=Check.WAITING)
    # When the scanner was last asked, whether or not it answered.
    checked_at = models.DateTimeField(null=True)
    # What the scanner called what it found.
    virus = models.CharField(max_length=200, blank=True)
    # Whether the worker is done with it: its copy is made, or none can be.
    prepared = models.BooleanField(default=False)
    shared = models.ForeignKey(
        Document, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    redacted = models.ForeignKey(
        Document, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Where a picture was painted over: [left, top, width, height] in percent, as `copies.Box`.
    boxes = models.JSONField(default=list)
    # Redacted copies of earlier times, by their ids: nobody is shown them, and they are forgotten with the rest.
    earlier_copies = models.JSONField(default=list)
    taken_out = models.TextField(blank=True)
    taken_out_because = models.TextField(blank=True)
    # When staff let the resident see it; the resident's own files need no permission.
    let_see_at = models.DateTimeField(null=True)
    # The bytes were removed with the case's personal text.
    forgotten_at = models.DateTimeField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "given_at"], name="complaints_files_of_case"),
            models.Index(
                fields=["landlord", "given_at", "id"],
                condition=models.Q(check_state="waiting", forgotten_at=None),
                name="complaints_files_waiting",
            ),
        ]
        ordering: ClassVar = ["given_at", "id"]

    def __str__(self) -> str:
        return self.name


class FindingFile(Tenanted):
    """That a finding rests on a file."""

    finding = models.ForeignKey(
        Finding, db_constraint=False, on_delete=models.CASCADE, related_name="rests_on"
    )
    file = models.ForeignKey(CaseFile, db_constraint=False, on_delete=models.PROTECT, related_name="findings")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "finding", "file"], name="complaints_findingfile_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} rests on {self.file_id}"
