"""The doors: who may come to a page at all. A view without a door answers "not found" (deny by default).

A door answers one question, before the view runs and after the landlord is known. What a visitor may then see
within a room is asked at that room's own `access.py`. Strangers hear "not found", never "forbidden": a
refusal would tell them that there is something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.core import signing
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from putright.record.chain import By
from putright.rules.stages import Role as RoleKind
from putright.ui.languages import Language

from .models import Body, BodyRole, Landlord, Person, Role

if TYPE_CHECKING:
    ViewT = TypeVar("ViewT", bound=Callable[..., HttpResponseBase])
else:
    ViewT = TypeVar("ViewT")

RESIDENT_COOKIE = "putright-resident"
# Longer than 20 hours, so that nobody has to be warned before it ends (WCAG 2.2.1).
RESIDENT_HOURS = 24
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_RESIDENT_SALT = "putright.resident"
STAFF = frozenset(kind for kind in RoleKind if kind is not RoleKind.RESIDENT)


@dataclass(frozen=True)
class Visitor:
    """Who is at the door: a resident with the cases their cookie opens, a person with roles, a stranger."""

    person: Person | None = None
    roles: frozenset[RoleKind] = frozenset()
    # The cases that the cookie opens, each with the mark of the keys it was opened with.
    opens: Mapping[UUID, str] = field(default_factory=dict)
    # The advice agencies that the person belongs to; only that door asks for them.
    agencies: frozenset[UUID] = frozenset()

    @property
    def by(self) -> By:
        """Who acts, for the record: the person with the role they hold, otherwise the resident."""
        if self.person is not None:
            return By.staff(self.person.id, sorted(self.roles)[0] if self.roles else "none")
        return By.resident()


class EnteredRequest(HttpRequest):
    """A request as the middleware has it: outside a landlord's pages it has no landlord."""

    landlord: Landlord | None
    visitor: Visitor
    moment: datetime
    LANGUAGE_CODE: str
    # An exception was answered with a page: what the request wrote is rolled back.
    failed: bool
    # The reference of the case that a resident opened here; absent on every other page.
    own_case: str
    # The languages of a page without a landlord; read by `ui.context`.
    menu: tuple[Language, ...]
    # Whether its pages have the way out for somebody who must not be seen there.
    leave_quickly: bool


class PutrightRequest(EnteredRequest):
    """A request as a view of a landlord's gets it: the landlord of the address is there."""

    landlord: Landlord


Answer = HttpResponse | None
Door = Callable[[Any], Answer]


def _with(door: Door) -> Callable[[ViewT], ViewT]:
    def mark(view: ViewT) -> ViewT:
        view.door = door  # type: ignore[attr-defined]  # read by TenancyMiddleware
        return view

    return mark


def _all(request: HttpRequest) -> Answer:
    return None


open_to_all = _with(_all)


def _signed_in(request: HttpRequest) -> Answer:
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    return _led_to_second_step(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this sign-in was more than a password: an app's code, a passkey, or the organisation's own
    provider.
    """
    if not isinstance(request.user, Person):
        return False
    records = get_authentication_records(request, request.user)
    return any(record.get("method") in {"mfa", "socialaccount"} for record in records)


def _led_to_second_step(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where a person with a password alone goes: to set up a second step. Whoever has one must sign in with
    it.

    Such a session is one that began before the second step was set up elsewhere. Let on, it could add another
    factor with the password alone.
    """
    if has_second_factor(request):
        return None
    if Authenticator.objects.filter(user_id=request.user.pk, type__in=FACTORS).exists():
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    return HttpResponseRedirect(reverse("mfa_index"))


open_to_signed_in = _with(_signed_in)


def open_to_staff(*kinds: RoleKind) -> Callable[[ViewT], ViewT]:
    """Open to people with one of the roles `kinds` (any staff role if none is named) at the address's
    landlord.
    """
    wanted = frozenset(kinds) or STAFF

    def door(request: PutrightRequest) -> Answer:
        answer = _signed_in(request)
        if answer is None and not request.visitor.roles & wanted:
            raise Http404
        return answer

    return _with(door)


def _agency(request: PutrightRequest) -> Answer:
    answer = _signed_in(request)
    if answer is not None:
        return answer
    today = timezone.localdate()
    agencies = frozenset(
        BodyRole.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=today),
            person=request.visitor.person,
            body__kind=Body.Kind.ADVICE_AGENCY,
        ).values_list("body", flat=True)
    )
    if not agencies:
        raise Http404
    request.visitor = replace(request.visitor, agencies=agencies)
    return None


# Open to people of an advice agency. Which cases they may see, `access.for_agency` says.
open_to_agencies = _with(_agency)


def _resident(request: PutrightRequest) -> Answer:
    if not request.visitor.opens:
        raise Http404
    return None


open_to_residents = _with(_resident)


def visitor(request: HttpRequest, landlord: Landlord | None) -> Visitor:
    """Who is there, with their roles at `landlord`. Only staff pages cost the query for roles."""
    user = request.user
    opens = _opened(request) if landlord else {}
    if not isinstance(user, Person) or not user.is_active:
        return Visitor(opens=opens)
    kinds: frozenset[RoleKind] = frozenset()
    if landlord is not None:
        today = timezone.localdate()
        kinds = frozenset(
            RoleKind(kind)
            for kind in Role.objects.filter(
                Q(ended_on=None) | Q(ended_on__gt=today), landlord=landlord, person=user
            ).values_list("kind", flat=True)
        )
    return Visitor(person=user, roles=kinds, opens=opens)


def _opened(request: HttpRequest) -> Mapping[UUID, str]:
    try:
        value = signing.loads(
            request.COOKIES[RESIDENT_COOKIE], salt=_RESIDENT_SALT, max_age=RESIDENT_HOURS * 60 * 60
        )
        if value["host"] != request.get_host():
            return {}
        return {UUID(one): str(mark) for one, mark in value["opens"]}
    except (KeyError, signing.BadSignature, ValueError, TypeError):
        return {}


def let_resident_in(request: PutrightRequest, response: HttpResponse, complaint_id: UUID, mark: str) -> None:
    """Gives the resident's browser the cookie that opens `complaint_id`, beside those it opened already.

    `mark` changes when the resident is given new keys to the case: then the cookie opens it no longer.
    The cookie is bound to the host (no Domain, and the host is signed into it) and to the landlord's path.
    """
    before = sorted((str(one), mark) for one, mark in request.visitor.opens.items() if one != complaint_id)
    opens = [(str(complaint_id), mark), *before][:10]
    response.set_cookie(
        RESIDENT_COOKIE,
        signing.dumps({"host": request.get_host(), "opens": opens}, salt=_RESIDENT_SALT),
        max_age=RESIDENT_HOURS * 60 * 60,
        path=f"/{request.landlord.code}/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def address(request: PutrightRequest, name: str, **parts: Any) -> str:
    """The path of the named page at the address's landlord, in the page's language (staff pages: English)."""
    language = request.LANGUAGE_CODE
    return reverse(name, kwargs={"landlord": request.landlord.code, "language": language, **parts})


def let_resident_out(request: PutrightRequest, response: HttpResponse) -> None:
    """Takes the cookie away again, for a shared phone or a library's computer."""
    response.delete_cookie(RESIDENT_COOKIE, path=f"/{request.landlord.code}/", samesite="Lax")


# The sign-in package's own pages, by the name of their address. Whatever is not here is not served.
_OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
}
# These ask for a password first, not for a second factor: a new member of staff sets theirs up here.
_PASSWORD = {
    "mfa_activate_totp",
    "mfa_index",
    "mfa_add_webauthn",
    "account_reauthenticate",
}
_SIGNED_IN = {
    "account_change_password",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
}


def _password(request: HttpRequest) -> Answer:
    if not request.user.is_authenticated:
        return redirect("account_login")
    answer = _led_to_second_step(request)
    # To set up the second step is what these pages are for.
    return answer if answer is not None and answer.url == reverse("account_login") else None


def door_of(view: Callable[..., Any], name: str) -> Door | None:
    """The door of a view, or None: then nobody gets in. Files of the interface itself are open to all."""
    door: Door | None = getattr(view, "door", None)
    if door is not None:
        return door
    if name in _OPEN:
        return _all
    if name in _PASSWORD:
        return _password
    if name in _SIGNED_IN:
        return _signed_in
    return None
