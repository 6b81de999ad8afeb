"""What residents send: the form as it is filled in, the complaint, and word of a danger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from putright.accounts.links import make_link
from putright.accounts.models import Landlord
from putright.complaints import kinds, messages, reference
from putright.complaints.awareness.queries import running_code
from putright.complaints.correspondence.calls import must_tell
from putright.complaints.hazards.queries import attempts_of, facts_of_hazard, next_due_of
from putright.complaints.models import (
    AddedDay,
    CaseFile,
    Complaint,
    Draft,
    Hazard,
    OneOffHoliday,
    Point,
    ServiceRequest,
    Stage,
)
from putright.complaints.queries import facts_from, standing_of
from putright.complaints.returning.forgetting import forget_beside
from putright.complaints.returning.handing_over import hand_over_files, hand_over_files_of, same_files
from putright.complaints.tenanted import Tenanted
from putright.complaints.together import create_together
from putright.record import chain
from putright.record.chain import By
from putright.rules.editions import edition_for
from putright.rules.errors import Refused
from putright.rules.hazards import Ending, check_close

from .beside import beside_rows, beside_said, file_said, tell_member
from .keys import Received, new_passphrase
from .shared import Moment, added_day, caseworker, entry, must_be_open_to, said_of
from .told import Origin, Told


def raise_complaint(
    landlord: Landlord,
    told: Told,
    *,
    by: By,
    at: datetime,
    channel: str = "web",
    received_on: date | None = None,
    draft: Draft | None = None,
    origin: Origin | None = None,
    seal: Callable[[str], str] | None = None,
) -> Received:
    """Takes a complaint in. `received_on` is given where it came in on an earlier day than it is written down.

    `origin` says where it grew from and how it reached us, where staff wrote it down.

    With a `draft` that was sent already, gives that complaint again and makes no second one; the passphrase is
    then empty, since it is shown once. `seal` makes of the passphrase what is kept beside the draft, for the browser
    that sent it: see `drafts`. Everybody may complain, so nothing here is refused.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        while True:
            try:
                with transaction.atomic():
                    day = received_on or moment.on
                    return _received(landlord, told, moment, channel, day, draft, origin or Origin(), seal)
            except _Moved:
                assert draft is not None
                theirs = Complaint.objects.filter(landlord=landlord, id__in=_complaint_of(draft)).first()
                if theirs is not None:
                    return Received(theirs, "", "")
                # Gone where its time ended at this very moment: what was told is taken all the same.
                draft = Draft.objects.filter(landlord=landlord, id=draft.id).first()


class _Moved(Exception):
    """The draft became a complaint while this one was being made of it, or its files changed."""


def _complaint_of(draft: Draft) -> QuerySet[Draft, Any]:
    return Draft.objects.filter(landlord=draft.landlord_id, id=draft.id).values("complaint_id")


def _received(
    landlord: Landlord,
    told: Told,
    moment: Moment,
    channel: str,
    day: date,
    draft: Draft | None,
    origin: Origin,
    seal: Callable[[str], str] | None,
) -> Received:
    passphrase, sealed = new_passphrase()
    points = [words for words in (told.words, *told.more_points) if words.strip()]
    complaint, added, beside = _written_down(
        landlord, told, points, moment, channel, day, sealed, origin.request
    )
    files: list[CaseFile] = []
    if draft is not None:
        # The answers now stand in the complaint; kept twice, they would have to be blanked twice.
        kept = {"passphrase": seal(passphrase)} if seal else {}
        waiting = Draft.objects.filter(same_files(draft), landlord=landlord, id=draft.id, complaint=None)
        # Two clicks at once: the second waits here for the first, and takes back what it has done so far. So does one
        # beside which a file came in from another tab: it must not stay behind.
        if not waiting.update(complaint=complaint, answers=kept):
            raise _Moved
        files = hand_over_files(complaint, draft, moment.at)
    elif origin.request is not None:
        files = hand_over_files_of(complaint, origin.request, moment.at)
    if draft is not None:
        Hazard.objects.filter(landlord=landlord, draft_id=draft.id).update(complaint=complaint)
    received = entry(
        complaint,
        kinds.RECEIVED,
        moment,
        on=day,
        facts={
            "channel": channel,
            "reference": complaint.reference,
            "points": len(points) + bool(told.our_words.strip() and not told.words.strip()),
            "wanted": list(told.wanted),
            "language": told.written_language,
            "for_whom": told.for_whom,
            **({"requested_on": complaint.requested_on} if complaint.requested_on else {}),
            **({"taken": dict(origin.facts)} if origin.facts else {}),
            **_asked_besides(told),
            **said_of(added),
        },
        personal={
            "who": {
                "name": told.name,
                "called": told.called,
                "address": told.address,
                "postcode": told.postcode,
                "phone": told.phone,
                "email": told.email,
                "on_behalf_of": told.on_behalf_of,
            },
            "words": points,
            "wanted_other": told.wanted_other,
            **({"our_words": told.our_words} if told.our_words else {}),
            **{
                name: getattr(told, name)
                for name in ("topic_other", "why_late", "effect")
                if getattr(told, name)
            },
            **({"source": dict(origin.personal)} if origin.personal else {}),
        },
    )
    said = [*beside_said(complaint, beside, moment), *(file_said(complaint, one, moment) for one in files)]
    chain.note_many(landlord.id, [received, *said], begins=True)
    token = make_link(landlord, complaint.id, at=moment.at)
    if told.keys_wait:
        # An address that somebody else typed may be anybody's: a person gives the resident the keys.
        must_tell(complaint, "keys", at=moment.at)
    else:
        messages.received(complaint, token, at=moment.at)
    if told.confided is not None:
        tell_member(complaint, at=moment.at)
    return Received(complaint, passphrase, token)


def _written_down(
    landlord: Landlord,
    told: Told,
    points: Sequence[str],
    moment: Moment,
    channel: str,
    day: date,
    passphrase: str,
    request: ServiceRequest | None,
) -> tuple[Complaint, list[AddedDay], list[Tenanted]]:
    """The complaint with its first stage and points, the one-off holidays that count for it, and what it asks besides:
    help, whom to think about, what is feared, who speaks for whom.
    """
    edition = edition_for(day, landlord.own_switch_2022)
    holidays = list(OneOffHoliday.objects.filter(day__gt=day))
    while True:
        complaint = Complaint(
            landlord=landlord,
            reference=reference.new_reference(),
            channel=channel,
            received_on=day,
            request=request,
            requested_on=request.received_on if request else None,
            edition=edition.id if edition else "",
            for_whom=told.for_whom,
            on_behalf_of=told.on_behalf_of,
            households=told.households,
            relationship=told.helper.role
            if told.helper and told.for_whom == "someone"
            else told.relationship,
            own_home=told.own_home,
            topics=list(told.topics),
            topic_other=told.topic_other,
            told_before=told.told_before,
            began=told.began,
            why_late=told.why_late,
            effect=told.effect,
            at_home=list(told.at_home),
            at_home_words=told.at_home_words,
            name=told.name,
            called=told.called,
            address=told.address,
            postcode=told.postcode,
            tenancy_number=told.tenancy_number,
            contact_ways=list(told.contact_ways),
            phone=told.phone,
            email=told.email,
            safe_times=told.safe_times,
            safe_message=told.safe_message,
            safe_letters=told.safe_letters,
            documents_by=told.documents_by,
            spoken_language=told.spoken_language,
            written_language=told.written_language,
            interpreter=told.interpreter,
            british_sign_language=told.british_sign_language,
            original_words=told.words,
            wanted=list(told.wanted),
            wanted_other=told.wanted_other,
            passphrase=passphrase,
        )
        stage = Stage(landlord=landlord, complaint=complaint, number=1, asked_on=day)
        added = [added_day(complaint, holiday) for holiday in holidays]
        stands = standing_of(facts_from(complaint, [stage], added), [], moment.on)
        complaint.state, complaint.next_due_on = stands.state.value, stands.next_due_on
        rows = [
            Point(landlord=landlord, complaint=complaint, number=number, resident_words=words)
            for number, words in enumerate(points, start=1)
        ]
        if told.our_words.strip():
            # Ours stand beside theirs, never in their place: without any of theirs the point has ours alone.
            if not told.words.strip():
                rows.insert(0, Point(landlord=landlord, complaint=complaint))
            rows[0].words = told.our_words
            for number, row in enumerate(rows, start=1):
                row.number = number
        try:
            with transaction.atomic():
                beside = beside_rows(complaint, told, moment)
                create_together([complaint, stage, *added, *rows, *beside])
        except IntegrityError:
            # Eight characters by chance are there already once in a very long while: then others are tried.
            if not Complaint.objects.filter(landlord=landlord, reference=complaint.reference).exists():
                raise
        else:
            return complaint, added, beside


def _asked_besides(told: Told) -> dict[str, Any]:
    """What the form asked besides, as far as it names nobody: only what was answered."""
    worry = told.worry
    said: dict[str, Any] = {
        "topics": list(told.topics),
        "told_before": told.told_before,
        "choice": vars(told.choice) if told.choice else None,
        "began": told.began,
        "households": told.households,
        # Counted for the Member Responsible for Complaints (journeys 3.4); whose worry it is stays with the case.
        "worried": (list(worry.about) or ["unsaid"]) if worry else [],
        "asks": list(worry.asks) if worry else [],
        "confided": told.confided is not None,
    }
    return {name: value for name, value in said.items() if value}


def begin_draft(
    landlord: Landlord, key: str, language: str, *, at: datetime, campaign: str = "", counts: bool = True
) -> Draft:
    """Begins a form. `key` is the digest of the secret in the resident's cookie.

    `campaign` is the code that led here; one that does not run at this landlord counts as none. Not `counts`: it is
    not the form to complain by, and `awareness` leaves it out.
    """
    return Draft.objects.create(
        landlord=landlord,
        key=key,
        language=language,
        campaign=running_code(landlord.id, campaign),
        counted=not counts,
        begun_at=at,
        expires_at=at + timedelta(days=landlord.draft_days),
    )


def save_draft(draft: Draft, page: str, answers: dict[str, Any]) -> bool:
    """Keeps one page's answers in the resident's draft, beside those of the other pages.

    False, and nothing is kept, where the form was sent meanwhile, in another tab: nobody would read them there.
    """
    with transaction.atomic():
        locked = Draft.objects.select_for_update().get(landlord_id=draft.landlord_id, id=draft.id)
        draft.answers, draft.complaint_id = locked.answers, locked.complaint_id
        draft.request_id = locked.request_id
        if locked.complaint_id is not None or locked.request_id is not None:
            return False
        locked.answers[page], locked.page = answers, page
        locked.save(update_fields=["answers", "page"])
        return True


def remove_expired_drafts(landlord_id: UUID, now: datetime) -> int:
    """Removes forms that were never sent and are past their lifetime; gives how many.

    What staff saved for later lives as long from the day on which it was last saved: until then it stands in their
    list of what waits. One that opened a danger stays until that is closed, as it may be all there is to find the
    person by; then its words go, and its row stays for the danger.
    """
    days = Landlord.objects.values_list("draft_days", flat=True).get(id=landlord_id)
    over = Q(saved_at=None, expires_at__lte=now) | Q(saved_at__lte=now - timedelta(days=days))
    rows = Draft.objects.filter(over, landlord_id=landlord_id, complaint=None, request=None)
    # What nobody has counted yet stays for the next round: `awareness` counts a form before it goes.
    rows = rows.filter(Q(counted=True) | Q(begun_by__isnull=False))
    dangers = Hazard.objects.filter(landlord_id=landlord_id, draft__isnull=False)
    open_ones = dangers.filter(closed_at=None).values("draft_id")
    to_empty = list(
        rows.filter(id__in=dangers.values("draft_id"))
        .exclude(id__in=open_ones)
        .exclude(answers={}, saved_at=None)
        .values_list("id", flat=True)
    )
    to_remove = list(rows.exclude(id__in=dangers.values("draft_id")).values_list("id", flat=True))
    with transaction.atomic():
        # Locked, so that nobody saves or sends one of them in between; one that somebody did is passed over.
        locked = rows.filter(id__in=[*to_empty, *to_remove]).order_by("id").select_for_update()
        over_now = set(locked.values_list("id", flat=True))
        forget_beside(landlord_id, over_now, reason="expired", at=now)
        rows.filter(id__in=over_now & set(to_empty)).update(answers={}, saved_at=None)
        rows.filter(id__in=over_now & set(to_remove)).delete()
    return len(over_now)


def open_hazard(
    landlord: Landlord,
    *,
    draft: Draft | None = None,
    complaint: Complaint | None = None,
    request: ServiceRequest | None = None,
    danger: str,
    by: By,
    at: datetime,
    what: Sequence[str] = (),
    words: str = "",
    phone: str = "",
    has_called: bool = False,
) -> Hazard:
    """Writes down that somebody may be in danger, at once, and alerts the landlord. Twice for one form is once.

    A second call for the same draft adds what the resident ticked since. On a case it is refused to whoever is shut out
    of it: they have no such case.
    """
    with transaction.atomic():
        if complaint is not None:
            must_be_open_to(complaint, by)
        found = (
            Hazard.objects.select_for_update().filter(landlord=landlord, draft=draft, closed_at=None).first()
            if draft is not None
            else None
        )
        if found is not None:
            before = (found.kinds, found.words, found.phone, found.has_called)
            found.danger, found.kinds, found.words = danger, list(what), words
            found.phone, found.has_called = phone, has_called
            if before == (found.kinds, found.words, found.phone, found.has_called):
                return found
            found.save(update_fields=["danger", "kinds", "words", "phone", "has_called"])
            hazard = found
        else:
            hazard = Hazard(
                landlord=landlord,
                draft=draft,
                complaint=complaint,
                request=request,
                danger=danger,
                kinds=list(what),
                words=words,
                phone=phone,
                has_called=has_called,
                opened_at=at,
            )
            hazard.next_due_at = next_due_of(hazard)
            hazard.save(force_insert=True)
        chain.note(
            landlord_id=landlord.id,
            subject=("hazard", hazard.id),
            kind=kinds.HAZARD_OPENED.name,
            by=by,
            at=at,
            on=timezone.localdate(at),
            facts={"danger": danger, "kinds": list(what), "has_called": has_called, "call_back": bool(phone)},
            personal={"phone": phone, "words": words},
        )
        messages.hazard(landlord, hazard)
        return hazard


def close_hazard(
    hazard: Hazard, outcome: str, *, ending: Ending = Ending.MADE_SAFE, by: By, at: datetime
) -> None:
    """Ends a hazard with what was done about it, and how it ended.

    Refused without a word of what was done, without a try to reach the resident, before a person has decided how
    serious it is, and while something is missing that this ending rests on (`rules.hazards.check_close`).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        locked = Hazard.objects.select_for_update().get(landlord=hazard.landlord, id=hazard.id)
        caseworker(hazard.landlord, moment, locked.complaint)
        if not outcome.strip():
            raise Refused("hazard_outcome_missing", {})
        if locked.closed_at is not None:
            raise Refused("hazard_already_closed", {})
        check_close(facts_of_hazard(locked), ending, attempts_of(locked.attempts.all()))
        locked.closed_at, locked.outcome, locked.ending = at, outcome, ending.value
        locked.closed_by_id, locked.next_due_at = by.person_id, None
        locked.save(update_fields=["closed_at", "outcome", "ending", "closed_by", "next_due_at"])
        chain.note(
            landlord_id=hazard.landlord_id,
            subject=("hazard", hazard.id),
            kind=kinds.HAZARD_CLOSED.name,
            by=moment.by,
            at=at,
            on=moment.on,
            facts={"ending": ending.value},
            personal={"outcome": outcome},
        )
