"""Backups: one SQLite file whatever keeps the register, sealed with a value over all that it holds."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select, text

from servanda.errors import RegisterError
from servanda.register.words import lemmas
from servanda.store import open as open_register
from servanda.store import schema, search
from servanda.store.connection import one_line
from servanda.store.contents import fingerprint
from servanda.store.ledger import SqlLedger

CHUNK = 1000
"""Rows copied at once."""
PASSING = (schema.sessions, schema.attempts)
"""What no backup holds: who is signed in just now."""
PEOPLE = (schema.users, schema.tokens, schema.last_visits)
"""What stays where a backup has no users, as nobody could sign in to the register otherwise."""
NUMBERED = ((schema.stories, "nr"), (schema.decisions, "id"), (schema.users, "id"), (schema.tokens, "id"))


def backup(url: str, path: Path) -> str:
    """Write the whole register into one new file, and tell its seal. Others may go on reading and writing meanwhile.

    Raises RegisterError where the file exists, or cannot be written; then none is left behind.
    """
    if path.exists():
        raise RegisterError("a file of that name exists", where=str(path), remedy="name another, or remove it")
    source = _ledger(url)
    part = path.with_name(f"{path.name}.part")
    try:
        with one_line(str(path)):
            part.unlink(missing_ok=True)
            seal = _copy_file(source, part) if _is_file(source) else _copy_rows(source, part)
            os.replace(part, path)
    finally:
        _remove(part)
    return seal


def restore(path: Path, url: str) -> str:
    """Put what a backup holds in the place of all that the register holds, in one transaction, and tell its seal.

    Nobody is signed in afterwards. Where the backup has no users, those of the register stay.

    Raises RegisterError where the file is no whole backup: then the register stays as it is.
    """
    copy = check(path)
    try:
        held, target = _ledger(f"sqlite:///{copy}"), _ledger(url)
        with held.reading(), target.writing():
            kept = PEOPLE if held.connection.execute(select(schema.users.c.id)).first() is None else ()
            _clear(target, kept)
            _pour(held, target)
        seal = fingerprint(target)
        if seal != fingerprint(held):
            raise RegisterError("the register does not hold what the backup holds", where=url, remedy="restore again")
        held.engine.dispose()
        return seal
    finally:
        _remove(copy)


def check(path: Path) -> Path:
    """See that a file is a whole backup; gives a copy of it, brought up to this release, for the caller to remove."""
    if not path.is_file():
        raise RegisterError("no such backup", where=str(path))
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise RegisterError("it is no backup of a register", where=str(path))
    copy = path.with_name(f"{path.name}.checked")
    try:
        with one_line(str(path)):
            shutil.copyfile(path, copy)
            sealed, sound = _sealed(copy)
            if sealed is None or not sound:
                raise RegisterError("it is no whole backup of a register", where=str(path), remedy="use another backup")
            ledger = _ledger(f"sqlite:///{copy}")
            found = fingerprint(ledger)
            ledger.engine.dispose()
            if found != sealed:
                raise RegisterError("it was changed after it was made", where=str(path), remedy="use another backup")
    except RegisterError:
        _remove(copy)
        raise
    return copy


def _sealed(path: Path) -> tuple[str | None, bool]:
    connection = sqlite3.connect(path)
    try:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        row = connection.execute("SELECT seal FROM backup").fetchone()
        return (str(row[0]) if row else None), sound
    except sqlite3.DatabaseError:
        return None, False
    finally:
        connection.close()


def _ledger(url: str) -> SqlLedger:
    ledger = open_register(url).ledger
    assert isinstance(ledger, SqlLedger)
    return ledger


def _is_file(ledger: SqlLedger) -> bool:
    return ledger.engine.dialect.name == "sqlite" and ledger.engine.url.database not in (None, "", ":memory:")


def _copy_file(source: SqlLedger, part: Path) -> str:
    """SQLite copies its own pages, as of one moment, while others go on."""
    with source.reading(), sqlite3.connect(part) as target:
        raw: Any = source.connection.connection.driver_connection
        raw.backup(target)
    target.close()
    return _seal(part)


def _copy_rows(source: SqlLedger, part: Path) -> str:
    target = _ledger(f"sqlite:///{part}")
    with source.reading(), target.writing():
        _pour(source, target)
    target.engine.dispose()
    return _seal(part)


def _seal(part: Path) -> str:
    ledger = _ledger(f"sqlite:///{part}")
    seal = fingerprint(ledger)
    with ledger.writing():
        for table in PASSING:
            ledger.connection.execute(table.delete())
        ledger.connection.execute(text("CREATE TABLE IF NOT EXISTS backup (seal TEXT NOT NULL)"))
        ledger.connection.execute(text("DELETE FROM backup"))
        ledger.connection.execute(text("INSERT INTO backup VALUES (:seal)"), {"seal": seal})
    ledger.engine.dispose()
    connection = sqlite3.connect(part)
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()
    return seal


def _clear(target: SqlLedger, kept: tuple[Table, ...]) -> None:
    for table in ("words", "pledge_words"):
        target.connection.execute(text(f"DELETE FROM {table}"))
    for held in reversed(schema.metadata.sorted_tables):
        if held not in kept:
            target.connection.execute(held.delete())


def _pour(source: SqlLedger, target: SqlLedger) -> None:
    """Copy all rows, and make anew what each database has its own form of: words, and summaries."""
    made = (schema.summaries, schema.summary_tags, schema.makings, *PASSING)
    for table in (table for table in schema.metadata.sorted_tables if table not in made):
        rows = source.connection.execute(select(table)).mappings()
        while chunk := rows.fetchmany(CHUNK):
            target.connection.execute(insert(table), [dict(row) for row in chunk])
            if table is schema.stories:
                found = {row["nr"]: " ".join(lemmas(f"{row['title'] or ''} {row['text']}")) for row in chunk}
                search.index(target.connection, found)
    if target.connection.dialect.name == "postgresql":
        for table, column in NUMBERED:
            sequence = f"pg_get_serial_sequence('{table.name}', '{column}')"
            query = f"SELECT setval({sequence}, coalesce(max({column}), 0) + 1, false) FROM {table.name}"
            target.connection.execute(text(query))
    target.sum_up_all()


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
