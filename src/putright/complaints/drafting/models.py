"""The tables of letters to come: what their writer has worded, what stands in another language, who read them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint, Letter
from putright.complaints.tenanted import Tenanted


class LetterDraft(Tenanted):
    """What a writer has worded of a letter to come. Once the letter is issued it points at it, and rests."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="letter_drafts"
    )
    kind = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField()
    # The texts by the codes of `letters.content.PARTS`; a part that nobody worded is not there.
    parts = models.JSONField(default=dict)
    # How a need that the letter itself does not meet is met all the same, by the need's code ("language", "format").
    arranged = models.JSONField(default=dict)
    # The writer asks for a second reader, whatever the landlord's policy says.
    wants_reader = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(
        Letter, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="drafts"
    )

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "kind", "stage"],
                condition=models.Q(letter=None),
                name="complaints_letterdraft_once",
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.kind}"


class TranslatedText(Tenanted):
    """A text of staff in the resident's language, beside the English that it was made from."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="translations"
    )
    # Where the English stands: a code that `letters.writing` gives each text of staff, the same at each letter.
    place = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    # The English as it was when it was translated: another text at that place makes this one stale.
    source = models.TextField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "language", "place"], name="complaints_translatedtext_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} in {self.language}"


class LetterCheck(Tenanted):
    """One version of a letter, given to a second person to read, and what they said."""

    class Outcome(models.TextChoices):
        WAITING = "", "Waiting to be read"
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned to its writer"
        OVERTAKEN = "overtaken", "The letter was changed before anybody read it"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="letter_checks"
    )
    kind = models.CharField(max_length=40)
    stage = models.PositiveSmallIntegerField()
    # A digest of what the letter says, without the day that it will be dated.
    version = models.CharField(max_length=64)
    # Why it needs a second reader: codes of `accounts.policy.READER_REASONS`, or "asked" by the writer.
    why = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    reasons = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "kind", "stage"],
                condition=models.Q(outcome=""),
                name="complaints_lettercheck_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["landlord", "outcome", "asked_at"], name="complaints_check_waiting")
        ]
        ordering: ClassVar = ["asked_at", "id"]

    def __str__(self) -> str:
        return f"check of {self.kind}"
