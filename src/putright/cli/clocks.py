"""`putright clocks REFERENCE|--all`: the clocks of recorded complaints, computed now from their facts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from putright.cli.application import application
from putright.cli.options import Parser
from putright.rules.calendar import Calendar
from putright.rules.errors import RulesError
from putright.rules.facts import day_from

if TYPE_CHECKING:
    from putright.accounts.models import Landlord
    from putright.complaints.models import Complaint

BATCH = 1000


def run(argv: Sequence[str]) -> int:
    """Prints one object a line with --json, else sentences. Gives 2 for a reference that is not there or not clear."""
    parser = Parser(
        prog="putright clocks",
        description="The clocks of recorded complaints, each date computed from its facts.",
    )
    parser.add_argument("reference", nargs="?", metavar="REFERENCE")
    parser.add_argument("--all", action="store_true", help="every complaint, one object a line")
    parser.add_argument("--landlord", metavar="CODE", help="at this landlord only")
    parser.add_argument(
        "--on", metavar="DATE", help="judge what is still open on this day; today where left out"
    )
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line")
    arguments = parser.parse_args(argv)
    if bool(arguments.reference) == arguments.all:
        print("Give one reference, or --all for every complaint.", file=sys.stderr)
        return 2
    try:
        on = day_from("--on", arguments.on) if arguments.on is not None else None
        if on is not None:
            Calendar.england().why_not_working(on)
        with application():
            return _print(arguments.reference, arguments.landlord, on, as_json=arguments.json)
    except RulesError as error:
        print(error, file=sys.stderr)
        return 2


def _print(reference: str | None, code: str | None, on: date | None, *, as_json: bool) -> int:
    from django.utils import timezone

    from putright.accounts.models import Landlord

    landlords = list(Landlord.objects.filter(code=code) if code else Landlord.objects.order_by("code"))
    if code and not landlords:
        print(f"There is no landlord with the code {code!r}. Give one that exists.", file=sys.stderr)
        return 2
    on = on or timezone.localdate()
    found: list[tuple[Landlord, Complaint]] = []
    for landlord in landlords:
        for complaint in _complaints(landlord, reference):
            if reference is None:
                _show(complaint, on, as_json=as_json)
            else:
                found.append((landlord, complaint))
    if reference is None:
        return 0
    if not found:
        print(
            f"There is no complaint with the reference {reference!r}. Check it and try again.",
            file=sys.stderr,
        )
        return 2
    if len(found) > 1:
        codes = ", ".join(landlord.code for landlord, _ in found)
        print(f"{reference} stands at {codes}. Say which with --landlord CODE.", file=sys.stderr)
        return 2
    _show(found[0][1], on, as_json=as_json)
    return 0


def _complaints(landlord: Landlord, reference: str | None) -> Iterator[Complaint]:
    """The landlord's complaints in the order of their references, a batch in a transaction of its own."""
    from putright.complaints.models import Complaint
    from putright.complaints.queries import by_reference, with_facts
    from putright.record.tenancy import as_landlord

    after = ""
    while True:
        with as_landlord(landlord.id):
            rows = with_facts(Complaint.objects.filter(landlord=landlord, reference__gt=after)).order_by(
                "reference"
            )
            if reference is None:
                batch = list(rows[:BATCH])
            else:
                one = by_reference(rows, reference)
                batch = [one] if one else []
        yield from batch
        if len(batch) < BATCH:
            return
        after = batch[-1].reference


def _show(complaint: Complaint, on: date, *, as_json: bool) -> None:
    from putright.complaints.queries import facts_of
    from putright.rules.clocks import clocks
    from putright.rules.explanations import explanation
    from putright.rules.sentences import english

    judged = clocks(facts_of(complaint), on)
    if as_json:
        print(
            json.dumps(
                {
                    "reference": complaint.reference,
                    "landlord": complaint.landlord.code,
                    "edition": complaint.edition or None,
                    "clocks": [clock.to_json() for clock in judged],
                },
                ensure_ascii=False,
            )
        )
        return
    print(
        f"{complaint.reference}: " + (f"edition {complaint.edition}" if judged else "made before any edition")
    )
    for clock in judged:
        print(f"  {clock.id} ({clock.provision})")
        for explained in explanation(clock):
            print(f"    {english(explained.code, explained.facts)}")
