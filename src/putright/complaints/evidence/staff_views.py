"""Evidence as staff work on it: the tab of a case, its files, its requests, and what a finding rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest
from putright.accounts.policy import policy_of
from putright.complaints import access
from putright.complaints.forms_landlords import Confirm
from putright.complaints.models import Complaint, Finding, Point
from putright.complaints.points.queries import live
from putright.complaints.queries import current_stage, points_with_findings
from putright.complaints.roles import READING, TEAM
from putright.complaints.views.staff import (
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    stage_or_404,
    to_tab,
    today,
    tried,
    who_may,
)
from putright.record import documents
from putright.rules.calendar import Calendar
from putright.rules.stages import Act

from . import actions, checks, copies, queries, scanning, staff_forms
from .actions import Question, Upload, openable, outward
from .copies import Box
from .downloads import download, file_of, picture
from .models import CaseFile, EvidenceRequest
from .resident_forms import keep_each

# Working days that a new request has, until somebody types another day.
DAYS_TO_ANSWER = 5

_CHECKS = {
    CaseFile.Check.WAITING: "yellow",
    CaseFile.Check.CLEAN: "green",
    CaseFile.Check.INFECTED: "red",
}
_STATES = {
    EvidenceRequest.State.OPEN: "yellow",
    EvidenceRequest.State.ANSWERED: "green",
    EvidenceRequest.State.NOT_OURS: "purple",
    EvidenceRequest.State.CANCELLED: "grey",
}


@dataclass(frozen=True)
class FileShown:
    """A file with what is known of it and where it leads."""

    file: CaseFile
    type: str
    size: str
    check: str
    colour: str
    open: bool
    # Why others cannot be shown it, or empty.
    held_back: str
    points: list[tuple[int, int]]


@dataclass(frozen=True)
class RequestShown:
    request: EvidenceRequest
    who: str
    colour: str
    late: int


@dataclass(frozen=True)
class FindingShown:
    """A point's finding at the present stage, with the names of the files it rests on."""

    point: Point
    finding: Finding | None
    files: list[CaseFile]


@staff_page(*READING)
@require_safe
def tab(request: PutrightRequest, reference: str) -> HttpResponse:
    """`evidence/`: who holds up the case, the files, and what each finding rests on."""
    complaint = access.for_staff(request, reference)
    files = list(queries.files_of(complaint))
    asked = list(queries.requests_of(complaint))
    stage = current_stage(complaint).number
    on = today(request)
    return case_page(
        request,
        "evidence/tab",
        complaint,
        {
            "page_title": _("Evidence"),
            "waiting": queries.waiting(asked, on),
            "requests": [_request_shown(one, on) for one in asked],
            "files": [_file_shown(one) for one in files],
            "findings": [_finding_shown(point, stage, files) for point in points_with_findings(complaint)],
            "unscanned": scanning.unscanned_open(),
            "no_scanner": not scanning.is_set() and not scanning.unscanned_open(),
            "may_add": _may(request, Act.ADD_FILE),
            "may_ask": _may(request, Act.ASK_EVIDENCE),
            "may_find": _may(request, Act.FIND),
        },
    )


def _may(request: PutrightRequest, act: Act) -> bool:
    """Whether the visitor's roles open the page of an act; the act itself asks whether it may be done now."""
    return bool(request.visitor.roles & set(who_may(act)))


def _file_shown(file: CaseFile) -> FileShown:
    kind = checks.BY_CONTENT_TYPE.get(file.original.content_type)
    check = str(file.get_check_state_display())
    return FileShown(
        file,
        kind.word if kind else file.original.content_type,
        _size(file.original.size),
        check,
        _CHECKS[CaseFile.Check(file.check_state)],
        openable(file),
        _held_back(file),
        [(one.finding.point.number, one.finding.stage) for one in file.findings.all()],
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} KB"


def _held_back(file: CaseFile) -> str:
    """Why the file cannot be shown to the resident or anybody else outside, in a sentence; empty where it can."""
    if file.forgotten_at is not None or file.check_state == CaseFile.Check.INFECTED:
        return ""
    if not openable(file):
        return _("Nobody can open it until a virus scanner has checked it.")
    if outward(file) is not None:
        return ""
    if copies.can_copy(file.original.content_type):
        if not file.prepared:
            return _("Its copy without place and camera is being made. Look again in a minute.")
        return _("No copy could be drawn from it, so others are not shown it unless you add a redacted copy.")
    return _(
        "Hidden data, such as where it was made, cannot be taken out of this kind of file reliably. "
        "Others are not shown it unless you add a redacted copy."
    )


def _request_shown(one: EvidenceRequest, on: Any) -> RequestShown:
    waiting = queries.waiting([one], on)
    late = waiting[0].late if waiting else 0
    return RequestShown(
        one,
        one.organisation or one.name or one.email or _("Removed"),
        "red" if late else _STATES[EvidenceRequest.State(one.state)],
        late,
    )


def _finding_shown(point: Point, stage: int, files: Sequence[CaseFile]) -> FindingShown:
    finding = next((one for one in point.findings.all() if one.stage == stage), None)
    rests = [
        file
        for file in files
        if finding is not None and any(one.finding_id == finding.id for one in file.findings.all())
    ]
    return FindingShown(point, finding, rests)


# Files


@staff_page(*who_may(Act.ADD_FILE))
@methods
def add_files(request: PutrightRequest, reference: str) -> HttpResponse:
    """Adds files that came to staff. What is taken stays, and the page says of the others why not."""
    complaint = access.for_staff(request, reference)
    form = staff_forms.StaffFiles(sent_form(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = keep_each(
            form,
            "attached",
            form.cleaned_data["attached"],
            lambda upload: actions.add_file(
                complaint, upload, about=form.cleaned_data["about"], **acting(request)
            ),
        )
        if kept:
            said = ngettext("%(number)s file is added.", "%(number)s files are added.", len(kept))
            messages.success(request, said % {"number": len(kept)})
        if not form.errors:
            return to_tab(request, complaint, "evidence")
    return _form(request, complaint, form, form.title, _("Add"))


@staff_page(*READING)
@require_safe
def show_file(request: PutrightRequest, reference: str, file: UUID) -> HttpResponse:
    """One file: what is known of it, how it looks to others, and what may be done with it."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    return _file_page(request, complaint, found)


def _file_page(
    request: PutrightRequest, complaint: Complaint, file: CaseFile, form: Any = None, status: int = 200
) -> HttpResponse:
    return case_page(
        request,
        "evidence/file",
        complaint,
        {
            "page_title": file.name or _("A file whose details were removed"),
            "shown": _file_shown(file),
            "file": file,
            "form": form,
            "outward": outward(file),
            "drawn": _drawn(file),
            "may_redact": _may(request, Act.REDACT),
            "unscanned": scanning.unscanned_open(),
            "back_url": case_address(request, complaint, "evidence"),
        },
    )


def _drawn(file: CaseFile) -> bool:
    """Whether a small picture of what others see can be shown on a page."""
    copy = outward(file)
    return openable(file) and copy is not None and copies.can_copy(copy.content_type)


@staff_page(*READING)
@require_safe
def open_file(request: PutrightRequest, reference: str, file: UUID) -> HttpResponseBase:
    """A file to keep: the original, or of a redacted one the copy. Http404 while nobody may open it."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    if not openable(found):
        raise Http404
    document = found.redacted or found.original
    what = "file_redacted" if found.redacted else "file_original"
    return download(request, found, document, found.name, by=request.visitor.by, what=what)


@staff_page(*READING)
@require_safe
def file_picture(request: PutrightRequest, reference: str, file: UUID) -> HttpResponse:
    """A small picture of the copy for others; with `?box=` the parts of a redaction that is not saved yet."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    wanted = request.GET.getlist("box")
    copy = found.shared if wanted or "plain" in request.GET else outward(found)
    if not openable(found) or copy is None or not copies.can_copy(copy.content_type):
        raise Http404
    try:
        data = copies.preview(documents.contents(copy), copy.content_type, staff_forms.boxes_in(wanted))
    except (ValidationError, copies.NoCopy):
        raise Http404 from None
    access.looked_at(request, "file_picture", ("file", found.id))
    return picture(data)


@staff_page(*who_may(Act.REDACT))
@methods
def open_original(request: PutrightRequest, reference: str, file: UUID) -> HttpResponseBase:
    """The original of a redacted file, for somebody who says why."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    if not openable(found) or found.redacted is None:
        raise Http404
    form = staff_forms.Why(
        sent_form(request),
        label=_("Why do you need the original?"),
        help_text=_("It is written down with your name. The resident may ask who opened it."),
    )
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if tried(form, lambda: actions.open_original(found, because=because, **acting(request))):
            return download(
                request, found, found.original, found.name, by=request.visitor.by, what="file_original"
            )
    return _form(request, complaint, form, _("Open the original"), _("Open the original"), found)


@staff_page(*who_may(Act.REDACT))
@require_POST
def share(request: PutrightRequest, reference: str, file: UUID) -> HttpResponse:
    """Lets the resident see the copy for others."""
    complaint = access.for_staff(request, reference)
    found, form = file_of(complaint, file), Confirm({})
    if tried(form, lambda: actions.share_file(found, **acting(request))):
        return _to_file(request, complaint, found, _("The resident can see it now."))
    return _file_page(request, complaint, found, form)


@staff_page(*who_may(Act.REDACT))
@methods
def withhold(request: PutrightRequest, reference: str, file: UUID) -> HttpResponse:
    """Takes a file back from the resident's page: a wrong one, or one that shows too much."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    form = staff_forms.Why(sent_form(request), label=_("Why should the resident no longer see it?"))
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(
            form,
            lambda: actions.withhold_file(found, because=form.cleaned_data["because"], **acting(request)),
        )
    ):
        return _to_file(request, complaint, found, _("The resident no longer sees it."))
    return _form(request, complaint, form, _("Stop showing a file"), _("Stop showing it"), found)


@staff_page(*who_may(Act.REDACT))
@methods
def redact(request: PutrightRequest, reference: str, file: UUID) -> HttpResponse:
    """Takes parts out of the copy for others: of a picture by numbers, of the rest by a copy. Preview, then save."""
    complaint = access.for_staff(request, reference)
    found = file_of(complaint, file)
    if not openable(found):
        raise Http404
    form = staff_forms.Redact(
        sent_form(request),
        request.FILES or None,
        picture=found.shared is not None,
        drawn=found.boxes,
        initial={"taken_out": found.taken_out, "because": found.taken_out_because},
    )
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        upload = form.cleaned_data.get("copy")

        def act() -> None:
            actions.redact(
                found,
                boxes=form.boxes,
                copy=Upload(upload.name, upload.size, upload.file) if upload else None,
                taken_out=form.cleaned_data["taken_out"],
                because=form.cleaned_data["because"],
                **acting(request),
            )

        if tried(form, act):
            return _to_file(request, complaint, found, _("Others now see only the redacted copy."))
    return case_page(
        request,
        "evidence/redact",
        complaint,
        {
            "page_title": _("Redact %(name)s") % {"name": found.name},
            "form": form,
            "file": found,
            "preview": _preview(request, complaint, found, form),
            "upload": True,
            "back_url": _file_address(request, complaint, found),
        },
    )


def _preview(request: PutrightRequest, complaint: Complaint, file: CaseFile, form: staff_forms.Redact) -> str:
    """The address of the picture with the parts as they are typed, as far as they can be read."""
    if file.shared is None:
        return ""
    boxes: Sequence[Box] = (
        form.boxes if form.is_bound and form.is_valid() else [Box(*one) for one in file.boxes]
    )
    base = case_address(request, complaint, "file_picture", file=file.id)
    query = [("box", f"{one.left:g},{one.top:g},{one.width:g},{one.height:g}") for one in boxes]
    return f"{base}?{urlencode(query)}" if query else f"{base}?plain"


# What findings rest on


@staff_page(*who_may(Act.FIND))
@methods
def choose(request: PutrightRequest, reference: str, stage: int, number: int) -> HttpResponse:
    """Which files the finding on a point rests on."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    point = access.point_of(complaint, number)
    files = [
        one
        for one in queries.files_of(complaint)
        if one.check_state != CaseFile.Check.INFECTED and one.forgotten_at is None
    ]
    chosen = [
        str(file.id)
        for file in files
        if any(one.finding.point_id == point.id and one.finding.stage == stage for one in file.findings.all())
    ]
    form = staff_forms.Choose(
        sent_form(request), choices=staff_forms.labels(files), initial={"rests_on": chosen}
    )
    if request.method == "POST" and form.is_valid():
        ids = [UUID(one) for one in form.cleaned_data["rests_on"]]
        if tried(form, lambda: actions.choose_evidence(complaint, point, stage, ids, **acting(request))):
            said = _("What the answer to point %(number)s rests on is saved.") % {"number": number}
            return to_tab(request, complaint, "evidence", said)
    return case_page(
        request,
        "evidence/choose",
        complaint,
        {
            "page_title": _("Evidence for the answer to point %(number)s") % {"number": number},
            "form": form,
            "point": point,
            "files": files,
            "back_url": case_address(request, complaint, "evidence"),
        },
    )


# Requests


@staff_page(*who_may(Act.ASK_EVIDENCE))
@methods
def ask(request: PutrightRequest, reference: str) -> HttpResponse:
    """Asks a contractor or another team; `?again=` begins with what another request asked."""
    complaint = access.for_staff(request, reference)
    points = live(complaint.points.all())
    form = staff_forms.Ask(sent_form(request), points=points, initial=_beginning(request, complaint))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        chosen = next((one for one in points if str(one.number) == typed["point"]), None)
        asked = Question(**{**typed, "point": chosen})
        if tried(form, lambda: actions.ask_evidence(complaint, asked, **acting(request))):
            return to_tab(
                request, complaint, "evidence", _("The question is on its way, with a link to answer it.")
            )
    return _form(request, complaint, form, form.title, _("Send the question"))


def _beginning(request: PutrightRequest, complaint: Complaint) -> dict[str, Any]:
    found: dict[str, Any] = {
        "adjustments": queries.adjustments_of(complaint),
        "due_on": Calendar.england().add(today(request), DAYS_TO_ANSWER),
        "chase_every": policy_of(complaint.landlord).evidence_chase_every,
    }
    try:
        again = UUID(request.GET.get("again", ""))
    except ValueError:
        return found
    before = _asked(complaint, again)
    kept: tuple[str, ...] = (
        "organisation",
        "name",
        "email",
        "question",
        "photographs",
        "adjustments",
        "chase_every",
    )
    if before.state == EvidenceRequest.State.NOT_OURS:
        # It is not theirs: the question goes on, to whoever they named.
        kept = ("question", "photographs", "adjustments", "chase_every")
        found["organisation"] = before.ask_instead[:200]
    return (
        found
        | {name: getattr(before, name) for name in kept}
        | {"point": before.point.number if before.point else ""}
    )


def _asked(complaint: Complaint, asked: UUID) -> EvidenceRequest:
    """A request of a case that a door has opened. Http404 for another case's."""
    return access.row_of(
        complaint, EvidenceRequest.objects.select_related("complaint", "asked_by", "point"), id=asked
    )


@staff_page(*READING)
@require_safe
def show_request(request: PutrightRequest, reference: str, asked: UUID) -> HttpResponse:
    """One request: what was asked, what came back, and what happened between."""
    complaint = access.for_staff(request, reference)
    return _request_page(request, complaint, _asked(complaint, asked))


def _request_page(
    request: PutrightRequest, complaint: Complaint, found: EvidenceRequest, form: Any = None
) -> HttpResponse:
    files = [one for one in queries.files_of(complaint) if one.request_id == found.id]
    return case_page(
        request,
        "evidence/request",
        complaint,
        {
            "page_title": _("Asked of %(who)s") % {"who": found.organisation or found.name or found.email},
            "shown": _request_shown(found, today(request)),
            "asked": found,
            "files": [_file_shown(one) for one in files],
            "form": form,
            "open": found.state == EvidenceRequest.State.OPEN,
            "may_ask": _may(request, Act.ASK_EVIDENCE),
            "back_url": case_address(request, complaint, "evidence"),
        },
    )


@staff_page(*who_may(Act.ASK_EVIDENCE))
@methods
def note_answer(request: PutrightRequest, reference: str, asked: UUID) -> HttpResponse:
    """Writes down an answer that came by phone or in person."""
    complaint = access.for_staff(request, reference)
    found = _asked(complaint, asked)
    form = staff_forms.NoteAnswer(
        sent_form(request), request.FILES or None, initial=staff_forms.AnswerForm.of(found)
    )
    if request.method == "POST" and form.is_valid():
        keep_each(
            form,
            "attached",
            form.cleaned_data["attached"],
            lambda upload: actions.add_file(complaint, upload, request=found, **acting(request)),
        )

        def act() -> None:
            elsewhere = form.cleaned_data["ask_instead"]
            if elsewhere:
                actions.refer_on(
                    found, ask_instead=elsewhere, answer=form.cleaned_data["answer"], **acting(request)
                )
            else:
                actions.answer_evidence(found, form.typed, **acting(request))

        if not form.errors and tried(form, act):
            return to_tab(request, complaint, "evidence", _("Their answer is written down."))
    return _form(request, complaint, form, form.title, _("Save"), asked=found)


@staff_page(*who_may(Act.ASK_EVIDENCE))
@methods
def more_time(request: PutrightRequest, reference: str, asked: UUID) -> HttpResponse:
    """Gives whoever was asked a later day."""
    complaint = access.for_staff(request, reference)
    found = _asked(complaint, asked)
    form = staff_forms.MoreTime(
        sent_form(request), initial={"due_on": max(found.due_on, today(request)) + timedelta(days=7)}
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(form, lambda: actions.extend_evidence(found, **typed, **acting(request))):
            return to_tab(request, complaint, "evidence", _("They have been told the new day."))
    return _form(request, complaint, form, _("Give more time to answer"), _("Give more time"), asked=found)


@staff_page(*who_may(Act.ASK_EVIDENCE))
@methods
def cancel(request: PutrightRequest, reference: str, asked: UUID) -> HttpResponse:
    """Ends a request; its links stop working."""
    complaint = access.for_staff(request, reference)
    found = _asked(complaint, asked)
    form = staff_forms.Why(sent_form(request), label=_("Why is no answer needed any more?"))
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        if tried(form, lambda: actions.cancel_evidence(found, because=because, **acting(request))):
            return to_tab(
                request, complaint, "evidence", _("The question is cancelled, and they have been told.")
            )
    return _form(request, complaint, form, _("Cancel the question"), _("Cancel the question"), asked=found)


@staff_page(*who_may(Act.ASK_EVIDENCE))
@require_POST
def send_again(request: PutrightRequest, reference: str, asked: UUID) -> HttpResponse:
    """Sends another link."""
    complaint = access.for_staff(request, reference)
    found, form = _asked(complaint, asked), Confirm({})
    if tried(form, lambda: actions.send_link_again(found, **acting(request))):
        return to_tab(request, complaint, "evidence", _("Another link is on its way."))
    return _request_page(request, complaint, found, form)


# Pages


def _form(
    request: PutrightRequest,
    complaint: Complaint,
    form: Any,
    title: Any,
    button: Any,
    file: CaseFile | None = None,
    asked: EvidenceRequest | None = None,
) -> HttpResponse:
    back = case_address(request, complaint, "evidence")
    if file is not None:
        back = _file_address(request, complaint, file)
    if asked is not None:
        back = case_address(request, complaint, "evidence_request", asked=asked.id)
    return case_page(
        request,
        "evidence/form",
        complaint,
        {
            "page_title": title,
            "form": form,
            "button_text": button,
            "file": file,
            "asked": asked,
            "back_url": back,
        },
    )


def _file_address(request: PutrightRequest, complaint: Complaint, file: CaseFile) -> str:
    return case_address(request, complaint, "case_file", file=file.id)


def _to_file(request: PutrightRequest, complaint: Complaint, file: CaseFile, said: str) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(_file_address(request, complaint, file))


@staff_page(*TEAM)
@require_safe
def evidence_awaited(request: PutrightRequest) -> HttpResponse:
    """`staff/evidence/`: what others were asked for and have not sent, the earliest due first; who holds up which
    case, and since when. 200 at most."""
    on = today(request)
    return page(
        request,
        "evidence/awaited",
        {
            "page_title": _("Evidence awaited"),
            "rows": queries.waiting(queries.awaited(request.landlord)[:200], on),
            "today": on,
        },
        here="queue",
    )


# Below staff/.
patterns = [path("staff/evidence/", evidence_awaited, name="evidence_awaited")]
# Below staff/complaints/<reference>/.
case_patterns = [
    path("evidence/", tab, name="evidence"),
    path("evidence/files/add/", add_files, name="files_added"),
    path("evidence/files/<uuid:file>/", show_file, name="case_file"),
    path("evidence/files/<uuid:file>/open/", open_file, name="file_opened"),
    path("evidence/files/<uuid:file>/picture/", file_picture, name="file_picture"),
    path("evidence/files/<uuid:file>/original/", open_original, name="file_original"),
    path("evidence/files/<uuid:file>/share/", share, name="file_shared"),
    path("evidence/files/<uuid:file>/withhold/", withhold, name="file_withheld"),
    path("evidence/files/<uuid:file>/redact/", redact, name="file_redacted"),
    path("evidence/ask/", ask, name="evidence_asked"),
    path("evidence/requests/<uuid:asked>/", show_request, name="evidence_request"),
    path("evidence/requests/<uuid:asked>/answer/", note_answer, name="evidence_noted"),
    path("evidence/requests/<uuid:asked>/more-time/", more_time, name="evidence_extended"),
    path("evidence/requests/<uuid:asked>/cancel/", cancel, name="evidence_cancelled"),
    path("evidence/requests/<uuid:asked>/send/", send_again, name="evidence_sent_again"),
    path("stage/<int:stage>/points/<int:number>/evidence/", choose, name="evidence_chosen"),
]
