"""Acts on residents' stories: the only writer of this room's tables. One event each, in the landlord's chain.

A story rests on a permission with a last day. Its words are shown once somebody other than their writer has read and
approved them; whoever changes them afterwards is their writer anew. When the resident takes the permission back, the
story is hidden and its words are gone in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from putright.accounts.models import Landlord, Person, Role
from putright.record import chain
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.rules.errors import Refused
from putright.rules.stages import Role as RoleKind
from putright.ui import languages

from . import kinds
from .models import CaseStudy, CaseStudyText

# Who may tell a resident's story: who leads the team, and who answers for complaints on the board.
TELLERS = (RoleKind.TEAM_LEADER, RoleKind.MEMBER_RESPONSIBLE)
# For how long a permission is asked for at most.
MOST_DAYS = 366 * 2
LIMITS: Mapping[str, int] = {"title": 120, "happened": 2000, "did": 2000, "changed": 2000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a story says in one language."""

    title: str
    happened: str
    did: str
    changed: str

    def kept(self) -> dict[str, str]:
        """The words as they are kept. Raises Refused where a part is empty or too long."""
        found = {name: getattr(self, name).strip() for name in LIMITS}
        for name, text in found.items():
            if not text:
                raise Refused("story_part_missing", {})
            if len(text) > LIMITS[name]:
                raise Refused("story_part_too_long", {"limit": LIMITS[name]})
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """How, when and until when a resident allowed it. `note` says where that is kept, for staff alone.

    `safety_asked`: they were asked whether anybody could harm them who knows them by the story: a neighbour, a former
    partner, somebody at work.
    """

    way: str
    given_on: date
    until: date
    note: str = ""
    safety_asked: bool = False


def begin_story(
    landlord: Landlord,
    permission: Permission,
    words: Words,
    *,
    by: By,
    at: datetime,
    story_id: UUID | None = None,
) -> CaseStudy:
    """Writes down a story in English with its permission. `story_id`: the same one sent twice is one story.

    Raises Refused: by somebody who may not, a permission that cannot be, a part without words.
    """
    with transaction.atomic():
        acting = _teller(landlord, by, at)
        if story_id is not None:
            found = CaseStudy.objects.filter(landlord=landlord, id=story_id).first()
            if found is not None:
                return found
        _check(permission, timezone.localdate(at))
        more = {} if story_id is None else {"id": story_id}
        study = CaseStudy.objects.create(
            landlord=landlord,
            consent_way=permission.way,
            consent_on=permission.given_on,
            consent_until=permission.until,
            consent_note=permission.note.strip(),
            begun_at=at,
            **more,
        )
        _note_permission(study, acting, at)
        _write(study, languages.ENGLISH.code, words, acting, at)
        return study


def word_story(study: CaseStudy, language: str, words: Words, *, by: By, at: datetime) -> CaseStudyText:
    """Writes a story in a language, for the first time or anew. It is hidden there until somebody else approves it.

    Raises Refused: as begin_story(), a language that there is not, a permission taken back.
    """
    with transaction.atomic():
        acting = _teller(study.landlord, by, at)
        study = _standing(study)
        if language not in {one.code for one in languages.LANGUAGES}:
            raise Refused("story_language_unknown", {})
        return _write(study, language, words, acting, at)


def permit_story(study: CaseStudy, permission: Permission, *, by: By, at: datetime) -> None:
    """Notes that the resident has given permission again, with a new last day. Raises Refused as begin_story()."""
    with transaction.atomic():
        acting = _teller(study.landlord, by, at)
        study = _standing(study)
        _check(permission, timezone.localdate(at))
        study.consent_way, study.consent_on = permission.way, permission.given_on
        study.consent_until, study.consent_note = permission.until, permission.note.strip()
        study.save(update_fields=["consent_way", "consent_on", "consent_until", "consent_note"])
        _note_permission(study, acting, at)


def approve_story(study: CaseStudy, language: str, *, as_of: datetime | None, by: By, at: datetime) -> None:
    """Lets a story be shown in a language. `as_of` is when the words that were read had been written.

    Raises Refused: for their writer, where they have changed since, without words, a permission taken back or over.
    """
    with transaction.atomic():
        acting = _teller(study.landlord, by, at)
        study = _standing(study)
        today = timezone.localdate(at)
        if study.consent_until < today:
            raise Refused("story_permission_over", {"day": study.consent_until})
        text = CaseStudyText.objects.filter(landlord=study.landlord, study=study, language=language).first()
        if text is None:
            raise Refused("story_part_missing", {})
        if text.written_by_id == acting.person_id:
            raise Refused("story_needs_another", {})
        if text.written_at != as_of:
            raise Refused("story_changed", {})
        text.approved_by_id, text.approved_at = acting.person_id, at
        text.save(update_fields=["approved_by", "approved_at"])
        _note(study, kinds.STORY_APPROVED, acting, at, {"story": study.id, "language": language})


def withdraw_story(study: CaseStudy, *, by: By, at: datetime) -> None:
    """The resident took the permission back: hidden at once, its words removed. Doing it again changes nothing."""
    with transaction.atomic():
        acting = _teller(study.landlord, by, at)
        study = CaseStudy.objects.select_for_update().get(landlord=study.landlord, id=study.id)
        if study.withdrawn_on is not None:
            return
        texts = CaseStudyText.objects.filter(landlord=study.landlord, study=study)
        told = sorted(texts.values_list("language", flat=True))
        texts.delete()
        study.withdrawn_on, study.consent_note = timezone.localdate(at), ""
        study.save(update_fields=["withdrawn_on", "consent_note"])
        _note(study, kinds.STORY_WITHDRAWN, acting, at, {"story": study.id, "languages": told})


def _teller(landlord: Landlord, by: By, at: datetime) -> By:
    """Who acts, in the role that permits it; Refused for everybody who holds none of them today."""
    if by.kind != "staff" or by.person_id is None:
        raise Refused("story_not_yours", {})
    held = Role.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=timezone.localdate(at)),
        landlord=landlord,
        person_id=by.person_id,
        person__is_active=True,
        kind__in=[role.value for role in TELLERS],
    ).values_list("kind", flat=True)
    if not held:
        raise Refused("story_not_yours", {})
    return By.staff(by.person_id, min(held))


def _standing(study: CaseStudy) -> CaseStudy:
    """The story, locked; Refused where the resident has taken the permission back."""
    study = CaseStudy.objects.select_for_update().get(landlord=study.landlord, id=study.id)
    if study.withdrawn_on is not None:
        raise Refused("story_withdrawn", {"day": study.withdrawn_on})
    return study


def _check(permission: Permission, today: date) -> None:
    if permission.way not in CaseStudy.Way.values:
        raise Refused("story_permission_missing", {})
    if not permission.safety_asked:
        raise Refused("story_safety_not_asked", {})
    if permission.given_on > today:
        raise Refused("date_in_future", {"day": permission.given_on, "today": today})
    if not today <= permission.until <= today + timedelta(days=MOST_DAYS):
        raise Refused("story_permission_until", {"day": permission.until})


def _write(study: CaseStudy, language: str, words: Words, by: By, at: datetime) -> CaseStudyText:
    kept = words.kept()
    assert by.person_id is not None  # `_teller` lets nobody else through
    text, _made = CaseStudyText.objects.update_or_create(
        landlord=study.landlord,
        study=study,
        language=language,
        defaults={
            **kept,
            "written_by": Person.objects.get(id=by.person_id),
            "written_at": at,
            "approved_by": None,
            "approved_at": None,
        },
    )
    _note(study, kinds.STORY_WRITTEN, by, at, {"story": study.id, "language": language})
    return text


def _note_permission(study: CaseStudy, by: By, at: datetime) -> None:
    _note(
        study,
        kinds.STORY_PERMITTED,
        by,
        at,
        {
            "story": study.id,
            "way": study.consent_way,
            "given_on": study.consent_on,
            "until": study.consent_until,
            # `_check` lets no permission pass without it.
            "safety_asked": True,
        },
    )


def _note(study: CaseStudy, kind: Kind, by: By, at: datetime, facts: Mapping[str, Any]) -> None:
    chain.note(
        landlord_id=study.landlord_id,
        subject=("landlord", study.landlord_id),
        kind=kind.name,
        by=by,
        at=at,
        on=timezone.localdate(at),
        facts=facts,
    )
