"""A small real HTTP server that answers as GOV.UK Notify does, for tests: it listens on a port and checks the token."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"a-test-key-{SERVICE}-{SECRET}"


@dataclass
class NotifyServer:
    """A server on a free port of this machine, for the length of a `with`.

    answers   what it says instead of yes, used up one by one: (status, body), where the body may be raw bytes
    pause     seconds before each answer
    lose      how many messages it takes without ever answering
    statuses  what became of messages, by id
    """

    answers: list[tuple[int, Any]] = field(default_factory=list)
    pause: float = 0
    lose: int = 0
    statuses: dict[str, str] = field(default_factory=dict)
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> NotifyServer:
        bound = type("Bound", (_Answer,), {"notify": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), bound)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def wrong(status: int, message: str) -> tuple[int, Any]:
    """An answer that refuses, in Notify's shape."""
    return status, {"status_code": status, "errors": [{"error": "BadRequestError", "message": message}]}


class _Answer(BaseHTTPRequestHandler):
    notify: NotifyServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        self.notify.asked.append(self.path)
        if not self._allowed() or self._otherwise():
            return
        parts = urlsplit(self.path)
        if parts.query:
            wanted = parse_qs(parts.query)["reference"][0]
            found = [one for one in reversed(self.notify.taken) if one["reference"] == wanted]
            listed = [{"id": one["id"], "status": self._status(one["id"])} for one in found]
            self._say(200, {"notifications": listed})
            return
        self._say(200, {"status": self._status(parts.path.rpartition("/")[2])})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._allowed() or self._otherwise():
            return
        taken = {"kind": self.path.rpartition("/")[2], "id": str(uuid4()), **body}
        self.notify.taken.append(taken)
        if self.notify.lose:
            self.notify.lose -= 1
            self.close_connection = True
            return
        self._say(201, {"id": taken["id"], "reference": body["reference"]})

    def _status(self, notification: str) -> str:
        return self.notify.statuses.get(notification, "sending")

    def _allowed(self) -> bool:
        time.sleep(self.notify.pause)
        try:
            token = self.headers["Authorization"].removeprefix("Bearer ")
            claims = jwt.decode(token, SECRET, ["HS256"], options={"require": ["iat", "iss"]})
        except jwt.PyJWTError as error:
            self._say(*wrong(403, f"Invalid token: {error}"))
            return False
        return bool(claims["iss"] == SERVICE and abs(claims["iat"] - time.time()) < 30)

    def _otherwise(self) -> bool:
        if not self.notify.answers:
            return False
        self._say(*self.notify.answers.pop(0))
        return True

    def _say(self, status: int, body: Any) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
