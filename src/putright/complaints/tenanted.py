"""What every table of this room is built on, its own and those of the folders beside it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Landlord
from putright.record.ids import uuid7


class Channel(models.TextChoices):
    WEB = "web", "Web form"
    PHONE = "phone", "Phone"
    LETTER = "letter", "Letter"
    EMAIL = "email", "Email"
    VISIT = "visit", "Visit or office"
    SOCIAL_MEDIA = "social_media", "Social media"
    SURVEY = "survey", "Survey comment"
    REPRESENTATIVE = "representative", "MP, councillor or adviser"
    OTHER = "other", "Other"


class Tenanted(models.Model):
    """A row that belongs to one landlord. (landlord, id) is unique, so that other rows can point at both."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    landlord = models.ForeignKey(Landlord, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["landlord", "id"], name="%(app_label)s_%(class)s_landlord_id"),
        ]
