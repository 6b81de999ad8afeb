"""The registry of event kinds."""

from uuid import uuid4

import pytest

from putright.record import kinds
from putright.record.kinds import Kind, KindError


def test_a_kind_is_found_by_its_name() -> None:
    assert kinds.kind("test.received").shown_to_resident
    assert kinds.kind("test.received") in kinds.kinds()


def test_a_kind_that_nobody_registered_is_refused_with_its_name() -> None:
    with pytest.raises(KindError, match=r"'test\.never' is not registered"):
        kinds.kind("test.never")


@pytest.mark.parametrize("name", ["received", "Test.received", "test.received.twice", "test.", ""])
def test_a_name_has_two_parts(name: str) -> None:
    with pytest.raises(KindError, match="no dotted name"):
        kinds.register(Kind(name, "words"))


def test_a_kind_cannot_be_registered_twice() -> None:
    with pytest.raises(KindError, match="registered twice"):
        kinds.register(Kind("test.received", "words"))


def test_a_field_is_a_fact_or_personal_and_never_both() -> None:
    with pytest.raises(KindError, match="both"):
        kinds.register(Kind("test.both", "words", frozenset({"name"}), frozenset({"name"})))


def test_a_subject_is_called_as_its_room_says(monkeypatch: pytest.MonkeyPatch) -> None:
    landlord, known, unknown = uuid4(), uuid4(), uuid4()
    monkeypatch.setattr(kinds, "_subject_names", {})
    assert kinds.subject_name(landlord, "case", known) == f"case {known}"
    kinds.name_subjects("case", lambda _landlord, subject: "HK3M7P2R" if subject == known else None)
    assert kinds.subject_name(landlord, "case", known) == "case HK3M7P2R"
    assert kinds.subject_name(landlord, "case", unknown) == f"case {unknown}"
