"""What staff fill in to share out work: an absence, a bulk allocation, a search to keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Person
from putright.complaints.forms_landlords import Allocate, StaffForm
from putright.ui.fields import DayField


class NoteAbsence(StaffForm):
    person = forms.ChoiceField(
        label=_("Who is away?"), widget=forms.Select, error_messages={"required": _("Select who is away")}
    )
    from_on = DayField(
        called=_("The first day away"),
        label=_("First day away"),
        required_message=_("Enter the first day away"),
    )
    until_on = DayField(
        called=_("The last day away"),
        label=_("Last day away"),
        help_text=_("Leave it empty if nobody knows yet."),
        required=False,
    )
    cover = forms.ChoiceField(
        label=_("Who covers?"),
        widget=forms.Select,
        required=False,
        help_text=_(
            "They see these cases among their own. A case that has to be answered meanwhile is given to them."
        ),
    )

    def __init__(self, *args: Any, people: Iterable[Person], covers: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, cover = self.fields["person"], self.fields["cover"]
        assert isinstance(person, forms.ChoiceField) and isinstance(cover, forms.ChoiceField)
        person.choices = [("", _("Choose a person")), *((str(one.id), one.name) for one in people)]
        cover.choices = [("", _("Nobody")), *((str(one.id), one.name) for one in covers)]


class AllocateMany(Allocate):
    """One person for many cases; the cases stand in hidden fields of the page."""


class KeepSearch(StaffForm):
    name = forms.CharField(
        label=_("Name of this search"),
        max_length=80,
        error_messages={
            "required": _("Enter a name for this search"),
            "max_length": _("Name of this search must be 80 characters or less"),
        },
    )
    notify = forms.BooleanField(label=_("Tell me each morning of new cases that it finds"), required=False)
