"""Histories of complaints for property tests: any edition, any stage, kept and broken limits alike."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from putright.rules.editions import edition_for
from putright.rules.facts import AddedHoliday, ComplaintFacts, StageFacts

gaps = st.integers(0, 45).map(lambda n: timedelta(days=n))


@st.composite
def stages(draw: st.DrawFn, number: int, asked_on: date) -> StageFacts:
    """A stage whose events come in order, each of them perhaps missing."""
    at = asked_on
    acknowledged = answered = new_date = told = None
    if draw(st.booleans()):
        acknowledged = at = at + draw(gaps)
    if draw(st.booleans()):
        told = at + draw(gaps)
        new_date = told + draw(gaps)
    if draw(st.booleans()):
        answered = at + draw(gaps)
    return StageFacts(
        number,
        asked_on,
        acknowledged_on=acknowledged,
        extended_to=new_date,
        extended_told_on=told if draw(st.booleans()) else None,
        extension_agreed=draw(st.booleans()),
        answered_on=answered,
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[ComplaintFacts, date]:
    """A complaint's facts under the edition of its day, and a day to judge it on."""
    received = draw(st.dates(date(2020, 7, 1), date(2033, 1, 1)))
    known = edition_for(received)
    assert known is not None
    found, asked_on = [], received
    for number in range(1, draw(st.integers(1, known.stages_at_most)) + 1):
        found.append(draw(stages(number, asked_on)))
        asked_on += draw(gaps)
    end = received + draw(st.integers(0, 200).map(lambda n: timedelta(days=n)))
    added = draw(st.lists(st.tuples(gaps, gaps), max_size=2))
    facts = ComplaintFacts(
        received,
        known.id,
        tuple(found),
        withdrawn_on=end if draw(st.integers(0, 4)) == 0 else None,
        closed_on=end if draw(st.integers(0, 4)) == 0 else None,
        added_holidays=tuple(AddedHoliday(received + a, received + b) for a, b in added),
    )
    return facts, received + draw(st.integers(0, 300).map(lambda n: timedelta(days=n)))
