"""The letter as PDF: tagged, readable back, the same for the same content, and whole whatever they wrote."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from putright.complaints import letters
from putright.complaints.letters import paper
from putright.complaints.letters.content import Content
from tests.letters.cases import ACKNOWLEDGED, HANDLER, POINTS, answered, case


@pytest.fixture
def here() -> Iterator[None]:
    with letters.in_this_process():
        yield


def answer(language: str = "en", **fields: Any) -> Content:
    return letters.compose(
        answered(**fields), "stage1_response", 1, on=date(2026, 11, 20), language=language, writer=HANDLER
    )


def about(*words: str, **fields: Any) -> Content:
    """An acknowledgement of a complaint with these points."""
    complaint = case(points=[("", one) for one in words], stages=(ACKNOWLEDGED,), **fields)
    return letters.compose(
        complaint, "stage1_acknowledgement", 1, on=date(2026, 11, 9), language="en", writer=HANDLER
    )


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text of all pages, with line ends as spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def claims_accessibility(pdf: bytes) -> bool:
    metadata = read(pdf).trailer["/Root"]["/Metadata"].get_data()
    return b"pdfuaid:part" in metadata


def test_the_pdf_is_tagged_and_names_title_language_and_standard(here: None) -> None:
    pdf = letters.pdf(answer())
    root = read(pdf).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = read(pdf).metadata
    assert metadata is not None
    assert metadata.title == "This is our stage 1 answer – HK3M 7P4R"
    assert claims_accessibility(pdf)


def test_the_pdf_holds_reference_date_and_every_point(here: None) -> None:
    text = text_of(letters.pdf(answer()))
    assert "HK3M 7P4R" in text
    assert "Friday 20 November 2026" in text
    for told, words in POINTS:
        assert told in text
        assert words in text


def test_each_page_has_its_number_and_the_reference(here: None) -> None:
    long = "\n".join(f"On day {day} nobody came to look at the leak in the kitchen." for day in range(200))
    pages = read(letters.pdf(about(long, "The second point."))).pages
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"Page {number} of {len(pages)}" in text
        assert "HK3M 7P4R" in text


def test_the_same_content_gives_the_same_bytes(here: None) -> None:
    assert letters.pdf(answer()) == letters.pdf(answer())


def test_the_process_of_its_own_gives_the_same_bytes(here: None) -> None:
    expected = letters.pdf(answer())
    with_process = paper._here.set(False)
    try:
        assert letters.pdf(answer()) == expected
    finally:
        paper._here.reset(with_process)


@pytest.mark.parametrize(
    "hostile",
    [
        '#panic("gone")',
        '#read("/etc/passwd")',
        "$x^2$ *bold* _slant_ `raw` <label> @ref // comment /* more */ \\ #[x]",
        '"); #import "x.typ"; ("',
        "#eval(\"1 + 1\") ${'{'}",
    ],
)
def test_markup_of_the_typesetter_stays_words(here: None, hostile: str) -> None:
    pdf = letters.pdf(about(hostile, name=hostile, outcomes=hostile))
    assert hostile.replace(" ", "") in text_of(pdf).replace(" ", "")
    assert claims_accessibility(pdf)


@pytest.mark.parametrize(
    "words",
    [
        "باورچی خانے کی چھت ستمبر سے ٹپک رہی ہے",
        "سقف المطبخ يسرب الماء منذ سبتمبر",
        "রান্নাঘরের ছাদ সেপ্টেম্বর থেকে ফুটো",
        "ਰਸੋਈ ਦੀ ਛੱਤ ਸਤੰਬਰ ਤੋਂ ਚੋਂਦੀ ਹੈ",
        "Sufit w kuchni przecieka od września, źdźbło",
        "Mould 😀👍🏽👩‍👩‍👧 ☠ ✅ 🇬🇧",
        "厨房漏水 キッチン",
        "a\u0301\u0302\u0303\u0489 zal\u0334go \ufffe \ue000",
        "null \x00 bell \x07 escape \x1b turn \u202e end",
    ],
)
def test_every_script_and_sign_gives_a_letter_that_keeps_its_standard(here: None, words: str) -> None:
    assert claims_accessibility(letters.pdf(about(words, outcomes=words)))


def test_an_emoji_is_written_as_its_name_and_a_lost_letter_is_owned_up_to(here: None) -> None:
    text = text_of(letters.pdf(about("Thank you 😀")))
    assert "[grinning face]" in text
    assert "cannot be printed here" not in text
    assert "cannot be printed here" in text_of(letters.pdf(about("厨房")))


def test_one_endless_word_stays_on_the_paper(here: None) -> None:
    pages = read(letters.pdf(about("x" * 5000))).pages
    lines = [line for page in pages for line in page.extract_text().split("\n")]
    assert sum(line.count("x") for line in lines) >= 5000
    assert max(len(line) for line in lines) < 120


def test_a_long_letter_is_ready_in_time(here: None) -> None:
    began = time.monotonic()
    letters.pdf(about(*["A very long story. " * 200] * 20))
    assert time.monotonic() - began < 5


def test_an_urdu_letter_is_tagged_as_urdu(here: None) -> None:
    pdf = letters.pdf(answer("ur"))
    assert read(pdf).trailer["/Root"]["/Lang"] == "ur"
    assert claims_accessibility(pdf)


def test_large_print_is_larger(here: None) -> None:
    plain, large = (read(letters.pdf(answer(documents_by=way))) for way in ("post", "large_print"))
    assert len(large.pages) > len(plain.pages)


def test_a_content_that_is_no_letter_is_refused_with_a_sentence(here: None) -> None:
    with pytest.raises(letters.LetterNotRendered, match="cannot be read"):
        letters.pdf({"date": "yesterday"})


def test_a_renderer_that_fails_or_hangs_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "render.py"
    monkeypatch.setattr(paper, "RENDERER", broken)
    broken.write_text("import sys; sys.exit('no fonts')")
    with pytest.raises(letters.LetterNotRendered, match="no fonts"):
        letters.pdf(answer())
    broken.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(paper, "TIME_LIMIT", 0.5)
    with pytest.raises(letters.LetterNotRendered, match="not ready"):
        letters.pdf(answer())


def test_typst_is_not_loaded_where_letters_are_written_and_django_not_where_they_are_set() -> None:
    script = "import sys, runpy; runpy.run_path(sys.argv[1]); print('django' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-I", "-c", script, str(paper.RENDERER)], input=b"", capture_output=True, check=True
    )
    assert told.stdout.strip() == b"False"
    script = (
        "import django; django.setup(); import sys; from putright.complaints import letters;"
        "print('typst' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", script], env=_environment(), capture_output=True, check=True)
    assert told.stdout.strip() == b"False"


def _environment() -> dict[str, str]:
    return dict(os.environ) | {
        "PYTHONPATH": str(paper.RENDERER.parents[3]),
        "DATABASE_URL": "postgresql://nobody@/nowhere?host=/nonexistent",
    }


def test_the_renderer_as_a_program_says_what_is_wrong() -> None:
    for sent, said in (
        (b"[]", b"JSON object"),
        (b"no json", b"Expecting value"),
        (b"{}", b"date"),
    ):
        told = subprocess.run(
            [sys.executable, "-I", str(paper.RENDERER)], input=sent, capture_output=True, check=False
        )
        assert told.returncode == 2
        assert said in told.stderr
