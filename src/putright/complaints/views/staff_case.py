"""One case as its people see it: the case itself, its record, its letters, and the resident's keys to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address
from putright.accounts.models import Person
from putright.complaints import access, actions, letters, messages
from putright.complaints.actions import Received
from putright.complaints.drafting.words import where_of_text
from putright.complaints.form.problem import last_day_of
from putright.complaints.forms_landlords import Confirm
from putright.complaints.letters.needs import LARGE_SIZES
from putright.complaints.models import Complaint, Contact, Finding, FindingKind, Letter, Point, Promise
from putright.complaints.points.queries import live
from putright.complaints.queries import contents_of, current_stage, standing
from putright.complaints.roles import CASEWORK, KNOWING_WORRIES, READING, TEAM
from putright.record import chain, documents, verify
from putright.record.chain import By, Noted
from putright.rules.acceptance import age
from putright.rules.stages import Act, Role, lacking

from .staff import (
    LETTERS,
    ROLES,
    Doable,
    Due,
    answerer,
    case_address,
    case_page,
    clock_shown,
    doable,
    due_next,
    page,
    permitted,
    staff_page,
    today,
    tried,
    wordless,
)

CONTACTS_SHOWN = 20


@dataclass(frozen=True)
class PointShown:
    """A point with what was found at each stage, and where the present stage's finding is written."""

    point: Point
    findings: list[Finding]
    write: str
    written: Finding | None


@dataclass(frozen=True)
class PromiseShown:
    """A promise with how it stands in a word, and where it is marked as kept or taken out."""

    promise: Promise
    text: str
    colour: str
    keep: str
    drop: str


@staff_page(*READING)
@require_safe
def show_case(request: PutrightRequest, reference: str) -> HttpResponse:
    """The whole case on one page, with what may be done now. The statements do not grow with points or events."""
    complaint = contents_of(access.for_staff(request, reference), CONTACTS_SHOWN + 1)
    on = today(request)
    stands = standing(complaint, on)
    stage = current_stage(complaint)
    acts = permitted(request, complaint, stands)
    points = live(complaint.points.all())
    unanswered = [one.number for one in actions.point_facts(complaint, stage.number) if lacking(one)]
    do = doable(
        request,
        complaint,
        stands,
        acts,
        worded=not wordless(points) and bool(points),
        unanswered=unanswered[0] if unanswered else None,
    )
    contacts: list[Contact] = complaint.latest_contacts  # type: ignore[attr-defined]  # from contents_of
    hazards = list(complaint.hazards.all())
    shown_promises = [
        _promise_shown(request, complaint, promise, acts, on) for promise in complaint.promises.all()
    ]
    due = due_next(stands, on)
    return case_page(
        request,
        "case",
        complaint,
        {
            "page_title": complaint.name or _("Name not given"),
            "next_step": do[0] if do and do[0].next_step else _promise_to_keep(shown_promises, due),
            "more_steps": [one for one in do if not one.next_step],
            "clocks": [clock_shown(clock, on) for clock in stands.clocks],
            "points": [_point_shown(request, complaint, stage.number, point, acts) for point in points],
            "promises": shown_promises,
            "plan": _plan(request, complaint, stage.number, acts, answered=stage.answered_on is not None),
            "contacts": contacts[:CONTACTS_SHOWN],
            "more_contacts": len(contacts) > CONTACTS_SHOWN,
            "letters": [
                (letter, LETTERS.get(letter.kind, letter.kind)) for letter in complaint.letters.all()
            ],
            "hazards": hazards,
            "knows_worries": bool(request.visitor.roles & set(KNOWING_WORRIES)),
            "began_late": _began_late(complaint),
            "dangers_open": [hazard for hazard in hazards if hazard.closed_at is None],
            "stages": [(one, answerer(complaint, one.number)) for one in complaint.stages.all()],
            "back_url": address(request, "complaints:queue"),
            "caption": "",
            "may_do": {act.value for act in acts},
        },
    )


def _began_late(complaint: Complaint) -> str:
    """How what the resident told of its beginning stands to the limit of the edition; empty where it is in time.

    They told a month, or that day: whether it went on since is for a person to find out.
    """
    if not complaint.edition or complaint.began in {"", "unknown"}:
        return ""
    made = complaint.made_on or complaint.received_on
    happened = last_day_of(complaint.began)
    if happened > made or age(complaint.edition, made_on=made, happened_on=happened).in_time:
        return ""
    return _(
        "More than the Code’s limit before the complaint: find out whether it went on, and use discretion."
    )


def _point_shown(
    request: PutrightRequest, complaint: Complaint, stage: int, point: Point, acts: frozenset[Act]
) -> PointShown:
    findings = [one for one in complaint.findings.all() if one.point_id == point.id]
    write = ""
    if Act.FIND in acts:
        write = address(
            request, "complaints:finding", reference=complaint.reference, stage=stage, number=point.number
        )
    written = next((one for one in findings if one.stage == stage), None)
    return PointShown(point, findings, write, written)


def _promise_shown(
    request: PutrightRequest, complaint: Complaint, promise: Promise, acts: frozenset[Act], on: Any
) -> PromiseShown:
    keep = drop = ""
    parts = {"reference": complaint.reference, "promise": promise.id}
    if promise.promised_on is None:
        text, colour = _("Planned"), "grey"
        if Act.PROMISE in acts:
            drop = address(request, "complaints:promise_dropped", **parts)
    elif promise.done_on is None:
        text, colour = (_("Late"), "red") if promise.due_on < on else (_("To be kept"), "yellow")
        if promise.resident_says == "not_kept":
            text, colour = _("The resident says it was not kept"), "red"
        if Act.KEEP_PROMISE in acts:
            keep = address(request, "complaints:promise_kept", **parts)
    else:
        text = _("Kept, and the resident agrees") if promise.resident_says == "kept" else _("Kept")
        colour = "green"
    return PromiseShown(promise, text, colour, keep, drop)


def _promise_to_keep(promises: list[PromiseShown], due: Due | None) -> Doable | None:
    """The button of a case that waits for nothing but a promise: to write down that it was kept."""
    keep = next((one.keep for one in promises if one.keep and due and one.promise.due_on == due.on), "")
    return Doable(_("Write down that it is done"), keep) if keep else None


def _plan(
    request: PutrightRequest, complaint: Complaint, stage: int, acts: frozenset[Act], *, answered: bool
) -> Doable | None:
    if Act.PROMISE not in acts or answered:
        return None
    return Doable(
        _("Plan what we will promise"),
        case_address(request, complaint, "promises", stage=stage),
    )


# The record


@dataclass(frozen=True)
class EventShown:
    """An event of the record with who did it, when it was noted, and what stands in it."""

    noted: Noted
    told: str
    who: str
    facts: list[tuple[str, str]]
    personal: list[tuple[str, str]]
    backdated: bool


@staff_page(*TEAM)
@require_safe
def show_record(request: PutrightRequest, reference: str) -> HttpResponse:
    """Every event of the case, those that residents do not see too, and whether the chain of events is whole."""
    complaint = access.for_staff(request, reference)
    subject = ("complaint", complaint.id)
    noted = chain.timeline(complaint.landlord_id, subject)
    names = Person.objects.in_bulk(_people_in(noted))
    report = verify.verify_subject(complaint.landlord_id, subject)
    return case_page(
        request,
        "record",
        complaint,
        {
            "page_title": _("Record"),
            "events": [_event_shown(one, names) for one in reversed(noted)],
            "problems": [problem.sentence() for problem in report.problems],
            "blanked": [blanking.sentence() for blanking in report.blanked],
            "length": len(noted),
            "unknown": report.unknown,
        },
    )


# Facts of events that name a person by id.
_PERSONS = frozenset({"person", "approved_by"})


def _people_in(noted: Iterable[Noted]) -> set[UUID]:
    """Everybody whom these events name: who acted, and whom the act was about."""
    found = {one.by.person_id for one in noted if one.by.person_id}
    return found | {UUID(str(one.facts[name])) for one in noted for name in _PERSONS if one.facts.get(name)}


def _fact(name: str, value: Any, names: Mapping[UUID, Person]) -> str:
    if name in _PERSONS and UUID(str(value)) in names:
        return names[UUID(str(value))].name
    return _written(value)


def _event_shown(noted: Noted, names: Mapping[UUID, Person]) -> EventShown:
    return EventShown(
        noted,
        noted.told(lambda _name, value: value),
        _who(noted.by, names),
        [
            (name.replace("_", " "), _fact(name, value, names))
            for name, value in noted.facts.items()
            if value not in (None, "")
        ],
        [(name.replace("_", " "), _written(value)) for name, value in noted.personal.items() if value],
        noted.happened_on != timezone.localdate(noted.noted_at),
    )


def _who(by: By, names: Mapping[UUID, Person]) -> str:
    if by.kind == "resident":
        return _("The resident")
    if by.kind == "system":
        return _("The service")
    person = names.get(by.person_id) if by.person_id else None
    if by.kind == "import":
        return _("Import") if person is None else _("Import by %(name)s") % {"name": person.name}
    name = person.name if person else _("Somebody who is gone")
    if by.kind == "adviser":
        return _("%(name)s, for the resident") % {"name": name}
    role = ROLES.get(Role(by.role)) if by.role in set(Role) else None
    return f"{name}, {role}" if role else name


def _written(value: Any) -> str:
    if isinstance(value, str) and value in FindingKind.values:
        return str(FindingKind(value).label)
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", value):
        return value.replace("_", " ")
    if isinstance(value, dict):
        return "; ".join(f"{name.replace('_', ' ')}: {_written(one)}" for name, one in value.items() if one)
    if isinstance(value, list | tuple):
        return "; ".join(_written(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


# Letters


@staff_page(*READING)
@require_safe
def show_letter(request: PutrightRequest, reference: str, letter: UUID) -> HttpResponse:
    """A letter as it was issued, inside a page of the case."""
    complaint = access.for_staff(request, reference)
    found = access.letter_of(complaint, letter)
    return case_page(
        request,
        "letter",
        complaint,
        {
            "page_title": LETTERS.get(found.kind, found.kind),
            "letter": found,
            "letter_body": letters.body(found.content, top=2),
            "sizes": LARGE_SIZES,
            # What staff wrote in English, beside what the resident was told of it.
            "sources": [
                (where_of_text(one["place"], complaint), one["text"], one["said"])
                for one in found.content.get("sources", ())
            ],
        },
    )


@staff_page(*READING)
@require_safe
def letter_pdf(request: PutrightRequest, reference: str, letter: UUID) -> StreamingHttpResponse:
    """The letter's PDF, the very bytes that were kept when it was issued."""
    complaint = access.for_staff(request, reference)
    found: Letter = access.letter_of(complaint, letter)
    document = found.pdf
    response = StreamingHttpResponse(documents.read(document), content_type="application/pdf")
    response["Content-Length"] = str(document.size)
    name = document.name.encode("ascii", "replace").decode().replace('"', "").replace("/", "-")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


# The resident's keys


@staff_page(*CASEWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_access(request: PutrightRequest, reference: str) -> HttpResponse:
    """Gives the resident a new passphrase and link, shown once; older ones stop working."""
    complaint = access.for_staff(request, reference)
    form = Confirm(request.POST if request.method == "POST" else None)
    made: Received | None = None

    def act() -> None:
        nonlocal made
        made = actions.renew_access(complaint, by=request.visitor.by, at=request.moment)

    if request.method == "POST" and form.is_valid() and tried(form, act) and made is not None:
        return keys_page(request, made, _("New passphrase and link"))
    return case_page(request, "access", complaint, {"page_title": _("New passphrase and link"), "form": form})


def keys_page(
    request: PutrightRequest, made: Received, title: str, steps: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """The resident's keys, on this page and never again. `steps` are what is to be done at once, with where."""
    complaint = made.complaint
    language = messages.language_of(complaint)
    link = request.build_absolute_uri(
        reverse(
            "complaints:link",
            kwargs={"landlord": request.landlord.code, "language": language, "token": made.link_token},
        )
    )
    return page(
        request,
        "keys",
        {
            "page_title": title,
            "steps": steps,
            "complaint": complaint,
            "passphrase": made.passphrase,
            "link": link,
            "days": complaint.landlord.link_days,
            "find": request.build_absolute_uri(address(request, "complaints:find")),
            "stands": standing(complaint, today(request)),
        },
        here="queue",
    )
