"""What a resident fills in to save a form, and to come back to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.complaints.form.page import EMAIL_WRONG, PHONE_WRONG, is_phone, western
from putright.ui.fields import Radios

from . import codes, messages
from .actions import Way

PROOF_WRONG = _("Enter your postcode or a phone number")


class SaveForm(forms.Form):
    """How somebody means to come back. A number or an address is asked for only where the link goes there.

    texts     whether the landlord can send texts at all
    unsafe    numbers of which the resident said that messages on them are not safe
    needs_proof  whether the form has neither postcode nor number yet
    """

    title = _("Save your complaint and come back later")

    way = forms.ChoiceField(
        label=_("How do you want to come back?"),
        widget=Radios(
            reveals={"text": "phone", "email": "email"},
            hints={
                "code": _(
                    "You get a code of three words and a number on the next page. You get it in any case."
                ),
            },
        ),
        error_messages={
            "required": _("Select how you want to come back"),
            "invalid_choice": _("Select how you want to come back"),
        },
    )
    phone = forms.CharField(
        label=_("Phone number that only you read"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )
    email = forms.CharField(
        label=_("Email address that only you read"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    proof = forms.CharField(
        label=_("Your postcode, or a phone number"),
        help_text=_("You enter it together with the code when you come back. Nobody can open it without."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"max_length": PROOF_WRONG},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        texts: bool,
        unsafe: Collection[str],
        needs_proof: bool,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.unsafe = {codes.tidy_proof(one) for one in unsafe}
        ways: list[tuple[str, Any]] = [
            ("email", pgettext_lazy("come back", "Send me a link by email")),
            ("code", pgettext_lazy("come back", "I will write the code down")),
        ]
        if texts:
            ways.insert(0, ("text", pgettext_lazy("come back", "Send me a link by text message")))
        else:
            del self.fields["phone"]
        way = cast(forms.ChoiceField, self.fields["way"])
        way.choices = ways
        if not texts:
            cast(Radios, way.widget).reveals = {"email": "email"}
        if not needs_proof:
            del self.fields["proof"]

    def clean(self) -> None:
        got = self.cleaned_data
        way = got.get("way")
        if way == "text":
            self._clean_phone(got.get("phone", ""))
        if way == "email":
            self._clean_email(got.get("email", ""))
        if "proof" in self.fields and "proof" not in self.errors:
            # The number that the link goes to will do.
            given = got.get("proof", "") or (got.get("phone", "") if way == "text" else "")
            if way and not codes.tidy_proof(given) and "phone" not in self.errors:
                self.add_error("proof", PROOF_WRONG)

    def _clean_phone(self, typed: str) -> None:
        if not is_phone(typed):
            self.add_error("phone", PHONE_WRONG)
        elif codes.tidy_proof(typed) in self.unsafe:
            self.add_error(
                "phone",
                _(
                    "You told us that messages on this number are not safe. Choose another way, or write the code down"
                ),
            )
        elif not messages.takes_texts(western(typed)):
            self.add_error("phone", _("Enter a mobile number, or choose another way"))

    def _clean_email(self, typed: str) -> None:
        try:
            validate_email(typed)
        except forms.ValidationError:
            self.add_error("email", EMAIL_WRONG)
        else:
            if len(typed) > 254:
                self.add_error("email", EMAIL_WRONG)

    @property
    def chosen(self) -> Way:
        """What a valid form says."""
        got = self.cleaned_data
        return Way(
            phone=western(got["phone"]) if got["way"] == "text" else "",
            email=got["email"] if got["way"] == "email" else "",
            proof=western(got.get("proof", "")),
        )


class ReturnForm(forms.Form):
    """Code and proof. Pasting is fine, and capitals, spaces and hyphens may come as they like.

    by_link  a link stands for the code, so that it is not asked for
    """

    title = _("Come back to your complaint")

    code = forms.CharField(
        label=_("Your code"),
        max_length=200,
        help_text=_("Three words and a number, for example acorn-beacon-candle-10"),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": _("Enter your code"),
            "max_length": _("Enter your code: three words and a number"),
        },
    )
    proof = forms.CharField(
        label=_("Your postcode, or your phone number"),
        max_length=100,
        help_text=_("One that you gave us in the form or when you saved it"),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "govuk-input--width-20"}),
        error_messages={"required": PROOF_WRONG, "max_length": PROOF_WRONG},
    )

    def __init__(self, data: Any = None, *, by_link: bool = False) -> None:
        super().__init__(data)
        if by_link:
            del self.fields["code"]
