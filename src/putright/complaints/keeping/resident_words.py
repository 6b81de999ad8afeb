"""What residents read over the parts of their own copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

# The parts of what a resident takes by themselves, in words: a table's name, or the name of what is no table.
TITLES: Mapping[str, Any] = {
    "complaint": pgettext_lazy("data", "Your complaint, and how to reach you"),
    "Afterwards": pgettext_lazy("data", "What you said when your complaint was closed"),
    "Authority": pgettext_lazy("data", "Advice agencies that may see your complaint"),
    "CaseFile": pgettext_lazy("data", "Files"),
    "CaseMessage": pgettext_lazy("data", "Messages"),
    "CaseStudy": pgettext_lazy("data", "Whether others may be told about your complaint"),
    "Confided": pgettext_lazy("data", "What you told one person alone"),
    "DataQuestion": pgettext_lazy("data", "When you asked what we hold"),
    "Finding": pgettext_lazy("data", "Our answers to your points"),
    "Hazard": pgettext_lazy("data", "Dangers that you told us about"),
    "HazardAttempt": pgettext_lazy("data", "What we tried about a danger"),
    "Letter": pgettext_lazy("data", "Our letters to you"),
    "MoreTimeReply": pgettext_lazy("data", "What you said to more time"),
    "Need": pgettext_lazy("data", "Help that you asked for"),
    "News": pgettext_lazy("data", "News that we gave you"),
    "OwnTime": pgettext_lazy("data", "More time that you asked for"),
    "PackWords": pgettext_lazy("data", "What you wrote for your evidence pack"),
    "Point": pgettext_lazy("data", "Your points"),
    "Promise": pgettext_lazy("data", "What we promised"),
    "Remedy": pgettext_lazy("data", "What we offered"),
    "Representative": pgettext_lazy("data", "Who speaks for you"),
    "Reprisal": pgettext_lazy("data", "What happened because you complained"),
    "Stage": pgettext_lazy("data", "The stages of your complaint"),
    "Understanding": pgettext_lazy("data", "Whether we understood you right"),
    "Worry": pgettext_lazy("heading", "Worries"),
    "record": pgettext_lazy("data", "What has happened so far"),
    "messages sent": pgettext_lazy("data", "Emails, texts and letters that we sent"),
    "who looked": pgettext_lazy("data", "Who has looked at your complaint"),
}
