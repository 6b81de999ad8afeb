"""The kinds of event of a group's complaint. Names, addresses and words of its members stand beside the chain."""

from django.utils.translation import pgettext_lazy

from putright.record.kinds import Kind, register

WHO = frozenset({"name", "address", "postcode", "phone", "email", "effect", "wish", "remedy"})

GROUP_FORMED = register(
    Kind(
        "group.formed",
        pgettext_lazy("timeline", "Your complaint became the complaint of a group"),
        facts=frozenset({"members", "how"}),
        personal=frozenset({"name", "place", "households"}),
        shown_to_resident=True,
    )
)
GROUP_CHANGED = register(
    Kind(
        "group.changed",
        pgettext_lazy("timeline", "We changed the name, the place or the main contact of the group"),
        facts=frozenset({"lead"}),
        personal=frozenset({"name", "place"}),
        shown_to_resident=True,
    )
)
MEMBER_JOINED = register(
    Kind(
        "group.member_joined",
        pgettext_lazy("timeline", "A household joined the group"),
        facts=frozenset({"member", "how", "letter", "same_as_group"}),
        personal=WHO,
        shown_to_resident=True,
    )
)
MEMBER_CHANGED = register(
    Kind(
        "group.member_changed",
        pgettext_lazy("timeline", "What is written down about a household of the group was changed"),
        facts=frozenset({"member", "letter", "same_as_group"}),
        personal=WHO,
    )
)
MEMBER_LEFT = register(
    Kind(
        "group.member_left",
        pgettext_lazy("timeline", "A household left the group"),
        facts=frozenset({"member", "own_case"}),
        shown_to_resident=True,
    )
)
INVITED = register(
    Kind(
        "group.invited",
        pgettext_lazy("timeline", "A link was made by which neighbours can join the group"),
        facts=frozenset({"invitation", "until"}),
        shown_to_resident=True,
    )
)
INVITATION_REVOKED = register(
    Kind(
        "group.invitation_revoked",
        pgettext_lazy("timeline", "A link to join the group was taken back"),
        facts=frozenset({"invitation"}),
        shown_to_resident=True,
    )
)
MEMBER_KEYS = register(
    Kind(
        "group.member_keys",
        pgettext_lazy("timeline", "A household of the group was given keys of its own"),
        facts=frozenset({"member"}),
    )
)
# The first event but one of the case of a household that left: it goes on where the group's stands.
LEFT_GROUP = register(
    Kind(
        "complaint.left_group",
        pgettext_lazy("timeline", "You left the group, and your complaint goes on with the dates it had"),
        facts=frozenset({"group_case", "made_on", "stages", "handler", "reviewer", "points", "findings"}),
        personal=frozenset({"wordings", "outcomes", "outside", "answers"}),
        shown_to_resident=True,
    )
)
