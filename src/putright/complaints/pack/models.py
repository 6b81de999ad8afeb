"""What the resident wrote for their evidence pack."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class PackWords(Tenanted):
    """Why the resident is still unhappy and what would put it right, in their words, for the pack's first page.

    One row a case: what is written later stands in its place, and the record keeps both.
    """

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="pack_words"
    )
    why = models.TextField(blank=True)
    wanted = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta(Tenanted.Meta):
        constraints: ClassVar = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["landlord", "complaint"], name="complaints_packwords_once"),
        ]
        verbose_name_plural = "words for the evidence pack"

    def __str__(self) -> str:
        return self.why[:60]
