"""What the stories of a day share: a desk for everybody who works there, states made by acts, pages that are watched.

A story clicks what it is about. Whatever lies before it is done by the same acts in the test's own process, so that no
story pays for another one's clicks. Each page of a story is looked at (`Eyes.look`), and its console has to stay empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from putright.accounts.models import Person
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Received, Told
from putright.complaints.evidence import scanning
from putright.complaints.evidence.actions import scan_waiting
from putright.complaints.models import Complaint
from putright.record import outbox
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.accounts.steps import can_sign_in, sign_in
from tests.browser.steps import Eyes
from tests.cast import Cast
from tests.serving import Site

PHONE, DESKTOP = (360, 740), (1280, 900)
RESIDENT = By.resident()
# Where the service is told that its scanner listens. Nobody does: `checked` says what it finds.
NO_SCANNER = "127.0.0.1:9"


@dataclass
class Day:
    """One story's day: who is at their desk, in browsers of one size. `script` says whether scripts come through."""

    site: Site
    cast: Cast
    browser: Browser
    eyes: Eyes
    script: bool
    sessions: dict[str, str]
    opened: list[BrowserContext] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def visitor(self) -> Page:
        """A browser of somebody who was never here."""
        context = self.eyes.context(self.browser)
        context.set_default_timeout(10_000)
        self.opened.append(context)
        if not self.script:
            # Kept away rather than forbidden: what looks at the page still needs scripts of its own.
            context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def desk(self, person: Person, arrives: str = "") -> Page:
        """A browser in which this person has signed in, at the address where they arrive."""
        if person.email not in self.sessions:
            client = Client()
            sign_in(client, can_sign_in(person))
            self.sessions[person.email] = client.cookies["putright-staff"].value
        page = self.visitor()
        session = {"name": "putright-staff", "value": self.sessions[person.email], "url": self.site.url}
        page.context.add_cookies([session])  # type: ignore[list-item]  # Playwright's own dictionary
        page.goto(arrives or self.at("staff/"))
        return page

    def at(self, rest: str) -> str:
        return f"{self.site.url}/meadowbank/en/{rest}"

    def case(self, complaint: Complaint, rest: str = "") -> str:
        """The address of a case, as staff see it."""
        return self.at(f"staff/complaints/{complaint.reference}/{rest}")

    def look(self, page: Page, name: str) -> None:
        self.eyes.look(page, name)

    def fresh(self, complaint: Complaint) -> Complaint:
        """The case as it stands now."""
        with as_landlord(self.cast.landlord.id):
            return Complaint.objects.get(landlord=self.cast.landlord, id=complaint.id)

    def _heard(self, message: ConsoleMessage) -> None:
        blocked = not self.script and message.location.get("url", "").endswith(".js")
        if message.type == "error" and not blocked:
            self.said.append(f"{message.text} ({message.location.get('url', '')})")


@contextmanager
def day(
    name: str,
    size: tuple[int, int],
    site: Site,
    cast: Cast,
    browser: Browser,
    sessions: dict[str, str],
    *,
    script: bool = True,
) -> Iterator[Day]:
    """A day that ends with all browsers closed, and with nothing said on any console."""
    wide = "phone" if size == PHONE else "desktop"
    today = Day(site, cast, browser, Eyes(*size, True, True, f"{name}, {wide}"), script, sessions)
    yield today
    for context in today.opened:
        context.close()
    assert not today.said, today.said


def menu(page: Page, name: str) -> None:
    """Goes where the menu leads; on a phone it is folded."""
    folded = page.get_by_role("button", name="Menu")
    if folded.is_visible():
        folded.click()
    page.get_by_role("navigation", name="Menu").get_by_role("link", name=name, exact=True).click()


def tab(page: Page, name: str) -> None:
    """Opens another page of the case."""
    page.locator(".staff-tabs").get_by_role("link", name=name, exact=True).click()


# States, made by acts


def told(words: str, **more: Any) -> Told:
    """What a resident says: Amira Khan at 1 High Street where no other name is given."""
    name = more.get("name", "Amira Khan")
    number = 1 if name == "Amira Khan" else 2 + sum(map(ord, name)) % 900
    given: dict[str, Any] = {
        "words": words,
        "name": name,
        "address": f"{number} High Street",
        "postcode": "ZZ9 9ZZ",
        "contact_ways": ("email",),
        "email": f"{name.split()[0].lower()}@resident.example",
        "phone": f"07700 900 {number:03}",
        "documents_by": "online",
    }
    return Told(**{**given, **more})


@contextmanager
def quickly(cast: Cast) -> Iterator[None]:
    """Acts of the landlord, without the time that drawing a letter's paper takes."""
    paper = mock.patch.object(letters, "pdf", return_value=b"%PDF-1.7 stands for the paper")
    with as_landlord(cast.landlord.id), paper:
        yield


def days_ago(number: int) -> datetime:
    return timezone.now() - timedelta(days=number)


def complained(cast: Cast, words: str, *, days: int = 1, **more: Any) -> Received:
    """A complaint that came in some days ago."""
    with quickly(cast):
        return actions.raise_complaint(
            cast.landlord, told(words, **more), by=RESIDENT, at=days_ago(days), channel="web"
        )


def logged(
    cast: Cast, words: str, *points: str, days: int = 3, handler: Person | None = None, **more: Any
) -> Received:
    """A complaint with its points in our words, logged, and in the hands of a manager."""
    received = complained(cast, words, days=days, **more)
    officer = cast.by(cast.officer)
    with quickly(cast):
        complaint, at = received.complaint, days_ago(days - 1)
        actions.define(
            complaint,
            points=list(points) or [words],
            outcomes="It is put right.",
            outside="",
            by=officer,
            at=at,
        )
        actions.acknowledge(complaint, 1, by=officer, at=at)
        actions.allocate(complaint, handler or cast.manager, stage=1, by=officer, at=at)
    return received


def found(cast: Cast, complaint: Complaint, stage: int, writer: Person) -> None:
    """An answer to each point of the stage."""
    with quickly(cast):
        for point in complaint.points.all():
            finding = FindingDraft(
                "agree",
                "We read the job sheets. Nobody came on 4 October.",
                "We should have come within a day.",
                "Our repairs policy",
                "We did not come. I am sorry.",
            )
            actions.record_finding(
                complaint, point, stage, finding, by=cast.by(writer), at=timezone.now() - timedelta(hours=1)
            )


def sent_out(cast: Cast) -> None:
    """What waits to go out goes, as a worker would do it, and what became of it is known. Some addresses are gone."""
    with override_settings(DEMO=True):
        outbox.deliver(cast.landlord.id, limit=500, now=timezone.now())
        outbox.follow(cast.landlord.id, limit=500, now=timezone.now() + timedelta(minutes=5))


def checked(cast: Cast, *, virus: str = "") -> None:
    """The files that wait are looked at by a scanner that finds this, or nothing."""
    found = mock.patch.object(scanning, "scan", return_value=scanning.Scanned(virus))
    with override_settings(CLAMAV=NO_SCANNER), found:
        scan_waiting(cast.landlord.id, timezone.now())


def link_for(cast: Cast, email: str) -> str:
    """The link of the last message to that address."""
    with as_landlord(cast.landlord.id):
        message = Message.objects.filter(landlord_id=cast.landlord.id, to=email).order_by("id").last()
        assert message
        found = re.search(r"http\S+", message.text)
    assert found
    return found[0]


def to_stage_2(cast: Cast, complaint: Complaint, *, head: Person | None = None) -> None:
    """Answered at stage 1 by whoever handles it, asked about again, logged, and in the hands of a head."""
    with as_landlord(cast.landlord.id):
        complaint.refresh_from_db()
    handler = complaint.handler
    assert handler
    found(cast, complaint, 1, handler)
    officer, at = cast.by(cast.officer), timezone.now()
    with quickly(cast):
        actions.answer(complaint, 1, by=cast.by(handler), at=at)
        actions.escalate(complaint, why="Nobody came.", by=RESIDENT, at=at)
        actions.acknowledge(complaint, 2, by=officer, at=at)
        actions.allocate(complaint, head or cast.head, stage=2, by=officer, at=at)
