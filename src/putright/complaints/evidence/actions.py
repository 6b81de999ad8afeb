"""The acts on a case's files, on requests for evidence, and on what a finding rests on; no other module writes these.

Each is as the acts beside this folder are: the case locked, the question to `rules`, named fields, one event. What a
link does is asked of the request instead of the rules: it may answer its own question while that is open, no more.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from putright.accounts.models import Landlord, Person, Role
from putright.accounts.policy import policy_of
from putright.complaints import alerts, messages
from putright.complaints.actions.shared import Moment, locked, must_be_at, note, people_of_stage, permit
from putright.complaints.conflicts.queries import is_shut_out
from putright.complaints.models import Complaint, Finding, Point
from putright.complaints.queries import ENDED, current_stage
from putright.complaints.worries.queries import gives_away, minded
from putright.record import documents
from putright.record.chain import By
from putright.record.documents import Document
from putright.record.tenancy import as_landlord
from putright.rules.calendar import Calendar
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.rules.stages import Role as RoleKind

from . import checks, copies, kinds, ladder, links, scanning, staff_messages
from .copies import Box
from .models import CaseFile, EvidenceLink, EvidenceRequest, FindingFile

log = logging.getLogger("putright.evidence")

# How long a file waits after the scanner gave no answer about it, and how many files a round takes.
AGAIN_AFTER = timedelta(minutes=10)
ROUND = 20
# How long a page waits for the scanner; the worker has more time.
PAGE_SECONDS = 20.0

State = EvidenceRequest.State
Outcome = EvidenceRequest.Outcome
Check = CaseFile.Check
Giver = CaseFile.Giver


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name that it bears, its length, and its bytes, open for reading."""

    name: str
    size: int
    file: BinaryIO

    @classmethod
    def of(cls, name: str, data: bytes) -> Upload:
        return cls(name, len(data), io.BytesIO(data))


# Files


def add_file(
    complaint: Complaint,
    upload: Upload,
    *,
    about: str = "",
    request: EvidenceRequest | None = None,
    by: By,
    at: datetime,
) -> CaseFile:
    """Adds a file that the resident or staff give. It is held until the scanner has seen it (`scan_waiting`).

    request  of the same case, where staff write down an answer that came another way

    The same bytes from the same side a second time are the first. Raises Refused: what `checks.type_of` says,
    file_too_many (residents, in one day).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.ADD_FILE, complaint, moment)
        giver = Giver.STAFF if by.kind == "staff" else Giver.RESIDENT
        return _add(complaint, upload, giver, moment, about=about, request=request)


def add_file_by_link(request: EvidenceRequest, upload: Upload, *, by: By, at: datetime) -> CaseFile:
    """Adds a file to the answer of a request that is open, by its link. Raises Refused as `add_file` does."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _by_link(request, moment)
        return _add(complaint, upload, Giver.LINK, moment, request=request)


def share_file(file: CaseFile, *, by: By, at: datetime) -> None:
    """Lets the resident see the copy that may be shown to others, or their own file. Doing it twice is harmless.

    Raises Refused: file_not_checked, file_has_no_copy.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, file = _file(file, Act.REDACT, moment)
        _must_be_open(file)
        copy = outward(file)
        if copy is None:
            raise Refused("file_has_no_copy", {})
        if file.let_see_at is not None:
            return
        _write(file, let_see_at=at)
        note(complaint, kinds.FILE_SHARED, moment, facts={"file": str(file.id), "sha256": copy.sha256})
        messages.news(complaint, at=at)


def withhold_file(file: CaseFile, *, because: str, by: By, at: datetime) -> None:
    """Takes back what `share_file` let the resident see. Raises Refused: file_without_reason."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, file = _file(file, Act.REDACT, moment)
        if not because.strip():
            raise Refused("file_without_reason", {})
        if file.let_see_at is None:
            return
        _write(file, let_see_at=None)
        note(
            complaint,
            kinds.FILE_WITHHELD,
            moment,
            facts={"file": str(file.id)},
            personal={"reason": because},
        )


def redact(
    file: CaseFile,
    *,
    boxes: Sequence[Box] = (),
    copy: Upload | None = None,
    taken_out: str,
    because: str,
    by: By,
    at: datetime,
) -> None:
    """Makes the only copy that is shown to others from now on; the original stays as it came.

    boxes  parts of a picture to paint over: all of them, those of an earlier time too
    copy   or a copy from which somebody has taken out what others may not see
    taken_out, because  what was taken out, and why, in words

    Raises Refused: file_not_checked, redaction_without_words, redaction_without_parts, redaction_needs_copy (boxes on
    what is no picture), redaction_is_original, file_infected, scanner_away, and what `checks.type_of` says.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, file = _file(file, Act.REDACT, moment)
        _must_be_open(file)
        if not taken_out.strip() or not because.strip():
            raise Refused("redaction_without_words", {})
        kept = _uploaded_copy(file, copy, at) if copy is not None else _painted_copy(file, boxes, at)
        drawn = [] if copy is not None else [[one.left, one.top, one.width, one.height] for one in boxes]
        earlier = [*file.earlier_copies, *([str(file.redacted_id)] if file.redacted_id else [])]
        _write(
            file,
            redacted=kept,
            earlier_copies=earlier,
            boxes=drawn,
            taken_out=taken_out,
            taken_out_because=because,
        )
        note(
            complaint,
            kinds.FILE_REDACTED,
            moment,
            facts={
                "file": str(file.id),
                "how": "uploaded" if copy is not None else "painted",
                "boxes": len(drawn),
                "sha256": kept.sha256,
            },
            personal={"taken_out": taken_out, "because": because},
        )


def open_original(file: CaseFile, *, because: str, by: By, at: datetime) -> None:
    """Notes that somebody opens the original of a redacted file, and why. Raises Refused: file_without_reason."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, file = _file(file, Act.REDACT, moment)
        _must_be_open(file)
        if not because.strip():
            raise Refused("file_without_reason", {})
        note(
            complaint,
            kinds.ORIGINAL_OPENED,
            moment,
            facts={"file": str(file.id)},
            personal={"reason": because},
        )


def choose_evidence(
    complaint: Complaint, point: Point, stage: int, files: Sequence[UUID], *, by: By, at: datetime
) -> None:
    """Says on which of the case's files the finding on a point rests; none at all is an answer too.

    Raises Refused: finding_not_there (no finding is written yet), and what `record_finding` raises.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.FIND, complaint, moment, people_of_stage(complaint, stage, by))
        must_be_at(complaint, stage)
        mine: dict[str, Any] = {"landlord": complaint.landlord}
        finding = Finding.objects.filter(**mine, point=point, stage=stage).first()
        if finding is None:
            raise Refused("finding_not_there", {"point": point.number})
        there = set(
            CaseFile.objects.filter(**mine, complaint=complaint, id__in=files, forgotten_at=None)
            .exclude(check_state=Check.INFECTED)
            .values_list("id", flat=True)
        )
        before = set(FindingFile.objects.filter(**mine, finding=finding).values_list("file_id", flat=True))
        if there == before:
            return
        FindingFile.objects.filter(**mine, finding=finding).exclude(file_id__in=there).delete()
        FindingFile.objects.bulk_create(
            FindingFile(**mine, finding=finding, file_id=one) for one in sorted(there - before)
        )
        note(
            complaint,
            kinds.EVIDENCE_CHOSEN,
            moment,
            facts={"stage": stage, "point": point.number, "files": sorted(map(str, there))},
            before={"files": sorted(map(str, before))},
        )


# Requests


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of whom, by when; `adjustments` are what to keep to, and all that is told of the case."""

    email: str
    question: str
    due_on: date
    name: str = ""
    organisation: str = ""
    photographs: str = ""
    adjustments: str = ""
    point: Point | None = None
    # Working days between two reminders once it is late; None: as the landlord has it.
    chase_every: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as far as it is."""

    answer: str = ""
    outcome: str = ""
    visited_on: date | None = None
    visited_at: time | None = None
    notice: str = ""
    attempts: str = ""


def ask_evidence(complaint: Complaint, asked: Question, *, by: By, at: datetime) -> EvidenceRequest:
    """Asks a contractor or another team: a link goes to them by email.

    Raises Refused: evidence_incomplete (no question, no email), evidence_due_in_past; resident_asked_first and
    question_names_resident where the resident asked us to mind that (`worries`).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        permit(Act.ASK_EVIDENCE, complaint, moment)
        if not asked.question.strip() or not asked.email.strip():
            raise Refused("evidence_incomplete", {})
        if asked.due_on <= moment.on:
            raise Refused("evidence_due_in_past", {"day": asked.due_on})
        mind = minded(complaint)
        if "ask_first" in mind:
            raise Refused("resident_asked_first", {})
        told = "\n".join((asked.question, asked.photographs, asked.adjustments))
        if "no_name" in mind and gives_away(told, complaint.name):
            raise Refused("question_names_resident", {})
        policy = policy_of(complaint.landlord)
        request = EvidenceRequest(
            landlord=complaint.landlord,
            complaint=complaint,
            point=asked.point,
            name=asked.name,
            organisation=asked.organisation,
            email=asked.email,
            question=asked.question,
            photographs=asked.photographs,
            adjustments=asked.adjustments,
            asked_at=at,
            asked_by_id=by.person_id,
            first_due_on=asked.due_on,
            due_on=asked.due_on,
            chase_every=asked.chase_every or policy.evidence_chase_every,
            link_days=policy.evidence_link_days,
        )
        request.chase_on = _next(request, moment.on)
        request.save(force_insert=True)
        note(
            complaint,
            kinds.ASKED,
            moment,
            facts={
                "request": str(request.id),
                "due_on": asked.due_on,
                "point": asked.point.number if asked.point else None,
            },
            personal={
                name: getattr(asked, name)
                for name in ("name", "organisation", "email", "question", "photographs", "adjustments")
            },
        )
        _send_link(request, "ask", at)
        return request


def save_evidence(request: EvidenceRequest, answer: Answer, *, by: By, at: datetime) -> None:
    """Keeps an answer as far as it is, by its link. It is a draft: no event, and nobody is told."""
    moment = Moment(at, by)
    with transaction.atomic():
        _complaint, request = _by_link(request, moment)
        _write(request, **asdict(answer), saved_at=at)


def answer_evidence(request: EvidenceRequest, answer: Answer, *, by: By, at: datetime) -> None:
    """The answer, sent by the link or written down by staff who heard it. Sent twice it is one.

    Raises Refused: evidence_closed, evidence_without_answer, visit_without_day, visit_in_future,
    no_access_without_proof (when they were told, how often somebody came, and a file that shows it).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _case_of(request, moment)
        if request.state == State.ANSWERED and by.kind == "link" and _same(request, answer):
            return
        _must_wait(request)
        files = [
            str(one) for one in request.files.filter(landlord=request.landlord).values_list("id", flat=True)
        ]
        _complete(answer, bool(files), moment.on)
        _write(
            request,
            **asdict(answer),
            state=State.ANSWERED,
            saved_at=at,
            answered_at=at,
            chase_on=None,
        )
        note(
            complaint,
            kinds.ANSWERED,
            moment,
            facts={
                "request": str(request.id),
                "outcome": answer.outcome,
                "visited_on": answer.visited_on,
                "files": files,
            },
            personal={
                "answer": answer.answer,
                "visited_at": f"{answer.visited_at:%H:%M}" if answer.visited_at else "",
                "notice": answer.notice,
                "attempts": answer.attempts,
            },
        )
        if by.kind == "link":
            _tell_asker(complaint, request, moment)


def refer_on(request: EvidenceRequest, *, ask_instead: str, answer: str = "", by: By, at: datetime) -> None:
    """Whoever was asked says that it is not theirs, and who may know. Raises Refused: evidence_closed."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _case_of(request, moment)
        if request.state == State.NOT_OURS and by.kind == "link":
            return
        _must_wait(request)
        _write(
            request,
            state=State.NOT_OURS,
            ask_instead=ask_instead,
            answer=answer,
            saved_at=at,
            answered_at=at,
            chase_on=None,
        )
        note(
            complaint,
            kinds.NOT_OURS,
            moment,
            facts={"request": str(request.id)},
            personal={"answer": answer, "ask_instead": ask_instead},
        )
        if by.kind == "link":
            _tell_asker(complaint, request, moment)


def cancel_evidence(request: EvidenceRequest, *, because: str, by: By, at: datetime) -> None:
    """Ends a request that nobody needs to answer any more: its links stop working, and whoever was asked is told."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _by_staff(request, moment)
        if not because.strip():
            raise Refused("evidence_without_reason", {})
        _write(request, state=State.CANCELLED, ended_on=moment.on, ended_because=because, chase_on=None)
        EvidenceLink.objects.filter(landlord=request.landlord, request=request).delete()
        note(
            complaint,
            kinds.CANCELLED,
            moment,
            facts={"request": str(request.id)},
            personal={"because": because},
        )
        staff_messages.cancelled(request, at=at)


def extend_evidence(request: EvidenceRequest, *, due_on: date, because: str, by: By, at: datetime) -> None:
    """Gives whoever was asked until a later day, with a new link. Raises Refused: evidence_due_in_past."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _by_staff(request, moment)
        if due_on <= max(request.due_on, moment.on):
            raise Refused("evidence_due_in_past", {"day": due_on})
        if not because.strip():
            raise Refused("evidence_without_reason", {})
        before, request.due_on = request.due_on, due_on
        request.reminded_on = request.escalated_on = None
        _write(
            request,
            due_on=due_on,
            reminded_on=None,
            escalated_on=None,
            chase_on=_next(request, moment.on),
        )
        note(
            complaint,
            kinds.EXTENDED,
            moment,
            facts={"request": str(request.id), "due_on": due_on},
            before={"due_on": before},
            personal={"because": because},
        )
        _send_link(request, "extended", at)


def send_link_again(request: EvidenceRequest, *, by: By, at: datetime) -> None:
    """Sends whoever was asked another link; those sent before go on working for as long as they live."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint, request = _by_staff(request, moment)
        note(complaint, kinds.LINK_SENT, moment, facts={"request": str(request.id)})
        _send_link(request, "again", at)


# What the worker calls


def chase(landlord_id: UUID, now: datetime) -> int:
    """Reminds, asks again and tells a lead, as far as that is due; gives how many requests it did something about.

    Call it outside a transaction. Each request is done in one of its own, and once a day at most: two workers, or a
    second round, do nothing more. Nobody is written to on a day that is no working day. An answer or a cancellation
    ends it; so does the end of the case.
    """
    today = timezone.localdate(now)
    if not Calendar.england().is_working(today):
        return 0
    with as_landlord(landlord_id):
        due = list(
            EvidenceRequest.objects.filter(landlord_id=landlord_id, state=State.OPEN, chase_on__lte=today)
            .order_by("chase_on", "id")
            .values_list("id", flat=True)
        )
    done = 0
    for one in due:
        try:
            done += _chase_one(landlord_id, one, now)
        except Exception:
            # The others go on; this one is found again in the next round.
            log.exception("The request %s cannot be asked again; the next round tries.", one)
    return done


def _chase_one(landlord_id: UUID, request_id: UUID, now: datetime) -> bool:
    moment = Moment(now, By.system())
    with as_landlord(landlord_id):
        found = EvidenceRequest.objects.select_related("complaint").get(
            landlord_id=landlord_id, id=request_id
        )
        complaint, request = locked(found.complaint), _request(found)
        if request.state != State.OPEN or request.chase_on is None or request.chase_on > moment.on:
            return False
        if complaint.state in ENDED:
            _write(request, chase_on=None)
            return False
        request.complaint = complaint
        steps = ladder.due_steps(_on_ladder(request), moment.on, Calendar.england())
        if ladder.Step.REMIND in steps:
            _ask_again(complaint, request, moment, "remind")
            request.reminded_on = moment.on
        if ladder.Step.CHASE in steps:
            _ask_again(complaint, request, moment, "chase")
            request.chased_on, request.chases = moment.on, request.chases + 1
        if ladder.Step.ESCALATE in steps:
            _tell_lead(complaint, request, moment)
            request.escalated_on = moment.on
        request.chase_on = _next(request, moment.on)
        request.save(update_fields=["reminded_on", "chased_on", "chases", "escalated_on", "chase_on"])
    return bool(steps)


def _ask_again(complaint: Complaint, request: EvidenceRequest, moment: Moment, step: str) -> None:
    facts = {"request": str(request.id), "step": step, "due_on": request.due_on}
    note(complaint, kinds.REMINDED, moment, facts=facts)
    _send_link(request, step, moment.at)


def _tell_lead(complaint: Complaint, request: EvidenceRequest, moment: Moment) -> None:
    leads = [
        one
        for one in leads_of(complaint.landlord, request.asked_by_id, moment.on)
        if not is_shut_out(complaint, one.id)
    ]
    note(
        complaint,
        kinds.ESCALATED,
        moment,
        facts={
            "request": str(request.id),
            "due_on": request.due_on,
            "people": [str(one.id) for one in leads],
        },
    )
    to = [one.email for one in leads] or alerts.team(complaint, moment.on)
    staff_messages.late(request, to, request.due_on, at=moment.at)


def _tell_asker(complaint: Complaint, request: EvidenceRequest, moment: Moment) -> None:
    """Tells whoever asked that an answer has come; where they may not open the case any more, whoever answers it."""
    asker = request.asked_by
    held = Q(ended_on=None) | Q(ended_on__gt=moment.on)
    if (
        asker is not None
        and asker.is_active
        and Role.objects.filter(held, landlord=complaint.landlord, person=asker).exists()
        and not is_shut_out(complaint, asker.id)
    ):
        staff_messages.answer_came(request, asker, at=moment.at)
    else:
        said = "an answer to a request for evidence has come"
        alerts.to_answerer(complaint, current_stage(complaint).number, said, at=moment.at)


def leads_of(landlord: Landlord, asker: UUID | None, on: date) -> list[Person]:
    """Who hears of evidence that is late: the team leaders, else the heads of housing; never the asker alone."""
    held = (
        Role.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=on),
            landlord=landlord,
            kind__in=[RoleKind.TEAM_LEADER.value, RoleKind.HEAD_OF_HOUSING.value],
            person__is_active=True,
        )
        .select_related("person")
        .order_by("person__name", "id")
    )
    others = [one for one in held if one.person_id != asker]
    leaders = [one.person for one in others if one.kind == RoleKind.TEAM_LEADER.value]
    return leaders or [one.person for one in others]


def scan_waiting(landlord_id: UUID, now: datetime) -> int:
    """Has the waiting files looked at by the scanner, and makes the copies that may be shown; gives how many are done.

    Call it outside a transaction. A scanner that is away ends the round, and the files stay held. Without a scanner
    nothing is done, but in a demo that opens unchecked files: there the copies are made.
    """
    if not scanning.is_set() and not scanning.unscanned_open():
        return 0
    with as_landlord(landlord_id):
        waiting = CaseFile.objects.filter(
            Q(checked_at=None) | Q(checked_at__lte=now - AGAIN_AFTER),
            landlord_id=landlord_id,
            check_state=Check.WAITING,
            forgotten_at=None,
        ).select_related("original")
        if not scanning.is_set():
            waiting = waiting.filter(prepared=False)
        files = list(waiting.order_by("given_at", "id")[:ROUND])
    done = 0
    for file in files:
        try:
            done += _prepare(file, now)
        except scanning.NoScan as error:
            log.warning("A file stays unchecked. %s", error)
            with as_landlord(landlord_id):
                CaseFile.objects.filter(landlord_id=landlord_id, id=file.id).update(checked_at=now)
            if error.away:
                break
        except Exception:
            # One file that nothing can read must not hold back those behind it.
            log.exception("File %s cannot be looked at; a later round tries.", file.id)
            with as_landlord(landlord_id):
                CaseFile.objects.filter(landlord_id=landlord_id, id=file.id).update(checked_at=now)
    return done


def _prepare(file: CaseFile, now: datetime) -> bool:
    """Scans one file and makes its copy, and writes both down. The scanner is asked while nothing is locked."""
    said = scanning.scan(documents.read(file.original)) if scanning.is_set() else None
    copy = None
    if not (said and said.virus) and file.shared_id is None:
        copy = _copy_of(file)
    moment = Moment(now, By.system())
    with as_landlord(file.landlord_id):
        complaint = locked(Complaint.objects.get(landlord_id=file.landlord_id, id=file.complaint_id))
        file = CaseFile.objects.select_for_update(of=("self",)).get(landlord_id=file.landlord_id, id=file.id)
        if file.check_state != Check.WAITING or file.forgotten_at is not None:
            return False
        fields: dict[str, Any] = {"prepared": True}
        if copy is not None:
            fields["shared"] = _keep(file, copy, file.original.content_type, now)
        if said is not None:
            result = Check.INFECTED if said.virus else Check.CLEAN
            fields |= {"check_state": result, "checked_at": now, "virus": said.virus[:200]}
            note(
                complaint,
                kinds.FILE_CHECKED,
                moment,
                facts={"file": str(file.id), "result": result.value, "virus": said.virus or None},
            )
            if said.virus and file.giver == Giver.RESIDENT:
                messages.news(complaint, at=now)
        _write(file, **fields)
    return True


def _copy_of(file: CaseFile) -> bytes | None:
    if not copies.can_copy(file.original.content_type):
        return None
    try:
        return copies.shared_copy(io.BytesIO(documents.contents(file.original)), file.original.content_type)
    except copies.NoCopy:
        return None


# What may be opened


def openable(file: CaseFile) -> bool:
    """Whether anybody may open the file: its bytes are there, and the scanner found nothing (or a demo asks none)."""
    if file.forgotten_at is not None:
        return False
    return file.check_state == Check.CLEAN or (
        file.check_state == Check.WAITING and scanning.unscanned_open()
    )


def outward(file: CaseFile) -> Document | None:
    """The copy that may be shown to anybody but staff and the giver; None where there is none."""
    return file.redacted or file.shared


def for_resident(file: CaseFile) -> Document | None:
    """What the resident may open: their own file as they gave it, another's copy once it is theirs to see."""
    if not openable(file):
        return None
    if file.giver == Giver.RESIDENT:
        return file.original
    return outward(file) if file.let_see_at is not None else None


# The steps


def _add(
    complaint: Complaint,
    upload: Upload,
    giver: Giver,
    moment: Moment,
    *,
    about: str = "",
    request: EvidenceRequest | None = None,
) -> CaseFile:
    kind = checks.type_of(upload.file, upload.size)
    before = CaseFile.objects.filter(
        landlord=complaint.landlord, complaint=complaint, giver=giver, request=request, forgotten_at=None
    )
    same = before.filter(original__sha256=documents.digest(upload.file)).first()
    if same is not None:
        return same
    if (
        giver != Giver.STAFF
        and before.filter(given_at__gt=moment.at - timedelta(days=1)).count() >= checks.MOST
    ):
        raise Refused("file_too_many", {"most": checks.MOST})
    document = documents.keep(
        complaint.landlord_id,
        name=f"file{kind.ending}",
        content_type=kind.content_type,
        data=upload.file,
        at=moment.at,
    )
    file = CaseFile.objects.create(
        landlord=complaint.landlord,
        complaint=complaint,
        request=request,
        name=checks.clean_name(upload.name, kind),
        about=about,
        giver=giver,
        given_by_id=moment.by.person_id,
        given_at=moment.at,
        original=document,
    )
    note(
        complaint,
        kinds.FILE_RECEIVED if giver == Giver.RESIDENT else kinds.FILE_ADDED,
        moment,
        facts={
            "file": str(file.id),
            "giver": giver.value,
            "type": kind.code,
            "size": document.size,
            "sha256": document.sha256,
            "request": str(request.id) if request else None,
        },
        personal={"name": file.name, "about": about},
    )
    return file


def _file(file: CaseFile, act: Act, moment: Moment) -> tuple[Complaint, CaseFile]:
    """The file and its case, locked, where the rules permit the act."""
    complaint = locked(file.complaint)
    file = (
        CaseFile.objects.select_for_update(of=("self",))
        .select_related("original", "shared", "redacted")
        .get(landlord=complaint.landlord, complaint=complaint, id=file.id)
    )
    permit(act, complaint, moment)
    return complaint, file


def _must_be_open(file: CaseFile) -> None:
    if not openable(file):
        raise Refused("file_infected" if file.check_state == Check.INFECTED else "file_not_checked", {})


def _painted_copy(file: CaseFile, boxes: Sequence[Box], at: datetime) -> Document:
    if file.shared is None:
        raise Refused("redaction_needs_copy", {})
    if not boxes:
        raise Refused("redaction_without_parts", {})
    kind = file.shared.content_type
    try:
        painted = copies.painted(documents.contents(file.shared), kind, boxes)
    except copies.NoCopy as error:
        raise Refused("redaction_needs_copy", {}) from error
    return _keep(file, painted, kind, at)


def _uploaded_copy(file: CaseFile, upload: Upload, at: datetime) -> Document:
    """A copy that somebody redacted elsewhere. It is scanned now, as it goes outward; a picture is drawn anew."""
    kind = checks.type_of(upload.file, upload.size)
    data = upload.file.read()
    if scanning.is_set():
        try:
            if scanning.scan([data], seconds=PAGE_SECONDS).virus:
                raise Refused("file_infected", {})
        except scanning.NoScan as error:
            raise Refused("scanner_away", {}) from error
    if copies.can_copy(kind.content_type):
        try:
            data = copies.shared_copy(io.BytesIO(data), kind.content_type)
        except copies.NoCopy as error:
            raise Refused("file_wrong_type", {}) from error
    kept = _keep(file, data, kind.content_type, at)
    if kept.sha256 in {file.original.sha256, file.shared.sha256 if file.shared else ""}:
        raise Refused("redaction_is_original", {})
    return kept


def _keep(file: CaseFile, data: bytes, content_type: str, at: datetime) -> Document:
    ending = checks.BY_CONTENT_TYPE[content_type].ending
    return documents.keep(file.landlord_id, name=f"copy{ending}", content_type=content_type, data=data, at=at)


def _request(request: EvidenceRequest) -> EvidenceRequest:
    """The request as it is now, locked."""
    return (
        EvidenceRequest.objects.select_for_update(of=("self",))
        .select_related("asked_by", "complaint", "complaint__landlord")
        .get(landlord_id=request.landlord_id, id=request.id)
    )


def _case_of(request: EvidenceRequest, moment: Moment) -> tuple[Complaint, EvidenceRequest]:
    """Case and request, locked in this order, where its link acts (the door has looked at the link) or staff may."""
    complaint = locked(request.complaint)
    request = _request(request)
    request.complaint = complaint
    if moment.by.kind != "link":
        permit(Act.ASK_EVIDENCE, complaint, moment)
    return complaint, request


def _by_link(request: EvidenceRequest, moment: Moment) -> tuple[Complaint, EvidenceRequest]:
    """What its link alone may do."""
    if moment.by.kind != "link":
        raise Refused("no_role_here", {})
    complaint, request = _case_of(request, moment)
    _must_wait(request)
    return complaint, request


def _by_staff(request: EvidenceRequest, moment: Moment) -> tuple[Complaint, EvidenceRequest]:
    """What staff alone may do."""
    if moment.by.kind == "link":
        raise Refused("no_role_here", {})
    complaint, request = _case_of(request, moment)
    _must_wait(request)
    return complaint, request


def _must_wait(request: EvidenceRequest) -> None:
    if request.state != State.OPEN:
        raise Refused("evidence_closed", {})


def _complete(answer: Answer, files: bool, on: date) -> None:
    """Raises Refused where the answer lacks what its outcome asks for."""
    went = answer.outcome in {Outcome.VISITED, Outcome.NO_ACCESS}
    if not went and not answer.answer.strip() and not files and answer.outcome != Outcome.RECORD_MISSING:
        raise Refused("evidence_without_answer", {})
    if went and (answer.visited_on is None or answer.visited_at is None):
        raise Refused("visit_without_day", {})
    if answer.visited_on is not None and answer.visited_on > on:
        raise Refused("visit_in_future", {"day": answer.visited_on})
    if answer.outcome == Outcome.NO_ACCESS and not (
        answer.notice.strip() and answer.attempts.strip() and files
    ):
        raise Refused("no_access_without_proof", {})


def _same(request: EvidenceRequest, answer: Answer) -> bool:
    return all(getattr(request, name) == value for name, value in asdict(answer).items())


def _send_link(request: EvidenceRequest, why: str, at: datetime) -> None:
    token, digest = links.new_token()
    EvidenceLink.objects.create(
        landlord=request.landlord,
        request=request,
        digest=digest,
        expires_at=at + timedelta(days=request.link_days),
    )
    staff_messages.to_asked(request, why, token, at=at)


def _on_ladder(request: EvidenceRequest) -> ladder.Asked:
    policy = policy_of(request.complaint.landlord)
    return ladder.Asked(
        asked_on=timezone.localdate(request.asked_at),
        due_on=request.due_on,
        remind_before=policy.evidence_remind_before,
        chase_every=request.chase_every,
        escalate_after=policy.evidence_escalate_after,
        reminded_on=request.reminded_on,
        chased_on=request.chased_on,
        chases=request.chases,
        escalated_on=request.escalated_on,
    )


def _next(request: EvidenceRequest, on: date) -> date | None:
    return ladder.next_day(_on_ladder(request), on, Calendar.england())


def _write(row: CaseFile | EvidenceRequest, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
