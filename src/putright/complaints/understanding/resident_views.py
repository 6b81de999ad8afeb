"""The resident's page for what we understand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access, queries
from putright.complaints.views.resident_acting import acting, back_to_case, case_of, may, not_now, sent_form
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.ui import words

from . import actions
from .models import Says
from .queries import latest
from .resident_forms import Check


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: PutrightRequest, reference: str) -> HttpResponse:
    """What we understand, and whether it is right. The version that is shown goes along: an answer is to that one."""
    complaint = access.for_resident(request, reference)
    asked = latest(complaint)
    if asked is None or Act.CHECK_UNDERSTANDING not in may(request, complaint):
        return not_now(request, complaint)
    form = Check(sent_form(request), initial={"says": asked.says if asked.says == Says.RIGHT else None})
    if form.is_valid():
        typed = request.POST.get("seen", "")
        try:
            actions.reply_to_understanding(
                complaint,
                says=form.cleaned_data["says"],
                words=form.words,
                seen=int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 6 else None,
                **acting(request),
            )
        except Refused as refusal:
            if refusal.code != "understood_anew":
                messages.info(request, words.refusal_to_resident(refusal))
                return redirect(case_of(request, complaint))
            # What was typed stays, below the wording as it is now.
            form.add_error(None, words.refusal_to_resident(refusal))
        else:
            return back_to_case(
                request,
                complaint,
                pgettext("understanding", "Thank you. We carry on with what we have understood.")
                if form.cleaned_data["says"] == Says.RIGHT
                else pgettext(
                    "understanding",
                    "Thank you. The person dealing with your complaint will read it and tell you what changes.",
                ),
            )
    return render(
        request,
        "complaints/resident/understanding/check.html",
        {
            "page_title": pgettext("understanding", "What we understand"),
            "form": form,
            "complaint": complaint,
            "asked": asked,
            "points": queries.points_with_findings(complaint),
            "back_url": case_of(request, complaint),
            "add_files": address(request, "complaints:files", reference=complaint.reference),
        },
    )


patterns = [path("your-complaint/<reference:reference>/understood/", check, name="understood")]
