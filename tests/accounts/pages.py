"""Addresses for tests of doors: the service's own, with a staff page that says no more than whose it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from putright.accounts.doors import PutrightRequest, open_to_all, open_to_staff
from putright.accounts.models import Role


@open_to_staff()
def staff(request: PutrightRequest) -> HttpResponse:
    return HttpResponse(f"staff of {request.landlord.name}")


@open_to_all
def front(request: PutrightRequest) -> HttpResponse:
    return HttpResponse(f"front of {request.landlord.name}")


@open_to_all
def fails_after_writing(request: PutrightRequest) -> HttpResponse:
    Role.objects.update(ended_on="2020-01-01")
    raise RuntimeError("after writing")


def without_a_door(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody asked who is there")


urlpatterns = [
    path("", include("putright.accounts.urls")),
    path("<slug:landlord>/<str:language>/staff/", staff),
    path("<slug:landlord>/<str:language>/fails/", fails_after_writing),
    path("<slug:landlord>/<str:language>/no-door/", without_a_door),
    path("<slug:landlord>/<str:language>/", front),
]

handler400 = "putright.ui.views.bad_request"
handler403 = "putright.ui.views.forbidden"
handler404 = "putright.ui.views.not_found"
handler429 = "putright.accounts.views.too_many"
handler500 = "putright.ui.views.server_error"
