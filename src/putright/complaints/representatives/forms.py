"""What staff fill in about a representative: who it is, the permission, what they may do and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from putright.accounts.models import Body
from putright.complaints.form.options import RELATIONSHIPS
from putright.complaints.forms_landlords import StaffForm, long_text, one_line
from putright.complaints.models import Representative
from putright.ui.fields import Checkboxes, DayField, Radios

from .models import Permission, Share

PERMISSIONS = {
    Permission.WITH_THEM: _("The resident is with them now, and says yes"),
    Permission.SIGNED_FORM: _("There is a signed form"),
    Permission.ASK: _("We have to ask the resident"),
    Permission.LEGAL: _("They have legal authority: a lasting power of attorney, a deputy"),
    Permission.CANNOT: _("The resident cannot give permission"),
}
SHARES = {
    Share.TALK: _("Talk to us about the complaint"),
    Share.LETTERS: _("Get copies of our letters"),
    Share.DECIDE: _("Decide for the resident: remedies, stage 2"),
}
_UNTIL = _("Leave it empty if there is none. That day still counts.")


class _What(StaffForm):
    """What they may do, and until when."""

    scope = forms.MultipleChoiceField(
        label=_("What may they do?"),
        choices=[(one.value, label) for one, label in SHARES.items()],
        widget=Checkboxes(small=True),
        error_messages={"required": _("Select what they may do")},
    )
    until = DayField(called=_("The last day"), label=_("Last day"), help_text=_UNTIL, required=False)


class _HowKnown(StaffForm):
    permission = forms.ChoiceField(
        label=_("Do they have the resident’s permission?"),
        choices=[(one.value, label) for one, label in PERMISSIONS.items()],
        widget=Radios(small=True),
        error_messages={"required": _("Select whether they have permission")},
    )
    note = long_text(
        _("Where is the form, what is the authority, or why can the resident not say yes?"),
        1000,
        rows=2,
    )


class NameRepresentative(_HowKnown, _What):
    title = _("Name somebody who speaks for the resident")

    name = one_line(_("Full name"))
    organisation = one_line(_("Organisation"))
    role = forms.ChoiceField(
        label=_("Who are they to the resident?"),
        choices=list(RELATIONSHIPS.items()),
        widget=Radios(small=True),
        error_messages={"required": _("Select who they are to the resident")},
    )
    body = forms.ChoiceField(
        label=_("Advice agency that signs in here"),
        required=False,
        widget=forms.Select,
        help_text=_("Its people see this case in their own list as long as the permission holds."),
    )
    reference = one_line(_("Their own reference"), 80)
    phone = one_line(_("Phone number"), 40)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Enter an email address in the correct format, like name@example.com")},
    )
    address = one_line(_("Address"), 300)
    hours = one_line(_("When to reach them"))
    field_order = (
        "name organisation role body reference phone email address hours permission note scope until".split()
    )

    def __init__(self, *args: Any, agencies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        body.choices = [("", _("None of these")), *((str(one.id), one.name) for one in agencies)]


class GivePermission(_HowKnown, _What):
    """Permission that came later, or for more than before."""

    field_order = ("permission", "note", "scope", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        permission = self.fields["permission"]
        assert isinstance(permission, forms.ChoiceField)
        permission.label = _("How do we know that the resident agrees?")
        permission.choices = [
            *((one.value, label) for one, label in PERMISSIONS.items() if one is not Permission.ASK),
            ("refused", _("The resident said no")),
        ]


class Narrow(_What):
    """Less than before, or an earlier last day."""


class End(StaffForm):
    because = long_text(_("Why does it end?"), 1000, rows=2)


def what_of(representative: Representative) -> dict[str, Any]:
    """What a form begins with: what they may do now."""
    return {"scope": representative.scope, "until": representative.until}
