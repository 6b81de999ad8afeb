"""`putright demo`: set everything up and run the service with made-up data.

`putright demo code PERSON` shows the code that this person's app would show now.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from putright.assets.build import AssetsError, build
from putright.cli.application import DATABASE, application, set_up_django
from putright.cli.options import Parser
from putright.database.lifecycle import ROOT, Server, secret

if TYPE_CHECKING:
    from putright.demo.seed import ResidentKey


def run(argv: Sequence[str]) -> int:
    """Runs the demo until it is stopped, or prints the code that a person's app would show now."""
    parser = Parser(
        prog="putright demo", description="Set everything up and run the service with made-up data."
    )
    parser.add_argument("--port", type=_port, default=8000, help="8000 where left out")
    parser.add_argument(
        "--again", action="store_true", help="throw the whole database away and make the demo anew"
    )
    parser.add_argument(
        "--complaints",
        type=_number,
        default=0,
        metavar="N",
        help="give the first landlord years of history: N complaints, made by the import",
    )
    parser.add_argument(
        "--only-fill", action="store_true", help="make the data and end, without starting the service"
    )
    acts = parser.add_subparsers(dest="act", metavar="code PERSON")
    code = acts.add_parser("code", help="the sign-in code that this person's app would show now")
    code.add_argument("person", metavar="PERSON")
    arguments = parser.parse_args(argv)
    os.environ["PUTRIGHT_DEMO"] = "1"
    os.environ["PUTRIGHT_INSECURE"] = "1"
    # No scanner comes with the demo: its pages say that files were not checked.
    os.environ.setdefault("PUTRIGHT_UNSCANNED_FILES", "open")
    os.environ["PUTRIGHT_SECRET_KEY"] = secret("demo-key")
    os.environ["PUTRIGHT_ORIGIN"] = f"http://127.0.0.1:{arguments.port}"
    if arguments.act == "code":
        return _code(arguments.person)
    if arguments.only_fill:
        with application(database=DATABASE, anew=arguments.again) as server:
            _fill(server, arguments.complaints)
        return 0
    return _serve(arguments.port, again=arguments.again, complaints=arguments.complaints)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 9_999_999):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of complaints, from 0 to 9999999")
    return int(text)


def _fill(server: Server, complaints: int) -> list[ResidentKey]:
    """Makes what the demo's database lacks, and so much history; gives the residents' keys."""
    from putright.demo.bulk import fill_up
    from putright.demo.seed import fill

    def tell(said: str) -> None:
        print(said, flush=True)

    keys = fill(secret("demo"), tell, set_up=set_up_django)
    if complaints:
        fill_up(complaints, tell, set_up=set_up_django)
        # Lets the planner know how large the tables have become, and puts the last words into their index.
        with server.connect(DATABASE) as owner:
            owner.execute("VACUUM (ANALYZE)")
    return keys


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is no port, a number from 1 to 65535")
    return int(text)


def _taken(port: int) -> bool:
    """Whether the service could not listen at the port; if so, says why."""
    try:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(("127.0.0.1", port))
    except OSError as error:
        why = error.strerror or error
        print(f"Port {port} cannot be used ({why}). Give another with --port.", file=sys.stderr)
        return True
    return False


def _code(key: str) -> int:
    from putright.demo.cast import ADVISER, PEOPLE

    everybody = (*PEOPLE, ADVISER)
    person = next((one for one in everybody if one.key == key.lower() or one.email == key.lower()), None)
    if person is None:
        print(
            f"Nobody in the demo is called {key!r}: {', '.join(one.key for one in everybody)}.",
            file=sys.stderr,
        )
        return 2
    with application(database=DATABASE):
        from putright.accounts.models import Person
        from putright.accounts.second_factor import NoSecondFactor, present_code

        found = Person.objects.filter(email=person.email).first()
        if found is None:
            print("The demo has no data yet. Start it first: ./putright demo", file=sys.stderr)
            return 2
        try:
            print(present_code(found))
        except NoSecondFactor as error:
            print(error, file=sys.stderr)
            return 2
    return 0


def _serve(port: int, *, again: bool, complaints: int) -> int:
    started = time.monotonic()
    if _taken(port):
        return 1
    # From here on a polite kill ends what was started, as Ctrl+C does.
    signal.signal(signal.SIGTERM, _stop)
    print("Setting up …", flush=True)
    try:
        build()
    except AssetsError as error:
        print(error, file=sys.stderr)
        return 1
    from putright.ui.catalogues import compile_all

    compile_all()
    with application(database=DATABASE, anew=again) as server:
        keys = _fill(server, complaints)
        # Another may have taken it while this one was set up.
        if _taken(port):
            return 1
        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        worker = subprocess.Popen(
            [sys.executable, "-m", "putright.cli", "work"],
            env=environment | server.environment(DATABASE),
            stdin=subprocess.DEVNULL,
        )
        web = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "putright.config.wsgi:application",
                "--bind", f"127.0.0.1:{port}", "--workers", "2", "--worker-class", "gthread", "--threads", "4",
                "--no-control-socket", "--log-level", "warning",
            ],
            env=environment | server.environment(DATABASE),
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _tell(port, keys, time.monotonic() - started)
            return _wait(web)
        finally:
            for process in (web, worker):
                process.terminate()
            for process in (web, worker):
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait(web: subprocess.Popen[bytes]) -> int:
    """Waits until the service ends or somebody stops it."""
    try:
        return web.wait()
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def _tell(port: int, keys: Sequence[object], took: float) -> None:
    from putright.demo.cast import ADVISER, AGENCY, LANDLORDS, PEOPLE
    from putright.demo.seed import ResidentKey, password

    address = f"http://127.0.0.1:{port}/"
    command = "./putright" if Path("putright").exists() else "putright"
    print(f"\nReady after {took:.0f} seconds. Open\n\n{address}\n")
    print(f"A resident begins at {address}meadowbank/en/ (in Urdu: {address}meadowbank/ur/).\n")
    print(
        f"Staff sign in at {address}sign-in/ with address, password and a code from `{command} demo code NAME`:\n"
    )
    for landlord in LANDLORDS:
        print(f"  {landlord.name}")
        for person in PEOPLE:
            if person.landlord == landlord.code:
                print(
                    f"    {person.email:28} {password(secret('demo'), person.key)}  {person.job} (code {person.key})"
                )
    print(f"  {AGENCY[1]}, whose clients are at two landlords")
    print(
        f"    {ADVISER.email:28} {password(secret('demo'), ADVISER.key)}  {ADVISER.job} (code {ADVISER.key})"
    )
    print("\nResidents follow their case with reference and passphrase:")
    page = ""
    for key in keys:
        assert isinstance(key, ResidentKey)
        if page != (page := f"{address}{key.landlord}/{key.language}/find/"):
            print(f"\n  {page}")
        print(f"    {key.reference}  {key.passphrase:40}  {key.name}: {key.shows}")
    print(f"\nEvery message that went out: {address}meadowbank/en/staff/outbox/ (sign in as alan).")
    print("\nStop with Ctrl+C.", flush=True)
