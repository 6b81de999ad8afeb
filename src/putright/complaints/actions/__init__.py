"""The acts of casework: the only writer of this room's tables.

Every act is the same: lock the case, make the facts, ask `rules.stages`, write named fields, note one event (all in
one transaction), leave messages in the outbox, settle the copies that lists sort by. An act that is not permitted
raises `putright.rules.stages.Refused` (code, facts, provision) and changes nothing.

Common keywords: `by` says who acts (`By`), `at` is the moment (aware). The day of an act is that moment's day in
England, since the hour does not matter (convention C2).
"""

from __future__ import annotations

from .casework import (
    FindingDraft,
    Overtaken,
    acknowledge,
    allocate,
    answer,
    close,
    define,
    definition_version,
    escalate,
    extend,
    finding_version,
    point_facts,
    record_contact,
    record_finding,
    refuse,
    withdraw,
)
from .issuing import preview_letter, version
from .keys import Received, passphrase_opens, renew_access, without_passphrases
from .promises import drop_promise, judge_promise, keep_promise, plan_promise
from .receiving import (
    begin_draft,
    close_hazard,
    open_hazard,
    raise_complaint,
    remove_expired_drafts,
    save_draft,
)
from .shared import roles_of
from .told import Choice, ConfidedTold, Helper, NeedTold, Origin, Told, WorryTold
from .upkeep import add_holiday, blank_personal_text, blank_request

__all__ = [
    "Choice",
    "ConfidedTold",
    "FindingDraft",
    "Helper",
    "NeedTold",
    "Origin",
    "Overtaken",
    "Received",
    "Told",
    "WorryTold",
    "acknowledge",
    "add_holiday",
    "allocate",
    "answer",
    "begin_draft",
    "blank_personal_text",
    "blank_request",
    "close",
    "close_hazard",
    "define",
    "definition_version",
    "drop_promise",
    "escalate",
    "extend",
    "finding_version",
    "judge_promise",
    "keep_promise",
    "open_hazard",
    "passphrase_opens",
    "plan_promise",
    "point_facts",
    "preview_letter",
    "raise_complaint",
    "record_contact",
    "record_finding",
    "refuse",
    "remove_expired_drafts",
    "renew_access",
    "roles_of",
    "save_draft",
    "version",
    "withdraw",
    "without_passphrases",
]
