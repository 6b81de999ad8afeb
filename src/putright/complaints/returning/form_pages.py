"""The form's page of files (A9), as the form checks and shows it. What is sent to it, `files_views` takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.complaints.evidence.checks import ACCEPT
from putright.complaints.form.page import Answer, Page, Typed, clean
from putright.ui.fields import Checkboxes


def promised_file(answers: Mapping[str, Any]) -> bool:
    """Whether somebody wrote nothing and chose to send a recording, a video or a letter instead."""
    said = answers.get("what-went-wrong", {})
    return said.get("other_way") == "file" and not str(said.get("words", "")).strip()


class Files(Page):
    """A9. One plain input: a file is kept as soon as it has come, so that a line that breaks costs one file at most."""

    slug = "files"
    about = pgettext_lazy("heading", "Photos, videos and letters")
    short: ClassVar[Mapping[str, Any]] = {"attached": pgettext_lazy("files", "Files")}

    attached = forms.FileField(
        label=pgettext_lazy("files", "Choose a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=pgettext_lazy(
            "files",
            "It must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3, smaller than 25MB. You can add up to 10, "
            "one after the other.",
        ),
    )
    paper = forms.MultipleChoiceField(
        label=pgettext_lazy("files", "Do you only have paper? (optional)"),
        choices=[("paper", pgettext_lazy("files", "I only have paper: arrange with me how to copy it"))],
        required=False,
        widget=Checkboxes,
    )

    @property
    def title(self) -> Any:
        """What is asked for: it is optional, but for who wrote nothing and chose to send something instead."""
        if promised_file(self.other):
            return _("Add your recording, video or letter")
        return _("Add photos, videos or letters (optional)")

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        """What was ticked. Files are kept by their own act, beside it."""
        return {"paper": [clean(one) for one in post.getlist("paper")]}

    @property
    def kept(self) -> list[Mapping[str, str]]:
        """The files that are there, as `actions.files` wrote them among the answers."""
        return list((self.data if self.is_bound else self.initial).get("kept", []))

    def clean(self) -> None:
        if promised_file(self.other) and not self.kept:
            self.add_error(
                "attached",
                _("Add a recording, a video or a letter, or go back and choose another way to tell us"),
            )

    def answers(self) -> list[Answer]:
        names = tuple(one["name"] for one in self.kept)
        rows = [Answer(self.short["attached"], names, typed=True)]
        if "paper" in self.data.get("paper", []):
            rows.append(Answer(_("Paper"), (str(_("I only have paper")),), typed=False))
        return rows

    @property
    def only_paper(self) -> bool:
        """Whether a valid page says that there is nothing but paper."""
        return "paper" in self.cleaned_data["paper"]
