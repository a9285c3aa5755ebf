"""The funnel: counts and medians from seeded lines, by rule and by town, in the officer's area alone."""

import datetime as dt

import pytest

from tests.county.small_county import the_pack
from tests.people import actor, officer
from zhaohui.county.accounts.models import User
from zhaohui.county.outreach.funnel import by_rule, by_town, total
from zhaohui.county.outreach.models import ContactLine

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
HERE = the_pack().villages[0].code
THERE = next(row.code for row in the_pack().villages if row.town_code != HERE[:9])


def seed(number, rule="a", area=HERE, *, told=None, confirmed=None, closed=None, state="found"):
    at = lambda days: None if days is None else DAY + dt.timedelta(days=days)  # noqa: E731
    ContactLine.objects.create(
        person_id=number, rule=rule, area=area, state=state, found_on=DAY, told_on=at(told),
        confirmed_on=at(confirmed), closed_on=at(closed), is_synthetic=True,
    )  # fmt: skip


@pytest.fixture
def lines(db, data_dir):
    seed(1)
    seed(2, told=1, state="told")
    seed(3, told=3, confirmed=5, state="confirmed")
    seed(4, told=8, confirmed=9, closed=19, state="awarded")
    seed(5, told=2, closed=2, state="refused")
    seed(6, "b", THERE, told=4, confirmed=4, closed=5, state="awarded")
    seed(7, "b", THERE, state="unreachable")


def everywhere():
    return actor(
        User.objects.filter(username="leader").first()
        or officer("leader", the_pack().code, name="leader")
    )


def test_counts_and_medians(lines):
    first, second = by_rule(everywhere())
    assert (first.key, first.found, first.told, first.confirmed, first.awarded, first.refused) == (
        "a",
        5,
        4,
        2,
        1,
        1,
    )
    assert first.days == {"told": 2.5, "confirmed": 1.5, "awarded": 10.0}
    assert (second.found, second.awarded, second.other["unreachable"]) == (2, 1, 1)
    assert second.days == {"told": 4.0, "confirmed": 0.0, "awarded": 1.0}
    whole = total(everywhere())
    assert (whole.found, whole.told, whole.awarded) == (7, 5, 2)
    assert whole.days["told"] == 3.0


def test_by_town_and_narrowed(lines):
    towns = {stage.key: stage for stage in by_town(everywhere())}
    assert {key: stage.found for key, stage in towns.items()} == {HERE[:9]: 5, THERE[:9]: 2}
    assert [stage.found for stage in by_town(everywhere(), rule="b")] == [2]
    assert [stage.key for stage in by_rule(everywhere(), area=THERE[:9])] == ["b"]
    assert total(everywhere(), rule="a").found == 5


def test_what_has_not_happened_has_no_median(lines):
    ContactLine.objects.exclude(person_id=1).delete()
    assert total(everywhere()).days == {"told": None, "confirmed": None, "awarded": None}


def test_an_officer_counts_her_own_area(lines):
    town = actor(officer("town-officer", THERE[:9]))
    assert (total(town).found, [stage.key for stage in by_town(town)]) == (2, [THERE[:9]])
    assert total(actor(officer("reviewer", the_pack().code, name="r"))).found == 0
