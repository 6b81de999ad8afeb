"""The three formats that others write, against anything: one sentence or a result, never a traceback.

Procedures and letters: what reads and the published schema take and refuse the same values. Histories: read_row.
"""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from putright.cli import check_letter, check_policy
from putright.complaints.imports import FIELDS, RowRefused, read_row
from putright.rules import letter_files, procedure_form
from putright.rules.editions import editions
from putright.rules.errors import RulesError
from putright.rules.letters import KINDS, all_blocks, missing_blocks
from putright.rules.procedures import assess
from putright.rules.reading import Flag, Group, Many, OneOf, Whole, parsed

ROOT = Path(__file__).resolve().parents[2]
MANY = settings(max_examples=150, deadline=None, database=None)
IDS = [known.id for known in editions()]
SCHEMAS = {
    name: Draft202012Validator(json.loads((ROOT / "docs" / "formats" / f"{name}.schema.json").read_text()))
    for name in ("procedure", "letter")
}

scalars = st.none() | st.booleans() | st.integers(-5, 2000) | st.floats(-5, 50) | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def values(kind: object) -> st.SearchStrategy:
    """Values that fit a description of a field."""
    if isinstance(kind, Group):
        chosen = st.sets(st.sampled_from(sorted(kind.keys)), max_size=5) if kind.keys else st.just(set())
        return chosen.flatmap(
            lambda keys: st.fixed_dictionaries({key: values(kind.keys[key]) for key in sorted(keys)})
        )
    if isinstance(kind, Many):
        return st.lists(values(kind.of), max_size=3)
    if isinstance(kind, Whole):
        return st.integers(kind.least, kind.most)
    if isinstance(kind, Flag):
        return st.booleans()
    if isinstance(kind, OneOf):
        return st.sampled_from(kind.words)
    return st.text(max_size=10)


def spoiled(value: object, path: list[int], other: object) -> object:
    """The value with one place in it, found by a path of numbers, replaced by something else."""
    if not path or not isinstance(value, dict | list) or not value:
        return other
    if isinstance(value, list):
        place = path[0] % len(value)
        return [spoiled(one, path[1:], other) if at == place else one for at, one in enumerate(value)]
    key = sorted(value)[path[0] % len(value)]
    return {**value, key: spoiled(value[key], path[1:], other)}


procedures = values(procedure_form.form())
near_procedures = procedures | st.builds(
    spoiled, procedures, st.lists(st.integers(0, 9), max_size=4), anything
)
contents = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
simple = st.fixed_dictionaries(
    {"blocks": st.dictionaries(st.sampled_from(sorted(all_blocks())), contents, max_size=5)},
    optional={
        "kind": st.sampled_from(KINDS),
        "edition": st.sampled_from(IDS),
        "circumstances": st.lists(st.sampled_from(["unclear", "beyond_cap", "not_agreed"]), max_size=2),
    },
)
lines = st.fixed_dictionaries({"text": st.text(max_size=4)})
rows = st.fixed_dictionaries(
    {"code": st.sampled_from([*letter_files.OF_POINTS, "other"]), "lines": st.lists(lines, max_size=2)}
)
parts = st.fixed_dictionaries(
    {"code": st.sampled_from(["point", "stage", "ombudsman", "opening"])},
    optional={
        "paragraphs": st.lists(lines, max_size=2),
        "rows": st.lists(rows, max_size=3),
        "table": st.fixed_dictionaries({"rows": st.lists(st.lists(lines, max_size=1), max_size=1)}),
    },
)
issued = st.fixed_dictionaries(
    {"blocks": st.lists(parts, max_size=4), "edition": st.sampled_from(["", *IDS])}
)
letters = simple | issued
near_letters = letters | st.builds(spoiled, letters, st.lists(st.integers(0, 9), max_size=5), anything)


def one_sentence(said: str) -> None:
    assert said.strip() and "\n" not in said and said.rstrip().endswith(".")


@MANY
@given(near_procedures | anything)
def test_reader_and_schema_agree_on_procedures(value):
    try:
        procedure = procedure_form.read_procedure(value)
    except RulesError as error:
        one_sentence(str(error))
        assert not SCHEMAS["procedure"].is_valid(value)
        return
    assert SCHEMAS["procedure"].is_valid(value)
    for id in IDS:
        found = assess(procedure, id)
        shown = found.to_json()
        assert list(shown) == ["edition", "failures", "unknown"]
        failing = {one.provision for one in found.failures}
        assert not failing & set(found.unknown) and not {*failing, *found.unknown} & set(found.passed)


@MANY
@given(near_letters | anything, st.sampled_from(IDS))
def test_reader_and_schema_agree_on_letters(value, id):
    try:
        letter = letter_files.read_letter(value)
    except RulesError as error:
        one_sentence(str(error))
        assert not SCHEMAS["letter"].is_valid(value)
        return
    assert SCHEMAS["letter"].is_valid(value)
    missing_blocks("stage1_response", id, letter.blocks, letter.circumstances)


@settings(max_examples=80, deadline=None, database=None)
@given(
    st.binary(max_size=60) | anything.map(lambda value: json.dumps(value).encode()),
    st.sampled_from([*IDS, "", "2023", "-"]),
)
def test_the_commands_never_end_in_a_traceback(text, id):
    with tempfile.NamedTemporaryFile() as file:
        file.write(text)
        file.flush()
        assert check_policy.run([file.name, "--edition", id, "--json"]) in {0, 1, 2}
        assert check_letter.run([file.name, "--edition", id, "--kind", "stage1_response"]) in {0, 1, 2}


@settings(max_examples=80, deadline=None, database=None)
@given(st.binary(max_size=200))
def test_bytes_are_json_or_refused_in_one_sentence(text):
    try:
        parsed(text)
    except RulesError as error:
        one_sentence(str(error))


# Histories

days = st.dates(date(2019, 1, 1), date(2027, 1, 1)).map(str)
events = st.fixed_dictionaries(
    {"kind": st.sampled_from(sorted(FIELDS)), "on": days},
    optional={
        "stage": st.integers(0, 4),
        "until": days,
        "due": days,
        "reason": st.text(max_size=5),
        "action": st.text(max_size=5),
        "proof": st.text(max_size=5),
        "agreed": st.booleans(),
    },
)
histories = st.fixed_dictionaries(
    {
        "reference": st.sampled_from(["C-1", "A/2 b", "", "\x00", "ü"]),
        "landlord": st.text(max_size=6),
        "channel": st.sampled_from(["phone", "web", "pigeon"]),
        "points": st.lists(st.text(max_size=6), max_size=3),
        "events": st.lists(events, max_size=4),
    },
    optional={"made_on": days},
)
near_histories = histories | st.builds(spoiled, histories, st.lists(st.integers(0, 9), max_size=4), anything)


@MANY
@given((near_histories | anything).map(json.dumps) | st.text(max_size=60))
def test_a_row_of_a_history_is_read_or_refused_in_one_sentence(text):
    try:
        row = read_row(text, 3, today=date(2026, 11, 4))
    except RowRefused as refused:
        assert str(refused).strip()
        return
    kept = row.json() | {"reference": row.reference, "landlord": row.landlord}
    again = read_row(json.dumps(kept), 3, today=date(2026, 11, 4))
    assert again == row


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_the_schemas_are_schemas(name):
    Draft202012Validator.check_schema(SCHEMAS[name].schema)
    example = json.loads((ROOT / "docs" / "examples" / "procedure-three-steps.json").read_text())
    assert SCHEMAS[name].is_valid(example) == (name == "procedure")
