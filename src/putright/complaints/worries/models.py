"""What somebody is worried about because they complain, and a name that one person alone may read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Worry(Tenanted):
    """That somebody is afraid of what their complaint may bring them, and what they ask us to mind (journeys 3.4).

    `asks` is what still holds: what the resident no longer needs is taken out when a person agrees that with them.
    """

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="worries"
    )
    # Codes of worries/kinds_of_worry.py.
    about = models.JSONField(default=list)
    words = models.TextField(blank=True)
    # Whom of the landlord's people they name, in their words: a restriction is decided by a person.
    person = models.CharField(max_length=200, blank=True)
    asks = models.JSONField(default=list)
    told_on = models.DateField()
    agreed = models.TextField(blank=True)
    agreed_on = models.DateField(null=True)
    agreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_worry_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "told_on"],
                condition=models.Q(agreed_on=None),
                name="complaints_worry_open",
            )
        ]
        verbose_name_plural = "worries"
        ordering: ClassVar = ["told_on", "id"]

    def __str__(self) -> str:
        return f"worry told on {self.told_on}"


class Confided(Tenanted):
    """The name of somebody who complains without one, given to the Member Responsible for Complaints alone."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="confided"
    )
    name = models.CharField(max_length=200)
    # How that one person may reach them, in their words.
    reach = models.TextField(blank=True)
    told_on = models.DateField()
    # The day on which the resident agreed that the people who deal with the case may know it.
    released_on = models.DateField(null=True)
    released_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_confided_once"),
        ]
        verbose_name_plural = "confided"
        ordering: ClassVar = ["told_on", "id"]

    def __str__(self) -> str:
        return f"name confided on {self.told_on}"
