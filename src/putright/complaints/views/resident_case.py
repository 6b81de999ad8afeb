"""What a resident does after sending: find the case, follow it, read letters, ask for stage 2, withdraw."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from putright.accounts.doors import (
    PutrightRequest,
    address,
    let_resident_in,
    let_resident_out,
    open_to_all,
    open_to_residents,
)
from putright.accounts.links import opened_by
from putright.complaints import access, actions, attempts, drafts, queries
from putright.complaints.form.options import CONTACT_WAYS, DOCUMENTS_BY
from putright.complaints.forms import Find, StageTwo, WasItDone, Withdraw
from putright.complaints.groups.queries import member_by_reference
from putright.complaints.linking.queries import surviving
from putright.complaints.models import Complaint, Draft, GroupMember, Letter, Point, Promise, ServiceRequest
from putright.complaints.needs.kinds_of_help import HELP
from putright.complaints.points.actions import raise_issue
from putright.complaints.reference import tidy_reference
from putright.complaints.representatives.resident_views import helpers_of
from putright.complaints.returning import limits
from putright.complaints.returning.actions import close_on_device
from putright.complaints.returning.queries import still_to_come_of
from putright.complaints.returning.resident_pages import too_often
from putright.complaints.told import points_and_answers, timeline
from putright.record import documents
from putright.record.chain import By
from putright.rules.editions import edition
from putright.rules.errors import Refused
from putright.rules.stages import Act, Role, permitted
from putright.ui import calendar_files, words

from . import resident_things as things
from .explaining import explained
from .resident_raising import new_issue_sent

STAGE_TWO = "stage-2"
# So many of the last events stand open in the timeline.
RECENT = 5


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PutrightRequest) -> HttpResponse:
    """Reference and passphrase open the case. Unknown and wrong are answered alike, and after the same time."""
    form = Find(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        typed = tidy_reference(form.cleaned_data["reference"])
        where, at = limits.address_of(request), request.moment
        attempt = attempts.attempt(request.landlord.id, typed, where, at=at)
        if attempt.barred or limits.counted(request.landlord, "passphrase", where, at=at).too_often:
            status = 429
            form.add_error(
                None,
                _("There were too many attempts. Try again in an hour, or call us: %(phone)s")
                % {"phone": request.landlord.phone},
            )
        else:
            complaint = queries.by_reference(
                Complaint.objects.filter(landlord=request.landlord), form.cleaned_data["reference"]
            )
            # The reference may be that of a household of a group, which has keys of its own. Asked either way, so that
            # how long it takes says nothing.
            member = member_by_reference(request.landlord, form.cleaned_data["reference"])
            asked = _report(request, typed)
            found = complaint or member or asked
            if actions.passphrase_opens(found, form.cleaned_data["passphrase"]) and found:
                attempt.succeeded()
                return _let_in(request, found)
            attempt.failed()
            limits.count(request.landlord, "passphrase", where, at=at)
            form.add_error(None, _("The reference and the passphrase do not go together. Check both."))
    return render(
        request,
        "complaints/resident/find.html",
        {"form": form, "back_url": address(request, "complaints:start")},
        status=status,
    )


@open_to_all
@require_safe
def link(request: PutrightRequest, token: str) -> HttpResponse:
    """A private link: exchanged at once for the cookie, so that the token stays in no address bar and no referrer."""
    complaint_id = opened_by(token, request.landlord, at=request.moment)
    complaint = None
    if complaint_id is not None:
        complaint = Complaint.objects.filter(landlord=request.landlord, id=complaint_id).first()
    if complaint is None:
        barred = too_often(request, "link")
        response = render(
            request,
            "complaints/resident/link_over.html",
            {
                "page_title": _("This link does not work, or works no longer"),
                "too_often": limits.sentence(request.landlord) if barred else "",
            },
            status=429 if barred else 404,
        )
    else:
        response = _let_in(request, complaint)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _let_in(request: PutrightRequest, kept: Complaint | GroupMember | ServiceRequest) -> HttpResponse:
    if isinstance(kept, GroupMember):
        response = redirect(address(request, "complaints:group_household", household=kept.reference))
    elif isinstance(kept, ServiceRequest):
        response = redirect(address(request, "complaints:report", report=kept.reference))
    else:
        response = redirect(_case(request, kept))
    let_resident_in(request, response, kept.id, access.mark_of(kept))
    return response


def _report(request: PutrightRequest, reference: str) -> ServiceRequest | None:
    """A resident's own report of something to be fixed, by its number."""
    return ServiceRequest.objects.filter(landlord=request.landlord, reference=reference).first()


def _case(request: PutrightRequest, complaint: Complaint) -> str:
    return address(request, "complaints:case", reference=complaint.reference)


@open_to_all
@require_POST
def leave(request: PutrightRequest) -> HttpResponse:
    """Takes every cookie of ours away that opens something."""
    response = redirect(address(request, "complaints:start"))
    let_resident_out(request, response)
    if secret := request.COOKIES.get(drafts.COOKIE):
        close_on_device(request.landlord, secret)
    drafts.forget(request, response)
    return response


# Your complaint


@open_to_residents
@require_safe
def case(request: PutrightRequest, reference: str) -> HttpResponse:
    """How the complaint stands, what comes next and when, and everything that was said so far."""
    complaint = access.for_resident(request, reference)
    today = timezone.localdate(request.moment)
    stands = queries.standing(complaint, today)
    stage = queries.current_stage(complaint)
    shown = things.gather(complaint)
    opened = things.last_opened(complaint)
    promises: list[Promise] = shown.made_promises
    waiting = [one for one in promises if one.done_on is None]
    letters = _letters(complaint)
    answers = [one["id"] for one in letters if one["kind"].endswith("_response")]
    into = surviving(complaint)
    into_next = queries.standing(into, today).next if into else None
    may = _may(complaint, stands)
    helpers = helpers_of(request, complaint)
    happened = timeline(complaint)
    points = points_and_answers(complaint)
    replies = [one for one in shown.more_time_replies.all() if one.stage == stage.number]
    own_times = list(shown.own_times.all())
    return render(
        request,
        "complaints/resident/case.html",
        {
            "page_title": _("Your complaint"),
            "complaint": complaint,
            "danger": bool(shown.open_dangers),
            "stands": stands,
            "state": stands.state.value,
            "stage": stage,
            "person": complaint.reviewer if stage.number > 1 else complaint.handler,
            "next": explained(stands.next) if stands.next else None,
            "contact_by": things.contact_by(shown, stage, today) if stands.overdue else None,
            "missed": [clock for clock in stands.clocks if clock.late and not clock.running and clock.done],
            "things": things.things_to_do(
                request, shown, stage=stage, may=may, helpers=helpers, opened=opened
            ),
            "understood": max(shown.understandings.all(), key=lambda one: one.number, default=None),
            "points": points,
            # Asked for where nothing was written down: then the page says what happens instead.
            "still": list(still_to_come_of(complaint)) if not points else [],
            "any_answer": any(one["answers"] for one in points),
            "promises": promises,
            "kept": len(promises) - len(waiting),
            "waiting": waiting[0] if waiting else None,
            "papers": things.papers(request, shown, letters),
            "helpers": helpers,
            "answer_letter": address(
                request, "complaints:letter", reference=complaint.reference, letter=answers[-1]
            )
            if answers
            else None,
            # What is recent is what somebody comes for; on a phone the rest folds away.
            "timeline": happened[-RECENT:],
            "timeline_before": happened[:-RECENT],
            "may": {act.value for act in may},
            "today": today,
            "joined_into": into,
            "joined_next": explained(into_next) if into_next else None,
            "offers": shown.offers,
            "news": shown.told_news,
            "reply": replies[-1] if replies and stage.extended_to else None,
            "own_time": own_times[-1] if own_times and own_times[-1].until >= today else None,
            "latest_message": shown.latest_messages[0] if shown.latest_messages else None,
            "unread": things.unread(shown, opened),
            "answered_reprisals": [one for one in shown.told_reprisals if one.answered_on],
            "group": shown.of_group[0] if shown.of_group else None,
        },
    )


def _may(complaint: Complaint, stands: queries.Standing) -> frozenset[Act]:
    code = edition(complaint.edition) if complaint.edition else None
    return permitted(stands.state, Role.RESIDENT, code)


def _letters(complaint: Complaint) -> list[Any]:
    """The letters as a list: their titles alone are read, not what they say."""
    return list(
        Letter.objects.filter(landlord_id=complaint.landlord_id, complaint=complaint)
        .order_by("issued_at", "id")
        .values("id", "kind", "issued_at", "language", title=KeyTextTransform("title", "content"))
    )


# Letters


@open_to_residents
@require_safe
def letter(request: PutrightRequest, reference: str, letter: UUID) -> HttpResponse:
    """The letter's page exactly as it was issued."""
    complaint = access.for_resident(request, reference)
    return _document(access.letter_of(complaint, letter).html, "inline")


@open_to_residents
@require_safe
def letter_pdf(request: PutrightRequest, reference: str, letter: UUID) -> HttpResponse:
    """The letter's PDF exactly as it was issued, to keep."""
    complaint = access.for_resident(request, reference)
    return _document(access.letter_of(complaint, letter).pdf, "attachment")


def _document(document: documents.Document, disposition: str) -> HttpResponse:
    response = HttpResponse(documents.contents(document), content_type=document.content_type)
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(document.name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@open_to_residents
@require_safe
def calendar(request: PutrightRequest, reference: str) -> HttpResponse:
    """The dates that were promised, as a calendar file. It names the reference and nothing of what it is about."""
    complaint = access.for_resident(request, reference)
    titles = {
        "acknowledge": _("Complaint %(reference)s: logged by today"),
        "respond": _("Complaint %(reference)s: answered by today"),
    }
    days = [
        calendar_files.Day(
            f"{complaint.id}-{clock.id}@{request.landlord.code}.putright",
            clock.last_day,
            titles[clock.event] % {"reference": complaint.reference},
        )
        for clock in queries.foreseen(complaint)
        if clock.running and clock.event in titles
    ]
    return calendar_files.calendar_file(f"complaint-{_plain(complaint.reference)}", days, request.moment)


def _plain(reference: str) -> str:
    return "".join(one for one in reference if one.isascii() and (one.isalnum() or one == "-"))


# What residents can do


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def stage2(request: PutrightRequest, reference: str) -> HttpResponse:
    """E1 to E3: which points, why, what would help. Nothing has to be said beyond asking."""
    complaint = access.for_resident(request, reference)
    if not _may_escalate(complaint, request):
        return _not_now(request, complaint)
    points = points_and_answers(complaint)
    saved = _stage2_draft(request, complaint)
    choices = [_choice(one["point"]) for one in points]
    if request.method == "POST":
        typed = StageTwo.typed(request.POST)
        form = StageTwo(typed, points=choices)
        saved = saved or actions.begin_draft(
            request.landlord, _stage2_key(complaint), request.LANGUAGE_CODE, at=request.moment, counts=False
        )
        actions.save_draft(saved, STAGE_TWO, typed)
        if form.is_valid():
            return redirect(address(request, "complaints:stage2_check", reference=complaint.reference))
    else:
        initial = saved.answers.get(STAGE_TWO) if saved else None
        late = Promise.objects.filter(
            landlord=request.landlord,
            complaint=complaint,
            promised_on__isnull=False,
            done_on=None,
            due_on__lt=timezone.localdate(request.moment),
        )
        not_kept = set(late.values_list("point_id", flat=True))
        form = StageTwo(points=choices, initial=initial or {"points": _not_put_right(points, not_kept)})
    return render(
        request,
        "complaints/resident/stage2.html",
        {"form": form, "complaint": complaint, "back_url": _case(request, complaint), "points": points},
    )


def _choice(point: Point) -> tuple[str, str]:
    """A point as one chooses it: what was typed keeps its own direction beside words that go the other way."""
    return str(point.number), format_html('<bdi dir="auto">{}</bdi>', str(point)[:200])


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def stage2_check(request: PutrightRequest, reference: str) -> HttpResponse:
    """What will be sent, and Send."""
    complaint = access.for_resident(request, reference)
    if not _may_escalate(complaint, request):
        return _not_now(request, complaint)
    there: list[Point] = queries.points_with_findings(complaint)
    saved = _stage2_draft(request, complaint)
    form = StageTwo(
        saved.answers.get(STAGE_TWO, {}) if saved else {},
        points=[_choice(point) for point in there],
    )
    back = address(request, "complaints:stage2", reference=complaint.reference)
    if saved is None or not form.is_valid():
        return redirect(back)
    if request.method == "POST":
        try:
            actions.escalate(
                complaint,
                why=form.cleaned_data["why"],
                wanted_now=form.cleaned_data["wanted_now"],
                points=form.chosen,
                by=By.resident(),
                at=request.moment,
            )
        except Refused as refusal:
            return _refused(request, complaint, refusal)
        actions.save_draft(saved, STAGE_TWO, {})
        messages.success(request, _("You asked for stage 2. You do not need to do anything else."))
        if form.cleaned_data["new"].strip():
            # Stage 1 is answered: whatever it is about, it becomes a complaint of its own, and they are told so.
            raised = raise_issue(
                complaint, words=form.cleaned_data["new"], related=False, by=By.resident(), at=request.moment
            )
            if raised.own is not None:
                return new_issue_sent(request, complaint, raised)
        return redirect(_case(request, complaint))
    return render(
        request,
        "complaints/resident/stage2_check.html",
        {
            "page_title": _("Check before you ask for stage 2"),
            "back_url": back,
            "complaint": complaint,
            "answers": form.cleaned_data,
            "points": [point for point in there if point.number in form.chosen],
            "ways": [CONTACT_WAYS[way] for way in complaint.contact_ways if way in CONTACT_WAYS],
            "documents_by": DOCUMENTS_BY.get(complaint.documents_by, ""),
            "needs": [
                (HELP.get(one.kind, one.kind), one.words) for one in complaint.needs.filter(ended_on=None)
            ],
            "helpers": helpers_of(request, complaint),
        },
    )


def _may_escalate(complaint: Complaint, request: PutrightRequest) -> bool:
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    return Act.ESCALATE in _may(complaint, stands)


def _not_put_right(points: Sequence[dict[str, Any]], not_kept: Collection[UUID | None]) -> list[str]:
    """Ticked beforehand: points that the landlord did not agree with, or in part, and those with a late promise.

    A promise that belongs to no point is one about all of it.
    """
    if None in not_kept:
        return ["all"]
    found = [
        str(one["point"].number)
        for one in points
        if (one["answers"] and one["answers"][-1].finding in {"partly", "disagree", "not_established"})
        or one["point"].id in not_kept
    ]
    return found if 0 < len(found) < len(points) else ["all"]


def _stage2_key(complaint: Complaint) -> str:
    # The case's own door guards it. Keyed, since a plain digest could be that of a made-up draft's cookie.
    return salted_hmac("putright.complaints.stage-2", str(complaint.id), algorithm="sha256").hexdigest()


def _stage2_draft(request: PutrightRequest, complaint: Complaint) -> Draft | None:
    return Draft.objects.filter(landlord=request.landlord, key=_stage2_key(complaint)).first()


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PutrightRequest, reference: str) -> HttpResponse:
    """Takes the complaint back, after one question and a button."""
    complaint = access.for_resident(request, reference)
    stands = queries.standing(complaint, timezone.localdate(request.moment))
    if Act.WITHDRAW not in _may(complaint, stands):
        return _not_now(request, complaint)
    form = Withdraw(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.withdraw(
                complaint, reasons=form.cleaned_data["reasons"], by=By.resident(), at=request.moment
            )
        except Refused as refusal:
            return _refused(request, complaint, refusal)
        messages.success(request, _("You withdrew your complaint."))
        return redirect(_case(request, complaint))
    return render(
        request,
        "complaints/resident/withdraw.html",
        {"form": form, "complaint": complaint, "back_url": _case(request, complaint)},
    )


@open_to_residents
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: PutrightRequest, reference: str, promise: UUID) -> HttpResponse:
    """Whether something that the landlord says it has done was done."""
    complaint = access.for_resident(request, reference)
    found = access.promise_of(complaint, promise)
    if found.promised_on is None or found.done_on is None:
        return _not_now(request, complaint)
    form = WasItDone(request.POST if request.method == "POST" else None)
    if form.is_valid():
        kept = form.cleaned_data["kept"] == "yes"
        try:
            actions.judge_promise(found, kept=kept, by=By.resident(), at=request.moment)
        except Refused as refusal:
            return _refused(request, complaint, refusal)
        messages.success(
            request,
            _("Thank you for telling us.")
            if kept
            else _("Thank you for telling us. We have opened this promise again."),
        )
        return redirect(_case(request, complaint))
    return render(
        request,
        "complaints/resident/promise.html",
        {"form": form, "promise": found, "complaint": complaint, "back_url": _case(request, complaint)},
    )


def _not_now(request: PutrightRequest, complaint: Complaint) -> HttpResponse:
    """The page was overtaken: another tab, another person, a second click. The case says how it stands."""
    messages.info(request, _("This cannot be done now. Here is how your complaint stands."))
    return redirect(_case(request, complaint))


def _refused(request: PutrightRequest, complaint: Complaint, refusal: Refused) -> HttpResponse:
    messages.info(request, words.refusal_to_resident(refusal))
    return redirect(_case(request, complaint))
