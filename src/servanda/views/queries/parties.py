"""Counting by parties over the summaries of pledges, in the shapes that stay quick where a party has very many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Select, exists, func, select

from servanda.model.event import KINDS, Kind
from servanda.register.register import Register
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.table_rows import stands

TAGS = schema.summary_tags
COMMON = 3000
"""Summaries from which on a party is met so often that walking over all of them finds a few of its own sooner."""


def of_parties(query: Select[Any], polities: Sequence[str], promised: Sequence[bool]) -> Select[Any]:
    """A query of `summaries` narrowed to these parties: all of them take part, themselves or by a part of theirs.

    The first is joined, so that the database goes from the tag to the summary and not over all summaries.
    """
    table = schema.summaries
    if not polities:
        return query.where(table.c.promised.in_(promised))
    first, *others = polities
    query = query.join(TAGS, TAGS.c.summary == table.c.nr).where(*_tagged(first, promised))
    for code in others:
        query = query.where(table.c.nr.in_(select(TAGS.c.summary).where(*_tagged(code, promised))))
    return query


def _tagged(code: str, promised: Sequence[bool]) -> tuple[Any, ...]:
    return TAGS.c.facet == "party", TAGS.c.promised.in_(promised), TAGS.c.value == code


def newest(register: Register, polities: Sequence[str], most: int, kind: Kind | None = None) -> list[str]:
    """The pledges, and acts that nobody had announced, of these parties: those told of last come first."""
    table = schema.summaries
    conditions = [table.c.kinds.op("&")(1 << KINDS.index(kind)) != 0] if kind else []
    order = (table.c.last_told.desc().nulls_last(), table.c.place.desc())
    return _first(register, polities, (False, True), conditions, order, most)


def due(
    register: Register,
    polities: Sequence[str],
    statuses: Sequence[str],
    most: int,
    *,
    since: str | None = None,
    slipped: bool = False,
) -> list[str]:
    """The pledges of these parties and statuses, those due first first; due from a day on, or only those put off."""
    table = schema.summaries
    conditions = [stands(statuses, register.clock.today())]
    conditions += [table.c.due_day >= since] if since else []
    conditions += [table.c.slipped_on.is_not(None)] if slipped else []
    return _first(register, polities, (True,), conditions, (table.c.due_day.asc().nulls_last(), table.c.place), most)


def _first(
    register: Register,
    polities: Sequence[str],
    promised: Sequence[bool],
    conditions: Sequence[Any],
    order: Sequence[Any],
    most: int,
) -> list[str]:
    """Where all are common and both sorts are asked for, SQLite is to walk along the order: no list of both, then."""
    table = schema.summaries
    with register.ledger.reading():
        connection = cast(SqlLedger, register.ledger).connection
        query = select(table.c.pledge).where(*conditions)
        if all(_common(connection, code) for code in polities):
            kinds = table.c.promised.in_(promised) if len(promised) == 1 else table.c.promised.is_not(None)
            query = query.where(kinds, *(_has(code) for code in polities))
        else:
            query = of_parties(query, polities, promised)
        return list(connection.execute(query.order_by(*order).limit(most)).scalars())


def _common(connection: Connection, code: str) -> bool:
    """Whether a party has very many summaries: they are counted no further than matters."""
    few = select(TAGS.c.summary).where(*_tagged(code, (False, True))).limit(COMMON).subquery()
    return connection.execute(select(func.count()).select_from(few)).scalar_one() >= COMMON


def _has(code: str) -> Any:
    """The condition for walking over all summaries in an order, and looking whether each has a party."""
    return exists().where(TAGS.c.summary == schema.summaries.c.nr, *_tagged(code, (False, True)))


def party_counts(register: Register, code: str | None = None) -> Mapping[str, int]:
    """How many pledges each polity has, most first: all, or those that it has with another.

    Of a party that is met often, the tags of all parties are walked over in their own order; of another, those of its
    summaries are looked up. The facet stands in an expression there, as SQLite would go over all parties else.
    """
    ledger = cast(SqlLedger, register.ledger)
    with ledger.reading():
        return ledger.remembered(("parties", code), lambda: _party_counts(ledger.connection, code))


def _party_counts(connection: Connection, code: str | None) -> dict[str, int]:
    number = func.count().label("number")
    query = select(TAGS.c.value, number).where(TAGS.c.facet == "party", TAGS.c.promised.is_(True))
    if code is not None and _common(connection, code):
        query = query.where(TAGS.c.summary.in_(select(TAGS.c.summary).where(*_tagged(code, (True,)))))
    elif code is not None:
        own = TAGS.alias("own")
        query = select(TAGS.c.value, number).join(own, own.c.summary == TAGS.c.summary)
        query = query.where(own.c.facet == "party", own.c.promised.is_(True), own.c.value == code)
        query = query.where(TAGS.c.facet.concat("") == "party", TAGS.c.promised.is_(True))
    query = query.group_by(TAGS.c.value).order_by(number.desc(), TAGS.c.value)
    return {row.value: row.number for row in connection.execute(query)}
