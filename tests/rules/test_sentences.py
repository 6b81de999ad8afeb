"""Every code that the room can give has its sentence, and no sentence waits for a code that nothing gives."""

from __future__ import annotations

import ast
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from putright.rules import codes_of_sentences, english
from putright.rules.calendar import ADDED, WEEKEND, read_table
from putright.rules.editions import EVENTS, STARTS
from putright.rules.letters import KINDS, all_blocks
from putright.rules.sentences import ERRORS, EXPLANATIONS, JUDGED, REFUSALS, day_in_words, days_in_words
from putright.rules.stages import Act, Role, State
from tests.rules.cases import day

SOURCE = Path(__file__).resolve().parents[2] / "src" / "putright"
RAISING = ("RulesError", "Refused", "OutsideCalendar", "UnknownEdition", "EditionNotYetInForce", "BadData")


@cache
def written_codes() -> set[str]:
    """Every text in the room's and the command's Python that could be a code; f-strings as patterns."""
    texts = set()
    for path in [*(SOURCE / "rules").glob("*.py"), SOURCE / "cli" / "due.py"]:
        if path.name == "sentences.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z0-9_]+"
                    for part in node.values
                ]
                texts.add("".join(parts))
    return texts


def test_families_of_codes_are_whole():
    expected = {f"day.{row.code}" for row in read_table()[2]} | {f"day.{day}" for day in WEEKEND.values()}
    expected |= {f"day.{ADDED}"}
    expected |= {f"act.{act}" for act in Act} | {f"state.{state}" for state in State}
    expected |= {f"role.{role}" for role in Role}
    expected |= {f"block.{block}" for block in all_blocks()} | {f"letter.{kind}" for kind in KINDS}
    expected |= {f"day_zero.{starts}" for starts in STARTS - {"request"}} | {
        "day_zero.acknowledgement_deadline"
    }
    expected |= {f"due.{event}" for event in EVENTS - {"evidence"}}
    expected |= {f"stopped.{why}" for why in ("answered", "refused", "withdrawn", "closed", "joined")}
    assert expected <= codes_of_sentences()


def test_every_error_that_is_raised_has_its_sentence():
    for path in [*(SOURCE / "rules").glob("*.py"), SOURCE / "cli" / "due.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISING:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    assert code.value in codes_of_sentences(), f"{path.name}: {code.value}"


@pytest.mark.parametrize(
    "table", [EXPLANATIONS, JUDGED, REFUSALS, ERRORS], ids=["explanations", "judged", "refusals", "errors"]
)
def test_no_sentence_is_left_over(table):
    written = re.compile("|".join(sorted(written_codes(), key=len, reverse=True)))
    assert not [code for code in table if not written.fullmatch(code)]


def test_facts_are_written_out():
    facts = {"act": "answer", "state": "received", "role": "resident"}
    assert english("not_this_role", facts) == "A resident may not answer. Ask somebody whose role allows it."
    assert english("point_without_reasons", {"points": [2, 3]}).startswith("No reasons yet for point 2, 3.")
    beyond = {"day": day("2026-12-08"), "cap": day("2026-12-07"), "missing": ["good_reason", "approval"]}
    assert english("extension_beyond_cap", beyond) == (
        "Tuesday 8 December 2026 is past the latest new date, Monday 7 December 2026."
        " Missing for that: a good reason, a senior manager’s approval."
    )


def test_days_are_gathered_by_month():
    assert day_in_words(date(2026, 11, 3)) == "Tuesday 3 November 2026"
    days = [day("2026-12-30"), day("2026-12-31"), day("2027-01-04")]
    assert days_in_words(days) == "30, 31 December 2026, 4 January 2027"
