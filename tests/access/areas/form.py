"""What a resident sent, and their report of something to be fixed."""

from __future__ import annotations

from typing import Any

from tests.access.areas.intake import _made

GET = """
complaints:what_you_sent             404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:report                    404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""
POST = """
complaints:what_you_sent             404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:report                    404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
"""


def parts(world: Any, case: Any) -> dict[str, Any]:
    request, _draft = _made[case.complaint.id]
    return {"report": request.reference}
