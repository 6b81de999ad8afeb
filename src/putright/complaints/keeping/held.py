"""What is held about one person, as one ZIP: a page to read, the same as data, the letters and the files.

Every table that points at a case is in it, found from the models themselves, so that a table added later is in it too;
what is left out stands here by name with the reason.
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.http import FileResponse
from django.template.loader import render_to_string

from putright.accounts.doors import PutrightRequest
from putright.complaints.models import Complaint
from putright.record import chain, documents
from putright.record.documents import Document
from putright.record.models import AccessEntry, Message

# In memory up to here, then on disk: a case may hold 250 MB of files.
IN_MEMORY = 4_000_000

LEFT_OUT: Mapping[str, str] = {
    "ShutOut": "says which members of staff are kept away, which is about them",
    "Restriction": "says which members of staff are kept away, which is about them",
    "History": "the row that an import brought; what it says stands in the case",
    "Draft": "the form before it was sent; what it says stands in the case",
    "AddedDay": "bank holidays",
    "Removal": "says who decided to remove details; nothing about the person",
}
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


def download_of(request: PutrightRequest, cases: list[Complaint]) -> FileResponse:
    """The ZIP file of these cases as an answer, named for the first of them."""
    return FileResponse(
        held(cases, request.moment),
        as_attachment=True,
        filename=f"{cases[0].reference}-what-we-hold.zip",
        content_type="application/zip",
    )


def held(cases: Iterable[Complaint], at: datetime) -> IO[bytes]:
    """All that is held about the person of these cases, as an open ZIP file at its beginning. Reads alone."""
    made = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (the answer closes it)
    told: list[dict[str, Any]] = []
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for complaint in cases:
            files: dict[UUID, str] = {}
            told.append(_case(complaint, files))
            _put_files(archive, complaint, files)
        archive.writestr("what-we-hold.json", json.dumps(told, ensure_ascii=False, indent=1, default=_plain))
        archive.writestr(
            "read-me-first.html",
            render_to_string("complaints/staff/keeping/held.html", {"cases": told, "made_at": at}),
        )
    made.seek(0)
    return made


def _case(complaint: Complaint, files: dict[UUID, str]) -> dict[str, Any]:
    subject = ("complaint", complaint.id)
    sections: dict[str, Any] = {"complaint": [_row(complaint, complaint, files)]}
    for model in tables():
        rows = model._default_manager.filter(landlord=complaint.landlord_id, complaint=complaint)
        found = [_row(row, complaint, files) for row in rows.order_by("id")]
        if found:
            sections[str(model._meta.verbose_name_plural)] = found
    for name, way in BY_WAY_OF.items():
        model = apps.get_model("complaints", name)
        rows = model._default_manager.filter(landlord=complaint.landlord_id, **{way: complaint})
        sections[str(model._meta.verbose_name_plural)] = [
            _row(row, complaint, files) for row in rows.order_by("id")
        ]
    sections["record"] = [
        {
            "happened on": noted.happened_on,
            "written down": noted.noted_at,
            "what": noted.told(),
            "by": noted.by.kind,
            **dict(noted.facts),
            **dict(noted.personal),
        }
        for noted in chain.timeline(complaint.landlord_id, subject)
    ]
    sections["messages sent"] = [
        {"when": one.written_at, "by": one.channel, "to": one.to, "subject": one.subject, "text": one.text}
        for one in Message.objects.filter(
            landlord_id=complaint.landlord_id, about_kind=subject[0], about_id=subject[1]
        ).order_by("written_at")
    ]
    sections["who looked"] = [
        {"when": one.at, "who": one.role or one.by_kind, "what": one.what}
        for one in AccessEntry.objects.filter(
            landlord_id=complaint.landlord_id, subject_kind=subject[0], subject_id=subject[1]
        ).order_by("at")
    ]
    return {
        "reference": complaint.reference,
        "sections": {name: rows for name, rows in sections.items() if rows},
    }


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
                document: Document = getattr(row, field.name)
                name = f"{complaint.reference}/{len(files) + 1:03}-{document.name.replace('/', '-')}"
                found[str(field.verbose_name)] = files.setdefault(document.id, name)
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
