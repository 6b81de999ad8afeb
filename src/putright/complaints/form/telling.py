"""The pages in their order, which of them a person is led through, and what complete answers tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from putright.complaints.actions import Told

from .page import Page, western
from .person import Address, Contact, Language, Name, WhoFor
from .problem import AnythingElse, Danger, PutRight, Urgent, WhatWentWrong

PAGES: dict[str, type[Page]] = {
    page.slug: page
    for page in (
        Danger,
        Urgent,
        WhatWentWrong,
        AnythingElse,
        PutRight,
        WhoFor,
        Name,
        Address,
        Contact,
        Language,
    )
}
ABOUT_THE_PERSON = frozenset({Name.slug, Address.slug, Contact.slug})


def asked(answers: Mapping[str, Any]) -> list[str]:
    """The pages that these answers lead through, in order, by their addresses."""
    danger = answers.get(Danger.slug, {}).get("danger")
    nameless = answers.get(WhoFor.slug, {}).get("for_whom") == "no_name"
    return [
        slug
        for slug in PAGES
        if not (slug == Urgent.slug and danger not in {"yes", "unknown"})
        and not (nameless and slug in ABOUT_THE_PERSON)
    ]


def told(pages: Mapping[str, Page]) -> Told:
    """What valid pages tell. Answers under an option that is no longer chosen are left out."""
    words = pages[WhatWentWrong.slug].cleaned_data["words"]
    points = cast(AnythingElse, pages[AnythingElse.slug]).points
    right = pages[PutRight.slug].cleaned_data
    who = pages[WhoFor.slug].cleaned_data
    helping = who["for_whom"] == "someone"
    language = cast(Language, pages[Language.slug])
    talking = language.cleaned_data["help_talking"]
    return Told(
        words=words,
        more_points=points,
        wanted=tuple(right["wanted"]),
        wanted_other=right["wanted_other"] if "other" in right["wanted"] else "",
        for_whom=who["for_whom"],
        # Whom the letter names it is for: the person helped, or the group by its short name.
        on_behalf_of={"someone": who["on_behalf_of"], "group": who["group_name"]}.get(who["for_whom"], ""),
        relationship=who["relationship"] if helping else "",
        spoken_language=language.spoken_name,
        written_language=language.cleaned_data["written"],
        interpreter="interpreter" in talking,
        british_sign_language="bsl" in talking,
        **_person(pages),
    )


def _person(pages: Mapping[str, Page]) -> dict[str, Any]:
    if Name.slug not in pages:
        return {}
    name, home = pages[Name.slug].cleaned_data, pages[Address.slug].cleaned_data
    contact = pages[Contact.slug].cleaned_data
    ways = [way for way in contact["ways"] if way != "none"]
    by_phone = bool({"phone", "text"} & set(ways))
    documents_by = contact["documents_by"] if ways else ""
    by_post = "post" in ways or documents_by in {"post", "large_print"}
    return {
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
