"""After sending, as the resident's browser meets it: finding the case, following it, letters, stage 2, promises."""

from __future__ import annotations

import re
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from putright.accounts.doors import RESIDENT_COOKIE
from putright.accounts.models import Link
from putright.complaints import actions, attempts, drafts, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.models import Complaint, Letter, Point, Promise, Stage
from putright.record.chain import By, note, timeline
from putright.record.documents import contents
from putright.record.models import AccessEntry
from putright.record.tenancy import as_landlord
from putright.ui import dates
from tests.cast import Cast, looked_into, moment, nothing_learned
from tests.complaints.resident import acknowledged, answered, case, let_in, on, posted, received, shown, words

pytestmark = pytest.mark.django_db


# Coming in


def test_a_link_is_exchanged_and_expires(cast: Cast) -> None:
    got = received(cast)
    client = Client()
    with on("2026-11-04"):
        response = client.get(f"/meadowbank/en/link/{got.link_token}/")
    assert response.status_code == 302 and got.link_token not in response.url
    assert response["Referrer-Policy"] == "no-referrer"
    cookie = client.cookies[RESIDENT_COOKIE]
    assert cookie["path"] == "/meadowbank/" and cookie["httponly"]
    assert "Amira" not in cookie.value and got.link_token not in cookie.value
    for token, day in ((got.link_token, "2026-12-04"), ("nonsense", "2026-11-04")):
        stranger = Client()
        with on(day):
            over = stranger.get(f"/meadowbank/en/link/{token}/")
        assert over.status_code == 404
        assert "/meadowbank/en/find/" in over.content.decode() and "01632 960 100" in over.content.decode()
        assert RESIDENT_COOKIE not in stranger.cookies
    assert Client().get(f"/ferrous-valley/en/link/{got.link_token}/").status_code == 404
    assert Link.objects.count() == 1


def test_unknown_and_wrong_are_answered_alike(cast: Cast) -> None:
    got = received(cast)
    typed = {"reference": got.complaint.reference, "passphrase": "acorn-acorn-acorn-acorn-10"}
    wrong = Client().post("/meadowbank/en/find/", typed)
    unknown = Client().post("/meadowbank/en/find/", typed | {"reference": "HHHH7777"})
    elsewhere = Client().post("/ferrous-valley/en/find/", typed | {"passphrase": got.passphrase})
    said = "The reference and the passphrase do not go together. Check both."
    for response in (wrong, unknown, elsewhere):
        assert response.status_code == 200 and said in response.content.decode()
        assert RESIDENT_COOKIE not in response.cookies
    hide = re.compile(r'value="[^"]*"')
    assert hide.sub("", wrong.content.decode()) == hide.sub("", unknown.content.decode())
    assert "Enter your passphrase" in Client().post("/meadowbank/en/find/", {}).content.decode()


def test_guessing_is_limited_by_reference_and_by_address(cast: Cast) -> None:
    got = received(cast)
    wrong = {"reference": got.complaint.reference, "passphrase": "acorn-acorn-acorn-acorn-10"}
    right = wrong | {"passphrase": got.passphrase}
    with mock.patch.object(actions, "passphrase_opens", return_value=False):
        for number in range(attempts.FOR_REFERENCE):
            assert Client().post("/meadowbank/en/find/", wrong).status_code == 200, number
    barred = Client().post("/meadowbank/en/find/", right)
    assert barred.status_code == 429
    assert "There were too many attempts" in barred.content.decode() and "01632" in barred.content.decode()
    # Written otherwise it is the same reference; from another place it is barred too.
    spaced = right | {"reference": f" {got.complaint.reference[:4].lower()}-{got.complaint.reference[4:]}"}
    assert Client().post("/meadowbank/en/find/", spaced, REMOTE_ADDR="192.0.2.7").status_code == 429
    with mock.patch.object(actions, "passphrase_opens", return_value=False):
        for number in range(attempts.FOR_ADDRESS - attempts.FOR_REFERENCE):
            guess = wrong | {"reference": f"HHHH{number}"}
            assert Client().post("/meadowbank/en/find/", guess).status_code == 200, number
    assert Client().post("/meadowbank/en/find/", wrong | {"reference": "NEW"}).status_code == 429
    assert (
        Client()
        .post("/meadowbank/en/find/", wrong | {"reference": "NEW"}, REMOTE_ADDR="192.0.2.7")
        .status_code
        == 200
    )


def test_coming_in_gives_the_attempts_back(cast: Cast) -> None:
    got = received(cast)
    wrong = {"reference": got.complaint.reference, "passphrase": "acorn-acorn-acorn-acorn-10"}
    for _ in range(2):
        for _ in range(attempts.FOR_REFERENCE - 1):
            with mock.patch.object(actions, "passphrase_opens", return_value=False):
                assert Client().post("/meadowbank/en/find/", wrong).status_code == 200
        opened = Client().post("/meadowbank/en/find/", wrong | {"passphrase": got.passphrase})
        assert opened.status_code == 302


def test_leaving_closes_the_case_on_this_device(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    shown(client, case(got.complaint), "2026-11-03")
    assert client.get("/meadowbank/en/leave/").status_code == 405
    assert client.post("/meadowbank/en/leave/").url == "/meadowbank/en/"
    assert client.cookies[drafts.COOKIE].value == "" and client.cookies[RESIDENT_COOKIE].value == ""
    shown(client, case(got.complaint), "2026-11-03", status=404)


def test_a_neighbour_hears_not_found_on_every_page(cast: Cast) -> None:
    got, other = received(cast), received(cast)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        letter = Letter.objects.filter(complaint=got.complaint).first()
        promise = Promise.objects.get(complaint=got.complaint)
    assert letter
    neighbour = let_in(other)
    for rest in (
        "", "dates/", "stage-2/", "stage-2/check/", "withdraw/",
        f"letters/{letter.id}/", f"letters/{letter.id}/pdf/", f"promises/{promise.id}/",
    ):  # fmt: skip
        shown(neighbour, case(got.complaint, rest), "2026-11-20", status=404)
        # Nor by the other case's own address.
        if "letters" in rest or "promises" in rest:
            shown(neighbour, case(other.complaint, rest), "2026-11-20", status=404)


# How it stands


def test_the_sentence_and_the_date_by_state(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    page = words(shown(client, case(got.complaint), "2026-11-03"))
    assert "We have your complaint. By Tuesday 10 November 2026 we will log it" in page
    assert "Received: Tuesday 3 November 2026 (day 0). Working days: 4, 5, 6, 9, 10 November." in page
    late = words(shown(client, case(got.complaint), "2026-11-11"))
    assert "We are late. We should have logged your complaint by Tuesday 10 November 2026." in late
    assert "You can ask the Housing Ombudsman to step in now." in late

    acknowledged(cast, got.complaint, "2026-11-12")
    page = words(shown(client, case(got.complaint), "2026-11-12"))
    assert (
        "Martin Manager is looking into your complaint. We will answer by Tuesday 24 November 2026." in page
    )
    assert (
        "We should have logged your complaint by Tuesday 10 November 2026. We did it on Thursday 12 November"
        in page
    )
    with as_landlord(cast.landlord.id):
        actions.extend(
            got.complaint, 1, until=moment("2026-12-01").date(), reasons="The surveyor comes on Monday.",
            by=cast.by(cast.manager), at=moment("2026-11-20"),
        )  # fmt: skip
    page = words(shown(client, case(got.complaint), "2026-11-21"))
    assert "We need more time. Our new date is Tuesday 1 December 2026." in page
    assert "The surveyor comes on Monday." in page
    overdue = words(shown(client, case(got.complaint), "2026-12-02"))
    assert "We are late. We should have answered by Tuesday 1 December 2026." in overdue

    answered(cast, got.complaint, "2026-11-27")
    page = words(shown(client, case(got.complaint), "2026-11-27"))
    assert "We have answered. Read our answer" in page
    assert "You do not need to give a reason." in page
    assert "We have promised 1 thing. Done so far: 0. Next: Fit a boiler, by Tuesday 1 December 2026." in page
    broken = words(shown(client, case(got.complaint), "2026-12-02"))
    assert "We have not kept a promise. It should have been done by Tuesday 1 December 2026" in broken
    assert "Next: Fit a boiler" not in broken


def test_a_danger_that_was_told_stands_on_the_case_until_somebody_ends_it(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    said = "What you told us may mean that somebody is in danger. We deal with that now, apart from your complaint."
    assert said not in words(shown(client, case(got.complaint), "2026-11-04"))
    with as_landlord(cast.landlord.id):
        hazard = actions.open_hazard(
            cast.landlord, complaint=got.complaint, danger="yes", by=By.resident(), at=moment("2026-11-04")
        )
    assert said in words(shown(client, case(got.complaint), "2026-11-04"))
    with as_landlord(cast.landlord.id):
        looked_into(hazard, cast.by(cast.officer), moment("2026-11-04"))
        actions.close_hazard(hazard, "Made safe.", by=cast.by(cast.officer), at=moment("2026-11-04"))
    assert said not in words(shown(client, case(got.complaint), "2026-11-04"))


def test_points_letters_and_timeline(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        point = Point.objects.get(complaint=got.complaint, number=1)
        secret = FindingDraft("disagree", "x", "Not for the resident yet", "", "", "x")
        by, at = cast.by(cast.manager), moment("2026-11-06")
        actions.record_finding(got.complaint, point, 1, secret, by=by, at=at)
        actions.record_contact(
            got.complaint, on=at.date(), channel="phone", outgoing=True, who="The contractor",
            summary="Overheard by nobody", by=by, at=at,
        )  # fmt: skip
    client = let_in(got)
    page = shown(client, case(got.complaint), "2026-11-09")
    assert "Not for the resident yet" not in page and "Overheard by nobody" not in page
    assert "&lt;b&gt;broke&lt;/b&gt;" in page and 'dir="auto"' in page
    assert "Not answered yet" in page
    answered(cast, got.complaint)
    page = shown(client, case(got.complaint), "2026-11-17")
    assert "We agree with this point" in page and "We do not agree with this point" in page
    entries = re.findall(r'putright-timeline__title">(.*?)</h3>', page)
    assert entries[0] == "You told us what is wrong" and "We answered your complaint at stage 1" in entries
    assert "We worked on our answer to one of your points" not in entries
    assert page.index('<ol class="putright-timeline">') < page.index("putright-timeline__title")

    with as_landlord(cast.landlord.id):
        letter = Letter.objects.get(complaint=got.complaint, kind="stage1_response")
        html, pdf = contents(letter.html), contents(letter.pdf)
    opened = client.get(case(got.complaint, f"letters/{letter.id}/"))
    assert opened.content == html
    assert opened["Content-Type"].startswith("text/html")
    assert opened["Content-Disposition"].startswith("inline")
    taken = client.get(case(got.complaint, f"letters/{letter.id}/pdf/"))
    assert taken.content == pdf and pdf.startswith(b"%PDF")
    assert taken["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    for response in (opened, taken):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
    client.get(case(got.complaint, f"letters/{uuid4()}/"))
    with as_landlord(cast.landlord.id):
        looked = list(AccessEntry.objects.order_by("at", "id").values_list("what", flat=True))
    assert {"case", "letter", "letter_pdf"} <= set(looked)


def test_a_hundred_points_and_events_cost_no_more_statements(cast: Cast) -> None:
    few = received(cast, told=Told(words="One thing"))
    many = received(cast, told=Told(words="First", more_points=tuple(f"Thing {n}" for n in range(199))))
    with as_landlord(cast.landlord.id):
        for _ in range(200):
            note(
                landlord_id=cast.landlord.id,
                subject=("complaint", many.complaint.id),
                kind="contact.recorded",
                by=cast.by(cast.manager),
                at=moment("2026-11-05"),
                on=moment("2026-11-05").date(),
                facts={"channel": "phone", "outgoing": True},
                personal={"summary": "Called"},
            )
    counts = []
    for got in (few, many):
        client = let_in(got)
        with CaptureQueriesContext(connection) as caught:
            shown(client, case(got.complaint), "2026-11-06")
        counts.append(len(caught.captured_queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 14


# What residents can do


def test_stage_two_needs_no_reason(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    client = let_in(got)
    early = posted(client, case(got.complaint, "stage-2/"), "2026-11-06", points=["all"])
    assert early.url == case(got.complaint)
    assert "Ask for stage 2" not in shown(client, case(got.complaint), "2026-11-06")
    answered(cast, got.complaint)
    form = shown(client, case(got.complaint, "stage-2/"), "2026-11-17")
    # Words of another script keep their direction beside the page's.
    assert '<bdi dir="auto">' in form
    # Ticked beforehand: the point that was not agreed with.
    assert re.findall(r'name="points"[^>]*value="(\w+)" checked', form) == ["2"]
    none = posted(client, case(got.complaint, "stage-2/"), "2026-11-17", why="Still cold")
    assert "Select at least one point" in none.content.decode() and "Still cold" in none.content.decode()
    # What was typed is kept, error or not, and Back shows it.
    assert "Still cold" in shown(client, case(got.complaint, "stage-2/"), "2026-11-18")
    checked = posted(client, case(got.complaint, "stage-2/"), "2026-11-17", points=["all"])
    assert checked.url == case(got.complaint, "stage-2/check/")
    assert "All of it" in shown(client, checked.url, "2026-11-17")
    for _ in range(2):
        assert posted(client, checked.url, "2026-11-17").url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        stages = list(Stage.objects.filter(complaint=got.complaint).order_by("number"))
        asked = [
            one
            for one in timeline(cast.landlord.id, ("complaint", got.complaint.id))
            if one.kind.name == "complaint.escalated"
        ]
    assert [stage.number for stage in stages] == [1, 2] and stages[1].asked_on == moment("2026-11-17").date()
    assert [one.facts["points"] for one in asked] == [[]]
    page = words(shown(client, case(got.complaint), "2026-11-17"))
    assert "You asked for stage 2. By Tuesday 24 November 2026 we will log it" in page

    acknowledged(cast, got.complaint, "2026-11-18", stage=2)
    page = words(shown(client, case(got.complaint), "2026-11-18"))
    assert "Hetty Head, who was not involved before, is reviewing your complaint." in page
    answered(cast, got.complaint, "2026-11-25", stage=2)
    page = words(shown(client, case(got.complaint), "2026-11-25"))
    assert "We have given our final answer." in page
    assert "the Housing Ombudsman can look at it. It is free." in page


def test_words_for_stage_two_are_kept_for_whoever_reviews(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    client = let_in(got)
    typed = {"points": ["2"], "why": "ابھی تک ٹھنڈا ہے", "wanted_now": "A heater today"}
    posted(client, case(got.complaint, "stage-2/"), "2026-11-17", **typed)
    check = shown(client, case(got.complaint, "stage-2/check/"), "2026-11-17")
    assert "ابھی تک ٹھنڈا ہے" in check and "Dark hall" in check and "No heating" not in check
    posted(client, case(got.complaint, "stage-2/check/"), "2026-11-17")
    with as_landlord(cast.landlord.id):
        stage = Stage.objects.get(complaint=got.complaint, number=2)
    assert (stage.why, stage.wanted_now) == ("ابھی تک ٹھنڈا ہے", "A heater today")


def test_the_check_page_of_stage_two_wants_something_to_check(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    client = let_in(got)
    assert posted(client, case(got.complaint, "stage-2/check/"), "2026-11-17").url == case(
        got.complaint, "stage-2/"
    )


def test_a_promise_is_judged(cast: Cast) -> None:
    got = received(cast)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        promise = Promise.objects.get(complaint=got.complaint)
    client = let_in(got)
    address = case(got.complaint, f"promises/{promise.id}/")
    assert posted(client, address, "2026-11-18", kept="yes").url == case(got.complaint)
    assert "Late: promised by" in words(shown(client, case(got.complaint), "2026-11-23"))
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment("2026-11-19")
        actions.keep_promise(promise, on=at.date(), proof="Job 12", by=by, at=at)
        nothing_learned(got.complaint, by=by, at=at)
        actions.close(got.complaint, by=by, at=at)
    assert "Everything we promised is done." in shown(client, case(got.complaint), "2026-11-19")
    assert "Tell us if this was done" in shown(client, case(got.complaint), "2026-11-19")
    assert "Select yes if it was done" in posted(client, address, "2026-11-19").content.decode()
    assert posted(client, address, "2026-11-19", kept="no").url == case(got.complaint)
    with as_landlord(cast.landlord.id):
        again = Promise.objects.get(id=promise.id)
        reopened = Complaint.objects.get(id=got.complaint.id)
    assert again.done_on is None and again.resident_says == "not_kept"
    assert reopened.closed_on is None
    page = words(shown(client, case(got.complaint), "2026-11-19"))
    assert "We have opened this promise again." in page


def test_withdrawing_asks_once_and_stops_the_clocks(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    assert "Keep my complaint" in shown(client, case(got.complaint, "withdraw/"), "2026-11-04")
    for _ in range(2):
        gone = posted(client, case(got.complaint, "withdraw/"), "2026-11-04", reasons="It is mended")
        assert gone.url == case(got.complaint)
    page = words(shown(client, case(got.complaint), "2026-11-20"))
    assert "You withdrew your complaint." in page and "We are late" not in page
    assert "Withdraw your complaint" not in page
    with as_landlord(cast.landlord.id):
        mine = queries.with_facts(Complaint.objects.filter(landlord=cast.landlord)).get(id=got.complaint.id)
    assert queries.standing(mine, moment("2026-11-20").date()).next is None


def test_pages_that_inform_are_open_to_all(cast: Cast) -> None:
    for name in ("", "ombudsman/", "privacy/", "help/", "accessibility/", "cookies/", "find/", "complain/"):
        page = Client().get(f"/meadowbank/en/{name}").content.decode()
        assert page.count("<h1") == 1, name
        assert "0300 111 3000" in page, name
        assert "style=" not in page and "<script>" not in page, name


def test_dates_on_the_page_are_those_that_due_prints(cast: Cast) -> None:
    """Received on the last working day before Christmas: two bank holidays and a weekend lie between."""
    got = received(cast, "2026-12-24")
    client = let_in(got, "2026-12-24")
    page = words(shown(client, case(got.complaint), "2026-12-24"))
    due = queries.foreseen(got.complaint)[0].due
    assert dates.day(due) == "Tuesday 5 January 2027"
    assert "By Tuesday 5 January 2027 we will log it" in page
    assert "Christmas Day" in page and "New Year’s Day" in page
