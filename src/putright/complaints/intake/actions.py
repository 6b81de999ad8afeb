"""What staff write down from a resident's mouth or letter, and what becomes of service requests.

`write_down` and `record_request` take whatever there is: nothing but the day is checked, since everybody may complain
and a caller may ring off. What was saved for later is kept as it was typed. The request's own chain is
"service_request"; a complaint that grows from one begins its own, and both stay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from putright.accounts.models import Landlord
from putright.complaints import reference
from putright.complaints.actions import Origin, Received, Told, open_hazard, raise_complaint
from putright.complaints.actions.shared import Moment, hearer, must_be
from putright.complaints.actions.told import kept_of, told_again
from putright.complaints.keeping.queries import removed
from putright.complaints.representatives.actions import EXPLAINED, Named, name_representative
from putright.complaints.representatives.models import Permission, RoleOfHelper, Share
from putright.record import chain
from putright.record.chain import By
from putright.record.kinds import Kind
from putright.rules.cues import About, cues
from putright.rules.errors import Refused
from putright.rules.requests import check_first_contact, complaint_day, review_due
from putright.rules.stages import CASEWORKERS, HEARERS, Role

from ..models import Complaint, Draft, Hazard, ServiceRequest, Source
from . import kinds


@dataclass(frozen=True)
class Danger:
    """The answer to the first question: "yes", "unknown", "no", or empty where nobody asked."""

    answer: str = ""
    what: tuple[str, ...] = ()
    words: str = ""
    phone: str = ""
    has_called: bool = False

    @property
    def opens(self) -> bool:
        """Whether a danger is opened at once. Not knowing counts as yes."""
        return self.answer in {"yes", "unknown"} or bool(self.what)


@dataclass(frozen=True)
class Came:
    """How it reached us: what `intake.models.Source` keeps of it."""

    cut_short: bool = False
    read_back: bool = False
    link: str = ""
    writer: str = ""
    writer_as: str = ""
    writer_reference: str = ""
    writer_reach: str = ""
    permission: str = ""
    permission_note: str = ""
    reply_to: str = ""
    opted_in: bool | None = None

    @property
    def facts(self) -> dict[str, object]:
        """What may stand in the chain: no name, no address, no link."""
        told = {
            "cut_short": self.cut_short,
            "read_back": self.read_back,
            "writer_as": self.writer_as,
            "permission": self.permission,
            "reply_to": self.reply_to,
            "opted_in": self.opted_in,
        }
        return {name: value for name, value in told.items() if value not in ("", None, False)}

    @property
    def personal(self) -> dict[str, object]:
        told = {
            "link": self.link,
            "writer": self.writer,
            "writer_reference": self.writer_reference,
            "writer_reach": self.writer_reach,
        }
        return {name: value for name, value in told.items() if value}


def save_for_later(
    landlord: Landlord, key: str, typed: Mapping[str, Any], *, danger: Danger, by: By, at: datetime
) -> Draft:
    """Keeps a page that staff have not finished, as it was typed, and opens a danger at once.

    Nothing is asked of what was typed. What was sent meanwhile, in another tab, is left as it is.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        hearer(landlord, moment)
        draft = _draft(landlord, key, moment)
        if draft.complaint_id is not None or draft.request_id is not None:
            return draft
        draft.answers, draft.saved_at = {"intake": dict(typed)}, at
        draft.save(update_fields=["answers", "saved_at"])
        _open(landlord, draft, danger, moment)
        return draft


def write_down(
    landlord: Landlord,
    key: str,
    told: Told,
    *,
    channel: str,
    received_on: date,
    danger: Danger,
    came: Came,
    by: By,
    at: datetime,
) -> Received:
    """Takes down a complaint, however it was made. The same `key` sent twice is one complaint.

    Refused for a day ahead, and for one after the first contact: the day on which the page was first saved.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        hearer(landlord, moment)
        draft = _draft(landlord, key, moment)
        if draft.complaint_id is not None:
            return Received(Complaint.objects.get(landlord=landlord, id=draft.complaint_id), "", "")
        if draft.request_id is not None:
            raise Refused("written_down_as_request", {})
        _check_day(draft, received_on, moment)
        _open(landlord, draft, danger, moment)
        made = raise_complaint(
            landlord,
            told,
            channel=channel,
            received_on=received_on,
            draft=draft,
            origin=Origin(facts={"by_staff": True, **came.facts}, personal=came.personal),
            by=moment.by,
            at=at,
        )
        _keep_source(landlord, came, draft.begun_at, moment, told.our_words, complaint=made.complaint)
        if came.writer.strip():
            _name_writer(made.complaint, came, by=moment.by, at=at)
        return made


def write_down_request(
    landlord: Landlord,
    key: str,
    told: Told,
    *,
    channel: str,
    received_on: date,
    danger: Danger,
    came: Came,
    by: By,
    at: datetime,
) -> ServiceRequest:
    """Takes down a service request, as `write_down` does a complaint."""
    moment = Moment(at, by)
    with transaction.atomic():
        hearer(landlord, moment)
        draft = _draft(landlord, key, moment)
        if draft.request_id is not None:
            return ServiceRequest.objects.get(landlord=landlord, id=draft.request_id)
        if draft.complaint_id is not None:
            raise Refused("written_down_as_complaint", {})
        _check_day(draft, received_on, moment)
        _open(landlord, draft, danger, moment)
        return record_request(
            landlord,
            told,
            channel=channel,
            received_on=received_on,
            came=came,
            draft=draft,
            by=moment.by,
            at=at,
        )


def record_request(
    landlord: Landlord,
    told: Told,
    *,
    channel: str,
    received_on: date | None = None,
    came: Came | None = None,
    draft: Draft | None = None,
    passphrase: str = "",
    seal: str = "",
    by: By,
    at: datetime,
) -> ServiceRequest:
    """Records a service request (2024:1.4): a resident's own, or one that staff took down.

    With a `draft` that was recorded already, gives that request again. The dangers of the draft go with it. Where the
    resident asked for both, the fix and a complaint, `become_complaint` follows at once. `passphrase` is one that its
    resident comes back with; `seal` is what is kept of it beside the draft, for the browser that sent it.
    """
    moment = Moment(at, by)
    with transaction.atomic():
        must_be(HEARERS, landlord, moment)
        if draft is not None:
            draft = Draft.objects.select_for_update().get(landlord=landlord, id=draft.id)
            if draft.request_id is not None:
                return ServiceRequest.objects.get(landlord=landlord, id=draft.request_id)
        day = received_on or moment.on
        check_first_contact(day, contact_on=moment.on, today=moment.on)
        words = "\n\n".join(part for part in (told.words, *told.more_points) if part.strip())
        unhappy = cues(f"{words}\n{told.our_words}", About.UNHAPPY, moment.on)
        request = ServiceRequest.objects.create(
            landlord=landlord,
            reference=_free_reference(landlord),
            channel=channel,
            received_on=day,
            language=told.written_language,
            name=told.name,
            called=told.called,
            address=told.address,
            postcode=told.postcode,
            contact_ways=list(told.contact_ways),
            phone=told.phone,
            email=told.email,
            told=kept_of(told),
            passphrase=make_password(passphrase) if passphrase else "",
            original_words=words,
            our_words=told.our_words,
            taken_by_id=by.person_id,
            review_due_on=review_due(day),
            unhappy_words=list(unhappy),
        )
        came = came or Came()
        if by.person_id is not None:
            begun = draft.begun_at if draft else at
            _keep_source(landlord, came, begun, moment, told.our_words, request=request)
        if draft is not None:
            # The answers of a form that becomes a complaint too are still needed for that.
            answers = {} if draft.saved_at or by.person_id is not None or seal else draft.answers
            if seal:
                answers = {"passphrase": seal}
            Draft.objects.filter(landlord=landlord, id=draft.id).update(request=request, answers=answers)
            Hazard.objects.filter(landlord=landlord, draft_id=draft.id).update(request=request)
        _note(
            request,
            kinds.RECORDED,
            moment,
            on=day,
            facts={
                "reference": request.reference,
                "channel": channel,
                "language": told.written_language,
                "taken": came.facts,
                "unhappy_words": len(unhappy),
                **({"choice": vars(told.choice)} if told.choice else {}),
                **({"topics": list(told.topics)} if told.topics else {}),
            },
            personal={
                "who": {
                    "name": told.name,
                    "called": told.called,
                    "address": told.address,
                    "postcode": told.postcode,
                    "phone": told.phone,
                    "email": told.email,
                },
                "words": words,
                "our_words": told.our_words,
                "source": came.personal,
            },
        )
        return request


def answer_request(request: ServiceRequest, answer: str, *, by: By, at: datetime) -> None:
    """Writes down what the resident was told about the request."""
    moment = Moment(at, by)
    with transaction.atomic():
        request = _locked(request, moment)
        if not answer.strip():
            raise Refused("request_answer_missing", {})
        if request.answered_on is not None:
            raise Refused("request_answered_already", {"day": request.answered_on})
        request.answered_on, request.answer, request.answered_by_id = moment.on, answer, by.person_id
        request.save(update_fields=["answered_on", "answer", "answered_by"])
        _note(request, kinds.ANSWERED, moment, personal={"answer": answer})


def review_request(request: ServiceRequest, review: str, *, by: By, at: datetime) -> None:
    """Writes down that somebody looked at how a request stands, and what they saw (2024:1.4)."""
    moment = Moment(at, by)
    with transaction.atomic():
        request = _locked(request, moment, overseer=True)
        if not review.strip():
            raise Refused("request_review_missing", {})
        request.reviewed_on, request.review, request.reviewed_by_id = moment.on, review, by.person_id
        if request.done_on is None:
            request.review_due_on = review_due(moment.on)
        request.save(update_fields=["reviewed_on", "review", "reviewed_by", "review_due_on"])
        facts = {"review_due_on": request.review_due_on}
        _note(request, kinds.REVIEWED, moment, facts=facts, personal={"review": review})


def finish_request(request: ServiceRequest, *, on: date, done: str, by: By, at: datetime) -> None:
    """Writes down that the work asked for was done, when, and how that is known. A complaint beside it goes on."""
    moment = Moment(at, by)
    with transaction.atomic():
        request = _locked(request, moment)
        if not done.strip():
            raise Refused("request_done_missing", {})
        if request.done_on is not None:
            raise Refused("request_done_already", {"day": request.done_on})
        if on > moment.on:
            raise Refused("received_in_future", {"day": on, "today": moment.on})
        if on < request.received_on:
            raise Refused("unhappy_before_request", {"day": on, "before": request.received_on})
        request.done_on, request.done, request.review_due_on = on, done, None
        request.save(update_fields=["done_on", "done", "review_due_on"])
        _note(request, kinds.DONE, moment, on=on, personal={"done": done})


def note_offer(request: ServiceRequest, note: str, *, by: By, at: datetime) -> None:
    """Writes down that the resident was offered to complain and chose not to (2024:1.3), as they put it."""
    moment = Moment(at, by)
    with transaction.atomic():
        request = _locked(request, moment, overseer=True)
        if not note.strip():
            raise Refused("request_offer_missing", {})
        request.unhappy_looked_on, request.unhappy_note = moment.on, note
        request.save(update_fields=["unhappy_looked_on", "unhappy_note"])
        _note(request, kinds.OFFERED, moment, personal={"note": note})


def become_complaint(
    request: ServiceRequest,
    *,
    words: str = "",
    channel: str = "",
    unhappy_on: date | None = None,
    because: str = "",
    told: Told | None = None,
    draft: Draft | None = None,
    seal: Callable[[str], str] | None = None,
    by: By,
    at: datetime,
) -> Received:
    """Makes a complaint of a request in one act. It counts from the request's day, and the work goes on (2024:1.5).

    `words` are what the resident says of it now. `unhappy_on` is a later day on which they first said that they were
    unhappy, with the reason `because`. Done twice it is one complaint.

    `told` is what the same form told of the complaint, where the resident asked for both at once, with its `draft` and
    `seal` (see `raise_complaint`).
    """
    moment = Moment(at, by)
    with transaction.atomic():
        request = ServiceRequest.objects.select_for_update().get(
            landlord_id=request.landlord_id, id=request.id
        )
        landlord = request.landlord
        must_be(HEARERS, landlord, moment)
        if removed(request):
            raise Refused("request_removed", {})
        if request.complained_on is not None:
            return Received(Complaint.objects.get(landlord=landlord, request=request), "", "")
        day = complaint_day(request.received_on, unhappy_on=unhappy_on, because=because, today=moment.on)
        made = raise_complaint(
            landlord,
            told
            or Told(
                words=request.original_words,
                our_words=request.our_words,
                more_points=(words,) if words.strip() else (),
                name=request.name,
                called=request.called,
                address=request.address,
                postcode=request.postcode,
                contact_ways=tuple(request.contact_ways),
                phone=request.phone,
                email=request.email,
                written_language=request.language,
                **told_again(request.told),
            ),
            channel=channel or request.channel,
            received_on=day,
            origin=Origin(request, {"request": request.reference}),
            draft=draft,
            seal=seal,
            by=moment.by,
            at=at,
        )
        if by.kind == "resident" and request.passphrase:
            # They have a passphrase already, and keep it.
            made.complaint.passphrase = request.passphrase
            made.complaint.save(update_fields=["passphrase"])
            made = Received(made.complaint, "", made.link_token)
        request.complained_on, request.complained_as = moment.on, made.complaint.id
        request.save(update_fields=["complained_on", "complained_as"])
        Hazard.objects.filter(landlord=landlord, request=request, complaint=None).update(
            complaint=made.complaint
        )
        _note(
            request,
            kinds.BECAME_COMPLAINT,
            moment,
            facts={
                "complaint": made.complaint.reference,
                "received_on": day,
                "unhappy_on": unhappy_on if day != request.received_on else None,
            },
            personal={"because": because, "words": words},
        )
        return made


def _draft(landlord: Landlord, key: str, moment: Moment) -> Draft:
    """The page that staff opened under this key, locked. Of two that come at once, one waits for the other."""
    found = Draft.objects.select_for_update().filter(landlord=landlord, key=key, begun_by__isnull=False)
    draft = found.first()
    if draft is None:
        try:
            with transaction.atomic():
                draft = Draft.objects.create(
                    landlord=landlord,
                    key=key,
                    language="en",
                    begun_by_id=moment.by.person_id,
                    begun_at=moment.at,
                    expires_at=moment.at + timedelta(days=landlord.draft_days),
                )
        except IntegrityError:
            draft = found.get()
    return draft


def _check_day(draft: Draft, received_on: date, moment: Moment) -> None:
    check_first_contact(received_on, contact_on=timezone.localdate(draft.begun_at), today=moment.on)


def _open(landlord: Landlord, draft: Draft, danger: Danger, moment: Moment) -> None:
    """Opens the danger that was told, once for the page; what is told since is added to it."""
    if danger.opens:
        open_hazard(
            landlord,
            draft=draft,
            danger=danger.answer if danger.answer in {"yes", "unknown"} else "yes",
            what=danger.what,
            words=danger.words,
            phone=danger.phone,
            has_called=danger.has_called,
            by=moment.by,
            at=moment.at,
        )


def _name_writer(complaint: Complaint, came: Came, *, by: By, at: datetime) -> None:
    """Whoever writes for the resident waits for permission, or has it where the page says how we know.

    The clock has started all the same, with the first contact. A permission that lacks its explanation is asked for.
    """
    permission = came.permission or Permission.ASK.value
    if permission in EXPLAINED and not came.permission_note.strip():
        permission = Permission.ASK.value
    name_representative(
        complaint,
        Named(
            name=came.writer,
            role=came.writer_as or RoleOfHelper.OTHER.value,
            reference=came.writer_reference[:80],
            address=came.writer_reach,
        ),
        permission=permission,
        note_on_permission=came.permission_note,
        scope=[Share.TALK.value],
        by=by,
        at=at,
    )


def _keep_source(
    landlord: Landlord,
    came: Came,
    contact_at: datetime,
    moment: Moment,
    our_words: str,
    *,
    complaint: Complaint | None = None,
    request: ServiceRequest | None = None,
) -> None:
    Source.objects.create(
        landlord=landlord,
        complaint=complaint,
        request=request,
        taken_by_id=moment.by.person_id,
        contact_at=contact_at,
        our_words=our_words,
        **{name: value for name, value in vars(came).items() if name != "permission_note"},
    )


def _locked(request: ServiceRequest, moment: Moment, *, overseer: bool = False) -> ServiceRequest:
    """The request as it is now, locked; refused to whoever may not do this."""
    found = ServiceRequest.objects.select_for_update().get(landlord_id=request.landlord_id, id=request.id)
    if overseer:
        must_be(CASEWORKERS | {Role.TEAM_LEADER}, found.landlord, moment)
    else:
        hearer(found.landlord, moment)
    if removed(found):
        raise Refused("request_removed", {})
    return found


def _free_reference(landlord: Landlord) -> str:
    """A reference that neither a request nor a complaint of the landlord bears."""
    while True:
        made = reference.new_reference()
        if not any(
            table.objects.filter(landlord=landlord, reference=made).exists()
            for table in (ServiceRequest, Complaint)
        ):
            return made


def _note(
    request: ServiceRequest,
    kind: Kind,
    moment: Moment,
    *,
    on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
) -> None:
    chain.note(
        landlord_id=request.landlord_id,
        subject=("service_request", request.id),
        kind=kind.name,
        by=moment.by,
        at=moment.at,
        on=on or moment.on,
        facts=facts,
        personal=personal,
    )
