"""What a landlord decides for itself, where the Code leaves it open: a typed reading of `Landlord.policy`.

A setting is one field of `Policy` with its default, one entry in `_READ` that makes the value from JSON, and one
sentence in `MEANS` for `putright landlord policy`. Only what differs from the default is kept in the row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from putright.rules.remedies import ARREARS
from putright.rules.retention import CLASSES
from putright.rules.stages import WHO, Act
from putright.ui.context import NEUTRAL_SITE

from .models import ACCESSIBILITY_REPLY_DAYS, Landlord

# When an answer is read by a second person before it goes out.
READER_REASONS: Final = ("hazard", "discrimination", "death", "money", "everything")
MOST_POUNDS: Final = 1_000_000
# What each role may pay out until the landlord decides otherwise.
PAYMENT_LIMITS: Final[Mapping[str, int]] = MappingProxyType(
    {"housing_manager": 250, "head_of_housing": MOST_POUNDS}
)
PAYERS: Final = tuple(sorted(role.value for role in WHO[Act.APPROVE_REMEDY]))
MOST_WARN_DAYS: Final = 20
# What strangers may do in an hour: from one address on the network, where a family, a library or a block of flats may
# sit behind one; and at the landlord altogether. `code`, `passphrase` and
# `link` count what opened nothing.
HOURLY_FROM_ADDRESS: Final[Mapping[str, int]] = MappingProxyType(
    {"begin": 60, "save": 60, "upload": 600, "code": 60, "passphrase": 60, "link": 60, "equality": 60}
)
HOURLY_AT_LANDLORD: Final[Mapping[str, int]] = MappingProxyType(
    {
        "begin": 3000,
        "save": 3000,
        "upload": 12000,
        "code": 1000,
        "passphrase": 3000,
        "link": 12000,
        "equality": 3000,
    }
)
MOST_HOURLY: Final = 1_000_000
MOST_YEARS: Final = 100
MOST_ADDRESS: Final = 200


class WrongPolicy(ValueError):
    """A setting that there is not, or a value that it cannot have; the text is one sentence that says what to give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The landlord's own decisions, each with the default that holds where it decided nothing.

    second_reader              the reasons for which an answer needs a second reader; none at all is a decision too
    second_reader_above        pounds: an answer that speaks of more has the reason "money"
    warn_days                  working days before a date on which its person is reminded of it, each morning
    names_who_looked           whether a resident who asks who looked at the case reads every name, or the role of
                               those who had nothing to do with it
    extension_needs_agreement  whether this landlord promises to take more time only where the resident agrees
    evidence_remind_before     working days before an answer to a request for evidence is due: a reminder goes
    evidence_chase_every       working days between two reminders once it is late
    evidence_escalate_after    working days that it is late when the asker's lead hears of it
    evidence_link_days         days that the link of a request lives
    payment_limits             pounds that each role may pay out without somebody senior; a role not named: nothing
    keep_years                 for how many years a class of rules.retention is kept; one not named: the default
    accessibility_reply_days   working days in which somebody who cannot use a page is answered
    leave_to                   the website that "Leave this page quickly" opens: one that anybody may be reading
    hourly_from_address        how often in an hour strangers may do something from one address on the network
    hourly_at_landlord         the same from all addresses together; what is not named in either: the default
    arrears                    whether a payment may be set against rent arrears: one of `rules.remedies.ARREARS`
    """

    second_reader: frozenset[str] = frozenset({"hazard", "discrimination", "death", "money"})
    second_reader_above: int = 500
    extension_needs_agreement: bool = False
    warn_days: int = 2
    names_who_looked: bool = False
    evidence_remind_before: int = 2
    evidence_chase_every: int = 2
    evidence_escalate_after: int = 3
    evidence_link_days: int = 30
    payment_limits: Mapping[str, int] = field(default_factory=lambda: PAYMENT_LIMITS)
    arrears: str = "with_agreement"
    leave_to: str = NEUTRAL_SITE
    accessibility_reply_days: int = ACCESSIBILITY_REPLY_DAYS
    keep_years: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    hourly_from_address: Mapping[str, int] = field(default_factory=lambda: HOURLY_FROM_ADDRESS)
    hourly_at_landlord: Mapping[str, int] = field(default_factory=lambda: HOURLY_AT_LANDLORD)


MEANS: Final[Mapping[str, str]] = {
    "second_reader": f"when a second person reads an answer: some of {', '.join(READER_REASONS)}; or nothing",
    "second_reader_above": "pounds; a second person reads an answer that speaks of more",
    "names_who_looked": "yes or no: a resident reads the names of all who looked at the case, not roles alone",
    "extension_needs_agreement": "yes or no: more time is taken only where the resident agrees",
    "warn_days": "working days; so long before a date its person is reminded of it, each morning",
    "evidence_remind_before": "working days before evidence is due that a reminder goes to whoever was asked",
    "evidence_chase_every": "working days between two reminders once evidence is late",
    "evidence_escalate_after": "working days that evidence is late before a team leader hears of it",
    "evidence_link_days": "days that the link of a request for evidence lives",
    "payment_limits": f"pounds a role may pay out alone, as ROLE:POUNDS with commas; roles: {', '.join(PAYERS)}",
    "keep_years": f"years that personal details are kept, as CLASS:YEARS with commas; classes: {', '.join(CLASSES)}",
    "leave_to": 'https address of a website that anybody may be reading: where "Leave this page quickly" leads',
    "accessibility_reply_days": "working days in which somebody who cannot use a page is answered",
    "hourly_from_address": "how often in an hour strangers may do something from one network address, as"
    f" WHAT:NUMBER with commas; what: {', '.join(HOURLY_FROM_ADDRESS)}",
    "hourly_at_landlord": "the same from all addresses together",
    "arrears": f"may a payment be set against rent arrears: {', '.join(ARREARS)}",
}


def yes_or_no(name: str, value: Any) -> bool:
    """A switch, as JSON has it. Raises WrongPolicy."""
    if isinstance(value, bool):
        return value
    raise WrongPolicy(f"The policy {name!r} is {value!r}. Give yes or no.")


def whole_pounds(name: str, value: Any) -> int:
    """An amount in whole pounds. Raises WrongPolicy."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_POUNDS:
        return value
    raise WrongPolicy(
        f"The policy {name!r} is {value!r}. Give whole pounds from 0 to {MOST_POUNDS:,}, in digits."
    )


def days(least: int, most: int) -> Callable[[str, Any], int]:
    """A reader of a number of days from `least` to `most`."""

    def read(name: str, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise WrongPolicy(f"The policy {name!r} is {value!r}. Give days from {least} to {most}, in digits.")

    return read


def working_days(name: str, value: Any) -> int:
    """A number of working days. Raises WrongPolicy."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_WARN_DAYS:
        return value
    raise WrongPolicy(f"The policy {name!r} is {value!r}. Give working days from 0 to {MOST_WARN_DAYS}.")


def some_of(known: tuple[str, ...]) -> Callable[[str, Any], frozenset[str]]:
    """A reader of a list of codes, each of them one of `known`; an empty list is an answer."""

    def read(name: str, value: Any) -> frozenset[str]:
        if isinstance(value, list) and all(isinstance(one, str) and one in known for one in value):
            return frozenset(value)
        raise WrongPolicy(
            f"The policy {name!r} is {value!r}. Give a list of some of: {', '.join(known)}; or an empty one."
        )

    return read


def one_of(known: tuple[str, ...]) -> Callable[[str, Any], str]:
    """A reader of one code of `known`, alone or as the only one of a list."""

    def read(name: str, value: Any) -> str:
        code = value[0] if isinstance(value, list) and len(value) == 1 else value
        if isinstance(code, str) and code in known:
            return code
        raise WrongPolicy(f"The policy {name!r} is {value!r}. Give one of: {', '.join(known)}.")

    return read


def limits(name: str, value: Any) -> Mapping[str, int]:
    """A list of ROLE:POUNDS. Raises WrongPolicy."""
    found: dict[str, int] = {}
    for one in value if isinstance(value, list) else [value]:
        role, sep, pounds = str(one).partition(":")
        if role not in PAYERS or not sep or not pounds.isascii() or not pounds.isdigit():
            raise WrongPolicy(
                f"The policy {name!r} is {value!r}. Give a list of ROLE:POUNDS with some of: {', '.join(PAYERS)}."
            )
        found[role] = whole_pounds(name, int(pounds))
    return MappingProxyType(found)


def years(name: str, value: Any) -> Mapping[str, int]:
    """A list of CLASS:YEARS, each from 1 to 100. Raises WrongPolicy."""
    found: dict[str, int] = {}
    for one in value if isinstance(value, list) else [value]:
        code, sep, number = str(one).partition(":")
        if code not in CLASSES or not sep or not number.isascii() or not number.isdigit():
            raise WrongPolicy(
                f"The policy {name!r} is {value!r}. Give a list of CLASS:YEARS with some of: {', '.join(CLASSES)}."
            )
        if not 1 <= int(number) <= MOST_YEARS:
            raise WrongPolicy(f"The policy {name!r} is {value!r}. Give years from 1 to {MOST_YEARS}.")
        found[code] = int(number)
    return MappingProxyType(found)


def web_address(name: str, value: Any) -> str:
    """An https address, alone or as the only one of a list. Raises WrongPolicy."""
    address = value[0] if isinstance(value, list) and len(value) == 1 else value
    if isinstance(address, str) and len(address) <= MOST_ADDRESS:
        try:
            URLValidator(schemes=["https"])(address)
        except ValidationError:
            pass
        else:
            return address
    raise WrongPolicy(f"The policy {name!r} is {value!r}. Give an address that begins with https://.")


def hourly(defaults: Mapping[str, int]) -> Callable[[str, Any], Mapping[str, int]]:
    """A reader of a list of WHAT:NUMBER; what is not named keeps its default."""

    def read(name: str, value: Any) -> Mapping[str, int]:
        found = dict(defaults)
        for one in value if isinstance(value, list) else [value]:
            what, sep, number = str(one).partition(":")
            if what not in defaults or not sep or not number.isascii() or not number.isdigit():
                raise WrongPolicy(
                    f"The policy {name!r} is {value!r}. Give a list of WHAT:NUMBER with some of: {', '.join(defaults)}."
                )
            if not 1 <= int(number) <= MOST_HOURLY:
                raise WrongPolicy(
                    f"The policy {name!r} is {value!r}. Give numbers from 1 to {MOST_HOURLY:,}, in digits."
                )
            found[what] = int(number)
        return MappingProxyType(found)

    return read


_READ: Final[Mapping[str, Callable[[str, Any], Any]]] = {
    "second_reader": some_of(READER_REASONS),
    "second_reader_above": whole_pounds,
    "extension_needs_agreement": yes_or_no,
    "warn_days": working_days,
    "names_who_looked": yes_or_no,
    "evidence_remind_before": days(0, 20),
    "evidence_chase_every": days(1, 20),
    "evidence_escalate_after": days(0, 40),
    "evidence_link_days": days(1, 90),
    "payment_limits": limits,
    "arrears": one_of(ARREARS),
    "keep_years": years,
    "leave_to": web_address,
    "accessibility_reply_days": days(1, 20),
    "hourly_from_address": hourly(HOURLY_FROM_ADDRESS),
    "hourly_at_landlord": hourly(HOURLY_AT_LANDLORD),
}


def read_policy(kept: Mapping[str, Any]) -> Policy:
    """The policy that a landlord's JSON says. Raises WrongPolicy for a key that is none and a value that cannot be."""
    for name in kept:
        if name not in _READ:
            raise WrongPolicy(f"There is no policy {name!r}. Give one of: {', '.join(sorted(_READ))}.")
    return Policy(**{name: _READ[name](name, value) for name, value in kept.items()})


def policy_of(landlord: Landlord) -> Policy:
    """What this landlord has decided."""
    return read_policy(landlord.policy)


def typed(text: str) -> tuple[str, Any]:
    """`KEY=VALUE` as somebody types it, as a name and a JSON value; None goes back to the default.

    Yes and no are switches, digits a number, anything else a list with commas ("nothing" is an empty one). Raises
    WrongPolicy for text without a name.
    """
    name, sep, value = (part.strip() for part in text.partition("="))
    if not name or not sep:
        raise WrongPolicy(f"The policy is {text!r}. Give NAME=VALUE, like extension_needs_agreement=yes.")
    if value in {"", "default"}:
        return name, None
    if value in {"yes", "no"}:
        return name, value == "yes"
    if value.isascii() and value.isdigit():
        return name, int(value)
    return name, [] if value == "nothing" else [part.strip() for part in value.split(",") if part.strip()]


def shown(policy: Policy) -> list[tuple[str, str, str]]:
    """Each setting with its value as `typed` takes it and what it means."""
    return [(one.name, _text(getattr(policy, one.name)), MEANS[one.name]) for one in fields(policy)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "nothing"
    if isinstance(value, Mapping):
        return ",".join(f"{name}:{number}" for name, number in sorted(value.items())) or "nothing"
    return str(value)
