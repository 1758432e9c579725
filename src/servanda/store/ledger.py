"""The register's tables behind the Ledger protocol, in SQLAlchemy Core, for SQLite and PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    TextClause,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from servanda.model.decision import Decision
from servanda.model.pledge import Step
from servanda.register.ledger import EventRow, FigureRow, Member, Saved, StoryRow, Version
from servanda.register.match import Link
from servanda.register.parties import above
from servanda.register.shape import read_event
from servanda.register.traits import Traits, load
from servanda.store import schema, search
from servanda.store.connection import one_line, shown

CHUNK = 500
"""Values in one IN list: small enough for either database, and few shapes of a statement to prepare."""
WRITERS = 0x5E2A
"""The advisory lock by which writers to one PostgreSQL register wait for each other."""

STORY_FIELDS = tuple(StoryRow.__slots__)


class SqlLedger:
    """One database. Transactions belong to the thread that began them; an inner one joins the outer."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.where = shown(engine)
        self._local = threading.local()
        self._lock = threading.RLock() if engine.url.database in (None, "", ":memory:") else None

    # transactions

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._transaction(writing=False):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._transaction(writing=True):
            yield

    @contextmanager
    def _transaction(self, writing: bool) -> Iterator[None]:
        if getattr(self._local, "connection", None) is not None:
            yield
            return
        with one_line(self.where), self._alone(), self.engine.connect() as connection:
            connection = connection.execution_options(servanda_writing=writing)
            with connection.begin():
                if writing and connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
                self._local.connection = connection
                self._local.traits = {}
                try:
                    yield
                finally:
                    self._local.connection = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """A register in memory has one connection, which threads take in turn."""
        if self._lock is None:
            yield
        else:
            with self._lock:
                yield

    @property
    def connection(self) -> Connection:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            raise RuntimeError("a ledger is used within reading() or writing()")
        return connection

    # stories

    def story(self, id: str) -> StoryRow | None:
        return self.stories([id]).get(id)

    def stories(self, ids: Collection[str]) -> dict[str, StoryRow]:
        table = schema.stories
        query = select(*(table.c[name] for name in STORY_FIELDS))
        return {row.id: StoryRow(*row) for row in self._among(query, table.c.id, ids)}

    def stories_at(self, url: str, date: str | None) -> list[str]:
        table = schema.stories
        query = select(table.c.id).where(table.c.url == url, table.c.date.is_not_distinct_from(date))
        return list(self.connection.execute(query.order_by(table.c.id)).scalars())

    def put_story(self, row: StoryRow, lemmas: str) -> None:
        table = schema.stories
        values = {name: getattr(row, name) for name in STORY_FIELDS}
        nr = self.connection.execute(select(table.c.nr).where(table.c.id == row.id)).scalar()
        if nr is None:
            nr = self.connection.execute(insert(table).values(values).returning(table.c.nr)).scalar_one()
        else:
            search.forget(self.connection, nr)
            self.connection.execute(update(table).where(table.c.nr == nr).values(values))
        search.index(self.connection, nr, lemmas)

    def put_version(self, version: Version) -> None:
        values = {name: getattr(version, name) for name in Version.__slots__}
        self.connection.execute(insert(schema.versions).values(values))

    def versions(self, story: str) -> list[Version]:
        table = schema.versions
        query = select(*(table.c[name] for name in Version.__slots__)).where(table.c.story == story)
        return [Version(*row) for row in self.connection.execute(query.order_by(table.c.version))]

    # reprints

    def put_bands(self, story: str, bands: Sequence[str]) -> None:
        table = schema.bands
        self.connection.execute(delete(table).where(table.c.story == story))
        if bands:
            self.connection.execute(insert(table), [{"band": band, "story": story} for band in bands])

    def twins(self, bands: Sequence[str]) -> set[str]:
        table = schema.bands
        return {row.story for row in self._among(select(table.c.story).distinct(), table.c.band, bands)}

    def bands(self, story: str) -> list[str]:
        table = schema.bands
        return list(self.connection.execute(select(table.c.band).where(table.c.story == story)).scalars())

    def set_reprints(self, originals: Mapping[str, str | None]) -> None:
        table = schema.stories
        for story, original in originals.items():
            self.connection.execute(update(table).where(table.c.id == story).values(reprint_of=original))

    def reprints(self, story: str) -> set[str]:
        table = schema.stories
        return set(self.connection.execute(select(table.c.id).where(table.c.reprint_of == story)).scalars())

    # events

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
        self._remember(row.traits for row in rows)

    def _put_polities(self, events: Sequence[Traits]) -> None:
        pairs = {(code, event.step) for event in events for own in event.parties for code in (own, *above(own))}
        if pairs:
            values = [{"polity": polity, "event": event} for polity, event in sorted(pairs)]
            self.connection.execute(insert(schema.event_polities), values)

    def drop_events(self, ids: Collection[str]) -> None:
        self._delete(schema.events, schema.events.c.id, ids)
        for id in ids:
            self._local.traits.pop(id, None)

    def set_traits(self, traits: Traits) -> None:
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
        return [self._step(row) for row in self._among(_STEPS, schema.events.c.id, ids)]

    def steps_in(self, pledges: Collection[str]) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for row in self._among(_STEPS, schema.links.c.pledge, pledges):
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
        known: dict[str, Traits] = self._local.traits
        table = schema.events
        missing = [id for id in ids if id not in known]
        self._remember(load(row.traits) for row in self._among(select(table.c.traits), table.c.id, missing))
        return {id: known[id] for id in ids if id in known}

    def _remember(self, events: Iterable[Traits]) -> None:
        known: dict[str, Traits] = self._local.traits
        for event in events:
            known[event.step] = event

    # the index of threading

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

    # threads

    def put_links(self, rows: Sequence[tuple[Link, str, str]]) -> None:
        self.drop_links([link.event for link, _, _ in rows])
        values = [
            {
                "event": link.event, "place": place, "pledge": pledge, "to": link.to, "why": link.why,
                "score": link.score, "maybe": link.maybe, "maybe_why": link.maybe_why, "maybe_score": link.maybe_score,
            }
            for link, pledge, place in rows
        ]  # fmt: skip
        if values:
            self.connection.execute(insert(schema.links), values)

    def drop_links(self, ids: Collection[str]) -> None:
        self._delete(schema.links, schema.links.c.event, ids)

    def links(self, ids: Collection[str]) -> dict[str, Link]:
        return {row.event: Link(*row) for row in self._among(_LINKS, schema.links.c.event, ids)}

    def pledges_of(self, ids: Collection[str]) -> dict[str, str]:
        table = schema.links
        return {row.event: row.pledge for row in self._among(select(table.c.event, table.c.pledge), table.c.event, ids)}

    def members(self, pledges: Collection[str]) -> list[Member]:
        table = schema.links
        query = select(table.c.event, table.c.place, table.c.to, table.c.pledge)
        return [Member(*row) for row in self._among(query, table.c.pledge, pledges)]

    def going_on(self, ids: Collection[str]) -> set[str]:
        table = schema.links
        return {row.event for row in self._among(select(table.c.event), table.c.to, ids)}

    def set_pledges(self, pledges: Mapping[str, str]) -> None:
        if pledges:
            table = schema.links
            query = update(table).where(table.c.event == bindparam("of")).values(pledge=bindparam("to_pledge"))
            self.connection.execute(query, [{"of": event, "to_pledge": pledge} for event, pledge in pledges.items()])

    def doubts(self) -> list[Link]:
        table = schema.links
        query = _LINKS.where(table.c.maybe.is_not(None)).order_by(table.c.maybe_score.desc(), table.c.place)
        return [Link(*row) for row in self.connection.execute(query)]

    def find_pledges(self, filter: Mapping[str, Any]) -> list[str]:
        """Pledges with an event that fits: `kind`, `polities` (all of them), `since` and `until` (days of stories)."""
        links, events, polities = schema.links, schema.events, schema.event_polities
        query = select(links.c.pledge, func.min(links.c.place)).group_by(links.c.pledge)
        if filter.get("kind"):
            query = query.join(events, events.c.id == links.c.event).where(events.c.kind == filter["kind"])
        for code in filter.get("polities") or ():
            inside = select(links.c.pledge).join(polities, polities.c.event == links.c.event)
            query = query.where(links.c.pledge.in_(inside.where(polities.c.polity == code)))
        if filter.get("since"):
            query = query.where(links.c.place >= filter["since"])
        if filter.get("until"):
            query = query.where(links.c.place < filter["until"] + "\x7f")
        return list(self.connection.execute(query.order_by(func.min(links.c.place))).scalars())

    # figures

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

    # decisions

    def put_decision(self, decision: Decision) -> Decision:
        names = [name for name in Decision.__slots__ if name != "id"]
        values = {name: getattr(decision, name) for name in names}
        id = self.connection.execute(
            insert(schema.decisions).values(values).returning(schema.decisions.c.id)
        ).scalar_one()
        return Decision(id=id, **values)

    def decisions(self, subjects: Collection[str] | None = None) -> tuple[Decision, ...]:
        table = schema.decisions
        query = select(*(table.c[name] for name in Decision.__slots__))
        if subjects is None:
            return tuple(Decision(*row) for row in self.connection.execute(query.order_by(table.c.id)))
        if not self.connection.execute(select(table.c.id).limit(1)).first():
            return ()
        rows = {*self._among(query, table.c.subject, subjects), *self._among(query, table.c.other, subjects)}
        return tuple(sorted((Decision(*row) for row in rows), key=lambda decision: decision.id))

    def decision(self, id: int) -> Decision | None:
        table = schema.decisions
        row = self.connection.execute(
            select(*(table.c[name] for name in Decision.__slots__)).where(table.c.id == id)
        ).first()
        return Decision(*row) if row else None

    # search and saved searches

    def search(self, lemmas: Sequence[str], limit: int) -> list[StoryRow]:
        ids = search.found(self.connection, lemmas, limit)
        rows = self.stories(ids)
        return [rows[id] for id in ids]

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

    # lists of ids

    def _among(self, query: Select[Any], column: Any, values: Collection[str]) -> Iterator[Any]:
        wanted = sorted(values)
        for at in range(0, len(wanted), CHUNK):
            yield from self.connection.execute(query.where(column.in_(wanted[at : at + CHUNK])))

    def _delete(self, table: Any, column: Any, values: Collection[str]) -> None:
        wanted = sorted(values)
        for at in range(0, len(wanted), CHUNK):
            self.connection.execute(delete(table).where(column.in_(wanted[at : at + CHUNK])))


def _padded(column: Any) -> Any:
    return "+" + column + "+"


def _forms(code: str) -> tuple[str, ...]:
    """A polity in a list of parties: itself, or a region of it."""
    return (f"+{code}+", f"+{code}-") if "-" not in code else (f"+{code.partition('/')[0]}+",)


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


_LINKS = select(*(schema.links.c[name] for name in Link.__slots__))
_STEPS = (
    select(
        schema.events.c.id, schema.events.c.story, schema.events.c.record, schema.stories.c.date,
        schema.stories.c.source, schema.stories.c.url, schema.stories.c.title, schema.stories.c.outlet,
        schema.stories.c.reprint_of, schema.links.c.pledge,
    )
    .join(schema.stories, schema.stories.c.id == schema.events.c.story)
    .join(schema.links, schema.links.c.event == schema.events.c.id)
)  # fmt: skip
