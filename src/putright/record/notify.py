"""A thin client of GOV.UK Notify: email, text and letters as PDF, and what became of each.

Only what the outbox needs, over the standard library: a token of a minute's life (JWT, HS256) with each request, a
timeout on each, and every answer read as one of three things: taken, wrong for good, or to be tried later.
Reference: https://docs.notifications.service.gov.uk/rest-api.html
"""

from __future__ import annotations

import base64
import http.client
import json
import re
import ssl
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlsplit

import jwt

SECONDS: Final = 20
MOST_ANSWER: Final = 1_000_000
# A key is a name, the service's id and the secret, joined by hyphens.
_KEY = re.compile(
    r"(?:.+-)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z"
)
_ID = re.compile(r"[0-9a-fA-F-]{1,64}\Z")


class Unreachable(Exception):
    """Nothing can be sent now: no answer, a refused key, or too many requests. Every message waits."""


class Later(Exception):
    """This message was not taken now and may be later."""


class Refused(Exception):
    """This message can never go as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class Key:
    """The two halves of an API key."""

    service: str
    secret: str

    @classmethod
    def read(cls, text: str) -> Key:
        """Reads a key as Notify shows it. Raises ValueError for anything else; the text is not repeated."""
        found = _KEY.match(text.strip())
        if not found:
            raise ValueError("The key of GOV.UK Notify is none: copy it whole, name and both identifiers.")
        return cls(found[1], found[2])


@dataclass(frozen=True, slots=True)
class Templates:
    """The ids of the templates: for email one with ((subject)) and ((body)), for text one with ((body)) alone."""

    email: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a message, as Notify says: its own word for it, and ours."""

    word: str
    delivered: bool = False
    failed: bool = False
    # Nothing more will be heard of it.
    final: bool = False


# https://docs.notifications.service.gov.uk/rest-api.html#get-the-status-of-one-message
FATES: Final = {
    "delivered": Fate("delivered", delivered=True, final=True),
    "permanent-failure": Fate("permanent-failure", failed=True, final=True),
    "temporary-failure": Fate("temporary-failure", failed=True, final=True),
    "technical-failure": Fate("technical-failure", failed=True, final=True),
    "validation-failed": Fate("validation-failed", failed=True, final=True),
    "virus-scan-failed": Fate("virus-scan-failed", failed=True, final=True),
    "cancelled": Fate("cancelled", failed=True, final=True),
    # A text to another country, and a letter that was printed: whether it arrived nobody will say.
    "sent": Fate("sent", final=True),
    "received": Fate("received", final=True),
}


class Client:
    """One connection to Notify, opened by the first request and again after a fault."""

    def __init__(self, url: str, key: Key, *, seconds: float = SECONDS) -> None:
        self._parts = urlsplit(url)
        if self._parts.scheme not in {"https", "http"} or not self._parts.hostname:
            raise ValueError(f"{url!r} is no address of GOV.UK Notify.")
        self._key = key
        self._seconds = seconds
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Ends the connection; the next request opens a new one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def email(self, *, to: str, template: str, subject: str, body: str, reference: str) -> str:
        """Sends an email; gives Notify's id of it."""
        return self._send(
            "email",
            {
                "email_address": to,
                "template_id": template,
                "personalisation": {"subject": subject, "body": body},
                "reference": reference,
            },
        )

    def text(self, *, to: str, template: str, body: str, reference: str) -> str:
        """Sends a text message; gives Notify's id of it."""
        return self._send(
            "sms",
            {
                "phone_number": to,
                "template_id": template,
                "personalisation": {"body": body},
                "reference": reference,
            },
        )

    def letter(self, *, pdf: bytes, reference: str) -> str:
        """Has a letter printed and posted to the address that stands on its first page; gives Notify's id of it."""
        content = base64.b64encode(pdf).decode("ascii")
        return self._send("letter", {"reference": reference, "content": content, "postage": "second"})

    def already(self, reference: str) -> str:
        """Notify's id of a message that it took with this reference, or "": an answer may have been lost on the way.

        One that did not arrive is passed over: it is being sent again.
        """
        path = f"/v2/notifications?reference={quote(reference, safe='')}"
        found = self._ask("GET", path).get("notifications")
        if not isinstance(found, list):
            raise Later("GOV.UK Notify gave an answer that cannot be read.")
        for one in found:
            word = one.get("status") if isinstance(one, dict) else None
            if not FATES.get(str(word), Fate("")).failed:
                return _id_of(one)
        return ""

    def fate(self, notification: str) -> Fate:
        """What became of a message. A word that Notify invents later is taken as "on its way"."""
        if not _ID.match(notification):
            raise ValueError(f"{notification!r} is no id of a notification.")
        word = str(self._ask("GET", f"/v2/notifications/{notification}").get("status", ""))
        return FATES.get(word, Fate(word))

    def _send(self, kind: str, body: dict[str, Any]) -> str:
        return _id_of(self._ask("POST", f"/v2/notifications/{kind}", body))

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self._token()}", "User-Agent": "putright"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection = self._open()
            connection.request(method, self._parts.path.rstrip("/") + path, data, headers)
            answer = connection.getresponse()
            status, read = answer.status, answer.read(MOST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(f"GOV.UK Notify cannot be reached: {error or type(error).__name__}") from error
        return _read(status, read)

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            host, port = self._parts.hostname or "", self._parts.port
            if self._parts.scheme == "https":
                self._connection = http.client.HTTPSConnection(
                    host, port, timeout=self._seconds, context=ssl.create_default_context()
                )
            else:
                self._connection = http.client.HTTPConnection(host, port, timeout=self._seconds)
        return self._connection

    def _token(self) -> str:
        return jwt.encode({"iss": self._key.service, "iat": int(time.time())}, self._key.secret, "HS256")


def _read(status: int, data: bytes) -> dict[str, Any]:
    try:
        body = json.loads(data or b"null")
    except ValueError:
        body = None
    said = _errors(body)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Unreachable(f"GOV.UK Notify takes no more for now: {said or status}")
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        raise Unreachable(f"GOV.UK Notify refuses the key: {said or status}")
    if status in {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
        if "team-only" in said or "trial mode" in said or "template" in said.lower():
            # The service's own settings are wrong, not the message.
            raise Unreachable(f"GOV.UK Notify is not set up for this: {said}")
        raise Refused(f"GOV.UK Notify refuses it: {said or status}")
    if status not in {HTTPStatus.OK, HTTPStatus.CREATED}:
        raise Later(f"GOV.UK Notify answered {status}: {said or 'without a reason'}")
    if not isinstance(body, dict):
        raise Later("GOV.UK Notify gave an answer that cannot be read.")
    return body


def _errors(body: object) -> str:
    """What Notify's answer says is wrong, in one line."""
    listed = body.get("errors") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        return ""
    return "; ".join(str(one.get("message", "")) for one in listed if isinstance(one, dict))[:300]


def _id_of(body: object) -> str:
    found = body.get("id") if isinstance(body, dict) else None
    if not isinstance(found, str) or not _ID.match(found):
        raise Later("GOV.UK Notify gave an answer that cannot be read.")
    return found
