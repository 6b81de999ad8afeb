"""Forms are counted once each and nobody with them; what was said to us is counted anew each day."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from putright.accounts.links import digest
from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.awareness.actions import begin_campaign, count_forms, count_heard, end_campaign
from putright.complaints.awareness.models import Ending
from putright.complaints.awareness.queries import first_month, forms_counted, open_forms, said_to_us
from putright.complaints.intake.actions import become_complaint, record_request
from putright.complaints.models import Draft, FormCount, Heard, ServiceRequest
from putright.complaints.tending import tend
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, moment
from tests.complaints.desk import at_desk

BEGUN = date(2026, 11, 3)
AT = moment(BEGUN)
OVER = AT + timedelta(days=29)
RESIDENT = By.resident()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def form(cast: Cast, number: int, *, language: str = "en", page: str = "", campaign: str = "") -> Draft:
    draft = actions.begin_draft(cast.landlord, digest(f"{number}"), language, at=AT, campaign=campaign)
    if page:
        actions.save_draft(draft, page, {"words": "Damp."})
    return draft


def sent(cast: Cast, draft: Draft) -> None:
    actions.raise_complaint(cast.landlord, Told(words="Damp."), by=RESIDENT, at=AT, draft=draft)


def counters() -> dict[tuple[str, str, str, str], int]:
    rows = FormCount.objects.values_list("language", "campaign", "ending", "page", "number")
    return {(language, campaign, ending, page): number for language, campaign, ending, page, number in rows}


def test_a_form_is_counted_once_when_it_is_sent_or_over_and_then_it_goes(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        begin_campaign(cast.landlord, "larch-lobby", "Poster", by=cast.by(cast.officer), at=AT)
        sent(cast, form(cast, 1, language="ur", page="language", campaign="larch-lobby"))
        form(cast, 2, page="what-went-wrong")
        form(cast, 3, page="what-went-wrong", campaign="nobody-knows-it")
        form(cast, 4)
        assert count_forms(cast.landlord.id, AT) == 1, "only what was sent"
        assert count_forms(cast.landlord.id, AT) == 0
        assert actions.remove_expired_drafts(cast.landlord.id, OVER) == 0, "nothing goes before it is counted"
        assert count_forms(cast.landlord.id, OVER) == 3
        assert count_forms(cast.landlord.id, OVER) == 0
        assert counters() == {
            ("ur", "larch-lobby", "sent", ""): 1,
            ("en", "", "left", "what-went-wrong"): 2,
            ("en", "", "left", ""): 1,
        }
        assert set(FormCount.objects.values_list("month", flat=True)) == {date(2026, 11, 1)}
        assert actions.remove_expired_drafts(cast.landlord.id, OVER) == 3
        counted = forms_counted(cast.landlord, BEGUN, open_forms(cast.landlord, AT))
        assert (counted.total.begun, counted.total.sent, counted.total.left) == (4, 1, 3)
        assert counted.left_at == [("what-went-wrong", 2), ("", 1)]
        assert counted.still_open == 0


def test_a_form_sent_as_a_request_counts_as_one_and_staffs_own_do_not_count(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        draft = form(cast, 1, page="language")
        request = ServiceRequest.objects.create(landlord=cast.landlord, reference="R1", received_on=BEGUN)
        Draft.objects.filter(id=draft.id).update(request=request)
        Draft.objects.filter(id=form(cast, 2).id).update(begun_by=cast.officer)
        actions.begin_draft(cast.landlord, digest("stage 2"), "en", at=AT, counts=False)
        assert count_forms(cast.landlord.id, OVER) == 1
        assert counters() == {("en", "", "requested", ""): 1}


def test_no_counter_is_of_one_form_nor_knows_a_day(cast: Cast) -> None:
    fields = {field.name for field in FormCount._meta.get_fields()}
    assert fields == {"id", "landlord", "month", "language", "campaign", "ending", "page", "number"}


def test_a_count_that_breaks_off_is_made_again(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        form(cast, 1)
        with pytest.raises(RuntimeError), transaction.atomic():
            count_forms(cast.landlord.id, OVER)
            raise RuntimeError
        assert counters() == {}
        assert count_forms(cast.landlord.id, OVER) == 1


def test_a_campaign_is_counted_while_it_runs_and_its_address_leads_on_for_ever(
    client: Client, cast: Cast
) -> None:
    officer = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        campaign = begin_campaign(cast.landlord, "larch-lobby", "Poster", by=officer, at=AT)
        for code, refused in (
            ("larch-lobby", "campaign_code_used"),
            ("Larch", "campaign_code_wrong"),
            ("-ab", "campaign_code_wrong"),
            ("a" * 25, "campaign_code_wrong"),
        ):
            with pytest.raises(Refused) as error:
                begin_campaign(cast.landlord, code, "Poster", by=officer, at=AT)
            assert error.value.code == refused
        assert form(cast, 1, campaign="larch-lobby").campaign == "larch-lobby"
        end_campaign(campaign, by=officer, at=AT)
        end_campaign(campaign, by=officer, at=AT)
        assert form(cast, 2, campaign="larch-lobby").campaign == ""
        assert not verify([cast.landlord.id]).problems
    for typed, tail in (
        ("larch-lobby", "?from=larch-lobby"),
        ("LARCH-lobby", "?from=larch-lobby"),
        ("<b>", ""),
    ):
        response = client.get(f"/{cast.landlord.code}/en/from/{typed}/")
        assert response.status_code == 302
        assert response["Location"].endswith(f"/en/complain/{tail}")


def test_the_form_that_begins_there_keeps_the_code_and_no_cookie_does(client: Client, cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        begin_campaign(cast.landlord, "larch-lobby", "Poster", by=cast.by(cast.officer), at=AT)
    page = client.get(f"/{cast.landlord.code}/en/from/larch-lobby/", follow=True)
    assert not [name for name, one in client.cookies.items() if "larch" in one.value]
    client.post(page.redirect_chain[-1][0])
    with as_landlord(cast.landlord.id):
        assert Draft.objects.get().campaign == "larch-lobby"


def test_what_was_said_is_counted_once_a_day_and_heals(cast: Cast) -> None:
    officer = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        for words in ("Damp.", "Mould.", "Noise."):
            actions.raise_complaint(cast.landlord, Told(words=words), by=RESIDENT, at=AT)
        requests = [
            record_request(cast.landlord, Told(words=words), channel="phone", by=officer, at=AT)
            for words in ("The tap drips.", "Nobody came, this is a disgrace.", "Still waiting, fed up.")
        ]
        ServiceRequest.objects.filter(id=requests[1].id).update(unhappy_words=["disgrace"])
        become_complaint(requests[2], by=officer, at=AT)
        count_heard(cast.landlord.id, AT)
        said = said_to_us(cast.landlord, BEGUN)
        month = said.months[0]
        assert (said.counted_on, month.first) == (BEGUN, date(2026, 11, 1))
        assert month.numbers["complaints"] == 4 and month.numbers["complaints_web"] == 3
        assert month.numbers["requests"] == 3 and month.numbers["grown"] == 1
        # Four complaints, and the one request with unhappy words that became none.
        assert (month.said, month.share) == (5, 80)
        assert len(said.months) == 13 and said.months[-1].first == first_month(BEGUN) == date(2025, 11, 1)
        assert said.months[1].share is None, "nothing was said in October"
        actions.raise_complaint(cast.landlord, Told(words="Cold."), by=RESIDENT, at=AT)
        assert count_heard(cast.landlord.id, AT) == 0, "once a day"
        count_heard(cast.landlord.id, AT + timedelta(days=1))
        assert said_to_us(cast.landlord, BEGUN).months[0].numbers["complaints"] == 5


def test_the_page_shows_small_numbers_to_nobody_and_fear_to_the_member_alone(db: None) -> None:
    cast = make_cast()
    with as_landlord(cast.landlord.id):
        for number in range(7):
            form(cast, number, page="what-went-wrong", language="en" if number < 6 else "pa")
        count_forms(cast.landlord.id, OVER)
        count_heard(cast.landlord.id, AT)
    pages = []
    for person in (cast.member, cast.officer):
        with at_desk(person, "2026-11-03") as browser:
            pages.append(browser.get(f"/{cast.landlord.code}/en/staff/awareness/").content.decode())
    member, officer = pages
    assert "Punjabi" in officer and "fewer than 5" in officer
    assert "Worried about complaining" in member and "Worried about complaining" not in officer
    assert "Reprisals reported" in member and "Reprisals reported" not in officer


def test_two_workers_and_a_week_off_count_each_form_once(own_database: str) -> None:
    cast = make_cast()
    with as_landlord(cast.landlord.id):
        for number in range(40):
            form(cast, number, page="danger")

    def work() -> None:
        try:
            tend(cast.landlord.id, OVER + timedelta(days=7))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    with as_landlord(cast.landlord.id):
        assert Counter(FormCount.objects.values_list("ending", flat=True)) == {Ending.LEFT: 1}
        assert FormCount.objects.get().number == 40
        assert not Draft.objects.exists()
        assert Heard.objects.values("counted_on").distinct().count() == 1


def test_counting_takes_the_same_statements_for_one_form_and_for_many(cast: Cast) -> None:
    taken = []
    with as_landlord(cast.landlord.id):
        for many in (1, 30):
            for number in range(many):
                form(cast, 1000 * many + number, page="danger")
            with CaptureQueriesContext(connection) as said:
                count_forms(cast.landlord.id, OVER)
            taken.append(len(said))
    assert taken[0] == taken[1]
