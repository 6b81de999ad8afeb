"""A landlord with people, and pages read as a stranger reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.test import Client

if TYPE_CHECKING:
    from tests.cast import Cast

Read = Callable[..., str]


@pytest.fixture
def cast(db: None) -> Cast:
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    """The cast with its landlord entered, for acts without a page."""
    from putright.record.tenancy import as_landlord

    with as_landlord(cast.landlord.id):
        yield cast


@pytest.fixture
def read(client: Client) -> Read:
    """The text of a page that answers 200."""

    def page(path: str, **query: str) -> str:
        response: HttpResponse = client.get(path, query)
        assert response.status_code == 200, (path, response.status_code)
        return response.content.decode()

    return page
