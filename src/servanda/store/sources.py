"""The sources of a register in its database: how each stands, its visits, and what it brought."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Row, delete, insert, select, update

from servanda.errors import NotFound, UsageError
from servanda.sources.source import Source
from servanda.store import schema
from servanda.store.ledger import SqlLedger

NAMES = tuple(field.name for field in fields(Source))
TIMES = ("due", "last_success")
KEPT = 1000
"""Visits to one source that are remembered; older ones are dropped."""
FIRST_PAUSE, GROWTH, LONGEST_PAUSE = timedelta(hours=1), 4, timedelta(days=30)
"""For how long a page that was not there is left alone; each time it is not there again, so many times as long."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit: when (ISO), how many stories came, how many items could not be had, and the source's error.

    `unread` are the stories in other languages by their ISO 639 codes, `en 2, tt 1`: kept, but not read.
    """

    source: str
    time: str
    stories: int
    failed: int
    said: str | None = None
    unread: str = ""


class Sources:
    """The sources that a register keeps. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger) -> None:
        self.ledger = ledger

    def writing(self) -> AbstractContextManager[None]:
        return self.ledger.writing()

    def all(self) -> list[Source]:
        """All sources, by key."""
        table = schema.sources
        with self.ledger.reading():
            return [_source(row) for row in self._run(_SOURCES.order_by(table.c.key))]

    def one(self, name: str) -> Source:
        """The source of a key or an address.

        Raises NotFound.
        """
        table = schema.sources
        with self.ledger.reading():
            named = (table.c.key == name) | (table.c.address == name)
            found = [_source(row) for row in self._run(_SOURCES.where(named))]
        if not found:
            raise NotFound(f"no source {name}", remedy="`servanda sources list` shows their names")
        return found[0]

    def add(self, source: Source) -> Source:
        """Keep a new source, under a key made from its address; gives it with that key.

        Raises UsageError where its address is kept already.
        """
        table = schema.sources
        with self.ledger.writing():
            held = {row.address: row.key for row in self._run(select(table.c.address, table.c.key))}
            if source.address in held:
                raise UsageError(f"it is kept already, as {held[source.address]}", where=source.address)
            kept = replace(source, key=_key(source.address, held.values()))
            self._run(insert(table).values(_values(kept)))
        return kept

    def save(self, source: Source, visit: VisitRow) -> None:
        """Write down how a source stands after a visit. Nothing happens where it was removed meanwhile.

        One that moved to the address of another source keeps its own; whether it is paused, only people say.
        """
        table = schema.sources
        with self.ledger.writing():
            values = {name: value for name, value in _values(source).items() if name not in ("key", "paused")}
            taken = select(table.c.key).where(table.c.address == source.address, table.c.key != source.key)
            if self._run(taken).first():
                del values["address"]
            if self._run(update(table).where(table.c.key == source.key).values(values)).rowcount:
                self._put_visit(visit)

    def pause(self, source: Source, paused: bool) -> None:
        """Leave a source alone, or ask it again, from now on."""
        table = schema.sources
        with self.ledger.writing():
            self._run(update(table).where(table.c.key == source.key).values(paused=paused))

    def remove(self, source: Source) -> None:
        """Forget a source and its visits; the stories that it brought stay."""
        with self.ledger.writing():
            for table, column in ((schema.seen, "source"), (schema.visits, "source"), (schema.sources, "key")):
                self._run(delete(table).where(table.c[column] == source.key))

    def _put_visit(self, visit: VisitRow) -> None:
        table = schema.visits
        of = table.c.source == visit.source
        self._run(delete(table).where(of, table.c.time == visit.time))
        self._run(insert(table).values({name: getattr(visit, name) for name in VisitRow.__slots__}))
        oldest = select(table.c.time).where(of).order_by(table.c.time.desc()).offset(KEPT).limit(1)
        if (time := self._run(oldest).scalar()) is not None:
            self._run(delete(table).where(of, table.c.time <= time))

    def history(self, source: Source, most: int = KEPT) -> list[VisitRow]:
        """The visits to a source, the last first."""
        table = schema.visits
        query = select(*(table.c[name] for name in VisitRow.__slots__)).where(table.c.source == source.key)
        with self.ledger.reading():
            return [VisitRow(*row) for row in self._run(query.order_by(table.c.time.desc()).limit(most))]

    def knows(self, id: str, now: datetime) -> bool:
        """Whether an item is not to be asked for: a story of the register, what made no story, a page that was not
        there and is left alone for now."""
        stories, seen = schema.stories.c, schema.seen.c
        resting = seen.again.is_(None) | (seen.again > _stamp(now))
        with self.ledger.reading():
            if self._run(select(stories.id).where(stories.id == id)).first():
                return True
            return self._run(select(seen.id).where(seen.id == id, resting)).first() is not None

    def text(self, id: str) -> str | None:
        """The text of the story that the register holds under an id."""
        with self.ledger.reading():
            found: str | None = self._run(select(schema.stories.c.text).where(schema.stories.c.id == id)).scalar()
        return found

    def passed_over(self, source: Source, ids: Iterable[str]) -> None:
        """Remember items that made no story: they are never asked for again."""
        with self.ledger.writing():
            if self._kept(source):
                for id in dict.fromkeys(ids):
                    self._see(source, id, None)

    def missing(self, source: Source, id: str, now: datetime) -> None:
        """Remember a page that was not there: it is left alone for a while, each time for longer."""
        with self.ledger.writing():
            if self._kept(source):
                held = self._run(select(schema.seen.c.failures).where(schema.seen.c.id == id)).scalar() or 0
                pause = min(FIRST_PAUSE * GROWTH ** min(held, 10), LONGEST_PAUSE)
                self._see(source, id, _stamp(now + pause), held + 1)

    def _kept(self, source: Source) -> bool:
        key = schema.sources.c.key
        return self._run(select(key).where(key == source.key)).first() is not None

    def _see(self, source: Source, id: str, again: str | None, failures: int = 0) -> None:
        table, values = schema.seen, {"again": again, "failures": failures}
        if not self._run(update(table).where(table.c.id == id).values(values)).rowcount:
            self._run(insert(table).values(id=id, source=source.key, **values))

    def _run(self, statement: Any, values: Sequence[dict[str, Any]] | None = None) -> Any:
        return self.ledger.connection.execute(statement, values)


def _stamp(time: datetime) -> str:
    """A time as `again` has it, so that two of them compare as they follow each other."""
    return time.astimezone(UTC).isoformat(timespec="seconds")


_SOURCES = select(*(schema.sources.c[name] for name in NAMES))


def _source(row: Row[Any]) -> Source:
    values = row._asdict()
    return Source(**values | {name: datetime.fromisoformat(values[name]) for name in TIMES if values[name]})


def _values(source: Source) -> dict[str, Any]:
    values = {name: getattr(source, name) for name in NAMES}
    return values | {name: values[name].isoformat() for name in TIMES if values[name]}


def _key(address: str, taken: Collection[str]) -> str:
    """A short name that no other source has: the host, with as much of the path as tells it from others."""
    parts = urlsplit(address)
    path = parts.path.strip("/")
    host = parts.netloc.removeprefix("www.")
    channel = path.removeprefix("s/") if host == "t.me" else None
    names = [f"t.me/{channel}"] if channel else [host, f"{host}/{path}"]
    names += [f"{names[-1]}#{number}" for number in range(2, len(taken) + 3)]
    return next(name for name in names if name not in taken)
