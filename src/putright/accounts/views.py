"""Pages of our own around signing in, and the sign-in package's pages where they need more than a template.

The public list of landlords is here too: it is the one page that belongs to no landlord.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any
from urllib.parse import urlsplit

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe
from requests import RequestException

from putright.record import documents
from putright.ui.views import landlord_stylesheet as colours

from . import queries
from .doors import PutrightRequest, has_second_factor, open_to_all, open_to_signed_in
from .forms import FindLandlord
from .models import Body, Landlord, Person

log = logging.getLogger("putright.accounts")


@open_to_all
@require_safe
def landlords(request: HttpRequest) -> HttpResponse:
    """`/`: the landlords that the installation serves, to choose or search. With one there is nothing to
    choose.
    """
    form = FindLandlord(request.GET or None)
    words = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    found = list(queries.public_landlords(words))
    if len(found) == 1 and not words:
        return redirect(_front(found[0]))
    return render(
        request,
        "accounts/landlords.html",
        {
            "page_title": _("Choose your landlord"),
            "form": form,
            "words": words,
            "landlords": [(one.name, _front(one)) for one in found],
            "more": len(found) == queries.PUBLIC_ROWS,
        },
    )


@open_to_signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """After sign-in: the landlords at which the person has a role; straight on where there is one and no
    body.
    """
    assert isinstance(request.user, Person)
    found = queries.landlords_of(request.user)
    bodies = queries.bodies_of(request.user)
    if len(found) == 1 and not bodies:
        return redirect(_staff(found[0]))
    if not found and [one.kind for one in bodies] == [Body.Kind.ADVICE_AGENCY]:
        return redirect(ADVICE)
    return render(
        request,
        "accounts/home.html",
        {
            "page_title": _("Where you work"),
            "landlords": [(one.name, _staff(one)) for one in found],
            "bodies": bodies,
        },
    )


# An agency's list of its clients lies above this room too.
ADVICE = "/advice/"


# A landlord's pages lie above this room, so their addresses are written out by their fixed shape.
def _front(landlord: Landlord) -> str:
    return f"/{landlord.code}/en/"


def _staff(landlord: Landlord) -> str:
    return f"{_front(landlord)}staff/"


@open_to_all
@require_safe
def logo(request: PutrightRequest) -> HttpResponse:
    """`/<landlord>/logo.png`: the landlord's own, a PNG that was checked when it was set."""
    if not request.landlord.logo:
        raise Http404
    response = HttpResponse(bytes(request.landlord.logo), content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@open_to_all
@require_safe
def letterhead(request: PutrightRequest, digest: str) -> HttpResponse:
    """`/<landlord>/logo-<digest>.png`: the logo with that digest, as letters bear it, today's or an earlier one."""
    now = bytes(request.landlord.logo) if request.landlord.logo else b""
    if not now or hashlib.sha256(now).hexdigest() != digest:
        kept = documents.Document.objects.filter(
            landlord_id=request.landlord.id, name=documents.LETTERHEAD, sha256=digest
        ).first()
        if kept is None:
            raise Http404
        now = documents.contents(kept)
    response = HttpResponse(now, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@open_to_all
@require_safe
def stylesheet(request: HttpRequest, digest: str) -> HttpResponse:
    """`/<landlord>/colours-<digest>.css`: the landlord's colours, which no page may hold inline."""
    return colours(request)


@require_GET
def no_account(request: HttpRequest) -> HttpResponse:
    """Where sign-up would be: accounts are made by an administrator."""
    return render(
        request, "account/signup_closed.html", {"page_title": _("You do not have an account here yet")}
    )


def change_password(request: HttpRequest) -> HttpResponseBase:
    """Changing the password; people whom an organisation's provider signs in have none."""
    if isinstance(request.user, Person) and not request.user.has_usable_password():
        messages.info(request, _("You sign in through your organisation, so there is no password to change."))
        return redirect("mfa_index")
    return account.password_change(request)


def forgot_password(request: HttpRequest) -> HttpResponseBase:
    """Asking for an address to set a password; where no mail goes out, the page says whom to ask."""
    if not settings.MAIL_CONFIGURED:
        return render(
            request,
            "account/password_reset_by_administrator.html",
            {"page_title": _("Forgot your password?")},
        )
    return account.password_reset(request)


class SignInOverview(mfa.IndexView):
    """How the person signs in, and for somebody without a second step the choice of one."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "second_step_missing": not has_second_factor(self.request),
        }


class ActivateTOTP(totp.ActivateTOTPView):
    """Setting up an app counts as the second step of this sign-in: the code that proves it was just
    entered.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _counts_as_second_step(self.request, Authenticator.Type.TOTP)
        return response


class AddWebAuthn(webauthn.AddWebAuthnView):
    """Setting up a passkey counts as the second step of this sign-in."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _counts_as_second_step(self.request, Authenticator.Type.WEBAUTHN)
        return response


def _counts_as_second_step(request: HttpRequest, kind: Authenticator.Type) -> None:
    made = Authenticator.objects.filter(user_id=request.user.pk, type=kind).latest("id")
    record_authentication(request, request.user, "mfa", id=made.pk, type=str(kind))


def provider_sign_in(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Begins a sign-in at an organisation's provider, through a page of our own.

    Our content security policy lets a form go to ourselves only, and browsers hold its redirects to that
    too. So the answer is a page that goes on by itself and has the address as a link.
    """
    try:
        response = openid_connect.login(request, provider_id=provider_id)
    except RequestException as error:
        return _provider_does_not_answer(request, provider_id, error)
    target = response.headers.get("Location", "")
    if response.status_code != 302 or not urlsplit(target).netloc:
        return response
    name = next((one["name"] for one in settings.OIDC_PROVIDERS if one["id"] == provider_id), provider_id)
    page = render(
        request,
        "socialaccount/continue.html",
        {"page_title": _("Sign in"), "target": target, "provider_name": name},
    )
    page["Refresh"] = f"0; url={target}"
    page["Cache-Control"] = "no-store"
    return page


def provider_came_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Where the provider sends the browser back to, with its answer."""
    try:
        return openid_connect.callback(request, provider_id=provider_id)
    except RequestException as error:
        return _provider_does_not_answer(request, provider_id, error)


def _provider_does_not_answer(request: HttpRequest, provider_id: str, error: Exception) -> HttpResponse:
    log.warning("The provider %s does not answer: %s", provider_id, error)
    return render(request, "socialaccount/authentication_error.html", status=502)


@open_to_all
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: too many attempts from one place."""
    return render(request, "accounts/too_many.html", {"page_title": _("Too many attempts")}, status=429)
