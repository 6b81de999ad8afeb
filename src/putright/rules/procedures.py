"""A landlord's complaint procedure as data, checked against an edition of the Code.

A check passes, fails, or is unknown: what a procedure does not say is unknown, never passed. Checks come from
three places, so that a new edition needs no Python for what exists here:

- each clock of the edition (its days, and the day it runs from);
- each block that the edition asks of a letter;
- the rows of codes/procedures/<edition>.toml, one of `CHECKS` each, tied to a provision.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from putright.rules import editions as data
from putright.rules import reading
from putright.rules.editions import CONFIDENCES, ClockRule, Edition, edition
from putright.rules.errors import BadData
from putright.rules.letters import BEYOND_CAP, KINDS, NOT_AGREED, THIRD_STAGE, UNCLEAR, all_blocks, blocks_of
from putright.rules.reading import Flag, Group, Many, OneOf, Text, Whole
from putright.rules.sentences import english

FIRST_DAY = ("receipt", "escalation")  # of a stage: the complaint came in, or the next stage was asked for
LOGGED = ("logging", "acknowledgement")  # one event, by two names
STARTS = (*FIRST_DAY, *LOGGED)
BEGINNINGS = (
    "dissatisfaction",
    "dissatisfaction_with_request",
    "further_enquiries",
    "resident_asks",
    "first_step_fails",
)
CHANNELS = ("in_person", "telephone", "letter", "email", "web", "social_media", "text_message")
DEFINITION = (
    "however_made",
    "standard_of_service",
    "action_or_inaction",
    "staff_and_agents",
    "one_or_several",
)
GROUNDS = ("age", "court_proceedings", "considered_before", "other")
STAGES = ("1", "2", "3", "4", "5")


def form() -> Group:
    """The format of a procedure file (docs/formats/procedure.md). Every key may be left out."""
    stage = _stage_form()
    letter = Group(
        "What this letter always holds (true) or leaves out (false), block by block.",
        {block: Flag("") for block in sorted(all_blocks())},
    )
    return Group(
        "A landlord's complaint procedure. What is left out is taken as not said: unknown, never passed.",
        {
            "landlord": Text("Whose procedure it is."),
            "title": Text("What the procedure is called."),
            "notes": Text("Anything else. Not checked."),
            "one_procedure": Flag("One procedure serves all complaints under the Code."),
            "definition": Group(
                "What a complaint is.",
                {
                    "covers": Many(
                        "The parts of the Code's definition that the procedure's own has.",
                        OneOf("", DEFINITION),
                    ),
                    "word_needed": Flag("The resident has to use the word complaint."),
                },
            ),
            "becomes_complaint_when": Many(
                "Each event that by itself makes a matter a complaint: any dissatisfaction; dissatisfaction with "
                "the answer to a service request; the matter takes further enquiries; the resident asks; the "
                "step before stage 1 has not solved it.",
                OneOf("", BEGINNINGS),
            ),
            "service_requests": Group(
                "Requests to put something right, which are no complaints.",
                {
                    "told_apart": Flag("The procedure tells them from complaints."),
                    "recorded": Flag("They are recorded and followed."),
                    "reviewed": Flag("They are looked at regularly."),
                    "work_goes_on": Flag("Work on the request goes on while a complaint about it is open."),
                },
            ),
            "surveys": Group(
                "Surveys and other requests for feedback.",
                {
                    "wording": Text("What a survey says about complaints. Not checked."),
                    "says_how_to_complain": Flag("They say how to complain."),
                },
            ),
            "before_stage_1": Many(
                "Steps that have a name of their own and come before stage 1. [] says that there is none.",
                Group(
                    "",
                    {
                        "name": Text("What the step is called."),
                        "days": Whole("Working days that it may take.", 0, 1000),
                    },
                ),
            ),
            "early_resolution": Group(
                "Putting things right at once, or without an investigation.",
                {
                    "with_agreement": Flag("Only if the resident agrees."),
                    "recorded": Flag("What was tried is recorded."),
                    "quick_ones_told_apart": Flag(
                        "Complaints are sorted by what can be answered quickly and what has to be looked into, "
                        "weighing complexity, vulnerability and risk."
                    ),
                },
            ),
            "channels": Many("The ways to complain.", OneOf("", CHANNELS)),
            "exclusions": Group(
                "What is not taken as a complaint.",
                {
                    "accepted_by_default": Flag("A complaint is accepted unless there is a valid reason."),
                    "grounds": Many("The grounds for not taking one.", OneOf("", GROUNDS)),
                    "court_proceedings_from": OneOf(
                        "From when court proceedings exclude a complaint.",
                        ("filed_at_court", "letter_before_claim", "threat"),
                    ),
                    "each_on_its_merits": Flag("Each refusal looks at the case; none is by a blanket rule."),
                },
            ),
            "age_limit": Group(
                "How old a matter may be.",
                {
                    "months": Whole("Months.", 0, 1200),
                    "runs_from": OneOf(
                        "The issue, or the issue or the resident's learning of it, whichever is later.",
                        ("issue", "issue_or_awareness"),
                    ),
                    "discretion": Flag("Older ones are taken where there is good reason."),
                },
            ),
            "stages": Group(
                "The stages by their number, all of them.",
                dict.fromkeys(STAGES, stage),
                {number: before for before, number in pairwise(STAGES)},
            ),
            "refused_only_as_excluded": Flag("A further stage is refused only on the grounds of exclusion."),
            "new_issues": Group(
                "Further matters that the resident raises while a complaint is open.",
                {
                    "related_before_answer": OneOf(
                        "Related, while stage 1 is not answered.", ("joined", "new_complaint", "not_taken")
                    ),
                    "otherwise": OneOf(
                        "Unrelated, too much for the date, or raised after the answer.",
                        ("joined", "new_complaint", "not_taken"),
                    ),
                },
            ),
            "representatives": Group(
                "Somebody who speaks for the resident.",
                {
                    "allowed": Flag("A resident may have one."),
                    "who": Many("Who may be one. Not checked.", Text("")),
                    "same_procedure": Flag("Their complaints follow the same procedure."),
                    "accompanied": Flag("A resident may be accompanied at meetings."),
                },
            ),
            "adjustments": Group(
                "Reasonable adjustments.",
                {
                    "made": Flag("They are made, and the procedure says how to ask."),
                    "recorded": Flag("Those agreed are recorded."),
                    "reviewed": Flag("They are reviewed."),
                },
            ),
            "handling": Group(
                "How complaints are handled.",
                {
                    "on_the_merits": Flag("On the merits, independently and with an open mind."),
                    "resident_puts_side": Flag(
                        "The resident can put their side, and answer, before a decision."
                    ),
                    "conflicts_handled": Flag("Conflicts of interest are dealt with."),
                    "kept_informed": Flag("The resident is kept informed."),
                    "news_intervals_agreed": Flag(
                        "How often to send news is agreed where an answer will be later than the Code allows."
                    ),
                    "every_point_answered": Flag("An answer deals with every point and gives reasons."),
                    "answered_when_known": Flag(
                        "The answer goes out when it is known, not when all is done."
                    ),
                    "actions_tracked": Flag("What was promised is tracked, and the resident told."),
                    "no_worse_treatment": Flag("Nobody is treated differently for having complained."),
                },
            ),
            "third_parties": Group(
                "Contractors and others who answer for the landlord.",
                {
                    "answers_count_as_stage": Flag("Their answer counts as one of the stages."),
                    "follow_the_code": Flag("The landlord sees that they follow the Code."),
                },
            ),
            "staff": Group(
                "Who handles complaints.",
                {
                    "complaints_officer": Flag("A person or team is responsible for complaints."),
                    "officer_may_settle": Flag("That officer can reach all staff and may settle complaints."),
                    "all_pass_on": Flag("All who work for the landlord take a complaint and pass it on."),
                    "trained": Flag("Those who handle complaints are trained."),
                    "supported": Flag("Staff who are complained of are supported."),
                    "standard_objective": Flag("Staff share an objective about complaints."),
                },
            ),
            "ombudsman": Group(
                "What residents hear about the Ombudsman.",
                {
                    "reachable": OneOf(
                        "When a resident may turn to the Ombudsman for help.",
                        ("any_stage", "after_final_answer"),
                    ),
                    "in_regular_letters": Flag("Its details stand in regular correspondence."),
                },
            ),
            "letters": Group("What the letters hold.", dict.fromkeys(KINDS, letter)),
            "remedies": Group(
                "Putting things right.",
                {
                    "at_any_stage": Flag("A remedy can be given at any stage."),
                    "reflect_impact": Flag("It reflects what the fault meant for the resident."),
                    "say_what_and_when": Flag("It says what will be done by when."),
                    "followed_through": Flag("It is followed to its end."),
                    "ombudsman_guidance": Flag("The Ombudsman's guidance on remedies is used."),
                },
            ),
            "behaviour": Group(
                "Behaviour that cannot be accepted.",
                {
                    "procedure": Flag("There is a procedure for it."),
                    "restrictions_reviewed": Flag("Restrictions have reasons on record and are reviewed."),
                    "restrictions_proportionate": Flag("They are proportionate and heed the Equality Act."),
                },
            ),
            "records": Group("Records.", {"whole_file": Flag("The whole file of a complaint is kept.")}),
            "publication": Group(
                "How residents learn of the procedure.",
                {
                    "website": Flag("It is on the website."),
                    "accessible": Flag("It comes in a clear and accessible form."),
                    "describes_stages": Flag("It says how many stages there are, what happens and how long."),
                    "publicised": Flag("It is made known, with the Code and the Ombudsman."),
                    "social_media": Flag("It says how complaints on social media are handled."),
                },
            ),
            "reporting": Group(
                "Self-assessment and reports.",
                {
                    "self_assessed_yearly": Flag("Every year against the Code."),
                    "self_assessed_after_change": Flag("Also after a restructure, merger or new procedure."),
                    "to_governing_body": Flag("The result goes to the governing body."),
                    "published": Flag("It is published."),
                    "annual_report": Flag("A yearly report on performance and improvement is made."),
                    "response_published": Flag("The governing body's response is published with it."),
                    "incidents_told": Flag(
                        "Where an incident keeps the landlord from complying, the Ombudsman and the residents "
                        "are told, with a date for the return."
                    ),
                },
            ),
            "governance": Group(
                "Who answers for it.",
                {
                    "senior_lead": Flag("A senior person is accountable, and looks at themes and trends."),
                    "member_responsible": Flag("A member of the governing body has the lead for complaints."),
                    "body_informed": Flag(
                        "That member and the body get regular figures, trends and outcomes."
                    ),
                },
            ),
            "learning": Group(
                "Learning.",
                {
                    "looks_past_the_case": Flag("Each complaint is asked what it shows about the service."),
                    "shared": Flag("What was learned is told to residents, staff and others."),
                },
            ),
            "evidence": Group(
                "Requests of the Ombudsman for evidence.",
                {"days": Whole("Working days in which they are answered.", 0, 1000)},
            ),
        },
    )


def _stage_form() -> Group:
    days = Whole("Working days.", 0, 1000)
    starts = OneOf("The day that the days are counted from.", STARTS)
    return Group(
        "One stage.",
        {
            "name": Text("What the stage is called."),
            "considered_by": Text("Who considers it, as a post. Not checked."),
            "one_contact": Flag("The same person is the resident's contact throughout. Not checked."),
            "other_person": Flag("Whoever considered an earlier stage does not consider this one."),
            "suitable_staff": Flag("All who are needed for the answer take part in it."),
            "on_request": Flag(
                "It follows whenever the resident asks, if the stage before left something unsolved."
            ),
            "needs_reasons": Flag("The resident has to give reasons for asking for it."),
            "ask_within_days": Whole(
                "Working days that the resident has to ask for it; 0 says that there is no limit.", 0, 10_000
            ),
            "optional": Flag("The resident may go to the Ombudsman without it."),
            "residents_take_part": Flag("Residents take part in its decisions."),
            "justified": Flag("Why there is such a stage stands in the self-assessment."),
            "acknowledge": Group("Acknowledging and logging.", {"days": days, "starts": starts}),
            "respond": Group("The answer.", {"days": days, "starts": starts}),
            "extend": Group(
                "More time for the answer.",
                {
                    "days": Whole(
                        "Working days more at most; 0 says that there is never more time.", 0, 1000
                    ),
                    "told": OneOf("When the resident is told.", ("before_due", "after_due")),
                    "agreement_needed": Flag("The resident has to agree."),
                    "conditions": Many("Other conditions, in words. Not checked.", Text("")),
                },
            ),
        },
    )


def schema() -> dict[str, Any]:
    """The JSON Schema of a procedure file (docs/formats/procedure.schema.json)."""
    whole = reading.schema(form())
    parts = whole["properties"]
    # Stages are alike, and so are letters: each is described once.
    defined = {
        "stage": parts["stages"]["properties"]["1"],
        "letter": parts["letters"]["properties"][KINDS[0]],
    }
    parts["stages"]["properties"] = {key: {"$ref": "#/$defs/stage"} for key in STAGES}
    parts["letters"]["properties"] = {key: {"$ref": "#/$defs/letter"} for key in KINDS}
    heading = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A landlord's complaint procedure",
    }
    return heading | whole | {"$defs": defined}


# A procedure


class Silent:
    """What a procedure does not say."""


SILENT = Silent()


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure that was read: `said` is the file, tidied."""

    said: Mapping[str, Any]

    def at(self, path: str) -> Any:
        """What stands at a path ('stages.2.respond.days'), or SILENT."""
        found: Any = self.said
        for key in path.split("."):
            if not isinstance(found, Mapping) or key not in found:
                return SILENT
            found = found[key]
        return found

    @property
    def stages(self) -> int | None:
        """How many stages there are; None where the procedure does not say."""
        return len(self.said.get("stages", ())) or None

    def has_stage(self, number: int) -> bool | None:
        """Whether there is this stage; None where the procedure does not say."""
        return None if self.stages is None else number <= self.stages


def read_procedure(value: Any) -> Procedure:
    """A procedure from the value of its JSON file. Raises BadInput."""
    return Procedure(reading.read(form(), value, reading.WHOLE))


# Checks


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence's code with its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return english(self.code, self.facts)


@dataclass(frozen=True, slots=True)
class Wrong:
    """How a check fails: what the procedure says, and the smallest change that mends it."""

    says: Said
    mend: Said


class Verdict:
    """What a check answers where it does not fail."""


PASSES, UNKNOWN, NOT_ASKED = Verdict(), Verdict(), Verdict()
Judge = Callable[[Procedure], Verdict | Wrong]


@dataclass(frozen=True, slots=True)
class Check:
    """One demand of a provision on a procedure."""

    provision: str
    asks: Said
    confidence: str
    judge: Judge


@dataclass(frozen=True, slots=True)
class Failure:
    """A demand that the procedure does not meet."""

    provision: str
    says: Said
    asks: Said
    mend: Said
    confidence: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A demand on which the procedure is silent, or which a person has to judge."""

    provision: str
    asks: Said
    confidence: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """A procedure against an edition. A provision passes where each of its checks does."""

    edition: str
    failures: tuple[Failure, ...]
    unanswered: tuple[Unanswered, ...]
    passed: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The provisions that neither fail nor pass, each once."""
        failing = {one.provision for one in self.failures}
        return tuple(dict.fromkeys(one.provision for one in self.unanswered if one.provision not in failing))

    def to_json(self) -> dict[str, object]:
        """The object that `putright check-policy --json` prints."""
        return {
            "edition": self.edition,
            "failures": [
                {
                    "provision": one.provision,
                    "procedure_says": str(one.says),
                    "code_asks": str(one.asks),
                    "mend": str(one.mend),
                }
                for one in self.failures
            ],
            "unknown": list(self.unknown),
        }


def assess(procedure: Procedure, edition_id: str) -> Assessment:
    """The procedure against every check of an edition, in the order of its provisions. Raises UnknownEdition."""
    code = edition(edition_id)
    failures: list[Failure] = []
    unanswered: list[Unanswered] = []
    passed: list[str] = []
    for check in checks(code):
        verdict = check.judge(procedure)
        if isinstance(verdict, Wrong):
            failures.append(
                Failure(check.provision, verdict.says, check.asks, verdict.mend, check.confidence)
            )
        elif verdict is UNKNOWN:
            unanswered.append(Unanswered(check.provision, check.asks, check.confidence))
        elif verdict is PASSES:
            passed.append(check.provision)
    short = {one.provision for one in (*failures, *unanswered)}
    return Assessment(
        code.id,
        tuple(failures),
        tuple(_gathered(unanswered)),
        tuple(provision for provision in dict.fromkeys(passed) if provision not in short),
    )


def _gathered(unanswered: Iterable[Unanswered]) -> Iterable[Unanswered]:
    """One entry for all blocks of a letter on which the procedure is silent under one provision."""
    for (provision, letter), alike in groupby(
        unanswered, key=lambda one: (one.provision, one.asks.facts.get("letter"))
    ):
        together = list(alike)
        if letter is None:
            yield from together
        else:
            blocks = [one.asks.facts["block"] for one in together]
            asks = Said("asks.letter", {"letter": letter, "block": blocks})
            yield Unanswered(provision, asks, together[0].confidence)


def checks(code: Edition) -> tuple[Check, ...]:
    """Every check of an edition, in the order of its provisions."""
    found = [*_of_clocks(code), *_of_letters(code), *_of_rows(code)]
    return tuple(sorted(found, key=lambda check: _in_order(check.provision)))


def _in_order(provision: str) -> list[tuple[int, int, str]]:
    """'5.9' before '5.10', and numbered provisions before those that have a working key alone."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", provision.removeprefix("SA-"))
        if part not in {"", "."}
    ]


# Checks of the edition's clocks


def _of_clocks(code: Edition) -> Iterable[Check]:
    for rule in code.clocks:
        if rule.event == "evidence":
            asks, judge = Said("asks.evidence", {"days": rule.days}), _evidence(rule)
        elif rule.event == "extend":
            asks, judge = Said("asks.extend", {"stage": rule.stage, "days": rule.days}), _extension(rule)
        else:
            facts = {"stage": rule.stage, "days": rule.days, "starts": rule.starts}
            asks, judge = Said(f"asks.{rule.event}", facts), _limit(rule)
        yield Check(rule.provision, asks, rule.confidence, _if_stage(code, rule.stage, judge))


def _limit(rule: ClockRule) -> Judge:
    """Whether an acknowledgement or an answer always comes within the edition's days.

    A procedure that counts from the first day of a stage is never later for it than one that counts the same
    days from the acknowledgement; the other way round its own days to acknowledge come on top.
    """
    step = f"stages.{rule.stage}.{rule.event}"

    def judge(procedure: Procedure) -> Verdict | Wrong:
        days, starts = procedure.at(f"{step}.days"), procedure.at(f"{step}.starts")
        if days is SILENT:
            return UNKNOWN
        limit: dict[str, object] = {"stage": rule.stage, "days": rule.days, "starts": rule.starts}
        said = {"stage": rule.stage, "days": days, "starts": "unsaid" if starts is SILENT else starts}
        says = Said(f"says.{rule.event}", said)
        if days > rule.days:
            return Wrong(says, Said(f"mend.{rule.event}", limit))
        if starts is SILENT:
            return UNKNOWN
        if rule.follows_acknowledgement or starts in FIRST_DAY:
            return PASSES
        if rule.event == "acknowledge":
            # Counted from a day that is itself to be reached within the limit.
            return Wrong(says, Said("mend.start", limit))
        first = procedure.at(f"stages.{rule.stage}.acknowledge.days")
        if first is SILENT and days < rule.days:
            return UNKNOWN
        if first is not SILENT and first + days <= rule.days:
            return PASSES
        return Wrong(says, Said("mend.start", limit))

    return judge


def _extension(rule: ClockRule) -> Judge:
    step = f"stages.{rule.stage}.extend"

    def judge(procedure: Procedure) -> Verdict | Wrong:
        days = procedure.at(f"{step}.days")
        if days is SILENT:
            return UNKNOWN
        if days <= rule.days:
            return PASSES
        facts = {"stage": rule.stage, "days": days}
        if not rule.agreement_lifts_cap:
            return Wrong(Said("says.extend", facts), Said("mend.extend", facts | {"days": rule.days}))
        agreed = procedure.at(f"{step}.agreement_needed")
        if agreed is SILENT:
            return UNKNOWN
        if agreed:
            return PASSES
        return Wrong(
            Said("says.extend_without_agreement", facts),
            Said("mend.extend_by_agreement", {"days": rule.days}),
        )

    return judge


def _evidence(rule: ClockRule) -> Judge:
    def judge(procedure: Procedure) -> Verdict | Wrong:
        days = procedure.at("evidence.days")
        if days is SILENT:
            return UNKNOWN
        if days <= rule.days:
            return PASSES
        return Wrong(Said("says.evidence", {"days": days}), Said("mend.evidence", {"days": rule.days}))

    return judge


def _if_stage(code: Edition, stage: int, judge: Judge) -> Judge:
    """The check only where the procedure has, or ought to have, that stage."""

    def judged(procedure: Procedure) -> Verdict | Wrong:
        there = procedure.has_stage(stage) if stage else True
        if there is False:
            return NOT_ASKED if stage > code.stages else UNKNOWN
        return judge(procedure)

    return judged


# Checks of the edition's letters


def _of_letters(code: Edition) -> Iterable[Check]:
    everything = {UNCLEAR, BEYOND_CAP, NOT_AGREED, THIRD_STAGE}
    for kind in code.letters:
        number = re.match(r"stage(\d)_", kind)
        stage = int(number[1]) if number else 0
        usual = {asked.block for asked in blocks_of(kind, code, everything - {THIRD_STAGE})}
        with_third = {asked.block for asked in blocks_of(kind, code, everything)}
        for rule in code.letters[kind]:
            judge = _letter(kind, rule.block, stage, rule.block in usual, rule.block in with_third)
            asks = Said("asks.letter", {"letter": kind, "block": rule.block})
            yield Check(rule.provision, asks, rule.confidence, _if_stage(code, stage, judge))


def _letter(kind: str, block: str, stage: int, usual: bool, with_third: bool) -> Judge:
    def judge(procedure: Procedure) -> Verdict | Wrong:
        asked = with_third if procedure.has_stage(3) else usual
        never_extended = kind.endswith("_extension") and procedure.at(f"stages.{stage}.extend.days") == 0
        if not asked or never_extended:
            return NOT_ASKED
        held = procedure.at(f"letters.{kind}.{block}")
        if held is SILENT:
            return UNKNOWN
        if held:
            return PASSES
        facts = {"letter": kind, "block": block}
        return Wrong(Said("says.letter", facts), Said("mend.letter", facts))

    return judge


# Checks of codes/procedures/*.toml: a row has `provision`, `check`, `confidence` and what its check takes.
# `name` names the sentence of what the Code asks, where a field serves more than one provision.


def _of_rows(code: Edition) -> Iterable[Check]:
    for row in _rows(data.FOLDER / "procedures" / f"{code.id}.toml"):
        make = CHECKS[row["check"]]
        yield Check(row["provision"], *make(row, code))


@cache
def _rows(path: Path) -> tuple[dict[str, Any], ...]:
    """The rows of an edition's file, none where it has none. Raises BadData."""
    if not path.exists():
        return ()
    try:
        rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["check"]
        for row in rows:
            _sound(row)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadData("bad_edition_file", {"file": path.name, "what": str(error)}) from error
    return tuple(rows)


def _sound(row: dict[str, Any]) -> None:
    for key in ("provision", "check", "confidence"):
        if not isinstance(row[key], str) or not row[key]:
            raise ValueError(f"{key} of a row is {row[key]!r}, no text")
    if row["check"] not in CHECKS:
        raise ValueError(f"{row['check']} is none of {', '.join(sorted(CHECKS))}")
    if row["confidence"] not in CONFIDENCES:
        raise ValueError(f"{row['confidence']} is none of {', '.join(sorted(CONFIDENCES))}")
    if "field" in row:
        leaf = _leaf(row["field"])
        for entry in _expected(row):
            reading.read(leaf, entry, row["field"])
    elif row["check"] in _NEED_FIELD:
        raise ValueError(f"{row['provision']}: the check {row['check']} needs a field")


def _leaf(path: str) -> reading.Kind:
    kind: reading.Kind = form()
    for key in path.split("."):
        if not isinstance(kind, Group) or key not in kind.keys:
            raise ValueError(f"{path} is no field of a procedure")
        kind = kind.keys[key]
    return kind


def _expected(row: dict[str, Any]) -> Sequence[Any]:
    if row["check"] == "is":
        return list(row["takes"])
    if row["check"] == "holds":
        return list(row["all_of_one"])
    if row["check"] == "nothing_but":
        return [row["takes"]]
    return []


Made = tuple[Said, str, Judge]


def _asks(row: Mapping[str, Any]) -> tuple[str, Said]:
    """The name under which a row's sentences stand, and what the Code asks."""
    name = re.sub(r"^stages\.\d+\.", "stages.", row["field"])
    return name, Said(f"asks.{row.get('name', name)}")


def _replace(row: Mapping[str, Any], name: str) -> Said:
    """The mend where one statement takes the place of another."""
    return Said("mend.statement", {"asks": row.get("name", name)})


def _about(row: Mapping[str, Any], code: Edition, judge: Judge) -> Judge:
    stage = re.match(r"stages\.(\d+)\.", row["field"])
    return _if_stage(code, int(stage[1]) if stage else 0, judge)


def _is(row: Mapping[str, Any], code: Edition) -> Made:
    """The field has one of the values that `takes` lists."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if name == "stages.extend.told" and procedure.at(row["field"].replace("told", "days")) == 0:
            return NOT_ASKED
        if value is SILENT:
            return UNKNOWN
        if value in row["takes"]:
            return PASSES
        return Wrong(Said(f"says.{name}"), _replace(row, name))

    return asks, row["confidence"], _about(row, code, judge)


def _holds(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has every word of one of the lists in `all_of_one`. The mend adds the fewest."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if value is SILENT:
            return UNKNOWN
        missing: list[str] = min(
            ([word for word in words if word not in value] for words in row["all_of_one"]), key=len
        )
        if not missing:
            return PASSES
        family = row["field"].rpartition(".")[2]
        said = Said(f"says.{name}", {family: value}) if value else Said(f"says.{name}.nothing")
        return Wrong(said, Said(f"mend.{name}", {family: missing}))

    return asks, row["confidence"], _about(row, code, judge)


def _nothing_but(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has words of `takes` alone; with another it is for a person to judge."""
    _, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        return PASSES if value is not SILENT and set(value) <= set(row["takes"]) else UNKNOWN

    return asks, row["confidence"], judge


def _at_least(row: Mapping[str, Any], code: Edition) -> Made:
    """The list has `number` entries, or the number is that much."""
    name, asks = _asks(row)

    def judge(procedure: Procedure) -> Verdict | Wrong:
        value = procedure.at(row["field"])
        if value is SILENT:
            return UNKNOWN
        if (len(value) if isinstance(value, list) else value) >= row["number"]:
            return PASSES
        return Wrong(Said(f"says.{name}"), _replace(row, name))

    return asks, row["confidence"], _about(row, code, judge)


def _age_limit(row: Mapping[str, Any], code: Edition) -> Made:
    """The procedure takes complaints at least as old as the edition has it."""
    limit = {"months": code.age_limit_months}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        months = procedure.at("age_limit.months")
        if months is SILENT:
            return UNKNOWN
        if months >= code.age_limit_months:
            return PASSES
        return Wrong(Said("says.age_limit", {"months": months}), Said("mend.age_limit", limit))

    return Said("asks.age_limit", limit), row["confidence"], judge


def _stages_at_most(row: Mapping[str, Any], code: Edition) -> Made:
    most = {"stages": code.stages_at_most}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        if procedure.stages is None:
            return UNKNOWN
        if procedure.stages <= code.stages_at_most:
            return PASSES
        return Wrong(Said("says.stages", {"stages": procedure.stages}), Said("mend.stages_at_most", most))

    return Said("asks.stages_at_most", most), row["confidence"], judge


def _stages_at_least(row: Mapping[str, Any], code: Edition) -> Made:
    least = {"stages": code.stages}

    def judge(procedure: Procedure) -> Verdict | Wrong:
        if procedure.stages is None:
            return UNKNOWN
        if procedure.stages >= code.stages:
            return PASSES
        return Wrong(Said("says.stages", {"stages": procedure.stages}), Said("mend.stages_at_least", least))

    return Said("asks.stages_at_least", least), row["confidence"], judge


def _nothing_before(row: Mapping[str, Any], code: Edition) -> Made:
    """No step with a name of its own comes before stage 1."""

    def judge(procedure: Procedure) -> Verdict | Wrong:
        steps = procedure.at("before_stage_1")
        if steps is SILENT:
            return UNKNOWN
        if not steps:
            return PASSES
        names = [f"“{reading.one_line(step['name'])}”" for step in steps if "name" in step]
        if len(names) < len(steps):
            return Wrong(Said("says.before_stage_1.unnamed"), Said("mend.before_stage_1.unnamed"))
        return Wrong(
            Said("says.before_stage_1", {"steps": names}), Said("mend.before_stage_1", {"steps": names})
        )

    return Said("asks.before_stage_1"), row["confidence"], judge


CHECKS: Mapping[str, Callable[[Mapping[str, Any], Edition], Made]] = {
    "is": _is,
    "holds": _holds,
    "nothing_but": _nothing_but,
    "at_least": _at_least,
    "age_limit": _age_limit,
    "stages_at_most": _stages_at_most,
    "stages_at_least": _stages_at_least,
    "nothing_before_stage_1": _nothing_before,
}
_NEED_FIELD = frozenset({"is", "holds", "nothing_but", "at_least"})
