"""Files and questions on a landlord's live cases, in each state in which a team meets them."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from putright.accounts.models import Landlord, Person
from putright.complaints.evidence import actions
from putright.complaints.evidence.actions import Answer, Question, Upload
from putright.complaints.evidence.copies import Box
from putright.complaints.models import CaseFile, Complaint, EvidenceRequest, Finding
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar

from .live import Team

# Stages at which a finding may still be worked on, and at which somebody may be asked.
AT_WORK = ("acknowledged", "stage2_acknowledged")
MOST = 6


def photograph(damp: int, *, turned: bool = False) -> bytes:
    """A wall with a stain, as a telephone would send it: with a place, which the copies for others must not show."""
    image = Image.new("RGB", (800, 600), (214, 206, 190))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, 800, 600), fill=(120, 92, 66))
    draw.rectangle((520, 90, 740, 330), fill=(176, 205, 224), outline=(240, 240, 240), width=12)
    for ring in range(damp):
        spread = 34 * (damp - ring)
        shade = 150 - 14 * ring
        draw.ellipse(
            (60 - spread // 3, 60 - spread // 4, 120 + spread, 110 + spread),
            fill=(shade, shade - 18, shade - 52),
        )
    exif = Image.Exif()
    exif[271], exif[274] = "Telephone", 6 if turned else 1
    exif.get_ifd(34853).update({1: "N", 2: (51.0, 30.0, 12.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70, exif=exif.tobytes())
    return out.getvalue()


def paper(lines: tuple[str, ...]) -> bytes:
    """A page of a contractor's job sheet, as a picture."""
    image = Image.new("RGB", (620, 420), (252, 252, 250))
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text((40, 40 + 34 * number), line, fill=(20, 20, 20), font_size=20)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def gather_evidence(landlord: Landlord, team: Team, now: datetime) -> None:
    """Gives the landlord's live cases files, and asks contractors: answered, waiting, late, not theirs, cancelled."""
    with as_landlord(landlord.id):
        cases = list(
            Complaint.objects.filter(landlord=landlord, imported=False, state__in=AT_WORK)
            .select_related("handler", "reviewer")
            .order_by("id")[:MOST]
        )
        for number, complaint in enumerate(cases):
            _photographs(complaint, number, now)
            _questions(complaint, number, team, now)
    actions.scan_waiting(landlord.id, now)
    with as_landlord(landlord.id):
        for complaint in cases:
            _afterwards(complaint, team, now)
    actions.chase(landlord.id, now)


def _photographs(complaint: Complaint, number: int, now: datetime) -> None:
    for turn in range(1 + number % 2):
        actions.add_file(
            complaint,
            Upload.of(f"bedroom wall {turn + 1}.jpg", photograph(3 + number % 3 + turn, turned=turn == 1)),
            about="The wall beside the window, this week",
            by=By.resident(),
            at=now - timedelta(days=2),
        )


def _questions(complaint: Complaint, number: int, team: Team, now: datetime) -> None:
    by = By.staff((complaint.reviewer or complaint.handler or team.officer).id, "")
    england = Calendar.england()
    today = timezone.localdate(now)
    asked_at = now - timedelta(days=9)
    late = england.add(today - timedelta(days=8), 2)
    soon = england.add(today, 2)
    what = "When did you inspect the wall and the roof above it, and what did you find? Is a repair booked?"
    question = Question(
        email="works@harbour-repairs.example",
        organisation="Harbour Repairs",
        name="Dispatch desk",
        question=what,
        due_on=soon if number in {0, 3} else late,
        photographs="The wall, and the gutter above it",
        adjustments="Ring twice and wait. Mornings only.",
    )
    asked = actions.ask_evidence(complaint, question, by=by, at=asked_at)
    if number == 0:
        _answered(asked, now)
    elif number == 2:
        actions.refer_on(
            asked,
            ask_instead="Crest Roofing, who hold the contract for roofs",
            by=By.link(),
            at=now - timedelta(days=3),
        )
    elif number == 4:
        actions.answer_evidence(
            asked,
            Answer("We hold no job for this address before March.", "record_missing"),
            by=By.link(),
            at=now - timedelta(days=1),
        )
    elif number == 5:
        actions.cancel_evidence(
            asked, because="The surveyor's report answers it", by=by, at=now - timedelta(days=1)
        )


def _answered(asked: EvidenceRequest, now: datetime) -> None:
    at = now - timedelta(days=1)
    sheet = paper(
        (
            "HARBOUR REPAIRS   JOB 20418",
            "",
            "Gutter blocked, downpipe split",
            "Neighbour: Mrs A. Other, flat 4",
            "Cleared",
        )
    )
    by = By.link()
    actions.add_file_by_link(asked, Upload.of("job sheet.png", sheet), by=by, at=at)
    actions.add_file_by_link(asked, Upload.of("gutter.jpg", photograph(2)), by=by, at=at)
    visit = timezone.localdate(now) - timedelta(days=3)
    answer = Answer(
        "The gutter was blocked and the downpipe had split. Both are mended. The wall needs two weeks to dry.",
        "visited",
        visit,
        time(10, 40),
    )
    actions.answer_evidence(asked, answer, by=by, at=at)


def _afterwards(complaint: Complaint, team: Team, now: datetime) -> None:
    """The job sheet is redacted and shown to the resident; the first finding rests on what there is."""
    writer: Person = complaint.reviewer or complaint.handler or team.officer
    by = By.staff(writer.id, "")
    files = CaseFile.objects.filter(landlord=complaint.landlord, complaint=complaint)
    sheet = files.filter(name="job sheet.png", shared__isnull=False).first()
    if sheet is not None:
        actions.redact(
            sheet,
            boxes=[Box(5, 33, 60, 9)],
            taken_out="The name and flat of a neighbour",
            because="They have nothing to do with this complaint",
            by=by,
            at=now,
        )
        actions.share_file(sheet, by=by, at=now)
    finding = (
        Finding.objects.filter(landlord=complaint.landlord, complaint=complaint)
        .select_related("point")
        .order_by("-stage", "point__number")
        .first()
    )
    stage = 2 if complaint.state == "stage2_acknowledged" else 1
    if finding is not None and finding.stage == stage:
        ids = list(files.values_list("id", flat=True))
        actions.choose_evidence(complaint, finding.point, stage, ids, by=by, at=now)
