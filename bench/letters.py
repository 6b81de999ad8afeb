"""Letters a second: a three-page answer in two scripts, set in one process with typst kept.

    PYTHONPATH=src:. python bench/letters.py [SECONDS]

Measures the setting of the PDF alone, then with composing and the page as well, and the PDF with a process
for each. Needs no database; the fonts are those of the asset build. The aim: 40 a second on an idle machine.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable
from datetime import date

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "putright.config.settings")
os.environ.setdefault("PUTRIGHT_SECRET_KEY", "for a measurement")
os.environ.setdefault("PUTRIGHT_INSECURE", "1")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@/nowhere?host=/nonexistent")


def rate(make: Callable[[int], object], seconds: float) -> float:
    """How often a second `make` is done, called with 0, 1, 2 … for about `seconds`."""
    make(0)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        done += 1
        make(done)
    return done / (time.perf_counter() - began)


def main() -> None:
    import django

    django.setup()
    from pypdf import PdfReader

    from putright.complaints import letters
    from tests.letters.cases import FINDINGS, HANDLER, POINTS, answered

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    complaint = answered(
        points=[
            POINTS[0],
            POINTS[1],
            ("باورچی خانے کی چھت ستمبر سے ٹپک رہی ہے اور کوئی نہیں آتا۔", FINDINGS[2]["facts"]),
        ]
    )

    def compose() -> letters.Content:
        return letters.compose(
            complaint, "stage1_response", 1, on=date(2026, 11, 20), language="en", writer=HANDLER
        )

    content = compose()
    with letters.in_this_process():
        pages = len(PdfReader(io.BytesIO(letters.pdf(content))).pages)
        # Another reference each time, so that nothing is taken from what typst remembers of the last letter.
        alone = rate(lambda number: letters.pdf(content | {"reference": f"{number:08d}"}), seconds)

        def whole(number: int) -> None:
            fresh = compose() | {"reference": f"{number:08d}"}
            letters.html(fresh)
            letters.pdf(fresh)

        both = rate(whole, seconds)
    one = rate(lambda _: letters.pdf(content), min(seconds, 3))
    sys.stdout.write(f"a letter of {pages} pages, a second: {alone:.0f} PDFs with typst kept, ")
    sys.stdout.write(f"{both:.0f} with composing and HTML too, {one:.1f} PDFs with a process each\n")


if __name__ == "__main__":
    main()
