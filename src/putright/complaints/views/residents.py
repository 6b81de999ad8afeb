"""The resident's addresses, below `/<landlord>/<language>/`, and the pages that only inform."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from putright.accounts.doors import PutrightRequest, address, open_to_all
from putright.complaints import drafts
from putright.complaints.afterwards import resident_views as afterwards
from putright.complaints.awareness import resident_views as awareness
from putright.complaints.correspondence.resident_views import case_messages
from putright.complaints.evidence import resident_views as evidence
from putright.complaints.evidence import staff_link as evidence_link
from putright.complaints.form import resident_views as form
from putright.complaints.groups import resident_views as groups
from putright.complaints.intake import resident_views as intake
from putright.complaints.keeping import resident_views as keeping
from putright.complaints.more_time import resident_views as more_time
from putright.complaints.needs import resident_views as needs
from putright.complaints.news import resident_views as news
from putright.complaints.pack import resident_views as pack
from putright.complaints.points import resident_views as points
from putright.complaints.remedies import resident_views as offers
from putright.complaints.representatives import resident_views as representatives
from putright.complaints.returning import resident_views as returning
from putright.complaints.understanding import resident_views as understanding
from putright.ui import views as ui
from putright.ui.text_size import text_size

from . import resident_case, resident_contact


@open_to_all
@require_safe
def start(request: PutrightRequest) -> HttpResponse:
    """The landlord's front page: make a complaint, follow one, or turn to the Ombudsman."""
    mine = drafts.held(request)
    return render(
        request,
        "complaints/resident/start.html",
        {
            "page_title": _("Complaints"),
            "begun": bool(mine and not mine.sent and mine.draft.answers),
        },
    )


@open_to_all
@require_safe
def privacy(request: PutrightRequest) -> HttpResponse:
    """What is kept about a resident, who sees it and for how long."""
    return render(
        request,
        "complaints/resident/privacy.html",
        {"page_title": _("Privacy"), "back_url": address(request, "complaints:start")},
    )


CASE = "your-complaint/<reference:reference>/"

urlpatterns = [
    path("", start, name="start"),
    path("complain/", form.begin, name="begin"),
    path("complain/sent/", form.sent, name="sent"),
    *returning.patterns,
    path("complain/<slug:page>/", form.form, name="form"),
    path("find/", resident_case.find, name="find"),
    path("link/<str:token>/", resident_case.link, name="link"),
    path("leave/", resident_case.leave, name="leave"),
    path(CASE, resident_case.case, name="case"),
    path(f"{CASE}what-you-sent/", form.what_you_sent, name="what_you_sent"),
    path(f"{CASE}messages/", case_messages, name="messages"),
    path(f"{CASE}dates/", resident_case.calendar, name="calendar"),
    path(f"{CASE}stage-2/", resident_case.stage2, name="stage2"),
    path(f"{CASE}stage-2/check/", resident_case.stage2_check, name="stage2_check"),
    path(f"{CASE}withdraw/", resident_case.withdraw, name="withdraw"),
    path(f"{CASE}letters/<uuid:letter>/", resident_case.letter, name="letter"),
    path(f"{CASE}letters/<uuid:letter>/pdf/", resident_case.letter_pdf, name="letter_pdf"),
    path(f"{CASE}promises/<uuid:promise>/", resident_case.promise, name="promise"),
    path(f"{CASE}offers/<uuid:remedy>/", offers.offer, name="offer"),
    path(f"{CASE}more-time/", more_time.reply, name="more_time"),
    path(f"{CASE}own-time/", more_time.take, name="own_time"),
    path(f"{CASE}contact/", resident_contact.contact, name="contact_change"),
    path(f"{CASE}open-again/", news.reopen, name="reopen"),
    *understanding.patterns,
    *points.patterns,
    *afterwards.patterns,
    *groups.patterns,
    *intake.patterns,
    *needs.patterns,
    *keeping.patterns,
    *pack.patterns,
    path(CASE, include(evidence.patterns)),
    *evidence_link.patterns,
    *awareness.patterns,
    *representatives.patterns,
    path("privacy/", privacy, name="privacy"),
    path("help/", open_to_all(require_safe(ui.help_page)), name="help"),
    path("accessibility/", open_to_all(require_safe(ui.accessibility)), name="accessibility"),
    path(
        "text-size/", open_to_all(require_http_methods(["GET", "HEAD", "POST"])(text_size)), name="text_size"
    ),
    path("safety/", open_to_all(require_safe(ui.safety)), name="safety"),
    path("cookies/", open_to_all(require_safe(ui.cookies)), name="cookies"),
]
