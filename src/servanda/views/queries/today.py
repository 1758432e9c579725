"""What a day's first look shows: what falls due, what is overdue, what was kept or put off, what came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import func, select

from servanda.model.status import StatusName
from servanda.register.agenda import OPEN
from servanda.register.register import Register
from servanda.register.tables import Order, Row
from servanda.register.where import Where
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.views.queries.listing import Listing

AHEAD = timedelta(days=56)
BACK = timedelta(days=60)
"""How far back what was kept or put off is news."""
ROWS = 6
STORIES = 8
VISITS = timedelta(days=7)
UNDUE = cast(tuple[StatusName, ...], tuple(name for name in OPEN if name != "overdue"))


@dataclass(frozen=True, slots=True)
class Part:
    """A list with the first of its rows; `listing` is the whole of it."""

    name: str
    listing: Listing
    rows: tuple[Row, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """A story that came in: as citations need it, and how many events it tells of."""

    id: str
    source: str | None
    url: str | None
    title: str | None
    outlet: str | None
    date: str | None
    entered: str
    events: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What a source brought in the last days, and how often it failed; `name` as people call it."""

    key: str
    name: str
    stories: int
    failed: int
    last: str


@dataclass(frozen=True, slots=True)
class Today:
    """The page of a day; `since`: the end of the user's last visit (ISO), None where there was none."""

    day: date
    since: str | None
    fresh: Part | None
    parts: tuple[Part, ...]
    stories: tuple[Told, ...]
    sources: tuple[Brought, ...]
    empty: bool
    """The register holds no story at all."""


def today(register: Register, day: date, since: str | None) -> Today:
    """Gather the page. Every list is a page of the register's table."""
    fresh = _part(register, "fresh", Where(), Order("news", True), since) if since else None
    stories = _stories(register)
    return Today(
        day=day,
        since=since,
        fresh=fresh,
        parts=tuple(_part(register, name, where, order) for name, (where, order) in _wanted(day).items()),
        stories=stories,
        sources=_sources(register, day),
        empty=not stories,
    )


def _wanted(day: date) -> dict[str, tuple[Where, Order]]:
    first, last, back = day.isoformat(), (day + AHEAD).isoformat(), (day - BACK).isoformat()
    return {
        "due": (Where(statuses=UNDUE, due_from=first, due_until=last), Order("due")),
        "overdue": (Where(statuses=("overdue",)), Order("due", True)),
        "kept": (Where(statuses=("kept", "kept in part"), changed_from=back), Order("since", True)),
        "slipped": (Where(statuses=(*UNDUE, "overdue"), slipped=True), Order("slipped", True)),
        "stalled": (Where(statuses=("stalled",)), Order("news", True)),
    }


def _part(register: Register, name: str, where: Where, order: Order, news: str | None = None) -> Part:
    listing = Listing(where, order, news=news)
    found = register.table(listing.first(ROWS))
    return Part(name, listing, found.rows, found.total)


def _stories(register: Register) -> tuple[Told, ...]:
    """The latest stories that came in, the newest first."""
    stories, events, ledger = schema.stories.c, schema.events, cast(SqlLedger, register.ledger)
    number = select(func.count()).where(events.c.story == stories.id).scalar_subquery().label("events")
    columns = [stories[name] for name in Told.__slots__ if name != "events"]
    with ledger.reading():
        found = ledger.connection.execute(select(*columns, number).order_by(stories.nr.desc()).limit(STORIES))
        return tuple(Told(**row) for row in found.mappings())


def _sources(register: Register, day: date) -> tuple[Brought, ...]:
    visits, sources, ledger = schema.visits.c, schema.sources.c, cast(SqlLedger, register.ledger)
    query = (
        select(sources.key, sources.name, func.sum(visits.stories), func.sum(visits.failed), func.max(visits.time))
        .join(schema.visits, visits.source == sources.key)
        .where(visits.time >= (day - VISITS).isoformat())
        .group_by(sources.key, sources.name)
        .order_by(func.sum(visits.stories).desc(), sources.key)
    )
    with ledger.reading():
        rows = ledger.connection.execute(query)
        return tuple(Brought(key, name or key, int(told), int(failed), last) for key, name, told, failed, last in rows)
