"""Signing in with a password and a second step: what opens, what does not, and what is noted."""

from __future__ import annotations

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from putright.accounts import actions, second_factor
from putright.accounts.models import Landlord, Person, Role
from putright.record.chain import By, timeline
from putright.record.models import AccessEntry
from putright.record.tenancy import as_landlord
from putright.rules.stages import Role as RoleKind
from tests.accounts.steps import (
    PASSWORD,
    can_sign_in,
    enter_code,
    enter_password,
    forget_used_codes,
    sign_in,
    with_password_alone,
)
from tests.cast import Cast, moment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.accounts.pages")]

STAFF = "/meadowbank/en/staff/"
SET_UP = "/sign-in/second-step/"
OVERVIEW = SET_UP


def seen(landlord: Landlord) -> list[str]:
    with as_landlord(landlord.id):
        return list(AccessEntry.objects.order_by("at", "id").values_list("what", flat=True))


def test_a_stranger_is_led_to_sign_in_and_back(client: Client) -> None:
    actions.add_landlord(landlord_settings(), by=By.system(), at=moment("2026-01-05"))
    answer = client.get(STAFF)
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Fmeadowbank%2Fen%2Fstaff%2F"


def landlord_settings() -> actions.LandlordSettings:
    return actions.LandlordSettings(
        code="meadowbank",
        name="Meadowbank Homes",
        phone="01632 960100",
        emergency_phone="01632 960101",
        gas_phone="01632 960102",
        email="complaints@meadowbank.example",
        office_address="1 Quay Row",
        link_days=30,
        draft_days=28,
    )


def test_password_and_code_open_the_page_that_was_asked_for(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    answer = client.post(f"/sign-in/?next={STAFF}", {"login": person.email, "password": PASSWORD})
    assert answer["Location"] == "/sign-in/second-step/code/"
    assert client.get(STAFF).status_code == 302, "the password alone opened the page"
    answer = enter_code(client, second_factor.present_code(person))
    assert answer["Location"] == STAFF
    assert client.get(STAFF).content == b"staff of Meadowbank Homes"
    assert seen(cast.landlord) == ["signed_in"]


def test_an_address_elsewhere_is_not_gone_to_after_signing_in(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    client.post("/sign-in/?next=https://elsewhere.example/", {"login": person.email, "password": PASSWORD})
    answer = enter_code(client, second_factor.present_code(person))
    assert answer["Location"] == "/sign-in/home/"


@pytest.mark.parametrize(
    "address",
    [
        STAFF,
        "/sign-in/home/",
        "/sign-in/password/",
        "/sign-in/passkeys/",
        "/sign-in/passkeys/again/",
        "/sign-in/second-step/recovery-codes/",
        "/sign-in/second-step/recovery-codes/new/",
        "/sign-in/second-step/recovery-codes/file/",
        "/sign-in/second-step/app/remove/",
        "/sign-in/second-step/again/",
    ],
)
def test_a_password_alone_opens_nothing(client: Client, cast: Cast, address: str) -> None:
    answer = enter_password(client, with_password_alone(cast.officer))
    assert answer["Location"] == "/sign-in/home/"
    answer = client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, SET_UP)


def test_setting_up_an_app_is_the_second_step_of_this_sign_in(client: Client, cast: Cast) -> None:
    person = with_password_alone(cast.officer)
    enter_password(client, person)
    page = client.get(SET_UP).content.decode()
    assert "A password alone does not open complaints" in page
    page = client.get("/sign-in/second-step/app/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = client.session["mfa.totp.secret"]
    shown = re.search(r"Key:(.*?)</p>", page, re.DOTALL)
    assert shown
    assert "".join(re.sub(r"<[^>]+>", "", shown[1]).split()) == secret, "the key stands there as text"
    wrong = client.post("/sign-in/second-step/app/", {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    assert client.get(STAFF).status_code == 302
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post("/sign-in/second-step/app/", {"code": code})
    assert answer["Location"] == "/sign-in/second-step/recovery-codes/"
    assert client.get(STAFF).status_code == 200
    kinds = []
    with as_landlord(cast.landlord.id):
        kinds = [each.kind.name for each in timeline(cast.landlord.id, ("landlord", cast.landlord.id))]
    assert kinds.count("person.second_factor_added") == 2, "the app and the recovery codes"


def test_the_apps_key_is_not_in_the_database_as_it_is(cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    kept = Authenticator.objects.get(user_id=person.pk).data["secret"]
    assert decrypt(kept) not in kept
    assert re.fullmatch(r"[A-Z2-7]{32}", decrypt(kept))


def test_a_wrong_code_is_refused_and_noted(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    enter_password(client, person)
    right = second_factor.present_code(person)
    answer = enter_code(client, "000000" if right != "000000" else "000001")
    assert answer.status_code == 200
    assert "The code is not right" in answer.content.decode()
    assert client.get(STAFF).status_code == 302
    assert seen(cast.landlord) == ["sign_in_refused_code"]


def test_a_code_counts_once(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    enter_password(client, person)
    code = second_factor.present_code(person)
    assert enter_code(client, code).status_code == 302
    again = Client()
    enter_password(again, person)
    assert enter_code(again, code).status_code == 200
    # The package forgets a code after one step; ours remembers it while a neighbouring step would let it in.
    cache.delete(f"allauth.mfa.totp.used?user={person.pk}&code={code}")
    assert enter_code(again, code).status_code == 200
    forget_used_codes()
    assert enter_code(again, code).status_code == 302


def test_a_recovery_code_opens_once(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    sign_in(client, person)
    answer = client.post("/sign-in/second-step/recovery-codes/new/")
    assert answer["Location"] == "/sign-in/second-step/recovery-codes/"
    page = client.get("/sign-in/second-step/recovery-codes/").content.decode()
    codes = re.findall(r"\b\d{8}\b", page)
    assert len(codes) == 10
    file = client.get("/sign-in/second-step/recovery-codes/file/")
    assert file.content.decode().split() == codes
    for expected in (302, 200):
        another = Client()
        enter_password(another, person)
        assert enter_code(another, codes[0]).status_code == expected
        forget_used_codes()


def test_a_session_from_before_the_second_step_was_set_up_elsewhere_ends(client: Client, cast: Cast) -> None:
    person = with_password_alone(cast.officer)
    enter_password(client, person)
    can_sign_in(person)
    answer = client.get("/sign-in/passkeys/add/")
    assert answer["Location"] == "/sign-in/"
    assert client.get("/sign-in/second-step/")["Location"] == "/sign-in/", "it was signed out"


def test_whoever_removes_the_last_second_step_must_set_up_another(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.officer))
    assert client.get(STAFF).status_code == 200
    assert client.post("/sign-in/second-step/app/remove/").status_code == 302
    answer = client.get(STAFF)
    assert (answer.status_code, answer["Location"]) == (302, SET_UP)


def test_what_matters_asks_again_who_is_there(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = can_sign_in(cast.officer)
    sign_in(client, person)
    address = "/sign-in/second-step/app/remove/"
    assert client.get(address).status_code == 200, "within five minutes nobody is asked again"
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    answer = client.get(address)
    assert answer["Location"].startswith("/sign-in/again/?next=")
    assert client.post(answer["Location"], {"password": "not it"}).status_code == 200
    back = client.post(answer["Location"], {"password": PASSWORD})
    assert back["Location"] == address
    assert client.get(address).status_code == 200


def test_a_wrong_password_says_the_same_for_everybody(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    known = enter_password(client, person, "not it at all").content.decode()
    sentence = "The email address or the password is not right"
    assert sentence in known
    unknown = client.post(
        "/sign-in/", {"login": "nobody@elsewhere.example", "password": "not it"}
    ).content.decode()
    assert sentence in unknown
    assert seen(cast.landlord) == ["sign_in_refused_password"]


def test_too_many_attempts_have_to_wait_even_with_the_right_password(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    for _attempt in range(5):
        enter_password(client, person, "not it at all")
    answer = enter_password(client, person)
    assert answer.status_code == 200
    assert "too many attempts" in answer.content.decode()


def test_too_many_codes_have_to_wait(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    enter_password(client, person)
    for _attempt in range(5):
        enter_code(client, "abcdef")
    answer = enter_code(client, second_factor.present_code(person))
    assert answer.status_code == 200
    assert "too many attempts" in answer.content.decode()


def test_somebody_who_was_stopped_cannot_sign_in_and_is_out_at_once(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    sign_in(client, person)
    actions.stop_person(person, by=By.system(), at=moment("2026-01-05"))
    assert client.get(STAFF)["Location"].startswith("/sign-in/?next=")
    answer = enter_password(Client(), person)
    assert answer["Location"] == "/sign-in/stopped/"
    assert "Your account has been stopped" in client.get("/sign-in/stopped/").content.decode()


def test_nobody_can_sign_up(client: Client, db: None) -> None:
    for address in ("/sign-in/no-account/", "/sign-in/provider/no-account/"):
        answer = client.get(address)
        assert "Ask the administrator of your landlord" in answer.content.decode()
        given = {"email": "new@example.org", "password1": PASSWORD}
        assert client.post(address, given).status_code == 405
    assert not Person.objects.filter(email="new@example.org").exists()


def test_the_session_cookie_stays_with_the_browser_and_the_host(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.officer))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert not cookie["max-age"], "it ends with the browser"


def test_cookies_go_over_tls_alone_unless_a_demo_says_otherwise() -> None:
    import subprocess
    import sys

    from putright.database import databases

    environment = databases.program_environment() | {
        "DATABASE_URL": "postgresql://nobody@/nowhere",
        "PUTRIGHT_INSECURE": "0",
    }
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "from django.conf import settings as s;"
            "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)",
        ],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["True", "True", "False"]


def test_a_role_at_one_landlord_opens_nothing_at_another(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.stranger_officer))
    assert client.get("/ferrous-valley/en/staff/").status_code == 200
    there, nowhere = client.get(STAFF), client.get("/no-such-landlord/en/staff/")
    assert there.status_code == nowhere.status_code == 404
    token = re.compile(rb"[A-Za-z0-9]{64}")
    shown = token.sub(b"", there.content).replace(b"Meadowbank Homes", b"").replace(b"meadowbank", b"")
    assert b"staff of" not in shown


def test_a_role_that_ended_opens_nothing(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.former_officer))
    assert client.get(STAFF).status_code == 404
    assert "You have no role at a landlord" in client.get("/sign-in/home/").content.decode()


def test_a_role_opens_from_the_day_it_is_given_and_not_on_the_day_it_ends(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.stranger_officer)
    sign_in(client, person)
    here, role = cast.landlord, RoleKind.HEAD_OF_HOUSING
    from django.utils import timezone

    actions.give_role(person, here, role, by=By.system(), at=timezone.now())
    assert client.get(STAFF).status_code == 200
    actions.end_role(person, here, role, by=By.system(), at=timezone.now())
    assert client.get(STAFF).status_code == 404


def test_home_goes_straight_on_with_one_landlord_and_asks_with_two(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    sign_in(client, person)
    assert client.get("/sign-in/home/")["Location"] == STAFF
    actions.give_role(
        person, cast.other_landlord, RoleKind.COMPLAINTS_OFFICER, by=By.system(), at=moment("2026-01-05")
    )
    page = client.get("/sign-in/home/").content.decode()
    assert 'href="/meadowbank/en/staff/"' in page
    assert 'href="/ferrous-valley/en/staff/"' in page


def test_people_of_other_bodies_have_a_home_and_no_landlords(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.ombudsman))
    page = client.get("/sign-in/home/").content.decode()
    assert "Housing Ombudsman" in page
    assert client.get(STAFF).status_code == 404


def test_signing_out_takes_a_form(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.officer))
    client.get("/sign-in/out/")
    assert client.get(STAFF).status_code == 200
    assert client.post("/sign-in/out/")["Location"] == "/"
    assert client.get(STAFF).status_code == 302
    assert seen(cast.landlord)[-1] == "signed_out"


def test_a_page_of_an_account_is_not_kept_by_the_browser(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.officer))
    for address in (STAFF, OVERVIEW, "/sign-in/second-step/recovery-codes/new/"):
        assert "no-store" in client.get(address)["Cache-Control"]


def test_changing_the_password_ends_the_other_sessions(client: Client, cast: Cast) -> None:
    person = can_sign_in(cast.officer)
    sign_in(client, person)
    other = Client()
    forget_used_codes()
    sign_in(other, person)
    new = "four other words together"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/sign-in/password/", given).status_code == 302
    assert client.get(STAFF).status_code == 200
    assert other.get(STAFF).status_code == 302


def test_the_address_to_set_a_password_works_once(client: Client, cast: Cast) -> None:
    at = moment("2026-01-05")
    person = actions.add_person(
        cast.landlord,
        email="New.Person@Meadowbank.example",
        name="New Person",
        role=RoleKind.HOUSING_MANAGER,
        by=By.system(),
        at=at,
    )
    address = actions.password_address(person, cast.landlord, by=By.system(), at=at).removeprefix(
        settings.ORIGIN
    )
    form = client.get(address)["Location"]
    assert address.rsplit("-", 1)[1] not in form, "the token leaves the address at once"
    short = client.post(form, {"password1": "short", "password2": "short"})
    assert "at least 12 characters" in short.content.decode()
    assert client.post(form, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    answer = Client().get(address)
    assert "This address does not work any more" in answer.content.decode()
    assert enter_password(client, person)["Location"] == "/sign-in/home/"
    assert client.get("/sign-in/home/")["Location"] == SET_UP


def test_without_a_mail_server_the_page_says_whom_to_ask(client: Client, db: None) -> None:
    assert not settings.MAIL_CONFIGURED
    assert "sends no email" in client.get("/sign-in/password/forgotten/").content.decode()


def test_roles_are_seen_by_their_landlord_and_their_holder_alone(cast: Cast) -> None:
    assert not Role.objects.exists(), "a query without a landlord sees nothing"
    with as_landlord(None, person_id=cast.officer.id):
        assert {role.person_id for role in Role.objects.all()} == {cast.officer.id}
        assert not Role.objects.update(ended_on=None), "own roles elsewhere can be read, not changed"
    with as_landlord(cast.other_landlord.id):
        assert {role.person_id for role in Role.objects.all()} == {cast.stranger_officer.id}


def test_a_view_without_a_door_is_not_found(client: Client, cast: Cast) -> None:
    sign_in(client, can_sign_in(cast.officer))
    assert client.get("/meadowbank/en/no-door/").status_code == 404


def test_a_view_that_fails_takes_its_writing_back(client: Client, cast: Cast) -> None:
    client.raise_request_exception = False
    assert client.get("/meadowbank/en/fails/").status_code == 500
    with as_landlord(cast.landlord.id):
        assert Role.objects.filter(person=cast.officer, ended_on=None).exists()
