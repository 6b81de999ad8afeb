"""One transaction a request, one landlord a transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.http.request import split_domain_port
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control

from putright.record import tenancy
from putright.ui import languages

from .at_address import landlord_for_pages
from .doors import EnteredRequest, Visitor, door_of, visitor
from .models import Person


class TenancyMiddleware:
    """Opens the request's transaction, sets the landlord of its address, and asks the view's door.

    The transaction is committed before the first byte of the answer goes out: what a resident is told has
    been received is in the database. An exception or a server error rolls all of it back.
    """

    def __init__(self, get_response: Callable[[EnteredRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: EnteredRequest) -> HttpResponseBase:
        request.landlord = None
        request.visitor = Visitor()
        request.moment = timezone.now()
        request.failed = False
        # Our pages are UTF-8, so browsers send nothing else; some other codecs fail the reading of a form.
        if request.content_params and request.content_params.get("charset", "utf-8").lower() != "utf-8":
            raise BadRequest("A form in another encoding than UTF-8.")
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 500 or request.failed:
                    transaction.set_rollback(True)
        finally:
            translation.activate("en")
        # A page about somebody's home, or of an account, stays out of shared and stored copies, so "Back"
        # after sign-out shows nothing. What everybody may keep says so itself.
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(
        self, request: EnteredRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        door = door_of(view, name)
        if door is None:
            raise Http404
        landlord = None
        if "landlord" in kwargs:
            # As Django compares it with the names allowed: in small letters, without port and closing dot.
            host, _port = split_domain_port(request.get_host())
            landlord = landlord_for_pages(kwargs.pop("landlord"), host)
            if landlord is None:
                raise Http404
            language = kwargs.pop("language", "en")
            if language not in {one.code for one in languages.offered(landlord.languages)}:
                raise Http404
            translation.activate(language)
            request.LANGUAGE_CODE = language
            request.landlord = landlord
        else:
            translation.activate("en")
        person = request.user if isinstance(request.user, Person) else None
        tenancy.enter(landlord.id if landlord else None, person_id=person.id if person else None)
        request.visitor = visitor(request, landlord)
        return door(request)

    def process_exception(self, request: EnteredRequest, exception: Exception) -> None:
        # Only marked here: the pages that answer an exception still read from the database. An exception
        # that is how the sign-in package leads to another page is no failure.
        if not isinstance(exception, ImmediateHttpResponse | ReauthenticationRequired):
            request.failed = True
