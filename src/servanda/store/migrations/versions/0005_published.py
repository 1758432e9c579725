"""Secret addresses of saved searches, their calendars as given out, and who was told of what by e-mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "published",
        sa.Column("search", ORDERED, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("search"),
    )
    op.create_table(
        "calendars",
        sa.Column("search", ORDERED, nullable=False),
        sa.Column("language", ORDERED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("search", "language"),
    )
    op.create_table(
        "digests",
        sa.Column("recipient", ORDERED, nullable=False),
        sa.Column("search", ORDERED, nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("recipient", "search"),
    )
