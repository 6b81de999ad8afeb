"""The world of these tests, in the test's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.access.world import World


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The real hasher takes a quarter of a second by design, at every sign-in; what is tested here is not that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db: None, quick_passwords: None) -> World:
    """Imported late: this file is read before Django is set up."""
    from tests.access.world import make_world

    return make_world()
