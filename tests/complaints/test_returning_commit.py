"""Saved forms, their reminders and files, where several do something at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, connections

from putright.complaints import actions, tending
from putright.complaints.actions import Told
from putright.complaints.evidence.actions import Upload
from putright.complaints.models import CaseFile, Complaint, Draft
from putright.complaints.returning.actions import add_draft_file
from putright.record.chain import By
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from tests.complaints.evidence_files import pdf
from tests.complaints.filling import elm
from tests.complaints.test_returning import AT, begun, saved


def at_once(times: int, one: Any) -> list[Any]:
    """Does it that often at the same time, each on a connection of its own."""

    def alone(number: int) -> Any:
        close_old_connections()
        try:
            return one(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


def test_two_workers_remind_of_each_form_once(own_database: str) -> None:
    landlord = elm()
    for number in range(12):
        saved(landlord, begun(landlord, AT + timedelta(minutes=number)))
    later = AT + timedelta(days=4)
    assert sum(at_once(4, lambda _number: tending.remind_of_saved(landlord.id, later))) == 12
    with as_landlord(landlord.id):
        # One when it was saved, and one reminder.
        assert Message.objects.filter(about_kind="draft").count() == 24


def test_files_that_come_in_at_the_moment_of_sending_go_along_or_are_refused(own_database: str) -> None:
    landlord = elm()
    draft = begun(landlord)

    def one(number: int) -> str:
        with as_landlord(landlord.id):
            mine = Draft.objects.get(landlord=landlord, id=draft.id)
        if number == 3:
            with as_landlord(landlord.id):
                actions.raise_complaint(landlord, Told(words="It leaks"), by=By.resident(), at=AT, draft=mine)
            return "sent"
        with as_landlord(landlord.id):
            kept = add_draft_file(mine, Upload.of(f"{number}.pdf", pdf() + b"\n" * number), at=AT)
        return "kept" if kept else "refused"

    said = at_once(6, one)
    with as_landlord(landlord.id):
        assert Complaint.objects.count() == 1
        # What was taken is the case's: nothing stays behind with the form.
        assert CaseFile.objects.count() == said.count("kept")
        assert said.count("kept") + said.count("refused") == 5


def test_a_form_whose_time_ends_while_it_is_sent_is_taken(own_database: str) -> None:
    landlord = elm()
    draft = begun(landlord)
    over = AT + timedelta(days=landlord.draft_days)
    with as_landlord(landlord.id):
        Draft.objects.update(counted=True)

    def one(number: int) -> Any:
        with as_landlord(landlord.id):
            if number:
                return actions.remove_expired_drafts(landlord.id, over)
            told = Told(words="It leaks")
            return actions.raise_complaint(landlord, told, by=By.resident(), at=over, draft=draft).complaint

    at_once(2, one)
    with as_landlord(landlord.id):
        assert Complaint.objects.get().original_words == "It leaks"
    # Also where the form is long gone.
    with as_landlord(landlord.id):
        Draft.objects.filter(complaint=None).delete()
        again = begun(landlord)
        Draft.objects.filter(id=again.id).delete()
        actions.raise_complaint(landlord, Told(words="And cold"), by=By.resident(), at=over, draft=again)
        assert Complaint.objects.count() == 2
