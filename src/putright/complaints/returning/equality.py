"""The equality questions: the harmonised ones of the Government Statistical Service, and how their counts are shown.

They follow the harmonised standards as published by 2025 (age, sex, ethnic group by its five groups, long-lasting
conditions and whether they limit somebody, religion, sexual orientation, main language). Each may be left out. What is
answered is counted by month; nobody's answers stand together, and nothing leads from a count to a case
(docs/decisions/0010).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from putright.accounts.models import Landlord

from .models import EqualityCount

NOT_SAID = ("not_said", pgettext_lazy("equality", "I prefer not to say"))
YES_OR_NO = (("yes", pgettext_lazy("equality", "Yes")), ("no", pgettext_lazy("equality", "No")))
# A count below this is not shown, and the others are rounded to the nearest five.
SMALL: Final = 10
ROUNDED_TO: Final = 5
ANSWERED: Final = "answered"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its code, its words, and its answers in their order."""

    code: str
    text: Any
    answers: tuple[tuple[str, Any], ...]
    hint: Any = ""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The answers with that of not saying, which comes last."""
        return [*self.answers, NOT_SAID]


QUESTIONS: Final = (
    Question(
        "age",
        _("How old are you?"),
        (
            ("under_25", pgettext_lazy("age", "Under 25")),
            ("25_34", pgettext_lazy("age", "25 to 34")),
            ("35_44", pgettext_lazy("age", "35 to 44")),
            ("45_54", pgettext_lazy("age", "45 to 54")),
            ("55_64", pgettext_lazy("age", "55 to 64")),
            ("65_74", pgettext_lazy("age", "65 to 74")),
            ("over_74", pgettext_lazy("age", "75 or over")),
        ),
    ),
    Question(
        "sex",
        _("What is your sex?"),
        (("female", pgettext_lazy("sex", "Female")), ("male", pgettext_lazy("sex", "Male"))),
    ),
    Question(
        "ethnic_group",
        _("What is your ethnic group?"),
        (
            ("white", _("White")),
            ("mixed", _("Mixed or multiple ethnic groups")),
            ("asian", _("Asian or Asian British")),
            ("black", _("Black, African, Caribbean or Black British")),
            ("other", pgettext_lazy("ethnic group", "Another ethnic group")),
        ),
    ),
    Question(
        "condition",
        _(
            "Do you have a physical or mental health condition or illness that lasts, or may last, 12 months or more?"
        ),
        YES_OR_NO,
    ),
    Question(
        "limited",
        _("Does a condition or illness make it harder for you to do everyday things?"),
        (
            ("a_lot", pgettext_lazy("everyday things", "Yes, a lot")),
            ("a_little", pgettext_lazy("everyday things", "Yes, a little")),
            ("no", pgettext_lazy("everyday things", "No, or I have none")),
        ),
    ),
    Question(
        "religion",
        _("What is your religion?"),
        (
            ("none", _("No religion")),
            ("christian", _("Christian")),
            ("buddhist", _("Buddhist")),
            ("hindu", _("Hindu")),
            ("jewish", _("Jewish")),
            ("muslim", _("Muslim")),
            ("sikh", _("Sikh")),
            ("other", pgettext_lazy("religion", "Another religion")),
        ),
    ),
    Question(
        "orientation",
        _("Which of these describes your sexual orientation best?"),
        (
            ("straight", _("Straight or heterosexual")),
            ("gay", _("Gay or lesbian")),
            ("bisexual", _("Bisexual")),
            ("other", pgettext_lazy("sexual orientation", "Another sexual orientation")),
        ),
    ),
    Question(
        "main_language",
        _("What is your main language?"),
        (
            ("english", pgettext_lazy("main language", "English")),
            ("other", pgettext_lazy("main language", "Another language, including British Sign Language")),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A question with its counts as they may be shown: None stands for a number that is kept back."""

    text: Any
    rows: tuple[tuple[Any, int | None], ...]


def shown(numbers: Mapping[str, int], question: Question) -> Shown:
    """The counts of one question, such that nobody can be found in them.

    A number below ten is kept back. Where it is the only one, the next smallest is too, or it could be worked out from
    the total. The others are rounded to five, so that from one month to the next nobody's answer can be read off.
    """
    of = {code: numbers.get(code, 0) for code, _label in question.choices}
    back = {code for code, number in of.items() if number < SMALL}
    if len(back) == 1 and len(of) > 1:
        back.add(min((code for code in of if code not in back), key=lambda code: of[code]))
    return Shown(
        question.text,
        tuple((label, None if code in back else rounded(of[code])) for code, label in question.choices),
    )


def rounded(number: int) -> int:
    """To the nearest five."""
    return ROUNDED_TO * round(number / ROUNDED_TO)


@dataclass(frozen=True, slots=True)
class Year:
    """The counts of a year from April, of its months that are over. `answered` is None while it is small."""

    first: date
    last: date
    answered: int | None
    questions: tuple[Shown, ...]


def years(landlord: Landlord, on: date) -> list[Year]:
    """What the page of counts shows: each year from April with a count, the newest first, in one statement.

    The month that runs is left out: from one day to the next a count would say who has just answered.
    """
    found: dict[int, dict[tuple[str, str], int]] = {}
    rows = (
        EqualityCount.objects.filter(landlord=landlord, month__lt=on.replace(day=1))
        .values("month", "question", "answer")
        .annotate(count=Sum("number"))
    )
    for row in rows:
        begins = _begins(row["month"])
        of = found.setdefault(begins, {})
        key = (row["question"], row["answer"])
        of[key] = of.get(key, 0) + row["count"]
    return [_year(begins, of, on) for begins, of in sorted(found.items(), reverse=True)]


def _year(begins: int, of: Mapping[tuple[str, str], int], on: date) -> Year:
    answered = of.get((ANSWERED, ANSWERED), 0)
    last = min(date(begins + 1, 3, 31), on.replace(day=1) - timedelta(days=1))
    return Year(
        date(begins, 4, 1),
        last,
        rounded(answered) if answered >= SMALL else None,
        tuple(
            shown({code: of.get((one.code, code), 0) for code, _label in one.choices}, one)
            for one in QUESTIONS
        )
        if answered >= SMALL
        else (),
    )


def _begins(month: date) -> int:
    return month.year if month.month >= 4 else month.year - 1
