"""How many statements a request costs, as decisions count them: without BEGIN, SAVEPOINT, SET LOCAL and the access log.

Session, user, landlord and roles count: a page is as slow as all that it waits for.
"""

from __future__ import annotations

import re
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

_LEFT_OUT = re.compile(
    r'^(BEGIN|COMMIT|SAVEPOINT|RELEASE|ROLLBACK|SET LOCAL)\b|^INSERT INTO "record_accessentry"', re.IGNORECASE
)


def statements(
    client: Client, method: str, path: str, data: dict[str, Any] | None = None, *, answers: int = 200
) -> list[str]:
    """The statements of one request, in order. Fails where the page does not answer with the status `answers`."""
    with CaptureQueriesContext(connection) as caught:  # fmt: skip
        response = getattr(client, method.lower())(path, data or {})
    assert response.status_code == answers, (path, response.status_code)
    return [one["sql"] for one in caught.captured_queries if not _LEFT_OUT.search(one["sql"])]
