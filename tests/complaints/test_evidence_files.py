"""What is taken as a file, what a copy still holds, and what the scanner's answers mean."""

from __future__ import annotations

import io
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.core.exceptions import ImproperlyConfigured, RequestDataTooBig
from django.test import RequestFactory
from PIL import Image

from putright.complaints.evidence import checks, copies, scanning
from putright.complaints.evidence.copies import Box, NoCopy
from putright.complaints.evidence.scanning import NoScan, Scanned, scan
from putright.complaints.evidence.uploads import MOST_OF_REQUEST, Limited
from putright.config import environment
from putright.rules.errors import Refused
from tests.complaints import evidence_files as made


def type_of(data: bytes) -> str:
    try:
        return checks.type_of(io.BytesIO(data), len(data)).code
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("code", made.GOOD)
def test_each_type_is_known_by_its_content(code: str) -> None:
    assert type_of(made.GOOD[code]) == code


def test_sound_without_a_tag_is_known_too() -> None:
    assert type_of(made.mp3(tagged=False)) == "mp3"


@pytest.mark.parametrize("what", made.BAD)
def test_what_is_something_else_is_not_taken(what: str) -> None:
    assert type_of(made.BAD[what]) == "file_wrong_type"


def test_a_letter_that_would_fill_the_memory_is_not_taken() -> None:
    data = made.zip_bomb()
    assert len(data) < 1_000_000
    assert type_of(data) == "file_wrong_type"


@pytest.mark.parametrize("end", [b"", b"PK\x06\x07" + bytes(16)])
def test_a_zip_whose_directory_alone_would_fill_the_memory_is_not_read(
    end: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    directory = entry * ((1 if end else checks.MOST_DIRECTORY // len(entry)) + 1)
    closing = b"PK\x05\x06" + bytes(8) + len(directory).to_bytes(4, "little") + bytes(6)
    monkeypatch.setattr(checks.zipfile, "ZipFile", mock.Mock(side_effect=AssertionError("read")))
    assert type_of(b"PK\x03\x04" + directory + end + closing) == "file_wrong_type"


def test_an_empty_file_and_one_that_is_too_large_are_not_taken() -> None:
    assert type_of(b"") == "file_empty"
    with pytest.raises(Refused) as refused:
        checks.type_of(io.BytesIO(made.pdf()), checks.LIMIT + 1)
    assert refused.value.code == "file_too_large"
    assert checks.type_of(io.BytesIO(made.pdf()), checks.LIMIT).code == "pdf"


@pytest.mark.parametrize(
    ("typed", "code", "kept"),
    [
        ("Bad mould.JPG", "jpg", "Bad mould.jpg"),
        ("scan.jpeg", "jpg", "scan.jpeg"),
        ("photo.exe", "jpg", "photo.exe.jpg"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\Tamsin\\letter.pdf", "pdf", "letter.pdf"),
        ("photo\u202egpj.exe", "png", "photogpj.exe.png"),
        ("two\r\nlines.pdf", "pdf", "twolines.pdf"),
        ('say "hello".pdf', "pdf", "say hello.pdf"),
        ("", "mp4", "file.mp4"),
        (".pdf", "pdf", "file.pdf"),
        ("x" * 400 + ".docx", "docx", "x" * 150 + ".docx"),
        ("نمی.jpg", "jpg", "نمی.jpg"),
    ],
)
def test_a_name_is_cleaned_and_kept(typed: str, code: str, kept: str) -> None:
    assert checks.clean_name(typed, checks.TYPES[code]) == kept


# Copies


def about(data: bytes) -> tuple[dict[int, object], dict[str, object]]:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        gps = dict(image.getexif().get_ifd(34853))
        return {**dict(image.getexif()), **gps}, dict(image.info)


def test_a_copy_of_a_photograph_knows_no_place_and_no_camera() -> None:
    original = made.jpeg(gps=True)
    assert 34853 in about(original)[0]
    copy = copies.shared_copy(io.BytesIO(original), "image/jpeg")
    exif, info = about(copy)
    assert exif == {}
    assert not {"exif", "comment", "icc_profile", "xmp"} & set(info)
    assert b"Tamsin" not in copy and b"Exif" not in copy


def test_a_copy_of_a_drawing_knows_nothing_either_and_stays_see_through() -> None:
    copy = copies.shared_copy(io.BytesIO(made.png()), "image/png")
    assert b"Tamsin" not in copy and b"tEXt" not in copy and b"eXIf" not in copy
    with Image.open(io.BytesIO(copy)) as image:
        assert image.mode == "RGBA"


def test_a_copy_stands_upright_as_the_camera_showed_it() -> None:
    copy = copies.shared_copy(io.BytesIO(made.jpeg((120, 80), turned=True)), "image/jpeg")
    with Image.open(io.BytesIO(copy)) as image:
        assert image.size == (80, 120)
        # Turned by a quarter: what was on the left is now on top.
        above, below = image.getpixel((40, 10)), image.getpixel((40, 110))
    assert isinstance(above, tuple) and isinstance(below, tuple)
    assert above[2] > 150 > above[0] and below[0] > 150 > below[2]


def test_a_copy_is_never_larger_than_needed() -> None:
    copy = copies.shared_copy(io.BytesIO(made.jpeg((4000, 1000))), "image/jpeg")
    with Image.open(io.BytesIO(copy)) as image:
        assert image.size == (3000, 750)


def test_a_picture_that_is_damaged_or_too_fine_has_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoCopy):
        copies.shared_copy(io.BytesIO(made.jpeg((600, 600))[:900]), "image/jpeg")
    monkeypatch.setitem(copies.MOST_PIXELS, "image/png", 10)
    with pytest.raises(NoCopy, match="too many points"):
        copies.shared_copy(io.BytesIO(made.png()), "image/png")


def test_what_is_painted_over_is_gone_and_the_rest_is_there() -> None:
    copy = copies.shared_copy(io.BytesIO(made.jpeg((200, 100))), "image/jpeg")
    painted = copies.painted(copy, "image/jpeg", [Box(0, 0, 25, 100), Box(99, 99, 1, 1)])
    with Image.open(io.BytesIO(painted)) as image:
        hidden, blue, red = image.getpixel((20, 50)), image.getpixel((80, 50)), image.getpixel((150, 50))
        assert image.size == (200, 100)
    assert all(isinstance(one, tuple) for one in (hidden, blue, red))
    assert sum(hidden) < 30 and blue[2] > 150 and red[0] > 150  # type: ignore[arg-type, index]
    with Image.open(io.BytesIO(copies.preview(copy, "image/jpeg", [Box(0, 0, 25, 100)]))) as image:
        assert image.format == "JPEG"


# The scanner

Talk = Callable[[socket.socket], None]


@contextmanager
def daemon(talk: Talk, path: Path | None = None) -> Iterator[str]:
    """A stand-in for clamd on a real socket, for one question."""
    if path is None:
        listening = socket.create_server(("127.0.0.1", 0))
        where = f"127.0.0.1:{listening.getsockname()[1]}"
    else:
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(path))
        listening.listen()
        where = str(path)
    listening.settimeout(10)

    def serve() -> None:
        try:
            link, _address = listening.accept()
            with link:
                link.settimeout(10)
                talk(link)
        except OSError:
            return

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield where
    finally:
        listening.close()
        thread.join(10)


def exactly(link: socket.socket, length: int) -> bytes:
    data = b""
    while len(data) < length:
        piece = link.recv(length - len(data))
        if not piece:
            raise OSError("ended early")
        data += piece
    return data


def heard(link: socket.socket) -> bytes:
    """What was asked, as clamd reads it."""
    assert exactly(link, 10) == b"zINSTREAM\0"
    data = b""
    while length := int.from_bytes(exactly(link, 4), "big"):
        data += exactly(link, length)
    return data


def clamd(link: socket.socket) -> None:
    found = made.EICAR in heard(link)
    link.sendall(b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if found else b"stream: OK\0")


def saying(*pieces: bytes) -> Talk:
    def talk(link: socket.socket) -> None:
        heard(link)
        for piece in pieces:
            link.sendall(piece)

    return talk


@pytest.fixture
def asked(settings: object) -> Callable[[str], None]:
    def set_to(where: str) -> None:
        settings.CLAMAV = where  # type: ignore[attr-defined]

    return set_to


def test_the_scanner_is_asked_piece_by_piece_and_answers(asked: Callable[[str], None]) -> None:
    with daemon(clamd) as where:
        asked(where)
        assert scan([b"a" * 70_000, b"", b"b"]) == Scanned("")
    with daemon(clamd) as where:
        asked(where)
        assert scan([b"before ", made.EICAR]) == Scanned("Win.Test.EICAR_HDB-1")


def test_the_scanner_may_listen_on_a_socket_of_this_machine(
    asked: Callable[[str], None], tmp_path: Path
) -> None:
    with daemon(clamd, tmp_path / "clamd.sock") as where:
        asked(where)
        assert scan([made.EICAR]).virus
    asked(str(tmp_path / "not there"))
    with pytest.raises(NoScan, match="could not be asked"):
        scan([b"x"])


def test_an_answer_may_come_in_two_halves(asked: Callable[[str], None]) -> None:
    with daemon(saying(b"stream", b": OK\0")) as where:
        asked(where)
        assert scan([b"x"]) == Scanned("")


@pytest.mark.parametrize(
    "said",
    [
        (b"stream: OK",),  # broken off before its end
        (b"stream: O",),
        (b"",),
        (b"stream: INSTREAM size limit exceeded. ERROR\0",),
        (b"UNKNOWN COMMAND\0",),
        (b"stream: OK FOUND OK\0",),
        (b"x" * 5000,),
    ],
)
def test_whatever_is_no_clear_answer_is_none(said: tuple[bytes, ...], asked: Callable[[str], None]) -> None:
    with daemon(saying(*said)) as where:
        asked(where)
        with pytest.raises(NoScan):
            scan([b"x"])


def test_a_scanner_that_says_nothing_is_not_waited_for(asked: Callable[[str], None]) -> None:
    done = threading.Event()

    def silent(link: socket.socket) -> None:
        heard(link)
        done.wait(10)

    with daemon(silent) as where:
        asked(where)
        with pytest.raises(NoScan):
            scan([b"x"], seconds=0.2)
        done.set()


def test_nobody_listening_is_no_answer(asked: Callable[[str], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
    asked(where)
    with pytest.raises(NoScan):
        scan([b"x"])


def test_files_are_held_unless_an_operator_says_otherwise(settings: object) -> None:
    assert not scanning.is_set() and not scanning.unscanned_open()
    settings.UNSCANNED_FILES = "open"  # type: ignore[attr-defined]
    assert scanning.unscanned_open()
    settings.CLAMAV = "127.0.0.1:3310"  # type: ignore[attr-defined]
    assert scanning.is_set() and not scanning.unscanned_open()


@pytest.mark.parametrize("wrong", ["localhost", "3310", "host:", "host:x", ":3310"])
def test_a_scanner_that_cannot_be_reached_stops_the_start(
    wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUTRIGHT_CLAMAV", wrong)
    with pytest.raises(ImproperlyConfigured, match="HOST:PORT or to the path"):
        environment.socket("PUTRIGHT_CLAMAV")
    for right in ("127.0.0.1:3310", "/run/clamav/clamd.ctl"):
        monkeypatch.setenv("PUTRIGHT_CLAMAV", right)
        assert environment.socket("PUTRIGHT_CLAMAV") == right


# Uploads


def test_a_request_with_far_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(RequestDataTooBig):
        Limited().handle_raw_input(None, {}, MOST_OF_REQUEST + 1, None)
    assert Limited().handle_raw_input(None, {}, MOST_OF_REQUEST, None) is None


def test_of_one_file_no_more_than_its_limit_is_kept(settings: object) -> None:
    settings.FILE_UPLOAD_HANDLERS = [  # type: ignore[attr-defined]
        "putright.complaints.evidence.uploads.Limited",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    big, small = io.BytesIO(bytes(checks.LIMIT + 3_000_000)), io.BytesIO(b"after it")
    big.name, small.name = "big.pdf", "small.pdf"
    request = RequestFactory().post("/", {"big": big, "small": small})
    assert checks.LIMIT < request.FILES["big"].size < checks.LIMIT + 200_000
    assert request.FILES["small"].read() == b"after it"
