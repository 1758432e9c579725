"""Transactions on one database, for SQLite and PostgreSQL alike, and statements over lists of ids."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, delete, insert, select, text, update

from servanda.register.traits import Traits
from servanda.store import schema
from servanda.store.answers import Answers
from servanda.store.connection import one_line, shown

CHUNK = 500
"""Values in one IN list: small enough for either database, and few shapes of a statement to prepare."""
WRITERS = 0x5E2A
"""The advisory lock by which writers to one PostgreSQL register wait for each other."""
STAMP = "last write"
"""The row of `makings` that holds a number drawn anew by whoever writes: what was read under another one is old.
It is drawn, and not counted, as a restored register would count over what it held before."""
Answer = TypeVar("Answer")


class Session:
    """One database. Transactions belong to the thread that began them; an inner one joins the outer."""

    def __init__(self, engine: Engine, today: Callable[[], date] = date.today) -> None:
        self.engine = engine
        self.today = today
        self.where = shown(engine)
        self.answers = Answers()
        self._local = threading.local()
        self._lock = threading.RLock() if engine.url.database in (None, "", ":memory:") else None

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
            self._local.writes |= writing
            yield
            return
        with one_line(self.where), self._alone(), self.engine.connect() as connection:
            connection = connection.execution_options(servanda_writing=writing)
            with connection.begin():
                if writing and connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
                self._local.connection = connection
                self._local.traits = {}
                self._local.writes, self._local.stamp = writing, None
                self.touched = set()
                self.decided = None
                try:
                    yield
                    self.settle()
                    if self._local.writes:
                        self._stamp()
                finally:
                    self._local.connection = None

    def settle(self) -> None:
        """What is to be done before a transaction ends."""

    def remembered(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What `make` reads in this transaction, or what it read under this key since the last write of any process.

        It has to read nothing but the register, and whoever asks must not change what he is given. A transaction that
        writes reads for itself. That a day has come is no write: a key for what depends on the day holds it.
        """
        if self._local.writes:
            return make()
        if self._local.stamp is None:
            table = schema.makings
            found = self.connection.execute(select(table.c.version).where(table.c.what == STAMP)).scalar()
            if found is None:
                return make()
            self._local.stamp = found
        return self.answers.of((self._local.stamp, key), make)

    def _stamp(self) -> None:
        table, drawn = schema.makings, secrets.randbits(31)
        if not self.connection.execute(update(table).where(table.c.what == STAMP).values(version=drawn)).rowcount:
            self.connection.execute(insert(table).values(what=STAMP, version=drawn))

    @property
    def touched(self) -> set[str]:
        """Pledges that this transaction has changed, and that are not summed up yet."""
        touched: set[str] = self._local.touched
        return touched

    @touched.setter
    def touched(self, pledges: set[str]) -> None:
        self._local.touched = pledges

    @property
    def decided(self) -> bool | None:
        """Whether the register holds any decision, as far as this transaction knows."""
        decided: bool | None = self._local.decided
        return decided

    @decided.setter
    def decided(self, known: bool | None) -> None:
        self._local.decided = known

    def touch(self, events: Collection[str]) -> None:
        """The pledges of these events are to be summed up anew."""
        table = schema.links
        self.touched.update(row.pledge for row in self._among(select(table.c.pledge), table.c.event, events))

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

    def _among(self, query: Select[Any], column: Any, values: Collection[str] | Collection[int]) -> Iterator[Any]:
        wanted = sorted(values)
        for at in range(0, len(wanted), CHUNK):
            yield from self.connection.execute(query.where(column.in_(wanted[at : at + CHUNK])))

    def _delete(
        self, table: Any, column: Any, values: Collection[str] | Collection[int], told: Any = None
    ) -> list[Any]:
        """Delete rows by the values of a column; gives what the column `told` of each held, if one is asked for."""
        wanted, found = sorted(values), list[Any]()
        for at in range(0, len(wanted), CHUNK):
            query = delete(table).where(column.in_(wanted[at : at + CHUNK]))
            if told is None:
                self.connection.execute(query)
            else:
                found += self.connection.execute(query.returning(told)).scalars()
        return found

    @property
    def known(self) -> dict[str, Traits]:
        """What comparing needs of events, read in this transaction."""
        known: dict[str, Traits] = self._local.traits
        return known
