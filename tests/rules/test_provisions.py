"""Every provision of each edition: as many as there are, in our own words, and claiming nothing that is not so.

A claim to enforce or to measure is tried: the refusal is provoked, the clock run, the block found missing.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from putright.cli import __main__ as commands
from putright.cli import code as command
from putright.rules import editions, scheme
from putright.rules.acceptance import Belongs, RefusalFacts, age, new_issue
from putright.rules.calendar import Calendar
from putright.rules.clocks import clocks
from putright.rules.editions import BlockRule, ClockRule, Edition, edition
from putright.rules.errors import BadData, Refused, RulesError, UnknownEdition
from putright.rules.facts import ComplaintFacts, StageFacts
from putright.rules.incidents import Incident, InterimRule, beside, not_done
from putright.rules.letters import missing_blocks
from putright.rules.procedure_form import read_procedure
from putright.rules.procedures import NOT_ASKED, UNKNOWN, assess, checks
from putright.rules.provisions import (
    LOOK_UP,
    PROVES,
    Provision,
    provision,
    provisions,
    read_provisions,
    resolve,
)
from putright.rules.remedies import RemedyFacts, factors, kinds, prompts
from putright.rules.stages import Act, Extension, PointFacts, Role, What, check, impossible

SOURCE = Path(__file__).resolve().parents[2] / "src" / "putright"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain"
MADE_UP = Path(__file__).with_name("data")
COUNTS = {"2020": 64, "2022": 75, "2024": 73}
# A Wednesday without holidays near it, under each edition.
BEGINS = {"2020": date(2021, 11, 3), "2022": date(2022, 11, 2), "2024": date(2026, 11, 4)}
ALL = [one for id in COUNTS for one in provisions(id)]
EACH_EDITION = pytest.mark.parametrize("id", list(COUNTS))
OFFICER, MANAGER, HEAD, RESIDENT = (
    Role.COMPLAINTS_OFFICER,
    Role.HOUSING_MANAGER,
    Role.HEAD_OF_HOUSING,
    Role.RESIDENT,
)


def called(one: Provision) -> str:
    return f"{one.edition}:{one.ref}"


@EACH_EDITION
def test_as_many_provisions_as_the_edition_has(id):
    found = provisions(id)
    assert len(found) == COUNTS[id]
    assert {one.edition for one in found} == {id}
    assert len({one.says for one in found}) == len(found), "no two provisions say the same"


def test_each_is_told_in_whole_sentences():
    for one in ALL:
        for text in (one.says, one.how):
            assert re.fullmatch(r"[A-Z`].*[.?]", text), called(one)
            assert len(text.split()) <= 60, called(one)
        if one.missing:
            assert not one.missing.endswith("."), called(one)


def test_what_is_claimed_is_proved_and_what_is_missing_is_named():
    for one in ALL:
        kinds = {name.partition(":")[0] for name in one.by}
        if one.does in PROVES:
            assert kinds & PROVES[one.does], called(one)
            assert not (one.does == "enforced" and one.missing), called(one)
        assert bool(one.missing) or one.does != "not_yet", called(one)


# The facts that our data were made from


@pytest.mark.skipif(not SHARED.is_dir(), reason="the facts that the provisions were made from are not here")
@EACH_EDITION
def test_the_provisions_agree_with_the_facts_they_were_made_from(id):
    import yaml

    facts = yaml.load((SHARED / f"code-{id}.yaml").read_text(), Loader=yaml.CSafeLoader)["provisions"]
    ours = provisions(id)
    assert [one.ref for one in ours] == [fact["ref"] or fact["id"] for fact in facts], (
        "the same, in the same order"
    )
    for one, fact in zip(ours, facts, strict=True):
        assert one.numbered == (fact["ref"] is not None), called(one)
        for name in ("section", "obligation", "kind", "assessed", "confidence", "ref_confidence"):
            assert getattr(one, name) == fact[name], f"{called(one)} {name}"
        # A note in place of an address says that no page was found; ours has no source then.
        assert list(one.source) == [where for where in fact["source"] if where.startswith("http")], called(
            one
        )
        theirs = runs_of_words(f"{fact['summary']} {fact['system_behaviour']}")
        for text in (one.says, one.how, one.missing):
            assert not runs_of_words(text) & theirs, f"{called(one)} is copied: write it in our own words"


def runs_of_words(text: str, length: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


# The rules that are data already


@EACH_EDITION
def test_every_clock_block_and_check_stands_at_its_provision(id):
    code = edition(id)
    for rule in code.clocks:
        assert f"clock:{rule.id}" in provision(id, rule.provision).by, rule.id
    for kind, rules in code.letters.items():
        for rule in rules:
            assert f"letter:{kind}/{rule.block}" in provision(id, rule.provision).by, f"{kind} {rule.block}"
    for guard in code.provisions.values():
        for ref in guard.values():
            assert provision(id, ref)
    for ground in code.grounds:
        assert f"ground:{ground.code}" in provision(id, ground.provision).by, ground.code
    for one in checks(code):
        assert f"policy:{one.provision}" in provision(id, one.provision).by, one.provision


# What the names stand for, tried


@dataclass(frozen=True)
class Case:
    """A complaint at work under an edition, and what an answer or more time would need."""

    code: Edition
    on: date

    def facts(self, *stages: StageFacts) -> ComplaintFacts:
        return ComplaintFacts(self.on, self.code.id, stages or (self.stage(1, acknowledged_on=self.on),))

    def stage(self, number: int, **facts: Any) -> StageFacts:
        return StageFacts(number, self.on, **facts)

    def answered(self, number: int) -> tuple[StageFacts, ...]:
        """Stages 1 to `number`, each acknowledged and answered."""
        return tuple(
            self.stage(one, acknowledged_on=self.on, answered_on=self.on) for one in range(1, number + 1)
        )

    def at_stage_2(self, **facts: Any) -> ComplaintFacts:
        return self.facts(*self.answered(1), self.stage(2, **facts))

    def later(self, working_days: int) -> date:
        return Calendar.england().add(self.on, working_days)


POINT = PointFacts(1, finding="agree", reasons="No visit was made.", remedy="Repair by Friday")
MINE = {"person": "Ann", "answers_stage": "Ann"}
OTHER = RefusalFacts("other", fair_because="It is about another landlord.")
ASKED_FOR = Extension(date(2030, 1, 1), "A survey is needed.")


def answering(**lacks: str) -> Callable[[Case], None]:
    point = PointFacts(1, **{"finding": "agree", "reasons": "Because.", "remedy": "Paid"} | lacks)
    return lambda case: try_act(case, Act.ANSWER, MANAGER, case.facts(), points=[point], **MINE)


def extending(working_days: int = 21, on: int = 1, **more: Any) -> Callable[[Case], None]:
    """More time for stage 1, asked for `on` working days after receipt, until `working_days` after it."""

    def act(case: Case) -> None:
        wanted = Extension(case.later(working_days), **{"reasons": "A survey is needed."} | more)
        try_act(case, Act.EXTEND, MANAGER, case.facts(), case.later(on), extension=wanted, **MINE)

    return act


def try_act(
    case: Case, act: Act, role: Role, facts: ComplaintFacts, on: date | None = None, **what: Any
) -> None:
    check(act, role=role, facts=facts, on=on or case.on, what=What(**what))


def try_history(case: Case, *numbers: int) -> None:
    refused = impossible(case.facts(*(case.stage(number) for number in numbers)))
    if refused:
        raise refused


def refusing(refusal: RefusalFacts | None) -> Callable[[Case], None]:
    return lambda case: try_act(case, Act.REFUSE, OFFICER, case.facts(), reasons="Because.", refusal=refusal)


# How each refusal that a provision names comes about.
PROVOKED: dict[str, Callable[[Case], None]] = {
    "definition_without_points": lambda case: try_act(
        case, Act.ACKNOWLEDGE, OFFICER, case.facts(case.stage(1))
    ),
    "acknowledge_first": lambda case: try_act(
        case, Act.ANSWER, MANAGER, case.facts(case.stage(1)), points=[POINT]
    ),
    "point_without_finding": answering(finding=" "),
    "point_without_reasons": answering(reasons=""),
    "point_without_remedy": answering(remedy=""),
    "considered_before": lambda case: try_act(
        case,
        Act.ANSWER,
        HEAD,
        case.at_stage_2(acknowledged_on=case.on),
        points=[POINT],
        considered_before={"Ann"},
        **MINE,
    ),
    "extension_without_reasons": extending(reasons=" "),
    "extension_told_late": extending(on=11),
    "extension_twice": lambda case: try_act(
        case,
        Act.EXTEND,
        MANAGER,
        case.facts(case.stage(1, acknowledged_on=case.on, extended_to=case.later(15))),
        extension=ASKED_FOR,
        **MINE,
    ),
    "extension_beyond_cap": extending(good_reason="Asbestos"),
    "extension_without_news": extending(good_reason="Asbestos", approved_by=HEAD),
    "refusal_without_reasons": lambda case: try_act(case, Act.REFUSE, OFFICER, case.facts(), reasons=" "),
    "refusal_without_ground": refusing(None),
    "ground_without_facts": refusing(RefusalFacts("in_court")),
    "not_too_old": lambda case: refusing(RefusalFacts("older_than_limit", happened_on=case.on))(case),
    "discretion_not_decided": refusing(RefusalFacts("older_than_limit", happened_on=date(2015, 5, 1))),
    "third_stage_without_reasons": lambda case: try_act(
        case, Act.ESCALATE, RESIDENT, case.facts(*case.answered(2))
    ),
    "promises_open": lambda case: try_act(
        case, Act.CLOSE, OFFICER, case.facts(*case.answered(1)), promises_open=1
    ),
    "payment_not_approved": lambda case: try_act(
        case, Act.ANSWER, MANAGER, case.facts(), points=[POINT], unapproved=[1], **MINE
    ),
    "payment_without_head": lambda case: deciding(case, head=""),
    "payment_without_day": lambda case: deciding(case, pay_by=None),
    "payments_open": lambda case: try_act(
        case, Act.CLOSE, OFFICER, case.facts(*case.answered(1)), payments_open=1
    ),
    "learning_missing": lambda case: try_act(
        case, Act.CLOSE, OFFICER, case.facts(*case.answered(1)), learned=False
    ),
    "stage_not_answered": lambda case: try_act(case, Act.ESCALATE, RESIDENT, case.facts()),
    "no_further_stage": lambda case: try_act(
        case, Act.ESCALATE, RESIDENT, case.facts(*case.answered(case.code.stages_at_most))
    ),
    "not_in_this_state": lambda case: try_act(
        case, Act.DEFINE, OFFICER, case.facts(*case.answered(1)), points=[POINT]
    ),
    "stages_not_in_order": lambda case: try_history(case, 0, 1),
    "stage_not_in_edition": lambda case: try_history(case, *range(1, case.code.stages_at_most + 2)),
}

# How each act that a provision names is done, with nothing but what it needs.
DONE: dict[Act, Callable[[Case], None]] = {
    Act.ACKNOWLEDGE: lambda case: try_act(
        case, Act.ACKNOWLEDGE, OFFICER, case.facts(case.stage(1)), points=[POINT]
    ),
    Act.DEFINE: lambda case: try_act(case, Act.DEFINE, OFFICER, case.facts(), points=[POINT]),
    Act.PROMISE: lambda case: promise_at_both_stages(case),
    Act.ANSWER: lambda case: try_act(case, Act.ANSWER, MANAGER, case.facts(), points=[POINT], **MINE),
    Act.ESCALATE: lambda case: ask_for_stage_2_open_and_closed(case),
    Act.REFUSE: lambda case: try_act(
        case, Act.REFUSE, OFFICER, case.facts(), reasons="Filed at court", refusal=OTHER
    ),
    Act.WITHDRAW: lambda case: try_act(case, Act.WITHDRAW, RESIDENT, case.facts()),
    Act.RECORD_CONTACT: lambda case: try_act(case, Act.RECORD_CONTACT, OFFICER, case.facts()),
    Act.DECIDE_REMEDY: lambda case: remedy_of_each_kind_at_both_stages(case),
    Act.GIVE_NEWS: lambda case: try_act(case, Act.GIVE_NEWS, MANAGER, case.facts(*case.answered(1))),
    Act.LEARN: lambda case: try_act(case, Act.LEARN, Role.SERVICE_MANAGER, case.facts(*case.answered(1))),
}


def deciding(case: Case, **lacks: Any) -> None:
    money = {"pence": 5_000, "head": "distress", "how": "bank", "pay_by": case.later(20)} | lacks
    asked = RemedyFacts("payment", **money)
    try_act(case, Act.DECIDE_REMEDY, MANAGER, case.facts(), remedy=asked, **MINE)


def remedy_of_each_kind_at_both_stages(case: Case) -> None:
    deciding(case)
    for facts in (case.facts(), case.at_stage_2(acknowledged_on=case.on)):
        for kind in set(kinds()) - {"payment"}:
            remedy = RemedyFacts(kind, words="We did not come. I am sorry.")
            try_act(case, Act.DECIDE_REMEDY, MANAGER, facts, remedy=remedy, **MINE)


def promise_at_both_stages(case: Case) -> None:
    for facts in (case.facts(), case.at_stage_2(acknowledged_on=case.on)):
        try_act(case, Act.PROMISE, MANAGER, facts)


def ask_for_stage_2_open_and_closed(case: Case) -> None:
    """The resident asks, says nothing else, and is heard, even where the case was closed meanwhile."""
    for closed_on in (None, case.on):
        facts = ComplaintFacts(case.on, case.code.id, case.answered(1), closed_on=closed_on)
        try_act(case, Act.ESCALATE, RESIDENT, facts)


def try_refusal(name: str, case: Case) -> None:
    with pytest.raises(Refused) as refused:
        PROVOKED[name](case)
    assert refused.value.code == name


def try_clock(name: str, case: Case) -> None:
    """The clock appears on a case that has what starts it, and is judged once its day has passed."""
    rule = case.code.clock(name)
    late = date(case.on.year + 1, 6, 1)
    last = case.stage(rule.stage, extended_to=case.later(60) if rule.event == "extend" else None)
    facts = case.facts(*case.answered(rule.stage - 1), last)
    clock = next(clock for clock in clocks(facts, late) if clock.id == name)
    assert (clock.event, clock.stage, clock.days, clock.met) == (rule.event, rule.stage, rule.days, False)


def try_block(name: str, case: Case) -> None:
    """The letter lacks the block when it is empty, and no longer when the block is there."""
    kind, _, block = name.partition("/")
    rule = next(rule for rule in case.code.letters[kind] if rule.block == block)
    given = {rule.when} - {""}
    assert block in {one.block for one in missing_blocks(kind, case.code, {}, given)}
    assert block not in {one.block for one in missing_blocks(kind, case.code, {block: "Said."}, given)}


def try_measure(name: str, case: Case) -> None:
    measure: Any = resolve(f"measure:{name}", case.code)
    unanswered = case.facts(case.stage(1))
    assert measure(clocks(unanswered, date(case.on.year + 1, 6, 1))) is True
    assert measure(clocks(unanswered, case.on)) is False


def try_value(name: str, case: Case) -> None:
    assert getattr(case.code, name)


def try_policy(name: str, case: Case) -> None:
    """A procedure that is silent does not pass the provision's checks, but for those of a stage it has not."""
    silent = assess(read_procedure({}), case.code.id)
    assert name not in silent.passed
    judged = {check.judge(read_procedure({})) for check in checks(case.code) if check.provision == name}
    assert judged <= {UNKNOWN, NOT_ASKED}
    assert name in silent.unknown or judged == {NOT_ASKED}


def try_ground(name: str, case: Case) -> None:
    assert resolve(f"ground:{name}", case.code) in case.code.grounds


def try_rule(name: str, case: Case) -> None:
    TRIED_RULES[name](case)


def try_age(case: Case) -> None:
    assert age(case.code, made_on=case.on, happened_on=case.on).in_time
    assert not age(case.code, made_on=case.on, happened_on=date(2015, 5, 1)).in_time


def try_new_issue(case: Case) -> None:
    assert new_issue(case.facts(), related=True).belongs is Belongs.JOINS
    assert new_issue(case.facts(*case.answered(1)), related=True).belongs is Belongs.OWN_COMPLAINT


def try_incident(case: Case) -> None:
    """Interim limits stand beside the clocks, and the notices that were not given are named."""
    attack = Incident("Cyber attack", case.on, limits=(InterimRule("respond", 1, 40),))
    (beside_it,) = beside(clocks(case.facts()), attack)
    assert beside_it.last_day > beside_it.due
    assert len(not_done(attack, case.code)) == 4


def try_ranges(_case: Case) -> None:
    """Ranges are there for the day on which a payment is decided, and what is weighed whatever they say."""
    for on in BEGINS.values():
        assert prompts(on).now is not None
    assert {"severity", "duration", "household"} <= set(factors())


TRIED_RULES: dict[str, Callable[[Case], None]] = {
    "age": try_age,
    "new_issue": try_new_issue,
    "beside": try_incident,
    "not_done": try_incident,
    "prompts": try_ranges,
    "factors": try_ranges,
}


def try_scheme(name: str, case: Case) -> None:
    assert getattr(scheme, name)(date(2022, 1, 4))


TRIED: dict[str, Callable[[str, Case], None]] = {
    "refusal": try_refusal,
    "act": lambda name, case: DONE[Act(name)](case),
    "clock": try_clock,
    "letter": try_block,
    "measure": try_measure,
    "edition": try_value,
    "policy": try_policy,
    "ground": try_ground,
    "rule": try_rule,
    "scheme": try_scheme,
}


# A limit in the data that no clock runs by yet; nothing may be claimed by it.
NO_STAGES = {rule.id for id in COUNTS for rule in edition(id).clocks if rule.event == "evidence"}


@EACH_EDITION
def test_what_a_provision_names_is_tried(id):
    case = Case(edition(id), BEGINS[id])
    for name in sorted({name for one in provisions(id) for name in one.by}):
        kind, _, rest = name.partition(":")
        if kind in TRIED and rest not in NO_STAGES:
            TRIED[kind](rest, case)


def test_nothing_is_measured_by_a_clock_that_does_not_run():
    for one in ALL:
        if one.does in PROVES:
            assert not {name.partition(":")[2] for name in one.by} & NO_STAGES, called(one)


# Names of other rooms, which the rules may not know


@cache
def defined_in(path: Path) -> dict[str, set[str]]:
    """The classes of a file with the names that each assigns."""
    found = {}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef):
            targets = [
                target for part in node.body if isinstance(part, ast.Assign) for target in part.targets
            ]
            found[node.name] = {target.id for target in targets if isinstance(target, ast.Name)}
    return found


@cache
def addresses_of(room: str) -> set[str]:
    texts = (path.read_text() for path in sorted((SOURCE / room).glob("**/*.py")))
    return {name for text in texts for name in re.findall(r'path\([^#\n]*name="(\w+)"', text)}


@cache
def kinds_of_events() -> set[str]:
    trees = [ast.parse(path.read_text()) for path in (SOURCE / "complaints").glob("**/kinds.py")]
    return {
        node.args[0].value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    }


def there_is(name: str) -> bool:
    kind, _, rest = name.partition(":")
    if kind == "field":
        room, model, field = rest.split(".")
        files = [SOURCE / room / "models.py", *sorted((SOURCE / room).glob("*/models.py"))]
        return any(field in defined_in(path).get(model, set()) for path in files)
    if kind == "page":
        room, _, page = rest.partition(":")
        return page in addresses_of(room)
    if kind == "event":
        return rest in kinds_of_events()
    return rest in commands.COMMANDS


def test_what_other_rooms_are_said_to_hold_is_there():
    elsewhere = {name for one in ALL for name in one.by if name.partition(":")[0] not in LOOK_UP}
    assert elsewhere
    assert not {name for name in elsewhere if not there_is(name)}


@pytest.mark.parametrize(
    "name",
    [
        "field:complaints.Complaint.mood",
        "field:complaints.Mood.name",
        "page:complaints:mood",
        "event:mood.changed",
        "command:mood",
    ],
)
def test_a_name_of_another_room_that_is_not_there_is_noticed(name):
    assert resolve(name, edition("2024"))
    assert not there_is(name)


# Asking for one


def test_a_provision_is_found_by_its_number_or_key():
    assert provision("2024", "6.3").by[0] == "clock:R1-24"
    assert provision("2020", "sa-4.3").ref == "SA-4.3"
    assert not provision("2020", "chc2020-body-stage1").numbered


def test_asking_for_one_that_is_not_there_says_what_there_is():
    with pytest.raises(
        RulesError, match=r"no provision 6\.30\. It has 1\.1 to 1\.6, .* 9\.1 to 9\.8\.$"
    ) as error:
        provision("2024", "6.30")
    assert error.value.code == "unknown_provision"
    with pytest.raises(UnknownEdition):
        provisions("2023")


def test_a_name_stands_for_the_thing_itself():
    code = edition("2024")
    assert isinstance(resolve("clock:R1-24", code), ClockRule)
    assert isinstance(resolve("letter:stage1_response/decision", code), BlockRule)
    assert resolve("act:escalate", code) is Act.ESCALATE
    assert resolve("edition:stages_at_most", code) == 2


@pytest.fixture
def with_2030(monkeypatch):
    """The made-up edition alone, with the provisions beside it."""
    monkeypatch.setattr(editions, "FOLDER", MADE_UP)


@pytest.mark.usefixtures("with_2030")
def test_a_new_edition_brings_its_provisions_as_a_file():
    assert [one.ref for one in provisions("2030")] == ["9.1", "9.2", "9.3", "9.4", "9.5", "9.6", "9.7"]
    case = Case(edition("2030"), date(2030, 5, 7))
    for name in {name for one in provisions("2030") for name in one.by}:
        kind, _, rest = name.partition(":")
        TRIED[kind](rest, case)
    assert [known.id for known in editions.editions()] == ["2030"], "provisions are no edition"


@pytest.mark.usefixtures("with_2030")
def test_the_command_knows_a_new_edition(capsys):
    assert command.run(["2030"]) == 0
    assert capsys.readouterr().out.endswith(
        "7 provisions: 3 enforced, 3 measured, 0 record, 0 attested, 1 not_yet.\n"
    )
    assert command.run(["2030", "9.3"]) == 0
    assert "clock X1-30 (stage 1: more time at most, 4 working days)" in capsys.readouterr().out
    assert command.run(["2030", "9.8"]) == 2
    assert capsys.readouterr().err == "The 2030 edition has no provision 9.8. It has 9.1 to 9.7.\n"


FAULTS = [
    ('does = "enforced"', 'does = "perhaps"', "'perhaps' is none of"),
    ('obligation = "must"', 'obligation = "may"', "'may' is none of"),
    ('confidence = "high"', 'confidence = "sure"', "'sure' is none of"),
    ('"clock:A1-30"', '"clock:A1-24"', "9.1: 'clock:A1-24' names nothing there is"),
    ('"clock:A1-30"', '"edition:id"', "9.1: measured needs one of clock, measure"),
    ('"refusal:considered_before"', '"refusal:nobody_knows"', "names nothing there is"),
    ('"letter:stage1_response/decision"', '"letter:stage1_response/weather"', "names nothing there is"),
    ('"letter:stage1_response/decision"', '"weather:fine"', "names nothing there is"),
    ('"letter:stage1_response/decision"', '"field:nowhere"', "names nothing there is"),
    ('missing = "a register of moods"', 'missing = " "', "9.7: not_yet does not say what is missing"),
    ('ref = "9.2"', 'ref = "9.1"', "there twice: 9.1"),
    ('source = ["made-up"]', 'source = ["nowhere"]', "nowhere"),
    ('kind = "clock"', 'kind = ""', "kind is empty"),
    ('kind = "clock"', 'kind = "clock"\nsurprise = 1', "surprise"),
    ("[sources]", "[surprise]\n[sources]", "unknown: surprise"),
    ("[sources]", "[sources", ""),
]


@pytest.mark.usefixtures("with_2030")
@pytest.mark.parametrize(("before", "after", "what"), FAULTS)
def test_a_faulty_file_of_provisions_is_named_in_one_sentence(tmp_path, before, after, what):
    text = (MADE_UP / "provisions" / "2030.toml").read_text()
    assert before in text
    faulty = tmp_path / "2030.toml"
    faulty.write_text(text.replace(before, after, 1))
    with pytest.raises(BadData, match=r"^2030\.toml holds no provisions of the Code: ") as error:
        read_provisions(faulty, edition("2030"))
    assert what in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.usefixtures("with_2030")
def test_an_edition_without_its_file_of_provisions_says_so(tmp_path):
    with pytest.raises(BadData, match=r"^2030\.toml holds no provisions of the Code: No such file"):
        read_provisions(tmp_path / "2030.toml", edition("2030"))


# The command


def test_the_command_prints_a_provision_in_plain_words(capsys):
    assert command.run(["2024", "6.3"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Complaint Handling Code 2024, 6.3\n")
    for part in (
        provision("2024", "6.3").says,
        "must, clock",
        "Putright: measured",
        "clock R1-24 (stage 1: answer, 10 working days): rules/clocks.py",
        "How sure the substance is: high",
        "https://www.great-yarmouth.gov.uk/article/8963/Complaint-stages",
    ):
        assert part in " ".join(text.split()), part


def test_the_command_names_what_is_missing_and_what_is_recalled(capsys):
    assert command.run(["2024", "5.14"]) == 0
    text = capsys.readouterr().out
    assert "Putright: not yet." in text
    assert "Missing: limits on contact" in text
    assert "low: recalled" in text
    assert "no page was found" in text


def test_the_command_prints_json(capsys):
    assert command.run(["2024", "6.3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["ref"], found["does"], found["obligation"]) == ("6.3", "measured", "must")
    assert found["by"][0] == {"name": "clock:R1-24", "where": "rules/clocks.py"}
    assert command.run(["2024", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == COUNTS["2024"]


@EACH_EDITION
def test_the_command_lists_an_edition_with_its_classes(capsys, id):
    assert command.run([id]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith(f"{COUNTS[id]} provisions: ")
    assert sum(map(int, re.findall(r"(\d+) [a-z_]+[,.]", lines[-1]))) == COUNTS[id]


@EACH_EDITION
def test_the_command_can_print_every_one(capsys, id):
    for one in provisions(id):
        assert command.run([id, one.ref]) == 0
        for name in one.by:
            place = SOURCE / command.where(name, id)
            assert place.exists(), f"{name}: {place}"
    assert "{" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["2023", "6.3"], "There is no edition 2023 of the Code. The editions are 2020, 2022, 2024."),
        (["2024", "6.30"], "The 2024 edition has no provision 6.30. It has 1.1 to 1.6,"),
        (["2024", "6.3\n"], None),
        (["2024", "6\n3"], "The 2024 edition has no provision 6 3."),
        ([], "The following arguments are required: EDITION."),
        (["2024", "6.3", "--surprise"], "Unrecognized arguments: --surprise."),
    ],
)
def test_what_the_command_cannot_take_is_one_sentence(capsys, argv, said):
    code = command.run(argv)
    out, err = capsys.readouterr()
    if said is None:
        assert code == 0
        return
    assert code == 2
    assert not out
    assert err.startswith(said)
    assert err.count("\n") == 1
