"""Every store test runs on SQLite and on a real PostgreSQL."""

import itertools
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from ringout_host.store.database import open_store
from tests.store import postgres
from tests.store.command import ringout  # noqa: F401  (a fixture)

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server():
    """URL of a PostgreSQL server of this test session; skips with the reason without one."""
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    # Not pytest's own folder: that one is closed to the user postgres.
    with tempfile.TemporaryDirectory(prefix="ringout-pg-") as folder:
        Path(folder).chmod(0o755)
        with postgres.running(Path(folder) / "pg") as url:
            yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request, tmp_path):
    """`--db` of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "ringout.sqlite")
    url = request.getfixturevalue("server")
    name = f"t{next(_numbers)}"
    engine = sa.create_engine(f"{url}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{url}/{name}"


@pytest.fixture
def store(db):
    with open_store(db) as opened:
        yield opened
