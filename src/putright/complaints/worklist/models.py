"""Who is away, which searches a person keeps, and how many closed cases there are of each kind."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.tenanted import Tenanted


class Absence(Tenanted):
    """A person is away from one day to another (both included), or until further notice; another covers for them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    cover = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="complaints_absence_ends_after_it_begins",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "person"], name="complaints_absence_person")]

    def __str__(self) -> str:
        return f"{self.person} away from {self.from_on}"


class SavedSearch(Tenanted):
    """A search that a person keeps under a name; with `notify` the worker tells them of new cases that it finds.

    `asks` is what stands in the address of the search, field by field. `told_to` is the newest case they were told of.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    asks = models.JSONField()
    notify = models.BooleanField(default=False)
    told_to = models.UUIDField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "person", "name"], name="complaints_savedsearch_name"
            ),
        ]
        verbose_name_plural = "saved searches"

    def __str__(self) -> str:
        return self.name


class Tally(Tenanted):
    """How many cases that ended in a month count under a measure. `Complaint.counted` says what each case added."""

    month = models.DateField()
    measure = models.CharField(max_length=40)
    number = models.IntegerField(default=0)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "month", "measure"], name="complaints_tally_once"),
        ]
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.measure}: {self.number}"
