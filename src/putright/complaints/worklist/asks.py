"""What a search asks for, as it stands in its address: words, and filters that narrow the cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Landlord, Person
from putright.complaints.models import Channel, Complaint
from putright.complaints.queries import ENDED, LATER_STAGES, OPEN
from putright.complaints.search.queries import TYPED_AT_MOST, matching
from putright.rules.stages import State

STANDING = (
    ("", _("All cases")),
    ("open", _("Open")),
    ("ended", _("Ended")),
    ("new", _("Received, not logged yet")),
    ("stage1", _("At stage 1")),
    ("later", _("At stage 2 or later")),
    ("answered", _("Answered, not closed")),
    ("overdue", _("Open with something overdue")),
)
_ANSWERED = (State.ANSWERED.value, State.STAGE2_ANSWERED.value, State.STAGE3_ANSWERED.value)

_DAY = {"invalid": _("A day must be a real date, like 2026-11-03")}


class Asks(forms.Form):
    """The fields of a search. Nothing is required; what makes no sense is left out and said."""

    q = forms.CharField(label=_("Words, name, postcode or reference"), required=False)
    standing = forms.ChoiceField(label=_("How it stands"), choices=STANDING, required=False)
    channel = forms.ChoiceField(label=_("How it was made"), required=False)
    who = forms.ChoiceField(label=_("Who answers"), required=False)
    since = forms.DateField(
        label=_("Received from"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages=_DAY,
    )
    until = forms.DateField(
        label=_("Received to"), required=False, widget=forms.DateInput({"type": "date"}), error_messages=_DAY
    )

    def __init__(self, data: Mapping[str, Any] | None, *, people: list[Person]) -> None:
        super().__init__(data)
        channel, who = self.fields["channel"], self.fields["who"]
        assert isinstance(channel, forms.ChoiceField)
        assert isinstance(who, forms.ChoiceField)
        channel.choices = [("", _("Any way")), *Channel.choices]
        who.choices = [("", _("Anybody")), ("nobody", _("Nobody yet"))] + [
            (str(person.id), person.name) for person in people
        ]

    def clean_q(self) -> str:
        """The words, cut where nobody reads on: a pasted letter is searched by its beginning, and is no error."""
        return str(self.cleaned_data["q"])[:TYPED_AT_MOST].strip()

    def asked(self) -> dict[str, str]:
        """What is asked for, field by field, as text that an address can hold; only what was understood."""
        found: dict[str, str] = {}
        for name, value in self.cleaned_data.items():
            if isinstance(value, date):
                found[name] = value.isoformat()
            elif value:
                found[name] = str(value)
        return found


def found(landlord: Landlord, asked: Mapping[str, str], on: date) -> QuerySet[Complaint]:
    """The landlord's cases that a search finds on the day `on`: with words those that have them, else all, the
    newest first; narrowed by its filters."""
    cases = Complaint.objects.filter(landlord=landlord)
    words = asked.get("q", "")
    rows = matching(cases, words) if words else cases.order_by("-received_on", "-id")
    return narrowed(rows, asked, on)


def narrowed(cases: QuerySet[Complaint], asked: Mapping[str, str], on: date) -> QuerySet[Complaint]:
    """Those of the cases that the filters of a search let through. The words (`q`) are not looked at here.

    `asked` is what `Asks.asked` gave, perhaps years ago: a filter that is no longer known is left out.
    """
    standing = asked.get("standing", "")
    if standing == "open":
        cases = cases.filter(state__in=OPEN)
    elif standing == "ended":
        cases = cases.filter(state__in=ENDED)
    elif standing == "new":
        cases = cases.filter(state=State.RECEIVED.value)
    elif standing == "stage1":
        cases = cases.filter(state__in=(State.RECEIVED.value, State.ACKNOWLEDGED.value))
    elif standing == "later":
        cases = cases.filter(state__in=LATER_STAGES)
    elif standing == "answered":
        cases = cases.filter(state__in=_ANSWERED)
    elif standing == "overdue":
        cases = cases.filter(state__in=OPEN, next_due_on__lt=on)
    if asked.get("channel"):
        cases = cases.filter(channel=asked["channel"])
    if who := asked.get("who"):
        if who == "nobody":
            cases = cases.filter(
                Q(handler=None) & ~Q(state__in=LATER_STAGES) | Q(reviewer=None, state__in=LATER_STAGES)
            )
        else:
            cases = cases.filter(Q(handler_id=who) | Q(reviewer_id=who))
    if asked.get("since"):
        cases = cases.filter(received_on__gte=asked["since"])
    if asked.get("until"):
        cases = cases.filter(received_on__lte=asked["until"])
    return cases
