"""A landlord's procedure against each edition: what fails, what is unknown, and that the mends mend."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from putright.cli import check_policy
from putright.rules import editions as data
from putright.rules.editions import edition, editions
from putright.rules.errors import BadData, RulesError, UnknownEdition
from putright.rules.letters import BEYOND_CAP, NOT_AGREED, THIRD_STAGE, UNCLEAR, blocks_of
from putright.rules.procedure_form import read_procedure, schema
from putright.rules.procedures import CHECKS, Assessment, assess, checked, checks, rows_of
from putright.rules.provisions import provisions
from putright.rules.reading import BadInput
from putright.rules.sentences import ENGLISH, english
from putright.rules.sentences_procedures import STATEMENTS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "procedure-three-steps.json"
SCHEMA = ROOT / "docs" / "formats" / "procedure.schema.json"
IDS = [known.id for known in editions()]
EACH_EDITION = pytest.mark.parametrize("id", IDS)


def three_steps() -> dict:
    return json.loads(EXAMPLE.read_text())


def put(said: dict, path: str, value: object) -> dict:
    """The procedure with a value at a path ('stages.1.respond.days')."""
    key, _, rest = path.partition(".")
    return {**said, key: put(said.get(key, {}), rest, value) if rest else value}


def against(id: str, said: dict) -> Assessment:
    return assess(read_procedure(said), id)


def failing(id: str, said: dict) -> list[str]:
    return [one.provision for one in against(id, said).failures]


@cache
def whole(id: str) -> dict:
    """A procedure that says everything an edition asks of one of two stages, as it asks for it."""
    code = edition(id)
    said: dict = {
        "before_stage_1": [],
        "age_limit": {"months": code.age_limit_months},
        "stages": {"1": {}, "2": {}},
        "evidence": {"days": 15},
    }
    for rule in code.clocks:
        if rule.stage in {1, 2}:
            step = f"stages.{rule.stage}.{rule.event}"
            said = put(said, f"{step}.days", rule.days)
            if rule.event != "extend":
                said = put(said, f"{step}.starts", rule.starts)
    for kind in code.letters:
        if not kind.startswith("stage3"):
            for asked in blocks_of(kind, code, {UNCLEAR, BEYOND_CAP, NOT_AGREED}):
                said = put(said, f"letters.{kind}.{asked.block}", True)
    for row in rows(id):
        if ".3." in row.get("field", ""):
            continue
        if row["check"] == "is":
            said = put(said, row["field"], row["takes"][0])
        if row["check"] in {"holds", "nothing_but"}:
            words = row["all_of_one"][0] if row["check"] == "holds" else row["takes"]
            there = read_procedure(said).at(row["field"])
            said = put(said, row["field"], sorted({*words, *(there if isinstance(there, list) else [])}))
        if row["check"] == "at_least":
            number = row["number"]
            said = put(said, row["field"], ["letter", "web"] if row["field"] == "channels" else number)
    return said


@cache
def rows(id: str) -> tuple[dict, ...]:
    return rows_of(id)


# The example


@pytest.mark.parametrize(
    ("id", "fails", "unknown"),
    [
        ("2020", [], "SA-4.3"),
        ("2022", ["1.6", "4.1"], "4.2"),
        ("2024", ["1.3", "1.5", "5.2"], "6.2 6.11 5.6 6.4 6.5 6.13 6.15 6.16"),
    ],
)
def test_the_procedure_of_three_steps(id, fails, unknown):
    found = against(id, three_steps())
    assert [one.provision for one in found.failures] == fails
    assert set(unknown.split()) <= set(found.unknown)
    assert not set(found.unknown) & {*fails, *found.passed}


def test_what_the_example_fails_is_said_with_the_smallest_mend():
    found = against("2024", three_steps()).to_json()
    assert found["failures"][-1] == {
        "provision": "5.2",
        "procedure_says": "Before stage 1 comes: “First report”.",
        "code_asks": "No step with a name of its own comes before stage 1.",
        "mend": "Take this out as a step of its own, and put things right early within stage 1: “First report”.",
    }
    assert list(found) == ["edition", "failures", "unknown"]


def test_the_mends_of_the_example_mend_it():
    said = three_steps()
    said["before_stage_1"] = []
    said["becomes_complaint_when"] += ["dissatisfaction", "dissatisfaction_with_request"]
    assert failing("2024", said) == []
    said = three_steps()
    said["before_stage_1"] = []
    said["becomes_complaint_when"] += ["further_enquiries"]
    assert failing("2022", said) == []


# Every check, three-valued


@EACH_EDITION
def test_silence_is_unknown_for_every_provision_and_passes_none(id):
    found = against(id, {})
    assert found.failures == () and found.passed == ()
    asked = {check.provision for check in checks(edition(id))}
    # A letter's block that only a third stage adds is asked where there is one.
    assert asked >= set(found.unknown) >= asked - {"5.20", "5.19", "5.18"}


@EACH_EDITION
def test_a_procedure_that_says_all_that_is_asked_passes(id):
    found = against(id, whole(id))
    assert [f"{one.provision}: {one.says}" for one in found.failures] == []
    assert found.unknown == ()


@EACH_EDITION
def test_each_check_of_the_data_fails_alone_on_the_opposite(id):
    """One statement turned round fails the provisions of its rows and no other."""
    said = whole(id)
    for row in rows(id):
        path = row.get("field", "")
        if row["check"] != "is" or ".3." in path:
            continue
        right = row["takes"][0]
        opposite = {
            "any_stage": "after_final_answer",
            "filed_at_court": "threat",
            "issue_or_awareness": "issue",
            "before_due": "after_due",
            "joined": "new_complaint",
            "new_complaint": "not_taken",
        }
        turned = put(said, path, (not right) if isinstance(right, bool) else opposite[right])
        assert set(failing(id, turned)) == {one["provision"] for one in rows(id) if one.get("field") == path}
        found = against(id, turned).failures[0]
        assert str(found.asks) in str(found.mend) and str(found.says) != str(found.asks)


@EACH_EDITION
def test_each_clock_fails_one_day_past_its_limit(id):
    for rule in edition(id).clocks:
        if rule.stage not in {1, 2}:
            continue
        path = f"stages.{rule.stage}.{rule.event}.days"
        late = put(whole(id), path, rule.days + 1)
        if rule.agreement_lifts_cap:
            assert against(id, late).unknown == (rule.provision,)
            late = put(late, path.replace("days", "agreement_needed"), False)
            assert failing(id, put(late, path.replace("days", "agreement_needed"), True)) == []
        assert failing(id, late) == [rule.provision]
        assert str(rule.days) in str(against(id, late).failures[0].mend)


@EACH_EDITION
def test_each_block_of_a_letter_fails_where_it_is_left_out(id):
    for kind, blocks in edition(id).letters.items():
        for rule in blocks:
            if kind.startswith("stage3") or rule.when == THIRD_STAGE:
                continue
            left_out = put(whole(id), f"letters.{kind}.{rule.block}", False)
            assert failing(id, left_out) == [rule.provision]


# The day that a clock runs from


@pytest.mark.parametrize(
    ("id", "steps", "verdict"),
    [
        # Days to acknowledge, days to answer and the day they run from.
        ("2024", (5, 10, "acknowledgement"), "passes"),
        ("2024", (5, 10, "receipt"), "passes"),
        ("2024", (None, 10, "logging"), "passes"),
        ("2024", (5, 15, "receipt"), "fails"),  # acknowledged at once, it is five days late
        ("2024", (5, 10, None), "unknown"),
        ("2024", (5, 11, None), "fails"),
        ("2020", (None, 10, "receipt"), "passes"),
        ("2020", (5, 10, "acknowledgement"), "fails"),
        ("2020", (None, 10, "acknowledgement"), "fails"),
        ("2020", (5, 5, "acknowledgement"), "passes"),
        ("2020", (None, 5, "acknowledgement"), "unknown"),
    ],
)
def test_the_same_days_from_another_day(id, steps, verdict):
    to_acknowledge, days, starts = steps
    stage: dict = {"respond": {"days": days} | ({"starts": starts} if starts else {})}
    if to_acknowledge is not None:
        stage["acknowledge"] = {"days": to_acknowledge, "starts": "receipt"}
    found = against(id, {"stages": {"1": stage, "2": {}}})
    provision = edition(id).stage_rules[1].respond.provision
    alone = put(whole(id), "stages.1.respond", stage["respond"])
    alone = put(alone, "stages.1.acknowledge", stage.get("acknowledge", {}))
    assert (provision in [one.provision for one in found.failures]) == (verdict == "fails")
    assert (provision in against(id, alone).passed) == (verdict == "passes")
    assert (provision in against(id, alone).unknown) == (verdict == "unknown")


def test_an_acknowledgement_counted_from_logging_can_come_at_any_time():
    said = {"stages": {"1": {"acknowledge": {"days": 2, "starts": "logging"}}, "2": {}}}
    (found,) = against("2024", said).failures
    assert (found.provision, str(found.mend)) == ("6.2", "Count from receipt.")


# Stages


def test_how_many_stages_there_may_be():
    three = {"stages": {"1": {}, "2": {}, "3": {}}}
    four = {"stages": {**three["stages"], "4": {}}}
    assert [failing(id, three) for id in IDS] == [[], [], ["5.3"]]
    assert [failing(id, four) for id in IDS] == [["chc2020-body-third-stage"], ["5.17"], ["5.3"]]
    assert [failing(id, {"stages": {"1": {}}}) for id in IDS] == [
        ["chc2020-body-two-stages"],
        ["5.9"],
        ["6.10"],
    ]


def test_a_third_stage_is_asked_about_only_where_there_is_one():
    two = put(whole("2022"), "title", "Two stages")
    three = put(two, "stages.3", {"respond": {"days": 21, "starts": "escalation"}, "justified": False})
    assert "5.18" not in against("2022", two).unknown
    assert failing("2022", three) == ["5.17", "5.18"]
    assert "5.20" in against("2022", three).unknown


def test_an_extension_that_is_never_taken_needs_no_letter():
    said = put(put(whole("2024"), "letters", {}), "stages.1.extend", {"days": 0})
    found = against("2024", said)
    assert "6.5" not in found.unknown and "6.16" in found.unknown
    assert "6.4" in found.passed


def test_a_ground_of_the_landlords_own_is_for_a_person_to_judge():
    said = put(whole("2024"), "exclusions.grounds", ["age", "other"])
    assert failing("2024", said) == [] and against("2024", said).unknown == ("2.2",)


def test_every_kind_of_check_is_used():
    assert {row["check"] for id in IDS for row in rows(id)} == set(CHECKS)


def test_the_words_of_a_step_without_a_name():
    (found,) = against("2022", {"before_stage_1": [{"days": 2}]}).failures
    assert str(found.says) == "A step without a name comes before stage 1."


def test_the_age_limit_is_the_editions_own():
    said = {"age_limit": {"months": 6}}
    assert [failing(id, said) for id in IDS] == [[], [], ["2.3"]]
    assert str(against("2024", said).failures[0].mend) == "Make it 12 months."


def test_the_definition_is_told_what_it_lacks():
    said = {"definition": {"covers": ["however_made", "standard_of_service"]}}
    (found,) = against("2024", said).failures
    assert str(found.mend) == (
        "Add to the definition: actions or inaction, staff and those acting for the landlord, "
        "one resident or a group."
    )
    nothing = against("2024", {"becomes_complaint_when": []}).failures
    assert {str(one.says) for one in nothing} == {"Nothing makes a matter a complaint."}


# The data


@EACH_EDITION
def test_checks_stand_behind_provisions_that_exist(id):
    known = {one.ref for one in provisions(id)}
    assert {check.provision for check in checks(edition(id))} <= known


@EACH_EDITION
def test_provisions_come_in_their_order(id):
    order = {one.ref: number for number, one in enumerate(provisions(id)) if one.numbered}
    found = [order[one] for one in against(id, {}).unknown if one in order]
    assert found == sorted(found)


def test_every_sentence_of_a_procedure_is_said_and_none_is_lacking():
    said = {f"asks.{row.get('name', row.get('field', ''))}" for id in IDS for row in rows(id)}
    said = {code.replace("stages.2.", "stages.").replace("stages.1.", "stages.") for code in said}
    said = {code.replace("stages.3.", "stages.") for code in said}
    asked = {code for code in STATEMENTS if code.startswith("asks.")}
    assert asked <= said
    for id in IDS:
        for check in checks(edition(id)):
            assert english(check.asks.code, check.asks.facts)
    assert {code.replace("asks.", "says.") for code in asked} <= set(ENGLISH)


def test_a_new_edition_is_checked_by_data_alone(tmp_path, monkeypatch):
    for name in ("2024.toml", "procedures/2024.toml"):
        text = (data.FOLDER / name).read_text().replace('id = "2024"', 'id = "2030"')
        path = tmp_path / name.replace("2024", "2030")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("days = 10 ", "days = 7 ").replace("days = 10\n", "days = 7\n"))
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    found = against("2030", three_steps())
    assert [one.provision for one in found.failures] == ["1.3", "1.5", "5.2", "6.3", "6.4"]
    assert "7 working days" in str(found.failures[-1].mend)
    assert [known.id for known in checked()] == ["2030"]
    bare = tmp_path / "bare"
    bare.mkdir()
    (bare / "2030.toml").write_text((tmp_path / "2030.toml").read_text())
    monkeypatch.setattr(data, "FOLDER", bare)
    assert checked() == ()
    with pytest.raises(RulesError, match="cannot be checked against 2030 yet"):
        against("2030", three_steps())


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('check = "guess"', "guess is none of"),
        ('check = "is"', "needs a field"),
        ('check = "is"\nfield = "stages.1.lift"\ntakes = [true]', "no field of a procedure"),
        ('check = "is"\nfield = "one_procedure"\ntakes = [1]', "true or false"),
    ],
)
def test_a_row_that_cannot_be_a_check_is_refused(tmp_path, monkeypatch, row, what):
    (tmp_path / "procedures").mkdir()
    (tmp_path / "2030.toml").write_text(
        (data.FOLDER / "2024.toml").read_text().replace('"2024"', '"2030"', 1)
    )
    file = tmp_path / "procedures" / "2030.toml"
    file.write_text(f'[[check]]\nprovision = "1.1"\nconfidence = "high"\n{row}\n')
    monkeypatch.setattr(data, "FOLDER", tmp_path)
    with pytest.raises(BadData, match=what):
        against("2030", {})


# The file


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], "The file is []. Give an object in braces."),
        ({"stage": {}}, "stage is no key of this format."),
        (
            {"stages": {"1": {"respond": {"days": -1}}}},
            "stages.1.respond.days is -1. Give a whole number from 0 to",
        ),
        (
            {"stages": {"1": {"respond": {"days": True}}}},
            "stages.1.respond.days is true. Give a whole number",
        ),
        (
            {"stages": {"1": {"respond": {"days": "10"}}}},
            'stages.1.respond.days is "10". Give a whole number',
        ),
        (
            {"stages": {"1": {"respond": {"starts": "due"}}}},
            'is "due". Give one of receipt, escalation, logging',
        ),
        ({"stages": {"2": {}}}, "stages.2 was given without stages.1. Give both, or neither."),
        ({"stages": {"0": {}}}, "stages.0 is no key of this format. The keys here are 1, 2, 3, 4, 5."),
        ({"one_procedure": None}, "one_procedure is null. Give true or false."),
        ({"title": "  "}, 'title is "  ". Give text of 1 to 4,000 characters.'),
        ({"channels": "web"}, 'channels is "web". Give a list of 100 entries at most.'),
        ({"channels": ["web", "web"]}, "channels has web twice. Write it once."),
        ({"before_stage_1": [{"names": "First"}]}, "before_stage_1[1].names is no key of this format."),
    ],
)
def test_a_file_that_is_no_procedure_is_refused_in_one_sentence(said, sentence):
    with pytest.raises(BadInput) as refused:
        read_procedure(said)
    assert str(refused.value).startswith(sentence) or sentence in str(refused.value)


def test_the_schema_that_is_published_is_the_description_that_reads():
    assert json.loads(SCHEMA.read_text()) == schema(), "Run tools/make_schemas.py."


# The command


def test_the_command_prints_one_object_and_tells_by_its_exit_code(capsys):
    assert check_policy.run([str(EXAMPLE), "--edition", "2024", "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed == against("2024", three_steps()).to_json()
    assert check_policy.run([str(EXAMPLE), "--edition", "2020", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["failures"] == []


def test_the_command_in_words(capsys):
    assert check_policy.run([str(EXAMPLE), "--edition", "2022"]) == 1
    said = capsys.readouterr().out
    assert "4.1\n  It says:  Before stage 1 comes: “First report”.\n" in said
    assert "  4.2   The stage 1 acknowledgement says this: the complaint as defined, the outcomes" in said
    assert said.endswith("Passed: 5.2, 5.14, 5.17.\n")
    assert check_policy.run([str(EXAMPLE), "--edition", "2020"]) == 0
    assert "\nNothing.\n" in capsys.readouterr().out


def test_the_command_tells_advice_from_duty_and_what_is_recalled(tmp_path, capsys):
    file = tmp_path / "procedure.json"
    file.write_text(json.dumps({"surveys": {"says_how_to_complain": False}}))
    assert check_policy.run([str(file), "--edition", "2022"]) == 1
    said = capsys.readouterr().out
    assert "\n1.5 (should)\n  It says:  Surveys do not say how to complain.\n" in said
    assert english("recalled") in said


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        (
            b"{}",
            ["--edition", "2023"],
            "There is no edition 2023 of the Code. The editions are 2020, 2022, 2024.",
        ),
        (b"{}", [], "The following arguments are required: --edition."),
        (b"{}", ["--edition", "2024", "--deep"], "Unrecognized arguments: --deep."),
        (b"\xff", ["--edition", "2024"], "The file is not text in UTF-8. Save it as UTF-8."),
        (b"{", ["--edition", "2024"], "The file is no JSON at line 1, column 2. Write one JSON object."),
        (b'{"title": NaN}', ["--edition", "2024"], "The file has NaN, which is no number."),
        (
            b'{"title": "a", "title": "b"}',
            ["--edition", "2024"],
            "title stands twice in one object. Write it once.",
        ),
        (b"[" * 100_000, ["--edition", "2024"], "The file is nested too deep."),
        (
            b'{"x": ' + b"9" * 5000 + b"}",
            ["--edition", "2024"],
            "The file has a number that is too long to read.",
        ),
        (
            b" " * 1_000_001,
            ["--edition", "2024"],
            "The file is longer than 1,000,000 bytes. Give a shorter one.",
        ),
        (b'{"a\\nb": 1}', ["--edition", "2024"], "a b is no key of this format."),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(tmp_path, capsys, text, options, sentence):
    file = tmp_path / "procedure.json"
    file.write_bytes(text)
    assert check_policy.run([str(file), *options]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.startswith(sentence) and said.err.count("\n") == 1


@pytest.mark.parametrize("file", ["", "nothing.json", ".", "a\0b"])
def test_a_file_that_is_not_there(file, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert check_policy.run([file, "--edition", "2024"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_edition_without_checks_of_its_own_passes_nothing(capsys):
    assert [known.id for known in checked()] == IDS
    for sister in data.sister_editions():
        assert check_policy.run([str(EXAMPLE), "--edition", sister.id]) == 2
        assert "only against 2020, 2022, 2024." in capsys.readouterr().err


def test_an_edition_that_does_not_exist():
    with pytest.raises(UnknownEdition):
        against("2031", {})
