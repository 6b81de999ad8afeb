"""The accessibility statement says what is so: each claim has its test, each problem its way out."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import override_settings
from django.utils import translation

from putright.ui import accessibility, languages, views
from tests.ui.gallery import LANDLORD, request
from tests.ui.test_forms import Elements

ROOT = Path(__file__).resolve().parents[2]
STATE = accessibility.state()


def functions_of(path: Path) -> set[str]:
    return {
        one.name for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)
    }


def page(language: str = "en", **landlord: object) -> str:
    whose = SimpleNamespace(**(vars(LANDLORD) | landlord))
    with translation.override(language):
        return str(views.accessibility(request(language, whose)).content.decode())


@pytest.mark.parametrize("one", STATE.tested, ids=[one.code for one in STATE.tested])
def test_what_is_said_to_be_tested_has_its_test(one: accessibility.Tested) -> None:
    assert one.tests
    for name in one.tests:
        path, sep, function = name.partition("::")
        assert sep, name
        assert (ROOT / path).is_file(), f"{name}: there is no such file, so the statement must not claim it"
        assert function in functions_of(ROOT / path), f"{name}: there is no such test"


def test_the_dates_of_the_statement_can_be_kept() -> None:
    assert STATE.prepared_on <= STATE.review_by <= STATE.prepared_on + timedelta(days=366), "looked at yearly"
    assert STATE.tested_on <= date.today()
    assert all(one.since <= date.today() for one in STATE.problems)
    assert date.today() <= STATE.review_by, (
        "The statement is due for its yearly look: test, then set new days."
    )


def test_full_compliance_is_not_claimed_beside_a_known_problem() -> None:
    assert (STATE.compliance == "full") == (not STATE.problems)


def test_a_code_without_its_sentence_is_an_error(tmp_path: Path) -> None:
    kept = accessibility.STATE.read_text("utf-8")
    for old, new in (
        ('code = "pdf_order"', 'code = "no_such"'),
        ('compliance = "partial"', 'compliance = "mostly"'),
        ("review_by", "look_by"),
    ):
        assert old in kept
        wrong = tmp_path / f"{new[-6:-1]}.toml"
        wrong.write_text(kept.replace(old, new, 1), "utf-8")
        with pytest.raises(KeyError):
            accessibility.state(wrong)


def test_the_statement_shows_every_problem_with_its_way_out_and_every_test() -> None:
    html = page()
    for problem in STATE.problems:
        for sentence in (problem.said.what, problem.said.why, problem.said.instead, *problem.criteria):
            assert str(sentence) in html
    for one in STATE.tested:
        assert str(one.said) in html
    assert "Saturday" not in html or "22 November 2026" in html
    assert "Sunday 22 November 2027" not in html
    assert "Monday 22 November 2027" in html
    assert "have not tested it yet" in html


def test_the_contact_is_the_landlord_s_and_its_promise_too() -> None:
    html = page(accessibility_reply_days=1)
    for contact in (LANDLORD.phone, LANDLORD.email, LANDLORD.office_address):
        assert contact in html
    assert "We answer within 1 working day." in html
    assert "We answer within 5 working days." in page()


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
def test_languages_that_nobody_checked_are_named_in_their_own_letters() -> None:
    html = page(languages=["ur"])
    assert '<span class="putright-own-name" lang="ur" dir="rtl">اردو</span>' in html
    # A landlord that offers English alone has none to confess.
    assert "have not been checked" not in page(languages=[])


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=False)
def test_a_draft_that_is_not_offered_is_not_named() -> None:
    assert accessibility.unreviewed(["ur", "pl"]) == ()


@override_settings(PUTRIGHT_DRAFT_LANGUAGES=True)
@pytest.mark.parametrize("code", [one.code for one in languages.LANGUAGES if one.filled])
def test_the_statement_has_one_heading_for_each_part_in_every_language(code: str) -> None:
    headings = [tag for tag, _given in Elements(page(code)).all if tag == "h2"]
    # Seven parts, and the footer's three.
    assert len(headings) == 6 + 3
