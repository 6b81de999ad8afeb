"""What a person tells us when they complain, or ask us to put something right: what the acts of receiving take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from putright.complaints.models import ServiceRequest


@dataclass(frozen=True, kw_only=True)
class Helper:
    """Whoever sends a form for somebody else, or whom a resident names as speaking for them (journeys 3.5).

    permission  a `representatives.models.Permission`: what they say about it
    note        why there is none, which authority, where the form is
    scope       some of `representatives.models.Share`
    """

    name: str = ""
    organisation: str = ""
    role: str = "other"
    reference: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""
    permission: str = "ask"
    note: str = ""
    scope: tuple[str, ...] = ("talk",)
    until: date | None = None

    @property
    def has_keys(self) -> bool:
        """Whether the resident is there with them and agrees: then the keys to the case are shown on their screen.

        A signed form and an authority in law are looked at by a person first (docs/decisions/0013).
        """
        return self.permission == "with_them"


@dataclass(frozen=True, kw_only=True)
class NeedTold:
    """One kind of help that somebody needs, with their own words."""

    kind: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class WorryTold:
    """What somebody fears, in their words, whom they name, and what they ask us to mind."""

    about: tuple[str, ...] = ()
    words: str = ""
    person: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConfidedTold:
    """A name for the Member Responsible for Complaints alone, and how that one person may reach them."""

    name: str
    reach: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a resident chose who had not told us before: "fix", "complain" or "both", and the words they were shown."""

    chose: str
    language: str
    words: str


@dataclass(frozen=True)
class Told:
    """What a person told us when they complained, as the form or a member of staff wrote it down."""

    words: str
    # The same in the words of whoever wrote it down: both are kept, side by side.
    our_words: str = ""
    more_points: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    topic_other: str = ""
    told_before: str = ""
    choice: Choice | None = None
    began: str = ""
    why_late: str = ""
    effect: str = ""
    wanted: tuple[str, ...] = ()
    wanted_other: str = ""
    for_whom: str = "me"
    # The short name of a group, and how many households belong to it as far as its main contact knows.
    on_behalf_of: str = ""
    households: int | None = None
    relationship: str = ""
    helper: Helper | None = None
    own_home: bool | None = None
    name: str = ""
    called: str = ""
    address: str = ""
    postcode: str = ""
    tenancy_number: str = ""
    contact_ways: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    safe_times: str = ""
    safe_message: bool | None = None
    safe_letters: bool | None = None
    documents_by: str = ""
    spoken_language: str = ""
    written_language: str = "en"
    interpreter: bool = False
    british_sign_language: bool = False
    needs: tuple[NeedTold, ...] = ()
    shared_with: tuple[str, ...] = ()
    at_home: tuple[str, ...] = ()
    at_home_words: str = ""
    worry: WorryTold | None = None
    confided: ConfidedTold | None = None
    # Asked to be called, so that we write down what went wrong; and papers that wait to be copied.
    call_phone: str = ""
    call_when: str = ""
    only_paper: bool = False

    @property
    def keys_wait(self) -> bool:
        """Whether a person gives the resident the keys to the case, since somebody else sent the form without them."""
        return self.for_whom == "someone" and self.helper is not None and not self.helper.has_keys


# What a service request keeps of it beside its own columns, so that a complaint that grows from it asks nothing twice.
_KEPT = (
    "topics topic_other told_before began why_late effect wanted wanted_other tenancy_number safe_times safe_message "
    "safe_letters documents_by spoken_language interpreter british_sign_language"
).split()


def kept_of(told: Told) -> dict[str, Any]:
    """What a service request keeps in `ServiceRequest.told`: nothing where nobody asked."""
    said = asdict(told)
    empty = {one.name: one.default for one in fields(Told)}
    return {name: said[name] for name in _KEPT if said[name] != empty[name]}


def told_again(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What `kept_of` kept, as `Told` takes it."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in kept.items()
        if name in _KEPT
    }


@dataclass(frozen=True)
class Origin:
    """Where a complaint grew from, and how it reached us: what is noted beside what was told.

    `facts` stand in the record's chain, so they name nobody; `personal` beside it.
    """

    request: ServiceRequest | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, object] = field(default_factory=dict)
