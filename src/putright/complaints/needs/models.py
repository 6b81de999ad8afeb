"""Needs with what was decided about each, reports of reprisals, and limits to how somebody may contact us."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Need(Tenanted):
    """One adjustment that somebody asked for: in their words, and agreed, changed or refused by us (2024:5.10)."""

    class Decision(models.TextChoices):
        AGREED = "agreed", "Agreed"
        CHANGED = "changed", "Agreed in another way"
        REFUSED = "refused", "Refused"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="needs"
    )
    kind = models.CharField(max_length=30)
    words = models.TextField(blank=True)
    shared_with = models.JSONField(default=list)
    asked_on = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # What is done instead, where it is done in another way; why, where it is not done as asked.
    instead = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "asked_on"],
                condition=models.Q(decision="", ended_on=None),
                name="complaints_need_waiting",
            ),
            models.Index(fields=["landlord", "review_on"], name="complaints_need_review"),
        ]
        ordering: ClassVar = ["asked_on", "id"]

    def __str__(self) -> str:
        return self.kind


class Reprisal(Tenanted):
    """Something that happened because somebody complained. The Member Responsible for Complaints alone reads it."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="reprisals"
    )
    told_on = models.DateField()
    words = models.TextField()
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "told_on"],
                condition=models.Q(answered_on=None),
                name="complaints_reprisal_open",
            )
        ]
        ordering: ClassVar = ["told_on", "id"]

    def __str__(self) -> str:
        return f"reprisal told on {self.told_on}"


class ContactLimit(Tenanted):
    """A limit to how somebody may contact us, after unreasonable behaviour: proportionate, with reasons and a review.

    It never stops a new complaint, a report of danger or the Ombudsman.
    """

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="contact_limits"
    )
    limit = models.TextField()
    reasons = models.TextField()
    # How their needs, and the duties of the Equality Act, were considered (2024:5.14, 5.15).
    needs_considered = models.TextField()
    warned_on = models.DateField(null=True)
    from_on = models.DateField()
    review_on = models.DateField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True)
    review_notes = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "review_on"],
                condition=models.Q(ended_on=None),
                name="complaints_limit_review",
            )
        ]
        ordering: ClassVar = ["from_on", "id"]

    def __str__(self) -> str:
        return f"limit from {self.from_on}"
