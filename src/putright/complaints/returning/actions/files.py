"""Files beside a form that is not sent yet: added, taken out again, and that somebody only has paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from putright.complaints.evidence import checks, scanning
from putright.complaints.evidence.actions import PAGE_SECONDS, Upload
from putright.complaints.models import Draft
from putright.record import documents
from putright.rules.errors import Refused

from ..models import DraftFile
from ..queries import was_sent
from .saving import locked_draft

MOST: Final = checks.MOST
SLUG: Final = "files"


def add_draft_file(draft: Draft, upload: Upload, *, at: datetime) -> DraftFile | None:
    """Keeps a file beside a form. None where the form was sent meanwhile.

    A scanner that is set is asked at once, so that somebody with an infected file can choose another; where it gives
    no answer the file is kept all the same, and nobody opens it before it was checked. The same bytes a second time
    are the first. Raises Refused: what `checks.type_of` says, file_infected, draft_files_full.
    """
    kind = checks.type_of(upload.file, upload.size)
    _must_be_clean(upload)
    with transaction.atomic():
        draft_now = locked_draft(draft)
        if was_sent(draft_now):
            draft.complaint_id, draft.request_id = draft_now.complaint_id, draft_now.request_id
            return None
        there = list(
            DraftFile.objects.filter(landlord=draft_now.landlord, draft=draft_now).select_related("original")
        )
        sha256 = documents.digest(upload.file)
        same = next((one for one in there if one.original.sha256 == sha256), None)
        if same is not None:
            return same
        if len(there) >= MOST:
            raise Refused("draft_files_full", {"most": MOST})
        document = documents.keep(
            draft_now.landlord_id,
            name=f"file{kind.ending}",
            content_type=kind.content_type,
            data=upload.file,
            at=at,
        )
        file = DraftFile.objects.create(
            landlord=draft_now.landlord,
            draft=draft_now,
            name=checks.clean_name(upload.name, kind),
            kind=kind.code,
            original=document,
            given_at=at,
        )
        _write(draft, draft_now, kept=[_as_kept(one) for one in (*there, file)])
        return file


def remove_draft_file(draft: Draft, file_id: UUID, *, at: datetime) -> None:
    """Takes a file out of a form, bytes and all. One that is not there, or a form that was sent, changes nothing."""
    with transaction.atomic():
        draft_now = locked_draft(draft)
        there = list(DraftFile.objects.filter(landlord=draft_now.landlord, draft=draft_now))
        gone = next((one for one in there if one.id == file_id), None)
        if gone is None or was_sent(draft_now):
            return
        documents.forget(draft_now.landlord_id, [gone.original_id], reason="taken_out", at=at)
        gone.delete()
        _write(draft, draft_now, kept=[_as_kept(one) for one in there if one is not gone])


def say_only_paper(draft: Draft, only_paper: bool) -> bool:
    """Keeps whether somebody only has paper. False where the form was sent meanwhile."""
    with transaction.atomic():
        draft_now = locked_draft(draft)
        draft.complaint_id, draft.request_id = draft_now.complaint_id, draft_now.request_id
        if was_sent(draft_now):
            return False
        _write(draft, draft_now, paper=["paper"] if only_paper else [])
        return True


def _must_be_clean(upload: Upload) -> None:
    if not scanning.is_set():
        return
    upload.file.seek(0)
    try:
        found = scanning.scan(iter(lambda: upload.file.read(documents.CHUNK), b""), seconds=PAGE_SECONDS)
    except scanning.NoScan:
        # Held: `evidence.actions.scan_waiting` asks again once the file belongs to a case.
        return
    finally:
        upload.file.seek(0)
    if found.virus:
        raise Refused("file_infected", {})


def _as_kept(file: DraftFile) -> dict[str, str]:
    return {"id": str(file.id), "name": file.name}


def _write(draft: Draft, draft_now: Draft, **values: Any) -> None:
    # Which files there are stands among the answers too, so that the form can be judged and shown from them alone.
    draft_now.answers[SLUG] = {**draft_now.answers.get(SLUG, {}), **values}
    draft_now.page = SLUG
    draft_now.save(update_fields=["answers", "page"])
    draft.answers = draft_now.answers
