"""What each letter has to hold, under each edition, and what the checker misses nothing of."""

from __future__ import annotations

import pytest

from putright.rules.editions import editions
from putright.rules.errors import UnknownEdition
from putright.rules.letters import (
    BEYOND_CAP,
    CIRCUMSTANCES,
    KINDS,
    NOT_AGREED,
    THIRD_STAGE,
    UNCLEAR,
    UnknownLetter,
    all_blocks,
    blocks_of,
    missing_blocks,
)

RESPONSE = "stage decision reasons remedy outstanding_actions"
DEFINED = "complaint_definition outcomes_wanted"
REFUSAL = "refusal_reasons ombudsman"
EXTENSION = "new_date extension_reasons"

# Edition, letter, circumstances, blocks.
NEEDED = [
    ("2020", "stage1_acknowledgement", (), ""),
    ("2020", "stage1_extension", (), EXTENSION),
    ("2020", "stage1_response", (), "how_to_escalate"),
    ("2020", "stage2_response", (), "ombudsman"),
    ("2020", "stage2_response", (THIRD_STAGE,), "how_to_escalate"),
    ("2020", "refusal_to_accept", (), REFUSAL),
    ("2022", "stage1_acknowledgement", (), f"{DEFINED} ombudsman"),
    ("2022", "stage1_acknowledgement", (UNCLEAR,), f"{DEFINED} clarification_asked ombudsman"),
    ("2022", "stage2_acknowledgement", (), DEFINED),
    ("2022", "stage1_extension", (), EXTENSION),
    ("2022", "stage2_extension", (NOT_AGREED,), f"{EXTENSION} ombudsman"),
    ("2022", "stage1_response", (), f"{RESPONSE} how_to_escalate"),
    ("2022", "stage2_response", (), f"complaint_definition {RESPONSE} ombudsman"),
    ("2022", "stage2_response", (THIRD_STAGE,), f"complaint_definition {RESPONSE} how_to_escalate"),
    ("2022", "stage3_response", (), f"complaint_definition {RESPONSE} ombudsman"),
    ("2022", "refusal_to_escalate", (), REFUSAL),
    ("2024", "stage1_acknowledgement", (), f"{DEFINED} responsibilities ombudsman"),
    ("2024", "stage2_acknowledgement", (), f"{DEFINED} responsibilities ombudsman"),
    ("2024", "stage1_extension", (), f"{EXTENSION} ombudsman"),
    ("2024", "stage2_extension", (BEYOND_CAP,), f"{EXTENSION} ombudsman news_interval"),
    ("2024", "stage1_response", (), f"complaint_definition {RESPONSE} how_to_escalate"),
    ("2024", "stage2_response", (), f"complaint_definition {RESPONSE} ombudsman"),
    ("2024", "refusal_to_accept", (), REFUSAL),
    ("2024", "refusal_to_escalate", (), REFUSAL),
]


@pytest.mark.parametrize(("edition", "kind", "circumstances", "blocks"), NEEDED)
def test_the_blocks_of_each_letter(edition, kind, circumstances, blocks):
    assert {needed.block for needed in blocks_of(kind, edition, circumstances)} == set(blocks.split())


def test_a_missing_block_names_its_provision():
    (missing,) = missing_blocks(
        "stage1_extension", "2024", {"new_date": "2026-12-07", "extension_reasons": "A survey is needed."}
    )
    assert (missing.block, missing.provision, missing.confidence) == ("ombudsman", "6.5", "high")


@pytest.mark.parametrize("nothing", [None, "", " \n", [], ["said", " "], {}, {"1": ""}, False])
def test_a_block_that_says_nothing_is_missing(nothing):
    found = missing_blocks("stage1_response", "2020", {"how_to_escalate": nothing})
    assert [missing.block for missing in found] == ["how_to_escalate"]


@pytest.mark.parametrize("something", ["None.", 1, 0, ["said"], ("a", "b"), {"1": "said"}])
def test_a_block_that_says_something_is_there(something):
    assert missing_blocks("stage1_response", "2020", {"how_to_escalate": something}) == ()


def test_a_letter_or_edition_that_does_not_exist():
    with pytest.raises(UnknownLetter, match="no letter postcard"):
        missing_blocks("postcard", "2024", {})
    with pytest.raises(UnknownLetter, match="no letter stage3_response"):
        missing_blocks("stage3_response", "2024", {})
    with pytest.raises(UnknownEdition):
        missing_blocks("stage1_response", "2023", {})


def test_the_data_speaks_of_known_kinds_and_circumstances_only():
    for code in editions():
        assert set(code.letters) <= set(KINDS)
        for rule in (rule for rules in code.letters.values() for rule in rules):
            assert {rule.when, rule.unless} - {""} <= CIRCUMSTANCES
            assert rule.provision
    assert "ombudsman" in all_blocks()
