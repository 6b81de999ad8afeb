"""The evidence pack as one document: in the form of a letter, so that page, paper and languages are those of letters.

Its fixed parts are in the reader's language. What people wrote stands as they wrote it, each text with its own language
and direction; a letter that was issued stands in its own words. Nothing here counts days: dates come from `rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from putright.complaints.drafting.queries import needs_of
from putright.complaints.letters import Content
from putright.complaints.letters.content import Block, Line, Row, block, holds_something, isolated, ours, row
from putright.complaints.letters.writing import Worded, Writing
from putright.complaints.models import CaseMessage, Remedy
from putright.complaints.queries import current_stage
from putright.complaints.remedies.resident_words import HEADS, HOW, KINDS
from putright.complaints.understanding.models import Says
from putright.rules.clocks import Clock
from putright.rules.editions import edition
from putright.rules.going import Going
from putright.ui import dates, languages, words

from .gathering import Case, Held, Paper


def written(case: Case, language: str, *, by_adviser: bool = False) -> Content:
    """The pack in `language` (English where its sentences are not filled). Reads a few rows about the reader's needs.

    by_adviser  it is for somebody who speaks for the resident: it says what their permission leaves out
    """
    found = languages.language(language)
    code = found.code if found.filled else "en"
    with translation.override(code):
        return _Pack(case, code, by_adviser=by_adviser).content()


class _Pack(Writing):
    """The blocks of one pack."""

    def __init__(self, case: Case, language: str, *, by_adviser: bool) -> None:
        worded = Worded(needs=needs_of(case.complaint))
        number = current_stage(case.complaint).number
        super().__init__(case.complaint, "pack", number, case.on, language, None, worded)
        self.case = case
        self.by_adviser = by_adviser

    # The frame

    def title(self) -> str:
        return pgettext("pack", "Evidence pack for your complaint")

    def circumstances(self) -> list[str]:
        return []

    def addressee(self) -> list[Line]:
        """The name alone: a pack may lie about where a letter should not."""
        return self.written(self.complaint.name)

    def header_box(self) -> list[dict[str, object]]:
        code = edition(self.complaint.edition) if self.complaint.edition else None
        facts = [
            (pgettext("pack", "Made on"), self.value(self.on)),
            (pgettext("letter", "Reference"), self.value(self.reference)),
            (pgettext("pack", "Received on"), self.value(self.complaint.received_on)),
            (
                pgettext("letter", "Stage"),
                self.say(pgettext("letter", "Stage %(stage)s"), stage=str(self.stage)),
            ),
            (
                pgettext("pack", "Rules that count"),
                self.value(code.title)
                if code
                else self.say(pgettext("pack", "It was made before the first Complaint Handling Code.")),
            ),
            (pgettext("letter", "Contact person"), self.value(self.contact_name())),
        ]
        if self.complaint.on_behalf_of:
            facts.append((pgettext("letter", "Complaint for"), self.value(self.complaint.on_behalf_of)))
        return [{"label": label, "line": line} for label, line in facts if line["text"]]

    def part(self, code: str) -> list[Line]:
        """Nobody words a pack but the resident."""
        return []

    def salutation(self) -> Line:
        return self.say(
            pgettext(
                "pack",
                "This is what there is about your complaint, to keep or to give to the Housing Ombudsman. You can have "
                "it made again at any time.",
            )
        )

    def closing(self) -> list[Line]:
        return [
            *self.written(self.landlord.team_name),
            *self.written(self.landlord.name),
            self.say(
                pgettext("pack", "We can print this for you, or read it to you. Call us on %(phone)s."),
                phone=self.landlord.phone,
            ),
        ]

    def all_blocks(self) -> Iterable[Block]:
        yield self.how_it_stands()
        yield self.dates()
        if self.case.reach.case:
            yield self.why_unhappy()
            yield self.wanted()
            yield self.understood()
            none = [] if self.case.points else [self.say(_("No points were written down."))]
            yield block("points", self.heading(_("Your points and our answers")), paragraphs=none)
            for point in self.case.points:
                yield self.answered_point(point)
            yield self.promised()
            yield self.offered()
            yield self.dangers()
            yield self.happened()
        if self.case.reach.messages:
            yield self.wrote()
        yield self.papers()
        yield self.left_out()
        for paper in self.case.letters:
            yield from self.letter(paper)
        yield self.ombudsman_any_time()

    # The cover

    def how_it_stands(self) -> Block:
        now = next(one for one in self.case.may_go.answers if one.now)
        said = [self.say_code(step.code, step.facts) for step in now.steps]
        if now.going is not Going.ADVICE:
            # What the complaint still waits for is said beside what was missed, or what is over.
            waiting = next(one for one in self.case.may_go.answers if one.going is Going.ADVICE)
            said += [
                self.say_code(step.code, step.facts)
                for step in waiting.steps
                if step.code.startswith("going.waiting.")
            ]
        return block("stands", self.heading(pgettext("pack", "How your complaint stands")), paragraphs=said)

    def say_code(self, code: str, facts: dict[str, object]) -> Line:
        return ours(words.sentence(code, facts), self.language)

    def dates(self) -> Block:
        cells = [
            [self.step(clock), self.value(clock.last_day), self.done(clock)]
            for clock in self.case.stands.clocks
            if clock.event != "extend"
        ]
        return block(
            "dates",
            self.heading(pgettext("pack", "Our dates")),
            columns=[
                pgettext("pack", "What we have to do"),
                pgettext("pack", "By"),
                pgettext("pack", "Done"),
            ],
            cells=cells,
        )

    def step(self, clock: Clock) -> Line:
        sentence = (
            pgettext("pack", "Log your complaint, stage %(stage)s")
            if clock.event == "acknowledge"
            else pgettext("pack", "Answer you, stage %(stage)s")
        )
        return self.say(sentence, stage=str(clock.stage))

    def done(self, clock: Clock) -> Line:
        if clock.done:
            if clock.late:
                return self.say(pgettext("pack", "%(day)s, late"), day=clock.done)
            return self.value(clock.done)
        if clock.stopped:
            return self.say(pgettext("pack", "No longer to be done"))
        return self.say(
            pgettext("pack", "Not done, late") if clock.late else pgettext("pack", "Not done yet")
        )

    # What the resident says

    def why_unhappy(self) -> Block:
        rows = []
        for stage in self.complaint.stages.all():
            if stage.number > 1:
                number = {"stage": str(stage.number)}
                rows.append(
                    row(
                        "why",
                        pgettext("pack", "Why you asked for stage %(stage)s") % number,
                        self.quote(stage.why),
                    )
                )
        if self.case.words is not None:
            label = pgettext("pack", "What you wrote for this pack on %(day)s") % {
                "day": dates.day(timezone.localdate(self.case.words.written_at), self.language)
            }
            rows.append(row("pack_why", label, self.quote(self.case.words.why)))
        said = [] if any(one["lines"] for one in rows) else [self.nothing_written()]
        return block(
            "why_unhappy",
            self.heading(pgettext("pack", "Why you are still unhappy")),
            paragraphs=said,
            rows=rows,
        )

    def nothing_written(self) -> Line:
        return self.say(pgettext("pack", "You have not written anything about this. You do not have to."))

    def wanted(self) -> Block:
        chosen = [self.say(self.wish(code)) for code in self.complaint.wanted if self.wish(code)]
        rows = [row("wanted", pgettext("pack", "In your words"), self.quote(self.complaint.wanted_other))]
        rows += [
            row(
                "wanted_now",
                pgettext("pack", "What you asked for at stage %(stage)s") % {"stage": stage.number},
                self.quote(stage.wanted_now),
            )
            for stage in self.complaint.stages.all()
            if stage.number > 1
        ]
        if self.case.words is not None:
            rows.append(
                row(
                    "pack_wanted",
                    pgettext("pack", "What would put it right now"),
                    self.quote(self.case.words.wanted),
                )
            )
        return block(
            "wanted", self.heading(pgettext("pack", "What you would like to happen")), items=chosen, rows=rows
        )

    def understood(self) -> Block:
        rows = [
            row(
                "outcomes",
                pgettext("pack", "What you want, as we understood it"),
                self.complaint_text("outcomes"),
            ),
            row("outside", _("What we cannot look at, and why"), self.complaint_text("outside")),
        ]
        found = self.case.understood
        said: list[Line] = []
        if found is not None and found.said_on is not None:
            sentences = {
                Says.RIGHT.value: pgettext("pack", "You told us on %(day)s that we understood it right."),
                Says.CHANGE.value: pgettext("pack", "You told us on %(day)s to change something:"),
                Says.ADD.value: pgettext("pack", "You told us on %(day)s to add something:"),
            }
            if found.says in sentences:
                said.append(self.say(sentences[found.says], day=found.said_on))
                said += self.quote(found.words)
                if found.stays_because:
                    said += self.written(found.stays_because)
        elif found is not None or self.complaint.outcomes:
            said.append(self.say(pgettext("pack", "You have not told us whether we understood it right.")))
        return block(
            "understood", self.heading(pgettext("letter", "What we understand")), paragraphs=said, rows=rows
        )

    def complaint_text(self, name: str) -> list[Line]:
        return self.written(getattr(self.complaint, name))

    # Answers

    def answered_point(self, one: dict[str, Any]) -> Block:
        point = one["point"]
        rows = [
            row("told", _("What you told us"), self.quote(point.told)),
            row("understood", _("What we understand"), self.written(point.words)),
        ]
        for finding in one["answers"]:
            said = [self.verdict(finding), *self.written(finding.reasons)]
            if finding.remedy:
                said += [self.say(_("To put it right:")), *self.written(finding.remedy)]
            elif finding.no_remedy_because:
                said += self.written(finding.no_remedy_because)
            rows.append(row("answer", _("Our answer at stage %(stage)s") % {"stage": finding.stage}, said))
        if not one["answers"]:
            rows.append(row("answer", _("Our answer"), [self.say(_("Not answered yet"))]))
        heading = self.heading(_("Point %(number)s"), number=str(point.number))
        return block("point", heading, level=3, rows=rows)

    def promised(self) -> Block:
        cells = [
            [
                self.first_line(one.action),
                self.value(one.due_on),
                self.value(one.done_on)
                if one.done_on
                else self.say(
                    pgettext("pack", "Not done, late")
                    if one.due_on < self.on
                    else pgettext("pack", "Not done yet")
                ),
            ]
            for one in self.case.promises
        ]
        return block(
            "promises",
            self.heading(_("What we promised")),
            columns=[
                pgettext("pack", "What we promised to do"),
                pgettext("pack", "By"),
                pgettext("pack", "Done"),
            ],
            cells=cells,
        )

    def first_line(self, text: str) -> Line:
        """A text of several lines as one cell; its first line says in which language and direction."""
        lines = self.written(text)
        if not lines:
            return self.value("–")
        return lines[0] | {"text": " ".join(line["text"] for line in lines)}

    def offered(self) -> Block:
        rows = [row("offer", self.offer_label(one), self.offer_lines(one)) for one in self.case.offers]
        return block("offers", self.heading(pgettext("remedy", "What we offered")), rows=rows)

    def offer_label(self, one: Remedy) -> str:
        if one.is_payment:
            return f"£{one.amount:,.2f}"
        return str(KINDS.get(one.kind, one.kind))

    def offer_lines(self, one: Remedy) -> list[Line]:
        said: list[Line] = []
        if one.is_payment:
            said.append(self.say(pgettext("pack", "For: %(what)s"), what=str(HEADS.get(one.head, one.head))))
            if one.paid_on:
                said.append(self.say(pgettext("pack", "Paid on %(day)s"), day=one.paid_on))
            elif one.pay_by:
                how = str(HOW.get(one.how, one.how))
                said.append(
                    self.say(pgettext("pack", "To be paid %(how)s by %(day)s"), how=how, day=one.pay_by)
                )
        said += self.written(one.words)
        if one.accepted_on:
            said.append(self.say(pgettext("pack", "You accepted this on %(day)s."), day=one.accepted_on))
        elif one.declined_on:
            said.append(
                self.say(pgettext("pack", "You did not accept this, on %(day)s."), day=one.declined_on)
            )
        return said

    def dangers(self) -> Block:
        """What the resident told of a danger, and what was done about it on which day."""
        rows: list[Row] = []
        for one in self.case.dangers:
            said = self.quote(one.words)
            steps = (
                (pgettext("pack", "We looked at it on %(day)s."), one.investigated_on, one.findings),
                (pgettext("pack", "We made it safe on %(day)s."), _day(one.safe_at), one.made_safe),
                (pgettext("pack", "Further work began on %(day)s."), one.work_began_on, one.work),
                (pgettext("pack", "We ended this on %(day)s."), _day(one.closed_at), ""),
            )
            for sentence, day, words_of_staff in steps:
                if day is not None:
                    said += [self.say(sentence, day=day), *self.written(words_of_staff)]
            if one.closed_at is None:
                said.append(self.say(pgettext("pack", "We have not ended this yet.")))
            label = pgettext("pack", "You told us on %(day)s") % {
                "day": dates.day(timezone.localdate(one.opened_at), self.language)
            }
            rows.append(row("danger", label, said))
        return block("dangers", self.heading(pgettext("pack", "Dangers that you told us about")), rows=rows)

    # What happened

    def happened(self) -> Block:
        rows = [
            row(
                "event",
                dates.day(one["on"], self.language),
                [
                    ours(f"{isolated(str(one['who']), self.language)}: {one['title']}", self.language),
                    *(line for text in one["lines"] for line in self.quote(text)),
                ],
            )
            for one in self.case.events
        ]
        return block("timeline", self.heading(_("What has happened so far")), rows=rows)

    def wrote(self) -> Block:
        rows: list[Row] = []
        for one in self.case.messages:
            rows.append(row("message", self.who_wrote(one), self.quote(one.text)))
            if one.answer and one.answered_at is not None:
                rows.append(
                    row(
                        "message",
                        pgettext("pack", "%(day)s, our answer in another way")
                        % {"day": dates.moment(one.answered_at, self.language)},
                        self.quote(one.answer),
                    )
                )
        said = [] if rows else [self.say(pgettext("pack", "There are no messages."))]
        return block("messages", self.heading(pgettext("pack", "Messages")), paragraphs=said, rows=rows)

    def who_wrote(self, one: CaseMessage) -> str:
        sentence = (
            pgettext("pack", "%(moment)s, you wrote")
            if one.from_resident
            else pgettext("pack", "%(moment)s, we wrote")
        )
        return sentence % {"moment": dates.moment(one.written_at, self.language)}

    # Papers

    def papers(self) -> Block:
        cells = [[self.named(one), self.value(one.on), self.whose(one)] for one in self.case.papers]
        said = [] if cells else [self.say(pgettext("pack", "There are no letters and no files yet."))]
        return block(
            "papers",
            self.heading(pgettext("pack", "Letters and files")),
            paragraphs=said,
            columns=[
                pgettext("pack", "Letter or file"),
                pgettext("pack", "Date"),
                pgettext("pack", "From"),
            ],
            cells=cells,
        )

    def named(self, one: Paper) -> Line:
        if one.letter is not None:
            return ours(f"{one.number}. {one.title}", one.language)
        line = self.first_line(f"{one.title} ({one.about})" if one.about else one.title)
        return line | {"text": f"{one.number}. {line['text']}"}

    def whose(self, one: Paper) -> Line:
        return self.value(_("You") if one.whose == "resident" else self.landlord.name)

    def notes_on(self, one: Paper) -> Iterable[Line]:
        """Why a paper is not in the pack, or not whole. Below the table: a sentence in it would squeeze the names."""
        name = {"who": f"{one.number}. {one.title}"}
        if one.held is Held.NOT_CHECKED:
            yield self.say(
                pgettext("pack", "%(who)s. Not checked for viruses yet, so not in this pack."), **name
            )
        elif one.held is Held.INFECTED:
            yield self.say(
                pgettext("pack", "%(who)s. It contains a virus, so it is not in this pack."), **name
            )
        elif one.held is Held.GONE:
            yield self.say(pgettext("pack", "%(who)s. It was removed, so it is not in this pack."), **name)
        elif one.redacted:
            yield self.say(
                pgettext("pack", "%(who)s. A copy without parts that are about somebody else."), **name
            )

    def left_out(self) -> Block:
        said: list[Line] = []
        if any(one.held is Held.NOT_CHECKED for one in self.case.papers):
            said.append(
                self.say(
                    pgettext(
                        "pack",
                        "Some files are not checked for viruses yet. Download the pack again tomorrow, or call us on "
                        "%(phone)s.",
                    ),
                    phone=self.landlord.phone,
                )
            )
        if any(one.document is not None and one.letter is None for one in self.case.papers):
            said.append(
                self.say(
                    pgettext(
                        "pack",
                        "Photos, videos and other files cannot be shown on paper. The ZIP file of this pack has "
                        "each as it was given.",
                    )
                )
            )
        if self.case.notes:
            said.append(
                self.say(
                    pgettext("pack", "Notes among our staff that we do not show: %(number)s"),
                    number=str(self.case.notes),
                )
            )
        if self.case.files_not_shown:
            said.append(
                self.say(
                    pgettext("pack", "Files that we have not shown you: %(number)s"),
                    number=str(self.case.files_not_shown),
                )
            )
        if self.by_adviser and not self.case.reach.whole:
            said.append(
                self.say(
                    pgettext(
                        "pack",
                        "This pack holds what the permission to speak for the resident covers, and no more.",
                    )
                )
            )
        notes = [line for one in self.case.papers for line in self.notes_on(one)]
        return block(
            "left_out",
            self.heading(pgettext("pack", "What is not in this pack")),
            paragraphs=said,
            items=notes,
        )

    def letter(self, paper: Paper) -> Iterable[Block]:
        """A letter in the words in which it was issued, below a heading of the pack. Its PDF is in the ZIP."""
        content = paper.letter.content if paper.letter else {}
        # One that was brought from another system has a PDF and no words of ours.
        if not content.get("blocks"):
            return
        heading = pgettext("pack", "Letter %(number)s, %(day)s") % {
            "number": paper.number,
            "day": dates.day(paper.on, self.language),
        }
        language = str(content["language"])
        yield block(
            "letter",
            ours(heading, self.language),
            paragraphs=[
                ours(str(content["title"]), language),
                content["salutation"],
            ],
        )
        for part in content["blocks"]:
            if holds_something(part) or part["heading"]:
                yield _below(part, language, self.language)
        yield block("letter_end", paragraphs=content["closing"])


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at is not None else None


def _below(part: Block, language: str, pack_language: str) -> Block:
    """A block of a letter as a part of the pack: one level lower, its labels in the letter's own language."""
    # What is only a heading stays: those below it would hang in the air.
    code = f"of_letter_{part['code']}" if holds_something(part) else "points"
    lower = part | {"code": code, "level": min(part["level"] + 1, 4)}
    if language == pack_language:
        return lower
    # Labels and columns have the language of the document around them: here each becomes a line with its own.
    lines = list(part["paragraphs"])
    for one in part["rows"]:
        lines += [ours(str(one["label"]), language), *one["lines"]]
    for cells in part["table"]["rows"]:
        for column, cell in zip(part["table"]["columns"], cells, strict=True):
            lines += [ours(str(column), language), cell]
    return lower | {"paragraphs": lines, "rows": [], "table": {"columns": [], "rows": []}}
