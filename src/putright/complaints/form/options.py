"""What residents may choose from: each code with its words, as the form, staff's forms and pages show it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
DANGERS = {
    "gas": _("Smell of gas"),
    "fire": _("Fire or smoke"),
    "wires": _("Bare or sparking wires"),
    "structure": _("A ceiling or wall that moves or may fall"),
    "water": _("Water that cannot be stopped"),
    "cold": _("No heating or water, with a baby or somebody ill at home"),
    "security": _("An outside door or window that will not lock"),
    "breathing": _("Somebody struggles to breathe because of mould"),
    "other": _("Something else that is dangerous"),
}
WANTED = {
    "work": _("Do the work"),
    "explain": _("Explain what happened"),
    "sorry": _("Say sorry"),
    "money": _("Pay money back, or pay compensation"),
    "change": _("Change how you work"),
    "other": pgettext_lazy("wanted", "Something else"),
}
FOR_WHOM = {
    "me": pgettext_lazy("for whom", "Me, or my home"),
    "someone": pgettext_lazy("for whom", "Somebody else: I am helping them"),
    "group": pgettext_lazy("for whom", "A group: I am the main contact"),
    "no_name": _("I do not want to give my name"),
}
RELATIONSHIPS = {
    "family": _("Family or friend"),
    "support_worker": _("Support worker"),
    "advice_agency": _("Advice agency"),
    "councillor": pgettext_lazy("relationship", "Councillor"),
    "mp": _("Member of Parliament (MP)"),
    "solicitor": _("Solicitor"),
    "attorney": _("Attorney or deputy"),
    "other": pgettext_lazy("relationship", "Another way"),
}
CONTACT_WAYS = {
    "phone": _("Phone call"),
    "text": _("Text message"),
    "email": pgettext_lazy("contact", "Email"),
    "post": pgettext_lazy("contact", "Letter"),
    "office": _("In person, at the office"),
    "none": _("None of these: I will contact you"),
}
DOCUMENTS_BY = {
    "online": _("On this website, with my reference"),
    "email": pgettext_lazy("documents", "By email"),
    "post": pgettext_lazy("documents", "By post"),
    "large_print": _("By post, in large print"),
}
HELP_TALKING = {"interpreter": _("An interpreter"), "bsl": _("British Sign Language (BSL)")}
