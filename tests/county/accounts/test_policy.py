"""Posts, appointments and mandates turned into grants: today's, the pack's, and no others."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import people
from tests.county.small_county import the_pack
from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.models import Appointment, Mandate, Officer
from zhaohui.county.accounts.policy import actor_for, area_range, grants_of_post
from zhaohui.county.registry.models import Person
from zhaohui.engines.areas import AreaError, is_within
from zhaohui.packs.schema.access import PolicyRow

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
TOWN = the_pack().towns[0].code
POST = "town-officer"

digits = st.text("0123456789", min_size=1, max_size=3)


@st.composite
def codes(draw):
    """A division code of any level, at the borders too."""
    parts = [draw(st.sampled_from(["01", "51", "99"]))]
    for width in (2, 2, 3, 3):
        if draw(st.booleans()):
            break
        top = 10**width - 1
        number = draw(st.sampled_from([1, 2, top - 1, top]) | st.integers(1, top))
        parts.append(f"{number:0{width}d}")
    return "".join(parts)


@given(code=codes(), area=codes())
def test_a_range_holds_exactly_what_lies_in_the_area(code, area):
    low, high = area_range(area)
    assert (low <= code < high) == is_within(code, area)


def test_a_range_of_no_area():
    with pytest.raises(AreaError):
        area_range("51081")
    assert not list(grants_of_post(the_pack(), POST, "51081"))


def test_a_post_that_the_pack_lacks_may_nothing():
    assert list(grants_of_post(the_pack(), POST, TOWN))
    fewer = replace(the_pack(), posts=[row for row in the_pack().posts if row.post != POST])
    assert not list(grants_of_post(fewer, POST, TOWN))


@pytest.mark.parametrize("post", ["resident", "helper", "public", "nobody", ""])
def test_an_appointment_to_no_post_may_nothing(post):
    assert not list(grants_of_post(the_pack(), post, TOWN))


def test_an_own_row_of_a_post_reaches_no_area():
    """The check refuses such a row; should one slip in, it must not become an area."""
    row = PolicyRow(place="x:1", post=POST, action="self.read", range="own", why="x")
    pack = replace(the_pack(), policy=[row])
    assert not list(grants_of_post(pack, POST, TOWN))


def test_a_resident_gains_nothing_by_a_row_for_the_county(db, county):
    row = PolicyRow(
        place="x:1", post="resident", action="person.read", range="county", why="a mistake"
    )
    account = people.resident(Person.objects.get(pk=1))
    actor = actor_for(account, replace(the_pack(), policy=[row]), TODAY)
    assert not actor.may("person.read")


def appointed(start, end, left=None):
    account = people.user("officer")
    row = Officer.objects.create(user=account, name="模拟", department="模拟", left_on=left)
    Appointment.objects.create(officer=row, post=POST, area=TOWN, start=start, end=end)
    return actor_for(account, the_pack(), TODAY)


@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        (TODAY, None, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, False),
        (TODAY - DAY * 9, TODAY - DAY, False),
    ],
)
def test_an_appointment_runs_from_its_start_until_before_its_end(db, start, end, runs):
    actor = appointed(start, end)
    assert actor.kind == "officer"
    assert actor.may("person.read", TOWN) == runs
    assert bool(actor.grants) == runs


@pytest.mark.parametrize(
    ("left", "works"), [(TODAY, False), (TODAY - DAY, False), (TODAY + DAY, True)]
)
def test_who_left_is_a_resident_like_others(db, left, works):
    actor = appointed(TODAY - DAY, None, left)
    assert actor.kind == ("officer" if works else "resident")
    assert actor.may("person.read") == works


def test_who_is_not_active_is_the_public(db):
    account = people.officer(POST, TOWN)
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert actor_for(account, the_pack(), TODAY) == PUBLIC


def test_an_officer_without_an_appointment_may_nothing(db):
    account = people.user("waiting")
    Officer.objects.create(user=account, name="模拟", department="模拟")
    actor = actor_for(account, the_pack(), TODAY)
    assert (actor.kind, actor.grants) == ("officer", ())


def test_an_officer_s_private_account_data_is_not_her_office_s(db, county):
    """She who is bound as a resident and works as an officer sees only what her post sees."""
    account = people.officer(POST, TOWN)
    account.person = Person.objects.get(pk=1)
    account.save(update_fields=["person"])
    actor = actor_for(account, the_pack(), TODAY)
    assert not actor.may("self.read")


def test_two_posts_add_up(db):
    account = people.officer(POST, TOWN)
    other = the_pack().towns[1].code
    Appointment.objects.create(
        officer=account.officer, post="village-worker", area=f"{other}200", start=TODAY
    )
    actor = actor_for(account, the_pack(), TODAY)
    assert actor.may("person.read", TOWN)
    assert actor.may("person.read", f"{other}200")
    assert not actor.may("person.read", other)
    assert actor.may("export.request", TOWN)
    assert not actor.may("export.request", f"{other}200")


@pytest.mark.parametrize(
    ("change", "helps"),
    [
        ({}, True),
        ({"until": TODAY}, True),
        ({"until": TODAY - DAY}, False),
        ({"revoked_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}, False),
        ({"accepted_at": None}, False),
        ({"holder": None}, False),
    ],
)
def test_a_mandate_reaches_the_giver_while_it_runs(db, county, change, helps):
    giver, stranger = Person.objects.order_by("pk")[:2]
    account = people.helper(giver)
    Mandate.objects.update(**change)
    actor = actor_for(account, the_pack(), TODAY)
    assert actor.may_for("self.read", giver.pk, giver.area) == helps
    assert not actor.may_for("self.read", stranger.pk, stranger.area)
    assert not actor.may_for("self.audit", giver.pk, giver.area)


def test_nobody_without_an_appointment_gains_an_area(db, county):
    person = Person.objects.get(pk=1)
    accounts = [people.user("unbound"), people.resident(person), people.helper(person)]
    for account in accounts:
        actor = actor_for(account, the_pack(), TODAY)
        assert all(not grant.low for grant in actor.grants)
        assert all(set(grant.people) <= {1} for grant in actor.grants)


def test_it_asks_the_database_three_times_at_most(db, county, django_assert_max_num_queries):
    for account in (people.officer(POST, TOWN), people.helper(Person.objects.get(pk=1))):
        fresh = type(account).objects.get(pk=account.pk)
        with django_assert_max_num_queries(3):  # the third: these are demonstration accounts
            actor_for(fresh, the_pack(), TODAY)


@settings(max_examples=30)
@given(post=st.sampled_from([row.post for row in the_pack().posts]), area=codes())
def test_each_grant_names_its_row(post, area):
    places = {row.place: row for row in the_pack().policy}
    for grant in grants_of_post(the_pack(), post, area):
        row = places[grant.row]
        assert (row.post, row.action) == (post, grant.action)
        assert grant.people == ()
