"""Summaries in the orders in which pages show them: the newest first, and those due first, by place where these tie."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.drop_index("ix_summaries_last_told", "summaries")
    op.drop_index("ix_summaries_due_day", "summaries")
    last = " NULLS LAST" if op.get_bind().dialect.name == "postgresql" else ""
    newest = [sa.text(f"last_told DESC{last}"), sa.text("place DESC")]
    op.create_index("ix_summaries_newest", "summaries", newest)
    op.create_index("ix_summaries_due", "summaries", ["due_day", "place"])
