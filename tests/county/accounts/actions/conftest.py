"""People of the small county, a clerk who may bind them, and the neighbour's clerk who may not."""

import pytest

from tests import people
from zhaohui.county.registry.models import Person


@pytest.fixture
def person(county):
    return Person.objects.exclude(village=None).order_by("pk").first()


@pytest.fixture
def clerk(person):
    return people.officer("window-clerk", person.village[:9])


@pytest.fixture
def neighbour(person):
    other = Person.objects.exclude(village=None).exclude(village__startswith=person.village[:9])
    return people.officer("window-clerk", other.first().village[:9])


@pytest.fixture
def account(db):
    return people.user("someone")


@pytest.fixture
def admin(county, pack):
    return people.officer("account-admin", pack.code, name="admin")


@pytest.fixture
def pack():
    from zhaohui.county.catalog.queries import current_pack

    return current_pack()


@pytest.fixture
def entries():
    """Return the audit entries of an action, as (label, subject, purpose)."""
    from zhaohui.county.audit.models import Entry

    def found(action):
        rows = Entry.objects.filter(action=action).order_by("seq")
        return list(rows.values_list("actor_id", "subject_kind", "subject_id"))

    return found
