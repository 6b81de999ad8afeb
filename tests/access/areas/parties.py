"""Restricted cases, who has looked, representatives, and an advice agency's own pages."""

from __future__ import annotations

from typing import Any

from putright.complaints.conflicts import actions as conflicts
from putright.complaints.models import Representative, Restriction
from putright.complaints.representatives import actions as representatives
from putright.complaints.representatives.actions import Named
from tests.cast import moment

AT = moment("2026-11-09")

ACT_ROWS = """
restrict            not  ok not not  ok not not not not not  no  no  no  no  no
lift_restriction    not  ok not out  ok not not not not not  no  no  no  no  no
name_representative  ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
give_permission      ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
refuse_permission    ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
narrow_representative ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
end_representative   ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
"""


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
