"""What runs the service may be given away with it: no GPL or AGPL, LGPL and MPL only as packages left as
they are.
"""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FREE = [
    r"MIT(-0|-CMU)?( License)?",
    r"BSD",
    r"BSD[- ][23][- ]Clause( License)?",
    r"Apache([- ]2\.0|[- ]License.*| Software License)?",
    r"Apache License,? Version 2\.0",
    r"ISC( License.*)?",
    r"HPND",
    r"PSF-2\.0",
    r"Python Software Foundation License",
    r"Python-2\.0",
    r"0BSD",
    r"Zlib",
    r"Unlicense",
    r"BSD License",
    r"MIT License",
    r"The Unlicense.*",
    r"CC0-1\.0",
]
UNCHANGED = [
    r"LGPL.*",
    r"GNU (Library or )?Lesser General Public License.*",
    r"MPL.*",
    r"Mozilla Public License.*",
]
# Packages whose metadata say it in another way: read in their own files, and why that is enough.
READ_BY_HAND = {
    # GPL-2.0+ or LGPL-2.1+ or MPL-1.1, at the user's choice.
    "pyphen": "LGPL-2.1",
    # BSD in its LICENSE; the other classifier stands for the MIT licence of the work that it began from.
    "qrcode": "BSD",
}


def runtime_packages() -> list[str]:
    """All of the lock that machines like this one install."""
    lock = (ROOT / "requirements" / "runtime.txt").read_text()
    found = re.findall(r"^([A-Za-z0-9._-]+)==\S+ *(?:; (.*?))? \\$", lock, re.MULTILINE)
    return [name for name, marker in found if "sys_platform == 'win32'" not in marker]


def licences(package: str) -> list[str]:
    if package in READ_BY_HAND:
        return [READ_BY_HAND[package]]
    about = metadata.metadata(package)
    said = about.get("License-Expression")
    if said:
        return [part.strip(" ()") for part in re.split(r"\bAND\b", said)]
    named = [
        line.split("::")[-1].strip()
        for line in about.get_all("Classifier") or []
        if line.startswith("License ::") and line != "License :: OSI Approved"
    ]
    return named or [(about.get("License") or "nothing").strip().splitlines()[0]]


def allowed(licence: str) -> bool:
    # One of several at our choice is enough.
    return any(
        re.fullmatch(pattern, choice.strip(" ()"), re.IGNORECASE)
        for choice in re.split(r"\bOR\b|/", licence)
        for pattern in [*FREE, *UNCHANGED]
    )


@pytest.mark.parametrize("package", runtime_packages())
def test_a_runtime_package_may_be_given_away_with_the_service(package: str) -> None:
    wrong = [licence for licence in licences(package) if not allowed(licence)]
    assert not wrong, (
        f"{package} is under {wrong}. Read its licence, then list it here or leave the package out."
    )


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "nothing"]
)
def test_the_list_refuses_what_it_must(licence: str) -> None:
    assert not allowed(licence)
