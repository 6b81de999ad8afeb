"""The kinds of event about a case's files, what is asked of others, and what a finding rests on."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

_OF_FILE = frozenset({"file", "giver", "type", "size", "sha256", "request"})

FILE_RECEIVED = register(
    Kind(
        "file.received",
        pgettext_lazy("timeline", "You sent us a file"),
        facts=_OF_FILE,
        personal=frozenset({"name", "about"}),
        shown_to_resident=True,
    )
)
FILE_ADDED = register(
    Kind(
        "file.added",
        pgettext_lazy("timeline", "A file was added"),
        facts=_OF_FILE,
        personal=frozenset({"name", "about"}),
    )
)
FILE_CHECKED = register(
    Kind(
        "file.checked",
        pgettext_lazy("timeline", "A file was checked for viruses"),
        facts=frozenset({"file", "result", "virus"}),
    )
)
FILE_SHARED = register(
    Kind(
        "file.shared",
        pgettext_lazy("timeline", "We let you see a file"),
        facts=frozenset({"file", "sha256"}),
        shown_to_resident=True,
    )
)
FILE_WITHHELD = register(
    Kind(
        "file.withheld",
        pgettext_lazy("timeline", "A file is no longer shown to you"),
        facts=frozenset({"file"}),
        personal=frozenset({"reason"}),
        shown_to_resident=True,
    )
)
FILE_REDACTED = register(
    Kind(
        "file.redacted",
        pgettext_lazy("timeline", "Parts of a file were taken out of the copy for others"),
        facts=frozenset({"file", "how", "boxes", "sha256"}),
        personal=frozenset({"taken_out", "because"}),
    )
)
ORIGINAL_OPENED = register(
    Kind(
        "file.original_opened",
        pgettext_lazy("timeline", "Somebody opened the original of a redacted file"),
        facts=frozenset({"file"}),
        personal=frozenset({"reason"}),
    )
)
EVIDENCE_CHOSEN = register(
    Kind(
        "finding.evidence_chosen",
        pgettext_lazy("timeline", "We chose the files that an answer rests on"),
        facts=frozenset({"stage", "point", "files"}),
    )
)
ASKED = register(
    Kind(
        "evidence.asked",
        pgettext_lazy("timeline", "We asked somebody for information about your complaint"),
        facts=frozenset({"request", "due_on", "point"}),
        personal=frozenset({"name", "organisation", "email", "question", "photographs", "adjustments"}),
        shown_to_resident=True,
    )
)
REMINDED = register(
    Kind(
        "evidence.reminded",
        pgettext_lazy("timeline", "Whoever we asked for information was reminded"),
        facts=frozenset({"request", "step", "due_on"}),
    )
)
ESCALATED = register(
    Kind(
        "evidence.escalated",
        pgettext_lazy("timeline", "A lead was told that information is late"),
        facts=frozenset({"request", "due_on", "people"}),
    )
)
ANSWERED = register(
    Kind(
        "evidence.answered",
        pgettext_lazy("timeline", "We received information that we had asked for"),
        facts=frozenset({"request", "outcome", "visited_on", "files"}),
        personal=frozenset({"answer", "visited_at", "notice", "attempts"}),
        shown_to_resident=True,
    )
)
NOT_OURS = register(
    Kind(
        "evidence.not_ours",
        pgettext_lazy("timeline", "Whoever we asked for information says that somebody else knows"),
        facts=frozenset({"request"}),
        personal=frozenset({"answer", "ask_instead"}),
    )
)
CANCELLED = register(
    Kind(
        "evidence.cancelled",
        pgettext_lazy("timeline", "A request for information was cancelled"),
        facts=frozenset({"request"}),
        personal=frozenset({"because"}),
    )
)
EXTENDED = register(
    Kind(
        "evidence.extended",
        pgettext_lazy("timeline", "Whoever we asked for information was given more time"),
        facts=frozenset({"request", "due_on"}),
        personal=frozenset({"because"}),
    )
)
LINK_SENT = register(
    Kind(
        "evidence.link_sent",
        pgettext_lazy("timeline", "Whoever we asked for information was sent a new link"),
        facts=frozenset({"request"}),
    )
)
