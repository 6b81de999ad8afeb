"""Which edition a complaint keeps; the data of each; and an edition that nobody's Python has heard of."""

from __future__ import annotations

import ast
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from putright.rules import editions
from putright.rules.clocks import refusal_due
from putright.rules.editions import edition, edition_for, read_edition
from putright.rules.errors import BadData, Refused, UnknownEdition
from putright.rules.letters import missing_blocks
from putright.rules.stages import Act, Role, State, check, permitted
from tests.rules.cases import by_id, complaint, day, stage

ROOM = Path(editions.__file__).parent
MADE_UP = Path(__file__).with_name("data") / "2030.toml"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain"


@pytest.mark.parametrize(
    ("made", "kept"),
    [
        ("2019-05-01", None),
        ("2020-06-30", None),
        ("2020-07-01", "2020"),
        ("2022-03-31", "2020"),
        ("2022-04-01", "2022"),
        ("2024-03-31", "2022"),
        ("2024-04-01", "2024"),
        ("2035-01-01", "2024"),
    ],
)
def test_the_edition_of_the_day(made, kept):
    found = edition_for(day(made))
    assert (found.id if found else None) == kept


@pytest.mark.parametrize(
    ("made", "switch", "kept"),
    [
        ("2022-04-01", "2022-04-01", "2022"),
        ("2022-06-30", "2022-07-01", "2020"),
        ("2022-07-01", "2022-07-01", "2022"),
        ("2022-09-30", "2022-10-01", "2020"),
        ("2022-10-01", "2022-10-01", "2022"),
        ("2024-04-01", "2022-10-01", "2024"),
    ],
)
def test_a_landlords_own_switch_date(made, switch, kept):
    found = edition_for(day(made), day(switch))
    assert found is not None
    assert found.id == kept


@pytest.mark.parametrize("switch", ["2022-03-31", "2022-10-02", "2024-04-01"])
def test_a_switch_date_that_was_not_open_is_refused(switch):
    with pytest.raises(Refused) as refused:
        edition_for(day("2022-05-01"), day(switch))
    assert refused.value.code == "switch_date_not_open"


def test_the_first_day_of_the_first_edition_is_marked_as_a_setting():
    assert {known.id: known.in_force_confidence for known in editions.editions()} == {
        "2020": "low",
        "2022": "high",
        "2024": "high",
    }


def test_the_clock_ids_of_each_edition():
    assert {known.id: " ".join(rule.id for rule in known.clocks) for known in editions.editions()} == {
        "2020": "A1-20 R1-20 X1-20 R2-20 X2-20 R3-20 E-20",
        "2022": "A1-22 R1-22 X1-22 R2-22 X2-22 R3-22",
        "2024": "A1-24 R1-24 X1-24 A2-24 R2-24 X2-24",
    }


def test_an_unknown_edition_names_those_there_are():
    with pytest.raises(UnknownEdition, match=re.escape("The editions are 2020, 2022, 2024.")):
        edition("2023")
    with pytest.raises(KeyError):
        edition("2024").clock("A1-22")


def test_no_python_of_this_room_names_an_edition():
    for path in ROOM.glob("*.py"):
        texts = (
            node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)
        )
        named = [text for text in texts if re.fullmatch(r"20\d\d|[ARXE]\d?-\d\d", str(text))]
        assert not named, f"{path.name} names {named}: put it into codes/*.toml"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the facts that the editions were made from are not here")
@pytest.mark.parametrize("id", ["2020", "2022", "2024"])
def test_the_clocks_agree_with_the_facts_they_were_made_from(id):
    import yaml

    provisions = yaml.load((SHARED / f"code-{id}.yaml").read_text(), Loader=yaml.CSafeLoader)["provisions"]
    known = {(entry["ref"] or entry["id"]): entry for entry in provisions}
    for rule in edition(id).clocks:
        entry = known[rule.provision]
        assert (rule.obligation, rule.confidence) == (entry["obligation"], entry["confidence"]), rule.id
        if entry["clock"]["id"] == rule.id and entry["clock"]["starts_when"] != "complaint logged":
            assert rule.days == entry["clock"]["days"], rule.id
    for guard in edition(id).provisions.values():
        assert set(guard.values()) <= set(known)
    for ground in edition(id).grounds:
        assert known[ground.provision]["confidence"] == ground.confidence, ground.code
    for blocks in edition(id).letters.values():
        for block in blocks:
            assert known[block.provision]["confidence"] == block.confidence, block


@pytest.fixture
def with_2030(tmp_path, monkeypatch):
    for path in [*editions.FOLDER.glob("*.toml"), MADE_UP]:
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(editions, "FOLDER", tmp_path)


@pytest.mark.usefixtures("with_2030")
def test_an_edition_is_added_by_adding_its_file():
    assert [known.id for known in editions.editions()] == ["2020", "2022", "2024", "2030"]
    assert edition_for(day("2030-03-31")).id == "2024"  # type: ignore[union-attr]
    assert edition_for(day("2030-04-01")).id == "2030"  # type: ignore[union-attr]
    assert edition_for(day("2030-05-01"), day("2030-06-01")).id == "2024"  # type: ignore[union-attr]


@pytest.mark.usefixtures("with_2030")
def test_a_case_runs_under_the_new_edition():
    first = stage(1, "2030-05-07", acknowledged="2030-05-08", extended="2030-05-31", agreed=True)
    facts = complaint("2030", first, stage(2, "2030-06-11"))
    found = by_id(facts)
    assert {id: clock.due for id, clock in found.items()} == {
        "A1-30": day("2030-05-10"),
        "R1-30": day("2030-05-17"),
        "X1-30": day("2030-05-23"),
        "R2-30": day("2030-06-27"),
    }
    assert found["R1-30"].extended_to == day("2030-05-31"), "this edition lets agreement lift the cap"
    assert refusal_due(facts, 2) == day("2030-06-14")
    assert Act.ANSWER in permitted(State.STAGE2_ASKED, Role.HEAD_OF_HOUSING, edition("2030"))
    assert [missing.block for missing in missing_blocks("stage1_response", "2030", {})] == ["decision"]
    with pytest.raises(Refused) as refused:
        check(Act.ESCALATE, role=Role.RESIDENT, facts=facts, on=facts.received_on + timedelta(days=90))
    assert refused.value.code == "not_in_this_state"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ndays = 3\n", "\ndays = 0\n"),
        ("refusal_days = 3", "refusal_days = -1"),
        ('event = "respond"', 'event = "reply"'),
        ('confidence = "high"', 'confidence = "sure"'),
        ('third_stage = "never"', 'third_stage = "perhaps"'),
        ("age_limit_months = 18\n", ""),
        ("refusal_days = 3\n", "refusal_days = 3\nsurprise = 1\n"),
        ('needs = ["happened_on"]', 'needs = ["a_good_mood"]'),
        ('age_limit_from = "issue_or_awareness"', 'age_limit_from = "birth"'),
        ('id = "2030"', 'id = "2030"\nservice = "parking"'),
        ('id = "2030"', "id = "),
    ],
)
def test_a_faulty_edition_file_is_named_in_one_sentence(tmp_path, before, after):
    text = MADE_UP.read_text()
    assert before in text
    faulty = tmp_path / "2030.toml"
    faulty.write_text(text.replace(before, after, 1))
    with pytest.raises(BadData, match=r"^2030\.toml is no edition of the Code: "):
        read_edition(faulty)
