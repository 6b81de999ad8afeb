"""The world of these tests: made once, in a database of its own, and looked at by each test in a transaction.

Making it takes as long as most of the tests that look at it.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest

from putright.database import databases, lifecycle
from tests.conftest import point_at

if TYPE_CHECKING:
    from tests.access.world import World


@pytest.fixture(scope="package")
def made_world(
    django_db_setup: None, test_server: lifecycle.Server, django_db_blocker: Any
) -> Iterator[tuple[World, str]]:
    """The world, committed, and the address of its database."""
    name = f"putright_own_{os.getpid()}_world"
    usual = test_server.url(f"putright_test_{os.getpid()}")
    with django_db_blocker.unblock():
        point_at(databases.clone(test_server, name))
        # Imported late: this file is read before Django is set up.
        from tests.access.world import make_world

        made = make_world()
        point_at(usual)
    yield made, test_server.url(name)
    databases.drop(test_server, name)


@pytest.fixture
def world(
    made_world: tuple[World, str],
    test_server: lifecycle.Server,
    django_db_blocker: Any,
    request: pytest.FixtureRequest,
) -> Iterator[World]:
    """This test's own view of the world: what it changes is rolled back."""
    made, url = made_world
    with django_db_blocker.unblock():
        point_at(url)
    # Only now, so that the transaction begins in the world's database.
    request.getfixturevalue("db")
    from django.template.base import Template
    from django.test import override_settings

    # Drawing the copies of a letter takes longer than everything else, and no door looks at them. Django's tests also
    # copy what each template was given, for tests that ask for it; these look at the answers alone.
    with (
        mock.patch("putright.complaints.letters.paper._made_by", return_value=b"stands for the paper"),
        mock.patch.object(Template, "_render", lambda template, given: template.nodelist.render(given)),
        # On a slow machine a walk along every address takes longer than a sign-in counts as recent.
        override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=24 * 60 * 60),
    ):
        yield copy.deepcopy(made)


@pytest.fixture(autouse=True)
def back_to_the_usual_database(
    django_db_setup: None, test_server: lifecycle.Server, django_db_blocker: Any
) -> Iterator[None]:
    """Set up first and so taken down last: after the transaction was rolled back."""
    yield
    with django_db_blocker.unblock():
        point_at(test_server.url(f"putright_test_{os.getpid()}"))
