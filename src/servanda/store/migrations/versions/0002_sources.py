"""Sources, their visits and what they brought; the links of stories; the reprint terms of outlets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_index("ix_stories_source", "stories", ["source"])
    op.create_table(
        "story_links",
        sa.Column("story", ORDERED, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_links_story"),
        sa.PrimaryKeyConstraint("story", "address"),
    )
    op.create_index("ix_story_links_story", "story_links", ["story"])
    op.create_table(
        "sources",
        sa.Column("key", ORDERED, nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("interval", sa.Float(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("last_success", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("address"),
    )
    op.create_table(
        "visits",
        sa.Column("source", ORDERED, nullable=False),
        sa.Column("time", ORDERED, nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["source"], ["sources.key"], name="fk_visits_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source", "time"),
    )
    op.create_index("ix_visits_source", "visits", ["source"])
    op.create_table(
        "seen",
        sa.Column("id", ORDERED, nullable=False),
        sa.Column("source", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.key"], name="fk_seen_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_seen_source", "seen", ["source"])
    op.create_table(
        "outlets",
        sa.Column("outlet", ORDERED, nullable=False),
        sa.Column("learnt", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("corrected", sa.Text(), nullable=True),
        sa.Column("user", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("outlet"),
    )
