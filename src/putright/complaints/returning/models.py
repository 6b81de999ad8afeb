"""The tables of forms that wait for their person, of what still has to come, and of how often something was done."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint, Draft
from putright.complaints.tenanted import Tenanted
from putright.record.documents import Document


class SavedDraft(Tenanted):
    """A form that its person means to come back to: what is kept of the code, and how to remind them."""

    draft = models.ForeignKey(Draft, db_constraint=False, on_delete=models.CASCADE, related_name="saved")
    # To find it by: a digest of the code under the service's key. And to check the code by: scrypt, like a password's.
    code_digest = models.CharField(max_length=64)
    code = models.CharField(max_length=200)
    # The code sealed with the secret of the browser that saved it, which is shown it again: see `drafts.sealed`.
    shown_code = models.TextField(blank=True)
    # A postcode or a phone number to come back with, where the form had none yet; as it was typed.
    proof = models.CharField(max_length=40, blank=True)
    # Where the link and the two reminders go; at most one of them, and none for who writes the code down.
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10)
    saved_at = models.DateTimeField()
    reminded_early_at = models.DateTimeField(null=True)
    reminded_late_at = models.DateTimeField(null=True)
    came_back_at = models.DateTimeField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "draft"], name="complaints_saveddraft_once"),
            models.UniqueConstraint(fields=["landlord", "code_digest"], name="complaints_saveddraft_code"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "saved_at"],
                condition=models.Q(reminded_late_at=None),
                name="complaints_saveddraft_remind",
            )
        ]

    def __str__(self) -> str:
        return f"saved {self.saved_at:%Y-%m-%d}"


class DraftKey(Tenanted):
    """The digest of a secret that opens a form on another device: what a cookie there holds."""

    draft = models.ForeignKey(Draft, db_constraint=False, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=64)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "key"], name="complaints_draftkey_once"),
        ]

    def __str__(self) -> str:
        return f"key to {self.draft_id}"


class DraftLink(Tenanted):
    """The digest of a link to a saved form. The token stands in the message alone."""

    saved = models.ForeignKey(SavedDraft, db_constraint=False, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "digest"], name="complaints_draftlink_once"),
        ]

    def __str__(self) -> str:
        return f"link until {self.expires_at:%Y-%m-%d}"


class DraftFile(Tenanted):
    """A file that waits beside a form. When the form is sent it becomes a file of the case; else it is forgotten."""

    draft = models.ForeignKey(Draft, db_constraint=False, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    # The code of `evidence.checks.TYPES`.
    kind = models.CharField(max_length=10)
    original = models.ForeignKey(Document, db_constraint=False, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "draft", "given_at"], name="complaints_draftfile_draft")
        ]
        ordering: ClassVar = ["given_at", "id"]

    def __str__(self) -> str:
        return self.name


class StillToCome(Tenanted):
    """What a form that was sent promised and staff still have to see to: a call to write it down, papers to copy."""

    class Kind(models.TextChoices):
        CALL = "call", "Call, and write down what went wrong"
        PAPER = "paper", "Copy their papers"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="still_to_come"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    phone = models.CharField(max_length=40, blank=True)
    # When it is safe to call, in their words.
    when = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "kind"], name="complaints_stilltocome_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "since"],
                condition=models.Q(done_at=None),
                name="complaints_stilltocome_open",
            )
        ]
        ordering: ClassVar = ["since", "id"]
        verbose_name_plural = "still to come"

    def __str__(self) -> str:
        return f"{self.kind} since {self.since:%Y-%m-%d}"


class Pace(Tenanted):
    """How often something was done in one hour from one place. The place is a digest that changes every day."""

    what = models.CharField(max_length=20)
    hour = models.DateTimeField()
    whose = models.CharField(max_length=64)
    number = models.PositiveIntegerField(default=0)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "what", "hour", "whose"], name="complaints_pace_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.number}"


class EqualityCount(Tenanted):
    """How many people gave one answer to one equality question in a month. Nobody's answers stand together."""

    # Random: the usual key tells the moment at which a row was made, and with it who made it.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    month = models.DateField()
    question = models.CharField(max_length=30)
    answer = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "month", "question", "answer"], name="complaints_equalitycount_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
