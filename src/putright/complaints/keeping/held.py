"""What is held about one person, as one ZIP: a page to read, the same as data, the letters and the files.

Staff make the whole answer and look through it before they give it: every table that points at a case is in it, found
from the models themselves, so that a table added later is in it too; what is left out stands here by name with the
reason. What residents take by themselves nobody has looked through: it holds what their pages show them, by name too.

Neither holds a private link, a file that nobody may open, the original of one that was redacted for others, or what
other people said of themselves.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model, Q
from django.http import FileResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from putright.accounts.doors import PutrightRequest
from putright.accounts.models import Person
from putright.complaints.evidence.actions import for_resident, openable
from putright.complaints.evidence.queries import name_outside
from putright.complaints.models import CaseFile, Complaint
from putright.record import chain, documents
from putright.record.chain import Noted
from putright.record.documents import Document
from putright.record.models import AccessEntry, Message
from putright.ui import languages

from .resident_words import TITLES

# In memory up to here, then on disk: a case may hold 250 MB of files.
IN_MEMORY = 4_000_000

LEFT_OUT: Mapping[str, str] = {
    "ShutOut": "says which members of staff are kept away, which is about them",
    "Restriction": "says which members of staff are kept away, which is about them",
    "History": "the row that an import brought; what it says stands in the case",
    "Draft": "the form before it was sent; what it says stands in the case",
    "AddedDay": "bank holidays",
    "Removal": "says who decided to remove details; nothing about the person",
    "Hold": "why details are kept for a claim or a case, which is between the landlord and its advisers",
}
# Read by the Member Responsible for Complaints alone, or not by whoever is named in it: so in no file that other staff
# make. The resident has it in what they take themselves.
SEALED = frozenset({"Confided", "Reprisal", "Worry"})


def _issued(complaint: Complaint) -> Q:
    return Q(stage__in=[one.number for one in complaint.stages.all() if one.answered_on])


def _all(complaint: Complaint) -> Q:
    return Q()


# The rows of a case that a resident takes by themselves. What is still being worked on is not among them.
THEIRS: Mapping[str, Callable[[Complaint], Q]] = {
    "Afterwards": _all,
    "Authority": _all,
    "CaseFile": lambda complaint: Q(giver=CaseFile.Giver.RESIDENT) | Q(let_see_at__isnull=False),
    "CaseMessage": _all,
    "CaseStudy": _all,
    "Confided": _all,
    "DataQuestion": _all,
    "Finding": _issued,
    "Hazard": _all,
    "HazardAttempt": _all,
    "Letter": _all,
    "MoreTimeReply": _all,
    "Need": _all,
    "News": _all,
    "OwnTime": _all,
    "PackWords": _all,
    "Point": _all,
    "Promise": lambda complaint: Q(promised_on__isnull=False),
    "Remedy": lambda complaint: Q(offered_on__isnull=False),
    "Representative": _all,
    "Reprisal": _all,
    "Stage": _all,
    "Understanding": _all,
    "Worry": _all,
}
# Events whose details are about other people: who is kept away from the case, the households of a group, and why
# nothing may be removed. That they happened is said.
_OF_OTHERS = ("hold.", "group.", "conflict.")
# What hangs on a case by way of another row, and by which: what was tried about a danger.
BY_WAY_OF: Mapping[str, str] = {"HazardAttempt": "hazard__complaint"}
# Fields that say nothing about a person, and secrets.
_NOT_SAID = frozenset(
    {"id", "landlord", "complaint", "passphrase", "counted", "token", "digest", "key", "seen"}
)


def tables() -> list[type[Model]]:
    """The models that point at a case and are in the answer."""
    return sorted(
        (
            model
            for model in apps.get_app_config("complaints").get_models()
            if model.__name__ not in LEFT_OUT
            and any(
                isinstance(field, ForeignKey)
                and field.name == "complaint"
                and field.related_model is Complaint
                for field in model._meta.local_fields
            )
        ),
        key=lambda model: model.__name__,
    )


def download_of(
    request: PutrightRequest, cases: list[Complaint], *, by_themselves: bool = False
) -> FileResponse:
    """The ZIP file of these cases as an answer, named for the first of them."""
    name = "my-details" if by_themselves else "what-we-hold"
    return FileResponse(
        held(cases, request.moment, by_themselves=by_themselves),
        as_attachment=True,
        filename=f"{cases[0].reference}-{name}.zip",
        content_type="application/zip",
    )


def held(cases: Iterable[Complaint], at: datetime, *, by_themselves: bool = False) -> IO[bytes]:
    """All that is held about the person of these cases, as an open ZIP file at its beginning. Reads alone.

    by_themselves  the resident takes it from their own page: what stands in `THEIRS`, and no event's details
    """
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the answer closes it)
    told: list[dict[str, Any]] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for complaint in cases:
            files: dict[UUID, str] = {}
            told.append(_case(complaint, files, by_themselves=by_themselves))
            _put_files(archive, complaint, files)
        name = "my-details" if by_themselves else "what-we-hold"
        archive.writestr(f"{name}.json", json.dumps(told, ensure_ascii=False, indent=1, default=_plain))
        archive.writestr(
            "read-me-first.html", _page_of_theirs(told, at) if by_themselves else _page_of_all(told, at)
        )
    made.seek(0)
    return made


def _page_of_all(told: list[dict[str, Any]], at: datetime) -> str:
    return render_to_string("complaints/staff/keeping/held.html", {"cases": told, "made_at": at})


def _page_of_theirs(told: list[dict[str, Any]], at: datetime) -> str:
    """The page in the resident's language. The names of single entries are those of our tables, in English."""
    models = {str(one._meta.verbose_name_plural): one.__name__ for one in apps.get_models()}
    cases = [
        {
            "reference": case["reference"],
            "parts": [
                (TITLES.get(models.get(name, name)) or TITLES.get(name, name), rows)
                for name, rows in case["sections"].items()
            ],
        }
        for case in told
    ]
    return render_to_string(
        "complaints/resident/keeping/details.html",
        {"cases": cases, "made_at": at, "language": languages.language(get_language())},
    )


def _case(complaint: Complaint, files: dict[UUID, str], *, by_themselves: bool) -> dict[str, Any]:
    subject = ("complaint", complaint.id)
    sections: dict[str, Any] = {"complaint": [_row(complaint, complaint, files)]}
    for model, way in [
        *((model, "complaint") for model in tables()),
        *((apps.get_model("complaints", name), way) for name, way in BY_WAY_OF.items()),
    ]:
        rows = model._default_manager.filter(landlord=complaint.landlord_id, **{way: complaint})
        if by_themselves:
            if model.__name__ not in THEIRS:
                continue
            rows = rows.filter(THEIRS[model.__name__](complaint))
        elif model.__name__ in SEALED:
            continue
        sections[str(model._meta.verbose_name_plural)] = [
            _file_row(row, complaint, files, by_themselves=by_themselves)
            if isinstance(row, CaseFile)
            else _row(row, complaint, files)
            for row in rows.order_by("id")
        ]
    sections["record"] = [
        _event(noted, by_themselves=by_themselves)
        for noted in chain.timeline(complaint.landlord_id, subject, for_resident=by_themselves)
    ]
    sections["messages sent"] = _messages(complaint, by_themselves=by_themselves)
    sections["who looked"] = [
        {"when": one.at, "who": one.role or one.by_kind, "what": one.what}
        for one in AccessEntry.objects.filter(
            landlord_id=complaint.landlord_id, subject_kind=subject[0], subject_id=subject[1]
        ).order_by("at")
        # That somebody read or wrote about a reprisal says that there is one.
        if by_themselves or "reprisal" not in one.what
    ]
    return {
        "reference": complaint.reference,
        "sections": {name: rows for name, rows in sections.items() if rows},
    }


def _event(noted: Noted, *, by_themselves: bool) -> dict[str, Any]:
    said = {
        "happened on": noted.happened_on,
        "written down": noted.noted_at,
        "what": noted.told(),
        "by": noted.by.kind,
    }
    if by_themselves or noted.kind.name.startswith(_OF_OTHERS):
        return said
    return {**said, **dict(noted.facts), **dict(noted.personal)}


def _messages(complaint: Complaint, *, by_themselves: bool) -> list[dict[str, Any]]:
    """What went out about the case, but for staff's own mail. A text with a private link is not said, sent or not."""
    rows = list(
        Message.objects.filter(
            landlord_id=complaint.landlord_id, about_kind="complaint", about_id=complaint.id
        ).order_by("written_at")
    )
    staff = set(Person.objects.filter(email__in={one.to for one in rows}).values_list("email", flat=True))
    staff.add(complaint.landlord.email)
    return [
        {
            "when": one.written_at,
            "by": one.channel,
            "to": one.to,
            "subject": one.subject,
            "text": "" if one.forget_text else one.text,
        }
        for one in rows
        if one.to not in staff
        and (not by_themselves or one.channel != Message.Channel.EMAIL or one.to == complaint.email)
    ]


def _file_row(
    file: CaseFile, complaint: Complaint, files: dict[UUID, str], *, by_themselves: bool
) -> dict[str, Any]:
    """A file as far as whoever gets the answer may open it: redacted where it was, never one that is not checked."""
    document = for_resident(file) if by_themselves else (file.redacted or file.original)
    mine = file.giver == CaseFile.Giver.RESIDENT
    said: dict[str, Any] = {
        "name": file.name if mine else name_outside(file),
        "about": file.about if mine or not by_themselves else "",
        "given by": file.get_giver_display(),
        "given at": file.given_at,
        "checked": file.get_check_state_display(),
    }
    if document is not None and openable(file):
        said["file"] = _named(document, complaint, files)
    return {name: value for name, value in said.items() if value}


def _named(document: Document, complaint: Complaint, files: dict[UUID, str]) -> str:
    name = f"{complaint.reference}/{len(files) + 1:03}-{document.name.replace('/', '-')}"
    return files.setdefault(document.id, name)


def _row(row: Model, complaint: Complaint, files: dict[UUID, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in row._meta.local_fields:
        if field.name in _NOT_SAID:
            continue
        value = getattr(row, field.attname)
        if value in (None, "", [], {}):
            continue
        if isinstance(field, ForeignKey):
            if field.related_model is Document:
                found[str(field.verbose_name)] = _named(getattr(row, field.name), complaint, files)
            elif hasattr(field.related_model, "job_title"):
                found[str(field.verbose_name)] = str(getattr(row, field.name))
            continue
        found[str(field.verbose_name)] = value
    return found


def _put_files(archive: zipfile.ZipFile, complaint: Complaint, files: Mapping[UUID, str]) -> None:
    there = Document.objects.filter(landlord_id=complaint.landlord_id, id__in=list(files))
    for document in there:
        try:
            with archive.open(files[document.id], "w") as entry:
                for piece in documents.read(document):
                    entry.write(piece)
        except (documents.DocumentDamaged, documents.DocumentForgotten):
            archive.writestr(f"{files[document.id]}.missing.txt", "This file could not be read. Ask for it.")


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
