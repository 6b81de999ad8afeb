"""Residents' stories: a permission that runs, two people, and words that go when the permission does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from putright.guidance.actions import (
    TELLERS,
    Permission,
    Words,
    approve_story,
    begin_story,
    permit_story,
    withdraw_story,
    word_story,
)
from putright.guidance.models import CaseStudy, CaseStudyText
from putright.guidance.queries import any_stories, stories
from putright.record.chain import By, timeline
from putright.record.ids import uuid7
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from putright.rules.stages import Role
from putright.ui import words
from putright.ui.languages import language
from tests.cast import Cast, moment

from .conftest import Read

AT = moment("2026-11-09")
DAY = date(2026, 11, 9)
PLACE = "/meadowbank/en/make-things-right/stories/"
ENGLISH, URDU = language("en"), language("ur")
SAID = Words(
    title="Four calls", happened="A boiler broke.", did="We mended it.", changed="One person follows it."
)
ASKED = Permission(way="writing", given_on=DAY, until=DAY + timedelta(days=365), note="In the drive")


def begun(here: Cast, said: Words = SAID, asked: Permission = ASKED) -> CaseStudy:
    return begin_story(here.landlord, asked, said, by=here.by(here.leader), at=AT)


def approved(here: Cast, tongue: str = "en", study: CaseStudy | None = None) -> CaseStudy:
    study = study or begun(here)
    text = CaseStudyText.objects.get(landlord=here.landlord, study=study, language=tongue)
    approve_story(study, tongue, as_of=text.written_at, by=here.by(here.member), at=AT)
    return study


def shown(here: Cast, on: date = DAY, reader: str = "en") -> list[str]:
    return [one.text.title for one in stories(here.landlord, language(reader), on)]


def kinds(here: Cast) -> list[str]:
    return [
        one.kind.name
        for one in timeline(here.landlord.id, ("landlord", here.landlord.id))
        if one.kind.name.startswith("story.")
    ]


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    # Every refusal has its sentence.
    assert words.refusal(refused.value)
    return refused.value.code


def test_a_story_is_shown_once_a_second_person_has_approved_it(here: Cast) -> None:
    study = begun(here)
    assert shown(here) == [] and not any_stories(here.landlord, DAY)
    approved(here, study=study)
    assert shown(here) == ["Four calls"] and any_stories(here.landlord, DAY)
    assert kinds(here) == ["story.permitted", "story.written", "story.approved"]


def test_nobody_approves_their_own_words(here: Cast) -> None:
    study = begun(here)
    with pytest.raises(Refused) as refused:
        approve_story(study, "en", as_of=AT, by=here.by(here.leader), at=AT)
    assert code(refused) == "story_needs_another"
    assert shown(here) == []


def test_changed_words_are_hidden_until_they_are_approved_anew_by_another(here: Cast) -> None:
    study = approved(here)
    later = AT + timedelta(hours=1)
    word_story(
        study,
        "en",
        Words(title="Five calls", happened="H", did="D", changed="C"),
        by=here.by(here.member),
        at=later,
    )
    assert shown(here) == []
    with pytest.raises(Refused) as refused:
        approve_story(study, "en", as_of=later, by=here.by(here.member), at=later)
    assert code(refused) == "story_needs_another"
    with pytest.raises(Refused) as refused:
        approve_story(study, "en", as_of=AT, by=here.by(here.leader), at=later)
    assert code(refused) == "story_changed"
    approve_story(study, "en", as_of=later, by=here.by(here.leader), at=later)
    assert shown(here) == ["Five calls"]


def test_a_reader_gets_their_language_where_it_is_approved_and_english_otherwise(here: Cast) -> None:
    study = approved(here)
    word_story(
        study,
        "ur",
        Words(title="چار کالیں", happened="H", did="D", changed="C"),
        by=here.by(here.leader),
        at=AT,
    )
    assert shown(here, reader="ur") == ["Four calls"]
    approved(here, "ur", study)
    assert shown(here, reader="ur") == ["چار کالیں"]
    assert shown(here, reader="pl") == ["Four calls"]


def test_a_permission_that_is_over_hides_the_story_on_the_next_day(here: Cast) -> None:
    study = approved(here)
    assert shown(here, ASKED.until) == ["Four calls"]
    assert shown(here, ASKED.until + timedelta(days=1)) == []
    after = moment("2027-12-01")
    again = Permission(way="phone", given_on=date(2027, 12, 1), until=date(2028, 6, 1))
    with pytest.raises(Refused) as refused:
        approve_story(study, "en", as_of=AT, by=here.by(here.member), at=after)
    assert code(refused) == "story_permission_over"
    permit_story(study, again, by=here.by(here.leader), at=after)
    assert shown(here, date(2027, 12, 2)) == ["Four calls"]


def test_a_permission_taken_back_removes_every_word_at_once(here: Cast) -> None:
    study = approved(here)
    word_story(study, "ur", SAID, by=here.by(here.leader), at=AT)
    withdraw_story(study, by=here.by(here.leader), at=AT)
    assert shown(here) == []
    assert not CaseStudyText.objects.filter(landlord=here.landlord).exists()
    left = CaseStudy.objects.get(landlord=here.landlord)
    assert (left.withdrawn_on, left.consent_note) == (DAY, "")
    assert kinds(here)[-1] == "story.withdrawn"
    # Once is enough, and nothing brings it back.
    withdraw_story(study, by=here.by(here.leader), at=AT)
    assert kinds(here).count("story.withdrawn") == 1
    for act in (
        lambda: word_story(study, "en", SAID, by=here.by(here.leader), at=AT),
        lambda: permit_story(study, ASKED, by=here.by(here.leader), at=AT),
        lambda: approve_story(study, "en", as_of=AT, by=here.by(here.member), at=AT),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert code(refused) == "story_withdrawn"


def test_no_word_of_a_story_stands_in_the_record(here: Cast) -> None:
    study = approved(here)
    withdraw_story(study, by=here.by(here.leader), at=AT)
    for event in timeline(here.landlord.id, ("landlord", here.landlord.id)):
        assert "boiler" not in str(event.facts) + str(event.personal)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (Permission(way="hearsay", given_on=DAY, until=DAY), "story_permission_missing"),
        (Permission(way="phone", given_on=DAY + timedelta(days=1), until=DAY), "date_in_future"),
        (Permission(way="phone", given_on=DAY, until=DAY - timedelta(days=1)), "story_permission_until"),
        (Permission(way="phone", given_on=DAY, until=DAY + timedelta(days=800)), "story_permission_until"),
    ],
)
def test_a_permission_that_cannot_be_is_refused(here: Cast, asked: Permission, says: str) -> None:
    with pytest.raises(Refused) as refused:
        begun(here, asked=asked)
    assert code(refused) == says
    assert not CaseStudy.objects.filter(landlord=here.landlord).exists()


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (Words(title=" ", happened="H", did="D", changed="C"), "story_part_missing"),
        (Words(title="T", happened="H" * 2001, did="D", changed="C"), "story_part_too_long"),
    ],
)
def test_words_that_cannot_be_shown_are_refused(here: Cast, said: Words, says: str) -> None:
    with pytest.raises(Refused) as refused:
        begun(here, said)
    assert code(refused) == says
    assert not CaseStudy.objects.filter(landlord=here.landlord).exists()


def test_a_story_sent_twice_is_one(here: Cast) -> None:
    same = uuid7()
    for _time in range(2):
        begin_story(here.landlord, ASKED, SAID, by=here.by(here.leader), at=AT, story_id=same)
    assert CaseStudy.objects.filter(landlord=here.landlord).count() == 1
    assert kinds(here) == ["story.permitted", "story.written"]


def test_only_who_leads_the_team_or_answers_for_complaints_tells_a_story(here: Cast) -> None:
    study = approved(here)
    others = [here.officer, here.manager, here.head, here.admin, here.front_line, here.service_manager]
    people = [here.by(one) for one in [*others, here.former_officer, here.stranger_officer, here.ombudsman]]
    # A role that somebody only says they hold counts for nothing.
    claimed = By.staff(here.officer.id, Role.TEAM_LEADER.value)
    for by in [*people, claimed, By.resident(), By.system(), By.link()]:
        for act in (
            lambda by=by: begin_story(here.landlord, ASKED, SAID, by=by, at=AT),
            lambda by=by: word_story(study, "en", SAID, by=by, at=AT),
            lambda by=by: permit_story(study, ASKED, by=by, at=AT),
            lambda by=by: approve_story(study, "en", as_of=AT, by=by, at=AT),
            lambda by=by: withdraw_story(study, by=by, at=AT),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert code(refused) == "story_not_yours"
    assert shown(here) == ["Four calls"]
    assert set(TELLERS) == {Role.TEAM_LEADER, Role.MEMBER_RESPONSIBLE}


def test_another_landlords_story_is_not_there(here: Cast) -> None:
    approved(here)
    with as_landlord(here.other_landlord.id):
        assert stories(here.other_landlord, ENGLISH, DAY) == []
        assert stories(here.landlord, ENGLISH, DAY) == []


# Pages


def told(cast: Cast, said: Words = SAID) -> CaseStudy:
    now = timezone.now()
    today = timezone.localdate(now)
    asked = Permission(way="writing", given_on=today, until=today + timedelta(days=30))
    with as_landlord(cast.landlord.id):
        study = begin_story(cast.landlord, asked, said, by=cast.by(cast.leader), at=now)
        approve_story(study, "en", as_of=now, by=cast.by(cast.member), at=now)
    return study


def test_residents_read_the_story_as_text(read: Read, cast: Cast) -> None:
    told(
        cast, Words(title="A <b>leak</b> 🙂", happened="<script>x</script>", did="D\n\nE", changed="بدل گیا")
    )
    html = read(PLACE)
    assert "A &lt;b&gt;leak&lt;/b&gt; 🙂" in html and "<script>x" not in html and "بدل گیا" in html
    assert f'href="{PLACE}"' in read("/meadowbank/en/make-things-right/")


def test_without_stories_nothing_leads_to_them(read: Read, cast: Cast) -> None:
    assert f'href="{PLACE}"' not in read("/meadowbank/en/make-things-right/")
    assert "There are no stories here at the moment" in read(PLACE)


def test_a_story_taken_back_is_gone_from_the_next_page(client: Client, read: Read, cast: Cast) -> None:
    study = told(cast)
    response = client.get(PLACE)
    assert "Four calls" in response.content.decode()
    # No copy of it stays anywhere on the way.
    assert "no-store" in response.headers["Cache-Control"]
    with as_landlord(cast.landlord.id):
        withdraw_story(study, by=cast.by(cast.leader), at=timezone.now())
    assert "Four calls" not in read(PLACE)
