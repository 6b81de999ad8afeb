"""What residents say once their case is closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Afterwards(Tenanted):
    """The two questions as they were asked about one closing of a case, and what the resident said."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="afterwards"
    )
    # The closing that it is about: a case that was opened again is asked about again.
    closed_on = models.DateField()
    asked_on = models.DateField()
    fair = models.BooleanField(null=True)
    solved = models.BooleanField(null=True)
    said_on = models.DateField(null=True)
    # None: the resident said it on their own page.
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "complaint", "closed_on"], name="complaints_afterwards_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["landlord", "said_on"], name="complaints_said_afterwards")]
        ordering: ClassVar = ["asked_on", "id"]
        verbose_name_plural = "afterwards"

    def __str__(self) -> str:
        return f"asked on {self.asked_on}"


class CaseStudy(Tenanted):
    """Whether a resident lets their case be told to others. The newest word counts; nothing is published from here."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="case_studies"
    )
    agreed = models.BooleanField()
    # The name it may be told under; empty: under none.
    name_as = models.CharField(max_length=100, blank=True)
    said_on = models.DateField()
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "said_on"],
                condition=models.Q(agreed=True, withdrawn_on=None),
                name="complaints_case_studies",
            )
        ]
        ordering: ClassVar = ["said_on", "id"]
        verbose_name_plural = "case studies"

    def __str__(self) -> str:
        return f"said on {self.said_on}"
