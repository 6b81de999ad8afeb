"""What a crash loses: nothing that anybody was told, and nothing half.

An act is broken before each of its writes in turn; a web worker is killed in the middle of forms that are being sent;
PostgreSQL itself is killed and started again. What was told has to be there whole, and what was not can be sent again.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest
import requests
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from putright.accounts.links import digest
from putright.accounts.models import Landlord
from putright.complaints import actions, drafts, letters
from putright.complaints.actions import FindingDraft
from putright.complaints.models import Complaint, Draft
from putright.database import databases, lifecycle
from putright.record.models import Event
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from tests.access.world import RESIDENT, told
from tests.cast import Cast, make_cast, moment
from tests.complaints.filling import count, elm, fill_in, only, page
from tests.record.tenant_tables import tenant_tables
from tests.record.test_tenant_tables import OUTSIDE
from tests.serving import Site

AT = moment("2026-11-09")


class Crash(BaseException):
    """Ends everything at once, as the plug does: no handler of ours is asked."""


class Breaker:
    """Lets so many writes through to the database and crashes at the next one."""

    def __init__(self, writes: int) -> None:
        self.left = writes

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql) and "config_cache" not in sql:
            if not self.left:
                raise Crash
            self.left -= 1
        return execute(sql, params, many, context)


def state_of(landlord: Landlord) -> dict[str, str]:
    """A digest of every row that the landlord has, and of the links to its cases."""
    found = {}
    with as_landlord(landlord.id), connection.cursor() as cursor:
        for table in sorted(tenant_tables(OUTSIDE) | {"accounts_link"}):
            cursor.execute(
                f"SELECT coalesce(md5(string_agg(row::text, '' ORDER BY row::text)), '') FROM {table} AS row"
            )
            found[table] = str(cursor.fetchone()[0])
    return found


def broken_at_every_write(landlord: Landlord, act: Callable[[], object]) -> int:
    """Breaks `act` before its first write, its second, …, until it goes through; gives how many writes it has."""
    before = state_of(landlord)
    for writes in range(200):
        try:
            with connection.execute_wrapper(Breaker(writes)), as_landlord(landlord.id):
                act()
        except Crash:
            assert state_of(landlord) == before, f"something is left after {writes} writes"
        else:
            assert state_of(landlord) != before
            return writes
    raise AssertionError("the act never came to an end")


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    with letters.in_this_process():
        yield make_cast()


def test_an_act_that_breaks_between_any_two_writes_leaves_nothing_half(cast: Cast) -> None:
    landlord, officer, manager = cast.landlord, cast.by(cast.officer), cast.by(cast.manager)
    writes = {
        "raise": broken_at_every_write(
            landlord, lambda: actions.raise_complaint(landlord, told("W"), by=RESIDENT, at=AT)
        )
    }
    with as_landlord(landlord.id):
        complaint = Complaint.objects.get(landlord=landlord)
        actions.define(complaint, points=["A", "B"], outcomes="C", outside="", by=officer, at=AT)
    writes["acknowledge"] = broken_at_every_write(
        landlord, lambda: actions.acknowledge(complaint, 1, by=officer, at=AT)
    )
    with as_landlord(landlord.id):
        actions.allocate(complaint, cast.manager, stage=1, by=officer, at=AT)
        for point in complaint.points.all():
            finding = FindingDraft("agree", "F", "R", "", "M")
            actions.record_finding(complaint, point, 1, finding, by=manager, at=AT)
        day = timezone.localdate(AT) + timedelta(days=9)
        actions.plan_promise(complaint, 1, action="Call", due_on=day, owner=cast.manager, by=manager, at=AT)
    writes["answer"] = broken_at_every_write(
        landlord, lambda: actions.answer(complaint, 1, by=manager, at=AT)
    )
    # What a complaint begins with is written together, in one statement beside its event's.
    assert writes.pop("raise") > 1
    assert all(number > 6 for number in writes.values()), writes
    with as_landlord(landlord.id):
        assert Complaint.objects.filter(landlord=landlord).count() == 1
        assert complaint.letters.count() == 2
    assert not verify([landlord.id]).problems


def test_a_form_whose_sending_breaks_at_any_write_is_kept_and_makes_one_complaint(db: None) -> None:
    landlord, client = elm(), Client()
    fill_in(client)
    before, answers = state_of(landlord), only(Draft, landlord).answers
    for writes in range(100):
        cookies = client.cookies.output()
        try:
            with connection.execute_wrapper(Breaker(writes)), transaction.atomic():
                answer = client.post(page("check"))
        except Crash:
            assert state_of(landlord) == before, f"something is left after {writes} writes"
            assert only(Draft, landlord).answers == answers
            assert client.cookies.output() == cookies
        else:
            assert answer.status_code == 302
            break
    assert writes > 2
    assert client.post(page("check")).status_code == 302
    assert (count(Complaint, landlord), count(Event, landlord)) == (1, 1)


# A web worker is killed


FORMS = 12


def prepared(landlord: Landlord) -> list[str]:
    """So many forms, filled in and not yet sent; gives the secret that opens each."""
    client = Client(headers={"host": "localhost"})
    fill_in(client)
    answers = only(Draft, landlord).answers
    secrets = [f"secret of form {number}" for number in range(FORMS)]
    with as_landlord(landlord.id):
        for secret in secrets:
            draft = actions.begin_draft(landlord, digest(secret), "en", at=timezone.now())
            Draft.objects.filter(landlord=landlord, id=draft.id).update(answers=answers)
    return secrets


def send(site: Site, secret: str) -> str:
    """Sends a form as a browser does; gives the reference that the resident was told, or nothing.

    Whoever is led on to the next page has been told that the complaint was sent, whatever becomes of that page.
    """
    address = f"{site.url}/elm/en/complain"
    cookie = f'{drafts.COOKIE}="{secret}"'
    try:
        shown = requests.get(f"{address}/check/", headers={"Cookie": cookie}, timeout=30)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.text)
        if token is None:
            return ""
        cookie += f"; csrftoken={shown.cookies['csrftoken']}"
        answer = requests.post(
            f"{address}/check/",
            {"csrfmiddlewaretoken": token[1]},
            headers={"Cookie": cookie},
            allow_redirects=False,
            timeout=30,
        )
        if answer.status_code != 302:
            return ""
    except requests.RequestException:
        return ""
    cookie += f"; putright-resident={answer.cookies['putright-resident']}"
    with suppress(requests.RequestException):
        sent = requests.get(f"{address}/sent/", headers={"Cookie": cookie}, timeout=30)
        group = "[34679CDFGHJKMNPQRTVWXY]{4}"
        found = re.search(rf"\b({group}) ({group})\b", sent.text)
        if found:
            return f"{found[1]}{found[2]}"
    return "told"


def workers(site: Site) -> list[int]:
    """The workers' process numbers: the children of gunicorn's arbiter."""
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children")
    return [int(pid) for pid in children.read_text().split()]


def kill_now_and_then(site: Site, enough: Flag, killed: list[int]) -> None:
    """Three times, at moments that nobody chose, kills every worker there is."""
    for _time in range(3):
        if enough.wait(random.uniform(0.2, 0.6)):
            return
        for pid in workers(site):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                killed.append(pid)


def test_workers_that_are_killed_lose_nothing_that_a_resident_was_told(gunicorn: Site) -> None:
    landlord = elm()
    secrets = prepared(landlord)
    enough, killed = Flag(), list[int]()
    killer = Thread(target=kill_now_and_then, args=(gunicorn, enough, killed))
    killer.start()
    try:
        with ThreadPoolExecutor(4) as pool:
            first = dict(zip(secrets, pool.map(lambda secret: send(gunicorn, secret), secrets), strict=True))
    finally:
        enough.set()
        killer.join()
    assert killed
    # Four browsers wait for an answer all the time, so workers die with forms in their hands.
    assert not all(first.values()), "no worker died with a form in its hands; the test proves nothing"
    stored = complaints_by_secret(landlord)
    for secret, reference in first.items():
        if reference:
            assert stored[secret], f"a resident was told {reference}, and it is not there"
            assert reference in {stored[secret], "told"}

    deadline = time.monotonic() + 60
    told_now = dict(first)
    while not all(told_now.values()) and time.monotonic() < deadline:
        for secret in [one for one, reference in told_now.items() if not reference]:
            told_now[secret] = send(gunicorn, secret)
    assert all(told_now.values())
    stored = complaints_by_secret(landlord)
    assert len(set(stored.values())) == FORMS and all(stored.values())
    with as_landlord(landlord.id):
        assert Complaint.objects.filter(landlord=landlord).count() == FORMS
        kinds = list(Event.objects.filter(landlord_id=landlord.id).values_list("kind", flat=True))
    assert kinds == ["complaint.received"] * FORMS
    assert not verify([landlord.id]).problems


def complaints_by_secret(landlord: Landlord) -> dict[str, str]:
    """The reference that each form became, empty where it was not sent."""
    with as_landlord(landlord.id):
        sent = {
            draft.key: draft.complaint.reference if draft.complaint else ""
            for draft in Draft.objects.filter(landlord=landlord).select_related("complaint")
        }
    return {f"secret of form {number}": sent[digest(f"secret of form {number}")] for number in range(FORMS)}


# PostgreSQL is killed


PROGRAM = """
import sys
import django
django.setup()
from django.utils import timezone
from putright.accounts.models import Landlord
from putright.complaints import actions
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.record.models import Event
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
landlord = Landlord.objects.filter(code="elm").first() or Landlord.objects.create(
    code="elm", name="Elm Homes", link_days=30, draft_days=28, phone="01632 960 100", email="duty@elm.example"
)
if sys.argv[1] == "write":
    while True:
        with as_landlord(landlord.id):
            told = actions.Told(words="The boiler broke")
            made = actions.raise_complaint(landlord, told, by=By.resident(), at=timezone.now())
        print(made.complaint.reference, flush=True)
with as_landlord(landlord.id):
    for reference in Complaint.objects.filter(landlord=landlord).values_list("reference", flat=True):
        print(reference)
    events = Event.objects.filter(landlord_id=landlord.id).count()
    assert events == Complaint.objects.filter(landlord=landlord).count()
assert not verify([landlord.id]).problems
"""


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A clone of the project with a durable server of its own."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield tmp_path
    shutil.rmtree(lifecycle.home(tmp_path), ignore_errors=True)


def program(server: lifecycle.Server, what: str) -> subprocess.Popen[str]:
    environment = databases.program_environment() | server.environment("putright")
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, what],
        env=environment | {"PUTRIGHT_INSECURE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_postgresql_that_is_killed_keeps_what_was_told(clone: Path) -> None:
    references: list[str] = []
    with lifecycle.server("main", root=clone) as server:
        databases.prepare(server, "putright")
        assert server.folder is not None
        postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
        with program(server, "write") as writer:
            assert writer.stdout is not None
            for line in writer.stdout:
                references.append(line.strip())
                if len(references) == 8:
                    os.kill(postmaster, signal.SIGKILL)
                    end_what_is_left(server.folder)
            assert writer.wait(60) != 0
    assert len(references) >= 8
    with lifecycle.server("main", root=clone) as server, program(server, "read") as reader:
        found, problems = reader.communicate(timeout=120)
        assert reader.returncode == 0, problems
    assert set(references) <= set(found.split())
    # At most the one that was under way when the server died may be there without having been told.
    assert len(set(found.split()) - set(references)) <= 1


def end_what_is_left(folder: Path) -> None:
    """Kills this server's other processes too, as a machine that goes down does."""
    for status in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if status.readlink() == (folder / "data").resolve():
                os.kill(int(status.parent.name), signal.SIGKILL)
