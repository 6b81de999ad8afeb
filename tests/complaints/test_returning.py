"""Forms that are saved to come back to: code, proof, links, reminders, files beside a form, what is still to come."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints import actions, tending
from putright.complaints.actions import Told
from putright.complaints.correspondence.queries import undelivered
from putright.complaints.evidence.actions import Upload
from putright.complaints.evidence.scanning import NoScan, Scanned
from putright.complaints.models import (
    CaseFile,
    Complaint,
    Draft,
    DraftFile,
    DraftKey,
    DraftLink,
    Point,
    SavedDraft,
    StillToCome,
)
from putright.complaints.returning import codes
from putright.complaints.returning.actions import (
    Way,
    add_draft_file,
    come_back,
    remove_draft_file,
    save_to_return,
    try_call,
    write_down_call,
)
from putright.complaints.returning.queries import by_code, by_link
from putright.record import chain, texts
from putright.record.chain import By
from putright.record.models import Chain, Chunk, Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.cast import Cast, moment
from tests.complaints.evidence_files import jpeg, pdf
from tests.complaints.filling import elm

pytestmark = pytest.mark.django_db
AT = moment("2026-11-03", 12)
EMAIL = Way(email="amira@resident.example")


@pytest.fixture
def landlord(db: None) -> Landlord:
    return elm()


def begun(landlord: Landlord, at: datetime = AT, **answers: Any) -> Draft:
    """A form with an address, begun at `at`."""
    with as_landlord(landlord.id):
        draft = actions.begin_draft(landlord, digest(f"secret {at}"), "en", at=at)
        for page, typed in ({"address": {"postcode": "ZZ9 9ZZ"}} | answers).items():
            actions.save_draft(draft, page, typed)
        return draft


def saved(landlord: Landlord, draft: Draft, way: Way = EMAIL, at: datetime = AT) -> str:
    with as_landlord(landlord.id):
        code = save_to_return(draft, way, language="en", at=at)
    assert code
    return code


def back(landlord: Landlord, code: str, proof: str, at: datetime = AT) -> str | None:
    with as_landlord(landlord.id):
        return come_back(by_code(landlord, code, at=at), code, proof, at=at)


def link_in(message: Message) -> str:
    found = re.search(r"/complain/return/([^/\s]+)/", message.text)
    assert found
    return found[1]


# Codes


def test_a_code_is_three_words_and_a_number_and_is_typed_as_people_do() -> None:
    code = codes.new_code()
    assert re.fullmatch(r"[a-z]+-[a-z]+-[a-z]+-[1-9][0-9]", code)
    assert len({codes.new_code() for _number in range(200)}) > 190
    for typed in ("Amber Kite FERN 42", " amber-kite-fern-42 ", "amberkitefern42", "AMBER–KITE–fern ۴۲"):
        assert codes.tidy(typed) == "amberkitefern42"


@pytest.mark.parametrize(
    ("typed", "known", "right"),
    [
        ("zz99zz", "ZZ9 9ZZ", True),
        ("07700-900-982", "+44 7700 900982", True),
        ("٠٧٧٠٠٩٠٠٩٨٢", "07700 900 982", True),
        ("ZZ9 9ZY", "ZZ9 9ZZ", False),
        ("", "", False),
        ("0", "0", False),
        ("12345", "12345", False),
    ],
)
def test_a_postcode_or_a_number_proves_who_comes_back(typed: str, known: str, right: bool) -> None:
    assert codes.proves(typed, ["unrelated", known]) is right


# Saving and coming back


def test_a_form_opens_again_with_its_code_and_what_stands_in_it(landlord: Landlord) -> None:
    draft = begun(landlord, contact={"phone": "07700 900 982"})
    code = saved(landlord, draft)
    assert back(landlord, code, "ZZ9 9ZY") is None
    assert back(landlord, "amber-amber-amber-99", "ZZ9 9ZZ") is None
    for proof in ("zz99zz", "+447700900982"):
        secret = back(landlord, code.upper().replace("-", " "), proof)
        assert secret
        with as_landlord(landlord.id):
            assert DraftKey.objects.get(key=digest(secret)).draft_id == draft.id
    with as_landlord(landlord.id):
        kept = SavedDraft.objects.get()
    # Neither the code nor anything that gives it away lies in the database.
    assert code not in (kept.code, kept.code_digest, kept.shown_code) and len(kept.code_digest) == 64


def test_a_code_is_of_one_landlord_and_of_its_time(landlord: Landlord, cast: Cast) -> None:
    draft = begun(landlord)
    code = saved(landlord, draft)
    over = AT + timedelta(days=landlord.draft_days)
    assert back(landlord, code, "ZZ9 9ZZ", at=over - timedelta(minutes=1))
    assert back(landlord, code, "ZZ9 9ZZ", at=over) is None
    with as_landlord(cast.landlord.id):
        assert by_code(cast.landlord, code, at=AT) is None


def test_saving_again_gives_a_new_code_and_ends_the_old_one(landlord: Landlord) -> None:
    draft = begun(landlord)
    old = saved(landlord, draft)
    with as_landlord(landlord.id):
        token = link_in(Message.objects.get(about_kind="draft"))
    new = saved(landlord, draft, at=AT + timedelta(days=2))
    assert old != new and back(landlord, old, "ZZ9 9ZZ") is None and back(landlord, new, "ZZ9 9ZZ")
    with as_landlord(landlord.id):
        assert by_link(landlord, token, at=AT) is None
        assert Draft.objects.get().expires_at == AT + timedelta(days=2 + landlord.draft_days)


def test_a_form_without_postcode_or_number_is_proven_by_what_was_given_for_that(landlord: Landlord) -> None:
    draft = begun(landlord, address={"postcode": "ZZ"})
    code = saved(landlord, draft, Way(proof="ZZ1 1ZZ"))
    assert back(landlord, code, "ZZ") is None and back(landlord, code, "zz11zz")


def test_a_form_that_was_sent_is_not_opened_again(landlord: Landlord) -> None:
    draft = begun(landlord)
    code = saved(landlord, draft)
    with as_landlord(landlord.id):
        actions.raise_complaint(
            landlord, Told(words="No heating", postcode="ZZ9 9ZZ"), by=By.resident(), at=AT, draft=draft
        )
        assert save_to_return(draft, EMAIL, language="en", at=AT) is None
    # The code is right, and opens nothing: it leads to where the complaint is found.
    assert back(landlord, code, "ZZ9 9ZZ") == ""
    assert back(landlord, code, "ZZ9 9ZY") is None
    tending.tidy_forms(landlord.id, AT + timedelta(days=1))
    with as_landlord(landlord.id):
        kept = SavedDraft.objects.get()
        assert (kept.phone, kept.email, kept.proof, kept.shown_code) == ("", "", "", "")
        assert not DraftLink.objects.exists()
    tending.tidy_forms(landlord.id, AT + timedelta(days=29))
    with as_landlord(landlord.id):
        assert not SavedDraft.objects.exists() and Draft.objects.exists()


def test_a_code_under_an_earlier_key_still_opens(landlord: Landlord, settings: Any) -> None:
    code = saved(landlord, begun(landlord))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new one", [settings.SECRET_KEY]
    assert back(landlord, code, "ZZ9 9ZZ")
    settings.SECRET_KEY_FALLBACKS = []
    assert back(landlord, code, "ZZ9 9ZZ") is None


def test_the_secrets_of_twenty_devices_are_kept_at_most(landlord: Landlord) -> None:
    code = saved(landlord, begun(landlord))
    for _number in range(23):
        last = back(landlord, code, "ZZ9 9ZZ")
    with as_landlord(landlord.id):
        assert DraftKey.objects.count() == 20 and DraftKey.objects.filter(key=digest(last or "")).exists()


# Messages


def test_the_link_goes_out_at_once_and_says_nothing_of_what_it_is(landlord: Landlord) -> None:
    draft = begun(landlord, **{"what-went-wrong": {"words": "Mould in the nursery"}})
    code = saved(landlord, draft)
    with as_landlord(landlord.id):
        message = Message.objects.get(about_id=draft.id)
        said = f"{message.subject} {message.text}".lower()
        assert message.to == "amira@resident.example" and message.forget_text
        for word in ("complaint", "mould", code, "zz9", "tenancy", "repair"):
            assert word not in said
        found = by_link(landlord, link_in(message), at=AT)
        assert found is not None and found.draft_id == draft.id
        # The link stands for the code, and opens nothing without the postcode or a number.
        assert come_back(found, None, "ZZ9 9ZY", at=AT) is None and come_back(found, None, "zz99zz", at=AT)
        cut = link_in(message)[:-3]
        assert by_link(landlord, cut, at=AT) is None
        assert by_link(landlord, link_in(message), at=AT + timedelta(days=28)) is None


@pytest.mark.parametrize("language", ["en", "ur", "ar", "bn", "pa", "pl", "ro"])
def test_each_text_fits_into_three_parts(landlord: Landlord, language: str, settings: Any) -> None:
    settings.DEMO = settings.PUTRIGHT_DRAFT_LANGUAGES = True
    settings.ORIGIN = "https://complaints.a-landlord-with-a-name.example.org"
    with as_landlord(landlord.id):
        landlord.languages = ["en", "ur", "ar", "bn", "pa", "pl", "ro"]
        landlord.save(update_fields=["languages"])
    draft = begun(landlord)
    with mock.patch("putright.complaints.returning.messages.takes_texts", return_value=True):
        with as_landlord(landlord.id):
            save_to_return(draft, Way(phone="07700 900 982"), language=language, at=AT)
        tending.remind_of_saved(landlord.id, AT + timedelta(days=3))
    with as_landlord(landlord.id):
        found = list(Message.objects.filter(about_id=draft.id, channel="text"))
    assert len(found) == 2
    for message in found:
        assert texts.parts(message.text) <= texts.MOST_PARTS and "/complain/return/" in message.text


def test_two_reminders_each_once_and_none_to_who_gave_no_way(landlord: Landlord) -> None:
    mine, quiet = begun(landlord), begun(landlord, AT + timedelta(minutes=1))
    saved(landlord, mine)
    saved(landlord, quiet, Way())

    def reminded(days: float) -> int:
        return tending.remind_of_saved(landlord.id, AT + timedelta(days=days))

    assert [reminded(days) for days in (2.9, 3, 3, 10, 20.9, 21, 21, 27)] == [0, 1, 0, 0, 0, 1, 0, 0]
    with as_landlord(landlord.id):
        assert Message.objects.filter(about_id=mine.id).count() == 3
        assert Message.objects.filter(about_id=quiet.id).count() == 0
        # The link of the last reminder works, and so does that of the first message.
        for message in Message.objects.filter(about_id=mine.id):
            assert by_link(landlord, link_in(message), at=AT + timedelta(days=27)) is not None


def test_after_days_off_the_later_reminder_alone_goes(landlord: Landlord) -> None:
    saved(landlord, begun(landlord))
    late = AT + timedelta(days=22)
    assert (tending.remind_of_saved(landlord.id, late), tending.remind_of_saved(landlord.id, late)) == (1, 0)
    over = AT + timedelta(days=28)
    saved(landlord, begun(landlord, AT + timedelta(minutes=2)))
    assert tending.remind_of_saved(landlord.id, over) == 0


def test_nobody_is_reminded_of_a_form_that_was_sent(landlord: Landlord) -> None:
    draft = begun(landlord)
    saved(landlord, draft)
    with as_landlord(landlord.id):
        actions.raise_complaint(landlord, Told(words="It leaks"), by=By.resident(), at=AT, draft=draft)
    assert tending.remind_of_saved(landlord.id, AT + timedelta(days=3)) == 0


def test_a_link_that_does_not_arrive_is_in_no_list_of_staff(landlord: Landlord) -> None:
    """Who saves a form has told the landlord nothing yet: neither that they did nor where they are reached."""
    saved(landlord, begun(landlord))
    with as_landlord(landlord.id):
        Message.objects.update(state=Message.State.FAILED, failed_at=AT, last_error="permanent-failure")
        assert not undelivered(landlord).exists()
        before = Message.objects.count()
    assert tending.alert_failures(landlord.id, AT) == 1
    with as_landlord(landlord.id):
        # Nobody is told, and no chain begins about a form.
        assert Message.objects.count() == before and not Chain.objects.exists()


# Files beside a form


def test_files_become_files_of_the_case_with_their_events(landlord: Landlord) -> None:
    draft = begun(landlord)
    with as_landlord(landlord.id):
        first = add_draft_file(draft, Upload.of("../mould.jpg", jpeg()), at=AT)
        second = add_draft_file(draft, Upload.of("letter.pdf.exe", pdf()), at=AT)
        assert first and second and add_draft_file(draft, Upload.of("again.jpg", jpeg()), at=AT) == first
        received = actions.raise_complaint(
            landlord, Told(words="It leaks", only_paper=True), by=By.resident(), at=AT, draft=draft
        )
        files = list(CaseFile.objects.filter(complaint=received.complaint))
        assert [(one.name, one.giver, one.check_state) for one in files] == [
            ("mould.jpg", "resident", "waiting"),
            ("letter.pdf.exe.pdf", "resident", "waiting"),
        ]
        noted = chain.timeline(landlord.id, ("complaint", received.complaint.id))
        assert [one.kind.name for one in noted] == [
            "complaint.received",
            "paper.said",
            "file.received",
            "file.received",
        ]
        assert (
            noted[2].facts["sha256"] == files[0].original.sha256 and noted[2].personal["name"] == "mould.jpg"
        )
        # What was sent takes no more; what comes late from another tab is not lost without a word.
        assert add_draft_file(draft, Upload.of("late.pdf", pdf()), at=AT) is None
    tending.tidy_forms(landlord.id, AT)
    with as_landlord(landlord.id):
        assert not DraftFile.objects.exists() and Chunk.objects.exists()


def test_a_file_that_comes_in_while_the_form_is_sent_goes_with_it(landlord: Landlord) -> None:
    draft = begun(landlord)
    with as_landlord(landlord.id):
        stale = Draft.objects.get(id=draft.id)
        add_draft_file(draft, Upload.of("mould.jpg", jpeg()), at=AT)
        received = actions.raise_complaint(
            landlord, Told(words="It leaks"), by=By.resident(), at=AT, draft=stale
        )
        assert CaseFile.objects.filter(complaint=received.complaint).count() == 1
        assert Complaint.objects.count() == 1


def test_a_file_is_taken_out_bytes_and_all(landlord: Landlord) -> None:
    draft = begun(landlord)
    with as_landlord(landlord.id):
        file = add_draft_file(draft, Upload.of("mould.jpg", jpeg()), at=AT)
        assert file and Draft.objects.get().answers["files"]["kept"] == [
            {"id": str(file.id), "name": "mould.jpg"}
        ]
        remove_draft_file(draft, file.id, at=AT)
        remove_draft_file(draft, file.id, at=AT)
        assert not DraftFile.objects.exists() and not Chunk.objects.exists()
        assert Draft.objects.get().answers["files"]["kept"] == []


def test_ten_files_and_no_more(landlord: Landlord) -> None:
    draft = begun(landlord)
    with as_landlord(landlord.id):
        for number in range(10):
            add_draft_file(draft, Upload.of("a.pdf", pdf() + b"\n" * number), at=AT)
        with pytest.raises(Refused, match="draft_files_full"):
            add_draft_file(draft, Upload.of("b.pdf", pdf() + b"\n" * 10), at=AT)


def test_a_scanner_is_asked_at_once_and_what_it_does_not_say_is_held(landlord: Landlord) -> None:
    draft = begun(landlord)
    scan = "putright.complaints.evidence.scanning.scan"
    with (
        as_landlord(landlord.id),
        mock.patch("putright.complaints.evidence.scanning.is_set", return_value=True),
    ):
        with mock.patch(scan, return_value=Scanned("Eicar")), pytest.raises(Refused, match="file_infected"):
            add_draft_file(draft, Upload.of("a.pdf", pdf()), at=AT)
        with mock.patch(scan, side_effect=NoScan("away", away=True)):
            assert add_draft_file(draft, Upload.of("a.pdf", pdf()), at=AT)
        asked: list[bytes] = []
        with mock.patch(scan, side_effect=lambda pieces, **more: asked.extend(pieces) or Scanned()):
            add_draft_file(draft, Upload.of("mould.jpg", jpeg()), at=AT)
        assert b"".join(asked) == jpeg()


def test_what_lies_beside_a_form_goes_with_it(landlord: Landlord) -> None:
    draft = begun(landlord)
    code = saved(landlord, draft)
    back(landlord, code, "ZZ9 9ZZ")
    over = AT + timedelta(days=landlord.draft_days, minutes=1)
    with as_landlord(landlord.id):
        add_draft_file(draft, Upload.of("mould.jpg", jpeg()), at=AT)
        # Counted, as the round before has it.
        Draft.objects.update(counted=True)
    tending.expire_drafts(landlord.id, over)
    with as_landlord(landlord.id):
        for table in (Draft, SavedDraft, DraftKey, DraftLink, DraftFile, Chunk):
            assert not table.objects.exists(), table
        assert Message.objects.get().to == ""


def test_a_danger_keeps_the_form_and_its_way_to_reach_somebody(landlord: Landlord) -> None:
    draft = begun(landlord)
    saved(landlord, draft, Way(phone="07700 900 982"))
    over = AT + timedelta(days=landlord.draft_days, minutes=1)
    with as_landlord(landlord.id):
        actions.open_hazard(landlord, draft=draft, danger="yes", by=By.resident(), at=AT)
    tending.expire_drafts(landlord.id, over)
    with as_landlord(landlord.id):
        assert Draft.objects.get().answers and SavedDraft.objects.get().phone == "07700 900 982"


# What still has to come


def asked_to_be_called(cast: Cast) -> Complaint:
    told = Told(words="", call_phone="07700 900 982", call_when="Mornings", name="Amira")
    with as_landlord(cast.landlord.id):
        return actions.raise_complaint(cast.landlord, told, by=By.resident(), at=AT).complaint


def test_a_call_is_tried_and_then_written_down_as_the_form_would_have_it(cast: Cast) -> None:
    complaint = asked_to_be_called(cast)
    by = cast.by(cast.officer)
    with as_landlord(cast.landlord.id):
        row = StillToCome.objects.get()
        assert (row.kind, row.phone, row.when) == ("call", "07700 900 982", "Mornings")
        assert not Point.objects.exists() and complaint.next_due_on is not None
        try_call(complaint, by=by, at=AT)
        with pytest.raises(Refused, match="call_without_words"):
            write_down_call(complaint, "  ", by=by, at=AT)
        write_down_call(complaint, "The lift is broken.", ["Nobody answers"], by=by, at=AT)
        with pytest.raises(Refused, match="nothing_to_call_for"):
            write_down_call(complaint, "Again", by=by, at=AT)
        points = [(one.number, one.resident_words) for one in Point.objects.all()]
        assert points == [(1, "The lift is broken."), (2, "Nobody answers")]
        complaint.refresh_from_db()
        assert complaint.original_words == "The lift is broken."
        noted = chain.timeline(cast.landlord.id, ("complaint", complaint.id))
        assert [one.kind.name for one in noted][1:] == ["call.asked", "call.tried", "call.written_down"]


def test_words_beside_a_call_are_both_kept(cast: Cast) -> None:
    told = Told(words="The lift.", call_phone="07700 900 982")
    with as_landlord(cast.landlord.id):
        complaint = actions.raise_complaint(cast.landlord, told, by=By.resident(), at=AT).complaint
        write_down_call(complaint, "It stops between floors.", by=cast.by(cast.officer), at=AT)
        complaint.refresh_from_db()
        assert complaint.original_words == "The lift.\n\nIt stops between floors."
        assert [one.number for one in Point.objects.all()] == [1, 2]
