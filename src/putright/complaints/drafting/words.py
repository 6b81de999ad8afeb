"""What the quality gate and the pages of letters to come say to staff: parts, places, hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from putright.complaints.letters.quality import Hit, Place
from putright.complaints.models import Complaint
from putright.ui.words_staff import STAFF

PARTS: Mapping[str, tuple[Any, Any]] = {
    "opening": (
        gettext_lazy("Opening"),
        gettext_lazy("The first lines, after the greeting. What you would say first if you sat with them."),
    ),
    "short_answer": (
        gettext_lazy("Short answer"),
        gettext_lazy("Stands before “We agree …” for each point, which comes from the findings."),
    ),
    "apology": (
        gettext_lazy("Apology"),
        gettext_lazy("Say what we did not do: “We did not … I am sorry.” Empty: one general sentence."),
    ),
    "before": (
        gettext_lazy("How we looked into it"),
        gettext_lazy("Whom we spoke to, what we read, where we went. Stands before the points."),
    ),
    "after": (
        gettext_lazy("What else they should know"),
        gettext_lazy("Stands after what we will do, or after what the letter is about."),
    ),
    "learned": (
        gettext_lazy("What we learned"),
        gettext_lazy("What we change so that it does not happen to others."),
    ),
    "closing": (gettext_lazy("Closing"), gettext_lazy("The last lines, before “Yours sincerely”.")),
    "reasons": (
        gettext_lazy("Reasons"),
        gettext_lazy("Kept here until the letter is made, so that they can be translated first."),
    ),
}

ARRANGED: Mapping[str, tuple[Any, Any]] = {
    "language": (
        gettext_lazy("Why English goes out first"),
        gettext_lazy(
            "Say who translates, and when the translation follows. The letter says that it follows."
        ),
    ),
    "format": (
        gettext_lazy("Who makes it in the format they need"),
        gettext_lazy("Who makes it, when it was ordered, and when it reaches them."),
    ),
    "delivery": (
        gettext_lazy("How this letter reaches them safely"),
        gettext_lazy("Agreed with the resident: read over the phone, collected, sent to somebody they name."),
    ),
}

# Why a letter has a second reader.
READER: Mapping[str, Any] = {
    "hazard": gettext_lazy("it is about a danger"),
    "discrimination": gettext_lazy("it is about discrimination or a disability"),
    "death": gettext_lazy("it is about a death"),
    "money": gettext_lazy("it is about much money"),
    "everything": gettext_lazy("every answer is read twice here"),
    "asked": gettext_lazy("its writer asked for it"),
}

HINTS: Mapping[str, Any] = {
    "long_sentence": gettext_lazy("%(words)s words in one sentence. Cut it in two."),
    "jargon": gettext_lazy("“%(found)s” is our word, not theirs. Plainer: %(say)s."),
    "filler": gettext_lazy("“%(found)s” says nothing. Leave it out."),
    "non_apology": gettext_lazy(
        "“%(found)s” is no apology. Say what we did not do, and that we are sorry for it."
    ),
    "blame": gettext_lazy("“%(found)s” may read as blame. Say what happened, on which day."),
    "about_you": gettext_lazy("“%(found)s” speaks past the reader. Say “you”."),
    "passive": gettext_lazy("“%(found)s”: say who did it, “we” for us."),
    "unfilled": gettext_lazy("“%(found)s” looks as if it was still to be filled in."),
    "date_past": gettext_lazy("%(found)s is over, and the sentence looks ahead. Check the date."),
    "unknown_name": gettext_lazy("Nobody that this case knows is called %(found)s. Check the name."),
    "money_differs": gettext_lazy("%(amount)s is neither in the remedies nor their sum. Check the amount."),
    "promise_in_words": gettext_lazy(
        "This says what we will do, and the letter promises nothing. Plan it as a promise, so that somebody sees to it."
    ),
    "hard_to_read": gettext_lazy(
        "A reader of about %(age)s can follow the letter; aim at %(most)s. This is an estimate from the lengths of "
        "words and sentences. It knows no meaning: read it aloud."
    ),
    "number_lost": gettext_lazy("The translation lacks a number that its English has: %(found)s."),
    "address_not_asked_about": gettext_lazy(
        "Papers go by post, and nobody has asked whether letters are safe at that address."
    ),
}

_FINDING: Mapping[str, Any] = {
    "heading": gettext_lazy("what we understand"),
    "words": gettext_lazy("what we understand"),
    "facts": gettext_lazy("what we found"),
    "reasons": gettext_lazy("reasons"),
    "basis": gettext_lazy("what it rests on"),
    "remedy": gettext_lazy("remedy"),
    "no_remedy_because": gettext_lazy("why there is no remedy"),
}
_PLACES: Mapping[str, Any] = {
    "head": gettext_lazy("Head of the letter"),
    "letter": gettext_lazy("The whole letter"),
    "greeting": gettext_lazy("Opening"),
    "complaint_definition": gettext_lazy("What we understand"),
    "outcomes_wanted": gettext_lazy("What they want"),
    "responsibilities": gettext_lazy("What lies outside"),
    "outstanding_actions": gettext_lazy("What we promise"),
    "extension_reasons": gettext_lazy("Reasons"),
    "refusal_reasons": gettext_lazy("Reasons"),
    "outcomes": gettext_lazy("What they want"),
    "outside": gettext_lazy("What lies outside"),
}


def sentence(hit: Hit) -> str:
    """What the gate says of a hit, and what to do."""
    words = HINTS.get(hit.code) or _(STAFF[hit.code])
    return str(words % dict(hit.facts))


def where(place: Place, complaint: Complaint) -> str:
    """A place of a letter as staff call it."""
    if place.part == "translation":
        return where_of_text(place.row, complaint)
    if place.point:
        point = _("Point %(number)s") % {"number": place.point}
        row = _FINDING.get("no_remedy_because" if place.row == "nothing" else place.row)
        return f"{point}: {row}" if row else point
    if place.part in PARTS:
        return str(PARTS[place.part][0])
    return str(_PLACES.get(place.part, place.part.replace("_", " ")))


def where_of_text(code: str, complaint: Complaint) -> str:
    """The place of a text that may be translated: "Point 2: reasons"."""
    kind, _sep, rest = code.partition(":")
    last = rest.rpartition(":")[2]
    if kind in {"point", "finding"}:
        number = _number(kind, rest.partition(":")[0], complaint)
        return f"{_('Point %(number)s') % {'number': number}}: {_FINDING.get(last, last)}"
    if kind == "promise":
        return _("What we promise")
    if kind == "draft":
        return str(PARTS[last][0])
    return str(_PLACES.get(last, last.replace("_", " ")))


def _number(kind: str, row: str, complaint: Complaint) -> int | str:
    points = {str(point.id): point.number for point in complaint.points.all()}
    if kind == "point":
        return points.get(row, "?")
    findings = {str(one.id): str(one.point_id) for one in complaint.findings.all()}
    return points.get(findings.get(row, ""), "?")
