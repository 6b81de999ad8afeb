"""How many parts a text takes, and which numbers texts reach."""

import pytest

from putright.record import texts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("a" * 459, 3),
        ("a" * 460, 4),
        # What stands in the extension takes two places.
        ("€" * 80, 1),
        ("€" * 81, 2),
        # No part ends between an escape and its letter: 152 and one pair do not fit into 153.
        ("a" * 152 + "€" + "a" * 153, 3),
        ("a" * 151 + "€" + "a" * 153, 2),
        # One letter that is not in the alphabet, and all of the text takes two bytes a place.
        ("ł" + "a" * 69, 1),
        ("ł" + "a" * 70, 2),
        ("و" * 70, 1),
        ("و" * 71, 2),
        ("و" * 134, 2),
        ("و" * 201, 3),
        ("و" * 202, 4),
        ("\U0001f3e0" * 35, 1),
        ("\U0001f3e0" * 36, 2),
        # 33 pairs fill 66 of 67 places, and the next goes into the next part.
        ("\U0001f3e0" * 66, 2),
        ("\U0001f3e0" * 67, 3),
        ("it’s", 1),
        ("’" + "a" * 70, 2),
    ],
)
def test_how_many_parts_a_text_takes(text: str, parts: int) -> None:
    assert texts.parts(text) == parts


def test_a_text_of_more_than_three_parts_is_refused() -> None:
    assert texts.checked("a" * 459)
    with pytest.raises(texts.TooLong, match="takes 4 parts"):
        texts.checked("a" * 460)


@pytest.mark.parametrize(
    ("typed", "number", "reached"),
    [
        ("07700 900 982", "07700900982", True),
        ("+44 7700 900982", "+447700900982", True),
        ("(07700) 900-982", "07700900982", True),
        ("0044 7700 900982", "00447700900982", True),
        ("07624 900 123", "07624900123", True),
        ("07600 900 123", "07600900123", False),
        ("07000 900 123", "07000900123", False),
        ("01632 960 001", "01632960001", False),
        ("+48 512 345 678", "+48512345678", True),
        ("0161 496 0000", "01614960000", False),
    ],
)
def test_which_numbers_texts_reach(typed: str, number: str, reached: bool) -> None:
    assert (texts.number(typed), texts.takes_texts(typed)) == (number, reached)


@pytest.mark.parametrize("typed", ["", "ask at work", "123", "+", "07700 900 982 after six"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert not texts.takes_texts(typed)
    with pytest.raises(ValueError, match="no phone number"):
        texts.number(typed)
