"""What a resident is told of their case, on its page and in their evidence pack: its points, and what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from putright.complaints import kinds, queries
from putright.complaints.linking.queries import answers_elsewhere
from putright.complaints.models import Complaint
from putright.complaints.more_time import kinds as more_time_kinds
from putright.complaints.news import kinds as news_kinds
from putright.complaints.pack import kinds as pack_kinds
from putright.complaints.points import kinds as points_kinds
from putright.complaints.remedies import kinds as remedy_kinds
from putright.complaints.understanding import kinds as understanding_kinds
from putright.record import chain
from putright.record.chain import By, Noted


def points_and_answers(complaint: Complaint) -> list[dict[str, Any]]:
    """Each point in the resident's words and ours, with the answers that were issued: drafts stay with staff."""
    answered = {stage.number for stage in complaint.stages.all() if stage.answered_on}
    elsewhere = answers_elsewhere(complaint)
    return [
        {
            "point": point,
            "answers": elsewhere.get(point.id)
            or sorted(
                (finding for finding in point.findings.all() if finding.stage in answered),
                key=lambda finding: finding.stage,
            ),
        }
        for point in queries.points_with_findings(complaint)
    ]


def timeline(complaint: Complaint) -> list[dict[str, Any]]:
    """The record as the resident may read it: what happened, when, and whether they or the landlord did it."""
    noted = chain.timeline(complaint.landlord_id, ("complaint", complaint.id), for_resident=True)
    return [
        {
            "title": one.told(),
            "on": one.happened_on,
            "who": told_by(one.by, complaint.landlord.name),
            "lines": _lines(one),
        }
        for one in noted
    ]


def told_by(by: By, landlord: str) -> str:
    """Who did it, as the resident reads it: of staff the landlord alone."""
    if by.kind == "resident":
        return _("You")
    if by.kind == "adviser":
        return pgettext("helper", "Somebody who speaks for you")
    return landlord


def _lines(noted: Noted) -> list[str]:
    """The little that the timeline adds to an event's sentence: only what the resident wrote, or was told by letter."""
    personal: defaultdict[str, Any] = defaultdict(str, noted.personal)
    match noted.kind:
        case kinds.EXTENDED | kinds.REFUSED:
            found = [personal["reasons"]]
        case kinds.ESCALATED:
            found = [personal["why"], personal["wanted_now"]]
        case (
            news_kinds.GIVEN
            | more_time_kinds.REACTED
            | understanding_kinds.REPLIED
            | points_kinds.ISSUE_ADDED
        ):
            found = [personal["words"]]
        case (
            more_time_kinds.REPLIED
            | more_time_kinds.OWN_TIME
            | remedy_kinds.DECLINED
            | understanding_kinds.STAYS
        ):
            found = [personal["because"]]
        case kinds.REOPENED:
            found = [personal["why"]] if noted.facts.get("because") == "resident" else []
        case pack_kinds.WORDED:
            found = [personal["why"], personal["wanted"]]
        case kinds.PROMISED:
            found = [personal["action"]]
        case kinds.HOLIDAY_ADDED:
            found = [noted.facts.get("name")]
        case _:
            found = []
    return [str(one) for one in found if one]
