"""Summaries of pledges, by which lists and counts are made; `store.open` fills them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0004"
down_revision = "0003"

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDEXED = ("due_day", "entered", "good_from", "good_until", "last_told")
COUNTED = ("promised", "kinds", "fields", "status", "turn", "turned", "due_day")


def upgrade() -> None:
    op.create_table(
        "summaries",
        sa.Column("nr", NUMBER, autoincrement=True, nullable=False),
        sa.Column("pledge", ORDERED, nullable=False),
        sa.Column("place", ORDERED, nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Integer(), nullable=False),
        sa.Column("fields", sa.Integer(), nullable=False),
        sa.Column("polities", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", ORDERED, nullable=True),
        sa.Column("turn", ORDERED, nullable=True),
        sa.Column("turned", sa.Text(), nullable=True),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("first_told", ORDERED, nullable=True),
        sa.Column("last_told", ORDERED, nullable=True),
        sa.Column("first_due", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("due_from", ORDERED, nullable=True),
        sa.Column("due_day", ORDERED, nullable=True),
        sa.Column("kept_on", sa.Text(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("promised_times", sa.Integer(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("slip_days", sa.Integer(), nullable=False),
        sa.Column("slipped_on", ORDERED, nullable=True),
        sa.Column("promised", sa.Boolean(), nullable=True),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("entered", ORDERED, nullable=False),
        sa.Column("good_from", ORDERED, nullable=False),
        sa.Column("good_until", ORDERED, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("nr"),
        sa.UniqueConstraint("pledge"),
    )
    for column in INDEXED:
        op.create_index(f"ix_summaries_{column}", "summaries", [column])
    op.create_index("ix_summaries_counted", "summaries", list(COUNTED))
    op.create_table(
        "summary_tags",
        sa.Column("facet", ORDERED, nullable=False),
        sa.Column("promised", sa.Boolean(), nullable=False),
        sa.Column("value", ORDERED, nullable=False),
        sa.Column("summary", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["summary"], ["summaries.nr"], name="fk_summary_tags_summary", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("facet", "promised", "value", "summary"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_summary_tags_summary", "summary_tags", ["summary"])
    op.create_table(
        "makings",
        sa.Column("what", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("what"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE pledge_words USING fts5"
            "(pieces, detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 0')"
        )
    else:
        op.create_table(
            "pledge_words",
            sa.Column(
                "summary",
                sa.BigInteger(),
                sa.ForeignKey("summaries.nr", name="fk_pledge_words_summary", ondelete="CASCADE"),
                primary_key=True,
            ),
            sa.Column("pieces", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_pledge_words_pieces", "pledge_words", ["pieces"], postgresql_using="gin")
