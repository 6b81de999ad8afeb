"""What is noted about signing in: who came in and who was turned away goes to the access log of each
landlord at which the person has a role; a second factor that is added or removed goes into that landlord's
chain.

An address that nobody signs in with is noted nowhere but in the service's own log, and there without the
address.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.signals import password_changed, password_reset, user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_removed
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from putright.record import access_log, tenancy
from putright.record.chain import By, note

from .kinds import SECOND_FACTOR_ADDED, SECOND_FACTOR_REMOVED
from .models import Person
from .queries import roles_of

log = logging.getLogger("putright.accounts")
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def failed(request: HttpRequest, email: str, how: str) -> None:
    """Notes a sign-in that was refused. `how` is the step: password, code, provider."""
    person = Person.objects.filter(email__iexact=email).first() if email else None
    if person is None:
        log.warning("A sign-in was refused at the step %s: nobody has that address.", how)
        return
    _seen(person, f"sign_in_refused_{how}")


def _seen(person: Person, what: str) -> None:
    for landlord_id, role in _first_role_at_each_landlord(person):
        with tenancy.as_landlord(landlord_id, person_id=person.id):
            access_log.seen(
                landlord_id,
                by=By.staff(person.id, role),
                what=what,
                subject=("person", person.id),
                at=timezone.now(),
            )


def _first_role_at_each_landlord(person: Person) -> list[tuple[Any, str]]:
    return list({role.landlord_id: role.kind for role in reversed(roles_of(person))}.items())


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    _seen(user, "signed_in")


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    if user is not None:
        _seen(user, "signed_out")


@receiver(password_changed)
@receiver(password_reset)
def _password_changed(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    _seen(user, "password_changed")


@receiver(authentication_failed)
def _wrong_code(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    _seen(user, "sign_in_refused_code")


# The package tells of a new second factor after the commit; these come in the transaction that writes it.
@receiver(post_save, sender=Authenticator)
def _factor_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if created:
        _note_factor(instance, SECOND_FACTOR_ADDED.name)


@receiver(post_delete, sender=Authenticator)
def _factor_removed(instance: Authenticator, **kwargs: Any) -> None:
    _note_factor(instance, SECOND_FACTOR_REMOVED.name)


def _note_factor(authenticator: Authenticator, kind: str) -> None:
    person = Person.objects.get(id=authenticator.user_id)
    now = timezone.now()
    for landlord_id, role in _first_role_at_each_landlord(person):
        with tenancy.as_landlord(landlord_id, person_id=person.id):
            note(
                landlord_id=landlord_id,
                subject=("landlord", landlord_id),
                kind=kind,
                by=By.staff(person.id, role),
                at=now,
                on=timezone.localdate(now),
                facts={"person": person.id, "factor": str(authenticator.type)},
            )


@receiver(authenticator_removed)
def _last_factor_removed(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """Whoever removes the last factor has none for this session either, and is led to set up a new one at
    once.
    """
    if Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists():
        return
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        one for one in records if one.get("method") != "mfa"
    ]
