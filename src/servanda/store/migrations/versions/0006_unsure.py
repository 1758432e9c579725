"""Events of which the coder was not certain, for review."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
CERTAIN = 0.6
"""From this certainty on an event is not asked about."""
CHUNK = 1000
TABLES = (("events", "id", "record"), ("unsure", "event", "sure"))


def upgrade() -> None:
    op.create_table(
        "unsure",
        sa.Column("event", ORDERED, nullable=False),
        sa.Column("sure", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["event"], ["events.id"], name="fk_unsure_event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event"),
    )
    events, unsure = (sa.table(name, sa.column(key), sa.column(value)) for name, key, value in TABLES)
    last, run = "", op.get_bind().execute
    query = sa.select(events).order_by(events.c.id).limit(CHUNK)
    while rows := run(query.where(events.c.id > last)).all():
        found = ((id, json.loads(record)["sure"]) for id, record in rows)
        doubtful = [{"event": id, "sure": sure} for id, sure in found if sure < CERTAIN]
        if doubtful:
            run(sa.insert(unsure), doubtful)
        last = rows[-1][0]
