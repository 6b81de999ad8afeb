"""How a clock came to its dates, as codes with facts: pages and commands turn them into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.rules.calendar import WEEKEND
from putright.rules.clocks import Clock
from putright.rules.sentences import ENGLISH, day_in_words


@dataclass(frozen=True, slots=True)
class Explained:
    """One step: the code of its sentence, the facts that fill it in, the provision that it rests on."""

    code: str
    facts: dict[str, object]
    provision: str


def explanation(clock: Clock) -> tuple[Explained, ...]:
    """The steps from day 0 to the last day, what became of it, and what differs from the Code's bare words.

    Facts hold dates as datetime.date, lists of dates, and, for holidays and closures, lists of (date, name).
    """
    steps: list[tuple[str, dict[str, object]]] = [
        (f"day_zero.{clock.starts}", {"day": clock.started}),
        ("working_days", {"days": list(clock.counted)}),
    ]
    holidays = [(day, why) for day, why in clock.skipped if why not in WEEKEND.values()]
    if holidays:
        steps.append(("holidays_skipped", {"days": [NamedDay(day, f"day.{why}") for day, why in holidays]}))
    if clock.closures:
        steps.append(("closures_counted", {"days": [NamedDay(day, name) for day, name in clock.closures]}))
    steps.append((f"due.{clock.event}", {"day": clock.due}))
    if clock.as_worded and clock.as_worded != clock.due:
        steps.append(("as_worded", {"day": clock.as_worded}))
    if clock.calendar_days and clock.event != "extend":
        steps.append(("calendar_days", {"day": clock.calendar_days}))
    steps += _extension(clock)
    steps += _outcome(clock)
    return tuple(Explained(code, facts, clock.provision) for code, facts in steps)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day with the code of its name ('day.good_friday') or, for a landlord's closure, the name itself."""

    day: date
    name: str

    def __str__(self) -> str:
        return f"{day_in_words(self.day)} ({ENGLISH.get(self.name, self.name)})"


def _extension(clock: Clock) -> list[tuple[str, dict[str, object]]]:
    promised = clock.promised
    if promised is None:
        return []
    if clock.event == "extend":
        if clock.done:
            return [("extension_told", {"promised": promised, "day": clock.done})]
        return [("extension_promised", {"promised": promised})]
    if clock.extended_to is None and clock.agreement_missing:
        return [("extension_not_agreed", {"promised": promised, "due": clock.due})]
    if clock.extended_to is None:
        return [("extension_not_counted", {"promised": promised, "due": clock.due})]
    if clock.extended_to < promised:
        return [("extension_capped", {"promised": promised, "day": clock.extended_to})]
    return [("extended", {"day": clock.extended_to})]


def _outcome(clock: Clock) -> list[tuple[str, dict[str, object]]]:
    if clock.event == "extend":
        return []
    late: dict[str, object] = {"working_days": clock.working_days_late}
    if clock.done and clock.met:
        return [("done_in_time", {"day": clock.done})]
    if clock.done:
        return [("done_late", late | {"day": clock.done})]
    steps: list[tuple[str, dict[str, object]]] = []
    if clock.met is False:
        steps.append(("not_done", late | {"day": clock.last_day}))
    if clock.stopped:
        steps.append((f"stopped.{clock.stopped}", {"day": clock.stopped_on}))
    return steps
