"""`putright test`: set everything up, then every check and test, the browser's where there is a browser."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent.parent

CHECK_MIGRATIONS = ("django", "makemigrations", "--check", "--dry-run")
CHROMIUM_MISSING = (
    "no Chromium on this machine (Debian: apt-get install chromium), so the browser tests did not run"
)


def chromium() -> str | None:
    """The path of a Chromium for the browser tests: PUTRIGHT_CHROMIUM, else the first on PATH; None without
    one.
    """
    given = os.environ.get("PUTRIGHT_CHROMIUM", "")
    if given:
        return given
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    return None


def run(argv: Sequence[str]) -> int:
    """Runs all of it, or with arguments only pytest with those arguments. Gives 1 where anything failed.

    A step that fails does not keep the next from running: one run says all that is wrong.
    """
    parser = argparse.ArgumentParser(
        prog="putright test",
        description="Set everything up and run every check and test. "
        "Arguments go to pytest, and then only it runs.",
    )
    parser.add_argument("arguments", nargs=argparse.REMAINDER, metavar="PYTEST-ARGUMENT")
    arguments = parser.parse_args(argv).arguments
    started = time.monotonic()
    environment = _environment()
    if not _set_up():
        return 1
    if arguments:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment
        ).returncode
    failed = [name for name, command in _checks() if not _passes(name, command, environment)]
    browser = chromium()
    if not _side_by_side(environment):
        failed.append("tests")
    if browser is None:
        print(f"\n!!! {CHROMIUM_MISSING}. !!!\n", flush=True)
    elif any((ROOT / "tests" / "browser").glob("test_*.py")):
        command = [sys.executable, "-m", "pytest", "-q", "-m", "browser", "tests/browser"]
        if not _passes("browser tests", command, environment):
            failed.append("browser tests")
    took = f"{time.monotonic() - started:.0f} seconds"
    if failed:
        print(f"\nNot well after {took}: {', '.join(failed)}.", flush=True)
        return 1
    print(f"\nAll well after {took}.", flush=True)
    return 0


# Where most of the time goes, in parts of about the same length; what no part names is the last part. Each part is
# a pytest of its own with its own database, so the tests of one never see those of another.
_PARTS = (
    ("tests/access/test_every_address.py",),
    ("tests/complaints",),
    ("tests/access", "tests/stories"),
)


def parts_of_the_tests() -> list[list[str]]:
    """What to tell pytest for each part: every test that needs no browser is in exactly one of them."""
    told: list[list[str]] = []
    earlier: list[str] = []
    for paths in _PARTS:
        told.append([*paths, *(f"--ignore={one}" for one in earlier)])
        earlier.extend(paths)
    return [*told, ["tests", *(f"--ignore={one}" for one in [*earlier, "tests/browser"])]]


def _side_by_side(environment: dict[str, str]) -> bool:
    """Runs the parts, as many at once as there are cores; says of each how it went when it is through."""
    parts = parts_of_the_tests()
    with ThreadPoolExecutor(max(1, min(len(parts), os.cpu_count() or 1))) as pool:
        return all(list(pool.map(lambda part: _part(part, environment), parts)))


def _part(part: list[str], environment: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-m", "not browser", *part]
    with tempfile.TemporaryFile() as said:
        code = _run(command, environment, said)
        said.seek(0)
        words = said.read().decode(errors="replace")
    # One string at once, so that two parts that end together do not mix their lines.
    sys.stdout.write(f"\n--- tests: {' '.join(part)}\n{words}")
    sys.stdout.flush()
    return code == 0


def _run(command: list[str], environment: dict[str, str], output: IO[bytes] | None = None) -> int:
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output else None,
        check=False,
    ).returncode


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    environment["PYTHONPATH"] = str(ROOT / "src")
    # pytest rewrites each module of tests; kept, that is done once and not at every run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    # mypy's plugin and `makemigrations` read the settings, which want an address and a key, and connect to
    # nothing.
    environment.setdefault("PUTRIGHT_SECRET_KEY", "made up for tests")
    return environment


def _set_up() -> bool:
    from putright.assets.build import AssetsError, build
    from putright.ui import catalogues

    try:
        build()
    except AssetsError as error:
        print(error, file=sys.stderr)
        return False
    catalogues.compile_all()
    return True


def _checks() -> list[tuple[str, list[str]]]:
    python = [sys.executable, "-m"]
    return [
        ("ruff", [*python, "ruff", "check", "--quiet", "src", "tests", "bench", "tools"]),
        ("mypy", [*python, "mypy"]),
        ("import contracts", ["lint-imports", "--no-cache"]),
        ("templates", [*python, "djlint", "--lint", "--quiet", "src"]),
        ("system checks", [*python, "django", "check", "--fail-level", "WARNING"]),
        # There is no database to ask whether the history is consistent, and that is no news here.
        ("migrations", [sys.executable, "-W", "ignore::RuntimeWarning", "-m", *CHECK_MIGRATIONS]),
    ]


def _passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    print(f"\n--- {name}", flush=True)
    if name in {"mypy", "system checks", "migrations"}:
        environment = environment | {
            "DJANGO_SETTINGS_MODULE": "putright.config.settings",
            "DATABASE_URL": environment.get("DATABASE_URL", "postgresql://nobody@/nowhere?host=/nonexistent"),
        }
    return _run(command, environment) == 0
