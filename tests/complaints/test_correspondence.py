"""Messages on a case, both ways: nothing is lost, nothing that is ours alone goes out, and nobody waits unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from putright.complaints import actions, letters, messages
from putright.complaints.actions import Received, Told
from putright.complaints.correspondence import actions as correspondence
from putright.complaints.correspondence import queries
from putright.complaints.correspondence.calls import must_tell
from putright.complaints.models import CaseMessage, CaseNote, Complaint, ToTell
from putright.complaints.needs.actions import report_reprisal
from putright.record import documents, outbox
from putright.record.chain import By, timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.rules.errors import Refused
from tests.access.world import signed_in
from tests.cast import Cast, moment
from tests.complaints.outcomes import kinds_of

pytestmark = pytest.mark.django_db
AT = moment("2026-11-04")
RESIDENT = By.resident()


@pytest.fixture
def received(cast: Cast) -> Iterator[Received]:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        told = Told(words="Damp.", name="Tamsin", contact_ways=("email",), email="tamsin@resident.example")
        yield actions.raise_complaint(cast.landlord, told, by=RESIDENT, at=AT)


@pytest.fixture
def complaint(received: Received) -> Complaint:
    return received.complaint


def resident_at(cast: Cast, received: Received) -> Client:
    client = Client()
    client.get(f"/{cast.landlord.code}/en/link/{received.link_token}/")
    return client


def page_of(cast: Cast, complaint: Complaint) -> str:
    return f"/{cast.landlord.code}/en/your-complaint/{complaint.reference}/messages/"


def staff_page_of(cast: Cast, complaint: Complaint, rest: str = "messages/") -> str:
    return f"/{cast.landlord.code}/en/staff/complaints/{complaint.reference}/{rest}"


def test_a_message_waits_until_staff_answer_it_and_both_are_told(cast: Cast, complaint: Complaint) -> None:
    actions.allocate(complaint, cast.manager, stage=1, by=cast.by(cast.officer), at=AT)
    first = correspondence.write_message(complaint, "When do you come?", by=RESIDENT, at=AT)
    second = correspondence.write_message(complaint, "And who?", by=RESIDENT, at=AT + timedelta(hours=1))
    assert list(queries.unanswered(cast.landlord)) == [first, second]
    told = Message.objects.get(to=cast.manager.email)
    assert "When do you come" not in told.subject + told.text
    before = Message.objects.filter(to=complaint.email).count()
    reply = correspondence.write_message(
        complaint, "On Thursday.", by=cast.by(cast.manager), at=AT + timedelta(hours=2)
    )
    assert not queries.unanswered(cast.landlord).exists()
    assert list(queries.thread(complaint)) == [first, second, reply]
    first.refresh_from_db()
    assert (first.answered_how, first.answered_by) == ("message", cast.manager)
    news = Message.objects.filter(to=complaint.email).order_by("-id")
    assert news.count() == before + 1
    assert "Thursday" not in news[0].text
    assert kinds_of(complaint)[-3:] == ["message.received", "message.received", "message.sent"]


def test_a_message_on_a_closed_case_is_queued_and_told_like_any_other(
    cast: Cast, complaint: Complaint
) -> None:
    actions.withdraw(complaint, by=RESIDENT, at=AT)
    written = correspondence.write_message(complaint, "It leaks again.", by=RESIDENT, at=AT)
    assert list(queries.unanswered(cast.landlord)) == [written]
    assert Message.objects.filter(to=cast.landlord.email, subject__contains="has written").exists()


def test_the_same_form_twice_is_one_message_and_the_same_words_next_day_are_two(complaint: Complaint) -> None:
    for minutes in (0, 1, 24 * 60):
        correspondence.write_message(complaint, "Hello?", by=RESIDENT, at=AT + timedelta(minutes=minutes))
    assert CaseMessage.objects.count() == 2
    assert kinds_of(complaint).count("message.received") == 2


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001])
def test_an_empty_or_endless_message_is_refused_and_leaves_nothing(text: str, complaint: Complaint) -> None:
    before = kinds_of(complaint)
    with pytest.raises(Refused):
        correspondence.write_message(complaint, text, by=RESIDENT, at=AT)
    assert (CaseMessage.objects.count(), kinds_of(complaint)) == (0, before)


def test_an_answer_by_call_is_noted_once(cast: Cast, complaint: Complaint) -> None:
    written = correspondence.write_message(complaint, "When?", by=RESIDENT, at=AT)
    by = cast.by(cast.officer)
    correspondence.answer_otherwise(written, how="call", answer="Told her: Thursday.", by=by, at=AT)
    assert not queries.unanswered(cast.landlord).exists()
    with pytest.raises(Refused, match="message_answered_already"):
        correspondence.answer_otherwise(written, how="call", answer="Again", by=by, at=AT)


def test_what_came_in_by_another_way_waits_from_the_day_it_came(cast: Cast, complaint: Complaint) -> None:
    by = cast.by(cast.front_line)
    later = AT + timedelta(days=3)
    correspondence.write_message(complaint, "Here", by=RESIDENT, at=later)
    came = correspondence.take_message(
        complaint, "By letter", channel="letter", on=AT.date(), by=by, at=later
    )
    assert queries.unanswered(cast.landlord)[0] == came
    assert came.written_at.date() == AT.date()
    with pytest.raises(Refused, match="still to come"):
        correspondence.take_message(
            complaint, "T", channel="letter", on=later.date() + timedelta(days=1), by=by, at=later
        )


def test_a_note_is_listed_as_there_and_its_words_are_nowhere_the_resident_reads(
    cast: Cast, received: Received
) -> None:
    complaint = received.complaint
    correspondence.write_note(complaint, "WORDSOFANOTE", by=cast.by(cast.officer), at=AT)
    client = resident_at(cast, received)
    case = f"/{cast.landlord.code}/en/your-complaint/{complaint.reference}/"
    for page in (case, page_of(cast, complaint)):
        shown = client.get(page).content.decode()
        assert "WORDSOFANOTE" not in shown
    assert "wrote a note" in client.get(case).content.decode()
    assert "There is also 1 note" in client.get(page_of(cast, complaint)).content.decode()
    assert not Message.objects.filter(text__contains="WORDSOFANOTE").exists()
    assert "WORDSOFANOTE" in signed_in(cast.officer).get(staff_page_of(cast, complaint)).content.decode()


def test_both_sides_see_the_thread_and_write_on_their_page(cast: Cast, received: Received) -> None:
    complaint = received.complaint
    client, staff = resident_at(cast, received), signed_in(cast.manager)
    answer = client.post(page_of(cast, complaint), {"text": "کب آئیں گے؟"})
    assert answer.status_code == 302
    assert "کب آئیں گے؟" in staff.get(staff_page_of(cast, complaint)).content.decode()
    assert staff.post(staff_page_of(cast, complaint), {"text": "On Thursday <b>"}).status_code == 302
    shown = client.get(page_of(cast, complaint)).content.decode()
    assert "On Thursday &lt;b&gt;" in shown
    assert cast.manager.name in shown
    empty = client.post(page_of(cast, complaint), {"text": ""})
    assert "Enter your message" in empty.content.decode()
    long = client.post(page_of(cast, complaint), {"text": "x" * 4001}).content.decode()
    assert "4,000 characters or less" in long
    assert "x" * 4001 in long, "what was typed is lost"


def test_blanking_takes_the_words_of_messages_and_notes(cast: Cast, complaint: Complaint) -> None:
    by = cast.by(cast.officer)
    written = correspondence.write_message(complaint, "SECRET", by=RESIDENT, at=AT)
    correspondence.answer_otherwise(written, how="call", answer="SECRET", by=by, at=AT)
    correspondence.write_note(complaint, "SECRET", by=by, at=AT)
    actions.withdraw(complaint, by=RESIDENT, at=AT)
    actions.blank_personal_text(complaint, reason="retention", by=by, at=AT)
    assert [(one.text, one.answer) for one in CaseMessage.objects.all()] == [("", "")]
    assert [one.text for one in CaseNote.objects.all()] == [""]
    noted = timeline(complaint.landlord_id, ("complaint", complaint.id))
    assert not any("SECRET" in str(one.personal) for one in noted)


def test_news_that_a_person_tells_stays_until_the_resident_was_reached(
    cast: Cast, complaint: Complaint
) -> None:
    must_tell(complaint, "phone", at=AT)
    by = cast.by(cast.front_line)
    task = ToTell.objects.get()
    correspondence.tell_news(task, channel="phone", reached=False, summary="No answer", by=by, at=AT)
    assert queries.to_tell(cast.landlord).count() == 1
    correspondence.tell_news(task, channel="phone", reached=True, summary="Told her", by=by, at=AT)
    assert not queries.to_tell(cast.landlord).exists()
    with pytest.raises(Refused, match="told_already"):
        correspondence.tell_news(task, channel="phone", reached=True, summary="Again", by=by, at=AT)
    # The next news is a new call.
    must_tell(complaint, "phone", at=AT)
    assert queries.to_tell(cast.landlord).count() == 1


# What did not arrive


def failed(complaint: Complaint, **given: Any) -> Message:
    whole: dict[str, Any] = {"to": "gone@resident.example", "subject": "S", "text": "T"}
    message = outbox.send_later(
        complaint.landlord_id, **(whole | given), about=("complaint", complaint.id), at=AT
    )
    Message.objects.filter(id=message.id).update(state="failed", failed_at=AT, last_error="no such mailbox")
    message.refresh_from_db()
    return message


def test_what_did_not_arrive_is_told_once_noted_on_its_case_and_dealt_with(
    cast: Cast, complaint: Complaint
) -> None:
    message = failed(complaint)
    for expected in (1, 0):
        listed = list(outbox.not_arrived(cast.landlord.id))
        assert correspondence.alert_failures(cast.landlord, listed, at=AT) == expected
    assert Message.objects.filter(to=cast.landlord.email, subject="A message did not arrive").count() == 1
    assert kinds_of(complaint).count("message.not_arrived") == 1
    [row] = queries.not_arrived(cast.landlord, 10)
    assert row.complaint == complaint
    correspondence.deal_with(message, how="Called her", by=cast.by(cast.leader), at=AT)
    assert queries.not_arrived(cast.landlord, 10) == []
    message.refresh_from_db()
    assert (message.dealt_with_by, message.dealt_with_how) == (cast.leader.id, "Called her")


def test_an_alert_that_does_not_arrive_raises_no_alert(cast: Cast, complaint: Complaint) -> None:
    message = failed(complaint, to=cast.landlord.email)
    before = Message.objects.count()
    correspondence.alert_failures(cast.landlord, [message], at=AT)
    assert Message.objects.count() == before


def test_a_message_is_sent_again_to_another_address_without_an_old_link(
    cast: Cast, complaint: Complaint
) -> None:
    message = failed(complaint, text="https://example.org/link/TOKEN/")
    by = cast.by(cast.officer)
    fresh = correspondence.send_again(message, channel="email", to="new@resident.example", by=by, at=AT)
    assert (fresh.to, fresh.state) == ("new@resident.example", "waiting")
    assert "TOKEN" not in fresh.text
    assert queries.not_arrived(cast.landlord, 10) == []
    with pytest.raises(Refused, match="dealt_with_already"):
        correspondence.send_again(message, channel="email", to="x@resident.example", by=by, at=AT)


def test_sending_again_keeps_to_what_is_safe(cast: Cast, complaint: Complaint, settings: Settings) -> None:
    by = cast.by(cast.officer)
    pdf = documents.keep(cast.landlord.id, name="l.pdf", content_type="application/pdf", data=b"%PDF", at=AT)
    letter = failed(complaint, channel="post", to="1 Quay Row", document=pdf)
    mail = failed(complaint)
    for message, channel, to, code in (
        (mail, "email", "no address", "no_such_address"),
        (mail, "post", "1 Quay Row", "letter_by_post_alone"),
        (mail, "text", "07700 900 982", "nobody_carries_texts"),
        (letter, "email", "a@resident.example", "letter_by_post_alone"),
    ):
        with pytest.raises(Refused, match=code):
            correspondence.send_again(message, channel=channel, to=to, by=by, at=AT)
    settings.DEMO = True
    Complaint.objects.filter(id=complaint.id).update(safe_letters=False, safe_message=False)
    for message, channel, to, code in (
        (letter, "post", "1 Quay Row", "letters_not_safe"),
        (mail, "text", "07700 900 982", "messages_not_safe"),
    ):
        with pytest.raises(Refused, match=code):
            correspondence.send_again(message, channel=channel, to=to, by=by, at=AT)
    assert len(queries.not_arrived(cast.landlord, 10)) == 2


def test_mail_to_colleagues_that_did_not_arrive_is_read_by_nobody_else(
    cast: Cast, complaint: Complaint
) -> None:
    report_reprisal(complaint, words="They said that I would regret it", by=RESIDENT, at=AT)
    line = messages.Line("QUAY-0001", "keep a promise", AT.date())
    messages.morning(cast.landlord, cast.manager, [line], 0, key="m", on=AT.date(), at=AT)
    Message.objects.filter(about_kind__in=["landlord", "reprisal"]).update(state="refused", failed_at=AT)
    told = Message.objects.get(about_kind="reprisal")
    mine = Message.objects.get(key="m")
    listed = list(outbox.not_arrived(cast.landlord.id))
    assert len(listed) == 2 and correspondence.alert_failures(cast.landlord, listed, at=AT) == 2
    assert Message.objects.filter(to=cast.landlord.email, subject="A message did not arrive").count() == 1
    page = f"/{cast.landlord.code}/en/staff/messages/"
    client = signed_in(cast.other_manager)
    shown = client.get(f"{page}not-arrived/").content.decode()
    assert "reprisal" not in shown and cast.manager.email in shown
    assert client.get(f"{page}{told.id}/again/").status_code == 404
    assert "QUAY-0001" not in client.get(f"{page}{mine.id}/again/").content.decode()
    by = cast.by(cast.other_manager)
    with pytest.raises(Refused, match="cannot_send_again"):
        correspondence.send_again(mine, channel="email", to="me@elsewhere.example", by=by, at=AT)
    with pytest.raises(Refused, match="no_role_here"):
        correspondence.deal_with(told, how="H", by=by, at=AT)
    correspondence.deal_with(mine, how="Their address is right now", by=by, at=AT)


def test_who_is_shut_out_of_a_case_sees_nothing_of_what_went_out_about_it(
    cast: Cast, complaint: Complaint
) -> None:
    from putright.complaints.conflicts.actions import restrict

    message = failed(complaint)
    correspondence.write_message(complaint, "About your manager", by=RESIDENT, at=AT)
    page = f"/{cast.landlord.code}/en/staff/messages/"
    client = signed_in(cast.other_manager)
    assert complaint.reference[:4] in client.get(f"{page}not-arrived/").content.decode()
    restrict(complaint, cast.other_manager, kind="complained_of", reason="R", by=cast.by(cast.officer), at=AT)
    for rest in ("", "not-arrived/"):
        shown = client.get(page + rest).content.decode()
        assert complaint.reference[:4] not in shown
        assert "About your manager" not in shown
    assert client.get(f"{page}{message.id}/again/").status_code == 404
    with pytest.raises(Refused, match="no_such_complaint"):
        correspondence.deal_with(message, how="H", by=cast.by(cast.other_manager), at=AT)


def test_a_letter_is_printed_posted_and_comes_back_through_the_pages(
    cast: Cast, complaint: Complaint
) -> None:
    pdf = documents.keep(cast.landlord.id, name="l.pdf", content_type="application/pdf", data=b"%PDF", at=AT)
    letter = outbox.send_later(
        cast.landlord.id,
        channel="post",
        to="1 Quay Row",
        subject="Our answer",
        text="",
        about=("complaint", complaint.id),
        at=AT,
        document=pdf,
    )
    client = signed_in(cast.leader)
    lists = f"/{cast.landlord.code}/en/staff/messages/"
    here = f"{lists}{letter.id}/"
    assert "Letters to print and post" in client.get(lists).content.decode()
    assert client.get(f"{here}letter/").content == b"%PDF"
    assert client.post(f"{here}posted/", follow=True).status_code == 200
    assert "Letters to print and post" not in client.get(lists).content.decode()
    assert "no longer waits" in client.post(f"{here}posted/", follow=True).content.decode()
    assert client.post(f"{here}came-back/", {"reason": "Gone away"}).status_code == 302
    assert "Gone away" in client.get(f"{lists}not-arrived/").content.decode()
    again = client.post(f"{here}again/", {"channel": "post", "to": "2 Quay Row\r\nZZ1 1AA"})
    assert again.status_code == 302
    with as_landlord(cast.landlord.id):
        fresh = Message.objects.get(channel="post", state="waiting")
        assert (fresh.to, fresh.document_id) == ("2 Quay Row\nZZ1 1AA", pdf.id)
    assert "Every message arrived" in client.get(f"{lists}not-arrived/").content.decode()
    with as_landlord(cast.landlord.id):
        assert kinds_of(complaint)[-3:] == ["message.posted", "message.came_back", "message.sent_again"]


def test_what_waits_is_counted_for_whoever_deals_with_the_case_or_covers_for_them(
    cast: Cast, complaint: Complaint
) -> None:
    from putright.complaints.models import Absence
    from putright.complaints.worklist import waiting
    from putright.complaints.worklist.queries import counted
    from putright.rules.stages import Role

    actions.allocate(complaint, cast.manager, stage=1, by=cast.by(cast.officer), at=AT)
    correspondence.write_message(complaint, "When?", by=RESIDENT, at=AT)

    def number(person: Any) -> int:
        kinds = waiting.of(frozenset({Role.HOUSING_MANAGER}))
        found = {kind.code: many for kind, many in counted(cast.landlord, person, AT.date(), kinds)}
        return found["unanswered"]

    assert (number(cast.manager), number(cast.other_manager)) == (1, 0)
    Absence.objects.create(
        landlord=cast.landlord, person=cast.manager, cover=cast.other_manager, from_on=AT.date()
    )
    assert number(cast.other_manager) == 1


def test_the_demos_outbox_shows_nothing_outside_a_demo(
    cast: Cast, complaint: Complaint, settings: Settings
) -> None:
    client = signed_in(cast.admin)
    page = f"/{cast.landlord.code}/en/staff/outbox/"
    assert client.get(page).status_code == 404
    settings.DEMO = True
    assert "tamsin@resident.example" in client.get(page).content.decode()


def test_the_pages_ask_the_database_no_more_often_when_there_is_more(
    cast: Cast, complaint: Complaint
) -> None:
    client = signed_in(cast.officer)
    pages = (
        f"/{cast.landlord.code}/en/staff/messages/",
        f"/{cast.landlord.code}/en/staff/messages/not-arrived/",
        staff_page_of(cast, complaint),
    )

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert client.get(page).status_code == 200
            counts.append(
                sum(
                    not one["sql"].startswith(
                        ("SAVEPOINT", "RELEASE", "SET LOCAL", 'INSERT INTO "record_access')
                    )
                    for one in seen.captured_queries
                )
            )
        return counts

    def more(number: int) -> None:
        with as_landlord(cast.landlord.id):
            _more(number)

    def _more(number: int) -> None:
        for turn in range(number):
            at = AT + timedelta(hours=turn + number)
            other = actions.raise_complaint(cast.landlord, Told(words="Damp."), by=RESIDENT, at=AT).complaint
            for one in (complaint, other):
                correspondence.write_message(one, f"{turn} of {number}", by=RESIDENT, at=at)
                correspondence.write_note(one, "N", by=cast.by(cast.officer), at=at)
                failed(one)
            must_tell(other, "phone", at=at)

    with as_landlord(cast.landlord.id):
        must_tell(complaint, "phone", at=AT)
    more(1)
    few = asked()
    more(5)
    assert asked() == few
    assert max(few) <= 10
