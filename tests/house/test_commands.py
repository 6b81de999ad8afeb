"""The table of commands: each has its module, and what is asked wrongly gets one sentence."""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from putright.cli.__main__ import COMMANDS, main
from putright.cli.demo import _serve
from putright.database import databases

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_table_has_its_module(command: str) -> None:
    module = importlib.import_module(f"putright.cli.{COMMANDS[command][0]}")
    assert callable(module.run)
    assert module.__doc__


def test_every_module_of_a_command_stands_in_the_table() -> None:
    here = {path.stem for path in (ROOT / "src/putright/cli").glob("*.py") if not path.stem.startswith("_")}
    with_run = {name for name in here if "\ndef run(" in (ROOT / f"src/putright/cli/{name}.py").read_text()}
    assert with_run == {module for module, _ in COMMANDS.values()}


def test_an_unknown_command_gets_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["complain"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "There is no command 'complain': `./putright help` lists them.\n"


def test_help_names_every_command_and_reads_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert all(f"  {command} " in said for command in COMMANDS)
    program = (
        "import sys; from putright.cli.__main__ import main; main(['help']);"
        "sys.exit(int(any(name in sys.modules for name in ('django', 'psycopg', 'putright.cli.demo'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=databases.program_environment(), capture_output=True, check=False
    )
    assert done.returncode == 0


def test_the_script_reads_on_an_old_python_far_enough_to_say_so() -> None:
    # Everything before the check must be words that Python 3.6 knows; the whole must compile here.
    text = (ROOT / "putright").read_text()
    compile(text, "putright", "exec")
    before = text[: text.index("sys.exit(")]
    assert "import sys" in before
    assert not any(word in text for word in ("match ", ":=", 'f"', "f'", "except*"))


def test_the_script_needs_the_standard_library_alone() -> None:
    names = set(__import__("re").findall(r"^(?:import|from) (\w+)", (ROOT / "putright").read_text(), 8))
    assert names <= set(sys.stdlib_module_names)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["import", "people", "FILE"], "'people'"),
        (["clocks", "--bogus"], "--bogus"),
        (["clocks", "--all", "--on", "tomorrow"], "--on is 'tomorrow'. Give a date"),
        (["clocks", "--all", "--on", "2080-01-01"], "outside the holiday table"),
        (["holiday", "add", "soon", "Jubilee", "--source", "Gazette"], "DATE is 'soon'. Give a date"),
        (["holiday", "add", "2027-05-11", " ", "--source", "Gazette"], "NAME has 0 characters"),
        (["holiday", "add", "2027-05-11", "Jubilee", "--source", "x" * 301], "--source has 301 characters"),
        (["holiday", "add", "2027-05-11", "Jubilee"], "--source"),
        (["landlord", "add", "quayside"], "NAME, --phone"),
        (
            ["person", "stop", "--email", "\udcff@example.org"],
            "\\udcff@example.org', which is not text in UTF-8",
        ),
        (
            ["code", "lgsco-2024"],
            "There is no edition lgsco-2024 of the Code. The editions are 2020, 2022, 2024.",
        ),
        (["demo", "--port", "0"], "'0' is no port, a number from 1 to 65535"),
        (["demo", "--port", "80x"], "'80x' is no port"),
        (["demo", "run"], "'run'"),
    ],
)
def test_words_that_a_command_cannot_take_get_one_sentence(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(words)
    except SystemExit as ended:
        code = int(ended.code or 0)
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert says in said.err
    assert said.err.count("\n") == 1
    assert "No such file" not in said.err


def test_a_terminal_that_cannot_show_a_character_gets_its_number() -> None:
    words = [sys.executable, "-m", "putright.cli", "code", "2024", "6.3"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(words, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert rb"landlord\u2019s" in done.stdout


def test_a_demo_whose_port_is_taken_says_so_and_starts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert _serve(port, again=False, complaints=0) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"Port {port} cannot be used (Address already in use). Give another with --port.\n"
