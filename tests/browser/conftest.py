"""Browser tests run inside Playwright's event loop, where Django would refuse to be asked directly."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(scope="session", autouse=True)
def asked_from_a_loop() -> None:
    """Set for good: the databases of the session are put away after the last test, inside the loop still."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="package", autouse=True)
def hashed_as_the_service_hashes() -> Iterator[None]:
    """The service runs in a process of its own: it could not check passwords hashed the tests' quick way."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"]):
        yield
