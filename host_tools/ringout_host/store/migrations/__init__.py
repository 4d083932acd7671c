"""Schema versions of the store, applied by `upgrade`. HEAD is the newest."""

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0002"


def upgrade(connection: Connection) -> None:
    """Bring the database behind `connection` to HEAD, in the caller's transaction."""
    from alembic import command  # slow to import, and needed once in a database's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
