"""What the tests of complaints can ask for besides what every test can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cast import Cast


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Two landlords and their people; letters are rendered within the test. Imported late: this file is read before
    Django is set up."""
    from putright.complaints import letters
    from tests.cast import make_cast

    with letters.in_this_process():
        yield make_cast()
