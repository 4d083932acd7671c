"""One simulated tester for all diagnosis tests."""

import pytest

from ringout_host.catalogue.survey import Surveyor


@pytest.fixture(scope="session")
def surveyor() -> Surveyor:
    return Surveyor(seed=1)
