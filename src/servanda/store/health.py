"""Is the register sound? What is wrong with it, and what to do."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass

from sqlalchemy import func, select, text

from servanda.store import schema
from servanda.store.connection import connect, one_line, shown
from servanda.store.ledger import SqlLedger
from servanda.store.migrate import revision

COUNTED = (schema.stories, schema.versions, schema.events, schema.figures, schema.decisions)
RESTORE = "restore a backup with `servanda restore`"
ENTER = "enter the stories again into a new register"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and what to do."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a register. Sound where there are no faults."""

    where: str
    engine: str
    """`SQLite 3.45.1`, `PostgreSQL 15.10`."""
    revision: str | None
    newest: str
    counts: dict[str, int]
    bytes: int | None
    faults: tuple[Fault, ...]


def doctor(url: str, deep: bool = True) -> Health:
    """Examine a register, changing nothing in it; unless `deep`, only its release and how much it holds, at once.

    Raises RegisterError where it cannot be opened at all.
    """
    engine = connect(url)
    ledger = SqlLedger(engine)
    with one_line(shown(engine)), ledger.reading():
        held = revision(ledger.connection)
        faults = _damage(ledger) if deep else []
        counts: dict[str, int] = {}
        if held != schema.REVISION:
            faults.append(_another_release(held))
        elif not faults:
            counts = _counts(ledger)
            faults += _gaps(ledger) if deep else []
        return Health(
            where=shown(engine),
            engine=_engine(ledger),
            revision=held,
            newest=schema.REVISION,
            counts=counts,
            bytes=_size(ledger),
            faults=tuple(faults),
        )


def _another_release(held: str | None) -> Fault:
    if held is None:
        return Fault("it is empty", "enter a story with `servanda add`")
    if held < schema.REVISION:
        return Fault(f"it was made by an older release ({held})", "any command that opens it brings it up to date")
    return Fault(f"it was made by a newer release ({held})", "update Servanda")


def _damage(ledger: SqlLedger) -> list[Fault]:
    """What SQLite says of its file; PostgreSQL keeps its own."""
    if ledger.connection.dialect.name != "sqlite":
        return []
    said = [str(row[0]) for row in ledger.connection.execute(text("PRAGMA integrity_check(5)"))]
    found = [Fault(f"the file is damaged: {line}", RESTORE) for line in said if line != "ok"]
    broken = ledger.connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        found.append(Fault(f"{len(broken)} rows point to rows that are gone", RESTORE))
    return found


def _counts(ledger: SqlLedger) -> dict[str, int]:
    run = ledger.connection.execute
    counts = {table.name: run(select(func.count()).select_from(table)).scalar_one() for table in COUNTED}
    counts["pledges"] = run(select(func.count(schema.links.c.pledge.distinct()))).scalar_one()
    counts["reprints"] = run(select(func.count()).where(schema.stories.c.reprint_of.is_not(None))).scalar_one()
    return counts


_QUESTIONS = (
    ("events stand in no pledge", "events WHERE id NOT IN (SELECT event FROM links)"),
    ("events stand in a pledge that is gone", "links WHERE pledge NOT IN (SELECT id FROM events)"),
    ("links lead to events that are gone", 'links WHERE "to" NOT IN (SELECT id FROM events)'),
    ("reprints are of stories that are gone", "stories WHERE reprint_of NOT IN (SELECT id FROM stories)"),
    (
        "events are parted from those that they go on from, though nobody decided so",
        'links AS a JOIN links AS b ON a."to" = b.event WHERE a.pledge <> b.pledge'
        " AND NOT EXISTS (SELECT 1 FROM decisions WHERE verb IN ('reject', 'split', 'undo'))",
    ),
)


def _gaps(ledger: SqlLedger) -> list[Fault]:
    """What no other part of the program can leave behind."""
    run = ledger.connection.execute
    found = [(run(text(f"SELECT count(*) FROM {query}")).scalar_one(), what) for what, query in _QUESTIONS]
    key = "rowid" if ledger.connection.dialect.name == "sqlite" else "story"
    unfound = run(text(f"SELECT count(*) FROM stories WHERE nr NOT IN (SELECT {key} FROM words)")).scalar_one()
    found.append((unfound, "stories are not in the index of words"))
    return [Fault(f"{count} {what}", f"{RESTORE}, or {ENTER}") for count, what in found if count]


def _engine(ledger: SqlLedger) -> str:
    if ledger.connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    return "PostgreSQL " + ".".join(map(str, ledger.connection.dialect.server_version_info or ()))


def _size(ledger: SqlLedger) -> int | None:
    if ledger.connection.dialect.name == "postgresql":
        return int(ledger.connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    path = ledger.engine.url.database
    return os.path.getsize(path) if path and os.path.exists(path) else None
