"""One complaint's whole way in a browser, and what can go wrong on it.

The story is told in a phone's width and a desktop's, with JavaScript and without. The days are those of the run,
whatever day that is: what is expected of them comes from the calendar of `rules`, never from the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from putright.accounts import second_factor
from putright.accounts.models import Person
from putright.complaints.models import Complaint, Hazard, Stage
from putright.record import verify
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar
from putright.ui import dates
from tests.browser.steps import (
    DEMO_SECRET,
    PASSWORD,
    SECOND,
    THIRD,
    WORDS,
    Eyes,
    act,
    begin,
    button,
    case_of,
    choose,
    enter_day,
    error,
    fill_in,
    focus_on_errors,
    in_words,
    link,
    promised,
    said,
    sign_in,
    slug,
    steps_to,
)
from tests.cast import Cast, make_cast
from tests.serving import Site, database_of_its_own, served

pytestmark = pytest.mark.browser

ENGLAND = Calendar.england()


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: Any,
    test_server: Any,
    built_assets: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """One service and one database for all that follows; each test makes complaints of its own."""
    folder = tmp_path_factory.mktemp("journey")
    # Urdu is a draft until its translation is reviewed.
    environment = {"PUTRIGHT_DRAFT_LANGUAGES": "1"}
    with (
        database_of_its_own(test_server, django_db_blocker) as name,
        served(name, test_server, folder, environment) as site,
    ):
        yield site


@pytest.fixture(scope="module")
def cast(site: Site) -> Cast:
    people = make_cast()
    # More forms begin here in an hour than a library begins: what stops a machine is tried elsewhere.
    people.landlord.policy = {"hourly_from_address": ["begin:600"]}
    people.landlord.save(update_fields=["policy"])
    for person in (people.officer, people.manager, people.head):
        second_factor.provision(person, password=PASSWORD, demo_secret=DEMO_SECRET)
    return people


@dataclass
class Desks:
    """Who is signed in. Everybody signs in once, through the pages; later browsers take up the session."""

    browser: Browser
    site: Site
    sessions: dict[str, Any]

    def at(self, person: Person, eyes: Eyes) -> Page:
        if person.email not in self.sessions:
            context = eyes.context(self.browser)
            page = context.new_page()
            sign_in(page, self.site.url, person, eyes)
            self.sessions[person.email] = context.storage_state()
            return page
        return eyes.context(self.browser, storage_state=self.sessions[person.email]).new_page()


@pytest.fixture(scope="module")
def desks(browser: Browser, site: Site) -> Desks:
    return Desks(browser, site, {})


PHONE, DESKTOP = (360, 740), (1280, 900)


def eyes(size: tuple[int, int], script: bool, *, axe: bool = True) -> Eyes:
    name = ("phone" if size == PHONE else "desktop") + ("" if script else " without JavaScript")
    return Eyes(*size, script=script, axe=axe, name=name)


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator[Callable[[Eyes], Page]]:
    """Opens a browser of somebody who was never here; closed at the end."""
    opened = []

    def open_one(seen: Eyes) -> Page:
        opened.append(seen.context(browser))
        return opened[-1].new_page()

    yield open_one
    for context in opened:
        context.close()


def complaint_of(cast: Cast, reference: str) -> Complaint:
    with as_landlord(cast.landlord.id):
        return Complaint.objects.get(landlord=cast.landlord, reference=reference)


def stage_of(cast: Cast, reference: str, number: int) -> Stage:
    with as_landlord(cast.landlord.id):
        return Stage.objects.get(landlord=cast.landlord, complaint__reference=reference, number=number)


def how_many(cast: Cast) -> int:
    with as_landlord(cast.landlord.id):
        return Complaint.objects.filter(landlord=cast.landlord).count()


def private_link(cast: Cast, reference: str) -> str:
    """The link as it stands in the message that waits in the outbox."""
    with as_landlord(cast.landlord.id):
        texts = Message.objects.filter(landlord_id=cast.landlord.id).values_list("text", flat=True)
        spoken = f"{reference[:4]} {reference[4:]}"
        text = next(one for one in texts if spoken in one and "/link/" in one)
    found = re.search(r"http\S+/link/\S+", text)
    assert found
    return found[0]


def reference_on(page: Page) -> str:
    return page.locator(".govuk-panel .putright-reference").inner_text().replace(" ", "")


# The whole way


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_complaint_from_the_form_to_its_end(
    size: tuple[int, int],
    script: bool,
    site: Site,
    cast: Cast,
    desks: Desks,
    visitor: Callable[[Eyes], Page],
) -> None:
    seen = eyes(size, script, axe=script)
    resident = visitor(seen)
    reference = complains(resident, site, cast, seen)
    resident = follows_the_private_link(visitor(seen), cast, reference, seen)

    officer = desks.at(cast.officer, seen)
    logs_stage_1(officer, site, cast, reference, seen)
    sees_who_is_looking_into_it(resident, cast, reference, seen)

    manager = desks.at(cast.manager, seen)
    writes_down_a_contact(manager, site, reference, seen)
    cannot_answer_yet(manager, site, reference, seen)
    answers_every_point(manager, site, reference, 1, seen)
    plans_a_promise(manager, site, reference, seen)
    takes_more_time(manager, site, cast, reference, seen)
    resident.reload()
    sees_the_new_date(resident, cast, reference, seen)
    issues_the_answer(manager, site, reference, 1, seen)

    reads_the_letter(resident, "This is our stage 1 answer", seen)
    asks_for_stage_2(resident, cast, reference, seen)

    logs_stage_2(officer, site, cast, reference, seen)
    head = desks.at(cast.head, seen)
    answers_every_point(head, site, reference, 2, seen)
    issues_the_answer(head, site, reference, 2, seen)
    reads_the_letter(resident, "final response", seen)

    keeps_the_promise(manager, site, reference, seen)
    confirms_the_promise(resident, seen)
    closes_the_case(officer, site, reference, seen)
    reads_that_it_is_closed(resident, seen)

    report = verify.verify_landlord(cast.landlord.id)
    assert not report.problems, report.problems
    for page in (officer, manager, head):
        page.context.close()


def complains(page: Page, site: Site, cast: Cast, seen: Eyes) -> str:
    page.goto(f"{site.url}/meadowbank/en/")
    seen.look(page, "landlord")
    button(page, "Make a complaint")
    seen.look(page, "begin")
    button(page, "Start now")
    fill_in(page, eyes=seen)
    seen.look(page, "check")
    answers = page.locator("main")
    for typed in ("nobody came", SECOND, THIRD, "Do the work", "Amira Khan", "1 High Street"):
        expect(answers).to_contain_text(typed)
    button(page, "Send your complaint")
    seen.look(page, "sent")
    reference = reference_on(page)
    received = complaint_of(cast, reference).received_on
    log_by = ENGLAND.add(received, 5)
    answer_by = ENGLAND.add(log_by, 10)
    assert promised(page) == [in_words(log_by), in_words(answer_by)]
    explained_from(steps_to(page), received, 5)
    assert in_words(log_by) in steps_to(page, 1)
    expect(page.locator("main")).to_contain_text(re.compile(r"[a-z]+-[a-z]+-[a-z]+-[a-z]+-\d\d"))
    return reference


def explained_from(text: str, day: date, days: int) -> None:
    """The explanation names day 0, each working day that was counted, and why others were not."""
    counted = ENGLAND.counted(day, days)
    assert in_words(day) in text and "day 0" in text
    assert dates.days(counted) in text
    assert in_words(counted[-1]) in text
    holidays = [why for _day, why in ENGLAND.skipped(day, counted[-1]) if why not in {"saturday", "sunday"}]
    assert ("bank holidays" in text) if not holidays else ("Not counted" in text), text


def follows_the_private_link(page: Page, cast: Cast, reference: str, seen: Eyes) -> Page:
    """On another device. The link's secret does not stay in the address."""
    page.goto(private_link(cast, reference))
    assert page.url.endswith(f"/meadowbank/en/your-complaint/{reference}/")
    seen.look(page, "case, received")
    log_by = ENGLAND.add(complaint_of(cast, reference).received_on, 5)
    expect(page.locator("main")).to_contain_text(
        f"We have your complaint. By {in_words(log_by)} we will log it and check we have understood it."
    )
    assert promised(page) == [in_words(log_by)]
    return page


POINTS = (
    "The heating and hot water did not work from 2 October.",
    "Nobody called back on 5 and 9 October.",
    "The light in the stairwell does not work.",
)


def logs_stage_1(page: Page, site: Site, cast: Cast, reference: str, seen: Eyes) -> None:
    page.goto(f"{site.url}/meadowbank/en/staff/")
    seen.look(page, "queue")
    link(page, f"{reference[:4]} {reference[4:]}")
    seen.look(page, "staff case, received")
    act(page, "Write down what we understand")
    seen.look(page, "define")
    for number, words in enumerate(POINTS, start=1):
        page.get_by_label(f"Point {number} in our words").fill(words)
    page.get_by_label("What the resident wants to happen").fill("A working boiler, and an apology.")
    button(page, "Save")
    expect(said(page)).to_have_text("What we understand is saved.")
    act(page, "Acknowledge and log stage 1")
    seen.look(page, "acknowledge")
    for words in POINTS:
        expect(page.locator(".staff-letter")).to_contain_text(words)
    button(page, "Issue this letter and log stage 1")
    acknowledged = stage_of(cast, reference, 1).acknowledged_on
    assert acknowledged
    expect(page.locator(".staff-next__day")).to_have_text(in_words(ENGLAND.add(acknowledged, 10)))
    act(page, "Choose who answers stage 1")
    seen.look(page, "allocate")
    choose(page, "Martin Manager")
    button(page, "Save")
    expect(said(page)).to_have_text("Martin Manager answers stage 1.")
    seen.look(page, "staff case, acknowledged")


def sees_who_is_looking_into_it(page: Page, cast: Cast, reference: str, seen: Eyes) -> None:
    page.reload()
    acknowledged = stage_of(cast, reference, 1).acknowledged_on
    assert acknowledged
    answer_by = in_words(ENGLAND.add(acknowledged, 10))
    expect(page.locator("main")).to_contain_text(
        f"Martin Manager is looking into your complaint. We will answer by {answer_by}."
    )
    assert promised(page) == [answer_by]
    explained_from(steps_to(page), acknowledged, 10)
    seen.look(page, "case, acknowledged")


def writes_down_a_contact(page: Page, site: Site, reference: str, seen: Eyes) -> None:
    case_of(page, site.url, reference)
    act(page, "Write down a contact")
    seen.look(page, "contact")
    page.get_by_label("What was said?").fill("Rang to hear what happened. She has two small children.")
    button(page, "Save")
    # One sentence for each answer that is missing, and what was typed is still there.
    expect(page.locator(".govuk-error-summary__list li")).to_have_text(
        ["Select how the contact was made", "Select who began the contact"]
    )
    seen.look(page, "contact, refused")
    expect(page.get_by_label("What was said?")).to_have_value(re.compile("two small children"))
    choose(page, "Phone", "We did")
    button(page, "Save")
    expect(page.locator("main")).to_contain_text("She has two small children.")


def cannot_answer_yet(page: Page, site: Site, reference: str, seen: Eyes) -> None:
    """Half an answer is kept, and what is missing is said in one sentence."""
    act(page, "Write the answer to point 1")
    seen.look(page, "finding")
    choose(page, "We agree")
    page.get_by_label("What we found out").fill("The part was ordered on 4 October and never fitted.")
    button(page, "Save")
    act(page, "Issue the stage 1 answer")
    seen.look(page, "answer, too early")
    expect(page.locator("main .govuk-inset-text p")).to_have_text(
        ["No finding yet for point 2 and 3. Give one for each."]
    )
    assert not page.get_by_role("button", name="Issue this answer").count()
    link(page, "Point 1")
    expect(page.get_by_label("What we found out")).to_have_value(re.compile("never fitted"))
    expect(page.get_by_label("We agree", exact=True)).to_be_checked()


FINDINGS = (
    (
        "We agree",
        "We should have fitted the part within a day.",
        "We did not fix your boiler. I am sorry.",
        "",
    ),
    (
        "We agree in part",
        "One call was made, the other was not.",
        "We did not call you back. I am sorry.",
        "",
    ),
    ("We do not agree", "The council owns the light.", "", "The council mends this light. We told it."),
)


def answers_every_point(page: Page, site: Site, reference: str, stage: int, seen: Eyes) -> None:
    page.goto(f"{site.url}/meadowbank/en/staff/complaints/{reference}/stage/{stage}/points/1/")
    for number, (finding, reasons, remedy, nothing) in enumerate(FINDINGS, start=1):
        expect(page.locator("h1")).to_have_text(f"Stage {stage}: answer to point {number}")
        choose(page, finding)
        page.get_by_label("What we found out").fill("We read the job sheets and listened to the calls.")
        page.get_by_label("Why we say so").fill(reasons)
        page.get_by_label("How we put it right").fill(remedy)
        page.get_by_label("Or why there is nothing to put right").fill(nothing)
        if number == 1:
            seen.look(page, f"finding, stage {stage}")
        button(page, "Save and go to the next point" if number < len(FINDINGS) else "Save")
    expect(said(page)).to_have_text(f"The answer to point {len(FINDINGS)} is saved.")
    seen.look(page, f"staff case, stage {stage} found")


PROMISE = "fit the new part and show you how to set the timer"


def plans_a_promise(page: Page, site: Site, reference: str, seen: Eyes) -> None:
    link(page, "Plan what we will promise")
    seen.look(page, "promises")
    page.get_by_label("What will we do?").fill(PROMISE)
    # Later than any answer, so that the next thing due is always the answer.
    enter_day(page, "By when?", date.today() + timedelta(days=90))
    page.get_by_label("Who sees to it?").select_option("Martin Manager")
    button(page, "Save")
    expect(said(page)).to_have_text("It is planned. The answer will promise it.")


def takes_more_time(page: Page, site: Site, cast: Cast, reference: str, seen: Eyes) -> None:
    acknowledged = stage_of(cast, reference, 1).acknowledged_on
    assert acknowledged
    due = ENGLAND.add(acknowledged, 10)
    latest = ENGLAND.add(due, 10)
    why = "The maker of the boiler has to come and look at it."
    act(page, "Take more time")
    seen.look(page, "extend")
    for day in (due, latest):
        expect(page.locator("main")).to_contain_text(in_words(day))
    enter_day(page, "New date", latest + timedelta(days=1))
    page.get_by_label("Why we need more time").fill(why)
    button(page, "Read the letter")
    expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
    expect(page.locator(".govuk-error-summary__list li")).to_contain_text(in_words(latest))
    expect(page.get_by_label("Why we need more time")).to_have_value(why)
    seen.look(page, "extend, past the latest date")
    enter_day(page, "New date", latest)
    button(page, "Read the letter")
    seen.look(page, "extend, letter")
    letter = page.locator(".staff-letter")
    for words in (why, in_words(latest), "Housing Ombudsman"):
        expect(letter).to_contain_text(words)
    button(page, "Issue this letter and take more time")
    expect(page.locator(".staff-next__day")).to_have_text(in_words(latest))
    assert not page.get_by_role("link", name="Take more time").count()


def sees_the_new_date(page: Page, cast: Cast, reference: str, seen: Eyes) -> None:
    acknowledged = stage_of(cast, reference, 1).acknowledged_on
    assert acknowledged
    latest = in_words(ENGLAND.add(acknowledged, 20))
    expect(page.locator("main")).to_contain_text(f"We need more time. Our new date is {latest}.")
    expect(page.locator("main")).to_contain_text("The maker of the boiler has to come and look at it.")
    assert promised(page) == [latest]
    seen.look(page, "case, more time")


def issues_the_answer(page: Page, site: Site, reference: str, stage: int, seen: Eyes) -> None:
    act(page, "Issue the final answer" if stage > 1 else "Issue the stage 1 answer")
    seen.look(page, f"answer, stage {stage}")
    letter = page.locator(".staff-letter")
    for _finding, reasons, _remedy, _nothing in FINDINGS:
        expect(letter).to_contain_text(reasons)
    button(page, "Issue this final answer" if stage > 1 else "Issue this answer")
    seen.look(page, f"staff case, stage {stage} answered")


def reads_the_letter(page: Page, says: str, seen: Eyes) -> None:
    page.reload()
    seen.look(page, f"case, {says}")
    link(page, "Read our answer")
    seen.look(page, f"letter, {says}")
    letter = page.locator("main")
    for words in (says, "Housing Ombudsman", *(reasons for _, reasons, _, _ in FINDINGS)):
        expect(letter).to_contain_text(words)
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Download as PDF")).first.click()
    written = Path(download.value.path()).read_bytes()
    assert written.startswith(b"%PDF")
    document = PdfReader(BytesIO(written))
    root: Any = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and str(root["/Lang"]).startswith("en")
    text = " ".join(" ".join(one.extract_text().split()) for one in document.pages)
    assert "Housing Ombudsman" in text and FINDINGS[0][1] in text


def asks_for_stage_2(page: Page, cast: Cast, reference: str, seen: Eyes) -> None:
    button(page, "Ask for stage 2")
    seen.look(page, "stage 2")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_label("Why? (optional)").fill("The letter does not say who comes.")
    button(page, "Continue")
    error(page, "Select at least one point, or choose ‘All of it’")
    expect(page.get_by_label("Why? (optional)")).to_have_value("The letter does not say who comes.")
    seen.look(page, "stage 2, refused")
    choose(page, "All of it")
    page.get_by_label("Why? (optional)").fill("")
    button(page, "Continue")
    seen.look(page, "stage 2, check")
    button(page, "Ask for stage 2")
    seen.look(page, "case, stage 2 asked")
    asked = stage_of(cast, reference, 2).asked_on
    log_by = ENGLAND.add(asked, 5)
    expect(page.locator("main")).to_contain_text(
        f"You asked for stage 2. By {in_words(log_by)} we will log it"
    )
    explained_from(steps_to(page), asked, 5)


def logs_stage_2(page: Page, site: Site, cast: Cast, reference: str, seen: Eyes) -> None:
    case_of(page, site.url, reference)
    act(page, "Acknowledge and log stage 2")
    seen.look(page, "acknowledge, stage 2")
    button(page, "Issue this letter and log stage 2")
    acknowledged = stage_of(cast, reference, 2).acknowledged_on
    assert acknowledged
    expect(page.locator(".staff-next__day")).to_have_text(in_words(ENGLAND.add(acknowledged, 20)))
    act(page, "Choose who answers stage 2")
    seen.look(page, "allocate, stage 2")
    assert not page.get_by_role("radio", name="Martin Manager").count()
    expect(page.locator("main .govuk-inset-text li")).to_have_text(["Martin Manager"])
    choose(page, "Hetty Head")
    button(page, "Save")
    expect(said(page)).to_have_text("Hetty Head answers stage 2.")


def keeps_the_promise(page: Page, site: Site, reference: str, seen: Eyes) -> None:
    case_of(page, site.url, reference)
    link(page, re.compile("^It is done"))
    seen.look(page, "promise kept")
    page.get_by_label("How do we know?").fill("The engineer was there, and the resident saw it work.")
    button(page, "Save")
    expect(said(page)).to_contain_text("The promise is marked as kept.")


def confirms_the_promise(page: Page, seen: Eyes) -> None:
    page.reload()
    seen.look(page, "case, promise to confirm")
    link(page, re.compile("^Tell us if this was done"))
    seen.look(page, "promise")
    button(page, "Send my answer")
    error(page, "Select yes if it was done")
    seen.look(page, "promise, refused")
    choose(page, "Yes, it was done")
    button(page, "Send my answer")
    expect(said(page)).to_have_text("Thank you for telling us.")


def closes_the_case(page: Page, site: Site, reference: str, seen: Eyes) -> None:
    case_of(page, site.url, reference)
    seen.look(page, "staff case, promise kept")
    button(page, "Close the complaint")
    seen.look(page, "close")
    page.get_by_label("If there is nothing to learn: why?").fill("A single slip that was put right at once.")
    button(page, "Write it down")
    button(page, "Close the complaint")
    expect(said(page)).to_have_text("The complaint is closed.")
    seen.look(page, "staff case, closed")
    link(page, "Record of everything that was done")
    seen.look(page, "record")


def reads_that_it_is_closed(page: Page, seen: Eyes) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("Everything we promised is done.")
    seen.look(page, "case, closed")


# Danger


def test_a_danger_does_not_wait_for_the_form(
    site: Site, cast: Cast, desks: Desks, visitor: Callable[[Eyes], Page]
) -> None:
    """Nobody sends this form; the danger is with staff all the same."""
    seen = eyes(PHONE, True)
    page = visitor(seen)
    begin(page, site.url)
    fill_in(page, danger="I do not know", until="urgent")
    seen.look(page, "form urgent")
    expect(page.locator("h1")).to_have_text("Do not wait for your complaint")
    for number in ("999", cast.landlord.gas_phone, cast.landlord.emergency_phone):
        expect(page.locator(".govuk-panel").get_by_role("link", name=number)).to_be_visible()
    with as_landlord(cast.landlord.id):
        hazard = Hazard.objects.filter(landlord=cast.landlord, complaint=None).latest("opened_at")
    fill_in(page, until="what-went-wrong")
    officer = desks.at(cast.officer, seen)
    officer.goto(f"{site.url}/meadowbank/en/staff/")
    seen.look(officer, "queue, danger")
    expect(officer.locator(".staff-danger")).to_contain_text("07700 900 982")
    officer.locator(f"a[href$='/hazards/{hazard.id}/']").click()
    seen.look(officer, "danger")
    expect(officer.locator("main")).to_contain_text("Bare or sparking wires")
    # A call, and how serious it is: without them no danger is closed.
    officer.get_by_role("link", name="Write down a call or visit").click()
    seen.look(officer, "danger, call")
    officer.get_by_label("Called").check()
    officer.get_by_role("group", name="Did you reach them?").get_by_label("Yes").check()
    officer.locator("main form button").click()
    officer.get_by_role("link", name="Decide how serious it is").click()
    seen.look(officer, "danger, how serious")
    officer.get_by_label("Neither of them").check()
    officer.get_by_label("Electricity").check()
    officer.get_by_label("Why?").fill("The power to that socket is off.")
    officer.locator("main form button").click()
    officer.get_by_label("There is no danger").check()
    officer.get_by_label("What was done about the danger?").fill("Electrician there within the hour. Safe.")
    officer.locator("main form button").click()
    expect(said(officer)).to_have_text("The danger is closed, with what was done.")
    officer.context.close()


# Right to left


def test_the_form_and_the_case_run_from_right_to_left(
    site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    seen = eyes(PHONE, True)
    seen.name = "urdu"
    page = visitor(seen)
    page.goto(f"{site.url}/meadowbank/ur/")
    seen.look(page, "landlord")
    begin(page, site.url, "ur")
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ur")
    button_text = page.locator("main form button").last
    button_text.click()
    seen.look(page, "danger, refused")
    bar = page.locator(".govuk-form-group--error").evaluate(
        "one => { const its = getComputedStyle(one); return [its.borderRightWidth, its.borderLeftWidth] }"
    )
    assert bar == ["5px", "0px"], "the bar beside an error is on the right"
    radio, label = page.locator("#id_danger_0"), page.locator("label[for=id_danger_0]")
    its, words = radio.bounding_box(), label.bounding_box()
    assert its and words
    assert its["x"] > seen.width / 2, "the radio is on the right"
    gap = its["x"] - (words["x"] + words["width"])
    assert -its["width"] <= gap < 24, "its label is next to it, on the left"
    arrow = page.locator(".govuk-back-link").evaluate(
        "one => { const its = getComputedStyle(one, '::before');"
        " return [parseFloat(its.right), parseFloat(its.left), its.transform] }"
    )
    assert arrow[0] < arrow[1], "the arrow of Back is on the right"
    english = visitor(eyes(PHONE, True))
    begin(english, site.url)
    other = english.locator(".govuk-back-link").evaluate("one => getComputedStyle(one, '::before').transform")
    assert arrow[2] != other, "and points to the right"
    answers_in_urdu(page, seen)
    reference = reference_on(page)
    page.goto(f"{site.url}/meadowbank/ur/your-complaint/{reference}/")
    seen.look(page, "case")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    day = page.locator(".putright-date").evaluate(
        "one => { const its = getComputedStyle(one); return [its.borderRightWidth, its.borderLeftWidth] }"
    )
    assert float(day[0].removesuffix("px")) > 0 and day[1] == "0px"
    log_by = ENGLAND.add(complaint_of(cast, reference).received_on, 5)
    assert promised(page) == [dates.day(log_by, "ur")]


def answers_in_urdu(page: Page, seen: Eyes) -> None:
    """Through the form by what fields are called in the markup, whatever their labels say."""
    typed: dict[str, dict[str, str]] = {
        "what-went-wrong": {"words": "بوائلر دو اکتوبر سے خراب ہے۔"},
        "name": {"name": "امیرہ خان"},
        "address": {"line_1": "1 High Street", "postcode": "ZZ9 9ZZ"},
    }
    chosen = {
        "danger": ["danger=no"],
        "told-before": ["told=yes"],
        "about": ["topics=heating"],
        "when": ["unknown=unknown"],
        "extra-help": ["hard=no"],
        "who-for": ["for_whom=me"],
        "contact": ["ways=none"],
    }
    while (here := slug(page)) != "check":
        if here != "danger":
            seen.look(page, f"form {here}")
        for name, text in typed.get(here, {}).items():
            page.locator(f"[name={name}]").fill(text)
        for one in chosen.get(here, []):
            name, value = one.split("=")
            page.locator(f"[name={name}][value={value}]").check()
        page.locator("main form .govuk-button:not(.govuk-button--secondary)").last.click()
        assert slug(page) != here
    seen.look(page, "check")
    page.locator("main form .govuk-button").first.click()
    seen.look(page, "sent")


# Twice, late, and after a restart


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_form_sent_twice_makes_one_complaint(
    script: bool, site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    before = how_many(cast)
    page = visitor(eyes(PHONE, script))
    begin(page, site.url)
    fill_in(page)
    other_tab = page.context.new_page()
    other_tab.goto(page.url)
    send = page.get_by_role("button", name="Send your complaint")
    send.dblclick()
    page.wait_for_url(re.compile("/complain/sent/"))
    reference = reference_on(page)
    assert how_many(cast) == before + 1

    button(other_tab, "Send your complaint")
    assert reference_on(other_tab) == reference
    assert how_many(cast) == before + 1

    other_tab.go_back()
    if other_tab.get_by_role("button", name="Send your complaint").count():
        button(other_tab, "Send your complaint")
    other_tab.wait_for_url(re.compile("/complain/sent/"))
    assert reference_on(other_tab) == reference
    assert how_many(cast) == before + 1


def test_a_restart_in_the_middle_of_the_form_loses_nothing(
    site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    page = visitor(eyes(PHONE, True))
    begin(page, site.url)
    fill_in(page, until="put-right")
    choose(page, "Something else")
    page.get_by_label("What else would you like us to do?").fill("Tell me who comes, and when.")
    site.restart()
    button(page, "Continue")
    fill_in(page)
    answers = page.locator("main")
    for typed in (*WORDS.split("\n\n"), SECOND, THIRD, "Tell me who comes, and when.", "Amira Khan"):
        expect(answers).to_contain_text(typed)
    site.restart()
    button(page, "Send your complaint")
    assert complaint_of(cast, reference_on(page)).wanted_other == "Tell me who comes, and when."


# Wrong input


def write(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill(text)


@dataclass(frozen=True)
class Wrong:
    """What is typed on a page, the one sentence that it gets, and the field that still holds what was typed."""

    slug: str
    ticked: tuple[str, ...]
    typed: dict[str, str]
    sentence: str


WRONG = (
    Wrong("danger", (), {}, "Select yes if anyone is in danger right now"),
    Wrong(
        "urgent",
        ("Smell of gas", "Please call me now"),
        {"Phone number we can call now": "12"},
        "Enter a phone number we can call now",
    ),
    Wrong(
        "what-went-wrong",
        (),
        {"In your own words": " "},
        "Tell us what went wrong, or choose another way to tell us",
    ),
    Wrong(
        "what-went-wrong",
        (),
        {"In your own words": "cold " * 801},
        "What went wrong must be 4,000 characters or less",
    ),
    Wrong("anything-else", (), {"Problem 1": "a" * 201}, "Each problem must be 200 characters or less"),
    Wrong("put-right", ("Do the work", "Something else"), {}, "Enter what else you would like us to do"),
    Wrong("who-for", (), {}, "Select who the complaint is for"),
    Wrong("told-before", (), {}, "Select yes if you have told us about this problem before"),
    Wrong("first-time", (), {}, "Select what you would like us to do"),
    Wrong("about", (), {}, "Select what your complaint is about"),
    Wrong("about", ("Something else",), {}, "Enter what your complaint is about"),
    Wrong("when", (), {"Month": "3"}, "When it started must include a year"),
    Wrong("when", (), {"Month": "3", "Year": "2999"}, "When it started must be today or in the past"),
    Wrong("when", (), {"Month": "3", "Year": "26"}, "Year must include 4 numbers"),
    Wrong(
        "effect",
        (),
        {"Tell us in your own words": "cold " * 401},
        "How this has affected you must be 2,000 characters or less",
    ),
    Wrong("helping", (), {}, "Enter the name of the person you are helping"),
    Wrong("permission", (), {}, "Select whether you have permission"),
    Wrong("may-do", (), {}, "Select what you can do for them"),
    Wrong("extra-help", (), {}, "Select yes if anything makes it hard for you to use our service"),
    Wrong("extra-help", ("Yes",), {}, "Select what would help, or tell us in your own words"),
    Wrong("name", (), {"What should we call you? (optional)": "Ms Khan"}, "Enter your full name"),
    Wrong("address", (), {"Address line 1": "Flat 3", "Postcode": "ZZ"}, "Enter a full UK postcode"),
    Wrong(
        "contact",
        ("Email", "On this website, with my reference"),
        {"Email address": "amira at example.org"},
        "Enter an email address in the correct format, like name@example.com",
    ),
    Wrong(
        "contact",
        ("Phone call", "Yes", "On this website, with my reference"),
        {"Phone number, if we may call or text you": "call me"},
        "Enter a phone number, like 07700 900 982",
    ),
    Wrong(
        "language",
        ("Another language",),
        {},
        "Enter which language we should use when we speak to you",
    ),
)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_wrong_input_gets_one_sentence_and_is_kept(
    size: tuple[int, int], site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    seen = eyes(size, True)
    seen.name += ", wrong"
    page = visitor(seen)
    for wrong in WRONG:
        begin(page, site.url)
        page.goto(f"{site.url}/meadowbank/en/complain/{wrong.slug}/")
        for label in wrong.ticked:
            page.get_by_label(label, exact=True).first.check()
        for label, text in wrong.typed.items():
            write(page, label, text)
        button(page, "Continue with my complaint" if wrong.slug == "urgent" else "Continue")
        error(page, wrong.sentence)
        focus_on_errors(page)
        for label in wrong.ticked:
            expect(page.get_by_label(label, exact=True).first).to_be_checked()
        for label, text in wrong.typed.items():
            expect(page.get_by_label(label)).to_have_value(text)
        seen.look(page, f"wrong {wrong.slug}, {wrong.sentence[:20]}")
        page.locator(".govuk-error-summary__list a").click()
        assert page.evaluate("document.activeElement.matches('input, textarea, select')")


def test_a_page_that_leads_nowhere_yet_says_what_is_missing(
    site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    seen = eyes(PHONE, True)
    seen.name += ", missing"
    page = visitor(seen)
    begin(page, site.url)
    fill_in(page, until="anything-else")
    before = how_many(cast)
    page.goto(f"{site.url}/meadowbank/en/complain/check/")
    seen.look(page, "check, not complete")
    button(page, "Send your complaint")
    focus_on_errors(page)
    expect(page.locator(".govuk-error-summary__list li")).to_contain_text(
        ["Select who the complaint is for", "Enter your full name"]
    )
    seen.look(page, "check, refused")
    assert how_many(cast) == before
    page.get_by_role("link", name="Enter your full name").click()
    page.get_by_label("Full name").fill("Amira Khan")
    button(page, "Continue")
    assert slug(page) == "check"

    page.goto(f"{site.url}/meadowbank/en/find/")
    seen.look(page, "find")
    page.get_by_label("Your reference").fill("HK37 M7P4")
    page.get_by_label("Your passphrase").fill("acorn-beacon-candle-daisy-11")
    button(page, "Open my complaint")
    error(page, "The reference and the passphrase do not go together. Check both.")
    expect(page.get_by_label("Your reference")).to_have_value("HK37 M7P4")
    seen.look(page, "find, refused")
    page.goto(f"{site.url}/meadowbank/en/link/not-a-link-of-ours/")
    seen.look(page, "link, over")


def test_the_keyboard_reaches_the_page_without_its_head(
    site: Site, cast: Cast, visitor: Callable[[Eyes], Page]
) -> None:
    page = visitor(eyes(DESKTOP, True))
    page.goto(f"{site.url}/meadowbank/en/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
