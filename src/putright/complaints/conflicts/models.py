"""The tables of restricted cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Restriction(Tenanted):
    """That somebody is in a conflict on a case, why, and until when. Never removed: it is lifted, with a reason."""

    class Kind(models.TextChoices):
        COMPLAINED_OF = "complained_of", "The complaint is about them"
        CONFLICT = "conflict", "Another conflict: related, a neighbour, a friend"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="restrictions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "person"],
                condition=models.Q(lifted_at=None),
                name="complaints_restriction_once",
            ),
        ]
        ordering: ClassVar = ["set_at", "id"]

    def __str__(self) -> str:
        return f"{self.person} on {self.complaint_id}"


class ShutOut(Tenanted):
    """Who cannot open which case, worked out from its restrictions and the lines of the people in them."""

    class Why(models.TextChoices):
        NAMED = "named", "In a conflict"
        ABOVE = "above", "Somebody in a conflict reports to them"
        BELOW = "below", "They report to somebody in a conflict"

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="shut_out"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why.choices)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "person", "complaint"], name="complaints_shutout_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} not {self.complaint_id}"
