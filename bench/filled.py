"""A database of its own with a landlord of so many complaints, for the other benches; kept, and used again.

    PYTHONPATH=src .venv/bin/python bench/filled.py [COMPLAINTS]

Fills it through the import in two processes, as `./putright demo --complaints` does, and prints events per second.
"""
# ruff: noqa: T201  (it prints its figures)

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from putright.cli.application import application, set_up_django
from putright.database.lifecycle import Server


@contextmanager
def filled(complaints: int) -> Iterator[Server]:
    """Django set up on the database, its landlord with at least that many complaints and an officer to sign in."""
    name = f"bench_{complaints}"
    os.environ.setdefault("PUTRIGHT_INSECURE", "1")
    os.environ.setdefault("PUTRIGHT_HOSTS", "testserver")
    with application(database=name) as server:
        from putright.demo.bulk import fill_up
        from putright.demo.seed import add_officer

        add_officer()
        events, seconds = fill_up(complaints, lambda said: print(said, flush=True), set_up=set_up_django)
        if events:
            print(f"{events:,} events in {seconds:.1f} s: {events / seconds:,.0f} a second", flush=True)
            with server.connect(name) as owner:
                owner.execute("VACUUM (ANALYZE)")
        yield server


if __name__ == "__main__":
    with filled(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000):
        pass
