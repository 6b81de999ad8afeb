"""Browser tests run inside Playwright's event loop, where Django would refuse to be asked directly."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def asked_from_a_loop() -> None:
    """Set for good: the databases of the session are put away after the last test, inside the loop still."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
