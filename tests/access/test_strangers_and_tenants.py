"""What a stranger hears, what another landlord's people hear, and that it is what they would hear of nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import CharField, EmailField, Model, TextField
from django.test import Client
from django.utils import timezone

from putright.accounts import links
from putright.complaints import actions, attempts
from putright.complaints.actions import keys
from putright.complaints.models import (
    AddedDay,
    Complaint,
    Contact,
    Draft,
    Finding,
    Hazard,
    History,
    Letter,
    Point,
    Promise,
    Stage,
)
from putright.record.chain import By
from putright.record.ids import uuid7
from putright.record.models import AccessEntry, Message
from putright.record.tenancy import as_landlord
from tests.access.addresses import Address, every_address, read
from tests.access.world import HOSTILE, World, browsers, page, parts

TABLES: tuple[type[Model], ...] = (
    AddedDay,
    Complaint,
    Contact,
    Draft,
    Finding,
    Hazard,
    History,
    Letter,
    Point,
    Promise,
    Stage,
)
NOWHERE = {
    "reference": "ZZZZ9999",
    "letter": "01900000-0000-7000-8000-000000000000",
    "promise": "01900000-0000-7000-8000-000000000001",
    "hazard": "01900000-0000-7000-8000-000000000002",
    "service_request": "ZZZZ9998",
    "draft": "01900000-0000-7000-8000-000000000003",
    "token": "no-such-token",
}
NOWHERE |= {
    "representative": "01900000-0000-7000-8000-000000000003",
    "restriction": "01900000-0000-7000-8000-000000000004",
}
# A resident at a staff page is led to sign in, as everybody who is not signed in is.
NOT_THERE = {"404", "405", "in"}
OF_A_CASE = (
    *("service_request", "draft", "reference", "letter", "promise", "hazard", "token"),
    *("representative", "restriction"),
)


def addresses_of_things() -> list[Address]:
    found = [address for address in every_address() if address.parts & set(OF_A_CASE)]
    assert len(found) > 25
    return found


def body(answer: Any) -> str:
    """A page without what differs each time: the token against forged forms and the address asked for."""
    text: str = answer.content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_another_landlords_things_are_answered_like_things_that_do_not_exist(world: World) -> None:
    theirs = parts(world, world.elsewhere)  # below our own landlord's address
    nothing = parts(world) | NOWHERE
    for who, browser in browsers(world, "lnk", "off", "hed", "frn", "adv").items():
        for address in addresses_of_things():
            there, nowhere = browser.get(address.path(theirs)), browser.get(address.path(nothing))
            assert (read(there), body(there)) == (read(nowhere), body(nowhere)), (who, address.name)
            assert read(there) in NOT_THERE, (who, address.name)


@pytest.mark.parametrize("part", ["letter", "promise"])
def test_another_cases_letter_or_promise_is_not_found_in_ones_own(world: World, part: str) -> None:
    for other in (world.neighbours, world.elsewhere):
        mixed = parts(world) | {part: parts(world, other)[part]}
        for who, browser in browsers(world, "lnk", "off", "adv").items():
            for address in addresses_of_things():
                if {"reference", part} <= address.parts:
                    assert read(browser.get(address.path(mixed))) in NOT_THERE, (who, address.name)
                    assert read(browser.post(address.path(mixed))) in NOT_THERE, (who, address.name)


def test_a_neighbours_case_is_answered_to_a_resident_like_none(world: World) -> None:
    browser = browsers(world, "lnk")["lnk"]
    theirs, nothing = parts(world, world.neighbours), parts(world) | NOWHERE
    for address in addresses_of_things():
        if "token" in address.parts or "staff" in address.pattern or address.name.startswith("advice:"):
            continue
        there, nowhere = browser.get(address.path(theirs)), browser.get(address.path(nothing))
        assert (read(there), body(there)) == ("404", body(nowhere)), address.name


def test_whoever_is_not_signed_in_is_led_to_sign_in_whether_or_not_there_is_such_a_case(world: World) -> None:
    nothing = parts(world) | NOWHERE
    for browser in browsers(world, "str", "lnk").values():
        for address in addresses_of_things():
            if "/staff/" in address.path(nothing) or address.name.startswith("advice:"):
                for given in (parts(world), nothing, parts(world, world.elsewhere)):
                    answer = browser.get(address.path(given))
                    assert read(answer) == "in"
                    assert answer.content == b""


def test_staff_find_nothing_of_another_landlord_by_searching(world: World) -> None:
    officer = browsers(world, "off")["off"]
    hers, other = world.elsewhere.complaint, world.cast.other_landlord
    for typed in (hers.reference, hers.name, "ZZ9", str(hers.id)):
        found = officer.get(page(world, "staff/search/"), {"q": typed}).content.decode()
        assert f"staff/complaints/{hers.reference}/" not in found
    for rest in ("staff/", "staff/new/", f"staff/complaints/{hers.reference}/"):
        assert officer.get(page(world, rest, other)).status_code == 404
        assert officer.post(page(world, rest, other)).status_code == 404
    queue = officer.get(page(world, "staff/"), {"show": "all"}).content.decode()
    assert world.mine.complaint.reference in queue
    assert hers.reference not in queue


def test_a_residents_cookie_opens_nothing_at_another_landlord_or_host(world: World) -> None:
    browser = browsers(world, "lnk")["lnk"]
    reference = world.mine.complaint.reference
    assert browser.get(page(world, f"your-complaint/{reference}/")).status_code == 200
    there = page(world, f"your-complaint/{reference}/", world.cast.other_landlord)
    assert browser.get(there).status_code == 404
    here = browser.get(page(world, f"your-complaint/{reference}/"), headers={"host": "localhost"})
    assert here.status_code == 404
    assert browser.cookies["putright-resident"]["path"] == "/meadowbank/"
    assert browser.cookies["putright-resident"]["domain"] == ""


def test_a_link_opens_nothing_at_another_landlord_and_nothing_once_it_is_taken_back(world: World) -> None:
    token = world.mine.received.link_token
    assert Client().get(page(world, f"link/{token}/", world.cast.other_landlord)).status_code == 404
    assert Client().get(page(world, f"link/{token}/")).status_code == 302
    links.revoke_links(world.cast.landlord, world.mine.complaint.id)
    gone, never = (
        Client().get(page(world, f"link/{token}/")),
        Client().get(page(world, "link/no-such-token/")),
    )
    assert gone.status_code == never.status_code == 404
    assert body(gone) == body(never)


# Finding a case


def find(world: World, reference: str, passphrase: str, address: str = "192.0.2.1") -> Any:
    typed = {"reference": reference, "passphrase": passphrase}
    return Client(REMOTE_ADDR=address).post(page(world, "find/"), typed)


def test_unknown_and_wrong_are_answered_alike(world: World) -> None:
    right = world.mine.received.passphrase
    wrong = find(world, world.mine.complaint.reference, "acorn-beacon-candle-daisy-10")
    unknown = find(world, "ZZZZ9999", right)
    others = find(world, world.elsewhere.complaint.reference, world.elsewhere.received.passphrase)
    for answer, typed in (
        (wrong, world.mine.complaint.reference),
        (unknown, "ZZZZ9999"),
        (others, world.elsewhere.complaint.reference),
    ):
        assert answer.status_code == 200
        assert "do not go together" in body(answer)
        assert "putright-resident" not in answer.cookies
        assert re.sub(r'value="[^"]*"', "", body(answer)) == re.sub(r'value="[^"]*"', "", body(wrong)), typed


def test_an_unknown_case_costs_as_much_as_a_wrong_passphrase(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []

    def made(typed: str | None) -> str:
        hashed.append("made")
        return "!"

    def checked(typed: str, stored: str) -> bool:
        hashed.append("checked")
        return False

    monkeypatch.setattr(keys, "make_password", made)
    monkeypatch.setattr(keys, "check_password", checked)
    with as_landlord(world.cast.landlord.id):
        assert not actions.passphrase_opens(None, "acorn-beacon")
        assert not actions.passphrase_opens(world.mine.complaint, "acorn-beacon")
    assert hashed[-1] == "checked"
    assert hashed.count("made") >= 1


def test_guesses_at_one_reference_are_limited_wherever_they_come_from(world: World) -> None:
    reference, right = world.mine.complaint.reference, world.mine.received.passphrase
    for number in range(attempts.FOR_REFERENCE):
        assert find(world, reference, "wrong", f"192.0.2.{number}").status_code == 200
    late = find(world, f"{reference[:4]}-{reference[4:].lower()}", right, "198.51.100.7")
    assert late.status_code == 429
    # The neighbour is not shut out by it.
    assert (
        find(world, world.neighbours.complaint.reference, world.neighbours.received.passphrase).status_code
        == 302
    )


def test_guesses_from_one_address_are_limited_whatever_they_aim_at(world: World) -> None:
    cache.clear()
    for number in range(attempts.FOR_ADDRESS):
        assert find(world, f"GUESS{number}", "wrong").status_code == 200
    right = world.mine.received.passphrase
    assert find(world, world.mine.complaint.reference, right).status_code == 429
    assert find(world, world.mine.complaint.reference, right, "192.0.2.2").status_code == 302


# Looking is noted


def test_every_opening_of_a_case_is_in_the_access_log(world: World) -> None:
    reference, landlord = world.mine.complaint.reference, world.cast.landlord
    opened = timezone.now()
    visitors = browsers(world, "lnk", "off")
    for address in addresses_of_things():
        if "reference" not in address.parts:
            continue
        who = "off" if "/staff/" in address.path(parts(world)) else "lnk"
        with as_landlord(landlord.id):
            before = AccessEntry.objects.latest("id").id
        if read(visitors[who].get(address.path(parts(world)))) in {"200", "302"}:
            with as_landlord(landlord.id):
                # A file or a download that goes out has a row of its own beside the page's.
                written = AccessEntry.objects.filter(
                    landlord_id=landlord.id, at__gte=opened, id__gt=before, subject_kind="complaint"
                )
                rows = {row.what: row for row in written}
            name = address.name.removeprefix("complaints:")
            assert name in rows, address.name
            for row in rows.values():
                assert row.subject_id == world.mine.complaint.id
                assert (row.by_kind, row.person_id) == (
                    ("staff", world.cast.officer.id) if who == "off" else ("resident", None)
                )
    assert reference


# Row-level security


def rows(model: type[Model]) -> int:
    return model._default_manager.count()


@pytest.fixture
def full(world: World) -> Iterator[World]:
    """A world in which each table has a row of both landlords."""
    for case in (world.mine, world.elsewhere):
        landlord = case.complaint.landlord
        with as_landlord(landlord.id):
            actions.begin_draft(landlord, "a" * 64, "en", at=timezone.now())
            AddedDay.objects.create(
                landlord=landlord,
                complaint=case.complaint,
                day=timezone.localdate(),
                name="A day of thanks",
                added_on=timezone.localdate(),
            )
            History.objects.create(
                landlord=landlord, complaint=case.complaint, row={}, imported_at=timezone.now(), events=1
            )
    yield world


def test_a_query_sees_the_rows_of_the_present_landlord_alone(full: World) -> None:
    for model in TABLES:
        seen = {}
        for landlord in (full.cast.landlord, full.cast.other_landlord):
            with as_landlord(landlord.id):
                seen[landlord.id] = set(model._default_manager.values_list("landlord_id", flat=True))
        assert seen == {key: {key} for key in seen}, model
        with as_landlord(None):
            assert rows(model) == 0, model
        with as_landlord(uuid7()):
            assert rows(model) == 0, model


def test_a_statement_of_its_own_passes_no_landlord_by_either(full: World) -> None:
    with connection.cursor() as cursor, as_landlord(full.cast.other_landlord.id):
        for model in TABLES:
            table, mine = model._meta.db_table, full.cast.landlord.id
            cursor.execute(f"SELECT count(*) FROM {table} WHERE landlord_id = %s", [mine])
            assert cursor.fetchone()[0] == 0, table
            for statement in (
                f"UPDATE {table} SET landlord_id = landlord_id WHERE landlord_id = %s",
                f"DELETE FROM {table} WHERE landlord_id = %s",
            ):
                # An issued letter may not be changed by anybody, so that statement is refused altogether.
                with suppress(ProgrammingError), transaction.atomic():
                    cursor.execute(statement, [mine])
                    assert cursor.rowcount == 0, statement


def test_no_row_can_be_written_for_another_landlord(full: World) -> None:
    there = full.cast.other_landlord.id
    refused = pytest.raises(ProgrammingError, match="row-level security")
    for model in TABLES:
        with as_landlord(full.cast.landlord.id):
            row = model._default_manager.order_by("id").first()
        assert row is not None
        row.pk = uuid7()
        with as_landlord(there), refused, transaction.atomic():
            row.save(force_insert=True)
    with as_landlord(there), refused, transaction.atomic():
        Complaint.objects.update(landlord=full.cast.landlord)


def test_no_row_can_be_tied_to_another_landlords_case(full: World) -> None:
    mine, theirs = full.mine, full.elsewhere
    with as_landlord(theirs.complaint.landlord_id):
        elsewhere = {"complaint": theirs.complaint.id, "point": theirs.complaint.points.all()[0].id}
        elsewhere |= {"html": theirs.letter.html_id, "pdf": theirs.letter.pdf_id}
        elsewhere |= {"draft": Draft.objects.get(landlord=theirs.complaint.landlord, key="a" * 64).id}
    tied = 0
    with as_landlord(mine.complaint.landlord_id):
        for model in TABLES:
            for name in elsewhere:
                if name not in {field.name for field in model._meta.get_fields()}:
                    continue
                row = model._default_manager.order_by("id").first()
                assert row is not None
                setattr(row, f"{name}_id", elsewhere[name])
                new = model is Letter  # one that is there already may not be changed at all
                row.pk = uuid7() if new else row.pk
                with pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
                    row.save(force_insert=new)
                    with connection.cursor() as cursor:
                        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                tied += 1
    assert tied >= 13


def test_hostile_words_stay_words_on_every_page(world: World) -> None:
    assert "<script>alert" in HOSTILE
    for who, browser in browsers(world, "lnk", "off", "mgr", "hed").items():
        shown = 0
        for address in every_address():
            answer = browser.get(address.path(parts(world)))
            if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            text = answer.content.decode()
            shown += "alert(" in text
            assert "<script>alert" not in text, (who, address.name)
            assert "</textarea><script" not in text, (who, address.name)
            assert not re.search(r"<[^>]*\sonmouseover=[^>]*>", re.sub(r'"[^"]*"', '""', text)), (
                who,
                address.name,
            )
            for script in re.findall(r"<script\b[^>]*>", text):
                assert re.search(r'\ssrc="/static/', script), (who, address.name, script)
            assert not re.search(r"<style|\sstyle=", text), (who, address.name)
        assert shown >= 4, who


# Texts that are codes or names of ours: a page looks them up, and no visitor ever types them.
CODES = frozenset(
    "reference passphrase key token digest sha256 edition state kind language written_language channel why how says "
    "service cause head decision answered_how stage place version relationship documents_by on_behalf_of_code "
    "danger seriousness ending elsewhere writer_as permission reply_to role outcome provider provider_id measure "
    "told_before began about_kind spoken_language_code counted contact_ways by_kind content_type virus_code".split()
)


def make_everything_hostile(world: World) -> int:
    """Puts hostile words into every column of a case's tables in which a person's words may stand; gives how many."""
    filled = 0
    with as_landlord(world.cast.landlord.id):
        for model in (*apps.get_app_config("complaints").get_models(), Message):
            columns: dict[str, Any] = {
                field.name: HOSTILE[: field.max_length]
                for field in model._meta.local_concrete_fields
                if isinstance(field, CharField | TextField)
                and not isinstance(field, EmailField)
                and not field.choices
                and not field.unique
                and field.name not in CODES
            }
            if "landlord" not in {field.name.removesuffix("_id") for field in model._meta.get_fields()}:
                continue
            rows = model._default_manager.filter(landlord_id=world.cast.landlord.id)
            # Where nobody may change a row there is nothing to put in.
            with suppress(ProgrammingError), transaction.atomic():
                filled += len(columns) * rows.update(**columns) if columns else 0
    return filled


def test_hostile_words_stay_words_wherever_a_person_can_write_them(world: World) -> None:
    """The same for every column of every table, those of rows that the areas of these tests made too."""
    given = parts(world)
    assert make_everything_hostile(world) > 300
    seen: dict[str, int] = {}
    for who, browser in browsers(world, "lnk", "off", "hed", "ldr", "mrc", "adv", "srv", "adm").items():
        for address in every_address():
            answer = browser.get(address.path(given))
            assert answer.status_code < 500, (who, address.name)
            if answer.streaming or "html" not in answer.headers.get("Content-Type", ""):
                continue
            text = answer.content.decode()
            seen[address.name] = seen.get(address.name, 0) + text.count("alert(")
            assert "<script>alert" not in text, (who, address.name)
            assert "</textarea><script" not in text, (who, address.name)
            bare = re.sub(r'"[^"]*"', '""', text)
            assert not re.search(r"<[^>]*\sonmouseover=[^>]*>", bare), (who, address.name)
    assert sum(1 for number in seen.values() if number) >= 60, sorted(seen.items())


def test_a_link_that_was_sent_lives_as_long_as_the_landlord_says(world: World) -> None:
    landlord, case = world.cast.landlord, world.mine.complaint
    made = timezone.now()
    token = links.make_link(landlord, case.id, at=made)
    last = made + timedelta(days=landlord.link_days)
    assert links.opened_by(token, landlord, at=last - timedelta(seconds=1)) == case.id
    assert links.opened_by(token, landlord, at=last) is None
    assert By.resident().person_id is None
