"""The kinds of event of what is learned."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

RECORDED = register(
    Kind(
        "learning.recorded",
        pgettext_lazy("timeline", "We wrote down what we learn from your complaint"),
        facts=frozenset({"learning", "stage", "nothing", "cause", "service", "person", "due_on"}),
        personal=frozenset({"nothing_because", "change", "publish"}),
        shown_to_resident=True,
    )
)
ACCEPTED = register(
    Kind(
        "learning.accepted",
        pgettext_lazy("timeline", "A manager took on what we learn from your complaint"),
        facts=frozenset({"learning", "due_on"}),
    )
)
DONE = register(
    Kind(
        "learning.done",
        pgettext_lazy("timeline", "We changed how we work because of your complaint"),
        facts=frozenset({"learning"}),
        personal=frozenset({"proof"}),
        shown_to_resident=True,
    )
)
