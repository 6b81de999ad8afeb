"""The resident's files: their own, and those that the landlord lets them see."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import npgettext
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.record.chain import By

from . import actions, queries, scanning
from .actions import Giver, for_resident, openable
from .downloads import download, file_of
from .models import CaseFile
from .resident_forms import AddFiles, keep_each


@dataclass(frozen=True)
class Shown:
    """A file as the resident's page shows it; `href` is empty while it cannot be opened."""

    file: CaseFile
    name: str
    mine: bool
    href: str
    infected: bool


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: PutrightRequest, reference: str) -> HttpResponse:
    """`your-complaint/<reference>/files/`: what is there, and one plain input for more. Sent twice it is once there."""
    complaint = access.for_resident(request, reference)
    form = AddFiles(request.POST if request.method == "POST" else None, request.FILES or None)
    here = address(request, "complaints:files", reference=complaint.reference)
    if request.method == "POST" and form.is_valid():
        kept = keep_each(
            form,
            "attached",
            form.cleaned_data["attached"],
            lambda upload: actions.add_file(
                complaint,
                upload,
                about=form.cleaned_data["about"],
                by=By.resident(),
                at=request.moment,
            ),
        )
        if kept:
            messages.success(
                request,
                npgettext(
                    "files",
                    "We have %(number)s file from you.",
                    "We have %(number)s files from you.",
                    len(kept),
                )
                % {"number": len(kept)},
            )
        if not form.errors:
            return redirect(here)
    shown = [_shown(request, complaint.reference, file) for file in queries.files_of(complaint)]
    return render(
        request,
        "complaints/resident/evidence/files.html",
        {
            "page_title": form.title,
            "form": form,
            "complaint": complaint,
            "mine": [one for one in shown if one.mine],
            "ours": [one for one in shown if not one.mine and one.href],
            "unscanned": scanning.unscanned_open(),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
        },
    )


def _shown(request: PutrightRequest, reference: str, file: CaseFile) -> Shown:
    document = for_resident(file)
    href = address(request, "complaints:file", reference=reference, file=file.id) if document else ""
    mine = file.giver == Giver.RESIDENT
    infected = file.check_state == CaseFile.Check.INFECTED and not openable(file)
    return Shown(file, file.name if mine else queries.name_outside(file), mine, href, infected)


@open_to_residents
@require_safe
def file(request: PutrightRequest, reference: str, file: UUID) -> HttpResponseBase:
    """A file to keep: the resident's own as they gave it, another's as the copy for others. Http404 for the rest."""
    complaint = access.for_resident(request, reference)
    found = file_of(complaint, file)
    mine = found.giver == Giver.RESIDENT
    name = found.name if mine else queries.name_outside(found)
    return download(
        request, found, for_resident(found), name, by=By.resident(), what="file" if mine else "file_copy"
    )


# Below the resident's case.
patterns = [
    path("files/", files, name="files"),
    path("files/<uuid:file>/", file, name="file"),
]
