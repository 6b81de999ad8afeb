"""The page of whoever was asked: one question, answered without an account. In English, as staff pages are.

They see the question, the day, the photographs wanted and what to keep to; nothing else of the case.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all
from putright.complaints.returning import limits
from putright.complaints.returning.resident_pages import too_often
from putright.complaints.views.staff import tried
from putright.record.chain import By
from putright.rules.errors import Refused

from . import actions, links
from .models import EvidenceRequest
from .resident_forms import keep_each
from .staff_forms import AnswerForm


def _in_english(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open to all, in English alone: another language is led here."""

    @wraps(view)
    def shown(request: PutrightRequest, **parts: Any) -> HttpResponseBase:
        if request.LANGUAGE_CODE != "en":
            if request.method not in {"GET", "HEAD"}:
                raise Http404
            head = f"/{request.landlord.code}/"
            rest = request.get_full_path().removeprefix(f"{head}{request.LANGUAGE_CODE}/")
            return HttpResponseRedirect(f"{head}en/{rest}")
        return view(request, **parts)

    return open_to_all(shown)


@_in_english
@require_safe
def link(request: PutrightRequest, token: str) -> HttpResponse:
    """The link of a message: exchanged at once for a cookie, so that the token stays in no address and no referrer."""
    found = links.link_of(token, request.landlord, at=request.moment)
    if found is None:
        barred = too_often(request, "link")
        response = render(
            request,
            "complaints/staff/evidence/link_over.html",
            {
                "page_title": _("This link does not work, or works no longer"),
                "too_often": limits.sentence(request.landlord) if barred else "",
            },
            status=429 if barred else 404,
        )
    else:
        response = redirect(address(request, "complaints:evidence_answer", asked=found.request_id))
        links.let_in(request, response, found)
    response["Referrer-Policy"] = "no-referrer"
    return response


@_in_english
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: PutrightRequest, asked: UUID) -> HttpResponse:
    """The question and the answer so far. `save` keeps it, `send` ends it, `not_ours` says that it is another's.

    Files are kept whichever button is pressed; what is typed is kept before anything is refused.
    """
    found = links.request_for(request, asked)
    by_link = _acting(request)
    is_open = found.state == EvidenceRequest.State.OPEN
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=AnswerForm.of(found),
    )
    if request.method == "POST" and form.is_valid():
        kept = []
        if is_open:
            kept = keep_each(
                form,
                "attached",
                form.cleaned_data["attached"],
                lambda upload: actions.add_file_by_link(found, upload, **by_link),
            )
        said = _done(request, found, form, is_open)
        if said and not form.errors:
            messages.success(request, said)
            return redirect(address(request, "complaints:evidence_answer", asked=found.id))
        if kept:
            messages.success(request, _("The other files are kept: %(names)s") % {"names": ", ".join(kept)})
    found = links.request_for(request, asked)
    return render(
        request,
        "complaints/staff/evidence/answer.html",
        {
            "page_title": _("A question from %(landlord)s") % {"landlord": request.landlord.name},
            "form": form,
            "asked": found,
            "open": found.state == EvidenceRequest.State.OPEN,
            "files": list(found.files.filter(landlord=request.landlord).select_related("original")),
            "late": found.due_on < request.moment.date(),
        },
    )


def _acting(request: PutrightRequest) -> dict[str, Any]:
    """Who acts, and when: the two keywords of each act."""
    return {"by": By.link(), "at": request.moment}


def _done(request: PutrightRequest, found: EvidenceRequest, form: AnswerForm, is_open: bool) -> str:
    """Does what the button says and gives the sentence for it; "" where it was refused, and the form says why."""
    by_link = _acting(request)
    typed = form.typed
    if is_open:
        try:
            actions.save_evidence(found, typed, **by_link)
        except Refused:
            # Answered or cancelled meanwhile: what follows says so.
            is_open = False
    if form.errors:
        return ""
    if "not_ours" in request.POST:
        elsewhere = form.cleaned_data["ask_instead"]
        done = tried(
            form, lambda: actions.refer_on(found, ask_instead=elsewhere, answer=typed.answer, **by_link)
        )
        return _("Thank you. We will ask somebody else.") if done else ""
    if "send" in request.POST:
        done = tried(form, lambda: actions.answer_evidence(found, typed, **by_link))
        return _("Thank you. Your answer is sent.") if done else ""
    if not is_open:
        form.add_error(None, _("This question is closed. Nothing was changed."))
        return ""
    return _("Saved. It is not sent yet.")


patterns = [
    path("evidence/<str:token>/", link, name="evidence_link"),
    path("evidence/answer/<uuid:asked>/", answer, name="evidence_answer"),
]
