"""The equality questions: what they are for, the questions, and thanks.

Their addresses lie beside those of a landlord's pages and not below them, so that the browser sends no cookie here
that opens a form or a case. No view of these is logged.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all
from putright.ui.fields import Radios

from . import limits
from .actions import count_answers
from .equality import QUESTIONS
from .resident_pages import too_often


class Answers(forms.Form):
    """All questions on one page. Nothing has to be answered, and nothing that was not offered is counted."""

    title = _("Equality questions")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for one in QUESTIONS:
            self.fields[one.code] = forms.ChoiceField(
                label=one.text,
                choices=one.choices,
                required=False,
                widget=Radios(small=True),
                help_text=one.hint,
                error_messages={"invalid_choice": _("Select one of the answers, or none")},
            )


@open_to_all
@require_safe
def about(request: PutrightRequest) -> HttpResponse:
    """What the questions are for, and what is kept of the answers."""
    return _page(request, "equality_about", {"page_title": _("Equality questions (optional)")})


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: PutrightRequest) -> HttpResponse:
    """The questions. Sent, each answer is counted."""
    form = Answers(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        given = {code: answer for code, answer in form.cleaned_data.items() if answer}
        if given and too_often(request, "equality"):
            form.add_error(None, limits.sentence(request.landlord))
            status = 429
        else:
            count_answers(request.landlord, given, at=request.moment)
            return redirect(address(request, "equality:thanks"))
    return _page(
        request,
        "equality_questions",
        {"form": form, "back_url": address(request, "equality:about")},
        status=status,
    )


@open_to_all
@require_safe
def thanks(request: PutrightRequest) -> HttpResponse:
    """After the questions."""
    return _page(request, "equality_thanks", {"page_title": _("Thank you for your answers")})


def _page(request: PutrightRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, f"complaints/resident/returning/{name}.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer" if request.method != "POST" else "same-origin"
    return response


app_name = "equality"
urlpatterns = [
    path("", about, name="about"),
    path("questions/", questions, name="questions"),
    path("thanks/", thanks, name="thanks"),
]
