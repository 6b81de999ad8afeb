"""What staff fill in about needs, reprisals and limits to contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text, one_line
from putright.ui.fields import Checkboxes, DayField, Radios

from .kinds_of_help import AT_HOME, GROUPS, SHARED_WITH
from .models import Need


class RecordNeed(StaffForm):
    kind = forms.ChoiceField(
        label=_("What would help?"),
        widget=forms.Select,
        choices=[("", _("Choose one")), *((title, kinds) for _code, title, kinds in GROUPS)],
        error_messages={"required": _("Select what would help")},
    )
    words = one_line(
        _("In their words"), 500, help_text=_("Needed where it is something else. Nobody has to give proof.")
    )
    shared_with = forms.MultipleChoiceField(
        label=_("Who may be told?"),
        choices=SHARED_WITH,
        required=False,
        widget=Checkboxes(small=True),
        help_text=_("Ask them. Nobody else is told."),
    )


class Household(StaffForm):
    at_home = forms.MultipleChoiceField(
        label=_("Is there anybody at home to think about?"),
        choices=AT_HOME,
        required=False,
        widget=Checkboxes(),
    )
    words = one_line(_("Anything else to know"), 500)


class DecideNeed(StaffForm):
    decision = forms.ChoiceField(
        label=_("What do we do?"),
        choices=Need.Decision.choices,
        widget=Radios(
            hints={
                "changed": _("Say what is done instead, and why."),
                "refused": _(
                    "A manager decides, with reasons in writing. The resident is told of the Ombudsman."
                ),
            }
        ),
        error_messages={"required": _("Select what we do")},
    )
    instead = long_text(_("What is done instead"), 1000, rows=2)
    reasons = long_text(_("Reasons"), 1000, rows=3)
    review_on = DayField(
        called=_("The day of the review"),
        label=_("Look at it again on"),
        required=False,
        help_text=_("For needs that pass, like grief or a broken arm. It holds until it is looked at."),
    )


class LimitContact(StaffForm):
    limit = long_text(
        _("What is limited, and how can they reach us instead?"),
        1000,
        rows=3,
        required_message=_("Enter what is limited, and how they can reach us instead"),
    )
    reasons = long_text(
        _("Reasons: what happened, and when"), 2000, required_message=_("Enter what happened, and when")
    )
    needs_considered = long_text(
        _("How were their needs considered?"),
        2000,
        rows=3,
        help_text=_("Could a disability, illness or fear explain it? Would an adjustment do instead?"),
        required_message=_("Enter how their needs were considered"),
    )
    warned_on = DayField(called=_("The day they were warned"), label=_("They were warned on"), required=False)
    review_on = DayField(
        called=_("The day of the review"),
        label=_("Look at it again on"),
        required_message=_("Enter the day on which it is looked at again"),
        help_text=_("Within half a year."),
    )


class ReviewLimit(StaffForm):
    keep = forms.ChoiceField(
        label=_("What happens to the limit?"),
        choices=(("end", _("It ends today")), ("keep", _("It goes on until another review"))),
        widget=Radios(),
        error_messages={"required": _("Select what happens to the limit")},
    )
    review_on = DayField(called=_("The day of the next review"), label=_("Next review"), required=False)
    reasons = long_text(_("Reasons"), 2000, rows=3, required_message=_("Enter the reasons"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("keep") == "keep" and not typed.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", _("Enter the day of the next review"))
        return typed


class NoteReprisal(StaffForm):
    words = long_text(
        _("What happened, in their words"),
        4000,
        rows=6,
        required_message=_("Enter what happened"),
        help_text=_("Only the Member Responsible for Complaints reads it. You will not see it again."),
    )


class AnswerReprisal(StaffForm):
    answer = long_text(
        _("What was done about it"),
        4000,
        rows=6,
        required_message=_("Enter what was done about it"),
        help_text=_("The resident reads this."),
    )
