"""Limits that stop a machine and not a family behind one address."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.db import close_old_connections, connections
from django.test import Client

from putright.accounts.models import Landlord
from putright.accounts.policy import HOURLY_AT_LANDLORD, HOURLY_FROM_ADDRESS, WrongPolicy, read_policy, typed
from putright.complaints import tending
from putright.complaints.models import Draft, Hazard, Pace
from putright.complaints.returning import limits
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.filling import count, elm, fill_in, page
from tests.complaints.resident import words

BEGIN = "/elm/en/complain/"
AT = moment("2026-11-03", 12)


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


@pytest.fixture
def frozen() -> Iterator[None]:
    """The clock stands within one hour, so that no test runs over its end."""
    with mock.patch("django.utils.timezone.now", return_value=moment("2026-11-03", 12)):
        yield


def kept(landlord: Landlord, **policy: list[str]) -> None:
    with as_landlord(landlord.id):
        landlord.policy = policy
        landlord.save(update_fields=["policy"])


def begun(address: str) -> int:
    return Client(REMOTE_ADDR=address).post(BEGIN).status_code


@pytest.mark.usefixtures("frozen")
def test_a_family_goes_on_and_a_machine_is_stopped(landlord: Landlord) -> None:
    # Thirty forms from one address within an hour: a street behind one router.
    family = [begun("198.51.100.7") for _number in range(30)]
    assert set(family) == {302}
    machine = [begun("203.0.113.9") for _number in range(500)]
    assert (machine.count(302), machine.count(429)) == (60, 440)
    assert count(Draft, landlord) == 90
    # Nobody else is held up by it.
    assert begun("203.0.113.10") == begun("198.51.100.7") == 302


@pytest.mark.usefixtures("frozen")
def test_what_is_said_then_is_one_sentence_with_what_to_do_next(landlord: Landlord) -> None:
    kept(landlord, hourly_from_address=["begin:1"])
    client = Client()
    assert client.post(BEGIN).status_code == 302
    barred = client.post(BEGIN)
    said = words(barred.content.decode())
    assert barred.status_code == 429
    assert (
        said.count("This was done very often from your network in the last hour. Try again in an hour") == 1
    )
    assert landlord.phone in said and landlord.emergency_phone in said and "call 999" in said
    assert 'href="/elm/en/complain/danger/"' in barred.content.decode()
    # A page that is typed on without a form says it too, and what was typed stands there.
    stranger = Client()
    shown = stranger.post(page("what-went-wrong"), {"words": "Mould <b>everywhere</b> پھپھوندی"})
    assert (
        shown.status_code == 429 and "Mould &lt;b&gt;everywhere&lt;/b&gt; پھپھوندی" in shown.content.decode()
    )
    assert count(Draft, landlord) == 1


@pytest.mark.usefixtures("frozen")
def test_danger_is_never_turned_away(landlord: Landlord) -> None:
    kept(landlord, hourly_from_address=["begin:1"], hourly_at_landlord=["begin:1"])
    assert Client().post(BEGIN).status_code == 302
    for number, danger in enumerate(("yes", "unknown"), start=1):
        client = Client()
        assert client.get(page("danger")).status_code == 200
        assert client.post(page("danger"), {"danger": danger}).url == page("urgent")
        assert count(Hazard, landlord) == number
        # And the form goes on from there.
        assert client.post(page("what-went-wrong"), {"words": "Gas"}).status_code == 302
    assert Client().post(page("urgent"), {"what": ["gas"]}).status_code == 302
    assert Client().post(page("danger"), {"danger": "no"}).status_code == 429


@pytest.mark.usefixtures("frozen")
def test_a_form_that_is_begun_is_not_held_up(landlord: Landlord) -> None:
    kept(landlord, hourly_from_address=["begin:1"])
    client = Client()
    client.post(BEGIN)
    assert begun("127.0.0.1") == 429
    fill_in(client)
    assert client.post(page("check")).status_code == 302


@pytest.mark.usefixtures("frozen")
def test_all_addresses_together_are_limited_for_each_landlord(landlord: Landlord, cast: Cast) -> None:
    kept(landlord, hourly_at_landlord=["begin:20"])
    answers = [begun(f"192.0.2.{number}") for number in range(30)]
    assert (answers.count(302), answers.count(429)) == (20, 10)
    other = Client(REMOTE_ADDR="192.0.2.1").post("/meadowbank/en/complain/")
    assert other.status_code == 302


@pytest.mark.usefixtures("frozen")
def test_guesses_at_passphrases_are_limited_for_all_addresses_together(landlord: Landlord) -> None:
    kept(landlord, hourly_at_landlord=["passphrase:20"])
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{number}")
        .post("/elm/en/find/", {"reference": f"GUESS{number}", "passphrase": "acorn"})
        .status_code
        for number in range(25)
    ]
    assert answers == [200] * 20 + [429] * 5


@pytest.mark.django_db
def test_the_next_hour_begins_anew_and_the_counts_go(landlord: Landlord) -> None:
    kept(landlord, hourly_from_address=["begin:2"])
    with as_landlord(landlord.id):
        numbers = [limits.count(landlord, "begin", "192.0.2.1", at=AT).here for _time in range(3)]
        assert numbers == [1, 2, 3]
        assert limits.counted(landlord, "begin", "192.0.2.1", at=AT).too_often
        later = AT + timedelta(hours=1)
        assert not limits.count(landlord, "begin", "192.0.2.1", at=later).too_often
        assert Pace.objects.count() == 2
    tending.tidy_forms(landlord.id, AT + timedelta(hours=3))
    with as_landlord(landlord.id):
        assert Pace.objects.count() == 1
    tending.tidy_forms(landlord.id, AT + timedelta(hours=9))
    with as_landlord(landlord.id):
        assert not Pace.objects.exists()


@pytest.mark.django_db
def test_an_address_stands_nowhere_and_its_digest_changes_every_day(landlord: Landlord) -> None:
    with as_landlord(landlord.id):
        limits.count(landlord, "begin", "192.0.2.1", at=AT)
        (row,) = Pace.objects.values()
    assert "192.0.2.1" not in str(row)
    digests = {
        limits.whose(landlord.id, what, "192.0.2.1", at=AT + timedelta(days=days))
        for what in ("begin", "equality")
        for days in (0, 1, 2)
    }
    # Neither from one day to the next nor from one thing to another can it be followed.
    assert len(digests) == 6
    with mock.patch("django.conf.settings.SECRET_KEY", "another key"):
        assert limits.whose(landlord.id, "begin", "192.0.2.1", at=AT) not in digests


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_what_counts_as_one_place(one: str, other: str, same: bool) -> None:
    assert (limits.network_of(one) == limits.network_of(other)) is same


@pytest.mark.usefixtures("frozen")
def test_a_machine_that_changes_its_ipv6_address_is_one(landlord: Landlord) -> None:
    kept(landlord, hourly_from_address=["begin:5"])
    answers = [begun(f"2001:db8:1:2::{number:x}") for number in range(1, 9)]
    assert answers == [302] * 5 + [429] * 3
    assert begun("2001:db8:1:3::1") == 302


def test_many_at_once_do_not_get_past_it(own_database: str) -> None:
    """Two workers count in the database: forty at the same time, and as many pass as may."""
    landlord = elm()
    kept(landlord, hourly_from_address=["begin:10"])

    def one(_number: int) -> int:
        close_old_connections()
        try:
            return begun("203.0.113.9")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(40)))
    assert (answers.count(302), answers.count(429)) == (10, 30)


def test_the_numbers_are_the_landlords_own_with_defaults() -> None:
    policy = read_policy({"hourly_from_address": ["begin:200", "code:5"]})
    assert policy.hourly_from_address == {**HOURLY_FROM_ADDRESS, "begin": 200, "code": 5}
    assert policy.hourly_at_landlord == HOURLY_AT_LANDLORD
    assert typed("hourly_from_address=begin:200,code:5") == ("hourly_from_address", ["begin:200", "code:5"])
    for wrong in ("begin", "begin:0", "begin:x", "breathe:5", "begin:9999999"):
        with pytest.raises(WrongPolicy):
            read_policy({"hourly_from_address": [wrong]})
