"""From the register to the content of an export: page after page, so that memory does not grow with the register."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import cast

from sqlalchemy import select

from servanda.model.decision import Decision
from servanda.model.event import Coding
from servanda.model.pledge import Pledge
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story
from servanda.register.ledger import FigureRow, StoryRow
from servanda.register.register import Register
from servanda.register.shape import read_event, read_figure
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.outlets import asked
from servanda.views.export.content import Content, Measured, Told

PAGE = 200
"""Pledges or stories held at once."""
ALL = Where(promised=None)


def content(register: Register, as_of: date, where: Where = ALL) -> Content:
    """What the register holds that `where` takes, as known on a day; to be read within `register.ledger.reading()`.

    Stories, with all that was coded from each, are those that tell of a pledge taken; decisions, those on its events.
    Figures are chosen by the polities and the period alone.
    """
    chosen = _Chosen(register, as_of, where)
    return Content(
        pledges=pledges(register, as_of, where),
        figures=figures(register, as_of, where),
        stories=stories(register, chosen),
        decisions=decisions(register, chosen),
        as_of=as_of.isoformat(),
        terms=cache(lambda source: terms(register, source)),
    )


class _Chosen:
    """The stories and events of the pledges taken: known only once somebody asks, None where all are taken."""

    def __init__(self, register: Register, as_of: date, where: Where) -> None:
        self.register, self.as_of, self.where = register, as_of, where
        self.found: tuple[set[str], set[str]] | None = None

    @property
    def stories(self) -> set[str] | None:
        return None if self.where == ALL else self._found()[0]

    @property
    def events(self) -> set[str] | None:
        return None if self.where == ALL else self._found()[1]

    def _found(self) -> tuple[set[str], set[str]]:
        if self.found is None:
            told: set[str] = set()
            events: set[str] = set()
            for pledge in pledges(self.register, self.as_of, self.where):
                told.update(pledge.stories)
                events.update(step.id for step in pledge.steps)
            self.found = told, events
        return self.found


def pledges(register: Register, as_of: date, where: Where) -> Iterator[Pledge]:
    """The pledges taken, in the order in which they were first told."""
    ids = register.ledger.find_pledges(where.coarse())
    for page in _pages(ids):
        for pledge in register.among(page, as_of):
            if where.takes(pledge):
                yield pledge


def figures(register: Register, as_of: date, where: Where) -> Iterator[Measured]:
    """The figures of the polities and days that `where` names, by story."""
    if where.polities:
        found = sorted(register.ledger.figures(where.polities, None), key=lambda one: (one[0].story, one[0].number))
        for row, story in found:
            if _known(story.date, register, as_of):
                yield from _measured([row], {story.id: story}, where)
        return
    for page in _story_pages(register):
        told = {story.id: story for story in page if _known(story.date, register, as_of)}
        yield from _measured(_figure_rows(register, list(told)), told, where)


def _measured(rows: Sequence[FigureRow], told: dict[str, StoryRow], where: Where) -> Iterator[Measured]:
    for row in rows:
        story = told[row.story]
        if not (where.since or "") <= (story.date or "9999") <= (where.until or "9999"):
            continue
        figure, sentences = read_figure(row.record)
        yield Measured(
            f"{row.story}#{row.number}", row.story, story.date, figure, sentences, story.source, story.url, story.title,
            story.outlet,
        )  # fmt: skip


def stories(register: Register, chosen: _Chosen) -> Iterator[Told]:
    """Stories by id, with events and figures as they were coded, before any correction."""
    wanted = chosen.stories
    for page in _story_pages(register):
        known = [row for row in page if _known(row.date, register, chosen.as_of)]
        rows = [row for row in known if wanted is None or row.id in wanted]
        ids = [row.id for row in rows]
        events = sorted(register.ledger.events_of(ids), key=lambda one: one.number)
        measured = _figure_rows(register, ids)
        links = _links(register, ids)
        for row in rows:
            coded = tuple(read_event(one.record)[0] for one in events if one.story == row.id)
            found = tuple(read_figure(one.record)[0] for one in measured if one.story == row.id)
            yield Told(story_of(row, links.get(row.id, ())), Coding(coded, found))


def decisions(register: Register, chosen: _Chosen) -> Iterator[Decision]:
    """All decisions in order, also those undone, numbered from 1 without gaps."""
    events = chosen.events
    numbers: dict[int, int] = {}
    for decision in register.ledger.decisions():
        if not _known(decision.time, register, chosen.as_of):
            continue
        if events is None or decision.subject in events or (decision.other or "") in events:
            numbers[decision.id] = len(numbers) + 1
            undoes = numbers.get(decision.undoes) if decision.undoes is not None else None
            yield replace(decision, id=numbers[decision.id], undoes=undoes)


def _known(day: str | None, register: Register, as_of: date) -> bool:
    """Whether what was told on a day was known as of another; what has no day is known today and on no day before."""
    return day[:10] <= as_of.isoformat() if day else as_of >= register.clock.today()


def story_of(row: StoryRow, links: Sequence[str] = ()) -> Story:
    """A story of the register as the nouns have it; `links` are those of its page."""
    return Story(
        row.id, row.text, row.text, (Span(0, len(row.text)),), None, row.title, row.date, row.source, row.url,
        language=row.language, imprint=Imprint(outlet=row.outlet), terms=ReprintTerms(**json.loads(row.terms)),
        links=tuple(links),
    )  # fmt: skip


def terms(register: Register, source: str | None) -> ReprintTerms:
    """The reprint terms of a source: as a person corrected them, else as its pages give them."""
    return asked(_ledger(register), source).terms


def _story_pages(register: Register) -> Iterator[list[StoryRow]]:
    """All stories, by id."""
    table, last = schema.stories, ""
    query = select(*(table.c[name] for name in StoryRow.__slots__)).order_by(table.c.id).limit(PAGE)
    while page := [StoryRow(*row) for row in _ledger(register).connection.execute(query.where(table.c.id > last))]:
        yield page
        last = page[-1].id


def _figure_rows(register: Register, ids: Sequence[str]) -> list[FigureRow]:
    table = schema.figures
    query = select(*(table.c[name] for name in FigureRow.__slots__)).where(table.c.story.in_(ids))
    return [
        FigureRow(*row) for row in _ledger(register).connection.execute(query.order_by(table.c.story, table.c.number))
    ]


def _links(register: Register, ids: Sequence[str]) -> dict[str, list[str]]:
    """The addresses to which the pages of stories link, by story, in the order of their letters."""
    table, found = schema.story_links, dict[str, list[str]]()
    query = select(table.c.story, table.c.address).where(table.c.story.in_(ids))
    for story, address in sorted(map(tuple, _ledger(register).connection.execute(query))):
        found.setdefault(story, []).append(address)
    return found


def _ledger(register: Register) -> SqlLedger:
    return cast(SqlLedger, register.ledger)


def _pages(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + PAGE] for at in range(0, len(ids), PAGE))
