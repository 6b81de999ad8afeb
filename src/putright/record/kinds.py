"""The kinds of event: each is registered with its sentence, its fields and who may be told of it.

A room registers its kinds in its own `kinds.py`, loaded when its app starts. A kind, once written, stays
registered for ever: the record keeps events of it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*\Z")


class KindError(ValueError):
    """A kind that is not registered, registered twice, or an event with a field its kind does not declare."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    name               dotted, room and past participle: "complaint.received"
    sentence           translatable (gettext_lazy), may name fields: "Received by %(channel)s"
    facts              the fields that stand in the chained body; never a resident's words, name or address.
                       None leaves them open: any field but a personal one
    personal           the fields that stand beside the chain and can be blanked
    shown_to_resident  whether the resident's own timeline shows it
    """

    name: str
    sentence: "StrOrPromise"
    facts: frozenset[str] | None = None
    personal: frozenset[str] = frozenset()
    shown_to_resident: bool = False

    def undeclared(self, facts: Iterable[str], personal: Iterable[str]) -> frozenset[str]:
        """Those of the given fields that this kind does not take where they stand."""
        in_chain = frozenset(facts)
        strange = in_chain & self.personal if self.facts is None else in_chain - self.facts
        return strange | (frozenset(personal) - self.personal)


_kinds: dict[str, Kind] = {}
_subject_names: dict[str, Callable[[UUID, UUID], str | None]] = {}


def register(made: Kind) -> Kind:
    """Registers a kind and gives it back.

    Raises KindError for a name that is not dotted, a name taken, or a field that is both fact and personal.
    """
    if not _NAME.match(made.name):
        raise KindError(f"{made.name!r} is no dotted name such as 'complaint.received'.")
    if made.name in _kinds:
        raise KindError(f"The event kind {made.name!r} is registered twice.")
    if made.facts and made.facts & made.personal:
        raise KindError(
            f"{made.name!r} has {sorted(made.facts & made.personal)} both as a fact and as personal."
        )
    _kinds[made.name] = made
    return made


def kind(name: str) -> Kind:
    """The kind of that name. Raises KindError for one that nobody registered."""
    try:
        return _kinds[name]
    except KeyError:
        raise KindError(
            f"The event kind {name!r} is not registered: add it to its room's kinds.py."
        ) from None


def kinds() -> tuple[Kind, ...]:
    """All registered kinds, by name."""
    return tuple(_kinds[name] for name in sorted(_kinds))


def name_subjects(subject_kind: str, naming: Callable[[UUID, UUID], str | None]) -> None:
    """Says how people call a subject of `subject_kind`: a function of (landlord id, subject id) or None.

    It is called inside that landlord's transaction, by commands that report on chains.
    """
    _subject_names[subject_kind] = naming


def subject_name(landlord_id: UUID, subject_kind: str, subject_id: UUID) -> str:
    """What people call the subject ("complaint HK3M7P2R"); its kind and id where no room has said."""
    naming = _subject_names.get(subject_kind)
    known = naming(landlord_id, subject_id) if naming else None
    return f"{subject_kind} {known or subject_id}"
