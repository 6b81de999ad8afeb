"""The Housing Ombudsman's page of a case, and the evidence pack for its resident, for staff and for an adviser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from putright.complaints.pack import actions

GET = """
complaints:case_ombudsman            404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack                      404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_page                 404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_pdf                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_zip                  404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:staff_pack                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:staff_pack_page            in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:staff_pack_pdf             in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
advice:pack_page                      in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:pack_pdf                       in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
advice:pack_zip                       in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 200 2nd  in
"""
POST = """
complaints:case_ombudsman            404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack                      404 302 404 404 302 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_page                 404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_pdf                  404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:pack_zip                  404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:staff_pack                 in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:staff_pack_page            in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
complaints:staff_pack_pdf             in  in  in  in  in 405 405 405 405 404 405 405 404 404 404 404 404 404 2nd  in
advice:pack_page                      in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:pack_pdf                       in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
advice:pack_zip                       in  in  in  in  in 404 404 404 404 404 404 404 404 404 404 404 404 405 2nd  in
"""
ACT_ROWS = """
write_for_pack       ok  ok  ok  ok  ok not not not not not  no  no  no  no  no
give_pack            no  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


ACTS: Mapping[str, Any] = {
    "write_for_pack": (
        nothing,
        lambda s, by: actions.write_for_pack(s.complaint, why="W", wanted="", by=by, at=s.at),
    ),
    "give_pack": (nothing, lambda s, by: actions.give_pack(s.complaint, how="printed", by=by, at=s.at)),
}


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    return {"in_language": "en"}
