"""The kinds of help that people ask for, in groups, as the form and the letters know them (code, words).

Nobody has to give proof, and everybody may say it in words of their own besides.
"""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

_OTHER = pgettext_lazy("extra help", "Something else")

GROUPS = (
    (
        "reading",
        pgettext_lazy("extra help", "Reading and writing"),
        (
            ("large_print_16", pgettext_lazy("extra help", "Large print, 16 point")),
            ("large_print_18", pgettext_lazy("extra help", "Large print, 18 point")),
            ("large_print_22", pgettext_lazy("extra help", "Large print, 22 point")),
            ("easy_read", pgettext_lazy("extra help", "Easy read: pictures with short sentences")),
            ("braille", pgettext_lazy("extra help", "Braille")),
            ("audio", pgettext_lazy("extra help", "Audio")),
            ("coloured_paper", pgettext_lazy("extra help", "Coloured paper")),
            ("email_not_paper", pgettext_lazy("extra help", "Email, not paper")),
            ("read_by_phone", pgettext_lazy("extra help", "Letters read out by phone")),
        ),
    ),
    (
        "talking",
        pgettext_lazy("extra help", "Talking"),
        (
            ("sign_language", pgettext_lazy("extra help", "British Sign Language interpreter")),
            ("text_relay", pgettext_lazy("extra help", "Text relay")),
            ("interpreter", pgettext_lazy("extra help", "Interpreter for another language")),
            ("same_person", pgettext_lazy("extra help", "The same person each time")),
            ("written_summary", pgettext_lazy("extra help", "A written summary after each call")),
            ("slower_pace", pgettext_lazy("extra help", "A slower pace")),
            ("shorter_calls", pgettext_lazy("extra help", "Shorter calls")),
            ("number_shown", pgettext_lazy("extra help", "No calls from withheld numbers")),
        ),
    ),
    (
        "time_and_place",
        pgettext_lazy("extra help", "Time and place"),
        (
            ("mornings", pgettext_lazy("extra help", "Mornings only")),
            ("afternoons", pgettext_lazy("extra help", "Afternoons only")),
            ("more_time", pgettext_lazy("extra help", "More time to answer")),
            ("notice_of_visits", pgettext_lazy("extra help", "Notice before each visit")),
            ("ring_and_wait", pgettext_lazy("extra help", "Ring twice and wait")),
            ("same_gender", pgettext_lazy("extra help", "A person of the same gender")),
            ("level_access", pgettext_lazy("extra help", "A meeting place with level access")),
            ("no_bright_light", pgettext_lazy("extra help", "No bright lights")),
        ),
    ),
    (
        "with_somebody",
        pgettext_lazy("extra help", "Somebody beside you"),
        (
            ("family", pgettext_lazy("extra help", "Family or a friend")),
            ("advocate", pgettext_lazy("extra help", "An advocate")),
            ("support_worker", pgettext_lazy("extra help", "A support worker")),
        ),
    ),
    (
        "other",
        pgettext_lazy("extra help", "Something else"),
        (("other", pgettext_lazy("extra help", "Something else")),),
    ),
)
HELP = {code: words for _group, _title, kinds in GROUPS for code, words in kinds}

# Who may be told of a need, if the resident says so.
SHARED_WITH = (
    ("contact_person", pgettext_lazy("extra help", "The person dealing with the complaint")),
    ("contractors", pgettext_lazy("extra help", "Repairs contractors")),
    ("interpreters", pgettext_lazy("extra help", "Interpreters")),
)

# People at home who make it matter how fast we act; it is no diagnosis.
AT_HOME = (
    ("young_child", pgettext_lazy("at home", "A baby or a child under 5")),
    ("pregnant", pgettext_lazy("at home", "Somebody who is pregnant")),
    ("over_65", pgettext_lazy("at home", "Somebody aged 65 or over")),
    ("breathing", pgettext_lazy("at home", "Somebody with asthma or another breathing problem")),
    ("weak_immune_system", pgettext_lazy("at home", "Somebody with a weak immune system")),
    ("disability", pgettext_lazy("at home", "Somebody with a disability or a long illness")),
    ("bereavement", pgettext_lazy("at home", "Somebody who has lost a person close to them")),
    ("other", pgettext_lazy("at home", "Somebody else to think about")),
)
