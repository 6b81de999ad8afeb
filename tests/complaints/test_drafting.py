"""Letters to come: worded, given to a second reader, translated, issued once, and handed out in every form."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import docx
import pytest
from django.test import Client
from pypdf import PdfReader

from putright.accounts.models import Landlord, Person
from putright.complaints import actions, letters
from putright.complaints.actions import FindingDraft, Overtaken
from putright.complaints.drafting import actions as drafting
from putright.complaints.drafting import queries
from putright.complaints.models import Complaint, Letter, LetterCheck, LetterDraft
from putright.record import documents
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, make_cast, moment
from tests.complaints.desk import at_desk, page

RECEIVED, LOGGED, AT = moment("2026-11-04"), moment("2026-11-09"), moment("2026-11-12")
KIND = "stage1_response"
RESIDENT = By.resident()


@pytest.fixture
def cast(db: None, settings: Any) -> Iterator[Cast]:
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    with letters.in_this_process():
        yield make_cast()


@contextmanager
def at_home(cast: Cast) -> Iterator[None]:
    with as_landlord(cast.landlord.id):
        yield


def case(cast: Cast, *, words: str = "The roof leaks.", **told: Any) -> Complaint:
    """A case at stage 1 whose one point is answered and whose letter could go out."""
    officer = cast.by(cast.officer)
    given = {"name": "Tamsin Moorhen", "contact_ways": ("phone",), "phone": "07700 900 123"} | told
    complaint = actions.raise_complaint(
        cast.landlord, actions.Told(words=words, **given), by=RESIDENT, at=RECEIVED
    ).complaint
    actions.define(
        complaint, points=["The roof leaks."], outcomes="Mend it.", outside="", by=officer, at=LOGGED
    )
    if complaint.written_language == "en":
        actions.acknowledge(complaint, 1, by=officer, at=LOGGED)
        actions.allocate(complaint, cast.manager, stage=1, by=officer, at=LOGGED)
        answer_points(cast, complaint)
    return fresh(complaint)


def fresh(complaint: Complaint) -> Complaint:
    """The case as it now stands in the database, as a page reads it."""
    return Complaint.objects.get(landlord=complaint.landlord, id=complaint.id)


def answer_points(cast: Cast, complaint: Complaint, remedy: str = "We are sorry. We mended it.") -> None:
    finding = FindingDraft("agree", "It leaked.", "We came late.", "", remedy)
    for point in complaint.points.all():
        actions.record_finding(complaint, point, 1, finding, by=cast.by(cast.manager), at=AT)


def word(cast: Cast, complaint: Complaint, kind: str = KIND, **fields: Any) -> LetterDraft:
    given: dict[str, Any] = {"parts": {"opening": "I am writing with our answer."}} | fields
    return drafting.draft_letter(complaint, kind, 1, by=cast.by(cast.manager), at=AT, **given)


def look(cast: Cast, complaint: Complaint) -> letters.Content:
    by = cast.by(cast.manager)
    return actions.preview_letter(lambda: actions.answer(complaint, 1, by=by, at=AT))


def refused(act: Any) -> str:
    with pytest.raises(Refused) as error:
        act()
    return str(error.value.code)


def decide(cast: Cast, **policy: Any) -> None:
    Landlord.objects.filter(id=cast.landlord.id).update(policy=policy)
    cast.landlord.refresh_from_db()


def answer(cast: Cast, complaint: Complaint, at: datetime = AT) -> Letter:
    return actions.answer(complaint, 1, by=cast.by(cast.manager), at=at)


def ask(cast: Cast, complaint: Complaint, at: datetime = AT) -> LetterCheck:
    return drafting.ask_for_check(complaint, KIND, 1, by=cast.by(cast.manager), at=at)


def read(cast: Cast, check: LetterCheck, person: Person, *, accepted: bool = True, reasons: str = "") -> None:
    drafting.check_letter(check, accepted=accepted, reasons=reasons, by=cast.by(person), at=AT)


# Wording


def test_what_a_writer_words_stands_in_the_letter_and_what_the_law_asks_for_stays(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        before = look(cast, complaint)
        parts = {
            "opening": "I am writing with our answer.",
            "short_answer": "You were right to complain.",
            "apology": "We did not come. I am sorry.",
            "before": "I spoke to you on 10 November.",
            "learned": "We now check every morning.",
            "after": "The scaffold stays up until Friday.",
            "closing": "Thank you for telling us.",
        }
        word(cast, complaint, parts=parts)
        letter = answer(cast, complaint)
        html = documents.contents(letter.html).decode()
    content = letter.content
    codes = [part["code"] for part in content["blocks"]]
    assert {part["code"] for part in before["blocks"]} < set(codes)
    assert {"greeting", "before", "learned", "after"} <= set(codes)
    assert all(text in html for text in parts.values())
    assert "We agree with your complaint." in html
    assert content["closing"][0]["text"] == "Thank you for telling us."
    with at_home(cast):
        assert LetterDraft.objects.get(landlord=cast.landlord).letter == letter


def test_a_part_that_a_letter_does_not_have_is_refused(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        for parts, arranged in (({"apology": "Sorry."}, {}), ({}, {"ombudsman": "Leave it out."})):
            code = refused(
                lambda parts=parts, arranged=arranged: word(
                    cast, complaint, "stage1_extension", parts=parts, arranged=arranged
                )
            )
            assert code == "letter_without_part"
        assert refused(lambda: word(cast, complaint, "stage1_poem")) == "letter_without_part"
        assert not LetterDraft.objects.filter(landlord=cast.landlord).exists()


def test_of_two_who_word_a_letter_at_once_neither_is_written_over(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        seen = queries.version_of_draft(None)
        word(cast, complaint, parts={"opening": "Mine."}, seen=seen)
        with pytest.raises(Overtaken):
            word(cast, complaint, parts={"opening": "Theirs."}, seen=seen)
        assert LetterDraft.objects.get(landlord=cast.landlord).parts == {"opening": "Mine."}
    with at_desk(cast.manager, "2026-11-12") as client:
        address = f"/meadowbank/en/staff/complaints/{complaint.reference}/letters/draft/{KIND}/1/"
        html = client.post(address, {"opening": "Theirs.", "seen": seen}).content.decode()
        assert "Nothing was written over" in html
        assert "Mine." in html and "Theirs." in html


def test_the_letter_is_issued_as_it_was_read_with_its_draft(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        word(cast, complaint)
        seen = look(cast, complaint)
        assert answer(cast, complaint).content == seen


# The second reader


def test_an_answer_that_policy_wants_read_twice_waits_for_a_second_reader(cast: Cast) -> None:
    decide(cast, second_reader=["death"])
    with at_home(cast):
        plain, sad = case(cast), case(cast, words="My mother died in that flat.")
        answer(cast, plain)
        assert refused(lambda: answer(cast, sad)) == "letter_not_read_yet"
        check = ask(cast, sad)
        assert check.why == ["death"]
        assert refused(lambda: read(cast, check, cast.manager)) == "own_letter"
        assert refused(lambda: answer(cast, sad)) == "letter_not_read_yet"
        read(cast, check, cast.officer)
        # Another day dates it anew, and it is still the letter that was read.
        assert answer(cast, sad, moment("2026-11-13")).issued_by == cast.manager


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        ({"second_reader": ["everything"]}, ["everything"]),
        ({"second_reader": ["money"], "second_reader_above": 99}, ["money"]),
        ({"second_reader": ["money"], "second_reader_above": 100}, []),
        ({"second_reader": ["hazard"]}, ["hazard"]),
        ({"second_reader": []}, []),
    ],
)
def test_the_landlord_decides_what_is_read_twice(cast: Cast, policy: dict[str, Any], why: list[str]) -> None:
    decide(cast, **policy)
    with at_home(cast):
        complaint = case(cast)
        if "hazard" in why:
            actions.open_hazard(cast.landlord, complaint=complaint, danger="yes", by=RESIDENT, at=AT)
        answer_points(cast, complaint, "We paid you £100.")
        assert queries.reasons_to_read(complaint, look(cast, complaint)) == why


def test_a_writer_may_ask_for_a_second_reader_whatever_the_policy(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        assert refused(lambda: ask(cast, complaint)) == "check_not_needed"
        word(cast, complaint, wants_reader=True)
        assert refused(lambda: answer(cast, complaint)) == "letter_not_read_yet"
        check = ask(cast, complaint)
        assert ask(cast, complaint).id == check.id
        assert list(queries.letters_to_check(cast.landlord)) == [check]
        assert list(queries.letters_to_check(cast.landlord, cast.manager.id)) == []
        read(cast, check, cast.leader)
        assert not queries.letters_to_check(cast.landlord).exists()
        answer(cast, complaint)


def test_a_letter_that_comes_back_or_changes_is_read_again(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        word(cast, complaint, wants_reader=True)
        check = ask(cast, complaint)
        assert refused(lambda: read(cast, check, cast.head, accepted=False)) == "return_without_reasons"
        read(cast, check, cast.head, accepted=False, reasons="Say who came.")
        assert refused(lambda: answer(cast, complaint)) == "letter_not_read_yet"
        assert refused(lambda: read(cast, check, cast.head)) == "letter_read_already"
        word(cast, complaint, parts={"opening": "Sam came."}, wants_reader=True)
        check = ask(cast, complaint)
        # Changed under the reader's eyes: their word would be on another letter.
        answer_points(cast, complaint, "We mended it, and painted it.")
        assert refused(lambda: read(cast, check, cast.head)) == "letter_changed_since_asked"
        again = ask(cast, complaint)
        check.refresh_from_db()
        assert check.outcome == LetterCheck.Outcome.OVERTAKEN
        read(cast, again, cast.head)
        answer_points(cast, complaint, "We mended it, and will paint it.")
        assert refused(lambda: answer(cast, complaint)) == "letter_not_read_yet"


# Languages


URDU: dict[str, Any] = {"written_language": "ur", "documents_by": "online"}


def say_all(cast: Cast, complaint: Complaint) -> None:
    for number, (place, text) in enumerate(queries.staff_texts(complaint, 1).items()):
        drafting.translate(
            complaint, 1, place, "ur", f"ترجمہ {number}", seen=text, by=cast.by(cast.officer), at=AT
        )


def test_a_letter_in_urdu_waits_for_its_translations_and_keeps_the_english(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, **URDU)
        officer = cast.by(cast.officer)

        def log() -> Letter:
            return actions.acknowledge(complaint, 1, by=officer, at=AT)

        assert refused(log) == "letter_untranslated"
        say_all(cast, complaint)
        content = actions.preview_letter(log)
        places = {one["place"] for one in content["sources"]}
        assert places and places <= set(queries.staff_texts(complaint, 1))
        actions.define(
            complaint, points=["The roof and the wall leak."], outcomes="", outside="", by=officer, at=AT
        )
        assert refused(log) == "letter_untranslated"
        complaint = fresh(complaint)
        stale = queries.beside(queries.staff_texts(complaint, 1), queries.translations_of(complaint, "ur"))
        assert [one.stale for one in stale] == [True]
        say_all(cast, complaint)
        letter = log()
    assert letter.language == "ur"
    assert [one["text"] for one in letter.content["sources"]] == ["The roof and the wall leak."]
    with at_desk(cast.officer, "2026-11-13") as client:
        html = page(client, f"/meadowbank/en/staff/complaints/{complaint.reference}/letters/{letter.id}/")
        assert "The roof and the wall leak." in html and "ترجمہ" in html


def test_the_page_of_translations_is_english_and_its_fields_are_urdu(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, **URDU)
    with at_desk(cast.officer, "2026-11-12") as client:
        address = f"/meadowbank/en/staff/complaints/{complaint.reference}/letters/translations/1/"
        html = page(client, address)
        assert 'lang="en-GB" dir="ltr"' in html.split("<head")[0]
        assert 'dir="rtl"' not in html.split("<main")[0]
        assert 'lang="ur" dir="rtl"' in html
        typed = {"place": "case:outcomes", "seen": "Mend it.", "text": "چھت ٹھیک کریں"}
        assert client.post(address, typed).status_code == 302
        html = page(client, address)
        assert "چھت ٹھیک کریں" in html and "Translated by" in html and "Olive Officer" in html


def test_english_goes_out_first_only_with_a_reason_and_says_so(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, **URDU)
        word(
            cast,
            complaint,
            "stage1_acknowledgement",
            parts={},
            arranged={"language": "The translator is away until Friday."},
        )
        letter = actions.acknowledge(complaint, 1, by=cast.by(cast.officer), at=AT)
    assert "translation_follows" in [part["code"] for part in letter.content["blocks"]]


def test_a_translation_of_english_that_has_changed_is_not_kept(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, **URDU)
        by = cast.by(cast.officer)
        with pytest.raises(Overtaken):
            drafting.translate(complaint, 1, "case:outcomes", "ur", "ت", seen="Paint it.", by=by, at=AT)
        code = refused(
            lambda: drafting.translate(complaint, 1, "case:nothing", "ur", "ت", seen="", by=by, at=AT)
        )
        assert code == "nothing_to_translate"
        assert queries.translations_of(complaint, "ur") == {}


# The gate in the act, and issuing once


def test_a_promise_without_an_owner_stops_the_answer(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        actions.plan_promise(
            complaint, 1, action="Paint it", due_on=AT.date(), owner=None, by=cast.by(cast.manager), at=AT
        )
        assert refused(lambda: answer(cast, complaint)) == "promise_without_owner"


def test_sent_twice_from_two_tabs_there_is_one_letter(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
    address = f"/meadowbank/en/staff/complaints/{complaint.reference}/answer/1/"
    with at_desk(cast.manager, "2026-11-12") as client:
        shown = client.get(address)
        seen = {"seen": shown.context["seen"], "step": "issue"}
        assert client.post(address, seen).status_code == 302
        second = client.post(address, seen)
        assert second.status_code == 200
    with at_home(cast):
        assert Letter.objects.filter(landlord=cast.landlord, kind=KIND).count() == 1


def test_the_preview_shows_what_stops_and_what_is_hard_to_read(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast)
        word(cast, complaint, parts={"opening": "Unfortunately nobody came."}, wants_reader=True)
    address = f"/meadowbank/en/staff/complaints/{complaint.reference}/answer/1/"
    with at_desk(cast.manager, "2026-11-12") as client:
        html = page(client, address)
        assert "“unfortunately” says nothing. Leave it out." in html
        assert "Give it to a second reader" in html
        assert "Issue this answer</button>" not in html


# Forms of an issued letter


def fetched(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return response.content


def test_an_issued_letter_is_to_be_had_as_word_and_in_large_print(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, words="<b>The</b> roof & the “wall” {{ 7 }} leak.")
        letter = answer(cast, complaint)
        kept = letter.pdf.sha256
    base = f"/meadowbank/en/staff/complaints/{complaint.reference}/letters/{letter.id}"
    with at_desk(cast.leader, "2026-11-13") as client:
        word_file = fetched(client, f"{base}/word/")
        assert fetched(client, f"{base}/word/") == word_file
        large = {size: fetched(client, f"{base}/large/{size}/") for size in (16, 18, 22)}
        assert client.get(f"{base}/large/14/").status_code == 404
    opened = docx.Document(io.BytesIO(word_file))
    texts = [one.text for one in opened.paragraphs]
    assert "This is our stage 1 answer" in texts
    assert "<b>The</b> roof & the “wall” {{ 7 }} leak." in texts
    assert [one.text for one in opened.paragraphs if one.style.name == "Heading 1"] == [
        "This is our stage 1 answer"
    ]
    assert opened.core_properties.language == "en-GB"
    with zipfile.ZipFile(io.BytesIO(word_file)) as parts:
        assert parts.testzip() is None
    pages = [len(PdfReader(io.BytesIO(pdf)).pages) for pdf in large.values()]
    assert pages == sorted(pages) and pages[0] < pages[-1]
    # Copies are made and not kept: the letter's own digest is what the record names.
    with at_home(cast):
        letter.refresh_from_db()
        assert letter.pdf.sha256 == kept


def test_a_word_letter_in_urdu_runs_from_the_right(cast: Cast) -> None:
    with at_home(cast):
        complaint = case(cast, **URDU)
        say_all(cast, complaint)
        letter = actions.acknowledge(complaint, 1, by=cast.by(cast.officer), at=AT)
        made = letters.word_file(letter.content)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        body = parts.read("word/document.xml").decode()
    assert body.count("<w:bidi/>") > 10 and "<w:rtl/>" in body and 'w:bidi="ur-PK"' in body
