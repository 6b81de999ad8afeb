"""`putright test` runs the tests in parts at once: together they are all tests, and none runs twice."""

from __future__ import annotations

from pathlib import Path

from putright.cli.test import parts_of_the_tests

ROOT = Path(__file__).resolve().parents[2]


def files_of(part: list[str]) -> list[Path]:
    left_out = [ROOT / one.removeprefix("--ignore=") for one in part if one.startswith("--ignore=")]
    named = [ROOT / one for one in part if not one.startswith("--ignore=")]
    found = [file for path in named for file in ([path] if path.is_file() else path.rglob("test_*.py"))]
    return [file for file in found if not any(file == one or one in file.parents for one in left_out)]


def test_each_test_file_without_a_browser_is_in_exactly_one_part() -> None:
    browser = ROOT / "tests" / "browser"
    every = sorted(file for file in (ROOT / "tests").rglob("test_*.py") if browser not in file.parents)
    parts = [file for part in parts_of_the_tests() for file in files_of(part)]
    assert sorted(parts) == every
