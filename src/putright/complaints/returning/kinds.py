"""The kinds of event about what a form promised and still had to come."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

CALL_ASKED = register(
    Kind(
        "call.asked",
        pgettext_lazy("timeline", "You asked us to call and write down what went wrong"),
        personal=frozenset({"phone", "when"}),
        shown_to_resident=True,
    )
)
CALL_TRIED = register(
    Kind(
        "call.tried",
        pgettext_lazy("timeline", "We called and did not reach you"),
        facts=frozenset({"tries"}),
        shown_to_resident=True,
    )
)
WRITTEN_DOWN = register(
    Kind(
        "call.written_down",
        pgettext_lazy("timeline", "We called, and wrote down what went wrong"),
        facts=frozenset({"points"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
PAPER_SAID = register(
    Kind(
        "paper.said",
        pgettext_lazy("timeline", "You told us that you have papers to copy"),
        shown_to_resident=True,
    )
)
PAPER_COPIED = register(
    Kind(
        "paper.copied",
        pgettext_lazy("timeline", "We copied your papers"),
        personal=frozenset({"note"}),
        shown_to_resident=True,
    )
)
