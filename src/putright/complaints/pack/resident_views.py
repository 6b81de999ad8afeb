"""The resident's pages: the Housing Ombudsman for their case, and their evidence pack in three forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all, open_to_residents
from putright.complaints import access, letters
from putright.complaints.letters import LetterNotRendered
from putright.complaints.linking.queries import surviving
from putright.complaints.models import Complaint
from putright.complaints.queries import facts_of
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.going import may_i_go
from putright.rules.scheme import time_limit
from putright.ui import words

from . import actions
from .downloads import case_for, pdf_download, zip_download
from .gathering import TAKEN, WHOLE, Held, open_promises, taken, words_of
from .papers import in_words
from .resident_forms import ForThePack
from .writing import written


@open_to_all
@require_safe
def ombudsman(request: PutrightRequest) -> HttpResponse:
    """The Housing Ombudsman: for advice at any time, for no answer in time, and for a final answer."""
    today = timezone.localdate(request.moment)
    return render(
        request,
        "complaints/resident/ombudsman.html",
        {
            "page_title": _("Housing Ombudsman"),
            "back_url": address(request, "complaints:start"),
            "months": time_limit(today).months,
        },
    )


@open_to_residents
@require_safe
def case_ombudsman(request: PutrightRequest, reference: str) -> HttpResponse:
    """The same for one case: which of the three it is today, with its dates."""
    complaint = access.for_resident(request, reference)
    into = surviving(complaint)
    going = may_i_go(
        timezone.localdate(request.moment), facts_of(into or complaint), open_promises(complaint)
    )
    return render(
        request,
        "complaints/resident/ombudsman.html",
        {
            "page_title": _("Housing Ombudsman"),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
            "complaint": complaint,
            "joined_into": into,
            "going": [
                {
                    "going": one.going.value,
                    "now": one.now,
                    "sentences": [words.sentence(step.code, step.facts) for step in one.steps],
                }
                for one in going.answers
            ],
        },
    )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: PutrightRequest, reference: str) -> HttpResponse:
    """What is in the pack, in which form to take it, and what the resident wants to say on its first page."""
    complaint = access.for_resident(request, reference)
    there = words_of(complaint)
    if request.method == "POST":
        form = ForThePack(request.POST)
        if form.is_valid():
            try:
                actions.write_for_pack(
                    complaint,
                    why=form.cleaned_data["why"],
                    wanted=form.cleaned_data["wanted"],
                    by=By.resident(),
                    at=request.moment,
                )
            except Refused as refused:
                form.add_error(None, words.refusal_to_resident(refused))
            else:
                messages.success(request, pgettext("pack", "It is saved. Your pack holds it now."))
                return redirect(address(request, "complaints:pack", reference=complaint.reference))
    else:
        form = ForThePack(initial={"why": there.why, "wanted": there.wanted} if there else None)
    return _pack(request, complaint, form)


def _pack(
    request: PutrightRequest, complaint: Complaint, form: ForThePack, *, failed: bool = False
) -> HttpResponse:
    found = case_for(request, complaint, WHOLE)
    size = sum(one.document.size for one in found.papers if one.document is not None)
    return render(
        request,
        "complaints/resident/pack/pack.html",
        {
            "page_title": pgettext("pack", "Your evidence pack"),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
            "button_text": pgettext("pack", "Save this for my pack"),
            "complaint": complaint,
            "form": form,
            "letters": len(found.letters),
            "files": len(found.papers) - len(found.letters),
            "not_checked": sum(one.held is Held.NOT_CHECKED for one in found.papers),
            "size": in_words(size) if size else "",
            "taken": [
                {
                    "at": one.at,
                    "form": TAKEN[one.what],
                    "who": one.by_kind,
                }
                for one in taken(complaint)
            ],
            "failed": failed,
        },
        status=503 if failed else 200,
    )


@open_to_residents
@require_safe
def pack_page(request: PutrightRequest, reference: str) -> HttpResponse:
    """The whole pack as one page, to read and to print."""
    complaint = access.for_resident(request, reference)
    return render(request, "complaints/resident/pack/page.html", _shown(request, complaint))


def _shown(request: PutrightRequest, complaint: Complaint) -> dict[str, Any]:
    found = case_for(request, complaint, WHOLE)
    content = written(found, request.LANGUAGE_CODE)
    return {
        "page_title": content["title"],
        "back_url": address(request, "complaints:pack", reference=complaint.reference),
        "complaint": complaint,
        "document": letters.body(content),
    }


@open_to_residents
@require_safe
def pack_pdf(request: PutrightRequest, reference: str) -> HttpResponse:
    """The pack as a PDF, in the language of the page."""
    complaint = access.for_resident(request, reference)
    found = case_for(request, complaint, WHOLE)
    content = written(found, request.LANGUAGE_CODE)
    try:
        return pdf_download(found, content)
    except LetterNotRendered:
        return _pack(request, complaint, ForThePack(), failed=True)


@open_to_residents
@require_safe
def pack_zip(request: PutrightRequest, reference: str) -> HttpResponseBase:
    """The pack with the original letters and files, as a ZIP."""
    complaint = access.for_resident(request, reference)
    found = case_for(request, complaint, WHOLE)
    content = written(found, request.LANGUAGE_CODE)
    return zip_download(found, content)


CASE = "your-complaint/<reference:reference>/"

patterns = [
    path("ombudsman/", ombudsman, name="ombudsman"),
    path(f"{CASE}ombudsman/", case_ombudsman, name="case_ombudsman"),
    path(f"{CASE}evidence-pack/", pack, name="pack"),
    path(f"{CASE}evidence-pack/page/", pack_page, name="pack_page"),
    path(f"{CASE}evidence-pack/pdf/", pack_pdf, name="pack_pdf"),
    path(f"{CASE}evidence-pack/zip/", pack_zip, name="pack_zip"),
]
