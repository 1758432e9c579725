"""Stories in other languages are kept with their language, and pages that were not there wait to be asked again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("stories", sa.Column("language", sa.Text(), nullable=False, server_default="ru"))
    op.add_column("visits", sa.Column("unread", sa.Text(), nullable=False, server_default=""))
    op.add_column("seen", sa.Column("again", sa.Text(), nullable=True))
    op.add_column("seen", sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
