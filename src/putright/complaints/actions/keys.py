"""The resident's keys to a case: reference, passphrase and private link."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from putright.accounts.links import make_link, revoke_links
from putright.complaints import kinds, reference
from putright.complaints.models import Complaint, Draft, GroupMember, ServiceRequest
from putright.record.chain import By

from .shared import Moment, caseworker, locked, note

_nobody_follows: ContextVar[bool] = ContextVar("nobody_follows_by_passphrase", default=False)


@dataclass(frozen=True)
class Received:
    """What the resident is told when a complaint has been received: the case, and the keys to it, shown once."""

    complaint: Complaint
    passphrase: str
    link_token: str


@contextmanager
def without_passphrases() -> Iterator[None]:
    """Within it new cases get no passphrase, and none opens them: for many cases that nobody will follow by one.

    To seal one takes a tenth of a second, which is its purpose and would be most of the work of making a demo.
    """
    token = _nobody_follows.set(True)
    try:
        yield
    finally:
        _nobody_follows.reset(token)


def new_passphrase() -> tuple[str, str]:
    """A passphrase for a new case, and what is kept of it; both empty within `without_passphrases`."""
    if _nobody_follows.get():
        return "", ""
    passphrase = reference.new_passphrase()
    return passphrase, make_password(passphrase)


def renew_access(complaint: Complaint, *, by: By, at: datetime) -> Received:
    """Gives the resident a new passphrase and link, and takes every older link back."""
    moment = Moment(at, by)
    with transaction.atomic():
        complaint = locked(complaint)
        caseworker(complaint.landlord, moment, complaint)
        passphrase = reference.new_passphrase()
        complaint.passphrase = make_password(passphrase)
        complaint.save(update_fields=["passphrase"])
        revoke_links(complaint.landlord, complaint.id)
        # The browser that sent the form is let in again by it: that ends too.
        Draft.objects.filter(landlord=complaint.landlord, complaint=complaint).update(expires_at=at)
        token = make_link(complaint.landlord, complaint.id, at=at)
        note(complaint, kinds.ACCESS_RENEWED, moment)
        return Received(complaint, passphrase, token)


def passphrase_opens(complaint: Complaint | GroupMember | ServiceRequest | None, typed: str) -> bool:
    """Whether `typed` is the passphrase of the case, of a household of a group, or of a report. An unknown one takes as
    long as a wrong passphrase.
    """
    stored = complaint.passphrase if complaint and complaint.passphrase else make_password(None)
    if complaint is None or not complaint.passphrase:
        make_password(typed)
        return False
    return check_password(reference.tidy_passphrase(typed), stored)
