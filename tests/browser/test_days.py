"""The day of each role, told in a browser: what they come for in the morning and have done by the evening.

The stories take turns in a phone's width and a desktop's, with scripts and without. Every page that they come to is
held to axe and to what `steps.Eyes` looks for, and no page may say anything on its console.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from putright.complaints import actions
from putright.complaints.homes.actions import import_homes
from putright.complaints.models import Complaint, Source
from putright.complaints.needs.actions import record_need
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.browser.days import (
    DESKTOP,
    PHONE,
    RESIDENT,
    Day,
    complained,
    day,
    days_ago,
    menu,
    quickly,
    sent_out,
    tab,
)
from tests.browser.steps import act, button, choose, enter_day, error, link, said
from tests.cast import Cast, make_cast
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

Begin = Callable[..., AbstractContextManager[Day]]


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """One service and one database for all the days; each story has cases of its own."""
    folder = tmp_path_factory.mktemp("days")
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, folder, {}) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def sessions() -> dict[str, str]:
    return {}


@pytest.fixture
def begin(site: Site, cast: Cast, browser: Browser, sessions: dict[str, str]) -> Begin:
    def one(name: str, size: tuple[int, int], *, script: bool = True) -> AbstractContextManager[Day]:
        return day(name, size, site, cast, browser, sessions, script=script)

    return one


def test_front_line_staff_write_down_whatever_reaches_them(begin: Begin, cast: Cast) -> None:
    with begin("front line", PHONE) as today:
        page = today.desk(cast.front_line)
        menu(page, "New complaint")
        today.look(page, "write down")
        # The caller rings off: two words and a name are enough, and a slip loses neither.
        page.get_by_label("What went wrong?").fill("No heating.\nIt is the third winter. I want to complain.")
        choose(page, "Phone", "They rang off before we were done")
        page.get_by_label("Full name").fill("Amira Khan")
        page.get_by_label("Email address").fill("amira at home")
        button(page, "Write down this complaint")
        error(page, "Enter an email address in the correct format, like name@example.com")
        today.look(page, "write down, refused")
        expect(page.get_by_label("What went wrong?")).to_have_value(
            "No heating.\nIt is the third winter. I want to complain."
        )
        expect(page.get_by_label("They rang off before we were done")).to_be_checked()
        page.get_by_label("Email address").fill("")
        button(page, "Write down this complaint")
        today.look(page, "written down")
        expect(page.locator(".staff-danger a")).to_have_count(2)
        link(page, "They rang off: call them back, and write the call down")
        today.look(page, "call back")
        choose(page, "Phone", "We did")
        page.get_by_label("Who was it with?").fill("Amira Khan")
        page.get_by_label("What was said?").fill("Called back. She has electric heaters for tonight.")
        button(page, "Save")
        today.look(page, "case, called back")
        expect(page.locator("main")).to_contain_text("She has electric heaters for tonight.")

        # Another caller asks for a repair, and is unhappy by the afternoon.
        menu(page, "New complaint")
        choose(page, "No", "Phone")
        page.get_by_label("What went wrong?").fill("The kitchen tap drips. Please send somebody.")
        page.get_by_label("Full name").fill("Bola Ade")
        enter_day(page, "When did it first reach us?", days_ago(2).date())
        button(page, "Record as a service request")
        expect(said(page)).to_have_text("The request is recorded. Give them its reference.")
        today.look(page, "request")
        link(page, "Write down the answer")
        today.look(page, "request, answer")
        page.get_by_label("What did you tell them?").fill(
            "A plumber comes on Tuesday. They can complain if not."
        )
        button(page, "Write down the answer")
        expect(said(page)).to_have_text("The answer is written down.")
        act(page, "Make this a complaint")
        today.look(page, "request, to complaint")
        page.get_by_label("What do they say is wrong now?").fill("Nobody came, and nobody called.")
        button(page, "Make it a complaint")
        today.look(page, "request, now a complaint")
    with as_landlord(cast.landlord.id):
        made = Complaint.objects.get(landlord=cast.landlord, name="Bola Ade")
        assert made.received_on == made.requested_on == days_ago(2).date()
        assert made.points.order_by("number")[0].told.startswith("The kitchen tap")
        assert Source.objects.filter(
            landlord=cast.landlord, complaint__name="Amira Khan", cut_short=True
        ).exists()


HOMES = (
    b"reference,line_1,line_2,town,postcode,service_area\n"
    b"MEA1,1 High Street,,Anytown,ZZ9 9ZZ,East\nMEA2,3 High Street,,Anytown,ZZ9 9ZZ,East\n"
)


def test_a_complaints_officer_sees_to_danger_first_and_gives_the_work_out(begin: Begin, cast: Cast) -> None:
    earlier = complained(cast, "Water drips through the bathroom ceiling.", days=3).complaint
    again = complained(cast, "Water drips from the ceiling, now through the light.", days=1).complaint
    others = [
        complained(cast, words, days=2, name="Bola Ade").complaint for words in ("Lift broken", "No heat")
    ]
    complained(cast, "Nobody swept the stairwell.", days=2, name="Greta Gone", email="gone@resident.example")
    with quickly(cast):
        import_homes(cast.landlord, BytesIO(HOMES), name="homes.csv", by=By.system(), at=days_ago(20))
        danger = {"danger": "yes", "what": ("wires",), "words": "It sparks.", "phone": "07700 900 461"}
        actions.open_hazard(cast.landlord, complaint=again, **danger, by=RESIDENT, at=days_ago(1))
        record_need(earlier, kind="notice_of_visits", by=RESIDENT, at=days_ago(3))
    sent_out(cast)
    with begin("officer", DESKTOP, script=False) as today:
        page = today.desk(cast.officer)
        today.look(page, "queue")
        expect(page.locator("main section").first).to_contain_text("Somebody may be in danger")
        page.locator(".staff-danger a").first.click()
        today.look(page, "danger")
        expect(page.locator("main")).to_contain_text("07700 900 461")

        # The same home, the same trouble: one answer, with the earlier dates.
        page.goto(today.case(again))
        tab(page, "Links")
        today.look(page, "links")
        link(page, re.compile("^Answer this complaint with it"))
        choose(page, "The same resident, or one household")
        page.get_by_label("Why?").fill("One leak, told of twice.")
        today.look(page, "join")
        button(page, "Answer them together")
        today.look(page, "joined")
        expect(said(page)).to_have_text("The complaint is answered with this one from now on.")
        link(page, "Say which home it is about")
        today.look(page, "home")
        choose(page, "1 High Street, Anytown, ZZ9 9ZZ")
        button(page, "It is about this home")
        today.look(page, "links, home matched")

        tab(page, "What they need")
        today.look(page, "needs")
        link(page, re.compile("^Decide"))
        choose(page, "Agreed")
        today.look(page, "need, decided")
        button(page, "Save")
        tab(page, "Case")
        today.look(page, "case, joined")
        expect(page.locator(".staff-danger")).to_contain_text("Somebody may be in danger")
        act(page, "Write down what we understand")
        page.get_by_label("Point 1 in our words").fill("Water comes through the bathroom ceiling.")
        page.get_by_label("Point 2 in our words").fill("It comes through the light.")
        button(page, "Save")
        act(page, "Acknowledge and log stage 1")
        today.look(page, "acknowledge")
        button(page, "Issue this letter and log stage 1")
        act(page, "Choose who answers stage 1")
        choose(page, "Martin Manager")
        button(page, "Save")
        expect(said(page)).to_have_text("Martin Manager answers stage 1.")

        # The rest goes to Mabel in one go.
        page.goto(today.at("staff/?show=unallocated"))
        for one in others:
            page.locator(f"input[value='{one.reference}']").check()
        button(page, "Give the ticked cases to somebody")
        today.look(page, "give out")
        choose(page, "Mabel Manager")
        button(page, "Give them")
        today.look(page, "given out")
        expect(said(page)).to_contain_text("Mabel Manager")

        menu(page, "Search")
        page.get_by_label("Words, name, postcode or reference").fill("stairwell")
        button(page, "Search")
        today.look(page, "search")
        expect(page.locator("main tbody tr")).to_have_count(1)
        page.locator("summary", has_text="Keep this search").click()
        page.get_by_label("Name of this search").fill("Stairwells")
        choose(page, "Tell me each morning of new cases that it finds")
        button(page, "Keep this search")
        expect(said(page)).to_have_text("The search is kept.")
        today.look(page, "search, kept")

        menu(page, "Cases")
        page.locator(".staff-waiting a", has_text="did not arrive").click()
        today.look(page, "did not arrive")
        link(page, re.compile("^Send it again"))
        today.look(page, "send again")
        page.get_by_label("To which address or number?").fill("greta@resident.example")
        button(page, "Send it again")
        expect(page.locator("main")).to_contain_text("Every message arrived, or somebody saw to it.")
    assert {today.fresh(one).handler_id for one in others} == {cast.other_manager.id}
    assert today.fresh(earlier).received_on == days_ago(3).date()
