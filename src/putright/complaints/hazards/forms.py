"""What staff write down about a danger. What an act still lacks the act itself says."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from putright.rules.hazards import Ending, HazardKind, Seriousness, visits_in_vain
from putright.ui.fields import Checkboxes, DayField, Radios

from ..form.options import DANGERS
from ..forms_landlords import StaffForm, long_text, one_line

YES_NO = (("yes", _("Yes")), ("no", _("No")))
SERIOUSNESS = {
    Seriousness.EMERGENCY: (
        _("Emergency"),
        _("Somebody may come to serious harm within a day. It is made safe within 24 hours."),
    ),
    Seriousness.SIGNIFICANT: (
        _("Significant danger"),
        _("Somebody may come to harm, not within a day. It is investigated within 10 working days."),
    ),
    Seriousness.OTHER: (
        _("Neither of them"),
        _("Somebody has looked and found no danger of that kind. It stays on the list until it is closed."),
    ),
}
KINDS = (
    (HazardKind.DAMP_MOULD, _("Damp and mould")),
    (HazardKind.COLD, _("Cold")),
    (HazardKind.HEAT, _("Heat")),
    (HazardKind.FALLS, _("Falls")),
    (HazardKind.STRUCTURE, _("Structure, falling parts, explosion")),
    (HazardKind.FIRE, _("Fire")),
    (HazardKind.ELECTRICAL, _("Electricity")),
    (HazardKind.HYGIENE, _("Hygiene, food, drains, water")),
    (HazardKind.OTHER, _("Another kind")),
)


class OpenDanger(StaffForm):
    title = _("Open a danger")

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"),
        choices=(("yes", _("Yes")), ("unknown", _("Not known"))),
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes, or not known")},
    )
    what = forms.MultipleChoiceField(
        label=_("What is happening?"),
        choices=list(DANGERS.items()),
        required=False,
        widget=Checkboxes(small=True),
    )
    words = long_text(_("In their words"), 4000, rows=3)
    phone = one_line(_("Phone number we can call now"), 40)
    has_called = forms.BooleanField(label=_("They have called 999, the gas line or ours"), required=False)


class Classify(StaffForm):
    title = _("How serious is it?")

    seriousness = forms.ChoiceField(
        label=_("How serious is it?"),
        choices=[(one.value, label) for one, (label, _hint) in SERIOUSNESS.items()],
        widget=Radios(hints={one.value: hint for one, (_label, hint) in SERIOUSNESS.items()}),
        error_messages={"required": _("Select how serious it is")},
    )
    kind = forms.ChoiceField(
        label=_("Which kind of danger?"),
        choices=[(one.value, label) for one, label in KINDS],
        widget=Radios(small=True),
        error_messages={"required": _("Select the kind of danger")},
    )
    why = long_text(
        _("Why?"),
        2000,
        rows=3,
        help_text=_("What you saw or were told, and who lives there: a baby, somebody with asthma."),
    )


class Timed(StaffForm):
    """A form with a day and a time of day, which together are `moment`."""

    on = DayField(called=_("The day"), label=_("On which day?"), required_message=_("Enter the day"))
    time = forms.CharField(
        label=_("At what time?"),
        help_text=_("For example, 14:30"),
        max_length=8,
        error_messages={"required": _("Enter the time, like 14:30")},
        widget=forms.TextInput({"class": "govuk-input--width-5"}),
    )

    def clean_time(self) -> datetime.time:
        found = re.fullmatch(r"(\d{1,2})[:. ]?(\d{2})", self.cleaned_data["time"].strip())
        if not found or int(found[1]) > 23 or int(found[2]) > 59:
            raise ValidationError(_("Enter the time, like 14:30"))
        return datetime.time(int(found[1]), int(found[2]))

    @property
    def moment(self) -> datetime.datetime:
        """The day and the time, in England."""
        typed = self.cleaned_data
        return datetime.datetime.combine(typed["on"], typed["time"], timezone.get_current_timezone())


class RecordAttempt(Timed):
    title = _("A call or visit")

    how = forms.ChoiceField(
        label=_("What did you do?"),
        choices=(("call", _("Called")), ("visit", _("Went there"))),
        widget=Radios(inline=True),
        error_messages={"required": _("Select whether you called or went there")},
    )
    reached = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Select whether you reached them")},
    )
    notice = long_text(
        _("How was a visit announced?"),
        1000,
        rows=2,
        help_text=_(
            "When, how and to whom: text on Monday, letter by hand. Without it, “no access” proves nothing."
        ),
    )
    summary = long_text(_("What was said or seen?"), 2000, rows=3)


class Investigate(StaffForm):
    title = _("The investigation")

    on = DayField(
        called=_("The day it was investigated"),
        label=_("When was it investigated?"),
        required_message=_("Enter the day it was investigated"),
    )
    found = forms.ChoiceField(
        label=_("Is there a danger?"),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Select whether there is a danger")},
    )
    findings = long_text(
        _("What was found?"), 4000, rows=5, help_text=_("Who was there, what was seen and measured.")
    )


class SendSummary(StaffForm):
    title = _("The written summary")

    on = DayField(
        called=_("The day it was sent"),
        label=_("When was it sent to the resident?"),
        required_message=_("Enter the day it was sent"),
    )


class MakeSafe(Timed):
    title = _("It is safe")

    how = long_text(_("How was it made safe, and how do you know?"), 2000, rows=4)


class DecideWork(StaffForm):
    title = _("Further work")

    needed = forms.ChoiceField(
        label=_("Is further work needed so that it does not come back?"),
        choices=YES_NO,
        widget=Radios(inline=True),
        error_messages={"required": _("Select whether further work is needed")},
    )
    work = long_text(_("Which work, or why none?"), 2000, rows=3)


class BeginWork(StaffForm):
    title = _("The further work has begun")

    on = DayField(
        called=_("The day the work began"),
        label=_("When did the work begin?"),
        required_message=_("Enter the day the work began"),
    )


class OfferElsewhere(StaffForm):
    title = _("Somewhere else to stay")

    answer = forms.ChoiceField(
        label=_("What did the resident say?"),
        choices=(
            ("accepted", _("They go there")),
            ("declined", _("They stay at home")),
            ("waiting", _("They think about it")),
        ),
        widget=Radios(small=True),
        error_messages={"required": _("Select what the resident said")},
    )
    words = long_text(_("What was offered, and what did they say?"), 2000, rows=3)


class CloseHazard(StaffForm):
    title = _("Close this danger")

    ending = forms.ChoiceField(
        label=_("How did it end?"),
        choices=(
            (Ending.MADE_SAFE.value, _("It was made safe")),
            (Ending.NO_DANGER.value, _("There is no danger")),
            (Ending.NO_ACCESS.value, _("Nobody let us in")),
        ),
        widget=Radios(small=True),
        error_messages={"required": _("Select how it ended")},
    )
    outcome = long_text(
        _("What was done about the danger?"),
        4000,
        help_text=_("Say who went or called, when, and how you know that nobody is in danger now."),
        rows=6,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Needs visits that were announced and in vain: %(visits)s.") % {"visits": visits_in_vain()}
        self.fields["ending"].widget.hints = {Ending.NO_ACCESS.value: hint}
