"""The pages in their order, which of them a person is led through, and what complete answers tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.utils import timezone, translation

from putright.complaints.actions import Choice, ConfidedTold, Helper, Told
from putright.complaints.returning.form_pages import Files

from .helping import AboutYou, Helped, MayDo, MayYou, helper_of
from .options import OF_PEOPLE, OF_THE_HOME
from .page import Page, western
from .person import Address, Contact, Language, Name, OnePerson, WhoFor, for_whom
from .problem import (
    OFFERED,
    About,
    AnythingElse,
    Danger,
    Effect,
    FirstTime,
    LongAgo,
    PutRight,
    ToldBefore,
    Urgent,
    WhatWentWrong,
    When,
    long_ago,
)
from .support import AtHome, ExtraHelp, Worries

Answers = Mapping[str, Any]

PAGES: dict[str, type[Page]] = {
    page.slug: page
    for page in (
        Danger,
        Urgent,
        ToldBefore,
        FirstTime,
        About,
        WhatWentWrong,
        AnythingElse,
        When,
        LongAgo,
        Effect,
        PutRight,
        Files,
        WhoFor,
        OnePerson,
        Helped,
        AboutYou,
        MayYou,
        MayDo,
        Name,
        Address,
        Contact,
        Language,
        ExtraHelp,
        AtHome,
        Worries,
    )
}
ABOUT_THE_PERSON = frozenset({Name.slug, Address.slug, Contact.slug})
# Whoever fills in the form for somebody answers these for them.
ABOUT_THEM = frozenset({Language.slug, ExtraHelp.slug, AtHome.slug, Worries.slug})
# What a report that somebody only wants to have fixed leaves out: it is no complaint.
OF_COMPLAINTS = frozenset(
    {
        AnythingElse.slug,
        When.slug,
        LongAgo.slug,
        Effect.slug,
        PutRight.slug,
        Files.slug,
        WhoFor.slug,
        OnePerson.slug,
    }
    | {Helped.slug, AboutYou.slug, MayYou.slug, MayDo.slug, ExtraHelp.slug, Worries.slug}
)


def chose(answers: Answers) -> str:
    """What somebody chose who had not told us before: "fix", "complain" or "both"; empty where that was not asked."""
    if answers.get(ToldBefore.slug, {}).get("told") != "no":
        return ""
    return str(answers.get(FirstTime.slug, {}).get("choose", ""))


def of_people(answers: Answers) -> bool:
    """Whether it is about neighbours or staff: whoever complains of them may be watched."""
    return bool(OF_PEOPLE & set(answers.get(About.slug, {}).get("topics", [])))


def _of_the_home(answers: Answers) -> bool:
    return bool(OF_THE_HOME & set(answers.get(About.slug, {}).get("topics", [])))


def _someone(answers: Answers) -> bool:
    return for_whom(answers) == "someone"


def _named(answers: Answers) -> bool:
    return for_whom(answers) != "no_name"


# Pages that only some answers lead to, with what leads there.
ONLY: Mapping[str, Callable[[Answers], bool]] = {
    Urgent.slug: lambda answers: answers.get(Danger.slug, {}).get("danger") in {"yes", "unknown"},
    FirstTime.slug: lambda answers: answers.get(ToldBefore.slug, {}).get("told") == "no",
    LongAgo.slug: lambda answers: long_ago(answers.get(When.slug, {}), timezone.localdate()),
    OnePerson.slug: lambda answers: not _named(answers) and bool(answers[WhoFor.slug].get("one_person")),
    Helped.slug: _someone,
    AboutYou.slug: _someone,
    MayYou.slug: _someone,
    MayDo.slug: _someone,
    Name.slug: lambda answers: _named(answers) and not _someone(answers),
    Address.slug: _named,
    Contact.slug: _named,
    AtHome.slug: _of_the_home,
}
# Pages that an answer opens which somebody came back to change: they are shown next, not skipped.
_OF_HELPERS = (Helped.slug, AboutYou.slug, MayYou.slug, MayDo.slug)
OPENS: Mapping[str, tuple[str, ...]] = {
    Danger.slug: (Urgent.slug,),
    ToldBefore.slug: (FirstTime.slug,),
    About.slug: (AtHome.slug,),
    When.slug: (LongAgo.slug,),
    WhoFor.slug: (OnePerson.slug, *_OF_HELPERS, Name.slug),
    **{slug: _OF_HELPERS[number:] for number, slug in enumerate(_OF_HELPERS[:-1], start=1)},
}


def asked(answers: Answers) -> list[str]:
    """The pages that these answers lead through, in order, by their addresses."""
    report = chose(answers) == "fix"
    if report:
        # Asked of a complaint alone, so what was answered there once leads nowhere.
        answers = {slug: one for slug, one in answers.items() if slug not in OF_COMPLAINTS}
    return [
        slug
        for slug in PAGES
        if not (report and slug in OF_COMPLAINTS) and (slug not in ONLY or ONLY[slug](answers))
    ]


def bound(answers: Answers) -> dict[str, Page]:
    """The pages of the way with their answers, to be checked and told."""
    return {slug: PAGES[slug](answers.get(slug, {}), answers=answers) for slug in asked(answers)}


def told(pages: Mapping[str, Page]) -> Told:
    """What valid pages tell. Answers under an option that is no longer chosen are left out."""
    language = cast(Language, pages[Language.slug])
    talking = language.cleaned_data["help_talking"]
    about = pages[About.slug].cleaned_data
    said = _person(pages) | _support(pages)
    worry = said.get("worry")
    if worry and "no_letters" in worry.asks:
        said["safe_letters"] = False
    if worry and "representative" in worry.asks and "contact_ways" in said:
        said["contact_ways"] = ("representative",)
    return Told(
        words=pages[WhatWentWrong.slug].cleaned_data["words"],
        topics=tuple(about["topics"]),
        topic_other=about["topic_other"] if "other" in about["topics"] else "",
        told_before=pages[ToldBefore.slug].cleaned_data["told"],
        choice=_choice(pages),
        spoken_language=language.spoken_name,
        written_language=language.cleaned_data["written"],
        interpreter="interpreter" in talking,
        british_sign_language="bsl" in talking,
        **_complaint(pages),
        **said,
    )


def _choice(pages: Mapping[str, Page]) -> Choice | None:
    if FirstTime.slug not in pages:
        return None
    page = pages[FirstTime.slug]
    language = str(page.data.get("shown_in") or "en")
    with translation.override(language):
        return Choice(chose=page.cleaned_data["choose"], language=language, words=str(OFFERED))


def _complaint(pages: Mapping[str, Page]) -> dict[str, Any]:
    """What only a complaint tells, not a report of something to be fixed."""
    if WhoFor.slug not in pages:
        return {}
    right = pages[PutRight.slug].cleaned_data
    who = cast(WhoFor, pages[WhoFor.slug])
    whom = who.cleaned_data["for_whom"]
    call_phone, call_when = cast(WhatWentWrong, pages[WhatWentWrong.slug]).call
    return {
        "call_phone": call_phone,
        "call_when": call_when,
        "only_paper": cast(Files, pages[Files.slug]).only_paper,
        "more_points": cast(AnythingElse, pages[AnythingElse.slug]).points,
        "began": cast(When, pages[When.slug]).told,
        "why_late": pages[LongAgo.slug].cleaned_data["why_late"] if LongAgo.slug in pages else "",
        "effect": pages[Effect.slug].cleaned_data["effect"],
        "wanted": tuple(right["wanted"]),
        "wanted_other": right["wanted_other"] if "other" in right["wanted"] else "",
        "for_whom": whom,
        "on_behalf_of": who.cleaned_data["group_name"] if whom == "group" else "",
        "households": who.how_many if whom == "group" else None,
        "confided": _confided(pages),
    }


def _confided(pages: Mapping[str, Page]) -> ConfidedTold | None:
    if OnePerson.slug not in pages:
        return None
    got = pages[OnePerson.slug].cleaned_data
    return ConfidedTold(name=got["name"], reach=got["reach"]) if got["give"] == "yes" else None


def _person(pages: Mapping[str, Page]) -> dict[str, Any]:
    """Who it is for, and how to reach them. Whoever helps them is told beside them, as a representative."""
    if Address.slug not in pages:
        return {}
    helped = Helped.slug in pages
    name, home = pages[Helped.slug if helped else Name.slug].cleaned_data, pages[Address.slug].cleaned_data
    contact = pages[Contact.slug].cleaned_data
    ways = [way for way in contact["ways"] if way != "none"]
    by_phone = bool({"phone", "text"} & set(ways))
    documents_by = contact["documents_by"] if ways else ""
    by_post = "post" in ways or documents_by in {"post", "large_print"}
    said: dict[str, Any] = {
        "name": name["name"],
        "called": name["called"],
        "address": ", ".join(home[part] for part in ("line_1", "line_2", "town") if home[part]),
        "postcode": home["postcode"],
        "tenancy_number": home["tenancy_number"],
        "contact_ways": tuple(ways),
        "phone": western(contact["phone"]) if by_phone else "",
        "email": contact["email"] if "email" in ways or documents_by == "email" else "",
        "safe_times": contact["safe_times"] if by_phone else "",
        "safe_message": contact["safe_message"] == "yes" if by_phone else None,
        "safe_letters": contact["safe_letters"] == "yes" if by_post else None,
        "documents_by": documents_by,
    }
    if helped:
        said["helper"] = helper_of(pages)
        said["own_home"] = {"yes": True, "no": False}.get(name["own_home"])
    elif "representative" in ways:
        # Named by the resident: that is the permission.
        said["helper"] = Helper(
            name=contact["speaker"], address=contact["speaker_reach"], permission="with_them", scope=("talk",)
        )
    return said


def _support(pages: Mapping[str, Page]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if AtHome.slug in pages:
        home = cast(AtHome, pages[AtHome.slug])
        said |= {"at_home": home.people, "at_home_words": home.cleaned_data["words"]}
    if ExtraHelp.slug in pages:
        extra = cast(ExtraHelp, pages[ExtraHelp.slug])
        said |= {"needs": extra.needs_told, "shared_with": extra.shared}
    if Worries.slug in pages:
        said["worry"] = cast(Worries, pages[Worries.slug]).worry
    return said
