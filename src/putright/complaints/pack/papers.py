"""The evidence pack as files: its PDF, and a ZIP that is sent while it is read, so that no more than a chunk is held.

The ZIP's names are plain and numbered, so that every program can unpack them: `index.html` lists each with date, size
and SHA-256, `evidence-pack.pdf` is the document itself, `letters/` and `files/` the originals, `SHA256SUMS.txt` for
whoever checks by machine.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation

from putright.complaints import letters
from putright.complaints.letters import Content, LetterNotRendered
from putright.record import documents
from putright.record.documents import DocumentDamaged, DocumentForgotten
from putright.ui import languages

from .gathering import Case, Paper

INDEX: Final = "index.html"
PDF: Final = "evidence-pack.pdf"
SHEET: Final = "pack.css"
SUMS: Final = "SHA256SUMS.txt"
_SHEET: Final = Path(__file__).with_name("pack.css")
# What is packed already gets no smaller: it is wrapped, and costs no time.
_SMALL_ALREADY: Final = ("image/", "video/", "audio/", "application/pdf", "application/vnd.openxmlformats")
# A ZIP knows no day before this one.
_FIRST_DAY: Final = date(1980, 1, 1)


@dataclass
class _Listed:
    """A file as the index has it."""

    paper: Paper
    size: int = 0
    sha256: str = ""
    damaged: bool = False

    @property
    def said_size(self) -> str:
        return in_words(self.size)


@dataclass
class _Out:
    """What the archive writes into: it is handed on, and cannot be gone back in."""

    parts: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here that `taken` would not give."""

    def close(self) -> None:
        """Nothing is held open."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self.parts)
        self.parts.clear()
        return data


def in_words(size: int) -> str:
    """A file's size as a phone shows it: 340 KB, 1.2 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def pdf_of(content: Content) -> bytes:
    """The pack as a tagged PDF (PDF/UA-1), made by the letters' typesetter in a process of its own.

    Raises LetterNotRendered.
    """
    return letters.pdf(content)


def name_of(case: Case, ending: str) -> str:
    """The name under which a pack is saved: the reference and the day, in letters that every program can read."""
    reference = "".join(
        one for one in case.complaint.reference if one.isascii() and (one.isalnum() or one == "-")
    )
    return f"evidence-pack-{reference}-{case.on.isoformat()}.{ending}"


def zip_of(case: Case, content: Content) -> Iterator[bytes]:
    """The pack as a ZIP, piece by piece, inside or outside a transaction. At most a chunk and the PDF are in memory.

    What cannot be read is named in the index, which is written last and tells what really is there. The caller's door
    must have said yes to the case before.
    """
    out = _Out()
    listed = {one.number: _Listed(one) for one in case.papers}
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        pdf = _pdf_or_none(content)
        if pdf is not None:
            yield from _put(archive, out, PDF, case.on, iter((pdf,)), "application/pdf")
            sums.append((hashlib.sha256(pdf).hexdigest(), PDF))
        inside = [one for one in case.papers if one.document is not None]
        wanted = [one.document for one in inside if one.document is not None]
        for (document, pieces), paper in zip(
            documents.read_many(case.complaint.landlord_id, wanted), inside, strict=True
        ):
            row = listed[paper.number]
            row.size, row.sha256 = document.size, document.sha256
            try:
                yield from _put(archive, out, paper.path, paper.on, _begun(pieces), document.content_type)
            except (DocumentDamaged, DocumentForgotten):
                row.damaged = True
                yield out.taken()
            else:
                sums.append((document.sha256, paper.path))
        sheet = _SHEET.read_bytes()
        yield from _put(archive, out, SHEET, case.on, iter((sheet,)), "text/css")
        sums.append((hashlib.sha256(sheet).hexdigest(), SHEET))
        index = index_of(case, content, list(listed.values()), pdf).encode()
        sums.append((hashlib.sha256(index).hexdigest(), INDEX))
        yield from _put(archive, out, INDEX, case.on, iter((index,)), "text/html")
        lines = "".join(f"{digest}  {name}\n" for digest, name in sums).encode()
        yield from _put(archive, out, SUMS, case.on, iter((lines,)), "text/plain")
    yield out.taken()


def index_of(case: Case, content: Content, rows: list[_Listed], pdf: bytes | None) -> str:
    """The page that lists every file of the ZIP and holds the pack itself, to be read without a network."""
    language = languages.language(content["language"])
    with translation.override(language.code):
        return render_to_string(
            "complaints/resident/pack/index.html",
            {
                "content": content,
                "language": language,
                "rows": rows,
                "pdf": PDF if pdf is not None else "",
                "pdf_size": in_words(len(pdf)) if pdf is not None else "",
                "pdf_sha256": hashlib.sha256(pdf).hexdigest() if pdf is not None else "",
                "sheet": SHEET,
                "landlord": case.complaint.landlord,
            },
        )


def _pdf_or_none(content: Content) -> bytes | None:
    """The PDF, or None where it cannot be made: the originals matter more, and the index says that it is missing."""
    try:
        return pdf_of(content)
    except LetterNotRendered:
        return None


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces with the first one read already: what is not there at all never opens an entry."""
    first = next(pieces, b"")

    def whole() -> Iterator[bytes]:
        yield first
        yield from pieces

    return whole()


def _put(
    archive: zipfile.ZipFile, out: _Out, name: str, on: date, pieces: Iterator[bytes], content_type: str
) -> Iterator[bytes]:
    info = zipfile.ZipInfo(name, (*max(on, _FIRST_DAY).timetuple()[:3], 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    # Readable by everybody who unpacks it, and nothing more.
    info.external_attr = 0o644 << 16
    # `archive.open` takes the level from the entry, which has no public name for it before Python 3.13.
    info._compresslevel = 0 if content_type.startswith(_SMALL_ALREADY) else 6  # type: ignore[attr-defined]
    with archive.open(info, "w") as entry:
        for piece in pieces:
            entry.write(piece)
            yield out.taken()
    yield out.taken()
