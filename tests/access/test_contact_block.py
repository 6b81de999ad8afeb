"""The Housing Ombudsman stands on every page, with the contact block of the day, and one link leads to its own page.

Every address is walked by somebody to whom it opens. A letter that was issued has the block of its own day instead
(tests/letters/test_ombudsman_by_date.py).
"""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from putright.rules import scheme
from tests.access.addresses import every_address
from tests.access.world import World, browsers, parts, same_cookies

# The letter as it was issued, and pictures: no pages of the day.
OF_THEIR_OWN_DAY = {"complaints:letter"}
# One visitor of each kind who opens pages: a stranger, the resident, staff, an adviser, the rest.
WHO = ("str", "lnk", "off", "hed", "adm", "ldr", "srv", "mrc", "adv", "pwd")


def wanted() -> tuple[str, ...]:
    known = scheme.contact(timezone.localdate())
    web = known.web.removeprefix("https://www.")
    return (known.phone, web, known.name, ", ".join(known.post), *([known.form] if known.form else []))


def lacking(page: str) -> list[str]:
    text = html.unescape(re.sub(r"\s+", " ", page))
    return [one for one in wanted() if one not in text]


def test_every_page_has_the_block_of_the_day(world: World) -> None:
    visitors = browsers(world, *WHO)
    seen: set[str] = set()
    for address in every_address():
        if address.name in OF_THEIR_OWN_DAY:
            continue
        for name, browser in visitors.items():
            put_back = same_cookies(browser)
            answer = browser.get(address.path(parts(world)))
            put_back()
            if answer.status_code not in {200, 404} or "text/html" not in answer.headers["Content-Type"]:
                continue
            if answer.streaming:
                continue
            page = answer.content.decode()
            assert not lacking(page), (address.name, name, answer.status_code, lacking(page))
            if answer.status_code == 200:
                seen.add(address.name)
            if answer.status_code == 200 and name == "lnk" and "your-complaint" in address.pattern:
                reference = world.mine.complaint.reference
                assert f"/en/your-complaint/{reference}/ombudsman/" in page, address.name
    assert len(seen) > 120, f"Only {len(seen)} addresses were seen as pages."
    assert {"complaints:start", "complaints:case", "complaints:queue", "advice:case", "account_login"} <= seen


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_pages_for_errors_have_it_too(world: World, status: int) -> None:
    request = RequestFactory().get("/nowhere/")
    handler = get_resolver().resolve_error_handler(status)
    answer = handler(request) if status == 500 else handler(request, exception=Exception("x"))
    assert answer.status_code == status
    assert not lacking(answer.content.decode())


def test_a_form_whose_page_was_open_too_long_has_it(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/{world.cast.landlord.code}/en/find/", {})
    assert answer.status_code == 403
    assert not lacking(answer.content.decode())


def test_pages_in_another_language_have_it(world: World, settings: object) -> None:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True  # type: ignore[attr-defined]
    world.cast.landlord.languages = ["en", "ur", "pl"]
    world.cast.landlord.save()
    for language in ("ur", "pl"):
        for rest in ("", "find/", "ombudsman/", "help/"):
            answer = Client().get(f"/{world.cast.landlord.code}/{language}/{rest}")
            assert answer.status_code == 200
            assert not lacking(answer.content.decode()), (language, rest)
