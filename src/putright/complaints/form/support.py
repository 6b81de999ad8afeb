"""Pages about what a person needs from us: extra help, whom to think about at home, and what they fear.

All may be left empty but the first question, and nobody is asked for proof.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.complaints.actions import NeedTold, WorryTold
from putright.complaints.needs.kinds_of_help import AT_HOME, GROUPS, SHARED_WITH
from putright.complaints.worries.kinds_of_worry import ABOUT, ASKS
from putright.ui.fields import Checkboxes, LongText, Radios

from .options import AT_RISK_OF_DAMP, YES_NO
from .page import Page

# Asked on the page about language: nothing is asked twice.
_ASKED_ALREADY = frozenset({"sign_language", "interpreter"})
_GROUPS = {
    group: (title, [(code, words) for code, words in kinds if code not in _ASKED_ALREADY])
    for group, title, kinds in GROUPS
    if group != "other"
}
_NO_ONE = "no_one"


def _kinds(group: str) -> forms.MultipleChoiceField:
    title, choices = _GROUPS[group]
    return forms.MultipleChoiceField(label=title, choices=choices, required=False, widget=Checkboxes)


class ExtraHelp(Page):
    """A15. Each thing asked for becomes a promise with an owner (journeys 3.6): a `needs.models.Need`."""

    slug = "extra-help"
    about = pgettext_lazy("heading", "Extra help")
    short: ClassVar[Mapping[str, Any]] = {
        "hard": _("Something makes it hard to use our service"),
        "own_words": _("In your own words"),
        "shared_with": _("Who else we may tell"),
    }

    hard = forms.ChoiceField(
        label=_("Is there anything that makes it hard for you to use our service?"),
        choices=[*YES_NO, ("unsaid", _("I prefer not to say"))],
        widget=Radios(
            reveals={"yes": (*_GROUPS, "own_words", "shared_with")},
        ),
        help_text=_(
            "For example reading, hearing, speaking, time, or coming to the office. We do not ask for proof. "
            "The people who deal with your complaint see your answer."
        ),
        error_messages={
            "required": _("Select yes if anything makes it hard for you to use our service"),
            "invalid_choice": _("Select yes if anything makes it hard for you to use our service"),
        },
    )
    reading = _kinds("reading")
    talking = _kinds("talking")
    time_and_place = _kinds("time_and_place")
    with_somebody = _kinds("with_somebody")
    own_words = LongText(
        label=_("What would help, in your own words? (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What would help must be 1,000 characters or less")},
    )
    shared_with = forms.MultipleChoiceField(
        label=_("Who else may we tell about this? (optional)"),
        choices=[*SHARED_WITH, (_NO_ONE, pgettext_lazy("extra help", "No one else"))],
        required=False,
        widget=Checkboxes(exclusive=_NO_ONE),
    )

    def clean(self) -> None:
        got = self.cleaned_data
        if got.get("hard") == "yes" and not any(got.get(name) for name in (*_GROUPS, "own_words")):
            self.add_error("own_words", _("Select what would help, or tell us in your own words"))

    @property
    def needs_told(self) -> tuple[NeedTold, ...]:
        """What a valid page asks for, each thing once."""
        got = self.cleaned_data
        if got["hard"] != "yes":
            return ()
        kinds = [NeedTold(kind=kind) for group in _GROUPS for kind in got[group]]
        own = [NeedTold(kind="other", words=got["own_words"])] if got["own_words"] else []
        return (*kinds, *own)

    @property
    def shared(self) -> tuple[str, ...]:
        """Who else may be told."""
        got = self.cleaned_data
        return tuple(one for one in got["shared_with"] if one != _NO_ONE) if got["hard"] == "yes" else ()


class AtHome(Page):
    """A16. It decides how fast we act; with damp or mould it is a danger at once."""

    slug = "at-home"
    about = pgettext_lazy("heading", "People at home")
    title = _("Is there anyone at home we should think about? (optional)")
    short: ClassVar[Mapping[str, Any]] = {
        "at_home": _("People to think about"),
        "words": _("More about them"),
    }

    at_home = forms.MultipleChoiceField(
        label=pgettext_lazy("at home", "Select all that apply"),
        choices=[*AT_HOME, ("none", pgettext_lazy("at home", "None of these"))],
        required=False,
        widget=Checkboxes(exclusive="none"),
        help_text=_("This helps us decide how fast to act."),
    )
    words = LongText(
        label=_("Anything we should know about them? (optional)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What we should know about them must be 500 characters or less")},
    )

    def clean_at_home(self) -> list[str]:
        """Somebody, or nobody."""
        chosen: list[str] = self.cleaned_data["at_home"]
        if "none" in chosen and len(chosen) > 1:
            raise forms.ValidationError(_("Select ‘none’ or the people we should think about"))
        return chosen

    @property
    def people(self) -> tuple[str, ...]:
        """Whom a valid page names."""
        return tuple(one for one in self.cleaned_data["at_home"] if one != "none")


def at_risk(answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Who at home is in danger from the damp or mould that these answers tell of; nobody where there is none."""
    if "damp" not in answers.get("about", {}).get("topics", []):
        return ()
    chosen = answers.get(AtHome.slug, {}).get("at_home", [])
    return tuple(code for code, _words in AT_HOME if code in chosen and code in AT_RISK_OF_DAMP)


class Worries(Page):
    """A17. What is asked here is kept by the acts themselves: `worries`."""

    slug = "worries"
    about = pgettext_lazy("heading", "Worries")
    title = _("Are you worried about making this complaint? (optional)")
    short: ClassVar[Mapping[str, Any]] = {
        "worried": _("Worried about making this complaint"),
        "what": _("What worries you"),
        "person": _("Who you are worried about"),
        "words": _("In your own words"),
        "asks": _("What you would like us to do"),
    }

    worried = forms.ChoiceField(
        label=pgettext_lazy("worry", "Are you worried?"),
        choices=YES_NO,
        required=False,
        widget=Radios(reveals={"yes": ("what", "person", "words", "asks")}),
    )
    what = forms.MultipleChoiceField(
        label=pgettext_lazy("worry", "What are you worried about? (optional)"),
        choices=list(ABOUT.items()),
        required=False,
        widget=Checkboxes,
    )
    person = forms.CharField(
        label=pgettext_lazy("worry", "If it is somebody who works for us, what is their name? (optional)"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=pgettext_lazy(
            "worry", "We do not give your complaint to this person, and can close it to them altogether."
        ),
        error_messages={"max_length": _("The name must be 200 characters or less")},
    )
    words = LongText(
        label=pgettext_lazy("worry", "Tell us more, if you want to (optional)"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("What you tell us must be 1,000 characters or less")},
    )
    asks = forms.MultipleChoiceField(
        label=pgettext_lazy("worry", "What would you like us to do? (optional)"),
        choices=list(ASKS.items()),
        required=False,
        widget=Checkboxes,
    )

    @property
    def worry(self) -> WorryTold | None:
        """What a valid page tells; None for somebody who is not worried."""
        got = self.cleaned_data
        if got["worried"] != "yes":
            return None
        return WorryTold(
            about=tuple(got["what"]), words=got["words"], person=got["person"], asks=tuple(got["asks"])
        )
