"""Who may do what to a case: each act through its own function, by each of the cast, whatever a page would show.

The door of a page is the first line; this is the second. A role is read from the database when the act is done, so
what counts is not what the caller says of itself. Entries: `ok`, or the code of the refusal in short:

  no   holds no role here                 own  another person answers this stage
  not  this role may not                  oth  only the answerer or the officer may take more time
  bef  was concerned with stage 1 before  prp  whoever proposes money does not approve it
  lim  more than this role may approve    els  somebody else sees to this
  bef  was concerned with stage 1 before  out  is shut out of the case, and hears that there is none
  wri  wrote the letter, so somebody else reads it
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.db import transaction

from putright import complaints
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft
from putright.complaints.models import Complaint, Hazard, OneOffHoliday, Promise
from putright.record.chain import By
from putright.record.models import Event
from putright.record.tenancy import as_landlord
from putright.rules.acceptance import RefusalFacts
from putright.rules.errors import Refused
from putright.rules.hazards import Ending
from putright.rules.stages import Act, Role
from tests.access.addresses import table, written
from tests.access.areas import AREAS
from tests.access.world import RESIDENT, told
from tests.cast import Cast, looked_into, make_cast, make_person, moment, nothing_learned

SHORT = {
    "no_role_here": "no",
    "not_this_role": "not",
    "answered_by_another": "own",
    "extension_by_another": "oth",
    "considered_before": "bef",
    "own_letter": "wri",
    "approved_by_proposer": "prp",
    "approval_above_limit": "lim",
    "learning_of_another": "els",
    "no_such_complaint": "out",
}
COLUMNS = "res off mgr oth hed adm frt ldr srv mrc fmr frn omb adv dea".split()

TABLE = table(
    """
act                 res off mgr oth hed adm frt ldr srv mrc fmr frn omb adv dea
raise_complaint      ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
open_hazard          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
close_hazard         no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
define              not  ok  ok  ok  ok not not not not not  no  no  no  no  no
acknowledge         not  ok not not  ok not not not not not  no  no  no  no  no
allocate            not  ok not not  ok not not  ok not not  no  no  no  no  no
refuse              not  ok not not  ok not not not not not  no  no  no  no  no
withdraw             ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
record_contact       ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
record_finding      not not  ok own own not not not not not  no  no  no  no  no
plan_promise        not  ok  ok  ok  ok not not not not not  no  no  no  no  no
drop_promise        not  ok  ok  ok  ok not not not not not  no  no  no  no  no
extend              not  ok  ok oth oth not not not not not  no  no  no  no  no
answer              not not  ok own own not not not not not  no  no  no  no  no
escalate             ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
keep_promise        not  ok  ok  ok  ok not not not not not  no  no  no  no  no
judge_promise        ok  ok  ok  ok  ok  no  ok  ok  no  no  no  no  no  no  no
close               not  ok  ok  ok  ok not not not not not  no  no  no  no  no
record_finding@2    not not bef own  ok not not not not not  no  no  no  no  no
answer@2            not not bef own  ok not not not not not  no  no  no  no  no
renew_access         no  ok  ok  ok  ok  no  no  no  no  no  no  no  no  no  no
# A command's, not a page's: an operator ran it.
blank_personal_text  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  no  no  no  no  no
add_holiday          ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok  ok
"""
    + "".join(area.act_rows for area in AREAS),
    COLUMNS,
)
# Acts of the rules by the function that does them, where the name is another.
NAMES = {
    Act.CHECK_UNDERSTANDING: "reply_to_understanding",
    Act.FIND: "record_finding",
    Act.PROMISE: "plan_promise",
    Act.SETTLE_REMEDY: "answer_remedy",
    Act.LINK: "link_cases",
    Act.JOIN: "join_case",
    Act.LEARN: "record_learning",
}
DAY = date(2026, 11, 9)
AT = moment(DAY)


@dataclass(frozen=True)
class Scene:
    """The case as it stands when an act is tried, and who is there."""

    cast: Cast
    complaint: Complaint
    hazard: Hazard

    @property
    def at(self) -> Any:
        """The moment of the act: ten o'clock on DAY."""
        return AT

    @property
    def promise(self) -> Promise:
        return self.complaint.promises.order_by("id")[0]


def actors(cast: Cast) -> dict[str, By]:
    people = {
        "off": cast.officer,
        "mgr": cast.manager,
        "oth": cast.other_manager,
        "hed": cast.head,
        "adm": cast.admin,
        "frt": cast.front_line,
        "ldr": cast.leader,
        "srv": cast.service_manager,
        "mrc": cast.member,
        "fmr": cast.former_officer,
        "frn": cast.stranger_officer,
        "omb": cast.ombudsman,
        "adv": cast.adviser,
        "dea": make_person("Gerda Gone", cast.landlord, Role.HEAD_OF_HOUSING),
    }
    people["dea"].is_active = False
    people["dea"].save()
    # Each says of itself that it is the Head of Housing, which must not help.
    said = {name: By.staff(person.id, Role.HEAD_OF_HOUSING.value) for name, person in people.items()}
    return {"res": RESIDENT, **said}


def defined(scene: Scene) -> None:
    by = scene.cast.by(scene.cast.officer)
    actions.define(scene.complaint, points=["A", "B"], outcomes="C", outside="", by=by, at=AT)


def at_work(scene: Scene) -> None:
    defined(scene)
    by = scene.cast.by(scene.cast.officer)
    actions.acknowledge(scene.complaint, 1, by=by, at=AT)
    actions.allocate(scene.complaint, scene.cast.manager, stage=1, by=by, at=AT)


def planned(scene: Scene) -> None:
    at_work(scene)
    by, cast = scene.cast.by(scene.cast.manager), scene.cast
    actions.plan_promise(scene.complaint, 1, action="Call", due_on=DAY, owner=cast.manager, by=by, at=AT)


def found(scene: Scene, stage: int = 1) -> None:
    if stage == 1:
        planned(scene)
    by = scene.cast.by(scene.cast.manager if stage == 1 else scene.cast.head)
    for point in scene.complaint.points.all():
        draft = FindingDraft("agree", "F", "R", "", "M")
        actions.record_finding(scene.complaint, point, stage, draft, by=by, at=AT)


def answered(scene: Scene) -> None:
    found(scene)
    actions.answer(scene.complaint, 1, by=scene.cast.by(scene.cast.manager), at=AT)


def kept(scene: Scene) -> None:
    answered(scene)
    by = scene.cast.by(scene.cast.manager)
    actions.keep_promise(scene.promise, on=DAY, proof="P", by=by, at=AT)


def at_stage_2(scene: Scene) -> None:
    kept(scene)
    by = scene.cast.by(scene.cast.officer)
    actions.escalate(scene.complaint, by=RESIDENT, at=AT)
    actions.acknowledge(scene.complaint, 2, by=by, at=AT)
    actions.allocate(scene.complaint, scene.cast.head, stage=2, by=by, at=AT)


def found_at_stage_2(scene: Scene) -> None:
    at_stage_2(scene)
    found(scene, 2)


def taught(scene: Scene) -> None:
    kept(scene)
    nothing_learned(scene.complaint, by=scene.cast.by(scene.cast.officer), at=AT)


def closed(scene: Scene) -> None:
    kept(scene)
    nothing_learned(scene.complaint, by=scene.cast.by(scene.cast.officer), at=AT)
    actions.close(scene.complaint, by=scene.cast.by(scene.cast.officer), at=AT)
    # What is open stops the removal of its details.
    Hazard.objects.filter(complaint=scene.complaint).update(closed_at=AT)


def looked_at(scene: Scene) -> None:
    looked_into(scene.hazard, scene.cast.by(scene.cast.officer), AT)


def nothing(scene: Scene) -> None:
    """The complaint has been received, and no more."""


Do = Callable[[Scene, By], object]
FINDING = FindingDraft("agree", "F", "R", "", "M")

# Each act: how the case stands, and the call. Those of a folder of `complaints` stand in tests/access/areas.
ACTS: dict[str, tuple[Callable[[Scene], None], Do]] = {
    "raise_complaint": (
        nothing,
        lambda s, by: actions.raise_complaint(s.cast.landlord, told("W"), by=by, at=AT),
    ),
    "open_hazard": (nothing, lambda s, by: actions.open_hazard(s.cast.landlord, danger="yes", by=by, at=AT)),
    "close_hazard": (
        looked_at,
        lambda s, by: actions.close_hazard(s.hazard, "Went there", ending=Ending.NO_DANGER, by=by, at=AT),
    ),
    "define": (
        nothing,
        lambda s, by: actions.define(s.complaint, points=["A", "B"], outcomes="", outside="", by=by, at=AT),
    ),
    "acknowledge": (defined, lambda s, by: actions.acknowledge(s.complaint, 1, by=by, at=AT)),
    "allocate": (defined, lambda s, by: actions.allocate(s.complaint, s.cast.manager, stage=1, by=by, at=AT)),
    "refuse": (
        defined,
        lambda s, by: actions.refuse(
            s.complaint,
            1,
            reasons="R",
            ground="other",
            rests_on=RefusalFacts("other", fair_because="F"),
            by=by,
            at=AT,
        ),
    ),
    "withdraw": (defined, lambda s, by: actions.withdraw(s.complaint, by=by, at=AT)),
    "record_contact": (
        defined,
        lambda s, by: actions.record_contact(
            s.complaint, on=DAY, channel="phone", outgoing=True, who="W", summary="S", by=by, at=AT
        ),
    ),
    "record_finding": (
        at_work,
        lambda s, by: actions.record_finding(
            s.complaint, s.complaint.points.all()[0], 1, FINDING, by=by, at=AT
        ),
    ),
    "plan_promise": (
        at_work,
        lambda s, by: actions.plan_promise(s.complaint, 1, action="A", due_on=DAY, owner=None, by=by, at=AT),
    ),
    "drop_promise": (planned, lambda s, by: actions.drop_promise(s.promise, by=by, at=AT)),
    "extend": (
        at_work,
        lambda s, by: actions.extend(s.complaint, 1, until=date(2026, 12, 1), reasons="R", by=by, at=AT),
    ),
    "answer": (found, lambda s, by: actions.answer(s.complaint, 1, by=by, at=AT)),
    "escalate": (answered, lambda s, by: actions.escalate(s.complaint, by=by, at=AT)),
    "keep_promise": (
        answered,
        lambda s, by: actions.keep_promise(s.promise, on=DAY, proof="P", by=by, at=AT),
    ),
    "judge_promise": (kept, lambda s, by: actions.judge_promise(s.promise, kept=True, by=by, at=AT)),
    "close": (taught, lambda s, by: actions.close(s.complaint, by=by, at=AT)),
    "record_finding@2": (
        at_stage_2,
        lambda s, by: actions.record_finding(
            s.complaint, s.complaint.points.all()[0], 2, FINDING, by=by, at=AT
        ),
    ),
    "answer@2": (found_at_stage_2, lambda s, by: actions.answer(s.complaint, 2, by=by, at=AT)),
    "renew_access": (nothing, lambda s, by: actions.renew_access(s.complaint, by=by, at=AT)),
    "blank_personal_text": (
        closed,
        lambda s, by: actions.blank_personal_text(s.complaint, reason="retention", by=by, at=AT),
    ),
    "add_holiday": (
        nothing,
        lambda s, by: actions.add_holiday(
            s.cast.landlord,
            OneOffHoliday(day=date(2026, 11, 11), name="H", source="S", added_on=DAY),
            by=by,
            at=AT,
        ),
    ),
}
for area in AREAS:
    ACTS |= area.acts


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    cast = make_cast()
    # Drawing the paper takes most of an answer's time, and nobody here looks at it.
    paper = mock.patch.object(letters, "pdf", return_value=b"%PDF-1.7 stands for the paper")
    with as_landlord(cast.landlord.id), paper:
        complaint = actions.raise_complaint(
            cast.landlord, told("W"), by=RESIDENT, at=AT - timedelta(days=4)
        ).complaint
        hazard = actions.open_hazard(cast.landlord, complaint=complaint, danger="yes", by=RESIDENT, at=AT)
        yield Scene(cast, complaint, hazard)


def tried(scene: Scene, do: Do, by: By) -> str:
    """`ok`, or the code of the refusal; what was done is taken back, and a refusal has done nothing."""
    before = Event.objects.count()
    with transaction.atomic():
        try:
            do(scene, by)
        except Refused as refused:
            assert Event.objects.count() == before
            return SHORT.get(refused.code, refused.code)
        finally:
            transaction.set_rollback(True)
    return "ok"


def folders_with_actions() -> list[str]:
    """The modules of acts that lie in a folder of their own: complaints/evidence/actions.py, and so on; or packages."""
    room = Path(complaints.__path__[0])
    folders = [one.parent.name for one in room.glob("*/actions.py")]
    packages = [one.parent.parent.name for one in room.glob("*/actions/__init__.py")]
    return sorted(f"putright.complaints.{name}.actions" for name in [*folders, *packages])


def test_every_act_stands_in_the_table() -> None:
    modules = [actions, *(import_module(name) for name in folders_with_actions())]
    there = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_")
        and function.__module__.startswith("putright.complaints")
        and {"by", "at"} <= set(inspect.signature(function).parameters)
    }
    assert {name.partition("@")[0] for name in TABLE} == there, "give each act a row"
    assert set(ACTS) == set(TABLE)
    assert {NAMES.get(act, act.value) for act in Act} <= there


def test_who_may_do_each_act(scene: Scene) -> None:
    who = actors(scene.cast)
    got: dict[str, dict[str, Any]] = {}
    # What several acts find is made once: each of them is taken back before the next.
    for stands in dict.fromkeys(stands for stands, _do in ACTS.values()):
        with transaction.atomic():
            stands(scene)
            for name, (found, do) in ACTS.items():
                if found is stands:
                    got[name] = {actor: tried(scene, do, by) for actor, by in who.items()}
            transaction.set_rollback(True)
    got = {name: got[name] for name in TABLE if name in got}
    assert got == TABLE, "\n" + written(got, COLUMNS)
