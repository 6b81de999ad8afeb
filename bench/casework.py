"""How the casework carries many cases: the import, the officer's pages, and the memory of two web workers.

    PYTHONPATH=src:. .venv/bin/python bench/casework.py [HOW_MANY ...]      (default: 1000 20000)

For each number: rows imported in a second; statements and milliseconds of the queue, the search and one case; and the
proportional set size of two gunicorn workers that have served them. The first number is the baseline of the others:
statements must be equal, memory within 5 per cent, and the pages' time must not follow the number of cases.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING

from putright.database import databases, lifecycle

if TYPE_CHECKING:
    from putright.accounts.models import Person

DATABASE = f"putright_bench_{os.getpid()}"
PAGES = {"queue": "staff/", "search": "staff/search/?q=ZZ1", "case": "staff/complaints/B-5/"}
ROUNDS = 20


@dataclass
class Figures:
    """What one number of cases came to."""

    cases: int
    rows_a_second: float
    statements: dict[str, int]
    milliseconds: dict[str, float]
    memory: float


def main(sizes: list[int]) -> None:
    found = []
    with lifecycle.server("test") as server:
        for size in sizes:
            try:
                databases.clone(server, DATABASE)
                found.append(_measure(server, size))
            finally:
                _close()
                databases.drop(server, DATABASE)
            _tell(found[-1], found[0])


def _measure(server: lifecycle.Server, size: int) -> Figures:
    os.environ.update(server.environment(DATABASE))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "putright.config.settings",
        "PUTRIGHT_SECRET_KEY": "made up for benchmarks",
        "PUTRIGHT_INSECURE": "1",
        "PUTRIGHT_HOSTS": "127.0.0.1,localhost,testserver",
    }
    import django

    django.setup()
    _point_at(server.url(DATABASE))
    from django.utils import timezone

    from putright.complaints.imports import take
    from tests.accounts.steps import can_sign_in
    from tests.cast import make_cast

    cast = make_cast()
    can_sign_in(cast.officer)
    started = time.perf_counter()
    outcomes = [outcome.what for outcome, _ in take(_rows(size), at=timezone.now())]
    rows = size / (time.perf_counter() - started)
    assert outcomes == ["taken"] * size
    with server.connect(DATABASE) as connection:
        connection.execute("ANALYZE")
    statements, milliseconds = _pages(cast.officer)
    return Figures(size, rows, statements, milliseconds, _memory(server, cast.officer))


def _rows(size: int) -> Iterator[tuple[int, str]]:
    """Histories of the last six years; one in a hundred, but never more than 2,000, is still open."""
    today = date.today()  # noqa: DTZ011  (any day will do)
    for number in range(1, size + 1):
        is_open = number % 100 == 5 and number < 200_000
        received = today - timedelta(days=9 if is_open else 120 + number % 2000)
        events: list[dict[str, object]] = [
            {"kind": "received", "on": received.isoformat()},
            {"kind": "acknowledged", "stage": 1, "on": (received + timedelta(days=4)).isoformat()},
        ]
        if not is_open:
            answered = (received + timedelta(days=16)).isoformat()
            events += [
                {"kind": "answered", "stage": 1, "on": answered},
                {"kind": "closed", "on": (received + timedelta(days=30)).isoformat()},
            ]
        row = {
            "reference": f"B-{number}",
            "landlord": "meadowbank",
            "channel": "phone",
            "points": ["The roof leaks.", "Nobody rang back."],
            "events": events,
        }
        yield number, json.dumps(row)


def _pages(officer: Person) -> tuple[dict[str, int], dict[str, float]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.accounts.steps import sign_in

    client = Client()
    sign_in(client, officer)
    statements, milliseconds = {}, {}
    for name, path in PAGES.items():
        address = f"/meadowbank/en/{path}"
        assert client.get(address).status_code == 200, name
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        # As decided: transactions, SET LOCAL and the access log do not count.
        statements[name] = sum(
            not re.match(
                r"BEGIN|COMMIT|SAVEPOINT|RELEASE|SET LOCAL|INSERT INTO \"record_accessentry\"", one["sql"]
            )
            for one in captured.captured_queries
        )
        started = time.perf_counter()
        for _ in range(ROUNDS):
            client.get(address)
        milliseconds[name] = (time.perf_counter() - started) / ROUNDS * 1000
    return statements, milliseconds


def _memory(server: lifecycle.Server, officer: Person) -> float:
    """Megabytes of two workers and their parent after they served each page forty times."""
    from putright.accounts.second_factor import present_code
    from tests.accounts.steps import PASSWORD, forget_used_codes

    forget_used_codes()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "putright.config.wsgi:application", "--bind",
                f"fd://{listening.fileno()}", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
                "--no-control-socket", "--log-level", "error",
            ],
            env=os.environ | server.environment(DATABASE) | {"PUTRIGHT_ORIGIN": url},
            pass_fds=[listening.fileno()],
        )  # fmt: skip
    try:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        _post(browser, f"{url}/sign-in/", {"login": officer.email, "password": PASSWORD})
        _post(browser, f"{url}/sign-in/second-step/code/", {"code": present_code(officer)})
        for _ in range(40):
            for path in PAGES.values():
                assert browser.open(f"{url}/meadowbank/en/{path}").status == 200
        return sum(_proportional(pid) for pid in [process.pid, *_children(process.pid)])
    finally:
        process.terminate()
        process.wait(20)


def _post(browser: urllib.request.OpenerDirector, address: str, fields: dict[str, str]) -> None:
    for _ in range(100):
        try:
            page = browser.open(address).read().decode()
            break
        except OSError:
            time.sleep(0.1)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": found[1]}).encode()
    browser.open(urllib.request.Request(address, body, {"Referer": address}))  # noqa: S310  (our own server)


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _proportional(pid: int) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.M)
    assert found, "this system does not tell a process's proportional set size"
    return int(found[1]) / 1024


def _point_at(url: str) -> None:
    from django.db import connections

    from putright.config import environment

    connections.close_all()
    connections.settings["default"].update(environment.database(url) | {"CONN_MAX_AGE": 60})


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _tell(now: Figures, base: Figures) -> None:
    print(f"\n{now.cases:,} cases" + (f" (baseline: {base.cases:,})" if now is not base else ""))
    print(
        f"  import          {now.rows_a_second:8,.0f} rows/s"
        + _beside(base.rows_a_second, now, base, "{:,.0f}")
    )
    for name in PAGES:
        print(
            f"  {name:8}        {now.milliseconds[name]:8.1f} ms, {now.statements[name]} statements"
            + _beside(base.milliseconds[name], now, base, "{:.1f}")
        )
    print(f"  two workers     {now.memory:8.1f} MB" + _beside(base.memory, now, base, "{:.1f}"))


def _beside(value: float, now: Figures, base: Figures, form: str) -> str:
    return "" if now is base else f"   (baseline {form.format(value)})"


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [1000, 20_000])
