"""The register's tables behind the Ledger protocol, in SQLAlchemy Core, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from servanda.store.desk_rows import DeskRows
from servanda.store.event_rows import EventRows
from servanda.store.story_rows import StoryRows
from servanda.store.thread_rows import ThreadRows


class SqlLedger(StoryRows, EventRows, ThreadRows, DeskRows):
    """All of a register in one database."""
