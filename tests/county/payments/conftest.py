"""An office with two officers, over the small county."""

import pytest

from tests.county.payments.paying import Office


@pytest.fixture
def office(county):
    return Office()
