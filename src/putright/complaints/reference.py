"""References and passphrases: what a resident writes down, reads out on the phone and types in again."""

import secrets

from django.urls import register_converter

# Read aloud without mistakes: no 0/O, 1/I/L, 5/S, 2/Z, 8/B, and no vowels that would make words.
ALPHABET = "34679CDFGHJKMNPQRTVWXY"
LENGTH = 8

# Short, common, inoffensive and far apart in sound. Four of 128 words and two digits: 2^34 guesses, behind a limit.
WORDS = (
    "acorn amber anchor apple apron arrow autumn badge bagel baker bamboo banjo barley basket beacon bean "
    "bell berry bicycle biscuit blanket blossom blue bottle bread breeze brick bridge bronze brush bucket butter "
    "cabin cactus candle canoe carpet carrot castle cedar cello chalk cherry circle clay clock cloud clover "
    "coast cobweb coffee comet copper coral cotton cradle crane crayon cricket crystal cup curtain daisy dawn "
    "desk dolphin donkey door dragon drum eagle easel echo elbow elm ember engine falcon feather fence "
    "fern fiddle field finch flame flint flute forest fountain fox garden garlic ginger glacier glove goat "
    "gold granite grape gravel guitar hammer harbour harvest hazel heron hill honey horizon ink island ivory "
    "ivy jacket jasmine jigsaw juniper kettle kite ladder lagoon lantern lavender lemon lentil lily linen"
).split()


def new_reference() -> str:
    """A random reference of eight characters, such as `HK3M7P4R`."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def tidy_reference(typed: str) -> str:
    """What a person typed as the reference it means: spaces and hyphens out, capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())


def spoken(reference: str) -> str:
    """The reference in two groups of four, as it is shown and read out."""
    return f"{reference[:4]} {reference[4:]}" if len(reference) == LENGTH else reference


def new_passphrase() -> str:
    """Four words and a number, such as `amber-kite-fern-drum-42`."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)])


def tidy_passphrase(typed: str) -> str:
    """What a person typed as the passphrase it means: small letters, one hyphen between words."""
    return "-".join("".join(c if c.isalnum() else " " for c in typed.lower()).split())


class ReferenceConverter:
    """A reference as part of an address. Imported ones may hold a stroke, which an address cannot: it goes as `~`."""

    regex = "[A-Za-z0-9 ._~-]{1,40}"

    def to_python(self, value: str) -> str:
        return value.replace("~", "/")

    def to_url(self, value: str) -> str:
        return value.replace("/", "~")


# `<reference:…>` in an address, for every list of addresses of this room.
register_converter(ReferenceConverter, "reference")
