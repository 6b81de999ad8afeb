"""What was understood, version by version, and what the resident said to it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Says(models.TextChoices):
    NOTHING = "", "Nothing yet"
    RIGHT = "right", "It is right"
    CHANGE = "change", "Something is to be changed"
    ADD = "add", "Something is to be added"


# What somebody has to see to.
WISHES = (Says.CHANGE, Says.ADD)


class Understanding(Tenanted):
    """One version of the definition as the resident was asked about it. The newest of a case counts."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="understandings"
    )
    number = models.PositiveSmallIntegerField()
    # What the definition said, as a digest: an answer is to what was read, not to what stands there since.
    version = models.CharField(max_length=64)
    asked_on = models.DateField()
    says = models.CharField(max_length=10, choices=Says.choices, blank=True)
    words = models.TextField(blank=True)
    said_on = models.DateField(null=True)
    # None: the resident said it on their own page.
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # When the wish was seen to: by a new version, or by saying why it stays as it is.
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    stays_because = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "number"], name="complaints_understanding_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "said_on"],
                condition=models.Q(says__in=("change", "add"), settled_on=None),
                name="complaints_to_understand",
            )
        ]
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def waits(self) -> bool:
        """Whether the resident wished for a change that nobody has seen to."""
        return self.says in WISHES and self.settled_on is None
