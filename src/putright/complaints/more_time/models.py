"""What residents say to more time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Says(models.TextChoices):
    AGREES = "agree", "Agrees"
    DISAGREES = "disagree", "Does not agree"
    CALL = "call", "Asks for a call"


class MoreTimeReply(Tenanted):
    """What a resident said to one extension, and how the landlord reacted. The newest of a stage counts."""

    complaint = models.ForeignKey(
        Complaint,
        db_constraint=False,
        on_delete=models.PROTECT,
        related_name="more_time_replies",
    )
    stage = models.PositiveSmallIntegerField()
    says = models.CharField(max_length=10, choices=Says.choices)
    because = models.TextField(blank=True)
    # Whether the points that are ready should be answered now, without the rest.
    wants_ready_points = models.BooleanField(default=False)
    said_on = models.DateField()
    # None: the resident said it on their own page.
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The working day after it was said, where somebody has to react. A sort key: `rules` counts it.
    react_by = models.DateField(null=True)
    reacted_on = models.DateField(null=True)
    reacted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    reaction = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "stage"], name="complaints_reply_of_case"),
            models.Index(
                fields=["landlord", "react_by"],
                condition=models.Q(react_by__isnull=False, reacted_on=None),
                name="complaints_reply_waiting",
            ),
        ]
        ordering: ClassVar = ["id"]
        verbose_name_plural = "more time replies"

    def __str__(self) -> str:
        return f"{self.says} {self.said_on}"


class OwnTime(Tenanted):
    """More time that the resident asked for, to send something or to reply. It is theirs, and moves no date of ours."""

    class What(models.TextChoices):
        EVIDENCE = "evidence", "To send photos, letters or other files"
        REPLY = "reply", "To reply to us"
        OTHER = "other", "For something else"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="own_times"
    )
    what = models.CharField(max_length=10, choices=What.choices)
    until = models.DateField()
    because = models.TextField(blank=True)
    # Asked for because of what somebody needs: then it is an adjustment too, and stands among the needs.
    of_need = models.BooleanField(default=False)
    asked_on = models.DateField()
    # None: the resident asked on their own page.
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [models.Index(fields=["landlord", "complaint"], name="complaints_own_time_case")]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.what} until {self.until}"
