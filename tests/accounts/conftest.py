"""The cast, in the test's own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Two landlords and their people. Imported late: this file is read before Django is set up."""
    from tests.cast import make_cast

    return make_cast()
