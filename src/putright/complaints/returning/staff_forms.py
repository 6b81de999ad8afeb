"""What staff write down of a call that a form asked for, and of papers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.ui.fields import Radios


class CallMade(StaffForm):
    title = _("Write down the call")

    reached = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=[("yes", _("Yes")), ("no", _("No, or not the right person"))],
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes if you reached them")},
    )
    words = long_text(
        _("What went wrong, in their own words"),
        4000,
        help_text=_("Read it back to them. It becomes the complaint as they would have written it."),
        rows=8,
        too_long=_("What went wrong must be 4,000 characters or less"),
    )
    more = long_text(
        _("Anything else that is wrong: one problem on each line"),
        4000,
        rows=4,
        too_long=_("The other problems must be 4,000 characters or less"),
    )

    @property
    def points(self) -> list[str]:
        """The other problems of a valid form."""
        return [one.strip() for one in str(self.cleaned_data["more"]).splitlines() if one.strip()]


class PapersSeen(StaffForm):
    title = _("Write down what was done about their papers")

    what = long_text(
        _("What was copied, or why nothing was"),
        1000,
        help_text=_("Add the copies under “Evidence”."),
        rows=4,
        required_message=_("Write what was copied, or why nothing was"),
        too_long=_("This must be 1,000 characters or less"),
    )
