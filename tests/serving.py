"""A database and a running service for tests, with the lifetime that their fixture wants."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from putright.database import databases, lifecycle

SECRET_KEY = "made up for tests"

_numbers = count(1)


def point_at(url: str) -> None:
    """Turns Django's connection, of every thread, to another database."""
    from django.db import connections

    from putright.config import environment

    connections.close_all()
    # In place: connections of other threads are made from the same dictionary.
    connections.settings["default"].update(environment.database(url) | {"CONN_MAX_AGE": 0})


@contextmanager
def database_of_its_own(server: lifecycle.Server, blocker: Any) -> Iterator[str]:
    """The name of a freshly migrated database to which Django is connected until the end, and commits."""
    name = f"putright_own_{os.getpid()}_{next(_numbers)}"
    with blocker.unblock():
        point_at(databases.clone(server, name))
        try:
            yield name
        finally:
            point_at(server.url(f"putright_test_{os.getpid()}"))
            databases.drop(server, name)


@dataclass
class Site:
    """A service that answers: its address without a closing slash, its database, the file that holds its
    log.
    """

    url: str
    database: str
    log: Path
    process: subprocess.Popen[bytes]
    start: Callable[[], subprocess.Popen[bytes]]

    def restart(self) -> None:
        """Stops the service and starts it again at the same address."""
        stop(self.process)
        self.process = self.start()
        wait_until_it_answers(self)


@contextmanager
def served(
    database: str, server: lifecycle.Server, folder: Path, environment: Mapping[str, str]
) -> Iterator[Site]:
    """The service as it runs for real, two workers with threads, on a free port; its log lies in `folder`."""
    log = folder / "gunicorn.log"
    # Bound here and handed over, so that nobody can take the port in between.
    with socket.socket() as listening, log.open("wb") as written:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        whole = databases.program_environment() | server.environment(database)
        whole |= {"PUTRIGHT_SECRET_KEY": SECRET_KEY, "PUTRIGHT_INSECURE": "1", "PUTRIGHT_ORIGIN": url}
        whole |= environment

        def start() -> subprocess.Popen[bytes]:
            return subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "putright.config.wsgi:application",
                    "--bind",
                    f"fd://{listening.fileno()}",
                    "--workers",
                    "2",
                    "--worker-class",
                    "gthread",
                    "--threads",
                    "4",
                    "--graceful-timeout",
                    "2",
                    "--no-control-socket",
                ],
                env=whole,
                pass_fds=[listening.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
            )

        site = Site(url, database, log, start(), start)
        try:
            wait_until_it_answers(site)
            yield site
        finally:
            stop(site.process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a service that was started here."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_it_answers(site: Site) -> None:
    """Returns with the first answer of the service; fails the test where none comes within half a minute."""
    deadline = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(site.url, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if site.process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The service did not start:\n{site.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)
