"""Second factors made by the service itself: for the people of a demo, who have real ones like everybody
else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from allauth.account.models import EmailAddress
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction

from .models import Person


class NoSecondFactor(LookupError):
    """The person has set up no app that shows codes."""


def provision(person: Person, *, password: str, demo_secret: str) -> None:
    """Gives a made-up person a password, a verified email address and an app's key that follows from
    `demo_secret`.

    A second call with the same secret changes nothing but a password that differs. Nothing here passes a
    check by: who signs in still enters the password and the code of the moment.
    """
    key = base64.b32encode(
        hmac.new(demo_secret.encode(), f"putright.totp:{person.email}".encode(), hashlib.sha256).digest()[:20]
    ).decode()
    with transaction.atomic():
        # Asked first: to compare with no password at all takes as long as with one.
        if not (person.has_usable_password() and person.check_password(password)):
            person.set_password(password)
            person.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
        present = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()
        if present is not None and decrypt(present.data["secret"]) == key:
            return
        if present is not None:
            present.delete()
        TOTP.activate(person, key)


def present_code(person: Person) -> str:
    """The code that the person's app would show now. Raises NoSecondFactor where there is no app.

    A code counts once: whoever signs in twice within half a minute waits for the next.
    """
    authenticator = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()
    if authenticator is None:
        raise NoSecondFactor(f"{person.name} has set up no app that shows codes.")
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), counter)))
