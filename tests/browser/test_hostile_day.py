"""One complaint on a day on which everything goes wrong, told on a telephone without JavaScript.

Whoever handles it is away, and somebody covers. More time is refused where it comes too late or goes too far, and the
resident does not agree to what is left of it. Her letter comes back. One of her files is no picture, another has a
virus. Somebody she complains of must not open the case any more, wherever they try. A promise that we say is kept was
not, and opens the closed case again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from putright.complaints import actions
from putright.complaints.actions import Received
from putright.complaints.models import Complaint
from putright.complaints.views.staff import LOOKED_UP, TABS
from putright.complaints.worklist.actions import note_absence
from putright.record import verify
from putright.rules.calendar import Calendar
from tests.browser.days import NO_SCANNER, PHONE, Day, checked, day, found, logged, menu, quickly, tab
from tests.browser.steps import act, button, choose, enter_day, error, in_words, link, said
from tests.cast import Cast, make_cast, nothing_learned
from tests.complaints.evidence_files import jpeg
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

ENGLAND = Calendar.england()
WORDS = "The boiler has been broken since 2 October. Mabel Manager laughed at me."
# Ours, which the letter says: it names nobody who is complained of.
POINT = "The boiler has not worked since 2 October, and a manager laughed about it."


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, folder, {"PUTRIGHT_CLAMAV": NO_SCANNER}) as site,
        # Acts in this process write the letters that the service would write.
        override_settings(ORIGIN=site.url),
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    return make_cast()


def days_since_logged(today: date) -> int:
    """How many days ago a case was logged whose answer is due today or on the next working day."""
    return max(days for days in range(8, 40) if ENGLAND.add(today - timedelta(days=days), 10) >= today)


def test_a_hostile_day(site: Site, cast: Cast, browser: Browser) -> None:
    on = timezone.localdate()
    days = days_since_logged(on) + 1
    mabel = {"handler": cast.other_manager}
    post = {"contact_ways": ("post",), "email": "", "documents_by": "post"}
    received = logged(cast, WORDS, POINT, days=days, **mabel, **post)
    late = logged(cast, "The gate has been broken since 2 May.", days=days + 5, name="Lena Late", **mabel)
    complaint = received.complaint
    with quickly(cast):
        away = {"from_on": on, "until_on": on + timedelta(days=5), "cover": cast.manager}
        note_absence(cast.landlord, cast.other_manager, **away, by=cast.by(cast.leader), at=timezone.now())
    with day("hostile", PHONE, site, cast, browser, {}, script=False) as today:
        manager, officer = today.desk(cast.manager), today.desk(cast.officer)
        is_covered(today, manager, officer, [complaint, late.complaint])
        is_refused_more_time(today, manager, complaint, late.complaint, on)
        resident = today.visitor()
        resident.goto(today.at(f"link/{received.link_token}/"))
        does_not_agree(today, resident, manager)
        gets_no_letter(today, manager, complaint)
        sends_wrong_files(today, resident, received)
        is_closed_to_whom_it_names(today, officer, complaint)
        is_promised_and_closed(cast, complaint, on)
        was_not_done(today, resident, manager, complaint)
    report = verify.verify_landlord(cast.landlord.id)
    assert not report.problems, report.problems


def is_covered(today: Day, manager: Page, officer: Page, cases: list[Complaint]) -> None:
    """Whoever covers sees the cases among their own; what has to be answered meanwhile is given to them."""
    today.look(manager, "queue of whoever covers")
    expect(manager.locator("main tbody tr")).to_have_count(2)
    for complaint in cases:
        manager.goto(today.case(complaint))
        assert not manager.get_by_role("link", name="Take more time").count()
        officer.goto(today.case(complaint))
        act(officer, "Change who answers stage 1")
        if complaint is cases[0]:
            today.look(officer, "who answers")
            expect(officer.locator("main form")).to_contain_text("away until")
        choose(officer, "Martin Manager")
        button(officer, "Save")


def is_refused_more_time(today: Day, page: Page, complaint: Complaint, late: Complaint, on: date) -> None:
    """Too late for one, too far for the other, and what was typed is still there."""
    page.goto(today.case(late))
    today.look(page, "late")
    assert not page.get_by_role("link", name="Take more time").count()
    page.goto(today.case(late, "extend/1/"))
    enter_day(page, "New date", on + timedelta(days=5))
    page.get_by_label("Why we need more time").fill("The smith is ill.")
    button(page, "Read the letter")
    expect(page.locator(".govuk-error-summary__list li")).to_contain_text("More time had to be told by")
    today.look(page, "more time, too late")

    page.goto(today.case(complaint))
    act(page, "Take more time")
    too_far = on + timedelta(days=90)
    enter_day(page, "New date", too_far)
    page.get_by_label("Why we need more time").fill("The maker has to come.")
    button(page, "Read the letter")
    refused = page.locator(".govuk-error-summary__list li")
    expect(refused).to_contain_text(f"{in_words(too_far)} is past the latest new date")
    expect(refused).to_contain_text("a senior manager’s approval")
    expect(page.get_by_label("Why we need more time")).to_have_value("The maker has to come.")
    today.look(page, "more time, too far")
    enter_day(page, "New date", ENGLAND.add(on, 5))
    button(page, "Read the letter")
    button(page, "Issue this letter and take more time")
    expect(said(page)).to_have_text("More time is taken. The letter is issued.")


def does_not_agree(today: Day, resident: Page, manager: Page) -> None:
    today.look(resident, "more time")
    link(resident, "Tell us what you think of the new date")
    choose(resident, "I do not agree")
    resident.get_by_label("Is the new date a problem for you? (optional)").fill("It is cold now.")
    today.look(resident, "does not agree")
    button(resident, "Send my answer")
    expect(said(resident)).to_have_text(
        "Thank you for telling us. We will answer you by the next working day."
    )

    manager.goto(today.at("staff/"))
    manager.locator(".staff-waiting a", has_text="disputed").click()
    today.look(manager, "to follow up")
    manager.locator("main li a").first.click()
    today.look(manager, "answer her")
    manager.get_by_label("What did you tell the resident?").fill("Two heaters come this evening.")
    button(manager, "Save")
    resident.reload()
    expect(resident.locator("main")).to_contain_text("Two heaters come this evening.")
    today.look(resident, "reads the answer")


def gets_no_letter(today: Day, page: Page, complaint: Complaint) -> None:
    """A letter is posted by hand and comes back; somebody says how she was told instead."""
    menu(page, "Messages")
    today.look(page, "letters to post")
    page.get_by_role("button", name=re.compile("^Posted")).first.click()
    page.goto(today.case(complaint, "messages/"))
    link(page, re.compile("^It came back"))
    today.look(page, "came back")
    page.get_by_label("Why did it come back?").fill("Gone away")
    button(page, "It came back")
    today.look(page, "did not arrive")
    link(page, re.compile("^Say what was done instead"))
    page.get_by_label("What was done?").fill("Called her: the number of the house was wrong.")
    button(page, "Write it down")
    expect(page.locator("main")).to_contain_text("Every message arrived, or somebody saw to it.")


def sends_wrong_files(today: Day, page: Page, received: Received) -> None:
    page.goto(today.at(f"your-complaint/{received.complaint.reference}/files/"))
    files = page.get_by_label("Choose up to 10 files")
    program = {"name": "boiler.jpg", "mimeType": "image/jpeg", "buffer": b"MZ\x90\x00 a program"}
    files.set_input_files(program)  # type: ignore[arg-type]
    button(page, "Add these files")
    error(page, "The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3")
    today.look(page, "file of a wrong kind")
    files.set_input_files({**program, "buffer": jpeg()})  # type: ignore[arg-type]
    button(page, "Add these files")
    checked(today.cast, virus="Eicar")
    page.reload()
    today.look(page, "file with a virus")
    expect(page.locator("main")).to_contain_text(
        "This file contains a virus, so nobody can open it. Send us another one, or call us."
    )


def is_closed_to_whom_it_names(today: Day, officer: Page, complaint: Complaint) -> None:
    """Not one page of the case is found any more by whom it is about, nor any trace of it in a list."""
    named = today.desk(today.cast.other_manager)
    named.goto(today.case(complaint))
    expect(named.locator("h1")).to_contain_text("Amira Khan")

    officer.goto(today.case(complaint))
    tab(officer, "People")
    today.look(officer, "people")
    button(officer, "Somebody must not open this case")
    officer.get_by_label("Person").select_option("Mabel Manager")
    choose(officer, "The complaint is about them")
    officer.get_by_label("Why?").fill("She says that Mabel laughed at her on the telephone.")
    today.look(officer, "must not open")
    button(officer, "Save")
    today.look(officer, "restricted")

    tabs = officer.locator(".staff-tabs a").evaluate_all("all => all.map(one => one.href)")
    assert len(tabs) == len([*TABS, *LOOKED_UP])
    whole = [*tabs, today.case(complaint, "stage/1/points/1/"), today.case(complaint, "allocate/1/")]
    answers = {address: named.request.get(address).status for address in whole}
    assert set(answers.values()) == {404}, answers
    for lists in ("staff/?show=all", "staff/search/?q=boiler", f"staff/search/?q={complaint.reference}"):
        named.goto(today.at(lists))
        assert not named.get_by_text("Amira Khan").count(), lists


def is_promised_and_closed(cast: Cast, complaint: Complaint, on: date) -> None:
    found(cast, complaint, 1, cast.manager)
    by, at = cast.by(cast.manager), timezone.now()
    with quickly(cast):
        due = on + timedelta(days=9)
        actions.plan_promise(
            complaint, 1, action="fit the part", due_on=due, owner=cast.manager, by=by, at=at
        )
        actions.answer(complaint, 1, by=by, at=at)
        actions.keep_promise(complaint.promises.get(), on=on, proof="The fitter says so.", by=by, at=at)
        nothing_learned(complaint, by=by, at=at)
        actions.close(complaint, by=cast.by(cast.officer), at=at)


def was_not_done(today: Day, resident: Page, manager: Page, complaint: Complaint) -> None:
    resident.goto(today.at(f"your-complaint/{complaint.reference}/"))
    today.look(resident, "closed")
    link(resident, "Tell us if this was done: fit the part")
    choose(resident, "No, or not all of it")
    today.look(resident, "was it done")
    button(resident, "Send my answer")
    today.look(resident, "open again")
    assert today.fresh(complaint).state != "closed_after_stage1"

    manager.goto(today.at("staff/"))
    manager.locator(".staff-waiting a", has_text="open again").click()
    today.look(manager, "follow up, open again")
    expect(manager.locator("main")).to_contain_text("Amira Khan")
    manager.goto(today.case(complaint))
    today.look(manager, "case, open again")
    expect(manager.locator("main")).to_contain_text("The resident says it was not kept")
