"""How staff gave a resident their evidence pack."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import Radios


class GivePack(forms.Form):
    """Printed and handed over, posted, or read out."""

    how = forms.ChoiceField(
        label=_("How did you give it to them?"),
        choices=[
            ("printed", _("Printed, and they have it")),
            ("posted", _("Printed, and it is in the post")),
            ("read_out", _("Read out, by phone or in person")),
        ],
        widget=Radios(),
        error_messages={"required": _("Select how you gave it to them")},
    )
