"""Officers in front of the small county's lists."""

from __future__ import annotations

import pytest

from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.registry.models import Person


@pytest.fixture
def everywhere(county):
    """A department officer: the whole county."""
    return actor(officer("department-officer", the_pack().code))


@pytest.fixture
def towns(county):
    """Towns with people, the first two are neighbours."""
    return list(Person.objects.order_by("town").values_list("town", flat=True).distinct())


@pytest.fixture
def in_town(towns):
    """An officer of one town."""
    return actor(officer("town-officer", towns[0]))


@pytest.fixture
def approver(county):
    """Another person, who approves exports and sees no people."""
    return actor(officer("reviewer", the_pack().code))
