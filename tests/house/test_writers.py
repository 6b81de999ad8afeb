"""Who may write a room's tables: its `actions`, a module or a package, and the modules named here with the reason why.

Found by reading the code, not by running it: every call that writes (`save`, `create`, `delete`, `bulk_create`, … and
SQL of one's own) is looked up, with the model it is about as far as the line says. A view that writes past the acts
would leave no event, and that is what this keeps out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, Model

PACKAGE = Path(settings.PACKAGE)
ROOMS = ("record", "accounts", "complaints", "guidance")
# The floors that may hold pointers, the lowest first: a table points at its own floor or below.
FLOORS = {name: floor for floor, name in enumerate(ROOMS)}

WRITES = {
    "save",
    "create",
    "update",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "acreate",
    "asave",
    "aupdate",
    "adelete",
}
SQL = {"execute", "executemany", "copy", "raw"}

# Modules beside the actions that write, and why.
WRITERS = {
    "record/chain.py": "the one writer of chains and events",
    "record/checkpoint.py": "checkpoints of the chains",
    "record/documents.py": "documents and their chunks",
    "record/outbox.py": "messages waiting to go out",
    "record/access_log.py": "who looked at what",
    "record/tenancy.py": "sets the landlord of a transaction, and writes the policies of migrations",
    "complaints/letters/word.py": "a Word file in memory, and no table",
    "accounts/at_address.py": "reads the landlord of an address, by SQL that is put together once",
    "accounts/links.py": "the digests of residents' private links",
    "accounts/second_factor.py": "the second factors of the people of a demo",
    "complaints/worklist/tally.py": "the counters of ended cases, which follow what `settle` writes",
    "complaints/correspondence/calls.py": "whom a person has to tell, as part of the act that has the news",
    "complaints/understanding/asking.py": "the next version of what is understood, as part of the act that words it",
    "complaints/groups/letters.py": "the letters of a group's households, as part of the act that issues the group's",
    "complaints/together.py": "writes what an act or an import made, many tables in one statement",
    "complaints/imports.py": "brings in whole histories with the same events, many to a transaction",
    "complaints/evidence/forgetting.py": "empties a case's files and requests, for the act of blanking",
    "complaints/returning/forgetting.py": "removes what lies beside a form, for the acts of removal and blanking",
    "complaints/returning/limits.py": "counts of what strangers do, which a page asks before its act",
    "demo/seed.py": "makes the landlords and people of the demo before there is anybody to act",
    "record/verify.py": "sets its own transaction to read only",
    "cli/holiday.py": "England's one-off holidays, which are no landlord's; the act names them on its cases",
}
# Calls whose name alone looks like a write: what stands before the dot, as it is written.
NO_WRITES = {
    "hashlib",
    "image",
    "catalogues",
    "digest",
    "options",
    "attrs",
    "headers",
    "context",
    "environment",
    "os.environ",
    "cache",
    "initial",
}


@dataclass(frozen=True)
class Write:
    where: str
    line: int
    call: str

    def sentence(self) -> str:
        return (
            f"src/putright/{self.where}:{self.line} writes by {self.call}(). Move it into the room's actions, where "
            "it is checked, noted as an event and settled; or name the module in WRITERS here with the reason."
        )


def writes(source: str, where: str) -> Iterator[Write]:
    """The calls in a module that write to the database."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, before = node.func.attr, ast.unparse(node.func.value)
        if name in SQL and ("cursor" in before or "connection" in before or name == "raw"):
            if _only_reads(node):
                continue
            yield Write(where, node.lineno, f"{before}.{name}")
        elif name in WRITES and not _harmless(node, before):
            yield Write(where, node.lineno, f"{before}.{name}")


def _only_reads(call: ast.Call) -> bool:
    """Whether the statement is there to be read and begins with SELECT, and locks at most."""
    first = call.args[0] if call.args else None
    return (
        isinstance(first, ast.Constant)
        and isinstance(first.value, str)
        and first.value.lstrip().upper().startswith("SELECT")
    )


def _harmless(call: ast.Call, before: str) -> bool:
    """Dictionaries and hashes have an `update` too, and it takes its one argument without a name."""
    last = before.split("(")[0].split(".")[-1]
    plain = call.func.attr == "update" and len(call.args) == 1 and not call.keywords  # type: ignore[attr-defined]
    return plain or last in NO_WRITES or before in NO_WRITES


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        where = file.relative_to(PACKAGE).as_posix()
        if "/migrations/" not in where and where.split("/")[0] not in {"database", "assets"}:
            yield where, file


def test_only_actions_and_the_named_writers_write() -> None:
    found = [
        write.sentence()
        for where, file in modules()
        if where not in WRITERS and "actions" not in Path(where).with_suffix("").parts[1:3]
        for write in writes(file.read_text(), where)
    ]
    assert not found, "\n".join(found)


def test_every_named_writer_writes() -> None:
    sources = dict(modules())
    idle = [
        where
        for where in WRITERS
        if where not in sources or not list(writes(sources[where].read_text(), where))
    ]
    assert not idle, f"These write nothing any more; take them out of WRITERS: {idle}"


@pytest.mark.parametrize(
    "line",
    [
        "complaint.save()",
        "complaint.save(update_fields=['state'])",
        "Complaint.objects.filter(id=1).update(state='closed')",
        "Complaint.objects.create(**told)",
        "stage.delete()",
        "Point.objects.bulk_create(points)",
        "Finding.objects.update_or_create(point=point, defaults={})",
        "cursor.execute('UPDATE complaints_complaint SET state = 1')",
        "cursor.execute(statement)",
        "connection.cursor().execute('DELETE FROM record_event')",
        "Complaint.objects.raw(statement)",
    ],
)
def test_a_write_is_found(line: str) -> None:
    assert [one.line for one in writes(f"def view(request):\n    {line}\n", "complaints/views/x.py")] == [2]


@pytest.mark.parametrize(
    "line",
    [
        "found = Complaint.objects.filter(state='closed').first()",
        "attrs.update(more)",
        "seen.update({'a': 1})",
        "cursor.execute('SELECT 1')",
        "actions.close(complaint, by=by, at=at)",
    ],
)
def test_a_read_is_let_be(line: str) -> None:
    assert not list(writes(line, "complaints/views/x.py"))


# Pointers


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in FLOORS]


def test_a_table_points_at_its_own_room_or_a_lower_one() -> None:
    """The one way up is a pointer to the person signed in, which the framework's setting names as text."""
    up = [
        f"{model.__name__}.{field.name} points up to {field.related_model.__name__}"
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model._meta.app_label in FLOORS
        and FLOORS[field.related_model._meta.app_label] > FLOORS[model._meta.app_label]
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
    ]
    assert not up, "\n".join(up)


def test_no_pointer_names_its_table_as_text() -> None:
    """A name as text gets past the floors that an import would have to pass."""
    named = []
    for where, file in modules():
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or not ast.unparse(node.func).endswith(
                ("ForeignKey", "OneToOneField", "ManyToManyField")
            ):
                continue
            target = node.args[0] if node.args else None
            if isinstance(target, ast.Constant) and target.value not in {"self"}:
                named.append(f"{where}:{node.lineno} points to {target.value!r} as text")
    assert not [one for one in named if not one.startswith("record/")], "\n".join(named)
    assert len(our_models()) > 15
