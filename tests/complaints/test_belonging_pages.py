"""The staff's pages of homes, links, points and groups, and what a resident reads of a joined complaint."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from putright.accounts.links import make_link
from putright.complaints import actions, queries
from putright.complaints.actions import FindingDraft
from putright.complaints.linking.actions import join_case
from putright.complaints.models import CaseLink, Complaint, GroupMember, Home, HomeList
from putright.complaints.points.actions import join_points
from putright.record.tenancy import as_landlord
from tests.cast import Cast, moment
from tests.complaints.desk import (
    ANSWER,
    TOLD,
    acknowledged,
    at_desk,
    case,
    page,
    received,
    said,
    sent,
)

LIST = (
    "reference,line_1,line_2,town,postcode,service_area\n"
    "H1,14 Sample Court,,Example Town,ZZ9 9ZZ,East\n"
    "H2,15 Sample Court,,Example Town,ZZ9 9ZZ,East\n"
    "H3,16 Sample Court,,Example Town,nowhere,East\n"
)
HOMES = "/meadowbank/en/staff/homes/"


def upload(client: Client, text: str | bytes = LIST, **more: str) -> object:
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("homes.csv", data, "text/csv")
    return client.post(f"{HOMES}import/", {"file": file, "full": "part", **more})


def test_an_administrator_imports_a_list_and_reads_what_to_do_about_refused_rows(cast: Cast) -> None:
    with at_desk(cast.admin, "2026-11-09") as client:
        assert upload(client).status_code == 302  # type: ignore[attr-defined]
        shown = page(client, f"{HOMES}import/")
        assert "2 taken, 0 changed, 0 unchanged, 0 gone, 1 refused." in shown
        assert "Line 4" in shown and "no full UK postcode" in shown
        refused = upload(client, b"PK\x03\x04")
        assert "workbook" in said(refused)  # type: ignore[arg-type]
        assert "Select the list" in said(client.post(f"{HOMES}import/", {"full": "part"}))
        assert "14 Sample Court" in page(client, f"{HOMES}?q=zz99zz")
        assert "15 Sample Court" in page(client, f"{HOMES}?q=ZZ9") and "H2" in page(client, f"{HOMES}?q=H2")
        assert "No home found" in page(client, f"{HOMES}?q=nowhere")
    with as_landlord(cast.landlord.id):
        assert HomeList.objects.count() == 1


def imported(cast: Cast) -> Home:
    with at_desk(cast.admin, "2026-11-09") as client:
        upload(client)
    with as_landlord(cast.landlord.id):
        return Home.objects.get(reference="H1")


def test_a_case_is_matched_to_the_home_that_is_suggested_and_the_home_shows_its_cases(cast: Cast) -> None:
    home, complaint = imported(cast), received(cast)
    again = received(cast, "2026-11-05")
    with at_desk(cast.front_line, "2026-11-09") as client:
        offered = page(client, case(complaint, "home/"))
        assert offered.index("14 Sample Court, Example Town, ZZ9") < offered.index("15 Sample Court")
        assert "The address is the same." in offered
        for one in (complaint, again):
            sent(client, case(one, "home/"), home=home.id)
        assert "Select the home" in said(client.post(case(complaint, "home/")))
        assert "No home found" in page(client, case(complaint, "home/?q=ZZ1"))
        shown = page(client, f"{HOMES}{home.id}/")
        assert "Problems that came again" in shown and shown.count("Tamsin Example") == 2
        sent(client, case(complaint, "home/unmatch/"))
        assert "Not matched to a home yet" in page(client, case(complaint, "links/"))


def test_the_tab_shows_duplicates_and_links_and_joins_them(cast: Cast) -> None:
    first, again = received(cast), received(cast, "2026-11-05")
    other = received(cast, "2025-01-06", words="My rent account is wrong.", more_points=())
    with at_desk(cast.officer, "2026-11-09") as client:
        shown = page(client, case(again, "links/"))
        assert "Likely the same complaint" in shown and "almost the same words" in shown
        assert "Answer this complaint with it" in shown
        assert "Answer this complaint with it" not in page(client, case(first, "links/"))
        answer = client.post(case(again, "links/add/"), {"other": "ZZZZ2222", "why": "again"})
        assert "no complaint with this reference" in said(answer)
        sent(client, case(again, "links/add/"), other=other.reference, why="same_resident")
        assert "Same resident" in page(client, case(other, "links/"))
        sent(client, case(other, f"links/{again.id}/remove/"))
        missing = client.post(case(again, "join/"), {"other": first.reference})
        assert "Select who made the two complaints" in said(missing)
        sent(
            client, case(again, "join/"), other=first.reference, whose="same_resident", reasons="Sent twice."
        )
        assert first.reference[:4] in page(client, case(again))
        shown = page(client, case(first, "links/"))
        assert "Answered with this complaint" in shown and TOLD.words in shown
        sent(client, case(again, "join/undo/"), reasons="They are two.")
        assert "Answered with this complaint" not in page(client, case(first, "links/"))
    with as_landlord(cast.landlord.id):
        assert not CaseLink.objects.exists()


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        page(client, address)
    return len([one for one in found if one["sql"].startswith(("SELECT", "INSERT", "UPDATE", "WITH"))])


def test_the_statements_of_the_tabs_and_of_a_home_stay_the_same(cast: Cast) -> None:
    home, complaint = imported(cast), received(cast)
    with at_desk(cast.officer, "2026-11-09") as client:
        sent(client, case(complaint, "home/"), home=home.id)

        def grow(number: int) -> None:
            for one in range(number):
                other = received(cast, f"2026-11-0{one % 5 + 3}")
                sent(client, case(other, "home/"), home=home.id)
                sent(client, case(other, "links/add/"), other=complaint.reference, why="again")
                same = received(cast, "2026-11-05")
                sent(
                    client, case(same, "join/"), other=complaint.reference, whose="same_resident", reasons="R"
                )

        grow(1)
        pages = (case(complaint, "links/"), case(complaint, "points/"), f"{HOMES}{home.id}/")
        page(client, pages[0])
        few = [statements(client, one) for one in pages]
        grow(4)
        assert [statements(client, one) for one in pages] == few
        assert max(few) <= 17, few


def test_points_are_told_apart_and_put_together_on_their_tab(cast: Cast) -> None:
    complaint = received(cast)
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-10") as client:
        assert "Enter what this point says" in said(client.post(case(complaint, "points/1/split/")))
        sent(client, case(complaint, "points/1/split/"), words="It leaks.", part_1="It is damp.")
        shown = page(client, case(complaint, "points/"))
        assert "Worded before" in shown and shown.count(TOLD.words) >= 3
        sent(client, case(complaint, "points/3/join/"), to="1")
        assert "Point 3, answered here" in page(client, case(complaint, "points/"))
        assert client.get(case(complaint, "stage/1/points/3/")).status_code == 404
        following = client.post(
            case(complaint, "stage/1/points/1/"), {**ANSWER, "next": "1", "seen": actions.version()}
        )
        assert following.headers["Location"].endswith("/stage/1/points/2/")
        defining = page(client, case(complaint, "define/"))
        assert 'name="point_2"' in defining and 'name="point_3"' not in defining
        sent(client, case(complaint, "points/3/separate/"))
        assert "Point 3, answered here" not in page(client, case(complaint, "points/"))


def test_a_group_is_made_from_a_paper_list_and_a_household_leaves_it(cast: Cast) -> None:
    complaint = received(cast)
    group = {
        "name": "The lift",
        "lead_name": "Tamsin Example",
        "lead_address": "14 Sample Court",
        "how": "paper",
    }

    def accepted(client: Client, rest: str, typed: dict[str, str]) -> None:
        answer = client.post(case(complaint, rest), typed)
        assert answer.status_code == 302, said(answer)

    with at_desk(cast.officer, "2026-11-09") as client:
        address = case(complaint, "group/new/")
        assert "Enter at least 2 households" in said(client.post(address, {**group, "households": ""}))
        wrong = client.post(address, {**group, "households": "A; 2 Sample Court; ZZ1 1AA; nobody@nowhere"})
        assert "Line 1: enter an email address" in said(wrong)
        assert "Enter the name of the main contact" in said(
            client.post(address, {**group, "lead_name": "", "households": "A; 2 Sample Court"})
        )
        sent(client, address, **group, households="Imran; 2 Sample Court; zz11aa; 07700 900 123\nGrazyna")
        added = {
            "name": "Desta",
            "address": "4 Sample Court",
            "how": "meeting",
            "letter": "own",
            "same": "own",
        }
        accepted(client, "group/add/", {**added, "effect": "No sleep."})
        shown = page(client, case(complaint, "group/"))
        assert "4 households." in shown and "No sleep." in shown and "ZZ1 1AA" in shown
        with as_landlord(cast.landlord.id):
            member = GroupMember.objects.get(name="Desta")
        kept = {**added, "same": "same"}
        accepted(client, f"group/{member.id}/", kept)
        sent(client, case(complaint, "group/change/"), name="Our lift", place="Block A", lead=member.id)
        with as_landlord(cast.landlord.id):
            leaves = GroupMember.objects.get(name="Imran")
        left = client.post(case(complaint, f"group/{leaves.id}/leave/"))
        assert left.status_code == 200 and "passphrase" in left.content.decode().lower()
        assert "Left" in page(client, case(complaint, "group/"))
    with as_landlord(cast.landlord.id):
        own = Complaint.objects.exclude(id=complaint.id).get()
    assert (own.name, own.received_on) == ("Imran", complaint.received_on)
    acknowledged(cast, complaint)
    with at_desk(cast.manager, "2026-11-10") as client:
        sent(client, case(complaint, f"group/{member.id}/remedy/"), remedy="£30 for taxis.")
        assert "£30 for taxis." in page(client, case(complaint, "group/"))


def test_the_resident_of_a_joined_complaint_reads_where_it_is_answered_and_the_answer(cast: Cast) -> None:
    first, again = received(cast), received(cast, "2026-11-05")
    with as_landlord(cast.landlord.id):
        join_case(
            again,
            first,
            whose="same_resident",
            reasons="R",
            by=cast.by(cast.officer),
            at=moment("2026-11-06"),
        )
        token = make_link(cast.landlord, again.id, at=moment("2026-11-06"))
    address = f"/meadowbank/en/complaints/{again.reference}/"
    with at_desk(cast.adviser, "2026-11-06") as _desk:
        client = Client()
        opened = client.get(f"/meadowbank/en/link/{token}/")
        address = opened.headers["Location"]
        shown = client.get(address).content.decode()
        assert "together with an earlier one" in shown and first.reference[:4] in shown
        assert "We will answer both by" in shown and "Withdraw your complaint" not in shown
    acknowledged(cast, first)
    with as_landlord(cast.landlord.id):
        join_points(first, 4, 2, by=cast.by(cast.officer), at=moment("2026-11-09"))
    with as_landlord(cast.landlord.id):
        by, at = cast.by(cast.manager), moment("2026-11-20")
        for point in queries.points_with_findings(first):
            actions.record_finding(first, point, 1, FindingDraft(**ANSWER), by=by, at=at)
        actions.answer(first, 1, by=by, at=at)
    with at_desk(cast.adviser, "2026-11-21"):
        shown = client.get(address).content.decode()
        assert shown.count(ANSWER["reasons"]) == 2, "each of its two points has its answer"
