"""`putright due`: the same object without a database, and one sentence for whatever cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from putright.cli import due

PLAIN = ["--edition", "2024", "--received", "2026-11-04"]


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert due.run(list(argv)) == 0
    return capsys.readouterr().out


def test_prints_the_object_of_clocks(capsys):
    found = json.loads(printed(capsys, *PLAIN, "--acknowledged", "2026-11-09", "--json"))
    assert (found["reference"], found["edition"]) == (None, "2024")
    assert [(clock["id"], clock["due"]) for clock in found["clocks"]] == [
        ("A1-24", "2026-11-11"),
        ("R1-24", "2026-11-23"),
    ]


def test_takes_every_fact_of_the_full_path(capsys):
    text = (
        "--edition 2024 --received 2026-06-01 --acknowledged 2026-06-08 --extended 2026-07-06"
        " --extended-on 2026-06-22 --answered 2026-07-06 --escalated 2026-07-20 --acknowledged2 2026-07-27"
        " --extended2 2026-09-22 --answered2 2026-09-22 --json"
    )
    found = json.loads(printed(capsys, *text.split()))
    assert [clock["id"] for clock in found["clocks"]] == [
        "A1-24",
        "R1-24",
        "X1-24",
        "A2-24",
        "R2-24",
        "X2-24",
    ]
    assert all(clock["met"] for clock in found["clocks"])


def test_serves_the_third_stage_of_older_editions(capsys):
    text = (
        "--edition 2022 --received 2022-05-03 --acknowledged 2022-05-03 --answered 2022-05-10"
        " --escalated 2022-05-16 --answered2 2022-06-06 --escalated3 2022-06-13 --answered3 2022-07-11 --json"
    )
    last = json.loads(printed(capsys, *text.split()))["clocks"][-1]
    assert (last["id"], last["due"], last["met"]) == ("R3-22", "2022-07-11", True)


def test_nothing_open_is_judged_without_a_day(capsys):
    (first, _) = json.loads(printed(capsys, "--received", "2024-11-04", "--json"))["clocks"]
    assert (first["met"], first["working_days_late"]) == (None, None)
    (first, _) = json.loads(printed(capsys, "--received", "2024-11-04", "--on", "2024-11-18", "--json"))[
        "clocks"
    ]
    assert (first["met"], first["working_days_late"]) == (False, 5)


def test_the_edition_follows_from_the_day_and_the_landlords_switch(capsys):
    assert json.loads(printed(capsys, "--received", "2024-03-28", "--json"))["edition"] == "2022"
    assert json.loads(printed(capsys, "--received", "2024-04-02", "--json"))["edition"] == "2024"
    made = printed(capsys, "--received", "2024-04-02", "--made", "2024-03-28", "--json")
    assert json.loads(made)["edition"] == "2022"
    switched = printed(capsys, "--received", "2022-05-03", "--switched", "2022-06-01", "--json")
    assert json.loads(switched)["edition"] == "2020"


def test_a_complaint_from_before_the_code_has_no_dates(capsys):
    assert json.loads(printed(capsys, "--received", "2019-03-01", "--json")) == {
        "reference": None,
        "edition": None,
        "clocks": [],
    }
    assert printed(capsys, "--received", "2019-03-01").startswith("No edition of the Code was in force")


def test_without_json_it_explains_itself(capsys):
    text = printed(
        capsys, *PLAIN, "--acknowledged", "2026-11-09", "--on", "2026-11-10", "--office-closed", "2026-11-16"
    )
    assert "Working days 10, 11, 12, 13, 16, 17, 18, 19, 20, 23 November 2026." in text
    assert "Counted although the landlord was closed: Monday 16 November 2026 (office closed)." in text
    assert text.endswith("The next day to keep is Monday 23 November 2026.\n")


def test_what_is_recalled_or_a_setting_says_so(capsys):
    text = printed(
        capsys, "--received", "2020-07-01", "--answered", "2020-07-02", "--escalated", "2020-07-06"
    )
    assert "is a setting: the exact day is not known" in text
    third = printed(
        capsys,
        *("--received", "2022-05-03", "--answered", "2022-05-10"),
        *("--escalated", "2022-05-16", "--answered2", "2022-06-06", "--escalated3", "2022-06-13"),
    )
    assert third.count("recalled, not confirmed") == 1


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        ([], "required: --received"),
        (["--received", "4 November"], "--received is '4 November'. Give a date as YYYY-MM-DD"),
        (["--received", "20261104"], "--received is '20261104'"),
        (["--received", "2026-02-30"], "--received is '2026-02-30'"),
        (["--received", "２０２６-11-04"], "YYYY-MM-DD"),
        (["--received", "2026-11-04", "--on", ""], "--on is ''"),
        (["--received", "2026-11-04", "--office-closed", "x"], "--office-closed is 'x'"),
        (["--received", "2026-11-04", "--edition", "2023"], "There is no edition 2023"),
        (["--received", "2024-03-28", "--edition", "2024"], "came into force on Monday 1 April 2024"),
        (["--received", "2026-11-04", "--answered", "2026-11-03"], "before receipt"),
        (
            ["--received", "2026-11-04", "--answered2", "2026-12-03"],
            "--answered2 was given without --escalated",
        ),
        (["--received", "2026-11-04", "--extended-on", "2026-11-05"], "without --extended"),
        (["--received", "2026-11-04", "--extended-agreed"], "--extended-agreed was given without --extended"),
        (["--received", "2040-01-02"], "outside the holiday table"),
        (["--received", "2035-12-24"], "past the end of the holiday table"),
        (
            ["--received", "2026-11-04", "--switched", "2022-06-01", "--ed", "2024"],
            "Unrecognized arguments: --ed",
        ),
        (["--received", "2022-05-04", "--switched", "2023-06-01"], "could choose to start"),
        (["--received"], "expected one argument"),
    ],
)
def test_bad_input_gets_one_sentence_and_exit_code_2(capsys, argv, says):
    assert due.run(argv) == 2
    shown = capsys.readouterr()
    assert says in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_help_is_help(capsys):
    assert "--received" in printed(capsys, "--help")


def test_needs_no_django_and_no_database():
    probe = "import sys, putright.cli.due; print([name for name in sys.modules if name[:6] == 'django'])"
    source = str(Path(due.__file__).parents[2])
    shown = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": source},
    )
    assert shown.stdout.strip() == "[]"
