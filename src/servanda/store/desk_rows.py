"""Figures, decisions and saved searches in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select

from servanda.model.decision import Decision
from servanda.register.ledger import FigureRow, Saved, StoryRow
from servanda.store import schema
from servanda.store.session import Session
from servanda.store.story_rows import STORY_FIELDS


class DeskRows(Session):
    """The part of the ledger that keeps figures and what people decide and search for."""

    def put_figures(self, rows: Sequence[FigureRow]) -> None:
        values = [{name: getattr(row, name) for name in FigureRow.__slots__} for row in rows]
        if values:
            self.connection.execute(insert(schema.figures), values)

    def drop_figures(self, story: str) -> None:
        self._delete(schema.figures, schema.figures.c.story, [story])

    def figures(self, polities: Collection[str], measure: str | None) -> list[tuple[FigureRow, StoryRow]]:
        table, stories = schema.figures, schema.stories
        query = select(
            *(table.c[name] for name in FigureRow.__slots__),
            *(stories.c[name].label(f"story_{name}") for name in STORY_FIELDS),
        ).join(stories, stories.c.id == table.c.story)
        if measure:
            query = query.where(table.c.measure == measure)
        for code in polities:
            query = query.where(
                or_(*(_padded(table.c.parties).contains(form, autoescape=True) for form in _forms(code)))
            )
        query = query.order_by(table.c.measure, table.c.parties, table.c.period, stories.c.date, table.c.story)
        width = len(FigureRow.__slots__)
        return [(FigureRow(*row[:width]), StoryRow(*row[width:])) for row in self.connection.execute(query)]

    def put_decision(self, decision: Decision) -> Decision:
        names = [name for name in Decision.__slots__ if name != "id"]
        values = {name: getattr(decision, name) for name in names}
        self.touch([event for event in (decision.subject, decision.other) if event])
        id = self.connection.execute(
            insert(schema.decisions).values(values).returning(schema.decisions.c.id)
        ).scalar_one()
        self.decided = True
        return Decision(id=id, **values)

    def decisions(self, subjects: Collection[str] | None = None) -> tuple[Decision, ...]:
        table = schema.decisions
        query = select(*(table.c[name] for name in Decision.__slots__))
        if subjects is None:
            return tuple(Decision(*row) for row in self.connection.execute(query.order_by(table.c.id)))
        if not self._any_decision():
            return ()
        rows = {*self._among(query, table.c.subject, subjects), *self._among(query, table.c.other, subjects)}
        return tuple(sorted((Decision(*row) for row in rows), key=lambda decision: decision.id))

    def _any_decision(self) -> bool:
        """Whether there is any: looked up once in a transaction, as entering wants to know it again and again."""
        if self.decided is None:
            self.decided = self.connection.execute(select(schema.decisions.c.id).limit(1)).first() is not None
        return self.decided

    def decision(self, id: int) -> Decision | None:
        table = schema.decisions
        row = self.connection.execute(
            select(*(table.c[name] for name in Decision.__slots__)).where(table.c.id == id)
        ).first()
        return Decision(*row) if row else None

    def put_saved(self, saved: Saved) -> None:
        self.drop_saved(saved.name)
        self.connection.execute(insert(schema.searches).values(name=saved.name, filter=saved.filter, seen=saved.seen))

    def saved(self) -> list[Saved]:
        table = schema.searches
        query = select(table.c.name, table.c.filter, table.c.seen).order_by(table.c.name)
        return [Saved(*row) for row in self.connection.execute(query)]

    def drop_saved(self, name: str) -> None:
        self.connection.execute(delete(schema.searches).where(schema.searches.c.name == name))

    def entered_after(self, time: str) -> set[str]:
        """Events of the stories that came, or changed, after a time."""
        events, stories = schema.events, schema.stories
        query = select(events.c.id).join(stories, stories.c.id == events.c.story).where(stories.c.entered > time)
        return set(self.connection.execute(query).scalars())


def _padded(column: Any) -> Any:
    return "+" + column + "+"


def _forms(code: str) -> tuple[str, ...]:
    """A polity in a list of parties: itself, or a region of it."""
    return (f"+{code}+", f"+{code}-") if "-" not in code else (f"+{code.partition('/')[0]}+",)
