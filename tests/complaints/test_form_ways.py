"""The ways through the resident's form: a report to be fixed, somebody else's complaint, no name, long ago, at risk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django import forms
from django.test import Client

from putright.accounts.models import Landlord
from putright.complaints.form.options import FIRST_TIME
from putright.complaints.form.page import Page
from putright.complaints.form.telling import PAGES, asked, bound, told
from putright.complaints.models import (
    Complaint,
    Confided,
    Draft,
    Hazard,
    Need,
    Point,
    Representative,
    ServiceRequest,
    ToTell,
    Worry,
)
from putright.record.chain import timeline
from putright.record.models import Event, Message, PersonalText
from putright.record.tenancy import as_landlord
from putright.rules.requests import review_due
from putright.ui.fields import LongText
from tests.cast import Cast
from tests.complaints.desk import at_desk
from tests.complaints.filling import ANSWERS, count, elm, fill_in, only, page
from tests.complaints.resident import on, words
from tests.statements import statements

pytestmark = pytest.mark.django_db
PASSPHRASE = re.compile(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d")
FIRST = {"told-before": {"told": "no"}, "first-time": {"choose": "fix"}}
SOMEONE: dict[str, dict[str, Any]] = {
    "who-for": {"for_whom": "someone"},
    "helping": {"name": "Agnes Harrow", "called": "Mrs H", "own_home": "no"},
    "helper": {
        "name": "Harpreet Gill",
        "role": "advice_agency",
        "organisation": "Harbour Advice",
        "reference": "HA/12",
        "phone": "07700 900 983",
        "hours": "Mondays",
    },
    "permission": {"permission": "cannot", "cannot_why": "She is in hospital"},
    "may-do": {"scope": ["talk", "letters"], "until-day": "1", "until-month": "2", "until-year": "2090"},
    "contact": {"ways": ["email"], "email": "agnes@resident.example"},
}


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def send(client: Client) -> str:
    response = client.post(page("check"))
    assert response.status_code == 302, words(response.content.decode())
    return response.url


# A first report


def test_a_report_that_is_only_to_be_fixed_has_a_number_a_day_and_a_way_back(
    client: Client, landlord: Landlord
) -> None:
    with on("2026-11-03"):
        fill_in(client, **FIRST)
        check = words(body(client, page("check")))
        assert "Check your answers before you send your report" in check and "Send your report" in check
        # Asked of complaints alone, though it was answered once.
        assert "How it has affected you" not in check and "Worries" not in check
        address = send(client)
        asked = only(ServiceRequest, landlord)
        assert address == f"/elm/en/your-report/{asked.reference}/"
        shown = body(client, address)
        again = send(client)
    assert again == address and count(ServiceRequest, landlord) == 1 and count(Complaint, landlord) == 0
    assert asked.reference[:4] in shown and "18 December 2026" not in shown
    assert review_due(asked.received_on) == asked.review_due_on
    assert f"{asked.review_due_on.day} {asked.review_due_on:%B}" in shown
    passphrase = PASSPHRASE.search(shown)
    assert passphrase and asked.name == "Amira Khan" and asked.told["topics"] == ["heating"]
    stranger = Client()
    assert stranger.get(address).status_code == 404
    found = stranger.post("/elm/en/find/", {"reference": asked.reference, "passphrase": passphrase[0]})
    assert found.url == address
    assert PASSPHRASE.search(body(stranger, address)) is None
    wrong = stranger.post("/elm/en/find/", {"reference": asked.reference, "passphrase": "elm-elm-elm-elm-11"})
    assert "do not go together" in wrong.content.decode()


def test_one_tap_makes_it_a_complaint_of_its_own_day_with_the_same_passphrase(
    client: Client, landlord: Landlord
) -> None:
    with on("2026-11-03"):
        fill_in(client, **FIRST)
        address = send(client)
        passphrase = PASSPHRASE.search(body(client, address))
    assert passphrase
    with on("2026-11-03"):
        too_long = client.post(address, {"words": "x" * 2001})
        assert "What is wrong now must be 2,000 characters or less" in too_long.content.decode()
    with on("2026-11-03"):
        made = client.post(address, {"words": ""})
        complaint = only(Complaint, landlord)
        assert made.url == f"/elm/en/your-complaint/{complaint.reference}/"
        assert client.get(made.url).status_code == 200
        assert client.post(address, {"words": ""}).url == made.url
        assert "This is a complaint now" in body(client, address)
    assert (str(complaint.received_on), complaint.name, complaint.topics) == (
        "2026-11-03",
        "Amira Khan",
        ["heating"],
    )
    assert complaint.spoken_language == "Urdu" and complaint.interpreter and complaint.safe_message is True
    assert count(Complaint, landlord) == 1
    found = Client().post("/elm/en/find/", {"reference": complaint.reference, "passphrase": passphrase[0]})
    assert found.url == made.url


def test_what_was_chosen_is_recorded_with_the_words_that_were_shown(
    client: Client, landlord: Landlord
) -> None:
    fill_in(client, **FIRST)
    send(client)
    with as_landlord(landlord.id):
        asked = only(ServiceRequest, landlord)
        (recorded,) = timeline(landlord.id, ("service_request", asked.id))
    choice: Any = recorded.facts["choice"]
    assert choice["chose"] == "fix" and choice["language"] == "en"
    assert choice["words"].startswith("We have not heard about this before. The quickest way")
    assert recorded.by.kind == "resident"


def test_both_makes_the_repair_and_the_complaint_once(client: Client, landlord: Landlord) -> None:
    fill_in(client, **FIRST | {"first-time": {"choose": "both"}})
    other_tab = Client(headers={"cookie": f"putright-draft={client.cookies['putright-draft'].value}"})
    made = statements(client, "POST", page("check"), answers=302)
    assert other_tab.post(page("check")).url == "/elm/en/complain/sent/"
    asked, complaint = only(ServiceRequest, landlord), only(Complaint, landlord)
    assert asked.complained_as == complaint.id and complaint.request_id == asked.id
    assert complaint.requested_on == asked.received_on == complaint.received_on
    assert complaint.effect == "We all slept in one room"
    shown = words(body(client, "/elm/en/complain/sent/"))
    assert f"{asked.reference[:4]} {asked.reference[4:]}" in shown
    assert f"{complaint.reference[:4]} {complaint.reference[4:]}" in shown
    assert len(made) <= 26, "\n".join(one[:160] for one in made)


def test_where_somebody_may_be_in_danger_both_is_chosen_already(client: Client, landlord: Landlord) -> None:
    def chosen() -> list[str]:
        found = re.findall(r'<input[^>]*name="choose"[^>]*>', body(client, page("first-time")))
        assert len(found) == len(FIRST_TIME)
        return [one.split('value="')[1].split('"')[0] for one in found if " checked" in one]

    client.post(page("danger"), {"danger": "no"})
    assert chosen() == []
    client.post(page("danger"), {"danger": "unknown"})
    assert chosen() == ["both"]


# Somebody else


def test_whoever_helps_waits_and_is_given_no_keys(client: Client, landlord: Landlord) -> None:
    fill_in(client, **SOMEONE)
    send(client)
    complaint, helper = only(Complaint, landlord), only(Representative, landlord)
    assert (complaint.name, complaint.called, complaint.own_home) == ("Agnes Harrow", "Mrs H", False)
    assert (complaint.contact_ways, complaint.phone) == (["email"], "")
    assert (helper.name, helper.role, helper.organisation) == (
        "Harpreet Gill",
        "advice_agency",
        "Harbour Advice",
    )
    assert (helper.reference, helper.hours, helper.phone) == ("HA/12", "Mondays", "07700 900 983")
    assert (helper.permission, helper.permission_note) == ("cannot", "She is in hospital")
    assert (helper.scope, str(helper.until), helper.given_on) == (["talk", "letters"], "2090-02-01", None)
    shown = body(client, "/elm/en/complain/sent/")
    assert complaint.reference[:4] in shown and PASSPHRASE.search(shown) is None
    assert "which we give to them alone" in shown
    assert client.get(f"/elm/en/your-complaint/{complaint.reference}/").status_code == 404
    assert client.post(page("check")).url == "/elm/en/complain/sent/"
    assert client.get(f"/elm/en/your-complaint/{complaint.reference}/").status_code == 404
    with as_landlord(landlord.id):
        said = [one.kind.name for one in timeline(landlord.id, ("complaint", complaint.id))]
    assert said == ["complaint.received", "representative.asked"]
    # An address that a helper typed gets no link: a person talks to the resident, and gives them the keys.
    assert only(ToTell, landlord).why == "keys" and count(Message, landlord) == 0
    # The clock began with the form.
    assert f"{complaint.received_on.day}" in shown and count(Complaint, landlord) == 1


@pytest.mark.parametrize(
    ("permission", "keys"), [("with_them", True), ("signed_form", False), ("legal", False), ("ask", False)]
)
def test_keys_are_shown_only_where_the_resident_is_there(
    client: Client, landlord: Landlord, permission: str, keys: bool
) -> None:
    fill_in(client, **SOMEONE | {"permission": {"permission": permission, "authority": "Lasting power"}})
    send(client)
    assert (PASSPHRASE.search(body(client, "/elm/en/complain/sent/")) is not None) is keys
    assert (only(Representative, landlord).given_on is not None) is keys


def test_a_change_to_somebody_else_leads_through_the_pages_about_them(
    client: Client, landlord: Landlord
) -> None:
    fill_in(client)
    following = client.post(page("who-for") + "?change=1", {"for_whom": "someone"}).url
    way = []
    while following != page("check"):
        slug = following.split("/")[-2]
        way.append(slug)
        assert following.endswith("?change=1")
        following = client.post(following, SOMEONE[slug]).url
    assert way == ["helping", "helper", "permission", "may-do"]
    assert "Your name" not in words(body(client, page("check")))


def test_whom_a_resident_names_may_talk_to_us_and_no_more(client: Client, landlord: Landlord) -> None:
    through = {"ways": ["representative"], "speaker": "Ada Lark", "speaker_reach": "07700 900 984"}
    fill_in(client, contact=through | {"documents_by": "online"})
    send(client)
    helper = only(Representative, landlord)
    assert (helper.name, helper.address, helper.scope) == ("Ada Lark", "07700 900 984", ["talk"])
    assert helper.given_on is not None


# No name


def test_without_somebody_to_give_it_to_nobody_is_asked_for_their_name(
    client: Client, landlord: Landlord
) -> None:
    assert client.post(page("who-for"), {"for_whom": "no_name"}).url == page("language")


def test_a_name_for_one_person_is_read_by_them_alone(client: Client, cast: Cast) -> None:
    site = "/meadowbank/en/complain/"
    secret = {"give": "yes", "name": "Sana Quietly", "reach": "07700 900 985, after six"}
    answers = ANSWERS | {"who-for": {"for_whom": "no_name"}, "one-person": secret}
    for slug, typed in answers.items():
        client.post(f"{site}{slug}/", typed)
    assert "Sana Quietly" in client.get(f"{site}check/").content.decode()
    assert client.post(f"{site}check/").status_code == 302
    with as_landlord(cast.landlord.id):
        complaint, confided = Complaint.objects.get(for_whom="no_name"), Confided.objects.get()
        assert (confided.name, confided.reach) == (secret["name"], secret["reach"])
        assert complaint.name == "" and "Quietly" not in str(complaint.__dict__)
        said = timeline(cast.landlord.id, ("complaint", complaint.id))
        assert "Quietly" not in str(said) and said[0].facts["confided"] is True
        events = Event.objects.filter(chain__subject_kind="complaint")
        texts = PersonalText.objects.filter(event__in=events).values_list("value", flat=True)
        assert not [one for one in texts if "Quietly" in one]
        told_to = Message.objects.get(subject="Somebody has given their name to you alone")
        assert told_to.to == cast.member.email and "Quietly" not in told_to.text
    case = f"/meadowbank/en/staff/complaints/{complaint.reference}/"
    for person in (cast.officer, cast.head):
        with at_desk(person, "2026-11-23") as desk:
            for address in (case, f"{case}record/", f"{case}people/"):
                assert "Quietly" not in desk.get(address).content.decode()
            assert desk.get("/meadowbank/en/staff/confided/").status_code == 404
    with at_desk(cast.member, "2026-11-23") as desk:
        listed = desk.get("/meadowbank/en/staff/confided/").content.decode()
        address = f"/meadowbank/en/staff/confided/{confided.id}/"
        assert address in listed and "Sana Quietly" in desk.get(address).content.decode()
        assert desk.post(address).status_code == 302
        assert "has been on the case since" in words(desk.post(address).content.decode())
    with at_desk(cast.officer, "2026-11-23") as desk:
        assert "Sana Quietly" in desk.get(case).content.decode()


# When it began


@pytest.mark.parametrize(
    ("typed", "late"),
    [
        ({"began-month": "11", "began-year": "2025"}, False),
        ({"began-month": "10", "began-year": "2025"}, True),
        ({"began-day": "9", "began-month": "11", "began-year": "2025"}, False),
        ({"began-day": "8", "began-month": "11", "began-year": "2025"}, True),
        ({"unknown": "unknown"}, False),
        ({}, False),
    ],
)
def test_what_began_long_ago_is_asked_about_and_never_stopped(
    client: Client, landlord: Landlord, typed: dict[str, str], late: bool
) -> None:
    with on("2026-11-09"):
        fill_in(client)
        assert client.post(page("when"), typed).url == page("long-ago" if late else "effect")
        if late:
            assert "This started more than 12 months ago" in body(client, page("long-ago"))
            client.post(page("long-ago"), {"why_late": "It still goes on"})
        send(client)
    complaint = only(Complaint, landlord)
    assert complaint.why_late == ("It still goes on" if late else "")
    day = "-".join(
        typed[f"began-{part}"].zfill(2) for part in ("year", "month", "day") if f"began-{part}" in typed
    )
    assert complaint.began == (day or ("unknown" if typed else ""))


# At risk


def test_damp_with_a_child_is_before_staff_at_once_and_once(client: Client, landlord: Landlord) -> None:
    client.post(page("danger"), {"danger": "no"})
    client.post(page("about"), {"topics": ["damp"]})
    assert count(Hazard, landlord) == 0
    client.post(page("at-home"), {"at_home": ["young_child", "breathing"]})
    client.post(page("at-home"), {"at_home": ["young_child", "breathing"]})
    hazard = only(Hazard, landlord)
    assert (hazard.danger, hazard.seriousness, hazard.closed_at) == ("unknown", "", None)
    assert hazard.words.startswith(
        "Damp, mould or leaks, and at home: A baby or a child under 5, Somebody with"
    )
    assert only(Message, landlord).to == "duty@elm.example"
    # Somebody who is not at risk of damp, and a topic that is none: nothing is opened, and nothing said either.
    other = Client()
    other.post(page("about"), {"topics": ["charges", "damp"]})
    other.post(page("at-home"), {"at_home": ["bereavement"]})
    other.post(page("about"), {"topics": ["heating"]})
    other.post(page("at-home"), {"at_home": ["young_child"]})
    assert count(Hazard, landlord) == 1


def test_people_at_home_are_asked_about_only_for_the_home(client: Client, landlord: Landlord) -> None:
    fill_in(client, about={"topics": ["charges"]})
    assert "People at home" not in words(body(client, page("check")))
    client.post(page("about"), {"topics": ["charges", "safety"]})
    assert "People at home" in words(body(client, page("check")))


def test_another_ombudsman_is_named_for_housing_applications_and_it_is_taken(
    client: Client, landlord: Landlord
) -> None:
    assert "Another ombudsman may deal with housing applications" in body(client, page("about"))
    fill_in(client, about={"topics": ["moving"]})
    send(client)
    assert only(Complaint, landlord).topics == ["moving"]


# Help, household, fears


def test_what_is_needed_and_feared_is_written_with_the_complaint(client: Client, landlord: Landlord) -> None:
    fill_in(
        client,
        **{
            "extra-help": {
                "hard": "yes",
                "reading": ["braille"],
                "time_and_place": ["mornings"],
                "own_words": "Speak slowly 🙂",
                "shared_with": ["contractors"],
            },
            "at-home": {"at_home": ["pregnant"], "words": "Due in May"},
            "worries": {
                "worried": "yes",
                "what": ["staff", "neighbours"],
                "person": "Mr Rook",
                "words": "He shouts",
                "asks": ["no_name", "no_letters"],
            },
            "contact": ANSWERS["contact"] | {"documents_by": "post", "safe_letters": "yes"},
        },
    )
    made = statements(client, "POST", page("check"), answers=302)
    assert len(made) <= 10, "\n".join(one[:160] for one in made)
    complaint, worry = only(Complaint, landlord), only(Worry, landlord)
    with as_landlord(landlord.id):
        needs = {(one.kind, one.words, tuple(one.shared_with)) for one in Need.objects.all()}
        said = timeline(landlord.id, ("complaint", complaint.id))
        fears = timeline(landlord.id, ("worry", worry.id))
    assert needs == {
        ("braille", "", ("contractors",)),
        ("mornings", "", ("contractors",)),
        ("other", "Speak slowly 🙂", ("contractors",)),
    }
    assert (complaint.at_home, complaint.at_home_words) == (["pregnant"], "Due in May")
    assert (worry.about, worry.person, worry.words) == (["staff", "neighbours"], "Mr Rook", "He shouts")
    # What is asked holds: letters were safe a page before, and are not any more.
    assert complaint.safe_letters is False
    assert [one.kind.name for one in said] == [
        "complaint.received",
        "need.asked",
        "need.asked",
        "need.asked",
        "household.told",
    ]
    assert (said[0].facts["worried"], said[0].facts["asks"]) == (
        ["staff", "neighbours"],
        ["no_name", "no_letters"],
    )
    assert "Rook" not in str(said) and fears[0].personal["person"] == "Mr Rook"
    copy = words(body(client, f"/elm/en/your-complaint/{complaint.reference}/what-you-sent/"))
    for one in (
        "Braille",
        "Speak slowly 🙂",
        "Due in May",
        "Mr Rook",
        "He shouts",
        "The boiler broke in October.",
    ):
        assert one in copy
    assert Client().get(f"/elm/en/your-complaint/{complaint.reference}/what-you-sent/").status_code == 404


def test_only_the_representative_is_spoken_to_where_somebody_asks_that(
    client: Client, landlord: Landlord
) -> None:
    fill_in(client, worries={"worried": "yes", "asks": ["representative"]})
    send(client)
    assert only(Complaint, landlord).contact_ways == ["representative"]
    assert count(Message, landlord) == 0


@pytest.mark.parametrize("topic", ["neighbours", "staff"])
def test_whoever_may_be_watched_can_leave_at_once(client: Client, landlord: Landlord, topic: str) -> None:
    assert "govuk-exit-this-page" not in body(client, page("effect"))
    assert "govuk-exit-this-page" in body(client, page("worries"))
    client.post(page("about"), {"topics": [topic]})
    for slug in ("effect", "name", "check"):
        assert "govuk-exit-this-page" in body(client, page(slug))


# Every text, unchanged

ODD = "<b>Ä&amp;\"'</b> العربية اردو বাংলা ਪੰਜਾਬੀ żółć ăî 漢字 👩‍👧‍👦 {{ x }} %(y)s"
NOT_FREE = frozenset({"phone", "email", "postcode", "households", "call_phone"})
REVEALED_BY = {
    "topic_other": {"topics": ["other"]},
    "wanted_other": {"wanted": ["other"]},
    "group_name": {"for_whom": "group", "households": "3"},
    "form_where": {"permission": "signed_form"},
    "authority": {"permission": "legal"},
    "cannot_why": {"permission": "cannot"},
    "own_words": {"hard": "yes"},
    "person": {"worried": "yes"},
    "spoken_other": {"spoken": "other"},
    "speaker": {"ways": ["representative"], "speaker_reach": "x"},
    "speaker_reach": {"ways": ["representative"], "speaker": "x"},
    "reach": {"give": "yes", "name": "x"},
    "call_when": {"other_way": ["call"], "call_phone": "07700 900 982"},
}


def texts() -> Iterator[tuple[str, str]]:
    for slug, kind in PAGES.items():
        for name, field in kind.base_fields.items():
            if type(field).__name__ in {"CharField", "LongText"} and name not in NOT_FREE:
                yield slug, name
    yield "anything-else", "point_0"


def under(slug: str, name: str) -> dict[str, Any]:
    """What has to be chosen on the page for the text to be asked for."""
    if slug == "one-person":
        return {"give": "yes", "name": "x"}
    if slug == "worries":
        return {"worried": "yes"}
    return dict(REVEALED_BY.get(name, {}))


@pytest.mark.parametrize(("slug", "name"), list(texts()))
def test_every_script_and_sign_is_kept_and_shown_as_it_was_typed(
    client: Client, landlord: Landlord, slug: str, name: str
) -> None:
    field = PAGES[slug].base_fields.get(name)
    text = ODD[: getattr(field, "max_length", None) or 100]
    fill_in(client, **(SOMEONE if slug in SOMEONE and slug != "contact" else {}))
    typed = {**ANSWERS.get(slug, {}), **SOMEONE.get(slug, {})} if slug != "contact" else ANSWERS["contact"]
    client.post(page(slug), {**typed, **under(slug, name), name: text})
    answers = only(Draft, landlord).answers[slug]
    assert (answers["points"][0] if slug == "anything-else" else answers[name]) == text
    shown = body(client, page(slug))
    assert "<b>Ä" not in shown and text in unescape(shown)
    checked = body(client, page("check"))
    assert "<b>Ä" not in checked
    if slug in asked(only(Draft, landlord).answers):
        assert text in unescape(checked)


def test_all_texts_reach_the_complaint_unchanged() -> None:
    answers: dict[str, dict[str, Any]] = {
        **{slug: dict(typed) for slug, typed in ANSWERS.items() if slug != "anything-else"},
        **{slug: dict(typed) for slug, typed in SOMEONE.items()},
        "anything-else": {"points": [ODD]},
        "about": {"topics": ["other", "damp"], "topic_other": ODD[:100]},
        "worries": {"worried": "yes", "person": ODD, "words": ODD},
        "extra-help": {"hard": "yes", "own_words": ODD},
    }
    for slug in (
        "what-went-wrong",
        "effect",
        "put-right",
        "helping",
        "helper",
        "permission",
        "address",
        "at-home",
    ):
        for name, field in PAGES[slug].base_fields.items():
            if type(field) in {forms.CharField, LongText} and name not in NOT_FREE:
                answers.setdefault(slug, {})[name] = ODD[: field.max_length or 4000]
    pages: dict[str, Page] = bound(answers)
    assert {slug: one.errors for slug, one in pages.items() if one.errors} == {}
    said = told(pages)
    assert said.words == said.effect == said.wanted_other == said.more_points[0] == ODD
    assert said.topic_other == ODD[:100] and said.name == ODD and said.tenancy_number == ODD[:40]
    assert said.helper and said.helper.name == said.helper.organisation == said.helper.note == ODD
    assert said.worry and said.worry.person == said.worry.words == ODD
    assert said.needs[0].words == ODD and said.at_home_words == ODD


def test_a_point_of_a_group_and_its_main_contact(client: Client, landlord: Landlord) -> None:
    fill_in(client, **{"who-for": {"for_whom": "group", "group_name": "Quay Row", "households": "12"}})
    send(client)
    complaint = only(Complaint, landlord)
    assert (complaint.for_whom, complaint.on_behalf_of, complaint.households) == ("group", "Quay Row", 12)
    assert complaint.name == "Amira Khan" and count(Point, landlord) == 2


def test_a_day_in_a_page_survives_errors_back_and_another_language(
    client: Client, landlord: Landlord, settings: Any
) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    wrong = client.post(page("when"), {"began-day": "4", "began-month": "März", "began-year": "2024"})
    assert wrong.status_code == 200 and 'value="März"' in wrong.content.decode()
    for address in (page("when"), page("when", "ur")):
        shown = body(client, address)
        assert 'value="4"' in shown and 'value="März"' in shown and 'value="2024"' in shown
