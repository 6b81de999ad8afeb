"""The kinds of event of news and of who sees to a promise."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

GIVEN = register(
    Kind(
        "news.given",
        pgettext_lazy("timeline", "We told you how far we are"),
        facts=frozenset({"stage", "news_every_days"}),
        personal=frozenset({"words"}),
        shown_to_resident=True,
    )
)
HANDED_OVER = register(
    Kind(
        "promise.handed_over",
        pgettext_lazy("timeline", "Somebody else now sees to a promise"),
        facts=frozenset({"promise", "person"}),
        shown_to_resident=True,
    )
)
