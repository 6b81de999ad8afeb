"""A resident who has a keyboard and nothing else: goes on with Tab, chooses with Space and arrows, sends with Enter.

Each control that the focus comes to must show it, and must not lie under something else (WCAG 2.4.7, 2.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, TimeoutError

# What is wrong with where the focus is; nothing where all is well.
FOCUS = """
() => {
  const one = document.activeElement
  if (!one || one === document.body) return ''
  const drawn = one.matches('.govuk-radios__input, .govuk-checkboxes__input') ? one.nextElementSibling : one
  const pseudo = drawn === one ? null : '::before'
  const style = getComputedStyle(drawn, pseudo)
  const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none'
  if (!ringed) return `no focus is shown on ${one.outerHTML.slice(0, 120)}`
  // A link over two lines has two boxes.
  const box = one.getClientRects()[0] || one.getBoundingClientRect()
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1)
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1)
  if (box.bottom < 0 || box.top > innerHeight) return `out of sight: ${one.outerHTML.slice(0, 120)}`
  const there = document.elementFromPoint(x, y)
  const same = there && (one.contains(there) || there.contains(one) || (one.labels && [...one.labels].includes(there)))
  return same ? '' : `covered by ${there && there.outerHTML.slice(0, 80)}: ${one.outerHTML.slice(0, 80)}`
}
"""

# What the focus is on.
HERE = """
() => {
  const one = document.activeElement
  const label = one.labels && one.labels[0] ? one.labels[0].innerText.trim() : one.innerText.trim()
  const group = one.type === 'radio' ? [...document.getElementsByName(one.name)] : []
  return {
    main: !!one.closest('main form'), tag: one.tagName.toLowerCase(), type: one.type || '', label,
    checked: !!one.checked, filled: !!one.value, choices: group.length,
    required: !label.includes('(optional)'),
  }
}
"""


@dataclass
class Keyboard:
    """Fills in whatever form is open. `chooses` are labels of options to take, `types` what goes into which field.

    A field that has no entry in `types` stays empty; of radios without one in `chooses` the first is taken.
    """

    page: Page
    chooses: set[str]
    types: dict[str, str]
    problems: list[str] = field(default_factory=list)

    def tab(self) -> dict[str, Any]:
        """To the next control; gives what it is."""
        self.page.keyboard.press("Tab")
        wrong = self.page.evaluate(FOCUS)
        if wrong:
            self.problems.append(f"{self.page.url}: {wrong}")
        found: dict[str, Any] = self.page.evaluate(HERE)
        return found

    def to_form(self) -> dict[str, Any]:
        """On from the top of the page to the first control of its form."""
        for _step in range(60):
            here = self.tab()
            if here["main"]:
                return here
        raise AssertionError(f"The keyboard found no form on {self.page.url}.")

    def press(self, *names: str) -> None:
        """Fills in the form that is open and selects the first button with one of these names."""
        here = self.to_form()
        for _step in range(120):
            if here["tag"] == "button" and here["label"] in names:
                self._send()
                return
            self._fill_in(here)
            here = self.tab()
        raise AssertionError(f"The keyboard found no button {names} on {self.page.url}.")

    def _send(self) -> None:
        before = self.page.url
        self.page.keyboard.press("Enter")
        try:
            self.page.wait_for_url(lambda url: url != before, timeout=5000)
        except TimeoutError:
            said = self.page.locator("main").inner_text()
            raise AssertionError(f"{before} was not taken: {said}") from None

    def _fill_in(self, here: dict[str, Any]) -> None:
        if here["type"] == "radio":
            self._choose(here)
        elif here["type"] == "checkbox":
            if here["label"] in self.chooses and not here["checked"]:
                self.page.keyboard.press("Space")
        elif here["tag"] in {"input", "textarea"} and here["label"] in self.types and not here["filled"]:
            self.page.keyboard.type(self.types[here["label"]])

    def _choose(self, here: dict[str, Any]) -> None:
        if here["checked"]:
            return
        self.page.keyboard.press("Space")
        for _other in range(here["choices"]):
            if self.page.evaluate(HERE)["label"] in self.chooses:
                return
            self.page.keyboard.press("ArrowDown")
