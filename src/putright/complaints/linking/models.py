"""Links between cases, and cases that were joined into one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Why(models.TextChoices):
    """Why two cases belong together."""

    SAME_HOME = "same_home", "Same home"
    SAME_RESIDENT = "same_resident", "Same resident"
    AGAIN = "again", "The same problem again"
    LEFT_GROUP = "left_group", "Left the group of the other"
    NEW_ISSUE = "new_issue", "Raised while the other was open"
    RELATED = "related", "Related in another way"


class CaseLink(Tenanted):
    """Two cases that belong together. It reads the same from both sides; one row for a pair, the lower id first."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="links_to"
    )
    other = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="links_from"
    )
    why = models.CharField(max_length=20, choices=Why.choices)
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "other"], name="complaints_caselink_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "other"], name="complaints_caselink_other")]

    def __str__(self) -> str:
        return self.get_why_display()


class JoinedCase(Tenanted):
    """One joining of a case into an earlier one, and what it moved, so that it can be taken apart again."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="joinings"
    )
    into = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="joinings_here"
    )
    joined_on = models.DateField()
    reasons = models.TextField(blank=True)
    # The ids of the dangers that went along.
    hazards = models.JSONField(default=list)
    apart_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint"], name="complaints_joined_case"),
            models.Index(fields=["landlord", "into"], name="complaints_joined_into"),
        ]

    def __str__(self) -> str:
        return f"joined on {self.joined_on}"
