"""The world of these tests, in the test's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.access.world import World


@pytest.fixture
def world(db: None) -> World:
    """Imported late: this file is read before Django is set up."""
    from tests.access.world import make_world

    return make_world()
