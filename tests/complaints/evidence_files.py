"""Small files of every kind that people send, made here, and those that pretend to be one."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)


def jpeg(size: tuple[int, int] = (120, 80), *, gps: bool = False, turned: bool = False) -> bytes:
    """A photograph, blue on its left half and red on its right; with a place, or turned by the camera, if asked."""
    image = Image.new("RGB", size, (20, 20, 220))
    image.paste((220, 20, 20), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[271] = "Camera of Tamsin"
    if turned:
        exif[274] = 6
    if gps:
        exif.get_ifd(34853).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes(), comment=b"a comment about Tamsin", quality=95)
    return out.getvalue()


def png() -> bytes:
    from PIL.PngImagePlugin import PngInfo

    about = PngInfo()
    about.add_text("Author", "Tamsin")
    exif = Image.Exif()
    exif[271] = "Camera of Tamsin"
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 200, 0, 120)).save(out, "PNG", pnginfo=about, exif=exif)
    return out.getvalue()


def heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08free" * 4


def pdf(text: str = "A letter") -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n% " + text.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def docx(**more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", "<w:document/>")
        for name, data in more.items():
            archive.writestr(name.replace("__", "/").replace("_bin", ".bin"), data)
    return out.getvalue()


def mp4() -> bytes:
    return b"\0\0\0\x18ftypisom\0\0\x02\0isommp42" + b"\0\0\0\x08free" * 4


def mp3(*, tagged: bool = True) -> bytes:
    frame = b"\xff\xfb\x90\x00" + bytes(413)
    tag = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)
    return (tag if tagged else b"") + frame * 3


GOOD = {"jpg": jpeg(), "png": png(), "heic": heic(), "pdf": pdf(), "docx": docx(), "mp4": mp4(), "mp3": mp3()}


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return out.getvalue()


def zip_bomb() -> bytes:
    """A letter of 300 KB that becomes 300 MB when somebody opens it."""
    return docx(word__media=bytes(300_000_000))


def overlapping() -> bytes:
    """A letter whose directory names one entry's bytes many times over under other names."""
    data = docx(word__a=bytes(range(256)) * 300)
    place = data.rindex(b"PK\x05\x06")
    start = int.from_bytes(data[place + 16 : place + 20], "little")
    entries = data[start:place]
    last = entries[entries.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"word/a", b"word/" + bytes([98 + turn])) for turn in range(20))
    count = int.from_bytes(data[place + 10 : place + 12], "little") + 20
    end = bytearray(data[place:])
    end[8:10] = end[10:12] = count.to_bytes(2, "little")
    end[12:16] = (len(entries) + len(copies)).to_bytes(4, "little")
    return data[:place] + copies + bytes(end)


EXE = b"MZ\x90\0\x03\0\0\0" + bytes(120) + b"PE\0\0" + bytes(200)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
BAD = {
    "exe": EXE,
    "svg": SVG,
    "html": HTML,
    "text": b"only words",
    "gif": b"GIF89a" + bytes(40),
    "zip": plain_zip(),
    "picture with a zip behind it": jpeg() + plain_zip(),
    "letter with macros": docx(word__vbaProject_bin=b"macro"),
    "zip that is no letter": plain_zip().replace(b"run.js", b"word/x"),
    "program with a letter behind it": EXE + docx(),
    "cut picture": jpeg()[:40],
    "two bytes of sound": b"\xff\xfb" + b"<script>alert(1)</script>" * 40,
    "tag of sound alone": b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + HTML,
    "word pdf": b"%PDFscript" + HTML,
    "entries over each other": overlapping(),
}
