"""Composing a letter: from the rows of a case, as they stand, to its content.

The act writes its fields first (acknowledged today, extended to, answered today) and composes in the same
transaction. Every date that is due comes from `queries.standing`; nothing here counts days. What a letter has
to hold is data of `rules.letters`; a block that has nothing to say is left out, so that `missing` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import npgettext, pgettext

from putright.accounts.models import Person
from putright.complaints.evidence.queries import evidence_of
from putright.complaints.models import Complaint, Finding, FindingKind, Point, Promise
from putright.complaints.points.queries import live
from putright.complaints.queries import facts_of, stage_of, standing
from putright.complaints.reference import spoken
from putright.complaints.remedies.queries import payments_of_letter
from putright.complaints.remedies.resident_words import HEADS, HOW
from putright.rules import letters as required
from putright.rules import scheme
from putright.rules.clocks import Clock, extension_cap
from putright.rules.explanations import explanation
from putright.rules.letters import MissingBlock, missing_blocks
from putright.ui import contrast, dates, languages, words

from .content import (
    Block,
    Content,
    Line,
    Row,
    block,
    holds_something,
    in_script_of,
    isolated,
    one_line,
    ours,
    row,
    stated,
    theirs,
    tidy,
)
from .needs import PLAIN_SIZE, Needs, of_columns

KINDS = required.KINDS
# What a writer may word, by the end of a letter's kind; the rest is generated. `reasons` fills the form of its act.
PARTS_OF: Mapping[str, tuple[str, ...]] = {
    "acknowledgement": ("opening", "after", "closing"),
    "extension": ("opening", "reasons", "after", "closing"),
    "response": ("opening", "short_answer", "apology", "before", "after", "learned", "closing"),
    "refusal": ("opening", "reasons", "after", "closing"),
}
# What the answer to a point has to hold, each under its own code.
OF_POINTS = ("decision", "reasons", "remedy")


@dataclass(frozen=True)
class Worded:
    """What people have put beside the rows of the case for one letter.

    parts         texts of the writer, by the codes of PARTS_OF
    translations  place -> the English that was translated, and the translation
    arranged      how needs are met that the letter does not meet, by the need's code
    needs         what the letter has to be for its reader; None reads the complaint's own columns
    logo          the SHA-256 of the landlord's logo as it is on the letter's day
    household     of a group's household: its own effect, wish and remedy, for a letter of its own
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    arranged: Mapping[str, str] = field(default_factory=dict)
    needs: Needs | None = None
    logo: str = ""
    household: Mapping[str, str] = field(default_factory=dict)

    def said(self, place: str, source: str) -> str:
        """The translation of the English at that place, if it is of this very text; "" where there is none."""
        made_from, text = self.translations.get(place, ("", ""))
        return text if tidy(made_from).strip() == tidy(source).strip() else ""


def parts_of(kind: str) -> tuple[str, ...]:
    """The parts of a letter of this kind that its writer may word."""
    return PARTS_OF["refusal" if kind.startswith("refusal") else kind.partition("_")[2]]


def reasons_place(kind: str, stage: int) -> str:
    """The place of the reasons for more time or for a refusal: their own, whether drafted or given by the act."""
    return f"stage:{stage}:{'refusal' if kind.startswith('refusal') else 'extension'}_reasons"


def draft_place(kind: str, stage: int, part: str) -> str:
    """The place of a part that the writer worded."""
    return reasons_place(kind, stage) if part == "reasons" else f"draft:{kind}:{stage}:{part}"


def compose(
    complaint: Complaint,
    kind: str,
    stage: int,
    *,
    on: date,
    language: str,
    writer: Person | None,
    worded: Worded | None = None,
) -> Content:
    """The content of a letter of `kind` about `stage`, dated `on` (a day in England).

    Takes the complaint with its stages, points, findings and promises as they are after the act, the resident's
    `language` (one whose sentences are not filled gives an English letter), and what people have worded and
    translated for it. A letter in another language holds the English of every text of staff in `sources`.
    Raises UnknownLetter for a kind that is none.
    """
    if kind not in KINDS:
        raise required.UnknownLetter("unknown_letter", {"kind": kind, "edition": "", "known": list(KINDS)})
    found = languages.language(language)
    code = found.code if found.filled else "en"
    with translation.override(code):
        return Writing(complaint, kind, stage, on, code, writer, worded or Worded()).content()


def missing(content: Content) -> tuple[MissingBlock, ...]:
    """The blocks that the complaint's edition asks for and this letter lacks, each with its provision.

    What has to be there for each point is lacking where one point is without it. A complaint made before the
    first edition lacks nothing.
    """
    if not content["edition"]:
        return ()
    return missing_blocks(content["kind"], content["edition"], blocks_held(content), content["circumstances"])


def blocks_held(content: Content) -> dict[str, list[str]]:
    """What the letter says under each code: decision, reasons and remedy with an entry for each point."""
    held: dict[str, list[str]] = {}
    for part in content["blocks"]:
        if holds_something(part):
            held.setdefault(part["code"], []).append(part["code"])
    points = [part for part in content["blocks"] if part["code"] == "point"]
    for code in OF_POINTS:
        held[code] = [
            " ".join(line["text"] for one in part["rows"] if one["code"] == code for line in one["lines"])
            for part in points
        ]
    return held


class Writing:
    """One letter being written. Its methods are the letter's blocks. The evidence pack is written by the same hand."""

    def __init__(
        self,
        complaint: Complaint,
        kind: str,
        stage: int,
        on: date,
        language: str,
        writer: Person | None,
        worded: Worded,
    ) -> None:
        self.complaint = complaint
        self.landlord = complaint.landlord
        self.kind = kind
        self.stage = stage
        self.on = on
        self.language = language
        self.writer = writer
        self.worded = worded
        self.needs = worded.needs or of_columns(complaint)
        self.sources: dict[str, dict[str, str]] = {}
        self.row = stage_of(complaint, stage)
        self.standing = standing(complaint, on)
        self.points = live(complaint.points.all())
        self.findings = {one.point_id: one for one in complaint.findings.all() if one.stage == stage}
        # One stage more would make this answer not the final one; no edition in force has it.
        self.final = stage >= 2
        # Never the person of stage 1 for want of another: the next stage is somebody else's.
        self.contact = complaint.handler if stage == 1 else complaint.reviewer

    # Sentences

    def say(self, sentence: str, **values: str | date) -> Line:
        """A translated sentence with its values put in, dates in its own words.

        Where the translation is missing, sentence and dates are English and say so.
        """
        language = ours(sentence, self.language)["lang"]
        said = {
            name: isolated(dates.day(value, language) if isinstance(value, date) else value, language)
            for name, value in values.items()
        }
        return ours(sentence, self.language) | {"text": sentence % said}

    def value(self, value: str | date) -> Line:
        """A date, name, number or address that stands alone."""
        text = dates.day(value, self.language) if isinstance(value, date) else isolated(value, self.language)
        return stated(text, self.language)

    def quote(self, text: str) -> list[Line]:
        return theirs(text, self.language, quote=True)

    def written(self, text: str) -> list[Line]:
        return theirs(text, self.language)

    def in_words(self, place: str, text: str) -> str:
        """A text of staff in the letter's language where somebody has translated it, else as it stands.

        The English of each is kept with the letter, beside what the letter says.
        """
        if self.language == "en" or not text.strip() or in_script_of(text, self.language):
            return text
        said = self.worded.said(place, text)
        self.sources[place] = {"place": place, "text": tidy(text).strip(), "said": said}
        return said or text

    def by_staff(self, place: str, text: str) -> list[Line]:
        return self.written(self.in_words(place, text))

    def part(self, code: str) -> list[Line]:
        """What the writer worded for this part of the letter; nothing where they left it to us."""
        if code not in parts_of(self.kind):
            return []
        return self.by_staff(draft_place(self.kind, self.stage, code), self.worded.parts.get(code, ""))

    def point_words(self, point: Point) -> str:
        return self.in_words(f"point:{point.id}:words", point.words) or point.resident_words

    # The whole

    def content(self) -> Content:
        content = self.without_sources()
        # Last, when every text of staff has been used. An English letter is its own source.
        return content | {"sources": list(self.sources.values())} if self.sources else content

    def without_sources(self) -> Content:
        return {
            "kind": self.kind,
            "stage": self.stage,
            "edition": self.complaint.edition,
            "circumstances": self.circumstances(),
            "language": self.language,
            "direction": languages.language(self.language).dir,
            "large_print": self.needs.print_size > PLAIN_SIZE,
            "print_size": self.needs.print_size,
            "title": self.title(),
            "document_title": f"{self.title()} – {self.reference}",
            "landlord": self.letterhead(),
            "addressee": {"name": one_line(self.complaint.name), "lines": self.addressee()},
            "date": self.on.isoformat(),
            "reference": self.reference,
            "facts": self.header_box(),
            "contact": {"name": self.contact_name(), "phone": self.contact_phone()},
            "salutation": self.salutation(),
            "blocks": [
                part for part in self.all_blocks() if part["code"] == "points" or holds_something(part)
            ],
            "closing": [*self.part("closing"), *self.closing()],
            "labels": {
                "reference": pgettext("letter", "Reference"),
                "page": pgettext("letter", "Page {page} of {pages}"),
                "left_out": pgettext(
                    "letter",
                    "Some letters cannot be printed here. The letter on your complaint page has them all.",
                ),
                "letter_from": pgettext("letter", "Letter from"),
                "about": pgettext("letter", "About this letter"),
            },
        }

    def all_blocks(self) -> Iterable[Block]:
        yield block("greeting", paragraphs=self.part("opening"))
        yield self.translation_follows()
        yield from self.blocks()

    def translation_follows(self) -> Block:
        """Said where English goes out first: the landlord has written down why."""
        if not self.worded.arranged.get("language"):
            return block("translation_follows")
        return block(
            "translation_follows",
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "Some of this letter is in English. We will send you all of it in your own language. "
                        "Your rights and your dates stay the same.",
                    )
                )
            ],
        )

    def blocks(self) -> Iterable[Block]:
        if self.kind.endswith("_acknowledgement"):
            return self.acknowledgement()
        if self.kind.endswith("_extension"):
            return self.extension()
        if self.kind.endswith("_response"):
            return self.response()
        return self.refusal()

    def acknowledgement(self) -> Iterable[Block]:
        yield self.acknowledged()
        yield self.answer_by()
        yield self.definition(pgettext("letter", "What we understand"))
        yield self.outcomes(pgettext("letter", "What you want to happen"))
        yield self.clarification()
        yield self.responsibilities()
        yield self.what_else()
        yield self.ombudsman_any_time()
        yield self.help()

    def extension(self) -> Iterable[Block]:
        yield self.new_date()
        yield self.extension_reasons()
        yield self.news_interval()
        yield self.extension_trouble()
        yield self.what_else()
        yield self.ombudsman_any_time()
        yield self.help()

    def response(self) -> Iterable[Block]:
        yield self.answering()
        yield self.late()
        yield self.short_answer()
        yield self.definition(pgettext("letter", "What you complained about"))
        yield self.outcomes(pgettext("letter", "What you wanted to happen"))
        yield block(
            "before",
            self.heading(pgettext("letter", "How we looked into it")),
            paragraphs=self.part("before"),
        )
        if self.points:
            yield block("points", self.heading(pgettext("letter", "Our answer to each point")))
        for point in self.points:
            yield self.point(point)
        yield self.household()
        yield self.actions()
        yield from self.money()
        yield block(
            "learned", self.heading(pgettext("letter", "What we learned")), paragraphs=self.part("learned")
        )
        yield self.what_else()
        if self.final:
            yield self.ombudsman_next()
        else:
            yield self.how_to_escalate()
            yield self.ombudsman_any_time()
        yield self.help()

    def refusal(self) -> Iterable[Block]:
        yield self.refused()
        yield self.refusal_reasons()
        yield self.what_else()
        yield self.ombudsman_next()
        yield self.help()

    def what_else(self) -> Block:
        return block(
            "after",
            self.heading(pgettext("letter", "What else you should know")),
            paragraphs=self.part("after"),
        )

    # The head and the foot of the letter

    @property
    def reference(self) -> str:
        return spoken(self.complaint.reference)

    def title(self) -> str:
        stage = {"stage": str(self.stage)}
        if self.kind == "stage1_acknowledgement":
            return pgettext("letter", "We have logged your complaint")
        if self.kind.endswith("_acknowledgement"):
            return pgettext("letter", "We have logged your complaint at stage %(stage)s") % stage
        if self.kind.endswith("_extension"):
            return pgettext("letter", "We need more time to answer you")
        if self.kind == "stage1_response":
            return pgettext("letter", "This is our stage 1 answer")
        if self.kind.endswith("_response"):
            return pgettext("letter", "This is our stage %(stage)s answer and our final response") % stage
        if self.kind == "refusal_to_accept":
            return pgettext("letter", "We will not look at your complaint")
        return pgettext("letter", "We will not take your complaint to stage %(stage)s") % stage

    def letterhead(self) -> dict[str, object]:
        ways = [{"label": pgettext("letter", "Phone"), "text": one_line(self.landlord.phone)}]
        if self.landlord.text_phone:
            ways.append({"label": pgettext("letter", "Text"), "text": one_line(self.landlord.text_phone)})
        ways.append({"label": pgettext("letter", "Email"), "text": one_line(self.landlord.email)})
        return {
            "code": self.landlord.code,
            "name": one_line(self.landlord.name),
            "team": one_line(self.landlord.team_name),
            "address": [self.value(line) for line in _address_lines(self.landlord.office_address)],
            "ways": ways,
            "phone": one_line(self.landlord.phone),
            "logo": self.worded.logo,
            "colour": self.landlord.brand_colour,
            "ink": _ink(self.landlord.brand_colour),
        }

    def addressee(self) -> list[Line]:
        """Name and address. Where letters are not safe, no address stands on it: it is given another way."""
        lines = [one_line(self.complaint.name)]
        if self.complaint.safe_letters is not False:
            lines += [*_address_lines(self.complaint.address), one_line(self.complaint.postcode)]
        return [line for text in lines if text for line in self.written(text)]

    def header_box(self) -> list[dict[str, object]]:
        facts = [
            (pgettext("letter", "Date"), self.value(self.on)),
            (pgettext("letter", "Reference"), self.value(self.reference)),
            (pgettext("letter", "Stage"), self.stage_line()),
            (pgettext("letter", "Contact person"), self.value(self.contact_name())),
            (pgettext("letter", "Their phone"), self.value(self.contact_phone())),
        ]
        if self.complaint.on_behalf_of:
            facts.append((pgettext("letter", "Complaint for"), self.value(self.complaint.on_behalf_of)))
        return [{"label": label, "line": line} for label, line in facts if line["text"]]

    def stage_line(self) -> Line:
        if self.kind.endswith("_response") and self.final:
            return self.say(pgettext("letter", "Stage %(stage)s, final response"), stage=str(self.stage))
        return self.say(pgettext("letter", "Stage %(stage)s"), stage=str(self.stage))

    def contact_name(self) -> str:
        return one_line(self.contact.name if self.contact else self.landlord.team_name)

    def contact_phone(self) -> str:
        return one_line((self.contact.phone if self.contact else "") or self.landlord.phone)

    def salutation(self) -> Line:
        name = self.complaint.called or self.complaint.name
        if name:
            return self.say(pgettext("letter", "Dear %(name)s,"), name=name)
        return self.say(pgettext("letter", "Hello,"))

    def closing(self) -> list[Line]:
        lines = [self.say(pgettext("letter", "Yours sincerely,"))]
        signs = self.writer or self.contact
        if signs:
            lines += self.written(signs.name)
            lines += self.written(signs.job_title)
        lines += self.written(self.landlord.team_name)
        return lines + self.written(self.landlord.name)

    def heading(self, sentence: str, **values: str) -> Line:
        return self.say(sentence, **values)

    def circumstances(self) -> list[str]:
        """What of this case adds to the blocks that its letter needs."""
        if not self.kind.endswith("_extension") or self.row is None or self.row.extended_to is None:
            return []
        cap = extension_cap(facts_of(self.complaint), self.stage) if self.clock("respond") else None
        if cap is None or self.row.extended_to <= cap:
            return []
        return [required.BEYOND_CAP] + ([] if self.row.extension_agreed else [required.NOT_AGREED])

    def clock(self, event: str) -> Clock | None:
        return next(
            (one for one in self.standing.clocks if one.stage == self.stage and one.event == event), None
        )

    # Acknowledgement

    def acknowledged(self) -> Block:
        lines = []
        if self.stage == 1:
            lines.append(
                self.say(
                    pgettext(
                        "letter",
                        "Thank you for telling us what is wrong. Your complaint reached us on %(day)s.",
                    ),
                    day=self.complaint.received_on,
                )
            )
        elif self.row:
            lines.append(
                self.say(
                    pgettext("letter", "You asked us on %(day)s to take your complaint to stage %(stage)s."),
                    day=self.row.asked_on,
                    stage=str(self.stage),
                )
            )
        lines.append(self.say(pgettext("letter", "We have logged it today.")))
        if self.contact and self.stage == 1:
            lines.append(self.say(pgettext("letter", "%(name)s is looking into it."), name=self.contact.name))
        elif self.contact:
            lines.append(
                self.say(
                    pgettext("letter", "%(name)s, who was not involved before, is reviewing it."),
                    name=self.contact.name,
                )
            )
        elif self.stage > 1:
            lines.append(
                self.say(
                    pgettext("letter", "Somebody who was not involved before looks at your complaint again.")
                )
            )
        return block("opening", paragraphs=[_joined(lines)])

    def answer_by(self) -> Block:
        clock = self.clock("respond")
        if clock is None:
            return block("next_step")
        lines = [
            self.say(pgettext("letter", "We will answer you by the end of %(day)s."), day=clock.last_day),
            self.say(
                pgettext(
                    "letter",
                    "If we need more time, we will write to you before that day. We will tell you "
                    "why and give you "
                    "a new date.",
                )
            ),
            self.say(pgettext("letter", "This is how we came to that day:")),
        ]
        return block(
            "next_step",
            self.heading(pgettext("letter", "When we will answer")),
            paragraphs=lines,
            items=[ours(step, self.language) for step in words.explanation(explanation(clock))],
        )

    def definition(self, heading: str) -> Block:
        """The complaint as it was understood: the definition that 2024:5.6 and 6.9 ask for."""
        items = [_first(self.written(self.point_words(point))) for point in self.points]
        return block(
            "complaint_definition",
            self.heading(heading),
            items=[item for item in items if item],
            paragraphs=self.confirmed(),
            rows=self.why_stage_two(),
        )

    def confirmed(self) -> list[Line]:
        """Whether the resident found that we understood, as it stands when we answer: silence is not agreement."""
        if not self.kind.endswith("_response"):
            return []
        asked = max(self.complaint.understandings.all(), key=lambda one: one.number, default=None)
        if asked is None:
            return []
        if asked.says == "right" and asked.said_on:
            sentence = pgettext("letter", "You told us on %(day)s that we have understood this.")
            return [self.say(sentence, day=asked.said_on)]
        if asked.said_on:
            sentence = pgettext("letter", "You told us on %(day)s what to change or add. We have read it.")
            return [self.say(sentence, day=asked.said_on)]
        sentence = pgettext(
            "letter",
            "We asked you whether we have understood this. You have not told us, so it is not confirmed.",
        )
        return [self.say(sentence)]

    def why_stage_two(self) -> list[Row]:
        if self.stage < 2 or self.row is None:
            return []
        label = pgettext("letter", "What you wrote when you asked for stage %(stage)s") % {
            "stage": self.stage
        }
        return [row("why", label, self.quote(self.row.why))]

    def outcomes(self, heading: str) -> Block:
        """What is wanted, in the landlord's words where they wrote it down, else as the resident chose and wrote."""
        lines = self.by_staff("case:outcomes", self.complaint.outcomes)
        chosen: list[Line] = []
        if not lines:
            chosen = [self.say(self.wish(code)) for code in self.complaint.wanted if self.wish(code)]
            lines = self.quote(self.complaint.wanted_other)
        rows = []
        if self.row and self.stage > 1:
            label = pgettext("letter", "What you asked for at stage %(stage)s") % {"stage": self.stage}
            rows = [row("wanted_now", label, self.quote(self.row.wanted_now))]
        if not lines and not chosen and not any(one["lines"] for one in rows):
            lines = [self.nothing_asked_for()]
        return block("outcomes_wanted", self.heading(heading), paragraphs=lines, items=chosen, rows=rows)

    def wish(self, code: str) -> str:
        """A choice of the form as a sentence; "" for "something else", which is in the resident's own words."""
        return {
            "work": pgettext("letter", "You want us to do the work."),
            "explain": pgettext("letter", "You want us to explain what happened."),
            "sorry": pgettext("letter", "You want us to say sorry."),
            "money": pgettext("letter", "You want us to pay money back, or pay compensation."),
            "change": pgettext("letter", "You want us to change how we work."),
        }.get(code, "")

    def nothing_asked_for(self) -> Line:
        if self.kind.endswith("_acknowledgement"):
            return self.say(
                pgettext(
                    "letter",
                    "You have not told us yet what would put things right. You can tell us any time.",
                )
            )
        return self.say(pgettext("letter", "You did not ask us for anything in particular."))

    def clarification(self) -> Block:
        return block(
            "clarification_asked",
            self.heading(pgettext("letter", "Have we understood you?")),
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "Please check what is written above. You can change anything, or add to it. "
                        "Call %(name)s on "
                        "%(phone)s or write to us. If we do not hear from you we will carry on.",
                    ),
                    name=self.contact_name(),
                    phone=self.contact_phone(),
                ),
                self.say(
                    pgettext("letter", "You can also tell us on your complaint page: %(address)s"),
                    address=self.page_address(),
                ),
            ],
        )

    def responsibilities(self) -> Block:
        said = self.by_staff("case:outside", self.complaint.outside) or [
            self.say(
                pgettext(
                    "letter",
                    "So far we have found nothing in your complaint that we are not responsible for.",
                )
            )
        ]
        return block(
            "responsibilities",
            self.heading(pgettext("letter", "What we are and are not responsible for")),
            paragraphs=said,
        )

    # More time

    def new_date(self) -> Block:
        if self.row is None or self.row.extended_to is None:
            return block("new_date")
        lines = []
        clock = self.clock("respond")
        if clock:
            lines.append(
                self.say(
                    pgettext(
                        "letter",
                        "We said that we would answer you by %(day)s. We need longer than that, and we are "
                        "sorry to keep you waiting.",
                    ),
                    day=clock.due,
                )
            )
        lines.append(
            self.say(
                pgettext("letter", "We will now answer you by the end of %(day)s."),
                day=self.row.extended_to,
            )
        )
        if self.row.extension_agreed:
            lines.append(self.say(pgettext("letter", "You have agreed to this date.")))
        elif self.row.extension_needs_agreement and clock:
            lines.append(
                self.say(
                    pgettext(
                        "letter",
                        "We take more time only where you agree. If you do not agree by the end of %(day)s, our "
                        "answer is still due on that day.",
                    ),
                    day=clock.due,
                )
            )
        return block("new_date", self.heading(pgettext("letter", "Our new date")), paragraphs=lines)

    def extension_reasons(self) -> Block:
        said = self.reasons(self.row.extension_reasons) if self.row else []
        return block(
            "extension_reasons", self.heading(pgettext("letter", "Why we need more time")), paragraphs=said
        )

    def reasons(self, text: str) -> list[Line]:
        return self.by_staff(reasons_place(self.kind, self.stage), text)

    def news_interval(self) -> Block:
        if self.row is None or not self.row.news_every_days:
            return block("news_interval")
        return block(
            "news_interval",
            self.heading(pgettext("letter", "News while you wait")),
            paragraphs=[
                self.say(
                    npgettext(
                        "letter",
                        "Until we answer, we will tell you every working day how far we are.",
                        "Until we answer, we will tell you every %(days)s working days how far we are.",
                        self.row.news_every_days,
                    ),
                    days=str(self.row.news_every_days),
                )
            ],
        )

    def extension_trouble(self) -> Block:
        return block(
            "next_step",
            self.heading(pgettext("letter", "If the new date is a problem for you")),
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "Tell us if this causes you a problem. Call %(name)s on %(phone)s. You can "
                        "also contact the "
                        "Housing Ombudsman about it.",
                    ),
                    name=self.contact_name(),
                    phone=self.contact_phone(),
                )
            ],
        )

    # The answer

    def answering(self) -> Block:
        lines = [
            self.say(
                pgettext("letter", "You complained to us on %(day)s."),
                day=self.complaint.received_on,
            )
        ]
        if self.stage > 1 and self.row:
            lines = [
                self.say(
                    pgettext("letter", "You asked us on %(day)s to take your complaint to stage %(stage)s."),
                    day=self.row.asked_on,
                    stage=str(self.stage),
                )
            ]
        if self.final:
            lines.append(
                self.say(
                    pgettext(
                        "letter",
                        "We have looked at it again. This is our stage %(stage)s answer and our "
                        "final response.",
                    ),
                    stage=str(self.stage),
                )
            )
        else:
            lines.append(
                self.say(
                    pgettext("letter", "We have looked into it. This is our answer at stage %(stage)s."),
                    stage=str(self.stage),
                )
            )
        return block("stage", paragraphs=[_joined(lines)])

    def late(self) -> Block:
        clock = self.clock("respond")
        if clock is None or not clock.late:
            return block("late")
        return block(
            "late",
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "We should have answered you by %(day)s. We did not, and we are sorry for that.",
                    ),
                    day=clock.last_day,
                )
            ],
        )

    def short_answer(self) -> Block:
        found = [(point, self.findings[point.id]) for point in self.points if point.id in self.findings]
        heading = self.heading(pgettext("letter", "Our answer in short"))
        after = [*(self.part("apology") or self.sorry(one for _, one in found)), *self.first_promise()]
        first = self.part("short_answer")
        if len(self.points) == 1:
            verdicts = [self.verdict_on_all(one) for _, one in found]
            return block("short_answer", heading, paragraphs=[*first, *verdicts, *after])
        if found and {one.finding for _, one in found} == {FindingKind.AGREE}:
            whole = self.say(pgettext("letter", "We agree with everything that you complained about."))
            return block("short_answer", heading, paragraphs=[*first, whole, *after])
        each = [
            self.say(
                pgettext("letter", "Point %(number)s: %(answer)s"),
                number=str(point.number),
                answer=self.verdict(finding)["text"],
            )
            for point, finding in found
        ]
        return block("short_answer", heading, paragraphs=[*first, *each, *after])

    def sorry(self, findings: Iterable[Finding]) -> Iterable[Line]:
        """Said once at the top, where we agree with anything. What we are sorry for stands under each point."""
        if any(one.finding in {FindingKind.AGREE, FindingKind.PARTLY} for one in findings):
            yield self.say(pgettext("letter", "We are sorry for what we got wrong."))

    def first_promise(self) -> Iterable[Line]:
        """What there is to look forward to, without reading on to the table of promises."""
        promises = self.open_promises()
        if len(promises) == 1:
            yield self.say(
                pgettext("letter", "We will do this by the end of %(day)s: %(action)s"),
                day=promises[0].due_on,
                action=one_line(self.action(promises[0])),
            )
        elif promises:
            yield self.say(
                npgettext(
                    "letter",
                    "We promise you %(count)s thing, by the end of %(day)s. It stands in this letter.",
                    "We promise you %(count)s things, the last by the end of %(day)s. This letter lists them.",
                    len(promises),
                ),
                count=str(len(promises)),
                day=promises[-1].due_on,
            )

    def action(self, promise: Promise) -> str:
        return self.in_words(f"promise:{promise.id}:action", promise.action)

    def verdict_on_all(self, finding: Finding) -> Line:
        """The short answer to a complaint of one point."""
        if finding.finding == FindingKind.AGREE:
            return self.say(pgettext("letter", "We agree with your complaint."))
        if finding.finding == FindingKind.PARTLY:
            return self.say(pgettext("letter", "We agree with part of your complaint."))
        if finding.finding == FindingKind.DISAGREE:
            return self.say(pgettext("letter", "We do not agree with your complaint."))
        return self.verdict(finding)

    def verdict(self, finding: Finding) -> Line:
        if finding.finding == FindingKind.AGREE:
            return self.say(pgettext("letter", "We agree with this point."))
        if finding.finding == FindingKind.PARTLY:
            return self.say(pgettext("letter", "We agree with part of this point."))
        if finding.finding == FindingKind.DISAGREE:
            return self.say(pgettext("letter", "We do not agree with this point."))
        if finding.finding == FindingKind.NOT_ESTABLISHED:
            return self.say(pgettext("letter", "We could not find out what happened."))
        return self.say(pgettext("letter", "Our answer to this point is not recorded."))

    def point(self, point: Point) -> Block:
        finding = self.findings.get(point.id)
        heading = self.heading(
            pgettext("letter", "Point %(number)s: %(words)s"),
            number=str(point.number),
            words=self.point_words(point),
        )
        rows = []
        words = point.told
        if point.words and tidy(words) != tidy(point.words):
            rows.append(row("told", pgettext("letter", "What you told us"), self.quote(words)))
        if finding:
            rows += self.rows_of(finding)
        return block("point", heading, level=3, rows=rows)

    def rows_of(self, finding: Finding) -> list[Row]:
        remedy = self.of_finding(finding, "remedy")
        label = pgettext("letter", "How we put it right")
        if not remedy:
            remedy = self.of_finding(finding, "no_remedy_because")
            label = pgettext("letter", "Why there is nothing to put right")
        return [
            row("decision", pgettext("letter", "Our answer"), [self.verdict(finding)]),
            row("facts", pgettext("letter", "What we found"), self.of_finding(finding, "facts")),
            row("reasons", pgettext("letter", "Why we say this"), self.of_finding(finding, "reasons")),
            row("basis", pgettext("letter", "What this rests on"), self.of_finding(finding, "basis")),
            row(
                "evidence",
                pgettext("letter", "What we looked at"),
                self.written(", ".join(evidence_of(finding))),
            ),
            row("remedy", label, remedy),
        ]

    def of_finding(self, finding: Finding, part: str) -> list[Line]:
        return self.by_staff(f"finding:{finding.id}:{part}", getattr(finding, part))

    def household(self) -> Block:
        """What one household of a group told of itself, and what is put right for it beside what is for all."""
        own = self.worded.household
        return block(
            "household",
            self.heading(pgettext("letter", "Your household")),
            rows=[
                row("effect", pgettext("letter", "How you are affected"), self.quote(own.get("effect", ""))),
                row("wish", pgettext("letter", "What you wished for"), self.quote(own.get("wish", ""))),
                row(
                    "own_remedy",
                    pgettext("letter", "What we put right for you"),
                    self.written(own.get("remedy", "")),
                ),
            ],
        )

    def actions(self) -> Block:
        """What is still to be done, by whom and when: this stage's promises and open earlier ones."""
        heading = self.heading(pgettext("letter", "What we will do, and by when"))
        promises = self.open_promises()
        if not promises:
            # A remedy may say "we will": to say after it that nothing is left to do would take it back.
            nothing = (
                pgettext("letter", "What we do to put things right is written under each point above.")
                if any(one.remedy.strip() for one in self.findings.values())
                else pgettext("letter", "There is nothing left for us to do.")
            )
            return block("outstanding_actions", heading, paragraphs=[self.say(nothing)])
        columns = [
            pgettext("letter", "What we will do"),
            pgettext("letter", "Who sees to it"),
            pgettext("letter", "By the end of"),
        ]
        cells = [
            [
                _joined(self.written(self.action(promise))),
                self.value(promise.owner.name if promise.owner else self.landlord.team_name),
                self.value(promise.due_on),
            ]
            for promise in promises
        ]
        return block(
            "outstanding_actions",
            heading,
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "We promise this. You can see on your complaint page what is done. We keep "
                        "at it until all is done.",
                    )
                )
            ],
            columns=columns,
            cells=cells,
        )

    def open_promises(self) -> list[Promise]:
        return sorted(
            (one for one in self.complaint.promises.all() if self.is_open(one)),
            key=lambda one: (one.due_on, one.id),
        )

    def is_open(self, promise: Promise) -> bool:
        return promise.done_on is None and (promise.stage == self.stage or promise.promised_on is not None)

    def money(self) -> Iterable[Block]:
        """The money that this answer offers: how much, for what, how and by when it is paid (2024:7.3)."""
        payments = payments_of_letter(self.complaint, self.stage)
        if not payments:
            return
        lines = [
            self.say(
                pgettext(
                    "letter",
                    "You can accept this or say no, on your complaint page or by calling us. Either way you keep "
                    "every right to take your complaint further.",
                )
            )
        ]
        lines += [
            self.say(
                pgettext("letter", "%(amount)s of it goes against your rent arrears, as you agreed.")
                if one.offset_agreed_on
                else pgettext("letter", "%(amount)s of it goes against your rent arrears."),
                amount=f"£{one.offset:,.2f}",
            )
            for one in payments
            if one.offset_pence
        ]
        yield block(
            "money",
            self.heading(pgettext("letter", "Money that we pay you")),
            paragraphs=lines,
            columns=[
                pgettext("letter", "What the money is for"),
                pgettext("letter", "Amount"),
                pgettext("letter", "How we pay it"),
                pgettext("letter", "By the end of"),
            ],
            cells=[
                [
                    ours(str(HEADS[one.head]), self.language),
                    self.value(f"£{one.amount:,.2f}"),
                    ours(str(HOW[one.how]), self.language),
                    self.value(one.pay_by or self.on),
                ]
                for one in payments
            ],
        )

    def how_to_escalate(self) -> Block:
        return block(
            "how_to_escalate",
            self.heading(pgettext("letter", "If this does not put things right: stage 2")),
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "You can take your complaint to stage 2. You do not have to give a reason. "
                        "Somebody who was not "
                        "involved before will look at all of it again.",
                    )
                ),
                self.say(pgettext("letter", "You can ask for stage 2 in any of these ways:")),
            ],
            items=[
                self.say(
                    pgettext("letter", "on your complaint page: %(address)s"), address=self.page_address()
                ),
                self.say(pgettext("letter", "by phone: %(phone)s"), phone=self.landlord.phone),
                self.say(pgettext("letter", "by email: %(email)s"), email=self.landlord.email),
                self.say(
                    pgettext("letter", "by letter or at our office: %(address)s"),
                    address=", ".join(_address_lines(self.landlord.office_address)),
                ),
            ],
        )

    # Refusals

    def refused(self) -> Block:
        day = self.row.asked_on if self.row else self.complaint.received_on
        if self.kind == "refusal_to_accept":
            lines = [
                self.say(pgettext("letter", "Your complaint reached us on %(day)s."), day=day),
                self.say(pgettext("letter", "We have decided not to look at it as a complaint.")),
            ]
        else:
            lines = [
                self.say(
                    pgettext("letter", "You asked us on %(day)s to take your complaint to stage %(stage)s."),
                    day=day,
                    stage=str(self.stage),
                ),
                self.say(pgettext("letter", "We have decided not to do so.")),
            ]
        lines.append(
            self.say(pgettext("letter", "You can challenge this decision. This letter tells you how."))
        )
        return block("opening", paragraphs=[_joined(lines)])

    def refusal_reasons(self) -> Block:
        said = self.reasons(self.row.refusal_reasons) if self.row else []
        return block(
            "refusal_reasons", self.heading(pgettext("letter", "Why we decided this")), paragraphs=said
        )

    # The Ombudsman and help

    def ombudsman_any_time(self) -> Block:
        return self.ombudsman(
            pgettext("letter", "The Housing Ombudsman"),
            self.say(
                pgettext(
                    "letter",
                    "The Housing Ombudsman looks into complaints about landlords. It is independent "
                    "of us and free. You can "
                    "ask it for advice at any time, also while we look into your complaint.",
                )
            ),
        )

    def ombudsman_next(self) -> Block:
        if self.kind.startswith("refusal"):
            sentence = pgettext(
                "letter",
                "You can take this decision to the Housing Ombudsman. It is independent of us and "
                "free. It can tell us "
                "to look at your complaint.",
            )
        else:
            sentence = pgettext(
                "letter",
                "You can now take your complaint to the Housing Ombudsman. It is independent of us and free. "
                "You have 12 months from the date of this letter.",
            )
        lines = [self.say(sentence)]
        if scheme.democratic_filter(self.on):
            lines.append(
                self.say(
                    pgettext(
                        "letter",
                        "An MP, a councillor of your area or a tenant panel can send your complaint "
                        "to the Ombudsman for "
                        "you. You can also go to it yourself when %(weeks)s weeks have passed since "
                        "this letter.",
                    ),
                    weeks=str(scheme.weeks_to_wait()),
                )
            )
        return self.ombudsman(pgettext("letter", "If you do not agree: the Housing Ombudsman"), *lines)

    def ombudsman(self, heading: str, *lines: Line) -> Block:
        contact = scheme.contact(self.on)
        rows = [
            row(
                "web",
                pgettext("letter", "Website"),
                [self.value(contact.web.removeprefix("https://www.")) | {"href": contact.web}],
            ),
            row("phone", pgettext("letter", "Phone"), [self.value(contact.phone)]),
            row("post", pgettext("letter", "Post"), self.written(", ".join([contact.name, *contact.post]))),
        ]
        if contact.new_cases_by_email:
            rows.insert(2, row("email", pgettext("letter", "Email"), [self.value(contact.email)]))
        return block("ombudsman", self.heading(heading), paragraphs=lines, rows=rows)

    def help(self) -> Block:
        return block(
            "help",
            self.heading(pgettext("letter", "Help with this letter")),
            paragraphs=[
                self.say(
                    pgettext(
                        "letter",
                        "We can give you this letter in large print or in another language, or read "
                        "it to you. Call us on "
                        "%(phone)s.",
                    ),
                    phone=self.landlord.phone,
                ),
                self.say(
                    pgettext("letter", "Your complaint and all our letters are at %(address)s."),
                    address=self.page_address(),
                ),
            ],
        )

    def page_address(self) -> str:
        address = f"{settings.ORIGIN}/{self.landlord.code}/{self.language}/find/"
        return address.removeprefix("https://").removeprefix("http://")


def _joined(lines: Iterable[Line]) -> Line:
    """Several sentences as one paragraph: the first one's language and direction hold for all."""
    found = list(lines)
    return found[0] | {"text": " ".join(line["text"] for line in found)}


def _first(lines: list[Line]) -> Line | None:
    """A point as an item of a list: one paragraph, whatever its line ends."""
    return _joined(lines) if lines else None


def _address_lines(address: str) -> list[str]:
    """An address as lines, whether it came with commas or line ends."""
    return [line for part in tidy(address).split("\n") for line in map(one_line, part.split(",")) if line]


def _ink(colour: str) -> str:
    """The landlord's colour, darkened until it can be read on white paper; black where it is no colour."""
    try:
        return contrast.darkened(colour)
    except contrast.NotAColour:
        return contrast.BLACK
