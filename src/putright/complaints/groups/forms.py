"""What staff fill in about a group: its name and households, from a paper list, at a meeting or on the phone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from putright.complaints.forms_landlords import StaffForm, long_text, one_line
from putright.complaints.homes.reading import tidy_postcode
from putright.complaints.models import GroupMember
from putright.ui.fields import Radios

from .actions import Household

MOST_HOUSEHOLDS = 200
HOW = tuple((value, label) for value, label in GroupMember.How.choices if value != GroupMember.How.LINK.value)


def _how() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How did they join?"),
        choices=HOW,
        widget=Radios(small=True),
        error_messages={
            "required": _("Select how they joined"),
            "invalid_choice": _("Select how they joined"),
        },
    )


def household_of(line: str) -> Household:
    """A household from a line of a paper list: name; address; postcode; phone or email. The last may be missing."""
    name, where, postcode, contact = ([part.strip() for part in line.split(";")] + ["", "", "", ""])[:4]
    email = contact if "@" in contact else ""
    return Household(
        name=name[:200],
        address=where[:300],
        postcode=tidy_postcode(postcode) or postcode[:10],
        phone="" if email else contact[:40],
        email=email,
    )


class FormGroup(StaffForm):
    """A group's name, place, main contact and first households."""

    title = _("Make this a group’s complaint")

    name = one_line(
        _("Short name for the group"),
        100,
        required_message=_("Enter a short name for the group"),
        help_text=_("For example “Sample Court lift”."),
    )
    place = one_line(_("Block or estate"))
    lead_name = one_line(
        _("Name of the main contact"), required_message=_("Enter the name of the main contact")
    )
    lead_address = one_line(_("Address of the main contact"), 300)
    lead_postcode = one_line(_("Postcode of the main contact"), 10)
    households = long_text(
        _("The other households, one a line"),
        40_000,
        help_text=_("Name; address; postcode; phone or email. What is not known may be left out."),
        rows=6,
        required_message=_("Enter at least 2 households"),
    )
    how = _how()

    def clean_households(self) -> list[Household]:
        lines = [line for line in self.cleaned_data["households"].splitlines() if line.strip(" ;")]
        if len(lines) > MOST_HOUSEHOLDS:
            raise ValidationError(_("Enter 200 households or less at once, and the others after"))
        found = [household_of(line) for line in lines]
        for number, one in enumerate(found, start=1):
            _check_email(one.email, number)
        return found

    def households_given(self, phone: str, email: str) -> list[Household]:
        """The main contact, reached as the complaint's resident is, and then the others."""
        typed = self.cleaned_data
        lead = Household(
            name=typed["lead_name"],
            address=typed["lead_address"],
            postcode=tidy_postcode(typed["lead_postcode"]) or typed["lead_postcode"],
            phone=phone,
            email=email,
        )
        return [lead, *typed["households"]]


def _check_email(email: str, number: int) -> None:
    if not email:
        return
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(
            _("Line %(number)s: enter an email address in the correct format, like name@example.com")
            % {"number": number}
        ) from None


class MemberForm(StaffForm):
    """One household: who, where, how it is affected, whose letter."""

    name = one_line(_("Name"))
    address = one_line(_("Address"), 300)
    postcode = one_line(_("Postcode"), 10)
    phone = one_line(_("Phone number"), 40)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        error_messages={"invalid": _("Enter an email address in the correct format, like name@example.com")},
    )
    same = forms.ChoiceField(
        label=_("How is this household affected?"),
        choices=(("same", _("In the same way as the group")), ("own", _("In a way of its own"))),
        widget=Radios(reveals={"own": ["effect", "wish"]}),
        error_messages={"required": _("Select how this household is affected")},
    )
    effect = long_text(_("How they are affected, in their words"), 2000, rows=3)
    wish = long_text(_("What would put it right for them"), 2000, rows=3)
    letter = forms.ChoiceField(
        label=_("How do they hear our answer?"),
        choices=GroupMember.Letter.choices,
        widget=Radios(small=True),
        error_messages={"required": _("Select how they hear our answer")},
    )

    @staticmethod
    def of(member: GroupMember | None) -> dict[str, Any]:
        """What stands there about a household, by the names of the fields."""
        if member is None:
            return {"same": "same", "letter": GroupMember.Letter.LEAD.value}
        kept = {
            field: getattr(member, field)
            for field in ("name", "address", "postcode", "phone", "email", "effect", "wish", "letter")
        }
        return kept | {"same": "same" if member.same_as_group else "own"}

    @property
    def household(self) -> Household:
        typed = self.cleaned_data
        return Household(
            name=typed["name"],
            address=typed["address"],
            postcode=tidy_postcode(typed["postcode"]) or typed["postcode"],
            phone=typed["phone"],
            email=typed["email"],
            same_as_group=typed["same"] == "same",
            effect=typed["effect"],
            wish=typed["wish"],
            letter=typed["letter"],
        )


class AddMember(MemberForm):
    how = _how()


class ChangeGroup(StaffForm):
    title = _("Change the group")

    name = one_line(
        _("Short name for the group"), 100, required_message=_("Enter a short name for the group")
    )
    place = one_line(_("Block or estate"))
    lead = forms.ChoiceField(
        label=_("Who is the main contact?"),
        widget=forms.Select,
        error_messages={
            "required": _("Select the main contact"),
            "invalid_choice": _("Select the main contact"),
        },
    )

    def __init__(self, *args: Any, members: Iterable[GroupMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = self.fields["lead"]
        assert isinstance(lead, forms.ChoiceField)
        lead.choices = [(str(one.id), one.name) for one in members if one.name]


class MemberRemedy(StaffForm):
    remedy = long_text(
        _("What we put right for this household"),
        2000,
        help_text=_("Beside what the answer says to all. Leave empty where there is nothing of its own."),
    )
