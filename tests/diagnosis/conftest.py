"""One simulated tester for all diagnosis tests."""

import pytest

from ringout_host.catalogue.survey import Surveyor


@pytest.fixture(scope="session")
def one_surveyor() -> Surveyor:
    return Surveyor(seed=1)


@pytest.fixture
def surveyor(one_surveyor) -> Surveyor:
    """Its noise begins anew: what a test sees does not hang on the tests before it."""
    one_surveyor.bench.front_end.adc.at = 0
    return one_surveyor
