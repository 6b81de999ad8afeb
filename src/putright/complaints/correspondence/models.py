"""What is written on a case: messages, the landlord's own notes, and the news that a person has to tell."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Channel, Tenanted


class CaseMessage(Tenanted):
    """One message on a case, from the resident or to them, as it was written.

    A resident's message is open until somebody answered it, by a message or in another way (`answered_how`).
    """

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="messages"
    )
    from_resident = models.BooleanField()
    # How it reached us: web for what was written on the case's page.
    channel = models.CharField(max_length=20, choices=Channel.choices, default=Channel.WEB)
    text = models.TextField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_how = models.CharField(max_length=20, blank=True)
    answer = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "written_at"], name="complaints_message_case"),
            models.Index(
                fields=["landlord", "written_at"],
                condition=models.Q(from_resident=True, answered_at__isnull=True),
                name="complaints_message_open",
            ),
        ]
        ordering: ClassVar = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class CaseNote(Tenanted):
    """A note of the landlord's own people. It is never sent; the resident is told that it exists."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="notes"
    )
    text = models.TextField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "written_at"], name="complaints_note_case")
        ]
        ordering: ClassVar = ["written_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class ToTell(Tenanted):
    """News for a resident whom no message reaches: a person calls, or sees them at the office. One open a case."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="to_tell"
    )
    # Why no message goes: a code of `messages.WHY`.
    why = models.CharField(max_length=20)
    since = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint"],
                condition=models.Q(done_at__isnull=True),
                name="complaints_totell_one_open",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "since"],
                condition=models.Q(done_at__isnull=True),
                name="complaints_totell_open",
            )
        ]
        ordering: ClassVar = ["since", "id"]

    def __str__(self) -> str:
        return f"{self.why} since {self.since:%Y-%m-%d}"
