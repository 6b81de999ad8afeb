"""The staff's words for the codes of remedies, their ranges and what is weighed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from .models import State

HEADS: Mapping[str, Any] = {
    "loss": _("Loss that can be shown: a bill, a receipt"),
    "loss_not_measured": _("Loss that nobody can put a bill to: a room, a facility"),
    "distress": _("Distress and inconvenience"),
    "time_and_trouble": _("Time and trouble of complaining"),
    "statutory": _("Payment that the law sets"),
    "fixed_sum": _("Fixed sum of the guidance, by day, week or visit"),
}
FACTORS: Mapping[str, Any] = {
    "severity": _("How bad was it?"),
    "duration": _("How long did it last?"),
    "household": _("Who lives there: children, illness, disability, age? What did it do to them?"),
    "trouble": _("How much time and trouble did the resident have?"),
    "offered_before": _("What was offered or paid already?"),
    "own_policy": _("What does our own policy promise?"),
    "arrears": _("Are there arrears, and has the resident agreed to set anything against them?"),
}
SETS: Mapping[str, Any] = {
    "bands_2019": _("Ombudsman’s guidance on remedies of 2019"),
    "bands_to_2026": _("Ombudsman’s guidance on remedies up to March 2026"),
    "compensation_2026": _("Ombudsman’s compensation guidance of 2026"),
}
WHEN: Mapping[str, Any] = {
    "any": _("Any finding"),
    "service_failure": _("Service failure: little effect, and short"),
    "maladministration": _("Maladministration: an effect that did not last"),
    "significant": _("Maladministration, or severe: a significant effect"),
    "severe": _("Severe maladministration: a severe or long effect"),
}
FIXED: Mapping[str, Any] = {
    "heating_and_hot_water_lost": _("No heating and no hot water"),
    "heating_or_hot_water_lost": _("No heating, or no hot water"),
    "power_lost": _("No power"),
    "lighting_lost": _("No lighting, power otherwise there"),
    "missed_appointment": _("Appointment that we missed"),
}
PER: Mapping[str, Any] = {"day": _("a day"), "week": _("a week"), "appointment": _("an appointment")}
STATES: Mapping[State, tuple[Any, str]] = {
    State.DECIDED: (_("Decided"), "blue"),
    State.WAITS_FOR_APPROVAL: (_("Waits for approval"), "red"),
    State.APPROVED: (_("Approved"), "blue"),
    State.OFFERED: (_("Offered"), "yellow"),
    State.ACCEPTED: (_("Accepted"), "green"),
    State.DECLINED: (_("Declined"), "grey"),
    State.PAID: (_("Paid"), "green"),
}
ARREARS: Mapping[str, Any] = {
    "never": _("Our policy: a payment is never set against arrears."),
    "with_agreement": _("Our policy: a payment is set against arrears only where the resident agrees."),
    "allowed": _("Our policy: a payment may be set against arrears."),
}
