"""The resident's own download of what is held."""

from __future__ import annotations

from django.http import FileResponse
from django.urls import path
from django.views.decorators.http import require_safe

from putright.accounts.doors import PutrightRequest, open_to_residents
from putright.complaints import access
from putright.record import access_log
from putright.record.chain import By

from .held import download_of


@open_to_residents
@require_safe
def my_data(request: PutrightRequest, reference: str) -> FileResponse:
    """What their pages show them and what they told us, at once and without asking anybody."""
    complaint = access.for_resident(request, reference)
    access_log.seen(
        request.landlord.id,
        by=By.resident(),
        what="data_export",
        subject=("complaint", complaint.id),
        at=request.moment,
    )
    return download_of(request, [complaint], by_themselves=True)


patterns = [path("your-complaint/<reference:reference>/what-we-hold/", my_data, name="my_data")]
