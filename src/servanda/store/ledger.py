"""The register's tables behind the Ledger protocol, in SQLAlchemy Core, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from servanda.store.story_rows import StoryRows
from servanda.store.table_rows import TableRows


class SqlLedger(StoryRows, TableRows):
    """All of a register in one database."""
