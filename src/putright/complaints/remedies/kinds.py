"""The kinds of event of remedies. That one is offered stands in the event of the answer that offers it."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

_MONEY = {"pence", "head", "how", "pay_by", "offset_pence"}

DECIDED = register(
    Kind(
        "remedy.decided",
        pgettext_lazy("timeline", "We worked on how to put one of your points right"),
        facts=frozenset({"remedy", "stage", "point", "kind", "needs_approval", "offset_agreed", *_MONEY}),
        personal=frozenset({"words", "weighed"}),
    )
)
DROPPED = register(
    Kind(
        "remedy.dropped",
        pgettext_lazy("timeline", "We took out a way to put things right before writing to you"),
        facts=frozenset({"remedy"}),
    )
)
APPROVED = register(
    Kind(
        "remedy.approved",
        pgettext_lazy("timeline", "A senior manager approved a payment"),
        facts=frozenset({"remedy", "pence", "limit"}),
    )
)
ACCEPTED = register(
    Kind(
        "remedy.accepted",
        pgettext_lazy("timeline", "You accepted what we offered"),
        facts=frozenset({"remedy"}),
        shown_to_resident=True,
    )
)
DECLINED = register(
    Kind(
        "remedy.declined",
        pgettext_lazy("timeline", "You did not accept what we offered"),
        facts=frozenset({"remedy"}),
        personal=frozenset({"because"}),
        shown_to_resident=True,
    )
)
PAID = register(
    Kind(
        "remedy.paid",
        pgettext_lazy("timeline", "We paid you money that we had offered"),
        facts=frozenset({"remedy", "pence", "offset_pence", "offset_agreed"}),
        personal=frozenset({"proof"}),
        shown_to_resident=True,
    )
)
