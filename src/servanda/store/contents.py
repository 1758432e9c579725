"""All that a register holds, but for row numbers and times of entering: what two equal registers have in common."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import select

from servanda.register.shape import compact
from servanda.store import schema
from servanda.store.ledger import SqlLedger

_PASSING = {"nr", "entered"}
TABLES = (
    schema.stories,
    schema.bands,
    schema.events,
    schema.event_polities,
    schema.marks,
    schema.links,
    schema.figures,
    schema.versions,
    schema.decisions,
    schema.searches,
    schema.story_links,
    schema.sources,
    schema.visits,
    schema.seen,
    schema.outlets,
)


def contents(ledger: SqlLedger) -> Iterator[str]:
    """A line of JSON for each row, in an order that does not hang on how the rows came."""
    with ledger.reading():
        for table in TABLES:
            columns = [column for column in table.columns if column.name not in _PASSING]
            rows = ledger.connection.execute(select(*columns).order_by(*columns))
            for row in rows:
                yield compact([table.name, *row])


def fingerprint(ledger: SqlLedger) -> str:
    """One value for all that a register holds."""
    digest = hashlib.sha256()
    for line in contents(ledger):
        digest.update(line.encode())
    return digest.hexdigest()
