"""The staff page for time that a resident asks for by phone or in person."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.needs.actions import record_need
from putright.complaints.views.staff import (
    acting,
    case_page,
    methods,
    sent_form,
    staff_page,
    to_case,
    tried,
    who_may,
)
from putright.rules.stages import Act

from . import actions
from .forms import TimeHeard


@staff_page(*who_may(Act.TAKE_TIME))
@methods
def take(request: PutrightRequest, reference: str) -> HttpResponse:
    """Writes down the time they need. It is granted by being asked for, and moves no date of ours."""
    complaint = access.for_staff(request, reference)
    form = TimeHeard(sent_form(request))

    def act() -> None:
        typed = form.cleaned_data
        actions.take_time(
            complaint,
            what=typed["what"],
            until=typed["until"],
            because=typed["because"],
            of_need=typed["of_need"],
            **acting(request),
        )
        if typed["of_need"]:
            record_need(complaint, kind="more_time", words=typed["because"], **acting(request))

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return to_case(request, complaint, _("The resident has that time. Our own dates stay as they are."))
    return case_page(request, "case_form", complaint, {"page_title": form.title, "form": form})


case_patterns = [path("own-time/", take, name="own_time_noted")]
