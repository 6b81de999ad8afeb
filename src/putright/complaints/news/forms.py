"""What staff fill in to give news, hand a promise over, take a resident's word down, or open a case again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Person
from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.more_time.models import Says
from putright.ui.fields import Radios


class GiveNews(StaffForm):
    words = long_text(
        _("What is the news?"),
        2000,
        rows=5,
        help_text=_(
            "The resident reads this on their page, in these words. No news is news too: say why it takes longer."
        ),
    )
    news_every_days = forms.IntegerField(
        label=_("Working days until the next news"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text=_("As agreed with the resident. Leave it empty to keep what was agreed."),
        error_messages={
            "invalid": _("Working days until the next news must be a number, like 5"),
            "min_value": _("Working days until the next news must be 1 or more"),
            "max_value": _("Working days until the next news must be 60 or less"),
        },
    )


class TakeReply(StaffForm):
    """What a resident told staff about a new date."""

    says = forms.ChoiceField(
        label=_("What does the resident say to the new date?"),
        choices=Says.choices,
        widget=Radios(small=True),
        error_messages={"required": _("Select what the resident says")},
    )
    because = long_text(
        _("Why, if they chose to say"), 2000, rows=3, help_text=_("They do not have to give a reason.")
    )
    wants_ready_points = forms.BooleanField(
        label=_("They want the points that are ready answered now"), required=False
    )


class React(StaffForm):
    words = long_text(
        _("What did you tell the resident?"),
        2000,
        rows=6,
        help_text=_("They read this on their page. Call them first."),
    )


class HandOver(StaffForm):
    owner = forms.ChoiceField(
        label=_("Who sees to it now?"),
        widget=forms.Select,
        error_messages={"required": _("Select who sees to it now")},
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", _("Choose a person")), *((str(one.id), one.name) for one in people)]


class OpenAgain(StaffForm):
    why = long_text(
        _("Why is it opened again?"),
        2000,
        rows=4,
        help_text=_("What the resident said, or what you found out."),
    )
