"""What happens beside the casework: added holidays, blanking, hazards, promises judged, expired drafts and links."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from putright.accounts.links import digest, make_link, opened_by, remove_expired_links, revoke_links
from putright.accounts.models import Link
from putright.complaints import actions, letters, queries
from putright.complaints.actions import FindingDraft, Told
from putright.complaints.models import (
    AddedDay,
    Complaint,
    Draft,
    Hazard,
    Letter,
    OneOffHoliday,
    Point,
    Promise,
)
from putright.record.chain import By, timeline
from putright.record.models import Message
from putright.record.tenancy import as_landlord
from putright.record.verify import verify
from putright.rules.errors import Refused
from tests.cast import Cast, looked_into, moment, nothing_learned

RESIDENT = By.resident()
TOLD = Told(
    words="Water comes through the ceiling.",
    more_points=("Nobody rang back.",),
    name="Tamsin Example",
    address="14 Sample Court",
    postcode="ZZ9 9ZZ",
    contact_ways=("email",),
    email="tamsin@resident.example",
    phone="07700 900 123",
)


def raised(cast: Cast, day: str = "2026-11-04") -> Complaint:
    return actions.raise_complaint(cast.landlord, TOLD, by=RESIDENT, at=moment(day)).complaint


def logged(cast: Cast, day: str = "2026-11-04", then: str = "2026-11-09") -> Complaint:
    complaint = raised(cast, day)
    by = cast.by(cast.officer)
    actions.define(
        complaint, points=["A leak.", "No call."], outcomes="A repair.", outside="", by=by, at=moment(then)
    )
    actions.allocate(complaint, cast.manager, stage=1, by=by, at=moment(then))
    actions.acknowledge(complaint, 1, by=by, at=moment(then))
    return complaint


def answered(cast: Cast, then: str = "2026-11-16", promise_by: str | None = "2026-12-01") -> Complaint:
    complaint = logged(cast)
    by = cast.by(cast.manager)
    for point in complaint.points.all():
        actions.record_finding(
            complaint,
            point,
            1,
            FindingDraft(
                "agree", facts="It leaked.", reasons="We saw it.", basis="Policy 1", remedy="A repair."
            ),
            by=by,
            at=moment(then),
        )
    if promise_by:
        actions.plan_promise(
            complaint,
            1,
            action="Mend the roof",
            due_on=date.fromisoformat(promise_by),
            owner=cast.manager,
            by=by,
            at=moment(then),
        )
    actions.answer(complaint, 1, by=by, at=moment(then))
    return complaint


def standing(complaint: Complaint, on: str) -> queries.Standing:
    rows = queries.with_facts(Complaint.objects.filter(landlord=complaint.landlord))
    return queries.standing(rows.get(id=complaint.id), date.fromisoformat(on))


def test_a_holiday_added_later_moves_open_clocks_by_an_event_that_keeps_the_old_date(cast: Cast) -> None:
    holiday = OneOffHoliday.objects.create(
        day=date(2026, 11, 18), name="State funeral", source="Proclamation", added_on=date(2026, 11, 12)
    )
    with as_landlord(cast.landlord.id), letters.in_this_process():
        open_case = logged(cast)
        ended = raised(cast)
        actions.withdraw(ended, by=RESIDENT, at=moment("2026-11-05"))
        AddedDay.objects.all().delete()
        before = standing(open_case, "2026-11-12").next
        assert before is not None and before.due == date(2026, 11, 23)

        named = actions.add_holiday(cast.landlord, holiday, by=By.system(), at=moment("2026-11-12"))
        assert named == 1
        after = standing(open_case, "2026-11-12").next
        assert after is not None and after.due == date(2026, 11, 24)
        [event] = [
            noted
            for noted in timeline(cast.landlord.id, ("complaint", open_case.id))
            if noted.kind.name == "complaint.holiday_added"
        ]
        assert event.before["due"] == "2026-11-23"
        assert (event.facts["due"], event.facts["clock"]) == ("2026-11-24", "R1-24")
        open_case.refresh_from_db()
        assert open_case.next_due_on == date(2026, 11, 24)
        assert not ended.added_days.exists()
        # The acknowledgement was done before the day was added: it does not move.
        first = standing(open_case, "2026-11-12").clocks[0]
        assert (first.id, first.due) == ("A1-24", date(2026, 11, 11))
        assert actions.add_holiday(cast.landlord, holiday, by=By.system(), at=moment("2026-11-13")) == 0
    assert not verify([cast.landlord.id]).problems


def test_a_complaint_that_comes_in_after_a_holiday_was_added_counts_it_too(cast: Cast) -> None:
    OneOffHoliday.objects.create(
        day=date(2026, 11, 6), name="State funeral", source="Proclamation", added_on=date(2026, 10, 1)
    )
    with as_landlord(cast.landlord.id):
        complaint = raised(cast)
        clock = standing(complaint, "2026-11-04").next
        assert clock is not None and clock.due == date(2026, 11, 12)


def test_personal_text_is_blanked_everywhere_and_the_record_still_verifies(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = answered(cast, promise_by=None)
        with pytest.raises(Refused) as refused:
            actions.blank_personal_text(
                complaint, reason="erasure_request", by=cast.by(cast.officer), at=moment("2026-11-17")
            )
        assert refused.value.code == "case_not_ended"
        nothing_learned(complaint, by=cast.by(cast.officer), at=moment("2026-12-01"))
        actions.close(complaint, by=cast.by(cast.officer), at=moment("2026-12-01"))
        make_link(cast.landlord, complaint.id, at=moment("2026-12-01"))
        actions.blank_personal_text(
            complaint, reason="erasure_request", by=cast.by(cast.officer), at=moment("2027-12-01")
        )
        complaint.refresh_from_db()
        assert (complaint.name, complaint.address, complaint.email, complaint.original_words) == (
            "",
            "",
            "",
            "",
        )
        assert not Link.objects.filter(complaint_id=complaint.id).exists()
        left = [
            value
            for noted in timeline(cast.landlord.id, ("complaint", complaint.id))
            for value in noted.personal.values()
        ]
        assert left == []
        for model in (Point, Letter):
            for row in model._default_manager.filter(complaint=complaint):  # type: ignore[attr-defined]
                assert "Water comes" not in str(vars(row))
                assert "Tamsin" not in str(vars(row))
        # What is no person's stays: the dates, the findings, the clocks.
        assert standing(complaint, "2027-12-01").clocks[1].met
        assert {finding.finding for finding in complaint.findings.all()} == {"agree"}
    report = verify([cast.landlord.id])
    assert not report.problems
    assert report.blanked


def test_a_hazard_opens_before_the_form_is_sent_and_twice_is_once(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        draft = actions.begin_draft(cast.landlord, "k" * 64, "en", at=moment("2026-11-04"))
        for what in ((), (), ("gas",)):
            actions.open_hazard(
                cast.landlord, draft=draft, danger="yes", what=what, by=RESIDENT, at=moment("2026-11-04")
            )
        hazard = Hazard.objects.get()
        assert hazard.kinds == ["gas"]
        complaint = actions.raise_complaint(
            cast.landlord, TOLD, by=RESIDENT, at=moment("2026-11-04"), draft=draft
        ).complaint
        hazard.refresh_from_db()
        assert hazard.complaint_id == complaint.id
        # The landlord is told when it opens, and again when the resident says more.
        assert Message.objects.filter(subject__startswith="Danger").count() == 2
        with pytest.raises(Refused):
            actions.close_hazard(hazard, "  ", by=cast.by(cast.officer), at=moment("2026-11-04"))
        looked_into(hazard, cast.by(cast.officer), moment("2026-11-04"))
        actions.close_hazard(
            hazard, "Gas made safe at 14:10.", by=cast.by(cast.officer), at=moment("2026-11-04")
        )
        assert not queries.open_hazards(cast.landlord)
        with pytest.raises(Refused):
            actions.close_hazard(hazard, "Again.", by=cast.by(cast.officer), at=moment("2026-11-04"))


def test_a_form_sent_twice_makes_one_complaint(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        draft = actions.begin_draft(cast.landlord, "k" * 64, "en", at=moment("2026-11-04"))
        first = actions.raise_complaint(
            cast.landlord, TOLD, by=RESIDENT, at=moment("2026-11-04"), draft=draft
        )
        again = actions.raise_complaint(
            cast.landlord, TOLD, by=RESIDENT, at=moment("2026-11-05"), draft=draft
        )
        assert again.complaint.id == first.complaint.id
        assert (again.passphrase, again.link_token) == ("", "")
        assert Complaint.objects.count() == 1


def test_a_promise_that_the_resident_says_was_not_kept_opens_the_case_again(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = answered(cast)
        promise = complaint.promises.get()
        by = cast.by(cast.manager)
        with pytest.raises(Refused) as refused:
            actions.keep_promise(
                promise, on=date(2026, 11, 10), proof="Photo", by=by, at=moment("2026-11-20")
            )
        assert refused.value.code == "promise_done_before_made"
        actions.keep_promise(promise, on=date(2026, 11, 20), proof="Photo", by=by, at=moment("2026-11-20"))
        nothing_learned(complaint, by=cast.by(cast.officer), at=moment("2026-11-23"))
        actions.close(complaint, by=cast.by(cast.officer), at=moment("2026-11-23"))
        promise.refresh_from_db()
        actions.judge_promise(promise, kept=False, by=RESIDENT, at=moment("2026-11-25"))
        complaint.refresh_from_db()
        promise.refresh_from_db()
        assert complaint.closed_on is None
        assert promise.done_on is None
        assert complaint.next_due_on == date(2026, 12, 1)
        kinds = [noted.kind.name for noted in timeline(cast.landlord.id, ("complaint", complaint.id))]
        assert kinds[-2:] == ["promise.judged", "complaint.reopened"]


def test_what_lists_sort_by_is_what_the_facts_say(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        raised(cast)
        logged(cast)
        answered(cast)
        for complaint in queries.with_facts(Complaint.objects.all()):
            stands = queries.standing(complaint, date(2026, 11, 16))
            assert (complaint.state, complaint.next_due_on) == (stands.state.value, stands.next_due_on)


def test_an_extension_beyond_the_cap_needs_more_and_the_clock_stays_at_the_cap(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        wanted = {"until": date(2026, 12, 18), "reasons": "A specialist is ill."}
        by = cast.by(cast.manager)
        with pytest.raises(Refused) as refused:
            actions.extend(complaint, 1, **wanted, by=by, at=moment("2026-11-20"))  # type: ignore[arg-type]
        assert refused.value.code == "extension_beyond_cap"
        letter = actions.extend(
            complaint,
            1,
            **wanted,  # type: ignore[arg-type]
            good_reason="No other specialist covers the county.",
            approved_by=cast.head,
            news_every_days=5,
            by=by,
            at=moment("2026-11-20"),
        )
        clock = next(one for one in standing(complaint, "2026-12-10").clocks if one.id == "R1-24")
        assert clock.last_day == date(2026, 12, 7)
        assert clock.late
        assert any(block["code"] == "ombudsman" for block in letter.content["blocks"])
        with pytest.raises(Refused) as refused:
            actions.extend(
                complaint, 1, until=date(2026, 12, 7), reasons="Again.", by=by, at=moment("2026-11-20")
            )
        assert refused.value.code == "extension_twice"


def test_more_time_is_told_on_or_before_the_day_the_answer_was_due(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        with pytest.raises(Refused) as refused:
            actions.extend(
                complaint,
                1,
                until=date(2026, 12, 1),
                reasons="Parts.",
                by=cast.by(cast.manager),
                at=moment("2026-11-24"),
            )
        assert refused.value.code == "extension_told_late"


def test_a_letter_that_was_issued_stays_as_it_was(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        letter = Letter.objects.get(complaint=complaint)
        digests = (letter.html.sha256, letter.pdf.sha256)
        Point.objects.filter(complaint=complaint).update(words="Something else entirely.")
        letter.refresh_from_db()
        assert (letter.html.sha256, letter.pdf.sha256) == digests
        acknowledged = [
            noted
            for noted in timeline(cast.landlord.id, ("complaint", complaint.id))
            if noted.kind.name == "complaint.acknowledged"
        ]
        assert (acknowledged[0].facts["html"], acknowledged[0].facts["pdf"]) == digests


def test_a_role_that_has_ended_acts_no_more(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        complaint = raised(cast)
        for person in (cast.former_officer, cast.stranger_officer, cast.ombudsman):
            with pytest.raises(Refused) as refused:
                actions.define(
                    complaint,
                    points=["A leak.", "No call."],
                    outcomes="",
                    outside="",
                    by=cast.by(person),
                    at=moment("2026-11-05"),
                )
            assert refused.value.code == "no_role_here"


def test_whoever_had_a_part_in_stage_1_does_not_review_it_also_when_another_took_over(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = logged(cast)
        officer = cast.by(cast.officer)
        actions.allocate(complaint, cast.other_manager, stage=1, by=officer, at=moment("2026-11-10"))
        for point in complaint.points.all():
            actions.record_finding(
                complaint,
                point,
                1,
                FindingDraft(
                    "agree", facts="It leaked.", reasons="We saw it.", basis="1", remedy="A repair."
                ),
                by=cast.by(cast.other_manager),
                at=moment("2026-11-11"),
            )
        actions.answer(complaint, 1, by=cast.by(cast.other_manager), at=moment("2026-11-12"))
        actions.escalate(complaint, by=RESIDENT, at=moment("2026-11-13"))
        for person in (cast.manager, cast.other_manager):
            with pytest.raises(Refused) as refused:
                actions.allocate(complaint, person, stage=2, by=officer, at=moment("2026-11-16"))
            assert (refused.value.code, refused.value.provision) == ("considered_before", "6.13")
        actions.allocate(complaint, cast.head, stage=2, by=officer, at=moment("2026-11-16"))


def test_drafts_and_links_end_when_the_landlord_says(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        at = moment("2026-11-04")
        old = actions.begin_draft(cast.landlord, "a" * 64, "en", at=at)
        danger = actions.begin_draft(cast.landlord, "b" * 64, "en", at=at)
        actions.open_hazard(cast.landlord, draft=danger, danger="unknown", by=RESIDENT, at=at)
        # Counted, as the round before has it: what nobody has counted stays for the next one.
        Draft.objects.update(counted=True)
        later = at + timedelta(days=28)
        assert actions.remove_expired_drafts(cast.landlord.id, later - timedelta(seconds=1)) == 0
        assert actions.remove_expired_drafts(cast.landlord.id, later) == 1
        assert not Draft.objects.filter(id=old.id).exists()
        complaint = raised(cast)
        token = make_link(cast.landlord, complaint.id, at=at)
        assert opened_by(token, cast.landlord, at=at + timedelta(days=30, seconds=-1)) == complaint.id
        assert opened_by(token, cast.landlord, at=at + timedelta(days=30)) is None
        assert opened_by(token, cast.other_landlord, at=at) is None
        assert opened_by(token + "x", cast.landlord, at=at) is None
        assert not Link.objects.filter(digest=token).exists()
        assert Link.objects.filter(digest=digest(token)).exists()
        revoke_links(cast.landlord, complaint.id)
        assert opened_by(token, cast.landlord, at=at) is None
        raised(cast)
        assert remove_expired_links(moment("2027-01-04")) == 1


def test_access_can_be_renewed_and_the_old_keys_stop(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        first = actions.raise_complaint(cast.landlord, TOLD, by=RESIDENT, at=moment("2026-11-04"))
        complaint = first.complaint
        spoken = first.passphrase.replace("-", " ").upper()
        assert actions.passphrase_opens(complaint, spoken)
        assert not actions.passphrase_opens(complaint, first.passphrase + "1")
        assert not actions.passphrase_opens(None, first.passphrase)
        new = actions.renew_access(complaint, by=cast.by(cast.officer), at=moment("2026-11-05"))
        complaint.refresh_from_db()
        assert not actions.passphrase_opens(complaint, first.passphrase)
        assert actions.passphrase_opens(complaint, new.passphrase)
        assert opened_by(first.link_token, cast.landlord, at=moment("2026-11-05")) is None


def test_a_message_says_that_there_is_news_and_never_what(cast: Cast) -> None:
    with as_landlord(cast.landlord.id), letters.in_this_process():
        complaint = answered(cast)
        texts = [message.subject + message.text for message in Message.objects.filter(to=TOLD.email)]
        assert len(texts) == 3
        for text in texts:
            assert "ceiling" not in text and "leak" not in text.lower() and "agree" not in text
            assert "14 Sample Court" not in text
        assert Promise.objects.get(complaint=complaint).promised_on == date(2026, 11, 16)


def test_a_danger_is_kept_where_the_landlord_has_no_address_for_alerts_yet(cast: Cast) -> None:
    with as_landlord(cast.landlord.id):
        cast.landlord.email = ""
        actions.open_hazard(cast.landlord, danger="yes", by=RESIDENT, at=moment("2026-11-20"))
        assert [one.danger for one in queries.open_hazards(cast.landlord)] == ["yes"]
        assert not Message.objects.exists()
