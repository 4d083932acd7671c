"""A store to report on."""

import pytest

from ringout_host.store.database import open_store
from tests.store.command import ringout  # noqa: F401  (a fixture)


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "db.sqlite")) as opened:
        yield opened
