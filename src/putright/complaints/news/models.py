"""News that residents were given while they wait."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from putright.accounts.models import Person
from putright.complaints.models import Complaint
from putright.complaints.tenanted import Tenanted


class News(Tenanted):
    """What a resident was told about a case before everything was answered or done. They read it on their page."""

    complaint = models.ForeignKey(
        Complaint, db_constraint=False, on_delete=models.PROTECT, related_name="news"
    )
    stage = models.PositiveSmallIntegerField()
    words = models.TextField()
    given_on = models.DateField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta(Tenanted.Meta):
        indexes: ClassVar = [
            models.Index(fields=["landlord", "complaint", "given_on"], name="complaints_news_of_case")
        ]
        ordering: ClassVar = ["-given_on", "-id"]
        verbose_name_plural = "news"

    def __str__(self) -> str:
        return f"news of {self.given_on}"
