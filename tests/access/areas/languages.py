"""How far each language is: the list, a language, and its sheet for reviewers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

GET = """
complaints:languages                  in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:language                   in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
complaints:language_sheet             in  in  in  in  in 200 404 404 200 200 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:languages                  in  in  in  in  in 405 404 404 405 405 404 404 404 404 404 404 404 404 2nd  in
complaints:language                   in  in  in  in  in 405 404 404 405 405 404 404 404 404 404 404 404 404 2nd  in
complaints:language_sheet             in  in  in  in  in 405 404 404 405 405 404 404 404 404 404 404 404 404 2nd  in
"""


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    return {"translation": "ur"}
