"""All addresses: those without a landlord first, then a landlord's pages in a language."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("putright.accounts.urls")),
    path("advice/", include("putright.complaints.advice.views")),
    path("make-things-right/", include("putright.guidance.urls_public")),
    path("<slug:landlord>/<str:language>/make-things-right/", include("putright.guidance.urls")),
    # Not below the landlord's own path: the cookies that open a form or a case are not sent there.
    path(
        "equality/<slug:landlord>/<str:language>/",
        include("putright.complaints.returning.equality_views"),
    ),
    path("<slug:landlord>/<str:language>/", include("putright.complaints.urls")),
]

handler400 = "putright.ui.views.bad_request"
handler403 = "putright.ui.views.forbidden"
handler404 = "putright.ui.views.not_found"
handler429 = "putright.accounts.views.too_many"
handler500 = "putright.ui.views.server_error"
