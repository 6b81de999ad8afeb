"""What residents read of a remedy: in the answer's letter and on their page. The keys are the codes of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

KINDS: Mapping[str, Any] = {
    "apology": pgettext_lazy("remedy", "We say sorry"),
    "explanation": pgettext_lazy("remedy", "We explain"),
    "work": pgettext_lazy("remedy", "We do the work"),
    "change_of_decision": pgettext_lazy("remedy", "We change a decision"),
    "correction": pgettext_lazy("remedy", "We correct a record"),
    "payment": pgettext_lazy("remedy", "We pay you money"),
    "change_of_practice": pgettext_lazy("remedy", "We change how we work"),
}
HEADS: Mapping[str, Any] = {
    "loss": pgettext_lazy("remedy", "money that you lost"),
    "loss_not_measured": pgettext_lazy("remedy", "something that you lost and that has no bill"),
    "distress": pgettext_lazy("remedy", "worry and inconvenience"),
    "time_and_trouble": pgettext_lazy("remedy", "your time and trouble"),
    "statutory": pgettext_lazy("remedy", "a payment that the law sets"),
    "fixed_sum": pgettext_lazy("remedy", "a service that you did not have, by the day or visit"),
}
HOW: Mapping[str, Any] = {
    "bank": pgettext_lazy("remedy", "to your bank account"),
    "cheque": pgettext_lazy("remedy", "by cheque"),
    "cash": pgettext_lazy("remedy", "in cash at our office"),
    "rent_account": pgettext_lazy("remedy", "to your rent account"),
    "voucher": pgettext_lazy("remedy", "as a voucher"),
}
