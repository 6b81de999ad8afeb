"""A case's files and what is asked of others: by residents, staff and links, held, copied, redacted, asked again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from putright.accounts.doors import let_resident_in
from putright.accounts.models import Role
from putright.complaints import actions as casework
from putright.complaints.conflicts.actions import restrict
from putright.complaints.evidence import actions, copies, ladder, scanning
from putright.complaints.evidence.actions import Answer, Question, Upload
from putright.complaints.evidence.copies import Box
from putright.complaints.evidence.scanning import NoScan, Scanned
from putright.complaints.models import CaseFile, Complaint, EvidenceLink, EvidenceRequest, Letter
from putright.complaints.tending import STEPS
from putright.record import chain, documents, verify
from putright.record.chain import By
from putright.record.models import AccessEntry, Chunk, Event, Message
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar
from putright.rules.errors import Refused
from tests.cast import Cast
from tests.complaints import evidence_files as made
from tests.complaints.desk import (
    acknowledged,
    at_desk,
    case,
    day,
    fresh,
    page,
    received,
    said,
)
from tests.complaints.outcomes import kinds_of
from tests.statements import statements

DAY = "2026-11-10"
QUESTION = Question(
    "works@contractor.example", "When did you inspect the roof?", date(2026, 11, 17), organisation="Roofers"
)


def at(day: str, hour: int = 10) -> Any:
    from tests.cast import moment

    return moment(day, hour)


@pytest.fixture
def complaint(cast: Cast) -> Complaint:
    complaint = received(cast, email="tamsin@resident.example", contact_ways=("email",))
    acknowledged(cast, complaint)
    return fresh(complaint)


@contextmanager
def scanner(*answers: Scanned | NoScan) -> Iterator[mock.Mock]:
    """A scanner that is set and gives these answers, the last one again and again."""
    said_so = [*answers, *[answers[-1]] * 50]
    with (
        mock.patch.object(scanning, "is_set", return_value=True),
        mock.patch.object(scanning, "scan", side_effect=said_so) as scan,
    ):
        yield scan


def add(complaint: Complaint, data: bytes, name: str = "wall.jpg", by: By | None = None) -> CaseFile:
    with as_landlord(complaint.landlord_id):
        return actions.add_file(complaint, Upload.of(name, data), by=by or By.resident(), at=at(DAY))


def scanned(complaint: Complaint, *answers: Scanned | NoScan) -> int:
    with scanner(*answers or (Scanned(),)):
        return actions.scan_waiting(complaint.landlord_id, at(DAY, 11))


def again(file: CaseFile) -> CaseFile:
    with as_landlord(file.landlord_id):
        return CaseFile.objects.select_related("original", "shared", "redacted", "complaint").get(id=file.id)


def asked(cast: Cast, complaint: Complaint, **more: Any) -> EvidenceRequest:
    with as_landlord(complaint.landlord_id):
        question = Question(**{**{one: getattr(QUESTION, one) for one in QUESTION.__slots__}, **more})
        return actions.ask_evidence(complaint, question, by=cast.by(cast.manager), at=at(DAY))


def token_in(text: str) -> str:
    found = re.search(r"/en/evidence/([\w-]+)/", text)
    assert found, text
    return found.group(1)


def sent_to(complaint: Complaint, to: str) -> list[Message]:
    with as_landlord(complaint.landlord_id):
        return list(Message.objects.filter(to=to).order_by("written_at", "id"))


def resident(complaint: Complaint) -> Client:
    from django.test import RequestFactory

    from putright.complaints import access

    client = Client()
    request: Any = RequestFactory().get("/")
    request.landlord, request.visitor = complaint.landlord, mock.Mock(opens={})
    response = HttpResponse()
    let_resident_in(request, response, complaint.id, access.mark_of(complaint))
    client.cookies = response.cookies
    return client


def upload(data: bytes, name: str, content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


# Held until they are checked


def test_nobody_opens_a_file_before_the_scanner_has_seen_it(cast: Cast, complaint: Complaint) -> None:
    file = add(complaint, made.jpeg(gps=True))
    with at_desk(cast.manager, DAY) as client:
        there = page(client, case(complaint, "evidence/"))
        assert "Not checked" in there and "No virus scanner is set up" in there
        assert client.get(case(complaint, f"evidence/files/{file.id}/open/")).status_code == 404
    assert actions.scan_waiting(complaint.landlord_id, at(DAY)) == 0
    assert scanned(complaint) == 1
    with at_desk(cast.manager, DAY) as client:
        answer = client.get(case(complaint, f"evidence/files/{file.id}/open/"))
        assert b"".join(answer.streaming_content) == made.jpeg(gps=True)  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''wall.jpg"
        assert (
            answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
        )
        assert answer["Content-Type"] == "image/jpeg"
    with as_landlord(complaint.landlord_id):
        entry = AccessEntry.objects.get(subject_kind="file", subject_id=file.id)
        assert (entry.what, entry.person_id) == ("file_original", cast.manager.id)


def test_a_file_with_a_virus_is_kept_and_opened_by_nobody(cast: Cast, complaint: Complaint) -> None:
    file = add(complaint, made.jpeg())
    scanned(complaint, Scanned("Eicar"))
    file = again(file)
    assert (file.check_state, file.virus, file.shared) == ("infected", "Eicar", None)
    with as_landlord(complaint.landlord_id):
        assert documents.contents(file.original) == made.jpeg()
    with at_desk(cast.manager, DAY) as client:
        assert "Eicar" in page(client, case(complaint, f"evidence/files/{file.id}/"))
        for what in ("open", "picture", "redact", "original"):
            assert client.get(case(complaint, f"evidence/files/{file.id}/{what}/")).status_code == 404
    browser = resident(complaint)
    there = browser.get(f"/meadowbank/en/your-complaint/{complaint.reference}/files/").content.decode()
    assert "contains a virus" in there
    assert (
        browser.get(f"/meadowbank/en/your-complaint/{complaint.reference}/files/{file.id}/").status_code
        == 404
    )
    assert sent_to(complaint, complaint.email)[-1].subject.startswith("There is news")


def test_a_scanner_that_is_away_leaves_files_held_and_is_asked_again_later(complaint: Complaint) -> None:
    one, two = add(complaint, made.jpeg()), add(complaint, made.pdf(), "a.pdf")
    with scanner(NoScan("away", away=True)) as scan:
        assert actions.scan_waiting(complaint.landlord_id, at(DAY, 11)) == 0
        assert scan.call_count == 1
    with scanner(NoScan("size limit")) as scan:
        assert actions.scan_waiting(complaint.landlord_id, at(DAY, 11)) == 0
        assert scan.call_count == 1  # the first waits ten minutes
    with scanner(Scanned()):
        assert actions.scan_waiting(complaint.landlord_id, at(DAY, 12)) == 2
        assert actions.scan_waiting(complaint.landlord_id, at(DAY, 13)) == 0
    assert {again(one).check_state, again(two).check_state} == {"clean"}
    assert kinds_of(complaint).count("file.checked") == 2


def test_a_file_that_breaks_whoever_reads_it_holds_back_no_other(complaint: Complaint) -> None:
    add(complaint, made.jpeg())
    paper = add(complaint, made.pdf(), "a.pdf")
    with mock.patch.object(copies, "shared_copy", side_effect=RuntimeError("a new kind of damage")):
        assert scanned(complaint) == 1
        assert scanned(complaint) == 0  # it waits, and is asked about again later
    assert again(paper).check_state == "clean"


def test_whoever_may_not_open_the_case_any_more_hears_of_no_answer(cast: Cast, complaint: Complaint) -> None:
    subject = "An answer to a request for evidence has come"

    def answered(request: EvidenceRequest) -> None:
        with as_landlord(complaint.landlord_id):
            actions.refer_on(request, ask_instead="Others", by=By.link(), at=at(DAY, 12))

    first, second, third = (asked(cast, complaint, question=one) for one in ("1", "2", "3"))
    answered(first)
    assert [one.subject for one in sent_to(complaint, cast.manager.email)].count(subject) == 1
    with as_landlord(complaint.landlord_id):
        restrict(
            complaint, cast.manager, kind="conflict", reason="R", by=cast.by(cast.officer), at=at(DAY, 13)
        )
    answered(second)
    with as_landlord(complaint.landlord_id):
        Role.objects.filter(person=cast.manager).update(ended_on=date(2026, 11, 1))
    answered(third)
    assert [one.subject for one in sent_to(complaint, cast.manager.email)].count(subject) == 1
    assert not [one for one in sent_to(complaint, cast.landlord.email) if complaint.reference[:4] in one.text]


def test_a_demo_opens_unchecked_files_and_says_so(cast: Cast, complaint: Complaint, settings: Any) -> None:
    settings.UNSCANNED_FILES = "open"
    file = add(complaint, made.jpeg(gps=True))
    assert actions.scan_waiting(complaint.landlord_id, at(DAY)) == 1
    assert actions.scan_waiting(complaint.landlord_id, at(DAY)) == 0
    file = again(file)
    assert (file.check_state, file.shared is not None) == ("waiting", True)
    with at_desk(cast.manager, DAY) as client:
        assert "runs without a virus scanner" in page(client, case(complaint, "evidence/"))
        assert client.get(case(complaint, f"evidence/files/{file.id}/open/")).status_code == 200
    with scanner(Scanned("Eicar")):
        assert actions.scan_waiting(complaint.landlord_id, at(DAY)) == 1
    assert not actions.openable(again(file))


# The resident's page


def test_a_resident_adds_files_and_hears_of_each_that_was_not_taken(complaint: Complaint) -> None:
    browser = resident(complaint)
    address = f"/meadowbank/en/your-complaint/{complaint.reference}/files/"
    answer = browser.post(
        address,
        {
            "attached": [
                upload(made.jpeg(), "wall.jpg"),
                upload(made.EXE, "photo.jpg"),
                upload(b"", "nothing.pdf"),
                upload(made.SVG, "drawing.png", "image/png"),
            ],
            "about": "The wall",
        },
    )
    there = said(answer)
    assert "photo.jpg: The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3" in there
    assert (
        "nothing.pdf: The selected file is empty" in there
        and "drawing.png: The selected file must be" in there
    )
    assert "The wall" in answer.content.decode()
    assert browser.post(address, {"attached": [upload(made.jpeg(), "wall.jpg")]}).status_code == 302
    with as_landlord(complaint.landlord_id):
        assert [(one.name, one.giver) for one in CaseFile.objects.all()] == [("wall.jpg", "resident")]
    assert kinds_of(complaint).count("file.received") == 1
    assert "Choose a file" in said(browser.post(address, {}))
    eleven = [upload(made.pdf(str(number)), f"{number}.pdf") for number in range(11)]
    assert "You can add up to 10 files" in said(browser.post(address, {"attached": eleven}))


def test_nobody_fills_the_disk_by_a_link(complaint: Complaint) -> None:
    for number in range(10):
        add(complaint, made.pdf(str(number)), f"{number}.pdf")
    with pytest.raises(Refused, match="file_too_many"):
        add(complaint, made.pdf("one more"), "more.pdf")


def test_a_resident_sees_their_own_files_and_what_they_are_shown(cast: Cast, complaint: Complaint) -> None:
    own = add(complaint, made.pdf(), "my letter.pdf")
    by = cast.by(cast.manager)
    ours, paper = (
        add(complaint, made.jpeg(gps=True), "roof.jpg", by),
        add(complaint, made.docx(), "report.docx", by),
    )
    scanned(complaint)
    browser, base = resident(complaint), f"/meadowbank/en/your-complaint/{complaint.reference}/files/"
    assert "roof.jpg" not in browser.get(base).content.decode()
    assert browser.get(f"{base}{ours.id}/").status_code == 404
    with as_landlord(complaint.landlord_id):
        actions.share_file(ours, by=by, at=at(DAY, 12))
        actions.share_file(ours, by=by, at=at(DAY, 12))
        with pytest.raises(Refused, match="file_has_no_copy"):
            actions.share_file(paper, by=by, at=at(DAY, 12))
    assert kinds_of(complaint).count("file.shared") == 1
    assert b"".join(browser.get(f"{base}{own.id}/").streaming_content) == made.pdf()  # type: ignore[attr-defined]
    seen = b"".join(browser.get(f"{base}{ours.id}/").streaming_content)  # type: ignore[attr-defined]
    with Image.open(io.BytesIO(seen)) as image:
        assert not dict(image.getexif())
    with at_desk(cast.manager, DAY) as client:
        held = page(client, case(complaint, f"evidence/files/{paper.id}/"))
        assert "cannot be taken out of this kind of file reliably" in held
    with as_landlord(complaint.landlord_id):
        actions.withhold_file(ours, because="The wrong home", by=by, at=at(DAY, 13))
        assert documents.contents(again(ours).original) == made.jpeg(gps=True)
    assert browser.get(f"{base}{ours.id}/").status_code == 404


# Redaction


def test_a_picture_is_painted_over_after_a_look_and_the_original_stays(
    cast: Cast, complaint: Complaint
) -> None:
    file = add(complaint, made.jpeg((200, 100)), "neighbour.jpg", cast.by(cast.officer))
    scanned(complaint)
    address = case(complaint, f"evidence/files/{file.id}/redact/")
    typed = {"left_1": "0", "top_1": "0", "width_1": "25", "height_1": "100"}
    words = {"taken_out": "A face", "because": "It is somebody else's"}
    with at_desk(cast.manager, DAY) as client:
        looked = client.post(address, {**typed, "preview": "1"}).content.decode()
        assert "box=0%2C0%2C25%2C100" in looked
        assert again(file).redacted is None
        picture = client.get(case(complaint, f"evidence/files/{file.id}/picture/"), {"box": "0,0,25,100"})
        with Image.open(io.BytesIO(picture.content)) as image:
            assert image.format == "JPEG"
        for wrong in ("1,2,3", "a,b,c,d", "0,0,101,1", "nan,0,1,1"):
            got = client.get(case(complaint, f"evidence/files/{file.id}/picture/"), {"box": wrong})
            assert got.status_code == 404
        assert "Enter all four numbers" in said(client.post(address, {"left_1": "1", **words}))
        assert "Write what was taken out" in said(client.post(address, typed))
        assert client.post(address, {**typed, **words}).status_code == 302
        assert 'value="25"' in page(client, address)
    file = again(file)
    assert file.redacted is not None and file.shared is not None
    with Image.open(io.BytesIO(documents.contents(file.redacted))) as image:
        hidden = image.getpixel((10, 50))
    assert isinstance(hidden, tuple) and sum(hidden) < 30
    assert documents.contents(file.original) == made.jpeg((200, 100))
    assert actions.outward(file) == file.redacted
    with at_desk(cast.manager, DAY) as client:
        opened = client.get(case(complaint, f"evidence/files/{file.id}/open/"))
        assert b"".join(opened.streaming_content) == documents.contents(file.redacted)  # type: ignore[attr-defined]
        reason = case(complaint, f"evidence/files/{file.id}/original/")
        assert "Write why" in said(client.post(reason, {}))
        original = client.post(reason, {"because": "The resident asks who it is"})
        assert b"".join(original.streaming_content) == made.jpeg((200, 100))  # type: ignore[attr-defined]
    assert kinds_of(complaint)[-2:] == ["file.redacted", "file.original_opened"]


def test_a_letter_is_redacted_by_a_copy(cast: Cast, complaint: Complaint) -> None:
    by = cast.by(cast.officer)
    file = add(complaint, made.pdf("with names"), "report.pdf", by)
    scanned(complaint)
    words: dict[str, Any] = {"taken_out": "Names", "because": "Not ours to tell", "by": by, "at": at(DAY, 12)}
    with as_landlord(complaint.landlord_id):
        with pytest.raises(Refused, match="redaction_is_original"):
            actions.redact(file, copy=Upload.of("x.pdf", made.pdf("with names")), **words)
        with pytest.raises(Refused, match="redaction_needs_copy"):
            actions.redact(file, boxes=[Box(0, 0, 1, 1)], **words)
        with scanner(Scanned("Eicar")), pytest.raises(Refused, match="file_infected"):
            actions.redact(file, copy=Upload.of("x.pdf", made.pdf("names out")), **words)
        with scanner(NoScan("away")), pytest.raises(Refused, match="scanner_away"):
            actions.redact(file, copy=Upload.of("x.pdf", made.pdf("names out")), **words)
        actions.redact(file, copy=Upload.of("x.pdf", made.pdf("names out")), **words)
        actions.share_file(file, by=by, at=at(DAY, 13))
    seen = resident(complaint).get(f"/meadowbank/en/your-complaint/{complaint.reference}/files/{file.id}/")
    assert b"names out" in b"".join(seen.streaming_content)  # type: ignore[attr-defined]


# Asking others


def test_a_contractor_answers_through_a_link_without_an_account(cast: Cast, complaint: Complaint) -> None:
    with at_desk(cast.manager, DAY) as client:
        answer = client.post(
            case(complaint, "evidence/ask/"),
            {
                "organisation": "Roofers",
                "email": "works@contractor.example",
                "question": "When did you inspect the roof?",
                "adjustments": "Ring twice and wait",
                "photographs": "The gutter",
                "chase_every": "2",
                **day("due_on", "2026-11-17"),
            },
        )
        assert answer.status_code == 302, said(answer)
    [message] = sent_to(complaint, "works@contractor.example")
    assert complaint.reference not in message.text and "roof" not in message.text and message.forget_text
    token = token_in(message.text)
    with as_landlord(complaint.landlord_id):
        assert token not in EvidenceLink.objects.get().digest
    with mock.patch("django.utils.timezone.now", return_value=at("2026-11-11")):
        browser = Client()
        first = browser.get(f"/meadowbank/en/evidence/{token}/")
        assert first.status_code == 302 and token not in first["Location"]
        assert first["Referrer-Policy"] == "no-referrer"
        address = first["Location"]
        there = browser.get(address).content.decode()
        assert "When did you inspect the roof?" in there and "Ring twice and wait" in there
        assert complaint.name not in there and complaint.reference not in there
        saved = browser.post(
            address, {"answer": "In May", "save": "1", "attached": upload(made.jpeg(gps=True), "g.jpg")}
        )
        assert saved.status_code == 302
        there = browser.get(address).content.decode()
        assert "In May" in there and "g.jpg" in there
        before = len(kinds_of(complaint))
        visit = {"outcome": "visited", "visited_at": "2.30pm"}
        assert "Enter a time like" in said(browser.post(address, {"answer": "In May", "send": "1", **visit}))
        assert "day and the time" in said(
            browser.post(address, {"answer": "M", "send": "1", "outcome": "visited"})
        )
        visit = {"outcome": "visited", "visited_at": "14:30", **day("visited_on", "2026-11-11")}
        for _twice in range(2):
            assert browser.post(address, {"answer": "In May", "send": "1", **visit}).status_code == 302
        assert "Answered" in browser.get(address).content.decode()
        assert "closed" in said(browser.post(address, {"answer": "No, in June", "send": "1"}))
        assert len(kinds_of(complaint)) == before + 1
    with as_landlord(complaint.landlord_id):
        request = EvidenceRequest.objects.get()
        assert (request.state, request.answer, request.visited_at) == ("answered", "In May", time(14, 30))
        event = Event.objects.filter(kind="evidence.answered").get()
        assert '"kind":"link"' in event.body.replace(" ", "")
    assert (
        sent_to(complaint, cast.manager.email)[-1].subject == "An answer to a request for evidence has come"
    )


def test_links_that_are_forged_over_or_anothers_open_nothing(cast: Cast, complaint: Complaint) -> None:
    mine, other = asked(cast, complaint), asked(cast, complaint, email="other@contractor.example")
    token = token_in(sent_to(complaint, "works@contractor.example")[0].text)
    forged = token[:-2] + ("aa" if token[-2:] != "aa" else "bb")
    with mock.patch("django.utils.timezone.now", return_value=at("2026-11-11")):
        browser = Client()
        assert browser.get(f"/meadowbank/en/evidence/{forged}/").status_code == 404
        assert browser.get(f"/ferrous-valley/en/evidence/{token}/").status_code == 404
        assert browser.get(f"/meadowbank/en/evidence/answer/{mine.id}/").status_code == 404
        assert browser.get(f"/meadowbank/en/evidence/{token}/").status_code == 302
        assert browser.get(f"/meadowbank/en/evidence/answer/{mine.id}/").status_code == 200
        assert browser.get(f"/meadowbank/en/evidence/answer/{other.id}/").status_code == 404
        value = browser.cookies["putright-evidence"].value
        browser.cookies["putright-evidence"] = value[:-3] + "abc"
        assert browser.get(f"/meadowbank/en/evidence/answer/{mine.id}/").status_code == 404
        browser.get(f"/meadowbank/en/evidence/{token}/")
    with mock.patch("django.utils.timezone.now", return_value=at("2026-12-15")):
        assert browser.get(f"/meadowbank/en/evidence/answer/{mine.id}/").status_code == 404
        assert Client().get(f"/meadowbank/en/evidence/{token}/").status_code == 404
    with as_landlord(complaint.landlord_id):
        actions.cancel_evidence(mine, because="Found it", by=cast.by(cast.manager), at=at("2026-11-12"))
    with mock.patch("django.utils.timezone.now", return_value=at("2026-11-12")):
        assert Client().get(f"/meadowbank/en/evidence/{token}/").status_code == 404
        assert browser.get(f"/meadowbank/en/evidence/answer/{mine.id}/").status_code == 404


def test_a_link_may_answer_its_question_and_nothing_else(cast: Cast, complaint: Complaint) -> None:
    request, link = asked(cast, complaint), By.link()
    with as_landlord(complaint.landlord_id):
        before = len(kinds_of(complaint))
        for act in (
            lambda: actions.add_file(complaint, Upload.of("a.pdf", made.pdf()), by=link, at=at(DAY)),
            lambda: actions.cancel_evidence(request, because="x", by=link, at=at(DAY)),
            lambda: actions.ask_evidence(complaint, QUESTION, by=link, at=at(DAY)),
            lambda: casework.withdraw(complaint, reasons="x", by=link, at=at(DAY)),
        ):
            with pytest.raises(Refused, match="no_role_here"):
                act()
        assert len(kinds_of(complaint)) == before


def test_no_access_needs_its_proof(cast: Cast, complaint: Complaint) -> None:
    request, link = asked(cast, complaint), By.link()
    answer = Answer("", "no_access", date(2026, 11, 11), time(9), "By letter of 4 November", "Twice")
    with as_landlord(complaint.landlord_id):
        for lacking in (
            answer,
            Answer(**{**answer_as(answer), "notice": ""}),
            Answer(**{**answer_as(answer), "attempts": " "}),
        ):
            with pytest.raises(Refused, match="no_access_without_proof"):
                actions.answer_evidence(request, lacking, by=link, at=at("2026-11-12"))
        actions.add_file_by_link(request, Upload.of("card.jpg", made.jpeg()), by=link, at=at("2026-11-12"))
        actions.answer_evidence(request, answer, by=link, at=at("2026-11-12"))


def answer_as(answer: Answer) -> dict[str, Any]:
    return {name: getattr(answer, name) for name in answer.__slots__}


def test_having_no_record_is_an_answer_and_not_ours_is_one_too(cast: Cast, complaint: Complaint) -> None:
    one, two = asked(cast, complaint), asked(cast, complaint)
    with as_landlord(complaint.landlord_id):
        actions.answer_evidence(one, Answer(outcome="record_missing"), by=By.link(), at=at("2026-11-12"))
        for _twice in range(2):
            actions.refer_on(two, ask_instead="Crest Roofing", by=By.link(), at=at("2026-11-12"))
        [event] = [
            noted
            for noted in chain.timeline(complaint.landlord_id, ("complaint", complaint.id))
            if noted.kind.name == "evidence.answered"
        ]
        assert event.facts["outcome"] == "record_missing"
    assert kinds_of(complaint).count("evidence.not_ours") == 1
    with at_desk(cast.manager, "2026-11-12") as client:
        there = page(client, f"{case(complaint, 'evidence/ask/')}?again={two.id}")
        assert "Crest Roofing" in there and "When did you inspect the roof?" in there


def test_staff_write_down_an_answer_they_heard_and_give_more_time(cast: Cast, complaint: Complaint) -> None:
    request = asked(cast, complaint)
    base = case(complaint, f"evidence/requests/{request.id}/")
    with at_desk(cast.manager, "2026-11-12") as client:
        later = {"because": "Holiday", **day("due_on", "2026-11-20")}
        assert "too early" in said(client.post(f"{base}more-time/", {**later, **day("due_on", "2026-11-16")}))
        assert client.post(f"{base}more-time/", later).status_code == 302
        assert client.post(f"{base}send/").status_code == 302
        assert client.post(f"{base}answer/", {"answer": "In May, by phone"}).status_code == 302
        assert "In May, by phone" in page(client, base)
        assert "closed" in said(client.post(f"{base}cancel/", {"because": "Late"}))
    subjects = [one.subject for one in sent_to(complaint, "works@contractor.example")]
    assert len(subjects) == 3 and "given you until Friday 20 November 2026" in subjects[1]


# The ladder


def test_the_worker_reminds_asks_again_and_tells_a_lead_once_each(cast: Cast, complaint: Complaint) -> None:
    request = asked(cast, complaint)  # Tuesday, due Tuesday 17 November
    landlord, to = complaint.landlord_id, "works@contractor.example"

    def done(on: str) -> tuple[int, int]:
        """How many messages went to them and to the lead, after two workers went over it on that day."""
        for hour in (9, 10):
            actions.chase(landlord, at(on, hour))
        return len(sent_to(complaint, to)), len(sent_to(complaint, cast.leader.email))

    assert done("2026-11-12") == (1, 0)
    assert done("2026-11-13") == (2, 0)  # two working days before
    assert done("2026-11-16") == (2, 0)
    assert done("2026-11-17") == (3, 0)  # due
    assert done("2026-11-18") == (3, 0)
    assert done("2026-11-19") == (4, 0)  # two working days later
    assert done("2026-11-27") == (5, 1)  # after days off: once, and the lead
    assert done("2026-11-28") == (5, 1)
    with at_desk(cast.manager, "2026-11-27") as client:
        there = page(client, case(complaint, "evidence/"))
        assert (
            "8 working days late" in there and "a lead was told" in there and "asked again 3 times" in there
        )
    with as_landlord(landlord):
        actions.answer_evidence(request, Answer("In May"), by=By.link(), at=at("2026-11-30"))
    assert done("2026-12-10")[0] == 5
    assert {actions.scan_waiting, actions.chase} <= {step for _name, step in STEPS}


def test_nobody_is_asked_about_a_case_that_has_ended(cast: Cast, complaint: Complaint) -> None:
    asked(cast, complaint)
    with as_landlord(complaint.landlord_id):
        casework.withdraw(complaint, reasons="", by=By.resident(), at=at("2026-11-12"))
    assert actions.chase(complaint.landlord_id, at("2026-11-18")) == 0
    assert len(sent_to(complaint, "works@contractor.example")) == 1


def test_the_ladder_ends_after_ten_times() -> None:
    due, calendar = date(2026, 11, 17), Calendar.england()
    rung = ladder.Asked(
        date(2026, 11, 10),
        due,
        2,
        2,
        3,
        chased_on=date(2027, 1, 4),
        chases=10,
        escalated_on=due,
        reminded_on=due,
    )
    assert ladder.due_steps(rung, date(2027, 2, 1), calendar) == frozenset()
    assert ladder.next_day(rung, date(2027, 2, 1), calendar) is None


def test_whoever_was_asked_yesterday_is_not_reminded_today() -> None:
    rung = ladder.Asked(date(2026, 11, 10), date(2026, 11, 12), 2, 2, 3)
    assert ladder.due_steps(rung, date(2026, 11, 11), Calendar.england()) == frozenset()
    assert ladder.next_day(rung, date(2026, 11, 10), Calendar.england()) == date(2026, 11, 12)


# Findings, statements, blanking


def test_a_finding_names_the_files_it_rests_on(cast: Cast, complaint: Complaint) -> None:
    from putright.complaints.actions import FindingDraft
    from putright.complaints.evidence.queries import evidence_of
    from putright.complaints.models import Finding

    file = add(complaint, made.jpeg(), "wall.jpg")
    address = case(complaint, "stage/1/points/1/evidence/")
    with at_desk(cast.manager, DAY) as client:
        assert "Write the answer to point 1 first" in said(client.post(address, {"rests_on": [str(file.id)]}))
        with as_landlord(complaint.landlord_id):
            draft = FindingDraft("agree", "F", "R", "B", "M")
            casework.record_finding(
                complaint, complaint.points.all()[0], 1, draft, by=cast.by(cast.manager), at=at(DAY)
            )
        assert client.post(address, {"rests_on": [str(file.id)]}).status_code == 302
        assert "Evidence for the answer to" in page(client, case(complaint, "evidence/"))
    with as_landlord(complaint.landlord_id):
        assert evidence_of(Finding.objects.get()) == ["wall.jpg"]
    assert kinds_of(complaint)[-1] == "finding.evidence_chosen"


def test_the_tab_takes_as_many_statements_for_twenty_files_as_for_two(
    cast: Cast, complaint: Complaint
) -> None:
    def many(count: int) -> None:
        for number in range(count):
            add(complaint, made.pdf(f"{count} {number}"), f"{number}.pdf", cast.by(cast.officer))
            asked(cast, complaint)

    many(2)
    with at_desk(cast.manager, DAY) as client:
        few = len(statements(client, "get", case(complaint, "evidence/")))
        many(18)
        lots = len(statements(client, "get", case(complaint, "evidence/")))
    assert few == lots <= 14


def test_blanking_removes_the_bytes_and_the_record_still_holds(cast: Cast, complaint: Complaint) -> None:
    file = add(complaint, made.jpeg(gps=True), "Tamsin.jpg", cast.by(cast.officer))
    asked(cast, complaint)
    other = received(cast)
    same = add(other, made.jpeg(gps=True), "the same.jpg")
    alone = add(complaint, made.jpeg((90, 90)), "only.jpg")
    scanned(complaint)
    with as_landlord(complaint.landlord_id):
        by, now = cast.by(cast.officer), at("2026-11-12")
        letter = Letter.objects.get()
        casework.withdraw(complaint, reasons="", by=By.resident(), at=now)
        casework.blank_personal_text(complaint, reason="retention", by=by, at=now)
        file, alone = again(file), again(alone)
        assert (file.name, alone.name) == ("", "") and alone.forgotten_at == now
        assert not EvidenceLink.objects.exists()
        assert EvidenceRequest.objects.get().question == ""
        for gone in (alone.original, alone.shared, letter.pdf, letter.html):
            assert gone is not None and not Chunk.objects.filter(sha256=gone.sha256).exists()
        assert documents.contents(again(same).original) == made.jpeg(gps=True)
        report = verify.verify_subject(complaint.landlord_id, ("complaint", complaint.id))
        assert not report.problems
    with at_desk(cast.manager, "2026-11-12") as client:
        assert "Removed" in page(client, case(complaint, "evidence/"))
        assert client.get(case(complaint, f"evidence/files/{file.id}/open/")).status_code == 404
        assert client.get(case(complaint, f"letters/{letter.id}/pdf/")).status_code == 404
