"""The kinds of event of messages on a case, and of messages that did not arrive."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

RECEIVED = register(
    Kind(
        "message.received",
        pgettext_lazy("timeline", "You sent us a message"),
        facts=frozenset({"message", "channel"}),
        personal=frozenset({"text"}),
        shown_to_resident=True,
    )
)
SENT = register(
    Kind(
        "message.sent",
        pgettext_lazy("timeline", "We sent you a message"),
        facts=frozenset({"message", "answers"}),
        personal=frozenset({"text"}),
        shown_to_resident=True,
    )
)
ANSWERED = register(
    Kind(
        "message.answered",
        pgettext_lazy("timeline", "We answered your message in another way"),
        facts=frozenset({"message", "how"}),
        personal=frozenset({"answer"}),
        shown_to_resident=True,
    )
)
# That there is a note is shown; what it says is not (journeys 4.1).
NOTE_WRITTEN = register(
    Kind(
        "note.written",
        pgettext_lazy("timeline", "We wrote a note for the people who work on your complaint"),
        facts=frozenset({"note"}),
        personal=frozenset({"text"}),
        shown_to_resident=True,
    )
)
NEWS_TOLD = register(
    Kind(
        "news.told",
        pgettext_lazy("timeline", "We told you our news ourselves"),
        facts=frozenset({"why", "channel", "reached"}),
        personal=frozenset({"summary"}),
        shown_to_resident=True,
    )
)
NOT_ARRIVED = register(
    Kind(
        "message.not_arrived",
        pgettext_lazy("timeline", "A message to you did not arrive"),
        facts=frozenset({"message", "channel", "state"}),
    )
)
CAME_BACK = register(
    Kind(
        "message.came_back",
        pgettext_lazy("timeline", "A message to you came back"),
        facts=frozenset({"message", "channel"}),
        personal=frozenset({"reason"}),
    )
)
SENT_AGAIN = register(
    Kind(
        "message.sent_again",
        pgettext_lazy("timeline", "We sent a message to you again"),
        facts=frozenset({"message", "channel", "again"}),
        personal=frozenset({"to"}),
    )
)
DEALT_WITH = register(
    Kind(
        "message.dealt_with",
        pgettext_lazy("timeline", "We saw to a message to you that did not arrive"),
        facts=frozenset({"message", "channel"}),
        personal=frozenset({"how"}),
    )
)
POSTED = register(
    Kind(
        "message.posted",
        pgettext_lazy("timeline", "We posted a letter to you"),
        facts=frozenset({"message"}),
        shown_to_resident=True,
    )
)
CLOCK_MISSED = register(
    Kind(
        "clock.missed",
        pgettext_lazy("timeline", "We did not keep the date for stage %(stage)s of your complaint"),
        facts=frozenset({"clock", "stage", "due"}),
        shown_to_resident=True,
    )
)
PROMISE_MISSED = register(
    Kind(
        "promise.missed",
        pgettext_lazy("timeline", "We did not do something by the day we promised"),
        facts=frozenset({"promise", "due"}),
        shown_to_resident=True,
    )
)
CONTACT_CHANGED = register(
    Kind(
        "contact.changed",
        pgettext_lazy("timeline", "How we reach you was changed"),
        facts=frozenset({"fields"}),
        personal=frozenset({"was", "is"}),
        shown_to_resident=True,
    )
)
