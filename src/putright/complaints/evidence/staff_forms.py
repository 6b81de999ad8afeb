"""What staff, and whoever they ask, fill in about evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text, one_line
from putright.complaints.models import Point
from putright.ui.fields import Checkboxes, DayField, Radios

from .actions import Answer
from .copies import Box
from .models import CaseFile, EvidenceRequest
from .resident_forms import FilesField

BOXES = 4


class StaffFiles(StaffForm):
    title = _("Add files")

    attached = FilesField(
        label=_("Choose up to 10 files"),
        help_text=_("Each must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3, smaller than 25MB."),
    )
    about = long_text(_("What do they show? (optional)"), 500, rows=2)


class Why(StaffForm):
    """A reason alone."""

    because = long_text(_("Why?"), 1000, rows=3, required_message=_("Write why."))

    def __init__(self, *args: Any, label: Any = "", help_text: Any = "", **more: Any) -> None:
        super().__init__(*args, **more)
        if label:
            self.fields["because"].label = label
        self.fields["because"].help_text = help_text


class Redact(StaffForm):
    """Parts of a picture in percent, or a copy that was redacted elsewhere; and what was taken out and why."""

    copy = forms.FileField(
        label=_("A copy with the parts taken out"),
        help_text=_(
            "A PDF, Word letter or picture in which others may read everything. It takes the place of the original "
            "for everybody but staff."
        ),
        required=False,
    )
    taken_out = long_text(_("What is taken out?"), 1000, rows=2)
    because = long_text(_("Why?"), 1000, rows=2)

    def __init__(self, *args: Any, picture: bool, drawn: Sequence[Sequence[float]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.picture = picture
        self.fields["copy"].error_messages["empty"] = _("The file is empty. Choose another one")
        if not picture:
            return
        del self.fields["copy"]
        for number in range(1, max(BOXES, len(drawn) + 1) + 1):
            for place, (name, label) in enumerate(self.SIDES):
                field = forms.FloatField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=100,
                    widget=forms.TextInput({"inputmode": "decimal", "class": "govuk-input--width-3"}),
                    error_messages=dict.fromkeys(
                        ("invalid", "min_value", "max_value"), _("Enter a number from 0 to 100")
                    ),
                )
                self.fields[f"{name}_{number}"] = field
                if number <= len(drawn):
                    self.initial.setdefault(f"{name}_{number}", f"{drawn[number - 1][place]:g}")

    SIDES = (
        ("left", _("From left")),
        ("top", _("From top")),
        ("width", _("Width")),
        ("height", _("Height")),
    )

    def rows(self) -> list[tuple[int, list[Any]]]:
        """The fields of each part, for the page."""
        numbers = [int(name.rpartition("_")[2]) for name in self.fields if name.startswith("left_")]
        return [(number, [self[f"{name}_{number}"] for name, _label in self.SIDES]) for number in numbers]

    @property
    def boxes(self) -> list[Box]:
        """The parts that were given, once the form is valid."""
        found = []
        for number, _fields in self.rows():
            sides = [self.cleaned_data.get(f"{name}_{number}") for name, _label in self.SIDES]
            given = [one for one in sides if one is not None]
            if len(given) == len(self.SIDES):
                found.append(Box(*given))
        return found

    def clean(self) -> None:
        for number, _fields in self.rows():
            typed = {name: self.cleaned_data.get(f"{name}_{number}") for name, _label in self.SIDES}
            if any(value is not None for value in typed.values()):
                for name, value in typed.items():
                    if value is None and f"{name}_{number}" not in self.errors:
                        self.add_error(
                            f"{name}_{number}", _("Enter all four numbers of this part, or leave it empty")
                        )


class Choose(StaffForm):
    """The files that a finding rests on."""

    rests_on = forms.MultipleChoiceField(
        label=_("Which files does this answer rest on?"),
        help_text=_("Choose none if it rests on no file."),
        widget=Checkboxes(small=True),
        required=False,
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["rests_on"].choices = list(choices)  # type: ignore[attr-defined]  # Django says less


class Ask(StaffForm):
    title = _("Ask somebody for evidence")

    organisation = one_line(_("Contractor, team or organisation"))
    name = one_line(_("Name of the person (optional)"))
    email = forms.EmailField(
        label=_("Email"),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an email address to send the question to"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
    )
    question = long_text(
        _("What do you ask?"),
        2000,
        rows=5,
        help_text=_(
            "They read this and nothing else of the complaint. Name the address or job if they need it."
        ),
        required_message=_("Enter what you ask"),
    )
    point = forms.ChoiceField(label=_("Which point is it for? (optional)"), required=False)
    photographs = one_line(
        _("Photographs wanted (optional)"), 500, help_text=_("For example: the ceiling before and after")
    )
    adjustments = long_text(
        _("What to keep to when calling or visiting (optional)"),
        1000,
        rows=3,
        help_text=_("The adjustments that were agreed. Give no reason for them."),
    )
    due_on = DayField(
        called=_("The day the answer is due"),
        label=_("Answer due by"),
        required_message=_("Enter the day the answer is due"),
    )
    chase_every = forms.IntegerField(
        label=_("Once it is late, remind them every … working days"),
        min_value=1,
        max_value=20,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-2"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Enter a number of working days from 1 to 20"),
        ),
    )

    def __init__(self, *args: Any, points: Sequence[Point], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["point"].choices = [  # type: ignore[attr-defined]  # Django says less
            ("", _("None, or all of them")),
            *((str(one.number), f"{one.number}: {str(one)[:80]}") for one in points),
        ]


class MoreTime(StaffForm):
    due_on = DayField(
        called=_("The new day"), label=_("New day"), required_message=_("Enter the new day the answer is due")
    )
    because = long_text(_("Why?"), 1000, rows=3, required_message=_("Write why."))


class AnswerForm(StaffForm):
    """An answer to a question, as far as it is. What is missing is said when it is sent."""

    answer = long_text(_("Your answer"), 4000, rows=6)
    outcome = forms.ChoiceField(
        label=_("Was there a visit?"),
        choices=EvidenceRequest.Outcome.choices,
        widget=Radios(
            small=True,
            hints={
                EvidenceRequest.Outcome.NO_ACCESS: _(
                    "Fill in how the resident was told and how often you came, and add a file that shows it."
                ),
                EvidenceRequest.Outcome.RECORD_MISSING: _(
                    "That is an answer too, and it is written down as one."
                ),
            },
        ),
        required=False,
    )
    visited_on = DayField(called=_("The day of the visit"), label=_("Day of the visit"), required=False)
    visited_at = forms.TimeField(
        label=_("Time of the visit"),
        help_text=_("For example, 14:30"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%I:%M%p", "%I:%M %p", "%I%p", "%I %p"],
        widget=forms.TimeInput({"class": "govuk-input--width-5"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time like 14:30")},
    )
    notice = long_text(
        _("If you could not get in: when and how was the resident told of the visit?"), 1000, rows=3
    )
    attempts = long_text(_("If you could not get in: how often did you come, and when?"), 1000, rows=3)
    attached = FilesField(
        label=_("Add photographs or papers"),
        help_text=_(
            "Up to 10 files. Each must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3, smaller than 25MB."
        ),
        required=False,
    )
    ask_instead = one_line(_("If this is not yours to answer: who may know?"), 300)

    PARTS = ("answer", "outcome", "visited_on", "visited_at", "notice", "attempts")

    @classmethod
    def of(cls, request: EvidenceRequest) -> dict[str, Any]:
        """What was saved before."""
        return {name: getattr(request, name) for name in (*cls.PARTS, "ask_instead")}

    @property
    def typed(self) -> Answer:
        """The answer, once the form is valid."""
        return Answer(**{name: self.cleaned_data[name] for name in self.PARTS})


class NoteAnswer(AnswerForm):
    """The same, by staff who heard the answer; its files are added to the case."""

    title = _("Write down their answer")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["answer"].label = _("What they answered")


def boxes_in(text: Sequence[str]) -> list[Box]:
    """The parts in an address: four numbers from 0 to 100 with commas each. Raises ValidationError."""
    found = []
    for one in text[:50]:
        try:
            sides = [float(part) for part in one.split(",")]
        except ValueError:
            raise ValidationError("no numbers") from None
        if len(sides) != 4 or not all(0 <= side <= 100 for side in sides):
            raise ValidationError("no part of a picture")
        found.append(Box(*sides))
    return found


def labels(files: Iterable[CaseFile]) -> list[tuple[str, str]]:
    """Files as choices."""
    return [(str(file.id), f"{file.name}{f' ({file.about})' if file.about else ''}") for file in files]
