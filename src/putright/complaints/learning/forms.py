"""What is filled in about what is learned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Person
from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.views.staff import chosen
from putright.ui.fields import DayField, Radios

from .actions import Lesson
from .models import Cause, Service


class Teach(StaffForm):
    """One thing that a case teaches, or the sentence that says why it teaches nothing."""

    cause = forms.ChoiceField(
        label=_("What was the cause?"),
        choices=Cause.choices,
        required=False,
        widget=Radios(small=True),
    )
    service = forms.ChoiceField(
        label=_("In which service?"),
        choices=[("", _("Choose a service")), *Service.choices],
        required=False,
        widget=forms.Select,
    )
    change = long_text(_("What changes?"), 2000, rows=4)
    owner = forms.ChoiceField(
        label=_("Who sees to it?"),
        required=False,
        widget=forms.Select,
        help_text=_("The manager of the service, where there is one."),
    )
    due_on = DayField(called=_("The day it is changed by"), label=_("By which day?"), required=False)
    publish = long_text(
        _("What may be published: you said, we did"),
        1000,
        rows=3,
        help_text=_("Nothing from which the resident could be known. May stay empty."),
    )
    nothing_because = long_text(
        _("If there is nothing to learn: why?"),
        1000,
        rows=2,
        help_text=_("One whole sentence. It stands in the record and in the report."),
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", _("Choose a person")), *_named(people)]

    def lesson(self) -> Lesson:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return Lesson(
            cause=typed["cause"],
            service=typed["service"],
            change=typed["change"],
            owner=chosen(self.people, typed["owner"]),
            due_on=typed["due_on"],
            publish=typed["publish"],
            nothing_because=typed["nothing_because"],
        )


def _named(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in people]


class TakeOn(StaffForm):
    due_on = DayField(
        called=_("The day it is changed by"),
        label=_("By which day? (only if another than planned)"),
        required=False,
    )


class Prove(StaffForm):
    on = DayField(
        called=_("The day it was changed"),
        label=_("When was it changed?"),
        required_message=_("Enter the day it was changed"),
    )
    proof = long_text(
        _("How do we know?"),
        2000,
        rows=4,
        help_text=_("The new procedure, the training day, the figures since."),
    )
