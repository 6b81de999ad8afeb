"""The evidence pack: what is in it for whom, its three forms, and that it is built without holding it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.correspondence.actions import write_message, write_note
from putright.complaints.evidence import scanning
from putright.complaints.evidence.actions import Upload, add_file, redact, scan_waiting, share_file
from putright.complaints.evidence.copies import Box
from putright.complaints.evidence.scanning import Scanned
from putright.complaints.letters import LetterNotRendered
from putright.complaints.linking.actions import join_case
from putright.complaints.models import CaseFile, Complaint, Hazard, PackWords
from putright.complaints.pack import gathering, papers
from putright.complaints.pack.actions import give_pack
from putright.complaints.pack.gathering import WHOLE, Held, gathered, plain, reach_of
from putright.complaints.pack.writing import written
from putright.complaints.queries import with_facts
from putright.record import documents
from putright.record.models import AccessEntry
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk
from tests.complaints.evidence_files import jpeg, pdf
from tests.complaints.resident import (
    RESIDENT,
    acknowledged,
    answered,
    case,
    let_in,
    on,
    posted,
    received,
    shown,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(cast: Cast) -> tuple[Cast, Any]:
    """A case answered at stage 1 with messages both ways, a note, files of the resident and of the landlord."""
    got = received(cast)
    acknowledged(cast, got.complaint)
    answered(cast, got.complaint)
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
        write_message(
            complaint, "When will you <b>come</b>?\nکب آئیں گے؟", by=RESIDENT, at=moment("2026-11-17")
        )
        by = cast.by(cast.manager)
        write_message(complaint, "On Friday.", by=by, at=moment("2026-11-18"))
        write_note(complaint, "SECRET among ourselves", by=by, at=moment("2026-11-18"))
        upload(complaint, "Photo of the boiler — کچن.jpg", jpeg(gps=True), RESIDENT)
        shared = upload(complaint, "Report on Mrs Jones.jpg", jpeg((90, 60)), by)
        checked(complaint)
        redact(
            shared,
            boxes=[Box(10, 10, 30, 30)],
            taken_out="A name",
            because="It is somebody else's",
            by=by,
            at=moment("2026-11-18"),
        )
        share_file(CaseFile.objects.get(id=shared.id), by=by, at=moment("2026-11-18"))
        upload(complaint, "Kept inside.pdf", pdf("not shown"), by)
        checked(complaint)
    return cast, got


def upload(complaint: Complaint, name: str, data: bytes, by: Any) -> CaseFile:
    return add_file(complaint, Upload.of(name, data), by=by, at=moment("2026-11-17"))


def checked(complaint: Complaint) -> None:
    with (
        mock.patch.object(scanning, "is_set", return_value=True),
        mock.patch.object(scanning, "scan", return_value=Scanned()),
    ):
        scan_waiting(complaint.landlord_id, moment("2026-11-18"))


def unpacked(
    client: Client, complaint: Complaint, day: str = "2026-11-20", language: str = "en"
) -> zipfile.ZipFile:
    address = case(complaint, "evidence-pack/zip/").replace("/en/", f"/{language}/")
    with on(day):
        response = client.get(address)
        assert response.status_code == 200
        data = b"".join(response.streaming_content)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    return archive


def test_the_zip_holds_originals_under_plain_names_with_their_sums(whole: tuple[Cast, Any]) -> None:
    _cast, got = whole
    archive = unpacked(let_in(got), got.complaint)
    names = archive.namelist()
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", one) for one in names)
    assert [one for one in names if one.startswith("letters/")] == [
        "letters/001-2026-11-05-stage1-acknowledgement.pdf",
        "letters/002-2026-11-16-stage1-response.pdf",
    ]
    assert "files/003-2026-11-17-photo-of-the-boiler.jpg" in names
    # The resident's own photograph as they gave it, with all that the camera wrote.
    assert archive.read("files/003-2026-11-17-photo-of-the-boiler.jpg") == jpeg(gps=True)
    sums = archive.read("SHA256SUMS.txt").decode().splitlines()
    assert {line.split("  ")[1] for line in sums} == set(names) - {"SHA256SUMS.txt"}
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    index = archive.read("index.html").decode()
    for line in sums:
        if line.split("  ")[1] not in {"index.html", "pack.css"}:
            assert line.split("  ")[0] in index
            assert f'href="{line.split("  ")[1]}"' in index


def test_what_others_said_and_what_stays_inside_is_in_none_of_its_forms(whole: tuple[Cast, Any]) -> None:
    _cast, got = whole
    client = let_in(got)
    archive = unpacked(client, got.complaint)
    page = shown(client, case(got.complaint, "evidence-pack/page/"), "2026-11-20")
    index = archive.read("index.html").decode()
    read = text_of(archive.read("evidence-pack.pdf"))
    for text in (page, index, read):
        assert "SECRET" not in text and "Mrs Jones" not in text and "Kept inside" not in text
        assert "Notes among our staff that we do not show: 1" in text.replace("\n", " ")
        assert "Files that we have not shown you: 1" in text.replace("\n", " ")
    # Redacted for others: the copy alone, never the picture as it was given.
    inside = [archive.read(one) for one in archive.namelist() if one.startswith("files/")]
    assert len(inside) == 2
    assert jpeg((90, 60)) not in inside


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_the_pdf_is_tagged_and_says_what_the_case_says(whole: tuple[Cast, Any]) -> None:
    _cast, got = whole
    with on("2026-11-20"):
        response = let_in(got).get(case(got.complaint, "evidence-pack/pdf/"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].endswith('-2026-11-20.pdf"')
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in response.content or "pdfuaid" in str(reader.xmp_metadata.stream.get_data())  # type: ignore[union-attr]
    read = " ".join(text_of(response.content).split())
    for said in (
        "Evidence pack for your complaint",
        "Complaint Handling Code 2024",
        "The boiler <b>broke</b>.",
        "Our answer at stage 1",
        "Nobody came.",
        "When will you <b>come</b>?",
        "On Friday.",
        "Letter 2, Monday 16 November 2026",
        "0300 111 3000",
    ):
        assert said in read, said


def test_it_is_in_the_language_of_the_page_and_words_stay_as_typed(
    whole: tuple[Cast, Any], settings: Any
) -> None:
    cast, got = whole
    settings.PUTRIGHT_DRAFT_LANGUAGES = True
    cast.landlord.languages = ["en", "ur"]
    cast.landlord.save()
    with as_landlord(cast.landlord.id):
        found = gathered(Complaint.objects.get(), WHOLE, date(2026, 11, 20))
        content = written(found, "ur")
    assert (content["language"], content["direction"]) == ("ur", "rtl")
    lines = [line for part in content["blocks"] for one in part["rows"] for line in one["lines"]]
    typed = next(line for line in lines if "When will you" in line["text"])
    assert (typed["lang"], typed["written"]) == ("en", True)
    page = shown(
        let_in(got), case(got.complaint, "evidence-pack/page/").replace("/en/", "/ur/"), "2026-11-20"
    )
    assert 'lang="ur"' in page and "کب آئیں گے؟" in page
    assert '<blockquote lang="en-GB" dir="auto"><p>When will you &lt;b&gt;come&lt;/b&gt;?' in page
    archive = unpacked(let_in(got), got.complaint, language="ur")
    assert '<html lang="ur" dir="rtl">' in archive.read("index.html").decode()


def test_a_file_that_waits_for_its_check_is_named_and_left_out(
    whole: tuple[Cast, Any], settings: Any
) -> None:
    cast, got = whole
    with as_landlord(cast.landlord.id):
        upload(Complaint.objects.get(), "Late photo.jpg", jpeg((60, 60)), RESIDENT)
        CaseFile.objects.filter(name="Late photo.jpg").update(check_state="waiting")
        CaseFile.objects.filter(name__startswith="Photo of").update(check_state="infected")
    client = let_in(got)
    page = words(shown(client, case(got.complaint, "evidence-pack/"), "2026-11-20"))
    assert "1 file is not checked for viruses yet." in page
    archive = unpacked(client, got.complaint)
    assert not [one for one in archive.namelist() if "late-photo" in one or "boiler" in one]
    read = words(shown(client, case(got.complaint, "evidence-pack/page/"), "2026-11-20"))
    assert "5. Late photo.jpg. Not checked for viruses yet, so not in this pack." in read
    assert "4. " in read and "A copy without parts that are about somebody else." in read
    index = words(archive.read("index.html").decode())
    assert "Late photo.jpg Not checked for viruses yet, so it is not in this pack." in index
    assert "It contains a virus, so it is not in this pack." in index


def test_a_file_that_cannot_be_read_is_said_and_the_rest_is_there(whole: tuple[Cast, Any]) -> None:
    cast, got = whole
    with as_landlord(cast.landlord.id):
        broken = CaseFile.objects.get(giver="resident").original
        documents.forget(cast.landlord.id, [broken.id], reason="retention", at=moment("2026-11-19"))
    archive = unpacked(let_in(got), got.complaint)
    assert not [one for one in archive.namelist() if "boiler" in one]
    assert "We could not read this file just now." in archive.read("index.html").decode()
    assert len([one for one in archive.namelist() if one.startswith("letters/")]) == 2


def test_where_the_pdf_cannot_be_made_nothing_else_is_lost(whole: tuple[Cast, Any]) -> None:
    _cast, got = whole
    client = let_in(got)
    with mock.patch.object(papers.letters, "pdf", side_effect=LetterNotRendered("no typst")):
        page = words(shown(client, case(got.complaint, "evidence-pack/pdf/"), "2026-11-20", status=503))
        assert "The PDF could not be made just now. Try again in a few minutes, take the ZIP file" in page
        archive = unpacked(client, got.complaint)
    assert "evidence-pack.pdf" not in archive.namelist()
    assert [one for one in archive.namelist() if one.startswith("letters/")]
    index = archive.read("index.html").decode()
    assert "The PDF of this pack could not be made." in index and "Nobody came." in index


def test_what_is_written_for_it_stands_in_it_and_survives_a_mistake(whole: tuple[Cast, Any]) -> None:
    cast, got = whole
    client = let_in(got)
    address = case(got.complaint, "evidence-pack/")
    wrong = posted(client, address, "2026-11-20", why="x" * 4001, wanted="A new <i>boiler</i> 🙂")
    assert wrong.status_code == 200
    page = wrong.content.decode()
    assert "Why you are still unhappy must be 4,000 characters or less" in page
    assert "A new &lt;i&gt;boiler&lt;/i&gt; 🙂" in page and "x" * 4001 in page
    assert not PackWords.objects.exists()
    saved = posted(client, address, "2026-11-20", why="Nobody came.\r\nTwice.", wanted="A new boiler 🙂")
    assert saved.status_code == 302
    posted(client, address, "2026-11-20", why="Nobody came.\r\nTwice.", wanted="A new boiler 🙂")
    with as_landlord(cast.landlord.id):
        assert PackWords.objects.get().why == "Nobody came.\nTwice."
    read = words(shown(client, case(got.complaint, "evidence-pack/page/"), "2026-11-21"))
    assert "What you wrote for this pack on Friday 20 November 2026 Nobody came. Twice." in read
    assert "A new boiler 🙂" in read
    timeline = words(shown(client, case(got.complaint), "2026-11-21"))
    assert timeline.count("You wrote for your evidence pack why you are still unhappy") == 1


def test_each_taking_is_recorded_and_shown(whole: tuple[Cast, Any]) -> None:
    _cast, got = whole
    client = let_in(got)
    with on("2026-11-20"):
        assert client.get(case(got.complaint, "evidence-pack/pdf/")).status_code == 200
    unpacked(client, got.complaint)
    shown(client, case(got.complaint, "evidence-pack/page/"), "2026-11-20")
    assert {"pack_page", "pack_pdf", "pack_zip"} <= set(AccessEntry.objects.values_list("what", flat=True))
    page = words(shown(client, case(got.complaint, "evidence-pack/"), "2026-11-20"))
    assert "by you, with all originals (ZIP)" in page and "by you, as a PDF" in page


def test_the_statements_do_not_grow_with_letters_and_files(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole

    def counted() -> tuple[int, int]:
        with as_landlord(cast.landlord.id), CaptureQueriesContext(connection) as read:
            found = gathered(with_facts(Complaint.objects.all()).get(), WHOLE, date(2026, 11, 20))
            content = written(found, "en")
        with CaptureQueriesContext(connection) as sent:
            for _piece in papers.zip_of(found, content):
                pass
        return len(read), len([one for one in sent.captured_queries if "SELECT" in one["sql"]])

    before = counted()
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
        for number in range(7):
            upload(complaint, f"More {number}.jpg", jpeg((50 + number, 50)), RESIDENT)
            write_message(complaint, f"Message {number}", by=RESIDENT, at=moment("2026-11-19"))
        checked(complaint)
    assert counted() == before
    assert before[0] <= 25


def test_no_more_than_a_chunk_of_it_is_held(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
        big = pdf("x" * 5_000_000)
        upload(complaint, "Long.pdf", big, RESIDENT)
        checked(complaint)
        found = gathered(complaint, WHOLE, date(2026, 11, 20))
        content = written(found, "en")
        pieces = [len(piece) for piece in papers.zip_of(found, content)]
    assert sum(pieces) > 5_000_000
    assert max(pieces) <= documents.CHUNK + 100_000


def test_names_are_plain_whatever_was_typed() -> None:
    assert plain("Möld & damp — Kitchen/../x") == "mold-damp-kitchen-x"
    assert plain("بوائلر") == ""
    assert len(plain("a" * 300)) <= 40


def test_an_authority_reaches_as_far_as_it_says() -> None:
    assert reach_of(["talk"]) == gathering.Reach(case=True, letters=False, messages=False, files=False)
    assert reach_of(["letters"]) == gathering.Reach(case=False, letters=True, messages=False, files=False)
    assert reach_of(["talk", "letters", "decide"]).whole
    assert not reach_of([]).case


def test_a_danger_stands_in_it_with_what_was_done(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
        at = moment("2026-11-03")
        told = actions.open_hazard(
            cast.landlord, complaint=complaint, danger="yes", words="It smells of gas", by=RESIDENT, at=at
        )
        Hazard.objects.filter(id=told.id).update(
            safe_at=moment("2026-11-04"), made_safe="The supply is off.", outcome="SECRET"
        )
        said = str(written(gathered(complaint, WHOLE, date(2026, 11, 20)), "en")["blocks"])
        assert "It smells of gas" in said and "We made it safe on Wednesday 4 November 2026." in said
        assert "The supply is off." in said and "We have not ended this yet." in said and "SECRET" not in said
        without = gathered(complaint, reach_of(["letters"]), date(2026, 11, 20))
        assert "It smells of gas" not in str(written(without, "en"))


def test_held_says_why_a_paper_is_not_there(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole
    with as_landlord(cast.landlord.id):
        found = gathered(Complaint.objects.get(), WHOLE, date(2026, 11, 20))
        assert {one.held for one in found.papers} == {Held.IN}
        assert found.notes == 1 and found.files_not_shown == 1
        actions.escalate(
            Complaint.objects.get(), why="Still cold", wanted_now="Heat", by=RESIDENT, at=moment("2026-11-20")
        )
        content = written(gathered(Complaint.objects.get(), WHOLE, date(2026, 11, 20)), "en")
    said = str(content["blocks"])
    assert "Why you asked for stage 2" in said and "Still cold" in said and "Heat" in said


# For others


def test_staff_print_it_or_read_it_out_and_write_down_that_they_gave_it(whole: tuple[Cast, Any]) -> None:
    cast, got = whole
    base = f"/meadowbank/en/staff/complaints/{got.complaint.reference}/evidence-pack/"
    with at_desk(cast.officer, "2026-11-20") as client:
        page = client.get(base).content.decode()
        assert "PDF for the printer, in English" in page
        read = client.get(f"{base}page/en/").content.decode()
        assert "On Friday." in read and "SECRET" not in read and "Mrs Jones" not in read
        printed = client.get(f"{base}pdf/en/")
        assert printed.content.startswith(b"%PDF-")
        assert client.get(f"{base}pdf/pl/").status_code == 404
        assert "Select how you gave it to them" in client.post(base, {}).content.decode()
        assert client.post(base, {"how": "carrier pigeon"}).status_code == 200
        assert client.post(base, {"how": "posted"}).status_code == 302
    seen = words(shown(let_in(got), case(got.complaint), "2026-11-20"))
    assert "We gave you your evidence pack" in seen
    taken_by = words(shown(let_in(got), case(got.complaint, "evidence-pack/"), "2026-11-20"))
    assert "by our staff, as a PDF" in taken_by
    with as_landlord(cast.landlord.id), pytest.raises(Refused, match="no_role_here"):
        give_pack(Complaint.objects.get(), how="printed", by=RESIDENT, at=moment("2026-11-20"))


def test_print_of_the_size_that_was_agreed_is_in_the_pdf(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole
    with as_landlord(cast.landlord.id):
        Complaint.objects.update(documents_by="large_print")
        content = written(gathered(Complaint.objects.get(), WHOLE, date(2026, 11, 20)), "en")
    assert content["print_size"] == 18


def test_an_adviser_takes_what_the_authority_covers_and_no_more(whole: tuple[Cast, Any]) -> None:
    cast, _got = whole
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()

        def packed(*scope: str) -> tuple[str, list[str]]:
            found = gathered(complaint, reach_of(scope), date(2026, 11, 20))
            content = written(found, "en", by_adviser=True)
            data = b"".join(papers.zip_of(found, content))
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return str(content), archive.namelist()

        said, names = packed("talk")
        assert "Nobody came." in said and "On Friday." not in said
        assert not [one for one in names if "/" in one]
        said, names = packed("letters")
        assert [one for one in names if "/" in one] == [one for one in names if one.startswith("letters/")]
        assert "When will you" not in said and "what the permission to speak for the resident covers" in said
        said, names = packed("talk", "letters", "decide")
        assert "On Friday." in said and [one for one in names if one.startswith("files/")]
        assert "what the permission to speak for the resident covers" not in said


# The Ombudsman's page


def test_the_page_marks_the_answer_that_is_this_cases_own(cast: Cast) -> None:
    got = received(cast)
    client = let_in(got)
    page = shown(client, case(got.complaint, "ombudsman/"), "2026-11-04")
    assert now_of(page) == "You want advice"
    assert "We will log your complaint by Tuesday 10 November 2026." in words(page)
    link = f'href="{case(got.complaint, "ombudsman/")}"'
    assert shown(client, case(got.complaint), "2026-11-04").count(link) == 3
    # Late, or with a final answer, it stands beside the status too.
    assert shown(client, case(got.complaint), "2026-11-27").count(link) == 4
    late = shown(client, case(got.complaint, "ombudsman/"), "2026-11-27")
    assert now_of(late) == "We have not answered in time"
    assert "Our answer at stage 1 was due by Tuesday 24 November 2026." in words(late)
    acknowledged(cast, got.complaint, "2026-11-05")
    answered(cast, got.complaint)
    after = shown(client, case(got.complaint, "ombudsman/"), "2026-11-18")
    assert now_of(after) == "You want advice"
    assert "you can ask us for stage 2" in words(after)
    with as_landlord(cast.landlord.id):
        actions.escalate(got.complaint, why="", wanted_now="", by=RESIDENT, at=moment("2026-11-18"))
    acknowledged(cast, got.complaint, "2026-11-19", stage=2)
    answered(cast, got.complaint, "2026-11-25", stage=2)
    final = shown(client, case(got.complaint, "ombudsman/"), "2026-11-26")
    assert now_of(final) == "You have our final answer"
    assert "Do it by Thursday 25 November 2027" in words(final)
    assert "MP" in words(final) and "tenant panel" not in words(final)


def now_of(page: str) -> str:
    """The heading of the answer that is marked; fails unless exactly one is."""
    [section] = re.findall(r'<section class="putright-answer putright-answer--now".*?</section>', page, re.S)
    assert page.count("This is your complaint today.") == 1 and "This is your complaint today." in section
    [heading] = re.findall(r"<h2[^>]*>(.*?)</h2>", section, re.S)
    return heading.strip()


def test_the_general_page_has_all_three_and_how_to_reach_it(cast: Cast) -> None:
    page = words(shown(Client(), "/meadowbank/en/ombudsman/", "2026-11-04"))
    for said in ("You want advice", "We have not answered in time", "You have our final answer"):
        assert said in page
    assert "Do it within 12 months of the answer." in page
    assert "does not take new complaints by email" in page and "This is your complaint today." not in page
    assert "0300 111 3000" in page and "Preston PR2 0ET" in page


def test_a_joined_case_speaks_of_the_one_that_answers_it(cast: Cast) -> None:
    first = received(cast, "2026-11-03")
    second = received(cast, "2026-11-05", Told(words="The same", name="Amira Khan"))
    with as_landlord(cast.landlord.id):
        join_case(
            second.complaint,
            first.complaint,
            whose="same_resident",
            reasons="R",
            by=cast.by(cast.officer),
            at=moment("2026-11-06"),
        )
    page = words(shown(let_in(second, "2026-11-06"), case(second.complaint, "ombudsman/"), "2026-11-06"))
    assert "What stands here is about both." in page
    assert "We will log your complaint by Tuesday 10 November 2026." in page
