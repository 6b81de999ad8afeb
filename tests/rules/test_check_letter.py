"""A letter as a file, in both of its forms, and the command that checks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from putright.cli import check_letter
from putright.rules.editions import editions
from putright.rules.letter_files import read_letter, schema
from putright.rules.letters import blocks_of, missing_blocks
from putright.rules.reading import BadInput

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "formats" / "letter.schema.json"
ANSWER = {
    "stage": "This is our answer at stage 1.",
    "complaint_definition": ["No heating since Friday."],
    "decision": {"1": "We agree."},
    "reasons": {"1": "The part was not ordered."},
    "remedy": {"1": "£50"},
    "outstanding_actions": "Nothing.",
    "how_to_escalate": "Ask us for stage 2.",
}


def line(text: str) -> dict:
    return {"text": text, "lang": "en", "direction": "ltr", "written": False, "quote": False}


def part(code: str, *, paragraphs=(), items=(), rows=()) -> dict:
    return {
        "code": code,
        "heading": None,
        "level": 2,
        "paragraphs": [line(text) for text in paragraphs],
        "items": [line(text) for text in items],
        "rows": [{"code": row, "label": row, "lines": [line(text)]} for row, text in rows],
        "table": {"columns": [], "rows": []},
    }


def point(**says: str) -> dict:
    return part("point", rows=list(says.items()))


def issued(*parts: dict) -> dict:
    """The content of a letter as the product issues it."""
    return {
        "kind": "stage1_response",
        "stage": 1,
        "edition": "2024",
        "circumstances": [],
        "language": "en",
        "title": "Our answer",
        "salutation": line("Dear resident"),
        "blocks": list(parts),
    }


def lacking(value: dict, kind: str = "stage1_response", edition: str = "2024") -> list[str]:
    letter = read_letter(value)
    return [one.block for one in missing_blocks(kind, edition, letter.blocks, letter.circumstances)]


def test_the_simple_form():
    assert lacking({"blocks": ANSWER}) == []
    assert lacking({"blocks": {**ANSWER, "reasons": {"1": " "}}}) == ["reasons"]
    assert lacking({"blocks": {}}) == [asked.block for asked in blocks_of("stage1_response", "2024")]


def test_the_form_of_an_issued_letter():
    one = point(decision="We agree.", reasons="The part was late.", remedy="£50")
    whole = [
        part("opening", paragraphs=["About your complaint."]),
        part("stage", paragraphs=["Stage 1."]),
        part("complaint_definition", items=["No heating."]),
        one,
        part("outstanding_actions", paragraphs=["Nothing."]),
        part("how_to_escalate", paragraphs=["Ask us."]),
    ]
    assert lacking(issued(*whole)) == []
    # What has to be there for each point lacks where one point is without it.
    assert lacking(issued(*whole, point(decision="We agree.", remedy="£50"))) == ["reasons"]
    # A part that shows nothing says nothing.
    assert lacking(issued(*whole[:1], part("stage"), *whole[2:])) == ["stage"]
    assert lacking(issued()) == [asked.block for asked in blocks_of("stage1_response", "2024")]
    assert read_letter(issued() | {"edition": ""}).edition == ""


def test_circumstances_of_the_file_count():
    blocks = {"new_date": "1 May", "extension_reasons": "Parts", "ombudsman": "0300"}
    assert lacking({"blocks": blocks}, "stage1_extension") == []
    later = {"blocks": blocks, "circumstances": ["beyond_cap"]}
    assert lacking(later, "stage1_extension") == ["news_interval"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (7, "The file is 7. Give an object in braces."),
        ({}, "blocks is null. Give an object of blocks, or a list of a letter’s parts."),
        ({"blocks": "all"}, 'blocks is "all". Give an object of blocks'),
        ({"blocks": {}, "title": "x"}, "title is no key of this format. The keys here are kind, edition"),
        ({"blocks": [], "tittle": "x"}, "tittle is no key of this format."),
        (
            {"blocks": {"greeting": "Hello"}},
            "blocks.greeting is no key of this format. The keys here are clari",
        ),
        ({"blocks": {"stage": [[["x"]]]}}, 'blocks.stage is [[["x"]]]. Give text, a number, true or false'),
        ({"blocks": [1]}, "blocks[1] is 1. Give a part of a letter, with its code."),
        ({"blocks": [{"code": ""}]}, 'blocks[1].code is "". Give text of 1 to 4,000 characters.'),
        ({"blocks": [{"code": "x", "row": []}]}, "blocks[1].row is no key of this format."),
        ({"blocks": [{"code": "x", "rows": 1}]}, "blocks[1].rows is 1. Give a list"),
        ({"blocks": [{"code": "x", "table": 1}]}, "blocks[1].table is 1. Give an object in braces."),
        ({"blocks": {}, "kind": "postcard"}, 'kind is "postcard". Give one of stage1_acknowledgement'),
        ({"blocks": {}, "circumstances": ["late"]}, 'circumstances[1] is "late". Give one of beyond_cap'),
    ],
)
def test_a_file_that_is_no_letter_is_refused_in_one_sentence(value, sentence):
    with pytest.raises(BadInput) as refused:
        read_letter(value)
    assert str(refused.value).startswith(sentence)


def test_the_schema_that_is_published_is_what_reads():
    assert json.loads(SCHEMA.read_text()) == schema(), "Run tools/make_schemas.py."


@pytest.fixture
def command(tmp_path, capsys):
    def run(value: object, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "letter.json"
        file.write_text(json.dumps(value))
        code = check_letter.run([str(file), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_the_command_prints_what_is_missing(command):
    blocks = {**ANSWER, "remedy": []}
    code, out, _ = command({"blocks": blocks}, "--kind", "stage1_response", "--edition", "2024", "--json")
    assert (code, json.loads(out)) == (1, {"missing": [{"block": "remedy", "provision": "6.9"}]})
    code, out, _ = command({"blocks": ANSWER}, "--kind", "stage1_response", "--edition", "2024", "--json")
    assert (code, json.loads(out)) == (0, {"missing": []})


@pytest.mark.parametrize("edition", [known.id for known in editions()])
def test_every_kind_of_letter_in_words(command, edition):
    for known in editions():
        for kind in known.letters if known.id == edition else ():
            code, out, _ = command({"blocks": {}}, "--kind", kind, "--edition", edition)
            asked = blocks_of(kind, edition)
            assert code == bool(asked) and all(
                f"({one.block})" in out and one.provision in out for one in asked
            )
            assert asked or out.endswith("Nothing is missing.\n")


def test_a_recalled_provision_is_said_to_be_so(command):
    _, out, _ = command({"blocks": {}}, "--kind", "stage2_response", "--edition", "2024")
    assert "This limit is recalled" in out or "recalled" in out


@pytest.mark.parametrize(
    ("value", "options", "sentence"),
    [
        (
            {"blocks": {}},
            ["--edition", "2024"],
            "--kind is not given, and the file does not say it. Give stage1_",
        ),
        (
            issued() | {"edition": ""},
            [],
            "--edition is not given, and the file does not say it. Give 2020, 2022",
        ),
        (
            issued(),
            ["--kind", "stage2_response"],
            '--kind is "stage1_response" in the file and "stage2_response"',
        ),
        (issued(), ["--edition", "2022"], '--edition is "2024" in the file and "2022" in the command.'),
        (
            {"blocks": {}},
            ["--kind", "postcard", "--edition", "2024"],
            "The 2024 edition has no letter postcard.",
        ),
        ({"blocks": {}}, ["--kind", "x", "--edition", "2023"], "There is no edition 2023 of the Code."),
        (issued(), ["--kind", ""], '--kind is "stage1_response" in the file and "" in the command.'),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(command, value, options, sentence):
    code, out, said = command(value, *options)
    assert (code, out) == (2, "") and said.startswith(sentence) and said.count("\n") == 1


def test_a_letter_that_says_what_it_is_needs_no_options(command):
    code, out, _ = command(issued(), "--json")
    assert code == 1 and len(json.loads(out)["missing"]) == 7
