"""What the landlord's staff fill in. Forms read and tidy what was typed; what may be done is asked of `actions`.

Few fields are required: work in hand may be saved at any time, and what an act still lacks the act itself says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Person
from putright.rules.acceptance import RefusalFacts
from putright.ui.fields import Checkboxes, DayField, LongText, Radios

from .form.options import CONTACT_WAYS
from .models import Channel, Complaint, Finding, FindingKind, Point
from .points.queries import live

MORE_POINTS = 3

DANGER = (
    ("yes", _("Yes")),
    ("no", _("No")),
    ("unknown", _("Not known")),
)


def long_text(
    label: Any,
    limit: int,
    *,
    help_text: Any = "",
    rows: int = 4,
    required_message: Any = None,
    too_long: Any = None,
) -> LongText:
    """A longer text of staff. It is required only where `required_message` says what to do about its absence.

    `too_long` is for labels that make no sentence of the usual error, such as questions.
    """
    errors = {"required": required_message} if required_message else {}
    errors["max_length"] = too_long or _("%(label)s must be %(limit)s characters or less") % {
        "label": label,
        "limit": f"{limit:,}",
    }
    return LongText(
        label=label,
        max_length=limit,
        required=required_message is not None,
        help_text=help_text,
        widget=forms.Textarea({"rows": rows}),
        error_messages=errors,
    )


def one_line(
    label: Any, limit: int = 200, *, help_text: Any = "", required_message: Any = None
) -> forms.CharField:
    """A text of one line, required only where `required_message` says what to do about its absence."""
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required_message is not None,
        help_text=help_text,
        error_messages={
            "required": required_message or "",
            "max_length": _("%(label)s must be %(limit)s characters or less")
            % {"label": label, "limit": limit},
        },
    )


class StaffForm(forms.Form):
    """A form of staff. `title` names its page where it has more than one question."""

    title: Any = ""


class Confirm(StaffForm):
    """A button alone: what is confirmed stands on the page. Its errors are the act's refusals."""


class Seen(StaffForm):
    """Confirms a letter as it was read: `seen` is the digest of what stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class Define(StaffForm):
    """Our wording for each point, beside the resident's own words, and what is wanted and what lies outside."""

    title = _("What we understand")

    def __init__(self, *args: Any, points: Sequence[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = points
        for point in live(points):
            self.fields[f"point_{point.number}"] = long_text(
                _("Point %(number)s in our words") % {"number": point.number}, 1000, rows=3
            )
        following = len(points) + 1
        for number in range(following, following + MORE_POINTS):
            self.fields[f"point_{number}"] = long_text(
                _("Point %(number)s, if there is one") % {"number": number}, 1000, rows=2
            )
        self.fields["outcomes"] = long_text(
            _("What the resident wants to happen"),
            2000,
            help_text=_("If they did not say, ask in the first call."),
        )
        self.fields["outside"] = long_text(
            _("What we are not responsible for, and why"),
            2000,
            help_text=_("Say who is responsible, where you know. Leave empty if there is nothing."),
        )
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def point_fields(self) -> list[tuple[Point, Any]]:
        """Each point that is answered by itself, with the field for its wording."""
        return [(point, self[f"point_{point.number}"]) for point in live(self.points)]

    def further_fields(self) -> list[Any]:
        """The fields for points that are not there yet."""
        following = len(self.points) + 1
        return [self[f"point_{number}"] for number in range(following, following + MORE_POINTS)]

    @property
    def wordings(self) -> list[str]:
        """The wordings in order; empty ones only where a point is there already."""
        there = [
            self.cleaned_data[f"point_{point.number}"] if point.live else point.words for point in self.points
        ]
        following = len(self.points) + 1
        further = [
            self.cleaned_data[f"point_{number}"] for number in range(following, following + MORE_POINTS)
        ]
        return there + [words for words in further if words.strip()]


class Allocate(StaffForm):
    """Who answers a stage. `people` are those who may: (person, what is said about them)."""

    person = forms.ChoiceField(
        label=_("Who will answer?"),
        widget=Radios(),
        error_messages={
            "required": _("Select who will answer"),
            "invalid_choice": _("Select somebody who is on the list"),
        },
    )

    def __init__(self, *args: Any, people: Iterable[tuple[Person, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        people = list(people)
        field.choices = [(str(person.id), person.name) for person, _hint in people]
        field.widget.hints = {str(person.id): hint for person, hint in people}


class RecordContact(StaffForm):
    title = _("Write down a contact")

    on = DayField(
        called=_("The day of the contact"),
        label=_("When was it?"),
        required_message=_("Enter the day of the contact"),
    )
    channel = forms.ChoiceField(
        label=_("How?"),
        choices=[
            (value, label)
            for value, label in Channel.choices
            if value not in {Channel.WEB.value, Channel.SURVEY.value}
        ],
        widget=Radios(small=True),
        error_messages={"required": _("Select how the contact was made")},
    )
    outgoing = forms.ChoiceField(
        label=_("Who began it?"),
        choices=(("yes", _("We did")), ("no", _("They did"))),
        widget=Radios(inline=True),
        error_messages={"required": _("Select who began the contact")},
    )
    who = one_line(
        _("Who was it with?"),
        help_text=_("The resident, a contractor, a neighbour."),
        required_message=_("Enter who the contact was with"),
    )
    summary = long_text(
        _("What was said?"),
        4000,
        rows=6,
        help_text=_("Write it so that the resident could read it: they may ask for it."),
        required_message=_("Enter what was said"),
    )


class RecordFinding(StaffForm):
    """The answer to one point. Everything may be left for later; issuing the answer asks for what is missing."""

    finding = forms.ChoiceField(
        label=_("Do we agree with this point?"),
        required=False,
        choices=[
            (value, label) for value, label in FindingKind.choices if value != FindingKind.NOT_RECORDED.value
        ],
        widget=Radios(small=True),
        error_messages={"invalid_choice": _("Select one of the four findings")},
    )
    facts = long_text(
        _("What we found out"),
        6000,
        rows=6,
        help_text=_("What happened, on which day, and how you know. The resident reads this."),
    )
    reasons = long_text(_("Why we say so"), 6000, rows=5)
    basis = long_text(
        _("What it rests on"),
        2000,
        rows=2,
        help_text=_("The policy, law, good practice or Code paragraph, if one."),
    )
    remedy = long_text(
        _("How we put it right"),
        4000,
        rows=4,
        help_text=_(
            "Say what we did wrong and that we are sorry for it; repairs, money, a change in how we work."
        ),
    )
    no_remedy_because = long_text(
        _("Or why there is nothing to put right"),
        2000,
        rows=2,
        help_text=_("Leave empty where you offer something."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    PARTS = ("finding", "facts", "reasons", "basis", "remedy", "no_remedy_because")

    @classmethod
    def of(cls, finding: Finding | None) -> dict[str, str]:
        """What stands in a finding, by the names of the fields."""
        return {part: getattr(finding, part) if finding else "" for part in cls.PARTS}


class PlanPromise(StaffForm):
    action = long_text(
        _("What will we do?"),
        1000,
        rows=3,
        help_text=_("The letter says it in these words: “We will …”"),
        required_message=_("Enter what we will do"),
    )
    due_on = DayField(
        called=_("The day by which we will do it"),
        label=_("By when?"),
        required_message=_("Enter the day by which we will do it"),
    )
    owner = forms.ChoiceField(
        label=_("Who sees to it?"),
        widget=forms.Select,
        error_messages={"required": _("Select who sees to it"), "invalid_choice": _("Select who sees to it")},
    )
    point = forms.ChoiceField(label=_("Which point does it put right?"), widget=forms.Select, required=False)
    news_every_days = forms.IntegerField(
        label=_("Working days between news to the resident, until it is done"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text=_("As agreed with the resident. Leave it empty if it is done at once."),
        error_messages={
            "invalid": _("Working days between news must be a number, like 5"),
            "min_value": _("Working days between news must be 1 or more"),
            "max_value": _("Working days between news must be 60 or less"),
        },
    )

    def __init__(self, *args: Any, people: Iterable[Person], points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, point = self.fields["owner"], self.fields["point"]
        assert isinstance(owner, forms.ChoiceField) and isinstance(point, forms.ChoiceField)
        owner.choices = [("", _("Choose a person")), *((str(one.id), one.name) for one in people)]
        point.choices = [
            ("", _("All of them, or none in particular")),
            *((str(one.number), f"{one.number}. {str(one)[:70]}") for one in points),
        ]


# Why an answer takes longer, for the figures; the resident reads the explanation. A busy week is not among them.
WHY_LONGER = (
    ("several_points", _("Several points that hang together")),
    ("inspection", _("An inspection or survey is needed")),
    ("evidence_awaited", _("A contractor or another team has not answered yet")),
    ("records", _("Records have to be found or put right")),
    ("specialist", _("Somebody with special knowledge has to look at it")),
    ("resident_asked", _("The resident needs time, or asked for it")),
)


class Extend(StaffForm):
    """More time for a stage. What lies beyond the cap is asked for apart."""

    until = DayField(called=_("The new date"), label=_("New date"), required_message=_("Enter the new date"))
    because = forms.MultipleChoiceField(
        label=_("What makes it take longer?"),
        choices=WHY_LONGER,
        required=False,
        widget=Checkboxes,
        error_messages={"invalid_choice": _("Select from the list what makes it take longer")},
    )
    reasons = long_text(
        _("Why we need more time"),
        2000,
        rows=4,
        help_text=_("The resident reads this in the letter, in these words."),
    )
    good_reason = long_text(_("Good reason for going past the latest date"), 2000, rows=3)
    approved_by = forms.ChoiceField(
        label=_("Senior manager who approved it"),
        widget=forms.Select,
        required=False,
        error_messages={"invalid_choice": _("Select a senior manager who is on the list")},
    )
    news_every_days = forms.IntegerField(
        label=_("Working days between news to the resident"),
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text=_("As agreed with the resident."),
        error_messages={
            "invalid": _("Working days between news must be a number, like 5"),
            "min_value": _("Working days between news must be 1 or more"),
            "max_value": _("Working days between news must be 60 or less"),
        },
    )
    resident_agrees = forms.BooleanField(label=_("The resident has agreed to the new date"), required=False)

    BEYOND = ("good_reason", "approved_by")

    def __init__(self, *args: Any, seniors: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approved = self.fields["approved_by"]
        assert isinstance(approved, forms.ChoiceField)
        approved.choices = [("", _("Nobody yet")), *((str(one.id), one.name) for one in seniors)]


# The grounds of 2024:2.2 and 5.11; the letter gives the reasons in full.
GROUNDS = (
    ("older_than_limit", _("It happened too long ago")),
    ("in_court", _("It is before a court: claim form and particulars were filed")),
    ("considered_before", _("We have already looked at it under this policy")),
    ("other", _("Something else that is fair and reasonable")),
)


class Refuse(StaffForm):
    ground = forms.ChoiceField(
        label=_("On which ground?"),
        choices=GROUNDS,
        widget=Radios(small=True),
        error_messages={"required": _("Select the ground"), "invalid_choice": _("Select the ground")},
    )
    reasons = long_text(
        _("Reasons"),
        4000,
        rows=6,
        help_text=_(
            "In full, for this complaint alone. The resident reads this in the letter, in these words."
        ),
    )
    happened_on = DayField(
        called=_("The day it happened"),
        label=_("The day it happened"),
        required=False,
        help_text=_("The latest day, where it went on."),
    )
    aware_on = DayField(
        called=_("The day the resident learned of it"),
        label=_("The day the resident learned of it, if later"),
        required=False,
    )
    no_discretion_because = long_text(_("Why we do not take it on all the same"), 2000, rows=3)
    claim_filed_on = DayField(
        called=_("The day the claim form was filed"),
        label=_("The day the claim form was filed at court"),
        required=False,
        help_text=_("A letter before claim is not enough."),
    )
    particulars_filed_on = DayField(
        called=_("The day the particulars were filed"),
        label=_("The day the particulars of claim were filed at court"),
        required=False,
    )
    earlier_reference = one_line(_("Reference of the complaint under which we looked at it"), 40)
    earlier_answered_on = DayField(
        called=_("The day that complaint was answered"),
        label=_("The day that complaint was answered"),
        required=False,
    )
    fair_because = long_text(_("Why refusing is fair and reasonable here"), 2000, rows=3)

    AGE = ("happened_on", "aware_on", "no_discretion_because")
    COURT = ("claim_filed_on", "particulars_filed_on")
    EARLIER = ("earlier_reference", "earlier_answered_on")

    def rests_on(self) -> RefusalFacts:
        """What was typed for the ground that was chosen, once valid; what belongs to others is left behind."""
        typed = self.cleaned_data
        names = {
            "older_than_limit": self.AGE,
            "in_court": self.COURT,
            "considered_before": self.EARLIER,
            "other": ("fair_because",),
        }[typed["ground"]]
        return RefusalFacts(typed["ground"], **{name: typed[name] for name in names})


class Escalate(StaffForm):
    """The resident's request, taken down. No reason may be asked of them."""

    points = forms.MultipleChoiceField(
        label=_("Which points are not put right?"),
        help_text=_("Leave all unticked for all of it."),
        widget=Checkboxes(small=True),
        required=False,
    )
    why = long_text(_("Why, if they said so"), 2000, help_text=_("No reason is needed. Do not ask for one."))
    wanted_now = long_text(_("What would put it right now, if they said so"), 2000)

    def __init__(self, *args: Any, choices: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["points"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(point.number), f"{point.number}. {point}"[:160]) for point in choices]


class Withdraw(StaffForm):
    reasons = long_text(
        _("What the resident said"),
        2000,
        help_text=_("They need not give a reason. Write down how they told us, and on which day."),
    )


class KeepPromise(StaffForm):
    on = DayField(
        called=_("The day it was done"),
        label=_("When was it done?"),
        required_message=_("Enter the day it was done"),
    )
    proof = long_text(
        _("How do we know?"),
        2000,
        rows=3,
        help_text=_("Who saw it done, the job number, the day the money was paid."),
    )
    file = forms.ChoiceField(
        label=_("A file of the case that shows it"),
        required=False,
        widget=forms.Select,
        help_text=_("A photograph or a job sheet. Add it under Files first."),
        error_messages={"invalid_choice": _("Select a file that is on the list")},
    )

    def __init__(self, *args: Any, files: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file = self.fields["file"]
        assert isinstance(file, forms.ChoiceField)
        file.choices = [("", _("None")), *files]


def ways_of(complaint: Complaint) -> list[Any]:
    """How the resident asked to be reached, in words."""
    return [CONTACT_WAYS.get(way, way) for way in complaint.contact_ways]
