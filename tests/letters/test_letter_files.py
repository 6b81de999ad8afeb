"""What `check-letter` makes of the product's own letters is what the casework makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from putright.cli import check_letter
from putright.complaints.letters.writing import missing
from putright.rules.editions import edition
from putright.rules.letter_files import read_letter
from putright.rules.letters import missing_blocks
from tests.letters.test_content import complaint_for, written

KINDS = [
    (kind, id)
    for id in ("2020", "2022", "2024")
    for kind in edition(id).letters
    if not kind.startswith("stage3")
]


@pytest.mark.parametrize(("kind", "id"), KINDS)
def test_a_letter_that_the_casework_writes_is_taken_as_it_is(kind: str, id: str, tmp_path: Path) -> None:
    content = written(complaint_for(kind, id), kind)
    file = tmp_path / "letter.json"
    file.write_text(json.dumps(content))
    assert check_letter.run([str(file), "--kind", kind, "--edition", id, "--json"]) == 0


@pytest.mark.parametrize(("kind", "id"), KINDS)
def test_what_is_taken_out_is_missed_by_both(kind: str, id: str) -> None:
    content = json.loads(json.dumps(written(complaint_for(kind, id), kind)))
    for part in range(len(content["blocks"])):
        less = {**content, "blocks": [one for at, one in enumerate(content["blocks"]) if at != part]}
        letter = read_letter(less)
        assert missing_blocks(kind, id, letter.blocks, letter.circumstances) == missing(less)
        if content["blocks"][part]["code"] == "point":
            for row in content["blocks"][part]["rows"]:
                kept = [one for one in content["blocks"][part]["rows"] if one is not row]
                blocks = list(content["blocks"])
                blocks[part] = {**blocks[part], "rows": kept}
                letter = read_letter({**content, "blocks": blocks})
                found = missing_blocks(kind, id, letter.blocks, letter.circumstances)
                assert found == missing({**content, "blocks": blocks})
                assert bool(found) == (row["code"] in {"decision", "reasons", "remedy"}) or id == "2020"
