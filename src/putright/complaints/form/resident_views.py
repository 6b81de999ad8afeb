"""The resident's form: begin, one page after another, check, sent.

Every page keeps what was typed in the draft before anything is judged, so that Back, an error or a page that was open
too long costs nobody their words. Pages may be visited in any order; the last one says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, let_resident_in, open_to_all, open_to_residents
from putright.complaints import access, actions, drafts, messages, queries
from putright.complaints.actions import Told
from putright.complaints.intake.actions import become_complaint, record_request
from putright.complaints.models import Complaint
from putright.complaints.needs.kinds_of_help import AT_HOME
from putright.complaints.returning import limits
from putright.complaints.returning.queries import still_to_come_of
from putright.complaints.returning.resident_pages import too_often, too_often_page
from putright.complaints.views.explaining import explained
from putright.record.chain import By

from .options import DANGERS, OF_PEOPLE
from .page import KEPT_AT_MOST, Page, Typed, is_phone
from .person import WhoFor, for_whom
from .problem import MOST_POINTS, OFFERED, About, AnythingElse, Danger, Urgent
from .reports import has_member, report
from .sent import cards_of
from .support import AtHome, Worries, at_risk
from .telling import ABOUT_THEM, PAGES, asked, bound, chose, of_people, told
from .way import CHECK, after, before, form_address, from_our_page


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PutrightRequest) -> HttpResponse:
    """A0: what to know before, and the start. A form that was begun on this device can be gone on with."""
    mine = drafts.held(request)
    if request.method == "POST":
        if too_often(request, "begin"):
            return too_often_page(request)
        fresh = drafts.begin(request)
        response = redirect(form_address(request, Danger.slug))
        drafts.remember(request, response, fresh)
        return response
    return render(
        request,
        "complaints/resident/begin.html",
        {
            "page_title": _("Make a complaint about your home or landlord"),
            "back_url": address(request, "complaints:start"),
            "begun": bool(mine and not mine.sent and mine.draft.answers),
        },
    )


@open_to_all
@csrf_exempt  # asked in the view, so that a page that was open too long is shown again with what was typed
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: PutrightRequest, page: str) -> HttpResponse:
    """A1 to A14 by their addresses, and A18, `check`."""
    mine = drafts.held(request)
    if page == CHECK:
        return _check(request, mine)
    kind = PAGES.get(page)
    if kind is None:
        raise Http404
    if request.method == "POST":
        return _too_long(request, kind, mine) or _take(request, kind, mine)
    if mine is not None and mine.sent:
        return redirect(_after_sending(request, mine))
    answers = mine.draft.answers if mine else {}
    return _show(request, kind.shown(answers.get(page), request.LANGUAGE_CODE, answers), answers)


def _too_long(request: PutrightRequest, kind: type[Page], mine: drafts.Held | None) -> HttpResponse | None:
    """What is answered to a page of millions of letters, which is not read. What was kept before is still there."""
    try:
        assert request.POST is not None
    except RequestDataTooBig:
        answers = mine.draft.answers if mine else {}
        page = kind(dict(answers.get(kind.slug, {})), answers=answers)
        page.add_error(
            None,
            _(
                "This was too long to be taken. Go back, where it still stands, and shorten it or send it as a file."
            ),
        )
        return _show(request, page, answers, status=413)
    return None


def _take(request: PutrightRequest, kind: type[Page], mine: drafts.Held | None) -> HttpResponse:
    answers: Mapping[str, Any] = mine.draft.answers if mine else {}
    typed = kind.typed(request.POST)
    if kind is WhoFor and has_member(request.landlord, request.moment):
        # Then a name can be given to one person alone.
        typed["one_person"] = "yes"
    page = kind(typed, answers=answers)
    if not from_our_page(request):
        page.add_error(
            None, _("This page was open for a long time. Check what you typed, then select Continue.")
        )
        return _show(request, page, answers, status=403)
    lost = mine is None and drafts.COOKIE in request.COOKIES
    fresh = mine is None or (mine.sent and "again" in request.POST)
    if fresh:
        # Who says that there is danger is never turned away.
        if (
            too_often(request, "begin")
            and typed.get("danger") not in {"yes", "unknown"}
            and kind is not Urgent
        ):
            page.add_error(None, limits.sentence(request.landlord))
            return _show(request, page, answers, status=429)
        mine = drafts.begin(request)
    assert mine is not None  # begun above where there was none
    if mine.sent or not _kept(mine, kind, typed):
        return _show(request, page, {}, sent=_after_sending(request, mine))
    answers = mine.draft.answers
    response = _next(request, page, typed, answers, mine, lost)
    if fresh:
        drafts.remember(request, response, mine)
    return response


def _kept(mine: drafts.Held, kind: type[Page], typed: Typed) -> bool:
    """Whether the form can still be changed. What is far too long is not kept; it is shown again all the same."""
    if len(str(typed)) > KEPT_AT_MOST:
        return not mine.sent
    return actions.save_draft(mine.draft, kind.slug, typed)


def _next(
    request: PutrightRequest,
    page: Page,
    typed: Typed,
    answers: Mapping[str, Any],
    mine: drafts.Held,
    lost: bool,
) -> HttpResponse:
    """What follows a page that was kept: the same with its errors, or the next one."""
    if isinstance(page, AnythingElse):
        response = _list(request, page, typed, mine)
        if response is not None:
            return response
    # What is far too long was not kept, so that nobody is led away from it.
    saving = "save" in request.POST and len(str(typed)) <= KEPT_AT_MOST
    if not page.is_valid() and not saving:
        return _show(request, page, answers)
    if page.slug in {Danger.slug, Urgent.slug}:
        _hazard(request, mine, answers)
    if page.slug in {AtHome.slug, About.slug}:
        _damp(request, mine, answers)
    if saving:
        # What was typed is kept, right or wrong, and shown again when they come back.
        return redirect(address(request, "complaints:save"))
    following = after(request, page.slug, answers)
    change = "change" in request.GET and following not in {CHECK, Urgent.slug}
    return redirect(form_address(request, following, change=change, kept=lost))


def _list(
    request: PutrightRequest, page: AnythingElse, typed: Typed, mine: drafts.Held
) -> HttpResponse | None:
    """Adding a row to the list, or taking one out, without JavaScript. None where Continue was selected."""
    rows: list[str] = list(typed["points"])
    if "add" in request.POST:
        if rows and not rows[-1].strip():
            page.add_error(f"point_{len(rows) - 1}", _("Enter what else is wrong"))
        elif len(rows) >= MOST_POINTS:
            page.add_error(
                f"point_{len(rows) - 1}", _("This list is full. Tell us the rest under ‘What went wrong?’")
            )
        if not page.is_valid():
            return _show(request, page, mine.draft.answers)
        rows.append("")
    elif (row := request.POST.get("remove", "")) in map(str, range(len(rows))):
        del rows[int(row)]
    else:
        return None
    actions.save_draft(mine.draft, page.slug, {"points": rows})
    change = "change" in request.GET
    return redirect(f"{form_address(request, page.slug, change=change)}#id_point_{max(len(rows) - 1, 0)}")


def _hazard(request: PutrightRequest, mine: drafts.Held, answers: Mapping[str, Any]) -> None:
    """Opens the hazard the moment somebody may be in danger, finished form or not; adds what is told since."""
    danger = answers.get(Danger.slug, {}).get("danger", "")
    urgent = answers.get(Urgent.slug, {})
    said = bool(urgent.get("what") or urgent.get("called"))
    if danger not in {"yes", "unknown"} and not said:
        return
    phone = urgent.get("phone", "")
    actions.open_hazard(
        request.landlord,
        draft=mine.draft,
        danger=danger if danger in {"yes", "unknown"} else "unknown",
        # What was typed may stand there with its errors: an alarm takes what can be used and waits for nothing.
        what=[one for one in urgent.get("what", []) if one in DANGERS],
        has_called=urgent.get("called") == "called",
        phone=phone if urgent.get("called") == "call_me" and is_phone(phone) else "",
        by=By.resident(),
        at=request.moment,
    )


def _damp(request: PutrightRequest, mine: drafts.Held, answers: Mapping[str, Any]) -> None:
    """Opens a danger where there is damp or mould and somebody at home whom it harms (journeys 3.2).

    Staff look at it and decide. Where the resident told of a danger themselves, that one stands.
    """
    people = at_risk(answers)
    if not people or answers.get(Danger.slug, {}).get("danger") in {"yes", "unknown"}:
        return
    with translation.override("en"):
        listed = ", ".join(str(dict(AT_HOME)[one]) for one in people)
    actions.open_hazard(
        request.landlord,
        draft=mine.draft,
        danger="unknown",
        words=f"Damp, mould or leaks, and at home: {listed}.",
        by=By.resident(),
        at=request.moment,
    )


def _show(
    request: PutrightRequest, page: Page, answers: Mapping[str, Any], *, sent: str = "", status: int = 200
) -> HttpResponse:
    return render(
        request,
        [f"complaints/resident/form/{page.slug}.html", "complaints/resident/form/page.html"],
        {
            "form": page,
            "back_url": before(request, page.slug, answers),
            "already_sent": sent,
            "kept": "kept" in request.GET,
            "answers": answers,
            "offered": OFFERED,
            "for_them": for_whom(answers) == "someone" and page.slug in ABOUT_THEM,
            "group": for_whom(answers) == "group",
            "neighbours": "neighbours" in answers.get(About.slug, {}).get("topics", []),
            "leave_quickly": page.slug == Worries.slug or of_people(answers),
        },
        status=status,
    )


def _check(request: PutrightRequest, mine: drafts.Held | None) -> HttpResponse:
    """A18: what was answered, what is missing, and Send."""
    if mine is not None and mine.sent and request.method != "POST":
        return redirect(_after_sending(request, mine))
    answers = mine.draft.answers if mine else {}
    pages = bound(answers)
    reporting = chose(answers) == "fix"
    missing = [
        (form_address(request, slug, change=True), str(errors[0]))
        for slug, page in pages.items()
        for errors in page.errors.values()
    ]
    late = False
    if request.method == "POST":
        late = not from_our_page(request)
        if not late and mine is not None and (mine.sent or not missing):
            return _send(request, mine, pages, chose(answers))
    return render(
        request,
        "complaints/resident/check.html",
        {
            "page_title": _("Check your answers before you send your report")
            if reporting
            else _("Check your answers before you send your complaint"),
            "reporting": reporting,
            "leave_quickly": of_people(answers),
            "back_url": form_address(request, asked(answers)[-1]),
            "cards": [
                (page.about, form_address(request, slug, change=True), page.answers())
                for slug, page in pages.items()
            ],
            "missing": missing,
            "refused": request.method == "POST" and not late and bool(missing),
            "open_too_long": late,
            "kept": "kept" in request.GET,
        },
        status=403 if late else 200,
    )


def _send(
    request: PutrightRequest, mine: drafts.Held, pages: Mapping[str, Page], chosen: str
) -> HttpResponse:
    """Sends once. A second click, Back and Send, a second tab: the same complaint, the same page after it."""
    said = None if mine.sent else told(pages)
    response: HttpResponse
    if said is not None and chosen == "fix":
        report(request, mine, said)
    elif said is not None:
        made = _complain(request, mine, said, both=chosen == "both")
        response = redirect(_after_sending(request, mine))
        if not said.keys_wait:
            let_resident_in(request, response, made.id, access.mark_of(made))
        drafts.remember(request, response, mine)
        return response
    response = redirect(_after_sending(request, mine))
    if mine.draft.complaint_id is None and mine.draft.request is not None:
        let_resident_in(request, response, mine.draft.request.id, access.mark_of(mine.draft.request))
    elif drafts.has_keys(mine) and mine.draft.complaint_id is not None:
        complaint = Complaint.objects.get(landlord=request.landlord, id=mine.draft.complaint_id)
        let_resident_in(request, response, complaint.id, access.mark_of(complaint))
    drafts.remember(request, response, mine)
    return response


def _complain(request: PutrightRequest, mine: drafts.Held, said: Told, *, both: bool) -> Complaint:
    """Makes the complaint; where somebody asked for both, also the report of what is to be fixed, which goes on."""
    given: dict[str, Any] = {"by": By.resident(), "at": request.moment, "draft": mine.draft}
    if not said.keys_wait:
        given["seal"] = lambda passphrase: drafts.sealed(mine.secret, passphrase, request.moment)
    if both:
        asked_for = record_request(
            request.landlord, said, channel="web", draft=mine.draft, by=By.resident(), at=request.moment
        )
        made = become_complaint(asked_for, told=said, channel="web", **given)
    else:
        made = actions.raise_complaint(request.landlord, said, **given)
    mine.draft.complaint_id = made.complaint.id
    return made.complaint


def _after_sending(request: PutrightRequest, mine: drafts.Held) -> str:
    """The page that follows sending: of a complaint, or of a report of something to be fixed."""
    if mine.draft.complaint_id is None and mine.draft.request is not None:
        return address(request, "complaints:report", report=mine.draft.request.reference)
    return address(request, "complaints:sent")


@open_to_all
@require_safe
def sent(request: PutrightRequest) -> HttpResponse:
    """A19: the reference, the passphrase, two dates and who will answer. Stays while the case is open here.

    Whoever sent it for somebody who is not with them has the reference and the dates, and no keys.
    """
    mine = drafts.held(request)
    complaint_id = mine.draft.complaint_id if mine else None
    complaint = None
    if mine is not None and complaint_id is not None:
        complaint = access.just_sent(request, complaint_id, keys=drafts.has_keys(mine))
    if mine is None or complaint is None:
        return redirect(address(request, "complaints:find"))
    return render(
        request,
        "complaints/resident/sent.html",
        {
            "page_title": _("Your complaint has been sent"),
            "complaint": complaint,
            "keys": drafts.has_keys(mine),
            "passphrase": drafts.opened(mine, request.moment),
            "danger": queries.danger_is_open(complaint),
            "link_sent": messages.by_email(complaint),
            "clocks": [explained(clock) for clock in queries.foreseen(complaint)],
            "report": mine.draft.request,
            "still": list(still_to_come_of(complaint)),
            "leave_quickly": bool(OF_PEOPLE & set(complaint.topics)),
        },
    )


@open_to_residents
@require_safe
def what_you_sent(request: PutrightRequest, reference: str) -> HttpResponse:
    """What was sent, to print or to save as a PDF: in the words that it came in, not as it was understood since."""
    complaint = access.for_resident(request, reference)
    return render(
        request,
        "complaints/resident/what_you_sent.html",
        {
            "page_title": _("What you sent us"),
            "complaint": complaint,
            "cards": cards_of(complaint),
            "back_url": address(request, "complaints:case", reference=complaint.reference),
            "leave_quickly": bool(OF_PEOPLE & set(complaint.topics)),
        },
    )
