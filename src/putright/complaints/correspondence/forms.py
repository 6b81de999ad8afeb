"""What staff type about messages: replies, what came in another way, notes, calls, and what did not arrive."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.tenanted import Channel
from putright.record import providers
from putright.record.models import Message
from putright.ui.fields import DayField, LongText, Radios

from .actions import LONGEST


def _text(label: Any, required: Any, *, help_text: Any = "", rows: int = 6) -> LongText:
    """A text that a resident may read, or wrote, in any language: it takes the direction of its first letters."""
    field = long_text(
        label,
        LONGEST,
        help_text=help_text,
        rows=rows,
        required_message=required,
        too_long=_("Shorten this to %(limit)s characters or less") % {"limit": f"{LONGEST:,}"},
    )
    field.widget.attrs["dir"] = "auto"
    return field


class WriteToResident(StaffForm):
    text = _text(
        _("Write to the resident"),
        _("Enter the message"),
        help_text=_("The resident reads this. For a note among ourselves use “Write a note”."),
    )


class CameIn(StaffForm):
    title = _("Write down a message that came in")

    channel = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[
            (value, label)
            for value, label in Channel.choices
            if value not in {Channel.WEB.value, Channel.SURVEY.value}
        ],
        widget=Radios(small=True),
        error_messages={"required": _("Select how the message reached us")},
    )
    on = DayField(
        called=_("The day it reached us"),
        label=_("When did it reach us?"),
        required_message=_("Enter the day it reached us"),
    )
    text = _text(
        _("What does it say?"),
        _("Enter what the message says"),
        help_text=_("In the resident’s own words, in any language."),
    )


ANSWERED = {
    "call": _("By a call"),
    "letter": _("By a letter"),
    "visit": _("In person"),
    "none": _("It needs no answer"),
}


class AnsweredOtherwise(StaffForm):
    title = _("This message was answered in another way")

    how = forms.ChoiceField(
        label=_("How?"),
        choices=list(ANSWERED.items()),
        widget=Radios(small=True),
        error_messages={"required": _("Select how the message was answered")},
    )
    answer = _text(
        _("What was said?"),
        _("Enter what was said, or why the message needs no answer"),
        help_text=_("Write it so that the resident could read it: they may ask for it."),
    )


class WriteNote(StaffForm):
    title = _("Write a note")

    text = _text(
        _("Note for the people who work on this complaint"),
        _("Enter what to note"),
        help_text=_("Never sent. The resident sees that there is a note, and may ask for a copy of it."),
    )


class TellNews(StaffForm):
    title = _("Tell the resident the news")

    channel = forms.ChoiceField(
        label=_("How did you try?"),
        choices=[
            (Channel.PHONE.value, _("By a call")),
            (Channel.VISIT.value, _("In person")),
            (Channel.LETTER.value, _("By a letter of our own")),
            (Channel.OTHER.value, _("In another way")),
        ],
        widget=Radios(small=True),
        error_messages={"required": _("Select how you tried")},
    )
    reached = forms.ChoiceField(
        label=_("Did you reach them?"),
        choices=[("yes", _("Yes, they know the news")), ("no", _("No"))],
        widget=Radios(inline=True),
        error_messages={"required": _("Select yes if you reached them")},
    )
    summary = _text(_("What was said?"), _("Enter what was said, or that nobody answered"), rows=4)


def ways_again(message: Message) -> list[tuple[str, Any]]:
    """The ways in which a message that did not arrive can be sent again."""
    if message.channel == Message.Channel.POST:
        return [(Message.Channel.POST.value, _("By post"))]
    ways = [(Message.Channel.EMAIL.value, _("By email"))]
    if providers.carries(Message.Channel.TEXT):
        ways.append((Message.Channel.TEXT.value, _("By text message")))
    return ways


class SendAgain(StaffForm):
    title = _("Send it again")

    channel = forms.ChoiceField(
        label=_("How?"),
        widget=Radios(small=True),
        error_messages={"required": _("Select how to send it")},
    )
    to = forms.CharField(
        label=_("To which address or number?"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Check it with the resident. This does not change what the complaint holds: correct it there too."
        ),
        error_messages={
            "required": _("Enter the address or number"),
            "max_length": _("The address must be 500 characters or less"),
        },
    )

    def __init__(self, *given: Any, message: Message, **more: Any) -> None:
        super().__init__(*given, **more)
        channel = self.fields["channel"]
        assert isinstance(channel, forms.ChoiceField)
        channel.choices = ways_again(message)
        if message.channel != Message.Channel.POST:
            self.fields["to"].widget = forms.TextInput()

    def clean_to(self) -> Any:
        return self.cleaned_data["to"].replace("\r\n", "\n").replace("\x00", "")


class DealWith(StaffForm):
    title = _("Say what was done instead")

    how = _text(
        _("What was done?"),
        _("Enter what was done"),
        help_text=_("For example that you called, and what the resident’s right address is."),
        rows=4,
    )


class CameBack(StaffForm):
    title = _("This message came back")

    reason = _text(
        _("Why did it come back?"),
        _("Enter what was written on the envelope, or what the mailbox said"),
        help_text=_("For example “gone away”."),
        rows=3,
    )
