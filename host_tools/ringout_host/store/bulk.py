"""Many rows at once, a row that is already there left as it is: the hot path of ingest."""

from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


@lru_cache
def _statement(table: sa.Table, dialect: str) -> str:
    module, paramstyle = {
        "sqlite": (sqlite, "qmark"),
        "postgresql": (postgresql, "format"),
    }[dialect]
    insert = module.insert(table).on_conflict_do_nothing()
    return str(insert.compile(dialect=module.dialect(paramstyle=paramstyle)))


def insert_new(connection: sa.Connection, table: sa.Table, rows: list[tuple]) -> None:
    """Insert `rows`, each with a value for every column of `table` in its order."""
    if rows:
        connection.exec_driver_sql(_statement(table, connection.dialect.name), rows)
