"""Writing down what may be lost: when someone was seen last. Nobody waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from servanda.register.register import Clock
from servanda.store.ledger import SqlLedger

PRECISION = timedelta(minutes=1)
"""How exactly such times are kept, so that a look is no write each time."""


def ago(clock: Clock, span: timedelta) -> str:
    """The time that was `span` ago, as the register writes times."""
    return (clock.now() - span).isoformat(timespec="microseconds")


def note(ledger: SqlLedger, statements: Iterable[Any]) -> None:
    """Run statements in a transaction of their own; where another one writes just now, leave it for the next time."""
    options = ledger.engine.execution_options(servanda_writing=True)
    with options.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        held: Any = connection.connection.driver_connection
        if sqlite:
            waits = held.execute("PRAGMA busy_timeout").fetchone()[0]
            held.execute("PRAGMA busy_timeout = 0")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(text("SET LOCAL lock_timeout = '20ms'"))
                for statement in statements:
                    connection.execute(statement)
        except OperationalError:
            pass
        finally:
            if sqlite:
                held.execute(f"PRAGMA busy_timeout = {waits}")
