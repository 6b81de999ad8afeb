"""Who speaks for a resident, what may be shared with them, and what an advice agency sees of its clients' cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from putright.accounts import actions as accounts
from putright.accounts.models import Body, BodyRole, Person
from putright.complaints import actions, letters
from putright.complaints.actions import Helper, Received, Told
from putright.complaints.models import Authority, Complaint, Contact, Letter, Representative
from putright.complaints.representatives import actions as representatives
from putright.complaints.representatives.actions import Named
from putright.complaints.representatives.models import Standing
from putright.complaints.representatives.queries import may_share, who_gets_letters
from putright.record.chain import By, timeline
from putright.record.models import AccessEntry, Event
from putright.record.tenancy import as_landlord, enter
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, make_person, moment
from tests.complaints.desk import acknowledged, answered, at_desk, case, page, sent

DAY = "2026-11-24"
AT = moment(DAY)
ON = AT.date()
RESIDENT = By.resident()
ALL = ["talk", "letters", "decide"]


@dataclass
class Scene:
    cast: Cast
    made: Received

    @property
    def complaint(self) -> Complaint:
        return self.made.complaint

    @property
    def agency(self) -> Body:
        return Body.objects.get(code="advice")

    def name(self, permission: str = "with_them", **more: Any) -> Representative:
        who = more.pop("who", Named(name="Ada Advice", organisation="Quayside", role="advice_agency"))
        by = more.pop("by", self.cast.by(self.cast.officer))
        given: dict[str, Any] = {"scope": ALL, **more}
        with as_landlord(self.cast.landlord.id):
            return representatives.name_representative(
                self.complaint, who, permission=permission, by=by, at=AT, **given
            )

    def with_agency(self, **more: Any) -> Representative:
        return self.name(who=Named(name="Ada", role="advice_agency", body=self.agency), **more)

    def now(self, one: Representative) -> Representative:
        with as_landlord(self.cast.landlord.id):
            return Representative.objects.get(id=one.id)

    def kinds(self) -> list[str]:
        with as_landlord(self.cast.landlord.id):
            subject = ("complaint", self.complaint.id)
            found = [one.kind.name for one in timeline(self.cast.landlord.id, subject)]
        return [one for one in found if one.startswith("representative.")]


@pytest.fixture
def scene(db: None) -> Iterator[Scene]:
    with letters.in_this_process():
        cast = make_cast()
        with as_landlord(cast.landlord.id):
            told = Told(words="The ceiling leaks.", name="Tamsin Example")
            made = actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=moment("2026-11-03"))
        yield Scene(cast, made)


def refused(code: str, act: Any) -> None:
    before = Event.objects.count()
    with pytest.raises(Refused) as error:
        act()
    assert error.value.code == code
    assert Event.objects.count() == before


# What may be shared


@pytest.mark.parametrize(
    ("permission", "note", "standing"),
    [
        ("with_them", "", Standing.GIVEN),
        ("signed_form", "In the file of the tenancy", Standing.GIVEN),
        ("legal", "Lasting power of attorney, seen", Standing.GIVEN),
        ("ask", "", Standing.ASKED),
        ("cannot", "In hospital, unconscious", Standing.ASKED),
    ],
)
def test_nothing_is_shared_before_permission(
    scene: Scene, permission: str, note: str, standing: Standing
) -> None:
    one = scene.name(permission, note_on_permission=note)
    assert one.standing(ON) is standing
    for what in ALL:
        assert may_share(scene.complaint, one, what, ON) is (standing is Standing.GIVEN)
    assert scene.kinds() == ["representative.named" if standing is Standing.GIVEN else "representative.asked"]


def test_nothing_outside_the_scope_after_the_last_day_or_of_another_case(scene: Scene) -> None:
    one = scene.name(scope=["talk"], until=ON + timedelta(days=3))
    assert may_share(scene.complaint, one, "talk", ON + timedelta(days=3))
    assert not may_share(scene.complaint, one, "letters", ON)
    assert not may_share(scene.complaint, one, "talk", ON + timedelta(days=4))
    assert one.standing(ON + timedelta(days=4)) is Standing.EXPIRED
    with as_landlord(scene.cast.landlord.id):
        other = actions.raise_complaint(scene.cast.landlord, Told(words="W"), by=RESIDENT, at=AT).complaint
    assert not may_share(other, one, "talk", ON)


def test_letters_go_to_those_alone_who_may_have_them(scene: Scene) -> None:
    gets = scene.name()
    scene.name(scope=["talk"])
    scene.name("ask")
    with as_landlord(scene.cast.landlord.id):
        assert [one.id for one in who_gets_letters(scene.complaint, ON)] == [gets.id]


def test_no_date_moves_and_the_clock_began_with_the_first_contact(scene: Scene) -> None:
    before = scene.complaint.next_due_on
    scene.name("ask")
    with as_landlord(scene.cast.landlord.id):
        assert Complaint.objects.get(id=scene.complaint.id).next_due_on == before


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("representative_without_name", {"who": Named(role="other")}),
        ("representative_without_scope", {"scope": []}),
        ("representative_without_scope", {"scope": ["everything"]}),
        ("representative_ends_in_past", {"until": ON - timedelta(days=1)}),
        ("permission_unexplained", {"permission": "legal"}),
        ("permission_unexplained", {"permission": "cannot"}),
    ],
)
def test_what_cannot_stand_is_refused(scene: Scene, code: str, more: dict[str, Any]) -> None:
    refused(code, lambda: scene.name(**more))


def test_permission_is_given_limited_and_ended_with_an_event_each(scene: Scene) -> None:
    one = scene.name("ask")
    with as_landlord(scene.cast.landlord.id):
        officer = {"by": scene.cast.by(scene.cast.officer), "at": AT}
        refused(
            "permission_still_asked",
            lambda: representatives.give_permission(one, how="ask", scope=ALL, **officer),
        )
        representatives.give_permission(one, how="with_them", scope=ALL, **officer)
        refused("permission_given_already", lambda: representatives.refuse_permission(one, **officer))
        representatives.narrow_representative(one, scope=["letters"], until=ON, by=RESIDENT, at=AT)
        refused(
            "scope_not_narrower",
            lambda: representatives.narrow_representative(one, scope=ALL, until=ON, by=RESIDENT, at=AT),
        )
        refused(
            "scope_not_narrower",
            lambda: representatives.narrow_representative(
                one, scope=["letters"], until=None, by=RESIDENT, at=AT
            ),
        )
        representatives.end_representative(one, by=RESIDENT, at=AT)
        refused("representative_ended", lambda: representatives.end_representative(one, **officer))
        refused(
            "representative_ended",
            lambda: representatives.give_permission(one, how="with_them", scope=ALL, **officer),
        )
    assert scene.kinds() == [f"representative.{one}" for one in ("asked", "given", "narrowed", "ended")]


def test_a_form_for_somebody_else_names_its_sender_who_waits(scene: Scene) -> None:
    told = Told(
        words="W",
        for_whom="someone",
        name="Agnes",
        helper=Helper(name="Harpreet", role="support_worker", permission="ask", scope=("talk",)),
    )
    with as_landlord(scene.cast.landlord.id):
        complaint = actions.raise_complaint(scene.cast.landlord, told, by=RESIDENT, at=AT).complaint
        one = Representative.objects.get(complaint=complaint)
        assert (one.name, one.role, one.standing(ON)) == ("Harpreet", "support_worker", Standing.ASKED)
        assert (complaint.name, complaint.relationship) == ("Agnes", "support_worker")
        said = [one.kind.name for one in timeline(scene.cast.landlord.id, ("complaint", complaint.id))]
        assert said == ["complaint.received", "representative.asked"]


def test_blanking_empties_who_they_were_and_ends_what_their_agency_may_see(scene: Scene) -> None:
    one = scene.with_agency()
    with as_landlord(scene.cast.landlord.id):
        by = scene.cast.by(scene.cast.officer)
        actions.withdraw(scene.complaint, by=by, at=AT)
        actions.blank_personal_text(scene.complaint, reason="retention", by=by, at=AT)
        assert Authority.objects.get().ended_on == ON
    assert scene.now(one).name == ""


# Pages of staff and of the resident


def test_staff_name_somebody_and_write_down_the_permission_later(scene: Scene) -> None:
    with at_desk(scene.cast.front_line, DAY) as client:
        address = case(scene.complaint, "people/representatives/new/")
        lacking = client.post(address, {"name": "Ada"}).content.decode()
        assert "Select whether they have permission" in lacking
        assert 'value="Ada"' in lacking
        sent(client, address, name="Ada Advice", role="mp", permission="ask", scope=["talk"])
        shown = page(client, case(scene.complaint, "people/"))
        assert "nothing may be shared" in shown
        permission = re.search(r'href="([^"]+/permission/)"', shown)
        assert permission
        sent(client, permission.group(1), permission="with_them", scope=["talk", "letters"])
        assert "Has permission" in page(client, case(scene.complaint, "people/"))


def resident(scene: Scene) -> Client:
    browser = Client()
    browser.get(f"/meadowbank/en/link/{scene.made.link_token}/")
    return browser


def test_the_resident_gives_limits_and_stops_it_on_one_page(scene: Scene) -> None:
    one = scene.name("ask")
    with at_desk(scene.cast.officer, DAY):
        browser = resident(scene)
        mine = f"/meadowbank/en/your-complaint/{scene.complaint.reference}/"
        assert "We tell them nothing until you say yes" in page(browser, mine)
        helper = f"{mine}helpers/{one.id}/"
        unsaid = browser.post(helper, {"answer": "yes"}).content.decode()
        assert "Select at least one thing that they may do" in unsaid
        sent(browser, helper, answer="yes", scope=["talk", "letters"])
        assert scene.now(one).standing(ON) is Standing.GIVEN
        sent(browser, helper, answer="yes", scope=["talk"])
        assert scene.now(one).scope == ["talk"]
        sent(browser, helper, answer="yes", scope=["talk", "decide"])
        sent(browser, helper, answer="no")
        assert scene.now(one).standing(ON) is Standing.ENDED
        assert "Ada Advice" not in page(browser, mine)
    assert scene.kinds() == [
        f"representative.{one}" for one in ("asked", "given", "narrowed", "given", "ended")
    ]


def test_a_resident_who_says_no_is_shared_with_nobody(scene: Scene) -> None:
    one = scene.name("ask")
    with at_desk(scene.cast.officer, DAY):
        helper = f"/meadowbank/en/your-complaint/{scene.complaint.reference}/helpers/{one.id}/"
        sent(resident(scene), helper, answer="no")
    assert scene.now(one).standing(ON) is Standing.REFUSED


# The advice agency


def advice(scene: Scene, rest: str = "") -> str:
    return f"/advice/meadowbank/{scene.complaint.reference}/{rest}"


def test_an_adviser_sees_the_clients_of_all_landlords_and_nobody_elses(scene: Scene) -> None:
    scene.with_agency()
    cast = scene.cast
    with as_landlord(cast.other_landlord.id):
        told = Told(words="W", name="Imran Elsewhere")
        there = actions.raise_complaint(cast.other_landlord, told, by=RESIDENT, at=AT).complaint
        actions.raise_complaint(
            cast.other_landlord, Told(words="W", name="Nobodys Client"), by=RESIDENT, at=AT
        )
        representatives.name_representative(
            there,
            Named(name="Ada", role="advice_agency", body=scene.agency),
            permission="with_them",
            scope=["talk"],
            by=cast.by(cast.stranger_officer),
            at=AT,
        )
    with at_desk(cast.adviser, DAY) as client:
        shown = page(client, "/advice/")
        assert "Tamsin Example" in shown and "Imran Elsewhere" in shown
        assert "Meadowbank Homes" in shown and "Ferrous Valley Housing" in shown
        assert "Nobodys Client" not in shown
        page(client, advice(scene))
        page(client, f"/advice/ferrous-valley/{there.reference}/")
        # Each under its own landlord alone.
        page(client, f"/advice/meadowbank/{there.reference}/", 404)
    with as_landlord(cast.landlord.id):
        looked = AccessEntry.objects.filter(by_kind="adviser", subject_id=scene.complaint.id)
        assert [one.person_id for one in looked] == [cast.adviser.id]


def stranger_of_another_agency() -> Person:
    body = Body.objects.create(code="harbour", name="Harbour Advice", kind=Body.Kind.ADVICE_AGENCY)
    person = make_person("Hal Harbour")
    BodyRole.objects.create(body=body, person=person)
    return person


@pytest.mark.parametrize(
    "who", ["another agency", "the officer", "the other landlord", "the Ombudsman", "gone"]
)
def test_strangers_to_the_authority_hear_not_found(scene: Scene, who: str) -> None:
    scene.with_agency()
    cast = scene.cast
    other = stranger_of_another_agency()
    if who == "gone":
        accounts.leave_body(cast.adviser, scene.agency, by=By.system(), at=AT)
    person = {
        "another agency": other,
        "the officer": cast.officer,
        "the other landlord": cast.stranger_officer,
        "the Ombudsman": cast.ombudsman,
        "gone": cast.adviser,
    }[who]
    with at_desk(person, DAY) as client:
        for rest in ("", "write/", "stage-2/"):
            page(client, advice(scene, rest), 404)
        if who == "another agency":
            assert "Tamsin" not in page(client, "/advice/")
        else:
            page(client, "/advice/", 404)


@pytest.mark.parametrize("how", ["ended", "expired", "refused", "never given"])
def test_an_authority_that_does_not_hold_opens_nothing_and_is_in_no_list(scene: Scene, how: str) -> None:
    if how in {"refused", "never given"}:
        one = scene.with_agency(permission="ask")
    else:
        one = scene.with_agency(until=ON + timedelta(days=1))
    with as_landlord(scene.cast.landlord.id):
        if how == "ended":
            representatives.end_representative(one, by=RESIDENT, at=AT)
        elif how == "refused":
            representatives.refuse_permission(one, by=RESIDENT, at=AT)
    with at_desk(scene.cast.adviser, "2026-11-26" if how == "expired" else DAY) as client:
        page(client, advice(scene), 404)
        assert "Tamsin" not in page(client, "/advice/")


def test_the_scope_decides_what_an_adviser_sees_and_may_do(scene: Scene) -> None:
    acknowledged(scene.cast, scene.complaint)
    answered(scene.cast, scene.complaint)
    one = scene.with_agency(scope=["letters"])
    with as_landlord(scene.cast.landlord.id):
        letter = Letter.objects.filter(complaint=scene.complaint).first()
    assert letter is not None
    with at_desk(scene.cast.adviser, DAY) as client:
        shown = page(client, advice(scene))
        assert "We have answered." in shown
        assert "The ceiling leaks." not in shown
        page(client, advice(scene, f"letters/{letter.id}/"))
        assert client.get(advice(scene, f"letters/{letter.id}/pdf/")).status_code == 200
        page(client, advice(scene, "write/"), 404)
        page(client, advice(scene, "stage-2/"), 404)
    with as_landlord(scene.cast.landlord.id):
        representatives.give_permission(
            one, how="with_them", scope=["talk", "decide"], by=scene.cast.by(scene.cast.officer), at=AT
        )
    with at_desk(scene.cast.adviser, DAY) as client:
        assert "The ceiling leaks." in page(client, advice(scene))
        page(client, advice(scene, f"letters/{letter.id}/"), 404)
        assert client.get(advice(scene, f"letters/{letter.id}/pdf/")).status_code == 404
        sent(client, advice(scene, "write/"), summary="My client is in hospital until Friday.")
        sent(client, advice(scene, "stage-2/"), why="The leak came back.")
    with as_landlord(scene.cast.landlord.id):
        contact = Contact.objects.get(complaint=scene.complaint)
        assert (contact.summary, contact.by_id) == (
            "My client is in hospital until Friday.",
            scene.cast.adviser.id,
        )
        last = timeline(scene.cast.landlord.id, ("complaint", scene.complaint.id))[-1]
        assert (last.kind.name, last.by) == ("complaint.escalated", By.adviser(scene.cast.adviser.id))


def test_what_is_still_being_written_is_not_shown_to_an_adviser(scene: Scene) -> None:
    acknowledged(scene.cast, scene.complaint)
    scene.with_agency()
    with as_landlord(scene.cast.landlord.id):
        point = scene.complaint.points.get()
        draft = actions.FindingDraft("disagree", "F", "Unfinished reasons.", "", "M")
        actions.record_finding(scene.complaint, point, 1, draft, by=scene.cast.by(scene.cast.manager), at=AT)
    with at_desk(scene.cast.adviser, DAY) as client:
        assert "Unfinished reasons." not in page(client, advice(scene))


def test_an_adviser_does_nothing_else_whatever_the_authority_says(scene: Scene) -> None:
    scene.with_agency()
    by = By.adviser(scene.cast.adviser.id)
    with as_landlord(scene.cast.landlord.id):
        for act in (
            lambda: actions.withdraw(scene.complaint, by=by, at=AT),
            lambda: actions.define(scene.complaint, points=["A"], outcomes="", outside="", by=by, at=AT),
            lambda: representatives.name_representative(
                scene.complaint, Named(name="N"), permission="with_them", scope=["talk"], by=by, at=AT
            ),
            lambda: actions.record_contact(
                scene.complaint,
                on=ON,
                channel="phone",
                outgoing=False,
                who="W",
                summary="S",
                by=By.adviser(scene.cast.ombudsman.id),
                at=AT,
            ),
        ):
            refused("no_such_complaint", act)
        refused("no_role_here", lambda: actions.renew_access(scene.complaint, by=by, at=AT))


def test_the_database_shows_an_agency_its_own_authorities_alone_before_a_landlord_is_known(
    scene: Scene,
) -> None:
    scene.with_agency()
    other = stranger_of_another_agency()
    for person, there in ((scene.cast.adviser, 1), (other, 0), (scene.cast.officer, 0)):
        with as_landlord(None, person_id=person.id):
            assert Authority.objects.count() == there
            assert Complaint.objects.count() == 0
            # Nor may they write one.
            assert Authority.objects.update(until=None) == 0
    accounts.leave_body(scene.cast.adviser, scene.agency, by=By.system(), at=moment("2020-01-01"))
    with as_landlord(None, person_id=scene.cast.adviser.id):
        assert Authority.objects.count() == 0
        enter(None)
        assert Authority.objects.count() == 0


def test_bodies_and_their_people_are_added_and_end(db: None) -> None:
    by = By.system()
    body = accounts.add_body("harbour", "Harbour Advice", "advice_agency", by=by, at=AT)
    person = accounts.join_body(body, email="hal@harbour.example", name="Hal", by=by, at=AT)
    assert accounts.password_address(person, body, by=by, at=AT).count("/password/new/") == 1
    for wrong in (
        lambda: accounts.add_body("harbour", "Another", "advice_agency", by=by, at=AT),
        lambda: accounts.add_body("advice!", "Another", "advice_agency", by=by, at=AT),
        lambda: accounts.add_body("another", "Another", "landlord", by=by, at=AT),
        lambda: accounts.join_body(body, email="hal@harbour.example", name="Hal", by=by, at=AT),
        lambda: accounts.join_body(body, email="nowhere", name="Hal", by=by, at=AT),
    ):
        with pytest.raises(accounts.NotAccepted):
            wrong()
    accounts.leave_body(person, body, by=by, at=AT)
    with pytest.raises(accounts.NotAccepted):
        accounts.leave_body(person, body, by=by, at=AT)
    with as_landlord(body.id):
        said = [one.kind.name for one in timeline(body.id, ("body", body.id))]
    assert said == ["body.added", "body.joined", "person.password_address_made", "body.left"]


def test_a_landlord_may_not_take_the_agencies_address() -> None:
    assert "advice" in accounts.RESERVED
