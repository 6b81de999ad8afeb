"""What an attacker would send: to be led elsewhere, to break a page, to guess, to have a secret logged."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import re
import sys
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.forms import Form
from django.test import Client
from django.utils import timezone

from putright.accounts.models import Host
from putright.accounts.models import Role as Held
from putright.accounts.second_factor import present_code
from putright.complaints import letters
from putright.complaints.form.telling import PAGES
from putright.complaints.models import Complaint, Draft, Hazard, Point
from putright.config.logs import WithoutTokens
from putright.record.chain import timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.stages import Role
from tests.access.addresses import every_address
from tests.access.world import HOSTILE, World, browsers, page, parts, signed_in
from tests.accounts.steps import can_sign_in, enter_code, enter_password
from tests.cast import make_person


def whole(browser: Client) -> Client:
    """The browser of somebody who looks at the answer to a failure too."""
    browser.raise_request_exception = False
    return browser


# Led elsewhere


TARGETS = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "\thttps://evil.example/",
    "https:///evil.example",
    "/\t/evil.example/",
]


def test_signing_in_and_out_leads_nowhere_else(world: World) -> None:
    officer = can_sign_in(world.cast.officer)
    for target in TARGETS:
        cache.clear()
        browser = Client()
        answer = browser.post(
            "/sign-in/", {"login": officer.email, "password": "three words together", "next": target}
        )
        assert "evil" not in answer.headers["Location"]
        code = present_code(officer)
        answer = enter_code(browser, code)
        assert answer.status_code == 302
        assert "evil" not in answer.headers["Location"] and "javascript" not in answer.headers["Location"]
        again = browser.get("/sign-in/", {"next": target})
        assert "evil" not in again.headers.get("Location", "")
        out = browser.post("/sign-in/out/", {"next": target})
        assert out.status_code == 302
        assert "evil" not in out.headers["Location"] and "javascript" not in out.headers["Location"]


@pytest.mark.parametrize(
    "path", ["//evil.example/staff", "/%2fevil.example/", "/meadowbank/ur//evil.example/staff"]
)
def test_no_path_leads_elsewhere(world: World, path: str) -> None:
    answer = browsers(world, "off")["off"].get(path)
    assert not answer.headers.get("Location", "/").startswith(("//", "http", "/\\"))


def test_a_host_name_that_is_not_ours_is_refused(world: World) -> None:
    for host in ("evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:80:80"):
        answer = Client().get(page(world, ""), headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.content.decode()


def test_a_mapped_host_serves_its_landlord_alone_however_its_name_is_written(
    world: World, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["complaints.meadowbank.example"]
    Host.objects.create(name="complaints.meadowbank.example", landlord=world.cast.landlord)
    for host in (
        "complaints.meadowbank.example",
        "complaints.meadowbank.example:8000",
        "Complaints.Meadowbank.Example",
        "complaints.meadowbank.example.",
    ):
        assert Client().get(page(world, ""), headers={"host": host}).status_code == 200
        there = page(world, "", world.cast.other_landlord)
        assert Client().get(there, headers={"host": host}).status_code == 404, host


ODD_PATHS = [
    "/meadowbank/EN/",
    "/meadowbank/en%00/",
    "/meadowbank/..%2fferrous-valley/",
    "/meadowbank/en-GB/",
    "/meadowbank/xx/",
    "/meadowbank/%2e%2e/en/",
    "/meadowbank%20/en/",
    "/Meadowbank/en/",
    "/meadowbank/en/your-complaint/%00/",
    "/meadowbank/en/your-complaint/%252e%252e/",
    "/meadowbank/en/staff/complaints/A%0d%0aSet-Cookie:x/",
    "/meadowbank/en/link/%ed%a0%80/",
    "/meadowbank/en/link/" + "a" * 5000 + "/",
    "/sign-in/password/new/0-%00/",
    "/sign-in/passkeys/" + "9" * 5000 + "/name/",
    "/sign-in/passkeys/99999999999999999999/name/",
    "/meadowbank/colours-%22.css",
]


def test_odd_paths_are_not_found(world: World) -> None:
    for browser in browsers(world, "lnk", "off").values():
        for path in ODD_PATHS:
            answer = whole(browser).get(path)
            assert answer.status_code in ({200, 302, 404} if path.startswith("/sign-in/") else {404, 301}), (
                path
            )
            assert "Set-Cookie:x" not in str(answer.headers)


# Broken pages


ODD = ("a\x00b", "9" * 5000, b"\xed\xa0\x80", "ß" * 10, "\u202e\u2066abc\ufeff")
# What no browser says of a passkey.
CREDENTIALS = (
    "9" * 5000,
    "[" * 20_000,
    "[]",
    "1",
    "null",
    json.dumps({"id": "\ud800"}),
    json.dumps({"id": "a", "rawId": 1, "type": "public-key", "response": []}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "YQ"}}),
    json.dumps(
        {
            "id": "YQ",
            "rawId": "YQ",
            "type": "public-key",
            "response": {
                "clientDataJSON": "e30",
                "authenticatorData": "YQ",
                "signature": "YQ",
                "attestationObject": "oA",
                "userHandle": "YQ",
            },
        }
    ),
)
NAMES = """words q reference passphrase login password email code credential points why wanted_now reasons kept danger
what called phone point_0 remove seen step key channel name address postcode more contact_ways person on-day on-month
on-year summary who finding facts action due_on-day due_on-month due_on-year owner until-day until-month until-year
good_reason approved_by news_every_days ground outcome outcomes outside proof received_on-day received_on-month
received_on-year next oldpassword password1 passwordless for_whom spoken written ways line_1 show page text place
do""".split()


def names() -> list[str]:
    """What is typed, by its name: these, and every field of every form that there is."""
    found, forms = list(NAMES), [*Form.__subclasses__()]
    while forms:
        one = forms.pop()
        forms += one.__subclasses__()
        if one.__module__.startswith("putright.complaints"):
            found += one.base_fields
    return list(dict.fromkeys(found))


FORM_PAGES = [*PAGES, "check"]


@pytest.mark.parametrize("who", ["lnk", "off", "mgr"])
def test_no_odd_text_breaks_a_page(world: World, who: str) -> None:
    browser = whole(browsers(world, who)[who])
    given, wanted = parts(world), [*names(), "a\x00b"]
    for address in every_address():
        staff = "/staff/" in address.pattern
        if not address.name.startswith("complaints:") or staff == (who == "lnk"):
            continue
        if who == "mgr" and address.name not in {"complaints:finding", "complaints:answer"}:
            continue
        for one in FORM_PAGES if address.name == "complaints:form" else ("",):
            path = address.path(given | ({"page": one} if one else {}))
            for odd in ODD:
                typed = urlencode(dict.fromkeys(wanted, odd))
                answer = browser.post(path, typed, content_type="application/x-www-form-urlencoded")
                assert answer.status_code < 500, (who, path, odd, getattr(answer, "exc_info", None))


def test_no_odd_text_in_an_address_breaks_a_page(world: World) -> None:
    browser = whole(browsers(world, "off")["off"])
    for path in ("/", "/sign-in/", "/sign-in/out/", page(world, "staff/"), page(world, "staff/search/")):
        for odd in ODD:
            asked = urlencode(dict.fromkeys(("q", "next", "show", "page", "state", "code"), odd))
            answer = browser.get(f"{path}?{asked}")
            assert answer.status_code < 500, (path, odd, getattr(answer, "exc_info", None))


def test_a_passkey_that_no_browser_made_is_refused(world: World) -> None:
    stranger, newcomer = whole(Client()), whole(browsers(world, "pwd")["pwd"])
    half = whole(Client())
    enter_password(half, can_sign_in(world.cast.head))
    for credential in CREDENTIALS:
        for browser, path in (
            (stranger, "/sign-in/passkey/"),
            (newcomer, "/sign-in/passkeys/add/"),
            (half, "/sign-in/second-step/code/"),
        ):
            cache.clear()
            browser.get(path)  # begins the ceremony
            answer = browser.post(path, {"credential": credential, "name": "x"})
            assert answer.status_code < 500, (path, credential[:80], getattr(answer, "exc_info", None))
            assert browser.get(page(world, "staff/")).status_code == 302


def test_what_is_too_much_is_refused_with_a_page(world: World) -> None:
    browser = whole(browsers(world, "lnk")["lnk"])
    form = page(world, "complain/what-went-wrong/")
    for typed, status in (
        ({"words": "x" * 3_000_000}, 413),
        ({f"a{number}": "1" for number in range(1100)}, 400),
    ):
        answer = browser.post(form, urlencode(typed), content_type="application/x-www-form-urlencoded")
        assert answer.status_code == status
        assert "Traceback" not in answer.content.decode()
    long = browser.post(form, {"words": "x" * 4001})
    assert "4,000 characters or less" in long.content.decode()


def test_an_odd_encoding_breaks_nothing(world: World) -> None:
    browser = whole(browsers(world, "lnk")["lnk"])
    form = page(world, "complain/what-went-wrong/")
    multipart = '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\n+ADw-script+AD4-\r\n--b--\r\n'
    sent = [
        ("multipart/form-data", multipart),
        ("multipart/form-data; boundary=" + "b" * 5000, multipart),
        ("application/json", "{}"),
        ("text/plain", "words=a"),
    ]
    for charset in ("utf-7", "rot13", "hex", "utf-16", "no-such", "idna", "punycode", "zlib"):
        sent.append((f"application/x-www-form-urlencoded; charset={charset}", "words=%2BADw-script%2BAD4-"))
        sent.append((f"multipart/form-data; boundary=b; charset={charset}", multipart))
    for kind, text in sent:
        answer = browser.generic("POST", form, text, content_type=kind)
        assert answer.status_code < 500, kind
        assert "<script>" not in answer.content.decode()


def test_an_upload_where_none_is_asked_for_is_not_kept(world: World) -> None:
    browser = whole(browsers(world, "lnk")["lnk"])
    file = io.BytesIO(b"GIF89a")
    file.name = "words"
    answer = browser.post(page(world, "complain/what-went-wrong/"), {"words": file})
    assert answer.status_code == 200
    assert "GIF89a" not in answer.content.decode()


def test_a_wrong_answer_about_danger_that_was_left_standing_does_not_stop_the_alarm(world: World) -> None:
    browser, landlord = whole(Client()), world.cast.landlord
    typed = {"what": ["fire", HOSTILE], "called": "call_me", "phone": "9" * 500}
    assert browser.post(page(world, "complain/urgent/"), typed).status_code == 200
    answer = browser.post(page(world, "complain/danger/"), {"danger": "yes"})
    assert answer.status_code == 302
    with as_landlord(landlord.id):
        hazard = Hazard.objects.filter(landlord=landlord).latest("opened_at")
        assert (hazard.danger, hazard.kinds, hazard.phone) == ("yes", ["fire"], "")
        noted = timeline(landlord.id, ("hazard", hazard.id))
    assert "script" not in json.dumps([dict(one.facts) for one in noted])


def test_staff_may_type_what_grows_in_capitals_or_is_long(world: World) -> None:
    browser = whole(browsers(world, "off")["off"])
    today = timezone.localdate()
    typed = {
        "danger": "no",
        "channel": "phone",
        "received_on-day": str(today.day),
        "received_on-month": str(today.month),
        "received_on-year": str(today.year),
        "words": "The lift",
        "postcode": "ß" * 10,
        "key": "k" * 40,
    }
    for changed in ({}, {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.example"}):
        answer = browser.post(page(world, "staff/new/"), typed | changed)
        assert answer.status_code == 200, changed


# Keys


def test_a_drafts_secret_cannot_be_made_from_the_number_of_a_case(world: World) -> None:
    """The number stands in the resident's calendar file and, signed but readable, in the cookie."""
    browser, case = browsers(world, "lnk")["lnk"], world.mine.complaint
    typed = {"points": ["all"], "why": "private words", "wanted_now": ""}
    assert browser.post(page(world, f"your-complaint/{case.reference}/stage-2/"), typed).status_code == 302
    with as_landlord(world.cast.landlord.id):
        draft = Draft.objects.filter(landlord=world.cast.landlord).latest("begun_at")
    assert draft.answers["stage-2"]["why"] == "private words"
    for guess in (f"stage-2 {case.id}", str(case.id), f"stage-2{case.id}", f"stage-2 {case.reference}"):
        assert hashlib.sha256(guess.encode()).hexdigest() != draft.key
    stranger = Client()
    stranger.cookies["putright-draft"] = f"stage-2 {case.id}"
    assert stranger.post(page(world, "complain/name/"), {"name": "Mallory"}).status_code == 302
    with as_landlord(world.cast.landlord.id):
        draft.refresh_from_db()
    assert set(draft.answers) == {"stage-2"}


def test_new_keys_to_a_case_end_the_old_ones_everywhere(world: World) -> None:
    case = page(world, f"your-complaint/{world.mine.complaint.reference}/")
    inside = browsers(world, "lnk", "pas", "nbr")
    assert inside["lnk"].get(case).status_code == inside["pas"].get(case).status_code == 200
    officer = browsers(world, "off")["off"]
    renew = page(world, f"staff/complaints/{world.mine.complaint.reference}/access/")
    assert officer.post(renew).status_code == 200
    # A phone that another person holds: neither its link nor the cookie it was exchanged for.
    assert inside["lnk"].get(case).status_code == inside["pas"].get(case).status_code == 404
    token = world.mine.received.link_token
    assert Client().get(page(world, f"link/{token}/")).status_code == 404
    other = page(world, f"your-complaint/{world.neighbours.complaint.reference}/")
    assert inside["nbr"].get(other).status_code == 200


def test_a_residents_cookie_cannot_be_made_or_stretched(world: World) -> None:
    browser = browsers(world, "lnk")["lnk"]
    case = page(world, f"your-complaint/{world.mine.complaint.reference}/")
    good = browser.cookies["putright-resident"].value
    for forged in (
        "",
        "x",
        good[:-1],
        good + "x",
        f"{good}:{good}",
        good.replace(":", "::"),
        "\x00",
        "a" * 10_000,
    ):
        # As a header: Python's own cookies refuse to hold some of these, an attacker's do not.
        stranger = Client(headers={"cookie": f"putright-resident={forged}"})
        assert whole(stranger).get(case).status_code == 404
    morsel = browser.cookies["putright-resident"]
    assert morsel["httponly"] and morsel["samesite"] == "Lax" and int(morsel["max-age"]) == 24 * 60 * 60


def test_a_session_that_was_there_before_sign_in_is_not_the_one_after(world: World) -> None:
    planted = Client()
    planted.get("/sign-in/")
    session = planted.session
    session["planted"] = True
    session.save()
    before = session.session_key or ""
    planted.cookies["putright-staff"] = before
    officer = can_sign_in(world.cast.officer)
    enter_password(planted, officer)
    attacker = Client()
    attacker.cookies["putright-staff"] = before
    assert attacker.get(page(world, "staff/")).status_code == 302
    assert enter_code(planted, present_code(officer)).status_code == 302
    assert planted.cookies["putright-staff"].value != before
    assert attacker.get(page(world, "staff/")).status_code == 302
    assert planted.get(page(world, "staff/")).status_code == 200


def test_a_role_that_ends_ends_for_sessions_that_are_open(world: World) -> None:
    browser = signed_in(world.cast.officer)
    assert browser.get(page(world, "staff/")).status_code == 200
    with as_landlord(world.cast.landlord.id):
        Held.objects.filter(person=world.cast.officer).update(ended_on=timezone.localdate())
    assert browser.get(page(world, "staff/")).status_code == 404


def test_passwords_and_codes_are_limited(world: World) -> None:
    officer = can_sign_in(world.cast.officer)
    cache.clear()
    answers = [enter_password(Client(), officer, f"wrong {number}") for number in range(12)]
    assert "too many attempts" in answers[-1].content.decode().lower()
    barred = Client()
    assert enter_password(barred, officer).status_code != 302
    cache.clear()
    browser = Client()
    assert enter_password(browser, officer).status_code == 302
    wrong = [enter_code(browser, f"{number:06}") for number in range(12)]
    assert not any(answer.status_code == 302 and "home" in answer.headers["Location"] for answer in wrong)
    assert wrong[-1].status_code == 429 or "too many attempts" in wrong[-1].content.decode().lower()


# What goes out


def test_headers_of_every_page(world: World) -> None:
    for who, browser in browsers(world, "lnk", "off").items():
        for address in every_address():
            answer = browser.get(address.path(parts(world)))
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy, (
                address.name
            )
            assert "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
            cached = answer.headers["Cache-Control"]
            # What everybody may read, the same for all: guidance holds nothing about anybody.
            free = address.name in {
                "accounts:stylesheet",
                "accounts:logo",
                *(
                    f"{room}:{page}"
                    for room in ("guidance", "guidance_public")
                    for page in ("first", "page", "print")
                ),
            }
            assert "no-store" in cached or (free and answer.status_code in {200, 404}), (
                who,
                address.name,
                cached,
            )
            for morsel in answer.cookies.values():
                if not morsel.value:
                    continue  # taken away
                assert morsel["httponly"] and morsel["samesite"] == "Lax" and not morsel["domain"], morsel.key
    token = world.mine.received.link_token
    assert Client().get(page(world, f"link/{token}/")).headers["Referrer-Policy"] == "no-referrer"


def test_a_letter_is_served_as_what_it_is_and_holds_words_as_words(world: World) -> None:
    browser, case, letter = browsers(world, "lnk")["lnk"], world.mine.complaint, world.mine.letter
    html = browser.get(page(world, f"your-complaint/{case.reference}/letters/{letter.id}/"))
    assert html.headers["Content-Type"] == "text/html; charset=utf-8"
    text = html.content.decode()
    assert "alert(" in text and "<script" not in text
    assert not re.search(r"<(style|iframe|object|embed|form|base|meta http-equiv)\b|\sstyle=", text)
    pdf = browser.get(page(world, f"your-complaint/{case.reference}/letters/{letter.id}/pdf/"))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in pdf.headers["Content-Disposition"]
    with letters.in_this_process():
        data = letters.pdf(letter.content)
    for name in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert name not in data, name


def test_a_calendar_file_takes_no_lines_of_others(world: World) -> None:
    with as_landlord(world.cast.landlord.id):
        odd = Complaint.objects.get(id=world.neighbours.complaint.id)
        odd.reference = "OLD ~1. _-/2"
        odd.save(update_fields=["reference"])
    browser = browsers(world, "lnk", "nbr")["nbr"]
    answer = browser.get(page(world, f"your-complaint/{quote('OLD ~1. _-~2')}/dates/"))
    assert answer.status_code == 404  # a stroke stands as ~, so no imported reference has both
    text = (
        browsers(world, "lnk")["lnk"]
        .get(page(world, f"your-complaint/{world.mine.complaint.reference}/dates/"))
        .content.decode()
    )
    assert "script" not in text
    assert all(re.match(r"[A-Z][A-Z;=-]*:|[A-Z]+;VALUE=DATE:| ", line) for line in text.split("\r\n") if line)


def test_messages_say_nothing_of_what_it_is_about(world: World) -> None:
    with as_landlord(world.cast.landlord.id):
        sent = list(Message.objects.filter(landlord_id=world.cast.landlord.id))
    assert sent
    for message in sent:
        for text in (message.subject, message.text):
            assert "alert(" not in text
        assert "\n" not in message.subject


# What is logged


@pytest.mark.parametrize(
    ("message", "args"),
    [
        ("GET %s", ("/meadowbank/en/link/SECRET/",)),
        ("GET /meadowbank/en/link/SECRET/", ()),
        ("GET /meadowbank/en/group/invited/SECRET/", ()),
        ("%(path)s", ({"path": "/meadowbank/ur/link/SECRET/"},)),
        ("GET %s", ("/meadowbank/ur/complain/return/SECRET/",)),
        ("Error handling request %s", ("/sign-in/password/new/1-SECRET/",)),
        ("failed", ()),
    ],
)
def test_no_token_stands_in_the_log(message: str, args: tuple[Any, ...]) -> None:
    made: logging.LogRecord
    try:
        raise RuntimeError("no page at /meadowbank/en/link/SECRET/ today")
    except RuntimeError:
        made = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, sys.exc_info())
    assert WithoutTokens().filter(made)
    assert "SECRET" not in logging.Formatter("%(message)s").format(made)


def test_a_failure_says_nothing_of_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail of the inside")

    browser = whole(browsers(world, "lnk")["lnk"])
    monkeypatch.setattr("putright.complaints.views.resident_case.queries.standing", fail)
    answer = browser.get(page(world, f"your-complaint/{world.mine.complaint.reference}/"))
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "secret detail" not in text and "Traceback" not in text and "resident_case" not in text
    assert "no-store" in answer.headers["Cache-Control"]


def test_points_of_another_case_cannot_be_asked_for_at_stage_2(world: World) -> None:
    browser = browsers(world, "lnk")["lnk"]
    answer = browser.post(
        page(world, f"your-complaint/{world.mine.complaint.reference}/stage-2/"), {"points": ["3"], "why": ""}
    )
    assert answer.status_code == 200
    with as_landlord(world.cast.landlord.id):
        assert Point.objects.filter(complaint=world.mine.complaint).count() == 2


def test_people_who_are_not_there_cannot_be_chosen(world: World) -> None:
    """Forms offer a list of people; an identity that is not on it is refused, whoever it belongs to."""
    manager = browsers(world, "mgr")["mgr"]
    elsewhere = make_person("Zed Elsewhere", world.cast.other_landlord, Role.HOUSING_MANAGER)
    case = world.mine.complaint.reference
    day = timezone.localdate()
    typed = {
        "action": "Call",
        "due_on-day": str(day.day),
        "due_on-month": str(day.month),
        "due_on-year": str(day.year),
        "point": "",
    }
    for person in (
        elsewhere.id,
        world.cast.stranger_officer.id,
        world.cast.former_officer.id,
        world.cast.adviser.id,
    ):
        answer = manager.post(
            page(world, f"staff/complaints/{case}/stage/1/promises/"), typed | {"owner": str(person)}
        )
        assert answer.status_code == 200
        assert "Select who sees to it" in answer.content.decode()
