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
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from putright.accounts.models import Body
from putright.complaints import actions
from putright.complaints.drafting.actions import ask_for_check, draft_letter
from putright.complaints.evidence.actions import Question, ask_evidence
from putright.complaints.homes.actions import import_homes
from putright.complaints.learning.actions import Lesson, record_learning
from putright.complaints.models import Complaint, Remedy, Source
from putright.complaints.needs.actions import record_need, report_reprisal
from putright.complaints.remedies.actions import RemedyDraft, approve_remedy, decide_remedy
from putright.complaints.representatives.actions import Named, name_representative
from putright.record import verify
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.browser.days import (
    DESKTOP,
    NO_SCANNER,
    PHONE,
    RESIDENT,
    Day,
    checked,
    complained,
    day,
    days_ago,
    found,
    link_for,
    logged,
    menu,
    quickly,
    sent_out,
    tab,
    to_stage_2,
)
from tests.browser.steps import act, button, choose, enter_day, error, link, said
from tests.cast import Cast, make_cast
from tests.complaints.evidence_files import jpeg
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
        served(name, test_server, folder, {"PUTRIGHT_CLAMAV": NO_SCANNER}) as site,
        # Acts in this process write the letters that the service would write.
        override_settings(ORIGIN=site.url),
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


def test_a_housing_manager_finds_out_answers_and_keeps_the_word_given(begin: Begin, cast: Cast) -> None:
    received = logged(cast, "The boiler has been broken since 2 October.", days=4, name="Mira Day")
    complaint = received.complaint
    with begin("manager", PHONE) as today:
        page = today.desk(cast.manager)
        today.look(page, "queue")
        expect(page.locator("main tbody tr", has_text="Mira Day")).to_have_count(1)
        link(page, complaint.reference[:4] + " " + complaint.reference[4:])
        act(page, "Write down a contact")
        choose(page, "Phone", "We did")
        page.get_by_label("Who was it with?").fill("Mira Day")
        page.get_by_label("What was said?").fill("She has two small children and one heater.")
        button(page, "Save")

        # The contractor is asked, and answers without an account.
        tab(page, "Evidence")
        today.look(page, "evidence, none")
        button(page, "Ask somebody for evidence")
        today.look(page, "ask")
        page.get_by_label("Contractor, team or organisation").fill("Warm Ltd")
        page.get_by_label("Email").fill("jobs@warm.example")
        page.get_by_label("What do you ask?").fill("Why was the part not fitted on 5 October?")
        page.get_by_label("Photographs wanted (optional)").fill("The boiler as it is now")
        button(page, "Send the question")
        expect(said(page)).to_have_text("The question is on its way, with a link to answer it.")
        answers_by_link(today, "jobs@warm.example")
        checked(cast)
        page.reload()
        today.look(page, "evidence, answered")
        page.locator(".staff-list a", has_text="Warm Ltd").click()
        today.look(page, "evidence, their answer")
        expect(page.locator("main")).to_contain_text("We sent nobody.")

        page.goto(today.case(complaint))
        act(page, "Write the answer to point 1")
        choose(page, "We agree")
        page.get_by_label("What we found out").fill("The part came on 4 October. Nobody fitted it.")
        page.get_by_label("Why we say so").fill("We should have fitted the part within a day.")
        page.get_by_label("How we put it right").fill("We did not fit the part. I am sorry.")
        button(page, "Save")
        page.goto(today.case(complaint, "stage/1/points/1/evidence/"))
        choose(page, "boiler.jpg")
        today.look(page, "evidence, chosen")
        button(page, "Save")
        decides_a_payment(today, page, complaint)
        page.goto(today.case(complaint))
        link(page, "Plan what we will promise")
        page.get_by_label("What will we do?").fill("fit the new part")
        enter_day(page, "By when?", days_ago(-9).date())
        page.get_by_label("Who sees to it?").select_option("Martin Manager")
        page.get_by_label("Working days between news to the resident, until it is done").fill("5")
        button(page, "Save")
        words_the_letter(today, page, complaint)

        tab(page, "News and more time")
        page.get_by_label("What is the news?").fill("The part is here. The fitter comes on Tuesday at nine.")
        button(page, "Give this news")
        today.look(page, "news, given")
        tab(page, "Case")
        act(page, "Write down that it is done")
        page.get_by_label("How do we know?").fill("The fitter sent a picture of the boiler at work.")
        button(page, "Save")
        tab(page, "Remedies")
        today.look(page, "remedies, offered")
        link(page, re.compile("^Write down what the resident says"))
        choose(page, "Accepts it")
        button(page, "Save")
        link(page, re.compile("^Write down that it is paid"))
        page.get_by_label("How do we know?").fill("Transfer 4471")
        today.look(page, "paid")
        button(page, "Save")
        tab(page, "Learning")
        choose(page, "Contractor or supplier")
        page.get_by_label("In which service?").select_option("Heating and hot water")
        page.get_by_label("What changes?").fill("A part that has come is fitted within two days.")
        page.get_by_label("Who sees to it?").select_option("Saul Services")
        enter_day(page, "By which day?", days_ago(-30).date())
        today.look(page, "learning")
        button(page, "Write it down")
        tab(page, "Case")
        today.look(page, "case, all done")
        act(page, "Close the complaint")
        button(page, "Close the complaint")
        expect(said(page)).to_have_text("The complaint is closed.")
    assert not verify.verify_landlord(cast.landlord.id).problems


def answers_by_link(today: Day, email: str) -> None:
    """The contractor, at a telephone of their own, by the link of the message."""
    page = today.visitor()
    page.goto(link_for(today.cast, email))
    today.look(page, "question")
    assert not page.get_by_text("Mira Day").count(), "the case is not theirs to read"
    page.get_by_label("Your answer").fill("The part came on 4 October. We sent nobody.")
    choose(page, "We visited")
    button(page, "Send the answer")
    today.look(page, "question, refused")
    page.get_by_label("Time of the visit").fill("14:30")
    enter_day(page, "Day of the visit", days_ago(1).date())
    picture = {"name": "boiler.jpg", "mimeType": "image/jpeg", "buffer": jpeg(gps=True)}
    page.get_by_label("Add photographs or papers").set_input_files(picture)  # type: ignore[arg-type]
    button(page, "Send the answer")
    expect(said(page)).to_have_text("Thank you. Your answer is sent.")
    today.look(page, "question, answered")


def decides_a_payment(today: Day, page: Page, complaint: Complaint) -> None:
    """More than the manager may pay out: it waits for somebody senior, and so does the answer."""
    tab(page, "Remedies")
    button(page, "Decide what puts a point right")
    choose(page, "Payment")
    page.get_by_label("In our words").fill("We pay you for twenty cold days.")
    page.get_by_label("Amount in pounds").fill("450")
    page.get_by_label("What is the money for?").select_option("Distress and inconvenience")
    page.get_by_label("How is it paid?").select_option("Bank transfer")
    page.get_by_label("What you weighed").fill("Two small children, twenty days.")
    today.look(page, "remedy")
    button(page, "Save this remedy")
    expect(page.locator(".govuk-error-summary__list li")).to_have_text(
        "Say how it is paid and by which day: the resident has to be told both."
    )
    enter_day(page, "Paid by which day?", days_ago(-10).date())
    button(page, "Save this remedy")
    expect(page.locator("main")).to_contain_text("Waits for approval")
    today.look(page, "remedies, waiting")
    page.goto(today.case(complaint, "answer/1/"))
    expect(page.locator("main")).to_contain_text("The payment for point 1 still has to be approved.")
    assert not page.get_by_role("button", name="Issue this answer").count()
    with quickly(today.cast):
        remedy = Remedy.objects.get(landlord=today.cast.landlord, complaint=complaint)
        approve_remedy(remedy, by=today.cast.by(today.cast.head), at=timezone.now())


def words_the_letter(today: Day, page: Page, complaint: Complaint) -> None:
    """Hints are followed, a second reader returns the letter and then accepts it, and it goes out."""
    tab(page, "Letters")
    today.look(page, "letters")
    link(page, "Stage 1: our answer")
    today.look(page, "draft")
    page.get_by_label("Opening").fill(
        "As per our policy we utilise contractors. I am sorry you feel that way."
    )
    choose(page, "Somebody else reads it before it goes out")
    button(page, "Save and read the letter")
    today.look(page, "letter, with hints")
    for hint in ("“utilise” is our word", "“as per” says nothing", "“sorry you feel” is no apology"):
        expect(page.locator("main")).to_contain_text(hint)
    link(page, "Word this letter: opening, apology, closing")
    page.get_by_label("Opening").fill("Thank you for telling us about your boiler.")
    button(page, "Save and read the letter")
    assert not page.get_by_text("is our word, not theirs").count()
    button(page, "Give it to a second reader")

    reader = today.desk(today.cast.officer)
    menu(reader, "Letters to check")
    today.look(reader, "letters to check")
    link(reader, "Stage 1: our answer, Mira Day")
    choose(reader, "It goes back to its writer")
    reader.get_by_label("What has to change").fill("Say who comes, and when.")
    today.look(reader, "check")
    button(reader, "Save")

    tab(page, "Letters")
    today.look(page, "letters, returned")
    expect(page.locator("main")).to_contain_text("Say who comes, and when.")
    link(page, "Stage 1: our answer")
    page.get_by_label("Closing").fill("Ned of Warm Ltd comes on Tuesday at nine.")
    button(page, "Save and read the letter")
    button(page, "Give it to a second reader")
    menu(reader, "Letters to check")
    link(reader, "Stage 1: our answer, Mira Day")
    choose(reader, "It can go out as it stands")
    button(reader, "Save")
    page.goto(today.case(complaint, "answer/1/"))
    today.look(page, "letter, accepted")
    button(page, "Issue this answer")
    today.look(page, "case, answered")


def test_a_head_of_housing_approves_limits_and_looks_afresh(begin: Begin, cast: Cast) -> None:
    waiting = logged(cast, "The hall is cold.", days=4, name="Rita Row").complaint
    found(cast, waiting, 1, cast.manager)
    asked = logged(cast, "The roof leaks.", days=12, name="Stan Two", handler=cast.other_manager).complaint
    to_stage_2(cast, asked)
    with quickly(cast):
        payment = RemedyDraft(
            "payment", "For a cold month.", "A baby.", 45_000, "distress", "bank", days_ago(-10).date()
        )
        point = waiting.points.get()
        decide_remedy(waiting, 1, payment, point=point, by=cast.by(cast.manager), at=timezone.now())
    with begin("head", DESKTOP, script=False) as today:
        page = today.desk(cast.head)
        today.look(page, "queue of stage 2")
        expect(page.locator("main tbody tr")).to_contain_text("Stan Two")
        page.locator(".staff-waiting a", has_text="to approve").click()
        today.look(page, "follow up")
        page.locator("main li", has_text="£450.00").get_by_role("link").click()
        link(page, re.compile("^Approve"))
        today.look(page, "approve")
        button(page, "Approve this payment")
        expect(said(page)).to_have_text("The payment is approved. The answer can go out with it.")

        tab(page, "What they need")
        link(page, "Limit how they contact us")
        fields = page.get_by_label
        fields("What is limited, and how can they reach us instead?").fill("One call a week, on Mondays.")
        fields("Reasons: what happened, and when").fill("Forty calls on 3 November, with threats.")
        fields("How were their needs considered?").fill("We asked. Nothing explains it.")
        enter_day(page, "Look at it again on", days_ago(-400).date())
        button(page, "Save")
        expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
        today.look(page, "limit, refused")
        enter_day(page, "Look at it again on", days_ago(-90).date())
        button(page, "Save")
        today.look(page, "limit")
        link(page, "Look again at this limit")
        choose(page, "It ends today")
        page.get_by_label("Reasons").fill("He has called twice, quietly.")
        today.look(page, "limit, again")
        button(page, "Save")

        page.goto(today.case(asked))
        today.look(page, "stage 2")
        expect(page.locator("main")).to_contain_text("Mabel Manager")
        act(page, "Write the answer to point 1")
        choose(page, "We agree in part")
        page.get_by_label("What we found out").fill("I went there on 20 November. Two slates are gone.")
        page.get_by_label("Why we say so").fill("The roof was never looked at.")
        page.get_by_label("How we put it right").fill("We did not look at the roof. I am sorry.")
        button(page, "Save")
        act(page, "Issue the final answer")
        today.look(page, "final answer")
        button(page, "Issue this final answer")
        today.look(page, "final answer given")
    # Whoever answered the first stage does not answer the second.
    with quickly(cast), pytest.raises(Refused, match="Somebody else considers stage 2"):
        again = logged(cast, "The gate.", days=12, name="Stan Two").complaint
        to_stage_2(cast, again, head=cast.manager)


def test_a_team_leader_shares_out_the_work_and_reads_letters(begin: Begin, cast: Cast) -> None:
    complaint = logged(cast, "The gutter drips.", days=4, name="Gus Gutter").complaint
    found(cast, complaint, 1, cast.manager)
    with quickly(cast):
        by = cast.by(cast.manager)
        draft_letter(complaint, "stage1_response", 1, parts={}, wants_reader=True, by=by, at=timezone.now())
        ask_for_check(complaint, "stage1_response", 1, by=by, at=timezone.now())
    with begin("team leader", PHONE, script=False) as today:
        page = today.desk(cast.leader)
        today.look(page, "queue")
        menu(page, "Team")
        today.look(page, "team")
        expect(page.locator("main tbody tr", has_text="Martin Manager")).to_be_visible()
        page.get_by_label("Who is away?").select_option("Mabel Manager")
        enter_day(page, "First day away", days_ago(0).date())
        enter_day(page, "Last day away", days_ago(1).date())
        page.get_by_label("Who covers?").select_option("Hetty Head")
        button(page, "Write it down")
        expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
        today.look(page, "team, refused")
        enter_day(page, "Last day away", days_ago(-5).date())
        button(page, "Write it down")
        expect(said(page)).to_have_text("The absence is written down.")
        today.look(page, "team, somebody away")
        expect(page.locator("main tbody tr", has_text="Mabel Manager")).to_contain_text("Hetty Head covers")
        page.get_by_role("button", name=re.compile("^Take out ?: Mabel Manager")).click()
        expect(said(page)).to_contain_text("Mabel Manager")

        menu(page, "Letters to check")
        today.look(page, "letters to check")
        link(page, "Stage 1: our answer, Gus Gutter")
        today.look(page, "check")
        choose(page, "It goes back to its writer")
        button(page, "Save")
        expect(page.locator(".govuk-error-summary__list li")).to_have_count(1)
        choose(page, "It can go out as it stands")
        button(page, "Save")
        today.look(page, "letters, accepted")


def test_a_service_manager_proves_what_has_changed(begin: Begin, cast: Cast) -> None:
    complaint = logged(cast, "The radiator is cold.", days=4, name="Una Unit").complaint
    lesson = Lesson(
        "process", "heating", "Parts are fitted in two days.", cast.service_manager, days_ago(-40).date()
    )
    with quickly(cast):
        record_learning(complaint, lesson, by=cast.by(cast.officer), at=timezone.now())
    with begin("service manager", DESKTOP) as today:
        page = today.desk(cast.service_manager)
        today.look(page, "changes")
        link(page, re.compile("^Take it on ?: Parts are fitted"))
        enter_day(page, "By which day? (only if another than planned)", days_ago(-20).date())
        today.look(page, "take on")
        button(page, "Take it on")
        expect(said(page)).to_have_text("You have taken it on.")
        link(page, re.compile("^It is changed ?: Parts are fitted"))
        button(page, "Save")
        today.look(page, "prove, refused")
        page.get_by_label("How do we know?").fill(
            "Rota of 20 November; three parts since, each within a day."
        )
        button(page, "Save")
        today.look(page, "changed")
        expect(page.locator("main")).to_contain_text("Rota of 20 November")
        menu(page, "Dashboard")
        today.look(page, "dashboard")
        # A case is not theirs to open.
        assert page.request.get(today.case(complaint)).status == 404


def test_the_member_responsible_sees_the_whole_and_answers_a_reprisal(begin: Begin, cast: Cast) -> None:
    received = logged(cast, "The lift is out.", days=4, name="Vera Vale")
    with quickly(cast):
        words = "Since I complained, my repairs are put off."
        report_reprisal(received.complaint, words=words, by=RESIDENT, at=timezone.now())
    with begin("member", PHONE) as today:
        page = today.desk(cast.member)
        menu(page, "Dashboard")
        today.look(page, "dashboard")
        menu(page, "Reprisals")
        today.look(page, "reprisals")
        link(page, re.compile("Vera Vale"))
        today.look(page, "reprisal")
        expect(page.locator("main")).to_contain_text(words)
        page.get_by_label("What was done about it").fill("I spoke to the service. Your repairs go ahead.")
        button(page, "Save")
        today.look(page, "reprisals, answered")
        page.goto(today.case(received.complaint))
        today.look(page, "case")

        resident = today.visitor()
        resident.goto(today.at(f"link/{received.link_token}/"))
        link(resident, "Tell us if anything happens because you complained")
        expect(resident.locator("main")).to_contain_text("I spoke to the service. Your repairs go ahead.")
        today.look(resident, "resident reads it")
        # Nobody in the line of whoever put the repairs off reads it.
        for other in (cast.manager, cast.officer, cast.head):
            desk = today.desk(other)
            desk.goto(today.case(received.complaint, "needs/"))
            assert words not in desk.content()


def test_an_advice_agency_helps_its_client(begin: Begin, cast: Cast) -> None:
    mine = logged(cast, "Mould in the bedroom.", days=12, name="Wanda Wall").complaint
    another = logged(cast, "Mould in the hall.", days=12, name="Xena Xu").complaint
    found(cast, mine, 1, cast.manager)
    agency = Body.objects.get(code="advice")
    with quickly(cast):
        actions.answer(mine, 1, by=cast.by(cast.manager), at=timezone.now())
        adviser = Named(name="Ada Advice", organisation="Quayside Advice", role="advice_agency", body=agency)
        scope = ("talk", "letters", "decide")
        by = cast.by(cast.officer)
        name_representative(mine, adviser, permission="with_them", scope=scope, by=by, at=timezone.now())
    with begin("adviser", DESKTOP, script=False) as today:
        page = today.desk(cast.adviser, arrives=f"{today.site.url}/advice/")
        today.look(page, "clients")
        expect(page.locator("main")).to_contain_text("Wanda Wall")
        expect(page.locator("main")).not_to_contain_text("Xena Xu")
        page.locator("main a .putright-code").click()
        today.look(page, "client's complaint")
        link(page, re.compile("our answer"))
        today.look(page, "letter")
        page.go_back()
        button(page, "Write to the landlord")
        today.look(page, "write")
        page.get_by_label("What do you want to tell the landlord?").fill("The mould has come back.")
        button(page, "Send")
        today.look(page, "written")
        button(page, "Ask for stage 2")
        today.look(page, "stage 2")
        button(page, "Ask for stage 2")
        today.look(page, "stage 2 asked")
        for rest in (
            f"advice/meadowbank/{another.reference}/",
            f"meadowbank/en/staff/complaints/{mine.reference}/",
        ):
            assert page.request.get(f"{today.site.url}/{rest}").status == 404
    assert today.fresh(mine).state == "stage2_asked"


def test_a_contractor_has_one_question_and_nothing_else(begin: Begin, cast: Cast) -> None:
    complaint = logged(cast, "The tap drips.", days=4, name="Yara Young").complaint
    with quickly(cast):
        question = Question(
            organisation="Taps Ltd",
            email="taps@contractor.example",
            question="When were you there?",
            adjustments="Ring twice and wait.",
            due_on=days_ago(-5).date(),
        )
        asked = ask_evidence(complaint, question, by=cast.by(cast.manager), at=timezone.now())
    with begin("contractor", PHONE, script=False) as today:
        page = today.visitor()
        address = link_for(cast, "taps@contractor.example")
        page.goto(address)
        today.look(page, "question")
        expect(page.locator("main")).to_contain_text("Ring twice and wait.")
        assert not page.get_by_text("Yara Young").count()
        assert address.rstrip("/").rsplit("/", 1)[-1] not in page.url
        page.get_by_label("Your answer").fill("Not there yet.")
        button(page, "Save and go on later")
        expect(said(page)).to_have_text("Saved. It is not sent yet.")
        choose(page, "We could not get in")
        button(page, "Send the answer")
        today.look(page, "no access, refused")
        expect(page.get_by_label("Your answer")).to_have_value("Not there yet.")
        page.get_by_label("If this is not yours to answer: who may know?").fill("Pipes and Sons")
        button(page, "This is not ours")
        expect(said(page)).to_have_text("Thank you. We will ask somebody else.")
        today.look(page, "not theirs")
        for rest in (f"staff/complaints/{complaint.reference}/", f"your-complaint/{complaint.reference}/"):
            other = page.request.get(today.at(rest))
            assert "The tap drips" not in other.text() and "Yara" not in other.text()
        stranger = today.visitor()
        stranger.context.request.get(today.at(f"evidence/answer/{asked.id}/"))
        assert stranger.request.get(today.at(f"evidence/answer/{asked.id}/")).status == 404
