"""The landlord's homes, as its list of them was last imported, and the imports themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.tenanted import Tenanted


class Home(Tenanted):
    """One home of the landlord's. `gone_on` is the day a full list was imported in which it no longer stands."""

    # The landlord's own name for it, in its housing system.
    reference = models.CharField(max_length=80)
    line_1 = models.CharField(max_length=200)
    line_2 = models.CharField(max_length=200, blank=True)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=10)
    service_area = models.CharField(max_length=100, blank=True)
    gone_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "reference"], name="complaints_home_reference"),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "postcode"], name="complaints_home_postcode")]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.line_1, self.line_2, self.town) if part)


class HomeList(Tenanted):
    """One import of a list of homes: what became of its rows, and the rows that were refused, without addresses."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    # Whether the file said to hold every home, so that those missing from it are gone.
    full = models.BooleanField()
    taken = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    # The first of them: [line, reference, what to do].
    refusals = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [models.Index(fields=["landlord", "imported_at"], name="complaints_homelist_at")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.imported_at:%Y-%m-%d}"
