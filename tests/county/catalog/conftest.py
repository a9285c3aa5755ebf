"""The two officers of every approval, and a colleague without the right."""

import pytest

from tests.people import actor, officer


@pytest.fixture
def proposer(db, data_dir):
    return actor(officer("department-officer", "510811", name="proposer"))


@pytest.fixture
def reviewer(db, data_dir):
    return actor(officer("reviewer", "510811", name="reviewer"))


@pytest.fixture
def clerk(db, data_dir):
    return actor(officer("window-clerk", "510811100", name="clerk"))
