"""What the documents name is there, and what is there is named: commands, settings, folders, acts, decisions."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from putright.cli.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "putright"
COMPLAINTS = PACKAGE / "complaints"
# Folders of complaints that hold no feature: the framework's, and the room's own parts.
NO_FEATURES = {"actions", "locale", "migrations", "static", "templates", "templatetags", "views"}


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def acts_of(module: Path) -> set[str]:
    """The functions of a module that say who acts and when: `by` and `at` by keyword."""
    return {
        node.name
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and {"by", "at"} <= {one.arg for one in node.args.kwonlyargs}
    }


def test_every_command_is_told_to_whoever_runs_putright() -> None:
    told = read("README.md") + read("docs", "operating.md")
    assert [name for name in COMMANDS if not re.search(rf"\./putright {name}\b", told)] == []


def test_every_command_that_a_document_names_is_there() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("README.md")]
    named = {
        (found, str(document.relative_to(ROOT)))
        for document in documents
        for found in re.findall(r"\./putright ([a-z][a-z-]*)", document.read_text(encoding="utf-8"))
    }
    assert sorted(one for one in named if one[0] not in {*COMMANDS, "help"}) == []


def test_every_link_between_documents_leads_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("README.md")]
    dead = [
        (str(document.relative_to(ROOT)), target)
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert dead == []


def test_every_setting_is_explained_at_the_head_of_the_settings() -> None:
    text = read("src", "putright", "config", "settings.py")
    head = ast.get_docstring(ast.parse(text)) or ""
    assert (
        sorted(set(re.findall(r'"(PUTRIGHT_[A-Z_]+)"', text)) - set(re.findall(r"PUTRIGHT_[A-Z_]+", head)))
        == []
    )


def test_every_folder_of_complaints_and_every_act_is_in_its_readme() -> None:
    readme = read("src", "putright", "complaints", "README.md")
    folders = {one.name for one in COMPLAINTS.iterdir() if (one / "__init__.py").is_file()} - NO_FEATURES
    assert sorted(one for one in folders if f"`{one}/`" not in readme) == []
    modules = [
        *COMPLAINTS.glob("*/actions.py"),
        *COMPLAINTS.glob("*/actions/*.py"),
        *(
            COMPLAINTS / "actions" / f"{name}.py"
            for name in ("receiving", "casework", "promises", "keys", "upkeep")
        ),
    ]
    acts = {act for module in modules for act in acts_of(module)}
    assert {"raise_complaint", "answer", "redact"} <= acts
    assert sorted(act for act in acts if f"`{act}`" not in readme) == []


def test_every_act_that_the_readme_names_is_there() -> None:
    readme = read("src", "putright", "complaints", "README.md")
    table = readme[readme.index("| where | what | acts |") :].split("\n\n")[0]
    named = {act for row in table.splitlines()[2:] for act in re.findall(r"`(\w+)`", row.split("|")[3])}
    sources = "".join(module.read_text(encoding="utf-8") for module in COMPLAINTS.rglob("*.py"))
    assert sorted(act for act in named if f"\ndef {act}(" not in sources) == []


def test_each_folder_of_complaints_says_what_it_is() -> None:
    silent = [
        folder.name
        for folder in COMPLAINTS.iterdir()
        if (folder / "__init__.py").is_file()
        and folder.name not in NO_FEATURES
        and not ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_decisions_are_numbered_once_and_fit_a_page() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name[:4]) for page in pages]
    assert numbers == list(range(1, len(pages) + 1))
    for number, page in zip(numbers, pages, strict=True):
        lines = page.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {number}. "), page.name
        assert len(lines) <= 50, page.name
