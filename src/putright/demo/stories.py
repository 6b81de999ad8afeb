"""Two residents' stories on the demo's guidance, one with a second one still to be approved; nobody here is real."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from putright.accounts.models import Landlord, Person
from putright.guidance.actions import Permission, Words, approve_story, begin_story, word_story
from putright.guidance.models import CaseStudyText
from putright.record.chain import By
from putright.rules.stages import Role

BOILER = Words(
    title="Four calls and a cold baby",
    happened=(
        "“My boiler broke in December. I called four times. Each time I was told that somebody would come, and nobody "
        "did. My baby slept in her coat. I did not want to make trouble, so I waited.”\n\nOttoline complained when a "
        "neighbour told her that it is free, and that it changes nothing about her tenancy."
    ),
    did=(
        "We mended the boiler the day after her complaint reached us. We said sorry: we had closed her calls as done "
        "when nobody had been there. We paid her for the days without heating and for the heaters that she ran."
    ),
    changed=(
        "A heating job is closed only when the resident says that it is warm. Where a baby lives, one person follows "
        "the job by name each day until it is."
    ),
)
MOULD = Words(
    title="Mould behind the wardrobe",
    happened=(
        "Leopold reported mould twice. The first visitor told him to open his windows. The second one never came. He "
        "complained about the mould, the advice and the colour of the new front door."
    ),
    did=(
        "We found a leaking gutter and mended it, and treated the walls. We said sorry for the advice: the mould was "
        "not his doing. About the door we did not agree, and we told him why."
    ),
    changed=(
        "Nobody is told to open windows before the outside wall has been looked at. We wrote this into what our "
        "contractors must do."
    ),
)
MOULD_IN_POLISH = Words(
    title="Grzyb za szafą",
    happened="Leopold dwa razy zgłaszał grzyb. Za pierwszym razem usłyszał, że ma otwierać okna.",
    did="Znaleźliśmy nieszczelną rynnę i ją naprawiliśmy. Przeprosiliśmy za złą radę.",
    changed="Nikt nie radzi już otwierać okien, zanim ktoś nie obejrzy ściany z zewnątrz.",
)


def residents_stories(landlord: Landlord, people: Mapping[str, Person], now: datetime) -> None:
    """Two stories that everybody reads, and the Polish words of one that wait for a second person."""
    leader = By.staff(people["leah"].id, Role.TEAM_LEADER.value)
    member = By.staff(people["mo"].id, Role.MEMBER_RESPONSIBLE.value)
    today = timezone.localdate(now)
    for days, words in ((40, BOILER), (12, MOULD)):
        at = now - timedelta(days=days)
        given = timezone.localdate(at) - timedelta(days=6)
        permission = Permission(
            way="writing",
            given_on=given,
            until=today + timedelta(days=300),
            note="Signed form, complaints drive",
            safety_asked=True,
        )
        study = begin_story(landlord, permission, words, by=leader, at=at)
        text = CaseStudyText.objects.get(landlord=landlord, study=study, language="en")
        approve_story(study, "en", as_of=text.written_at, by=member, at=at + timedelta(days=2))
    word_story(study, "pl", MOULD_IN_POLISH, by=leader, at=now - timedelta(days=3))
