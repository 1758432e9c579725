"""The stories that state reprint terms in an order that no other index has, so that either database walks along it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.drop_index("ix_stories_stating", "stories")
    op.create_index(
        "ix_stories_stating",
        "stories",
        ["source", sa.text("coalesce(date, '') DESC"), "id"],
        sqlite_where=sa.text("""instr(terms, '"quote":"') > 0"""),
        postgresql_where=sa.text("""strpos(terms, '"quote":"') > 0"""),
    )
