"""The table of commands: each has its module, and what is asked wrongly gets one sentence."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from putright.cli.__main__ import COMMANDS, main
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
