"""The errors of this room: each has a code, the facts that it used, the provision, and one sentence."""

from __future__ import annotations

from collections.abc import Mapping


class RulesError(Exception):
    """Something that the rules cannot take.

    `code` names the sentence (see sentences.py), `facts` fill it in (dates, numbers, codes), `provision` is
    the Code's reference where one stands behind it. str() gives the English sentence.
    """

    def __init__(self, code: str, facts: Mapping[str, object] | None = None, provision: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.facts: dict[str, object] = dict(facts or {})
        self.provision = provision

    def __str__(self) -> str:
        from putright.rules.sentences import english  # sentences.py reads the data that raises these errors

        try:
            return english(self.code, self.facts)
        except KeyError:
            # A code of another room: its sentence is the translatable one alone, and a log can do with the code.
            return f"{self.code} {dict(self.facts)}"


class OutsideCalendar(RulesError):
    """A day before the holiday table begins or after it ends: there is no honest answer."""


class UnknownEdition(RulesError):
    """No edition of the Code has this name."""


class EditionNotYetInForce(RulesError):
    """An edition was asked about a complaint made before it came into force."""


class BadData(RulesError):
    """A data file of this room holds something that it may not."""


class Refused(RulesError):
    """An act that may not be done, or a history that cannot be."""
