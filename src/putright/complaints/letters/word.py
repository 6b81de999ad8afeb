"""Makes a letter as a Word file. A program of its own: JSON on standard input, the file on standard output.

For those who must have Word. It is a copy of the issued letter, made from its frozen content whenever somebody asks:
the same content gives the same bytes. Like the typesetter it imports nothing of ours, so that no web worker carries
the libraries. Its exit code is 0 with a file, 2 where the content is no letter.

The text comes in through docxtpl, which escapes it: nothing that a person wrote is ever markup. Direction and language
stand on each run, so that Word draws and reads Urdu from the right.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate

TEMPLATE = Path(__file__).with_name("letter.docx.xml")
# Languages as Word knows them; the letter's own codes otherwise.
TAGS = {
    "en": "en-GB",
    "ar": "ar-SA",
    "ur": "ur-PK",
    "bn": "bn-BD",
    "pa": "pa-IN",
    "pl": "pl-PL",
    "ro": "ro-RO",
}
FONT = "Arial"
# The earliest day that a ZIP archive can name: a file's own date would make each copy another file.
NO_DATE = (1980, 1, 1, 0, 0, 0)


class NotALetter(Exception):
    """What came is not the content of a letter."""


def word(content: dict[str, Any], logo: bytes | None = None) -> bytes:
    """The letter as a .docx file, with the landlord's logo where there is one. Raises NotALetter."""
    try:
        template = _template(content, logo)
        template.render(_context(content), autoescape=True)
        return _dateless(template)
    except (KeyError, TypeError, ValueError) as error:
        raise NotALetter(f"The content of the letter cannot be read: {error!r}") from error


def _template(content: dict[str, Any], logo: bytes | None) -> DocxTemplate:
    """An empty letter of this landlord and size, whose body is our template."""
    document = Document()
    size = int(content.get("print_size") or (18 if content["large_print"] else 12))
    rtl = content["direction"] == "rtl"
    _style(document, size, content)
    section = document.sections[0]
    section.start_type = WD_SECTION_START.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(19), Mm(21)
    if rtl:
        # Word asks for an order: the direction stands before the grid.
        section._sectPr.find(qn("w:docGrid")).addprevious(OxmlElement("w:bidi"))
    if logo:
        section.different_first_page_header_footer = True
        picture = (
            section.first_page_header.paragraphs[0].add_run().add_picture(io.BytesIO(logo), height=Mm(14))
        )
        picture._inline.docPr.set("descr", content["landlord"]["name"])
        section.first_page_footer.paragraphs[0].text = _footer(content)
    section.footer.paragraphs[0].text = _footer(content)
    about = document.core_properties
    about.title, about.author = content["document_title"], content["landlord"]["name"]
    about.subject, about.language = content["reference"], TAGS.get(content["language"], content["language"])
    about.created = about.modified = datetime.fromisoformat(content["date"])
    about.last_modified_by, about.comments, about.keywords = "", "", ""
    body = document.element.body
    ours = parse_xml(TEMPLATE.read_bytes())
    last = body.sectPr
    for child in list(body):
        if child is not last:
            body.remove(child)
    # What the template says between two paragraphs is text of the tree: it goes with its neighbours.
    for child in reversed(list(ours)):
        body.insert(0, child)
    body.text = ours.text
    held = io.BytesIO()
    document.save(held)
    return DocxTemplate(held)


def _footer(content: dict[str, Any]) -> str:
    return f"{content['labels']['reference']}: {content['reference']}"


def _style(document: Any, size: int, content: dict[str, Any]) -> None:
    """Sizes and fonts of the styles that the letter uses; sizes of complex scripts are named apart in Word."""
    red, green, blue = (int(content["landlord"]["ink"].lstrip("#")[at : at + 2], 16) for at in (0, 2, 4))
    for name, factor in (
        ("Normal", 1.0),
        ("Heading 1", 1.5),
        ("Heading 2", 1.17),
        ("Heading 3", 1.04),
        ("List Bullet", 1.0),
    ):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(round(size * factor))
        settings = style.element.get_or_add_rPr()
        fonts = settings.find(qn("w:rFonts"))
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
        complex_size = settings.find(qn("w:szCs"))
        if complex_size is None:
            complex_size = OxmlElement("w:szCs")
            settings.append(complex_size)
        complex_size.set(qn("w:val"), str(round(size * factor) * 2))
        if name.startswith("Heading"):
            style.font.color.rgb = RGBColor(red, green, blue) if name == "Heading 1" else RGBColor(11, 12, 12)
        style.paragraph_format.space_after = Pt(size / 2)
    document.styles["Normal"].paragraph_format.line_spacing = 1.25


def _context(content: dict[str, Any]) -> dict[str, Any]:
    """The content with everything a line: text, language as Word names it, direction, whether it is a quotation."""

    def own(text: str, direction: str | None = None) -> dict[str, Any]:
        return _line(
            {"text": text, "lang": content["language"], "direction": direction or content["direction"]}
        )

    letter = dict(content)
    landlord = dict(content["landlord"])
    landlord["name_line"], landlord["team_line"] = own(landlord["name"]), own(landlord["team"])
    landlord["way_lines"] = [own(f"{way['label']}: {way['text']}") for way in landlord["ways"]]
    landlord["address"] = [_line(line) for line in landlord["address"]]
    letter["landlord"] = landlord
    letter["addressee"] = {"lines": [_line(line) for line in content["addressee"]["lines"]]}
    letter["fact_lines"] = [
        _line(fact["line"] | {"text": f"{fact['label']}: {fact['line']['text']}"})
        for fact in content["facts"]
    ]
    letter["title_line"], letter["empty"] = own(content["title"]), own("")
    letter["salutation"] = _line(content["salutation"])
    letter["closing"] = [_line(line) for line in content["closing"]]
    letter["blocks"] = [
        {
            "heading": _line(part["heading"]) if part["heading"] else None,
            "style": f"Heading{min(int(part['level']), 3)}",
            "paragraphs": [_line(line) for line in part["paragraphs"]],
            "items": [_line(line) for line in part["items"]],
            "rows": [
                {"label_line": own(row["label"]), "lines": [_line(line) for line in row["lines"]]}
                for row in part["rows"]
            ],
            "table": {
                "column_lines": [own(name) for name in part["table"]["columns"]],
                "rows": [[_line(line) for line in cells] for cells in part["table"]["rows"]],
            },
        }
        for part in content["blocks"]
    ]
    return {
        "letter": letter,
        "ink": content["landlord"]["ink"].lstrip("#"),
        "rtl": content["direction"] == "rtl",
    }


def _line(line: dict[str, Any]) -> dict[str, Any]:
    return {
        "text": line["text"],
        "tag": TAGS.get(line["lang"], line["lang"]),
        "direction": line["direction"],
        "quote": bool(line.get("quote")),
    }


def _dateless(template: DocxTemplate) -> bytes:
    """The file with the same date on every part, so that the same letter is the same file."""
    made, held = io.BytesIO(), io.BytesIO()
    template.save(made)
    with zipfile.ZipFile(made) as there, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as ours:
        for name in there.namelist():
            part = zipfile.ZipInfo(name, NO_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            ours.writestr(part, there.read(name))
    return held.getvalue()


def main() -> int:
    """Reads a letter and its logo from standard input and writes a Word file. Gives 2 for what is no letter."""
    try:
        sent = json.load(sys.stdin.buffer)
        if not isinstance(sent, dict) or "letter" not in sent:
            raise NotALetter("What is sent is a JSON object with a letter.")
        logo = base64.b64decode(sent["logo"]) if sent.get("logo") else None
        sys.stdout.buffer.write(word(sent["letter"], logo))
    except (NotALetter, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
