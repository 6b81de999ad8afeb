"""Words of the staff's pages: references read aloud, short days, what a resident ticked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from putright.complaints import forms_landlords, reference
from putright.complaints.form import options
from putright.complaints.form.problem import beginning
from putright.complaints.intake import forms as intake_forms
from putright.complaints.models import Complaint, Hazard
from putright.complaints.needs.kinds_of_help import AT_HOME, HELP
from putright.complaints.worries.kinds_of_worry import ABOUT, ASKS
from putright.ui import dates, languages

register = template.Library()


@register.filter
def spoken(value: str) -> str:
    """The reference in two groups of four."""
    return reference.spoken(value)


@register.filter
def weekday_short(value: date | datetime) -> SafeString:
    """Tue 3 Nov 2026."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    language = get_language()
    shown = f"{dates.weekday(value, language)[:3]} {dates.short(value, language)}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


@register.filter
def language_name(code: str) -> str:
    """A language by its own name."""
    return languages.language(code).autonym


@register.filter
def danger(hazard: Hazard) -> str:
    """What the resident answered to "Is anyone in danger right now?"."""
    return str(dict(forms_landlords.DANGER).get(hazard.danger, _("Not known")))


@register.filter
def hazard_kinds(hazard: Hazard) -> str:
    """What the resident ticked, in words."""
    return ", ".join(str(options.DANGERS.get(kind, kind)) for kind in hazard.kinds)


@register.filter
def wanted(codes: Any) -> list[str]:
    """What the resident would like us to do, in words."""
    return [str(options.WANTED.get(code, code)) for code in codes]


@register.filter
def relationship(code: str) -> str:
    """How somebody who speaks for a resident knows them, in words."""
    return str(options.RELATIONSHIPS.get(code, code))


@register.filter
def month_year(value: date) -> str:
    """A month, as "November 2026"."""
    return dates.month_year(value)


@register.filter
def reply_to(code: str) -> str:
    """Whom the reply to a letter of an MP, a councillor or an adviser goes to, in words."""
    return str(dict(intake_forms.REPLY_TO).get(code, code))


@register.filter
def help_words(kind: str) -> Any:
    """A kind of help in words."""
    return HELP.get(kind, kind)


@register.filter
def worry_words(codes: list[str]) -> list[Any]:
    """What somebody is worried about, or asks us to mind, in words."""
    return [{**ABOUT, **ASKS}.get(code, code) for code in codes]


@register.filter
def topic_words(complaint: Complaint) -> list[str]:
    """What a complaint is about, as its resident chose: the topics in words, and their own."""
    words = [str(options.TOPICS.get(code, code)) for code in complaint.topics if code != "other"]
    return [*words, *([complaint.topic_other] if complaint.topic_other else [])]


@register.filter
def when_it_began(complaint: Complaint) -> str:
    """When it started, as exactly as the resident knows."""
    return _("They do not know") if complaint.began == "unknown" else beginning(complaint.began)


@register.filter
def at_home_words(codes: list[str]) -> list[Any]:
    """Whom to think about at home, in words."""
    words = dict(AT_HOME)
    return [words[code] for code in codes if code in words]
