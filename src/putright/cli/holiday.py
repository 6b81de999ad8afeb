"""`putright holiday add DATE NAME --source TEXT`: a one-off bank holiday, with no release."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Adds a one-off holiday, or lists those added. Gives 2 for a day that cannot be one."""
    parser = Parser(
        prog="putright holiday",
        description="Add a bank holiday that was declared after this release. It moves the clocks that are open, "
        "by an event on each case that keeps the old date; closed cases never move.",
    )
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="add a day")
    add.add_argument("day", metavar="DATE")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--source", required=True, help="where it was declared, for whoever asks later")
    acts.add_parser("list", help="the days added here")
    arguments = parser.parse_args(argv)
    if arguments.act == "list":
        with application():
            return _list()
    try:
        day = date.fromisoformat(arguments.day)
    except ValueError:
        print(f"DATE is {arguments.day!r}. Give a date as YYYY-MM-DD, such as 2027-05-10.", file=sys.stderr)
        return 2
    for what, words, most in (("NAME", arguments.name, 100), ("--source", arguments.source, 300)):
        if not 1 <= len(words.strip()) <= most:
            print(f"{what} has {len(words.strip())} characters. Give text of 1 to {most}.", file=sys.stderr)
            return 2
    with application():
        return _add(day, arguments.name.strip(), arguments.source.strip())


def _list() -> int:
    from putright.complaints.models import OneOffHoliday

    for holiday in OneOffHoliday.objects.order_by("day"):
        print(f"{holiday.day}  {holiday.name}  (added {holiday.added_on}; {holiday.source})")
    return 0


def _add(day: date, name: str, source: str) -> int:
    from django.utils import timezone

    from putright.accounts.models import Landlord
    from putright.complaints.actions import add_holiday
    from putright.complaints.models import OneOffHoliday
    from putright.record.chain import By
    from putright.record.tenancy import as_landlord
    from putright.rules.calendar import Calendar
    from putright.rules.errors import RulesError

    try:
        why = Calendar.england().why_not_working(day)
    except RulesError as error:
        print(error, file=sys.stderr)
        return 2
    if why is not None:
        print(
            f"{day} is no working day already ({why.replace('_', ' ')}). Nothing was changed.",
            file=sys.stderr,
        )
        return 2
    at = timezone.now()
    holiday, new = OneOffHoliday.objects.get_or_create(
        day=day, defaults={"name": name, "source": source, "added_on": timezone.localdate(at)}
    )
    named = 0
    for landlord in Landlord.objects.order_by("code"):
        with as_landlord(landlord.id):
            named += add_holiday(landlord, holiday, by=By.system(), at=at)
    print(f"{day} {holiday.name}: {'added' if new else 'was there'}, named on {named} open cases.")
    return 0
