"""Cases by the words in them. The index, and what keeps it in step, stand in the database: migration 0011."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from putright.complaints.models import Complaint
from putright.complaints.reference import tidy_reference

# What the database gives at most, the newest; a filter that is added narrows these.
MATCHES = 200
TYPED_AT_MOST = 200


def matching(cases: QuerySet[Complaint], typed: str) -> QuerySet[Complaint]:
    """Those of one landlord's `cases` that the words find, an exact reference first, then the newest first.

    Found by every word in what the resident and the landlord wrote, and by the beginning of a name, a reference, a
    postcode, a tenancy or telephone number. Whatever is typed is words: there are no operators, and nothing is an
    error. Of those found, the newest `MATCHES` are looked at; an empty text finds none.
    """
    words = " ".join(typed.replace("\x00", " ").encode("utf-8", "ignore").decode()[:TYPED_AT_MOST].split())
    if not words:
        return cases.none()
    references = [words, tidy_reference(words)]
    found = RawSQL("SELECT complaints_search(%s, %s)", (words, references))
    exact = Case(When(reference__in=references, then=Value(0)), default=Value(1), output_field=IntegerField())
    return cases.filter(id__in=found).order_by(exact, "-received_on", "-id")
