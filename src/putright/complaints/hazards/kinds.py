"""The kinds of event in a danger's record, beside its opening and closing."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

CLASSIFIED = register(
    Kind(
        "hazard.classified",
        pgettext_lazy("timeline", "We decided how serious the danger is"),
        facts=frozenset({"seriousness", "kind"}),
        personal=frozenset({"why"}),
        shown_to_resident=True,
    )
)
ATTEMPTED = register(
    Kind(
        "hazard.attempted",
        pgettext_lazy("timeline", "We tried to reach you about the danger"),
        facts=frozenset({"at", "how", "reached", "announced"}),
        personal=frozenset({"notice", "summary"}),
        shown_to_resident=True,
    )
)
INVESTIGATED = register(
    Kind(
        "hazard.investigated",
        pgettext_lazy("timeline", "We looked into the danger"),
        facts=frozenset({"found"}),
        personal=frozenset({"findings"}),
        shown_to_resident=True,
    )
)
SUMMARY_SENT = register(
    Kind(
        "hazard.summary_sent",
        pgettext_lazy("timeline", "We wrote to you what we found about the danger"),
        shown_to_resident=True,
    )
)
MADE_SAFE = register(
    Kind(
        "hazard.made_safe",
        pgettext_lazy("timeline", "We made it safe"),
        facts=frozenset({"at"}),
        personal=frozenset({"how"}),
        shown_to_resident=True,
    )
)
WORK_DECIDED = register(
    Kind(
        "hazard.work_decided",
        pgettext_lazy("timeline", "We decided whether more work is needed"),
        facts=frozenset({"needed"}),
        personal=frozenset({"work"}),
        shown_to_resident=True,
    )
)
WORK_BEGUN = register(
    Kind(
        "hazard.work_begun",
        pgettext_lazy("timeline", "We began the further work"),
        personal=frozenset({"work"}),
        shown_to_resident=True,
    )
)
ELSEWHERE = register(
    Kind(
        "hazard.elsewhere_offered",
        pgettext_lazy("timeline", "We offered you somewhere else to stay"),
        facts=frozenset({"answer"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
