"""A landlord's list of homes taken in, and cases matched to homes by staff."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from putright.cli import homes
from putright.complaints import actions
from putright.complaints.actions import Told
from putright.complaints.homes.actions import Outcome, import_homes, match_home, unmatch_home
from putright.complaints.homes.reading import LONGEST_LINE, FileRefused, RowRefused, read_homes
from putright.complaints.models import Complaint, Home, HomeList
from putright.record.chain import By, timeline
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from tests.cast import Cast, make_cast, moment
from tests.complaints.outcomes import refused

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEAD = "reference,line_1,line_2,town,postcode,service_area\n"
LIST = HEAD + (
    "H1,1 Sample Court,,Testbury,ZZ1 1AA,East\n"
    "H2,2 Sample Court,,Testbury,zz11aa,East\n"
    'H3,"Flat 3, Specimen House",Dummy Terrace,Testbury,ZZ2 2BB,West\n'
)
AT = moment("2026-11-09")


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    cast = make_cast()
    with as_landlord(cast.landlord.id):
        yield cast


def take(
    cast: Cast, text: str | bytes, *, full: bool = False, at: object = AT
) -> tuple[HomeList, list[Outcome]]:
    heard: list[Outcome] = []
    data = text.encode() if isinstance(text, str) else text
    made = import_homes(
        cast.landlord,
        io.BytesIO(data),
        name="homes.csv",
        full=full,
        tell=heard.append,
        by=cast.by(cast.admin),
        at=at,  # type: ignore[arg-type]
    )
    return made, heard


def whats(heard: list[Outcome]) -> list[tuple[int, str, str]]:
    return [(one.line, one.reference, one.what) for one in heard]


def test_a_list_is_taken_and_a_second_run_changes_nothing(cast: Cast) -> None:
    made, heard = take(cast, LIST)
    assert whats(heard) == [(2, "H1", "taken"), (3, "H2", "taken"), (4, "H3", "taken")]
    assert {home.reference: home.postcode for home in Home.objects.all()} == {
        "H1": "ZZ1 1AA",
        "H2": "ZZ1 1AA",
        "H3": "ZZ2 2BB",
    }
    assert str(Home.objects.get(reference="H3")) == "Flat 3, Specimen House, Dummy Terrace, Testbury"
    again, heard = take(cast, LIST)
    assert {one.what for one in heard} == {"unchanged"}
    assert (again.unchanged, again.sha256) == (3, made.sha256)
    noted = timeline(cast.landlord.id, ("landlord", cast.landlord.id))[-1]
    assert noted.facts["unchanged"] == 3 and noted.by.person_id == cast.admin.id


def test_a_changed_home_is_written_anew_and_the_same_home(cast: Cast) -> None:
    take(cast, LIST)
    before = Home.objects.get(reference="H1").id
    made, heard = take(cast, LIST.replace("1 Sample Court,,", "1 Sample Court,Block A,"))
    assert whats(heard)[0] == (2, "H1", "changed") and made.changed == 1
    assert Home.objects.get(reference="H1").line_2 == "Block A"
    assert Home.objects.get(reference="H1").id == before


def test_a_full_list_says_which_homes_are_gone_and_a_later_one_brings_them_back(cast: Cast) -> None:
    take(cast, LIST)
    part = "".join(LIST.splitlines(keepends=True)[:3])
    assert take(cast, part)[0].gone == 0
    assert take(cast, part, full=True)[0].gone == 1
    assert Home.objects.get(reference="H3").gone_on == AT.date()
    assert take(cast, part, full=True)[0].gone == 0
    assert take(cast, LIST)[0].changed == 1
    assert Home.objects.get(reference="H3").gone_on is None


def test_a_row_that_is_refused_does_not_lose_its_home(cast: Cast) -> None:
    take(cast, LIST)
    made, heard = take(cast, LIST.replace("ZZ2 2BB", "nowhere"), full=True)
    assert heard[2].what == "refused" and "full UK postcode" in heard[2].why
    assert made.gone == 0 and Home.objects.filter(gone_on=None).count() == 3
    assert made.refusals == [[4, "H3", heard[2].why]]


def test_a_full_list_that_would_take_most_homes_away_changes_nothing(cast: Cast) -> None:
    many = HEAD + "".join(f"H{number},{number} Road,,T,ZZ1 1AA,E\n" for number in range(1, 61))
    take(cast, many)
    with pytest.raises(FileRefused, match="59 of 60 homes"):
        take(cast, HEAD + "H1,1 Road,,T,ZZ1 1AA,E\n", full=True)
    assert not Home.objects.exclude(gone_on=None).exists() and HomeList.objects.count() == 1


@pytest.mark.parametrize(
    "data",
    [
        LIST.encode("utf-8-sig"),
        LIST.replace("\n", "\r\n").encode(),
        LIST.replace(",", ";").replace('"Flat 3; Specimen House"', '"Flat 3, Specimen House"').encode(),
        LIST.replace("reference,line_1", "Reference , Line 1")
        .replace("service_area", "Service-Area")
        .encode(),
        LIST.replace("service_area", "service_area,built").encode(),
        (LIST + "\n\n,,,,,\n").encode(),
    ],
    ids=[
        "byte order mark",
        "Windows line ends",
        "semicolons",
        "other capitals",
        "another column",
        "empty lines",
    ],
)
def test_lists_as_spreadsheets_write_them_are_read_alike(data: bytes) -> None:
    rows = list(read_homes(io.BytesIO(data)))
    assert not [row for row in rows if isinstance(row, RowRefused)]
    assert [row.reference for row in rows] == ["H1", "H2", "H3"]
    assert rows[2].line_1 == "Flat 3, Specimen House"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and so on", "workbook"),
        (LIST.encode("utf-16"), "UTF-16"),
        (LIST.replace("Sample", "Sämple").encode("latin-1"), "Line 2 is not UTF-8"),
        (b"reference,address\n", "line_1 and postcode"),
        (b"reference,reference,line_1,postcode\n", "twice"),
        (HEAD.encode() + b'H1,"1 Road,,T,ZZ1 1AA,E\n', "line 2"),
        (HEAD.encode() + b"H1,1 \x00Road,,T,ZZ1 1AA,E\n", "null character"),
        (HEAD.encode() + b"H" * (LONGEST_LINE + 5), "no end"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says) as refused:
        list(read_homes(io.BytesIO(data)))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",1 Road,,T,ZZ1 1AA,E", "nothing in reference"),
        ("H9,,,T,,E", "nothing in line_1 and postcode"),
        ("H9,1 Road,,T,ZZ1,E", "full UK postcode"),
        ("H9,1 Road,,T,ZZ1 1AA,E,more", "7 fields for 6 columns"),
        (f"H9,{'x' * 201},,T,ZZ1 1AA,E", "more than 200 characters in line_1"),
        ("H1,9 Road,,T,ZZ1 1AA,E", "stands on line 2 already"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_to_do(row: str, says: str) -> None:
    found = list(read_homes(io.BytesIO((LIST + row + "\n").encode())))[-1]
    assert isinstance(found, RowRefused)
    assert (found.line, says in found.why) == (5, True), found.why


def test_a_list_with_too_many_rows_for_a_page_changes_nothing(cast: Cast) -> None:
    with pytest.raises(FileRefused, match="more than 2 rows"):
        import_homes(
            cast.landlord,
            io.BytesIO(LIST.encode()),
            name="x",
            most=2,
            by=cast.by(cast.admin),
            at=AT,
        )
    assert not Home.objects.exists()


@pytest.mark.parametrize("who", ["officer", "head", "former_officer", "stranger_officer"])
def test_only_the_administrator_takes_a_list_in(cast: Cast, who: str) -> None:
    by = cast.by(getattr(cast, who))
    with refused("no_role_here"):
        import_homes(cast.landlord, io.BytesIO(LIST.encode()), name="x", by=by, at=AT)
    with refused("no_role_here"):
        import_homes(cast.landlord, io.BytesIO(LIST.encode()), name="x", by=By.resident(), at=AT)


def complaint_of(cast: Cast) -> Complaint:
    told = Told(words="A leak.", name="Tamsin Example", address="1 Sample Court", postcode="ZZ1 1AA")
    return actions.raise_complaint(cast.landlord, told, by=By.resident(), at=AT).complaint


def test_staff_match_a_case_to_a_home_and_take_it_back_with_an_event_each(cast: Cast) -> None:
    take(cast, LIST)
    complaint, home, by = complaint_of(cast), Home.objects.get(reference="H1"), cast.by(cast.front_line)
    assert complaint.home is None, "nothing is matched by itself"
    match_home(complaint, home, by=by, at=AT)
    match_home(complaint, home, by=by, at=AT)
    complaint.refresh_from_db()
    assert complaint.home_id == home.id
    unmatch_home(complaint, by=by, at=AT)
    complaint.refresh_from_db()
    assert complaint.home_id is None
    noted = timeline(cast.landlord.id, ("complaint", complaint.id))
    assert [one.kind.name for one in noted][1:] == ["home.matched", "home.unmatched"]
    assert noted[1].personal["home"] == str(home.id) and not noted[1].facts
    with refused("home_not_matched"):
        unmatch_home(complaint, by=by, at=AT)


def test_a_home_that_is_gone_is_not_matched(cast: Cast) -> None:
    take(cast, LIST)
    Home.objects.filter(reference="H1").update(gone_on=AT.date())
    complaint = complaint_of(cast)
    with refused("home_gone"):
        match_home(complaint, Home.objects.get(reference="H1"), by=cast.by(cast.officer), at=AT)


def test_where_somebody_lived_is_blanked_with_the_case(cast: Cast) -> None:
    take(cast, LIST)
    complaint, by = complaint_of(cast), cast.by(cast.officer)
    match_home(complaint, Home.objects.get(reference="H1"), by=by, at=AT)
    actions.withdraw(complaint, by=by, at=AT)
    actions.blank_personal_text(complaint, reason="retention", by=by, at=AT)
    complaint.refresh_from_db()
    assert complaint.home_id is None
    (matched,) = [
        one
        for one in timeline(cast.landlord.id, ("complaint", complaint.id))
        if one.kind.name == "home.matched"
    ]
    assert not matched.personal and set(matched.blanked) == {"home", "address"}
    assert not verify([cast.landlord.id]).problems


def test_the_command_takes_a_list_in_and_names_each_row(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "homes.csv"
    file.write_text(LIST.replace("ZZ2 2BB", "nowhere"))
    assert homes.run([str(file), "--landlord", "meadowbank"]) == 1
    told = capsys.readouterr().out
    assert "line 2  H1  taken" in told and "line 4  H3  refused: The postcode" in told
    assert told.endswith("2 taken, 0 changed, 0 unchanged, 0 gone, 1 refused.\n")
    file.write_text(LIST)
    assert homes.run([str(file), "--landlord", "meadowbank", "--quiet", "--full"]) == 0
    assert capsys.readouterr().out == "1 taken, 0 changed, 2 unchanged, 0 gone, 0 refused.\n"
    file.write_bytes(b"PK\x03\x04")
    assert homes.run([str(file), "--landlord", "meadowbank"]) == 2
    assert "Nothing was changed. The file is a workbook" in capsys.readouterr().err
    assert homes.run([str(file), "--landlord", "nobody"]) == 2
    assert homes.run([str(tmp_path / "none.csv"), "--landlord", "meadowbank"]) == 2


def test_a_row_reads_as_the_published_schema_says() -> None:
    schema = json.loads((DOCS / "formats" / "homes.schema.json").read_text())
    validator = Draft202012Validator(schema)
    for row in ("H9,1 Road,,T,ZZ1 1AA,E", "H9,1 Road,,T,zz11aa,", "H9,,,T,ZZ1 1AA,E", "H9,1 Road,,T,ZZ1,E"):
        (read,) = read_homes(io.BytesIO((HEAD + row).encode()))
        value = dict(zip(HEAD.strip().split(","), row.split(","), strict=True))
        assert validator.is_valid(value) == (not isinstance(read, RowRefused)), row
