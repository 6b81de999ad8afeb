"""How to reach the Housing Ombudsman, as each kind of letter says it on its own day, whatever today's pages say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from putright.complaints import letters
from putright.complaints.letters import KINDS, Content
from putright.rules import scheme
from tests.letters.cases import FINDINGS, HANDLER, PROMISES, case

DAYS = (
    (date(2021, 6, 1), "Liverpool L33 7WQ", True),
    (date(2022, 9, 30), "Liverpool L33 7WQ", True),
    (date(2022, 10, 3), "Liverpool L33 7WQ", True),
    (date(2024, 6, 3), "Preston PR2 0ET", True),
    (date(2026, 1, 12), "Preston PR2 0ET", True),
    (date(2026, 1, 13), "Preston PR2 0ET", False),
    (date(2026, 11, 20), "Preston PR2 0ET", False),
)
FILTER = ("tenant panel", "councillor")


def letter(kind: str, on: date) -> Content:
    """A letter of that kind and day about a case of the edition of its time."""
    stage = 2 if kind in {"refusal_to_escalate"} or kind.startswith("stage2") else 1
    stage = 3 if kind.startswith("stage3") else stage
    received = on - timedelta(days=60)
    edition = "2024" if received >= date(2024, 4, 1) else "2022" if received >= date(2022, 4, 1) else "2020"
    facts: list[dict[str, Any]] = []
    for number in range(1, stage + 1):
        row: dict[str, Any] = {
            "asked_on": received + timedelta(days=number),
            "acknowledged_on": received + timedelta(days=number + 1),
        }
        if number < stage:
            row["answered_on"] = received + timedelta(days=number + 1)
        facts.append(row)
    last = facts[-1]
    if kind.endswith("_response"):
        last["answered_on"] = on
    elif kind.startswith("refusal"):
        last |= {"refused_on": on, "refusal_reasons": "It is before a court."}
    elif kind.endswith("_extension"):
        last |= {
            "extended_to": on + timedelta(days=10),
            "extended_told_on": on,
            "extension_reasons": "We wait for a survey.",
        }
    complaint = case(
        edition=edition, received_on=received, findings=FINDINGS, promises=PROMISES, stages=facts
    )
    return letters.compose(complaint, kind, stage, on=on, language="en", writer=HANDLER)


def block(content: Content) -> str:
    return str([part for part in content["blocks"] if part["code"] == "ombudsman"])


@pytest.mark.parametrize(("on", "town", "by_email"), DAYS)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_letter_has_the_block_of_its_own_day(kind: str, on: date, town: str, by_email: bool) -> None:
    said = block(letter(kind, on))
    known = scheme.contact(on)
    assert town in said and known.phone in said and known.name in said
    assert (known.email in said) is by_email
    # The way through a designated person was the way to the Ombudsman up to 30 September 2022, after a last answer.
    last = kind.startswith(("refusal", "stage2_response", "stage3_response"))
    named = all(one in said for one in FILTER)
    assert named is (last and on <= date(2022, 9, 30))
    assert any(one in said for one in FILTER) is named


def test_the_months_in_the_last_letter_are_those_of_the_rules() -> None:
    for on, _town, _by_email in DAYS:
        months = scheme.time_limit(on).months
        assert f"You have {months} months" in block(letter("stage2_response", on))
