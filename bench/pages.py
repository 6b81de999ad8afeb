"""How long the staff's pages take with few complaints and with many, and how the two compare.

    PYTHONPATH=src .venv/bin/python bench/pages.py [FEW MANY [ROUNDS]]

Each size has a database of its own (bench/filled.py), made at the first run. The two are asked in turn, a page at a
time, so that whatever else the machine does falls on both. Medians in milliseconds of the whole request: sign-in,
statements, template; and the larger divided by the smaller, beside the 1.5 that it may be.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

HERE = Path(__file__).resolve().parent
TARGET = 1.5
WARM = 3


def main(few: int, many: int, rounds: int) -> None:
    """Ask both in turn and print a line for each page."""
    both = [_started(size) for size in (few, many)]
    took: list[dict[str, list[float]]] = [{}, {}]
    for turn in range(WARM + rounds):
        for one, times in zip(both, took, strict=True):
            for name, seconds in json.loads(_answer(one)).items():
                if turn >= WARM:
                    times.setdefault(name, []).append(seconds * 1000)
    for one in both:
        one.terminate()
    print(f"{'median of ' + str(rounds):34} {few:>12,} {many:>12,}   ratio (at most {TARGET})")
    for name in took[0]:
        small, large = (statistics.median(times[name]) for times in took)
        print(f"{name:34} {small:9.1f} ms {large:9.1f} ms   {large / small:.2f}")


def _started(size: int) -> subprocess.Popen[str]:
    one = subprocess.Popen(
        [sys.executable, __file__, "--answer", str(size)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert one.stdout is not None
    for line in one.stdout:
        if line.strip() == "ready":
            return one
        print(line, end="", flush=True)
    sys.exit(f"The database of {size:,} complaints could not be had.")


def _answer(one: subprocess.Popen[str]) -> str:
    assert one.stdin is not None and one.stdout is not None
    one.stdin.write("go\n")
    one.stdin.flush()
    return one.stdout.readline()


def answer(size: int) -> None:
    """Ask each page once for every line that comes in, and print what each took."""
    sys.path.insert(0, str(HERE))
    from filled import filled

    with filled(size):
        pages = _pages()
        client = _signed_in()
        print("ready", flush=True)
        for _line in sys.stdin:
            print(json.dumps({name: _took(client, path) for name, path in pages.items()}), flush=True)


def _took(client: Any, path: str) -> float:
    begin = perf_counter()
    response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answered {response.status_code}.")
    return perf_counter() - begin


def _pages() -> dict[str, str]:
    from putright.accounts.models import Landlord
    from putright.complaints.models import Complaint
    from putright.complaints.queries import OPEN
    from putright.record.tenancy import as_landlord

    landlord = Landlord.objects.order_by("id").first()
    assert landlord is not None
    staff = f"/{landlord.code}/en/staff/"
    with as_landlord(landlord.id):
        cases = Complaint.objects.filter(landlord=landlord)
        closed = cases.exclude(state__in=OPEN).order_by("-id").first()
        open_case = cases.filter(state__in=OPEN).order_by("next_due_on").first()
    assert closed is not None and open_case is not None
    search = f"{staff}search/?q="
    return {
        "queue": f"{staff}?show=all",
        "queue, page 2": f"{staff}?show=all&page=2",
        "search, a common word": f"{search}mould",
        "search, two common words": f"{search}mould+bed",
        "search, a word of one complaint": f"{search}0000123",
        "search, a word of none": f"{search}nowhere",
        "search, an exact reference": f"{search}{closed.reference}",
        "case page, closed": f"{staff}complaints/{closed.reference}/",
        "case page, open": f"{staff}complaints/{open_case.reference}/",
        "dashboard": f"{staff}dashboard/",
    }


def _signed_in() -> Any:
    from django.test import Client

    from putright.accounts.models import Person

    person = Person.objects.order_by("id").first()
    assert person is not None
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


if __name__ == "__main__":
    os.environ.setdefault("PUTRIGHT_INSECURE", "1")
    os.environ.setdefault("PUTRIGHT_HOSTS", "testserver")
    if sys.argv[1:2] == ["--answer"]:
        answer(int(sys.argv[2]))
    else:
        given = [int(one.replace("_", "")) for one in sys.argv[1:]]
        main(*(given[:2] if len(given) > 1 else (1_000, 1_000_000)), *(given[2:3] or [31]))
