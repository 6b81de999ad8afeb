"""Residents' stories: a permission that runs, two people, and words that go when the permission does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

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
from tests.complaints.desk import at_desk

from .conftest import Read

AT = moment("2026-11-09")
DAY = date(2026, 11, 9)
PLACE = "/meadowbank/en/make-things-right/stories/"
ENGLISH, URDU = language("en"), language("ur")
SAID = Words(
    title="Four calls", happened="A boiler broke.", did="We mended it.", changed="One person follows it."
)
ASKED = Permission(
    way="writing", given_on=DAY, until=DAY + timedelta(days=365), note="In the drive", safety_asked=True
)


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
    again = Permission(way="phone", given_on=date(2027, 12, 1), until=date(2028, 6, 1), safety_asked=True)
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
        (Permission(way="phone", given_on=DAY, until=DAY), "story_safety_not_asked"),
        (Permission(way="hearsay", given_on=DAY, until=DAY, safety_asked=True), "story_permission_missing"),
        (
            Permission(way="phone", given_on=DAY + timedelta(days=1), until=DAY, safety_asked=True),
            "date_in_future",
        ),
        (
            Permission(way="phone", given_on=DAY, until=DAY - timedelta(days=1), safety_asked=True),
            "story_permission_until",
        ),
        (
            Permission(way="phone", given_on=DAY, until=DAY + timedelta(days=800), safety_asked=True),
            "story_permission_until",
        ),
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


def test_the_demo_tells_two_stories_and_keeps_one_for_a_second_reader(here: Cast) -> None:
    from putright.demo.stories import residents_stories

    residents_stories(here.landlord, {"leah": here.leader, "mo": here.member}, AT)
    assert len(shown(here)) == len(shown(here, reader="pl")) == 2
    waiting = CaseStudyText.objects.filter(landlord=here.landlord, approved_at=None)
    assert [one.language for one in waiting] == ["pl"]


# Pages


def told(cast: Cast, said: Words = SAID) -> CaseStudy:
    now = timezone.now()
    today = timezone.localdate(now)
    asked = Permission(way="writing", given_on=today, until=today + timedelta(days=30), safety_asked=True)
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


# The staff's pages


NOW = "2026-11-10"
DESK = "/meadowbank/en/make-things-right/staff/"
TYPED = {
    "story": "Four <b>calls</b>",
    "happened": "A boiler broke.",
    "did": "We mended it.",
    "changed": "One person follows it.",
    "way": "phone",
    **{f"given_on-{part}": value for part, value in (("day", "9"), ("month", "11"), ("year", "2026"))},
    **{f"until-{part}": value for part, value in (("day", "9"), ("month", "11"), ("year", "2027"))},
    "safe": "on",
}


def test_two_people_bring_a_story_to_everybody_and_it_goes_with_the_permission(cast: Cast) -> None:
    story = str(uuid7())
    place = f"{DESK}{story}/"
    with at_desk(cast.leader, NOW) as leader:
        for _time in range(2):  # sent twice, it is one story
            assert leader.post(f"{DESK}new/", {**TYPED, "id": story}).headers["Location"] == place
        html = leader.get(place).content.decode()
        assert "Four &lt;b&gt;calls&lt;/b&gt;" in html and "Not approved: nobody else sees it." in html
        assert "Approve these words" not in html  # who wrote them cannot
    as_of = text_of(cast).written_at.isoformat()
    with at_desk(cast.member, NOW, 12) as member:
        assert "Approve these words in English" in member.get(place).content.decode()
        old = member.post(f"{place}approve/", {"language": "en", "as_of": "2026-01-01T00:00:00+00:00"})
        assert "The words have changed since you opened the page" in old.content.decode()
        assert member.post(f"{place}approve/", {"language": "en", "as_of": as_of}).status_code == 302
        assert "Four &lt;b&gt;calls" in member.get(PLACE).content.decode()
        assert "Tick the box" in member.post(f"{place}remove/").content.decode()
        assert member.post(f"{place}remove/", {"sure": "on"}).headers["Location"] == DESK
        assert "Four" not in member.get(PLACE).content.decode()
        left = member.get(DESK).content.decode()
        assert "Taken back on" in left and "Four" not in left
        assert member.get(place).status_code == 404


def text_of(cast: Cast) -> CaseStudyText:
    with as_landlord(cast.landlord.id):
        return CaseStudyText.objects.get(landlord=cast.landlord)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast) -> None:
    with at_desk(cast.leader, NOW) as leader:
        html = leader.post(
            f"{DESK}new/", {**TYPED, "id": str(uuid7()), "until-year": "2033", "safe": ""}
        ).content.decode()
        assert "Ask the resident about their safety, then tick the box" in html
        assert "A boiler broke." in html and 'value="2033"' in html
        late = leader.post(
            f"{DESK}new/", {**TYPED, "id": str(uuid7()), "until-year": "2033"}
        ).content.decode()
        assert "Permission cannot run until" in late
    with as_landlord(cast.landlord.id):
        assert not CaseStudy.objects.filter(landlord=cast.landlord).exists()


def test_words_are_added_in_another_language_and_none_that_there_is_not(cast: Cast) -> None:
    study = told(cast)
    with at_desk(cast.leader, NOW) as leader:
        words_of = {"story": "T", "happened": "H", "did": "D", "changed": "C"}
        assert leader.post(f"{DESK}{study.id}/words/pl/", words_of).status_code == 302
        assert leader.get(f"{DESK}{study.id}/words/xx/").status_code == 404
        assert leader.post(f"{DESK}{study.id}/words/xx/", words_of).status_code == 404
        assert "Polish (not approved)" in leader.get(DESK).content.decode()


def test_staff_pages_are_in_english_and_led_to_from_the_menu(cast: Cast, settings: Any) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    with at_desk(cast.leader, NOW) as leader:
        assert leader.get("/meadowbank/ur/make-things-right/staff/").headers["Location"] == DESK
        assert f'href="{DESK}"' in leader.get("/meadowbank/en/staff/", follow=True).content.decode()
    with at_desk(cast.officer, NOW) as officer:
        assert DESK not in officer.get("/meadowbank/en/staff/", follow=True).content.decode()
