"""Stories of residents who agreed to have theirs told: the one table of this room, in two parts.

No pointer leads to a case. What a story says stands here in words that the resident has agreed to, and goes when they
take that back.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Landlord, Person
from putright.record.ids import uuid7


class Tenanted(models.Model):
    """A row that belongs to one landlord. (landlord, id) is unique, so that other rows can point at both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "id"], name="%(app_label)s_%(class)s_landlord_id"),
        ]


class CaseStudy(Tenanted):
    """A story, with the permission that it rests on. What it says stands in its texts, one for each language."""

    class Way(models.TextChoices):
        WRITING = "writing", "In writing"
        PHONE = "phone", "On the phone"
        PERSON = "person", "Face to face"
        ONLINE = "online", "Through a link or an email"

    # How the permission was given, when, and the last day on which it may be shown.
    consent_way = models.CharField(max_length=10, choices=Way.choices)
    consent_on = models.DateField()
    consent_until = models.DateField()
    # For staff alone, and free: where the permission is kept. Never a link to a case.
    consent_note = models.CharField(max_length=500, blank=True)
    withdrawn_on = models.DateField(null=True)
    begun_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        verbose_name_plural = "case studies"

    def __str__(self) -> str:
        return f"story {self.id}"


class CaseStudyText(Tenanted):
    """A story in one language. Shown once somebody other than its writer has approved these words."""

    study = models.ForeignKey(CaseStudy, on_delete=models.CASCADE, related_name="texts", db_constraint=False)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=120, blank=True)
    happened = models.TextField(blank=True)
    did = models.TextField(blank=True)
    changed = models.TextField(blank=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["landlord", "study", "language"], name="guidance_casestudytext_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study} in {self.language}"
