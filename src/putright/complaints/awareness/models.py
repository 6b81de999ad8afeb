"""Counters of forms and of what was said to us, and the addresses that campaigns lead here by."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from putright.accounts.models import Person
from putright.complaints.tenanted import Tenanted

# What can stand in an address, be typed from a poster and be read out.
CODE = r"^[a-z0-9][a-z0-9-]{1,22}[a-z0-9]$"


class Campaign(Tenanted):
    """A poster, a text, a radio spot: whatever leads people here by an address of its own."""

    code = models.CharField(max_length=24, validators=[RegexValidator(CODE)])
    name = models.CharField(max_length=100)
    begun_on = models.DateField()
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Its address leads here for as long as a poster hangs; from this day on it is counted as none.
    ended_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "code"], name="complaints_campaign_code"),
        ]

    def __str__(self) -> str:
        return self.name


class Ending(models.TextChoices):
    """What became of a form that was begun."""

    SENT = "sent", "Sent as a complaint"
    REQUESTED = "requested", "Sent as a service request"
    LEFT = "left", "Not sent"


class FormCount(Tenanted):
    """How many forms that were begun in a month ended like this. `page` is the last one answered, of those left."""

    month = models.DateField()
    language = models.CharField(max_length=10)
    campaign = models.CharField(max_length=24, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices)
    page = models.CharField(max_length=40, blank=True)
    number = models.IntegerField(default=0)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "month", "language", "campaign", "ending", "page"],
                name="complaints_formcount_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.language} {self.ending}: {self.number}"


class Heard(Tenanted):
    """How many of a measure there were in a month, as it was counted on a day: `queries.MEASURES` names them."""

    month = models.DateField()
    measure = models.CharField(max_length=40)
    number = models.IntegerField(default=0)
    counted_on = models.DateField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "month", "measure"], name="complaints_heard_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.measure}: {self.number}"
