"""What was learned from complaints."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class Cause(models.TextChoices):
    PEOPLE = "people", "People: what somebody did or did not do"
    PROCESS = "process", "Process: how we work"
    SYSTEM = "system", "System: computers, records, telephones"
    CONTRACTOR = "contractor", "Contractor or supplier"
    POLICY = "policy", "Policy: what we decided"


class Service(models.TextChoices):
    REPAIRS = "repairs", "Repairs"
    DAMP = "damp", "Damp, mould and leaks"
    HEATING = "heating", "Heating and hot water"
    BEHAVIOUR = "behaviour", "Neighbours and anti-social behaviour"
    CONTACT = "contact", "How staff or contractors treat people"
    CHARGES = "charges", "Rent and service charges"
    SHARED_AREAS = "shared_areas", "Shared areas"
    SAFETY = "safety", "Building and fire safety"
    ADAPTATIONS = "adaptations", "Changes needed for a disability"
    LETTINGS = "lettings", "Moving and lettings"
    COMPLAINTS = "complaints", "Complaint handling"
    OTHER = "other", "Something else"


class State(StrEnum):
    """Where a learning stands, from its dates."""

    NOTHING = "nothing"
    RECORDED = "recorded"
    ACCEPTED = "accepted"
    DONE = "done"


class Learning(Tenanted):
    """What one stage of one complaint taught: a cause in a service and what changes, or why there is nothing."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="learnings"
    )
    stage = models.PositiveSmallIntegerField()
    nothing_because = models.TextField(blank=True)
    cause = models.CharField(max_length=20, blank=True, choices=Cause.choices)
    service = models.CharField(max_length=20, blank=True, choices=Service.choices)
    change = models.TextField(blank=True)
    owner = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    publish = models.TextField(blank=True)
    recorded_on = models.DateField()
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    done_on = models.DateField(null=True)
    proof = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(
                fields=["landlord", "service", "cause", "recorded_on"], name="complaints_learning_again"
            ),
            models.Index(
                fields=["landlord", "due_on", "id"],
                condition=models.Q(nothing_because="", done_on=None),
                name="complaints_learning_open",
            ),
            models.Index(fields=["landlord", "complaint", "stage"], name="complaints_learning_of_case"),
        ]
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.change[:60] or self.nothing_because[:60]

    @property
    def state(self) -> State:
        if self.nothing_because:
            return State.NOTHING
        if self.done_on:
            return State.DONE
        return State.ACCEPTED if self.accepted_on else State.RECORDED
