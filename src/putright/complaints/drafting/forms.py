"""What the writer of a letter, its translator and its second reader fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text
from putright.complaints.letters.needs import Needs
from putright.ui.fields import Checkboxes, Radios

from .words import ARRANGED, PARTS

LONGEST = 4000


def wanting(needs: Needs) -> list[str]:
    """What a letter may have to do without, for a reader with these needs."""
    found = ["language"] if needs.language != "en" else []
    found += ["format"] if needs.formats else []
    unsafe = needs.letters_safe is False and needs.by == "post"
    return found + (["delivery"] if unsafe or not needs.reachable else [])


class WordLetter(StaffForm):
    """The parts of a letter that its writer may word; those of a letter's kind, and what its reader needs."""

    def __init__(
        self, *args: Any, parts: Iterable[str], needs: Needs, read_twice: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts = tuple(parts)
        self.wants = tuple(wanting(needs))
        for part in self.parts:
            label, help_text = PARTS[part]
            self.fields[part] = long_text(
                label, LONGEST, help_text=help_text, rows=6 if part == "reasons" else 4
            )
        for need in self.wants:
            label, help_text = ARRANGED[need]
            self.fields[f"arranged_{need}"] = long_text(label, LONGEST, help_text=help_text, rows=3)
        if read_twice:
            self.fields["wants_reader"] = forms.MultipleChoiceField(
                label=_("Second reader"),
                required=False,
                choices=[("yes", _("Somebody else reads it before it goes out"))],
                widget=Checkboxes,
            )

    @property
    def names(self) -> list[str]:
        return list(self.fields)

    def texts(self) -> dict[str, str]:
        return {part: self.cleaned_data[part] for part in self.parts}

    def arranged(self) -> dict[str, str]:
        return {need: self.cleaned_data[f"arranged_{need}"] for need in self.wants}

    def wants_reader(self) -> bool:
        return bool(self.cleaned_data.get("wants_reader"))


class ReadLetter(StaffForm):
    """What a second reader says of a letter."""

    decision = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[
            ("accepted", _("It can go out as it stands")),
            ("returned", _("It goes back to its writer")),
        ],
        widget=Radios,
        error_messages={"required": _("Select whether it can go out or goes back")},
    )
    reasons = long_text(
        _("What has to change"),
        LONGEST,
        help_text=_("Needed where it goes back. Name the place and what should stand there."),
        rows=5,
    )
