"""What a digest tells: pledges with news, those newly overdue, those whose due date has come near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from servanda.model.pledge import Pledge, Step
from servanda.model.status import StatusName
from servanda.register.register import Register
from servanda.register.tables import Asked as Table
from servanda.register.tables import Order
from servanda.register.where import Where
from servanda.views.cite import Citation, Language
from servanda.views.export.content import Content, citation, shown
from servanda.views.export.source import terms

Period = Literal["daily", "weekly"]
Group = Literal["news", "overdue", "coming"]
DAYS: dict[Period, int] = {"daily": 1, "weekly": 7}
"""How far back the first digest goes."""
AHEAD: dict[Period, int] = {"daily": 7, "weekly": 14}
"""How many days before its due date a pledge is told of."""
AHEAD_OF: tuple[StatusName, ...] = ("considered", "promised", "in the works", "postponed")
"""How what has a due date still to come stands."""
MOST = 40
"""Pledges of one group that are told."""
QUOTED = 2
"""Reports of one pledge that are quoted, the newest."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """The sentences of a report, with their citation."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Item:
    """A pledge that is told of, with what was reported of it."""

    pledge: Pledge
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One group of one search; `left_out` more are not told."""

    group: Group
    items: tuple[Item, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one search brings; the empty name is the whole register."""

    search: str
    parts: tuple[Part, ...]

    @property
    def pledges(self) -> int:
        return sum(len(part.items) + part.left_out for part in self.parts)


@dataclass(frozen=True, slots=True)
class Digest:
    """What a recipient is to be told on a day. Chapters without news are left out."""

    as_of: str
    period: Period
    language: Language
    chapters: tuple[Chapter, ...]

    @property
    def pledges(self) -> int:
        return sum(chapter.pledges for chapter in self.chapters)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search with what it looks for, and up to what time (ISO) its recipient was told; None: never."""

    search: str
    where: Where
    told: str | None


def compose(register: Register, asked: Iterable[Asked], period: Period, language: Language) -> Digest:
    """Put a digest together."""
    today = register.clock.today()
    chapters = []
    with register.ledger.reading():
        for one in asked:
            parts = tuple(part for part in _parts(register, one, period, language) if part.items)
            if parts:
                chapters.append(Chapter(one.search, parts))
    return Digest(today.isoformat(), period, language, tuple(chapters))


def _parts(register: Register, asked: Asked, period: Period, language: Language) -> Iterable[Part]:
    today = register.clock.today()
    first = today - timedelta(days=DAYS[period])
    told = asked.told or f"{first.isoformat()}T00:00:00+00:00"
    since = datetime.fromisoformat(told).astimezone().date()
    fresh = register.ledger.entered_after(told)
    make = _Making(register, fresh, language)
    yield make.part("news", Table(asked.where, Order("news", down=True), MOST, most=0, news_after=told))
    if late := _of(asked.where, ("overdue",)):
        changed = max((since + timedelta(days=1)).isoformat(), late.changed_from or "")
        yield make.part("overdue", Table(replace(late, changed_from=changed), Order("due", down=True), MOST, most=0))
    if still := _of(asked.where, AHEAD_OF):
        window = timedelta(days=AHEAD[period])
        known = today if asked.told is None else max(today, since + window + timedelta(days=1))
        near = replace(still, due_from=known.isoformat(), due_until=(today + window).isoformat())
        if near.due_from <= near.due_until:  # type: ignore[operator]
            yield make.part("coming", Table(near, Order("due"), MOST, most=0))


def _of(where: Where, statuses: Sequence[StatusName]) -> Where | None:
    """The search, for these statuses alone; None where it takes none of them, or asks for due dates of its own."""
    wanted = tuple(name for name in statuses if not where.statuses or name in where.statuses)
    return replace(where, statuses=wanted) if wanted and not (where.due_from or where.due_until) else None


class _Making:
    """Makes the parts of one chapter, each pledge once."""

    def __init__(self, register: Register, fresh: set[str], language: Language) -> None:
        self.register, self.fresh, self.language = register, fresh, language
        self.content = Content((), terms=cache(lambda source: terms(register, source)))
        self.told: set[str] = set()

    def part(self, group: Group, asked: Table) -> Part:
        found = self.register.table(asked)
        ids = [row.id for row in found.rows if row.id not in self.told]
        self.told.update(ids)
        items = tuple(self._item(pledge) for pledge in self.register.among(ids))
        return Part(group, items, max(0, found.total - len(found.rows)))

    def _item(self, pledge: Pledge) -> Item:
        """A pledge with what is new of it; where that is nothing, with the words that its status rests on."""
        news = [step for step in pledge.steps if step.id in self.fresh and step.sentences and step.reprint_of is None]
        quoted = tuple(map(self._quotation, news[-QUOTED:] or [shown(pledge)]))
        return Item(pledge, quoted)

    def _quotation(self, step: Step) -> Quotation:
        return Quotation(" ".join(" ".join(step.sentences).split()), citation(step, self.content, self.language))
