"""Failed attempts to sign in, counted by user and by address, in whatever process they come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.noting import ago

FORGOTTEN = timedelta(days=1)
"""Failures older than this count no more."""


class Attempts:
    """The failures that a register remembers."""

    def __init__(self, ledger: SqlLedger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    def failures(self, key: str) -> tuple[int, datetime] | None:
        """How often signing in failed under a key, and when last; None where not lately."""
        table = schema.attempts
        query = select(table.c.failures, table.c.latest).where(table.c.key == key)
        with self.ledger.reading():
            row = self._run(query.where(table.c.latest >= ago(self.clock, FORGOTTEN))).first()
        return (row.failures, datetime.fromisoformat(row.latest)) if row else None

    def failed(self, keys: Collection[str]) -> None:
        """Count a failure under each key."""
        table, now = schema.attempts, self.clock.stamp
        with self.ledger.writing():
            self._run(delete(table).where(table.c.latest < ago(self.clock, FORGOTTEN)))
            for key in keys:
                more = {"failures": table.c.failures + 1, "latest": now}
                if not self._run(update(table).where(table.c.key == key).values(more)).rowcount:
                    self._run(insert(table).values(key=key, failures=1, latest=now))

    def forgive(self, key: str) -> None:
        """Forget the failures under a key."""
        with self.ledger.writing():
            self._run(delete(schema.attempts).where(schema.attempts.c.key == key))

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)
