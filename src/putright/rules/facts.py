"""What has happened to a complaint, as far as the rules need it: dates and nothing that names a person.

All dates are days in England (Europe/London); the hour does not matter (convention C2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from putright.rules.errors import RulesError

WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class StageFacts:
    """One stage. `asked_on` is the day received (stage 1) or the day the resident asked to go on (2, 3).

    `extended_to` is the new date that was promised, whether or not the Code allows it; `extended_told_on` the
    day the resident was told (None: not known, taken as in time); `extension_agreed` whether the resident's
    agreement to it is recorded, and `extension_agreed_on` since when; `extension_needs_agreement` whether the
    landlord promised to take more time only with it. `refused_on` is the day of a refusal to accept (1) or to
    escalate (2, 3).
    """

    number: int
    asked_on: date
    acknowledged_on: date | None = None
    extended_to: date | None = None
    extended_told_on: date | None = None
    extension_agreed: bool = False
    answered_on: date | None = None
    refused_on: date | None = None
    extension_needs_agreement: bool = False
    extension_agreed_on: date | None = None

    @property
    def refusal(self) -> date | None:
        """The day of a refusal that stands: not one after which the stage was taken up all the same.

        The Ombudsman may direct a landlord to take on what it had refused.
        """
        if self.refused_on is None or self.answered_on:
            return None
        taken_up = self.acknowledged_on and self.acknowledged_on > self.refused_on
        return None if taken_up else self.refused_on


@dataclass(frozen=True, slots=True)
class AddedHoliday:
    """A one-off holiday that an operator added: the day itself, and the day it was added."""

    day: date
    added_on: date


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """One complaint. `edition` is the id of the Code edition that it keeps for good; None: made before any.

    `made_on` is None where it was made on the day it was received. `closure_days` are days on which the
    landlord's offices were shut, with their names: shown, and never counted out.
    """

    received_on: date
    edition: str | None
    stages: tuple[StageFacts, ...]
    made_on: date | None = None
    withdrawn_on: date | None = None
    closed_on: date | None = None
    # The day it was joined into an earlier case, which answers it too; taken apart again it is None once more.
    joined_on: date | None = None
    added_holidays: tuple[AddedHoliday, ...] = ()
    closure_days: tuple[tuple[date, str], ...] = ()

    @property
    def made(self) -> date:
        """The day the complaint was made, which decides the edition."""
        return self.made_on or self.received_on

    def stage(self, number: int) -> StageFacts | None:
        """The stage of this number, or None."""
        return next((stage for stage in self.stages if stage.number == number), None)

    def dates(self) -> Iterator[tuple[str, int, date]]:
        """Every day on which something happened: what, at which stage (0: the whole complaint), when.

        The promised new date of an extension is not among them: it has not happened.
        """
        whole = (
            ("received", self.received_on),
            ("withdrawn", self.withdrawn_on),
            ("closed", self.closed_on),
            ("joined", self.joined_on),
        )
        yield from ((what, 0, day) for what, day in whole if day)
        for stage in self.stages:
            happened = (
                ("escalated", stage.asked_on if stage.number > 1 else None),
                ("acknowledged", stage.acknowledged_on),
                ("extended", stage.extended_told_on),
                ("answered", stage.answered_on),
                ("refused", stage.refused_on),
            )
            yield from ((what, stage.number, day) for what, day in happened if day)


def day_from(field: str, text: str) -> date:
    """A day written YYYY-MM-DD. Raises RulesError ('not_a_date') that names the field and what it got."""
    try:
        if not WRITTEN_DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise RulesError("not_a_date", {"field": field, "got": repr(text)}) from None
