"""A small real SMTP server for tests: it listens on a port, speaks the protocol, keeps what it gets."""

import socketserver
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from types import TracebackType


@dataclass
class SmtpServer:
    """A server on a free port of this machine, for the length of a `with`.

    refuse   answers to RCPT by address: {"gone@example.org": "550 no such mailbox"}
    data     answers to a message's end, used up one by one before it says yes: ["451 later"]
    hang_up  how many connections it closes in the middle of a message before it behaves
    pause    seconds it takes over each message
    """

    refuse: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    hang_up: int = 0
    pause: float = 0
    port: int = 0
    taken: list[Message] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> "SmtpServer":
        conversation = type("Bound", (_Conversation,), {"smtp": self})
        self._server = _Threaded(("127.0.0.1", self.port), conversation)
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


class _Threaded(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


class _Conversation(socketserver.StreamRequestHandler):
    smtp: SmtpServer

    def _say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")

    def handle(self) -> None:
        self.smtp.connections += 1
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb.startswith(("EHLO", "HELO", "MAIL", "RSET", "NOOP")):
                self._say("250 yes")
            elif verb.startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
                self._say(self.smtp.refuse.get(address, "250 yes"))
            elif verb == "DATA":
                if self.smtp.hang_up:
                    self.smtp.hang_up -= 1
                    return
                self._say("354 go on")
                self._take()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("500 what?")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        time.sleep(self.smtp.pause)
        if self.smtp.data:
            self._say(self.smtp.data.pop(0))
            return
        self.smtp.taken.append(message_from_bytes(b"".join(lines)))
        self._say("250 taken")
