"""The evidence pack of a large case: how long each form takes, and how much memory, with 20 letters and 100 files.

    PYTHONPATH=src:. .venv/bin/python bench/pack.py [LETTERS FILES MEGABYTES]

Makes the case in a transaction that is taken back at the end, so that the database stays as it was. Memory is the peak
of this process alone, above what it held before each step, as the kernel counts it: typst runs in a process of its own.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from filled import filled


def main(letters: int, files: int, megabytes: float) -> None:
    """Print seconds, size and peak memory for the reading, the page, the PDF and the ZIP."""
    with filled(1000):
        from django.db import connection, transaction
        from django.utils import timezone

        from putright.accounts.models import Landlord
        from putright.record.tenancy import as_landlord

        landlord = Landlord.objects.get(code="bench") if Landlord.objects.filter(code="bench") else None
        landlord = landlord or Landlord.objects.order_by("code").first()
        assert landlord is not None
        with as_landlord(landlord.id), transaction.atomic():
            made = case_with(landlord, letters, files, int(megabytes * 1_000_000), timezone.now())
            measured(made, connection)
            transaction.set_rollback(True)


def case_with(landlord: Any, letters_wanted: int, files: int, size: int, now: Any) -> Any:
    """A complaint with so many letters of three pages and so many files of `size` bytes each."""
    from putright.complaints import actions, letters
    from putright.complaints.actions import Told
    from putright.complaints.models import CaseFile, Letter
    from putright.record import documents
    from putright.record.chain import By
    from tests.letters.cases import HANDLER, answered

    complaint = actions.raise_complaint(landlord, Told(words="Cold"), by=By.resident(), at=now).complaint
    content = letters.compose(answered(), "stage1_response", 1, on=now.date(), language="en", writer=HANDLER)
    pdf = letters.pdf(content)
    for number in range(letters_wanted):
        at = now - timedelta(days=letters_wanted - number)
        kept = [
            documents.keep(
                landlord.id, name=f"l{number}.{ending}", content_type=kind, data=data + b"%d" % number, at=at
            )
            for ending, kind, data in (("html", "text/html", b"<p>"), ("pdf", "application/pdf", pdf))
        ]
        Letter.objects.create(
            landlord=landlord,
            complaint=complaint,
            kind="stage1_response",
            stage=1,
            edition="2024",
            language="en",
            content=content,
            html=kept[0],
            pdf=kept[1],
            issued_at=at,
        )
    chance = random.Random(1)  # noqa: S311  (no secret: bytes that no packer makes smaller)
    for number in range(files):
        original = documents.keep(
            landlord.id,
            name="file.jpg",
            content_type="image/jpeg",
            data=chance.randbytes(size),
            at=now,
        )
        CaseFile.objects.create(
            landlord=landlord,
            complaint=complaint,
            name=f"Photo {number}.jpg",
            giver="resident",
            given_at=now,
            original=original,
            check_state="clean",
            prepared=True,
        )
    return complaint


def measured(complaint: Any, connection: Any) -> None:
    """Print the figures of each form."""
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from putright.complaints import letters
    from putright.complaints.models import Complaint
    from putright.complaints.pack import papers
    from putright.complaints.pack.gathering import WHOLE, gathered
    from putright.complaints.pack.writing import written
    from putright.complaints.queries import with_facts

    found: dict[str, Any] = {}

    def read() -> int:
        rows = with_facts(Complaint.objects.filter(id=complaint.id)).select_related("handler", "reviewer")
        found["case"] = gathered(rows.get(), WHOLE, timezone.localdate())
        found["content"] = written(found["case"], "en")
        return 0

    def zipped() -> int:
        return sum(len(piece) for piece in papers.zip_of(found["case"], found["content"]))

    steps: tuple[tuple[str, Callable[[], int]], ...] = (
        ("read and written", read),
        ("page", lambda: len(letters.body(found["content"]))),
        ("PDF", lambda: len(papers.pdf_of(found["content"]))),
        ("ZIP, with its PDF", zipped),
    )
    print(f"{'':20} {'seconds':>8} {'statements':>11} {'MB out':>8} {'peak MB more':>13}")
    for name, step in steps:
        before, began = _forget_peak(), time.perf_counter()
        out = step()
        seconds = time.perf_counter() - began
        more = _memory("VmHWM") - before
        # Once more to count: keeping the statements would count as memory.
        with CaptureQueriesContext(connection) as caught:
            step()
        asked = sum(one["sql"].startswith('SELECT "') for one in caught.captured_queries)
        print(f"{name:20} {seconds:8.2f} {asked:11} {out / 1e6:8.1f} {more:13.1f}")


def _memory(name: str) -> float:
    """VmRSS, what this process holds now, or VmHWM, the most since it was last forgotten; in MB, as the kernel says."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def _forget_peak() -> float:
    """Lets the kernel count the peak from here; gives what is held now."""
    Path("/proc/self/clear_refs").write_text("5", encoding="utf-8")
    return _memory("VmRSS")


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[1:4]]
    defaults = (20, 100, 1.5)
    wanted = [*given, *defaults[len(given) :]]
    os.environ.setdefault("PUTRIGHT_SECRET_KEY", "for a measurement")
    main(int(wanted[0]), int(wanted[1]), wanted[2])
