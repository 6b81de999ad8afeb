"""How something that staff wrote down came to us."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person

from ..models import Complaint
from ..tenanted import Tenanted
from .models import ServiceRequest


class Source(Tenanted):
    """How something that staff wrote down came to us: who wrote or called, and what was said about it. One for each."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="sources"
    )
    request = models.ForeignKey(
        ServiceRequest, db_constraint=False, null=True, on_delete=models.PROTECT, related_name="sources"
    )
    taken_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # The start of the call or visit, or when the page was opened: no clock may begin after it.
    contact_at = models.DateTimeField()
    cut_short = models.BooleanField(default=False)
    # Whether the points were read back to the resident.
    read_back = models.BooleanField(default=False)
    link = models.CharField(max_length=500, blank=True)
    # An MP, a councillor or an adviser who writes for the resident.
    writer = models.CharField(max_length=200, blank=True)
    writer_as = models.CharField(max_length=20, blank=True)
    writer_reference = models.CharField(max_length=100, blank=True)
    writer_reach = models.CharField(max_length=300, blank=True)
    permission = models.CharField(max_length=20, blank=True)
    reply_to = models.CharField(max_length=20, blank=True)
    # A survey comment becomes a complaint when the resident says so (2024:1.6).
    opted_in = models.BooleanField(null=True)
    our_words = models.TextField(blank=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_source_complaint"),
            models.UniqueConstraint(fields=["landlord", "request"], name="complaints_source_request"),
        ]

    def __str__(self) -> str:
        return f"source of {self.contact_at:%Y-%m-%d}"
