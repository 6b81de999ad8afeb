"""What letters hold: every block the Code asks for, and nothing that is not the case's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from putright.complaints import letters
from putright.complaints.letters.content import Content
from putright.complaints.letters.writing import _ink, blocks_held
from putright.complaints.models import Complaint
from putright.rules.letters import UnknownLetter, blocks_of
from putright.ui import contrast, languages
from tests.letters.cases import (
    ACKNOWLEDGED,
    ANSWERED,
    FINDINGS,
    HANDLER,
    POINTS,
    REVIEWER,
    SECOND,
    answered,
    answered_twice,
    case,
)

MORE_TIME = {
    "extended_to": date(2026, 12, 7),
    "extended_told_on": date(2026, 11, 20),
    "extension_reasons": "The roof can only be looked at from a scaffold. It comes on 30 November.",
}
SECOND_MORE_TIME = MORE_TIME | {"extended_to": date(2027, 1, 20), "extended_told_on": date(2026, 12, 20)}
REFUSED = {"refused_on": date(2026, 11, 9), "refusal_reasons": "A court is looking at the same thing now."}


def complaint_for(kind: str, edition: str = "2024") -> Complaint:
    """A case at which a letter of this kind can be written."""
    second = SECOND | {"acknowledged_on": date(2026, 11, 30)}
    stages: dict[str, tuple[dict[str, Any], ...]] = {
        "stage1_acknowledgement": (ACKNOWLEDGED,),
        "stage2_acknowledgement": (ANSWERED, second),
        "stage1_extension": (ACKNOWLEDGED | MORE_TIME,),
        "stage2_extension": (ANSWERED, second | SECOND_MORE_TIME),
        "refusal_to_accept": (REFUSED,),
        "refusal_to_escalate": (ANSWERED, SECOND | REFUSED),
    }
    if kind == "stage1_response":
        return answered(edition=edition)
    if kind == "stage2_response":
        return answered_twice(edition=edition)
    return case(edition=edition, stages=stages[kind])


def written(complaint: Complaint, kind: str, **given: Any) -> Content:
    stage = 2 if "stage2" in kind or kind.endswith("escalate") else 1
    how: dict[str, Any] = {"on": date(2026, 11, 20), "language": "en", "writer": HANDLER}
    return letters.compose(complaint, kind, stage, **how | given)


def block(content: Content, code: str) -> dict[str, Any]:
    """The one block of this code."""
    (found,) = (part for part in content["blocks"] if part["code"] == code)
    return dict(found)


def codes(content: Content) -> list[str]:
    return [part["code"] for part in content["blocks"]]


def text_of(value: Any) -> str:
    """Every sentence of a letter or a part of it, one a line."""
    if isinstance(value, dict):
        return "\n".join(
            text_of(one) for name, one in value.items() if name not in {"lang", "direction", "code"}
        )
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    return value if isinstance(value, str) else ""


KINDS = [
    f"{stage}_{what}"
    for stage in ("stage1", "stage2")
    for what in ("acknowledgement", "extension", "response")
] + ["refusal_to_accept", "refusal_to_escalate"]


@pytest.mark.parametrize("edition", ["2020", "2022", "2024"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_complete_case_gives_every_block_that_its_edition_asks_for(kind: str, edition: str) -> None:
    content = written(complaint_for(kind, edition), kind)
    assert letters.missing(content) == ()
    asked = {asked.block for asked in blocks_of(kind, edition)}
    assert asked <= {code for code, said in blocks_held(content).items() if said}


def test_a_kind_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownLetter):
        written(case(), "stage4_response")


@pytest.mark.parametrize(
    ("left_out", "lacking"),
    [
        ({}, {"decision", "reasons", "remedy"}),
        ({"reasons": "  "}, {"reasons"}),
        ({"remedy": "", "no_remedy_because": ""}, {"remedy"}),
    ],
)
def test_one_point_without_its_finding_reasons_or_remedy_makes_the_answer_incomplete(
    left_out: dict[str, str], lacking: set[str]
) -> None:
    findings = FINDINGS[:2] if not left_out else (*FINDINGS[:2], FINDINGS[2] | left_out)
    complaint = case(findings=findings, stages=(ANSWERED,))
    assert {block.block for block in letters.missing(written(complaint, "stage1_response"))} == lacking


def test_why_there_is_no_remedy_stands_in_for_a_remedy() -> None:
    content = written(answered(), "stage1_response")
    second = [part for part in content["blocks"] if part["code"] == "point"][1]
    assert "Why there is nothing to put right" in text_of(second)
    assert FINDINGS[1]["no_remedy_because"] in text_of(second)


def test_an_extension_without_reasons_is_incomplete() -> None:
    complaint = case(stages=(ACKNOWLEDGED | MORE_TIME | {"extension_reasons": ""},))
    (lacking,) = letters.missing(written(complaint, "stage1_extension"))
    assert (lacking.block, lacking.provision) == ("extension_reasons", "6.4")


def test_an_extension_past_the_cap_has_to_say_how_often_there_will_be_news() -> None:
    past_the_cap = ACKNOWLEDGED | MORE_TIME | {"extended_to": date(2026, 12, 8)}
    content = written(case(stages=(past_the_cap,)), "stage1_extension")
    assert [lacking.block for lacking in letters.missing(content)] == ["news_interval"]
    content = written(case(stages=(past_the_cap | {"news_every_days": 5},)), "stage1_extension")
    assert letters.missing(content) == ()
    assert "every 5 working days" in text_of(block(content, "news_interval"))


def test_the_acknowledgement_gives_the_day_of_the_answer_and_how_it_was_counted() -> None:
    said = text_of(
        block(written(complaint_for("stage1_acknowledgement"), "stage1_acknowledgement"), "next_step")
    )
    assert "by the end of Monday 23 November 2026" in said
    assert "Monday 9 November 2026 (day 0)" in said
    assert "10, 11, 12, 13, 16, 17, 18, 19, 20" in said


def test_the_extension_gives_the_old_day_and_the_new_one_and_the_ombudsman() -> None:
    content = written(complaint_for("stage1_extension"), "stage1_extension", on=date(2026, 11, 20))
    assert "by Monday 23 November 2026" in text_of(block(content, "new_date"))
    assert "by the end of Monday 7 December 2026" in text_of(block(content, "new_date"))
    assert "0300 111 3000" in text_of(block(content, "ombudsman"))


def test_the_stage_one_answer_says_that_stage_two_needs_no_reason() -> None:
    content = written(complaint_for("stage1_response"), "stage1_response")
    assert content["title"] == "This is our stage 1 answer"
    assert "You do not have to give a reason." in text_of(block(content, "how_to_escalate"))


def test_the_stage_two_answer_is_final_and_leads_to_the_ombudsman() -> None:
    content = written(
        complaint_for("stage2_response"), "stage2_response", on=date(2026, 12, 11), writer=REVIEWER
    )
    assert content["title"] == "This is our stage 2 answer and our final response"
    assert "how_to_escalate" not in codes(content)
    assert "take your complaint to the Housing Ombudsman" in text_of(block(content, "ombudsman"))
    assert content["contact"]["name"] == "Ruth Bell"


@pytest.mark.parametrize(("on", "named"), [(date(2022, 9, 30), True), (date(2022, 10, 1), False)])
def test_the_way_through_an_mp_is_named_up_to_the_end_of_the_democratic_filter(on: date, named: bool) -> None:
    complaint = case(
        edition="2022",
        received_on=date(2022, 7, 1),
        findings=FINDINGS,
        stages=({"answered_on": date(2022, 7, 15)}, {"asked_on": date(2022, 8, 25), "answered_on": on}),
    )
    assert ("tenant panel" in text_of(written(complaint, "stage2_response", on=on))) is named


@pytest.mark.parametrize(("on", "offered"), [(date(2026, 1, 12), True), (date(2026, 1, 13), False)])
def test_the_ombudsmans_email_is_offered_only_while_it_took_cases_by_email(on: date, offered: bool) -> None:
    content = written(answered(), "stage1_response", on=on)
    assert ("info@housing-ombudsman.org.uk" in text_of(block(content, "ombudsman"))) is offered


def test_a_late_answer_says_so_and_is_sorry() -> None:
    late = case(findings=FINDINGS, stages=(ACKNOWLEDGED | {"answered_on": date(2026, 11, 24)},))
    said = text_of(block(written(late, "stage1_response", on=date(2026, 11, 24)), "late"))
    assert (
        said.strip()
        == "We should have answered you by Monday 23 November 2026. We did not, and we are sorry for that."
    )
    assert "late" not in codes(written(answered(), "stage1_response"))


def test_an_address_where_letters_are_not_safe_stands_nowhere_in_the_letter() -> None:
    content = written(answered(safe_letters=False), "stage1_response")
    assert "Mill Lane" not in text_of(content)
    assert "HT2 4QQ" not in text_of(content)
    assert "Amina Begum" in text_of(content)
    assert "Mill Lane" in text_of(written(answered(), "stage1_response"))


def test_somebody_without_a_name_gets_a_letter() -> None:
    content = written(answered(name="", called="", address="", postcode=""), "stage1_response")
    assert content["salutation"]["text"] == "Hello,"
    assert content["addressee"]["lines"] == []
    assert letters.missing(content) == ()


def test_promises_stand_with_owner_and_day_the_earliest_first() -> None:
    table = block(written(answered(), "stage1_response"), "outstanding_actions")["table"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Mend the roof above the kitchen", "Sam Okoro", "Monday 30 November 2026"],
        ["Pay £320 to your bank account", "Sam Okoro", "Friday 4 December 2026"],
        ["Replaster and paint the kitchen ceiling", "Sam Okoro", "Monday 14 December 2026"],
    ]


def test_without_promises_the_letter_says_that_nothing_is_left_to_do() -> None:
    nothing = [one | {"remedy": ""} for one in FINDINGS]
    content = written(case(findings=nothing, stages=(ANSWERED,)), "stage1_response")
    assert "There is nothing left for us to do." in text_of(block(content, "outstanding_actions"))


def test_a_remedy_without_a_promise_is_not_taken_back_by_saying_that_nothing_is_left_to_do() -> None:
    said = text_of(
        block(written(case(findings=FINDINGS, stages=(ANSWERED,)), "stage1_response"), "outstanding_actions")
    )
    assert "What we do to put things right is written under each point above." in said
    assert "There is nothing left for us to do." not in said


def test_a_promise_that_is_kept_is_not_promised_again() -> None:
    complaint = answered_twice()
    kept = next(iter(complaint.promises.all()))
    kept.done_on = date(2026, 12, 1)
    assert kept.action not in text_of(written(complaint, "stage2_response", on=date(2026, 12, 11)))


def test_the_residents_own_words_stand_beside_ours_and_are_marked_as_theirs() -> None:
    first = next(part for part in written(answered(), "stage1_response")["blocks"] if part["code"] == "point")
    (told,) = (row["lines"] for row in first["rows"] if row["code"] == "told")
    assert told[0]["text"] == "The ceiling in my kitchen leaks since September and nobody comes."
    assert told[0]["written"] and told[0]["quote"]


def test_what_was_chosen_in_the_form_stands_where_nobody_wrote_the_outcomes_down() -> None:
    complaint = case(
        outcomes="", wanted=["sorry", "other"], wanted_other="A new carpet", stages=(ACKNOWLEDGED,)
    )
    said = text_of(block(written(complaint, "stage1_acknowledgement"), "outcomes_wanted"))
    assert "You want us to say sorry." in said
    assert "A new carpet" in said
    nothing = case(outcomes="", wanted=[], stages=(ACKNOWLEDGED,))
    said = text_of(block(written(nothing, "stage1_acknowledgement"), "outcomes_wanted"))
    assert "You have not told us yet what would put things right." in said


def test_a_complaint_of_one_point_is_answered_as_a_whole() -> None:
    complaint = case(points=POINTS[:1], findings=FINDINGS[:1], stages=(ANSWERED,))
    said = text_of(block(written(complaint, "stage1_response"), "short_answer"))
    assert "We agree with your complaint." in said


def test_what_was_said_on_asking_for_stage_two_is_quoted() -> None:
    content = written(complaint_for("stage2_acknowledgement"), "stage2_acknowledgement")
    assert "The ceiling still drips." in text_of(block(content, "complaint_definition"))
    assert "A date that holds." in text_of(block(content, "outcomes_wanted"))


def test_stage_two_without_its_person_yet_names_nobody_of_stage_one() -> None:
    complaint = complaint_for("stage2_acknowledgement")
    complaint.reviewer = None
    said = text_of(written(complaint, "stage2_acknowledgement", writer=None))
    assert HANDLER.name not in said
    assert "Somebody who was not involved before looks at your complaint again." in said


def test_the_content_is_plain_json_and_the_same_every_time() -> None:
    complaint = answered()
    once, again = (written(complaint, "stage1_response") for _ in range(2))
    assert json.loads(json.dumps(once)) == once == again


def test_direction_marks_of_a_person_cannot_turn_the_letters_own_words() -> None:
    complaint = case(points=[("abc \u202e drow", "The lift \u2067is broken\x00\x1b")], stages=(ACKNOWLEDGED,))
    said = text_of(written(complaint, "stage1_acknowledgement"))
    assert "The lift is broken" in said
    assert not set(said) & set("\u202e\u2067\x00\x1b")


def test_a_persons_text_has_the_direction_and_language_of_its_own_script() -> None:
    points = [
        ("", "باورچی خانے کی چھت ٹپک رہی ہے"),
        ("", "রান্নাঘরের ছাদ ফুটো"),
        ("", "ਰਸੋਈ ਦੀ ਛੱਤ ਚੋਂਦੀ ਹੈ"),
        ("", "The lift"),
    ]
    complaint = case(points=points, stages=(ACKNOWLEDGED,))
    for language, arabic_script in (("en", "ar"), ("ur", "ur")):
        content = written(complaint, "stage1_acknowledgement", language=language)
        lines = block(content, "complaint_definition")["items"]
        assert [(line["lang"], line["direction"]) for line in lines] == [
            (arabic_script, "rtl"),
            ("bn", "ltr"),
            ("pa", "ltr"),
            ("en", "ltr"),
        ]


def test_an_urdu_letter_runs_from_the_right_and_keeps_values_to_themselves() -> None:
    content = written(answered(), "stage1_response", language="ur")
    assert (content["language"], content["direction"]) == ("ur", "rtl")
    facts = text_of(content["facts"])
    assert "\u2068HK3M 7P4R\u2069" in facts


def test_a_language_whose_sentences_are_not_filled_gives_an_english_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unfilled = replace(languages.language("bn"), filled=False)
    monkeypatch.setitem(languages._BY_CODE, "bn", unfilled)
    content = written(answered(), "stage1_response", language="bn")
    assert (content["language"], content["direction"]) == ("en", "ltr")


def test_a_colour_too_light_for_paper_is_darkened_until_it_can_be_read() -> None:
    assert _ink("#00703c") == "#00703c"
    assert contrast.readable(_ink("#ffdd00"))
    assert _ink("no colour") == contrast.BLACK
