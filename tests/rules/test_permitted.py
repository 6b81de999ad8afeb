"""The whole table: in each state, what each role may do. A change of law shows here as a changed line."""

from __future__ import annotations

import pytest

from putright.rules.editions import edition
from putright.rules.stages import Act, Role, State, permitted

OFFICER, MANAGER, HEAD, RESIDENT = (
    Role.COMPLAINTS_OFFICER,
    Role.HOUSING_MANAGER,
    Role.HEAD_OF_HOUSING,
    Role.RESIDENT,
)
FRONT, LEADER = Role.FRONT_LINE, Role.TEAM_LEADER

# What belongs to the case and not to a stage: in each state.
CASE = (
    "record_contact add_file change_group name_representative record_need report_reprisal"
    " raise_issue change_contact share_story"
)
WORK = f"{CASE} write_message keep_promise redact match_home link decide_need give_news settle_remedy learn"
ALWAYS: dict[Role, str] = {
    RESIDENT: f"{CASE} write_message settle_remedy",
    OFFICER: f"{WORK} restrict hold",
    MANAGER: WORK,
    HEAD: f"{WORK} restrict limit_contact hold",
    FRONT: f"{CASE} match_home",
    LEADER: f"{CASE} match_home link",
    Role.SERVICE_MANAGER: "learn",
    Role.MEMBER_RESPONSIBLE: "answer_reprisal",
    Role.LANDLORD_ADMIN: "hold",
}

# What a state adds to it, under the 2024 edition.
HEARD = "check_understanding take_time"
ASKED = {
    RESIDENT: f"withdraw {HEARD}",
    FRONT: f"withdraw {HEARD}",
    LEADER: f"allocate withdraw check_letter {HEARD}",
    OFFICER: f"acknowledge define allocate refuse withdraw ask_evidence draft_letter check_letter {HEARD}",
    MANAGER: f"define withdraw ask_evidence draft_letter check_letter {HEARD}",
    HEAD: f"acknowledge define allocate refuse withdraw ask_evidence draft_letter check_letter {HEARD}",
}
REMEDY = "decide_remedy approve_remedy"
LETTERS = "ask_evidence draft_letter check_letter reply_to_more_time"
AT_WORK = {
    RESIDENT: f"withdraw reply_to_more_time {HEARD}",
    FRONT: f"withdraw reply_to_more_time {HEARD}",
    LEADER: f"allocate withdraw check_letter reply_to_more_time {HEARD}",
    OFFICER: f"define allocate promise extend refuse withdraw {LETTERS} {HEARD}",
    MANAGER: f"define find promise extend answer withdraw {REMEDY} {LETTERS} {HEARD}",
    HEAD: f"define allocate find promise extend answer refuse withdraw {REMEDY} {LETTERS} {HEARD}",
}
HEARERS = (RESIDENT, FRONT, LEADER, OFFICER, MANAGER, HEAD)
CASEWORKERS = (OFFICER, MANAGER, HEAD)
ANSWERED = {role: "take_time" + (" close ask_evidence" if role in CASEWORKERS else "") for role in HEARERS}
ESCALATE = dict.fromkeys(HEARERS, "escalate")
AFTERWARDS = dict.fromkeys(HEARERS, "say_afterwards")
REFUSED = {OFFICER: "acknowledge close", MANAGER: "close", HEAD: "acknowledge close"}
REOPEN = dict.fromkeys((RESIDENT, OFFICER, MANAGER, HEAD), "reopen")
JOIN = dict.fromkeys((OFFICER, HEAD), "join")


def both(*rows: dict[Role, str]) -> dict[Role, str]:
    return {role: " ".join(row.get(role, "") for row in rows) for role in Role}


TABLE_2024: dict[State, dict[Role, str]] = {
    State.RECEIVED: both(ASKED, JOIN),
    State.ACKNOWLEDGED: both(AT_WORK, JOIN),
    State.ANSWERED: both(ANSWERED, ESCALATE),
    State.STAGE2_ASKED: ASKED,
    State.STAGE2_ACKNOWLEDGED: AT_WORK,
    State.STAGE2_ANSWERED: ANSWERED,
    State.REFUSED: REFUSED,
    State.ESCALATION_REFUSED: REFUSED,
    State.WITHDRAWN: {},
    State.CLOSED_AFTER_STAGE1: both(ESCALATE, REOPEN, AFTERWARDS),
    State.CLOSED: both(REOPEN, AFTERWARDS),
    State.JOINED: JOIN,
}

# The 2020 and 2022 editions: no acknowledgement of its own at stages 2 and 3, and a third stage may follow.
STRAIGHT_TO_WORK = both(ASKED, AT_WORK)
TABLE_BEFORE = TABLE_2024 | {
    State.STAGE2_ASKED: STRAIGHT_TO_WORK,
    State.STAGE2_ANSWERED: TABLE_2024[State.ANSWERED],
    State.STAGE3_ASKED: STRAIGHT_TO_WORK,
    State.STAGE3_ACKNOWLEDGED: TABLE_2024[State.STAGE2_ACKNOWLEDGED],
    State.STAGE3_ANSWERED: TABLE_2024[State.STAGE2_ANSWERED],
}
TABLES = {"2020": TABLE_BEFORE, "2022": TABLE_BEFORE, "2024": TABLE_2024, "lgsco-2024": TABLE_2024}


@pytest.mark.parametrize("id", TABLES)
def test_permitted_acts(id):
    for state, row in TABLES[id].items():
        for role in Role:
            expected = {Act(name) for name in f"{row.get(role, '')} {ALWAYS[role]}".split()}
            assert permitted(state, role, edition(id)) == expected, (state, role)


def test_every_state_stands_in_the_table():
    third = {State.STAGE3_ASKED, State.STAGE3_ACKNOWLEDGED, State.STAGE3_ANSWERED}
    assert set(TABLE_BEFORE) == set(State)
    assert set(TABLE_2024) == set(State) - third


def test_a_complaint_from_before_the_code_can_be_worked_on():
    assert Act.ANSWER in permitted(State.RECEIVED, MANAGER, None)
