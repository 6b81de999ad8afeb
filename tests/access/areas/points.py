"""Rows of complaints/points: points told apart and answered together."""

from __future__ import annotations

from typing import Any

from putright.complaints.points.actions import join_points, separate_point, split_point
from tests.cast import moment

AT = moment("2026-11-09")

GET = """
complaints:points                      in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:point_split                 in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:point_join                  in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:point_separate              in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:points                      in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:point_split                 in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:point_join                  in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:point_separate              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
# What the complaint is: those who define it.
ACT_ROWS = """
split_point         not  ok  ok  ok  ok not not not not not  no  no  no  no  no
join_points         not  ok  ok  ok  ok not not not not not  no  no  no  no  no
separate_point      not  ok  ok  ok  ok not not not not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def joined(scene: Any) -> None:
    join_points(scene.complaint, 2, 1, by=scene.cast.by(scene.cast.officer), at=AT)


ACTS = {
    "split_point": (nothing, lambda s, by: split_point(s.complaint, 1, words="A", parts=["B"], by=by, at=AT)),
    "join_points": (nothing, lambda s, by: join_points(s.complaint, 2, 1, by=by, at=AT)),
    "separate_point": (joined, lambda s, by: separate_point(s.complaint, 2, by=by, at=AT)),
}
