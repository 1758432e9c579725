"""What alembic runs: the migrations, on the connection that opening the register holds."""

from alembic import context

from servanda.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
