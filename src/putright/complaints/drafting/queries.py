"""Reads of letters to come: the draft, its translations, the needs of its reader, who has to read it and has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from putright.accounts.models import Landlord
from putright.accounts.policy import Policy, policy_of
from putright.complaints.conflicts.queries import named_in_conflict
from putright.complaints.letters import quality
from putright.complaints.letters.content import Content
from putright.complaints.letters.needs import Needs, of_columns
from putright.complaints.letters.quality import About, Hit
from putright.complaints.letters.writing import Worded, draft_place, parts_of
from putright.complaints.models import (
    ENDED,
    Complaint,
    Letter,
    LetterCheck,
    LetterDraft,
    Promise,
    Remedy,
    TranslatedText,
)
from putright.complaints.needs.queries import for_letters
from putright.complaints.points.queries import live
from putright.record import chain

# Letters that a second person may have to read, by the end of their kind. The others carry what a form asks for,
# which nobody has kept before they are issued.
READ_TWICE = ("_response", "_acknowledgement")
FINDING_PARTS = ("facts", "reasons", "basis", "remedy", "no_remedy_because")


def draft_of(complaint: Complaint, kind: str, stage: int) -> LetterDraft | None:
    """What the writer has worded of this letter to come, or None."""
    return LetterDraft.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, kind=kind, stage=stage, letter=None
    ).first()


def translations_of(complaint: Complaint, language: str) -> dict[str, TranslatedText]:
    """Each text of staff that was ever translated for this case into a language, by its place."""
    found = TranslatedText.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, language=language
    ).select_related("by")
    return {one.place: one for one in found}


def needs_of(complaint: Complaint) -> Needs:
    """What letters to this resident have to be: what stands in the complaint's columns, with the adjustments that
    were agreed laid over it."""
    return for_letters(complaint, of_columns(complaint))


def worded(complaint: Complaint, kind: str, stage: int, language: str) -> Worded:
    """What people have put beside the case for this letter, as `letters.compose` takes it."""
    draft = draft_of(complaint, kind, stage)
    translated = {} if language == "en" else translations_of(complaint, language)
    return Worded(
        parts=draft.parts if draft else {},
        translations={place: (one.source, one.text) for place, one in translated.items()},
        arranged=draft.arranged if draft else {},
        needs=needs_of(complaint),
        logo=hashlib.sha256(complaint.landlord.logo).hexdigest() if complaint.landlord.logo else "",
    )


def version_of(content: Content) -> str:
    """A digest of what a letter says, whatever the day it is dated: what a second reader has read."""
    said = {name: value for name, value in content.items() if name not in {"date", "facts"}}
    # That the answer is late is a fact of the day on which it goes out.
    said["blocks"] = [part for part in content["blocks"] if part["code"] != "late"]
    return hashlib.sha256(chain.canonical(said).encode()).hexdigest()[:32]


def version_of_draft(draft: LetterDraft | None) -> str:
    """What a draft says, as a digest for `draft_letter(seen=…)`; that of no draft where there is none yet."""
    said = [draft.parts, draft.arranged, draft.wants_reader] if draft else [{}, {}, False]
    return hashlib.sha256(chain.canonical(said).encode()).hexdigest()[:24]


# What a letter is held against


def about(complaint: Complaint, content: Content) -> About:
    """The facts of the case that a letter is held against before it goes out."""
    draft = draft_of(complaint, content["kind"], content["stage"])
    unowned = Promise.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, stage=content["stage"], owner=None, done_on=None
    )
    if not content["kind"].endswith("_response"):
        unowned = unowned.none()
    people = [complaint.name, complaint.called, complaint.on_behalf_of, content["contact"]["name"]]
    return About(
        needs=needs_of(complaint),
        arranged=draft.arranged if draft else {},
        names=frozenset(name for name in people if name),
        hidden=frozenset(one.name for one in named_in_conflict(complaint)),
        unowned=tuple(unowned.values_list("action", flat=True)),
        money=money_of(complaint, content["stage"]),
    )


def money_of(complaint: Complaint, stage: int) -> frozenset[Decimal]:
    """The amounts that a stage's remedies speak of: those that the rest of its letter may say."""
    texts = [one.remedy for one in complaint.findings.all() if one.stage == stage]
    paid = Remedy.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, stage=stage, pence__isnull=False
    ).values_list("pence", flat=True)
    written = {amount for text in texts for amount in quality.amounts(text)}
    return frozenset(written | {Decimal(pence or 0) / 100 for pence in paid})


def hits(complaint: Complaint, content: Content) -> tuple[Hit, ...]:
    """Everything the quality gate has to say about a letter, what blocks it first."""
    return quality.check(content, about(complaint, content))


# The second reader


def reasons_to_read(complaint: Complaint, content: Content, policy: Policy | None = None) -> list[str]:
    """Why a second person has to read this letter: codes of the landlord's policy, "asked" where its writer wants it.

    An acknowledgement has the writer's reason alone; a letter that a form makes has none.
    """
    kind = content["kind"]
    if not kind.endswith(READ_TWICE):
        return []
    draft = draft_of(complaint, kind, content["stage"])
    asked = ["asked"] if draft and draft.wants_reader else []
    if not kind.endswith("_response"):
        return asked
    policy = policy or policy_of(complaint.landlord)
    wanted = policy.second_reader
    found = quality.sensitive(content, complaint.original_words) & wanted
    if "everything" in wanted:
        found |= {"everything"}
    if "hazard" in wanted and complaint.hazards.filter(landlord=complaint.landlord_id).exists():
        found |= {"hazard"}
    if "money" in wanted and quality.most_money(content) > policy.second_reader_above:
        found |= {"money"}
    return [*sorted(found), *asked]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a letter stands with its second reader: why one is needed, and what was said of this very version."""

    why: tuple[str, ...]
    version: str
    check: LetterCheck | None
    # The last word on an earlier version, where it was returned.
    returned: LetterCheck | None

    @property
    def done(self) -> bool:
        return not self.why or self.accepted

    @property
    def accepted(self) -> bool:
        return self.check is not None and self.check.outcome == LetterCheck.Outcome.ACCEPTED

    @property
    def waiting(self) -> bool:
        return self.check is not None and self.check.outcome == LetterCheck.Outcome.WAITING


def reading_of(complaint: Complaint, content: Content) -> Reading:
    """Whether this letter, as it now stands, has been read as it has to be."""
    version = version_of(content)
    checks = list(
        LetterCheck.objects.filter(
            landlord=complaint.landlord_id,
            complaint=complaint,
            kind=content["kind"],
            stage=content["stage"],
        )
        .select_related("asked_by", "decided_by")
        .order_by("-asked_at", "-id")[:20]
    )
    check = next((one for one in checks if one.version == version and one.outcome != "overtaken"), None)
    returned = checks[0] if checks and checks[0].outcome == LetterCheck.Outcome.RETURNED else None
    return Reading(tuple(reasons_to_read(complaint, content)), version, check, returned)


def writers_of(complaint: Complaint, kind: str, stage: int, check: LetterCheck) -> frozenset[UUID]:
    """Who wrote a letter, and so cannot be its second reader: who asked, who answers the stage, who worded it."""
    draft = draft_of(complaint, kind, stage)
    answers = complaint.handler_id if stage == 1 else complaint.reviewer_id
    found = {check.asked_by_id, answers, draft.changed_by_id if draft else None}
    return frozenset(one for one in found if one is not None)


def letters_to_check(landlord: Landlord, person_id: UUID | None = None) -> QuerySet[LetterCheck]:
    """The letters that wait for a second reader, the oldest first; without those that this person asked about.

    For the queues: one statement, with the case and who asked.
    """
    waiting = LetterCheck.objects.filter(landlord=landlord, outcome=LetterCheck.Outcome.WAITING)
    if person_id is not None:
        waiting = waiting.exclude(asked_by_id=person_id)
    return waiting.select_related("complaint", "asked_by").order_by("asked_at", "id")


def letters_read(landlord: Landlord, person_id: UUID | None) -> QuerySet[LetterCheck]:
    """The letters of this person's that a second reader has accepted or returned, and that have not gone out since.

    The one read last is the newest word on it. The oldest first, one statement.
    """
    same = {name: OuterRef(name) for name in ("landlord", "complaint", "kind", "stage")}
    newer = LetterCheck.objects.filter(**same, asked_at__gt=OuterRef("asked_at"))
    gone = Letter.objects.filter(**same, issued_at__gte=OuterRef("decided_at"))
    read = (LetterCheck.Outcome.ACCEPTED, LetterCheck.Outcome.RETURNED)
    return (
        LetterCheck.objects.filter(landlord=landlord, asked_by_id=person_id, outcome__in=read)
        .exclude(complaint__state__in=ENDED)
        .exclude(Exists(newer))
        .exclude(Exists(gone))
        .select_related("complaint", "decided_by")
        .order_by("decided_at", "id")
    )


# Translations


@dataclass(frozen=True, slots=True)
class Beside:
    """A text of staff with its translation beside it, as the page of translations shows it."""

    place: str
    source: str
    there: TranslatedText | None

    @property
    def stale(self) -> bool:
        return self.there is not None and self.there.source.strip() != self.source.strip()

    @property
    def missing(self) -> bool:
        return self.there is None or self.stale


def beside(sources: Mapping[str, str], there: Mapping[str, TranslatedText]) -> list[Beside]:
    """The texts of a letter or of a whole case beside their translations, in their order."""
    return [Beside(place, source, there.get(place)) for place, source in sources.items()]


def staff_texts(complaint: Complaint, stage: int) -> dict[str, str]:
    """Every text of staff that a letter of this stage may hold, by its place, in the order of reading.

    What `letters.compose` notes as the sources of a letter is always among them.
    """
    found: dict[str, str] = {}
    points = live(complaint.points.all())
    found |= {f"point:{point.id}:words": point.words for point in points}
    found |= {"case:outcomes": complaint.outcomes, "case:outside": complaint.outside}
    drafts = LetterDraft.objects.filter(
        landlord=complaint.landlord_id, complaint=complaint, stage=stage, letter=None
    ).order_by("id")
    for draft in drafts:
        found |= {
            draft_place(draft.kind, stage, part): draft.parts.get(part, "") for part in parts_of(draft.kind)
        }
    findings = {one.point_id: one for one in complaint.findings.all() if one.stage == stage}
    for point in points:
        if finding := findings.get(point.id):
            found |= {f"finding:{finding.id}:{part}": getattr(finding, part) for part in FINDING_PARTS}
    promises = complaint.promises.filter(done_on=None).order_by("due_on", "id")
    found |= {f"promise:{promise.id}:action": promise.action for promise in promises}
    row = next((one for one in complaint.stages.all() if one.number == stage), None)
    if row is not None:
        kept = {"extension": row.extension_reasons, "refusal": row.refusal_reasons}
        found |= {f"stage:{stage}:{what}_reasons": text for what, text in kept.items() if text.strip()}
    return {place: text for place, text in found.items() if text.strip()}
