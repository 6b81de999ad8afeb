"""What staff fill in to restrict a case, and to lift that again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Person
from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.models import Restriction
from putright.ui.fields import Radios

KINDS = {
    Restriction.Kind.COMPLAINED_OF: _("The complaint is about them"),
    Restriction.Kind.CONFLICT: _("Another conflict: they are related, neighbours or friends"),
}


class Restrict(StaffForm):
    title = _("Who must not open this case?")

    person = forms.ChoiceField(
        label=_("Person"), widget=forms.Select, error_messages={"required": _("Select the person")}
    )
    kind = forms.ChoiceField(
        label=_("What is the conflict?"),
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        widget=Radios(small=True),
        error_messages={"required": _("Select what the conflict is")},
    )
    reason = long_text(
        _("Why?"),
        2000,
        help_text=_("It stays in the record of the case. The resident may ask to read it."),
        required_message=_("Enter why this person must not open the case"),
        too_long=_("Why must be 2,000 characters or less"),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        assert isinstance(person, forms.ChoiceField)
        person.choices = [
            ("", _("Choose a person")),
            *((str(one.id), f"{one.name}, {one.job_title}" if one.job_title else one.name) for one in people),
        ]


class Lift(StaffForm):
    because = long_text(
        _("Why may they open the case again?"),
        2000,
        required_message=_("Enter why this person may open the case again"),
        too_long=_("Why must be 2,000 characters or less"),
    )
