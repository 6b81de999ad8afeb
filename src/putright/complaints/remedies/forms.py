"""What staff and residents fill in about remedies. The size of an amount is nobody's business here."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.models import Point
from putright.rules.remedies import heads
from putright.ui.fields import DayField, Radios

from .actions import RemedyDraft
from .models import How, Kind, Remedy
from .words import HEADS

MOST_PENCE = 100_000_000


class Amount(forms.CharField):
    """An amount of money as it is typed, with or without pound sign and commas; gives pence, None where empty."""

    def __init__(self, *, called: Any, **kwargs: Any) -> None:
        widget = forms.TextInput({"class": "govuk-input--width-5", "inputmode": "decimal"})
        super().__init__(max_length=20, required=False, widget=widget, **kwargs)
        self.called = called

    def clean(self, value: Any) -> Any:
        typed = super().clean(value).replace("£", "").replace(",", "").replace(" ", "")
        if not typed:
            return None
        try:
            pence = Decimal(typed) * 100
        except InvalidOperation:
            pence = Decimal(-1)
        if not pence.is_finite() or pence < 0 or pence != pence.to_integral_value() or pence > MOST_PENCE:
            raise ValidationError(
                _("%(called)s must be an amount, like 150 or 62.50") % {"called": self.called}
            )
        return int(pence)

    def prepare_value(self, value: Any) -> Any:
        return f"{value / 100:.2f}" if isinstance(value, int) else value


class Decide(StaffForm):
    """What puts a point right; the fields of money are looked at for a payment alone."""

    MONEY = ("amount", "head", "how", "pay_by", "offset", "offset_agreed")

    point = forms.ChoiceField(
        label=_("What is it for?"),
        widget=forms.Select,
        error_messages={"invalid_choice": _("Select a point")},
    )
    kind = forms.ChoiceField(
        label=_("What puts it right?"),
        choices=Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": _("Select what puts it right")},
    )
    words = long_text(
        _("In our words"),
        2000,
        rows=4,
        help_text=_("An apology says what we did not do: We did not come on 3 May. I am sorry."),
    )
    amount = Amount(called=_("The amount"), label=_("Amount in pounds"), help_text=_("Like 150 or 62.50"))
    head = forms.ChoiceField(
        label=_("What is the money for?"),
        choices=[("", _("Choose what it is for")), *((code, HEADS[code]) for code in heads())],
        required=False,
        widget=forms.Select,
    )
    how = forms.ChoiceField(
        label=_("How is it paid?"),
        choices=[("", _("Choose how it is paid")), *How.choices],
        required=False,
        widget=forms.Select,
    )
    pay_by = DayField(called=_("The day to pay by"), label=_("Paid by which day?"), required=False)
    offset = Amount(
        called=_("The part against arrears"),
        label=_("Part of it that goes against rent arrears"),
        help_text=_("Leave it empty if all of it is paid to the resident."),
    )
    offset_agreed = forms.BooleanField(label=_("The resident agrees to that part"), required=False)
    weighed = long_text(
        _("What you weighed"),
        2000,
        rows=4,
        help_text=_("The household, how long, how much trouble: why this, and why not less or more."),
    )

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["point"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            *(
                (
                    str(point.number),
                    _("Point %(number)s: %(words)s") % {"number": point.number, "words": str(point)[:80]},
                )
                for point in points
            ),
            ("0", _("The complaint as a whole")),
        ]

    @staticmethod
    def of(remedy: Remedy) -> dict[str, Any]:
        """A remedy as this form has it."""
        return {
            "point": str(remedy.point.number) if remedy.point else "0",
            "kind": remedy.kind,
            "words": remedy.words,
            "amount": remedy.pence,
            "head": remedy.head,
            "how": remedy.how,
            "pay_by": remedy.pay_by,
            "offset": remedy.offset_pence or None,
            "offset_agreed": remedy.offset_agreed_on is not None,
            "weighed": remedy.weighed,
        }

    def draft(self) -> RemedyDraft:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return RemedyDraft(
            kind=typed["kind"],
            words=typed["words"],
            weighed=typed["weighed"],
            pence=typed["amount"],
            head=typed["head"],
            how=typed["how"],
            pay_by=typed["pay_by"],
            offset_pence=typed["offset"] or 0,
            offset_agreed=typed["offset_agreed"],
        )


class TookOffer(StaffForm):
    """What a resident told staff about an offer."""

    accepted = forms.ChoiceField(
        label=_("What does the resident say?"),
        choices=(("yes", _("Accepts it")), ("no", _("Does not accept it"))),
        widget=Radios(inline=True),
        error_messages={"required": _("Select what the resident says")},
    )
    because = long_text(
        _("Why, if they chose to say"), 2000, rows=3, help_text=_("They do not have to give a reason.")
    )


class Paid(StaffForm):
    on = DayField(
        called=_("The day it was paid"),
        label=_("When was it paid?"),
        required_message=_("Enter the day it was paid"),
    )
    offset = Amount(
        called=_("The part against arrears"), label=_("Part of it that went against rent arrears")
    )
    offset_agreed = forms.BooleanField(label=_("The resident agrees to that part"), required=False)
    proof = long_text(
        _("How do we know?"),
        2000,
        rows=3,
        help_text=_("The number of the transfer or cheque, or who signed for it."),
    )
