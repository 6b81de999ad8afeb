"""What the pages of a resident's case share: whether something may be done now, and how it is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import queries
from putright.complaints.models import Complaint
from putright.record.chain import By
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role, permitted
from putright.ui import words


def may(request: PutrightRequest, complaint: Complaint) -> frozenset[Act]:
    """What the resident may do to their case as it stands today."""
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    code = edition(complaint.edition) if complaint.edition else None
    return permitted(stands.state, Role.RESIDENT, code)


def case_of(request: PutrightRequest, complaint: Complaint) -> str:
    """The address of "your complaint"."""
    return address(request, "complaints:case", reference=complaint.reference)


def sent_form(request: PutrightRequest) -> Any:
    """What a form is bound to: what was sent, or nothing."""
    return request.POST if request.method == "POST" else None


def acting(request: PutrightRequest) -> dict[str, Any]:
    """Who acts, and when: the two keywords of each act."""
    return {"by": By.resident(), "at": request.moment}


def tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Does `act`; False where it was refused, and the form then says why. What was typed stays in the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, words.refusal_to_resident(refused))
        return False
    return True


def back_to_case(request: PutrightRequest, complaint: Complaint, said: Any) -> HttpResponse:
    """Leads back to the case after an act, with a sentence that says what was done."""
    messages.success(request, str(said))
    return redirect(case_of(request, complaint))


def not_now(request: PutrightRequest, complaint: Complaint) -> HttpResponse:
    """The page was overtaken: another tab, another person, a second click. The case says how it stands."""
    messages.info(request, _("This cannot be done now. Here is how your complaint stands."))
    return redirect(case_of(request, complaint))


def without_nul(typed: str) -> str:
    """What was typed without the one character that PostgreSQL keeps not, and that no keyboard types."""
    return typed.replace("\x00", "")
