"""The kinds of event in a landlord's own chain: the landlord itself, the people who work for it, their
roles.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from putright.record.kinds import Kind, register

LANDLORD_ADDED = register(
    Kind("landlord.added", _("The landlord was added"), facts=frozenset({"code", "settings"}))
)
LANDLORD_CHANGED = register(
    Kind("landlord.changed", _("The landlord's settings were changed"), facts=frozenset({"settings"}))
)
PERSON_ADDED = register(
    Kind(
        "person.added",
        _("A person was added"),
        facts=frozenset({"person"}),
        personal=frozenset({"name", "email", "job_title", "phone"}),
    )
)
PERSON_STOPPED = register(
    Kind("person.stopped", _("A person can no longer sign in"), facts=frozenset({"person"}))
)
ROLE_GIVEN = register(Kind("role.given", _("A role was given"), facts=frozenset({"person", "role"})))
ROLE_ENDED = register(Kind("role.ended", _("A role ended"), facts=frozenset({"person", "role", "ended_on"})))
LINE_SET = register(
    Kind(
        "person.line_set",
        _("Whom a person reports to was written down"),
        facts=frozenset({"person", "reports_to"}),
    )
)
BODY_ADDED = register(Kind("body.added", _("The body was added"), facts=frozenset({"code", "name", "kind"})))
BODY_JOINED = register(
    Kind(
        "body.joined",
        _("A person joined the body"),
        facts=frozenset({"person"}),
        personal=frozenset({"name", "email"}),
    )
)
BODY_LEFT = register(Kind("body.left", _("A person left the body"), facts=frozenset({"person", "ended_on"})))
PASSWORD_ADDRESS_MADE = register(
    Kind(
        "person.password_address_made",
        _("An address to set a password was made"),
        facts=frozenset({"person"}),
    )
)
SECOND_FACTOR_ADDED = register(
    Kind("person.second_factor_added", _("A second factor was added"), facts=frozenset({"person", "factor"}))
)
SECOND_FACTOR_REMOVED = register(
    Kind(
        "person.second_factor_removed",
        _("A second factor was removed"),
        facts=frozenset({"person", "factor"}),
    )
)
