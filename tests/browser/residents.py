"""Every page that a resident can open, from the addresses themselves: nothing to add when a page is added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from tests.access.world import World

# Where each language is looked at, whatever else is sampled.
IMPORTANT = (
    "start",
    "form danger",
    "form what-went-wrong",
    "form contact",
    "case",
    "guidance how-to-complain",
)
# What lies below a landlord's address and is not the staff's, and the guidance that no landlord gives.
PUBLIC = re.compile(r"<slug:landlord>/<str:language>/(?!staff/)|make-things-right/")


@dataclass(frozen=True)
class ResidentPage:
    """A page and who opens it: somebody with a link to their case, or anybody."""

    name: str
    path: str
    visitor: str

    def in_language(self, code: str) -> str:
        return self.path.replace("/en/", f"/{code}/", 1)


def resident_pages(world: World) -> list[ResidentPage]:
    """Each page of HTML that the resident of the world's case, or a stranger, gets by opening an address of theirs."""
    from tests.access.world import browsers

    visitors = browsers(world, "lnk", "str")
    return [found for found in _candidates(world) if _opens(visitors[found.visitor], found.path)]


def _candidates(world: World) -> Iterator[ResidentPage]:
    from putright.complaints.form.telling import PAGES
    from putright.guidance.pages import MASTER
    from putright.guidance.pages import pages as guidance
    from tests.access.addresses import every_address
    from tests.access.world import parts

    for address in every_address():
        if not PUBLIC.match(address.pattern):
            continue
        room, _sep, name = address.name.rpartition(":")
        given = parts(world)
        if address.name == "complaints:form":
            for slug in PAGES:
                yield ResidentPage(f"form {slug}", address.path({**given, "page": slug}), "str")
        elif address.name == "guidance:page":
            for slug in guidance(MASTER):
                yield ResidentPage(f"guidance {slug}", address.path({**given, "page": slug}), "str")
        else:
            where = {"complaints": "", "guidance": "guidance ", "guidance_public": "public guidance "}[room]
            yield ResidentPage(f"{where}{name}", address.path(given), "lnk")


def _opens(browser: Client, path: str) -> bool:
    answer = browser.get(path)
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
