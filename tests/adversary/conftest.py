"""People of the small county, in two towns."""

import pytest

from zhaohui.county.registry.models import Person


@pytest.fixture
def person(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def elsewhere(person):
    """The code of another village of another town, where somebody lives."""
    other = Person.objects.exclude(village=None).exclude(village__startswith=person.village[:9])
    return other.first().village
