"""The sign-in package's forms in the service's words, without placeholders, and with a used code refused
again.
"""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LEAST_PASSWORD = _("At least 12 characters. Three words that do not belong together are easy to remember.")


class PlainFields(forms.Form):
    """Takes the placeholders out: a label says what to enter, and stays when something is entered."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    required: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name in self.required:
                field.error_messages["required"] = self.required[name]
            if name == "code":
                field.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-10", "dir": "ltr"}
            if name in {"login", "email"}:
                field.error_messages["invalid"] = _("Enter an email address in the correct format")


_EMAIL = {"login": _("Email address"), "email": _("Email address")}
_NO_EMAIL = {"login": _("Enter your email address"), "email": _("Enter your email address")}
_NEW = {
    "password1": _("New password"),
    "password2": _("New password again"),
    "oldpassword": _("Current password"),
}
_NO_NEW = {
    "password1": _("Enter a new password"),
    "password2": _("Enter the new password a second time"),
    "oldpassword": _("Enter your current password"),
}


class LoginForm(PlainFields, account.LoginForm):
    title = _("Sign in")
    labels = {**_EMAIL, "password": _("Password")}
    required = {**_NO_EMAIL, "password": _("Enter your password")}


class ReauthenticateForm(PlainFields, account.ReauthenticateForm):
    title = _("Show again that it is you")
    labels = {"password": _("Password")}
    required = {"password": _("Enter your password")}


class ChangePasswordForm(PlainFields, account.ChangePasswordForm):
    title = _("Change your password")
    labels = _NEW
    hints = {"password1": LEAST_PASSWORD}
    required = _NO_NEW


class ResetPasswordForm(PlainFields, account.ResetPasswordForm):
    title = _("Forgot your password?")
    labels = _EMAIL
    required = _NO_EMAIL


class ResetPasswordKeyForm(PlainFields, account.ResetPasswordKeyForm):
    title = _("Set a new password")
    labels = _NEW
    hints = {"password1": LEAST_PASSWORD}
    required = _NO_NEW


class OnceOnlyCode(PlainFields):
    """Refuses a code that was used, for as long as the step before and after its own are taken too.

    The package remembers a code for one step, which is too short where a neighbouring step is let in for
    clocks that are a little off (RFC 6238 section 5.2 forbids a second use).
    """

    labels = {"code": _("Code")}
    hints = {"code": _("The 6 numbers that your app shows now, or one of your recovery codes")}
    required = {"code": _("Enter the code that your app shows")}
    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # a mixin: the form beside it has it
        steps = 2 * app_settings.TOTP_TOLERANCE + 1
        key = f"accounts.code-used:{self.user.pk}:{normalize_user_code(code)}"
        if not cache.add(key, 1, timeout=app_settings.TOTP_PERIOD * steps):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OnceOnlyCode, mfa.AuthenticateForm):
    """The second step of a sign-in."""

    title = _("Enter your code")


class MFAReauthenticateForm(OnceOnlyCode, mfa.ReauthenticateForm):
    """A code again, before something that matters."""

    title = _("Show again that it is you")


class ActivateTOTPForm(PlainFields, totp.ActivateTOTPForm):
    title = _("Set up an app that shows codes")
    labels = {"code": _("Code from the app")}
    hints = {"code": _("The 6 numbers that the app shows now")}
    required = {"code": _("Enter the code that the app shows")}


class Credential(forms.JSONField):
    """What a browser says of a passkey. Numbers or depths that no browser sends are no JSON, not a failure."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data


class WholeCredential(forms.Form):
    """Refuses a credential with parts missing or of another kind, of which the package lets some fail the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = Credential(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        above = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])
        try:
            return above()
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    def clean(self) -> Any:
        try:
            return super().clean()
        except (LookupError, ValueError, TypeError, AttributeError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class LoginWebAuthnForm(WholeCredential, webauthn.LoginWebAuthnForm):
    """Signing in with a passkey alone."""


class AuthenticateWebAuthnForm(WholeCredential, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step of a sign-in."""


class ReauthenticateWebAuthnForm(WholeCredential, webauthn.ReauthenticateWebAuthnForm):
    """A passkey again, before something that matters."""


class AddWebAuthnForm(WholeCredential, PlainFields, webauthn.AddWebAuthnForm):
    title = _("Add a passkey")
    labels = {
        "name": _("A name for this passkey, such as “work phone”"),
        "passwordless": _("Sign in with this passkey alone, without the password"),
    }


class EditWebAuthnForm(PlainFields, webauthn.EditWebAuthnForm):
    title = _("Rename this passkey")
    labels = {"name": _("Name of this passkey")}
    required = {"name": _("Enter a name for this passkey")}


class FindLandlord(forms.Form):
    """The search on the public list of landlords."""

    # Translators: residents read this where they look for their landlord.
    q = forms.CharField(label=_("Name of your landlord"), max_length=200, required=False, strip=True)
