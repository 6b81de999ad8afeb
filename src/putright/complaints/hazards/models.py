"""The tries to reach somebody who may be in danger. The danger itself is `complaints.models.Hazard`."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person

from ..models import Hazard
from ..tenanted import Tenanted


class HazardAttempt(Tenanted):
    """One call or visit about a danger, in vain or not. Each is an event; none is ever changed."""

    hazard = models.ForeignKey(Hazard, db_constraint=False, on_delete=models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    # "call" or "visit".
    how = models.CharField(max_length=10)
    reached = models.BooleanField()
    # How a visit was announced, when and to whom: without it a visit in vain proves nothing.
    notice = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "hazard", "at"], name="complaints_hazard_attempts")
        ]
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.how} {self.at:%Y-%m-%d}"
