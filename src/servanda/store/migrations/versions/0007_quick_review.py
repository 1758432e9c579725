"""Indexes for pages: what waits for review in its order, and the stories that state reprint terms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

DOUBTFUL = sa.text("maybe IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_links_maybe", "links")
    order = [sa.text("maybe_score DESC"), sa.text("place")]
    op.create_index("ix_links_maybe", "links", order, sqlite_where=DOUBTFUL, postgresql_where=DOUBTFUL)
    op.create_index("ix_unsure_sure", "unsure", ["sure", "event"])
    op.create_index(
        "ix_stories_stating",
        "stories",
        ["source", sa.text("date DESC"), "id"],
        sqlite_where=sa.text("""instr(terms, '"quote":"') > 0"""),
        postgresql_where=sa.text("""strpos(terms, '"quote":"') > 0"""),
    )
