"""What a resident fills in to add files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import pgettext_lazy

from putright.rules.errors import Refused
from putright.ui import words
from putright.ui.fields import LongText

from .actions import Upload
from .checks import ACCEPT, MOST


class FilesInput(forms.FileInput):
    """One plain file input that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to ten files; gives a list of `Upload`. What each of them is, the act looks at."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=FilesInput({"multiple": True, "accept": ACCEPT}), **more)

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:
        files: Sequence[UploadedFile[bytes]] = [one for one in (data or []) if one]
        if not files and self.required:
            raise ValidationError(words.sentence("file_missing"), code="required")
        if len(files) > MOST:
            raise ValidationError(words.sentence("file_too_many", {"most": MOST}), code="too_many")
        return [Upload(one.name or "", one.size or 0, one.file) for one in files]  # type: ignore[arg-type]  # open files


def keep_each(
    form: forms.Form, field: str, uploads: Sequence[Upload], add: Callable[[Upload], object]
) -> list[str]:
    """Adds each file by `add`. Those that are taken stay; the form says of the others why not. Gives the names kept."""
    kept = []
    for upload in uploads:
        try:
            add(upload)
        except Refused as refused:
            said = words.refusal(refused)
            form.add_error(field, f"{upload.name}: {said}" if len(uploads) > 1 else said)
        else:
            kept.append(upload.name)
    return kept


class AddFiles(forms.Form):
    """Photos, videos, letters (A9)."""

    title = pgettext_lazy("files", "Add photos, videos or letters")

    attached = FilesField(
        label=pgettext_lazy("files", "Choose up to 10 files"),
        help_text=pgettext_lazy(
            "files", "Each must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3, smaller than 25MB."
        ),
    )
    about = LongText(
        label=pgettext_lazy("files", "What do they show? (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={
            "max_length": pgettext_lazy("files", "What they show must be 500 characters or less")
        },
    )
