"""What staff fill in when somebody calls, writes or comes by, and what they write about service requests.

Nothing is required: what is typed anywhere is enough, and each act says itself what it lacks.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Landlord
from putright.ui.fields import Checkboxes, DayField, Radios
from putright.ui.languages import LANGUAGES

from ..actions import Told
from ..form.options import CONTACT_WAYS, DANGERS, RELATIONSHIPS, TOPICS
from ..forms_landlords import DANGER, StaffForm, long_text, one_line
from ..models import Channel, ServiceRequest
from ..representatives.models import Permission
from .actions import Came, Danger

CHANNELS = [(value, label) for value, label in Channel.choices if value != Channel.WEB.value]
REPLY_TO = (
    ("", _("Not settled yet")),
    ("resident", _("The resident")),
    ("writer", _("Whoever wrote")),
    ("both", _("Both")),
)


def scripts(landlord: Landlord) -> dict[str, Any]:
    """What to say or mind for each way in which something reaches us."""
    return {
        "phone": _(
            "Say: “Are you safe? I can log this as a complaint, would you like that? Tell me in your own words.” "
            "Read the points back. The start of the call counts."
        ),
        "letter": _(
            "The day it arrived counts, not the day it was opened. Type the resident’s words as they are, "
            "and keep the letter."
        ),
        "email": _("Copy the words as they came. The day it arrived counts."),
        "visit": _("Offer a private room. Print the page that comes next: it is their receipt."),
        "social_media": _(
            "Reply in public: “Thank you for telling us. Please send us a private message or call %(phone)s. "
            "Do not post your address here.” Never discuss the case there. Copy the post as it stands."
        )
        % {"phone": landlord.phone},
        "survey": _("Tell them how to complain. It becomes a complaint when they say that they want that."),
        "representative": _(
            "If the resident is unhappy it is a complaint, not an enquiry. The clock starts today, not with the "
            "permission. Tell them whom the reply goes to."
        ),
        "other": _("A contractor, a colleague, a note through the door."),
    }


class WriteDown(StaffForm):
    """A complaint or a service request, in the order of a call: danger first, then the words, then the person."""

    title = _("Write down what somebody tells us")

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"),
        choices=DANGER,
        required=False,
        widget=Radios(small=True, reveals={"yes": ("danger_what", "has_called")}),
        help_text=_(
            "Ask this first. Gas, fire, sparks, something falling, water that cannot be stopped, trouble breathing. "
            "Yes and not known open a danger at once, also if you only save."
        ),
    )
    danger_what = forms.MultipleChoiceField(
        label=_("What is happening?"),
        choices=list(DANGERS.items()),
        required=False,
        widget=Checkboxes(small=True),
    )
    has_called = forms.BooleanField(label=_("They have called 999, the gas line or ours"), required=False)
    channel = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=CHANNELS,
        required=False,
        widget=Radios(
            small=True,
            reveals={
                "phone": ("cut_short",),
                "social_media": ("link",),
                "survey": ("opted_in",),
                "representative": (
                    "writer",
                    "writer_as",
                    "writer_reference",
                    "writer_reach",
                    "permission",
                    "permission_note",
                    "reply_to",
                ),
            },
        ),
    )
    cut_short = forms.BooleanField(label=_("They rang off before we were done"), required=False)
    link = one_line(_("Link to the post"), 500)
    opted_in = forms.ChoiceField(
        label=_("Do they want it to be a complaint?"),
        choices=(("", _("Not asked yet")), ("yes", _("Yes")), ("no", _("No"))),
        required=False,
        widget=forms.Select,
    )
    writer = one_line(_("Who writes for the resident?"))
    writer_as = forms.ChoiceField(
        label=_("As what?"), choices=[("", _("Not known")), *RELATIONSHIPS.items()], required=False
    )
    writer_reference = one_line(_("Their reference"), 80)
    writer_reach = one_line(_("How to reach them"), 300, help_text=_("Direct line, hours, email, address."))
    permission = forms.ChoiceField(
        label=_("Does the resident agree?"),
        choices=[("", _("Not known: we ask the resident")), *Permission.choices],
        required=False,
    )
    permission_note = one_line(
        _("How do we know?"), 300, help_text=_("Where the form is, which authority, why nobody can ask.")
    )
    reply_to = forms.ChoiceField(label=_("Who does the reply go to?"), choices=REPLY_TO, required=False)
    received_on = DayField(
        called=_("The day it first reached us"),
        label=_("When did it first reach us?"),
        required=False,
        help_text=_(
            "All dates count from it. If they told a colleague or a contractor before, give that day."
        ),
    )
    words = long_text(
        _("What went wrong?"), 4000, help_text=_("In their own words, in any language."), rows=6
    )
    our_words = long_text(
        _("The same in your words"),
        2000,
        help_text=_("If it helps. Theirs are kept as they are, beside yours."),
        rows=3,
    )
    topics = forms.MultipleChoiceField(
        label=_("What is it about?"),
        choices=list(TOPICS.items()),
        required=False,
        widget=Checkboxes(small=True),
    )
    more = long_text(
        _("Anything else that went wrong"),
        4000,
        help_text=_("Each on a line of its own becomes a point."),
        rows=3,
    )
    read_back = forms.BooleanField(label=_("I read the points back to them"), required=False)
    name = one_line(_("Full name"), help_text=_("Leave empty if they do not want to give it."))
    called = one_line(_("What should we call them?"), 100)
    address = one_line(_("Address"), 300)
    postcode = one_line(_("Postcode"), 10)
    contact_ways = forms.MultipleChoiceField(
        label=_("How should we contact them?"),
        choices=[(way, label) for way, label in CONTACT_WAYS.items() if way != "none"],
        widget=Checkboxes(small=True),
        required=False,
    )
    phone = one_line(_("Phone number"), 40, help_text=_("In case of danger: one we can call now."))
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Enter an email address in the correct format, like name@example.com")},
    )
    spoken_language = one_line(_("Language they speak"), 60)
    interpreter = forms.BooleanField(label=_("They need an interpreter"), required=False)
    written_language = forms.ChoiceField(
        label=_("Language we write in"),
        choices=[(one.code, one.autonym) for one in LANGUAGES],
        required=False,
    )
    # Made for each page that is opened: the same one sent twice makes one complaint.
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    # What stands there without anybody having typed it.
    GIVEN = frozenset({"channel", "received_on", "key", "written_language", "danger"})

    def __init__(self, *args: Any, landlord: Landlord, today: date, wants: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.wants = today, wants
        self.fields["phone"].widget.input_type = "tel"
        self.fields["channel"].widget.hints = scripts(landlord)

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"] or self.today
        if day > self.today:
            raise ValidationError(_("The day it first reached us must be today or in the past"))
        return day

    def clean_postcode(self) -> str:
        # Some small letters are two in capitals.
        return str(self.cleaned_data["postcode"]).upper()[:10]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        typed = any(value for name, value in found.items() if name not in self.GIVEN)
        if not typed and not self.errors and found.get("danger") not in {"yes", "unknown"}:
            self.add_error("words", _("Write down whatever you know. One word is enough."))
        if self.wants == "complaint" and found.get("channel") == "survey" and found.get("opted_in") != "yes":
            self.add_error(
                "opted_in",
                _("Ask whether they want to complain, and select yes. Until then, save it for later."),
            )
        return found

    # What was typed, for the acts

    @property
    def told(self) -> Told:
        typed = self.cleaned_data
        return Told(
            words=typed["words"],
            our_words=typed["our_words"],
            topics=tuple(typed["topics"]),
            more_points=tuple(one.strip() for one in typed["more"].splitlines() if one.strip()),
            name=typed["name"],
            called=typed["called"],
            address=typed["address"],
            postcode=typed["postcode"],
            contact_ways=tuple(typed["contact_ways"]),
            phone=typed["phone"],
            email=typed["email"],
            spoken_language=typed["spoken_language"],
            interpreter=typed["interpreter"],
            written_language=typed["written_language"] or "en",
        )

    @property
    def came(self) -> Came:
        """How it reached us; what belongs to another way than the one that was chosen is left behind."""
        typed = self.cleaned_data
        channel = typed["channel"]
        writer = {
            name: typed[name]
            for name in ("writer", "writer_as", "writer_reference", "writer_reach", "permission_note")
        }
        return Came(
            cut_short=typed["cut_short"],
            read_back=typed["read_back"],
            link=typed["link"],
            opted_in={"yes": True, "no": False}.get(typed["opted_in"]) if channel == "survey" else None,
            permission=typed["permission"] if typed["writer"] else "",
            reply_to=typed["reply_to"],
            **writer,
        )

    @property
    def way(self) -> str:
        return self.cleaned_data["channel"] or Channel.OTHER.value


def danger_of(typed: Any) -> Danger:
    """The answer to the danger questions as it was sent, whatever else on the page is wrong."""
    known = {one for one in typed.getlist("danger_what") if one in DANGERS}
    answer = typed.get("danger", "")
    return Danger(
        answer=answer if answer in dict(DANGER) else "",
        what=tuple(sorted(known)) if answer == "yes" else (),
        words=typed.get("words", "").replace("\x00", "")[:4000],
        phone=typed.get("phone", "").replace("\x00", "")[:40],
        has_called=bool(typed.get("has_called")),
    )


class AnswerRequest(StaffForm):
    title = _("What we told the resident")

    answer = long_text(
        _("What did you tell them?"),
        4000,
        rows=5,
        help_text=_("What will be done, by when, and that they can complain if they are unhappy with it."),
    )


class ReviewRequest(StaffForm):
    title = _("Look again at this request")

    review = long_text(
        _("How does it stand?"),
        2000,
        rows=4,
        help_text=_("What was done since, what is missing, who sees to it."),
    )


class FinishRequest(StaffForm):
    title = _("The work is done")

    on = DayField(
        called=_("The day it was done"),
        label=_("When was it done?"),
        required_message=_("Enter the day it was done"),
    )
    done = long_text(_("What was done, and how do you know?"), 2000, rows=4)


class NoteOffer(StaffForm):
    title = _("They do not want to complain")

    note = long_text(
        _("What did they say when you asked?"),
        2000,
        rows=4,
        help_text=_(
            "Say: “I can log this as a complaint, would you like that?” They may still do so at any time."
        ),
    )


class BecomeComplaint(StaffForm):
    """Makes a complaint of a request. Both days may stay empty: then the request's own day counts."""

    title = _("Make this a complaint")

    words = long_text(
        _("What do they say is wrong now?"),
        4000,
        rows=5,
        help_text=_("In their own words. What they asked for first is kept as the first point."),
    )
    channel = forms.ChoiceField(
        label=_("How did they say it?"),
        choices=[("", _("As the request")), *CHANNELS],
        required=False,
        widget=forms.Select,
    )
    unhappy_on = DayField(
        called=_("The day they first said it"),
        label=_("Count from a later day?"),
        required=False,
        help_text=_(
            "Leave this empty, and the dates count from the request. Only where they first said later that they were "
            "unhappy, give that day."
        ),
    )
    because = long_text(_("Why the later day counts"), 1000, rows=2)

    def __init__(self, *args: Any, request: ServiceRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
