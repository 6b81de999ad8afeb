"""`putright person add|password|reports-to|end-role|stop`: the people who work for a landlord, and what they may do."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from putright.cli.application import application
from putright.cli.options import Parser
from putright.rules.stages import Role

if TYPE_CHECKING:
    from putright.accounts.models import Landlord, Person

ROLES = tuple(sorted(role.value for role in Role if role is not Role.RESIDENT))


def run(argv: Sequence[str]) -> int:
    """Adds a person and prints the address at which they set their password; or takes access away.

    Gives 2, and a sentence that says what to do, for anything that cannot stand.
    """
    parser = Parser(prog="putright person", description="People who work for a landlord.")
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="add a person with a role, or give a person one more role")
    password = acts.add_parser("password", help="print a new address at which the person sets a password")
    end = acts.add_parser("end-role", help="end a role today")
    stop = acts.add_parser("stop", help="stop a person from signing in, at every landlord")
    for act in (add, password, end):
        act.add_argument("--landlord", required=True, metavar="CODE")
    for act in (add, password, end, stop):
        act.add_argument("--email", required=True, help="the address that the person signs in with")
    for act in (add, end):
        act.add_argument("--role", required=True, choices=ROLES)
    line = acts.add_parser(
        "reports-to", help="write down whom a person reports to, for cases with a conflict"
    )
    line.add_argument("--landlord", required=True, metavar="CODE")
    line.add_argument("--email", required=True, help="the address that the person signs in with")
    line.add_argument(
        "--manager", required=True, metavar="EMAIL", help="whom they report to; `nobody` ends it"
    )
    add.add_argument("--name", required=True)
    add.add_argument("--job-title", default="")
    add.add_argument("--phone", default="")
    arguments = parser.parse_args(argv)
    with application():
        return _act(arguments)


def _act(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from putright.accounts import actions
    from putright.accounts.models import Person
    from putright.record.chain import By

    by, at = By.system(), timezone.now()
    try:
        person = Person.objects.filter(email__iexact=arguments.email.strip()).first()
        if person is None and arguments.act != "add":
            raise actions.NotAccepted(f"Nobody signs in with {arguments.email!r}. Check the address.")
        if arguments.act == "add":
            landlord = _landlord(arguments.landlord)
            person = actions.add_person(
                landlord,
                email=arguments.email,
                name=arguments.name,
                role=Role(arguments.role),
                job_title=arguments.job_title,
                phone=arguments.phone,
                by=by,
                at=at,
            )
            print(f"{person.name} <{person.email}> is {arguments.role} at {landlord.name}.")
            if not person.has_usable_password():
                print("Give them this address. It sets their password once, within three days:")
                print(actions.password_address(person, landlord, by=by, at=at))
            return 0
        assert person is not None
        if arguments.act == "password":
            print(actions.password_address(person, _landlord(arguments.landlord), by=by, at=at))
        elif arguments.act == "reports-to":
            landlord = _landlord(arguments.landlord)
            manager = _manager(arguments.manager)
            actions.report_to(person, landlord, manager, by=by, at=at)
            print(f"{person.name} reports to {manager.name if manager else 'nobody'} at {landlord.name}.")
        elif arguments.act == "end-role":
            landlord = _landlord(arguments.landlord)
            actions.end_role(person, landlord, Role(arguments.role), by=by, at=at)
            print(f"{person.name} is no longer {arguments.role} at {landlord.name}.")
        else:
            actions.stop_person(person, by=by, at=at)
            print(f"{person.name} can no longer sign in.")
    except actions.NotAccepted as error:
        print("\n".join(error.sentences), file=sys.stderr)
        return 2
    return 0


def _manager(email: str) -> Person | None:
    from putright.accounts import actions
    from putright.accounts.models import Person

    if email.strip() == "nobody":
        return None
    found = Person.objects.filter(email__iexact=email.strip()).first()
    if found is None:
        raise actions.NotAccepted(f"Nobody signs in with {email!r}. Check the address, or write `nobody`.")
    return found


def _landlord(code: str) -> Landlord:
    from putright.accounts import actions
    from putright.accounts.models import Landlord

    landlord = Landlord.objects.filter(code=code).first()
    if landlord is None:
        raise actions.NotAccepted(f"There is no landlord {code!r}: `putright landlord list` names them.")
    return landlord
