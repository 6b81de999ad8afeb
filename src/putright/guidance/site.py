"""Where guidance is read: at a landlord's address or at the public one, in a language, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from putright.accounts.models import Landlord
from putright.accounts.policy import policy_of
from putright.rules import scheme
from putright.ui.context import GUIDANCE
from putright.ui.languages import Language
from putright.ui.templatetags.ui import bdi, tel

from . import facts, pages

# Parts of a page that are computed: the token of each is its template in guidance/blocks/.
BLOCKS = frozenset(
    {"ask_landlord", "danger", "times_table", "editions_table", "hazard_table", "hazard_phases"}
    | {"ombudsman_contact", "facts_table"}
)


@dataclass(frozen=True, slots=True)
class Site:
    """One place of reading. `landlord` is None on the public pages, which belong to none."""

    landlord: Landlord | None
    language: Language
    today: date

    @property
    def root(self) -> str:
        """The address of the first page."""
        return self.root_in(self.language.code)

    def root_in(self, code: str) -> str:
        """The address of the first page in another language."""
        if self.landlord is None:
            return f"/{GUIDANCE}/{code}/"
        return f"/{self.landlord.code}/{code}/{GUIDANCE}/"

    @property
    def conditions(self) -> frozenset[str]:
        """The conditions of `::: …` that hold here."""
        if self.landlord is None:
            return frozenset({"public"})
        agreed = policy_of(self.landlord).extension_needs_agreement
        return frozenset({"landlord", "agreement"} if agreed else {"landlord"})

    def fact(self, name: str) -> SafeString:
        """The words of a token inside a sentence. Raises KeyError for one that is not known here."""
        if name in facts.LANDLORD_FACTS:
            return self._of_landlord(name)
        # What is no HTML yet is text that somebody translated: it is escaped like everything else.
        return conditional_escape(facts.FACTS[name](self.today))

    def _of_landlord(self, name: str) -> SafeString:
        if self.landlord is None:
            raise KeyError(name)
        given = {
            "landlord": lambda one: bdi(one.name),
            "phone": lambda one: tel(one.phone),
        }
        return given[name](self.landlord)

    def block(self, name: str) -> SafeString | None:
        """A computed part of a page; None for a token that is a word."""
        if name not in BLOCKS:
            return None
        return SafeString(render_to_string(f"guidance/blocks/{name}.html", self._told(name)))

    def address(self, target: str) -> str:
        """The address of `page:<address of a page>` or `service:<name>`. Raises KeyError."""
        kind, _sep, name = target.partition(":")
        if kind == "page" and name in pages.pages(pages.MASTER):
            return self.page(name)
        if kind == "service":
            return self.services[name]
        raise KeyError(target)

    def page(self, slug: str) -> str:
        """The address of a page of guidance; the first page is the place itself."""
        first = next(iter(pages.pages(pages.MASTER)))
        return self.root if slug == first else f"{self.root}{slug}/"

    @property
    def services(self) -> dict[str, str]:
        """What a page may lead to that is no page. Landlords' other pages lie beside this room, at fixed addresses."""
        found = {
            "calculator": f"{self.root}dates/",
            "search": f"{self.root}search/",
            "print": f"{self.root}print/",
            "stories": f"{self.root}stories/",
        }
        if self.landlord is None:
            return {**found, "complain": f"{self.root}landlords/"}
        return {**found, "complain": f"/{self.landlord.code}/{self.language.code}/complain/"}

    def _told(self, name: str) -> dict[str, Any]:
        """What the template of a block needs, and no more."""
        told: dict[str, Any] = {"landlord": self.landlord, "services": self.services}
        if name == "times_table":
            told["duties"] = facts.duties(facts.edition_on(self.today))
        elif name == "editions_table":
            told["eras"] = facts.eras(self.landlord.own_switch_2022 if self.landlord else None)
        elif name == "hazard_table":
            told["duties"] = facts.hazard_duties(self.today)
        elif name == "hazard_phases":
            told["phases"] = facts.covered()
        elif name == "ombudsman_contact":
            told["ombudsman"] = scheme.contact(self.today)
        elif name == "facts_table":
            told["sources"] = facts.sources(self.today)
        elif name == "danger":
            told["calls"] = facts.quoted()["calls"]
        return told
