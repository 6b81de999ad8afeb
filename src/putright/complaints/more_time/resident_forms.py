"""What a resident says to a new date."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.ui.fields import DayField, LongText, Radios

from .models import OwnTime, Says


class MoreTimeAnswer(forms.Form):
    says = forms.ChoiceField(
        label=pgettext_lazy("more time", "Do you agree to the new date?"),
        choices=[
            (Says.AGREES.value, pgettext_lazy("more time", "I agree")),
            (Says.DISAGREES.value, pgettext_lazy("more time", "I do not agree")),
            (Says.CALL.value, pgettext_lazy("more time", "Call me about it")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("more time", "Select whether you agree, or would like a call"),
            "invalid_choice": pgettext_lazy("more time", "Select whether you agree, or would like a call"),
        },
    )
    because = LongText(
        label=pgettext_lazy("more time", "Is the new date a problem for you? (optional)"),
        required=False,
        max_length=2000,
        help_text=pgettext_lazy("more time", "You do not have to give a reason."),
        error_messages={
            "max_length": pgettext_lazy("more time", "What you tell us must be 2,000 characters or less")
        },
    )
    wants_ready_points = forms.BooleanField(
        label=pgettext_lazy("more time", "Answer the points that are ready now, without the rest"),
        required=False,
    )


class OwnTimeAsked(forms.Form):
    """Time that a resident needs, until a day of their own choice."""

    title = pgettext_lazy("own time", "Ask for more time")

    what = forms.ChoiceField(
        label=pgettext_lazy("own time", "What do you need time for?"),
        choices=[
            (
                OwnTime.What.EVIDENCE.value,
                pgettext_lazy("own time", "To send photos, letters or other files"),
            ),
            (OwnTime.What.REPLY.value, pgettext_lazy("own time", "To reply to you")),
            (OwnTime.What.OTHER.value, pgettext_lazy("own time", "Something else")),
        ],
        widget=Radios,
        error_messages={
            "required": pgettext_lazy("own time", "Select what you need time for"),
            "invalid_choice": pgettext_lazy("own time", "Select what you need time for"),
        },
    )
    until = DayField(
        label=pgettext_lazy("own time", "Until which day?"),
        called=pgettext_lazy("own time", "The day"),
        required_message=pgettext_lazy("own time", "Enter the day until which you need time"),
    )
    of_need = forms.ChoiceField(
        label=pgettext_lazy("own time", "Is it because of an illness, a disability or something like that?"),
        help_text=pgettext_lazy(
            "own time",
            "If yes, we write it down as extra help. We ask for no proof.",
        ),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=Radios(inline=True),
        error_messages={
            "required": pgettext_lazy("own time", "Select yes if it is because of what you need"),
            "invalid_choice": pgettext_lazy("own time", "Select yes if it is because of what you need"),
        },
    )
    because = LongText(
        label=pgettext_lazy("own time", "Is there anything we should know about it? (optional)"),
        required=False,
        max_length=2000,
        error_messages={
            "max_length": pgettext_lazy("own time", "What we should know must be 2,000 characters or less")
        },
    )
