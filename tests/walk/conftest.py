"""The world of the walk, loaded afresh for each test."""

import pytest

from tests.walk.world import build


@pytest.fixture
def world(county):
    return build()
