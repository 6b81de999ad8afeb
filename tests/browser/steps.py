"""What the browser tests of the pages share: looking at a page, going through the form, sitting at a desk.

`Eyes.look` is called on every page that a story comes to. It holds each page to what axe-core finds and to what axe
cannot see. Where PICTURES names a folder, every page is drawn there as well, to be looked at by people.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from putright.accounts import second_factor
from putright.accounts.models import Person
from putright.ui import dates

PASSWORD = "three words together"
DEMO_SECRET = "made up for tests"

# Everything that axe-core knows, its best practices too, and the size of targets, which it leaves out unless asked.
AXE = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}

# What is wrong with the page, in words; nothing where all is well.
PROBLEMS = """
() => {
  const found = []
  const said = node => (node.innerText || '').replace(/\\s+/g, ' ').trim()
  const shown = node => {
    const box = node.getBoundingClientRect()
    return node.checkVisibility({ checkVisibilityCSS: true }) && box.width > 1 && box.height > 1
  }
  const summaries = document.querySelectorAll('.govuk-error-summary').length
  if (summaries > 1) found.push(`what is wrong is said ${summaries} times`)
  const headings = [...document.querySelectorAll('h1')]
  if (headings.length !== 1) found.push(`${headings.length} headings h1`)
  for (const one of headings) {
    const title = document.title.replace(/^[^:]{1,12}: /, '')
    if (!title.startsWith(said(one)) && !document.title.startsWith(said(one)))
      found.push(`title "${document.title}" does not begin with "${said(one)}"`)
  }
  for (const one of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    if (!shown(one)) continue
    if (![...(one.labels || [])].some(label => shown(label) && said(label)))
      found.push(`no visible label: ${one.outerHTML.slice(0, 120)}`)
  }
  for (const one of document.querySelectorAll('button, summary, select, textarea, input:not([type=hidden])')) {
    if (!shown(one) || one.closest('[aria-hidden=true]')) continue
    const box = one.getBoundingClientRect()
    if (Math.min(box.width, box.height) < 24)
      found.push(`target of ${box.width} by ${box.height}: ${one.outerHTML.slice(0, 120)}`)
  }
  const family = getComputedStyle(document.documentElement).getPropertyValue('--putright-latin').trim()
  const last = text => text.replace(/["'\\s]/g, '').split(',').slice(-2).join()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), around = texts.currentNode.parentElement
    if (!text || !shown(around) || around.closest('.putright-reference')) continue
    const its = getComputedStyle(around).fontFamily
    if (last(its) !== last(family)) found.push(`"${text.slice(0, 60)}" is set in ${its}`)
    const menu = around.closest('.putright-own-name')
    for (const [letters, needed] of menu ? [[/[\u0600-\u0a7f]/, 'Na']] : [
      [/[\u0980-\u09ff]/, 'Bengali'], [/[\u0a00-\u0a7f]/, 'Gurmukhi'], [/[\u0600-\u06ff]/, 'Nas'],
    ]) if (letters.test(text) && !its.includes(`Putright ${needed}`)) found.push(`"${text}" has no letters in ${its}`)
    // What stands in a box is its writer's.
    const code = !around.closest('textarea') && text.match(/\\b[a-z]+_[a-z_0-9]+\\b/)
    if (code) found.push(`a raw code: ${code[0]} in "${text.slice(0, 60)}"`)
  }
  return [...new Set(found)]
}
"""


@dataclass
class Eyes:
    """Looks at pages in one way: its width, with or without JavaScript; axe once for each name."""

    width: int
    height: int
    script: bool
    axe: bool
    name: str
    seen: set[str] = field(default_factory=set)
    number: int = 0

    def context(self, browser: Browser, **more: Any) -> BrowserContext:
        """A browser of somebody's own, of this size."""
        return browser.new_context(
            viewport={"width": self.width, "height": self.height},
            java_script_enabled=self.script,
            locale="en-GB",
            timezone_id="Europe/London",
            **more,
        )

    def look(self, page: Page, name: str) -> None:
        """Holds the page to everything; `name` says which page it is."""
        page.wait_for_load_state()
        self._draw(page, name)
        problems = page.evaluate(PROBLEMS)
        problems += self._too_wide(page)
        if self.axe and name not in self.seen:
            problems += self._axe(page)
        self.seen.add(name)
        assert not problems, f"{name} ({page.url}):\n" + "\n".join(problems)

    def _too_wide(self, page: Page) -> list[str]:
        wide = "document.documentElement.scrollWidth"
        found = page.evaluate(wide)
        problems = [f"{found} px wide on {self.width}"] if found > self.width else []
        if self.width < 400:
            page.set_viewport_size({"width": 320, "height": self.height})
            found = page.evaluate(wide)
            page.set_viewport_size({"width": self.width, "height": self.height})
            if found > 320:
                problems.append(f"{found} px wide on 320")
        return problems

    def _axe(self, page: Page) -> list[str]:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(page, options=AXE)
        return [found.generate_report()] if found.violations_count else []

    def _draw(self, page: Page, name: str) -> None:
        folder = os.environ.get("PICTURES")
        if not folder:
            return
        self.number += 1
        where = Path(folder) / self.name
        where.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=where / f"{self.number:02} {name}.png", full_page=True)


def button(page: Page, name: str) -> None:
    """Selects a button, or a link that looks like one."""
    page.get_by_role("button", name=name, exact=True).click()


def act(page: Page, name: str) -> None:
    """Begins what a case offers: as its next step in a button, otherwise in a link."""
    offered = page.get_by_role("button", name=name, exact=True)
    offered.or_(page.get_by_role("link", name=name, exact=True)).first.click()


def link(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("link", name=name, exact=isinstance(name, str)).first.click()


def choose(page: Page, *names: str) -> None:
    """Ticks the boxes or selects the radios with these labels."""
    for name in names:
        page.get_by_label(name, exact=True).check()


def error(page: Page, sentence: str) -> None:
    """The page says this one sentence about what was wrong, and nothing besides."""
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".govuk-error-summary__list li")).to_have_text([sentence])


def focus_on_errors(page: Page) -> None:
    expect(page.locator(".govuk-error-summary")).to_be_focused()


# The resident's form

WORDS = "The boiler has been broken since 2 October.\n\nI called three times and nobody came."
EFFECT = "We slept in our coats."
SECOND = "Nobody called back as they promised"
THIRD = "The stairwell light is out"


def slug(page: Page) -> str:
    """The page of the form that is open."""
    return page.url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def fill_in(page: Page, *, until: str = "check", eyes: Eyes | None = None, danger: str = "No") -> None:
    """Goes on through the form, page by page as it leads, until the page `until` is open."""
    while (here := slug(page)) != until:
        if eyes:
            eyes.look(page, f"form {here}")
        match here:
            case "danger":
                choose(page, danger)
            case "urgent":
                choose(page, "Bare or sparking wires", "Please call me now")
                page.get_by_label("Phone number we can call now").fill("07700 900 982")
            case "told-before":
                choose(page, "Yes")
            case "about":
                choose(page, "Heating or hot water")
            case "when":
                choose(page, "I do not know")
            case "effect":
                page.get_by_label("Tell us in your own words").fill(EFFECT)
            case "extra-help":
                choose(page, "No")
            case "at-home":
                choose(page, "None of these")
            case "worries" | "files":
                pass  # nothing needs to be answered
            case "what-went-wrong":
                page.get_by_label("In your own words").fill(WORDS)
            case "anything-else":
                page.get_by_label("Problem 1").fill(SECOND)
                button(page, "Add another problem")
                page.get_by_label("Problem 2").fill(THIRD)
                if eyes:
                    eyes.look(page, "form anything-else, two problems")
            case "put-right":
                choose(page, "Do the work", "Say sorry")
            case "who-for":
                choose(page, "Me, or my home")
            case "name":
                page.get_by_label("Full name").fill("Amira Khan")
            case "address":
                page.get_by_label("Address line 1").fill("1 High Street")
                page.get_by_label("Town or city (optional)").fill("Anytown")
                page.get_by_label("Postcode").fill("zz9 9zz")
            case "contact":
                choose(page, "Email")
                page.get_by_label("Email address").fill("amira@example.org")
                choose(page, "On this website, with my reference")
                if eyes:
                    eyes.look(page, "form contact, filled in")
            case "language":
                pass  # the language of the page is chosen already
            case _:
                raise AssertionError(f"The form led to {page.url}.")
        button(page, "Continue with my complaint" if here == "urgent" else "Continue")
        assert slug(page) != here, f"{here} was not taken: {page.locator('main').inner_text()}"


def begin(page: Page, site: str, language: str = "en") -> None:
    """A fresh form, at its first question."""
    page.goto(f"{site}/meadowbank/{language}/complain/")
    page.locator("main form button").first.click()
    # A click comes back before the page that it leads to is there.
    page.wait_for_url("**/complain/danger/")


# Dates


def promised(page: Page) -> list[str]:
    """The dates that the page says we are bound to."""
    return page.locator(".putright-date__day").all_inner_texts()


def steps_to(page: Page, number: int = 0) -> str:
    """How the page explains the date of that number."""
    explained = page.locator("main details").filter(has_text="How we reached this date").nth(number)
    explained.locator("summary").click()
    return explained.locator("ul").inner_text()


def enter_day(page: Page, group: str, day: date) -> None:
    """Types a date into its three fields."""
    fields = page.get_by_role("group", name=group)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        fields.get_by_label(label, exact=True).fill(str(number))


def in_words(day: date) -> str:
    return dates.day(day)


# Staff


def sign_in(page: Page, site: str, person: Person, eyes: Eyes) -> None:
    """Signs in with password and the code of the moment, through the pages."""
    page.goto(f"{site}/meadowbank/en/staff/")
    eyes.look(page, "sign in")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    button(page, "Sign in")
    eyes.look(page, "sign in, code")
    # The code may change between reading it and sending it: then the next one counts.
    for _attempt in range(2):
        page.get_by_label("Code").fill(second_factor.present_code(person))
        button(page, "Continue")
        if "/staff/" in page.url:
            return
    raise AssertionError(page.locator("main").inner_text())


def case_of(page: Page, site: str, reference: str) -> None:
    page.goto(f"{site}/meadowbank/en/staff/complaints/{reference}/")


def said(page: Page) -> Locator:
    """The banner that says what was done."""
    return page.locator(".govuk-notification-banner__heading")
