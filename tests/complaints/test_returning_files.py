"""The form's page of files, other ways to tell what went wrong, and what staff do with them, in browsers' own terms."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from putright.accounts.models import Landlord
from putright.complaints.evidence.scanning import Scanned
from putright.complaints.intake.actions import become_complaint
from putright.complaints.models import (
    CaseFile,
    Complaint,
    Draft,
    DraftFile,
    Hazard,
    Point,
    ServiceRequest,
    StillToCome,
)
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.desk import at_desk
from tests.complaints.evidence_files import jpeg, mp3, pdf
from tests.complaints.filling import ANSWERS, count, elm, fill_in, only, page
from tests.complaints.resident import words
from tests.statements import statements

pytestmark = pytest.mark.django_db
FILES = page("files")


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


def sent(client: Client, data: bytes, name: str = "photo.jpg", button: str = "add", **more: Any) -> Any:
    return client.post(FILES, {"attached": SimpleUploadedFile(name, data), button: "1", **more})


def test_files_are_added_one_after_the_other_and_taken_out(client: Client, landlord: Landlord) -> None:
    client.post(page("what-went-wrong"), {"words": "It leaks"})
    assert sent(client, jpeg(), "../../دیوار.jpg").url == FILES
    assert sent(client, pdf(), "letter.pdf").url == FILES
    shown = client.get(FILES).content.decode()
    assert "دیوار.jpg" in shown and "letter.pdf" in shown and ".." not in words(shown)
    first = only(Draft, landlord).answers["files"]["kept"][0]["id"]
    assert client.post(FILES, {"remove": first}).url == FILES
    left = client.get(FILES).content.decode()
    assert "دیوار.jpg" not in left and "letter.pdf" in left
    # What is chosen when somebody goes on is taken too.
    assert sent(client, mp3(), "told.mp3", button="continue").url == page("who-for")
    assert count(DraftFile, landlord) == 2
    check = words(client.get(page("check")).content.decode())
    assert "letter.pdf" in check and "told.mp3" in check
    # Nobody but this browser's form has them; there is no address at which they lie.
    assert "letter.pdf" not in Client().get(FILES).content.decode()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (
            b"MZ\x90\x00 not a picture",
            "photo.jpg",
            "The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3",
        ),
        (b"", "photo.jpg", "The selected file is empty"),
        (jpeg() + b"x" * 25_000_000, "photo.jpg", "The selected file must be smaller than 25MB"),
        (
            b"<html><script>alert(1)</script>",
            "a.pdf",
            "The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3",
        ),
    ],
)
def test_a_wrong_empty_or_huge_file_is_refused_in_one_sentence(
    client: Client, landlord: Landlord, data: bytes, name: str, said: str
) -> None:
    client.post(page("what-went-wrong"), {"words": "It leaks"})
    sent(client, pdf(), "letter.pdf")
    answer = sent(client, data, name, button="continue", paper="paper")
    text = answer.content.decode()
    assert answer.status_code == 200 and said in text and "<title>Error: " in text
    # Nothing that was there is lost: neither the other file, nor the tick, nor the words.
    assert "letter.pdf" in text and only(Draft, landlord).answers["files"]["paper"] == ["paper"]
    assert "It leaks" in client.get(page("what-went-wrong")).content.decode()
    assert count(DraftFile, landlord) == 1


def test_an_infected_file_is_refused_at_once(client: Client, landlord: Landlord) -> None:
    scanning = "putright.complaints.evidence.scanning"
    with (
        mock.patch(f"{scanning}.is_set", return_value=True),
        mock.patch(f"{scanning}.scan", return_value=Scanned("Eicar")),
    ):
        assert "The selected file contains a virus" in sent(client, pdf(), "a.pdf").content.decode()
    assert count(DraftFile, landlord) == 0


def test_no_file_and_an_eleventh(client: Client, landlord: Landlord) -> None:
    assert "Choose a file" in words(client.post(FILES, {"add": "1"}).content.decode())
    for number in range(10):
        assert sent(client, pdf() + b"\n" * number).status_code == 302
    full = sent(client, pdf() + b"\n" * 10).content.decode()
    assert "You can add up to 10 files here" in full
    assert count(DraftFile, landlord) == 10


def test_a_request_far_too_large_is_not_read_and_costs_nothing_that_was_typed(
    client: Client, landlord: Landlord
) -> None:
    client.post(page("what-went-wrong"), {"words": "It leaks"})
    sent(client, pdf(), "letter.pdf")
    answer = client.generic(
        "POST",
        FILES,
        b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH="300000000",
    )
    assert answer.status_code == 413
    text = answer.content.decode()
    assert "The selected file must be smaller than 25MB" in text and "letter.pdf" in text
    long = client.post(page("what-went-wrong"), {"words": "x" * 3_000_000})
    assert long.status_code == 413 and "This was too long to be taken" in long.content.decode()
    assert "It leaks" in long.content.decode()
    broken = client.post(FILES, b"no parts", content_type="multipart/form-data")
    assert broken.status_code == 400 and "could not be uploaded – try again" in broken.content.decode()


def test_uploads_from_one_address_end_and_those_that_are_there_stay(
    client: Client, landlord: Landlord
) -> None:
    with as_landlord(landlord.id):
        landlord.policy = {"hourly_from_address": ["upload:2"]}
        landlord.save(update_fields=["policy"])
    for number in range(2):
        assert sent(client, pdf() + b"\n" * number, f"{number}.pdf").status_code == 302
    barred = sent(client, pdf() + b"\n\n\n", "3.pdf")
    text = barred.content.decode()
    assert barred.status_code == 429 and landlord.phone in text and "0.pdf" in text and "1.pdf" in text


def test_files_are_files_of_the_case_once_the_form_is_sent(client: Client, landlord: Landlord) -> None:
    fill_in(client)
    sent(client, jpeg(), "wall.jpg")
    made = statements(client, "POST", page("check"), answers=302)
    # Two more than without files, however many there are.
    assert len(made) <= 12, "\n".join(one[:120] for one in made)
    file = only(CaseFile, landlord)
    assert (file.name, file.giver, file.check_state) == ("wall.jpg", "resident", "waiting")
    late = sent(client, pdf(), "late.pdf").content.decode()
    assert "You have sent this complaint already" in late
    complaint = only(Complaint, landlord)
    shown = client.get(f"/elm/en/your-complaint/{complaint.reference}/files/").content.decode()
    # Held until it was checked: there is no way to open it yet.
    assert "wall.jpg" in shown and f"/files/{file.id}/" not in shown


# Other ways to tell


def without_words(client: Client, **other: Any) -> None:
    answers = dict(ANSWERS)
    answers["what-went-wrong"] = other
    for slug, typed in answers.items():
        client.post(page(slug), typed)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Tell us what went wrong, or choose another way to tell us"),
        ({"words": "   "}, "Tell us what went wrong, or choose another way to tell us"),
        ({"other_way": "smoke"}, "Tell us what went wrong, or choose another way to tell us"),
        ({"other_way": "call", "call_phone": "12"}, "Enter a phone number, like 07700 900 982"),
        ({"words": "x" * 4001}, "What went wrong must be 4,000 characters or less"),
    ],
)
def test_one_way_or_another_what_went_wrong_is_told(
    client: Client, landlord: Landlord, typed: dict[str, str], said: str
) -> None:
    answer = client.post(page("what-went-wrong"), typed).content.decode()
    assert said in answer and answer.count("govuk-error-summary__list") == 1


def test_a_recording_is_enough(client: Client, landlord: Landlord) -> None:
    without_words(client, other_way="file")
    check = client.post(page("check")).content.decode()
    assert "Add a recording, a video or a letter" in check
    assert "Add your recording, video or letter" in client.get(FILES).content.decode()
    assert "Add a recording" in client.post(FILES, {"continue": "1"}).content.decode()
    sent(client, mp3(), "told.mp3")
    assert client.post(page("check")).status_code == 302
    assert only(Complaint, landlord).original_words == "" and count(CaseFile, landlord) == 1
    reference = only(Complaint, landlord).reference
    assert client.get(f"/elm/en/your-complaint/{reference}/").status_code == 200


def test_a_call_is_enough_and_staff_write_it_down(client: Client, cast: Cast) -> None:
    here = "/meadowbank/en/complain/"
    answers = {
        **ANSWERS,
        "what-went-wrong": {"other_way": "call", "call_phone": "٠٧٧٠٠ ٩٠٠ ٩٨٣", "call_when": "Mornings"},
    }
    for slug, typed in {**answers, "who-for": {"for_whom": "no_name"}}.items():
        client.post(f"{here}{slug}/", typed)
    assert client.post(f"{here}check/").status_code == 302
    next_steps = words(client.get(f"{here}sent/").content.decode())
    assert "We will call you on 07700 900 983 and write down with you what went wrong" in next_steps
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
        row = StillToCome.objects.get()
        assert (row.phone, row.when, complaint.phone) == ("07700 900 983", "Mornings", "")
    staff = f"/meadowbank/en/staff/complaints/{complaint.reference}/"
    with at_desk(cast.officer, "2026-11-23") as desk:
        assert "Calls and papers that forms asked for" in desk.get("/meadowbank/en/staff/").content.decode()
        listed = desk.get("/meadowbank/en/staff/still-to-come/").content.decode()
        assert f"{staff}call/" in listed and "900 983" in listed and "Mornings" in listed
        assert "They asked us to call and write down what went wrong" in words(
            desk.get(staff).content.decode()
        )
        nothing = desk.post(f"{staff}call/", {"reached": "yes", "words": "", "more": ""}).content.decode()
        assert "Write down what they said, in their own words" in nothing
        assert desk.post(f"{staff}call/", {"reached": "no", "words": "", "more": ""}).status_code == 302
        assert "called 1 time" in words(desk.get("/meadowbank/en/staff/still-to-come/").content.decode())
        done = desk.post(
            f"{staff}call/",
            {"reached": "yes", "words": "The lift is broken", "more": "Nobody answers\n\nNor writes"},
        )
        assert done.status_code == 302
        assert desk.get(f"{staff}call/").status_code == 404
        assert "asked us to call" not in words(desk.get(staff).content.decode()).split("Record")[0]
    with as_landlord(cast.landlord.id):
        assert [one.resident_words for one in Point.objects.all()] == [
            "Nobody called back",
            "The lift is broken",
            "Nobody answers",
            "Nor writes",
        ]
    case = words(client.get(f"/meadowbank/en/your-complaint/{complaint.reference}/").content.decode())
    assert "The lift is broken" in case and "We called, and wrote down what went wrong" in case


def test_papers_are_staff_s_to_see_to(client: Client, cast: Cast) -> None:
    here = "/meadowbank/en/complain/"
    for slug, typed in {**ANSWERS, "files": {"paper": "paper", "continue": "1"}}.items():
        client.post(f"{here}{slug}/", typed)
    assert "I only have paper" in client.get(f"{here}check/").content.decode()
    client.post(f"{here}check/")
    with as_landlord(cast.landlord.id):
        complaint = Complaint.objects.get()
    staff = f"/meadowbank/en/staff/complaints/{complaint.reference}/"
    with at_desk(cast.officer, "2026-11-23") as desk:
        assert "They only have paper" in desk.get(staff).content.decode()
        assert "Write what was copied" in desk.post(f"{staff}papers/", {"what": ""}).content.decode()
        assert desk.post(f"{staff}papers/", {"what": "Two letters of May"}).status_code == 302
        assert "They only have paper" not in desk.get(staff).content.decode()


def test_a_report_to_be_fixed_is_in_words_and_its_files_wait_for_a_complaint(
    client: Client, cast: Cast
) -> None:
    here = "/meadowbank/en/complain/"
    answers = {**ANSWERS, "told-before": {"told": "no"}, "first-time": {"choose": "complain"}}
    for slug, typed in answers.items():
        client.post(f"{here}{slug}/", typed)
    client.post(f"{here}files/", {"attached": SimpleUploadedFile("wall.jpg", jpeg()), "add": "1"})
    client.post(f"{here}first-time/", {"choose": "fix"})
    asked = client.get(f"{here}what-went-wrong/").content.decode()
    assert "choose another way" not in asked
    assert client.post(f"{here}check/").status_code == 302
    with as_landlord(cast.landlord.id):
        request = ServiceRequest.objects.get()
        assert DraftFile.objects.count() == 1
        became = become_complaint(request, channel="phone", by=cast.by(cast.officer), at=moment("2026-11-24"))
        assert [one.name for one in CaseFile.objects.filter(complaint=became.complaint)] == ["wall.jpg"]


def test_staff_see_how_to_reach_who_saved_a_form_with_a_danger(client: Client, cast: Cast) -> None:
    here = "/meadowbank/en/complain/"
    client.post(f"{here}danger/", {"danger": "yes"})
    client.post(f"{here}address/", {"line_1": "1 High Street", "postcode": "zz9 9zz"})
    with mock.patch("putright.record.providers.carries", return_value=True):
        client.post(f"{here}save/", {"way": "text", "phone": "07700 900 984"})
    with as_landlord(cast.landlord.id):
        hazard = Hazard.objects.get()
    with at_desk(cast.officer, "2026-11-23") as desk:
        shown = words(desk.get(f"/meadowbank/en/staff/hazards/{hazard.id}/").content.decode())
        assert "From the form that is not sent" in shown and "900 984" in shown and "1 High Street" in shown


def test_what_is_sent_twice_is_there_once(client: Client, landlord: Landlord) -> None:
    for _number in range(2):
        assert sent(client, jpeg(), "wall.jpg").status_code == 302
    assert count(DraftFile, landlord) == 1
