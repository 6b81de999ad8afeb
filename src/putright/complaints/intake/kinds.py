"""The kinds of event in a service request's record."""

from uuid import UUID

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, name_subjects, register

RECORDED = register(
    Kind(
        "service_request.recorded",
        pgettext_lazy("timeline", "You asked us to put something right"),
        facts=frozenset({"reference", "channel", "language", "taken", "unhappy_words", "choice", "topics"}),
        personal=frozenset({"who", "words", "our_words", "source"}),
        shown_to_resident=True,
    )
)
ANSWERED = register(
    Kind(
        "service_request.answered",
        pgettext_lazy("timeline", "We answered your request"),
        personal=frozenset({"answer"}),
        shown_to_resident=True,
    )
)
REVIEWED = register(
    Kind(
        "service_request.reviewed",
        pgettext_lazy("timeline", "We looked again at how your request stands"),
        facts=frozenset({"review_due_on"}),
        personal=frozenset({"review"}),
        shown_to_resident=True,
    )
)
DONE = register(
    Kind(
        "service_request.done",
        pgettext_lazy("timeline", "We did the work you asked for"),
        personal=frozenset({"done"}),
        shown_to_resident=True,
    )
)
OFFERED = register(
    Kind(
        "service_request.complaint_offered",
        pgettext_lazy("timeline", "We asked you whether you want to complain"),
        personal=frozenset({"note"}),
        shown_to_resident=True,
    )
)
BECAME_COMPLAINT = register(
    Kind(
        "service_request.became_complaint",
        pgettext_lazy("timeline", "Your request became a complaint; the work goes on"),
        facts=frozenset({"complaint", "received_on", "unhappy_on"}),
        personal=frozenset({"because", "words"}),
        shown_to_resident=True,
    )
)


def _reference(landlord_id: UUID, request_id: UUID) -> str | None:
    from .models import ServiceRequest

    return (
        ServiceRequest.objects.filter(landlord_id=landlord_id, id=request_id)
        .values_list("reference", flat=True)
        .first()
    )


name_subjects("service_request", _reference)
