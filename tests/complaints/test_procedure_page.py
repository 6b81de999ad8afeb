"""The page that checks the landlord's own procedure: what it shows, what it refuses, and that it keeps nothing."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from putright.accounts.models import Person
from putright.rules import sentences_procedures
from putright.rules.procedure_form import read_procedure
from putright.rules.procedures import assess
from putright.ui.words_staff_procedures import PROCEDURES
from tests.cast import Cast
from tests.complaints.desk import at_desk

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "procedure-three-steps.json"
DAY = "2026-11-04"


def shown(cast: Cast, person: Person, sent: dict[str, Any] | None = None) -> str:
    """The text of the page as the person sees it, after sending something or not."""
    with at_desk(person, DAY) as client:
        at = f"/{cast.landlord.code}/en/staff/procedure/"
        response = client.get(at) if sent is None else client.post(at, sent)
    assert response.status_code == 200
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_the_example_by_its_file(cast: Cast) -> None:
    file = SimpleUploadedFile("ours.json", b"\xef\xbb\xbf" + EXAMPLE.read_bytes())
    said = shown(cast, cast.officer, {"edition": "2024", "file": file})
    assert "Complaint Handling Code 2024: 3 things fail" in said
    assert re.findall(r'card__title">([\d.]+)', said) == ["1.3", "1.5", "5.2"]
    assert "Before stage 1 comes: “First report”." in said
    assert "put things right early within stage 1: “First report”." in said
    assert "Whoever considered an earlier stage does not consider this one." in said
    # The file's text stands in the box, so that it can be mended and checked again.
    assert '"title": "Complaints in three steps"' in said


def test_the_same_words_as_the_command(cast: Cast) -> None:
    text = EXAMPLE.read_text()
    said = shown(cast, cast.head, {"edition": "2022", "text": text})
    for one in assess(read_procedure(json.loads(text)), "2022").unanswered:
        plain = str(one.asks).split(": ")[0]
        assert plain in said, one.provision


def test_nothing_fails(cast: Cast) -> None:
    said = shown(cast, cast.admin, {"edition": "2024", "text": '{"before_stage_1": []}'})
    assert "2024: 0 things fail" in said and "Passed: 5.2." in said


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"edition": "2024"}, "Choose a file, or paste the procedure"),
        ({"edition": "2024", "text": "{"}, "The file is no JSON at line 1, column 2. Write one JSON object."),
        ({"edition": "2024", "text": '{"stage": 1}'}, "stage is no key of this format."),
        ({"edition": "1999", "text": "{}"}, "Select a valid choice"),
        ({"text": "{}"}, "Select an edition of the Code"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(cast: Cast, sent: dict[str, Any], sentence: str) -> None:
    said = shown(cast, cast.officer, sent)
    assert "There is a problem" in said and sentence in said
    assert "fails" not in said


def test_what_is_typed_is_text_and_nothing_else(cast: Cast) -> None:
    name = "<script>alert(1)</script>"
    text = json.dumps({"title": name, "before_stage_1": [{"name": name}]})
    said = shown(cast, cast.officer, {"edition": "2024", "text": text})
    with at_desk(cast.officer, DAY) as client:
        raw = client.post(f"/{cast.landlord.code}/en/staff/procedure/", {"edition": "2024", "text": text})
    assert b"<script>alert" not in raw.content and f"“{name}”" in said


def test_nothing_is_kept(cast: Cast) -> None:
    with (
        at_desk(cast.officer, DAY) as client,
        CaptureQueriesContext(
            connection,
        ) as seen,
    ):
        client.post(f"/{cast.landlord.code}/en/staff/procedure/", {"edition": "2024", "text": "{}"})
    wrote = [
        one["sql"] for one in seen.captured_queries if re.match(r"\s*(INSERT|UPDATE|DELETE)", one["sql"])
    ]
    assert wrote == []


def test_the_menu_leads_only_where_its_reader_may_go(cast: Cast) -> None:
    assert "Check our procedure" in shown(cast, cast.officer)
    administrator = shown(cast, cast.admin)
    assert "/staff/search/" not in administrator and "/staff/new/" not in administrator
    with at_desk(cast.admin, DAY) as client:
        led = client.get(f"/{cast.landlord.code}/en/staff/")
        assert led.headers["Location"] == f"/{cast.landlord.code}/en/staff/homes/"
    with at_desk(cast.manager, DAY) as client:
        queue = client.get(f"/{cast.landlord.code}/en/staff/").content.decode()
        assert "/staff/procedure/" not in queue and "/staff/new/" in queue


def test_page_and_command_have_the_same_sentences() -> None:
    english = sentences_procedures.FILES | sentences_procedures.WORDS
    assert {code: re.sub(r"{(\w+)}", r"%(\1)s", text) for code, text in english.items()} == PROCEDURES
