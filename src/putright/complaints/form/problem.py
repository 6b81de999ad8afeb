"""Pages about what is wrong: danger, what happened, and what would put it right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from putright.rules.acceptance import age
from putright.rules.calendar import months_after
from putright.rules.editions import edition_for
from putright.ui import dates
from putright.ui.fields import Checkboxes, LongText, MonthField, Radios

from .options import DANGERS, FIRST_TIME, OTHER_WAYS, TOLD_BEFORE, TOPICS, WANTED, YES_NO
from .page import PHONE_WRONG, Answer, Page, Typed, clean, is_phone, western

MOST_POINTS = 20


class Danger(Page):
    slug = "danger"
    about = _("Danger")

    danger = forms.ChoiceField(
        label=_("Is anyone in danger right now?"),
        choices=[*YES_NO, ("unknown", _("I do not know"))],
        widget=Radios,
        error_messages={
            "required": _("Select yes if anyone is in danger right now"),
            "invalid_choice": _("Select yes if anyone is in danger right now"),
        },
        help_text=cast(str, lazy(lambda: _danger_hint(), str)()),
    )


def _danger_hint() -> SafeString:
    return format_html(
        '{}<ul class="govuk-list govuk-list--bullet govuk-hint">{}</ul>',
        gettext("For example:"),
        format_html_join("", "<li>{}</li>", ((label,) for code, label in DANGERS.items() if code != "other")),
    )


class Urgent(Page):
    slug = "urgent"
    about = _("What is dangerous")
    title = _("Do not wait for your complaint")
    short = {"what": _("What is happening"), "called": _("Whether you called somebody")}

    what = forms.MultipleChoiceField(
        label=_("What is happening? (optional)"),
        choices=list(DANGERS.items()),
        required=False,
        widget=Checkboxes,
    )
    called = forms.ChoiceField(
        label=_("Have you called somebody? (optional)"),
        choices=[
            ("called", _("I have called")),
            ("call_me", _("Please call me now")),
            ("not_yet", pgettext_lazy("called", "Not yet")),
        ],
        required=False,
        widget=Radios(reveals={"call_me": "phone"}),
    )
    phone = forms.CharField(
        label=_("Phone number we can call now"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )

    def clean(self) -> None:
        if self.cleaned_data.get("called") == "call_me" and not is_phone(self.cleaned_data.get("phone", "")):
            self.add_error("phone", _("Enter a phone number we can call now"))


class ToldBefore(Page):
    """A2. Any contact counts: what was said to a contractor or in a survey was said to us."""

    slug = "told-before"
    about = pgettext_lazy("heading", "Told us before")

    told = forms.ChoiceField(
        label=_("Have you told us about this problem before?"),
        choices=list(TOLD_BEFORE.items()),
        widget=Radios,
        help_text=_(
            "Any contact counts: a call, a visit, a contractor, a housing officer, a survey. "
            "You do not need to remember when."
        ),
        error_messages={
            "required": _("Select yes if you have told us about this problem before"),
            "invalid_choice": _("Select yes if you have told us about this problem before"),
        },
    )


# Recorded with what was chosen, in the words in which it was shown (journeys 3.3).
OFFERED = pgettext_lazy(
    "first report",
    "We have not heard about this before. The quickest way to get it fixed is to report it. We will give you a "
    "report number and a date. If we do not fix it, or you are unhappy with what we do, you can complain straight "
    "away. You can also complain now if you want to.",
)


class FirstTime(Page):
    """A2b. The resident chooses; where somebody may be in danger, both is chosen already."""

    slug = "first-time"
    about = pgettext_lazy("heading", "What you would like us to do first")
    title = _("This may be the first time you have told us")

    choose = forms.ChoiceField(
        label=pgettext_lazy("first report", "What would you like us to do?"),
        choices=list(FIRST_TIME.items()),
        widget=Radios(
            hints={
                "fix": pgettext_lazy("first report", "You can still complain at any time, with one click"),
                "both": pgettext_lazy("first report", "The work goes on while we look into your complaint"),
            }
        ),
        error_messages={
            "required": _("Select what you would like us to do"),
            "invalid_choice": _("Select what you would like us to do"),
        },
    )

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        """With the language in which it was offered, so that the words that were shown can be recorded."""
        return {**super().typed(post), "shown_in": get_language() or "en"}

    @classmethod
    def shown(
        cls, typed: Mapping[str, Any] | None, language: str, answers: Mapping[str, Any] | None = None
    ) -> Page:
        danger = (answers or {}).get(Danger.slug, {}).get("danger")
        first = {"choose": "both"} if danger in {"yes", "unknown"} else {}
        return super().shown(typed or first, language, answers)


class About(Page):
    """A3. Everything is taken, also what another ombudsman may decide about: staff see to it that it gets there."""

    slug = "about"
    about = pgettext_lazy("heading", "What it is about")

    topics = forms.MultipleChoiceField(
        label=_("What is your complaint about?"),
        choices=list(TOPICS.items()),
        widget=Checkboxes(
            reveals={"other": "topic_other"},
            hints={
                "moving": _(
                    "Another ombudsman may deal with housing applications and homelessness. Tell us all the "
                    "same: we take your complaint and say who can look at it."
                )
            },
        ),
        help_text=_("Select all that apply"),
        error_messages={
            "required": _("Select what your complaint is about"),
            "invalid_choice": _("Select what your complaint is about"),
        },
    )
    topic_other = forms.CharField(
        label=pgettext_lazy("topic", "What is it about?"),
        required=False,
        max_length=100,
        error_messages={"max_length": _("What your complaint is about must be 100 characters or less")},
    )

    def clean(self) -> None:
        if "other" in self.cleaned_data.get("topics", []):
            self.needs("topic_other", _("Enter what your complaint is about"))


class WhatWentWrong(Page):
    """A4. In words, or in another way: any one will do. A report of something to be fixed is in words."""

    slug = "what-went-wrong"
    about = _("What went wrong")
    title = _("What went wrong?")
    short: ClassVar[Mapping[str, Any]] = {
        "words": _("What went wrong"),
        "other_way": _("Another way to tell us"),
        "call_phone": _("Phone number to call"),
        "call_when": _("When it is safe to call"),
    }

    words = LongText(
        label=pgettext_lazy("what went wrong", "In your own words"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_(
            "What happened? Who have you spoken to? What were you promised? You can write in any language."
        ),
        error_messages={
            "max_length": _("What went wrong must be 4,000 characters or less"),
        },
    )
    other_way = forms.ChoiceField(
        label=_("Or choose another way to tell us"),
        choices=list(OTHER_WAYS.items()),
        required=False,
        widget=Radios(
            reveals={"call": ("call_phone", "call_when")},
            hints={
                "file": _(
                    "For example a voice recording, a video in British Sign Language, or a letter. A later page asks "
                    "for it."
                ),
                "call": _("We can arrange an interpreter. It is free."),
            },
        ),
        error_messages={"invalid_choice": _("Tell us what went wrong, or choose another way to tell us")},
    )
    call_phone = forms.CharField(
        label=_("Phone number we can call"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "class": "govuk-input--width-20"}
        ),
    )
    call_when = forms.CharField(
        label=_("When is it safe to call you? (optional)"),
        required=False,
        max_length=200,
        help_text=_("For example mornings only"),
        error_messages={"max_length": _("When it is safe to call must be 200 characters or less")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.other.get(FirstTime.slug, {}).get("choose")
        if first == "fix" and self.other.get(ToldBefore.slug, {}).get("told") == "no":
            for name in ("other_way", "call_phone", "call_when"):
                del self.fields[name]

    def clean(self) -> None:
        got = self.cleaned_data
        way = got.get("other_way", "")
        if not got.get("words", "").strip() and not way and not self.errors:
            self.add_error("words", _("Tell us what went wrong, or choose another way to tell us"))
        if way == "call" and not is_phone(got.get("call_phone", "")):
            self.add_error("call_phone", PHONE_WRONG)

    def answers(self) -> list[Answer]:
        """The other way only where one was chosen, or where nothing was written."""
        rows = super().answers()
        return rows if self.data.get("other_way") or not self.data.get("words") else rows[:1]

    @property
    def call(self) -> tuple[str, str]:
        """The number to call and when, where a valid page asks for a call; both empty where it does not."""
        got = self.cleaned_data
        if got.get("other_way") != "call":
            return "", ""
        return western(got["call_phone"]), got["call_when"]


class AnythingElse(Page):
    """A list to add to. The rows are made from what is there; empty ones count for nothing."""

    slug = "anything-else"
    about = _("Other things that are wrong")
    title = _("Is there anything else wrong? (optional)")

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any] | None = None,
        answers: Mapping[str, Any] | None = None,
    ) -> None:
        rows = _rows(data if data is not None else initial) or [""]
        named = {f"point_{number}": words for number, words in enumerate(rows)}
        super().__init__(named if data is not None else None, initial=named, answers=answers)
        for number, name in enumerate(named, start=1):
            self.fields[name] = forms.CharField(
                label=gettext("Problem %(number)s") % {"number": number},
                required=False,
                max_length=200,
                error_messages={"max_length": _("Each problem must be 200 characters or less")},
            )

    @classmethod
    def typed(cls, post: QueryDict) -> Typed:
        names = (f"point_{number}" for number in range(MOST_POINTS))
        return {"points": [clean(post[name]) for name in names if name in post]}

    @property
    def points(self) -> tuple[str, ...]:
        """The problems of a valid page."""
        return tuple(words for words in self.cleaned_data.values() if words)

    def answers(self) -> list[Answer]:
        there = [Answer(bound.label, (str(bound.value()),), typed=True) for bound in self if bound.value()]
        return there or [Answer(_("Other problems"), (), typed=True)]


STARTED = pgettext_lazy("subject of an error", "When it started")


class When(Page):
    """A6. As exactly as they know; not knowing, and long ago, stop nobody."""

    slug = "when"
    about = pgettext_lazy("heading", "When it started")
    title = _("When did this start?")
    short: ClassVar[Mapping[str, Any]] = {"began": _("When it started")}

    began = MonthField(
        label=_("Month and year (optional)"),
        called=STARTED,
        required=False,
        help_text=_("For example 3 2026. You can leave the day empty."),
    )
    unknown = forms.MultipleChoiceField(
        label=pgettext_lazy("when it started", "Or"),
        choices=[("unknown", _("I do not know"))],
        required=False,
        widget=Checkboxes,
    )

    def clean_began(self) -> str:
        """A day or a month that has begun already."""
        began = str(self.cleaned_data["began"])
        if began and began > timezone.localdate().isoformat()[: len(began)]:
            raise forms.ValidationError(
                _("When it started must be today or in the past"), params={"parts": ("month", "year")}
            )
        return began

    @property
    def told(self) -> str:
        """What a valid page tells: "2026-03-14", "2026-03", "unknown", or nothing."""
        return self.cleaned_data["began"] or ("unknown" if self.cleaned_data["unknown"] else "")

    def answers(self) -> list[Answer]:
        """In words, as soon as it is a month or a day."""
        rows = super().answers()
        if not self.is_valid():
            return rows
        if (began := self.cleaned_data["began"]) or self.cleaned_data["unknown"]:
            said = beginning(began) if began else gettext("I do not know")
            return [Answer(self.short["began"], (said,), typed=False)]
        return rows[:1]


def beginning(began: str) -> str:
    """When something began, in words of the page's language: a day, or a month with its year."""
    code = get_language() or "en"
    if len(began) == len("2026-03"):
        return dates.month_year(date.fromisoformat(f"{began}-01"), code)
    return dates.day(date.fromisoformat(began), code)


def long_ago(typed: Mapping[str, Any], today: date) -> bool:
    """Whether what was typed on `When` lies further back than the Code's limit for complaints made today.

    Of a month its last day counts, in the resident's favour. Nothing, and nothing that can be read, is not long ago.
    """
    page = When(dict(typed))
    began = page.cleaned_data.get("began") if page.is_valid() else ""
    if not began:
        return False
    code = edition_for(today)
    return (
        code is not None and not age(code, made_on=today, happened_on=min(last_day_of(began), today)).in_time
    )


def last_day_of(began: str) -> date:
    """The last day that "2026-03" or "2026-03-14" may mean."""
    if len(began) == len("2026-03-14"):
        return date.fromisoformat(began)
    return months_after(date.fromisoformat(f"{began}-01"), 1) - timedelta(days=1)


class LongAgo(Page):
    """After A6, where it began long ago: never in the way, only a chance to say why now."""

    slug = "long-ago"
    about = pgettext_lazy("heading", "Why you tell us now")

    why_late = LongText(
        label=_("Why are you telling us now? (optional)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example that it still goes on, that you told us before, or that you were ill."),
        error_messages={"max_length": _("Why you are telling us now must be 2,000 characters or less")},
    )
    short: ClassVar[Mapping[str, Any]] = {"why_late": _("Why you are telling us now")}

    @property
    def title(self) -> str:
        """With the limit of the edition of today."""
        code = edition_for(timezone.localdate())
        return gettext("This started more than %(months)s months ago") % {
            "months": code.age_limit_months if code else 12
        }


class Effect(Page):
    """A7."""

    slug = "effect"
    about = pgettext_lazy("heading", "How it has affected you")
    title = _("How has this affected you? (optional)")
    short: ClassVar[Mapping[str, Any]] = {"effect": _("How this has affected you")}

    effect = LongText(
        label=_("Tell us in your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For example your health, money, time off work, belongings, children, worry."),
        error_messages={"max_length": _("How this has affected you must be 2,000 characters or less")},
    )


class PutRight(Page):
    slug = "put-right"
    about = _("Putting things right")
    title = _("What would you like us to do to put things right?")
    short = {"wanted": _("What you would like us to do")}

    wanted = forms.MultipleChoiceField(
        label=_("Select all that you would like (optional)"),
        choices=list(WANTED.items()),
        required=False,
        widget=Checkboxes(reveals={"other": "wanted_other"}),
    )
    wanted_other = LongText(
        label=_("What else would you like us to do?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": _("What else you would like us to do must be 2,000 characters or less")
        },
    )

    def clean(self) -> None:
        if "other" in self.cleaned_data.get("wanted", []):
            self.needs("wanted_other", _("Enter what else you would like us to do"))


def _rows(typed: Mapping[str, Any] | None) -> list[str]:
    return [str(one) for one in (typed or {}).get("points", [])][:MOST_POINTS]
