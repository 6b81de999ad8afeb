"""What the words find, in whose cases, how it is kept in step, and that it stays quick whatever is typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from putright.accounts.models import Landlord
from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.models import Complaint
from putright.complaints.search.queries import matching
from putright.complaints.worklist import asks
from putright.database import lifecycle
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.cast import Cast, make_landlord, moment
from tests.complaints.desk import at_desk, page


def received(landlord: Landlord, words: str, day: str = "2026-11-03", **more: Any) -> Complaint:
    with as_landlord(landlord.id):
        told = Told(words=words, **more)
        return actions.raise_complaint(landlord, told, by=By.resident(), at=moment(day)).complaint


DAY = date(2026, 11, 9)


def found(landlord: Landlord, typed: str) -> list[Complaint]:
    with as_landlord(landlord.id):
        return list(asks.found(landlord, {"q": typed}, DAY))


# In seven languages: what was written, and what somebody looks for.
SCRIPTS = [
    ("The boilers were breaking again.", "broken boiler break"),
    ("La chaudière, déjà trois fois", "chaudiere"),
    ("W łazience jest pleśń", "plesn lazienka łazience"),
    ("Apă pe pereți și în baie", "pereti"),
    ("بوائلر ٹوٹا ہوا ہے", "بوائلر"),
    ("المياه مقطوعة مُنذُ أسبوع", "المياه منذ"),
    ("বয়লার নষ্ট হয়ে গেছে", "বয়লার"),
    ("ਬਾਇਲਰ ਖਰਾਬ ਹੈ", "ਬਾਇਲਰ"),
]


@pytest.mark.parametrize(("written", "typed"), SCRIPTS)
def test_words_are_found_in_every_script_with_and_without_marks(cast: Cast, written: str, typed: str) -> None:
    complaint = received(cast.landlord, written)
    received(cast.landlord, "The lift stands still.")
    for word in typed.split():
        if word not in {
            "broken",
            "lazienka",
        }:  # stems are England's: no other form of another language's word
            assert found(cast.landlord, word) == [complaint], word


@pytest.mark.parametrize(
    "typed",
    [
        "tams", "Tamsin", "o'hara", "OHARA", "Zoe", "zoë tamsin", "zz9 9", "ZZ99ZZ", "zz9 9zz ceiling",
        "T-4411/07", "T441107", "07700 900 123", "07700900123", "0770 090", "tamsin@resident.example",
        "sample court", "the ceiling leaks", "leaking ceilings", "Tamsin O'Hara 07700",
    ],
)  # fmt: skip
def test_names_postcodes_and_numbers_are_found_by_their_beginning(cast: Cast, typed: str) -> None:
    complaint = received(
        cast.landlord,
        "The ceiling leaks.",
        name="Tamsin O’Hara",
        called="Zoë",
        address="14 Sample Court",
        postcode="ZZ9 9ZZ",
        tenancy_number="T-4411/07",
        phone="07700 900 123",
        email="tamsin@resident.example",
    )
    received(cast.landlord, "The lift stands still.", name="Amir", postcode="ZZ1 1AA", phone="01632 960 200")
    assert found(cast.landlord, typed) == [complaint]


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "\x00", "'", '"', "''", "\\", "a\\'b", "& | ! ( ) <-> :*", "ceiling & !leaks", "'; DROP TABLE x",
        "%s %(a)s",
        "the of and", "x" * 10_000, "word " * 2_000, "🙂", "🙂 🏚️", "\ud83d", "~", "^ta", "😀" * 200, "\u202e", "_", "-",
    ],
)  # fmt: skip
def test_whatever_is_typed_gets_a_plain_answer(cast: Cast, typed: str) -> None:
    complaint = received(cast.landlord, "The ceiling leaks.", name="Tamsin")
    assert set(found(cast.landlord, typed)) <= {complaint}
    with at_desk(cast.officer, "2026-11-09") as client:
        assert (
            client.get("/meadowbank/en/staff/search/", {"q": typed.encode("utf-8", "replace")}).status_code
            == 200
        )


def test_the_page_takes_what_a_person_types(cast: Cast) -> None:
    complaint = received(cast.landlord, "The ceiling leaks.", name="Tamsin")
    with at_desk(cast.officer, "2026-11-09") as client:
        assert complaint.reference[:4] in page(client, "/meadowbank/en/staff/search/?q=ceilings")
        assert "Nothing is found." in page(client, "/meadowbank/en/staff/search/?q=roofs")


def test_no_word_crosses_to_another_landlord(cast: Cast, client: Client) -> None:
    theirs = received(cast.other_landlord, "The ceiling leaks.", name="Tamsin", postcode="ZZ9 9ZZ")
    for typed in ("ceiling", "tamsin", "zz99zz", theirs.reference, f"~{cast.other_landlord.id}"):
        assert found(cast.landlord, typed) == []
        assert found(cast.other_landlord, typed) in ([theirs], [])
    with as_landlord(cast.landlord.id), connection.cursor() as cursor:
        cursor.execute("SELECT complaints_search('ceiling', %s)", [[theirs.reference]])
        assert cursor.fetchall() == []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL putright.landlord = ''")
        cursor.execute("SELECT complaints_search('ceiling', %s)", [[theirs.reference]])
        assert cursor.fetchall() == []


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT words FROM complaints_searchtext",
        "INSERT INTO complaints_searchtext SELECT * FROM complaints_searchtext",
        "UPDATE complaints_searchtext SET received_on = received_on",
        "DELETE FROM complaints_searchtext",
        "TRUNCATE complaints_searchtext",
        "SELECT complaints_search_refresh(ARRAY[]::uuid[])",
    ],
)
def test_the_application_cannot_touch_the_table_of_words(cast: Cast, statement: str) -> None:
    with (
        as_landlord(cast.landlord.id),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_whatever_is_written_is_found_and_what_is_removed_is_not(cast: Cast) -> None:
    complaint = received(cast.landlord, "The ceiling leaks.", name="Tamsin")
    by, at = cast.by(cast.officer), moment("2026-11-04")
    with as_landlord(cast.landlord.id):
        actions.define(
            complaint, points=["Ingress from the parapet"], outcomes="A surveyor", outside="", by=by, at=at
        )
        actions.record_contact(
            complaint, on=at.date(), channel="phone", outgoing=True, who="Her niece", summary="Wants a dehumidifier",
            by=by, at=at,
        )  # fmt: skip
    for typed in ("parapets", "surveyor", "niece", "dehumidifiers", "tamsin ceiling dehumidifier parapet"):
        assert found(cast.landlord, typed) == [complaint], typed
    with as_landlord(cast.landlord.id):
        complaint.contacts.all().delete()
        complaint.points.update(resident_words="", words="")
        Complaint.objects.filter(id=complaint.id).update(name="", original_words="", outcomes="")
    for typed in ("parapets", "surveyor", "niece", "dehumidifiers", "tamsin", "tams", "ceiling"):
        assert found(cast.landlord, typed) == [], typed
    assert found(cast.landlord, complaint.reference) == [complaint]
    with as_landlord(cast.landlord.id):
        complaint.points.create(landlord=cast.landlord, number=9, words="Guttering")
        assert list(asks.found(cast.landlord, {"q": "gutter"}, DAY)) == [complaint]
        complaint.points.all().delete()
        assert not asks.found(cast.landlord, {"q": "gutter"}, DAY)


def test_the_exact_reference_comes_first_then_the_newest(cast: Cast) -> None:
    old = received(cast.landlord, "Damp.", "2026-10-01")
    named = received(cast.landlord, f"It is about {old.reference}", "2026-11-02")
    newest = received(cast.landlord, f"The roof, about {old.reference}", "2026-11-03")
    assert found(cast.landlord, old.reference) == [old, newest, named]
    assert found(cast.landlord, f"{old.reference[:4]} {old.reference[4:]}".lower())[0] == old
    assert found(cast.landlord, "about") == []
    assert found(cast.landlord, "the roof about") == [newest]


def test_the_newest_two_hundred_are_given_and_a_filter_narrows_them(cast: Cast) -> None:
    old = received(cast.landlord, "Damp again", "2020-02-03")
    with as_landlord(cast.landlord.id):
        assert [each.id for each in matching(Complaint.objects.filter(landlord=cast.landlord), "damp")] == [
            old.id
        ]
        made = [
            Complaint(
                landlord=cast.landlord, reference=f"B-{number}", channel="web", state="received", original_words="Damp",
                received_on=moment(f"2026-{1 + number % 12:02}-15").date(),
            )
            for number in range(230)
        ]  # fmt: skip
        Complaint.objects.bulk_create(made)
        rows = matching(Complaint.objects.filter(landlord=cast.landlord), "damp")
        given = list(rows)
        assert len(given) == 200 and old not in given
        assert [one.received_on for one in given] == sorted((one.received_on for one in made), reverse=True)[
            :200
        ]
        assert rows.filter(reference="B-11").get() == made[11]
        assert not rows.filter(channel="phone").exists()


@pytest.mark.parametrize(("typed", "many"), [("mould", 200), ("rare17", 1), ("nowhere", 0)])
def test_the_words_are_looked_up_in_their_index(
    own_database: str, test_server: lifecycle.Server, typed: str, many: int
) -> None:
    """The plans of the function's own statements, as its owner has them, for a common, a rare and an unknown word."""
    landlord = make_landlord("elm", "Elm Homes")
    with as_landlord(landlord.id):
        Complaint.objects.bulk_create(
            Complaint(
                landlord=landlord,
                reference=f"R-{number}",
                channel="web",
                state="received",
                received_on=date(2020, 1, 1) + timedelta(days=number // 4),
                original_words="mould" if number % 3 else f"rare{number}",
            )
            for number in range(1, 6001)
        )
    with test_server.connect(own_database) as owner:
        owner.execute("VACUUM ANALYZE complaints_searchtext")
        owner.execute(f"SET putright.landlord = '{landlord.id}'")
        given = owner.execute("SELECT complaints_search(%s, '{}')", [typed.replace("17", "18")]).fetchall()
        assert len(given) == many
        for statement in statements_of_search(owner, landlord, typed):
            plan = "\n".join(str(row[0]) for row in owner.execute(f"EXPLAIN {statement}").fetchall())
            assert (
                "complaints_searchtext_words" in plan and "Seq Scan on complaints_searchtext" not in plan
            ), plan


def statements_of_search(owner: psycopg.Connection[Any], landlord: Landlord, typed: str) -> list[str]:
    """The statements inside `complaints_search`, its variables put in as a call has them."""
    source = owner.execute("SELECT prosrc FROM pg_proc WHERE proname = 'complaints_search'").fetchall()[0][0]
    wanted = f"(complaints_search_query('{typed}') && '''~{landlord.id}2023-11'''::tsquery)"
    found = re.findall(r"RETURN QUERY (SELECT complaint_id.*?);", source, re.DOTALL)
    assert len(found) == 2
    values = {
        "most - given": "200",
        "wanted": wanted,
        "until": "date '2024-02-01'",
    }
    for name, value in values.items():
        found = [re.sub(rf"\b{name}\b", value, statement) for statement in found]
    return found
