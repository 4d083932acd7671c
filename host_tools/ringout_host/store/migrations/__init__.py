"""Schema versions of the store, applied by `upgrade`. HEAD is the newest."""

from pathlib import Path

from sqlalchemy import Connection

from ringout_host.store import views

HEAD = "0005"


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Bring the database behind `connection` to a version, in the caller's transaction; the views
    are taken away before, as they stand on the tables, and made anew after."""
    from alembic import command  # slow to import, and needed once in a database's life
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    views.drop(connection)
    command.upgrade(config, to)
    if to == HEAD:
        views.make(connection)
