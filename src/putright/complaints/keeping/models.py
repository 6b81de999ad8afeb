"""Holds, removals that two people decide, and questions about what is held."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint, ServiceRequest
from putright.complaints.tenanted import Tenanted


class Hold(Tenanted):
    """A case that nothing may be removed from: a court, the Ombudsman or the landlord needs it. A hold always wins."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="holds"
    )
    reasons = models.TextField()
    placed_on = models.DateField()
    placed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        ordering: ClassVar = ["placed_on", "id"]

    def __str__(self) -> str:
        return f"hold from {self.placed_on}"


class Removal(Tenanted):
    """Personal text that one person proposes to remove for good, and another decides about."""

    class Why(models.TextChoices):
        RETENTION = "retention", "It was kept as long as it is needed"
        REQUEST = "request", "The person asked for it"

    # One of the two: a case, with all that belongs to it, or a service request that never became one.
    complaint = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="removals"
    )
    request = models.ForeignKey(
        ServiceRequest, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="removals"
    )
    why = models.CharField(max_length=20, choices=Why.choices)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # Decided against; approved is a decision without it. Removed on the day the worker did it.
    declined = models.BooleanField(default=False)
    done_on = models.DateField(null=True)
    # The code of what stood in the way when it was to be done: a hold placed meanwhile, a case open again.
    stopped_by = models.CharField(max_length=60, blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint"],
                condition=models.Q(done_on=None, declined=False, stopped_by=""),
                name="complaints_removal_once",
            ),
            models.UniqueConstraint(
                fields=["landlord", "request"],
                condition=models.Q(declined=False, stopped_by=""),
                name="complaints_removal_of_request",
            ),
            models.CheckConstraint(
                condition=models.Q(complaint=None, request__isnull=False)
                | models.Q(complaint__isnull=False, request=None),
                name="complaints_removal_of_one",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "decided_on"],
                condition=models.Q(done_on=None, declined=False, stopped_by=""),
                name="complaints_removal_open",
            )
        ]
        ordering: ClassVar = ["proposed_on", "id"]

    def __str__(self) -> str:
        return f"removal proposed on {self.proposed_on}"

    @property
    def of(self) -> Complaint | ServiceRequest:
        """What it is about."""
        about = self.complaint or self.request
        assert about is not None  # the table holds one of them
        return about


class DataQuestion(Tenanted):
    """Somebody asks what is held about them. The answer is one download over the cases that are theirs."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="data_questions"
    )
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "due_on"],
                condition=models.Q(answered_on=None),
                name="complaints_question_open",
            )
        ]
        ordering: ClassVar = ["asked_on", "id"]

    def __str__(self) -> str:
        return f"question of {self.asked_on}"
