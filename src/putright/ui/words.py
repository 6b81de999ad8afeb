"""The codes of the rules, said in the reader's language.

`rules` gives a code and facts; this gives the sentence, with dates written out. A code without a sentence is
a failing test. Sentences for residents stand here, those for staff in words_staff.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from putright.rules.errors import RulesError
from putright.rules.explanations import Explained, NamedDay
from putright.rules.sentences import CODED

from . import dates, languages
from .words_staff import STAFF
from .words_staff_hazards import HAZARDS
from .words_staff_procedures import PROCEDURES

DAYS: dict[str, str] = {
    "day.saturday": _("Saturday"),
    "day.sunday": _("Sunday"),
    "day.added_holiday": _("extra bank holiday"),
    "day.new_years_day": _("New Year’s Day"),
    "day.new_years_day_substitute": _("bank holiday for New Year’s Day"),
    "day.good_friday": _("Good Friday"),
    "day.easter_monday": _("Easter Monday"),
    "day.early_may": _("early May bank holiday"),
    "day.early_may_ve_day": _("early May bank holiday, moved for VE Day"),
    "day.spring": _("spring bank holiday"),
    "day.platinum_jubilee": _("Platinum Jubilee bank holiday"),
    "day.summer": _("summer bank holiday"),
    "day.state_funeral": _("State Funeral of Queen Elizabeth II"),
    "day.coronation": _("coronation of King Charles III"),
    "day.christmas_day": _("Christmas Day"),
    "day.christmas_day_substitute": _("bank holiday for Christmas Day"),
    "day.boxing_day": _("Boxing Day"),
    "day.boxing_day_substitute": _("bank holiday for Boxing Day"),
}

EXPLANATIONS: dict[str, str] = {
    "day_zero.receipt": _("Received: %(day)s (day 0)."),
    "day_zero.logging": _("Logged: %(day)s (day 0)."),
    "day_zero.acknowledgement": _("Logged: %(day)s (day 0)."),
    "day_zero.acknowledgement_deadline": _(
        "Last day to log: %(day)s (day 0). Logging late, or not at all, does not give more time."
    ),
    "day_zero.escalation": _("Next stage asked for: %(day)s (day 0)."),
    "day_zero.due": _("Answer first due: %(day)s (day 0)."),
    "working_days": _("Working days: %(days)s."),
    "holidays_skipped": _("Not counted: Saturdays, Sundays and %(days)s."),
    "closures_counted": _("Counted, although the office is closed: %(days)s."),
    "due.acknowledge": _("Log by the end of: %(day)s."),
    "due.respond": _("Answer by the end of: %(day)s."),
    "due.extend": _("Latest new date that the Code allows: %(day)s."),
    "calendar_days": _(
        "This edition says days. Read strictly, as calendar days, the limit would end on %(day)s."
    ),
    "as_worded": _("By the words of the Code alone: %(day)s."),
    "extended": _("More time was given. New date: %(day)s."),
    "extension_capped": _("New date promised: %(promised)s. Latest date that counts: %(day)s."),
    "extension_not_counted": _(
        "New date promised: %(promised)s. It does not count, because it was told after the first date or is "
        "not later. First date: %(due)s."
    ),
    "extension_not_agreed": _(
        "New date asked for: %(promised)s. It does not count, because you had not agreed to it by %(due)s."
    ),
    "extension_told": _("New date: %(promised)s. You were told on: %(day)s."),
    "extension_promised": _("New date: %(promised)s."),
    "done_in_time": _("Done in time: %(day)s."),
    "done_late": _("Done late: %(day)s. Working days late: %(working_days)s."),
    "not_done": _("Late. Not done by: %(day)s. Working days late: %(working_days)s."),
    "stopped.answered": _("Ended by the answer: %(day)s."),
    "stopped.refused": _("Ended by a refusal: %(day)s."),
    "stopped.withdrawn": _("Ended because the complaint was withdrawn: %(day)s."),
    "stopped.closed": _("Ended because the complaint was closed: %(day)s."),
}

FOR_RESIDENTS: dict[str, str] = {
    "no_more_time_taken": _("No more time was taken for stage %(stage)s, so there is nothing to reply to."),
    "no_further_stage": _("The answer given is final: there is no further stage. The Ombudsman is next."),
    "representative_without_scope": _("Select at least one thing that they may do."),
    "representative_ends_in_past": _("%(day)s is in the past. Give a day that is still to come, or none."),
    "representative_ended": _("This has ended already. Name them again, if they should speak for you again."),
    "scope_not_narrower": _("This would be more than before. Give permission again instead."),
    "stage_not_answered": _("The next stage can be asked for once this one has been answered."),
    "nothing_to_check": _("There is nothing to check yet. We will ask you when we have written it down."),
    "understood_anew": _(
        "We have worded it anew since you opened this page. Read it again, and tell us then."
    ),
    "change_without_words": _("Enter what we should change"),
    "own_time_not_to_come": _("%(day)s is not to come. Choose a later day"),
    "own_time_too_far": _("Choose a day up to %(latest)s. You can ask again after that"),
    "issue_without_words": _("Tell us what is new"),
    "way_without_address": _("Enter a phone number or an email address for each way that you chose"),
    "not_asked_afterwards": _("We have not asked you about this complaint yet."),
    "group_without_name": _("Enter a short name for the group"),
    "group_without_lead": _("Enter the name of the main contact"),
    "group_of_one": _("Enter at least 2 households"),
    "group_already": _("This is a group’s complaint already."),
    "household_without_name": _("Enter your name or your address"),
    "household_in_group": _("This household is in the group already. Call us if that was not you."),
    "lead_leaves": _("You are the main contact. Call us to choose another one, then you can leave."),
    "member_left": _("This household left the group on %(day)s."),
    "invitation_over": _("This link works no longer. Ask your neighbour or us for a new one."),
    "file_missing": _("Choose a file"),
    "file_wrong_type": _("The selected file must be a JPG, PNG, HEIC, PDF, DOCX, MP4 or MP3"),
    "file_too_large": _("The selected file must be smaller than %(megabytes)sMB"),
    "file_empty": _("The selected file is empty"),
    "file_too_many": _(
        "You can add up to %(most)s files in a day. Add the others tomorrow, or give us copies on paper"
    ),
    "file_infected": _("The selected file contains a virus"),
    "file_not_uploaded": _("The selected file could not be uploaded – try again"),
    "draft_files_full": _(
        "You can add up to %(most)s files here. Remove one, or send us the others after your complaint"
    ),
}

# May I go to the Housing Ombudsman now? "It" is the Ombudsman, an organisation; "we" is the landlord.
GOING: dict[str, str] = {
    "going.advice": _(
        "You can ask the Ombudsman for advice at any time, also while we look into your complaint."
    ),
    "going.waiting.acknowledge": _("We will log your complaint by %(day)s."),
    "going.waiting.respond": _("We will answer by %(day)s."),
    "going.next_stage": _(
        "You have our answer at stage %(stage)s. It is not our final answer. If a point is not put right, you can "
        "ask us for stage %(next)s. You do not need to give a reason."
    ),
    "going.promise_late": _(
        "We promised to do something by %(day)s and have not done it. Tell the Ombudsman if we do not put that right."
    ),
    "going.withdrawn": _("You withdrew your complaint. You can make a new one at any time."),
    "going.no_reply": _(
        "If we do not answer in time, tell the Ombudsman. You do not need our final answer for that."
    ),
    "going.missed.acknowledge": _("We are late. We should have logged your complaint by %(day)s."),
    "going.missed.respond": _("We are late. Our answer at stage %(stage)s was due by %(day)s."),
    "going.nothing_missed": _("We have not missed a date so far."),
    "going.asks": _("The Ombudsman then asks us to answer."),
    "going.orders": _(
        "The Ombudsman then tells us to answer by a date. If we still do not answer, it can make an order against us "
        "and publish it."
    ),
    "going.without_final": _(
        "It can also look into your complaint without our final answer, if we did not deal with it as we should."
    ),
    "going.not_final": _("You do not have our final answer yet."),
    "going.after_final": _(
        "Once you have it, you can take your complaint to the Ombudsman at once. We will tell you in the letter that "
        "it is our final answer."
    ),
    "going.final.answered": _("You have our final answer, of %(day)s."),
    "going.final.refused": _(
        "On %(day)s we refused to take your complaint any further. That counts as our final answer."
    ),
    "going.final.direct": _("You can take your complaint to the Ombudsman now. You do not have to wait."),
    "going.final.wait": _(
        "An MP, a councillor of your area or a tenant panel can send your complaint to the Ombudsman now. You can go "
        "to it yourself from %(opens)s, %(weeks)s weeks after our final answer."
    ),
    "going.final.by": _(
        "Do it by %(day)s: the Ombudsman asks for complaints within %(months)s months of the final answer."
    ),
    "going.final.late": _(
        "That day has passed. You can still go to the Ombudsman. It decides whether it looks into your complaint, so "
        "tell it why you come later."
    ),
}

SENTENCES: Mapping[str, str] = DAYS | EXPLANATIONS | GOING | FOR_RESIDENTS | STAFF | HAZARDS | PROCEDURES
WEEKENDS = _("Working days do not include Saturdays, Sundays or bank holidays")

# A name or other free text inside a right-to-left sentence keeps to itself between these two.
_ISOLATE, _END = "\u2068", "\u2069"


class NoSuchSentence(KeyError):
    """A code that the rules gave and that has no sentence here."""


def sentence(code: str, facts: Mapping[str, object] | None = None) -> str:
    """The sentence of a code in the language that is active, with its facts written out.

    Dates become 'Tuesday 3 November 2026', lists of dates '4, 5, 6, 9, 10 November', a code inside the facts
    its own words. Raises NoSuchSentence, and KeyError for a fact that the sentence needs and did not get.
    """
    if code not in SENTENCES:
        raise NoSuchSentence(code)
    written = {name: _written(name, value) for name, value in (facts or {}).items()}
    return gettext(SENTENCES[code]) % written


def refusal(error: RulesError) -> str:
    """What a refusal or another error of the rules says to its reader."""
    return sentence(error.code, error.facts)


def refusal_to_resident(error: RulesError) -> str:
    """What a refusal says to a resident: its own sentence where it has one for them, else that it cannot be done now.

    Most refusals are worded for staff, in English. A resident meets one of those only where the page was overtaken.
    """
    if error.code in FOR_RESIDENTS:
        return refusal(error)
    return gettext("This cannot be done now. Here is how your complaint stands.")


def explanation(steps: Iterable[Explained]) -> list[str]:
    """The sentences that show how a date was reached, weekends named in words even where no holiday falls."""
    said: list[str] = []
    steps = tuple(steps)
    holidays = any(step.code == "holidays_skipped" for step in steps)
    for step in steps:
        said.append(sentence(step.code, step.facts))
        if step.code == "working_days" and not holidays:
            said.append(f"{gettext(WEEKENDS)}{_full_stop()}")
    return said


def word(family: str, code: object) -> str:
    """The word for a state, an act, a role: word('state', State.RECEIVED)."""
    value = getattr(code, "value", code)
    return sentence(f"{family}.{value}")


def _full_stop() -> str:
    return {"ur": "۔", "bn": "।", "pa": "।"}.get(str(languages.language(get_language())), ".")


def _written(name: str, value: object) -> str:
    language = get_language()
    if isinstance(value, date):
        return dates.day(value, language)
    if isinstance(value, NamedDay):
        return f"{_named(value.name)} ({dates.day(value.day, language)})"
    if isinstance(value, list | tuple):
        if value and all(isinstance(one, date) for one in value):
            return dates.days(value, language)
        return dates.listed([_written(name, one) for one in value], language)
    if name in CODED and f"{name}.{value}" in SENTENCES:
        return gettext(SENTENCES[f"{name}.{value}"])
    if isinstance(value, str) and languages.language(language).dir == "rtl":
        return f"{_ISOLATE}{value}{_END}"
    return str(value)


def _named(name: str) -> str:
    """A holiday's own words for its code; a landlord's closure is named by the landlord and stays as it
    is."""
    return gettext(SENTENCES[name]) if name in SENTENCES else name
