"""What residents of the demo sent by the form, with all that it asks: fears, help, somebody else, no name, a repair."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.utils import translation

from putright.accounts.models import Landlord
from putright.complaints.actions import (
    Choice,
    ConfidedTold,
    Helper,
    NeedTold,
    Told,
    WorryTold,
    raise_complaint,
)
from putright.complaints.form.problem import OFFERED
from putright.complaints.intake.actions import become_complaint, record_request
from putright.record.chain import By

_REACHED: Mapping[str, Any] = MappingProxyType(
    {
        "contact_ways": ("phone",),
        "safe_message": False,
        "documents_by": "online",
        "spoken_language": "English",
        "told_before": "yes",
    }
)

AFRAID = Told(
    words="The caretaker reads out my complaints in the stairwell and says I should be grateful for a roof.",
    more_points=("The bins were not emptied for three weeks.",),
    topics=("staff", "shared"),
    effect="I take the stairs at night so as not to meet him. My daughter will not come home alone.",
    wanted=("sorry", "change"),
    name="Yusra Lanternby",
    address="12 Specimen Close, Testbury",
    postcode="ZZ5 5ZZ",
    phone="07700 900 651",
    worry=WorryTold(
        about=("staff", "tenancy"),
        words="He has a key to our block and knows when we are out.",
        person="Grigor, the caretaker",
        asks=("no_name", "elsewhere", "ask_first"),
    ),
    needs=(
        NeedTold(kind="number_shown"),
        NeedTold(kind="other", words="Ring me at work on Fridays, not on the landline"),
    ),
    shared_with=("contact_person",),
    **_REACHED,
)
FOR_A_CLIENT = Told(
    words="Mr Harbottle’s bathroom has had no working light since May. He has fallen twice.",
    topics=("repairs", "adaptations"),
    effect="He washes by torchlight.",
    for_whom="someone",
    own_home=True,
    name="Ellis Harbottle",
    address="3 Placeholder Walk, Example Town",
    postcode="ZZ6 6ZZ",
    at_home=("over_65", "disability"),
    helper=Helper(
        name="Ramona Quill",
        organisation="Harbour Advice",
        role="advice_agency",
        reference="HA/2026/88",
        phone="07700 900 652",
        hours="Mondays to Thursdays, 9 to 3",
        permission="signed_form",
        note="The signed form is at our office; we bring it on Monday.",
        scope=("talk", "letters"),
    ),
    **{**_REACHED, "contact_ways": ("representative",), "safe_message": None, "documents_by": "post"},
)
UNNAMED = Told(
    words="The fire door on the ninth floor has been wedged open since spring. I am afraid to say who I am.",
    topics=("safety",),
    began="unknown",
    for_whom="no_name",
    told_before="unknown",
    confided=ConfidedTold(name="Odalys Fernhollow", reach="07700 900 653, after six in the evening"),
    worry=WorryTold(about=("neighbours",), asks=()),
    written_language="en",
)
GROUP = Told(
    words="The lift of Harbour Point stands still for days at a time, and nobody says until when.",
    topics=("shared",),
    wanted=("work", "explain"),
    for_whom="group",
    on_behalf_of="Harbour Point, floors 4 to 9",
    households=14,
    name="Clementine Ashdown",
    address="41 Harbour Point, Testbury",
    postcode="ZZ7 7ZZ",
    phone="07700 900 654",
    at_home=("over_65", "young_child"),
    **_REACHED,
)
TO_FIX = Told(
    words="The intercom hums and nobody can ring our bell.",
    topics=("repairs",),
    name="Tobiah Merrivale",
    address="20 Sample Court, Example Town",
    postcode="ZZ8 8ZZ",
    phone="07700 900 655",
    **{**_REACHED, "told_before": "no"},
)
BOTH = Told(
    words="Black mould has come back behind my son’s bed. He coughs all night.",
    topics=("damp",),
    effect="He has missed two weeks of school.",
    wanted=("work", "explain"),
    name="Nadia Thornquist",
    address="9 Dummy Terrace, Testbury",
    postcode="ZZ9 9ZZ",
    phone="07700 900 656",
    at_home=("young_child", "breathing"),
    needs=(NeedTold(kind="notice_of_visits"),),
    **{**_REACHED, "told_before": "no", "spoken_language": "Urdu", "interpreter": True},
)


def by_the_form(landlord: Landlord, now: datetime) -> None:
    """Sends them as their residents would have, on the last days."""
    resident = By.resident()
    for hours, days, told in ((50, 90, AFRAID), (31, 195, FOR_A_CLIENT), (28, 0, UNNAMED), (76, 65, GROUP)):
        began = f"{now - timedelta(days=days):%Y-%m}" if days else told.began
        raise_complaint(landlord, replace(told, began=began), by=resident, at=now - timedelta(hours=hours))
    record_request(landlord, _chose(TO_FIX, "fix"), channel="web", by=resident, at=now - timedelta(hours=26))
    both, at = _chose(BOTH, "both"), now - timedelta(hours=5)
    asked = record_request(landlord, both, channel="web", by=resident, at=at)
    become_complaint(asked, told=both, channel="web", by=resident, at=at)


def _chose(told: Told, what: str) -> Told:
    with translation.override("en"):
        shown = str(OFFERED)
    return replace(told, choice=Choice(chose=what, language="en", words=shown))
