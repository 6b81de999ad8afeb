"""What a letter has to hold: which blocks, under which edition, by which provision (data in codes/*.toml)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from putright.rules.editions import Edition, edition, editions
from putright.rules.errors import RulesError

KINDS = (
    "stage1_acknowledgement",
    "stage2_acknowledgement",
    "stage1_extension",
    "stage2_extension",
    "stage3_extension",
    "stage1_response",
    "stage2_response",
    "stage3_response",
    "refusal_to_accept",
    "refusal_to_escalate",
)

# What a letter's own case can add to or take from its blocks.
UNCLEAR = "unclear"  # something in the complaint has to be asked
BEYOND_CAP = "beyond_cap"  # the new date lies past the cap
NOT_AGREED = "not_agreed"  # the resident has not agreed to a new date past the cap
THIRD_STAGE = "third_stage"  # this landlord has a third stage, so the second is not final
CIRCUMSTANCES = frozenset({UNCLEAR, BEYOND_CAP, NOT_AGREED, THIRD_STAGE})


@dataclass(frozen=True, slots=True)
class MissingBlock:
    """A block that a letter should hold and does not, with the provision that asks for it."""

    block: str
    provision: str
    confidence: str


class UnknownLetter(RulesError):
    """No such kind of letter, or no such letter under this edition."""


def blocks_of(
    kind: str, edition_id: str | Edition, circumstances: Collection[str] = ()
) -> tuple[MissingBlock, ...]:
    """Every block that a letter of this kind has to hold under an edition, in the order of the data.

    Raises UnknownLetter for a kind that is none, or that this edition does not know; UnknownEdition.
    """
    code = edition_id if isinstance(edition_id, Edition) else edition(edition_id)
    rules = code.letters.get(kind)
    if rules is None:
        raise UnknownLetter("unknown_letter", {"kind": kind, "edition": code.id, "known": list(code.letters)})
    return tuple(
        MissingBlock(rule.block, rule.provision, rule.confidence)
        for rule in rules
        if (not rule.when or rule.when in circumstances) and rule.unless not in circumstances
    )


def missing_blocks(
    kind: str,
    edition_id: str | Edition,
    blocks: Mapping[str, object],
    circumstances: Collection[str] = (),
) -> tuple[MissingBlock, ...]:
    """The blocks that a letter lacks. `blocks` maps a block's code to its content.

    A block is there when its content says something: text that is not blank, a number, or a list (one entry a
    point, say) that is not empty and has no blank entry. Where there is nothing to offer or left to do, the
    block says so. Raises as blocks_of().
    """
    return tuple(
        asked
        for asked in blocks_of(kind, edition_id, circumstances)
        if not _says_something(blocks.get(asked.block))
    )


def all_blocks() -> frozenset[str]:
    """Every block code that any letter of any edition asks for."""
    return frozenset(rule.block for code in editions() for rules in code.letters.values() for rule in rules)


def _says_something(content: object) -> bool:
    if isinstance(content, str):
        return bool(content.strip())
    if isinstance(content, Mapping):
        return bool(content) and all(map(_says_something, content.values()))
    if isinstance(content, Iterable):
        entries = list(content)
        return bool(entries) and all(map(_says_something, entries))
    return content is not None and content is not False
