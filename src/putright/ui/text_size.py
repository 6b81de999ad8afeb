"""How large pages are, on screen and on paper: a choice kept in a cookie, for who cannot set it on the device."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from .fields import Radios

COOKIE = "putright-text"
COOKIE_SECONDS = 365 * 24 * 60 * 60
SIZES = {
    "usual": pgettext_lazy("size of text", "Usual size"),
    "large": pgettext_lazy("size of text", "Large"),
    "largest": pgettext_lazy("size of text", "Very large"),
}


class SizeForm(forms.Form):
    """Which size; where to go back to travels along."""

    size = forms.ChoiceField(
        label=gettext_lazy("How large should the text be?"),
        help_text=gettext_lazy("This is for the pages on this device, and for printing them."),
        choices=list(SIZES.items()),
        widget=Radios(
            hints={
                "large": gettext_lazy("Printed at 16 point"),
                "largest": gettext_lazy("Printed at 22 point"),
            }
        ),
        error_messages={"required": gettext_lazy("Select how large the text should be")},
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False)


def chosen(request: HttpRequest) -> str:
    """The size that the visitor has chosen; "usual" where they chose none, or what is none."""
    size = request.COOKIES.get(COOKIE, "")
    return size if size in SIZES else "usual"


def text_size(request: HttpRequest) -> HttpResponse:
    """Asks for the size and goes back to the page that the visitor came from."""
    home = request.path.rsplit("/", 2)[0] + "/"
    came_from = _came_from(request, home)
    form = SizeForm(request.POST or None, initial={"size": chosen(request), "back": came_from})
    if request.method == "POST" and form.is_valid():
        back = form.cleaned_data["back"]
        # Only to a page of the same landlord: the address came with the form.
        inside = back.startswith(home) and url_has_allowed_host_and_scheme(back, None)
        response = redirect(back if inside else home)
        response.set_cookie(
            COOKIE,
            form.cleaned_data["size"],
            max_age=COOKIE_SECONDS,
            path="/" + request.path.split("/")[1] + "/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    return render(
        request,
        "ui/form_page.html",
        {
            "form": form,
            "page_title": "",
            "button_text": _("Save"),
            "back_url": came_from or home,
        },
    )


def _came_from(request: HttpRequest, home: str) -> str:
    """The page of this landlord whose footer led here, as the browser names it; empty where it names none.

    A page does not put its own address into the link: that of a private link would stand on a page that others see.
    """
    referrer = urlsplit(request.META.get("HTTP_REFERER", ""))
    here = referrer.netloc == request.get_host() and referrer.path.startswith(home)
    return referrer.path if here else ""
