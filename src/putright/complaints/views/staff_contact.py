"""The staff page for how a resident is reached, changed while they say it: the resident's own questions, read out."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from putright.accounts.doors import PutrightRequest
from putright.complaints import access
from putright.complaints.correspondence.actions import change_contact
from putright.rules.stages import Act

from .resident_contact import ChangeContact
from .staff import acting, case_page, methods, sent_form, staff_page, to_case, tried, who_may


@staff_page(*who_may(Act.CHANGE_CONTACT))
@methods
def change(request: PutrightRequest, reference: str) -> HttpResponse:
    """What was and what is stand in the record; the resident is told by the way that held until now."""
    complaint = access.for_staff(request, reference)
    form = ChangeContact(
        sent_form(request), initial=ChangeContact.of(complaint), speaks=ChangeContact.speaks(complaint)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: change_contact(complaint, form.reach, **acting(request)))
    ):
        return to_case(request, complaint, _("How the resident is reached is written down."))
    return case_page(
        request,
        "case_form",
        complaint,
        {"page_title": _("How the resident is reached"), "form": form, "button_text": _("Save")},
    )


case_patterns = [path("contact-details/", change, name="contact_noted")]
