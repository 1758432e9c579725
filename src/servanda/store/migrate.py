"""Bringing a register to the tables of this release."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from servanda.errors import RegisterError
from servanda.store.schema import REVISION


def revision(connection: Connection) -> str | None:
    """The migration that the register stands at; None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: Connection, where: str, target: str = "head") -> None:
    """Run the migrations that are missing, in the transaction of `connection`.

    Raises RegisterError for a register made by a newer release.
    """
    import logging
    from pathlib import Path

    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, target)
    except CommandError as error:
        raise RegisterError(
            f"it was made by another release of Servanda ({error})", where=where, remedy="update Servanda"
        ) from error


def ready(connection: Connection) -> bool:
    return revision(connection) == REVISION
