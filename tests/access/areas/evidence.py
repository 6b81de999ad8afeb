"""A case's files, what a finding rests on, and what is asked of others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from putright.complaints.evidence import actions
from putright.complaints.evidence.actions import Answer, Question, Upload
from putright.complaints.evidence.copies import Box
from putright.complaints.models import CaseFile, EvidenceRequest, Finding
from putright.record.chain import By
from putright.record.tenancy import as_landlord
from tests.complaints.evidence_files import jpeg, pdf

DUE = date(2026, 11, 20)
GET = """
complaints:evidence_awaited            in  in  in  in  in 200 200 200 200 404 404 200 404 404 404 404 404 404 2nd  in
complaints:files                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:file                      404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:evidence_link             404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:evidence_answer           404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:evidence                   in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:files_added                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_file                  in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:file_opened                in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:file_picture               in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:file_original              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_shared                in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_withheld              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_redacted              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_asked             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_request           in  in  in  in  in 200 200 200 200 404 200 200 404 200 404 404 404 404 2nd  in
complaints:evidence_noted             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_extended          in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_cancelled         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_sent_again        in  in  in  in  in 405 405 405 405 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_chosen            in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
POST = """
complaints:evidence_awaited            in  in  in  in  in 405 405 405 405 404 404 405 404 404 404 404 404 404 2nd  in
complaints:files                     404 200 404 404 200 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:file                      404 405 405 404 405 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:evidence_link             405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
complaints:evidence_answer           404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404 404
complaints:evidence                   in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:files_added                in  in  in  in  in 200 200 200 200 404 200 200 404 404 404 404 404 404 2nd  in
complaints:case_file                  in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:file_opened                in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:file_picture               in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:file_original              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_shared                in  in  in  in  in 302 302 302 302 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_withheld              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:file_redacted              in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_asked             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_request           in  in  in  in  in 405 405 405 405 404 405 405 404 405 404 404 404 404 2nd  in
complaints:evidence_noted             in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_extended          in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_cancelled         in  in  in  in  in 200 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_sent_again        in  in  in  in  in 302 302 302 302 404 404 404 404 404 404 404 404 404 2nd  in
complaints:evidence_chosen            in  in  in  in  in 404 200 200 200 404 404 404 404 404 404 404 404 404 2nd  in
"""
ACT_ROWS = """
add_file             ok  ok  ok  ok  ok not  ok  ok not not  no  no  no  no  no
add_file_by_link     no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
share_file          not  ok  ok  ok  ok not not not not not  no  no  no  no  no
withhold_file       not  ok  ok  ok  ok not not not not not  no  no  no  no  no
redact              not  ok  ok  ok  ok not not not not not  no  no  no  no  no
open_original       not  ok  ok  ok  ok not not not not not  no  no  no  no  no
choose_evidence     not not  ok own own not not not not not  no  no  no  no  no
ask_evidence        not  ok  ok  ok  ok not not not not not  no  no  no  no  no
save_evidence        no  no  no  no  no  no  no  no  no  no  no  no  no  no  no
answer_evidence     not  ok  ok  ok  ok not not not not not  no  no  no  no  no
refer_on            not  ok  ok  ok  ok not not not not not  no  no  no  no  no
cancel_evidence     not  ok  ok  ok  ok not not not not not  no  no  no  no  no
extend_evidence     not  ok  ok  ok  ok not not not not not  no  no  no  no  no
send_link_again     not  ok  ok  ok  ok not not not not not  no  no  no  no  no
"""


def nothing(scene: Any) -> None:
    """The complaint has been received, and no more."""


def with_file(scene: Any) -> None:
    """A photograph of the resident's that was checked, with its copy."""
    file = actions.add_file(scene.complaint, Upload.of("mould.jpg", jpeg()), by=By.resident(), at=scene.at)
    CaseFile.objects.filter(id=file.id).update(check_state="clean", shared=file.original)


def with_shared_file(scene: Any) -> None:
    with_file(scene)
    actions.share_file(CaseFile.objects.get(), by=scene.cast.by(scene.cast.officer), at=scene.at)


def found(scene: Any) -> None:
    from tests.access.test_every_act import found

    found(scene)


def asked(scene: Any) -> None:
    actions.ask_evidence(scene.complaint, QUESTION, by=scene.cast.by(scene.cast.officer), at=scene.at)


QUESTION = Question("works@contractor.example", "When did you repair the roof?", DUE)
TEXTS = {"taken_out": "The neighbour's name", "because": "It is not ours to tell"}


def request() -> EvidenceRequest:
    return EvidenceRequest.objects.select_related("complaint").get()


ACTS: Mapping[str, Any] = {
    "add_file": (
        nothing,
        lambda s, by: actions.add_file(s.complaint, Upload.of("a.pdf", pdf()), by=by, at=s.at),
    ),
    "add_file_by_link": (
        asked,
        lambda s, by: actions.add_file_by_link(request(), Upload.of("a.pdf", pdf()), by=by, at=s.at),
    ),
    "share_file": (with_file, lambda s, by: actions.share_file(CaseFile.objects.get(), by=by, at=s.at)),
    "withhold_file": (
        with_shared_file,
        lambda s, by: actions.withhold_file(CaseFile.objects.get(), because="Wrong file", by=by, at=s.at),
    ),
    "redact": (
        with_file,
        lambda s, by: actions.redact(
            CaseFile.objects.get(), boxes=[Box(0, 0, 10, 10)], **TEXTS, by=by, at=s.at
        ),
    ),
    "open_original": (
        with_file,
        lambda s, by: actions.open_original(CaseFile.objects.get(), because="To check", by=by, at=s.at),
    ),
    "choose_evidence": (
        found,
        lambda s, by: actions.choose_evidence(
            s.complaint, Finding.objects.order_by("point__number")[0].point, 1, [], by=by, at=s.at
        ),
    ),
    "ask_evidence": (nothing, lambda s, by: actions.ask_evidence(s.complaint, QUESTION, by=by, at=s.at)),
    "save_evidence": (
        asked,
        lambda s, by: actions.save_evidence(request(), Answer("In May"), by=by, at=s.at),
    ),
    "answer_evidence": (
        asked,
        lambda s, by: actions.answer_evidence(request(), Answer("In May"), by=by, at=s.at),
    ),
    "refer_on": (
        asked,
        lambda s, by: actions.refer_on(request(), ask_instead="The roofers", by=by, at=s.at),
    ),
    "cancel_evidence": (
        asked,
        lambda s, by: actions.cancel_evidence(request(), because="Found it", by=by, at=s.at),
    ),
    "extend_evidence": (
        asked,
        lambda s, by: actions.extend_evidence(
            request(), due_on=date(2026, 11, 27), because="Holiday", by=by, at=s.at
        ),
    ),
    "send_link_again": (asked, lambda s, by: actions.send_link_again(request(), by=by, at=s.at)),
}


def make(world: Any) -> None:
    """A photograph of staff's that was checked, redacted and shown to the resident; a question that is open."""
    from tests.access.world import HOSTILE

    cast, complaint = world.cast, world.mine.complaint
    now = timezone.now()
    by = By.staff(cast.officer.id, "")
    with as_landlord(cast.landlord.id):
        file = actions.add_file(complaint, Upload.of(f"{HOSTILE[:60]}.jpg", jpeg()), by=by, at=now)
        CaseFile.objects.filter(id=file.id).update(check_state="clean", shared=file.original, about=HOSTILE)
        actions.redact(file, boxes=[Box(0, 0, 10, 10)], taken_out=HOSTILE, because=HOSTILE, by=by, at=now)
        actions.share_file(file, by=by, at=now)
        asked = Question(
            "works@contractor.example",
            HOSTILE,
            timezone.localdate(now) + timedelta(days=9),
            name=HOSTILE[:100],
            organisation=HOSTILE[:100],
            photographs=HOSTILE[:100],
            adjustments=HOSTILE,
        )
        actions.ask_evidence(complaint, asked, by=by, at=now)


def parts(world: Any, case: Any) -> Mapping[str, Any]:
    with as_landlord(world.cast.landlord.id):
        return {"file": CaseFile.objects.get().id, "asked": EvidenceRequest.objects.get().id}
