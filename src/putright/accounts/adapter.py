"""Where the sign-in package asks us: sign-up is closed, mail goes only where there is a server, secrets lie
encrypted.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import sign_ins
from .models import Person
from .queries import may_vouch_for

log = logging.getLogger("putright.accounts")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by whoever comes along."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "The email address or the password is not right. Check both and try again."
        ),
        "too_many_login_attempts": _("There were too many attempts. Wait five minutes, then try again."),
        "incorrect_password": _("The password is not right. Check it and try again."),
        "incorrect_code": _(
            "The code is not right, or it was used before. Wait for the next code and enter that."
        ),
        "rate_limited": _("There were too many attempts. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not within five minutes of signing in: the package itself would ask again at once for what was
        just given.
        """
        request = context.request
        latest = max(
            (float(one["at"]) for one in get_authentication_records(request, request.user)), default=0.0
        )
        if time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        sign_ins.failed(request, str(credentials.get("email", "")), "password")

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends after the transaction is in the database. A mail server that is down must not stop a
        sign-in.
        """
        if not settings.MAIL_CONFIGURED:
            log.warning("No mail was sent (%s): PUTRIGHT_MAIL is not set.", template_prefix)
            return
        message = self.render_mail(
            template_prefix, email, {"email": email, "origin": settings.ORIGIN, **context}
        )

        def send() -> None:
            try:
                message.send()
            except OSError:
                log.exception("A message about signing in could not be sent (%s).", template_prefix)

        transaction.on_commit(send, robust=True)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail, under our own origin whatever host name the request came with."""
        uid, _sep, token = key.partition("-")
        return settings.ORIGIN + reverse(
            "account_reset_password_from_key", kwargs={"uidb36": uid, "key": token}
        )

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An organisation's own provider signs in people whom an administrator has added, and nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the person: by an account linked before, else by an e-mail address that the provider has
        verified.

        The provider must be set for every landlord at which the person has a role. Otherwise the provider
        of one landlord could say that somebody of another landlord had signed in. Raises
        ImmediateHttpResponse, which leads to a page that says what to do, for everybody else.
        """
        provider = str(sociallogin.account.provider)
        person = sociallogin.user if sociallogin.is_existing else self._by_email(sociallogin)
        # The package takes "connect" from the address: then whoever is signed in would get this account besides.
        signs_in = sociallogin.state.get("process") == AuthProcess.LOGIN
        known = isinstance(person, Person) and person.is_active and may_vouch_for(provider, person)
        if not signs_in or not known:
            address = next((one.email for one in sociallogin.email_addresses), "")
            sign_ins.failed(request, address, "provider")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_signup")))
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    @staticmethod
    def _by_email(sociallogin: SocialLogin) -> Person | None:
        for address in sociallogin.email_addresses:
            if address.verified is True and (
                person := Person.objects.filter(email__iexact=address.email, is_active=True).first()
            ):
                return person
        return None

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        log.warning("A sign-in through %s failed: %s %s", getattr(provider, "id", provider), error, exception)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted with the service's own key: a copy of the database opens
    nothing.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # A restored database under a new secret key. No code can match; an administrator resets the
            # factor.
            log.error(
                "A second factor cannot be read: PUTRIGHT_SECRET_KEY is not the one it was set up with."
            )
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": str(settings.MFA_TOTP_ISSUER)}


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(hashlib.sha256(b"putright.second-factor:" + str(key).encode()).digest())
        )
        for key in keys
    )
