"""Locks name packages and hashes, never a place to fetch them from, so that any index or mirror serves
them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / "requirements" / name).read_text()))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address_and_no_machine(lock: Path) -> None:
    text = lock.read_text()
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host|file:|(?m:^\s*#)| @ ", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_is_pinned_with_hashes(lock: Path) -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", lock.read_text().strip()) if entry]
    assert entries
    for entry in entries:
        assert PIN.match(entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]


def test_the_lock_for_tests_holds_all_that_runs_the_service() -> None:
    runtime = pins("runtime.txt")
    assert len(runtime) > 20
    assert runtime.items() <= pins("dev.txt").items()


@pytest.mark.parametrize("name", ["runtime", "dev", "build"])
def test_what_is_asked_for_is_what_is_locked(name: str) -> None:
    asked = (ROOT / "requirements" / f"{name}.in").read_text()
    locked = {package.lower().replace("_", "-"): version for package, version in pins(f"{name}.txt").items()}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", asked, re.MULTILINE):
        assert locked.get(package.lower().replace("_", "-")) == version


def test_the_npm_lock_has_hashes_and_no_address() -> None:
    text = (ROOT / "src/putright/assets/package-lock.json").read_text()
    assert "://" not in text
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert packages
    assert all(entry["integrity"].startswith("sha512-") for entry in packages.values())
