"""A landlord's complaint procedure as data: what a procedure file may say (docs/formats/procedure.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from putright.rules import reading
from putright.rules.letters import KINDS, all_blocks
from putright.rules.reading import Flag, Group, Many, OneOf, Text, Whole

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
    return _form(all_blocks())


@cache
def _form(blocks: frozenset[str]) -> Group:
    stage = _stage_form()
    letter = Group(
        "What this letter always holds (true) or leaves out (false), block by block.",
        {block: Flag("") for block in sorted(blocks)},
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
