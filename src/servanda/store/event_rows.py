"""Events in the database, and the index under which threading finds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, TextClause, func, insert, select, text, update

from servanda.model.pledge import Step
from servanda.register.ledger import EventRow
from servanda.register.parties import above
from servanda.register.reviewing import CERTAIN
from servanda.register.shape import read_event
from servanda.register.traits import Traits, load
from servanda.store import schema
from servanda.store.session import Session


def _own(query: Select[Any]) -> Select[Any]:
    """Of doubtful events, those of stories that are no reprints."""
    events, stories = schema.events, schema.stories
    reprinted = select(stories.c.nr).join(events, events.c.story == stories.c.id)
    reprinted = reprinted.where(events.c.id == schema.unsure.c.event, stories.c.reprint_of.is_not(None))
    return query.where(~reprinted.correlate(schema.unsure).exists())


class EventRows(Session):
    """The part of the ledger that keeps events."""

    def put_events(self, rows: Sequence[EventRow]) -> None:
        if not rows:
            return
        self.connection.execute(
            insert(schema.events),
            [
                {
                    "id": row.id, "story": row.story, "number": row.number, "kind": row.traits.kind,
                    "stage": row.traits.stage, "record": row.record, "traits": row.traits.dump(),
                }
                for row in rows
            ],
        )  # fmt: skip
        self._put_polities([row.traits for row in rows])
        self._put_unsure(rows)
        self._remember(row.traits for row in rows)

    def _put_unsure(self, rows: Sequence[EventRow]) -> None:
        doubtful = [{"event": row.id, "sure": row.sure} for row in rows if row.sure < CERTAIN]
        if doubtful:
            self.connection.execute(insert(schema.unsure), doubtful)

    def unsure(self) -> Iterator[tuple[str, float]]:
        """Events of which the coder was not certain, the least certain first; those of reprints are left out."""
        table = schema.unsure
        query = _own(select(table.c.event, table.c.sure)).order_by(table.c.sure, table.c.event)
        with self.connection.execute(query, execution_options={"stream_results": True}) as rows:
            yield from ((row.event, row.sure) for row in rows)

    def count_unsure(self, among: Collection[str] | None = None) -> int:
        """How many there are, of those `among` where these are given."""
        query = _own(select(func.count()).select_from(schema.unsure))
        if among is not None:
            return sum(row[0] for row in self._among(query, schema.unsure.c.event, among))
        return self.remembered("unsure", lambda: int(self.connection.execute(query).scalar_one()))

    def _put_polities(self, events: Sequence[Traits]) -> None:
        pairs = {(code, event.step) for event in events for own in event.parties for code in (own, *above(own))}
        if pairs:
            values = [{"polity": polity, "event": event} for polity, event in sorted(pairs)]
            self.connection.execute(insert(schema.event_polities), values)

    def drop_events(self, ids: Collection[str]) -> None:
        self.touch(ids)
        self._delete(schema.events, schema.events.c.id, ids)
        for id in ids:
            self.known.pop(id, None)

    def set_traits(self, traits: Traits) -> None:
        self.touch([traits.step])
        table = schema.events
        values = {"kind": traits.kind, "stage": traits.stage, "traits": traits.dump()}
        self.connection.execute(update(table).where(table.c.id == traits.step).values(values))
        self._delete(schema.event_polities, schema.event_polities.c.event, [traits.step])
        self._put_polities([traits])
        self._remember([traits])

    def events_of(self, stories: Collection[str]) -> list[EventRow]:
        table = schema.events
        query = select(table.c.id, table.c.story, table.c.number, table.c.record, table.c.traits)
        rows = self._among(query.order_by(table.c.story, table.c.number), table.c.story, stories)
        return [EventRow(row.id, row.story, row.number, row.record, load(row.traits)) for row in rows]

    def named(self, start: str) -> list[str]:
        table = schema.events
        query = select(table.c.id).where(table.c.id >= start, table.c.id < start + "\uffff").order_by(table.c.id)
        return list(self.connection.execute(query.limit(2)).scalars())

    def steps(self, ids: Collection[str]) -> list[Step]:
        return [self._step(row) for row in self._among(STEPS, schema.events.c.id, ids)]

    def steps_in(self, pledges: Collection[str]) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for row in self._among(STEPS, schema.links.c.pledge, pledges):
            found.setdefault(row.pledge, []).append(self._step(row))
        return found

    @staticmethod
    def _step(row: Any) -> Step:
        event, sentences = read_event(row.record)
        return Step(
            id=row.id,
            story=row.story,
            date=row.date,
            event=event,
            sentences=sentences,
            source=row.source,
            url=row.url,
            title=row.title,
            outlet=row.outlet,
            reprint_of=row.reprint_of,
            spans=tuple((span.start, span.end) for span in event.evidence),
        )

    def traits(self, ids: Collection[str]) -> dict[str, Traits]:
        known, table = self.known, schema.events
        missing = [id for id in ids if id not in known]
        self._remember(load(row.traits) for row in self._among(select(table.c.traits), table.c.id, missing))
        return {id: known[id] for id in ids if id in known}

    def _remember(self, events: Iterable[Traits]) -> None:
        for event in events:
            self.known[event.step] = event

    def put_marks(self, rows: Iterable[tuple[str, bool, str, str]]) -> None:
        values = [dict(zip(("mark", "asking", "place", "event"), row, strict=True)) for row in rows]
        if values:
            self.connection.execute(insert(schema.marks), values)

    def drop_marks(self, ids: Collection[str]) -> None:
        self._delete(schema.marks, schema.marks.c.event, ids)

    def earlier(self, marks: Collection[str], place: str, limit: int) -> set[str]:
        return self._by_marks(_EARLIER, marks, place, limit)

    def askers(self, marks: Collection[str], place: str, limit: int) -> set[str]:
        return self._by_marks(_ASKERS, marks, place, limit - 1)

    def crowded(self, marks: Collection[str], limit: int) -> bool:
        """Whether more than `limit` events stand under one of the marks."""
        return bool(self._by_marks(_CROWDED, marks, "", limit))

    def _by_marks(self, query: str, marks: Collection[str], place: str, limit: int) -> set[str]:
        names = sorted(marks)
        if not names:
            return set()
        values = {f"m{at}": mark for at, mark in enumerate(names)} | {"place": place, "limit": limit}
        return set(self.connection.execute(_union(query, len(names)), values).scalars())


_EARLIER = (
    "SELECT * FROM (SELECT event FROM marks WHERE mark = :m{at} AND NOT asking AND place < :place"
    " ORDER BY place DESC LIMIT :limit) AS q{at}"
)
_ASKERS = (
    "SELECT event FROM marks WHERE mark = :m{at} AND asking AND place > :place AND place <= coalesce((SELECT place FROM"
    " marks WHERE mark = :m{at} AND NOT asking AND place > :place ORDER BY place LIMIT 1 OFFSET :limit), '\U0010ffff')"
)
_CROWDED = (
    "SELECT * FROM (SELECT event FROM marks WHERE mark = :m{at} AND NOT asking AND place > :place"
    " ORDER BY place LIMIT 1 OFFSET :limit) AS q{at}"
)


@lru_cache(maxsize=200)
def _union(query: str, marks: int) -> TextClause:
    return text(" UNION ".join(query.replace("{at}", str(at)) for at in range(marks)))


STEPS = (
    select(
        schema.events.c.id, schema.events.c.story, schema.events.c.record, schema.stories.c.date,
        schema.stories.c.source, schema.stories.c.url, schema.stories.c.title, schema.stories.c.outlet,
        schema.stories.c.reprint_of, schema.links.c.pledge,
    )
    .join(schema.stories, schema.stories.c.id == schema.events.c.story)
    .join(schema.links, schema.links.c.event == schema.events.c.id)
)  # fmt: skip
