"""The register in a database: `open(url)` makes it, brings it up to date, and hands it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.register.register import Clock, Register

__all__ = ["open"]


def open(url: str, clock: Clock | None = None) -> Register:
    """The register at `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://…`, made where there is none.

    Raises RegisterError where it cannot be opened, UsageError for an address of another kind.
    """
    from servanda.register.register import Register
    from servanda.store.connection import connect, one_line, shown
    from servanda.store.ledger import SqlLedger
    from servanda.store.migrate import ready, upgrade

    engine = connect(url)
    ledger = SqlLedger(engine)
    with one_line(shown(engine)):
        with ledger.reading():
            up_to_date = ready(ledger.connection)
        if not up_to_date:
            with ledger.writing():
                upgrade(ledger.connection, shown(engine))
    return Register(ledger, clock)
