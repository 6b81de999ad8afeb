"""Restricted cases, who has looked, representatives, and an advice agency's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from putright.accounts.models import Body
from putright.complaints.conflicts import actions as conflicts
from putright.complaints.models import Representative, Restriction
from putright.complaints.representatives import actions as representatives
from putright.complaints.representatives.actions import Named
from putright.record.tenancy import as_landlord
from putright.rules.stages import Role
from tests.cast import make_person, moment

AT = moment("2026-11-09")

GET = """
complaints:people                     in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:representative_new         in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_permission  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_narrow      in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_end         in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:restrict                   in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:restriction_lifted         in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:looked                     in  in  in  in  in 200 404 404 200 404 404 404 404 200 404 404 404 404 2nd  in
complaints:helper                    404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:who_looked                404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
advice:clients                        in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:case                           in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:letter                         in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:letter_pdf                     in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:contact                        in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:stage2                         in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
"""
POST = """
complaints:people                     in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:representative_new         in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_permission  in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_narrow      in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:representative_end         in  in  in  in  in 302 302 302 302 404 302 302 404 404 404 404 404 404 2nd  in
complaints:restrict                   in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:restriction_lifted         in  in  in  in  in 200 404 404 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:looked                     in  in  in  in  in 405 404 404 405 404 404 404 404 405 404 404 404 404 2nd  in
complaints:helper                    404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:who_looked                404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
advice:clients                        in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:case                           in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:letter                         in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:letter_pdf                     in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:contact                        in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:stage2                         in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 302 2nd  in
"""

ACT_ROWS = """
restrict            not  ok not not  ok not not not not not  no  no  no  no  no
lift_restriction    not  ok not out  ok not not not not not  no  no  no  no  no
name_representative  ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
give_permission      ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
refuse_permission    ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
narrow_representative ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
end_representative   ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
"""


def make(world: Any) -> None:
    """An adviser's agency speaks for the resident; somebody who is not among the visitors is in a conflict."""
    cast = world.cast
    bystander = make_person("Bernard Bystander", cast.landlord, Role.HOUSING_MANAGER)
    now = timezone.now()
    with as_landlord(cast.landlord.id):
        by = cast.by(cast.officer)
        representatives.name_representative(
            world.mine.complaint,
            Named(name="Ada Advice", role="advice_agency", body=Body.objects.get(code="advice")),
            permission="with_them",
            scope=["talk", "letters", "decide"],
            by=by,
            at=now,
        )
        conflicts.restrict(
            world.mine.complaint, bystander, kind="complained_of", reason="He shouted.", by=by, at=now
        )


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {
            "representative": Representative.objects.get(landlord=world.cast.landlord).id,
            "restriction": Restriction.objects.get(landlord=world.cast.landlord).id,
        }


def restricted(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    conflicts.restrict(
        scene.complaint, scene.cast.other_manager, kind="complained_of", reason="R", by=by, at=AT
    )


def asked(scene: Any) -> None:
    by = scene.cast.by(scene.cast.officer)
    representatives.name_representative(
        scene.complaint, Named(name="N"), permission="ask", scope=["talk", "letters"], by=by, at=AT
    )


def permitted(scene: Any) -> None:
    asked(scene)
    by = scene.cast.by(scene.cast.officer)
    representatives.give_permission(helper(scene), how="with_them", scope=["talk", "letters"], by=by, at=AT)


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def helper(scene: Any) -> Representative:
    return Representative.objects.get(landlord=scene.cast.landlord, complaint=scene.complaint)


def restriction(scene: Any) -> Restriction:
    return Restriction.objects.get(landlord=scene.cast.landlord, complaint=scene.complaint)


ACTS: dict[str, Any] = {
    "restrict": (
        nothing,
        lambda s, by: conflicts.restrict(
            s.complaint, s.cast.other_manager, kind="conflict", reason="R", by=by, at=AT
        ),
    ),
    "lift_restriction": (
        restricted,
        lambda s, by: conflicts.lift_restriction(restriction(s), because="B", by=by, at=AT),
    ),
    "name_representative": (
        nothing,
        lambda s, by: representatives.name_representative(
            s.complaint, Named(name="N"), permission="with_them", scope=["talk"], by=by, at=AT
        ),
    ),
    "give_permission": (
        asked,
        lambda s, by: representatives.give_permission(
            helper(s), how="with_them", scope=["talk"], by=by, at=AT
        ),
    ),
    "refuse_permission": (
        asked,
        lambda s, by: representatives.refuse_permission(helper(s), by=by, at=AT),
    ),
    "narrow_representative": (
        permitted,
        lambda s, by: representatives.narrow_representative(
            helper(s), scope=["talk"], until=None, by=by, at=AT
        ),
    ),
    "end_representative": (
        permitted,
        lambda s, by: representatives.end_representative(helper(s), by=by, at=AT),
    ),
}
