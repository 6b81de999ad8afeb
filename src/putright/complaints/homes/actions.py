"""The acts about homes: a landlord's list taken in, a case matched to the home that it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from django.db import transaction

from putright.accounts.models import Landlord
from putright.complaints.actions.shared import Moment, locked, must_be, note, permit
from putright.complaints.models import Complaint, Home, HomeList
from putright.record import chain, tenancy
from putright.record.chain import By
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role

from . import kinds
from .reading import FileRefused, HomeRow, RowRefused, read_homes

BATCH = 5_000
REFUSALS_KEPT = 200
# A full list from which more than this share of the homes is missing is most likely a part of one.
MOST_GONE = 0.5
FEW_HOMES = 20
_FIELDS = ("line_1", "line_2", "town", "postcode", "service_area")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: taken, changed, unchanged or refused, and why it was refused."""

    line: int
    reference: str
    what: str
    why: str = ""


def import_homes(
    landlord: Landlord,
    file: BinaryIO,
    *,
    name: str,
    full: bool = False,
    most: int | None = None,
    tell: Callable[[Outcome], None] = lambda outcome: None,
    by: By,
    at: datetime,
) -> HomeList:
    """Takes in a landlord's list of homes (docs/formats/homes.md), whole rows or none of them; `tell` hears each.

    With `full` the homes that it does not name are gone from that day on; a later list may bring them back. A second
    run of the same file changes nothing. All of it is one transaction. Raises FileRefused where the file cannot be
    read, has more than `most` rows, or would take most of the homes away; Refused for anybody but the landlord's
    administrator and the operator. Nothing is then changed, whatever `tell` has heard.
    """
    moment = Moment(at, by)
    if by.kind != "system":
        must_be({Role.LANDLORD_ADMIN}, landlord, moment)
    digest = _Digested(file)
    counts = dict.fromkeys(("taken", "changed", "unchanged", "refused"), 0)
    refusals: list[list[object]] = []
    named: set[str] = set()

    def told(outcome: Outcome) -> None:
        counts[outcome.what] += 1
        if outcome.what == "refused" and len(refusals) < REFUSALS_KEPT:
            refusals.append([outcome.line, outcome.reference, outcome.why])
        if most is not None and sum(counts.values()) > most:
            raise FileRefused(
                f"The list has more than {most:,} rows: ask your operator to import it with ./putright homes."
            )
        tell(outcome)

    with transaction.atomic():
        # Two lists at once would each find the other's homes missing.
        Landlord.objects.select_for_update().get(id=landlord.id)
        tenancy.plan_afresh()
        rows = read_homes(digest)  # type: ignore[arg-type]  # it reads lines alone
        while batch := list(islice(rows, BATCH)):
            for outcome in _take(landlord, batch):
                told(outcome)
            named.update(row.reference for row in batch)
        gone = _gone(landlord, named, moment.on) if full else 0
        made = HomeList.objects.create(
            landlord=landlord,
            file_name=name[-200:],
            sha256=digest.hexdigest(),
            full=full,
            gone=gone,
            refusals=refusals,
            imported_at=at,
            imported_by_id=by.person_id,
            **counts,
        )
        chain.note(
            landlord_id=landlord.id,
            subject=("landlord", landlord.id),
            kind=kinds.HOMES_IMPORTED.name,
            by=moment.by,
            at=at,
            on=moment.on,
            facts={"list": str(made.id), "sha256": made.sha256, "full": full, "gone": gone, **counts},
        )
    return made


class _Digested:
    """A file whose lines are digested as they are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()

    def readline(self, size: int) -> bytes:
        line = self._file.readline(size)
        self._sha256.update(line)
        return line

    def hexdigest(self) -> str:
        return self._sha256.hexdigest()


def _take(landlord: Landlord, batch: list[HomeRow | RowRefused]) -> Iterator[Outcome]:
    rows = [row for row in batch if isinstance(row, HomeRow)]
    there = {
        home.reference: home
        for home in Home.objects.filter(landlord=landlord, reference__in=[row.reference for row in rows])
    }
    fresh: list[Home] = []
    changed: list[Home] = []
    for row in batch:
        if isinstance(row, RowRefused):
            yield Outcome(row.line, row.reference, "refused", row.why)
            continue
        values = dict(zip(_FIELDS, row.values, strict=True))
        home = there.get(row.reference)
        if home is None:
            fresh.append(Home(landlord=landlord, reference=row.reference, **values))
            yield Outcome(row.line, row.reference, "taken")
        elif home.gone_on is None and all(getattr(home, name) == value for name, value in values.items()):
            yield Outcome(row.line, row.reference, "unchanged")
        else:
            home.gone_on = None
            for name, value in values.items():
                setattr(home, name, value)
            changed.append(home)
            yield Outcome(row.line, row.reference, "changed")
    Home.objects.bulk_create(fresh)
    if changed:
        Home.objects.bulk_update(changed, [*_FIELDS, "gone_on"], batch_size=1_000)


def _gone(landlord: Landlord, named: set[str], on: date) -> int:
    """Marks the homes that a full list does not name. A refused row names its home all the same."""
    standing = Home.objects.filter(landlord=landlord, gone_on=None)
    total, missing = 0, []
    for home_id, reference in standing.values_list("id", "reference").iterator(chunk_size=BATCH):
        total += 1
        if reference not in named:
            missing.append(home_id)
    if len(missing) > max(FEW_HOMES, total * MOST_GONE):
        raise FileRefused(
            f"As a full list this would take {len(missing):,} of {total:,} homes away: give the whole list, or "
            "import it as a part."
        )
    for start in range(0, len(missing), BATCH):
        Home.objects.filter(landlord=landlord, id__in=missing[start : start + BATCH]).update(gone_on=on)
    return len(missing)


# A case and its home


def match_home(complaint: Complaint, home: Home, *, by: By, at: datetime) -> None:
    """Says which home a case is about. Staff decide it, from suggestions or a search: nothing is matched by itself."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.MATCH_HOME, complaint, moment)
        home = Home.objects.get(landlord=complaint.landlord, id=home.id)
        if home.gone_on is not None:
            raise Refused("home_gone", {})
        if complaint.home_id == home.id:
            return
        complaint.home = home
        complaint.save(update_fields=["home"])
        note(
            complaint,
            kinds.HOME_MATCHED,
            moment,
            personal={"home": str(home.id), "address": f"{home.reference}: {home}, {home.postcode}"},
        )


def unmatch_home(complaint: Complaint, *, by: By, at: datetime) -> None:
    """Takes back which home a case is about; refused where it is matched to none."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.MATCH_HOME, complaint, moment)
        home = complaint.home
        if home is None:
            raise Refused("home_not_matched", {})
        complaint.home = None
        complaint.save(update_fields=["home"])
        note(
            complaint,
            kinds.HOME_UNMATCHED,
            moment,
            personal={"home": str(home.id), "address": f"{home.reference}: {home}, {home.postcode}"},
        )
