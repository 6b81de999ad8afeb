"""What a file is, by what stands in it: never by its name or by what the browser says of it. Nothing is unpacked.

A file is taken where its content is one of the seven types that a resident is told of, where it holds nothing else
beside (a second file glued to its end), and where it cannot grow without measure when somebody opens it.
"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Final

import filetype
from PIL import Image

from putright.record import documents
from putright.rules.errors import Refused

LIMIT: Final = documents.LIMIT
# At once, and in one day by whoever is not staff: a disk is not filled by one link.
MOST: Final = 10
MEGABYTES: Final = LIMIT // 1_000_000

HEAD: Final = 8192
# A letter as a zip: entries, bytes when unpacked, and how much smaller than that it may be.
MOST_ENTRIES: Final = 2000
MOST_UNPACKED: Final = 200 * 1000 * 1000
MOST_RATIO: Final = 200
# Its directory is read whole, each entry of it a hundred times its length in memory.
MOST_DIRECTORY: Final = 1_000_000

DOCX_MAIN: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP64_END: Final = b"PK\x06\x07"
_NAME_MOST: Final = 150


@dataclass(frozen=True, slots=True)
class FileType:
    """A type that is taken: its code, what a browser is told, the ending of its name, and its word."""

    code: str
    content_type: str
    ending: str
    word: str


TYPES: Final = {
    one.code: one
    for one in (
        FileType("jpg", "image/jpeg", ".jpg", "JPG picture"),
        FileType("png", "image/png", ".png", "PNG picture"),
        FileType("heic", "image/heic", ".heic", "HEIC picture"),
        FileType("pdf", "application/pdf", ".pdf", "PDF"),
        FileType(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ".docx",
            "Word letter",
        ),
        FileType("mp4", "video/mp4", ".mp4", "MP4 video"),
        FileType("mp3", "audio/mpeg", ".mp3", "MP3 sound"),
    )
}
BY_CONTENT_TYPE: Final = {one.content_type: one for one in TYPES.values()}
# What a browser's file window shows first. The check is the content's.
ACCEPT: Final = ",".join((*(one.ending for one in TYPES.values()), ".jpeg"))
_ENDINGS: Final = {**{code: (one.ending,) for code, one in TYPES.items()}, "jpg": (".jpg", ".jpeg")}


def type_of(file: BinaryIO, size: int) -> FileType:
    """What a file is. Leaves it at its beginning.

    Raises Refused: file_empty, file_too_large, file_wrong_type (none of the seven, damaged, or two files in one).
    """
    if not size:
        raise Refused("file_empty", {})
    if size > LIMIT:
        raise Refused("file_too_large", {"megabytes": MEGABYTES})
    try:
        found = _type(file, size)
    finally:
        file.seek(0)
    if found is None:
        raise Refused("file_wrong_type", {})
    return TYPES[found]


def clean_name(name: str, kind: FileType) -> str:
    """The name as it may stand on a page and in a download: one line, no path, nothing hidden, the right ending."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Control characters, and those that turn the reading direction round: "gpj.exe" must not read "exe.jpg".
    text = "".join(one for one in text if unicodedata.category(one)[0] not in "C")
    text = re.sub(r'[<>:"|?*\s]+', " ", text).strip().rstrip(".")
    stem = text
    for ending in _ENDINGS[kind.code]:
        if text.lower().endswith(ending):
            stem = text[: -len(ending)]
            return f"{stem[:_NAME_MOST].strip(' .') or 'file'}{ending}"
    return f"{stem[:_NAME_MOST].strip(' .') or 'file'}{kind.ending}"


def _type(file: BinaryIO, size: int) -> str | None:
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(b"PK\x03\x04"):
        return "docx" if _is_letter(file, size) else None
    if _ends_as_zip(file, size):
        return None
    guess = filetype.guess(head)
    mime = guess.mime if guess else ""
    if mime in {"image/jpeg", "image/png"}:
        return _picture(file, mime)
    if mime == "image/heic" or (head[4:12] == b"ftypheix"):
        return "heic"
    if mime == "video/mp4":
        return "mp4"
    if mime == "application/pdf":
        return "pdf" if re.match(rb"%PDF-[12]\.\d", head) else None
    if mime == "audio/mpeg":
        return "mp3" if _sounds(file, head) else None
    return None


def _picture(file: BinaryIO, mime: str) -> str | None:
    """The picture's type where its head can be read. Pillow itself refuses one of more than 179 million points."""
    name, code = ("JPEG", "jpg") if mime == "image/jpeg" else ("PNG", "png")
    file.seek(0)
    try:
        with Image.open(file, formats=[name]) as image:
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return code


def _ends_as_zip(file: BinaryIO, size: int) -> bool:
    """Whether a zip's directory closes the file: two files in one, which one program shows and another unpacks."""
    length = min(size, 22 + 65535)
    file.seek(size - length)
    tail = file.read(length)
    place = tail.find(_ZIP_END)
    while place >= 0:
        comment = int.from_bytes(tail[place + 20 : place + 22], "little")
        if len(tail) >= place + 22 and place + 22 + comment == len(tail):
            return True
        place = tail.find(_ZIP_END, place + 1)
    return False


def _directory(file: BinaryIO, size: int) -> int:
    """How long the directory is that a zip says it has; more than may be where it says that as files of 4 GB do."""
    length = min(size, 20 + 22 + 65535)
    file.seek(size - length)
    tail = file.read(length)
    place = tail.rfind(_ZIP_END)
    if place < 0 or tail[max(0, place - 20) : place].startswith(_ZIP64_END):
        return MOST_DIRECTORY + 1
    return int.from_bytes(tail[place + 12 : place + 16], "little")


def _is_letter(file: BinaryIO, size: int) -> bool:
    """Whether a zip is a Word letter without macros that cannot grow without measure. Reads its directory alone."""
    if _directory(file, size) > MOST_DIRECTORY:
        return False
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            names = {one.filename for one in entries}
            unpacked = sum(one.file_size for one in entries)
            if (
                len(entries) > MOST_ENTRIES
                or len(names) != len(entries)
                or unpacked > MOST_UNPACKED
                or unpacked > size * MOST_RATIO
                # Entries that lie over each other: little in the file, and no end of it when unpacked.
                or sum(one.compress_size for one in entries) > size
                or any(one.flag_bits & 0x1 for one in entries)
                or any(name.lower().endswith("vbaproject.bin") for name in names)
                or not {"[Content_Types].xml", "word/document.xml"} <= names
            ):
                return False
            with archive.open("[Content_Types].xml") as content_types:
                return DOCX_MAIN in content_types.read(1_000_000)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return False
    except Exception as error:
        if type(error).__module__ in {"zlib", "lzma", "_lzma"}:
            return False
        raise


_BIT_RATES: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BIT_RATES_2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _sounds(file: BinaryIO, head: bytes) -> bool:
    """Whether two frames of MPEG layer 3 follow each other, after the tag where there is one.

    The two bytes that such a file begins with are too few to tell it from anything else.
    """
    start = 0
    if head.startswith(b"ID3") and len(head) >= 10:
        size = head[6:10]
        if any(byte > 0x7F for byte in size):
            return False
        start = 10 + (size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3])
    file.seek(start)
    data = file.read(HEAD).lstrip(b"\0")
    length = _frame(data)
    return bool(length and _frame(data[length:]))


def _frame(data: bytes) -> int:
    """The length of the frame that begins here, 0 where none does."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[1] >> 3 & 3, data[1] >> 1 & 3
    rate, sampling = data[2] >> 4, data[2] >> 2 & 3
    if version == 1 or layer != 1 or rate in {0, 15} or sampling == 3:
        return 0
    kilobits = (_BIT_RATES if version == 3 else _BIT_RATES_2)[rate]
    samples = 144_000 if version == 3 else 72_000
    return samples * kilobits // _SAMPLES[version][sampling] + (data[2] >> 1 & 1)
