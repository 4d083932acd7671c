"""Collecting is tried from a database by the command."""

from tests.store.command import ringout  # noqa: F401  (a fixture)
