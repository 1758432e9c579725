"""Opening the database behind a register, SQLite or PostgreSQL, with the settings that the register relies on."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from servanda.errors import RegisterBusy, RegisterError, ServandaError, UsageError

BUSY_SECONDS = 60.0
"""How long a writer waits for another one."""
CONNECTIONS = 12
"""Kept open where so many are used at once: a fresh one has nothing in its memory yet, and reads all of it anew."""
SETTINGS = {
    "lock_timeout": f"{int(BUSY_SECONDS)}s",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "32MB",
    "plan_cache_mode": "force_custom_plan",
}
"""Of PostgreSQL's sessions: statements are short and many come at once, so none is worth a compiler or helpers. Each is
planned for what it asks: a party may be in nearly all pledges or in three, and no one plan is good for both."""

ANOTHER = "make the file and its folder writable, or name another register"
RESTORE = "run `servanda doctor`, or restore a backup"
SERVER = "check the address, and that PostgreSQL runs"
_FAULTS = (
    ("disk is full|no space left", RegisterError, "the disk is full", "free some space: nothing was half-written"),
    ("readonly|read-only", RegisterError, "it is read-only", ANOTHER),
    ("locked|lock timeout|statement timeout", RegisterBusy, "another process holds it too long", "try again later"),
    ("malformed|not a database|corrupt", RegisterError, "it is damaged, or no register", RESTORE),
    ("unable to open", RegisterError, "it cannot be opened", ANOTHER),
    ("connection failed|could not connect|refused|server closed|terminat", RegisterError, "no answer", SERVER),
    ("password|authentication|does not exist", RegisterError, "the server knows no such user or database", SERVER),
    ("permission denied", RegisterError, "this user may not do that", "ask the owner of the database"),
)


def connect(address: str) -> Engine:
    """An engine for `sqlite:///FILE`, `sqlite://` (in memory) or `postgresql://…`.

    Raises UsageError for an address of another kind.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UsageError(
            f"{address!r} is no address of a register", remedy="use sqlite:///FILE or postgresql://USER@HOST/NAME"
        ) from None
    if url.get_backend_name() == "sqlite":
        return _sqlite(url)
    if url.get_backend_name() in ("postgresql", "postgres"):
        options = {"connect_args": {"options": " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())}}
        return create_engine(
            url.set(drivername="postgresql+psycopg"), pool_size=CONNECTIONS, pool_pre_ping=True, **options
        )
    raise UsageError(
        f"a register cannot be kept in {url.get_backend_name()}",
        remedy="use sqlite:///FILE or postgresql://USER@HOST/NAME",
    )


def _sqlite(url: URL) -> Engine:
    url = url.set(drivername="sqlite+pysqlite")
    path = Path(url.database) if url.database and url.database != ":memory:" else None
    if path is None:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(_writable(url, path), pool_size=CONNECTIONS, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _writable(url: URL, path: Path) -> URL:
    """A register that may not be written is opened for reading, even where its folder takes no lock file."""
    if not path.exists() or may_write(path):
        return url
    still = not may_write(path.parent) and not path.with_name(f"{path.name}-wal").exists()
    return make_url(f"sqlite+pysqlite:///file:{path}?mode=ro{'&immutable=1' if still else ''}&uri=true")


def may_write(path: Path) -> bool:
    return os.access(path, os.W_OK)


def _prepare(connection: Any, record: object) -> None:
    connection.isolation_level = None
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    writable = not cursor.execute("PRAGMA query_only").fetchone()[0]
    if writable:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except Exception as error:
            if "readonly" not in str(error):
                raise
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _lower(text: Any) -> Any:
    """SQLite's own knows capital letters of ASCII alone: «Рейс» would stand before «визит» in any list by names."""
    return text.lower() if isinstance(text, str) else text


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("servanda_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


@contextmanager
def one_line(where: str) -> Iterator[None]:
    """Turn what the database says went wrong into one RegisterError."""
    try:
        yield
    except ServandaError:
        raise
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error)
        for pattern, kind, what, remedy in _FAULTS:
            if re.search(pattern, said, re.IGNORECASE):
                raise kind(what, where=where, remedy=remedy) from error
        raise RegisterError(said.splitlines()[0] if said else type(error).__name__, where=where) from error


def shown(engine: Engine) -> str:
    """The register's address as people may see it: without its password."""
    url = engine.url
    if url.get_backend_name() == "sqlite":
        return (url.database or "the register in memory").removeprefix("file:")
    return url.set(drivername="postgresql").render_as_string(hide_password=True)
