"""The register in a database: `open(url)` makes it, brings it up to date, and hands it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from servanda.register.register import Clock, Register
    from servanda.store.health import Health

__all__ = ["backup", "doctor", "open", "restore"]


def open(url: str, clock: Clock | None = None) -> Register:
    """The register at `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://…`, made where there is none.

    Raises RegisterError where it cannot be opened, UsageError for an address of another kind.
    """
    from servanda.register.register import Clock, Register
    from servanda.store.connection import connect, one_line, shown
    from servanda.store.ledger import SqlLedger
    from servanda.store.migrate import ready, upgrade

    engine = connect(url)
    ledger = SqlLedger(engine, (clock or Clock()).today)
    with one_line(shown(engine)):
        with ledger.reading():
            up_to_date = ready(ledger.connection) and ledger.made()
        if not up_to_date:
            with ledger.writing():
                upgrade(ledger.connection, shown(engine))
                ledger.sum_up_all()
    return Register(ledger, clock)


def backup(url: str, path: Path) -> str:
    """Write the whole register into one new file; gives its seal, a value over all that it holds."""
    from servanda.store.copies import backup as run

    return run(url, path)


def restore(path: Path, url: str) -> str:
    """Put a backup, once it is checked, in the place of all that the register holds; gives its seal."""
    from servanda.store.copies import restore as run

    return run(path, url)


def doctor(url: str, deep: bool = True) -> Health:
    """Examine a register, changing nothing in it; unless `deep`, only its release and how much it holds, at once."""
    from servanda.store.health import doctor as run

    return run(url, deep)
