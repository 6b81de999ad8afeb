"""What is done to cases beside the casework: a holiday added, personal text removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from putright.accounts.links import revoke_links
from putright.accounts.models import Landlord
from putright.complaints import kinds
from putright.complaints.conflicts import actions as conflicts
from putright.complaints.evidence.forgetting import forget_files
from putright.complaints.models import (
    AddedDay,
    CaseMessage,
    CaseNote,
    CaseStudy,
    Complaint,
    Confided,
    Contact,
    ContactLimit,
    Draft,
    Finding,
    Group,
    GroupMember,
    Hazard,
    HazardAttempt,
    History,
    Hold,
    Invitation,
    JoinedCase,
    Learning,
    Letter,
    LetterCheck,
    LetterDraft,
    MemberLetter,
    MoreTimeReply,
    Need,
    News,
    OneOffHoliday,
    OwnTime,
    PackWords,
    Point,
    Promise,
    Remedy,
    Reprisal,
    ServiceRequest,
    Source,
    Stage,
    TranslatedText,
    Understanding,
    Worry,
)
from putright.complaints.queries import ENDED, standing, with_facts
from putright.complaints.representatives import actions as representatives
from putright.complaints.returning import forgetting as returning
from putright.record import chain, documents, outbox
from putright.record.chain import By
from putright.record.models import Event
from putright.rules.errors import Refused
from putright.rules.stages import WHO, Act, Role

from .shared import Moment, locked, must_be, note, settle

# Stands for a text whose being there says something: that nothing was learned.
BLANKED = "-"
_NO_SOURCE = dict.fromkeys("link writer writer_reference writer_reach our_words".split(), "")


def add_holiday(landlord: Landlord, holiday: OneOffHoliday, *, by: By, at: datetime) -> int:
    """Names a one-off holiday on every open case of a landlord, by an event with the old and the new date.

    Gives how many cases it was named on. Closed cases never move. Safe to run twice.
    """
    moment = Moment(at, by)
    named = 0
    ids = list(
        Complaint.objects.filter(landlord=landlord, received_on__lt=holiday.day)
        .exclude(state__in=ENDED)
        .exclude(added_days__day=holiday.day)
        .order_by("id")
        .values_list("id", flat=True)
    )
    for start in range(0, len(ids), 500):
        with transaction.atomic():
            rows = Complaint.objects.filter(landlord=landlord, id__in=ids[start : start + 500])
            # First the locks, then the facts: see `gathered`.
            list(rows.order_by("id").select_for_update().values_list("id"))
            for complaint in with_facts(rows):
                before = standing(complaint, moment.on).next
                AddedDay.objects.create(
                    landlord=landlord,
                    complaint=complaint,
                    day=holiday.day,
                    name=holiday.name,
                    added_on=holiday.added_on,
                )
                fresh = with_facts(Complaint.objects.filter(landlord=landlord)).get(id=complaint.id)
                after = standing(fresh, moment.on).next
                note(
                    complaint,
                    kinds.HOLIDAY_ADDED,
                    moment,
                    facts={
                        "day": holiday.day,
                        "name": holiday.name,
                        "added_on": holiday.added_on,
                        "clock": after.id if after else None,
                        "due": after.due if after else None,
                    },
                    before={"due": before.due if before else None},
                )
                settle(fresh, moment.on)
                named += 1
            # Naming a holiday is no work on the case: a second run of its import still goes on from here.
            History.objects.filter(landlord=landlord, complaint__in=[one.id for one in rows]).update(
                events=F("events") + 1
            )
    return named


def blank_personal_text(complaint: Complaint, *, reason: str, by: By, at: datetime) -> None:
    """Removes names, addresses and free text from the case and its record, for good; dates and findings stay.

    The record's chain stays whole: each blanking is an event, and `verify` says what was blanked. Only an ended
    case may be blanked. The bytes of its letters and files are removed too, where no other case lies on the same ones;
    the record keeps their digests.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        must_be(frozenset(Role), complaint.landlord, moment, complaint, blanked_too=True)
        into = complaint.joined_into
        if complaint.state not in ENDED or (into is not None and into.state not in ENDED):
            # A joined case is part of one that still goes on.
            raise Refused("case_not_ended", {})
        must_owe_nothing(complaint)
        dangers = Hazard.objects.filter(landlord=complaint.landlord, complaint=complaint).order_by("id")
        requests = ServiceRequest.objects.filter(landlord=complaint.landlord, complaints=complaint)
        reprisals = Reprisal.objects.filter(landlord=complaint.landlord, complaint=complaint)
        subjects = [
            ("complaint", complaint.id),
            *(("hazard", hazard.id) for hazard in dangers),
            *(("service_request", request.id) for request in requests.order_by("id")),
            *(("reprisal", reprisal.id) for reprisal in reprisals.order_by("id")),
            *(("worry", one) for one in complaint.worries.values_list("id", flat=True)),
            *(("confided", one) for one in complaint.confided.values_list("id", flat=True)),
        ]
        for subject in subjects:
            for noted in chain.timeline(complaint.landlord_id, subject):
                if noted.personal:
                    event = Event.objects.get(landlord_id=complaint.landlord_id, id=noted.id)
                    chain.blank(event, noted.personal, by=moment.by, at=at, on=moment.on, reason=reason)
        _blank_events(complaint.landlord_id, subjects, reason, moment)
        empty = dict.fromkeys(
            (
                "name called on_behalf_of relationship address postcode tenancy_number phone email safe_times "
                "original_words wanted_other outcomes outside passphrase at_home_words topic_other why_late effect"
            ).split(),
            "",
        )
        Complaint.objects.filter(landlord=complaint.landlord, id=complaint.id).update(
            blanked_at=at, home=None, at_home=[], **empty
        )
        mine: dict[str, Any] = {"landlord": complaint.landlord, "complaint": complaint}
        Point.objects.filter(**mine).update(resident_words="", words="")
        Finding.objects.filter(**mine).update(facts="", reasons="", basis="", remedy="", no_remedy_because="")
        Promise.objects.filter(**mine).update(action="", proof="")
        Contact.objects.filter(**mine).update(who="", summary="")
        Stage.objects.filter(**mine).update(extension_reasons="", refusal_reasons="", why="", wanted_now="")
        _blank_dangers(complaint.landlord_id, dangers)
        _blank_requests(complaint.landlord_id, requests)
        Source.objects.filter(**mine).update(**_NO_SOURCE)
        Remedy.objects.filter(**mine).update(words="", weighed="", declined_because="", proof="")
        MoreTimeReply.objects.filter(**mine).update(because="", reaction="")
        News.objects.filter(**mine).update(words="")
        OwnTime.objects.filter(**mine).update(because="")
        Understanding.objects.filter(**mine).update(words="", stays_because="")
        # Whose case nobody can be asked about any more is told to nobody.
        CaseStudy.objects.filter(**mine, withdrawn_on=None).update(withdrawn_on=moment.on)
        CaseStudy.objects.filter(**mine).update(name_as="")
        # What is published was written for the public; why nothing is learned may speak of the household.
        Learning.objects.filter(**mine).exclude(nothing_because="").update(nothing_because=BLANKED)
        Learning.objects.filter(**mine).update(change="", proof="")
        CaseMessage.objects.filter(**mine).update(text="", answer="")
        CaseNote.objects.filter(**mine).update(text="")
        PackWords.objects.filter(**mine).update(why="", wanted="")
        Hold.objects.filter(**mine).update(reasons="")
        Need.objects.filter(**mine).update(words="", instead="", reasons="")
        Reprisal.objects.filter(**mine).update(words="", answer="")
        Worry.objects.filter(**mine).update(words="", person="", agreed="")
        Confided.objects.filter(**mine).update(name="", reach="")
        ContactLimit.objects.filter(**mine).update(limit="", reasons="", needs_considered="", review_notes="")
        Letter.objects.filter(**mine).update(content={})
        LetterDraft.objects.filter(**mine).update(parts={}, arranged={})
        TranslatedText.objects.filter(**mine).update(source="", text="")
        LetterCheck.objects.filter(**mine).update(reasons="")
        households = MemberLetter.objects.filter(landlord=complaint.landlord, group__complaint=complaint)
        papers = [
            *Letter.objects.filter(**mine).values_list("html", "pdf"),
            *households.values_list("html", "pdf"),
        ]
        documents.forget(
            complaint.landlord_id, {one for pair in papers for one in pair}, reason=reason, at=at
        )
        households.update(content={})
        forget_files(complaint, reason=reason, at=at)
        returning.forget_of_case(complaint)
        History.objects.filter(**mine).update(row={})
        conflicts.blank(complaint)
        representatives.blank(complaint, moment.on)
        # Which home it was, who belonged to a group, why cases were joined.
        JoinedCase.objects.filter(**mine).update(reasons="")
        Group.objects.filter(**mine).update(name="", place="")
        GroupMember.objects.filter(landlord=complaint.landlord, group__complaint=complaint).update(
            home=None,
            **dict.fromkeys("name address postcode phone email effect wish remedy passphrase".split(), ""),
        )
        Invitation.objects.filter(landlord=complaint.landlord, group__complaint=complaint).delete()
        for member in GroupMember.objects.filter(landlord=complaint.landlord, group__complaint=complaint):
            outbox.forget(complaint.landlord_id, ("household", member.id))
        outbox.forget(complaint.landlord_id, ("complaint", complaint.id))
        revoke_links(complaint.landlord, complaint.id)
        note(complaint, kinds.BLANKED, moment, facts={"reason": reason})


def must_owe_nothing(complaint: Complaint) -> None:
    """Refuses to remove what a promise that is not kept, or a danger that nobody has ended, still needs.

    A withdrawn case is at its end and may owe both: who promised still has to know whom.
    """
    promised = [one.due_on for one in complaint.promises.all() if one.promised_on and not one.done_on]
    if promised:
        raise Refused("removal_promise_open", {"reference": complaint.reference, "day": min(promised)})
    if Hazard.objects.filter(landlord=complaint.landlord_id, complaint=complaint, closed_at=None).exists():
        raise Refused("removal_danger_open", {"reference": complaint.reference})


def blank_danger(hazard: Hazard, moment: Moment, *, reason: str) -> None:
    """Removes the words of a danger that belongs to no case and no request, and of its record; dates stay.

    Nobody may be able to tell whose it was. In the caller's transaction, which holds its row. Raises Refused for one
    that is open, or that belongs to something which has its own time.
    """
    if hazard.closed_at is None or hazard.complaint_id is not None or hazard.request_id is not None:
        raise Refused("danger_not_removable", {})
    rows = Hazard.objects.filter(landlord=hazard.landlord_id, id=hazard.id)
    _blank_events(hazard.landlord_id, [("hazard", hazard.id)], reason, moment)
    _blank_dangers(hazard.landlord_id, rows)
    outbox.forget(hazard.landlord_id, ("hazard", hazard.id))
    rows.update(blanked_at=moment.at)


def blank_request(request: ServiceRequest, *, reason: str, by: By, at: datetime) -> None:
    """Removes names, addresses and words from a service request that never became a complaint, and from its record.

    With it go the words of the dangers that came with it and of the page it was written down on. Dates and the chain
    stay. Two people decide about it: `keeping.actions.decide_removal`.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(WHO[Act.HOLD], request.landlord, moment)
        dangers = Hazard.objects.filter(landlord=request.landlord, request=request, complaint=None)
        subjects = [("service_request", request.id), *(("hazard", one.id) for one in dangers.order_by("id"))]
        _blank_events(request.landlord_id, subjects, reason, moment)
        _blank_dangers(request.landlord_id, dangers)
        mine = ServiceRequest.objects.filter(landlord=request.landlord, id=request.id)
        _blank_requests(request.landlord_id, mine)
        returning.forget_of_request(request, reason=reason, at=at)
        Draft.objects.filter(landlord=request.landlord, request=request).update(answers={})


def _blank_events(
    landlord_id: UUID, subjects: Iterable[tuple[str, UUID]], reason: str, moment: Moment
) -> None:
    for subject in subjects:
        for noted in chain.timeline(landlord_id, subject):
            if noted.personal:
                event = Event.objects.get(landlord_id=landlord_id, id=noted.id)
                chain.blank(event, noted.personal, by=moment.by, at=moment.at, on=moment.on, reason=reason)


def _blank_dangers(landlord_id: UUID, dangers: QuerySet[Hazard]) -> None:
    HazardAttempt.objects.filter(landlord=landlord_id, hazard__in=[one.id for one in dangers]).update(
        notice="", summary=""
    )
    dangers.update(
        **dict.fromkeys(
            "words phone outcome why_so_serious findings made_safe work elsewhere_words".split(), ""
        )
    )


def _blank_requests(landlord_id: UUID, requests: QuerySet[ServiceRequest]) -> None:
    told = "name called address postcode phone email original_words our_words answer review done unhappy_note"
    Source.objects.filter(landlord=landlord_id, request__in=requests).update(**_NO_SOURCE)
    requests.update(unhappy_words=[], told={}, passphrase="", **dict.fromkeys(told.split(), ""))
