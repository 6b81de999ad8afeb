"""Forms that their residents mean to come back to, forms that asked for a call or have papers to copy, and equality
counts, at a landlord of the demo.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.evidence.actions import Upload
from putright.complaints.returning.actions import Way, add_draft_file, count_answers, save_to_return
from putright.complaints.returning.equality import QUESTIONS
from putright.record.chain import By

from .evidence import photograph

SAVED: tuple[tuple[int, str, Way, Mapping[str, Any]], ...] = (
    (
        1,
        "en",
        Way(email="wilhelmina@resident.example"),
        {
            "danger": {"danger": "no"},
            "told-before": {"told": "yes"},
            "about": {"topics": ["damp"]},
            "what-went-wrong": {
                "words": "Black mould is growing behind the bed, and it comes back after painting."
            },
            "address": {"line_1": "7 Placeholder Walk", "town": "Testbury", "postcode": "ZZ9 2AB"},
        },
    ),
    (
        4,
        "ur",
        Way(phone="07700 900 652"),
        {
            "danger": {"danger": "no"},
            "told-before": {"told": "yes"},
            "about": {"topics": ["heating"]},
            "what-went-wrong": {"words": "بوائلر ایک ہفتے سے بند ہے۔"},
            "contact": {"ways": ["text"], "phone": "07700 900 652", "safe_message": "yes"},
        },
    ),
    (
        0,
        "en",
        Way(phone="07700 900 653"),
        {
            "danger": {"danger": "yes"},
            "urgent": {"what": ["wires"], "called": "not_yet"},
            "name": {"name": "Bartholomew Quillfeather"},
            "address": {"line_1": "22 Mockingbird Mews", "town": "Testbury", "postcode": "ZZ9 2AC"},
        },
    ),
)


def saved_and_promised(landlord: Landlord, now: datetime) -> None:
    """Makes them by the same acts as a resident's browser does."""
    for number, (days, language, way, answers) in enumerate(SAVED):
        at = now - timedelta(days=days, minutes=35)
        draft = actions.begin_draft(landlord, digest(f"demo {landlord.code} {number}"), language, at=at)
        for page, typed in answers.items():
            actions.save_draft(draft, page, dict(typed))
        if answers["danger"]["danger"] == "yes":
            actions.open_hazard(landlord, draft=draft, danger="yes", what=["wires"], by=By.resident(), at=at)
        if number == 0:
            add_draft_file(draft, Upload.of("behind the bed.jpg", photograph(3)), at=at)
        save_to_return(draft, way, language=language, at=at)
    _promised(landlord, now)
    _equality(landlord, now)


def _promised(landlord: Landlord, now: datetime) -> None:
    at = now - timedelta(days=1, hours=2)
    actions.raise_complaint(
        landlord,
        Told(
            words="",
            name="Hortensia Plumtree-Example",
            address="9 Sample Square, Testbury",
            postcode="ZZ9 2AD",
            contact_ways=("phone",),
            phone="07700 900 654",
            call_phone="07700 900 654",
            call_when="After 2, when the children are at school",
            topics=("neighbours",),
        ),
        by=By.resident(),
        at=at,
    )
    actions.raise_complaint(
        landlord,
        Told(
            words="You charge me for a lift that our block does not have. I have the letters in a box.",
            name="Ignatius Featherstonhaugh",
            address="3 Exemplar House, Testbury",
            postcode="ZZ9 2AE",
            contact_ways=("post",),
            documents_by="post",
            topics=("charges",),
            only_paper=True,
        ),
        by=By.resident(),
        at=at + timedelta(hours=1),
    )


def _equality(landlord: Landlord, now: datetime) -> None:
    chance = random.Random(f"equality {landlord.code}")
    for month in range(1, 7):
        for _person in range(chance.randrange(8, 15)):
            answers = {
                one.code: chance.choices(
                    [code for code, _label in one.choices],
                    [len(one.choices) - place for place in range(len(one.choices))],
                )[0]
                for one in QUESTIONS
                if chance.random() < 0.85
            }
            count_answers(landlord, answers, at=now - timedelta(days=30 * month))
