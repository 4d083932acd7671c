"""Alembic calls this file. The connection and its transaction come from `upgrade`."""

from alembic import context

from ringout_host.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
