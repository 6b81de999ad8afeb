"""The remedies of a case. Where one stands follows from its dates (`State`), never from a field of its own."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint, Point
from putright.complaints.tenanted import Tenanted


class Kind(models.TextChoices):
    """The remedies of 2024:7.1; `rules/remedies.toml` has the same codes."""

    APOLOGY = "apology", "Apology"
    EXPLANATION = "explanation", "Explanation"
    WORK = "work", "Work"
    CHANGE_OF_DECISION = "change_of_decision", "Change of a decision"
    CORRECTION = "correction", "Correction of a record"
    PAYMENT = "payment", "Payment"
    CHANGE_OF_PRACTICE = "change_of_practice", "Change of policy or practice"


class How(models.TextChoices):
    """How money reaches the resident."""

    BANK = "bank", "Bank transfer"
    CHEQUE = "cheque", "Cheque"
    CASH = "cash", "Cash at the office"
    RENT_ACCOUNT = "rent_account", "To the rent account"
    VOUCHER = "voucher", "Voucher"


class State(StrEnum):
    """Where a remedy stands, the last that happened to it."""

    DECIDED = "decided"
    WAITS_FOR_APPROVAL = "waits_for_approval"
    APPROVED = "approved"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PAID = "paid"


class Remedy(Tenanted):
    """One thing that puts a point right at one stage. Money is in pence, and only a payment has any."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="remedies"
    )
    # None: for the complaint as a whole.
    point = models.ForeignKey(
        Point, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="remedies"
    )
    stage = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=30, choices=Kind.choices)
    words = models.TextField(blank=True)
    pence = models.PositiveIntegerField(null=True)
    head = models.CharField(max_length=30, blank=True)
    how = models.CharField(max_length=20, blank=True, choices=How.choices)
    pay_by = models.DateField(null=True)
    # The part that goes against rent arrears, and the day on which the resident agreed to that.
    offset_pence = models.PositiveIntegerField(default=0)
    offset_agreed_on = models.DateField(null=True)
    # What was weighed: the household, how long, how much trouble. Why this amount and no other.
    weighed = models.TextField(blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # By the limits of the day on which it was decided.
    needs_approval = models.BooleanField(default=False)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The day of the answer that offers it.
    offered_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    declined_on = models.DateField(null=True)
    declined_because = models.TextField(blank=True)
    paid_on = models.DateField(null=True)
    proof = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "stage"], name="complaints_remedy_of_case"),
            models.Index(
                fields=["landlord", "pay_by"],
                condition=models.Q(offered_on__isnull=False, paid_on=None, declined_on=None, kind="payment"),
                name="complaints_remedy_to_pay",
            ),
            models.Index(
                fields=["landlord", "decided_on"],
                condition=models.Q(needs_approval=True, approved_on=None),
                name="complaints_remedy_to_approve",
            ),
        ]
        ordering: ClassVar = ["stage", "id"]
        verbose_name_plural = "remedies"

    def __str__(self) -> str:
        return f"{self.kind} at stage {self.stage}"

    @property
    def is_payment(self) -> bool:
        return self.kind == Kind.PAYMENT

    @property
    def state(self) -> State:
        """The last that happened to it."""
        if self.paid_on:
            return State.PAID
        if self.declined_on:
            return State.DECLINED
        if self.accepted_on:
            return State.ACCEPTED
        if self.offered_on:
            return State.OFFERED
        if self.approved_on:
            return State.APPROVED
        return State.WAITS_FOR_APPROVAL if self.needs_approval else State.DECIDED

    @property
    def amount(self) -> Decimal:
        """The payment in pounds; nothing for what is no payment."""
        return Decimal(self.pence or 0) / 100

    @property
    def offset(self) -> Decimal:
        """The part of it in pounds that goes against arrears."""
        return Decimal(self.offset_pence) / 100
