"""A figure while it is put together from the amounts of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from servanda.coding.figures.passages import MEASURES, Passage
from servanda.model.event import Figure, Measure, Reason
from servanda.model.marked import Amount, TimeMention
from servanda.model.span import Span
from servanda.model.when import bounds

FAR = 110
"""Two amounts further apart than so many characters do not tell of one figure."""
CONVERTED = re.compile(r"\(\s*(?:около|примерно|порядка|почти|более|свыше)?\s*$")
"""«23 миллиарда крон (около 3,3 миллиарда долларов)»: the same sum once more."""
YEAR_ON = re.compile(r"\d{4}/\.\.")
COMPARE = re.compile(MEASURES.tables["not"]["compare"] + r"$")


@dataclass(slots=True)
class Draft:
    """What is known so far; `amounts` are those that it was made of."""

    measure: Measure
    passage: Passage
    value: float | None = None
    unit: str | None = None
    change: float | str | None = None
    polities: tuple[str, ...] = ()
    period: str | None = None
    amounts: list[Amount] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def takes(self, amount: Amount) -> bool:
        """Whether one more amount of the same sentence can be of the same figure: a value and its change."""
        if not self.amounts or amount.span.start - self.amounts[-1].span.end > FAR:
            return False
        numeric = isinstance(amount.change, float) and amount.value is None
        if numeric:
            return not isinstance(self.change, float) and self.value is not None and self.unit != "%"
        return amount.unit is not None and self.unit is None and self.value is None

    def add(self, amount: Amount) -> None:
        """Take an amount's value, unit and change."""
        self.amounts.append(amount)
        if amount.unit is not None:
            self.value, self.unit = amount.value, amount.unit
        if amount.change is not None and not isinstance(self.change, float):
            self.change = amount.change

    def figure(self) -> Figure:
        """The figure as it is recorded."""
        return Figure(
            self.measure,
            self.polities,
            self.period,
            self.value,
            self.unit,
            self.change,
            tuple(dict.fromkeys([self.passage.span, *self.evidence])),
            tuple(self.reasons),
        )


def because(step: str, words: str, start: int, end: int) -> Reason:
    """A reason that names its words."""
    return Reason(step, words, Span(start, end))


def told_times(passage: Passage) -> tuple[TimeMention, ...]:
    """The times of a sentence without those that it only compares with: «чем в 2021 году»."""
    return tuple(
        time
        for time in passage.times
        if time.role in ("point", "since") and not COMPARE.search(passage.between(passage.span.start, time.span.start))
    )


def period(draft: Draft, days: bool = False) -> TimeMention | None:
    """The time that holds for a figure: the last one before its first amount, or else the first after it."""
    start = draft.amounts[0].span.start if draft.amounts else draft.passage.span.end
    times = [time for time in told_times(draft.passage) if days or not is_day(time)]
    before = [time for time in times if time.span.start < start]
    after = [time for time in times if time.span.start >= start]
    return before[-1] if before else after[0] if after else None


def span_of(time: TimeMention) -> str | None:
    """The period of a sum: «с начала 2022 года» counts up what 2022 has brought so far."""
    answer = told(time)
    return answer[:4] if answer and YEAR_ON.fullmatch(answer) else answer


def told(time: TimeMention, ahead: bool = False) -> str | None:
    """A figure tells of what was, unless it is a schedule."""
    return (time.future or time.past) if ahead else (time.past or time.future)


def is_day(time: TimeMention) -> bool:
    """Whether a time is a single day, or one that cannot be told."""
    answer = told(time)
    if answer is None:
        return True
    first, last = bounds(answer)
    return first == last
