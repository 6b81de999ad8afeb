"""The resident's page for how we reach them, at any time, and before stage 2 above all."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods

from putright.accounts.doors import PutrightRequest, address, open_to_residents
from putright.complaints import access
from putright.complaints.correspondence.actions import Reach, change_contact
from putright.complaints.form.options import CONTACT_WAYS
from putright.complaints.form.page import western
from putright.complaints.form.person import Contact
from putright.complaints.homes.reading import tidy_postcode
from putright.complaints.models import Complaint
from putright.ui import languages
from putright.ui.fields import Checkboxes, Radios

from .resident_acting import acting, back_to_case, case_of, sent_form, tried, without_nul

_YES_NO = {True: "yes", False: "no", None: ""}


class ChangeContact(Contact):
    """The form's questions about contact, filled in as they were answered, with address and language beside them."""

    title = pgettext_lazy("contact", "How we reach you")

    address = forms.CharField(
        label=pgettext_lazy("contact", "Your address (optional)"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={
            "max_length": pgettext_lazy("contact", "Your address must be 300 characters or less")
        },
    )
    postcode = forms.CharField(
        label=pgettext_lazy("contact", "Postcode (optional)"),
        required=False,
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "postal-code", "dir": "ltr", "class": "govuk-input--width-10"}
        ),
        error_messages={"max_length": _("Enter a full UK postcode")},
    )
    written = forms.ChoiceField(
        label=_("When we write to you"),
        choices=[(one.code, one.own_name) for one in languages.LANGUAGES],
        widget=Radios,
        error_messages={
            "required": _("Select which language we should use when we write to you"),
            "invalid_choice": _("Select which language we should use when we write to you"),
        },
    )

    def __init__(self, *args: Any, speaks: bool, **kwargs: Any) -> None:
        """`speaks` says that somebody is named who speaks for them: on this page nobody is named anew."""
        super().__init__(*args, **kwargs)
        for name in ("speaker", "speaker_reach"):
            del self.fields[name]
        ways = cast(forms.MultipleChoiceField, self.fields["ways"])
        ways.choices = [
            (code, words) for code, words in CONTACT_WAYS.items() if speaks or code != "representative"
        ]
        cast(Checkboxes, ways.widget).reveals = {}

    def clean(self) -> None:
        # Who speaks for them stands on a page of its own; this one does not ask for it again.
        self.helps = True
        super().clean()
        if set(self.cleaned_data.get("ways", [])) - {"none"}:
            self.needs("documents_by", _("Select how we should send you letters and documents"))

    @staticmethod
    def speaks(complaint: Complaint) -> bool:
        """Whether somebody is named who speaks for the resident, or was to be reached instead of them."""
        return "representative" in complaint.contact_ways or complaint.representatives.exists()

    @staticmethod
    def of(complaint: Complaint) -> dict[str, Any]:
        """How they are reached now, by the names of the fields."""
        return {
            "ways": list(complaint.contact_ways) or ["none"],
            "phone": complaint.phone,
            "safe_message": _YES_NO[complaint.safe_message],
            "safe_times": complaint.safe_times,
            "email": complaint.email,
            "documents_by": complaint.documents_by,
            "safe_letters": _YES_NO[complaint.safe_letters],
            "address": complaint.address,
            "postcode": complaint.postcode,
            "written": complaint.written_language,
        }

    @property
    def reach(self) -> Reach:
        got = self.cleaned_data
        ways = tuple(one for one in got["ways"] if one != "none")
        said = {"yes": True, "no": False}
        return Reach(
            contact_ways=ways,
            # A number or an address that no way uses any more is not lost: they may call about it.
            phone=western(without_nul(got["phone"])),
            email=got["email"],
            address=without_nul(got["address"]),
            postcode=tidy_postcode(got["postcode"]) or without_nul(got["postcode"]),
            safe_times=without_nul(got["safe_times"]),
            safe_message=said.get(got["safe_message"]),
            safe_letters=said.get(got["safe_letters"]),
            documents_by=got["documents_by"] if ways else "",
            written_language=got["written"],
        )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: PutrightRequest, reference: str) -> HttpResponse:
    """How we reach them: as it was answered, and to be corrected. From stage 2's last page it leads back there."""
    complaint = access.for_resident(request, reference)
    form = ChangeContact(
        sent_form(request), initial=ChangeContact.of(complaint), speaks=ChangeContact.speaks(complaint)
    )
    to_stage2 = request.GET.get("then") == "stage-2"
    back = (
        address(request, "complaints:stage2_check", reference=complaint.reference)
        if to_stage2
        else case_of(request, complaint)
    )
    if form.is_valid() and tried(form, lambda: change_contact(complaint, form.reach, **acting(request))):
        if to_stage2:
            return redirect(back)
        return back_to_case(
            request,
            complaint,
            pgettext("contact", "We have written down how to reach you. It holds from now on."),
        )
    return render(
        request,
        "complaints/resident/contact.html",
        {"form": form, "complaint": complaint, "back_url": back},
    )
