"""ClamAV: bytes to its daemon, one answer back. Whatever is no clear answer is none: then a file stays unchecked.

The daemon listens on a port or a socket (PUTRIGHT_CLAMAV). It is asked by its INSTREAM command: pieces with their
length before them, a piece of no length at the end; it says "stream: OK" or "stream: NAME FOUND".
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 120.0
MOST_OF_ANSWER = 4096

_ANSWER = re.compile(r"stream: (?:(OK)|(.{1,500}) FOUND)\Z")


class NoScan(Exception):
    """The scanner gave no clear answer: too slow, cut off, something that we do not know, or `away` altogether."""

    def __init__(self, text: str, *, away: bool = False) -> None:
        super().__init__(text)
        self.away = away


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the scanner says: `virus` is its name for what it found, empty where it found nothing."""

    virus: str = ""


def is_set() -> bool:
    """Whether an operator has named a scanner."""
    return bool(settings.CLAMAV)


def unscanned_open() -> bool:
    """Whether files that no scanner has seen may be opened: for a demo, never for real."""
    return bool(settings.UNSCANNED_FILES == "open" and not settings.CLAMAV)


def scan(pieces: Iterable[bytes], *, seconds: float = ANSWER_SECONDS) -> Scanned:
    """Asks the daemon about these bytes. Raises NoScan within `seconds` (and the time to connect) at the latest."""
    ends = time.monotonic() + seconds
    try:
        with _connect(settings.CLAMAV) as link:
            link.sendall(b"zINSTREAM\0")
            for piece in pieces:
                if piece:
                    link.settimeout(_left(ends))
                    link.sendall(len(piece).to_bytes(4, "big") + piece)
            link.sendall(bytes(4))
            answer = _answer(link, ends)
    except OSError as error:
        raise NoScan(f"The scanner could not be asked: {error}", away=True) from error
    found = _ANSWER.match(answer)
    if not found:
        raise NoScan(f"The scanner said {answer[:200]!r}.")
    return Scanned(found[2] or "")


def _connect(where: str) -> socket.socket:
    if where.startswith("/"):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(CONNECT_SECONDS)
        try:
            link.connect(where)
        except OSError:
            link.close()
            raise
        return link
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)


def _answer(link: socket.socket, ends: float) -> str:
    """The answer up to its closing zero byte. An answer that breaks off is none: half of "OK" must not count."""
    said = b""
    while not said.endswith(b"\0"):
        link.settimeout(_left(ends))
        piece = link.recv(1024)
        if not piece:
            raise NoScan(f"The scanner broke off after {said[:200]!r}.")
        said += piece
        if len(said) > MOST_OF_ANSWER:
            raise NoScan("The scanner said too much.")
    return said.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise NoScan("The scanner took too long.")
    return left
