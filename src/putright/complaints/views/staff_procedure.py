"""The landlord's own complaint procedure against an edition of the Code. Nothing that is sent here is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest
from putright.complaints.forms_landlords import StaffForm
from putright.complaints.roles import CHECKING
from putright.rules.editions import edition
from putright.rules.errors import BadData
from putright.rules.procedure_form import Procedure, read_procedure
from putright.rules.procedures import Assessment, Said, assess, checked
from putright.rules.provisions import Provision, provisions
from putright.rules.reading import MOST_BYTES, BadInput, parsed
from putright.ui import words
from putright.ui.fields import Radios

from .staff import page, staff_page


class CheckProcedure(StaffForm):
    """A procedure as a file or as text, and the edition to check it against."""

    edition = forms.ChoiceField(
        label=gettext_lazy("Which edition of the Code?"),
        widget=Radios(small=True),
        error_messages={"required": gettext_lazy("Select an edition of the Code")},
    )
    file = forms.FileField(
        label=gettext_lazy("The procedure as a file"),
        help_text=gettext_lazy("A JSON file, as docs/formats/procedure.md describes it. It is not kept."),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty. Choose another one")},
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste it here"),
        widget=forms.Textarea({"rows": 12, "spellcheck": "false", "dir": "ltr"}),
        required=False,
    )
    # What was read, once the form is valid.
    procedure: Procedure

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = checked()[::-1]
        self.fields["edition"].choices = [(one.id, one.title) for one in known]  # type: ignore[attr-defined]  # Django says less
        self.initial.setdefault("edition", known[0].id)

    def clean(self) -> None:
        """Reads the file, or else the text. A file's text then stands in the box, to be mended and checked again."""
        sent, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if "file" in self.errors or "text" in self.errors:
            return
        if not sent and not text:
            self.add_error("file", _("Choose a file, or paste the procedure"))
            return
        try:
            written: bytes | str = sent.read(MOST_BYTES + 1) if isinstance(sent, UploadedFile) else text
            value = parsed(written)
            if isinstance(written, bytes):
                self.data = {**self.data.dict(), "text": written.decode("utf-8-sig")}  # type: ignore[attr-defined]  # Django says less
            self.procedure = read_procedure(value)
        except BadInput as error:
            self.add_error("file" if sent else "text", words.refusal(error))


@dataclass(frozen=True)
class Shown:
    """A provision with what is said about it: the failure's three sentences, or what is asked."""

    ref: str
    section: str
    advised: bool
    recalled: bool
    says: str = ""
    asks: str = ""
    mend: str = ""
    demands: tuple[str, ...] = ()


@staff_page(*CHECKING)
@require_http_methods(["GET", "HEAD", "POST"])
def show_procedure(request: PutrightRequest) -> HttpResponse:
    """`staff/procedure/`: takes a procedure, answers what fails and what it is silent about; keeps nothing."""
    form = CheckProcedure(request.POST or None, request.FILES or None)
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        assessment = assess(form.procedure, form.cleaned_data["edition"])
        found = _found(assessment, _provisions(assessment.edition))
    return page(
        request,
        "procedure",
        {
            "page_title": _("Check our procedure"),
            "form": form,
            "title": form.procedure.said.get("title", "") if found else "",
            **found,
        },
        here="procedure",
    )


def _found(assessment: Assessment, known: Mapping[str, Provision]) -> dict[str, Any]:
    return {
        "code": edition(assessment.edition).title,
        "failures": [
            _shown(
                one.provision,
                known,
                one.confidence == "low",
                says=_said(one.says),
                asks=_said(one.asks),
                mend=_said(one.mend),
            )
            for one in assessment.failures
        ],
        "unknown": [
            _shown(ref, known, any(one.confidence == "low" for one in alike), demands=_each(alike))
            for ref, alike in (
                (ref, list(group)) for ref, group in groupby(assessment.unanswered, lambda one: one.provision)
            )
        ],
        "passed": assessment.passed,
    }


def _shown(ref: str, known: Mapping[str, Provision], recalled: bool, **said: Any) -> Shown:
    one = known.get(ref)
    return Shown(
        ref,
        one.section if one else "",
        one is not None and one.obligation == "should",
        recalled,
        **said,
    )


def _each(alike: Iterable[Any]) -> tuple[str, ...]:
    return tuple(_said(one.asks) for one in alike)


def _said(said: Said) -> str:
    return words.sentence(said.code, said.facts)


def _provisions(id: str) -> dict[str, Provision]:
    """The provisions by number; none where an edition has no file of them yet."""
    try:
        return {one.ref: one for one in provisions(id)}
    except BadData:
        return {}
