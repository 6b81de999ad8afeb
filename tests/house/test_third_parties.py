"""Nothing of third parties is committed, and what is not ours to serve is not served."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from putright.assets.build import FORBIDDEN, _without_crest

ROOT = Path(__file__).resolve().parents[2]
# Kinds of file that we do not write by hand: compiled, minified, drawn by somebody else, fetched.
FOREIGN = re.compile(
    r"\.(mo|woff2?|ttf|otf|eot|pyc|so|whl|jar|zip|tar|gz|map|ico)$|\.min\.(js|css)$|(^|/)(node_modules|vendor)/"
)


def committed() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_of_third_parties_is_committed() -> None:
    names = committed()
    assert "LICENSE" in names
    assert [name for name in names if FOREIGN.search(name)] == []


def test_no_committed_sheet_or_script_is_large_enough_to_be_a_library() -> None:
    large = [
        name
        for name in committed()
        if Path(name).suffix in {".js", ".css", ".scss"} and (ROOT / name).stat().st_size > 40_000
    ]
    assert large == []


def test_the_built_assets_are_free_of_the_crown_and_its_typeface(built_assets: Path) -> None:
    files = [file for file in built_assets.rglob("*") if file.is_file()]
    texts = [file for file in files if file.suffix in {".css", ".js"}]
    assert len(texts) >= 3
    assert [file.name for file in texts if FORBIDDEN.search(file.read_bytes())] == []
    # No picture of the package is there at all, under whatever name.
    assert [file.name for file in files if file.suffix in {".svg", ".png", ".ico", ".jpg", ".gif"}] == []


def test_our_own_files_name_no_crown_typeface() -> None:
    ours = [ROOT / name for name in committed() if name.startswith("src/putright/ui/")]
    assert [file.name for file in ours if file.is_file() and FORBIDDEN.search(file.read_bytes())] == []


def test_every_picture_and_typeface_that_a_sheet_names_is_there(built_assets: Path) -> None:
    for sheet in (built_assets / "css").glob("*.css"):
        named = set(re.findall(r"url\([\"']?([^\"')]+)", sheet.read_text()))
        assert named
        missing = [
            name for name in named if not name.startswith("data:") and not (sheet.parent / name).is_file()
        ]
        assert missing == [], sheet.name


def test_the_crest_is_cut_out_wherever_it_stands() -> None:
    crest = ".govuk-footer__copyright-logo{background-image:url(crest.svg)}"
    sheet = f"a{{b:c}}{crest}@media print{{{crest}}}@supports (x:y){{@media (z){{{crest}}}d{{e:f}}}}"
    assert _without_crest(sheet) == "a{b:c}@supports (x:y){d{e:f}}"
