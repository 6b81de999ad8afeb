"""Rows of guidance: what everybody may read, and the staff's pages about residents' stories."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from putright.guidance.models import CaseStudy, CaseStudyText
from putright.record.tenancy import as_landlord
from tests.cast import moment

AT = moment("2026-11-09")
GET = """
guidance:dates_file                  404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
guidance_public:dates_file           404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
guidance:first                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance:dates                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance:search                      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance:print                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance:stories                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance:page                        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:first                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:dates                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:search               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:print                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:landlords            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:page                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
guidance_public:choose               302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
guidance:staff_stories                in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_begin                  in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_story                  in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_words                  in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_approve                in  in  in  in  in 404 404 404 404 404 404 405 404 405 404 404 404 404 2nd  in
guidance:staff_permit                 in  in  in  in  in 404 404 404 404 404 404 405 404 405 404 404 404 404 2nd  in
guidance:staff_withdraw               in  in  in  in  in 404 404 404 404 404 404 405 404 405 404 404 404 404 2nd  in
"""
POST = """
guidance:dates_file                  405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:dates_file           405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:first                       405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:dates                       405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:search                      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:print                       405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:stories                     405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:page                        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:first                405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:dates                405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:search               405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:print                405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:landlords            405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:page                 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance_public:choose               405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
guidance:staff_stories                in  in  in  in  in 404 404 404 404 404 404 405 404 405 404 404 404 404 2nd  in
guidance:staff_begin                  in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_story                  in  in  in  in  in 404 404 404 404 404 404 405 404 405 404 404 404 404 2nd  in
guidance:staff_words                  in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_approve                in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_permit                 in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
guidance:staff_withdraw               in  in  in  in  in 404 404 404 404 404 404 200 404 200 404 404 404 404 2nd  in
"""


def make(world: Any) -> None:
    """A story of each landlord, shown to everybody."""
    for landlord, writer in (
        (world.cast.landlord, world.cast.leader),
        (world.cast.other_landlord, world.cast.stranger_officer),
    ):
        with as_landlord(landlord.id):
            day = AT.date()
            study = CaseStudy.objects.create(
                landlord=landlord,
                consent_way=CaseStudy.Way.WRITING,
                consent_on=day,
                consent_until=day + timedelta(days=300),
                begun_at=AT,
            )
            CaseStudyText.objects.create(
                landlord=landlord,
                study=study,
                language="en",
                title="T",
                happened="H",
                did="D",
                changed="C",
                written_by=writer,
                written_at=AT,
                approved_by=writer,
                approved_at=AT,
            )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    """What stands in the addresses: a page, the landlord's story, a language."""
    with as_landlord(case.complaint.landlord_id):
        study = CaseStudy.objects.get(landlord=case.complaint.landlord)
    return {"slug": "ombudsman", "story": study.id, "tongue": "en"}
