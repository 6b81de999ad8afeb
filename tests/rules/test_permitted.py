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

# Under the 2024 edition. The landlord's administrator may do nothing to a complaint.
TABLE_2024: dict[State, dict[Role, str]] = {
    State.RECEIVED: {
        RESIDENT: "record_contact withdraw",
        OFFICER: "acknowledge define allocate record_contact keep_promise refuse withdraw",
        MANAGER: "define record_contact keep_promise withdraw",
        HEAD: "acknowledge define allocate record_contact keep_promise refuse withdraw",
    },
    State.ACKNOWLEDGED: {
        RESIDENT: "record_contact withdraw",
        OFFICER: "define allocate record_contact promise keep_promise extend refuse withdraw",
        MANAGER: "define record_contact find promise keep_promise extend answer withdraw",
        HEAD: "define allocate record_contact find promise keep_promise extend answer refuse withdraw",
    },
    State.ANSWERED: {
        RESIDENT: "record_contact escalate",
        OFFICER: "record_contact keep_promise escalate close",
        MANAGER: "record_contact keep_promise escalate close",
        HEAD: "record_contact keep_promise escalate close",
    },
    State.STAGE2_ASKED: {
        RESIDENT: "record_contact withdraw",
        OFFICER: "acknowledge define allocate record_contact keep_promise refuse withdraw",
        MANAGER: "define record_contact keep_promise withdraw",
        HEAD: "acknowledge define allocate record_contact keep_promise refuse withdraw",
    },
    State.STAGE2_ACKNOWLEDGED: {
        RESIDENT: "record_contact withdraw",
        OFFICER: "define allocate record_contact promise keep_promise extend refuse withdraw",
        MANAGER: "define record_contact find promise keep_promise extend answer withdraw",
        HEAD: "define allocate record_contact find promise keep_promise extend answer refuse withdraw",
    },
    State.STAGE2_ANSWERED: {
        RESIDENT: "record_contact",
        OFFICER: "record_contact keep_promise close",
        MANAGER: "record_contact keep_promise close",
        HEAD: "record_contact keep_promise close",
    },
    State.REFUSED: {
        RESIDENT: "record_contact",
        OFFICER: "acknowledge record_contact keep_promise close",
        MANAGER: "record_contact keep_promise close",
        HEAD: "acknowledge record_contact keep_promise close",
    },
    State.ESCALATION_REFUSED: {
        RESIDENT: "record_contact",
        OFFICER: "acknowledge record_contact keep_promise close",
        MANAGER: "record_contact keep_promise close",
        HEAD: "acknowledge record_contact keep_promise close",
    },
    State.WITHDRAWN: {
        RESIDENT: "record_contact",
        OFFICER: "record_contact keep_promise",
        MANAGER: "record_contact keep_promise",
        HEAD: "record_contact keep_promise",
    },
    State.CLOSED_AFTER_STAGE1: {
        RESIDENT: "record_contact escalate",
        OFFICER: "record_contact keep_promise escalate",
        MANAGER: "record_contact keep_promise escalate",
        HEAD: "record_contact keep_promise escalate",
    },
    State.CLOSED: {
        RESIDENT: "record_contact",
        OFFICER: "record_contact keep_promise",
        MANAGER: "record_contact keep_promise",
        HEAD: "record_contact keep_promise",
    },
}

# The 2020 and 2022 editions: no acknowledgement of its own at stages 2 and 3, and a third stage may follow.
BOTH = "acknowledge define allocate record_contact"
STRAIGHT_TO_WORK = {
    RESIDENT: "record_contact withdraw",
    OFFICER: f"{BOTH} promise keep_promise extend refuse withdraw",
    MANAGER: "define record_contact find promise keep_promise extend answer withdraw",
    HEAD: f"{BOTH} find promise keep_promise extend answer refuse withdraw",
}
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
            expected = {Act(name) for name in row.get(role, "").split()}
            assert permitted(state, role, edition(id)) == expected, (state, role)


def test_every_state_stands_in_the_table():
    third = {State.STAGE3_ASKED, State.STAGE3_ACKNOWLEDGED, State.STAGE3_ANSWERED}
    assert set(TABLE_BEFORE) == set(State)
    assert set(TABLE_2024) == set(State) - third


def test_a_complaint_from_before_the_code_can_be_worked_on():
    assert Act.ANSWER in permitted(State.RECEIVED, MANAGER, None)
