"""`putright body add|person|leave|list`: bodies that are no landlord, such as advice agencies, and their people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from putright.cli.application import application
from putright.cli.options import Parser


def run(argv: Sequence[str]) -> int:
    """Adds a body or its people, or takes a person out of it. Gives 2, with a sentence, for what cannot stand."""
    parser = Parser(
        prog="putright body", description="Bodies that are no landlord: advice agencies, the Ombudsman."
    )
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list", help="code, name and kind, one body a line")
    add = acts.add_parser("add", help="add a body")
    add.add_argument("code", metavar="CODE", help="small letters, digits, hyphens")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--kind", choices=("advice_agency", "ombudsman"), default="advice_agency")
    person = acts.add_parser("person", help="add somebody who works for a body")
    person.add_argument("--name", required=True)
    person.add_argument("--phone", default="")
    leave = acts.add_parser("leave", help="end a person's place in a body today")
    for act in (person, leave):
        act.add_argument("--body", required=True, metavar="CODE")
        act.add_argument("--email", required=True, help="the address that the person signs in with")
    arguments = parser.parse_args(argv)
    with application():
        return _act(arguments)


def _act(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from putright.accounts import actions
    from putright.accounts.models import Body, Person
    from putright.record.chain import By

    by, at = By.system(), timezone.now()
    try:
        if arguments.act == "list":
            for body in Body.objects.order_by("code"):
                print(f"{body.code}\t{body.name}\t{body.kind}")
            return 0
        if arguments.act == "add":
            body = actions.add_body(arguments.code, arguments.name, arguments.kind, by=by, at=at)
            print(f"{body.name} is there. Add its people: putright body person --body {body.code} …")
            return 0
        found = Body.objects.filter(code=arguments.body).first()
        if found is None:
            raise actions.NotAccepted(
                f"There is no body {arguments.body!r}: `putright body list` names them."
            )
        if arguments.act == "person":
            person = actions.join_body(
                found, email=arguments.email, name=arguments.name, phone=arguments.phone, by=by, at=at
            )
            print(f"{person.name} <{person.email}> belongs to {found.name}.")
            if not person.has_usable_password():
                print("Give them this address. It sets their password once, within three days:")
                print(actions.password_address(person, found, by=by, at=at))
            return 0
        member = Person.objects.filter(email__iexact=arguments.email.strip()).first()
        if member is None:
            raise actions.NotAccepted(f"Nobody signs in with {arguments.email!r}. Check the address.")
        actions.leave_body(member, found, by=by, at=at)
        print(f"{member.name} no longer belongs to {found.name}.")
    except actions.NotAccepted as error:
        print("\n".join(error.sentences), file=sys.stderr)
        return 2
    return 0
