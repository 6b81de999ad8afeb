"""The shape of what staff type about a resident's story."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.ui.fields import LongText, Radios

from .actions import LIMITS, Permission, Words
from .forms import day_field
from .models import CaseStudy


class WordsForm(forms.Form):
    """What a story says, for staff: no address, no name of staff, no illness unless that was asked for and agreed."""

    story = forms.CharField(
        label=_("Title"), max_length=LIMITS["title"], error_messages={"required": _("Enter a title")}
    )
    happened = LongText(
        label=_("What happened"),
        max_length=LIMITS["happened"],
        error_messages={"required": _("Say what happened")},
    )
    did = LongText(
        label=_("What was done"),
        max_length=LIMITS["did"],
        error_messages={"required": _("Say what was done")},
    )
    changed = LongText(
        label=_("What changed"),
        max_length=LIMITS["changed"],
        error_messages={"required": _("Say what changed")},
    )

    def words(self) -> Words:
        """What was typed, once it is valid."""
        given = self.cleaned_data
        return Words(
            title=given["story"], happened=given["happened"], did=given["did"], changed=given["changed"]
        )


class PermissionForm(forms.Form):
    """How and until when a resident allows their story to be told."""

    way = forms.ChoiceField(
        label=_("How was permission given?"),
        choices=CaseStudy.Way.choices,
        widget=Radios(),
        error_messages={"required": _("Select how permission was given")},
    )
    given_on = day_field(
        _("When was it given?"),
        _("The day permission was given"),
        required=True,
        missing=_("Enter the day permission was given"),
    )
    until = day_field(
        _("Until when may the story be shown?"),
        _("The last day"),
        _("A year is usual. Two years are the most."),
        required=True,
        missing=_("Enter the last day on which the story may be shown"),
    )
    note = forms.CharField(
        label=_("Where is the permission kept? (optional)"),
        max_length=500,
        required=False,
        help_text=_("For staff alone. No names, and no reference of a complaint."),
    )

    safe = forms.BooleanField(
        label=_(
            "I asked if anybody could harm them who knows them by the story: a neighbour, a former partner"
        ),
        error_messages={"required": _("Ask the resident about their safety, then tick the box")},
    )

    def permission(self) -> Permission:
        """What was typed, once it is valid."""
        given = self.cleaned_data
        return Permission(
            way=given["way"],
            given_on=given["given_on"],
            until=given["until"],
            note=given["note"],
            safety_asked=given["safe"],
        )


class BeginForm(PermissionForm, WordsForm):
    """A new story: its words in English, then the permission that it rests on."""

    title = _("Write down a resident’s story")
    id = forms.UUIDField(widget=forms.HiddenInput)


class WithdrawForm(forms.Form):
    """Removing a story is for good, so it is said twice."""

    sure = forms.BooleanField(
        label=_("Yes, remove this story"), error_messages={"required": _("Tick the box to remove the story")}
    )
