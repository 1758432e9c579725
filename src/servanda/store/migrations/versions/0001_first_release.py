"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("subject", ORDERED, nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("other", ORDERED, nullable=True),
        sa.Column("slot", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("undoes", NUMBER, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_other", "decisions", ["other"])
    op.create_index("ix_decisions_subject", "decisions", ["subject"])
    op.create_table(
        "searches",
        sa.Column("name", ORDERED, nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "stories",
        sa.Column("nr", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("date", ORDERED, nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("coding", sa.Text(), nullable=False),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("reprint_of", ORDERED, nullable=True),
        sa.PrimaryKeyConstraint("nr"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stories_date", "stories", ["date"])
    op.create_index("ix_stories_reprint_of", "stories", ["reprint_of"])
    op.create_index("ix_stories_url", "stories", ["url"])
    op.create_table(
        "versions",
        sa.Column("story", ORDERED, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("story", "version"),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("story", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_bands_story"),
        sa.PrimaryKeyConstraint("band", "story"),
    )
    op.create_index("ix_bands_story", "bands", ["story"])
    op.create_table(
        "events",
        sa.Column("id", ORDERED, nullable=False),
        sa.Column("story", ORDERED, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("traits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_events_story"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_events_story", "events", ["story"])
    op.create_table(
        "figures",
        sa.Column("story", ORDERED, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("parties", ORDERED, nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_figures_story"),
        sa.PrimaryKeyConstraint("story", "number"),
    )
    op.create_index("ix_figures_measure", "figures", ["measure"])
    op.create_index("ix_figures_parties", "figures", ["parties"])
    op.create_index("ix_figures_story", "figures", ["story"])
    op.create_table(
        "event_polities",
        sa.Column("polity", ORDERED, nullable=False),
        sa.Column("event", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_event_polities_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("polity", "event"),
    )
    op.create_index("ix_event_polities_event", "event_polities", ["event"])
    op.create_table(
        "links",
        sa.Column("event", ORDERED, nullable=False),
        sa.Column("place", ORDERED, nullable=False),
        sa.Column("pledge", ORDERED, nullable=False),
        sa.Column("to", ORDERED, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("maybe", ORDERED, nullable=True),
        sa.Column("maybe_why", sa.Text(), nullable=True),
        sa.Column("maybe_score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_links_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
    op.create_index(
        "ix_links_maybe",
        "links",
        ["maybe_score", "event"],
        sqlite_where=sa.text("maybe IS NOT NULL"),
        postgresql_where=sa.text("maybe IS NOT NULL"),
    )
    op.create_index("ix_links_pledge", "links", ["pledge"])
    op.create_index("ix_links_to", "links", ["to"])
    op.create_table(
        "marks",
        sa.Column("mark", ORDERED, nullable=False),
        sa.Column("asking", sa.Boolean(), nullable=False),
        sa.Column("place", ORDERED, nullable=False),
        sa.Column("event", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_marks_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mark", "asking", "place"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_marks_event", "marks", ["event"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(lemmas, tokenize = 'unicode61 remove_diacritics 0')")
    else:
        op.create_table(
            "words",
            sa.Column("story", sa.BigInteger(), sa.ForeignKey("stories.nr", name="fk_words_story"), primary_key=True),
            sa.Column("lemmas", TSVECTOR(), nullable=False),
        )
        op.create_index("ix_words_lemmas", "words", ["lemmas"], postgresql_using="gin")
