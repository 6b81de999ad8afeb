"""Saving a form, what was saved, and coming back: by a code, or by the link in a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all
from putright.complaints import attempts, drafts
from putright.complaints.evidence import scanning
from putright.complaints.evidence.actions import Upload
from putright.complaints.evidence.checks import MEGABYTES
from putright.complaints.form.page import Page
from putright.complaints.form.telling import PAGES, asked
from putright.complaints.form.way import CHECK, after, before, form_address, from_our_page
from putright.complaints.models import Draft
from putright.record import providers
from putright.record.models import Message
from putright.rules.errors import Refused
from putright.ui import words

from . import actions, codes, limits
from .actions.saving import keep_shown
from .form_pages import Files
from .models import SavedDraft
from .queries import by_code, by_id, by_link, danger_is_open_in, proofs_in, saved_of
from .resident_forms import ReturnForm, SaveForm
from .resident_pages import too_often

TOO_BIG: tuple[str, dict[str, object]] = ("file_too_large", {"megabytes": MEGABYTES})
COOKIE = "putright-return"
LINK_HOURS = 1
_SALT = "putright.complaints.returning"


@dataclass(frozen=True)
class Row:
    """A page of the form on the list of what is there: `state` is done, todo or optional."""

    about: Any
    href: str
    state: str


@open_to_all
@csrf_exempt  # asked in the view, so that a page that was open too long is shown again with what was typed
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: PutrightRequest) -> HttpResponse:
    """`complain/save/`: how to come back. Gives the code, and sends the link where that is wanted."""
    mine = drafts.held(request)
    late = request.method == "POST" and not from_our_page(request)
    if mine is None and not late:
        return redirect(address(request, "complaints:begin"))
    if mine is not None and mine.sent and not late:
        return redirect(_sent(request, mine))
    draft = mine.draft if mine else Draft(landlord=request.landlord)
    form = _save_form(request, draft)
    status = 200
    if late:
        status = 403
        form.add_error(
            None, _("This page was open for a long time. Check what you typed, then select Continue.")
        )
    elif request.method == "POST" and form.is_valid():
        assert mine is not None
        if too_often(request, "save"):
            status = 429
            form.add_error(None, limits.sentence(request.landlord))
        else:
            return _saved(request, mine, form)
    return render(
        request,
        "complaints/resident/returning/save.html",
        {
            "form": form,
            "back_url": _back_to(request, draft),
            "until": _until(request),
            "already": saved_of(draft) if mine else None,
        },
        status=status,
    )


def _save_form(request: PutrightRequest, draft: Draft) -> SaveForm:
    contact = draft.answers.get("contact", {})
    phone = str(contact.get("phone", ""))
    unsafe = [phone] if phone and contact.get("safe_message") == "no" else []
    return SaveForm(
        request.POST if request.method == "POST" else None,
        initial={"phone": "" if unsafe else phone, "email": contact.get("email", "")},
        texts=providers.carries(Message.Channel.TEXT),
        unsafe=unsafe,
        needs_proof=not proofs_in(draft.answers),
    )


def _saved(request: PutrightRequest, mine: drafts.Held, form: SaveForm) -> HttpResponse:
    code = actions.save_to_return(mine.draft, form.chosen, language=request.LANGUAGE_CODE, at=request.moment)
    if code is None:
        return redirect(_sent(request, mine))
    keep_shown(mine.draft, drafts.sealed(mine.secret, code, request.moment))
    response = redirect(address(request, "complaints:saved"))
    # For as long as the form is kept, which begins anew.
    drafts.remember(request, response, mine)
    return response


@open_to_all
@require_safe
def saved(request: PutrightRequest) -> HttpResponse:
    """`complain/saved/`: the code, what was saved and until when, and what is still to do."""
    mine = drafts.held(request)
    kept = saved_of(mine.draft) if mine else None
    if mine is None or (kept is None and not mine.sent):
        return redirect(address(request, "complaints:come_back" if mine is None else "complaints:save"))
    if mine.sent or kept is None:
        return redirect(_sent(request, mine))
    rows = _rows(request, mine.draft)
    following = next((row.href for row in rows if row.state == "todo"), form_address(request, CHECK))
    return render(
        request,
        "complaints/resident/returning/saved.html",
        {
            "page_title": _("Your complaint is saved"),
            "back_url": _back_to(request, mine.draft),
            "code": drafts.shown_again(mine, kept.shown_code),
            "kept": kept,
            "until": timezone.localdate(mine.draft.expires_at),
            "rows": rows,
            "following": following,
            "danger": danger_is_open_in(mine.draft),
            "again": "back" in request.GET,
        },
    )


def _rows(request: PutrightRequest, draft: Draft) -> list[Row]:
    answers = draft.answers
    found = []
    for slug in asked(answers):
        page = PAGES[slug](answers.get(slug, {}))
        state = "todo" if not page.is_valid() else "done" if answers.get(slug) else "optional"
        found.append(Row(page.about, form_address(request, slug, change=True), state))
    return found


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def come_back(request: PutrightRequest) -> HttpResponse:
    """`complain/return/`: code and proof open the form here too. Unknown and wrong are answered alike."""
    linked = _linked(request)
    form = ReturnForm(request.POST if request.method == "POST" else None, by_link=linked is not None)
    status = 200
    if request.method == "POST" and not from_our_page(request):
        status = 403
        form.add_error(
            None, _("This page was open for a long time. Check what you typed, then select Continue.")
        )
    elif form.is_valid():
        code = None if linked else form.cleaned_data["code"]
        answer = _try(request, linked, code, form.cleaned_data["proof"])
        if isinstance(answer, HttpResponse):
            return answer
        status = answer
        if status == 429:
            form.add_error(
                None,
                _("There were too many attempts. Try again in an hour, or call us: %(phone)s")
                % {"phone": request.landlord.phone},
            )
        elif linked:
            form.add_error("proof", _("This is not the postcode or phone number that you gave. Check it."))
        else:
            form.add_error(
                None, _("The code and the postcode or phone number do not go together. Check both.")
            )
    mine = drafts.held(request)
    return render(
        request,
        "complaints/resident/returning/come_back.html",
        {
            "form": form,
            "by_link": linked is not None,
            "open_here": mine is not None and not mine.sent and bool(mine.draft.answers),
            "back_url": address(request, "complaints:start"),
        },
        status=status,
    )


def _try(
    request: PutrightRequest, linked: SavedDraft | None, code: str | None, proof: str
) -> HttpResponse | int:
    """One attempt: the answer where it succeeds, else the status to answer with."""
    landlord, at = request.landlord, request.moment
    where = limits.address_of(request)
    # Failures are counted for each code typed, whether or not there is such a form.
    tried = f"form {linked.id if linked else codes.tidy(code or '')}"
    attempt = attempts.attempt(landlord.id, tried, where, at=at)
    if attempt.barred or (linked is None and limits.counted(landlord, "code", where, at=at).too_often):
        return 429
    found = linked or by_code(landlord, code or "", at=at)
    secret = actions.come_back(found, code, proof, at=at)
    if secret is None or found is None:
        attempt.failed()
        limits.count(landlord, "code", where, at=at)
        return 200
    attempt.succeeded()
    if not secret:
        response = render(
            request,
            "complaints/resident/returning/sent_already.html",
            {
                "page_title": _("This complaint has been sent"),
                "back_url": address(request, "complaints:start"),
            },
        )
    else:
        response = redirect(f"{address(request, 'complaints:saved')}?back=1")
        drafts.remember(request, response, drafts.Held(found.draft, secret))
    response.delete_cookie(COOKIE, path=f"/{landlord.code}/", samesite="Lax")
    return response


@open_to_all
@require_safe
def return_link(request: PutrightRequest, token: str) -> HttpResponse:
    """The link of a message: exchanged at once for a cookie of an hour, which stands for the code and no more."""
    found = by_link(request.landlord, token, at=request.moment)
    if found is None:
        response = link_over(request)
    else:
        response = redirect(address(request, "complaints:come_back"))
        response.set_cookie(
            COOKIE,
            signing.dumps({"host": request.get_host(), "saved": str(found.id)}, salt=_SALT),
            max_age=LINK_HOURS * 60 * 60,
            path=f"/{request.landlord.code}/",
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    response["Referrer-Policy"] = "no-referrer"
    return response


def link_over(request: PutrightRequest) -> HttpResponse:
    """What whoever follows a link that opens nothing reads: forged, cut off, over or another's, all alike."""
    barred = too_often(request, "link")
    return render(
        request,
        "complaints/resident/returning/link_over.html",
        {
            "page_title": _("This link does not work, or works no longer"),
            "days": request.landlord.draft_days,
            "too_often": limits.sentence(request.landlord) if barred else "",
        },
        status=429 if barred else 404,
    )


def _linked(request: PutrightRequest) -> SavedDraft | None:
    """The form that a link has led here for, while its cookie lives."""
    try:
        value = signing.loads(request.COOKIES[COOKIE], salt=_SALT, max_age=LINK_HOURS * 60 * 60)
        if value["host"] != request.get_host():
            return None
        return by_id(request.landlord, UUID(value["saved"]), at=request.moment)
    except (KeyError, signing.BadSignature, ValueError, TypeError):
        return None


def _sent(request: PutrightRequest, mine: drafts.Held | None) -> str:
    """The page of what this form became: a complaint, or a report of something to be fixed."""
    if mine is not None and mine.draft.complaint_id is None and mine.draft.request is not None:
        return address(request, "complaints:report", report=mine.draft.request.reference)
    return address(request, "complaints:sent")


def _until(request: PutrightRequest) -> date:
    return timezone.localdate(request.moment) + timedelta(days=request.landlord.draft_days)


def _back_to(request: PutrightRequest, draft: Draft) -> str:
    """The page that the person came from: the last that was kept."""
    return form_address(request, draft.page if draft.page in PAGES else CHECK)


# Files beside the form


@open_to_all
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: PutrightRequest) -> HttpResponse:
    """A9, `complain/files/`: one file at a time, those that are there with a way to take them out, or only paper."""
    mine = drafts.held(request)
    answers = mine.draft.answers if mine else {}
    if request.method == "POST":
        return _take_files(request, mine, answers)
    if mine is not None and mine.sent:
        return redirect(_sent(request, mine))
    return _show_files(request, Files.shown(answers.get(Files.slug), request.LANGUAGE_CODE, answers), answers)


def _take_files(
    request: PutrightRequest, mine: drafts.Held | None, answers: Mapping[str, Any]
) -> HttpResponse:
    kept = answers.get(Files.slug, {})
    try:
        typed = Files.typed(request.POST)
    except (RequestDataTooBig, MultiPartParserError) as error:
        # Not read any further; all that was kept before is here.
        page = Files(dict(kept), answers=answers)
        too_big = isinstance(error, RequestDataTooBig)
        page.add_error("attached", words.sentence(*(TOO_BIG if too_big else ("file_not_uploaded",))))
        return _show_files(request, page, answers, status=413 if too_big else 400)
    page = Files({**kept, **typed}, answers=answers)
    if not from_our_page(request):
        page.add_error(
            None, _("This page was open for a long time. Choose the file again, then select Continue.")
        )
        return _show_files(request, page, answers, status=403)
    fresh = mine is None
    if mine is None:
        if too_often(request, "begin"):
            page.add_error(None, limits.sentence(request.landlord))
            return _show_files(request, page, answers, status=429)
        mine = drafts.begin(request)
    response = _with_files(request, mine, typed)
    if fresh:
        drafts.remember(request, response, mine)
    return response


def _with_files(request: PutrightRequest, mine: drafts.Held, typed: Mapping[str, Any]) -> HttpResponse:
    """Keeps what came, and leads on; the same page again where something is wrong with it."""
    refused, status = "", 200
    if mine.sent or not actions.say_only_paper(mine.draft, "paper" in typed["paper"]):
        return _show_files(request, Files(dict(typed)), {}, sent=True)
    upload = request.FILES.get("attached")
    if (gone := _uuid(request.POST.get("remove", ""))) is not None:
        actions.remove_draft_file(mine.draft, gone, at=request.moment)
    if upload is not None and too_often(request, "upload"):
        refused, status = limits.sentence(request.landlord), 429
    elif upload is not None:
        try:
            taken = Upload(upload.name or "", upload.size or 0, upload.file)  # type: ignore[arg-type]  # an open file
            if actions.add_draft_file(mine.draft, taken, at=request.moment) is None:
                return _show_files(request, Files(dict(typed)), {}, sent=True)
        except Refused as error:
            refused = words.refusal(error)
    elif "add" in request.POST:
        refused = words.sentence("file_missing")
    answers = mine.draft.answers
    page = Files(dict(answers.get(Files.slug, {})), answers=answers)
    going_on = not {"add", "remove", "save"} & set(request.POST)
    if refused:
        page.add_error("attached", refused)
    if refused or (going_on and not page.is_valid()):
        return _show_files(request, page, answers, status=status)
    if "save" in request.POST:
        return redirect(address(request, "complaints:save"))
    if not going_on:
        return redirect(form_address(request, Files.slug, change="change" in request.GET))
    return redirect(form_address(request, after(request, Files.slug, answers)))


def _show_files(
    request: PutrightRequest,
    page: Page,
    answers: Mapping[str, Any],
    *,
    sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "complaints/resident/form/files.html",
        {
            "form": page,
            "back_url": before(request, Files.slug, answers),
            "already_sent": sent,
            "unscanned": scanning.unscanned_open(),
        },
        status=status,
    )


def _uuid(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


# Before `complain/<page>/`, which would take these for pages of the form.
patterns = [
    path("complain/save/", save, name="save"),
    path("complain/saved/", saved, name="saved"),
    path("complain/files/", files, name="form_files"),
    path("complain/return/", come_back, name="come_back"),
    path("complain/return/<str:token>/", return_link, name="return_link"),
]
