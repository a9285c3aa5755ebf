import datetime as dt

import pytest

from tests.people import actor, resident, user
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.give_mandate import MOST_OPEN, give_mandate
from zhaohui.county.accounts.errors import MandateError

TOMORROW = county_today() + dt.timedelta(days=1)


def test_it_works(person, entries):
    giver = resident(person)
    mandate, code = give_mandate(actor(giver), until=TOMORROW)
    assert (mandate.giver_id, mandate.until, mandate.holder) == (person.pk, TOMORROW, None)
    assert code not in mandate.code_hash
    assert entries("mandate.give") == [(giver.pk, "person", str(person.pk))]


def test_only_who_is_bound_gives(county):
    with pytest.raises(MandateError, match="对上本人"):
        give_mandate(actor(user("loose")), until=TOMORROW)


@pytest.mark.parametrize("days", [-1, 366])
def test_within_today_and_a_year(person, days):
    until = county_today() + dt.timedelta(days=days)
    with pytest.raises(MandateError):
        give_mandate(actor(resident(person)), until=until)


def test_not_without_end(person):
    giver = actor(resident(person))
    for _ in range(MOST_OPEN):
        give_mandate(giver, until=TOMORROW)
    with pytest.raises(MandateError, match="先收回"):
        give_mandate(giver, until=TOMORROW)
