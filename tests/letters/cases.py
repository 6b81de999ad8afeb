"""Cases to write letters about, as rows that no database holds: a landlord, its people, one complaint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models

from putright.accounts.models import Landlord, Person
from putright.complaints.models import Complaint, Finding, Point, Promise, Stage

LANDLORD = Landlord(
    code="riverside",
    name="Riverside Homes",
    phone="01632 960 101",
    text_phone="07700 900 101",
    email="complaints@riverside.example",
    office_address="Quay House, 2 Quay Street, Harbourtown, HT1 1AA",
    emergency_phone="01632 960 102",
    gas_phone="01632 960 103",
    team_name="Complaints team",
    brand_colour="#00703c",
    languages=["ur"],
    link_days=30,
    draft_days=30,
)
HANDLER = Person(
    name="Sam Okoro", job_title="Housing manager", phone="01632 960 111", email="sam@riverside.example"
)
REVIEWER = Person(
    name="Ruth Bell", job_title="Head of housing", phone="01632 960 112", email="ruth@riverside.example"
)
POINTS = (
    (
        "The ceiling in my kitchen leaks since September and nobody comes.",
        "The kitchen ceiling has leaked since September.",
    ),
    ("your man was rude to me on the phone", "A member of staff was rude on the phone on 12 October."),
    ("I had to throw away a carpet", "A carpet was ruined by the water."),
)


def rows_of(instance: models.Model, name: str, rows: Sequence[models.Model]) -> None:
    """Gives an unsaved row its related rows, as if they had been fetched."""
    cache: dict[str, Any] = instance.__dict__.setdefault("_prefetched_objects_cache", {})
    found = type(rows[0])._default_manager.none() if rows else Point.objects.none()
    found._result_cache = list(rows)
    cache[name] = found


def case(
    *,
    edition: str = "2024",
    received_on: date = date(2026, 11, 4),
    points: Sequence[tuple[str, str]] = POINTS,
    findings: Sequence[dict[str, str]] = (),
    promises: Sequence[tuple[str, date]] = (),
    stages: Sequence[dict[str, Any]] = ({},),  # by number
    **fields: Any,
) -> Complaint:
    """A complaint with everything a letter reads. `findings` answer the points at the last stage."""
    given: dict[str, Any] = {
        "name": "Amina Begum",
        "called": "Mrs Begum",
        "address": "Flat 3, 12 Mill Lane, Harbourtown",
        "postcode": "HT2 4QQ",
        "outcomes": "You want the leak mended, an apology, and money for the carpet.",
        "handler": HANDLER,
        "reviewer": REVIEWER if len(stages) > 1 else None,
        "original_words": "The ceiling leaks.",
        "documents_by": "post",
    }
    complaint = Complaint(
        landlord=LANDLORD,
        reference="HK3M7P4R",
        received_on=received_on,
        edition=edition,
        state="received",
        **(given | fields),
    )
    last = len(stages)
    own_points = [
        Point(landlord=LANDLORD, complaint=complaint, number=number, resident_words=told, words=words)
        for number, (told, words) in enumerate(points, start=1)
    ]
    rows_of(complaint, "points", own_points)
    rows_of(
        complaint,
        "stages",
        [
            Stage(
                landlord=LANDLORD,
                complaint=complaint,
                **({"number": number, "asked_on": received_on} | stage),
            )
            for number, stage in enumerate(stages, start=1)
        ],
    )
    rows_of(
        complaint,
        "findings",
        [
            Finding(landlord=LANDLORD, complaint=complaint, point=point, stage=last, **finding)
            for point, finding in zip(own_points, findings, strict=False)
        ],
    )
    rows_of(
        complaint,
        "promises",
        [
            Promise(
                landlord=LANDLORD, complaint=complaint, stage=last, action=action, due_on=day, owner=HANDLER
            )
            for action, day in promises
        ],
    )
    rows_of(complaint, "added_days", [])
    rows_of(complaint, "remedies", [])
    rows_of(complaint, "understandings", [])
    return complaint


FINDINGS = (
    {
        "finding": "agree",
        "facts": "You first told us on 8 September. Our roofer came on 20 October. He found a broken tile, "
        "and did not come back.\nWe have no record that anyone called you.",
        "reasons": "Our repairs policy says that a leak is made safe in 24 hours and mended in 28 days. "
        "We did neither.",
        "basis": "Repairs policy, section 4; Landlord and Tenant Act 1985, section 11",
        "remedy": "We are sorry that we left you with a leaking ceiling for eight weeks. "
        "We will mend the roof and the ceiling, and pay you £200 for the time it took.",
    },
    {
        "finding": "not_established",
        "facts": "We listened to the calls of 12 October that we still have. Your call was not among them.",
        "reasons": "We should have kept the recording for six months. We did not, so we cannot know "
        "what was said.",
        "basis": "Data retention schedule, row 12",
        "no_remedy_because": "We could not find out what was said. We have told the team how calls are to be "
        "kept.",
    },
    {
        "finding": "partly",
        "facts": "Your photos show water marks on the carpet.",
        "reasons": "The water came through our roof. Part of the damage was there before.",
        "basis": "Compensation policy, section 2.3",
        "remedy": "We will pay you £120 towards a new carpet.",
    },
)
PROMISES = (
    ("Mend the roof above the kitchen", date(2026, 11, 30)),
    ("Pay £320 to your bank account", date(2026, 12, 4)),
    ("Replaster and paint the kitchen ceiling", date(2026, 12, 14)),
)
ACKNOWLEDGED = {"acknowledged_on": date(2026, 11, 9)}
ANSWERED = ACKNOWLEDGED | {"answered_on": date(2026, 11, 20)}
SECOND = {
    "asked_on": date(2026, 11, 25),
    "why": "The ceiling still drips.",
    "wanted_now": "A date that holds.",
}


def answered(**fields: Any) -> Complaint:
    """A complaint whose stage 1 answer is complete."""
    return case(findings=FINDINGS, promises=PROMISES, stages=(ANSWERED,), **fields)


def answered_twice(**fields: Any) -> Complaint:
    """A complaint whose stage 2 answer is complete."""
    second = SECOND | {"acknowledged_on": date(2026, 11, 30), "answered_on": date(2026, 12, 11)}
    return case(findings=FINDINGS, promises=PROMISES, stages=(ANSWERED, second), **fields)
