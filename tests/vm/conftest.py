"""One MicroPython VM for the tests; where it cannot run, that is a failure, not a skip."""

import pytest
from micropython_vm import MicroPythonVM


@pytest.fixture(scope="session")
def vm() -> MicroPythonVM:
    return MicroPythonVM(timeout=240)
