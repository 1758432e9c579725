"""The sources of a register: how each stands, and keeping one that was tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from sqlalchemy import func, select

from servanda.errors import ServandaError, SourceError
from servanda.register.register import Register
from servanda.sources import opml
from servanda.sources.source import Source
from servanda.sources.trial import Trial, trial
from servanda.sources.visit import Web
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.outlets import learn
from servanda.store.sources import Sources, VisitRow
from servanda.stories.outlet import asked


@dataclass(frozen=True, slots=True)
class Standing:
    """A source as it stands: its last visit, and how many stories it brought in all visits that are remembered."""

    source: Source
    last: VisitRow | None
    stories: int

    @property
    def state(self) -> Literal["paused", "failing", "well", "new"]:
        """`paused`, `failing`, `new` where it was never asked, or `well`."""
        if self.source.paused:
            return "paused"
        if self.source.last_error:
            return "failing"
        return "well" if self.source.last_success else "new"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a feed of a list: kept under a name, or `error` with why not."""

    address: str
    name: str | None
    error: str | None = None


def book(register: Register) -> Sources:
    """The sources of a register."""
    return Sources(cast(SqlLedger, register.ledger))


def standings(register: Register) -> tuple[Standing, ...]:
    """All sources, those that fail first, then by key."""
    table, ledger = schema.visits, cast(SqlLedger, register.ledger)
    query = select(table.c.source, func.sum(table.c.stories), func.max(table.c.time)).group_by(table.c.source)
    with ledger.reading():
        sums = {row[0]: (int(row[1]), row[2]) for row in ledger.connection.execute(query)}
        columns = [table.c[name] for name in VisitRow.__slots__]
        newest = select(*columns).where(table.c.time.in_([time for _, time in sums.values()]))
        visits = {(row.source, row.time): VisitRow(*row) for row in ledger.connection.execute(newest)}
        sources = Sources(ledger).all()
    found = [
        Standing(one, visits.get((one.key, sums.get(one.key, (0, ""))[1])), sums.get(one.key, (0, ""))[0])
        for one in sources
    ]
    return tuple(sorted(found, key=lambda one: (one.state != "failing", one.source.key)))


def keep(register: Register, tried: Trial, name: str | None = None) -> Source:
    """Keep a source that was tried, with the reprint terms that its outlet states.

    Raises UsageError where its address is kept already.
    """
    source = book(register).add(replace(tried.source, name=tried.source.name or name))
    if tried.page and (terms := asked(tried.page)).quote:
        learn(cast(SqlLedger, register.ledger), tried.outlet, terms, tried.home)
    return source


def take_over(register: Register, listed: Sequence[opml.Listed], web: Web) -> list[Taken]:
    """Try the feeds of a list, hosts side by side, and keep those that are sources, in order."""
    from concurrent.futures import ThreadPoolExecutor

    from servanda.sources.rounds import SIDE_BY_SIDE

    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        tried = [None if one.error else pool.submit(trial, one.address, web) for one in listed]
    found = []
    for one, future in zip(listed, tried, strict=True):
        try:
            if future is None:
                raise SourceError(one.error or "it was passed over")
            found.append(Taken(one.address, keep(register, future.result(), one.name).key))
        except ServandaError as error:
            found.append(Taken(one.address, one.name, error.what))
    return found
