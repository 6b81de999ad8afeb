"""How to reach the Housing Ombudsman: one dated setting for every page and letter.

The details changed twice before; a new row begins on its day and older letters keep what they said.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Where the Ombudsman is reached from the day `since` on."""

    since: datetime.date
    name: str
    phone: str
    web: str
    web_shown: str
    post: str


# Since 13 January 2026 new cases come by the form on its site, by phone or by post, and no longer by email.
CONTACTS: tuple[Contact, ...] = (
    Contact(
        since=datetime.date(2026, 1, 13),
        name="Housing Ombudsman",
        phone="0300 111 3000",
        web="https://www.housing-ombudsman.org.uk/residents/make-a-complaint/",
        web_shown="housing-ombudsman.org.uk",
        post="PO Box 1484, Unit D, Preston PR2 0ET",
    ),
)


def contact(on: datetime.date | None = None) -> Contact:
    """The details in force on a day; the latest where no day is given or the table does not reach back so far."""
    if on is None:
        return CONTACTS[-1]
    return max((one for one in CONTACTS if one.since <= on), key=lambda one: one.since, default=CONTACTS[0])
