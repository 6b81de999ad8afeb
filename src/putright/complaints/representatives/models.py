"""The tables of representatives and of an advice agency's authority."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models

from putright.accounts.models import Body, Person
from putright.complaints.evidence.models import CaseFile
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class RoleOfHelper(models.TextChoices):
    FAMILY = "family", "Family or friend"
    SUPPORT_WORKER = "support_worker", "Support worker"
    ADVICE_AGENCY = "advice_agency", "Advice agency"
    COUNCILLOR = "councillor", "Councillor"
    MP = "mp", "Member of Parliament (MP)"
    SOLICITOR = "solicitor", "Solicitor"
    ATTORNEY = "attorney", "Attorney or deputy"
    OTHER = "other", "Another way"


class Permission(models.TextChoices):
    """How it is known that the resident agrees, or why nobody can ask them."""

    WITH_THEM = "with_them", "The resident is with them now and says so"
    SIGNED_FORM = "signed_form", "There is a signed form"
    ASK = "ask", "Please ask the resident"
    LEGAL = "legal", "They have legal authority"
    CANNOT = "cannot", "The resident cannot give permission"


class Share(models.TextChoices):
    """What a representative may be given."""

    TALK = "talk", "We talk to them about the complaint"
    LETTERS = "letters", "We send them copies of letters"
    DECIDE = "decide", "They decide for the resident, also about remedies and stage 2"


class Standing(models.TextChoices):
    """How a representative stands on a day."""

    ASKED = "asked", "Waiting for permission"
    GIVEN = "given", "Has permission"
    REFUSED = "refused", "The resident said no"
    ENDED = "ended", "Ended"
    EXPIRED = "expired", "Past its last day"


class Representative(Tenanted):
    """Somebody who speaks for the resident. Nothing is shared with them before permission, nor after its last day."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="representatives"
    )
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=RoleOfHelper.choices)
    reference = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    # An advice agency that signs in here: it sees the case as long as the permission holds.
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")

    permission = models.CharField(max_length=20, choices=Permission.choices)
    # Where the form lies, what the authority is, why the resident cannot be asked.
    permission_note = models.TextField(blank=True)
    form = models.ForeignKey(
        CaseFile, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="+"
    )
    scope = models.JSONField(default=list)
    until = models.DateField(null=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "named_at"], name="complaints_helpers_of_case")
        ]
        ordering: ClassVar = ["named_at", "id"]

    def __str__(self) -> str:
        return self.name or self.organisation

    def standing(self, on: date) -> Standing:
        """How they stand on the day `on`. The last day still counts."""
        if self.ended_on is not None:
            return Standing.ENDED
        if self.refused_on is not None:
            return Standing.REFUSED
        if self.until is not None and self.until < on:
            return Standing.EXPIRED
        return Standing.ASKED if self.given_on is None else Standing.GIVEN


class Authority(Tenanted):
    """That an advice agency may see one case: for what, from when, until when.

    Written by the acts on the representative alone. The agency's people read their own rows before a landlord is
    known (a policy of the table), and open the case under its landlord when the door says yes.
    """

    representative = models.ForeignKey(
        Representative, db_constraint=False, on_delete=models.PROTECT, related_name="authorities"
    )
    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="authorities"
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    scope = models.JSONField(default=list)
    from_on = models.DateField()
    until = models.DateField(null=True)
    given_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "representative"], name="complaints_authority_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["body", "ended_on", "id"], name="complaints_authority_of_body"),
            models.Index(fields=["landlord", "complaint"], name="complaints_authority_of_case"),
        ]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return f"{self.body} for {self.complaint_id}"

    def holds(self, on: date) -> bool:
        """Whether it opens the case on the day `on`."""
        return (
            self.from_on <= on
            and (self.until is None or self.until >= on)
            and (self.ended_on is None or self.ended_on > on)
        )
