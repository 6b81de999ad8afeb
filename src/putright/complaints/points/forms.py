"""What staff fill in about points told apart or answered together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.models import Point
from putright.ui.fields import LongText, Radios

PARTS = 3


def _words(label: Any, *, required_message: Any = None) -> LongText:
    return long_text(
        label,
        1000,
        rows=2,
        required_message=required_message,
        too_long=_("A point must be 1,000 characters or less"),
    )


class SplitPoint(StaffForm):
    """What a point says from now on, and the further points that it held."""

    words = _words(
        _("This point, in our words"), required_message=_("Enter what this point says from now on")
    )
    part_1 = _words(_("The first further point, in our words"))
    part_2 = _words(_("Another further point, if there is one"))
    part_3 = _words(_("Another further point, if there is one"))

    @property
    def parts(self) -> list[str]:
        return [self.cleaned_data[f"part_{number}"] for number in range(1, PARTS + 1)]


class JoinPoints(StaffForm):
    to = forms.ChoiceField(
        label=_("Under which point is it answered?"),
        widget=Radios(),
        error_messages={
            "required": _("Select the point under which it is answered"),
            "invalid_choice": _("Select a point that is on the list"),
        },
    )

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.number), f"{one.number}. {str(one)[:150]}") for one in points]
