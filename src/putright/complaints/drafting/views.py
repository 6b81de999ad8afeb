"""Pages of letters: those of a case, the draft of one to come, its translations, and what a second reader reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access, letters
from putright.complaints import messages as messages_out
from putright.complaints.actions.casework import Overtaken
from putright.complaints.forms_landlords import Confirm
from putright.complaints.letters import letterhead
from putright.complaints.letters.needs import LARGE_SIZES
from putright.complaints.models import Complaint, Letter, LetterCheck, LetterDraft
from putright.complaints.queries import current_stage, stage_of
from putright.complaints.roles import READING
from putright.complaints.views.staff import (
    LETTERS,
    acting,
    case_address,
    case_page,
    methods,
    page,
    sent_form,
    staff_page,
    stage_or_404,
    to_tab,
    tried,
    who_may,
)
from putright.rules.errors import Refused
from putright.rules.stages import Act
from putright.ui import languages, words

from . import actions, queries
from .forms import ReadLetter, WordLetter
from .gate import Gate, gate, reader_words
from .words import where_of_text

_OVERTAKEN = gettext_lazy(
    "Somebody else has saved this since you opened the page. Nothing was written over. "
    "Compare the two texts below, then save again."
)


# The letters of a case


@dataclass(frozen=True)
class DraftShown:
    """A letter that may be written now: its draft, if there is one, and who has it to read."""

    title: Any
    href: str
    draft: LetterDraft | None
    check: LetterCheck | None
    read: str


@staff_page(*READING)
@require_safe
def case_letters(request: PutrightRequest, reference: str) -> HttpResponse:
    """The letters of a case: those to come, with who words and reads them, and those issued, in every form."""
    complaint = access.for_staff(request, reference)
    stage = current_stage(complaint).number
    mine = {"landlord": complaint.landlord, "complaint": complaint}
    drafts = {
        one.kind: one for one in LetterDraft.objects.filter(**mine, letter=None).select_related("changed_by")
    }
    checks: dict[str, LetterCheck] = {}
    rows = LetterCheck.objects.filter(**mine, stage=stage).select_related("asked_by", "decided_by")
    for check in rows.order_by("asked_at", "id"):
        checks[check.kind] = check
    may_write = bool(request.visitor.roles & set(who_may(Act.DRAFT_LETTER)))
    to_come = [
        _draft_shown(request, complaint, kind, stage, drafts.get(kind), checks.get(kind), may_write)
        for kind in kinds_to_come(complaint, stage)
    ]
    issued = list(Letter.objects.filter(**mine).select_related("issued_by").order_by("-issued_at"))
    return case_page(
        request,
        "drafting/letters",
        complaint,
        {
            "page_title": _("Letters"),
            "to_come": to_come,
            "issued": [(one, LETTERS.get(one.kind, one.kind)) for one in issued],
            "translations": address(
                request, "complaints:translations", reference=complaint.reference, stage=stage
            )
            if may_write and messages_out.language_of(complaint) != "en"
            else "",
            "sizes": LARGE_SIZES,
        },
    )


def _draft_shown(
    request: PutrightRequest,
    complaint: Complaint,
    kind: str,
    stage: int,
    draft: LetterDraft | None,
    check: LetterCheck | None,
    may_write: bool,
) -> DraftShown:
    parts = {"reference": complaint.reference, "kind": kind, "stage": stage}
    href = address(request, "complaints:letter_draft", **parts) if may_write else ""
    read = ""
    if check and check.outcome == LetterCheck.Outcome.WAITING:
        read = case_address(request, complaint, "letter_check", check=check.id)
    return DraftShown(LETTERS.get(kind, kind), href, draft, check, read)


def kinds_to_come(complaint: Complaint, stage: int) -> list[str]:
    """The kinds of letter that this stage may still bring, the nearest first."""
    row = stage_of(complaint, stage)
    if row is None or row.answered_on or row.refused_on or complaint.closed_on or complaint.withdrawn_on:
        return []
    refusal = "refusal_to_accept" if stage == 1 else "refusal_to_escalate"
    if row.acknowledged_on is None:
        return [f"stage{stage}_acknowledgement", refusal]
    more_time = [] if row.extended_to else [f"stage{stage}_extension"]
    return [f"stage{stage}_response", *more_time, refusal]


# Wording one


@staff_page(*who_may(Act.DRAFT_LETTER))
@methods
def letter_draft(request: PutrightRequest, reference: str, kind: str, stage: int) -> HttpResponse:
    """The parts of a letter to come that its writer words. Two people who write at once are shown both."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    if kind not in kinds_to_come(complaint, stage):
        raise Http404
    there = queries.draft_of(complaint, kind, stage)
    as_is = _as_is(there)
    form = WordLetter(
        sent_form(request),
        parts=letters.parts_of(kind),
        needs=queries.needs_of(complaint),
        read_twice=kind.endswith(queries.READ_TWICE),
        initial=as_is,
    )
    overtaken = False
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            actions.draft_letter(
                complaint,
                kind,
                stage,
                parts=form.texts(),
                arranged=form.arranged(),
                wants_reader=form.wants_reader(),
                seen=request.POST.get("seen", ""),
                **acting(request),
            )

        try:
            if tried(form, act):
                return _after_draft(request, complaint, kind, stage)
        except Overtaken:
            overtaken = True
            form.add_error(None, _OVERTAKEN)
    fresh = overtaken or not form.is_bound
    return case_page(
        request,
        "drafting/draft",
        complaint,
        {
            "page_title": LETTERS.get(kind, kind),
            "form": form,
            "seen": queries.version_of_draft(there) if fresh else request.POST.get("seen", ""),
            "as_is": _differing(form, as_is) if overtaken else [],
            "fixed": FIXED["refusal" if kind.startswith("refusal") else kind.partition("_")[2]],
            "look": _act_address(request, complaint, kind, stage),
            "draft": there,
            "returned": _returned(complaint, kind, stage),
        },
    )


# What stands in each letter whatever its writer words, and where it comes from.
FIXED: Mapping[str, Any] = {
    "acknowledgement": gettext_lazy(
        "Generated, and always in it: the day it reached us, what we understand, when we will answer and how that day "
        "came about, what we are responsible for, and the Ombudsman."
    ),
    "extension": gettext_lazy(
        "Generated, and always in it: the new date, the reasons, how often there is news, and the Ombudsman."
    ),
    "response": gettext_lazy(
        "Generated, and always in it: the stage, each point with our answer, facts, reasons and remedy, what we "
        "promise and by when, and how to go further. Points are changed where they were written."
    ),
    "refusal": gettext_lazy(
        "Generated, and always in it: the decision, the reasons, and the way to the Ombudsman."
    ),
}


def _as_is(draft: LetterDraft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    arranged = {f"arranged_{need}": text for need, text in draft.arranged.items()}
    return {**draft.parts, **arranged, "wants_reader": ["yes"] if draft.wants_reader else []}


def _differing(form: forms.Form, as_is: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    return [
        (field.label, as_is.get(name, ""))
        for name, field in form.fields.items()
        if name != "wants_reader" and (form.cleaned_data.get(name) or "") != (as_is.get(name) or "")
    ]


def _returned(complaint: Complaint, kind: str, stage: int) -> LetterCheck | None:
    """What a second reader said when the letter came back, until it is given to be read again."""
    last = (
        LetterCheck.objects.filter(landlord=complaint.landlord, complaint=complaint, kind=kind, stage=stage)
        .select_related("decided_by")
        .order_by("-asked_at", "-id")
        .first()
    )
    return last if last and last.outcome == LetterCheck.Outcome.RETURNED else None


def _act_address(request: PutrightRequest, complaint: Complaint, kind: str, stage: int) -> str:
    """The page of the act that issues a letter of this kind: there it is read as a whole."""
    name = {"acknowledgement": "acknowledge", "extension": "extend", "response": "answer"}
    act = "refuse" if kind.startswith("refusal") else name[kind.partition("_")[2]]
    return address(request, f"complaints:{act}", reference=complaint.reference, stage=stage)


def _after_draft(request: PutrightRequest, complaint: Complaint, kind: str, stage: int) -> HttpResponse:
    if "look" in request.POST:
        return HttpResponseRedirect(_act_address(request, complaint, kind, stage))
    return to_tab(request, complaint, "case_letters")


# Translations


@staff_page(*who_may(Act.DRAFT_LETTER))
@methods
def translations(request: PutrightRequest, reference: str, stage: int) -> HttpResponse:
    """Every text of staff for this stage's letters beside its translation, each saved by itself."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    language = messages_out.language_of(complaint)
    texts = {
        place: text
        for place, text in queries.staff_texts(complaint, stage).items()
        if not letters.in_script_of(text, language)
    }
    there = queries.translations_of(complaint, language)
    form = Confirm(sent_form(request))
    place, typed = request.POST.get("place", ""), request.POST.get("text", "").replace("\x00", "")
    overtaken = False
    if request.method == "POST" and form.is_valid():
        try:
            if tried(
                form,
                lambda: actions.translate(
                    complaint,
                    stage,
                    place,
                    language,
                    typed[:20_000],
                    seen=request.POST.get("seen", ""),
                    **acting(request),
                ),
            ):
                here = address(request, "complaints:translations", reference=reference, stage=stage)
                return HttpResponseRedirect(here)
        except Overtaken:
            overtaken = True
            form.add_error(
                None,
                _(
                    "The English has changed since you opened the page. Compare it with your text, then save again."
                ),
            )
    rows = queries.beside(texts, there)
    return case_page(
        request,
        "drafting/translations",
        complaint,
        {
            "page_title": _("Translations for stage %(stage)s") % {"stage": stage},
            "form": form,
            "reads": languages.language(language),
            "english": language == "en",
            "rows": [
                (
                    one,
                    where_of_text(one.place, complaint),
                    typed if one.place == place and form.is_bound else None,
                )
                for one in rows
            ],
            "missing": sum(one.missing for one in rows),
            "overtaken": overtaken,
        },
    )


# The second reader


@staff_page(*who_may(Act.DRAFT_LETTER))
@require_POST
def letter_check_asked(request: PutrightRequest, reference: str, kind: str, stage: int) -> HttpResponse:
    """Gives a letter, as it now stands, to a second reader."""
    complaint = access.for_staff(request, reference)
    stage_or_404(complaint, stage)
    form = Confirm({})
    if tried(form, lambda: actions.ask_for_check(complaint, kind, stage, **acting(request))):
        return to_tab(request, complaint, "case_letters")
    return case_page(request, "refused", complaint, {"page_title": _("Not given to be read"), "form": form})


@staff_page(*who_may(Act.CHECK_LETTER))
@methods
def letter_check(request: PutrightRequest, reference: str, check: UUID) -> HttpResponse:
    """A letter for its second reader: the whole of it, what the gate says, and their word on it."""
    complaint = access.for_staff(request, reference)
    found = access.row_of(
        complaint,
        LetterCheck.objects.select_related("complaint__landlord", "asked_by", "decided_by"),
        id=check,
    )
    form = ReadLetter(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.check_letter(
                found, accepted=typed["decision"] == "accepted", reasons=typed["reasons"], **acting(request)
            ),
        ):
            return to_tab(request, complaint, "case_letters")
    content, why_not = _content(request, found)
    shown: Gate | None = gate(request, complaint, content)[0] if content else None
    changed = bool(content) and queries.version_of(content or {}) != found.version
    return case_page(
        request,
        "drafting/check",
        complaint,
        {
            "page_title": _("Read: %(letter)s") % {"letter": LETTERS.get(found.kind, found.kind)},
            "form": form,
            "check": found,
            "why": reader_words(found.why),
            "waiting": found.outcome == LetterCheck.Outcome.WAITING,
            "changed": changed,
            "why_not": why_not,
            "gate": shown,
            "letter_body": letters.body(content, top=2) if content else "",
            "sources": _sources(content, complaint) if content else [],
        },
    )


def _content(request: PutrightRequest, check: LetterCheck) -> tuple[letters.Content | None, str]:
    if check.outcome != LetterCheck.Outcome.WAITING:
        return None, ""
    try:
        return actions.content_to_check(check, at=request.moment), ""
    except Refused as refused:
        return None, words.refusal(refused)


def _sources(content: letters.Content, complaint: Complaint) -> list[tuple[str, str, str]]:
    """The English of each text of staff beside what the letter says: (where, English, said)."""
    return [
        (where_of_text(one["place"], complaint), one["text"], one["said"])
        for one in content.get("sources", ())
    ]


@staff_page(*who_may(Act.CHECK_LETTER))
@require_safe
def letters_to_check(request: PutrightRequest) -> HttpResponse:
    """The letters that wait for a second reader, the oldest first; the visitor's own stand apart, once somebody has
    read them.
    """
    person = request.visitor.person
    mine = queries.letters_read(request.landlord, person.id if person else None)[:100]
    rows = queries.letters_to_check(request.landlord, person.id if person else None)[:100]
    return page(
        request,
        "drafting/to_check",
        {
            "page_title": _("Letters to check"),
            "rows": [(one, LETTERS.get(one.kind, one.kind), reader_words(one.why)) for one in rows],
            "mine": [(one, LETTERS.get(one.kind, one.kind)) for one in mine],
        },
        here="letters_to_check",
    )


# Copies of an issued letter in other forms


@staff_page(*READING)
@require_safe
def letter_large(request: PutrightRequest, reference: str, letter: UUID, size: int) -> HttpResponse:
    """An issued letter in large print: a copy, made from its frozen content, in 16, 18 or 22 point."""
    if size not in LARGE_SIZES:
        raise Http404
    found = access.letter_of(access.for_staff(request, reference), letter)
    return _copy(
        found,
        lambda: letters.pdf(
            letters.in_print(found.content, size), letterhead.of(request.landlord, found.content)
        ),
        "application/pdf",
        f"-{size}-point.pdf",
    )


@staff_page(*READING)
@require_safe
def letter_word(request: PutrightRequest, reference: str, letter: UUID) -> HttpResponse:
    """An issued letter as a Word file: a copy, made from its frozen content."""
    found = access.letter_of(access.for_staff(request, reference), letter)
    return _copy(
        found,
        lambda: letters.word_file(found.content, letterhead.of(request.landlord, found.content)),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
    )


def _copy(letter: Letter, make: Callable[[], bytes], content_type: str, ending: str) -> HttpResponse:
    """A copy to download. Http404 for a letter whose content was blanked or was never ours."""
    if not letter.content.get("blocks"):
        raise Http404
    response = HttpResponse(make(), content_type=content_type)
    name = letter.pdf.name.encode("ascii", "replace").decode().removesuffix(".pdf")
    for sign in '"/':
        name = name.replace(sign, "-")
    response["Content-Disposition"] = f'attachment; filename="{name}{ending}"'
    return response


case_patterns = [
    path("letters/<uuid:letter>/large/<int:size>/", letter_large, name="staff_letter_large"),
    path("letters/<uuid:letter>/word/", letter_word, name="staff_letter_word"),
    path("letters/", case_letters, name="case_letters"),
    path("letters/draft/<slug:kind>/<int:stage>/", letter_draft, name="letter_draft"),
    path("letters/draft/<slug:kind>/<int:stage>/check/", letter_check_asked, name="letter_check_asked"),
    path("letters/checks/<uuid:check>/", letter_check, name="letter_check"),
    path("letters/translations/<int:stage>/", translations, name="translations"),
]
patterns = [path("staff/letters-to-check/", letters_to_check, name="letters_to_check")]
