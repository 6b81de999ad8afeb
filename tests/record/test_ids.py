"""Keys of rows."""

import threading
import time
from uuid import RFC_4122, UUID

import pytest

from putright.record.ids import uuid7


def test_an_id_is_a_uuid_of_version_7() -> None:
    made = uuid7()
    assert made.version == 7
    assert made.variant == RFC_4122


def test_ids_are_ordered_by_time_within_a_process() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_begins_with_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    milliseconds = uuid7().int >> 80
    # The time part may have been pushed on by the ids before it, by less than a millisecond each 4096.
    assert before - 1 <= milliseconds <= time.time_ns() // 1_000_000 + 50


def test_a_clock_that_steps_back_does_not_turn_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    monkeypatch.setattr("putright.record.ids.time.time_ns", lambda: 1_000_000_000)
    later = [uuid7() for _ in range(5)]
    assert [first, *later] == sorted([first, *later])


def test_threads_never_get_the_same_id() -> None:
    made: list[UUID] = []

    def make() -> None:
        made.extend([uuid7() for _ in range(2_000)])

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000
