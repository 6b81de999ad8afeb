"""Staff pages of the evidence pack: for a resident who cannot download it, to be printed, posted or read out."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest
from putright.complaints import access, letters
from putright.complaints.letters import LetterNotRendered
from putright.complaints.messages import language_of
from putright.complaints.models import Complaint
from putright.complaints.roles import HEARING
from putright.complaints.views.staff import (
    acting,
    case_page,
    methods,
    sent_form,
    staff_page,
    to_tab,
    tried,
)
from putright.ui import languages

from . import actions
from .downloads import case_for, pdf_download
from .gathering import WHOLE, Held, taken
from .staff_forms import GivePack
from .writing import written


@staff_page(*HEARING)
@methods
def staff_pack(request: PutrightRequest, reference: str) -> HttpResponse:
    """What the resident's pack holds, in which forms to print it, and a note that they were given it."""
    complaint = _case(request, reference)
    form = GivePack(sent_form(request))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.give_pack(complaint, how=form.cleaned_data["how"], **acting(request)))
    ):
        return to_tab(request, complaint, "staff_pack", _("It is written down. The resident can see it."))
    found = case_for(request, complaint, WHOLE)
    theirs = language_of(complaint)
    return case_page(
        request,
        "pack/pack",
        complaint,
        {
            "page_title": _("Evidence pack"),
            "form": form,
            "language_offered": languages.language(theirs) if theirs != "en" else None,
            "letters": len(found.letters),
            "files": len(found.papers) - len(found.letters),
            "not_checked": sum(one.held is Held.NOT_CHECKED for one in found.papers),
            "taken": taken(complaint),
            "failed": bool(request.GET.get("failed")),
        },
    )


@staff_page(*HEARING)
@require_safe
def staff_pack_page(request: PutrightRequest, reference: str, in_language: str) -> HttpResponse:
    """The pack as the resident reads it, to be read out or printed."""
    complaint = _case(request, reference)
    content = written(case_for(request, complaint, WHOLE), _language(complaint, in_language))
    return case_page(
        request,
        "pack/page",
        complaint,
        {"page_title": content["title"], "document": letters.body(content, top=2)},
    )


@staff_page(*HEARING)
@require_safe
def staff_pack_pdf(request: PutrightRequest, reference: str, in_language: str) -> HttpResponse:
    """The pack as a PDF for the printer, in the size of print that was agreed with the resident."""
    complaint = _case(request, reference)
    found = case_for(request, complaint, WHOLE)
    try:
        return pdf_download(found, written(found, _language(complaint, in_language)))
    except LetterNotRendered:
        return to_tab(request, complaint, "staff_pack", _("The PDF could not be made just now. Try again."))


def _case(request: PutrightRequest, reference: str) -> Complaint:
    """The case, with words that are still there. Http404 where they were removed."""
    complaint = access.for_staff(request, reference)
    if complaint.blanked_at is not None:
        raise Http404
    return complaint


def _language(complaint: Complaint, language: str) -> str:
    """English or the resident's own language. Http404 for another."""
    if language not in {"en", language_of(complaint)}:
        raise Http404
    return language


case_patterns = [
    path("evidence-pack/", staff_pack, name="staff_pack"),
    path("evidence-pack/page/<slug:in_language>/", staff_pack_page, name="staff_pack_page"),
    path("evidence-pack/pdf/<slug:in_language>/", staff_pack_pdf, name="staff_pack_pdf"),
]
