"""Which roles of staff open which pages: each group once, for the doors, the menu, the tabs and what waits.

Who may do an act is `rules.stages.WHO`; a page that does one act asks that (`views.staff.who_may`).
"""

from __future__ import annotations

from putright.rules.stages import CASEWORKERS, Role

CASEWORK = tuple(sorted(CASEWORKERS))
# Who works on complaints, and who leads them.
TEAM = (*CASEWORK, Role.TEAM_LEADER)
# Who writes down what a resident says.
HEARING = (*TEAM, Role.FRONT_LINE)
# Who may read a case. The Member Responsible for Complaints has access to cases and people (2024:9.6).
READING = (*HEARING, Role.MEMBER_RESPONSIBLE)
# Who answers for the landlord's procedure.
CHECKING = (Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING, Role.LANDLORD_ADMIN)
# Who gives work to others, and writes down that somebody is away.
LEADING = (Role.TEAM_LEADER, Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING)
# Who sees how complaints stand as a whole.
OVERSEEING = (*LEADING, Role.MEMBER_RESPONSIBLE, Role.SERVICE_MANAGER)
# Who sees what is to change because of complaints; a service manager sees their own alone.
LEARNING = (*TEAM, Role.SERVICE_MANAGER, Role.MEMBER_RESPONSIBLE)
# Who is told who is shut out of a case, and why.
KNOWING = (*TEAM, Role.MEMBER_RESPONSIBLE)
# Who reads what a resident fears, in their words; everybody else on the case what is to be minded.
KNOWING_WORRIES = (*LEADING, Role.MEMBER_RESPONSIBLE)
# Who sees which colleagues opened a case.
WATCHING = (Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING, Role.MEMBER_RESPONSIBLE)
# Who answers for how long things are kept. An administrator decides about removal without reading what is removed.
KEEPING = (Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING, Role.LANDLORD_ADMIN)
CASE_KEEPING = (Role.COMPLAINTS_OFFICER, Role.HEAD_OF_HOUSING)
