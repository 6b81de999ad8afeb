"""The page that shows whether people come through, and where campaigns get their addresses."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from putright.accounts.doors import PutrightRequest, address
from putright.complaints import access
from putright.complaints.form.telling import PAGES
from putright.complaints.forms_landlords import Confirm
from putright.complaints.roles import LEADING, OVERSEEING
from putright.complaints.views.staff import (
    acting,
    methods,
    page,
    sent_form,
    staff_page,
    to_page,
    today,
    tried,
)
from putright.rules.stages import Role
from putright.ui import languages

from . import actions, queries
from .forms import BeginCampaign
from .models import Campaign


@staff_page(*OVERSEEING)
@methods
def awareness(request: PutrightRequest) -> HttpResponse:
    """`staff/awareness/`: what people say to us, forms begun and sent, and campaigns. Gives a campaign its address."""
    leads = bool(request.visitor.roles & set(LEADING))
    if request.method == "POST" and not leads:
        raise Http404
    form = BeginCampaign(sent_form(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        if tried(
            form,
            lambda: actions.begin_campaign(request.landlord, typed["code"], typed["name"], **acting(request)),
        ):
            return to_page(request, "awareness", _("The campaign has its address."))
    on = today(request)
    access.looked_at(request, "awareness")
    counted = queries.forms_counted(
        request.landlord, on, queries.open_forms(request.landlord, request.moment)
    )
    campaigns = list(queries.campaigns_of(request.landlord))
    names = {one.code: one.name for one in campaigns}
    return page(
        request,
        "awareness/awareness",
        {
            "page_title": _("Awareness"),
            "form": form,
            "leads": leads,
            # How many are afraid, and of what came of it, is for the member of the governing body alone.
            "fears": Role.MEMBER_RESPONSIBLE in request.visitor.roles,
            "said": queries.said_to_us(request.landlord, on),
            "forms": counted,
            "small": queries.SMALL,
            "by_language": [(languages.language(code).english, of) for code, of in counted.by_language],
            "by_campaign": [(names.get(code, code), of) for code, of in counted.by_campaign],
            "left_at": [
                (PAGES[slug].about if slug in PAGES else _("Nothing answered yet"), number)
                for slug, number in counted.left_at
            ],
            "campaigns": [(one, _address_of(request, one)) for one in campaigns],
        },
        here="awareness",
        status=200,
    )


def _address_of(request: PutrightRequest, campaign: Campaign) -> str:
    """What stands on the poster, with its code as it may stand in an address."""
    return request.build_absolute_uri(
        f"{address(request, 'complaints:start')}from/{quote(campaign.code, safe='')}/"
    )


@staff_page(*LEADING)
@require_POST
def campaign_ended(request: PutrightRequest, campaign: UUID) -> HttpResponse:
    """Ends a campaign today."""
    found = Campaign.objects.filter(landlord=request.landlord, id=campaign).select_related("landlord").first()
    if found is None:
        raise Http404
    tried(Confirm({}), lambda: actions.end_campaign(found, **acting(request)))
    return to_page(request, "awareness", _("The campaign has ended. Its address still leads to the form."))


patterns = [
    path("staff/awareness/", awareness, name="awareness"),
    path("staff/awareness/<uuid:campaign>/end/", campaign_ended, name="campaign_ended"),
]
