"""What a form told once it is a complaint, as its sender reads it again: a card for each part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from putright.complaints import kinds
from putright.complaints.models import Complaint
from putright.complaints.needs.kinds_of_help import AT_HOME, HELP
from putright.complaints.worries.kinds_of_worry import ABOUT, ASKS
from putright.record import chain

from .options import CONTACT_WAYS, DOCUMENTS_BY, FOR_WHOM, TOLD_BEFORE, TOPICS, WANTED
from .page import Answer
from .problem import beginning

Card = tuple[Any, list[Answer]]


def cards_of(complaint: Complaint) -> list[Card]:
    """The cards of a case. What was not answered is left out: nobody needs a page of it on paper."""
    received = chain.timeline(complaint.landlord_id, ("complaint", complaint.id), only=[kinds.RECEIVED])
    words: Any = received[0].personal.get("words", []) if received else []
    began = complaint.began
    cards: list[Card] = [
        (
            _("What went wrong"),
            [
                _chosen(pgettext("heading", "What it is about"), TOPICS, complaint.topics),
                _typed(pgettext("topic", "What is it about?"), complaint.topic_other),
                _chosen(pgettext("heading", "Told us before"), TOLD_BEFORE, [complaint.told_before]),
                _typed(_("What went wrong?"), words[0] if words else ""),
                _typed(_("Other problems"), *words[1:]),
                _ours(
                    _("When it started"),
                    _("I do not know") if began == "unknown" else beginning(began) if began else "",
                ),
                _typed(_("Why you are telling us now"), complaint.why_late),
                _typed(_("How this has affected you"), complaint.effect),
                _chosen(_("What you would like us to do"), WANTED, complaint.wanted),
                _typed(_("What else would you like us to do?"), complaint.wanted_other),
            ],
        ),
        (
            _("Who the complaint is for"),
            [
                _chosen(_("Who is the complaint for?"), FOR_WHOM, [complaint.for_whom]),
                _typed(_("A short name for the group"), complaint.on_behalf_of),
                _typed(_("Full name"), complaint.name),
                _typed(_("What we should call you"), complaint.called),
                _typed(pgettext("heading", "Your address"), complaint.address, complaint.postcode),
                _typed(_("Tenancy number"), complaint.tenancy_number),
            ],
        ),
        (
            _("How we contact you"),
            [
                _chosen(_("Ways that suit you"), CONTACT_WAYS, complaint.contact_ways),
                _typed(_("Phone number"), complaint.phone),
                _yes_no(_("Safe to leave a message"), complaint.safe_message),
                _typed(_("When it is safe to call"), complaint.safe_times),
                _typed(_("Email address"), complaint.email),
                _chosen(_("Letters and documents"), DOCUMENTS_BY, [complaint.documents_by]),
                _yes_no(_("Safe to send letters to your address"), complaint.safe_letters),
                _typed(_("When we speak to you"), complaint.spoken_language),
            ],
        ),
        (pgettext("heading", "Extra help"), [_needs(complaint)]),
        (
            pgettext("heading", "People at home"),
            [
                _chosen(_("People to think about"), dict(AT_HOME), complaint.at_home),
                _typed(_("More about them"), complaint.at_home_words),
            ],
        ),
        (pgettext("heading", "Worries"), _worries(complaint)),
    ]
    there = ((title, [one for one in answers if one.values]) for title, answers in cards)
    return [(title, answers) for title, answers in there if answers]


def _typed(question: Any, *values: str) -> Answer:
    return Answer(question, tuple(one for one in values if one), typed=True)


def _ours(question: Any, value: str) -> Answer:
    return Answer(question, (value,) if value else (), typed=False)


def _chosen(question: Any, words: Any, codes: Iterable[str]) -> Answer:
    return Answer(question, tuple(str(words[code]) for code in codes if code in words), typed=False)


def _yes_no(question: Any, value: bool | None) -> Answer:
    return Answer(question, () if value is None else (str(_("Yes") if value else _("No")),), typed=False)


def _needs(complaint: Complaint) -> Answer:
    said: list[str] = []
    for need in complaint.needs.all():
        said.append(f"{HELP.get(need.kind, need.kind)}" + (f": {need.words}" if need.words else ""))
    return Answer(pgettext("heading", "Extra help"), tuple(said), typed=True)


def _worries(complaint: Complaint) -> list[Answer]:
    return [
        one
        for worry in complaint.worries.all()
        for one in (
            _chosen(_("What worries you"), ABOUT, worry.about),
            _typed(_("Who you are worried about"), worry.person),
            _typed(_("In your own words"), worry.words),
            _chosen(_("What you would like us to do"), ASKS, worry.asks),
        )
    ]
