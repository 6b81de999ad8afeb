"""Contrast between two colours, after WCAG 2.2 (1.4.3), and what a landlord's colour becomes where it is
too light."""

from __future__ import annotations

import colorsys
import re

WHITE = "#ffffff"
BLACK = "#0b0c0c"
ENOUGH_FOR_TEXT = 4.5
_HEX = re.compile(r"#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class NotAColour(ValueError):
    """The text is no colour in hexadecimal."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is not a colour. Enter it as # and six characters, like #1d4f91.")


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue from 0 to 255 of '#1d4f91' or '#abc'; raises NotAColour for anything else."""
    if not _HEX.fullmatch(colour):
        raise NotAColour(colour)
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(one * 2 for one in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, ground: str = WHITE, least: float = ENOUGH_FOR_TEXT) -> bool:
    """Whether text in `colour` on `ground` (or the other way round) reaches `least`."""
    return ratio(colour, ground) >= least


def darkened(colour: str, ground: str = WHITE, least: float = ENOUGH_FOR_TEXT) -> str:
    """The nearest darker shade of `colour` that can be read on a light `ground`; the colour itself where it
    can be.

    Hue and saturation stay, lightness falls in steps of one hundredth. Raises NotAColour.
    """
    red, green, blue = rgb(colour)
    hue, lightness, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    for step in range(101):
        shade = colorsys.hls_to_rgb(hue, max(lightness - step / 100, 0), saturation)
        found = "#" + "".join(f"{round(channel * 255):02x}" for channel in shade)
        if step == 0:
            found = f"#{red:02x}{green:02x}{blue:02x}"
        if readable(found, ground, least):
            return found
    return BLACK
