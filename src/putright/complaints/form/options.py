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
TOPICS = {
    "repairs": pgettext_lazy("topic", "Repairs"),
    "damp": pgettext_lazy("topic", "Damp, mould or leaks"),
    "heating": pgettext_lazy("topic", "Heating or hot water"),
    "neighbours": pgettext_lazy("topic", "Neighbours, noise or anti-social behaviour"),
    "staff": pgettext_lazy("topic", "How staff or contractors treated you"),
    "charges": pgettext_lazy("topic", "Rent or service charges"),
    "shared": pgettext_lazy("topic", "Shared areas"),
    "safety": pgettext_lazy("topic", "Building or fire safety"),
    "adaptations": pgettext_lazy("topic", "Changes needed for a disability"),
    "moving": pgettext_lazy("topic", "Moving, or a housing application"),
    "earlier": pgettext_lazy("topic", "An earlier complaint"),
    "other": pgettext_lazy("topic", "Something else"),
}
# About the condition of the home: then it matters who lives there.
OF_THE_HOME = frozenset({"repairs", "damp", "heating", "shared", "safety", "adaptations"})
# Whoever complains of these may be watched by those it is about.
OF_PEOPLE = frozenset({"neighbours", "staff"})
# Damp or mould is a danger to these at once (journeys 3.2): codes of `needs.kinds_of_help.AT_HOME`.
AT_RISK_OF_DAMP = frozenset({"young_child", "pregnant", "over_65", "breathing", "weak_immune_system"})
TOLD_BEFORE = {
    "yes": _("Yes"),
    "no": _("No"),
    "unknown": _("I do not know"),
}
FIRST_TIME = {
    "fix": pgettext_lazy("first report", "Report it so we can fix it"),
    "complain": pgettext_lazy("first report", "Make a complaint"),
    "both": pgettext_lazy("first report", "Do both"),
}
OTHER_WAYS = {
    "file": pgettext_lazy("another way to tell us", "Send a recording, a video or a letter"),
    "call": pgettext_lazy("another way to tell us", "Ask us to call me and write it down"),
}
PERMISSIONS = {
    "with_them": pgettext_lazy("permission", "They are with me now, and they agree"),
    "signed_form": pgettext_lazy("permission", "I have a form that they signed"),
    "ask": pgettext_lazy("permission", "Not yet: ask them"),
    "legal": pgettext_lazy("permission", "I have legal authority, for example a power of attorney"),
    "cannot": pgettext_lazy("permission", "They cannot give permission"),
}
MAY_DO = {
    "talk": pgettext_lazy("permission", "You talk to us about the complaint"),
    "letters": pgettext_lazy("permission", "You get copies of our letters"),
    "decide": pgettext_lazy("permission", "You decide for them, for example what would put it right"),
}
CONTACT_WAYS = {
    "phone": _("Phone call"),
    "text": _("Text message"),
    "email": pgettext_lazy("contact", "Email"),
    "post": pgettext_lazy("contact", "Letter"),
    "office": _("In person, at the office"),
    "representative": pgettext_lazy("contact", "Through somebody who speaks for me"),
    "none": _("None of these: I will contact you"),
}
DOCUMENTS_BY = {
    "online": _("On this website, with my reference"),
    "email": pgettext_lazy("documents", "By email"),
    "post": pgettext_lazy("documents", "By post"),
    "large_print": _("By post, in large print"),
}
HELP_TALKING = {"interpreter": _("An interpreter"), "bsl": _("British Sign Language (BSL)")}
