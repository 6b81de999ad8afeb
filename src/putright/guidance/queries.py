"""Reads of residents' stories: what everybody may see, and what the staff see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from putright.accounts.models import Landlord
from putright.ui.languages import ENGLISH, Language, language

from .models import CaseStudy, CaseStudyText


@dataclass(frozen=True, slots=True)
class Told:
    """A story as it is shown: its words, and the language that they are in."""

    text: CaseStudyText
    language: Language


def stories(landlord: Landlord, reader: Language, today: date) -> list[Told]:
    """The stories that may be shown today, in the reader's language where approved there, else in English.

    None whose permission was taken back or is over, and no words that a second person has not approved.
    """
    found = CaseStudyText.objects.filter(
        landlord=landlord,
        language__in={reader.code, ENGLISH.code},
        approved_at__isnull=False,
        study__withdrawn_on=None,
        study__consent_on__lte=today,
        study__consent_until__gte=today,
    ).order_by("-study__begun_at", "study_id")
    best: dict[object, CaseStudyText] = {}
    for text in found:
        if text.study_id not in best or text.language == reader.code:
            best[text.study_id] = text
    return [Told(text, language(text.language)) for text in best.values()]


def any_stories(landlord: Landlord, today: date) -> bool:
    """Whether there is a story to show today, in whatever language."""
    return CaseStudyText.objects.filter(
        landlord=landlord,
        language=ENGLISH.code,
        approved_at__isnull=False,
        study__withdrawn_on=None,
        study__consent_on__lte=today,
        study__consent_until__gte=today,
    ).exists()


def all_stories(landlord: Landlord) -> QuerySet[CaseStudy]:
    """Every story of the landlord with its texts, the newest first: for the staff."""
    texts = CaseStudyText.objects.select_related("written_by", "approved_by").order_by("language")
    return (
        CaseStudy.objects.filter(landlord=landlord)
        .prefetch_related(Prefetch("texts", queryset=texts))
        .order_by("-begun_at")
    )
