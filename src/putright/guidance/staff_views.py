"""The staff's pages about residents' stories, below `…/make-things-right/staff/`. In English alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from putright.accounts.doors import PutrightRequest, address, open_to_staff
from putright.record.ids import uuid7
from putright.rules.errors import Refused
from putright.ui import languages, words
from putright.ui.languages import Language

from . import actions
from .actions import TELLERS
from .models import CaseStudy, CaseStudyText
from .queries import all_stories
from .staff_forms import BeginForm, PermissionForm, WithdrawForm, WordsForm

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def story_page(view: View) -> View:
    """The door: people who may tell stories. Staff pages are in English alone."""

    @wraps(view)
    def shown(request: PutrightRequest, **parts: Any) -> HttpResponseBase:
        if request.LANGUAGE_CODE != "en":
            if request.method not in {"GET", "HEAD"}:
                raise Http404
            head = f"/{request.landlord.code}/"
            rest = request.get_full_path().removeprefix(f"{head}{request.LANGUAGE_CODE}/")
            return HttpResponseRedirect(f"{head}en/{rest}")
        return view(request, **parts)

    return open_to_staff(*TELLERS)(cast(View, shown))


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as the list has it."""

    row: CaseStudy
    name: str
    state: str
    languages: str
    href: str


def _shown(request: PutrightRequest, study: CaseStudy) -> Shown:
    texts = list(study.texts.all())
    english = next((one for one in texts if one.language == languages.ENGLISH.code), None)
    return Shown(
        study,
        english.title if english else _("A story that was removed"),
        _state(study, texts, timezone.localdate(request.moment)),
        ", ".join(
            name if text.approved_at else _("%(language)s (not approved)") % {"language": name}
            for text in texts
            for name in [languages.language(text.language).english]
        ),
        address(request, "guidance:staff_story", story=study.id),
    )


def _state(study: CaseStudy, texts: list[CaseStudyText], today: Any) -> str:
    if study.withdrawn_on is not None:
        return _("Removed")
    if study.consent_until < today:
        return _("Hidden: the permission is over")
    if not any(text.approved_at for text in texts):
        return _("Waits for a second person")
    return _("Shown to everybody")


def _frame(request: PutrightRequest, template: str, title: str, **told: Any) -> HttpResponse:
    home = f"/{request.landlord.code}/en/staff/"
    return render(
        request,
        template,
        {
            "page_title": title,
            "staff_home": home,
            "staff_nav": [
                (_("Cases"), home, False),
                (_("Residents’ stories"), address(request, "guidance:staff_stories"), True),
            ],
            **told,
        },
    )


def _found(request: PutrightRequest, story: UUID) -> CaseStudy:
    study = all_stories(request.landlord).filter(id=story, withdrawn_on=None).first()
    if study is None:
        raise Http404
    return study


def _tried(form: forms.Form, act: Callable[[], object]) -> bool:
    """Does `act`; False where it was refused, and the form then says why. What was typed stays in the form."""
    try:
        act()
    except Refused as refused:
        form.add_error(None, words.refusal(refused))
        return False
    return True


@story_page
@require_http_methods(["GET", "HEAD"])
def listed(request: PutrightRequest) -> HttpResponse:
    """Every story, with how it stands."""
    return _frame(
        request,
        "guidance/staff/list.html",
        _("Residents’ stories"),
        studies=[_shown(request, one) for one in all_stories(request.landlord)],
        begin=address(request, "guidance:staff_begin"),
    )


@story_page
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: PutrightRequest) -> HttpResponse:
    """Writes down a new story, in English, with its permission."""
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"id": uuid7()})
    if request.method == "POST" and form.is_valid():
        story = form.cleaned_data["id"]

        def act() -> None:
            actions.begin_story(
                request.landlord,
                form.permission(),
                form.words(),
                by=request.visitor.by,
                at=request.moment,
                story_id=story,
            )

        if _tried(form, act):
            return HttpResponseRedirect(address(request, "guidance:staff_story", story=story))
    return _form(request, str(form.title), form, address(request, "guidance:staff_stories"))


@story_page
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: PutrightRequest, story: UUID, tongue: str) -> HttpResponse:
    """The words of a story in a language, for the first time or anew."""
    study = _found(request, story)
    language = languages.language(tongue)
    if language.code != tongue:
        raise Http404
    text = next((one for one in study.texts.all() if one.language == tongue), None)
    initial = (
        {"story": text.title, "happened": text.happened, "did": text.did, "changed": text.changed}
        if text
        else {}
    )
    form = WordsForm(request.POST if request.method == "POST" else None, initial=initial)
    back = address(request, "guidance:staff_story", story=study.id)
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(
            form,
            lambda: actions.word_story(study, tongue, form.words(), by=request.visitor.by, at=request.moment),
        )
    ):
        return HttpResponseRedirect(back)
    return _form(request, _("The story in %(language)s") % {"language": language.english}, form, back)


def _form(request: PutrightRequest, title: str, form: forms.Form, back: str) -> HttpResponse:
    return _frame(request, "guidance/staff/form.html", title, form=form, back_url=back, button_text=_("Save"))


@dataclass(frozen=True, slots=True)
class TextShown:
    row: CaseStudyText
    language: Language
    may_approve: bool
    href: str


@story_page
@require_http_methods(["GET", "HEAD"])
def one(request: PutrightRequest, story: UUID) -> HttpResponse:
    """One story: its words in each language, its permission, and what may be done with it."""
    return _story(request, _found(request, story))


def _story(
    request: PutrightRequest,
    study: CaseStudy,
    *,
    refusal: str = "",
    permission_form: PermissionForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> HttpResponse:
    def to(name: str, **parts: Any) -> str:
        return address(request, f"guidance:{name}", story=study.id, **parts)

    person = request.visitor.person
    texts = list(study.texts.all())
    there = {text.language for text in texts}
    shown = _shown(request, study)
    return _frame(
        request,
        "guidance/staff/story.html",
        shown.name,
        back_url=address(request, "guidance:staff_stories"),
        study=study,
        shown=shown,
        texts=[
            TextShown(
                text,
                languages.language(text.language),
                text.approved_at is None and person is not None and text.written_by_id != person.id,
                to("staff_words", tongue=text.language),
            )
            for text in texts
        ],
        more=[
            (language, to("staff_words", tongue=language.code))
            for language in languages.LANGUAGES
            if language.code not in there
        ],
        refusal=refusal,
        permission_form=permission_form or PermissionForm(),
        withdraw_form=withdraw_form or WithdrawForm(),
        approve=to("staff_approve"),
        permit=to("staff_permit"),
        withdraw=to("staff_withdraw"),
    )


@story_page
@require_POST
def approve(request: PutrightRequest, story: UUID) -> HttpResponse:
    """Somebody other than the writer approves the words that they have read."""
    study = _found(request, story)
    try:
        actions.approve_story(
            study,
            request.POST.get("language", ""),
            as_of=_moment(request.POST.get("as_of", "")),
            by=request.visitor.by,
            at=request.moment,
        )
    except Refused as refused:
        return _story(request, _found(request, story), refusal=words.refusal(refused))
    return HttpResponseRedirect(address(request, "guidance:staff_story", story=study.id))


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None


@story_page
@require_POST
def permit(request: PutrightRequest, story: UUID) -> HttpResponse:
    """The resident gave permission again."""
    study, form = _found(request, story), PermissionForm(request.POST)
    if form.is_valid() and _tried(
        form,
        lambda: actions.permit_story(study, form.permission(), by=request.visitor.by, at=request.moment),
    ):
        return HttpResponseRedirect(address(request, "guidance:staff_story", story=study.id))
    return _story(request, study, permission_form=form)


@story_page
@require_POST
def withdraw(request: PutrightRequest, story: UUID) -> HttpResponse:
    """The resident took the permission back: the words go."""
    study, form = _found(request, story), WithdrawForm(request.POST)
    if form.is_valid() and _tried(
        form, lambda: actions.withdraw_story(study, by=request.visitor.by, at=request.moment)
    ):
        return HttpResponseRedirect(address(request, "guidance:staff_stories"))
    return _story(request, study, withdraw_form=form)


patterns = [
    path("staff/", listed, name="staff_stories"),
    path("staff/new/", begin, name="staff_begin"),
    path("staff/<uuid:story>/", one, name="staff_story"),
    path("staff/<uuid:story>/words/<str:tongue>/", word, name="staff_words"),
    path("staff/<uuid:story>/approve/", approve, name="staff_approve"),
    path("staff/<uuid:story>/permission/", permit, name="staff_permit"),
    path("staff/<uuid:story>/remove/", withdraw, name="staff_withdraw"),
]
