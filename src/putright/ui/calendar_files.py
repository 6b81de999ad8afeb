"""Whole days as a file that calendars of phones and computers take in (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse


@dataclass(frozen=True, slots=True)
class Day:
    """One entry: `id` is the same for the same day each time, so that a calendar that has it takes no second one."""

    id: str
    day: date
    words: str


def calendar_file(name: str, days: Iterable[Day], at: datetime) -> HttpResponse:
    """The file, to be downloaded under that name. Its entries last a day and leave the day free."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Putright//Complaints//EN"]
    for one in days:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{one.id}",
            f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}",
            _folded(f"SUMMARY:{_escaped(one.words)}"),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    response = HttpResponse(
        "".join(f"{line}\r\n" for line in lines), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """A line of 75 bytes at most, going on after a line end and a space."""
    parts: list[str] = [""]
    for character in line:
        if len((parts[-1] + character).encode()) > 70:
            parts.append("")
        parts[-1] += character
    return "\r\n ".join(parts)
