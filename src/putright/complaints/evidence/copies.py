"""Copies that may be shown to others: without place, camera and other data about the picture, or with parts painted.

A picture is drawn anew from its points of colour, so nothing else of the file can come along. For other types there
is no such way that we would trust, so they have no copy (decisions: never shared outward unless redacted by hand).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from PIL import Image, ImageDraw, ImageOps

# Enough to see a crack or read a letter; a copy of more would take a worker's memory.
LONGEST: Final = 3000
PREVIEW: Final = 900
# A PNG, and a JPEG that was written for slow lines, lie in memory whole before they are made smaller.
MOST_PIXELS: Final = {"image/jpeg": 60_000_000, "image/png": 40_000_000}
COPIED: Final = {"image/jpeg": "JPEG", "image/png": "PNG"}


class NoCopy(Exception):
    """The picture cannot be drawn anew: it is damaged behind its head."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in percent of its width and height from the top left corner as one sees it."""

    left: float
    top: float
    width: float
    height: float


def can_copy(content_type: str) -> bool:
    """Whether the data about the picture can be left behind reliably."""
    return content_type in COPIED


def shared_copy(file: BinaryIO, content_type: str) -> bytes:
    """The picture drawn anew, upright as it is seen, with nothing of the file but its colours. Raises NoCopy."""
    return _written(_drawn(file, content_type, LONGEST), content_type)


def painted(copy: bytes, content_type: str, boxes: Sequence[Box]) -> bytes:
    """A shared copy with the boxes painted black, each at least two points wide and high. Raises NoCopy."""
    image = _drawn(io.BytesIO(copy), content_type, LONGEST)
    _paint(image, boxes)
    return _written(image, content_type)


def preview(copy: bytes, content_type: str, boxes: Sequence[Box] = ()) -> bytes:
    """A small JPEG of a shared copy with the boxes painted, and a scale in percent along its edges. Raises NoCopy."""
    image = _drawn(io.BytesIO(copy), content_type, PREVIEW).convert("RGB")
    _paint(image, boxes)
    _scale(image)
    return _written(image, "image/jpeg")


def _drawn(file: BinaryIO, content_type: str, longest: int) -> Image.Image:
    try:
        with Image.open(file, formats=[COPIED[content_type]]) as image:
            if image.width * image.height > MOST_PIXELS[content_type]:
                raise NoCopy("The picture has too many points.")
            # A JPEG can be read at an eighth of its size at once: memory stays small for large photographs.
            image.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((longest, longest))
            clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
            colours = upright.convert("RGBA" if clear and content_type == "image/png" else "RGB")
            # A new picture: `info` of the old one, which Pillow writes out again in part, stays behind.
            fresh = Image.new(colours.mode, colours.size)
            fresh.paste(colours)
            return fresh
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoCopy(str(error)) from error


def _written(image: Image.Image, content_type: str) -> bytes:
    out = io.BytesIO()
    if content_type == "image/png":
        image.save(out, "PNG", optimize=False)
    else:
        image.save(out, "JPEG", quality=88)
    return out.getvalue()


def _paint(image: Image.Image, boxes: Sequence[Box]) -> None:
    draw = ImageDraw.Draw(image)
    black = (0, 0, 0, 255) if image.mode == "RGBA" else (0, 0, 0)
    for box in boxes:
        left, top = image.width * box.left / 100, image.height * box.top / 100
        right = max(left + 2, image.width * (box.left + box.width) / 100)
        bottom = max(top + 2, image.height * (box.top + box.height) / 100)
        draw.rectangle((int(left), int(top), round(right), round(bottom)), fill=black)


def _scale(image: Image.Image) -> None:
    """Lines at each tenth, so that a person can say in numbers where something is."""
    draw = ImageDraw.Draw(image, "RGBA")
    for tenth in range(1, 10):
        x, y = image.width * tenth // 10, image.height * tenth // 10
        wide = 2 if tenth == 5 else 1
        draw.line((x, 0, x, image.height), fill=(255, 255, 255, 150), width=wide)
        draw.line((x + wide, 0, x + wide, image.height), fill=(0, 0, 0, 110), width=1)
        draw.line((0, y, image.width, y), fill=(255, 255, 255, 150), width=wide)
        draw.line((0, y + wide, image.width, y + wide), fill=(0, 0, 0, 110), width=1)
        draw.text(
            (x + 3, 2), str(tenth * 10), fill=(255, 255, 255, 255), stroke_width=2, stroke_fill=(0, 0, 0, 255)
        )
        draw.text(
            (2, y + 2), str(tenth * 10), fill=(255, 255, 255, 255), stroke_width=2, stroke_fill=(0, 0, 0, 255)
        )
